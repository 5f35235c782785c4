"""Files that are written whole or not at all: what was there before stays until all is written."""

from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

from gawah.errors import UsageError


@contextmanager
def written_whole(path: Path) -> Iterator[Path]:
    """Give a name to write a file under; it gets its own, `path`, where what runs inside ends well.

    Raises UsageError where it cannot be written.
    """
    part = path.with_name(f".{path.name}.part")
    try:
        yield part
        part.replace(path)
    except OSError as problem:
        why = problem.strerror or problem
        raise UsageError(f"{path}: it cannot be written ({why}); see that its folder is there") from None
    finally:
        with suppress(OSError):
            part.unlink(missing_ok=True)
