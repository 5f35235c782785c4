"""Exports: what the gate cleared, as files that other tools of the field read. One pass over it feeds all files.

    with open_store(…) as store:
        write_exports(clear_incidents(store), [Order("acled", Path("acled.csv"))])

Each file has a `datapackage.json` and a loss report beside it. A file gets its name when all of it is written and
nothing blocks; what was there before stays until then.
"""

import json
from collections.abc import Callable, Iterable, Mapping, Sequence
from contextlib import ExitStack
from dataclasses import dataclass
from pathlib import Path
from typing import Protocol

from gawah.errors import UsageError
from gawah.publish.cleared import Cleared, ClearedIncident
from gawah.publish.exports.acled import ACLED
from gawah.publish.exports.containers import CONTAINERS, Container
from gawah.publish.exports.geojson import write_feature
from gawah.publish.exports.gtd import GTD
from gawah.publish.exports.layouts import Given, Heading, Layout, Row
from gawah.publish.exports.loss import FIELDS, Loss
from gawah.publish.exports.package import describe_file
from gawah.publish.exports.table import TABLE
from gawah.publish.exports.ucdp import UCDP
from gawah.record import IncidentRecord, dumps
from gawah.whole_files import written_whole

__all__ = ["FORMATS", "Order", "Written", "hold_evidence", "write_exports"]


@dataclass(frozen=True, slots=True)
class Order:
    """One file that is wanted."""

    format: str
    """A name in `FORMATS`."""
    path: Path


@dataclass(frozen=True, slots=True)
class Written:
    """One file that was written, with what it could not hold."""

    path: Path
    loss: Loss


class _Writer(Protocol):
    headings: tuple[Heading, ...]

    def add(self, one: ClearedIncident) -> None:
        """Write what an incident is told as."""
        ...

    def close(self) -> None:
        """Write what is left."""
        ...

    def release(self) -> None:
        """Let go of the file, whatever happened; more than once does no harm."""
        ...


@dataclass(frozen=True, slots=True)
class Format:
    """A format of exports."""

    label: str
    ending: str
    """Of the file's name, where none is given."""
    open: Callable[[Path, str, Given], _Writer]
    """Takes where to write, the ending of the file that is wanted, and what the layout may use."""
    holds_evidence: bool = False


def write_exports(
    cleared: Cleared,
    orders: Sequence[Order],
    *,
    everything: bool = False,
    on_incident: Callable[[], None] | None = None,
) -> list[Written]:
    """Write files of what was cleared. Raises ReleaseBlocked, and UsageError where a file cannot be written; then none
    is there that was not before.
    """
    givens = [Given(Loss(order.format), everything, cleared.read_text) for order in orders]
    with ExitStack() as files:
        writers = [_open(order, given, files) for order, given in zip(orders, givens, strict=True)]
        for one in cleared:
            for writer in writers:
                writer.add(one)
            if on_incident:
                on_incident()
        for writer in writers:
            writer.close()
    for order, given, writer in zip(orders, givens, writers, strict=True):
        _write_beside(order, given.loss, writer.headings, cleared)
    return [Written(order.path, given.loss) for order, given in zip(orders, givens, strict=True)]


def _open(order: Order, given: Given, files: ExitStack) -> _Writer:
    part = files.enter_context(written_whole(order.path))
    writer = FORMATS[order.format].open(part, order.path.suffix.removeprefix(".").lower(), given)
    files.callback(writer.release)
    return writer


def _write_beside(order: Order, loss: Loss, headings: Sequence[Heading], cleared: Cleared) -> None:
    """Write what describes a file beside it."""
    package = describe_file(order.path, order.format, headings, cleared)
    about = json.dumps(package, ensure_ascii=False, indent=1)
    order.path.with_name(f"{order.path.name}.datapackage.json").write_text(about + "\n", encoding="utf-8", newline="\n")
    told = "\n".join(loss.tell()) + "\n"
    order.path.with_name(f"{order.path.name}.loss.md").write_text(told, encoding="utf-8", newline="\n")


# --- tables -----------------------------------------------------------------------------------------------------------


class _TableWriter:
    """Rows of one layout in one container; with `leaves`, of those incidents alone that no other is part of."""

    def __init__(self, container: Container, layout: Layout, given: Given, leaves: bool) -> None:
        self.container, self.layout, self.given, self.leaves = container, layout, given, leaves
        self.headings = layout.headings
        self.held: list[tuple[str, list[Row]]] = []
        self.wholes: set[str] = set()
        given.loss.notes += layout.notes

    def add(self, one: ClearedIncident) -> None:
        rows = list(self.layout.list_rows(one, self.given))
        if not self.leaves:
            self._write(rows)
            return
        if one.incident.part_of:
            self.wholes.add(one.incident.part_of)
        # Which incidents are umbrellas is known at the end only, so that rows wait, without their empty cells.
        self.held.append((one.incident.id, [_drop_empty(row) for row in rows]))

    def _write(self, rows: Iterable[Row]) -> None:
        written = 0
        for row in rows:
            self.container.add(row)
            written += 1
        self.given.loss.written += written
        self.given.loss.incidents += bool(written)

    def close(self) -> None:
        for id_, rows in self.held:
            if id_ in self.wholes and not self.given.everything:
                self.given.loss.left_out["others are part of it; leaves are counted"] += 1
            else:
                self._write(rows)
        self.container.close()

    def release(self) -> None:
        self.container.release()


def _drop_empty(row: Row) -> Row:
    return {name: cell for name, cell in row.items() if cell not in (None, "")}


def _open_table(layout: Layout, leaves: bool = False) -> Callable[[Path, str, Given], _Writer]:
    def open_(part: Path, ending: str, given: Given) -> _Writer:
        if ending not in CONTAINERS:
            known = ", ".join(f".{name}" for name in CONTAINERS)
            raise UsageError(f".{ending}: a table has no such form; name a file that ends in {known}")
        return _TableWriter(CONTAINERS[ending](part, layout.headings), layout, given, leaves)

    return open_


# --- one incident a line ----------------------------------------------------------------------------------------------


class _JsonlWriter:
    """Incident records, one a line; they hold everything."""

    headings: tuple[Heading, ...] = ()

    def __init__(self, part: Path, ending: str, given: Given) -> None:
        self.file, self.given = part.open("w", encoding="utf-8", newline="\n"), given

    def add(self, one: ClearedIncident) -> None:
        self.given.loss.count_dropped(one.incident, FIELDS)
        self.file.write(dumps(IncidentRecord(one.incident, one.reports)) + "\n")
        self.given.loss.written += 1
        self.given.loss.incidents += 1

    def close(self) -> None:
        self.file.close()

    release = close


class _GeoJsonWriter:
    """A FeatureCollection with the cells of our own table as properties, one feature a line."""

    headings = TABLE.headings

    def __init__(self, part: Path, ending: str, given: Given) -> None:
        self.file, self.given, self.separator = part.open("w", encoding="utf-8", newline="\n"), given, "\n"
        self.file.write('{"type":"FeatureCollection","features":[')

    def add(self, one: ClearedIncident) -> None:
        for row in TABLE.list_rows(one, self.given):
            cells = {name: cell for name, cell in row.items() if cell not in (None, "")}
            self.file.write(self.separator + write_feature(one.incident.id, one.incident.place, cells))
            self.separator = ",\n"
        self.given.loss.written += 1
        self.given.loss.incidents += 1

    def close(self) -> None:
        self.file.write("\n]}\n")
        self.file.close()

    def release(self) -> None:
        self.file.close()


FORMATS: Mapping[str, Format] = {
    "jsonl": Format("incident records with their evidence, one a line", "jsonl", _JsonlWriter, holds_evidence=True),
    "csv": Format("Gawah's own table", "csv", _open_table(TABLE)),
    "xlsx": Format("Gawah's own table as a workbook", "xlsx", _open_table(TABLE)),
    "parquet": Format("Gawah's own table as Parquet", "parquet", _open_table(TABLE)),
    "geojson": Format("points, and areas where a place is not known better", "geojson", _GeoJsonWriter),
    "acled": Format("ACLED's 31 columns", "csv", _open_table(ACLED, leaves=True)),
    "gtd": Format("GTD's 135 columns", "csv", _open_table(GTD)),
    "ucdp": Format("UCDP GED's 49 columns", "csv", _open_table(UCDP)),
}
"""The formats by their names on the command line."""


def hold_evidence(formats: Iterable[str]) -> bool:
    """Whether any of these formats holds evidence: where none does, the gate need not go through it."""
    return any(FORMATS[name].holds_evidence for name in formats)
