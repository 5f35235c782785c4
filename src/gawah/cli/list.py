"""`gawah list`, `gawah lists` and `gawah stats`: which incidents are documented, and how many."""

import csv
import sys
from collections.abc import Iterator, Sequence
from contextlib import nullcontext
from itertools import islice
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from gawah.cli.criteria import (
    AbductedOption,
    BoxOption,
    CampaignsOption,
    ClaimedOption,
    CommunitiesOption,
    CountriesOption,
    DescendantsOption,
    GradesOption,
    InjuredOption,
    KilledOption,
    NearOption,
    PerpetratorsOption,
    ProvincesOption,
    ReportsOption,
    ScopeOption,
    SinceOption,
    StatusesOption,
    TextOption,
    TypesOption,
    UntilOption,
    WeaponsOption,
    WhereOption,
    WithinOption,
    YearsOption,
    take_criteria,
    take_scope,
)
from gawah.cli.stored import USUAL_DB, AsOfOption, DbOption, PolicyOption
from gawah.errors import UsageError
from gawah.formulas import guard

if TYPE_CHECKING:
    from gawah.store import Criteria, Listed, Store, Sum

_PAGE = 50
_SHAPE = "How to show them"


def list_incidents(
    db: DbOption = USUAL_DB,
    year: YearsOption = None,
    since: SinceOption = None,
    until: UntilOption = None,
    country: CountriesOption = None,
    admin1: ProvincesOption = None,
    type_: TypesOption = None,
    perpetrator: PerpetratorsOption = None,
    descendants: DescendantsOption = False,
    community: CommunitiesOption = None,
    campaign: CampaignsOption = None,
    weapon: WeaponsOption = None,
    claimed: ClaimedOption = None,
    status: StatusesOption = None,
    grade: GradesOption = None,
    killed: KilledOption = None,
    injured: InjuredOption = None,
    abducted: AbductedOption = None,
    reports: ReportsOption = None,
    near: NearOption = None,
    within: WithinOption = None,
    box: BoxOption = None,
    text: TextOption = None,
    where: WhereOption = None,
    sort: Annotated[
        str, typer.Option(metavar="BY", help="date, killed, injured or reports.", rich_help_panel=_SHAPE)
    ] = "date",
    ascending: Annotated[
        bool, typer.Option("--ascending", help="The earliest, or the least, first.", rich_help_panel=_SHAPE)
    ] = False,
    limit: Annotated[
        int, typer.Option(metavar="N", min=1, help="Incidents on a page.", rich_help_panel=_SHAPE)
    ] = _PAGE,
    page: Annotated[int, typer.Option(metavar="N", min=1, help="Which page.", rich_help_panel=_SHAPE)] = 1,
    as_csv: Annotated[bool, typer.Option("--csv", help="Print all of them as CSV.", rich_help_panel=_SHAPE)] = False,
    json: Annotated[
        bool, typer.Option("--json", help="Print all of them as incident records, one a line.", rich_help_panel=_SHAPE)
    ] = False,
    sheet: Annotated[
        Path | None,
        typer.Option(
            metavar="FILE",
            help="Write all of them to a sheet (.xlsx or .csv) to edit; gawah review sheet reads it.",
            rich_help_panel=_SHAPE,
        ),
    ] = None,
    policy: PolicyOption = None,
    as_of: AsOfOption = None,
    scope: ScopeOption = None,
    excluded: Annotated[
        bool, typer.Option("--excluded", help="What is out of the project's scope, each with the rule.")
    ] = False,
    save: Annotated[str | None, typer.Option(metavar="NAME", help="Keep this list under a name.")] = None,
    saved: Annotated[str | None, typer.Option(metavar="NAME", help="Show a list that was kept.")] = None,
) -> None:
    """List the documented incidents that meet every criterion, the latest first."""
    from gawah.pipeline import open_store

    asked: dict[str, Any] = {
        "year": year,
        "since": since,
        "until": until,
        "country": country,
        "admin1": admin1,
        "type": type_,
    }
    asked |= {"perpetrator": perpetrator, "descendants": descendants, "community": community, "campaign": campaign}
    asked |= {"weapon": weapon, "claimed": claimed, "status": status, "grade": grade, "killed": killed}
    asked |= {"injured": injured, "abducted": abducted, "reports": reports, "near": near, "box": box}
    asked |= {"text": text, "where": where}
    criteria = take_criteria(within, **asked)
    if as_of is not None and (save is not None or sheet is not None):
        raise UsageError("--as-of goes with a list that is printed; leave out --save and --sheet")
    with open_store(db, must_exist=True) as now, nullcontext(now) if as_of is None else now.as_of(as_of) as store:
        if policy is not None:
            store.keep_view(policy)
        lister = _Lister(store, _choose(store, criteria, save, saved), take_scope(scope), policy, sort, ascending)
        if excluded:
            lister.print_excluded(limit, page)
        elif sheet is not None:
            lister.write_sheet(sheet)
        elif json:
            lister.print_json()
        elif as_csv:
            lister.print_csv()
        else:
            lister.print_page(limit, page)


def _choose(store: "Store", criteria: "Criteria", save: str | None, saved: str | None) -> "Criteria":
    """Return what is asked for, by its criteria or by the name of a list that was kept; keep it under a name."""
    from gawah.review import find_list, keep_list
    from gawah.store import Criteria

    if saved is not None:
        if criteria != Criteria() or save is not None:
            raise UsageError("--saved has its criteria; leave out the others")
        return find_list(store, saved)
    if save is not None:
        keep_list(store, save, criteria)
    return criteria


class _Lister:
    """Prints a list."""

    def __init__(
        self,
        store: "Store",
        criteria: "Criteria",
        scope: "Criteria | None",
        policy: str | None,
        sort: str,
        ascending: bool,
    ) -> None:
        self.store, self.criteria, self.scope, self.policy = store, criteria, scope, policy
        self.sort, self.ascending = sort, ascending

    def walk(self) -> "Iterator[Listed]":
        """Yield every incident of the list."""
        return self.store.walk(
            self.criteria, policy=self.policy, scope=self.scope, sort=self.sort, ascending=self.ascending
        )

    def print_json(self) -> None:
        """Print incident records as lines of JSON."""
        from gawah.record import dumps
        from gawah.review import Shown

        shown = Shown(self.store)
        for listed in self.walk():
            typer.echo(dumps(shown.add(self.store.find_incident(listed.incident.id, self.policy))))

    def print_csv(self) -> None:
        """Print a table for spreadsheets."""
        writer = csv.writer(sys.stdout, lineterminator="\n")
        writer.writerow([*_COLUMNS, *_list_own_fields()])
        for listed in self.walk():
            writer.writerow([guard(cell) for cell in _row(listed)])

    def write_sheet(self, path: Path) -> None:
        """Write a sheet for people to edit. Raises UsageError where something is there already."""
        from gawah.review import write_sheet

        if path.exists():
            raise UsageError(f"{path}: it is there already; name another file")
        written = write_sheet(self.store, (listed.incident.id for listed in self.walk()), path)
        typer.echo(f"{written:,} incident{'' if written == 1 else 's'} written to {path}")

    def print_page(self, limit: int, page: int) -> None:
        """Print a page as a table, with how many there are."""
        found = self.store.find(
            self.criteria,
            policy=self.policy,
            scope=self.scope,
            sort=self.sort,
            ascending=self.ascending,
            limit=limit,
            skip=(page - 1) * limit,
        )
        _print_table([_shown(listed) for listed in found.incidents], _HEADINGS)
        total = self.store.count(self.criteria, self.policy, self.scope)
        shown = f", page {page}" + (f"; the next: --page {page + 1}" if found.more else "") if total > limit else ""
        typer.echo(f"{total:,} documented incident{'' if total == 1 else 's'}{shown}")
        if self.scope is not None and page == 1 and (out := self.store.count(self.criteria, self.policy) - total):
            typer.echo(f"{out:,} more out of the project's scope; --excluded shows them")

    def print_excluded(self, limit: int, page: int) -> None:
        """Print what is out of scope, each with the rules that it does not meet."""
        if self.scope is None:
            raise UsageError("--excluded needs a scope: write scope.yaml, or name a file with --scope")
        found = self.store.find_excluded(self.criteria, self.scope, self.policy, limit, (page - 1) * limit)
        rows = [
            [*_shown(listed), "; ".join(f"not {rule}" for rule in listed.excluded_by)] for listed in found.incidents
        ]
        _print_table(rows, [*_HEADINGS, "why not"])
        typer.echo(f"{len(rows):,} out of scope" + (f"; more with --page {page + 1}" if found.more else ""))


# --- rows -------------------------------------------------------------------------------------------------------------

_HEADINGS = ("id", "when", "where", "what", "killed", "laid to", "reports")
_COLUMNS = (
    *("id", "date", "date_start", "date_end", "country", "admin1", "place", "lat", "lon", "type", "title"),
    *("killed_low", "killed_best", "killed_high", "injured_best", "abducted_best", "perpetrators", "claimed"),
    *("reports", "status", "grade", "foreign_ids"),
)


def _row(listed: "Listed") -> list[object]:
    """Return the cells of CSV."""
    from gawah.review import write_custom

    incident = listed.incident
    date, place, killed = incident.date, incident.place, incident.killed
    bounds = (killed.low, killed.best, killed.high) if killed else (None, None, None)
    best = [count.best if count else None for count in (incident.injured, incident.abducted)]
    who = "; ".join(actor.name for actor in incident.perpetrators)
    about = [place.country, place.admin1, place.name, place.lat, place.lon, incident.type, incident.title]
    counts = [*bounds, *best, who, incident.claimed]
    standing = [listed.reports, incident.workflow, incident.verification, "; ".join(incident.foreign_ids)]
    own = [write_custom(incident.custom.get(name)) for name in _list_own_fields()]
    return [incident.id, date.edtf, date.start, date.end, *about, *counts, *standing, *own]


def _list_own_fields() -> list[str]:
    """Return the names of the fields that the project adds."""
    from gawah.codebook import adopted

    overlay = adopted()
    return list(overlay.fields) if overlay else []


def _shown(listed: "Listed") -> list[str]:
    from gawah import wording

    incident = listed.incident
    where = ", ".join(filter(None, [incident.place.name or incident.place.admin1, incident.place.country]))
    what = wording.label("incident_types", incident.type) if incident.type else ""
    killed = wording.say_count(incident.killed) if incident.killed else ""
    who = ", ".join(actor.name for actor in incident.perpetrators)
    cells = [
        incident.id,
        incident.date.edtf or incident.date.start or "",
        where,
        what,
        killed,
        who,
        str(listed.reports),
    ]
    return [wording.neutralise(cell) for cell in cells]


def _print_table(rows: Sequence[Sequence[str]], headings: Sequence[str]) -> None:
    from rich.table import Table

    from gawah.cli.page import open_console

    if not rows:
        return
    table = Table(box=None, pad_edge=False, header_style="bold", expand=False)
    for heading in headings:
        number = heading in ("reports", "incidents") or (heading == "killed" and "laid to" not in headings)
        table.add_column(heading, justify="right" if number else "left", no_wrap=heading == "id", overflow="fold")
    for row in rows:
        table.add_row(*row)
    open_console().print(table)


# --- lists that are kept ----------------------------------------------------------------------------------------------


def print_lists(
    db: DbOption = USUAL_DB,
    forget: Annotated[str | None, typer.Option(metavar="NAME", help="Keep this list no longer.")] = None,
) -> None:
    """Print the lists that are kept, with what they ask for and how many incidents they hold now."""
    from gawah.pipeline import open_store
    from gawah.review import forget_list
    from gawah.store import Criteria

    with open_store(db, must_exist=True) as store:
        if forget is not None:
            forget_list(store, forget)
        lists = store.read_lists()
        rows = [
            [name, _say_criteria(saved.criteria), f"{store.count(Criteria.from_json(saved.criteria)):,}"]
            for name, saved in lists.items()
        ]
    _print_table(rows, ("list", "asks for", "incidents"))
    if not rows:
        typer.echo("no lists are kept; keep one with `gawah list … --save NAME`")


def _say_criteria(criteria: dict[str, object]) -> str:
    said = {name: " or ".join(map(str, v)) if isinstance(v, list) else str(v) for name, v in criteria.items()}
    return ", ".join(f"{name.replace('_', ' ')} {value}" for name, value in said.items()) or "all"


# --- sums -------------------------------------------------------------------------------------------------------------

_BAR = 24
_MOST_ROWS = 200


def print_stats(
    db: DbOption = USUAL_DB,
    by: Annotated[str, typer.Option(metavar="FACETS", help="year, country, type, perpetrator …, by commas.")] = "year",
    year: YearsOption = None,
    since: SinceOption = None,
    until: UntilOption = None,
    country: CountriesOption = None,
    type_: TypesOption = None,
    perpetrator: PerpetratorsOption = None,
    descendants: DescendantsOption = False,
    community: CommunitiesOption = None,
    campaign: CampaignsOption = None,
    claimed: ClaimedOption = None,
    status: StatusesOption = None,
    grade: GradesOption = None,
    killed: KilledOption = None,
    near: NearOption = None,
    within: WithinOption = None,
    box: BoxOption = None,
    text: TextOption = None,
    where: WhereOption = None,
    policy: PolicyOption = None,
    scope: ScopeOption = None,
    as_csv: Annotated[bool, typer.Option("--csv", help="Print them as CSV.")] = False,
) -> None:
    """Count the documented incidents, and the people documented killed in them, with a chart."""
    from gawah.pipeline import open_store

    asked: dict[str, Any] = {"year": year, "since": since, "until": until, "country": country, "type": type_}
    asked |= {"perpetrator": perpetrator, "descendants": descendants, "community": community, "campaign": campaign}
    asked |= {
        "claimed": claimed,
        "status": status,
        "grade": grade,
        "killed": killed,
        "near": near,
        "box": box,
        "text": text,
        "where": where,
    }
    criteria, facets = take_criteria(within, **asked), [part.strip() for part in by.split(",") if part.strip()]
    with open_store(db, must_exist=True) as store:
        if policy is not None:
            store.keep_view(policy)
        sums = store.summarise(facets, criteria, policy, take_scope(scope))
        (total,) = store.summarise([], criteria, policy, take_scope(scope))
    if as_csv:
        writer = csv.writer(sys.stdout, lineterminator="\n")
        writer.writerow([*facets, "incidents", "killed"])
        writer.writerows([*(guard(v or "") for v in s.values), s.incidents, s.killed] for s in sums)
        return
    _print_sums(sums, facets)
    incidents = f"{total.incidents:,} documented incident{'' if total.incidents == 1 else 's'}"
    typer.echo(f"{incidents}, {total.killed:,} documented killed; what is not documented is not counted")


def _print_sums(sums: "Sequence[Sum]", facets: Sequence[str]) -> None:
    from gawah.wording import neutralise

    most = max((s.incidents for s in sums), default=1)
    rows = [
        [
            *(neutralise("not known" if v is None else v) for v in s.values),
            f"{s.incidents:,}",
            f"{s.killed:,}",
            _draw_bar(s.incidents, most),
        ]
        for s in islice(sums, _MOST_ROWS)
    ]
    _print_table(rows, [*facets, "incidents", "killed", ""])
    if len(sums) > _MOST_ROWS:
        typer.echo(f"{len(sums) - _MOST_ROWS:,} more rows; --csv prints all")


def _draw_bar(number: int, most: int) -> str:
    """Return a bar as long as `number` is of `most`, to an eighth of a column."""
    eighths = max(1, round(number / max(most, 1) * _BAR * 8)) if number else 0
    parts: tuple[str, ...] = ("", *"▏▎▍▌▋▊▉")
    return "█" * (eighths // 8) + parts[eighths % 8]
