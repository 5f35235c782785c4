"""Plain text, perhaps with lines at its head that say what it is. The reader of last resort: it reads any text."""

from collections.abc import Iterator

from gawah.model import Given, Source
from gawah.sources.decoding import decode
from gawah.sources.derive import derive_source
from gawah.sources.limits import Limits

DERIVER = "plain@1"


def tells(payload: bytes, beginning: str) -> bool:
    """Whether this may be plain text: always."""
    return True


def read(name: str, payload: bytes, given: tuple[Given, ...], limits: Limits) -> Iterator[Source]:
    """Yield the one report in `payload`, a decoded text and nothing else. Raises ReportError."""
    charset = next((g.value for g in given if g.key == "charset"), None)
    yield derive_source(name, payload, decode(name, payload, charset), DERIVER, limits, given=given)
