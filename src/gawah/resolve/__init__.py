"""Assertions to incidents, under a named policy: a pure function whose result can be dropped and computed again.

Events that `same` links join become one incident. Each of its values is chosen among the assertions that state it, and
carries their words as evidence; what lost stays in `conflicts`. Nothing is filled in from anywhere else.

How a value is chosen: what a person settled comes first, then what more independent origins say, then the higher
confidence, then the earlier words. A more precise statement that lies inside the chosen one (a day in a month, a town
in a province, a number for "dozens") replaces it; a coarser one stands beside it as context. All others contradict it.
"""

from collections.abc import Mapping, Sequence

from gawah.model import Coding, Incident, Json, Link, Place, Review, When, drop_undone, short_id
from gawah.resolve.aftermath import Ties, answers_to, responses_of, tie_responses
from gawah.resolve.claimants import hear_claimants
from gawah.resolve.counts import count_of, figures_of
from gawah.resolve.custom import custom_of
from gawah.resolve.draft import Draft, choose_date, choose_place
from gawah.resolve.fields import (
    also_types_of,
    audience_of,
    claimed_of,
    claims_of,
    killed_by_party_of,
    list_words,
    other_places_of,
    perpetrators_of,
    targets_of,
    title_of,
    told_as_of,
    type_of,
    verification_of,
    victims_of,
    weapons_of,
    workflow_of,
)
from gawah.resolve.joining import Case, break_cycles, drop_withdrawn, join_events, list_started
from gawah.resolve.persons import NamedVictim, PersonMatcher, match_same_names
from gawah.resolve.policies import DEFAULT_POLICY, POLICIES, Policy
from gawah.resolve.statements import (
    Decisions,
    Statement,
    Told,
    list_acting,
    order_events,
    quotes_of,
    sort_decisions,
    state,
)
from gawah.resolve.witnesses import COUNTS, find_behind, is_of_field, look_up, witnesses
from gawah.resolve.worth import CHANGED, Wait, count_deaths, weigh, weigh_incident

__all__ = [
    "CHANGED",
    "COUNTS",
    "DEFAULT_POLICY",
    "POLICIES",
    "Decisions",
    "NamedVictim",
    "PersonMatcher",
    "Policy",
    "Wait",
    "count_deaths",
    "find_behind",
    "find_withdrawn",
    "is_of_field",
    "lead_events",
    "list_acting",
    "list_started",
    "look_up",
    "quotes_of",
    "resolve",
    "sort_decisions",
    "weigh",
    "weigh_incident",
    "witnesses",
]


def resolve(
    codings: Sequence[Coding],
    links: Sequence[Link] = (),
    reviews: Sequence[Review] = (),
    policy: Policy = DEFAULT_POLICY,
    origins: Mapping[str, str | None] | None = None,
    match_persons: PersonMatcher = match_same_names,
) -> tuple[Incident, ...]:
    """Return the incidents that `codings` tell of, as `policy` sees them, in the order of codings and of the text.

    `codings` stand in the order in which they were added: the first event of an incident names it. Links within the
    codings count as well as `links`. Assertions may stand in any order: the result is the same. `origins` says of texts
    where they come from (copies of one dispatch have one origin), None for one that only compiles what others reported;
    a text that it does not name is an origin of its own. `match_persons` weighs which of the people named as victims of
    one incident are one person.
    """
    all_links = [*links, *(link for coding in codings for link in coding.links)]
    seen, every_link = drop_withdrawn(order_events(codings), all_links), drop_undone(all_links)
    lead = join_events(seen, every_link)
    told: dict[str, Told] = {}
    for statement in state(codings, seen, reviews):
        of = lead[statement.said.event_id]
        if of not in told:
            told[of] = Told()
        told[of].add(statement)
    kept = {id_: t for id_, t in told.items() if not t.is_empty}
    case = Case(seen, lead, kept, every_link, policy, origins or {}, match_persons)
    case = hear_claimants(case, sort_decisions(reviews))
    ties, wholes, mains = tie_responses(case), _wholes(case), _mains(case)
    return tuple(_incident(case, id_, ties, wholes, mains) for id_ in case.leads("incident"))


def lead_events(codings: Sequence[Coding], links: Sequence[Link] = ()) -> dict[str, str]:
    """Return for each event's id that of the first event of its incident or response, as `resolve` joins them."""
    return join_events(order_events(codings), [*links, *(link for coding in codings for link in coding.links)])


def find_withdrawn(codings: Sequence[Coding], links: Sequence[Link]) -> set[str]:
    """Return the ids of the events by which a person added something and took it back again."""
    seen = order_events(codings)
    return seen.keys() - drop_withdrawn(seen, links).keys()


def _wholes(case: Case) -> dict[str, tuple[str, Link]]:
    """Return for each incident that is part of another the umbrella, by the preferred link."""
    order = {id_: n for n, id_ in enumerate(case.leads("incident"))}
    ways = {
        id_: next((way for way in to if way[0] in order), None)
        for id_, to in case.ties("part_of").items()
        if id_ in order
    }
    found = {id_: way for id_, way in sorted(ways.items(), key=lambda w: order[w[0]]) if way is not None}
    kept = break_cycles({order[id_]: order[way[0]] for id_, way in found.items()})
    return {id_: way for id_, way in found.items() if order[id_] in kept}


def _mains(case: Case) -> dict[str, list[Statement]]:
    """Return the incidents that are the subject of a report, at most one a text."""
    best: dict[str, tuple[Statement, str]] = {}
    for id_ in case.leads("incident"):
        for statement in case.told[id_].of("main"):
            rival = best.get(statement.text.sha256)
            if statement.value is True and (rival is None or statement.rank < rival[0].rank):
                best[statement.text.sha256] = statement, id_
    found: dict[str, list[Statement]] = {}
    for statement, id_ in best.values():
        found.setdefault(id_, []).append(statement)
    return found


def _incident(
    case: Case, id_: str, ties: Ties, wholes: Mapping[str, tuple[str, Link]], mains: Mapping[str, list[Statement]]
) -> Incident:
    told = case.told[id_]
    draft = Draft(case.policy, len(case.texts({id_, *answers_to(ties, id_)})) > 1, case.origins)
    about = _identity(draft, case, id_, wholes, mains) | _happening(draft, told)
    about |= _harm(draft, told, case.match_persons)
    responses = responses_of(draft, case, ties, id_)
    about |= {"foreign_ids": list_words(draft, told, "foreign_ids"), "custom": custom_of(draft, told)}
    evidence, conflicts = tuple(draft.evidence), tuple(draft.conflicts)
    about |= {"audience": audience_of(told), "workflow": workflow_of(told), "verification": verification_of(told)}
    return Incident(short_id(id_), **about, responses=responses, evidence=evidence, conflicts=conflicts)


def _identity(
    draft: Draft, case: Case, id_: str, wholes: Mapping[str, tuple[str, Link]], mains: Mapping[str, list[Statement]]
) -> dict[str, Json]:
    """Return how the incident is told, and what it is part of."""
    told_as = told_as_of(draft, case.told[id_])
    main = draft.choose("/main", mains.get(id_, ())) or False
    if id_ not in wholes:
        return {"told_as": told_as, "main": main}
    whole, link = wholes[id_]
    seen = case.seen[link.from_event]
    draft.cite("/part_of", link, seen, link.spans or [seen.event.anchor])
    return {"told_as": told_as, "main": main, "part_of": short_id(whole)}


def _happening(draft: Draft, told: Told) -> dict[str, Json]:
    """Return what happened, when, where and by whom."""
    title, type_ = title_of(draft, told), type_of(draft, told)
    return {
        "title": title,
        "type": type_,
        "also_types": also_types_of(draft, told, type_),
        "outcome": draft.choose("/outcome", told.of("outcome")),
        "date": choose_date(draft, "/date", told.of("date")) or When(),
        "place": choose_place(draft, "/place", told.of("place")) or Place(),
        "other_places": other_places_of(draft, told),
        "perpetrators": perpetrators_of(draft, told),
    }


def _harm(draft: Draft, told: Told, match_persons: PersonMatcher) -> dict[str, Json]:
    """Return who and what was harmed, by what means, who claimed it and why."""
    people = {"victims": victims_of(draft, told, match_persons), "targets": targets_of(draft, told)}
    counts = {name: count_of(draft, told, name) for name in ("killed", "injured", "abducted", "attackers_killed")}
    return {
        **people,
        **counts,
        "killed_by_party": killed_by_party_of(draft, told),
        "figures": figures_of(draft, told),
        "weapons": weapons_of(draft, told),
        "claims": claims_of(draft, told),
        "claimed": claimed_of(draft, told),
        "campaign": list_words(draft, told, "campaign"),
        "motive": list_words(draft, told, "motive"),
    }
