"""Words and sentences with their offsets, as parallel lists: half a million words a second and no object a word."""

import re
from bisect import bisect_right
from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from itertools import compress, count, groupby
from operator import itemgetter

from gawah.coding.rules.afterwards import split_afterwards
from gawah.coding.rules.unstopped import split_unstopped

_TOKEN = re.compile(
    r"\d[\d,.]*\d(?![^\W_]|[-‐‑](?:year|month|week|day)s?[-‐‑]old)"
    r"|(?=[^\W\d_]{2,4}\.)(?i:mr|mrs|ms|dr|prof|gen|lt|col|maj|capt|sgt|cpl|rev|sen|gov|insp|brig|adm)\.(?=\s+[^\W\d_])"
    r"|(?:[^\W\d_]\.){2,}|[^\W_]+(?:['’`\-‐‑][^\W_]+)*|\S"
)
_ENDS = frozenset(".!?…。۔؟")
_CLOSERS = frozenset("\"”’')]»")
_ABBREVIATIONS = frozenset(
    "mr mrs ms dr prof rev fr st sr jr gen lt col maj capt sgt cpl pvt brig adm cmdr insp supt hon rep sen "
    "gov pres dist no nos vs etc approx dept govt inc ltd co corp jan feb mar apr jun jul aug sep sept oct "
    "nov dec mon tue tues wed thu thur thurs fri sat sun al e.g i.e a.m p.m km sq mt ft u.s u.k u.n".split()
)


@dataclass(frozen=True, slots=True)
class Tokens:
    """The words of a text: surface forms, lower-cased forms, offsets, and the sentences as ranges of word numbers."""

    text: str
    words: list[str]
    lows: list[str]
    starts: list[int]
    ends: list[int]
    sentences: list[tuple[int, int]]
    """First word, and the word after the last; each begins where the one before ends, the first at word 0."""
    sentence_of: list[int]
    """The number of the sentence that holds each word."""
    bounds: list[tuple[int, int]]
    """That sentence itself."""
    vocabularies: list[frozenset[str]]
    """The lower-cased words of each sentence: a rule that needs one of some words asks here before it reads on."""
    capitals: list[int]
    """The numbers of the words that begin with a capital letter."""
    places: dict[str, list[int]]
    """The numbers of the words that each lower-cased form stands at."""
    _filed: dict[frozenset[str], dict[int, list[int]]] = field(default_factory=dict, repr=False, compare=False)
    """What was looked for so far, by sentence: most rules ask for the same words sentence by sentence."""

    def number_at(self, offset: int) -> int:
        """Return the number of the first word that ends after `offset` (len(words) past the last)."""
        return bisect_right(self.ends, offset)

    def find(self, wanted: frozenset[str], number: int) -> Sequence[int]:
        """Return where in sentence `number` any of the words `wanted` stand; in most sentences none does."""
        return self.find_by_sentence(wanted).get(number, ())

    def find_by_sentence(self, wanted: frozenset[str]) -> Mapping[int, Sequence[int]]:
        """Return where any of the words `wanted` stand, by the number of the sentence; only those that have one."""
        filed = self._filed.get(wanted)
        if filed is None:
            grouped = groupby(self.find_all(wanted), self.sentence_of.__getitem__)
            filed = self._filed[wanted] = {number: list(places) for number, places in grouped}
        return filed

    def find_all(self, wanted: frozenset[str]) -> list[int]:
        """Return where in the whole text any of the words `wanted` stand, in order."""
        places = self.places
        # whichever are fewer are walked through
        found = wanted.intersection(places) if len(wanted) > len(places) else places.keys() & wanted
        return sorted([n for low in found for n in places[low]])

    def sentence_at(self, word: int) -> int:
        """Return the number of the sentence that holds this word; of the last one for a word behind it."""
        return self.sentence_of[word] if word < len(self.sentence_of) else len(self.sentences) - 1


def split_words(text: str, ranges: list[tuple[int, int]]) -> Tokens:
    """Split the stretches `ranges` of `text` (blocks of prose, in order) into words and sentences."""
    words: list[str] = []
    starts: list[int] = []
    ends: list[int] = []
    sentences: list[tuple[int, int]] = []
    for begin, finish in ranges:
        first = len(words)
        matches = list(_TOKEN.finditer(text, begin, finish))
        words += map(re.Match.group, matches)
        starts += map(re.Match.start, matches)
        ends += map(re.Match.end, matches)
        for one in _split_sentences(text, words, starts, ends, first):
            sentences.extend(split_unstopped(words, *one))
    lows = _lower(words)
    if "after" in lows:
        sentences = [part for one in sentences for part in split_afterwards(lows, *one)]
    sentence_of: list[int] = []
    bounds: list[tuple[int, int]] = []
    for number, (first, last) in enumerate(sentences):
        sentence_of += [number] * (last - first)
        bounds += [(first, last)] * (last - first)
    vocabularies = [frozenset(lows[first:last]) for first, last in sentences]
    capitals = list(compress(count(), map(str.isupper, map(itemgetter(0), words))))
    places = defaultdict[str, list[int]](list)
    for n, low in enumerate(lows):
        places[low].append(n)
    return Tokens(text, words, lows, starts, ends, sentences, sentence_of, bounds, vocabularies, capitals, dict(places))


def _lower(words: list[str]) -> list[str]:
    """Return the words in small letters, with straight apostrophes."""
    return "\n".join(words).lower().replace("’", "'").split("\n") if words else []  # faster in one go


def _split_sentences(
    text: str, words: list[str], starts: list[int], ends: list[int], first: int
) -> list[tuple[int, int]]:
    sentences, begin, last = [], first, len(words)
    for end in compress(count(first), map(_ENDS.__contains__, map(itemgetter(-1), words[first:]))):
        if end >= begin and _ends_sentence(text, words, starts, ends, end, begin):
            n = end + 1
            while n < last and words[n] in _CLOSERS and _closes(text, words, starts, ends, n):
                n += 1
            sentences.append((begin, n))
            begin = n
    if begin < last:
        sentences.append((begin, last))
    return sentences


def _closes(text: str, words: list[str], starts: list[int], ends: list[int], n: int) -> bool:
    """Whether the quotation mark or bracket at `n` closes the sentence before it and does not open the next one."""
    touches_before = starts[n] == ends[n - 1]
    touches_after = n + 1 < len(words) and starts[n + 1] == ends[n]
    return touches_before and not (touches_after and words[n] == '"' and text[starts[n] - 1].isspace())


def _ends_sentence(text: str, words: list[str], starts: list[int], ends: list[int], n: int, begin: int) -> bool:
    """Whether the full stop at word `n` ends a sentence rather than an abbreviation, an initial or a number."""
    if n + 1 >= len(words) or words[n] in "!?…。۔؟":
        return True
    following = words[n + 1]
    if following in _CLOSERS and n + 2 < len(words):
        following = words[n + 2]
    before = words[n - 1] if n > begin else ""
    if words[n].count(".") == 1 and words[n] != ".":  # "Dr." stands before a name
        return False
    if words[n] != ".":  # an acronym that carries its own stops ends a sentence only before a word that starts one
        return following.lower() in _STARTERS and following[0].isupper()
    glued = n > 0 and starts[n] == ends[n - 1]
    if following[0].islower() and glued and not before[:1].isupper() and text[ends[n] : ends[n] + 2] == "  ":
        return True  # a text without capitals, whose sentences two spaces part
    if glued and before != "I" and (before.lower() in _ABBREVIATIONS or (len(before) == 1 and before.isupper())):
        return False
    return not following[0].islower() and (
        following[0].isalnum() or following[0] in "\"“‘'([«|-–—" or not following[0].isascii()
    )


_STARTERS = frozenset(
    "the a an in on at he she they it this that these those but and however meanwhile no police".split()
)
