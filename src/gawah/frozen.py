"""Frozen dataclasses that are made about as quickly as ones that are not.

The `__init__` that `dataclass` writes for a frozen class goes through `object.__setattr__` for every field, which takes
five times as long as plain assignment; a report's record is made of some thousand such objects.
"""

from dataclasses import MISSING, Field, fields
from typing import Any, TypeVar

T = TypeVar("T")


def quick_to_make(cls: type[T]) -> type[T]:
    """Give a dataclass with `frozen=True, slots=True` a quick `__init__`, which does what its own one does.

    While it runs, the object is of a class with the same slots that is not frozen. Not for classes with subclasses:
    raises TypeError where one is made, and for what is no such dataclass.
    """
    own = fields(cls)  # type: ignore[arg-type]
    if tuple(f.name for f in own) != cls.__dict__.get("__slots__") or not cls.__dict__["__dataclass_params__"].frozen:
        raise TypeError(f"{cls.__name__} is no frozen dataclass with slots of its own")
    names: dict[str, Any] = {"_set": object.__setattr__, "_open": _open_class(cls, own), "_frozen": cls}
    names.update((f"_default_{f.name}", f.default) for f in own if f.default is not MISSING)
    names.update((f"_make_{f.name}", f.default_factory) for f in own if f.default_factory is not MISSING)
    exec(_write_init(own, hasattr(cls, "__post_init__")), names)  # as `dataclass` itself does
    made = names["__init__"]
    made.__annotations__, made.__qualname__ = cls.__init__.__annotations__, f"{cls.__qualname__}.__init__"
    cls.__init__ = made  # type: ignore[method-assign]
    cls.__init_subclass__ = classmethod(_refuse_subclass)  # type: ignore[assignment]
    return cls


def _open_class(cls: type[Any], own: "tuple[Field[Any], ...]") -> type[Any]:
    """Return a class whose objects can become objects of `cls`: with the same slots, and open to assignment."""
    return type(f"{cls.__name__}InTheMaking", (), {"__slots__": tuple(f.name for f in own)})


def _refuse_subclass(cls: type[Any]) -> None:
    raise TypeError(f"{cls.__name__}: a class that is quick to make has no subclasses")


def _write_init(own: "tuple[Field[Any], ...]", has_post_init: bool) -> str:
    """Return the source of `__init__`."""
    lines = ["_set(self, '__class__', _open)", *(_write_assignment(f) for f in own), "self.__class__ = _frozen"]
    lines += ["self.__post_init__()"] if has_post_init else []
    return f"def __init__(self, {', '.join(map(_write_parameter, own))}):\n " + "\n ".join(lines)


def _write_parameter(f: "Field[Any]") -> str:
    if f.default is not MISSING:
        return f"{f.name}=_default_{f.name}"
    return f.name if f.default_factory is MISSING else f"{f.name}=_make_{f.name}"


def _write_assignment(f: "Field[Any]") -> str:
    """Return the line that fills a field, from its factory where that stands in for a value that was not given."""
    if f.default_factory is MISSING:
        return f"self.{f.name} = {f.name}"
    return f"self.{f.name} = _make_{f.name}() if {f.name} is _make_{f.name} else {f.name}"
