"""Sentences of texts whose punctuation is lost: "… in Sorvane reports Daily Excelsior The shell burst in a yard …".

Some portals' summaries come without a stop or comma. A sentence ends there before a capitalised word that only begins
sentences, and behind the newspaper that "reports" names.
"""

from functools import cache

from gawah.coding.rules.lexicon import load_lexicon

_LEAST = 30
"""Words of a stretch without punctuation from which on it is taken to be several sentences."""
_SHORTEST = 5
"""Words of a sentence."""
_STOPS = frozenset(",;:.!?")
_STARTERS = frozenset(
    "The A An He She It They This These Those His Their Its There However Meanwhile Later Earlier According Soon Both "
    "Some Several No One Two Three Four Five Six Seven Eight Nine Ten Another After While When As In On At During "
    "Following For Sources Suspected Unidentified Unknown Eyewitnesses Witnesses Locals Officials Reports Initially "
    "Subsequently Though Although But Further Separately Similarly Also".split()
)
_SPEAKERS = frozenset("Police Army Militants Gunmen Maoists Troops Villagers Residents Terrorists".split())
_SAID = frozenset(
    "said say says stated told have has had were was are recovered suspect claimed suspected also arrived".split()
)
_GOVERNING = frozenset(
    "the a an of in on at by for from to with and or near under between against into over through than as that when "
    "while after before reports reported report called named identified namely including per its his their all both "
    "no any each about around along via during".split()
)
_REPORTS = frozenset("reports reported report".split())


def split_unstopped(words: list[str], first: int, last: int) -> list[tuple[int, int]]:
    """Return the sentences of the words [first, last); one alone where they have punctuation or are few."""
    if last - first < _LEAST or not _STOPS.isdisjoint(words[first : last - 1]):
        return [(first, last)]
    sentences, begin, outlet = [], first, 0
    for n in range(first + 1, last):
        if words[n].lower() in _REPORTS:
            outlet = _end_of_outlet(words, n + 1, last)
        if n < outlet:
            continue
        if n - begin >= _SHORTEST and last - n >= _SHORTEST and (n == outlet or _begins(words, n)):
            sentences.append((begin, n))
            begin = n
    return [*sentences, (begin, last)]


def _begins(words: list[str], n: int) -> bool:
    """Whether a word begins a sentence: one that stands with a capital only there, or who speaks, before "said"."""
    if words[n - 1].lower() in _GOVERNING:
        return False
    return words[n] in _STARTERS or (words[n] in _SPEAKERS and words[n + 1].lower() in _SAID)


def _end_of_outlet(words: list[str], n: int, last: int) -> int:
    """Return the word behind the newspaper's name that begins at word `n`; 0 where none that is known does."""
    longest = min(last, n + 5)
    return next((end for end in range(longest, n, -1) if tuple(words[n:end]) in _outlets()), 0)


@cache
def _outlets() -> frozenset[tuple[str, ...]]:
    names = [tuple(name.split()) for listed in load_lexicon("outlets").values() for name in listed]
    return frozenset([*names, *(("The", *name) for name in names if name[0] != "The")])
