"""What the codebook is made of: entries in vocabularies, and the schemes of other codebooks that entries point to."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from types import MappingProxyType
from typing import Any, Literal

Detail = str | int | tuple[str, ...] | Mapping[str, int]
"""A value of a vocabulary's own: text, a whole number, a list of texts, or numbers by name."""

_NOTHING: Mapping[str, Any] = MappingProxyType({})


@dataclass(frozen=True, slots=True)
class Entry:
    """One type, value or field: what it is, how to code it, an invented example, and its names elsewhere."""

    vocabulary: str
    id: str
    label: str
    definition: str
    instruction: str
    """What a coder does about it."""
    example: str
    """Invented, with what is coded after an arrow."""
    crosswalk: Mapping[str, tuple[str, ...]] = field(default_factory=lambda: _NOTHING)
    """Scheme to codes of that scheme; where there are several, the first holds unless `note` says otherwise."""
    note: str | None = None
    """What the crosswalk's codes cannot say: conditions, losses."""
    details: Mapping[str, Detail] = field(default_factory=lambda: _NOTHING)
    """What this vocabulary keeps beside that, as its head in the YAML file declares."""

    def text(self, detail: str) -> str | None:
        """Return a detail that is text, or None where the entry has none."""
        value = self.details.get(detail)
        return value if isinstance(value, str) else None

    def texts(self, detail: str) -> tuple[str, ...]:
        """Return a detail that is a list of texts, empty where the entry has none."""
        value = self.details.get(detail)
        return value if isinstance(value, tuple) else ()

    def number(self, detail: str) -> int | None:
        """Return a detail that is a whole number, or None where the entry has none."""
        value = self.details.get(detail)
        return value if isinstance(value, int) else None

    def numbers(self, detail: str) -> Mapping[str, int]:
        """Return a detail that is numbers by name, empty where the entry has none."""
        value = self.details.get(detail)
        return value if isinstance(value, Mapping) else _NOTHING


@dataclass(frozen=True, slots=True)
class Vocabulary:
    """A closed list of entries, in the order in which people should see them."""

    id: str
    label: str
    definition: str
    entries: Mapping[str, Entry]


@dataclass(frozen=True, slots=True)
class Scheme:
    """A code list (or the columns, in order) of another codebook: a fact about a public format."""

    id: str
    label: str
    codes: Mapping[str, str]
    """Code to what it stands for; empty where the code says it itself."""


TermKind = Literal["words", "manner", "context"]


@dataclass(frozen=True, slots=True)
class WeaponTerm:
    """A word that gives a weapon away: it names one, says a manner of doing, or means one only in a violent context."""

    class_: str
    type: str
    kind: TermKind
    """words: "pistol"; manner: "stabbed"; context: "club", a weapon only beside other words of violence."""
