"""Puts pseudonyms for names in every string of a record, and says what it masked."""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import TypeVar

from gawah.publish.labels import find_labels
from gawah.publish.letters import fold_words
from gawah.publish.listed import NOTHING_LISTED, Listed
from gawah.publish.names import Hidden, Hit, NameIndex, mask, rewrite_names
from gawah.publish.rewriting import Rewritten, rewrite
from gawah.publish.unlisted import Care, find_unlisted, may_name
from gawah.publish.walking import change_strings

_T = TypeVar("_T")

_NO_WORDS = frozenset(
    "id type also_types outcome precision kind basis attribution role status measure said class_ speaker_role by_role"
    " coder country language edtf start end time after before relation told_as text_sha256 path actor_id policy"
    " responds_to subset_of part_of nationality age_group sex workflow audience verification deriver published"
    " retrieved published_at version_of licence key given_by date as_of changed".split()
)
"""Fields that hold words of the codebook, ids and dates, and nobody's own words: unlisted names are not looked for."""
_NAMES_OF_MORE = frozenset("admin1 admin2 parent campaign ethnic_or_religious publisher cites".split())
"""Fields that hold names of places, groups and houses: only what is shown to be a person's name counts."""


@dataclass(frozen=True, slots=True)
class Masked:
    """A name that was masked. It is for the project's own people, and leaves with nothing."""

    incident: str
    """The incident's id within the project."""
    field: str
    words: str
    pseudonym: str


@dataclass(frozen=True, slots=True)
class MaskedText:
    """The text of a report with what stands for the names in it."""

    content: str
    steps: tuple[Rewritten, ...]

    def move(self, start: int, end: int) -> tuple[int, int]:
        """Return where a stretch of the text as it was received stands in this one."""
        for step in self.steps:
            start, end = step.move(start, end)
        return start, end


class Masker:
    """Masks the hidden names of one incident, the labels that endanger people, and names that nobody listed.

    `known` are folded words that are no secret, of its places and groups; `named` the persons who may be named; `told`
    the ids of labels that may be told. `listed` are the names that hold for the whole project; of those that may be
    told, the `untold` may not be here.
    """

    def __init__(
        self,
        incident: str,
        hidden: Iterable[Hidden],
        known: frozenset[str],
        named: Iterable[str] = (),
        told: frozenset[str] = frozenset(),
        listed: Listed = NOTHING_LISTED,
        untold: frozenset[str] = frozenset(),
    ) -> None:
        self._incident, self._told = incident, told
        own, public = list(hidden), [Hidden(name) for name in named]
        self.index = NameIndex(own, known, listed.withheld, {one.name for one in own})
        self._public = NameIndex(public, everywhere=listed.told, left_out=untold)
        self._listed = listed
        self._known = (known | {word for one in public for word in fold_words(one.name)}, listed.list_words(untold))
        self.masked: list[Masked] = []
        self._found: dict[tuple[Care | None, str], Sequence[Hit]] = {}

    def mask_all(self, value: _T, at: str = "") -> _T:
        """Return `value`, a record or part of one, with every string in it masked."""
        return change_strings(value, self.mask, at)

    def mask(self, path: str, text: str) -> str:
        """Return the string at `path` with what stands for the names in it."""
        hits = self.find(path, text)
        if not hits:
            return text
        self.masked += [Masked(self._incident, path, text[h.start : h.end], h.pseudonym) for h in hits]
        return withhold_ages(mask(text, hits, brackets=path.endswith("/quote")))

    def mask_text(self, text: str) -> "MaskedText":
        """Return the text of a report with what stands for the names in it."""
        steps = [rewrite_names(text, self.find("/text", text), brackets=True)]
        for pattern in _AGES:
            steps.append(_withhold(pattern, steps[-1].text))
        return MaskedText(steps[-1].text, tuple(steps))

    def find(self, path: str, text: str) -> Sequence[Hit]:
        """Return where names and labels stand in the string at `path`."""
        care = _choose_care(path)
        if care is None and not self.index:
            return ()
        key = (care, text)
        found = self._found.get(key)
        if found is None:  # a record says the same coder, basis and quote many times
            found = self._found[key] = self._look(*key)
        return found

    def _look(self, care: Care | None, text: str) -> Sequence[Hit]:
        if (care, text) in self._listed.clean and not self.index.may_find_own(text):
            return ()
        listed = self.index.find(text)
        if not listed and (care is None or not (may_name(text) or find_labels(text))):
            self._listed.keep_clean(care, text)
            return ()
        unlisted = find_unlisted(text, *self._known, care=care) if care else ()
        public = self._public.find(text) if listed or unlisted else ()
        listed = [hit for hit in listed if not any(_is_part(hit, one) for one in public)]
        if care is None:
            return listed
        sure = _add(listed, find_labels(text, self._told))
        return _add(sure, [u for u in unlisted if not any(p.start <= u.start and u.end <= p.end for p in public)])


def _is_part(hit: Hit, whole: Hit) -> bool:
    """Whether a hit is no more than a part of another: "Khan" of "Imran Khan"."""
    return whole.start <= hit.start and hit.end <= whole.end and hit.end - hit.start < whole.end - whole.start


def _add(hits: Sequence[Hit], more: Iterable[Hit]) -> list[Hit]:
    """Return `hits` and what of `more` stands beside them, in order."""
    return sorted([*hits, *(part for one in more for part in _cut(one, hits))])


def _cut(found: Hit, listed: Iterable[Hit]) -> list[Hit]:
    """Return what is left of a hit before and behind those that it overlaps."""
    parts, start = [], found.start
    for hit in (hit for hit in listed if hit.start < found.end and found.start < hit.end):
        parts.append((start, hit.start))
        start = hit.end
    parts.append((start, found.end))
    whole = len(parts) == 1
    return [Hit(first, last, found.pseudonym) for first, last in parts if whole or last - first > 2]


_MASKED = r"(?:\[[^\[\]]{1,30}\]|(?:Victim|Person) \d+)"
_AGES = (
    re.compile(rf"({_MASKED}(?:, ?| \(| ?, aged | aged | \(aged ))\d{{1,3}}(?!\d)"),
    re.compile(rf"({_MASKED},? (?:an? |the )?)\d{{1,3}}(?=[- ]years?[- ]old)"),
    re.compile(rf"()\b\d{{1,3}}(?=[- ]years?[- ]old(?: \w+){{0,3}} {_MASKED})"),
)


def withhold_ages(masked: str) -> str:
    """Return masked text without the ages of those whose names are masked: an age and a village tell who it is."""
    for pattern in _AGES:
        masked = _withhold(pattern, masked).text
    return masked


def _withhold(pattern: re.Pattern[str], masked: str) -> Rewritten:
    return rewrite(masked, [(found.end(1), found.end(), "[age withheld]") for found in pattern.finditer(masked)])


@lru_cache(maxsize=16384)
def _choose_care(path: str) -> Care | None:
    """Return what counts as a name in the string at `path`; None where unlisted names are not looked for."""
    field = _name_field(path)
    if path.startswith("/custom"):  # a field that a project added may have any name
        return "all"
    if field in _NO_WORDS:
        return None
    return "shown" if field in _NAMES_OF_MORE or _is_name_of_more(path) else "all"


def _name_field(path: str) -> str:
    return next((step for step in reversed(path.split("/")) if step and not step.isdigit()), "")


def _is_name_of_more(path: str) -> bool:
    """Whether a name is one of a place or a perpetrator; of a perpetrator that is a person, the name is hidden."""
    head = path.strip("/").split("/")[0]
    return path.endswith("/name") and head in ("perpetrators", "place", "other_places")
