"""Where reports disagree: each value with who says it, when, in which words, and what the policy chose and why."""

from collections.abc import Iterable
from dataclasses import dataclass

from gawah import wording
from gawah.account.notes import Notebook, name_report
from gawah.model import Conflict, Evidence, Incident
from gawah.phrases import say
from gawah.record import IncidentRecord
from gawah.resolve import POLICIES

_DERIVED = ("/killed_by_party",)
"""Fields whose values follow from those of others, and disagree where they do."""


@dataclass(frozen=True, slots=True)
class Statement:
    """Who says a value, in which report of which day, and the words."""

    who: str
    report: str
    """Letter of the report; empty where the evidence names none."""
    published: str
    """In words; empty where not known."""
    words: str
    notes: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class DisputedValue:
    """A value, whether the policy chose it, and the statements behind it."""

    words: str
    chosen: bool
    statements: tuple[Statement, ...]


@dataclass(frozen=True, slots=True)
class Dispute:
    """One field on which statements disagree."""

    path: str
    field: str
    """The field in words: "Killed", "Victims 2: outcome"."""
    is_sequence: bool
    """Whether what was said later differs from what was said before."""
    values: tuple[DisputedValue, ...]
    """The chosen one first."""
    why: str
    """Behind "chosen because it is"."""
    policy: str


def tell_disputes(record: IncidentRecord, notebook: Notebook) -> tuple[Dispute, ...]:
    """Return every field on which statements disagree, the figures first."""
    return tuple(tell_dispute(record, conflict, notebook) for conflict in list_conflicts(record.incident))


def list_conflicts(incident: Incident) -> list[Conflict]:
    """Return the conflicts worth a reader's time; a group's number repeats what is said of all."""
    paths = {conflict.path for conflict in incident.conflicts}
    repeated = {p for p in paths if p.startswith("/victims/") and p.endswith("/count")} if "/killed" in paths else set()
    kept = [c for c in incident.conflicts if c.path not in (*_DERIVED, *repeated)]
    return sorted(kept, key=lambda c: c.path not in ("/killed", "/injured", "/abducted"))


def tell_dispute(record: IncidentRecord, conflict: Conflict, notebook: Notebook) -> Dispute:
    """Return one field: the value that was chosen and its rivals, each with the statements behind it."""
    incident = record.incident
    words = (e for e in incident.evidence if e.kind != "attachment")
    behind = [e for e in words if e.path == conflict.path and e.role != "contradicts"]
    values = [(conflict.chosen, behind, True)]
    values += [(rival.value, [incident.evidence[n] for n in rival.evidence], False) for rival in conflict.values]
    told = tuple(
        DisputedValue(wording.say_value(conflict.path, value), chosen, list_statements(record, evidence, notebook))
        for value, evidence, chosen in values
    )
    field, sequence = wording.name_field(conflict.path), conflict.kind == "sequence"
    return Dispute(conflict.path, field, sequence, told, _say_why(conflict), conflict.policy)


def _say_why(conflict: Conflict) -> str:
    policy = POLICIES.get(conflict.policy)
    if policy and conflict.path in ("/killed", "/injured", "/abducted", "/attackers_killed"):
        return say(policy.why)
    return say("what most independent reports say, and of those what was read most surely")


def list_statements(record: IncidentRecord, evidence: Iterable[Evidence], notebook: Notebook) -> tuple[Statement, ...]:
    """Return what each entry of `evidence` states, what is stated in the same way once."""
    found: dict[tuple[object, ...], Statement] = {}
    for entry in evidence:
        who = wording.neutralise(entry.speaker) if entry.speaker else say("the report itself")
        words = wording.quote(entry.quote) if entry.quote else say("from its {key}", key=entry.key)
        report, published = _find_report(record, entry)
        statement = Statement(who, report, published, words, notebook.note([entry]))
        found.setdefault((who, report, published, words, statement.notes), statement)
    return tuple(found.values())


def _find_report(record: IncidentRecord, entry: Evidence) -> tuple[str, str]:
    """Return the letter of the report that a statement stands in, and when that was published."""
    texts = [report.text_sha256 for report in record.reports]
    if entry.text_sha256 not in texts:
        return "", ""
    at = texts.index(entry.text_sha256)
    published = record.reports[at].published
    return name_report(at + 1), wording.say_edtf(published) if published else ""
