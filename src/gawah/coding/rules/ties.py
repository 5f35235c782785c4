"""What ties a group's name to an act: "pointed to the X", "wore the insignia of the X", "held the X responsible"."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from typing import Literal

from gawah.coding.rules.lexicon import load_lexicon
from gawah.coding.rules.phrases import Parsed

Sort = Literal["blamed", "suspected", "identified", "claimed", "signed"]
"""A name that is "signed" stands under a message, which claims nothing where it says nothing of the act."""

_BEFORE = 16
"""Words before a name that are read, and so many behind it."""


@dataclass(frozen=True, slots=True)
class Tie:
    """The words [start, end), a group's name among them, lay an act to the group in the manner of `sort`."""

    sort: Sort
    start: int
    end: int


def read_tie(parsed: Parsed, start: int, end: int) -> Tie | None:
    """Return what ties the group named by the words [start, end) to an act in its own sentence, or None."""
    return next(read_ties(parsed, start, end), None)


def read_ties(parsed: Parsed, start: int, end: int) -> Iterator[Tie]:
    """Yield what ties the group named by [start, end) to an act: the words around it, before it, behind it."""
    first, last = parsed.bounds(start)
    lows = parsed.tokens.lows
    onward = skip_asides(parsed, end, last)
    before, after = lows[max(first, start - _BEFORE) : start], lows[onward : min(last, onward + _BEFORE)]
    cued = not _cues().isdisjoint(before)
    if cued and (tie := _read_around(before, after, start, onward)):
        yield tie
    if cued:
        text = " ".join(["", *before, ""])
        for sort, pattern in _patterns("before").items():
            if (match := pattern.search(text)) and not _is_denied(text, match):
                yield Tie(sort, start - match[0].count(" ") + 1, end)
                break
    if not _cues().isdisjoint(after):
        text = " ".join(["", *after, ""])
        for sort, pattern in _patterns("after").items():
            if (match := pattern.match(text)) and not _NOT.search(match[0]):
                yield Tie(sort, start, min(last, onward + match[0].count(" ") - 1))
                break


def _is_denied(text: str, match: re.Match[str]) -> bool:
    """Whether the words, or the two before them, deny the tie; what is not ruled out is suspected."""
    before = " ".join(["", *text[: match.start()].split()[-2:], ""])
    return bool(_NOT.search(match[0]) or (_NOT.search(before) and not match[0].startswith(" rule out")))


def _read_around(before: list[str], after: list[str], start: int, end: int) -> Tie | None:
    text = " ".join(["", *before, "_", *after, ""])
    for sort, pattern in _patterns("around").items():
        if (match := pattern.search(text)) and not _NOT.search(match[0]):
            return Tie(sort, start - match[0].split(" _")[0].count(" "), end)
    return None


def skip_asides(parsed: Parsed, n: int, last: int) -> int:
    """Return the word behind "(SV)" and ", its enemy," after a name."""
    lows = parsed.tokens.lows
    if lows[n : n + 1] == ["("] and ")" in lows[n : min(last, n + 6)]:
        n = lows.index(")", n) + 1
    if lows[n : n + 1] == [","] and lows[n + 1 : n + 2] in (["which"], ["who"]):
        speaks = not _OWN_WORDS.isdisjoint(lows[n + 2 : n + 4])
        ends = None if speaks else _end_of_relative(parsed, n + 2, last)
        return n + 2 if ends is None else ends  # "X, which said that it was behind the raid"
    relative = lows[n + 1 : n + 2] == ["whose"] or lows[n + 2 : n + 3] in (["which"], ["whom"])
    if lows[n : n + 1] == [","] and relative and (ends := _end_of_relative(parsed, n + 2, last)) is not None:
        return ends
    named = n + 1 < last and parsed.tokens.words[n + 1][0].isupper()  # "a spokesman for X, Juan Gómez, said"
    if lows[n : n + 1] == [","] and named and "," in lows[n + 2 : min(last, n + 6)]:
        return lows.index(",", n + 2) + 1
    if lows[n : n + 1] == [","] and lows[n + 1 : n + 2] and lows[n + 1] in _ASIDES:
        return next((m + 1 for m in range(n + 2, min(last, n + _ASIDE)) if lows[m] == ","), n)
    return n


def _end_of_relative(parsed: Parsed, n: int, last: int) -> int | None:
    """Return the word behind the comma that closes a relative clause, where the main clause's verb stands there:
    "X, which often strikes in the capital, said", "X, whose leader was killed in June, was behind"."""
    lows, tags = parsed.tokens.lows, parsed.tags
    comma = next((m for m in range(n, min(last, n + _ASIDE)) if lows[m] == ","), None)
    if comma is None or comma + 1 >= last:
        return None
    return comma + 1 if tags[comma + 1] in "VXM" else None


_OWN_WORDS = frozenset("said says claimed claims claiming announced admitted took accepted wrote declared".split())
_ASIDE = 18
"""Words of an aside at most."""
_ASIDES = frozenset("its a an the their his another alias in".split())


_NOT = re.compile(r" (?:not|never|n't|no|nobody|denied|denies|denying|rejected|without|neither|nor) ")


@cache
def _patterns(side: str) -> dict[Sort, re.Pattern[str]]:
    """Return the patterns of the words on one side of a name, by what they say; words are parted by single spaces."""
    ties = load_lexicon("ties")
    lead = rf"(?:(?:{'|'.join(ties['lead'].split())}|\w+(?:-\w+)+) )*"
    listed = {name: words.split() if isinstance(words, str) else words for name, words in ties["words"].items()}
    named = {name: f"(?:{'|'.join(words)})" for name, words in listed.items()}
    built: dict[Sort, re.Pattern[str]] = {}
    for sort, lines in ties[side].items():
        body = "|".join(_spell(line, named, lead) for line in lines)
        built[sort] = re.compile(f" (?:{body}) {lead}$" if side == "before" else f" (?:{body}) ?")
    return built


def _spell(line: str, named: dict[str, str], lead: str) -> str:
    """Return a line as a pattern: "<attack>" is a list of words, "*3" up to three words, "_" the name."""
    line = line.replace(" _", f" {lead}_")
    line = re.sub(r"<(\w+)>", lambda m: named[m[1]], line)
    return re.sub(r" \*(\d) ", r"(?: [^ ]+){0,\1} ", line)


@cache
def _cues() -> frozenset[str]:
    return frozenset(load_lexicon("ties")["cues"].split())
