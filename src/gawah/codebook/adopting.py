"""Which project's codebook is laid over the shipped one in this process."""

import sys

from gawah.codebook.overlay import Overlay

_adopted: Overlay | None = None


def adopted() -> Overlay | None:
    """Return the project's codebook that was adopted; None where there is none."""
    return _adopted


def adopt(overlay: Overlay | None) -> None:
    """Lay a project's codebook over the shipped one from now on, in place of any other; None takes it away."""
    global _adopted
    if overlay != _adopted:
        _forget()
    _adopted = overlay


def _forget() -> None:
    """Forget what functions of ours keep: word lists, readers of records and more are made from the codebook."""
    modules = [module for name, module in list(sys.modules.items()) if name.partition(".")[0] == "gawah"]
    for part in [part for module in modules for part in list(vars(module).values())]:
        clear = getattr(part, "cache_clear", None)
        if clear is not None and not isinstance(part, type):
            clear()
