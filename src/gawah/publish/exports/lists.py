"""What exports to ACLED, GTD and UCDP have in common: actors, sources, notes, the cells of rows from there."""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from functools import cache
from importlib.resources import files
from typing import Any

import yaml

from gawah import wording
from gawah.account import list_conflicts
from gawah.codebook import load
from gawah.codebook.columns import Columns
from gawah.codebook.rows import read_row
from gawah.model import Count, Incident, Perpetrator
from gawah.publish.cleared import ClearedIncident
from gawah.publish.exports.layouts import Cell, Given, Heading, Kind, Layout, Row

ARMED = frozenset({"armed_group", "state_forces", "political_group", "communal_group"})
JOIN = "; "


def lay_out(
    columns: Columns,
    kinds: Mapping[str, Kind],
    held: Sequence[str],
    tell: Callable[[ClearedIncident], Mapping[str, Cell]],
    notes: tuple[str, ...],
    find_rule: Callable[[Incident], str | None] = lambda incident: None,
) -> Layout:
    """Return the layout of a list, one row an incident.

    `tell` gives the cells of one that is told anew, `held` are the fields that they hold, and `find_rule` says by which
    rule of the list an incident is left out. A row that came from the list itself is never left out.
    """

    def list_rows(one: ClearedIncident, given: Given) -> Iterator[Row]:
        row = find_row(one, given, columns)
        rule = None if row or given.everything else find_rule(one.incident)
        if rule:
            given.loss.left_out[rule] += 1
            return
        given.loss.count_dropped(one.incident, held)
        yield row if row and is_untouched(one) else lay_over(row, tell(one))

    return Layout(columns.name, head(columns, kinds), list_rows, notes)


def head(columns: Columns, kinds: Mapping[str, Kind]) -> tuple[Heading, ...]:
    """Return the headings of a list, in its order."""
    return tuple(Heading(name, kinds.get(name, "string")) for name in columns.columns)


@cache
def read_numbers() -> Mapping[str, int]:
    """Return the number of each country of ISO 3166-1 by its letters."""
    entries: Any = yaml.safe_load((files("gawah.codebook") / "iso_numbers.yaml").read_text(encoding="utf-8"))
    return {str(code): int(number) for code, number in entries.items()}


def cross(type_: str | None, scheme: str) -> str | None:
    """Return what a list calls a type of incident; None where it has no name for it."""
    entry = load().vocabulary("incident_types").get(type_ or "")
    codes = entry.crosswalk.get(scheme, ()) if entry else ()
    return codes[0] if codes else None


def add_counts(*counts: Count | None) -> Count | None:
    """Return the sum of counts, None where none is told; a bound that one of them lacks, the sum lacks too."""
    told = [count for count in counts if count]
    if not told:
        return None
    low, best, high = (_add(getattr(count, bound) for count in told) for bound in ("low", "best", "high"))
    return Count(low, best, high)


def _add(numbers: Iterable[int | None]) -> int | None:
    held = list(numbers)
    return None if None in held else sum(number for number in held if number is not None)


def list_doers(incident: Incident) -> list[Perpetrator]:
    """Return the perpetrators, without those who deny it with nobody accusing them, or were acquitted."""
    return [actor for actor in incident.perpetrators if actor.attribution not in ("denied", "acquitted")]


def list_sources(one: ClearedIncident) -> list[str]:
    """Return who published the reports, else where they stand."""
    return list(dict.fromkeys(r.publisher or r.url or r.title or r.id for r in one.reports))


def write_notes(one: ClearedIncident) -> str:
    """Return the incident in sentences: who says it, what is disputed, and how it was laid to whom."""
    return " ".join(_write_sentences(one.incident))


def _write_sentences(incident: Incident) -> Iterator[str]:
    yield f"{wording.say_headline(incident)}."
    for name in ("killed", "injured", "abducted"):
        count: Count | None = getattr(incident, name)
        if count:
            yield f"{wording.capitalise(name)}: {wording.say_count(count)}."
    if not incident.killed:
        yield "No report says whether anybody was killed."
    for actor in incident.perpetrators:
        bases = [wording.say_attribution(a) for a in actor.attributions] or [load().words_for(actor.attribution)]
        yield f"{wording.neutralise(actor.name)}: {'; '.join(bases)}."
    for conflict in list_conflicts(incident):
        rivals = [wording.say_value(conflict.path, rival.value) for rival in conflict.values]
        yield f"Reports disagree on {wording.name_field(conflict.path).lower()}: also {', '.join(rivals)}."


def find_row(one: ClearedIncident, given: Given, columns: Columns) -> dict[str, str]:
    """Return the cells of the row by which a list tells of an incident, where it came from there; else nothing."""
    lead = f"{columns.name}:"
    if not any(id_.startswith(lead) for id_ in one.incident.foreign_ids):
        return {}
    for report in one.reports:
        text = given.read_text(report.text_sha256) if report.kind == "dataset" else None
        cells = {cell.column: cell.value for cell in read_row(text)} if text else {}
        if all(name in cells for name in columns.needs):
            return cells
    return {}


def is_untouched(one: ClearedIncident) -> bool:
    """Whether an incident is what one row says, and no person or other report says more."""
    return len(one.reports) == 1 and not any(e.coder.startswith("person") for e in one.incident.evidence)


def find_foreign_id(incident: Incident, columns: Columns) -> str | None:
    """Return the id that a list gave an incident."""
    lead = f"{columns.name}:"
    return next((id_.removeprefix(lead) for id_ in incident.foreign_ids if id_.startswith(lead)), None)


def lay_over(row: Mapping[str, Cell], told: Mapping[str, Cell]) -> dict[str, Cell]:
    """Return the cells of a row with those that are told anew in their place; what is not told stays."""
    return {**row, **{name: cell for name, cell in told.items() if cell not in (None, "")}}


def join(values: Sequence[str | None], separator: str = JOIN) -> str:
    """Return what is told of `values` in one cell."""
    return separator.join(dict.fromkeys(value for value in values if value))
