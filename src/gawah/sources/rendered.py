"""Rendered encyclopedia text: `= Title =`, an `Infobox` block of `- Key: value` lines, `== Section ==`.

The text is kept as it stands; that it is an article is told by its head.
"""

from collections.abc import Iterator

from gawah.model import Given, Source
from gawah.sources.decoding import decode
from gawah.sources.derive import derive_source
from gawah.sources.head import read_head
from gawah.sources.limits import Limits

DERIVER = "rendered@1"


def tells(payload: bytes, beginning: str) -> bool:
    """Whether a `= Title =` or an infobox stands at the head."""
    return ("= " in beginning or "Infobox" in beginning) and read_head(beginning).is_article


def read(name: str, payload: bytes, given: tuple[Given, ...], limits: Limits) -> Iterator[Source]:
    """Yield the one article in `payload`. Raises ReportError."""
    yield derive_source(name, payload, decode(name, payload), DERIVER, limits, kind="encyclopedia", given=given)
