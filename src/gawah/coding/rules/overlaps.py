"""What stands between two places of a text or overlaps a stretch of it, found without looking at all there is."""

from bisect import bisect_left
from collections.abc import Callable, Iterable
from typing import Generic, TypeVar

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
        if first == last:
            return []
        return [item for (_, finish), item in self._placed[first:last] if finish > start]


class InOrder(list[T]):
    """Items in the order of their places, the numbers that `place_of` gives, and quickly found by them."""

    __slots__ = ("_places",)

    def __init__(self, items: Iterable[T], place_of: Callable[[T], int]) -> None:
        super().__init__(items)
        self._places = [place_of(item) for item in self]

    def between(self, first: int, last: int) -> list[T]:
        """Return the items whose place lies in [first, last)."""
        places = self._places
        begin = bisect_left(places, first)
        if begin == len(places) or places[begin] >= last:
            return []
        return self[begin : bisect_left(places, last, begin)]
