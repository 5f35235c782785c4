"""A project's own codebook, laid over the shipped one: fields, narrower types, words, labels, what a release needs.

`docs/project.md` says how a `codebook.yaml` is written; `overlay_reading` reads it.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from types import MappingProxyType
from typing import Any, Literal, get_args

from gawah.codebook.entries import Entry, Vocabulary

FieldKind = Literal["text", "number", "date", "choice", "person", "place"]
FIELD_KINDS: tuple[FieldKind, ...] = get_args(FieldKind)
_SHAPES: Mapping[str, str] = {"date": "when", "place": "place", "person": "person"}
_VALUES: Mapping[str, str] = {"number": "number", "text": "text", "choice": "text"}
_NOTHING: Mapping[str, Any] = MappingProxyType({})


@dataclass(frozen=True, slots=True)
class Choice:
    """One of the values of a field of choices."""

    id: str
    label: str
    definition: str
    words: tuple[str, ...] = ()
    """What a report says for it."""


@dataclass(frozen=True, slots=True)
class CustomField:
    """A field that a project adds to incidents; its values stand under `custom`."""

    name: str
    kind: FieldKind
    label: str
    definition: str
    choices: tuple[Choice, ...] = ()
    pattern: str | None = None
    """A regular expression by which a coder reads it: its first group, or all of it."""

    @property
    def vocabulary(self) -> str:
        """The name of the vocabulary that its choices are."""
        return f"custom_{self.name}"

    def describe(self) -> Entry:
        """Return the field as an entry of the codebook."""
        details: dict[str, str] = {"value": _VALUES.get(self.kind, "object")}
        if self.kind in _SHAPES:
            details["shape"] = _SHAPES[self.kind]
        if self.choices:
            details["vocabulary"] = self.vocabulary
        return Entry("fields", f"custom/{self.name}", self.label, self.definition, "", "", details=details)

    def list_choices(self) -> Vocabulary:
        """Return its choices as a vocabulary."""
        entries = {c.id: Entry(self.vocabulary, c.id, c.label, c.definition, "", "") for c in self.choices}
        return Vocabulary(self.vocabulary, self.label, self.definition, MappingProxyType(entries))


@dataclass(frozen=True, slots=True)
class ActorWord:
    """A group or force that a coder shall know by its names."""

    name: str
    kind: str
    parent: str | None = None
    """The name of the group of which it is a branch."""
    also: tuple[str, ...] = ()
    countries: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class TradeWord:
    """A noun for people of a trade or office that a coder shall know."""

    singular: str
    plural: str
    status: str
    public_role: bool = False


@dataclass(frozen=True)
class Overlay:
    """What a `codebook.yaml` says. Two are one where their digests are."""

    path: str = field(compare=False)
    digest: str
    """SHA-256 in hex of all that it says."""
    coding_digest: str = field(compare=False)
    """The same of what a coder looks at; empty where it says nothing to coders."""
    language: str | None = field(default=None, compare=False)
    """The language of the labels to show, where there are such."""
    types: Mapping[str, Entry] = field(default_factory=lambda: _NOTHING, compare=False)
    fields: Mapping[str, CustomField] = field(default_factory=lambda: _NOTHING, compare=False)
    type_words: Mapping[str, tuple[str, ...]] = field(default_factory=lambda: _NOTHING, compare=False)
    weapon_words: Mapping[str, tuple[str, ...]] = field(default_factory=lambda: _NOTHING, compare=False)
    actors: tuple[ActorWord, ...] = field(default=(), compare=False)
    trades: tuple[TradeWord, ...] = field(default=(), compare=False)
    labels: Mapping[str, Mapping[str, str]] = field(default_factory=lambda: _NOTHING, compare=False)
    """By language, and by entry as "incident_types/bombing"."""
    required: tuple[str, ...] = field(default=(), compare=False)
    """Fields of an incident that a release needs: "date", "custom/road"."""
    two_persons: bool = field(default=False, compare=False)
    """Whether nothing is released that a second person has not reviewed."""
