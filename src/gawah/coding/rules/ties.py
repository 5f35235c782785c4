"""What ties a group's name to an act: "pointed to the X", "wore the insignia of the X", "held the X responsible"."""

import re
from dataclasses import dataclass
from functools import cache
from typing import Literal

from gawah.coding.rules.lexicon import load_lexicon
from gawah.coding.rules.phrases import Parsed

Sort = Literal["blamed", "suspected", "identified", "claimed"]

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
    first, last = parsed.bounds(start)
    lows = parsed.tokens.lows
    before, after = lows[max(first, start - _BEFORE) : start], lows[end : min(last, end + _BEFORE)]
    if not _cues().isdisjoint(before):
        text = " ".join(["", *before, ""])
        for sort, pattern in _patterns("before").items():
            if (match := pattern.search(text)) and not _NOT.search(match[0]):
                return Tie(sort, start - match[0].count(" ") + 1, end)
    if not _cues().isdisjoint(after):
        text = " ".join(["", *after, ""])
        for sort, pattern in _patterns("after").items():
            if (match := pattern.match(text)) and not _NOT.search(match[0]):
                return Tie(sort, start, min(last, end + match[0].count(" ") - 1))
    if not _cues().isdisjoint(before):
        text = " ".join(["", *before, "_", *after, ""])
        for sort, pattern in _patterns("around").items():
            if (match := pattern.search(text)) and not _NOT.search(match[0]):
                return Tie(sort, start - match[0].split(" _")[0].count(" "), end)
    return None


_NOT = re.compile(r" (?:not|never|n't|no|nobody|denied|denies|denying|rejected|without|neither|nor) ")


@cache
def _patterns(side: str) -> dict[Sort, re.Pattern[str]]:
    """Return the patterns of the words on one side of a name, by what they say; words are parted by single spaces."""
    ties = load_lexicon("ties")
    lead = rf"(?:(?:{'|'.join(ties['lead'].split())}|\w+(?:-\w+)+) )*"
    named = {name: f"(?:{'|'.join(words.split())})" for name, words in ties["words"].items()}
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
