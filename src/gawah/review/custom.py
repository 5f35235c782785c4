"""Values that people give to the fields that a project adds, as they write them."""

import re
from dataclasses import asdict

from gawah.codebook import CustomField, adopted
from gawah.errors import ReviewError
from gawah.model import Json, Place
from gawah.review.words import read_date


def read_custom(path: str, words: str) -> Json:
    """Return what somebody wrote as the value of a project's field at `path`, as "/custom/road".

    Raises ReviewError where the project has no such field, or the field cannot have it.
    """
    field = _find_field(path)
    if field.kind == "choice":
        return _read_choice(field, words)
    if field.kind == "number":
        return _read_number(field, words)
    if field.kind == "date":
        return read_date(words)
    if field.kind == "place":
        return asdict(Place(words.strip()))
    if field.kind == "person":
        return {"name": words.strip(), "status": "private"}
    return words.strip()


def write_custom(value: Json) -> str:
    """Return a value of a project's field as people write it: a date in EDTF, a place or a person by name."""
    if isinstance(value, dict):
        value = value.get("edtf") or value.get("name")
    return "" if value is None else str(value)


def _find_field(path: str) -> CustomField:
    overlay, (_, _, name) = adopted(), path.strip("/").partition("/")
    if overlay is None:
        problem = f"{path}: there is no codebook of the project here"
        raise ReviewError(f"{problem}; run it where its codebook.yaml lies, or name that with --codebook")
    if name not in overlay.fields:
        raise ReviewError(f"{path}: the project has no such field; it has {', '.join(overlay.fields) or 'none'}")
    return overlay.fields[name]


def _read_choice(field: CustomField, words: str) -> str:
    """Return the id of a choice, by its id or its label."""
    said = words.strip().casefold()
    for choice in field.choices:
        if said in (choice.id, choice.label.casefold()):
            return choice.id
    raise ReviewError(f"{words}: {field.name} has no such choice; it has {', '.join(c.id for c in field.choices)}")


def _read_number(field: CustomField, words: str) -> int | float:
    digits = words.replace(",", "").strip()
    if not re.fullmatch(r"-?\d{1,15}(\.\d{1,6})?", digits):
        raise ReviewError(f"{words}: {field.name} is a number; write it in digits")
    return float(digits) if "." in digits else int(digits)
