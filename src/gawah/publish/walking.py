"""Goes through every string of a record, whatever field it stands in, so that no field is ever forgotten."""

from collections.abc import Callable, Hashable, Mapping
from dataclasses import fields, is_dataclass, replace
from functools import cache
from typing import Any, TypeVar, cast

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
    if value is None or isinstance(value, (int, float)) or value == ():
        return value
    if isinstance(value, (tuple, list)):
        items = [_change(item, change, f"{path}/{n}") for n, item in enumerate(value)]
        same = all(now is item for now, item in zip(items, value, strict=True))
        return value if same else type(value)(items)
    if isinstance(value, Mapping):
        return {key: _change(item, change, f"{path}/{key}") for key, item in value.items()}
    return _change_fields(value, change, path)


def _change_fields(value: Any, change: Change, path: str) -> Any:
    """Return a record with every string in its fields changed; what is no record holds none, and stays."""
    other, kind = {}, cast(Hashable, type(value))
    for name, at in _name_fields(kind):
        held = getattr(value, name)
        if held is None or type(held) in _WITHOUT_STRINGS:  # most fields, and an incident has a thousand
            continue
        now = change(path + at, held) if type(held) is str else _change(held, change, path + at)
        if now is not held:
            other[name] = now
    return replace(value, **other) if other else value


_WITHOUT_STRINGS = frozenset({int, float, bool})


@cache
def _name_fields(kind: Any) -> tuple[tuple[str, str], ...]:
    """Return the names of the fields of a class of records, and what each adds to a path; none of any other."""
    return tuple((f.name, f"/{f.name}") for f in fields(kind)) if is_dataclass(kind) else ()
