"""One incident: what is documented of it, in which words, where reports disagree, and what people decided on it."""

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import groupby
from typing import Annotated, Any
from urllib.parse import quote, urlencode

from fastapi import APIRouter, Query, Request
from starlette.responses import Response

from gawah.account import say_standing
from gawah.codebook import load
from gawah.errors import UsageError
from gawah.resolve import POLICIES
from gawah.review import (
    Decision,
    add_shown,
    find_first_reviewer,
    find_releases,
    list_attachments,
    list_decisions,
    needs_two_persons,
    read_talk,
)
from gawah.review.pairs import list_undecided
from gawah.store import Store
from gawah.web.kept import Instead, draw_kept
from gawah.web.pages.incident_view import view_incident
from gawah.web.site import SiteNow
from gawah.web.visitor import Visitor, VisitorNow

router = APIRouter(include_in_schema=False)


@router.get("/incidents/{id_}")
def show_incident(
    request: Request,
    site: SiteNow,
    visitor: VisitorNow,
    id_: str,
    policy: Annotated[str, Query(max_length=60)] = "",
    graphic: Annotated[str, Query(max_length=4)] = "",
    queue: Annotated[str, Query(max_length=200)] = "",
) -> Response:
    """Show an incident, under the project's own policy or another; an id that it had once leads to the one of now."""
    asked = _Asked(id_, _choose_policy(policy, site.store.policy), graphic == "show", queue)

    def show(seen: Visitor) -> dict[str, Any]:
        own = site.store.resolve_id(id_)
        if own != id_:
            query = f"?{request.url.query}" if request.url.query else ""
            raise Instead(f"/incidents/{quote(own)}{query}", 302)
        return _show(site.store, seen, asked)

    return draw_kept(request, site, visitor, "incident.html", show)


@dataclass(frozen=True, slots=True)
class _Asked:
    """What an address asks to see of an incident."""

    own: str
    policy: str
    graphic: bool
    queue: str


def _show(store: Store, visitor: Visitor, asked: _Asked) -> dict[str, Any]:
    own, chosen = asked.own, asked.policy
    head, _ = store.read_head()
    # Under another policy than the store's own an incident is computed here and now: to keep that view would write, and
    # compute every incident of the store.
    record = add_shown(store, store.find_incident(own, chosen, None if chosen == store.policy else head))
    decides = visitor.may("reviewer") and chosen == store.policy
    address = _Addresses(own, chosen if chosen != store.policy else "", "show" if asked.graphic else "", asked.queue)
    return {
        "view": view_incident(store, record, decides, asked.graphic),
        "incident": record.incident,
        "head": head,
        "decides": decides,
        "graphic": asked.graphic,
        "policy": chosen,
        "own_policy": store.policy,
        "policies": tuple(POLICIES.values()),
        "standing": say_standing(record.incident),
        "stages": [word for word in load().values("workflows") if word != "released"],
        "grades": load().values("verifications"),
        "umbrella": store.find_incident(record.incident.part_of).incident if record.incident.part_of else None,
        "parts": store.list_parts(own),
        "pairs": list_undecided(store, own),
        "talk": read_talk(store, own),
        "decisions": group_decisions(list_decisions(store, own)),
        "releases": find_releases(store, own),
        "attached": sum(not one.path for one in list_attachments(store, own)),
        "two_persons": needs_two_persons(),
        "first_reviewer": find_first_reviewer(store, own) if needs_two_persons() else None,
        "queue": asked.queue,
        "address": address,
    }


def group_decisions(decisions: Sequence[Decision]) -> list[list[Decision]]:
    """Return decisions with those together that were made as one, as a split is, or a verdict on several reports."""
    made = groupby(decisions, key=lambda d: (d.time, d.by, d.kind, d.what.split(" ")[0]))
    return [list(group) for _, group in made]


def _choose_policy(asked: str, own: str) -> str:
    if asked and asked not in POLICIES:
        raise UsageError(f"{asked}: there is no policy of that name; take one of {', '.join(POLICIES)}")
    return asked or own


class _Addresses:
    """Addresses of the same page that ask for something else."""

    def __init__(self, id_: str, policy: str, graphic: str, queue: str) -> None:
        self.path = f"/incidents/{quote(id_)}"
        self.asked = {"policy": policy, "graphic": graphic, "queue": queue}

    def but(self, **changed: str) -> str:
        """Return the address with something changed."""
        asked = {name: value for name, value in (self.asked | changed).items() if value}
        return f"{self.path}?{urlencode(asked)}" if asked else self.path

    def __str__(self) -> str:
        return self.but()
