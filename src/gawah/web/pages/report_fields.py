"""What a person fills in for a field: the codebook's words to choose from, a number or a range, a date, or words."""

from dataclasses import dataclass
from typing import Literal

from gawah import wording
from gawah.codebook import load
from gawah.codebook.overlay import FieldKind
from gawah.review import PARTS, Stated, list_addable

Kind = Literal["choice", "count", "date", "number", "place", "text"]


@dataclass(frozen=True, slots=True)
class Field:
    """One field to fill in."""

    name: str
    """As forms and `gawah.review` call it: "killed", "responses/0/date"."""
    label: str
    kind: Kind
    choices: tuple[tuple[str, str], ...] = ()
    """Values of a closed list, each with its label."""
    asks: str = ""
    """Of an item of a list, what names it: "Description"."""


_OWN_KINDS: dict[FieldKind, Kind] = {"number": "number", "date": "date", "choice": "choice", "place": "place"}


def describe_field(path: str) -> Field:
    """Return what is filled in for the field at `path`: "killed", "victims/0/outcome", "custom/road"."""
    head, _, part = path.partition("/")
    if head in load().values("measures"):
        return Field(path, wording.capitalise(wording.label("measures", head)), "count")
    if head == "custom":
        return _describe_own(path, part)
    if head == "weapons":
        return Field(path, load().field("weapons").label.removesuffix("s"), "choice", list_words("weapon_types"))
    entry = load().field("responses/0/type" if path == "responses" else path)
    label = load().field("responses").label.removesuffix("s") if path == "responses" else entry.label
    if vocabulary := entry.text("vocabulary"):
        return Field(path, label, "choice", list_words(vocabulary))
    if entry.text("value") == "yes or no":
        return Field(path, label, "choice", (("yes", "yes"), ("no", "no")))
    name = path.rpartition("/")[2]
    if entry.text("shape") == "count" or name == "count":
        return Field(path, label, "count")
    if name == "date":
        return Field(path, label, "date")
    if name in ("place", "other_places"):
        return Field(path, label.removesuffix("s"), "place")
    return Field(
        path, label.removesuffix("s") if path in PARTS else label, _KINDS.get(entry.text("value") or "", "text")
    )


_KINDS: dict[str, Kind] = {"whole number": "number", "number": "number"}


def _describe_own(path: str, name: str) -> Field:
    overlay = load().overlay
    own = overlay.fields.get(name) if overlay else None
    if own is None:
        return Field(path, load().field(path).label, "text")
    choices = tuple((choice.id, choice.label) for choice in own.choices)
    return Field(path, own.label, _OWN_KINDS.get(own.kind, "text"), choices)


def list_words(vocabulary: str) -> tuple[tuple[str, str], ...]:
    """Return the values of a vocabulary, each with its label."""
    return tuple((id_, wording.label(vocabulary, id_)) for id_ in load().values(vocabulary))


def describe_correction(kind: str, stated: Stated) -> Field | None:
    """Return what is filled in to correct a value of an event of this kind; None for one that is only rejected."""
    if stated.field == "killed_by_party":
        return None
    if stated.field.startswith("figures/"):
        return describe_field(stated.value["measure"])
    path = stated.field.replace("/*", "/0")
    if kind == "response":
        return describe_field(f"responses/0/{path}")
    return describe_field(path if "/0/" in path else path.removesuffix("/0"))


def list_fields(kind: str) -> list[Field]:
    """Return the fields to which a value of an event of this kind can be added."""
    if kind == "response":
        return [describe_field(f"responses/0/{name}") for name in PARTS["responses"]]
    return [describe_field(name) for name in list_addable()]


def list_parts(name: str) -> list[Field]:
    """Return what else can be said of an item of a list when it is added."""
    return [describe_field(f"{name}/0/{part}") for part in PARTS.get(name, ())]
