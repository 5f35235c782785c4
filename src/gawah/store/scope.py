"""What a project covers, as its `scope.yaml` says: countries, dates, types, and the evidence that it takes at least.

countries: [Pakistan, AF]
dates: {from: 2001-01-01, to: 2024-12-31}
types: [bombing, armed_attack]
minimum_evidence: {reports: 2, grade: single_source}
"""

from collections.abc import Mapping
from datetime import date
from pathlib import Path
from typing import Any

from gawah.errors import UsageError
from gawah.store.criteria import Criteria

_PARTS = {"countries": (), "dates": ("from", "to"), "types": (), "minimum_evidence": ("reports", "grade")}


def read_scope(path: Path) -> Criteria:
    """Return what the scope file at `path` asks of an incident. Raises UsageError where it cannot be read."""
    import yaml

    try:
        said = yaml.safe_load(path.read_text("utf-8"))
    except OSError as error:
        raise UsageError(f"{path}: it cannot be opened ({error.strerror}); name another file with --scope") from None
    except (yaml.YAMLError, UnicodeDecodeError) as error:
        raise UsageError(f"{path}: this is no YAML ({' '.join(str(error).split())}); mend it") from None
    return _take_scope(str(path), said or {})


def _take_scope(name: str, said: Any) -> Criteria:
    if not isinstance(said, Mapping):
        raise UsageError(f"{name}: a scope has {', '.join(_PARTS)}; see docs/store.md")
    for key, value in said.items():
        _check_part(name, key, value)
    dates, evidence = said.get("dates", {}), said.get("minimum_evidence", {})
    reports = evidence.get("reports")
    return Criteria(
        country=tuple(said.get("countries", ())),
        since=_take_date(dates.get("from")),
        until=_take_date(dates.get("to")),
        type=tuple(said.get("types", ())),
        reports=None if reports is None else f"{reports}..",
        least_grade=evidence.get("grade"),
    )


def _check_part(name: str, key: str, value: Any) -> None:
    if key not in _PARTS:
        raise UsageError(f"{name}: {key}: a scope has no such part; it has {', '.join(_PARTS)}")
    parts = _PARTS[key]
    if not parts and not (isinstance(value, list) and all(isinstance(item, str) for item in value)):
        raise UsageError(f"{name}: {key}: write a list of names, as [Pakistan, Iraq]")
    if parts and not (isinstance(value, Mapping) and set(value) <= set(parts)):
        raise UsageError(f"{name}: {key}: write {{{', '.join(f'{part}: …' for part in parts)}}}")


def _take_date(value: Any) -> str | None:
    return value.isoformat() if isinstance(value, date) else None if value is None else str(value)
