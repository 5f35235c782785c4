"""What people decide, by programs: as `gawah review` and `gawah undo` do, by the same functions."""

from typing import Annotated, Literal

from fastapi import APIRouter, Depends, Query
from pydantic import Field

from gawah.errors import UsageError
from gawah.model import Audience, Link
from gawah.pipeline import link_new
from gawah.review import (
    Judgement,
    add_value,
    answer,
    assign_incident,
    comment_on,
    grade_incident,
    judge_pair,
    judge_value,
    list_changes,
    list_decisions,
    move_incident,
    put_under,
    release_incident,
    split_incident,
    undo,
)
from gawah.web.api.incidents import Log
from gawah.web.api.shapes import Deciding, Done, Id, Json, Shape, Words, done, refuse_overtaken, tell_decision
from gawah.web.site import SiteNow
from gawah.web.visitor import Visitor, needs

router = APIRouter(tags=["Decisions"])
CoderNow = Annotated[Visitor, Depends(needs("coder"))]
ReviewerNow = Annotated[Visitor, Depends(needs("reviewer"))]
PublisherNow = Annotated[Visitor, Depends(needs("publisher"))]
Path = Annotated[str, Field(min_length=1, max_length=400, pattern="^/", examples=["/killed", "/perpetrators/0"])]


class OnValue(Deciding):
    """A decision on a value."""

    path: Path
    verdict: Literal["accept", "correct", "reject"]
    correction: Words | None = Field(default=None, description="The right value, as people write it.")
    rival: int | None = Field(default=None, ge=0, le=10_000, description="One that disagrees, by its place from 0.")


@router.post("/incidents/{id_}/values")
def decide_on_value(site: SiteNow, visitor: ReviewerNow, id_: str, said: OnValue) -> Done:
    """Accept, correct or reject a value, in every report that states it."""
    if (said.verdict == "correct") != (said.correction is not None):
        raise UsageError("a correction, and nothing else, says what is right")
    refuse_overtaken(site.store, id_, said.head, visitor)
    who = visitor.decide(said.reason)
    made = judge_value(site.store, id_, said.path, said.verdict, who, said.correction, said.rival)
    return done(site.store, *(review.id for review in made))


class Missed(Deciding):
    """A value that no coder saw."""

    path: Path
    value: Words
    report: Words = Field(description="The id of the report that says it.")
    quote: Words = Field(description="Its words.")
    parts: dict[str, str] = Field(default={}, max_length=20, description="What else they say of it.")


@router.post("/incidents/{id_}/added")
def add_missed(site: SiteNow, visitor: CoderNow, id_: str, said: Missed) -> Done:
    """Add a value that a report states and no coder saw."""
    refuse_overtaken(site.store, id_, said.head, visitor)
    who, store = visitor.decide(said.reason), site.store
    coding = add_value(store, id_, said.path, said.value, said.report, said.quote, who, said.parts)
    link_new(store, store.list_events(id_))
    return done(store, *(link.id for link in store.read(Link, [coding.events[0].id])))


class Split(Deciding):
    """Reports that tell of something else."""

    reports: list[Words] = Field(min_length=1, max_length=1000)


@router.post("/incidents/{id_}/split")
def split(site: SiteNow, visitor: ReviewerNow, id_: str, said: Split) -> Done:
    """Take reports out of an incident."""
    refuse_overtaken(site.store, id_, said.head, visitor)
    made = split_incident(site.store, id_, said.reports, visitor.decide(said.reason))
    return done(site.store, *(link.id for link in made))


class Stage(Deciding):
    """How far the work has come."""

    stage: Words


@router.post("/incidents/{id_}/stage")
def move(site: SiteNow, visitor: ReviewerNow, id_: str, said: Stage) -> Done:
    """Say how far the work on an incident has come."""
    refuse_overtaken(site.store, id_, said.head, visitor)
    move_incident(site.store, id_, said.stage, visitor.decide(said.reason))
    return _tell_last(site, id_)


class Grade(Deciding):
    """How well it is verified."""

    grade: Words


@router.post("/incidents/{id_}/grade")
def grade(site: SiteNow, visitor: ReviewerNow, id_: str, said: Grade) -> Done:
    """Say how well an incident is verified."""
    refuse_overtaken(site.store, id_, said.head, visitor)
    grade_incident(site.store, id_, said.grade, visitor.decide(said.reason))
    return _tell_last(site, id_)


class Released(Deciding):
    """For whom it may leave."""

    audience: Audience = "public"
    why: str = Field(default="", max_length=2000, description="What changed, for its readers.")


@router.post("/incidents/{id_}/release")
def release(site: SiteNow, visitor: PublisherNow, id_: str, said: Released) -> Done:
    """Say that an incident may leave the project as it is now."""
    refuse_overtaken(site.store, id_, said.head, visitor)
    release_incident(site.store, id_, visitor.decide(said.reason), None, said.audience, said.why)
    return _tell_last(site, id_)


def _tell_last(site: SiteNow, id_: str) -> Done:
    """Return the decision that was made last."""
    return done(site.store, *(decision.id for decision in list_decisions(site.store, id_)[:1]))


class Comment(Shape):
    """What is said of an incident, or of one of its values."""

    words: Words
    path: Path | None = None


@router.post("/incidents/{id_}/comments")
def comment(site: SiteNow, visitor: CoderNow, id_: str, said: Comment) -> Done:
    """Say something about an incident, for the project's own people."""
    return done(site.store, comment_on(site.store, id_, visitor.decide(said.words), said.path).id)


class Assigned(Deciding):
    """Who is to work on it."""

    to: str | None = Field(max_length=200)


@router.post("/incidents/{id_}/assignment")
def assign(site: SiteNow, visitor: ReviewerNow, id_: str, said: Assigned) -> Done:
    """Say who is to work on an incident."""
    return done(site.store, assign_incident(site.store, id_, said.to, visitor.decide(said.reason)).id)


class Pair(Deciding):
    """Two incidents."""

    one: Id
    other: Id
    judgement: Judgement | Literal["part_of"] = Field(description="part_of: the first is part of the other.")


@router.post("/pairs")
def decide_on_pair(site: SiteNow, visitor: ReviewerNow, said: Pair) -> Done:
    """Say whether two incidents are one."""
    refuse_overtaken(site.store, said.one, said.head, visitor)
    refuse_overtaken(site.store, said.other, said.head, visitor)
    who = visitor.decide(said.reason)
    if said.judgement == "part_of":
        return done(site.store, put_under(site.store, said.one, said.other, who).id)
    return done(site.store, judge_pair(site.store, said.one, said.other, said.judgement, who).id)


class Answer(Deciding):
    """What a response answers."""

    response: Id = Field(description="Its id, or INCIDENT/r2.")
    to: Id


@router.post("/answers")
def say_answered(site: SiteNow, visitor: CoderNow, said: Answer) -> Done:
    """Say what a response answers."""
    return done(site.store, answer(site.store, said.response, said.to, visitor.decide(said.reason)).id)


@router.get("/decisions")
def read_log(site: SiteNow, limit: Annotated[int, Query(ge=1, le=1000)] = 100) -> Log:
    """Return what people decided, the latest first, as `gawah log` does."""
    return Log(decisions=[tell_decision(decision) for decision in list_decisions(site.store)[:limit]])


class Why(Shape):
    """Why."""

    reason: Words


@router.post("/decisions/{id_}/undo")
def take_back(site: SiteNow, visitor: ReviewerNow, id_: str, said: Why) -> Done:
    """Take a decision back."""
    return done(site.store, undo(site.store, id_, visitor.decide(said.reason)).id)


class Changed(Shape):
    """Something released that is otherwise now."""

    incident: str
    field: str
    was: Json
    now: Json


class Changes(Shape):
    """What was released and has changed since."""

    changes: list[Changed]


@router.get("/inbox")
def read_inbox(site: SiteNow, visitor: ReviewerNow) -> Changes:
    """Return what was released and has changed since, as `gawah inbox` does."""
    found = [Changed(incident=c.incident, field=c.path, was=c.was, now=c.now) for c in list_changes(site.store)]
    return Changes(changes=found)
