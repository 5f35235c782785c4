"""Finds names of persons that nobody listed, so that they stay inside until somebody looks at them.

Whatever is written with a capital and is no English word, place, group, community, publisher or word of a body is taken
for a name; so are English words that stand where a name stands (behind a title, before an age, between "wife" and a
comma) or that are given names. In Arabic script, where nothing has capitals, names are told by lists, titles and words
of kinship. Words in other scripts cannot be looked through and are withheld as a whole.

A mask too many hurts nobody; what the detector finds and misses is measured in `docs/release.md`.
"""

import re
import unicodedata
from collections.abc import Collection, Iterator, Mapping
from functools import cache, cached_property, lru_cache
from importlib import resources
from typing import Literal, NamedTuple

import yaml

from gawah.gazetteer.actors import find_actors, generic_actors
from gawah.gazetteer.communities import communities, find_communities
from gawah.gazetteer.english import english_words
from gawah.gazetteer.persons import person_nouns
from gawah.gazetteer.places import country_of
from gawah.gazetteer.places.context import open_context
from gawah.gazetteer.places.mentions import read_mentions
from gawah.gazetteer.publishers import find_publisher
from gawah.publish.letters import Letters, fold_words, read_letters
from gawah.publish.names import WITHHELD, Hit
from gawah.publish.spellings import LINKS

Care = Literal["all", "shown"]
"""What counts as a name: whatever nothing else explains; or only what the words around show to be one."""


class _Words(NamedTuple):
    titles: frozenset[str]
    kinship: frozenset[str]
    marks: frozenset[str]
    called: frozenset[str]
    bodies: frozenset[str]
    sites: frozenset[str]
    arabic_titles: frozenset[str]
    arabic_kinship: frozenset[str]
    arabic_names: frozenset[str]
    arabic_small: frozenset[str]


@cache
def _words() -> _Words:
    said = yaml.safe_load(resources.files("gawah.publish").joinpath("person_words.yaml").read_text("utf-8"))
    lists = {name: frozenset(words.split()) for name, words in said.items()}
    arabic = {n: frozenset(w for one in lists[n] for w in fold_words(one)) for n in lists if n.startswith("arabic")}
    return _Words(**{**lists, **arabic})


def find_unlisted(text: str, *known: frozenset[str], care: Care = "all") -> tuple[Hit, ...]:
    """Return where `text` names persons, in order and apart from one another; `known` are folded words to pass over."""
    if not may_name(text):
        return ()
    # Of what is known only the text's own words matter, so that one answer holds for many incidents.
    words = read_letters(text).words
    return _find(text, frozenset().union(*(some.intersection(words) for some in known)), care)


@lru_cache(maxsize=16384)
def may_name(text: str) -> bool:
    """Whether a text has anything by which a name is found: a capital, a letter of another script, an age, a mark of
    descent.
    """
    return not text.isascii() or any(read_letters(text).capital) or any(map(str.isdigit, text)) or "/" in text


@lru_cache(maxsize=16384)
def _find(text: str, known: frozenset[str], care: Care) -> tuple[Hit, ...]:
    letters = read_letters(text)
    hits = [*_find_capitals(letters, known, care), *_find_lower(letters, known), *_find_arabic(letters, known)]
    hits += _find_unreadable(letters)
    return tuple(_join(sorted(hits)))


def _join(hits: list[Hit]) -> Iterator[Hit]:
    """Yield `hits`, those that overlap as one."""
    at = 0
    while at < len(hits):
        start, end = hits[at].start, hits[at].end
        while at < len(hits) and hits[at].start < max(end, start + 1):
            end = max(end, hits[at].end)
            at += 1
        yield Hit(start, end, WITHHELD)


# --- words with capitals ----------------------------------------------------------------------------------------------


def _find_capitals(letters: Letters, known: frozenset[str], care: Care) -> Iterator[Hit]:
    if not any(letters.capital):
        return
    told = _Told(letters, known)
    for first, last in (part for run in _list_runs(letters) for part in _split_at_titles(letters, *run)):
        for start, end in told.split(first, last, care):
            before = start - 1 if start == first and told.is_surname_before(start) else start
            yield Hit(letters.starts[before], letters.ends[end - 1], WITHHELD)


def _list_runs(letters: Letters) -> Iterator[tuple[int, int]]:
    """Yield the first word and the one behind the last of each run of words with capitals, small ones inside."""
    n, many = 0, len(letters.words)
    while n < many:
        if not _is_capital(letters, n):
            n += 1
            continue
        end = n + 1
        while _goes_on(letters, end):
            end += 1
        yield n, end
        n = end


def _split_at_titles(letters: Letters, first: int, last: int) -> Iterator[tuple[int, int]]:
    """Yield the parts of a run that end with a title, and what stands behind: "Interior Minister", "Gul Nar"."""
    start = first
    for n in range(first, last - 1):
        if letters.words[n] in _words().titles and letters.words[n + 1] not in _words().titles:
            yield start, n + 1
            start = n + 1
    yield start, last


_NAME_LINKS = LINKS - {"of", "and"}


def _goes_on(letters: Letters, n: int) -> bool:
    """Whether a run goes on with word `n`: a capital, or small words of names with a capital behind."""
    while n < len(letters.words) and _is_close(letters, n):
        if _is_capital(letters, n) or letters.text[letters.ends[n - 1] : letters.starts[n]] == "-":
            return True
        if letters.words[n] not in _NAME_LINKS:
            return False
        n += 1
    return False


def _is_capital(letters: Letters, n: int) -> bool:
    first = letters.text[letters.starts[n]]
    return first.isupper() or first.istitle()


_CLOSE = re.compile(r"(?:\.? |\n|[\s\xa0]{1,2}|[-‐‑–.'’\u00ad\u200b-\u200f]{1,2}|</?\w{1,10}>|\*{1,2}|_){0,4}")


def _is_close(letters: Letters, n: int) -> bool:
    """Whether nothing stands between word `n` and the one before it that ends a name."""
    gap = letters.text[letters.ends[n - 1] : letters.starts[n]]
    if "\n\n" in gap or not _CLOSE.fullmatch(gap):
        return False
    return not gap.startswith(". ") or len(letters.words[n - 1]) <= 3


class _Told:
    """What is known of the words of a text."""

    def __init__(self, letters: Letters, known: frozenset[str]) -> None:
        self.letters, self.known = letters, known
        self._is_shouted = not any(map(str.islower, letters.text))

    @cached_property
    def explained(self) -> Mapping[int, str]:
        """The words that are of a place, a group, a force or a community, by what they are of."""
        return _explain(self.letters.text)

    def split(self, first: int, last: int, care: Care) -> Iterator[tuple[int, int]]:
        """Yield the parts of a run that name persons."""
        at = first
        while at < last and self._is_no_name(at) and not self._is_given(at):
            at += 1
        shown = self._is_shown(first, last) or self._is_bare_pair(first, last)
        if at == last and not shown:
            return
        if not shown and (self._is_body(first, last) or self._is_publisher(first, last)):
            return
        if care == "shown" and not shown and not any(self._is_given(n) for n in range(first, last)):
            return
        start = first
        while start < last and self._leads(start, shown):
            start += 1
        if start < last:
            yield start, last

    def _leads(self, n: int, shown: bool) -> bool:
        """Whether a word at the start of a run is none of the person's name: a title, a group, an English word."""
        word = self.letters.words[n]
        if word in _words().titles or self.explained.get(n) in ("group", "community"):
            return True
        if shown or self._is_given(n) or self.explained.get(n) == "place" or not self._is_no_name(n):
            return False
        return (
            word in self.known
            or word in _FUNCTION
            or word in person_nouns()
            or word.endswith("ly")
            or n in self.explained
        )

    def _is_bare_pair(self, first: int, last: int) -> bool:
        """Whether a run is two English words with capitals within a sentence, that are of no body, site or people."""
        if last - first != 2 or _begins(self.letters, first) or self._is_shouted:
            return False
        return all(self._may_be_name(n) for n in range(first, last))

    def _may_be_name(self, n: int) -> bool:
        word = self.letters.words[n]
        told = word in self.known or word in _FUNCTION or word in open_context().calendar or word in _MORE
        body = (
            word in _words().bodies or word in _words().sites or word in open_context().sites or word in communities()
        )
        person = word in person_nouns() or word in _words().titles
        return not (told or body or person or len(word) < 3 or n in self.explained)

    def _is_no_name(self, n: int) -> bool:
        word = self.letters.words[n]
        return (
            word in self.known
            or word in _words().titles
            or _is_common(word)
            or any(c.isdigit() for c in word)
            or self._is_short(n)
            or n in self.explained  # which takes the longest to find out
        )

    def _is_short(self, n: int) -> bool:
        """Whether a word is a single letter, or a short form of a body's name: UN, AFP, DGMO."""
        letters = self.letters
        surface = letters.text[letters.starts[n] : letters.ends[n]]
        if not surface.isupper() or self._is_shouted or self._is_by_capitals(n):
            return len(surface) == 1
        return len(surface) <= 3 or (len(surface) <= 6 and not _SPOKEN.search(surface))

    def is_surname_before(self, n: int) -> bool:
        """Whether the word before a name is its surname, as lists have it: "NAR, Gul"."""
        letters = self.letters
        if n == 0 or self._is_shouted or letters.text[letters.ends[n - 1] : letters.starts[n]] != ", ":
            return False
        surface = letters.text[letters.starts[n - 1] : letters.ends[n - 1]]
        return surface.isupper() and len(surface) > 1

    def _is_by_capitals(self, n: int) -> bool:
        """Whether a word printed in capitals stands beside another one, as in a name and not as a short form does."""
        beside = [m for m, at in ((n - 1, n), (n + 1, n + 1)) if 0 <= m < len(self.letters.words) and self._adjoins(at)]
        spelled = (self.letters.text[self.letters.starts[m] : self.letters.ends[m]] for m in beside)
        return any(len(word) > 2 and word.isupper() for word in spelled)

    def _adjoins(self, n: int) -> bool:
        return 0 < n < len(self.letters.words) and _is_close(self.letters, n)

    def _is_given(self, n: int) -> bool:
        """Whether a word is a given name, and nothing else here."""
        word = self.letters.words[n]
        if word not in open_context().given or word in self.known or len(word) < 3:
            return False
        if self._is_before_surname(n):
            return True
        if n in self.explained or word in open_context().calendar:
            return False
        return not (_is_common(word) and _begins(self.letters, n))

    def _is_before_surname(self, n: int) -> bool:
        """Whether a word with a capital, none of English, follows at once."""
        behind = n + 1
        if (
            behind == len(self.letters.words)
            or not _is_close(self.letters, behind)
            or not _is_capital(self.letters, behind)
        ):
            return False
        return not self._is_no_name(behind) or self.explained.get(behind) == "place"

    def _is_body(self, first: int, last: int) -> bool:
        words = self.letters.words[first:last]
        if any(w in _words().bodies or (w in open_context().organisations and w not in _words().sites) for w in words):
            return True
        if any(w in _words().sites for w in words):
            return first > 0 and self.letters.words[first - 1] in _AT_SITES
        return last < len(self.letters.words) and self.letters.words[last] in _BEHIND_BODIES

    def _is_publisher(self, first: int, last: int) -> bool:
        return find_publisher(self.letters.text[self.letters.starts[first] : self.letters.ends[last - 1]]) is not None

    def _is_shown(self, first: int, last: int) -> bool:
        """Whether the words around a run show that it names a person."""
        words = self.letters.words[first:last]
        if self._has_initial(first, last):
            return True
        if self._is_body(first, last) or all(w in _words().titles or w in _FUNCTION or len(w) == 1 for w in words):
            return False
        if self._has_kin(first, last):
            return True
        if all(
            self.letters.words[n] in self.known or self._is_short(n) or n in self.explained for n in range(first, last)
        ):
            return False
        before = self._read_before(first)
        after = self.letters.text[self.letters.ends[last - 1] :][:24]
        courtesy = words[0] in _COURTESY and len(words) > 1
        titled = before in _words().titles and not open_context().calendar.issuperset(words)
        return courtesy or titled or before in _words().called or _AGED.match(after) is not None

    def _read_before(self, n: int) -> str:
        """Return the word that leads up to word `n`; none where it is a short form, as the "DR" of a country's name."""
        leads = n > 0 and _may_lead(self.letters, n) and not self._is_short(n - 1)
        return self.letters.words[n - 1] if leads else ""

    def _has_initial(self, first: int, last: int) -> bool:
        """Whether a run is an initial with a stop and one more word: "G. Nar", but no U.S. and no vitamin C."""
        text, ends = self.letters.text, self.letters.ends
        initial = last - first > 1 and len(self.letters.words[first]) == 1 and len(self.letters.words[first + 1]) > 1
        alone = first == 0 or len(self.letters.words[first - 1]) > 1 or not self._adjoins(first)
        return initial and alone and text[ends[first] : ends[first] + 1] == "."

    def _has_kin(self, first: int, last: int) -> bool:
        """Whether a run is told to be somebody's relative, or addressed as a person."""
        letters = self.letters
        before = self._read_before(first)
        of = before == "of" and first > 1 and letters.words[first - 2] in _words().kinship
        after = letters.text[letters.ends[last - 1] :][:12]
        slashed = _SLASHED.search(letters.text[: letters.starts[first]][-6:]) or re.match(r",? [sdwf]/o\b", after)
        return (
            of
            or slashed is not None
            or before in _words().kinship
            or before in _COURTESY
            or _KIN.match(after) is not None
        )


_AT_SITES = frozenset("the in at near outside inside from to of by around opposite behind a an s".split())
_BEHIND_BODIES = frozenset("agency newspaper channel television radio militia".split())
_SPOKEN = re.compile("[AEIOUY][^AEIOUY]+[AEIOUY]|[^AEIOUY][AEIOUY][^AEIOUY]")
_FUNCTION = frozenset(
    "the a an in on at of to by for from with and or but nor as if when while after before since until about around"
    " over under between among near some many most all both each every no not only also even then there here this that"
    " these those it its he she they we you i his her their our my who whom whose which what where why how another"
    " other two three four five six seven eight nine ten dozens scores hundreds thousands".split()
)
_COURTESY = frozenset("mr mrs ms miss dr mullah maulana haji syed sheikh".split())
_AGED = re.compile(
    r"(?:, ?| ?\()(?:aged? )?\d{1,3}(?:[,;.)]|$| (?:and|was|were|is|died|from|of)\b)"
    r"|,? (?:aged |(?:a|an|the) [\w-]+-year-old)"
)
_KIN = re.compile(r"['’]s (?:son|daughter|wife|husband|brother|sister|father|mother|family|widow|uncle|cousin)\b")
_SLASHED = re.compile(r"\b[sdwf]/o\.? ?$", re.IGNORECASE)


def _may_lead(letters: Letters, n: int) -> bool:
    gap = letters.text[letters.ends[n - 1] : letters.starts[n]]
    if gap.strip() == ".":
        return letters.words[n - 1] in _words().titles  # Mrs., Capt.
    return gap.strip(" ,:\n") == "" or gap.strip() in ("“", '"')


def _begins(letters: Letters, n: int) -> bool:
    """Whether a word begins a sentence, where English words have capitals too."""
    if n == 0:
        return True
    gap = letters.text[letters.ends[n - 1] : letters.starts[n]]
    return any(mark in gap for mark in '.!?:\n“"•')


@lru_cache(maxsize=65536)
def _is_common(word: str) -> bool:
    """Whether a word is an English one, or the name of a country, a people, a month, a faith."""
    if word in english_words() or word in person_nouns() or word in open_context().calendar or word in _MORE:
        return True
    community = communities().get(word)
    if community is not None and community.kind in ("religious", "sectarian"):
        return True
    if len(word) > _SHORT_ABSTRACT and word.endswith(_ABSTRACT):
        return True
    for ending in ("s", "es", "ed", "ing", "ist", "ists", "ism"):
        stem = word.removesuffix(ending)
        if stem != word and len(stem) > 3 and (stem in english_words() or stem + "e" in english_words()):
            return True
    return word in generic_actors() or country_of(word) is not None


_ABSTRACT = ("ism", "isms", "ency", "encies", "ation", "ations")
_SHORT_ABSTRACT = 5
"""Letters of words that are no abstract nouns, whatever they end with."""
_MORE = frozenset(
    "ucdp ged acled gtd ied ieds ngo ngos suv rpg rpgs covid facebook twitter whatsapp telegram youtube internet nato"
    " interpol islam islamic islamist islamists quran koran torah talmud arabic eid ramadan muharram ashura jan feb mar"
    " apr jun jul aug sep sept oct nov dec ive im youre theyre weve dont cant wont isnt wasnt hes shes thats theres"
    " lets didnt doesnt anti pro pan neo ex".split()
)


@lru_cache(maxsize=4096)
def _explain(text: str) -> Mapping[int, str]:
    """Return the words that are of a place, a group, a force or a community, by what they are of."""
    letters = read_letters(text)
    stretches: list[tuple[int, int, str]] = []
    stretches += [(m.start, m.end, "group") for m in find_actors(text)]
    stretches += [(m.start, m.end, "community") for m in find_communities(text)]
    for mention in read_mentions(text):
        if mention.known or mention.preposition or mention.inside:
            stretches.append((mention.start, mention.end, "place"))
    found: dict[int, str] = {}
    for start, end, what in stretches:
        for n, (first, last) in enumerate(zip(letters.starts, letters.ends, strict=True)):
            if start <= first and last <= end + 2:
                found.setdefault(n, what)
    return found


# --- words without capitals -------------------------------------------------------------------------------------------

_AGE_BEHIND = re.compile(r",? ?\(?\d{1,3}\)?(?=[,;.)]|$)")


def _find_lower(letters: Letters, known: frozenset[str]) -> Iterator[Hit]:
    """Find names that somebody wrote small, by the age behind them or the mark of descent before them."""
    for n, word in enumerate(letters.words):
        if _is_capital(letters, n) or not word.isalpha() or not word.isascii():
            continue
        behind = letters.text[letters.ends[n] :][:8]
        before = letters.text[: letters.starts[n]][-6:]
        if _SLASHED.search(before) or (_AGE_BEHIND.match(behind) and behind[:1] in ",("):
            first = n
            while first and _is_close(letters, first) and not _is_small(letters.words[first - 1], known):
                first -= 1
            if not _is_small(word, known):
                yield Hit(letters.starts[first], letters.ends[n], WITHHELD)


def _is_small(word: str, known: Collection[str]) -> bool:
    return word in known or _is_common(word) or not word.isalpha()


# --- Arabic script ----------------------------------------------------------------------------------------------------


def _find_arabic(letters: Letters, known: frozenset[str]) -> Iterator[Hit]:
    run: list[int] = []
    for n in range(len(letters.words) + 1):
        if n < len(letters.words) and _is_arabic(letters.words[n]):
            run.append(n)
        elif run:
            yield from _read_arabic(letters, run, known)
            run = []


_SHORT_RUN = 4
"""Words in Arabic script among others, up to which they are most often a name."""


def _read_arabic(letters: Letters, run: list[int], known: frozenset[str]) -> Iterator[Hit]:
    words = _words()
    if len(run) <= _SHORT_RUN and any(letters.words[n] not in known for n in run):
        yield Hit(letters.starts[run[0]], letters.ends[run[-1]], WITHHELD)
        return
    at = 0
    while at < len(run):
        word = letters.words[run[at]]
        leads = word in words.arabic_titles or word in words.arabic_kinship
        if not leads and not _is_arabic_name(word):
            at += 1
            continue
        end = at + 1
        while end < len(run) and end - at < _LONGEST_NAME and _goes_on_in_arabic(letters, run, end, words):
            end += 1
        first = at + 1 if leads and end > at + 1 else at
        if not leads or end > at + 1:
            yield Hit(letters.starts[run[first]], letters.ends[run[end - 1]], WITHHELD)
        at = end


_LONGEST_NAME = 4


def _goes_on_in_arabic(letters: Letters, run: list[int], at: int, words: _Words) -> bool:
    gap = letters.text[letters.ends[run[at - 1]] : letters.starts[run[at]]]
    return not any(mark in gap for mark in ".،؛,:\n(") and letters.words[run[at]] not in words.arabic_small


def _is_arabic(word: str) -> bool:
    return "\u0600" <= word[0] <= "\u06ff" or "\u0750" <= word[0] <= "\u077f" or "\ufb50" <= word[0] <= "\ufeff"


def _is_arabic_name(word: str) -> bool:
    forms = {word, word.removeprefix("و"), word.removeprefix("ال"), word.removeprefix("وال"), word.removeprefix("ب")}
    return any(form in _words().arabic_names for form in forms)


# --- other scripts ----------------------------------------------------------------------------------------------------

_READ = ("LATIN", "ARABIC", "CYRILLIC", "GREEK", "ARMENIAN", "GEORGIAN")


def _find_unreadable(letters: Letters) -> Iterator[Hit]:
    """Find words in scripts without capitals for which there are no lists."""
    if letters.text.isascii():
        return
    for n, word in enumerate(letters.words):
        if not word.isascii() and word[0].isalpha() and not _is_read(word[0]):
            yield Hit(letters.starts[n], letters.ends[n], WITHHELD)


@lru_cache(maxsize=4096)
def _is_read(letter: str) -> bool:
    return unicodedata.name(letter, "").startswith(_READ) or letter.isnumeric()
