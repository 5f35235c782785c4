"""`gawah review`, `gawah undo`, `gawah log`: what people decide on an incident, and how it is taken back."""

from typing import TYPE_CHECKING, Annotated

import typer

from gawah.cli.commands import tell_examples
from gawah.cli.decided import NameOption, OtherArgument, PathArgument, ReasonOption, name_reviewer, open_decided
from gawah.cli.stored import USUAL_DB, AudienceOption, DbOption, IdArgument, PolicyOption
from gawah.errors import UsageError
from gawah.model import short_id

if TYPE_CHECKING:
    from collections.abc import Mapping

    from gawah.model import Verdict
    from gawah.review import Judgement

review = typer.Typer(no_args_is_help=True, help="Decide on what was read: on values, on merges, on verification.")


# --- values -----------------------------------------------------------------------------------------------------------


def _judge(
    db: str,
    id_: str,
    path: str,
    verdict: "Verdict",
    name: str | None,
    reason: str,
    right: str | None = None,
    voice: "Mapping[str, str | None] | None" = None,
) -> None:
    from gawah.review import judge_value

    who, path = name_reviewer(name, reason), "/" + path.strip("/")
    with open_decided(db) as store:
        reviews = judge_value(store, id_, path, verdict, who, right, voice=voice)
    texts = len({r.text_sha256 for r in reviews})
    past = {"accept": "accepted", "reject": "rejected", "correct": "corrected"}[verdict]
    typer.echo(f"{id_} {path}: {past} in {texts} report{'s' if texts > 1 else ''}, by {who.name}")


@review.command("accept", epilog=tell_examples("gawah review accept ab3de6gh2j /killed --reason 'three papers say so'"))
def accept_value(
    id_: IdArgument, path: PathArgument, reason: ReasonOption, name: NameOption = None, db: DbOption = USUAL_DB
) -> None:
    """Say that a value was read rightly. It then goes before all others."""
    _judge(db, id_, path, "accept", name, reason)


@review.command("reject", epilog=tell_examples("gawah review reject ab3de6gh2j /perpetrators/0 --reason 'a victim'"))
def reject_value(
    id_: IdArgument, path: PathArgument, reason: ReasonOption, name: NameOption = None, db: DbOption = USUAL_DB
) -> None:
    """Say that a value was read wrongly. No coder proposes it again from these words."""
    _judge(db, id_, path, "reject", name, reason)


SpeakerOption = Annotated[
    str | None, typer.Option("--speaker", metavar="WHO", help="Who says so in the report, if not the report itself.")
]
RoleOption = Annotated[
    str | None, typer.Option("--role", metavar="ROLE", help="As what: police_or_military, witness, court …")
]
BasisOption = Annotated[
    str, typer.Option("--basis", metavar="BASIS", help="On what basis an act is laid to somebody: claimed, suspected …")
]


@review.command(
    "correct",
    epilog=tell_examples(
        "gawah review correct ab3de6gh2j /killed 12 --reason 'a list of 12'",
        "gawah review correct ab3de6gh2j /perpetrators/0 --speaker 'the governor' --basis suspected --reason misread",
    ),
)
def correct_value(
    id_: IdArgument,
    path: PathArgument,
    reason: ReasonOption,
    value: Annotated[
        str | None, typer.Argument(metavar="[VALUE]", help="The right value: 12, 10-14, 2021-01-03, bombing.")
    ] = None,
    speaker: SpeakerOption = None,
    role: RoleOption = None,
    basis: Annotated[str | None, typer.Option("--basis", metavar="BASIS", help="On what basis it is said.")] = None,
    name: NameOption = None,
    db: DbOption = USUAL_DB,
) -> None:
    """Give the right value for words that were read wrongly, or say who says it, and on what basis."""
    said = {"speaker": speaker, "speaker_role": role, "basis": basis}
    voice = {part: words or None for part, words in said.items() if words is not None}
    if value is None and not voice:
        raise UsageError(f"{path}: say what is right: a value, or --speaker, --role, --basis")
    _judge(db, id_, path, "correct", name, reason, value, voice)


ValueArgument = Annotated[str, typer.Argument(metavar="VALUE", help="The value: 12, 2021-01-03, bombing, a name.")]
ReportOption = Annotated[
    str, typer.Option("--report", metavar="REPORT", help="Which report says so: its path, URL, title or id.")
]
QuoteOption = Annotated[
    str, typer.Option("--quote", metavar="WORDS", help="Its words, exactly as `gawah text` prints them.")
]
PartOption = Annotated[
    list[str] | None,
    typer.Option("--with", metavar="PART=VALUE", help="What else the words say of it, as outcome=killed."),
]


@review.command(
    "add",
    epilog=tell_examples(
        "gawah review add ab3de6gh2j /killed 12 --report a.txt --quote 'twelve died' --reason missed",
        "gawah review add ab3de6gh2j /victims miners --with count=11 --with outcome=killed --report a.txt"
        " --quote 'eleven miners died' --reason missed",
    ),
)
def add_value(
    id_: IdArgument,
    path: PathArgument,
    value: ValueArgument,
    report: ReportOption,
    quote: QuoteOption,
    reason: ReasonOption,
    parts: PartOption = None,
    speaker: SpeakerOption = None,
    role: RoleOption = None,
    basis: BasisOption = "reported_as_fact",
    name: NameOption = None,
    db: DbOption = USUAL_DB,
) -> None:
    """Add a value that no coder saw, with the words that say it."""
    from gawah import review as decisions
    from gawah.pipeline import link_new

    who, witness = name_reviewer(name, reason), decisions.Witness(quote, None, speaker, role, basis)
    with open_decided(db) as store:
        decisions.add_value(store, id_, path, value, report, witness, who, _read_parts(parts))
        link_new(store, store.list_events(id_))
    typer.echo(f"{id_} {path}: added, by {who.name}")


@review.command(
    "new",
    epilog=tell_examples(
        "gawah review new /type bombing --report a.txt --quote 'a bomb went off' --reason 'not read'",
        "gawah review new /place 'Herat, Afghanistan' --report b.txt --quote 'در هرات' --reason 'coded by hand'",
    ),
)
def start_incident(
    path: PathArgument,
    value: ValueArgument,
    report: Annotated[str, typer.Option(metavar="REPORT", help="Which report tells of it: its path, URL or id.")],
    quote: QuoteOption,
    reason: ReasonOption,
    parts: PartOption = None,
    speaker: SpeakerOption = None,
    role: RoleOption = None,
    basis: BasisOption = "reported_as_fact",
    name: NameOption = None,
    db: DbOption = USUAL_DB,
) -> None:
    """Code an incident by hand that no coder saw, in a report of any language, from its first value on."""
    from gawah import review as decisions
    from gawah.pipeline import link_new

    who, witness = name_reviewer(name, reason), decisions.Witness(quote, None, speaker, role, basis)
    with open_decided(db) as store:
        coding = decisions.start_incident(store, report, path, value, witness, who, _read_parts(parts))
        link_new(store)
    id_ = short_id(coding.events[0].id)
    typer.echo(f"{id_}: coded by {who.name}; add what else is said of it with `gawah review add {id_} …`")


def _read_parts(given: list[str] | None) -> dict[str, str]:
    """Return what else is said of an item. Raises UsageError."""
    parts = {name.strip(): value for name, is_, value in (part.partition("=") for part in given or ()) if is_}
    if len(parts) != len(given or ()):
        raise UsageError("--with takes a part and what it is, once each, as outcome=killed")
    return parts


# --- which incidents are one ------------------------------------------------------------------------------------------


def _judge_pair(db: str, one: str, other: str, judgement: "Judgement", name: str | None, reason: str) -> None:
    from gawah.review import judge_pair

    who = name_reviewer(name, reason)
    with open_decided(db) as store:
        judge_pair(store, one, other, judgement, who)
        now = sorted({store.resolve_id(one), store.resolve_id(other)})
    typer.echo(f"{one}, {other}: {judgement}, by {who.name}; now {' and '.join(now)}")


@review.command("same", epilog=tell_examples("gawah review same ab3de6gh2j cd4fg7hi3k --reason 'one market, one day'"))
def call_same(
    id_: IdArgument, other: OtherArgument, reason: ReasonOption, name: NameOption = None, db: DbOption = USUAL_DB
) -> None:
    """Say that two incidents are one."""
    _judge_pair(db, id_, other, "same", name, reason)


@review.command("different", epilog=tell_examples("gawah review different ab3de6gh2j cd4fg7hi3k --reason 'two bombs'"))
def call_different(
    id_: IdArgument, other: OtherArgument, reason: ReasonOption, name: NameOption = None, db: DbOption = USUAL_DB
) -> None:
    """Say that two incidents are two, and keep them so."""
    _judge_pair(db, id_, other, "different", name, reason)


@review.command("unsure", epilog=tell_examples("gawah review unsure ab3de6gh2j cd4fg7hi3k --reason 'no day is told'"))
def call_unsure(
    id_: IdArgument, other: OtherArgument, reason: ReasonOption, name: NameOption = None, db: DbOption = USUAL_DB
) -> None:
    """Say that it cannot be told whether two incidents are one."""
    _judge_pair(db, id_, other, "unsure", name, reason)


@review.command("split", epilog=tell_examples("gawah review split ab3de6gh2j a.txt --reason 'the second bomb'"))
def split_incident(
    id_: IdArgument,
    reports: Annotated[list[str], typer.Argument(metavar="REPORT…", help="What to take out: paths, URLs or titles.")],
    reason: ReasonOption,
    name: NameOption = None,
    db: DbOption = USUAL_DB,
) -> None:
    """Take what some reports tell out of an incident."""
    from gawah import review as decisions

    who = name_reviewer(name, reason)
    with open_decided(db) as store:
        links = decisions.split_incident(store, id_, reports, who)
        now = sorted({store.resolve_id(short_id(link.from_event)) for link in links})
    typer.echo(f"{id_}: taken out as {', '.join(now)}, by {who.name}")


@review.command("part-of", epilog=tell_examples("gawah review part-of ab3de6gh2j cd4fg7hi3k --reason 'one of 3 bombs'"))
def put_under(
    id_: IdArgument, other: OtherArgument, reason: ReasonOption, name: NameOption = None, db: DbOption = USUAL_DB
) -> None:
    """Say that an incident is part of another, whose figures include it."""
    from gawah import review as decisions

    who = name_reviewer(name, reason)
    with open_decided(db) as store:
        decisions.put_under(store, id_, other, who)
    typer.echo(f"{id_}: part of {other}, by {who.name}")


@review.command(
    "response-to",
    epilog=tell_examples(
        "gawah review response-to ab3de6gh2j/r2 cd4fg7hi3k --reason 'it was the other strike'",
        "gawah review response-to ab3de6gh2j/r4 ab3de6gh2j/r2 --reason 'it criticises the refusal'",
    ),
)
def answer(
    response: Annotated[
        str, typer.Argument(metavar="RESPONSE", help="A response: ID/r2, an incident's second, or its id.")
    ],
    target: Annotated[str, typer.Argument(metavar="TARGET", help="What it answers: an incident's id, or a response.")],
    reason: ReasonOption,
    name: NameOption = None,
    db: DbOption = USUAL_DB,
) -> None:
    """Say what a response answers: an incident, or another response. It goes before what a machine says."""
    from gawah import review as decisions

    who = name_reviewer(name, reason)
    with open_decided(db) as store:
        decisions.answer(store, response, target, who)
    typer.echo(f"{response}: answers {target}, by {who.name}")


# --- sharing the work -------------------------------------------------------------------------------------------------


@review.command(
    "assign",
    epilog=tell_examples("gawah review assign ab3de6gh2j Zainab", "gawah review assign ab3de6gh2j --nobody"),
)
def assign_incident(
    id_: IdArgument,
    to: Annotated[str | None, typer.Argument(metavar="NAME", help="Who is to work on it.")] = None,
    nobody: Annotated[bool, typer.Option("--nobody", help="It is nobody's any more.")] = False,
    reason: Annotated[str, typer.Option("--reason", metavar="WORDS", help="Why.")] = "assigned",
    name: NameOption = None,
    db: DbOption = USUAL_DB,
) -> None:
    """Say who is to work on an incident. It stays in the project."""
    from gawah import review as decisions
    from gawah.errors import UsageError

    if bool(to) == nobody:
        raise UsageError("say who is to work on it, or --nobody")
    with open_decided(db) as store:
        decisions.assign_incident(store, id_, to, name_reviewer(name, reason))
    typer.echo(f"{id_}: assigned to {to or 'nobody'}")


@review.command(
    "comment",
    epilog=tell_examples(
        "gawah review comment ab3de6gh2j 'the hospital has not answered yet'",
        "gawah review comment ab3de6gh2j 'is this the toll of both bombs?' --on /killed",
    ),
)
def comment_on(
    id_: IdArgument,
    words: Annotated[str, typer.Argument(metavar="WORDS", help="What you say to the others.")],
    path: Annotated[str | None, typer.Option("--on", metavar="PATH", help="The value that it is about.")] = None,
    name: NameOption = None,
    db: DbOption = USUAL_DB,
) -> None:
    """Say something about an incident to the others who work on it. It stays in the project."""
    from gawah import review as decisions

    who = name_reviewer(name, words)
    with open_decided(db) as store:
        decisions.comment_on(store, id_, who, path)
    typer.echo(f"{id_}: noted, by {who.name}")


# --- stages of work, and taking back ----------------------------------------------------------------------------------


@review.command("grade", epilog=tell_examples("gawah review grade ab3de6gh2j corroborated --reason 'two papers'"))
def grade_incident(
    id_: IdArgument,
    grade: Annotated[str, typer.Argument(metavar="GRADE", help="none, single_source, corroborated or verified.")],
    reason: ReasonOption,
    name: NameOption = None,
    db: DbOption = USUAL_DB,
) -> None:
    """Say how well an incident is verified; no machine ever does."""
    from gawah import review as decisions

    who = name_reviewer(name, reason)
    with open_decided(db) as store:
        decisions.grade_incident(store, id_, grade, who)
    typer.echo(f"{id_}: {grade}, by {who.name}")


@review.command("status", epilog=tell_examples("gawah review status ab3de6gh2j ready --reason 'all values decided'"))
def move_incident(
    id_: IdArgument,
    stage: Annotated[str, typer.Argument(metavar="STAGE", help="new, in_review, ready or second_review.")],
    reason: ReasonOption,
    name: NameOption = None,
    db: DbOption = USUAL_DB,
) -> None:
    """Say how far the work on an incident has come."""
    from gawah import review as decisions

    who = name_reviewer(name, reason)
    with open_decided(db) as store:
        decisions.move_incident(store, id_, stage, who)
    typer.echo(f"{id_}: {stage}, by {who.name}")


@review.command(
    "release",
    epilog=tell_examples(
        "gawah review release ab3de6gh2j --reason 'checked by two people'",
        "gawah review release ab3de6gh2j cd4fg7hi3k --for partner --reason 'as agreed with the archive'",
        "gawah review release ab3de6gh2j --reason 'checked' --why 'a later list names two more'",
    ),
)
def release_incident(
    ids: Annotated[list[str], typer.Argument(metavar="ID…", help="The incidents' ids.")],
    reason: ReasonOption,
    audience: AudienceOption = "public",
    why: Annotated[
        str, typer.Option("--why", metavar="WORDS", help="Why it changed, in words to be published with it.")
    ] = "",
    policy: PolicyOption = None,
    name: NameOption = None,
    db: DbOption = USUAL_DB,
) -> None:
    """Release incidents as they are now, under a policy. Names of private persons stay inside all the same.

    `gawah inbox` tells when a released value changes.
    """
    from gawah import review as decisions

    with open_decided(db) as store:
        if policy is not None:
            store.keep_view(policy)
        for id_ in ids:
            who = name_reviewer(name, reason)  # each is a decision of its own, with its own time
            changed = decisions.release_incident(store, id_, who, policy, audience, why)
            what = f"; changed: {', '.join(changed)}" if changed else ""
            typer.echo(f"{id_}: released to {audience} under {policy or store.policy}, by {who.name}{what}")


def undo_decision(
    id_: Annotated[str, typer.Argument(metavar="DECISION", help="The decision, by its id in `gawah log`.")],
    reason: ReasonOption,
    name: NameOption = None,
    db: DbOption = USUAL_DB,
) -> None:
    """Take a decision back. What it changed is as it was, and the log keeps both."""
    from gawah import review as decisions

    who = name_reviewer(name, reason)
    with open_decided(db) as store:
        decisions.undo(store, id_, who)
    typer.echo(f"{id_}: taken back, by {who.name}")


def print_log(
    id_: Annotated[
        str | None, typer.Argument(metavar="ID", help="Only what is about this incident. [default: all]")
    ] = None,
    db: DbOption = USUAL_DB,
) -> None:
    """Show what people decided, when and why, the latest first."""
    from gawah.review import list_decisions

    with open_decided(db) as store:
        decisions = list_decisions(store, id_)
    if not decisions:
        typer.echo("nobody has decided anything yet; `gawah review --help` tells how")
        return
    from rich.table import Table

    from gawah import wording
    from gawah.cli.page import open_console

    table = Table(box=None, pad_edge=False, header_style="bold")
    for heading in ("decision", "when", "who", "what", "why"):
        table.add_column(heading, overflow="fold")
    for d in decisions:
        words = (d.by, d.what + (" (taken back)" if d.undone else ""), d.reason)
        table.add_row(d.id[:10], d.time[:16].replace("T", " "), *map(wording.neutralise, words))
    open_console().print(table)
