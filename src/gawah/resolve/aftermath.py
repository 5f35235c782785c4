"""The aftermath: which responses answer an incident, in what order, and what is said of each."""

from collections.abc import Iterable, Mapping, Sequence
from typing import TypeAlias

from gawah.model import Link, Response, short_id
from gawah.resolve.draft import Draft, choose_date, choose_place, settle
from gawah.resolve.joining import Case, break_cycles
from gawah.resolve.relations import date_inside
from gawah.resolve.statements import Statement, Told

Ties: TypeAlias = Mapping[str, Sequence[tuple[str, Link | None]]]


def tie_responses(case: Case) -> Ties:
    """Return what each response answers. One without links answers the incident of its text if there is but one."""
    ties: dict[str, Sequence[tuple[str, Link | None]]] = {**_let_people_decide(case)}
    linked = {case.lead.get(link.from_event) for link in case.links if link.kind == "response_to"}
    incidents = case.leads("incident")
    for response in case.leads("response"):
        if response not in linked:
            here = [i for i in incidents if case.texts([i]) & case.texts([response])]
            ties[response] = [(here[0], None)] if len(here) == 1 else []
    return ties


def _let_people_decide(case: Case) -> Ties:
    """Return what links say that each response answers: people's alone, where there are any that lead somewhere."""
    said = case.ties("response_to")
    decided = {one: [way for way in ways if way[1].time] or ways for one, ways in said.items()}
    anchored = {answer for incident in case.leads("incident") for answer in answers_to(decided, incident)}
    return {one: ways if one in anchored else said[one] for one, ways in decided.items()}


def answers_to(ties: Ties, incident: str) -> set[str]:
    """Return the responses that answer `incident`, or answer one that does."""
    found = {incident}
    grown = True
    while grown:
        more = {one for one, to in ties.items() if one not in found and any(other in found for other, _ in to)}
        found |= more
        grown = bool(more)
    return found - {incident}


def _order_responses(case: Case, responses: Iterable[str]) -> list[str]:
    """Return the responses that have a type, by date, then by position; the undated come last.

    A violent act that answers another is an incident of its own and stands in nobody's aftermath.
    """
    answers = [r for r in responses if case.seen[r].event.kind == "response"]
    typed = [r for r in answers if r in case.told and case.told[r].of("type")]
    return sorted(typed, key=lambda r: (_moment(case.told[r].of("date")), case.seen[r].order))


def _moment(dates: Sequence[Statement]) -> tuple[str, bool]:
    """Return what sorts a response: its day, and whether it only lies about it, and so goes behind others."""
    if not dates:
        return "~", True
    date = settle(dates, date_inside).value
    about = date.get("after") or date.get("before") or date.get("edtf") or "~"
    return date.get("start") or about, date.get("start") is None


def responses_of(draft: Draft, case: Case, ties: Ties, incident: str) -> tuple[Response, ...]:
    """Return what followed `incident`, in order, each step with what it answers."""
    members = answers_to(ties, incident)
    ordered = _order_responses(case, members)
    chosen = {n: _answered(ties, r, incident, members, ordered) for n, r in enumerate(ordered)}
    above = break_cycles({n: ordered.index(to) for n, (to, _) in chosen.items() if to != incident})
    found = []
    for n, response in enumerate(ordered):
        found.append(
            _response(draft, n, case.told[response], response, f"r{above[n] + 1}" if n in above else "incident")
        )
        if (link := chosen[n][1]) is not None:
            draft.cite(f"/responses/{n}/responds_to", link, case.seen[link.from_event], link.spans)
    return tuple(found)


def _answered(
    ties: Ties, response: str, incident: str, members: set[str], kept: Sequence[str]
) -> tuple[str, Link | None]:
    """Return what `response` answers within `incident`, another response before the incident itself.

    A response that does not stand (a person rejected it) is passed over for what it answered.
    """
    at, passed = response, {response}
    while True:
        ways = [(to, link) for to, link in ties.get(at, ()) if to == incident or (to in members and to not in passed)]
        ways.sort(key=lambda way: (way[1] is not None and way[1].time is None, way[0] == incident))
        if not ways or ways[0][0] == incident or ways[0][0] in kept:
            return ways[0] if ways else (incident, None)
        at = ways[0][0]
        passed.add(at)


def _response(draft: Draft, n: int, told: Told, event: str, responds_to: str) -> Response:
    path = f"/responses/{n}"
    type_ = draft.choose(f"{path}/type", told.of("type"))
    status = draft.choose(f"{path}/status", told.of("status"), "sequence")
    actor, target = (draft.choose(f"{path}/{name}", told.of(name), None) for name in ("actor", "target"))
    date = choose_date(draft, f"{path}/date", told.of("date"))
    duration = draft.choose(f"{path}/duration_days", told.of("duration_days"))
    quantity = draft.choose(f"{path}/quantity", told.of("quantity"), None)
    place = choose_place(draft, f"{path}/place", told.of("place"))
    speaker = told.of("type")[0].said.speaker
    about = (type_, status or "done", actor, target, responds_to, speaker, date, duration, quantity, place)
    return Response(f"r{n + 1}", *about, event=short_id(event))
