"""Where reports disagree: each value with who says it, when, in which words, and what the policy chose and why."""

from collections.abc import Iterable, Sequence

from rich.text import Text

from gawah import wording
from gawah.cli.page import Page
from gawah.cli.terminal import Footnotes, name_field, name_report
from gawah.model import Conflict, Evidence, Incident
from gawah.record import IncidentRecord
from gawah.resolve import POLICIES, Policy

_INDENT = 2
_DERIVED = ("/killed_by_party",)
"""Fields whose values follow from those of others, and disagree where they do."""


def draw_disagreements(page: Page, record: IncidentRecord, notes: Footnotes) -> None:
    """Draw every field on which statements disagree, the figures first."""
    conflicts = _list_conflicts(record.incident)
    if not conflicts:
        return
    page.add_heading("Where the reports disagree", _INDENT)
    for n, conflict in enumerate(conflicts):
        if n:
            page.skip()
        draw_conflict(page, record, conflict, notes)


def _list_conflicts(incident: Incident) -> list[Conflict]:
    """Return the conflicts worth a reader's time; a group's number repeats what is said of all."""
    paths = {conflict.path for conflict in incident.conflicts}
    repeated = {p for p in paths if p.startswith("/victims/") and p.endswith("/count")} if "/killed" in paths else set()
    kept = [c for c in incident.conflicts if c.path not in (*_DERIVED, *repeated)]
    return sorted(kept, key=lambda c: c.path not in ("/killed", "/injured", "/abducted"))


def draw_conflict(page: Page, record: IncidentRecord, conflict: Conflict, notes: Footnotes) -> None:
    """Draw one field: the value that was chosen and its rivals, each with the statements behind it."""
    incident = record.incident
    page.add(Text(name_field(conflict.path), "cyan").append(_say_kind(conflict), "dim"), _INDENT)
    chosen = [e for e in incident.evidence if e.path == conflict.path and e.role != "contradicts"]
    _draw_value(page, record, wording.say_value(conflict.path, conflict.chosen), chosen, notes, chosen=True)
    for rival in conflict.values:
        entries = [incident.evidence[index] for index in rival.evidence]
        _draw_value(page, record, wording.say_value(conflict.path, rival.value), entries, notes)
    page.add(Text(f"chosen because it is {say_why(conflict)} ({conflict.policy})", "dim"), 2 * _INDENT, _INDENT)


def _say_kind(conflict: Conflict) -> str:
    return ": what was said later differs from what was said before" if conflict.kind == "sequence" else ""


def say_why(conflict: Conflict) -> str:
    """Return why a policy chose what it did, behind "chosen because it is"."""
    policy = POLICIES.get(conflict.policy)
    if policy and conflict.path in ("/killed", "/injured", "/abducted", "/attackers_killed"):
        return policy.why
    return "what most independent reports say, and of those what was read most surely"


def _draw_value(
    page: Page,
    record: IncidentRecord,
    words: str,
    evidence: Sequence[Evidence],
    notes: Footnotes,
    chosen: bool = False,
) -> None:
    page.add(Text(words, "bold" if chosen else "").append("  ← chosen" if chosen else "", "green"), 2 * _INDENT)
    for line in _say_statements(record, evidence, notes):
        page.add(line, 3 * _INDENT, _INDENT)


def draw_statements(page: Page, record: IncidentRecord, path: str, notes: Footnotes) -> None:
    """Draw who says what stands at `path`, or beneath it, where nobody says otherwise."""
    evidence = [e for e in record.incident.evidence if e.path == path or e.path.startswith(path + "/")]
    for line in _say_statements(record, evidence, notes):
        page.add(line, _INDENT, _INDENT)


def _say_statements(record: IncidentRecord, evidence: Iterable[Evidence], notes: Footnotes) -> list[Text]:
    """Return a line for each statement: who says it, in which report of which day, and the words."""
    lines: dict[str, Text] = {}
    for entry in evidence:
        who = wording.neutralise(entry.speaker) if entry.speaker else "the report itself"
        quote = f": {wording.quote(entry.quote)}" if entry.quote else f", from its {entry.key}"
        line = Text(who).append(_say_report(record, entry), "dim").append(quote).append_text(notes.mark([entry]))
        lines.setdefault(line.plain, line)
    return list(lines.values())


def _say_report(record: IncidentRecord, entry: Evidence) -> str:
    """Return in which report a statement stands, by its letter, and when that was published."""
    texts = [report.text_sha256 for report in record.reports]
    if entry.text_sha256 not in texts:
        return ""
    at = texts.index(entry.text_sha256)
    published = record.reports[at].published
    return f" in {name_report(at + 1)}" + (f", {wording.say_edtf(published)}" if published else "")


def draw_choices(page: Page, path: str, choices: Sequence[tuple[Policy, str]]) -> None:
    """Draw what each policy makes of one field."""
    page.add_heading(f"{name_field(path)} under each policy", _INDENT)
    for policy, words in choices:
        page.add_row(policy.name, Text(words).append(f", {policy.why}", "dim"), _INDENT, 22)
