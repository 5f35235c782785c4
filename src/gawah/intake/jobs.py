"""Jobs: what is to be read, and how far that has come, as the store keeps it beside its ledger."""

import json
import re
import secrets
import tempfile
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import asdict, dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING, Any, Literal

from sqlalchemy import Connection, delete, insert, or_, select, update

from gawah.codebook.columns import read_columns_file
from gawah.errors import JobNotFound, UsageError
from gawah.people.tables import change, look, now
from gawah.sources.about import LIST
from gawah.store.tables import JOB_FILES, JOB_RESULTS, JOBS

if TYPE_CHECKING:
    from gawah.store import Store

State = Literal["waiting", "reading", "stopping", "asking", "done", "stopped", "failed"]
"""`asking`: a person has to agree to what the columns of a table are taken for; `failed`: whoever read broke down."""
OWN = "own"
"""The format of tables whose columns a person has to agree on."""
PATIENCE = 15
"""Seconds after which whoever reads a job, and says nothing, is taken to be gone."""
_LONGEST_NAME = 120


@dataclass(frozen=True, slots=True)
class Upload:
    """A file as it was handed over."""

    name: str
    content: bytes


@dataclass(frozen=True, slots=True)
class Wanted:
    """What is to be read."""

    files: tuple[Upload, ...] = ()
    urls: tuple[str, ...] = ()
    given: Mapping[str, str] = field(default_factory=dict)
    """What is known of all of it: published, publisher, country, year, language."""
    format: str = ""
    """Of rows that are coded already: acled, gtd, ucdp, or `OWN`."""


@dataclass(slots=True)
class Told:
    """How far a job has come."""

    files: int = 0
    files_done: int = 0
    added: int = 0
    known: int = 0
    failed: int = 0
    abstained: int = 0
    """Reports that are kept, but in a language that the coder does not read."""
    incidents: int = 0
    found: list[tuple[str, bool]] = field(default_factory=list)
    """The first of the incidents: its id, and whether reports that were there before tell of it too."""
    undecided: list[tuple[str, str]] = field(default_factory=list)
    """Pairs of incidents that may be one."""
    problem: str = ""
    """Why it came to no end."""
    tables: list[dict[str, Any]] = field(default_factory=list)
    """What the columns of tables are taken to tell, for a person to agree."""


@dataclass(frozen=True, slots=True)
class Job:
    """Reports to read, or read."""

    id: str
    by: str
    made: int
    """Seconds since 1970."""
    state: State
    wanted: Wanted
    """Without the contents of its files."""
    told: Told

    @property
    def is_open(self) -> bool:
        """Whether something still happens to it by itself."""
        return self.state in ("waiting", "reading", "stopping")


# --- asking -----------------------------------------------------------------------------------------------------------


def ask_for(store: "Store", wanted: Wanted, by: str) -> str:
    """Keep what is to be read, and return the job's id. Raises UsageError where there is nothing."""
    if not wanted.files and not wanted.urls:
        raise UsageError("there is nothing to read: choose a file, paste a text, or give an address")
    id_, named = secrets.token_hex(8), name_apart(wanted.files)
    about = {**asdict(wanted), "files": [upload.name for upload in named]}
    row = {"id": id_, "by": by, "made": now(), "state": "waiting", "beat": 0}
    with change(store) as connection:
        connection.execute(insert(JOBS), [{**row, "wanted": _pack(about), "told": _pack(asdict(Told()))}])
        _enter_files(connection, id_, named)
    return id_


def _enter_files(connection: Connection, id_: str, files: Sequence[Upload], first: int = 0) -> None:
    rows = [
        {"job": id_, "number": first + n, "name": file.name, "content": file.content} for n, file in enumerate(files)
    ]
    if rows:
        connection.execute(insert(JOB_FILES), rows)


def name_apart(files: Iterable[Upload]) -> list[Upload]:
    """Return files under names that a folder can hold, and no two alike."""
    named: dict[str, Upload] = {}
    for file in files:
        name = _clean(file.name)
        stem, dot, ending = name.partition(".")
        count = 2
        while name.casefold() in named:
            name, count = f"{stem} ({count}){dot}{ending}", count + 1
        named[name.casefold()] = Upload(name, file.content)
    return list(named.values())


def _clean(name: str) -> str:
    """Return a file's name without folders, and without what a file system or a terminal takes amiss."""
    last = re.split(r"[/\\]", name)[-1]
    plain = "".join(c for c in last if c.isprintable() and c not in '<>:"|?*').strip(" .-")
    stem, dot, ending = plain.rpartition(".")
    short = f"{stem[: _LONGEST_NAME - 10]}{dot}{ending[:10]}" if dot else plain[:_LONGEST_NAME]
    encoded = short.encode("utf-8", "ignore")[:200].decode("utf-8", "ignore")
    return encoded or "report"


def agree_on_columns(store: "Store", id_: str, files: Mapping[str, str]) -> None:
    """Say what the columns of a job's tables tell, by the tables' names, and have it read. Raises CodebookError."""
    job = find_job(store, id_)
    if job.state != "asking" or set(files) != {table["name"] for table in job.told.tables}:
        raise UsageError("nothing is asked about the columns of these tables")
    for name, said in files.items():
        _check_columns(name, said)
    told = [Upload(name + LIST, said.encode()) for name, said in files.items()]
    with change(store) as connection:
        first = len(job.wanted.files)
        _enter_files(connection, id_, told, first)
        connection.execute(update(JOBS).where(JOBS.c.id == id_).values(state="waiting"))


def _check_columns(name: str, said: str) -> None:
    with tempfile.TemporaryDirectory(prefix="gawah-") as folder:
        path = Path(folder) / (name + LIST)
        path.write_text(said, encoding="utf-8")
        read_columns_file(path)


def stop_job(store: "Store", id_: str) -> None:
    """Have a job come to an end as it is; what was stored stays stored."""
    _move(store, id_, {"waiting": "stopped", "asking": "stopped", "reading": "stopping"})


def read_again(store: "Store", id_: str) -> None:
    """Have a job that came to no end read again; what is in the store already adds nothing."""
    _move(store, id_, {"stopped": "waiting", "failed": "waiting"})


def _move(store: "Store", id_: str, steps: Mapping[State, State]) -> None:
    with change(store) as connection:
        for state, then in steps.items():
            own = update(JOBS).where(JOBS.c.id == id_, JOBS.c.state == state)
            if connection.execute(own.values(state=then)).rowcount:
                return


def forget_job(store: "Store", id_: str) -> None:
    """Keep nothing of a job any longer; what it has stored stays stored. Raises UsageError while it is read."""
    if find_job(store, id_).state in ("reading", "stopping"):
        raise UsageError("it is being read; stop it first")
    with change(store) as connection:
        connection.execute(delete(JOBS).where(JOBS.c.id == id_))
        for table in (JOB_FILES, JOB_RESULTS):
            connection.execute(delete(table).where(table.c.job == id_))


# --- looking ----------------------------------------------------------------------------------------------------------


def find_job(store: "Store", id_: str) -> Job:
    """Return a job. Raises JobNotFound."""
    with look(store) as connection:
        row = connection.execute(select(JOBS).where(JOBS.c.id == id_)).first()
    if row is None:
        raise JobNotFound(f"{id_}: no such reports are being read, or what became of them is kept no longer")
    return _take(row)


def list_jobs(store: "Store", most: int = 20) -> list[Job]:
    """Return the latest jobs, the last first."""
    with look(store) as connection:
        return [_take(row) for row in connection.execute(select(JOBS).order_by(JOBS.c.made.desc()).limit(most))]


def list_results(store: "Store", id_: str, most: int = 500) -> list[dict[str, Any]]:
    """Return what became of a job's reports, the first ones; failures before all else."""
    query = select(JOB_RESULTS.c.document).where(JOB_RESULTS.c.job == id_).order_by(JOB_RESULTS.c.number)
    with look(store) as connection:
        results = [json.loads(bytes(document)) for document in connection.execute(query).scalars()]
    return sorted(results, key=lambda result: result["outcome"] != "failed")[:most]


def _take(row: Any) -> Job:
    said = json.loads(bytes(row.wanted))
    files = tuple(Upload(name, b"") for name in said.pop("files"))
    wanted = Wanted(files, tuple(said["urls"]), said["given"], said["format"])
    return Job(row.id, row.by, row.made, row.state, wanted, Told(**json.loads(bytes(row.told))))


def read_files(store: "Store", id_: str) -> list[Upload]:
    """Return the files that are still to be read for a job."""
    query = select(JOB_FILES.c.name, JOB_FILES.c.content).where(JOB_FILES.c.job == id_).order_by(JOB_FILES.c.number)
    with look(store) as connection:
        return [Upload(row.name, bytes(row.content)) for row in connection.execute(query)]


# --- reading ----------------------------------------------------------------------------------------------------------


def claim_job(store: "Store") -> str | None:
    """Return the id of a job to read now, which nobody else then takes; None where none waits, or another is read.

    However many processes serve a store, one report is read at a time.
    """
    busy = JOBS.c.state.in_(("reading", "stopping")) & (JOBS.c.beat >= now() - PATIENCE)
    gone = (JOBS.c.state.in_(("reading", "stopping"))) & (JOBS.c.beat < now() - PATIENCE)
    query = select(JOBS.c.id, JOBS.c.state).where(or_(JOBS.c.state == "waiting", gone)).order_by(JOBS.c.made, JOBS.c.id)
    with change(store) as connection:
        row = connection.execute(query.limit(1)).first()
        if row is None or connection.execute(select(JOBS.c.id).where(busy).limit(1)).first():
            return None
        state = "stopped" if row.state == "stopping" else "reading"
        connection.execute(update(JOBS).where(JOBS.c.id == row.id).values(state=state, beat=now()))
    return claim_job(store) if state == "stopped" else str(row.id)


def has_open_jobs(store: "Store") -> bool:
    """Whether any job waits, or is being read."""
    with look(store) as connection:
        query = select(JOBS.c.id).where(JOBS.c.state.in_(("waiting", "reading", "stopping"))).limit(1)
        return connection.execute(query).first() is not None


def keep_alive(store: "Store", id_: str) -> State:
    """Say that a job is still being read, and return its state."""
    with change(store) as connection:
        connection.execute(update(JOBS).where(JOBS.c.id == id_).values(beat=now()))
        state: State = connection.execute(select(JOBS.c.state).where(JOBS.c.id == id_)).scalar() or "stopping"
    return state


def tell(store: "Store", id_: str, told: Told, results: Sequence[tuple[int, Mapping[str, Any]]] = ()) -> None:
    """Note how far a job has come, and what became of some of its reports, by their numbers."""
    rows = [{"job": id_, "number": number, "document": _pack(result)} for number, result in results]
    with change(store) as connection:
        connection.execute(update(JOBS).where(JOBS.c.id == id_).values(told=_pack(asdict(told)), beat=now()))
        numbers = [row["number"] for row in rows]
        connection.execute(delete(JOB_RESULTS).where(JOB_RESULTS.c.job == id_, JOB_RESULTS.c.number.in_(numbers)))
        if rows:
            connection.execute(insert(JOB_RESULTS), rows)


def end_job(store: "Store", id_: str, state: State, problem: str = "") -> None:
    """Note that a job is at its end; the files of one that is done go."""
    job = find_job(store, id_)
    job.told.problem = problem
    with change(store) as connection:
        connection.execute(update(JOBS).where(JOBS.c.id == id_).values(state=state, told=_pack(asdict(job.told))))
        if state == "done":
            connection.execute(delete(JOB_FILES).where(JOB_FILES.c.job == id_))


def _pack(said: Mapping[str, Any]) -> bytes:
    return json.dumps(said, ensure_ascii=False, separators=(",", ":")).encode("utf-8", "surrogatepass")
