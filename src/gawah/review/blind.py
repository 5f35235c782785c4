"""Blind second coding: a person codes a report without having seen what anybody, or any machine, made of it.

What they say is kept apart: it enters no incident, and shows how far two who read the same text agree
(`gawah.evaluate.agreement`). Who has decided on a report has seen its record, and codes it blind no more; who is done
says so, and adds nothing from then on, for they may look at the record then.
"""

from collections.abc import Iterable, Mapping, Sequence
from typing import TYPE_CHECKING

from gawah.errors import ReviewError
from gawah.model import PERSON, BlindCoding, Coding, Incident, Link, LinkKind, Review, short_id
from gawah.record import ReportHeader
from gawah.resolve import lead_events, resolve
from gawah.review.reports import CodedReport, Told
from gawah.review.reviewer import Reviewer
from gawah.review.values import Witness, find_report_input, shape_coding

if TYPE_CHECKING:
    from gawah.store import Store


def open_blind(store: "Store", id_: str, name: str) -> CodedReport:
    """Return a report with nothing but what the person of this name has coded of it blind.

    Raises ReviewError where they have decided on it, and StoreError where there is no such report.
    """
    text, header = store.find_report(id_)
    _refuse_sighted(store, text.sha256, name)
    head, _ = store.read_head()
    steps = _list_standing(store.read(BlindCoding, [text.sha256]), name)
    codings, links, incidents, leads = _read_steps(steps)
    by_lead = {lead: i for i in incidents for lead in set(leads.values()) if short_id(lead) == i.id}
    return CodedReport(header, text, *Told(codings, (), links, leads, ()).list_events(by_lead), (), (), head)


def _list_standing(steps: Iterable[BlindCoding], name: str) -> list[BlindCoding]:
    """Return the steps of one person that they did not take back, in their order."""
    own = [step for step in steps if step.by == name]
    undone = {step.undoes for step in own if step.undoes}
    return [step for step in own if step.coding and step.id not in undone]


def _read_steps(
    steps: Sequence[BlindCoding],
) -> tuple[list[Coding], list[Link], tuple[Incident, ...], dict[str, str]]:
    codings = [step.coding for step in steps if step.coding]
    links = [step.link for step in steps if step.link]
    return codings, links, resolve(codings, links), lead_events(codings, links)


def _refuse_sighted(store: "Store", text_sha256: str, name: str) -> None:
    """Raise ReviewError where somebody has decided on a report, and so has seen its record."""
    decided = any(review.reviewer == name for review in store.read(Review, [text_sha256]))
    added = (
        c.coder.removeprefix(PERSON).rpartition(" ")[0] for c in store.read(Coding, [text_sha256]) if c.is_by_person
    )
    if decided or name in added:
        raise ReviewError(f"{name} has decided on this report already, and cannot code it blind any more")


def is_coding_blind(store: "Store", text_sha256: str, name: str) -> bool:
    """Whether a person has begun to code a text blind and is not done, and so is not to see its record."""
    own = [step for step in store.read(BlindCoding, [text_sha256]) if step.by == name]
    return bool(_list_standing(own, name)) and not any(step.is_end for step in own)


def is_done_blind(store: "Store", text_sha256: str, name: str) -> bool:
    """Whether a person has coded a text blind, and said that they are done."""
    return any(step.by == name and step.is_end for step in store.read(BlindCoding, [text_sha256]))


def code_blind(
    store: "Store",
    report: CodedReport,
    to: str | None,
    path: str,
    words: str,
    witness: Witness,
    who: Reviewer,
    parts: Mapping[str, str] | None = None,
) -> Coding:
    """Add a value to what a person codes of a report blind: to the event `to` of theirs or, without, as a new incident.

    Raises ReviewError.
    """
    _refuse_done(store, report, who)
    coding = shape_coding(
        find_report_input(store, report.header.id), report.header.id, path, words, witness, who.coder, parts
    )
    (event,) = coding.events
    found = next((one for one in report.list_events() if one.id == to), None)
    if to is not None and found is None:
        raise ReviewError("This incident is not there any more. Load the page anew.")
    kind: LinkKind = "response_to" if found and path.strip("/") == "responses" else "same"
    if event.kind == "response" and not found:
        raise ReviewError("a response answers an incident: add it to one")
    link = Link.of(kind, event.id, found.event.id if found else event.id, who.name, time=who.time)
    store.append([BlindCoding.of(who.name, who.time, report.text, coding, link)])
    return coding


def _refuse_done(store: "Store", report: CodedReport, who: Reviewer) -> None:
    _refuse_sighted(store, report.text.sha256, who.name)
    if is_done_blind(store, report.text.sha256, who.name):
        raise ReviewError(f"{who.name} was done with this report; its blind coding stays as it is")


def undo_blind(store: "Store", report: CodedReport, key: str, who: Reviewer) -> None:
    """Take a value back that a person coded blind, by its `Stated.key`. Raises ReviewError."""
    _refuse_done(store, report, who)
    report.find_stated(key)
    steps = _list_standing(store.read(BlindCoding, [report.text.sha256]), who.name)
    step = next(s for s in steps if s.coding and any(a.id == key for a in s.coding.assertions))
    hung = (
        [s for s in steps if s is not step and s.link and s.coding and s.link.to_event == step.coding.events[0].id]
        if step.coding
        else []
    )
    if hung:
        raise ReviewError("more was said of it since; take that back first, the last first")
    store.append([BlindCoding.of(who.name, who.time, report.text, undoes=step.id)])


def finish_blind(store: "Store", report: CodedReport, who: Reviewer) -> None:
    """Say that a person is done with coding a report blind, though it tells of nothing. Raises ReviewError."""
    _refuse_done(store, report, who)
    store.append([BlindCoding.of(who.name, who.time, report.text)])


def read_blind(store: "Store") -> dict[str, tuple[ReportHeader, dict[str, tuple[Incident, ...]]]]:
    """Return for each text that somebody is done with, by its hash, its header and what each of them coded, by name."""
    by_text: dict[str, list[BlindCoding]] = {}
    for step in store.read(BlindCoding):
        by_text.setdefault(step.text.sha256, []).append(step)
    found: dict[str, tuple[ReportHeader, dict[str, tuple[Incident, ...]]]] = {}
    for sha256, steps in by_text.items():
        done = sorted({step.by for step in steps if step.is_end})
        if done:
            _, header = store.find_report(steps[0].text.report_id)
            found[sha256] = header, {name: _read_steps(_list_standing(steps, name))[2] for name in done}
    return found
