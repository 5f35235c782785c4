"""Decisions on what a response answers."""

from collections.abc import Iterable, Mapping
from typing import TYPE_CHECKING

from gawah.errors import ReviewError
from gawah.model import Link, drop_undone
from gawah.resolve import lead_events
from gawah.review.reviewer import Reviewer
from gawah.review.values import find_response

if TYPE_CHECKING:
    from gawah.store import Store


def answer(store: "Store", response: str, target: str, who: Reviewer) -> Link:
    """Say that a response answers an incident, or another response, in place of what machines make it answer.

    Both are named by their ids, or a response as "ID/r2". Who says of a response that it answers two things says it
    twice. Raises ReviewError, IncidentNotFound.
    """
    answering, answered = find_response(store, response), _find_answered(store, target)
    if answering in _list_above(store, answered):
        raise ReviewError(
            f"{response} cannot answer {target}, which is it or answers it; link {target} elsewhere first"
        )
    link = Link.of("response_to", answering, answered, who.name, time=who.time, reason=who.reason)
    store.append([link])
    return link


def _find_answered(store: "Store", target: str) -> str:
    if "/" in target:
        return find_response(store, target)
    event, kind = store.find_event(target)
    return event if kind == "response" else store.list_events(target)[0]


def _list_above(store: "Store", event: str) -> set[str]:
    """Return the events of a response and of all that it answers, and that those answer."""
    (component,) = store.read_components([event])
    leads = lead_events(component.codings, component.links)
    links = [*component.links, *(link for coding in component.codings for link in coding.links)]
    ways = _list_ways((link for link in drop_undone(links) if link.kind == "response_to"), leads)
    above, grown = {leads[event]}, {leads[event]}
    while grown := {to for one in grown for to in ways.get(one, ())} - above:
        above |= grown
    return {id_ for id_, lead in leads.items() if lead in above}


def _list_ways(links: Iterable[Link], leads: Mapping[str, str]) -> dict[str, set[str]]:
    """Return what each response answers: by what people say, where they say anything."""
    ways: dict[str, dict[bool, set[str]]] = {}
    for link in links:
        if link.from_event in leads and link.to_event in leads:
            by_person = link.time is not None
            ways.setdefault(leads[link.from_event], {}).setdefault(by_person, set()).add(leads[link.to_event])
    return {one: to.get(True) or to[False] for one, to in ways.items()}
