"""What people decide on the values that one report states: accept, correct, reject, add what was missed, undo."""

from collections.abc import Mapping
from typing import TYPE_CHECKING

from gawah.errors import ReviewError
from gawah.model import Coding, Json, Link, LinkKind, Review, Verdict, Voice
from gawah.phrases import mark, say
from gawah.review.log import undo
from gawah.review.reports import CodedEvent, CodedReport, Stated, open_report
from gawah.review.reviewer import Reviewer
from gawah.review.shapes import read_value, write_value
from gawah.review.values import Witness, check_voice, find_report_input, shape_coding

if TYPE_CHECKING:
    from gawah.store import Store


def judge_stated(
    store: "Store",
    report: str,
    key: str,
    verdict: Verdict,
    who: Reviewer,
    correction: str | None = None,
    witness: Witness | None = None,
    head: int | None = None,
    voice: Voice | None = None,
) -> list[Review]:
    """Accept, reject or correct one value that one report states, by its `Stated.key`.

    `correction` is the right value as people write it, `witness` the words that say it, and `voice` who says it and on
    what basis, where they are others; a correction that `write_value` writes of what stands there leaves it as it is.
    `head` is the number as of which the person saw the report: where somebody else has decided on the value since,
    nothing is changed. Raises ReviewError, StoreError.
    """
    coded = open_report(store, report)
    event, stated = coded.find_stated(key)
    if head is not None:
        _refuse_overtaken(store, coded, stated, who, head)
    about: dict[str, Json] = {}
    if verdict == "correct":
        about = _read_correction(coded, event, stated, correction, witness, voice)
    reviews = [Review.of(who.name, who.time, verdict, said, who.reason, **about) for said in stated.said]
    store.append(reviews)
    return reviews


def _read_correction(
    coded: CodedReport,
    event: CodedEvent,
    stated: Stated,
    correction: str | None,
    witness: Witness | None,
    voice: Voice | None,
) -> dict[str, Json]:
    """Return what a person puts in the place of a value. Raises ReviewError where that is nothing else."""
    words = (correction or "").strip()
    about: dict[str, Json] = {"correction": stated.value}
    if words and words != write_value(stated.value):
        path = f"/{'responses/0/' if event.event.kind == 'response' else ''}{stated.field.replace('*', '0')}"
        about["correction"] = read_value(path, words, stated.said[0].value)
    if witness is not None and witness.quote.strip():
        about["proof"] = (witness.find(coded.text.content, coded.header.id),)
    if voice is not None and voice != stated.voice:
        check_voice(voice)
        about["voice"] = voice
    if about == {"correction": stated.value}:
        raise ReviewError(say("Nothing is other than before: change the value, its words, who says it, or accept it."))
    return about


def add_to_event(
    store: "Store",
    report: CodedReport,
    event: str,
    path: str,
    words: str,
    witness: Witness,
    who: Reviewer,
    parts: Mapping[str, str] | None = None,
) -> Coding:
    """Add a value to an incident or a response of a report, by its `CodedEvent.id`, in words of that report.

    `path` is that of an incident's field, or "/responses/0/actor" for a response's. Raises ReviewError.
    """
    found = next((one for one in report.list_events() if one.id == event), None)
    if found is None:
        raise ReviewError(say("This incident is not told of here any more. Load the report anew."))
    if path.startswith("/responses/") != (found.event.kind == "response"):
        raise ReviewError(
            say("{path}: this is no field of {kind} {event}", path=path, kind=found.event.kind, event=event)
        )
    to = store.list_events(found.incident.id)[0] if found.incident else found.event.id
    read = find_report_input(store, report.header.id)
    coding = shape_coding(read, report.header.id, path, words, witness, who.coder, parts)
    kind: LinkKind = "response_to" if path == "/responses" else "same"
    store.append([coding, Link.of(kind, coding.events[0].id, to, who.name, time=who.time, reason=who.reason)])
    return coding


def undo_stated(store: "Store", report: str, key: str, who: Reviewer) -> None:
    """Take back the last decision on a value that a report states, or what a person added. Raises ReviewError."""
    _, stated = open_report(store, report).find_stated(key)
    if stated.decisions:
        last = stated.decisions[-1]
        for review in stated.decisions:
            if (review.reviewer, review.time) == (last.reviewer, last.time):
                undo(store, review.id, who)
    elif stated.added:
        undo(store, stated.added.id, who)
    else:
        raise ReviewError(say("Nobody has decided on this value; there is nothing to take back."))


def _refuse_overtaken(store: "Store", coded: CodedReport, stated: Stated, who: Reviewer, head: int) -> None:
    """Raise ReviewError where somebody else has decided on a value behind the ledger's number `head`."""
    for review in store.read(Review, [coded.text.sha256], after=head):
        if review.reviewer != who.name and any(review.acts_on(said) for said in stated.said):
            did = mark("took a decision on it back") if review.undoes else _DID[review.verdict]
            raise ReviewError(say(_OVERTAKEN, reviewer=review.reviewer, did=say(did), reason=review.reason))


_OVERTAKEN = mark(
    "Meanwhile {reviewer} {did} ({reason}). Nothing was changed: look at it as it is now, and decide again."
)
_DID: Mapping[str, str] = {
    "accept": mark("accepted this value"),
    "correct": mark("corrected this value"),
    "reject": mark("rejected this value"),
}
