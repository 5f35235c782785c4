"""Sheets: incidents as rows for people to edit in a spreadsheet, and what they changed, row by row.

    write_sheet ─▶ a person edits cells ─▶ plan_sheet (a dry run) ─▶ decide_sheet

Only values that reports state are corrected, and each by a named person with a reason. Whatever else is found in an
edited sheet (rows without an id that is known, columns that are not for editing, cells that a program has mangled) is
told and does nothing. A row carries the number of the ledger at which it was written, so a value that has changed in
the store meanwhile is not overwritten unseen.
"""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Literal

from gawah.codebook import adopted, load
from gawah.errors import IncidentNotFound, ReviewError
from gawah.model import Count, Incident
from gawah.review.custom import write_custom
from gawah.review.reviewer import Reviewer
from gawah.review.shapes import read_value
from gawah.review.sheet_cells import Cell, SheetRow, read_sheet, write_table
from gawah.review.standing import grade_incident
from gawah.review.values import find_assertions, judge_value

if TYPE_CHECKING:
    from gawah.store import Store

_EDITABLE: Mapping[str, str] = {
    "title": "/title",
    "type": "/type",
    "outcome": "/outcome",
    "date": "/date",
    "place": "/place",
    "perpetrator": "/perpetrators/0",
    "killed": "/killed",
    "injured": "/injured",
    "abducted": "/abducted",
    "attackers_killed": "/attackers_killed",
    "grade": "",
}
"""Columns that may be edited, with the path of the value that each shows; a project's own fields follow."""
FIXED = ("country", "admin1", "other_perpetrators", "reports", "foreign_ids")
"""Columns that are there to be read."""
_COUNTS = ("killed", "injured", "abducted", "attackers_killed")


def list_editable() -> dict[str, str]:
    """Return the columns that may be edited, with the path of the value that each shows."""
    overlay = adopted()
    return {**_EDITABLE, **{name: f"/custom/{name}" for name in (overlay.fields if overlay else ())}}


def list_columns() -> tuple[str, ...]:
    """Return all the columns of a sheet."""
    return ("id", *list_editable(), *FIXED, "accept", "reviewer", "reason", "as_of")


@dataclass(frozen=True, slots=True)
class Allowed:
    """What an edited sheet may do only where a person says so."""

    dates: bool = False
    """Take days that a spreadsheet has turned into dates of its own."""
    formulas: bool = False
    """Take what formulas came to when the sheet was last saved."""
    emptied: bool = False
    """Reject values whose cells were emptied."""


@dataclass(frozen=True, slots=True)
class Change:
    """One decision that an edited cell asks for."""

    row: int
    id: str
    column: str
    old: str
    new: str
    verdict: Literal["correct", "accept", "reject", "grade"]
    reviewer: str
    reason: str


@dataclass(frozen=True, slots=True)
class Refused:
    """One thing in an edited sheet that does nothing, and why."""

    row: int
    id: str
    column: str
    why: str
    old: str = ""
    new: str = ""


@dataclass(frozen=True, slots=True)
class Plan:
    """What an edited sheet asks for."""

    rows: int
    changes: tuple[Change, ...]
    refused: tuple[Refused, ...]


# --- writing a sheet --------------------------------------------------------------------------------------------------


def write_sheet(store: "Store", ids: Iterable[str], path: Path) -> int:
    """Write a row for each incident to `path`, a workbook (.xlsx) or CSV; return how many. Raises ReviewError."""
    head, _ = store.read_head()
    rows = [_write_row(store, id_, head) for id_ in ids]
    book = load()
    words = {"type": book.values("incident_types"), "outcome": book.values("incident_outcomes")}
    words["grade"] = book.values("verifications")
    overlay = adopted()
    words |= {f.name: tuple(c.id for c in f.choices) for f in (overlay.fields.values() if overlay else ()) if f.choices}
    write_table(path, list_columns(), rows, (*list_editable(), "accept", "reviewer", "reason"), words)
    return len(rows)


def _write_row(store: "Store", id_: str, head: int) -> list[str]:
    record = store.find_incident(id_)
    incident, place = record.incident, record.incident.place
    others = "; ".join(actor.name for actor in incident.perpetrators[1:])
    fixed = (place.country or "", place.admin1 or "", others, str(len(record.reports)), "; ".join(incident.foreign_ids))
    return [incident.id, *say_values(incident).values(), *fixed, "", "", "", str(head)]


def say_values(incident: Incident) -> dict[str, str]:
    """Return what the columns that may be edited show of an incident."""
    said = {name: getattr(incident, name) or "" for name in ("title", "type", "outcome")}
    said |= {"date": incident.date.edtf or "", "place": incident.place.name or ""}
    said["perpetrator"] = incident.perpetrators[0].name if incident.perpetrators else ""
    said |= {name: say_count(getattr(incident, name)) for name in _COUNTS}
    own = {name: path for name, path in list_editable().items() if path.startswith("/custom/")}
    said |= {"grade": incident.verification}
    return said | {name: write_custom(incident.custom.get(name)) for name in own}


def say_count(count: Count | None) -> str:
    """Return a count as people write it in a sheet: 12, 10-14, 12+."""
    if count is None:
        return ""
    low, best, high = count.low, count.best, count.high
    if best is None:
        return f"{low}-{high}" if low is not None and high is not None else count.word or "some"
    if low == best == high:
        return str(best)
    if high is None and low == best:
        return f"{best}+"
    return f"{best} ({'' if low is None else low}–{'' if high is None else high})"


# --- what was changed -------------------------------------------------------------------------------------------------


def plan_sheet(
    store: "Store", path: Path, allowed: Allowed | None = None, reviewer: str = "", reason: str = ""
) -> Plan:
    """Return what the edited sheet at `path` asks for, and what of it does nothing; decides nothing itself.

    `reviewer` and `reason` hold for rows that name none. Raises ReviewError where it is no sheet of incidents.
    """
    sheet = read_sheet(path)
    if "id" not in sheet.heads:
        raise ReviewError(
            f"{path}: this is no sheet of incidents: it has no column `id`; gawah list --sheet writes one"
        )
    planner = _Planner(store, allowed or Allowed(), reviewer, reason)
    unknown = [head for head in sheet.heads if head and head not in list_columns()]
    if unknown:
        planner.refuse(SheetRow(1, {}), "", unknown[0], f"no column of a sheet; passed over: {', '.join(unknown)}")
    for row in sheet.rows:
        planner.look(row)
    return Plan(len(sheet.rows), tuple(planner.changes), tuple(planner.refused))


class _Planner:
    """Goes through the rows of an edited sheet."""

    def __init__(self, store: "Store", allowed: Allowed, reviewer: str, reason: str) -> None:
        self.store, self.allowed, self.reviewer, self.reason = store, allowed, reviewer, reason
        self.changes: list[Change] = []
        self.refused: list[Refused] = []
        self._seen: dict[str, int] = {}

    def refuse(self, row: SheetRow, id_: str, column: str, why: str, old: str = "", new: str = "") -> None:
        """Note what does nothing."""
        self.refused.append(Refused(row.number, id_, column, why, old, new))

    def look(self, row: SheetRow) -> None:
        """Look at one row."""
        id_ = row.words("id")
        try:
            now = self._find(row, id_)
            if now is None:
                return
            then = self._find_then(row, id_, now)
        except IncidentNotFound:
            self.refuse(row, id_, "id", "no incident has this id; nothing was created")
            return
        before, current = say_values(then), say_values(now)
        self._look_at_fixed(row, id_, now)
        asked = (self._compare(row, id_, name, before[name], current[name]) for name in list_editable())
        found = [change for change in asked if change is not None]
        found += self._list_accepted(row, id_, current, {change.column for change in found})
        for change in found:
            self._take(row, change)

    def _find(self, row: SheetRow, id_: str) -> Incident | None:
        if not id_:
            self.refuse(row, "", "id", "a row without an id: nothing is created from a sheet; add its report instead")
            return None
        now = self.store.find_incident(id_).incident
        if now.id in self._seen:
            self.refuse(row, id_, "id", f"the incident stands in row {self._seen[now.id]} already")
            return None
        self._seen[now.id] = row.number
        return now

    def _find_then(self, row: SheetRow, id_: str, now: Incident) -> Incident:
        """Return the incident as the sheet showed it when it was written."""
        as_of = row.words("as_of")
        if not as_of.isdigit():
            return now
        head, _ = self.store.read_head()
        return now if int(as_of) >= head else self.store.find_incident(id_, upto=int(as_of)).incident

    def _look_at_fixed(self, row: SheetRow, id_: str, now: Incident) -> None:
        others = "; ".join(actor.name for actor in now.perpetrators[1:])
        shown = {"country": now.place.country or "", "admin1": now.place.admin1 or "", "other_perpetrators": others}
        shown["foreign_ids"] = "; ".join(now.foreign_ids)
        for name, value in shown.items():
            if name in row.cells and row.words(name) != value:
                self.refuse(row, id_, name, "this column is not for editing", value, row.words(name))

    def _compare(self, row: SheetRow, id_: str, name: str, before: str, current: str) -> Change | None:
        """Return the decision that a cell asks for; None where it asks for none, or for one that it may not."""
        if name not in row.cells:
            return None
        cell = row.cells[name]
        new = cell.words if name in ("title", "place", "perpetrator") else cell.words.strip()
        if new in (before, current):
            return None
        if problem := self._judge_cell(cell, name, before):
            if problem != "same":
                self.refuse(row, id_, name, problem, before, new)
            return None
        if before != current:
            self.refuse(
                row, id_, name, f"it has become {current!r} in the store since the sheet was written", before, new
            )
            return None
        return self._decide(row, id_, name, before, new)

    def _judge_cell(self, cell: Cell, name: str, before: str) -> str:
        """Return why a cell is not taken as it is, "same" where a program only wrote it otherwise, or nothing."""
        if self._holds_date(name) and before in cell.days:
            return "same"
        if cell.kind == "formula" and not self.allowed.formulas:
            return "is a formula; --take-formulas takes what it came to"
        if cell.kind == "error":
            return "is an error of the spreadsheet's"
        if not self._holds_date(name):
            return "is a date, as spreadsheets make of 10-14: write it as text" if cell.kind == "date" else ""
        if len(cell.days) > 1:
            return f"may be {' or '.join(cell.days)}: write it as 2021-01-03"
        if cell.days and not self.allowed.dates:
            return f"a spreadsheet has made a date of its own of it, {cell.days[0]}: --take-dates takes it"
        return ""

    def _holds_date(self, name: str) -> bool:
        """Whether a column holds dates."""
        overlay = adopted()
        return name == "date" or bool(overlay and name in overlay.fields and overlay.fields[name].kind == "date")

    def _decide(self, row: SheetRow, id_: str, name: str, before: str, new: str) -> Change | None:
        cell = row.cells[name]
        if name == "grade":
            return self._make(row, id_, name, before, new, "grade")
        if not before:
            self.refuse(row, id_, name, "no report is known to say it; gawah review add, with its words", before, new)
            return None
        if not new.strip():
            if self.allowed.emptied:
                return self._make(row, id_, name, before, "", "reject")
            self.refuse(row, id_, name, "the cell was emptied; --reject-emptied rejects the value", before, new)
            return None
        right = cell.days[0] if cell.days and self._holds_date(name) else new
        return self._make(row, id_, name, before, right, "correct")

    def _make(
        self,
        row: SheetRow,
        id_: str,
        name: str,
        old: str,
        new: str,
        verdict: Literal["correct", "accept", "reject", "grade"],
    ) -> Change:
        who, why = row.words("reviewer") or self.reviewer, row.words("reason") or self.reason
        return Change(row.number, id_, name, old, new, verdict, who, why)

    def _list_accepted(
        self, row: SheetRow, id_: str, current: Mapping[str, str], changed: set[str]
    ) -> Iterator[Change]:
        """Yield the acceptances that a row's column `accept` asks for: names of columns, or all."""
        asked = row.words("accept").replace(",", " ").replace(";", " ").split()
        names = [name for name in list_editable() if name != "grade" and current[name]] if asked == ["all"] else asked
        for name in names:
            if name not in list_editable() or name == "grade":
                self.refuse(row, id_, "accept", f"{name!r} is no column whose value can be accepted")
            elif name in changed or not current[name]:
                self.refuse(row, id_, "accept", f"{name} is corrected in this row, or says nothing")
            else:
                yield self._make(row, id_, name, current[name], current[name], "accept")

    def _take(self, row: SheetRow, change: Change) -> None:
        """Keep a decision that can be taken."""
        try:
            Reviewer.now(change.reviewer, change.reason)
            self._try(change)
        except ReviewError as error:
            self.refuse(row, change.id, change.column, str(error), change.old, change.new)
        else:
            self.changes.append(change)

    def _try(self, change: Change) -> None:
        """Raise ReviewError where deciding would."""
        if change.verdict == "grade":
            if change.new not in load().values("verifications"):
                raise ReviewError(f"{change.new}: there is no such grade")
            return
        path = list_editable()[change.column]
        said = find_assertions(self.store, change.id, path)
        if not said:
            raise ReviewError(f"{change.id}: nothing is said under {path}")
        if change.verdict == "correct":
            for assertion in said:
                read_value(path, change.new, assertion.value)


# --- deciding ---------------------------------------------------------------------------------------------------------


def decide_sheet(store: "Store", plan: Plan) -> tuple[list[Change], list[Refused]]:
    """Take the decisions of a plan; return those taken, and those that could not be taken after all."""
    taken: list[Change] = []
    failed: list[Refused] = []
    for change in plan.changes:
        who = Reviewer.now(change.reviewer, change.reason)
        try:
            _decide(store, change, who)
        except (ReviewError, IncidentNotFound) as error:
            failed.append(Refused(change.row, change.id, change.column, str(error), change.old, change.new))
        else:
            taken.append(change)
    return taken, failed


def _decide(store: "Store", change: Change, who: Reviewer) -> None:
    if change.verdict == "grade":
        grade_incident(store, change.id, change.new, who)
        return
    right = change.new if change.verdict == "correct" else None
    judge_value(store, change.id, list_editable()[change.column], change.verdict, who, right)
