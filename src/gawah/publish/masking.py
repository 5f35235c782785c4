"""Puts pseudonyms for names in every string of a record, and says what it masked."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import TypeVar

from gawah.publish.names import Hidden, Hit, NameIndex, mask
from gawah.publish.unlisted import Care, find_unlisted
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


class Masker:
    """Masks the hidden names of one incident, and with `looks` those that nobody listed.

    `known` are folded words that are no secret: of its places, its groups and the persons who may be named.
    """

    def __init__(self, incident: str, hidden: Iterable[Hidden], known: frozenset[str], looks: bool) -> None:
        self.index, self.known, self._looks = NameIndex(hidden, known), known, looks
        self._incident = incident
        self.masked: list[Masked] = []

    def mask_all(self, value: _T, at: str = "") -> _T:
        """Return `value`, a record or part of one, with every string in it masked."""
        return change_strings(value, self.mask, at)

    def mask(self, path: str, text: str) -> str:
        """Return the string at `path` with what stands for the names in it."""
        hits = self.find(path, text)
        if not hits:
            return text
        self.masked += [Masked(self._incident, path, text[h.start : h.end], h.pseudonym) for h in hits]
        return mask(text, hits, brackets=path.endswith("/quote"))

    def find(self, path: str, text: str) -> Sequence[Hit]:
        """Return where names stand in the string at `path`."""
        listed = self.index.find(text)
        field = _name_field(path)
        if not self._looks or field in _NO_WORDS:
            return listed
        care: Care = "shown" if field in _NAMES_OF_MORE or _is_name_of_more(path) else "all"
        unlisted = find_unlisted(text, self.known, care)
        free = [u for u in unlisted if not any(u.start < hit.end and hit.start < u.end for hit in listed)]
        return sorted([*listed, *(part for u in unlisted if u not in free for part in _cut(u, listed)), *free])


def _cut(found: Hit, listed: Iterable[Hit]) -> list[Hit]:
    """Return what is left of an unlisted name before and behind the listed ones that it overlaps."""
    parts, start = [], found.start
    for hit in (hit for hit in listed if hit.start < found.end and found.start < hit.end):
        parts.append((start, hit.start))
        start = hit.end
    parts.append((start, found.end))
    return [Hit(first, last, found.pseudonym) for first, last in parts if last - first > 2]


def _name_field(path: str) -> str:
    return next((step for step in reversed(path.split("/")) if step and not step.isdigit()), "")


def _is_name_of_more(path: str) -> bool:
    """Whether a name is one of a place or a perpetrator; of a perpetrator that is a person, the name is hidden."""
    head = path.strip("/").split("/")[0]
    return path.endswith("/name") and head in ("perpetrators", "place", "other_places")
