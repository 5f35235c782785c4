"""Acts that were not done, were done often, or that nobody believes of the one named."""

import re
from itertools import pairwise

from gawah.coding.rules.attribution.accusation import Accusation
from gawah.coding.rules.lexicon import word_set
from gawah.coding.rules.phrases import Parsed

_UNREAL = word_set("attribution", "unreal")
_UNREAL_TO = word_set("attribution", "unreal_to")
_SPAN_OF_TIME = (
    r"(?:over|through|throughout|in|for|during|within) (?:the )?(?:past |recent |last )?(?:few |several |many )?"
    r"(?:years|decades|months)"
)
_OFTEN = re.compile(
    rf" (?:{_SPAN_OF_TIME}|(?:earlier|previously) in the (?:conflict|war|year|campaign)"
    r"|routinely|regularly|frequently|habitually|often|repeatedly) "
)
_RECORD = re.compile(r" (?:worst|deadliest|bloodiest|largest|biggest|first|most|latest|\w+iest) ")


def is_disbelieved(parsed: Parsed, word: int) -> bool:
    """Whether "do not believe that" or "ruled out that" stands before the words that begin at `word`."""
    lows = parsed.tokens.lows[max(parsed.bounds(word)[0], word - 6) : word]
    denied = any(low in ("not", "never", "nobody") or low.endswith("n't") for low in lows)
    if not DISBELIEF.isdisjoint(lows) and {"no", "little"}.isdisjoint(lows):
        return True
    return (denied and not _BELIEFS.isdisjoint(lows)) or " ruled out " in " ".join(["", *lows, ""])


def is_elsewhere(parsed: Parsed, accusation: Accusation) -> bool:
    """Whether a later sentence begins another story: "Meanwhile, police arrested the suspect X"."""
    first, _ = parsed.bounds(accusation.start)
    return (
        first > 0
        and parsed.tokens.lows[first] in _ANOTHER_STORY
        and accusation.rule in ("charged", "named-doer", "brother")
    )


def is_link(parsed: Parsed, word: int) -> bool:
    """Whether the sentence is a link to another report: "Read more: militants behind …"."""
    first, _ = parsed.bounds(word)
    opening = parsed.tokens.lows[first : first + 3]
    return opening[:2] in (["read", "more"], ["also", "read"], ["see", "also"], ["more", "on"]) or opening[:2] == [
        "related",
        ":",
    ]


_ANOTHER_STORY = frozenset("meanwhile separately elsewhere".split())
_BELIEFS = frozenset("believe think suspect say claim".split())


def is_unreal(parsed: Parsed, word: int) -> bool:
    """Whether the act at `word` was only feared, planned or foiled, or is told as what someone does again and again.

    "possible attacks by X", "X was planning to bomb", "through the years, X have killed many".
    """
    lows, (first, last) = parsed.tokens.lows, parsed.bounds(word)
    start = next((n + 1 for n in range(word - 1, max(first, word - 6) - 1, -1) if parsed.tags[n] in ",S"), first)
    near = range(max(start, word - 5), word)
    before = ["" if lows[n] == "may" and parsed.tags[n] == "W" else lows[n] for n in near]  # the month
    if (
        _UNREAL & set(before[-3:])
        or {"will", "would"} & set(before[-2:])
        or any(a in _UNREAL_TO and b in ("to", "of", "for") for a, b in pairwise(before))
        or {"continue", "continues"} & set(before[-2:])
    ):
        return True
    if _HABITS & set(before[-3:]) and not lows[word].endswith("ed"):
        return True
    have = {"have", "has", "had"} & set(before[-3:]) or lows[word].endswith("s")
    return bool(have) and is_told_of_years(lows[first:last])


_HABITS = frozenset("often frequently regularly routinely usually typically sometimes occasionally".split())


def is_told_of_years(lows: list[str]) -> bool:
    """Whether a sentence tells of what went on for years; "the worst attack in years" is one attack."""
    text = " ".join(["", *lows, ""])
    return _OFTEN.search(text) is not None and _RECORD.search(text) is None


DISBELIEF = frozenset("doubt doubts doubted doubtful disproved baseless unlikely".split())
