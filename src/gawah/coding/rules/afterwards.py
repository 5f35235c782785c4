"""Where a sentence goes over to an older act: "… died on Thursday, two days after a bomber killed nine at a school".

What is told behind "days after" is another incident with a toll and a place of its own, and reads as a sentence of its
own. "Two days after the attack" names what is told anyway, and parts nothing.
"""

from collections.abc import Sequence

from gawah.coding.rules.numbers import is_number

_UNITS = frozenset("hour hours day days week weeks month months year years".split())
_ARTICLES = frozenset(["a", "an"])
_FEWEST = 3
"""Words of a part."""
_FARTHEST = 12
"""Words from "after" to the verb of what is told."""
_TOLD = frozenset(
    "killed exploded blew attacked shot stormed detonated struck bombed ambushed massacred murdered kidnapped abducted "
    "wounded injured raided hit fired opened slaughtered beheaded rammed died gunned hurled lobbed targeted".split()
)
_NAMED = frozenset("bombing attack attacks bombings killing massacre raid shooting assault ambush strike blast".split())


def split_afterwards(lows: Sequence[str], first: int, last: int) -> list[tuple[int, int]]:
    """Return the sentence of the words [first, last) in two where it goes over to an older act, else whole."""
    for n in range(first + _FEWEST, last - _FEWEST):
        if lows[n] == "after" and lows[n - 1] in _UNITS and _tells_act(lows, n + 1, last):
            begin = n - 2 if is_number(lows[n - 2]) or lows[n - 2] in _ARTICLES else n - 1
            begin -= lows[begin - 1] in ("just", "only", "barely", "about", "some")
            if begin - first >= _FEWEST:
                return [(first, begin), (begin, last)]
    return [(first, last)]


def _tells_act(lows: Sequence[str], at: int, last: int) -> bool:
    """Whether an act with words of its own follows: "a bomber killed nine", "the bombing of a cathedral"."""
    end = min(last, at + _FARTHEST)
    comma = next((n for n in range(at, end) if lows[n] in (",", ";", "when", "as")), end)
    if lows[at] in ("he", "she", "it", "they", "his", "her", "their", "being", "leaving"):
        return False
    named = any(lows[n] in _NAMED and lows[n + 1] in ("of", "on", "at", "in") for n in range(at, min(comma, last - 1)))
    return any(lows[n] in _TOLD for n in range(at + 1, comma)) or named


def goes_back(lows: Sequence[str], words: tuple[int, int]) -> bool:
    """Whether the words [first, last) are such a second part: they begin in the midst of a sentence."""
    first, last = words
    if first == 0 or lows[first - 1][-1] in '.!?…。۔؟"”':
        return False
    return any(lows[n] == "after" and lows[n - 1] in _UNITS for n in range(first + 1, min(first + 4, last)))
