"""Goes through every string of a record, whatever field it stands in, so that no field is ever forgotten."""

from collections.abc import Callable, Mapping
from dataclasses import fields, is_dataclass, replace
from functools import cache
from typing import Any, TypeVar

_T = TypeVar("_T")

Change = Callable[[str, str], str]
"""Takes a JSON Pointer (with the model's names) and the string there; returns what is to stand there."""


def change_strings(value: _T, change: Change, path: str = "") -> _T:
    """Return `value`, a record or what a field of one holds, with every string in it changed."""
    changed: Any = _change(value, change, path)
    return changed  # type: ignore[no-any-return]


def _change(value: Any, change: Change, path: str) -> Any:
    if isinstance(value, str):
        return change(path, value)
    if value is None or isinstance(value, (int, float)):
        return value
    if isinstance(value, (tuple, list)):
        items = [_change(item, change, f"{path}/{n}") for n, item in enumerate(value)]
        same = all(now is item for now, item in zip(items, value, strict=True))
        return value if same else type(value)(items)
    if isinstance(value, Mapping):
        return {key: _change(item, change, f"{path}/{key}") for key, item in value.items()}
    kind: Any = type(value)
    changed = {name: _change(getattr(value, name), change, f"{path}/{name}") for name in _name_fields(kind)}
    other = {name: now for name, now in changed.items() if now is not getattr(value, name)}
    return replace(value, **other) if other else value


@cache
def _name_fields(kind: type) -> tuple[str, ...]:
    """Return the names of the fields of a class of records; none of any other."""
    return tuple(f.name for f in fields(kind)) if is_dataclass(kind) else ()


def list_strings(value: Any, path: str = "") -> list[tuple[str, str]]:
    """Return every string in `value` with its JSON Pointer (with the model's names)."""
    found: list[tuple[str, str]] = []

    def note(at: str, text: str) -> str:
        found.append((at, text))
        return text

    _change(value, note, path)
    return found
