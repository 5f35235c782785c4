"""Lists that are kept under a name, by what they ask for."""

from datetime import UTC, datetime
from typing import TYPE_CHECKING

from gawah.errors import UsageError
from gawah.model import SavedList

if TYPE_CHECKING:
    from gawah.store import Criteria, Store

_LONGEST_NAME = 200


def keep_list(store: "Store", name: str, criteria: "Criteria") -> None:
    """Keep what `criteria` ask for under a name, in place of what was kept under it. Raises UsageError."""
    if not name.strip() or len(name) > _LONGEST_NAME:
        raise UsageError(f"a list needs a name, of {_LONGEST_NAME} letters at most")
    store.count(criteria)  # it is kept only if it can be looked for
    store.append([SavedList(name.strip(), criteria.to_json(), _now())])


def forget_list(store: "Store", name: str) -> None:
    """Keep a list no longer. Raises UsageError where none of that name is kept."""
    find_list(store, name)
    store.append([SavedList(name, None, _now())])


def find_list(store: "Store", name: str) -> "Criteria":
    """Return what a list that is kept asks for. Raises UsageError where none of that name is kept."""
    from gawah.store import Criteria

    lists = store.read_lists()
    if name not in lists:
        raise UsageError(f"{name}: no list of that name is kept; there are {', '.join(lists) or 'none'}")
    return Criteria.from_json(lists[name].criteria)


def _now() -> str:
    return datetime.now(UTC).isoformat(timespec="seconds")
