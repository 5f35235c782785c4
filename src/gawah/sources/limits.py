"""How much of a report is read before reading is given up."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Limits:
    """Bounds on one report; whatever is over one of them is refused with a ReportError that names the bound."""

    bytes_per_report: int = 10_000_000
    """Of one report's own payload: a file, one line of JSONL, one item of an array."""
    bytes_per_container: int = 256_000_000
    """Of a file or stream that holds many reports."""
    characters: int = 1_000_000
    """Of the derived text: about 170,000 words."""
    nesting: int = 100
    """Depth of lists and objects in JSON."""
    seconds: float = 20.0
    """For coding one report and computing its incidents; 0 is no limit."""
