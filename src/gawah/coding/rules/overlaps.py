"""Stretches of a text that overlap another, found without looking at each of them."""

from bisect import bisect_left
from collections.abc import Callable, Iterable
from typing import Any, Generic, TypeVar

T = TypeVar("T")


class Stretches(Generic[T]):
    """Items that each take a stretch [start, end); `stretch_of` tells which."""

    def __init__(self, items: Iterable[T], stretch_of: Callable[[T], tuple[int, int]]) -> None:
        placed = sorted(((stretch_of(item), item) for item in items), key=lambda p: p[0][0])
        self._placed = placed
        self._starts = [start for (start, _), _ in placed]
        self._longest = max((end - start for (start, end), _ in placed), default=0)

    def meeting(self, start: int, end: int) -> list[T]:
        """Return the items that overlap [start, end), in the order of their starts."""
        first, last = bisect_left(self._starts, start - self._longest), bisect_left(self._starts, end)
        return [item for (_, finish), item in self._placed[first:last] if finish > start]


def cut(items: list[T], first: int, last: int, place_of: Callable[[T], Any]) -> list[T]:
    """Return those of `items`, sorted by `place_of`, whose place lies in [first, last)."""
    begin = bisect_left(items, first, key=place_of)
    if begin == len(items) or place_of(items[begin]) >= last:
        return []
    return items[begin : bisect_left(items, last, begin, key=place_of)]
