"""How many: number words, digits, bounds ("at least", "up to", "N to M") and vague words, from a list of words."""

import re
from dataclasses import dataclass

from gawah.frozen import quick_to_make
from gawah.model import Count

_UNITS = {
    w: n
    for n, w in enumerate(
        "zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen "
        "sixteen seventeen eighteen nineteen".split()
    )
}
_TENS = {w: 10 * n for n, w in enumerate("twenty thirty forty fifty sixty seventy eighty ninety".split(), 2)}
_SCALES = {"hundred": 100, "thousand": 1000, "million": 1_000_000, "lakh": 100_000}
_DIGITS = re.compile(r"\d{1,3}(?:,\d{2,3})+|\d+")
_RANGE = re.compile(r"(\d+)[-–‑](\d+)")

AT_LEAST = ("at least", "no fewer than", "no less than", "not less than", "not fewer than", "more than", "over",
            "upwards of",
            "in excess of", "a minimum of", "above", "atleast")  # fmt: skip
UP_TO = ("up to", "as many as", "at most", "no more than", "not more than", "a maximum of", "upto")
ABOUT = ("about", "around", "some", "approximately", "roughly", "nearly", "almost", "close to", "an estimated",
         "estimated",
         "just over", "just under", "reportedly", "circa", "fewer than", "less than", "under")  # fmt: skip
VAGUE = {
    "dozens": 1, "scores": 1, "several": 1, "hundreds": 1, "thousands": 1, "many": 1, "numerous": 1, "few": 1,
    "couple": 1,
    "various": 1, "countless": 1, "multiple": 1, "tens": 1, "some": 1, "number": 1,
}  # fmt: skip
_PREFIXES: dict[str, list[tuple[tuple[str, ...], str]]] = {}
_EXACTLY = ("a further", "further", "a total of", "an additional", "a combined", "exactly")
for _kind, _phrases in (("least", AT_LEAST), ("most", UP_TO), ("about", ABOUT), ("exact", _EXACTLY)):
    for _phrase in _phrases:
        _words = tuple(_phrase.split())
        _PREFIXES.setdefault(_words[0], []).append((_words, _kind))
for _entries in _PREFIXES.values():
    _entries.sort(key=lambda e: -len(e[0]))


@quick_to_make
@dataclass(frozen=True, slots=True)
class Quantity:
    """A quantity and the words [start, end) that say it; `article` where "a" or "one" stands for the number."""

    start: int
    end: int
    count: Count
    article: bool = False


def is_number(low: str) -> bool:
    """Whether the lower-cased word is a number or part of one."""
    return (low[0].isdigit() and bool(_DIGITS.fullmatch(low) or _RANGE.fullmatch(low))) or low in _WORDS


_WORDS = frozenset([*_UNITS, *_TENS, *_SCALES, "dozen"]) - {"zero"}
_COMPOUNDS = {f"{tens}-{unit}": _TENS[tens] + n for tens in _TENS for unit, n in _UNITS.items() if 0 < n < 10}
_SMALL = {word: n for word, n in (_UNITS | _TENS | _COMPOUNDS).items() if n}
"""The values of "seven", "seventy" and "seventy-one"."""
_OPENERS = frozenset([*_PREFIXES, *_SMALL, *VAGUE, "a", "an", "another", "half", "between", "both"])
"""The words without digits that may begin a quantity."""


_MOST = 10_000_000_000
"""More than there are people: a serial number, a telephone number, no quantity."""


_ONE = Count(1, 1, 1)


def read_quantity(lows: list[str], start: int, stop: int) -> Quantity | None:
    """Return the quantity that begins at word `start` (and ends before `stop`), or None."""
    if start >= stop or not (lows[start] in _OPENERS or lows[start][0].isdigit()):
        return None
    if lows[start] in ("a", "an") and (start + 1 >= stop or lows[start + 1] not in _AFTER_ARTICLE):
        return Quantity(start, start + 1, _ONE, article=True)  # seen at once, as it is by far the most frequent
    if lows[start] == "both":
        plural = start + 1 < stop and lows[start + 1].endswith(("s", "men", "women", "children"))
        return Quantity(start, start + 1, Count(2, 2, 2)) if plural else None
    kinds, n = _read_prefixes(lows, start, stop)
    found = _read_amount(lows, n, stop)
    if found is None:
        return _read_vague(lows, start, stop)
    low, high, end = found
    if high > _MOST or lows[end : end + 1] in _CLOCK or _is_age(lows, start, end) or _is_day(lows, start, end):
        return None
    if end + 1 < stop and lows[end] == "or" and lows[end + 1] in ("more", "so"):
        kinds.append("least" if lows[end + 1] == "more" else "about")
        end += 2
    return Quantity(start, end, _bound(low, high, kinds))


_CLOCK = (["am"], ["pm"], ["a.m"], ["p.m"], ["a.m."], ["p.m."], ["hrs"], ["o'clock"], ["o’clock"])


def _is_age(lows: list[str], n: int, end: int) -> bool:
    """Whether the number at word `n` is an age: "two sisters aged 9 and 12", "an eight year old girl"."""
    if end + 1 < len(lows) and lows[end] in _YEARS and lows[end + 1] == "old":
        return True
    while n > 1 and lows[n - 1] in ("and", ",", "or") and lows[n - 2][0].isdigit():
        n -= 2
    return n > 0 and lows[n - 1] in ("aged", "ages")


def _is_day(lows: list[str], n: int, end: int) -> bool:
    """Whether the number at word `n` is a day of a month: "On September 7 a trooper"; not "In July 12 people"."""
    after = lows[end] if end < len(lows) else ""
    return n > 0 and lows[n - 1] in _MONTHS and after not in ("people", "persons", "civilians", "soldiers", "men")


_YEARS = ("year", "years", "month", "months", "yr", "yrs")
_MONTHS = frozenset(
    "january february march april may june july august september october november december "
    "jan feb mar apr jun jul aug sep sept oct nov dec".split()
)


def _read_prefixes(lows: list[str], n: int, stop: int) -> tuple[list[str], int]:
    kinds: list[str] = []
    while n < stop and lows[n] in _PREFIXES:
        for words, kind in _PREFIXES[lows[n]]:
            if tuple(lows[n : n + len(words)]) == words and n + len(words) < stop:
                kinds.append(kind)
                n += len(words)
                break
        else:
            break
    return kinds, n


def _bound(low: int, high: int, kinds: list[str]) -> Count:
    if low != high:
        return Count(low, None, high)
    if "least" in kinds:
        return Count(low, low, None)
    if "most" in kinds:
        return Count(None, low, low)
    return Count(low, low, low, approximate="about" in kinds)


def _read_amount(lows: list[str], n: int, stop: int) -> tuple[int, int, int] | None:
    """Read "3", "3 to 5", "three or four", "between 3 and 5", "3-5"; return low, high and the word after."""
    between = n < stop and lows[n] == "between"
    first = _read_number(lows, n + between, stop)
    if first is None:
        joined = _RANGE.fullmatch(lows[n]) if n < stop else None
        return (int(joined[1]), int(joined[2]), n + 1) if joined and int(joined[1]) < int(joined[2]) < 100_000 else None
    low, after = first
    if (after < stop and lows[after] in ("to", "or", "-", "–")) or (between and after < stop and lows[after] == "and"):
        second = _read_number(lows, after + 1, stop)
        if second and low < second[0]:
            return low, second[0], second[1]
    return None if between else (low, low, after)


def _read_number(lows: list[str], n: int, stop: int) -> tuple[int, int] | None:
    """Return the number written at word `n` and the word after it: "1,200", "twenty-one", "two hundred and six"."""
    if n >= stop:
        return None
    if lows[n][0].isdigit():
        if not _DIGITS.fullmatch(lows[n]):
            return None
        value = int(lows[n].replace(",", ""))
        if n + 1 < stop and lows[n + 1] in _SCALES and lows[n + 1] != "hundred":
            return value * _SCALES[lows[n + 1]], n + 2
        return value, n + 1
    return _read_spelled(lows, n, stop)


def _read_spelled(lows: list[str], n: int, stop: int) -> tuple[int, int] | None:
    if lows[n] in ("a", "half") and n + 1 < stop:
        return _read_article_number(lows, n, stop)
    total, current, begin = 0, 0, n
    while n < stop:
        word = lows[n]
        small = _SMALL.get(word)
        if small is not None:
            if current % 100 and (current % 10 or small >= 10):
                break
            current += small
        elif word == "dozen" and n > begin:
            current *= 12
        elif word in _SCALES and n > begin:
            current = max(1, current) * _SCALES[word]
            if _SCALES[word] >= 1000:
                total, current = total + current, 0
        elif not (word == "and" and n > begin and lows[n - 1] in _SCALES and n + 1 < stop and lows[n + 1] in _SMALL):
            break
        n += 1
    return (total + current, n) if n > begin and total + current else None


def _read_article_number(lows: list[str], n: int, stop: int) -> tuple[int, int] | None:
    """Read "a dozen", "a hundred", "half a dozen"."""
    if lows[n] == "half":
        return (6, n + 3) if lows[n + 1 : n + 3] == ["a", "dozen"] else (6, n + 2) if lows[n + 1] == "dozen" else None
    value = _ARTICLE_NUMBERS.get(lows[n + 1])
    return (value, n + 2) if value else None


_SIZES = ("large", "small", "great", "good")
_FEW = ("few", "number", "couple", *_SIZES)
_ARTICLE_NUMBERS = {"dozen": 12, "hundred": 100, "thousand": 1000}
_AFTER_ARTICLE = frozenset(
    [*_FEW, *_ARTICLE_NUMBERS, *(words[1] for article in ("a", "an") for words, _ in _PREFIXES[article])]
)
"""What makes more than one of an article before it."""


def _read_vague(lows: list[str], start: int, stop: int) -> Quantity | None:
    """Read "dozens of", "several", "a number of", "many"; and an article that stands for one."""
    n = start
    if lows[n] in ("a", "an") and n + 1 < stop and lows[n + 1] in _FEW:
        n += 1 + (lows[n + 1] in _SIZES)
    if n >= stop:
        return None
    if lows[n] == "number" and n == start:
        return None
    if lows[n] == "couple" and lows[n + 1 : n + 2] != ["of"]:  # a man and his wife
        return Quantity(start, n, _ONE, article=True) if n > start else None
    if lows[n] in VAGUE:
        end = n + 1 + (n + 1 < stop and lows[n + 1] == "of")
        return Quantity(start, end, Count(1, None, None, said="some", word=lows[n]))
    if lows[start] in ("a", "an", "one", "another"):
        return Quantity(start, start + 1, _ONE, article=True)
    return None


def add_counts(counts: list[Count]) -> Count:
    """Return the sum of counts of groups that share nobody: an open or vague part opens the sum's bound."""
    low = sum(c.low or 0 for c in counts) if any(c.low is not None for c in counts) else None
    high = None if any(c.high is None for c in counts) else sum(c.high or 0 for c in counts)
    numbers = [c for c in counts if c.said == "number"]
    best = None if any(c.best is None for c in numbers) or not numbers else sum(c.best or 0 for c in numbers)
    if low is not None and best is not None:
        low = min(low, best)  # "dozens of men" beside "80 dead" may be among them
    said = "number" if numbers else counts[0].said
    word = None if numbers else counts[0].word
    approximate = any(c.approximate or c.said == "some" for c in counts) and bool(numbers)
    return Count(low, best, high, said, approximate=approximate, word=word)
