"""How far those agree, field by field, who coded the same reports without seeing each other's records.

The incidents that several say a report tells of are paired first, by their main fields and by the words they rest on.
What only one of them saw is counted, and no value of it compared. Of each field two things are measured: whether those
who coded an incident say anything of it at all, and how far apart what they say is.
"""

from collections.abc import Callable, Hashable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from gawah.codebook import adopted
from gawah.evaluate.alpha import Level, measure_alpha
from gawah.evaluate.flat import flatten
from gawah.evaluate.names import fold
from gawah.evaluate.pairing import SAME_INCIDENT, pair, rate_incidents
from gawah.model import Count, Incident, Json
from gawah.record import incident_to_json

Readings = Mapping[str, Sequence[Incident]]
"""What several coders, by name, say that one report tells of."""
Value = Hashable | None


@dataclass(frozen=True, slots=True)
class FieldAgreement:
    """Agreement on one field."""

    field: str
    level: Level
    alpha: float | None
    """On what is said, where two at least say something; None where it cannot be told (see `measure_alpha`)."""
    units: int
    """Incidents of which two at least say something in the field."""
    alpha_said: float | None
    """On whether anything is said, nominal."""
    alone: int
    """Incidents of which one says something in the field, and somebody else nothing."""


@dataclass(frozen=True, slots=True)
class Agreement:
    """Agreement over all reports that several coded."""

    reports: int
    coders: tuple[str, ...]
    shared: int
    """Incidents that two coders at least saw."""
    single: Mapping[str, int]
    """Incidents that a coder alone saw."""
    fields: tuple[FieldAgreement, ...]

    def to_json(self) -> Json:
        """Return it as `gawah agreement --json` prints it."""
        fields = [
            {
                "field": f.field,
                "level": f.level,
                "alpha": f.alpha,
                "units": f.units,
                "alpha_said": f.alpha_said,
                "alone": f.alone,
            }
            for f in self.fields
        ]
        about = {"reports": self.reports, "coders": list(self.coders), "shared": self.shared}
        return {**about, "single": dict(self.single), "fields": fields}


def measure_agreement(reports: Sequence[Readings]) -> Agreement:
    """Return the agreement over reports that two coders at least coded."""
    coded = [readings for readings in reports if len(readings) > 1]
    groups = [group for readings in coded for group in pair_readings(readings)]
    shared = [group for group in groups if len(group) > 1]
    coders = sorted({name for readings in coded for name in readings})
    single = {name: sum(group.keys() == {name} for group in groups) for name in coders}
    fields = tuple(_measure(name, level, read, shared) for name, (level, read) in _list_fields().items())
    return Agreement(len(coded), tuple(coders), len(shared), single, fields)


def _measure(
    name: str, level: Level, read: Callable[[Incident], Value], groups: Sequence[Mapping[str, Incident]]
) -> FieldAgreement:
    values = [[read(incident) for incident in group.values()] for group in groups]
    said = [[value for value in unit if value is not None] for unit in values]
    compared = sum(len(unit) > 1 for unit in said)
    alone = sum(0 < len(kept) < len(unit) for kept, unit in zip(said, values, strict=True))
    told = measure_alpha([[value is not None for value in unit] for unit in values], "nominal")
    return FieldAgreement(name, level, measure_alpha(said, level), compared, told, alone)


# --- which incidents are one ------------------------------------------------------------------------------------------


def pair_readings(readings: Readings) -> list[dict[str, Incident]]:
    """Return the incidents of one report, each with what the coders who saw it say of it."""
    groups: list[dict[str, Incident]] = []
    for name, incidents in sorted(readings.items(), key=lambda item: item[0]):
        found = pair(groups, incidents, _rate, SAME_INCIDENT)
        taken = {other: group for group, other in found}
        for n, incident in enumerate(incidents):
            if n in taken:
                groups[taken[n]][name] = incident
            else:
                groups.append({name: incident})
    return groups


def _rate(group: Mapping[str, Incident], incident: Incident) -> float:
    """Return how much an incident agrees with the one that others told of, most: by its fields and by its words."""
    return max(_rate_pair(other, incident) for other in group.values())


def _rate_pair(one: Incident, other: Incident) -> float:
    first, second = (flatten(incident_to_json(incident), 0) for incident in (one, other))
    return rate_incidents(first, second) + 2 * _share_words(one, other)


def _share_words(one: Incident, other: Incident) -> float:
    """Return the share of the fewer code points that both rest on."""
    mine, theirs = (
        {at for e in i.evidence if e.role == "states" for at in range(e.start or 0, e.end or 0)} for i in (one, other)
    )
    return len(mine & theirs) / min(len(mine), len(theirs)) if mine and theirs else 0.0


# --- the fields -------------------------------------------------------------------------------------------------------

_DATE_PRECISIONS = ("day", "range", "month", "year")
_PLACE_PRECISIONS = ("exact", "settlement", "district", "province", "country")


def _list_fields() -> dict[str, tuple[Level, Callable[[Incident], Value]]]:
    """Return the fields that are compared, each with its level of measurement and how it is read."""
    overlay = adopted()
    own = {f"custom/{f.name}": _read_own(f.name, f.kind) for f in (overlay.fields.values() if overlay else ())}
    return {**_FIELDS, **own}


def _read_own(name: str, kind: str) -> tuple[Level, Callable[[Incident], Value]]:
    levels: dict[str, Level] = {"number": "interval", "date": "interval"}

    def read(incident: Incident) -> Value:
        value = incident.custom.get(name)
        if isinstance(value, Mapping):
            return _number_day(value.get("start")) if kind == "date" else fold(value.get("name") or "") or None
        return fold(value) if isinstance(value, str) else value

    return levels.get(kind, "nominal"), read


def _number_day(day: str | None) -> int | None:
    return date.fromisoformat(day).toordinal() if day else None


def _rank_in(order: Sequence[str], word: str) -> int | None:
    return order.index(word) if word in order else None


def _count(count: Count | None) -> int | None:
    return None if count is None else next((n for n in (count.best, count.low, count.high) if n is not None), None)


def _gather(values: Any) -> frozenset[str] | None:
    return frozenset(fold(value) for value in values if value) or None


_FIELDS: Mapping[str, tuple[Level, Callable[[Incident], Value]]] = {
    "type": ("nominal", lambda i: i.type),
    "also_types": ("set", lambda i: _gather(i.also_types)),
    "outcome": ("nominal", lambda i: i.outcome),
    "date": ("interval", lambda i: _number_day(i.date.start)),
    "date/precision": ("ordinal", lambda i: _rank_in(_DATE_PRECISIONS, i.date.precision)),
    "place/country": ("nominal", lambda i: i.place.country),
    "place": ("nominal", lambda i: i.place.geonameid or fold(i.place.name or "") or None),
    "place/precision": ("ordinal", lambda i: _rank_in(_PLACE_PRECISIONS, i.place.precision)),
    "killed": ("ratio", lambda i: _count(i.killed)),
    "injured": ("ratio", lambda i: _count(i.injured)),
    "abducted": ("ratio", lambda i: _count(i.abducted)),
    "attackers_killed": ("ratio", lambda i: _count(i.attackers_killed)),
    "perpetrators": ("set", lambda i: _gather(p.name for p in i.perpetrators)),
    "attribution": ("nominal", lambda i: i.perpetrators[0].attribution if i.perpetrators else None),
    "claimed": ("nominal", lambda i: i.claimed),
    "victims/status": ("set", lambda i: _gather(v.status for v in i.victims)),
    "victims/ethnic_or_religious": ("set", lambda i: _gather(w for v in i.victims for w in v.ethnic_or_religious)),
    "weapons": ("set", lambda i: _gather(w.class_ for w in i.weapons)),
    "motive": ("set", lambda i: _gather(i.motive)),
    "campaign": ("set", lambda i: _gather(i.campaign)),
    "responses": ("set", lambda i: _gather(r.type for r in i.responses)),
}
"""Counts are measured by their ratio, days by the days between, precisions by rank, lists as sets of words."""
