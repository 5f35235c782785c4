"""`gawah export`: what was released, as files that other tools read."""

from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from gawah.cli.criteria import (
    CommunitiesOption,
    CountriesOption,
    DescendantsOption,
    GradesOption,
    KilledOption,
    NearOption,
    PerpetratorsOption,
    SinceOption,
    TextOption,
    TypesOption,
    UntilOption,
    WithinOption,
    YearsOption,
    take_criteria,
)
from gawah.cli.people import note_export
from gawah.cli.stored import USUAL_DB, AudienceOption, DbOption, PolicyOption
from gawah.errors import UsageError
from gawah.model import Audience

if TYPE_CHECKING:
    from gawah.publish.exports import Order, Written
    from gawah.store import Criteria


def export_incidents(
    formats: Annotated[
        list[str],
        typer.Argument(metavar="FORMAT…", help="jsonl, csv, xlsx, parquet, geojson, acled, gtd or ucdp; or several."),
    ],
    output: Annotated[
        Path | None,
        typer.Option("--output", "-o", metavar="FILE", help="Where to write it; a folder, for several formats."),
    ] = None,
    audience: AudienceOption = "public",
    year: YearsOption = None,
    since: SinceOption = None,
    until: UntilOption = None,
    country: CountriesOption = None,
    type_: TypesOption = None,
    perpetrator: PerpetratorsOption = None,
    descendants: DescendantsOption = False,
    community: CommunitiesOption = None,
    killed: KilledOption = None,
    grade: GradesOption = None,
    near: NearOption = None,
    within: WithinOption = None,
    text: TextOption = None,
    everything: Annotated[
        bool, typer.Option("--all", help="Write incidents too that the format's own rules leave out.")
    ] = False,
    policy: PolicyOption = None,
    db: DbOption = USUAL_DB,
) -> None:
    """Write what was released to files of other tools' forms, through the gate.

    Beside each file stand `FILE.datapackage.json`, which describes it, and `FILE.loss.md`, which says what the format
    could not hold and what its rules left out.
    """
    from gawah.pipeline import open_store

    if policy is not None and audience != "internal":
        raise UsageError("--policy is for --for internal: what was released leaves under the policy of its release")
    asked: dict[str, Any] = {"year": year, "since": since, "until": until, "country": country, "type": type_}
    asked |= {"perpetrator": perpetrator, "descendants": descendants, "community": community, "killed": killed}
    asked |= {"grade": grade, "near": near, "text": text}
    orders, criteria = _take_orders(formats, output), take_criteria(within, **asked)
    with open_store(db, must_exist=True) as store:
        if policy is not None:
            store.keep_view(policy)
        written = _write(store, orders, audience, criteria, everything, policy)
        note_export(store, ", ".join(one.path.name for one in written), audience)
    for one in written:
        _print_written(one)


def _take_orders(formats: list[str], output: Path | None) -> "list[Order]":
    """Return which files are wanted. Raises UsageError."""
    from gawah.publish.exports import FORMATS, Order

    for name in formats:
        if name not in FORMATS:
            raise UsageError(f"{name}: there is no format of that name; there are {', '.join(FORMATS)}")
    if len(formats) == 1 and output is not None and not output.is_dir():
        return [Order(formats[0], output)]
    if output is not None and not output.is_dir():
        raise UsageError(f"{output}: several formats need a folder that is there")
    folder = output or Path()
    names = {name: f"incidents-{name}" if name in ("acled", "gtd", "ucdp") else "incidents" for name in formats}
    return [Order(name, folder / f"{stem}.{FORMATS[name].ending}") for name, stem in names.items()]


def _write(
    store: Any, orders: "list[Order]", audience: Audience, criteria: "Criteria", everything: bool, policy: str | None
) -> "list[Written]":
    from gawah.cli.batch import show_steps
    from gawah.publish.exports import hold_evidence, write_exports
    from gawah.release import clear_incidents

    cleared = clear_incidents(store, audience, criteria, policy, hold_evidence(order.format for order in orders))
    with show_steps("incidents", store.count(criteria)) as advance:
        return write_exports(cleared, orders, everything=everything, on_incident=advance)


def _print_written(one: "Written") -> None:
    loss = one.loss
    left = sum(loss.left_out.values())
    rules = f"; {left:,} left out by the format's rules, as {one.path.name}.loss.md says" if left else ""
    typer.echo(f"{one.path}: {loss.written:,} rows of {loss.incidents:,} incidents{rules}")
