"""Two incidents that may be one, side by side: what differs, the reports' words, what the score adds up from."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Annotated
from urllib.parse import quote

from fastapi import APIRouter, Depends, Form, HTTPException, Query, Request
from starlette.responses import RedirectResponse, Response

from gawah.account import Account, Note, tell_incident
from gawah.linking import Increment, load_weights, read_waterfall
from gawah.phrases import say, say_digits
from gawah.publish.dossier.graphic import soften
from gawah.publish.drawings.bars import draw_bar
from gawah.record import IncidentRecord
from gawah.review import Judgement, judge_pair, undo
from gawah.review.pairs import Compared, compare_pair
from gawah.web.drawing import draw
from gawah.web.overtaken import NotOvertaken
from gawah.web.pages.decisions import Many, Short, Words, read_id
from gawah.web.pages.incident_view import Quote, make_quote
from gawah.web.site import SiteNow
from gawah.web.visitor import VisitorNow, needs

router = APIRouter(include_in_schema=False)
_REVIEWER = [Depends(needs("reviewer")), NotOvertaken]
_REASONS = {
    "same": "one incident, by what the reports say",
    "different": "two incidents, by what the reports say",
    "unsure": "the reports do not tell",
}
"""Why, where a person gives no reason of their own."""


@dataclass(frozen=True, slots=True)
class Side:
    """One of the two."""

    record: IncidentRecord
    account: Account
    quotes: tuple[Quote, ...]


@dataclass(frozen=True, slots=True)
class Line:
    """What both say on one thing."""

    name: str
    one: tuple[str, ...]
    other: tuple[str, ...]

    @property
    def differs(self) -> bool:
        """Whether both say something, and not the same."""
        return bool(self.one and self.other) and self.one != self.other


@dataclass(frozen=True, slots=True)
class Step:
    """One step of the waterfall, with its bar."""

    name: str
    level: str
    bits: float
    total: float
    bar: str


@router.get("/pairs")
def open_pair(one: Annotated[str, Query(max_length=300)], other: Annotated[str, Query(max_length=300)]) -> Response:
    """Lay an incident beside one whose id, or address, somebody wrote."""
    return RedirectResponse(f"/pairs/{quote(read_id(one))}~{quote(read_id(other))}", 302)


@router.get("/pairs/{one}~{other}")
def show_pair(
    request: Request,
    site: SiteNow,
    visitor: VisitorNow,
    one: str,
    other: str,
    queue: Annotated[str, Query(max_length=200)] = "",
) -> Response:
    """Show two incidents side by side."""
    store = site.store
    first, second = store.resolve_id(one), store.resolve_id(other)
    asked = f"?queue={quote(queue)}" if queue else ""
    if first == second:
        return RedirectResponse(f"/incidents/{quote(first)}{asked}#history", 302)
    if (first, second) != (one, other):
        return RedirectResponse(f"/pairs/{quote(first)}~{quote(second)}{asked}", 302)
    sides = tuple(_tell_side(store.find_incident(id_)) for id_ in (first, second))
    compared = compare_pair(store, first, second)
    return draw(
        request,
        visitor,
        "pair.html",
        one=sides[0],
        other=sides[1],
        lines=list(_compare(sides[0].account, sides[1].account)),
        compared=compared,
        steps=_draw_waterfall(compared),
        same=load_weights().same,
        decides=visitor.may("reviewer"),
        head=store.read_head()[0],
        queue=queue,
    )


def _tell_side(record: IncidentRecord) -> Side:
    account, notes = tell_incident(record)
    return Side(record, account, tuple(_quote(note, record) for note in notes))


def _quote(note: Note, record: IncidentRecord) -> Quote:
    return make_quote(note, record.reports, record.incident.id)


def _compare(one: Account, other: Account) -> Iterator[Line]:
    """Yield what both say, fact by fact."""
    mine, theirs = _gather(one), _gather(other)
    for name in {**mine, **theirs}:
        yield Line(name, tuple(mine.get(name, ())), tuple(theirs.get(name, ())))


def _gather(account: Account) -> dict[str, list[str]]:
    found: dict[str, list[str]] = {}
    last = ""
    for fact in account.facts:
        last = fact.name or last
        if fact.said.words:
            found.setdefault(last, []).append(soften(fact.said.words))
    return found


def _draw_waterfall(compared: Compared) -> list[Step]:
    increments = read_waterfall(compared.waterfall)
    reach = max((abs(step.bits) for step in increments), default=1.0)
    total, steps = 0.0, []
    for step in increments:
        total += step.bits
        bar = draw_bar(step.bits, reach, say("{number} bits", number=say_digits(f"{step.bits:+.1f}")))
        steps.append(Step(*_name_step(step), step.bits, total, bar))
    return steps


def _name_step(step: Increment) -> tuple[str, str]:
    if step.comparison == "prior":
        return say("before anything is compared"), ""
    levels = {level["level"]: level.get("label") for level in load_weights().comparisons.get(step.comparison, ())}
    return say(step.comparison), say(levels.get(step.level) or step.level.replace("_", " "))


# --- deciding ---------------------------------------------------------------------------------------------------------


@router.post("/pairs/{one}~{other}", dependencies=_REVIEWER)
def decide_on_pair(
    site: SiteNow,
    visitor: VisitorNow,
    one: str,
    other: str,
    judgement: Annotated[Judgement, Form()],
    reason: Words = "",
    queue: Short = "",
) -> RedirectResponse:
    """Say that they are one, are two, or that it cannot be told."""
    judge_pair(site.store, one, other, judgement, visitor.decide(reason.strip() or _REASONS[judgement]))
    if queue:
        return RedirectResponse(f"/queue/next?{queue}&behind={quote(one)}~{quote(other)}", 303)
    if judgement == "same":
        return RedirectResponse(f"/incidents/{quote(site.store.resolve_id(one))}#history", 303)
    return RedirectResponse(f"/pairs/{quote(one)}~{quote(other)}#judged", 303)


@router.post("/pairs/{one}~{other}/undo", dependencies=_REVIEWER)
def take_back(
    site: SiteNow,
    visitor: VisitorNow,
    one: str,
    other: str,
    decision: Many,
    reason: Words = "taken back",
    queue: Short = "",
) -> RedirectResponse:
    """Take back what was said on the two."""
    judged = {link.id for link in compare_pair(site.store, one, other).judged}
    if decision not in judged:
        raise HTTPException(404, say("This decision is on other incidents, or was taken back already."))
    undo(site.store, decision, visitor.decide(reason))
    asked = f"?queue={quote(queue)}" if queue else ""
    return RedirectResponse(f"/pairs/{quote(one)}~{quote(other)}{asked}", 303)
