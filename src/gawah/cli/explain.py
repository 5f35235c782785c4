"""`gawah explain`: why one value of an incident in the store is what it is."""

from typing import TYPE_CHECKING, Annotated

import typer

from gawah.cli.stored import USUAL_DB, AsOfOption, DbOption, IdArgument
from gawah.errors import UsageError

if TYPE_CHECKING:
    from gawah.record import IncidentRecord


def explain_value(
    id_: IdArgument,
    path: Annotated[str, typer.Argument(metavar="PATH", help="Which value, as /killed, /date or /perpetrators/0.")],
    db: DbOption = USUAL_DB,
    as_of: AsOfOption = None,
) -> None:
    """Show what every report says of one value, what each policy makes of it, and why."""
    from gawah.pipeline import find_under_policies, open_store

    path = "/" + path.strip("/")
    with open_store(db, must_exist=True) as store:
        records = find_under_policies(store, id_, as_of)
    record = next(iter(records.values()))
    _refuse_unknown(record, path)
    _draw(record, path, records)


def _refuse_unknown(record: "IncidentRecord", path: str) -> None:
    """Raise UsageError where the incident says nothing under `path`."""
    if not any(e.path == path or e.path.startswith(path + "/") for e in record.incident.evidence):
        known = sorted({"/" + e.path.split("/")[1] for e in record.incident.evidence})
        raise UsageError(f"{record.incident.id} says nothing of {path}; it has {', '.join(known)}")


def _draw(record: "IncidentRecord", path: str, records: "dict[str, IncidentRecord]") -> None:
    from rich.text import Text

    from gawah import wording
    from gawah.account import Notebook, list_statements, tell_dispute
    from gawah.cli.disagreements import draw_choices, draw_dispute, draw_statements
    from gawah.cli.page import Page, open_console
    from gawah.cli.terminal import draw_reports
    from gawah.resolve import POLICIES

    page = Page(open_console())
    notebook = Notebook([report.text_sha256 for report in record.reports] if len(record.reports) > 1 else ())
    page.add(Text(f"{record.incident.id} · {wording.name_field(path)}", "bold"))
    conflicts = [c for c in record.incident.conflicts if c.path == path]
    for conflict in conflicts:
        draw_dispute(page, tell_dispute(record, conflict, notebook))
    if not conflicts:
        evidence = [e for e in record.incident.evidence if e.path == path or e.path.startswith(path + "/")]
        draw_statements(page, list_statements(record, evidence, notebook))
    if path in ("/killed", "/injured", "/abducted", "/attackers_killed"):
        counts = [(POLICIES[name], getattr(r.incident, path[1:])) for name, r in records.items()]
        draw_choices(page, path, [(p, wording.say_count(c) if c else "not told") for p, c in counts])
    draw_reports(page, record)
    page.print()
