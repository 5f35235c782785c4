"""Goes through every string of a record, whatever field it stands in, so that no field is ever forgotten."""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import fields, is_dataclass, replace
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
    if isinstance(value, (tuple, list)):
        items = [_change(item, change, f"{path}/{n}") for n, item in enumerate(value)]
        same = all(now is item for now, item in zip(items, value, strict=True))
        return value if same else type(value)(items)
    if isinstance(value, Mapping):
        return {key: _change(item, change, f"{path}/{key}") for key, item in value.items()}
    if is_dataclass(value) and not isinstance(value, type):
        return replace(
            value, **{f.name: _change(getattr(value, f.name), change, f"{path}/{f.name}") for f in fields(value)}
        )
    return value


def list_strings(value: Any, path: str = "") -> Iterator[tuple[str, str]]:
    """Yield every string in `value` with its JSON Pointer (with the model's names)."""
    if isinstance(value, str):
        yield path, value
    elif isinstance(value, (tuple, list)):
        for n, item in enumerate(value):
            yield from list_strings(item, f"{path}/{n}")
    elif isinstance(value, Mapping):
        for key, item in value.items():
            yield from list_strings(item, f"{path}/{key}")
    elif is_dataclass(value) and not isinstance(value, type):
        for f in fields(value):
            yield from list_strings(getattr(value, f.name), f"{path}/{f.name}")
