"""`gawah erase`: a person or a report is destroyed for good, after a look at what would go and what stays."""

from dataclasses import dataclass
from typing import TYPE_CHECKING, Annotated

import typer

from gawah.cli.decided import NameOption, ReasonOption, name_reviewer, open_decided
from gawah.cli.stored import USUAL_DB, DbOption, IdArgument

if TYPE_CHECKING:
    from gawah.model import Text
    from gawah.store import Store

erase = typer.Typer(no_args_is_help=True, help="Destroy what is kept of a person or a report, for good.")

DryOption = Annotated[bool, typer.Option("--dry-run", help="Say what would go and what would stay; destroy nothing.")]
YesOption = Annotated[bool, typer.Option("--yes", help="Do not ask before it is destroyed.")]


@erase.command("person")
def erase_person(
    id_: IdArgument,
    person: Annotated[str, typer.Argument(metavar="NAME", help="The person, by any spelling of the name.")],
    reason: ReasonOption,
    dry_run: DryOption = False,
    yes: YesOption = False,
    name: NameOption = None,
    db: DbOption = USUAL_DB,
) -> None:
    """Destroy what coders and people said of one person of an incident. The reports' own words stay."""
    who = name_reviewer(name, reason)
    with open_decided(db) as store:
        entries = store.count_naming(id_, person)
        record = store.find_incident(id_)
        typer.echo(f"{person}: {entries} entries of the vault name this person of incident {id_}, in any spelling")
        typer.echo("what stays: the incident with its figures, and the words of the reports, where the name stands:")
        for report in record.reports:
            typer.echo(f"  {report.path or report.url or report.id}")
        typer.echo("to be rid of those as well: `gawah erase report REPORT`")
        if _is_meant(dry_run, yes):
            gone = store.erase_person(id_, person, who.name, who.time, who.reason)
            _tell_gone(gone, who.name)


@erase.command("report")
def erase_report(
    report: Annotated[str, typer.Argument(metavar="REPORT", help="Its path, URL or id, or the beginning of its id.")],
    reason: ReasonOption,
    dry_run: DryOption = False,
    yes: YesOption = False,
    name: NameOption = None,
    db: DbOption = USUAL_DB,
) -> None:
    """Destroy a report: its bytes, its text, what was read in it and decided on it. It is not taken again."""
    from gawah.review.values import find_report_input

    who = name_reviewer(name, reason)
    with open_decided(db) as store:
        text = find_report_input(store, report).text
        resting = _find_resting(store, text)
        typer.echo(f"{report}: its bytes, its text, where it came from, and all that was read in it and decided on it")
        for id_ in resting.alone:
            typer.echo(f"  incident {id_} rests on it alone, and goes with it")
        for id_ in resting.shared:
            typer.echo(f"  incident {id_} stays, on its other reports; values that only this one states go")
        if not resting.alone and not resting.shared:
            typer.echo("  no incident rests on it")
        typer.echo("what stays: that there was a report of this SHA-256, and who erased it, when and why")
        if _is_meant(dry_run, yes):
            gone = store.erase_report(text.report_id, who.name, who.time, who.reason)
            _tell_gone(gone, who.name)


@dataclass(frozen=True, slots=True)
class _Resting:
    """The incidents that rest on a report alone, and those that others tell of too."""

    alone: tuple[str, ...]
    shared: tuple[str, ...]


def _find_resting(store: "Store", text: "Text") -> _Resting:
    from gawah.model import Coding

    events = [event.id for coding in store.read(Coding, [text.sha256]) for event in coding.events]
    ids = sorted(set(store.resolve_events(events).values()))
    reports = {id_: {report.id for report in store.find_incident(id_).reports} for id_ in ids}
    alone = tuple(id_ for id_ in ids if reports[id_] <= {text.report_id})
    return _Resting(alone, tuple(id_ for id_ in ids if id_ not in alone))


def _is_meant(dry_run: bool, yes: bool) -> bool:
    """Whether to destroy it: not in a dry run, and only where whoever asks says so once more."""
    if dry_run:
        typer.echo("Nothing was destroyed: this was a dry run.")
        return False
    return yes or typer.confirm("This cannot be undone. Destroy it?", abort=True)


def _tell_gone(entries: int, name: str) -> None:
    typer.echo(f"destroyed {entries} entries of the vault, by {name}; the ledger still verifies (`gawah verify`)")
    typer.echo("Copies made before, backups and files that left are not reached.")
