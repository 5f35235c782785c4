"""Values that people hold back: they stay inside, with their evidence and their disagreements."""

from collections.abc import Iterable, Mapping
from dataclasses import MISSING, Field, fields, is_dataclass, replace
from typing import Any

from gawah.model import Evidence, Incident

NOT_HELD = ("", "id", "evidence", "conflicts", "audience", "workflow", "verification", "told_as", "main")
"""What is no value, or cannot be left out."""


def hold_values(incident: Incident, paths: Iterable[str]) -> Incident:
    """Return an incident without the values at `paths` (JSON Pointers). Raises ValueError where one is not there."""
    held = ["/" + path.strip("/") for path in paths]
    for path in sorted(held, key=lambda p: [int(s) if s.isdigit() else -1 for s in p.split("/")], reverse=True):
        incident = _empty(incident, path.strip("/").split("/"))
    if not held:
        return incident
    kept = {n: m for m, n in enumerate(n for n, e in enumerate(incident.evidence) if not is_under(e.path, held))}
    evidence = tuple(e for n, e in enumerate(incident.evidence) if n in kept)
    conflicts = tuple(c for c in incident.conflicts if not is_under(c.path, held))
    return _renumber(replace(incident, evidence=evidence, conflicts=conflicts), kept)


def is_under(path: str, held: Iterable[str]) -> bool:
    """Whether a path names a held value, part of one, or what holds one."""
    return any(path == one or path.startswith(one + "/") or one.startswith(path + "/") for one in held)


def _empty(value: Any, steps: list[str]) -> Any:
    """Return `value` with its default in place of what lies at `steps`; an item of a list is left out."""
    step, *rest = steps
    if isinstance(value, tuple):
        at = int(step)
        if at >= len(value):
            raise ValueError(f"there is no item {at} to hold back")
        return (*value[:at], *((_empty(value[at], rest),) if rest else ()), *value[at + 1 :])
    if isinstance(value, Mapping) and step in value and not rest:  # a field that the project adds
        return {name: held for name, held in value.items() if name != step}
    known = {f.name.rstrip("_"): f for f in fields(value)} if is_dataclass(value) else {}
    if step not in known:
        raise ValueError(f"there is no {step} to hold back")
    field = known[step]
    emptied = _empty(getattr(value, field.name), rest) if rest else _read_default(field)
    return replace(value, **{field.name: emptied})


def _read_default(field: "Field[Any]") -> Any:
    if field.default_factory is not MISSING:
        return field.default_factory()
    return "" if field.default is MISSING else field.default


def _renumber(incident: Incident, kept: dict[int, int]) -> Incident:
    """Return an incident whose disagreements point at its evidence as it is numbered now."""
    conflicts = []
    for conflict in incident.conflicts:
        values = [replace(v, evidence=tuple(kept[n] for n in v.evidence if n in kept)) for v in conflict.values]
        conflicts.append(replace(conflict, values=tuple(v for v in values if v.evidence)))
    return replace(incident, conflicts=tuple(c for c in conflicts if c.values))


def drop_evidence(incident: Incident, paths: Iterable[str]) -> Incident:
    """Return an incident without the quotes of the evidence at or beneath `paths`; that there is some stays."""
    held = tuple(paths)
    own = [any(e.path == path or e.path.startswith(path + "/") for path in held) for e in incident.evidence]
    muted = (_mute(e) if is_own else e for e, is_own in zip(incident.evidence, own, strict=True))
    return replace(incident, evidence=tuple(muted))


def _mute(entry: Evidence) -> Evidence:
    value = None if entry.kind == "attachment" else entry.value
    return replace(entry, quote=None, start=None, end=None, page=None, region=(), value=value)


def leave_out_evidence(incident: Incident) -> Incident:
    """Return an incident without evidence, whose disagreements point at none."""
    conflicts = tuple(
        replace(conflict, values=tuple(replace(value, evidence=()) for value in conflict.values))
        for conflict in incident.conflicts
    )
    return replace(incident, evidence=(), conflicts=conflicts)
