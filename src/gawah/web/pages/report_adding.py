"""The form by which what was missed is added: its fields, and the words and values that come back in it."""

from collections.abc import Mapping
from dataclasses import dataclass

from fastapi import Request

from gawah.errors import ReviewError
from gawah.phrases import say
from gawah.review import CodedReport, Proposal, Reviewer, Witness, propose
from gawah.web.pages.report_fields import Field, list_fields, list_parts, list_words
from gawah.web.pages.report_sheet import say_event
from gawah.web.pages.report_text import find_words
from gawah.web.visitor import Visitor


@dataclass(frozen=True, slots=True)
class Adding:
    """The form for what was missed: to what it can be added, which fields there are, and the field that is chosen."""

    to: str
    """The short id of an incident or a response, or "new"."""
    targets: tuple[tuple[str, str], ...]
    fields: tuple[Field, ...]
    field: Field
    parts: tuple[Field, ...]
    """What else can be said of an item of a list."""
    roles: tuple[tuple[str, str], ...]
    bases: tuple[tuple[str, str], ...]
    """On what bases something is said."""
    asks_basis: bool
    """Whether the field asks for one, as it does where an act is laid to somebody."""
    proposal: Proposal
    """What the form begins with."""


def tell_adding(report: CodedReport, name: str, to: str, selected: tuple[str, str] = ("", "")) -> Adding:
    """Return the form for what was missed, for the field and the target that were asked for, where there are such.

    `selected` are the words that were selected, and where they begin; the form begins with what they say.
    """
    events = {e.id: e for e in report.list_events() if e.event.kind == "response" or e.incident}
    first = next((id_ for id_, event in events.items() if event.event.kind == "incident"), "new")
    target = to if to in (*events, "new") else first
    kind = events[target].event.kind if target in events else "incident"
    fields = tuple(f for f in list_fields(kind) if target != "new" or f.name != "responses")
    chosen = next((f for f in fields if f.name == name), fields[0])
    targets = tuple((id_, say_event(event)) for id_, event in events.items())
    quote, start = selected
    proposal = propose(report, target, chosen.name, quote, int(start) if start.isdecimal() else None)
    asks_basis = chosen.name == "perpetrators"
    parts = tuple(list_parts(chosen.name))
    return Adding(
        target, targets, fields, chosen, parts, list_words("speaker_roles"), list_words("bases"), asks_basis, proposal
    )


async def read_form(request: Request) -> dict[str, str]:
    """Return the words of a form whose fields depend on what is added."""
    return {name: str(said)[:2000] for name, said in (await request.form()).items() if isinstance(said, str)}


@dataclass(frozen=True, slots=True)
class Sent:
    """What came back in the form."""

    to: str
    path: str
    value: str
    witness: Witness
    parts: Mapping[str, str]


def read_sent(report: CodedReport, sent: Mapping[str, str]) -> Sent:
    """Return what a form says was missed. Raises ReviewError where it lacks something."""
    witness = read_witness(report, sent, basis=sent.get("basis") or "reported_as_fact")
    if witness is None:
        raise ReviewError(say("Select the words that say it, or copy them into the field for them."))
    value = sent.get("value", "").strip()
    if not value:
        raise ReviewError(say("Say what the value is."))
    parts = {key.removeprefix("part-"): said for key, said in sent.items() if key.startswith("part-")}
    return Sent(sent.get("to", ""), f"/{sent.get('field', '')}", value, witness, parts)


NO_REASON = "no reason given"


def decide_by(visitor: Visitor, reason: str) -> Reviewer:
    """Return who decides; a reason is asked for, and need not be given."""
    return visitor.decide(reason.strip() or NO_REASON)


def read_witness(report: CodedReport, sent: Mapping[str, str], basis: str = "reported_as_fact") -> Witness | None:
    """Return the words that a person selected or typed, by where they stand; None where there are none.

    Raises ReviewError where they do not stand in the report.
    """
    quote = sent.get("quote", "")
    if not quote.strip():
        return None
    found = find_words(report.text.content, quote, sent.get("start", ""))
    if found is None:
        raise ReviewError(say("These words do not stand in the report: select them in the text, or copy them exactly."))
    first, last = found
    who = sent.get("speaker", "").strip() or None, sent.get("speaker_role") or None
    return Witness(report.text.content[first:last], first, *who, basis)
