"""What programs send and get: strict types, so that "11" is no count and a misspelt name is an error."""

from typing import Annotated, Any, Literal

from fastapi import HTTPException
from pydantic import BaseModel, ConfigDict, Field

from gawah.errors import UsageError
from gawah.review import Decision, list_meanwhile
from gawah.store import Criteria, Store
from gawah.web.visitor import Visitor

Json = Any
Id = Annotated[str, Field(min_length=1, max_length=200, description="An incident's id: ten letters and digits.")]
Words = Annotated[str, Field(min_length=1, max_length=2000)]
Several = Annotated[list[Annotated[str, Field(max_length=200)]], Field(max_length=40)]


class Shape(BaseModel):
    """What all of them are like."""

    model_config = ConfigDict(extra="forbid", strict=True)


class Error(Shape):
    """What went wrong, in one line."""

    error: str


ERRORS: dict[int | str, dict[str, Any]] = {
    status: {"model": Error, "description": words}
    for status, words in {
        400: "This cannot be read, or the site is called by another name.",
        401: "Nobody is logged in, and no token is shown.",
        403: "The role does not suffice, or names are withheld.",
        404: "There is no such thing.",
        409: "This cannot be decided, or somebody else decided meanwhile.",
        415: "What changes something is sent as JSON.",
        422: "A value is none that can be given here.",
        503: "Another program writes to the store for too long.",
    }.items()
}


def refer_to(name: str) -> dict[int | str, dict[str, Any]]:
    """Return what describes an answer in the format of records, as `gawah schema` prints it."""
    schema = {"$ref": f"#/components/schemas/{name}"}
    return {200: {"content": {"application/json": {"schema": schema}}}}


# --- asking -----------------------------------------------------------------------------------------------------------


class Asked(BaseModel):
    """The criteria of `gawah list`: several values of one are alternatives, several criteria must all hold."""

    model_config = ConfigDict(extra="forbid")

    year: Several = Field(default=[], examples=[["2021"], ["2019..2021"]])
    since: str | None = Field(default=None, max_length=10, description="ISO date.")
    until: str | None = Field(default=None, max_length=10, description="ISO date.")
    country: Several = Field(default=[], description="Names or ISO codes.")
    admin1: Several = []
    type: Several = []
    perpetrator: Several = []
    descendants: bool = Field(default=False, description="Whether a perpetrator's branches count as it.")
    community: Several = []
    campaign: Several = []
    weapon: Several = []
    claimed: bool | None = None
    status: Several = []
    grade: Several = []
    least_grade: str | None = Field(default=None, max_length=40)
    killed: str | None = Field(default=None, max_length=40, description="10, 10.., ..5 or 3..7")
    injured: str | None = Field(default=None, max_length=40)
    abducted: str | None = Field(default=None, max_length=40)
    reports: str | None = Field(default=None, max_length=40)
    near: str | None = Field(default=None, max_length=200, description="A place's name, or LAT,LON.")
    within_km: float | None = Field(default=None, gt=0, le=20_000)
    text: str | None = Field(default=None, max_length=500, description="Words that one of its reports holds.")
    where: Several = Field(default=[], description="Of fields that the project adds: NAME=VALUE.")

    def read(self) -> Criteria:
        """Return the criteria. Raises UsageError for one that says nothing."""
        said = {name: value for name, value in self.model_dump(include=set(Asked.model_fields)).items() if value != ""}
        if any("\0" in str(value) for value in said.values()):
            raise UsageError("a criterion holds no null characters")
        return Criteria.from_json({k: v for k, v in said.items() if v not in (None, [])})


class Deciding(Shape):
    """What every decision says."""

    reason: Words
    head: int | None = Field(
        default=None,
        ge=0,
        description="The ledger's number (`head`) as of which it was seen: if others decided since, it is refused.",
    )


def refuse_overtaken(store: Store, id_: str, seen: int | None, visitor: Visitor) -> None:
    """Raise HTTPException where others have decided on an incident since it was seen."""
    if seen is None:
        return
    if others := list_meanwhile(store, id_, seen, visitor.name):
        said = f"{others[0].by} decided meanwhile: {others[0].what}"
        raise HTTPException(409, f"{said}. Nothing was changed; look at it as it is now.")


# --- answers ----------------------------------------------------------------------------------------------------------


class Done(Shape):
    """What a decision made."""

    decisions: list[str] = Field(description="Ids, by which it can be taken back.")
    head: int = Field(description="The ledger's number now.")


class Logged(Shape):
    """One entry of the log of decisions."""

    id: str
    time: str
    by: str
    what: str
    reason: str
    kind: Literal["value", "pair", "standing", "mark", "comment", "assignment", "undo"]
    undone: bool


def tell_decision(decision: Decision) -> Logged:
    """Return an entry of the log as programs get it."""
    about = {name: getattr(decision, name) for name in ("id", "time", "by", "what", "reason", "kind", "undone")}
    return Logged(**about)


def done(store: Store, *ids: str) -> Done:
    """Return what a decision made."""
    return Done(decisions=list(ids), head=store.read_head()[0])
