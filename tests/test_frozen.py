"""Frozen dataclasses that are quick to make behave as others do."""

import copy
import pickle
from dataclasses import FrozenInstanceError, dataclass, field, replace
from inspect import signature

import pytest

from gawah.frozen import quick_to_make


@dataclass(frozen=True, slots=True)
class Plain:
    name: str
    size: int = 3
    parts: list[str] = field(default_factory=list)


@quick_to_make
@dataclass(frozen=True, slots=True, order=True)
class Quick:
    name: str
    size: int = 3
    parts: list[str] = field(default_factory=list)
    total: int = field(default=0, compare=False, repr=False)


@quick_to_make
@dataclass(frozen=True, slots=True)
class Checked:
    size: int

    def __post_init__(self) -> None:
        if self.size < 0:
            raise ValueError("size")


def test_it_holds_what_it_was_given_and_the_defaults_of_the_rest() -> None:
    assert (Quick("a").name, Quick("a").size, Quick("a").parts, Quick("a").total) == ("a", 3, [], 0)
    assert Quick("a", 4, ["x"], total=9).parts == ["x"]
    assert Quick("a").parts is not Quick("a").parts
    assert repr(Quick("a")) == "Quick(name='a', size=3, parts=[])"


def test_it_is_frozen_as_soon_as_it_is_made() -> None:
    made = Quick("a")
    assert type(made) is Quick
    with pytest.raises(FrozenInstanceError):
        made.size = 5  # type: ignore[misc]
    with pytest.raises(TypeError):
        Quick()  # type: ignore[call-arg]


def test_it_compares_copies_and_pickles_as_any_dataclass() -> None:
    made = Quick("a", 1, ["x"])
    assert made == Quick("a", 1, ["x"]) < Quick("b")
    assert pickle.loads(pickle.dumps(made)) == copy.deepcopy(made) == made
    assert replace(made, size=2) == Quick("a", 2, ["x"])
    assert list(signature(Quick).parameters) == ["name", "size", "parts", "total"]


def test_what_is_checked_after_making_is_checked() -> None:
    assert Checked(1).size == 1
    with pytest.raises(ValueError, match="size"):
        Checked(-1)


def test_other_classes_are_refused() -> None:
    @dataclass(frozen=True)
    class WithoutSlots:
        name: str

    @dataclass(slots=True)
    class Open:
        name: str

    class Below(Plain):
        pass

    for cls in (WithoutSlots, Open, Below):
        with pytest.raises(TypeError):
            quick_to_make(cls)
    with pytest.raises(TypeError):
        type("Under", (Quick,), {})
