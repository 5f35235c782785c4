"""`gawah review person|name …`: what people decide on what may leave the project."""

import json
from collections.abc import Sequence
from dataclasses import asdict
from typing import TYPE_CHECKING, Annotated

import typer

from gawah.cli.commands import tell_examples
from gawah.cli.decided import NameOption, PathArgument, ReasonOption, name_reviewer, open_decided
from gawah.cli.review import review
from gawah.cli.stored import USUAL_DB, DbOption, IdArgument
from gawah.model import PersonStatus

if TYPE_CHECKING:
    from gawah.review import Request

__all__ = ["review"]

PersonArgument = Annotated[str, typer.Argument(metavar="NAME", help="The person's name, in any spelling.")]
InOption = Annotated[
    str | None, typer.Option("--in", metavar="ID", help="In this incident only. [default: in the whole project]")
]


@review.command(
    "person",
    epilog=tell_examples(
        "gawah review person 'Ilva Brandt' public_role --reason 'mayor of Tarsk'",
        "gawah review person 'Ilva Brandt' private --in ab3de6gh2j --reason 'there as a mother'",
    ),
)
def mark_person(
    person: PersonArgument,
    status: Annotated[PersonStatus, typer.Argument(metavar="STATUS", help="private or public_role.")],
    reason: ReasonOption,
    within: InOption = None,
    name: NameOption = None,
    db: DbOption = USUAL_DB,
) -> None:
    """Say that a person is in a public role, or private as everybody is unless somebody says otherwise."""
    from gawah import review as decisions

    who = name_reviewer(name, reason)
    with open_decided(db) as store:
        decisions.mark_status(store, person, status, who, within)
    typer.echo(f"{person}: {status.replace('_', ' ')}, by {who.name}")


@review.command(
    "name",
    epilog=tell_examples(
        "gawah review name 'Mirel Anders' withheld --reason 'a witness'",
        "gawah review name 'Mirel Anders' released --in ab3de6gh2j --reason 'his family asked for it'",
    ),
)
def mark_name(
    person: PersonArgument,
    stands: Annotated[str, typer.Argument(metavar="STANDS", help="released or withheld.")],
    reason: ReasonOption,
    within: InOption = None,
    name: NameOption = None,
    db: DbOption = USUAL_DB,
) -> None:
    """Say that a name may be published, or must never be, wherever it stands and however it is spelled."""
    from gawah import review as decisions

    who = name_reviewer(name, reason)
    with open_decided(db) as store:
        decisions.mark_name(store, person, stands, who, within)
    typer.echo(f"{person}: {stands}, by {who.name}")


CourtOption = Annotated[str, typer.Option("--court", metavar="COURT", help="Which court.")]
DateOption = Annotated[str, typer.Option("--date", metavar="DATE", help="When, as 2021-01-03.")]
ForOption = Annotated[str, typer.Option("--in", metavar="ID", help="In which incident.")]


@review.command(
    "convicted",
    epilog=tell_examples(
        "gawah review convicted 'Mirel Anders' --in ab3de6gh2j --court 'High Court of Tarsk' --date 2032-01-02 --final"
        " --reason 'judgment of the day'",
    ),
)
def mark_conviction(
    person: PersonArgument,
    within: ForOption,
    court: CourtOption,
    date: DateOption,
    reason: ReasonOption,
    ordinary: Annotated[
        bool,
        typer.Option("--ordinary/--special", help="Whether it is an ordinary court, and no special or military one."),
    ] = True,
    final: Annotated[bool, typer.Option("--final/--not-final", help="Whether no appeal is open any more.")] = False,
    name: NameOption = None,
    db: DbOption = USUAL_DB,
) -> None:
    """Say that a court found somebody guilty. Only an ordinary court's final word lets a private person be named."""
    from gawah import review as decisions

    who = name_reviewer(name, reason)
    with open_decided(db) as store:
        decisions.mark_conviction(store, person, within, court, date, who, ordinary=ordinary, final=final)
    named = "may be named" if ordinary and final else "is not named: only an ordinary court's final word does that"
    typer.echo(f"{person}: convicted by {court}, {date}, by {who.name}; the person {named}")


@review.command(
    "acquitted",
    epilog=tell_examples(
        "gawah review acquitted 'Mirel Anders' --in ab3de6gh2j --court 'Supreme Court' --date 2033-05-01"
        " --reason 'on appeal'"
    ),
)
def mark_acquittal(
    person: PersonArgument,
    within: ForOption,
    court: CourtOption,
    date: DateOption,
    reason: ReasonOption,
    name: NameOption = None,
    db: DbOption = USUAL_DB,
) -> None:
    """Say that a court cleared somebody: an earlier conviction counts no longer, and the name stays inside."""
    from gawah import review as decisions

    who = name_reviewer(name, reason)
    with open_decided(db) as store:
        decisions.mark_acquittal(store, person, within, court, date, who)
    typer.echo(f"{person}: acquitted by {court}, {date}, by {who.name}; the person is not named")


@review.command(
    "blur",
    epilog=tell_examples(
        "gawah review blur ab3de6gh2j admin2 --reason 'a hamlet of ten houses'",
        "gawah review blur ab3de6gh2j grid:20km --reason 'a shelter'",
    ),
)
def blur_place(
    id_: IdArgument,
    to: Annotated[str, typer.Argument(metavar="TO", help="admin2, admin1, country, grid:10km or radius:25km.")],
    reason: ReasonOption,
    name: NameOption = None,
    db: DbOption = USUAL_DB,
) -> None:
    """Make a place less precise wherever the incident leaves to; what leaves says that it was."""
    from gawah import review as decisions

    who = name_reviewer(name, reason)
    with open_decided(db) as store:
        decisions.blur_place(store, id_, to, who)
    typer.echo(f"{id_}: place blurred to {to}, by {who.name}")


@review.command("hold", epilog=tell_examples("gawah review hold ab3de6gh2j /victims/0/occupation --reason 'tells who'"))
def hold_value(
    id_: IdArgument, path: PathArgument, reason: ReasonOption, name: NameOption = None, db: DbOption = USUAL_DB
) -> None:
    """Keep one value inside, with its words, when the incident leaves."""
    from gawah import review as decisions

    who = name_reviewer(name, reason)
    with open_decided(db) as store:
        decisions.hold_value(store, id_, path, who)
    typer.echo(f"{id_} {path}: held back, by {who.name}")


@review.command(
    "label",
    epilog=tell_examples(
        "gawah review label ab3de6gh2j informer released --reason 'the point of the record; no names'"
    ),
)
def mark_label(
    id_: IdArgument,
    label: Annotated[
        str,
        typer.Argument(metavar="LABEL", help="informer, collaborator, sexual_violence, apostasy or orientation."),
    ],
    stands: Annotated[str, typer.Argument(metavar="STANDS", help="released or withheld.")],
    reason: ReasonOption,
    name: NameOption = None,
    db: DbOption = USUAL_DB,
) -> None:
    """Let a label that can endanger people be told of an incident. Nobody harmed in it is then named."""
    from gawah import review as decisions

    who = name_reviewer(name, reason)
    with open_decided(db) as store:
        decisions.mark_label(store, id_, label, stands, who)
    typer.echo(f"{id_}: label {label} {stands}, by {who.name}")


@review.command(
    "attachment",
    epilog=tell_examples(
        "gawah review attachment ab3de6gh2j 1f9a3c released --reason 'the coffins, and nobody to be known'",
        "gawah review attachment ab3de6gh2j 1f9a3c withheld --reason 'his family asked for it'",
    ),
)
def mark_attachment(
    id_: IdArgument,
    attachment: Annotated[str, typer.Argument(metavar="ATTACHMENT", help="By its id or the beginning of it.")],
    stands: Annotated[str, typer.Argument(metavar="STANDS", help="released or withheld.")],
    reason: ReasonOption,
    name: NameOption = None,
    db: DbOption = USUAL_DB,
) -> None:
    """Let be told outside what people saw in a file: its hash, where in it, and their words. The file stays inside."""
    from gawah import review as decisions

    who = name_reviewer(name, reason)
    with open_decided(db) as store:
        decisions.release_attachment(store, id_, attachment, stands, who)
    typer.echo(f"{id_}: what attachment {attachment} shows is {stands}, by {who.name}")


@review.command(
    "override",
    epilog=tell_examples(
        "gawah review override ab3de6gh2j small_cells --reason 'the family published it'",
        "gawah review override ab3de6gh2j perpetrator --person 'Mirel Anders' --reason 'he claimed it in court'",
    ),
)
def override_check(
    id_: IdArgument,
    check: Annotated[str, typer.Argument(metavar="CHECK", help="small_cells or perpetrator.")],
    reason: ReasonOption,
    person: Annotated[str | None, typer.Option("--person", metavar="NAME", help="Whom, for perpetrator.")] = None,
    name: NameOption = None,
    db: DbOption = USUAL_DB,
) -> None:
    """Overrule a check of the gate for one incident, with a reason."""
    from gawah import review as decisions

    who = name_reviewer(name, reason)
    with open_decided(db) as store:
        decisions.override_check(store, id_, check, who, person)
    typer.echo(f"{id_}: {check} overruled, by {who.name}")


@review.command(
    "request",
    epilog=tell_examples("gawah review request ab3de6gh2j 'the age is wrong' --from 'a relative' --reason 'by e-mail'"),
)
def request_correction(
    id_: IdArgument,
    asks: Annotated[str, typer.Argument(metavar="WORDS", help="What is to be put right.")],
    by: Annotated[str, typer.Option("--from", metavar="WHO", help="Who asks.")],
    reason: ReasonOption,
    name: NameOption = None,
    db: DbOption = USUAL_DB,
) -> None:
    """Note that somebody asks for a correction. It changes nothing; `gawah review requests` lists it."""
    from gawah import review as decisions

    who = name_reviewer(name, reason)
    with open_decided(db) as store:
        decisions.request_correction(store, id_, asks, by, who)
    typer.echo(f"{id_}: correction asked for by {by}, noted by {who.name}")


@review.command(
    "requests",
    epilog=tell_examples("gawah review requests", "gawah review requests --all", "gawah review requests --json"),
)
def print_requests(
    everything: Annotated[bool, typer.Option("--all", help="Those too that were answered.")] = False,
    as_json: Annotated[bool, typer.Option("--json", help="Print one JSON object a line.")] = False,
    db: DbOption = USUAL_DB,
) -> None:
    """Show the corrections that somebody asks for and that nobody has answered yet, the oldest first."""
    from gawah.review import list_requests

    with open_decided(db) as store:
        known = list_requests(store)
    shown = [request for request in known if everything or request.answer is None]
    if as_json:
        for request in shown:
            typer.echo(json.dumps(asdict(request), ensure_ascii=False))
    elif shown:
        _print_requests(shown)
    else:
        typer.echo("no correction that was asked for is without an answer" if known else "nobody asks for a correction")


def _print_requests(requests: "Sequence[Request]") -> None:
    from rich.table import Table

    from gawah.cli.page import open_console
    from gawah.wording import neutralise

    table = Table(box=None, pad_edge=False, header_style="bold")
    for heading in ("request", "when", "incident", "who asks", "what", "noted by", "answer"):
        table.add_column(heading, overflow="fold")
    for one in requests:
        answer = f"{one.answer.says} ({one.answer.by}, {one.answer.time[:10]})" if one.answer else "-"
        words = (one.incident or "none any more", one.asked_by, one.asks, one.noted_by, answer)
        table.add_row(one.id[:10], one.time[:10], *map(neutralise, words))
    open_console().print(table)


@review.command(
    "answer",
    epilog=tell_examples(
        "gawah review answer 3f0c19ab72 'the age was corrected' --reason 'the school has a list'",
        "gawah review answer 3f0c19ab72 'two reports say so; nothing was changed' --reason 'looked at again'",
    ),
)
def answer_request(
    request: Annotated[
        str, typer.Argument(metavar="REQUEST", help="The request, by its id in `gawah review requests`.")
    ],
    says: Annotated[str, typer.Argument(metavar="WORDS", help="What became of it.")],
    reason: ReasonOption,
    name: NameOption = None,
    db: DbOption = USUAL_DB,
) -> None:
    """Note what became of a correction that was asked for. It is put right, where it is, by decisions of their own."""
    from gawah import review as decisions

    who = name_reviewer(name, reason)
    with open_decided(db) as store:
        answered = decisions.answer_request(store, request, says, who)
    typer.echo(f"{answered.id[:10]}: answered to {answered.asked_by}, by {who.name}")


@review.command("withdraw", epilog=tell_examples("gawah review withdraw ab3de6gh2j --reason 'the family asks for it'"))
def withdraw_incident(id_: IdArgument, reason: ReasonOption, name: NameOption = None, db: DbOption = USUAL_DB) -> None:
    """Take back an incident that was released. The next export has a tombstone in its place, without any name."""
    from gawah import review as decisions

    who = name_reviewer(name, reason)
    with open_decided(db) as store:
        decisions.withdraw_incident(store, id_, who)
    typer.echo(f"{id_}: withdrawn, by {who.name}")
