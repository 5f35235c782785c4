"""`gawah inbox`: released values that new reports, or decisions, would change."""

from itertools import groupby
from typing import TYPE_CHECKING, Annotated

import typer

from gawah.cli.commands import WAITING
from gawah.cli.stored import USUAL_DB, DbOption

if TYPE_CHECKING:
    from gawah.cli.page import Page
    from gawah.model import Evidence
    from gawah.record import ReportHeader
    from gawah.review import Change

_CAUSES = {
    "decision": "decided by a person since",
    "reading": "the same reports, read or weighed otherwise",
    "gone": "nothing states it any more; it rested on",
}


def print_inbox(
    db: DbOption = USUAL_DB,
    json: Annotated[bool, typer.Option("--json", help="Print them as JSON, one a line.")] = False,
) -> None:
    """Show every released value that is another one now: from what to what, which report and words, which policy.

    Release the incident anew, or decide against what changed it, and it waits no longer. The exit status is 4 where
    something waits, and 0 where nothing does.
    """
    from gawah.pipeline import open_store
    from gawah.review import list_changes

    with open_store(db, must_exist=True) as store:
        changes = list(list_changes(store))
    if json:
        _print_json(changes)
    else:
        _print_page(changes)
    raise typer.Exit(WAITING if changes else 0)


def _print_json(changes: "list[Change]") -> None:
    from json import dumps

    for change in changes:
        typer.echo(dumps(change.to_json(), ensure_ascii=False))


def _print_page(changes: "list[Change]") -> None:
    from gawah.cli.page import Page, open_console

    page = Page(open_console())
    for _, group in groupby(changes, key=lambda change: change.release):
        page.skip()
        _draw_release(page, list(group))
    page.skip()
    number = len({change.incident for change in changes})
    waiting = f"{len(changes):,} released value{'' if len(changes) == 1 else 's'} would change"
    page.add(f"{waiting}, in {number:,} incident{'' if number == 1 else 's'}" if changes else "nothing waits")
    page.print()


def _draw_release(page: "Page", changes: "list[Change]") -> None:
    """Draw what changed since one release."""
    from rich.text import Text

    from gawah import wording

    first = changes[0]
    page.add(Text(first.incident, "bold").append(f" · {wording.neutralise(first.title or 'without a title')}"))
    release = first.release
    day = wording.say_edtf(release.time[:10])
    page.add(f"released by {wording.neutralise(release.by)} on {day} under {release.policy}", 2, style="dim")
    for change in changes:
        _draw_change(page, change)


def _draw_change(page: "Page", change: "Change") -> None:
    from rich.text import Text

    from gawah import wording
    from gawah.account import drop_contained

    old, new = (
        "nothing" if value in (None, []) else wording.say_whole(change.path, value)
        for value in (change.was, change.now)
    )
    page.add_row(Text(wording.name_field(change.path), "cyan"), Text(f"{old} → ").append(new, "bold"), 2)
    if change.cause in _CAUSES:
        page.add(_CAUSES[change.cause], 4, style="dim")
    reports = {report.text_sha256: report for report in change.reports}
    for line in dict.fromkeys(_say_words(entry, reports) for entry in drop_contained(change.evidence)):
        page.add(line, 4, 2)


def _say_words(entry: "Evidence", reports: "dict[str, ReportHeader]") -> str:
    """Return who says it in which report, and in which words."""
    from gawah import wording

    report = reports.get(entry.text_sha256 or "")
    where = wording.neutralise(report.path or report.url or report.id) if report else ""
    published = f", {wording.say_edtf(report.published)}" if report and report.published else ""
    who = f", said by {wording.neutralise(entry.speaker)}" if entry.speaker else ""
    words = wording.quote(entry.quote) if entry.quote else f"its {entry.key}: {wording.neutralise(entry.value or '')}"
    return f"{where}{published}: {words}{who}"
