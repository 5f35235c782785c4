"""Reading a job: run by `worker` in a process of its own, so that reports meet the limits on time that they ever have.

The process ends when whoever started it does: their end of its standard input closes.
"""

import json
import os
import signal
import sys
import tempfile
import threading
import time
from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

from sqlalchemy import insert, select

from gawah.codebook import adopt, read_overlay
from gawah.codebook.columns import FIELDS, load_columns
from gawah.errors import ReportError
from gawah.intake.jobs import OWN, Job, Told, end_job, find_job, list_results, read_files, tell
from gawah.mapping import Proposal, propose_columns, write_list
from gawah.people.tables import change
from gawah.pipeline import Added, Progress, add, open_store
from gawah.review.pairs import list_undecided
from gawah.sources import Fetching
from gawah.sources.about import LIST, is_sidecar
from gawah.store.tables import ADDED

if TYPE_CHECKING:
    from gawah.store import Store

_SECONDS = 0.7
"""After which what became of reports is noted, however little it is."""
_MOST_RESULTS = 2000
"""Reports of which it is noted one by one what became of them; failures are noted ever."""
_MOST_INCIDENTS = 200


def serve() -> None:
    """Read the job that standard input names."""
    asked = json.loads(sys.stdin.readline())
    threading.Thread(target=_end_with_starter, daemon=True).start()
    if asked["codebook"]:
        adopt(read_overlay(Path(asked["codebook"])))
    with open_store(asked["db"], must_exist=True) as store:
        read_job(store, asked["job"], asked["offline"])


def _end_with_starter() -> None:
    sys.stdin.read()
    os.kill(os.getpid(), signal.SIGTERM)


def read_job(store: "Store", id_: str, offline: bool = False) -> None:
    """Read what a job asks for into the store, and note what became of it."""
    job = find_job(store, id_)
    with tempfile.TemporaryDirectory(prefix="gawah-") as folder:
        before = Path.cwd()
        os.chdir(folder)  # so that reports are called as they were when they were handed over
        try:
            state = _read_in(store, job, offline)
        finally:
            os.chdir(before)
    end_job(store, id_, state)


def _read_in(store: "Store", job: Job, offline: bool) -> Any:
    """Read a job's reports in the working directory, and return the state that the job is in then."""
    files = read_files(store, job.id)
    for file in files:
        Path(file.name).write_bytes(file.content)
    names = [file.name for file in files if not is_sidecar(Path(file.name))]
    if job.wanted.format == OWN and (asked := [name for name in names if not Path(name + LIST).exists()]):
        return "asking" if _propose(store, job, asked) else "done"
    columns = load_columns(job.wanted.format) if job.wanted.format not in ("", OWN) else None
    teller = _Teller(store, job)
    fetching = Fetching(offline)
    added = add(
        store,
        *(f"./{name}" for name in names),
        *job.wanted.urls,
        given=_take_given(job.wanted.given),
        on_progress=teller.hear,
        fetching=fetching,
        columns=columns,
        places=False,
    )
    for result in added:
        teller.note(result)
    teller.end()
    return "done"


def _take_given(given: Mapping[str, str]) -> dict[str, str | int | None]:
    return {key: int(value) if key == "year" else value for key, value in given.items() if value}


# --- what the columns of a table tell ---------------------------------------------------------------------------------


def _propose(store: "Store", job: Job, names: Sequence[str]) -> bool:
    """Note what the columns of tables are taken to tell; return whether there is anything to agree on."""
    told, results = Told(files=len(names)), []
    for n, name in enumerate(names):
        try:
            told.tables.append(_show(name, propose_columns(Path(name))))
        except ReportError as error:
            told.failed += 1
            results.append((n, _tell_failure(error)))
    tell(store, job.id, told, results)
    return bool(told.tables)


def _show(name: str, proposal: Proposal) -> dict[str, Any]:
    rows = [
        {
            "column": one.column.name,
            "examples": list(one.examples),
            "tells": FIELDS[one.column.pattern][0] if one.column.pattern else "",
            "doubts": list(one.doubts),
        }
        for one in proposal.proposed
    ]
    about = {"rows": proposal.rows, "doubts": list(proposal.doubts), "list": write_list(proposal)}
    return {"name": name, "columns": rows, **about}


def _tell_failure(error: ReportError) -> dict[str, Any]:
    return {"name": error.report, "outcome": "failed", "problem": error.problem, "remedy": error.remedy}


# --- how far it has come ----------------------------------------------------------------------------------------------


class _Teller:
    """Notes in the store what became of reports, as they are read."""

    def __init__(self, store: "Store", job: Job) -> None:
        self.store, self.job = store, job
        self.head, _ = store.read_head()
        self.told = Told(files=len(job.wanted.files) + len(job.wanted.urls))
        earlier = list_results(store, job.id, _MOST_RESULTS)
        self.earlier = {result["name"] for result in earlier if result["outcome"] == "added"}
        self.waiting: list[tuple[int, dict[str, Any]]] = []
        self.reports: list[str] = []
        self.texts: set[str] = set()
        self.ids: dict[str, None] = {}
        self.number, self.since = 0, time.monotonic()

    def hear(self, progress: Progress) -> None:
        """Take in how far reading has come."""
        self.told.files, self.told.files_done = progress.files, progress.files_done
        self._tell_in_time()

    def note(self, result: Added | ReportError) -> None:
        """Take in what became of a report."""
        said = _tell_failure(result) if isinstance(result, ReportError) else self._tell_added(result)
        if self.number < _MOST_RESULTS or said["outcome"] == "failed":
            self.waiting.append((self.number, said))
        self.number += 1
        setattr(self.told, said["outcome"], getattr(self.told, said["outcome"]) + 1)
        self._tell_in_time()

    def _tell_added(self, added: Added) -> dict[str, Any]:
        source, coding = added.reading.source, added.reading.coding
        name = source.acquisition.path or source.acquisition.url or source.report.id
        is_known = (
            self.store.has_before(source.report.id, self.head) and name not in self.earlier
        )  # by a broken-off run
        self.reports.append(source.report.id)
        self.texts.add(source.text.sha256)
        told = added.incidents or tuple(self.store.resolve_events(event.id for event in coding.events).values())
        self.ids |= dict.fromkeys(told)
        self.told.abstained += coding.abstained
        self.told.incidents = len(self.ids)
        return {
            "name": name,
            "outcome": "known" if is_known else "added",
            "report": source.report.id,
            "incidents": sorted(set(told)),
            "language": source.text.language if coding.abstained else None,
            "left_out": sorted({omission.reason for omission in coding.omissions}),
        }

    def _tell_in_time(self) -> None:
        if time.monotonic() - self.since > _SECONDS:
            self._tell()

    def _tell(self) -> None:
        tell(self.store, self.job.id, self.told, self.waiting)
        _note_adder(self.store, self.reports, self.job.by)
        self.waiting, self.reports, self.since = [], [], time.monotonic()

    def end(self) -> None:
        """Note what all of it tells of, now that it is linked to what was there."""
        ids = sorted(self.store.resolve_ids(self.ids))
        records = [self.store.find_incident(id_) for id_ in ids[:_MOST_INCIDENTS]]
        self.told.incidents, self.told.files_done = len(ids), self.told.files
        self.told.found = [
            (r.incident.id, any(header.text_sha256 not in self.texts for header in r.reports)) for r in records
        ]
        pairs = [(r.incident.id, other.other) for r in records for other in list_undecided(self.store, r.incident.id)]
        self.told.undecided = sorted({(min(pair), max(pair)) for pair in pairs})
        self._tell()


def _note_adder(store: "Store", reports: Iterable[str], by: str) -> None:
    """Note who added reports, for those who see only their own."""
    with change(store) as connection:
        for report in dict.fromkeys(reports):
            own = (ADDED.c.report == report) & (ADDED.c.account == by)
            if connection.execute(select(ADDED.c.report).where(own)).first() is None:
                connection.execute(insert(ADDED), [{"report": report, "account": by}])
