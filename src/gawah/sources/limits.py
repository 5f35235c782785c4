"""How much of a report is read before reading is given up."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Limits:
    """Bounds on one report; whatever is over one of them is refused with a ReportError that names the bound."""

    bytes_per_report: int = 10_000_000
    """Of one report's own payload: a file, one line of JSONL, one item of an array."""
    bytes_per_container: int = 256_000_000
    """Of a file or stream that holds many reports, and of all that is taken out of it."""
    parts: int = 100_000
    """Files, messages and pages taken out of one container, with those in the containers that it holds."""
    depth: int = 4
    """Of containers in containers."""
    characters: int = 1_000_000
    """Of the derived text: about 170,000 words."""
    nesting: int = 100
    """Depth of lists and objects in JSON."""
    seconds: float = 20.0
    """For coding one report and computing its incidents; 0 is no limit."""
    reading_seconds: float = 60.0
    """For taking one report out of a format that is read in a worker process; 0 is no limit."""
    memory: int = 1_000_000_000
    """Bytes that a worker process may take; 0 is no limit."""
