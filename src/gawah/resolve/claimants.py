"""What a claim or a denial that is told as a response says of the incident to which a link ties it."""

from collections.abc import Iterator, Mapping
from dataclasses import replace

from gawah.gazetteer.folding import fold
from gawah.model import Assertion, Json, Link, Review, field_pattern
from gawah.resolve.joining import Case
from gawah.resolve.speakers import list_marks, mark_actor
from gawah.resolve.statements import Decisions, Statement, Told


def hear_claimants(case: Case, decisions: Decisions) -> Case:
    """Return the case with what `claims` and `denies` links tell: who says of himself that he did it, or did not.

    A claim makes its actor a perpetrator by his own word, and a claimant. A denial stands beside an accusation of the
    same actor; alone it names nobody. What a person rejected or corrected in the same words is not said again.
    """
    told: dict[str, Told] = dict(case.told)
    for incident, response, link in _list_ties(case):
        for statement in case.told[response].of("actor")[:1]:
            if link.kind == "denies" and not _is_accused(case.told[incident], statement.value):
                continue
            restated = _restate(statement.value, link, case.told[response])
            told[incident] = _add(told[incident], [one for one in restated if not _is_refused(one.said, decisions)])
    return replace(case, told=told)


def _list_ties(case: Case) -> Iterator[tuple[str, str, Link]]:
    """Yield incident, response and link of each claim and denial, in the order of the links' ids."""
    for link in sorted((l for l in case.links if l.kind in ("claims", "denies")), key=lambda l: l.id):
        response, incident = case.lead.get(link.from_event), case.lead.get(link.to_event)
        kinds = [case.seen[id_].event.kind if id_ in case.told else None for id_ in (response, incident) if id_]
        if response and incident and kinds == ["response", "incident"]:
            yield incident, response, link


def _is_accused(told: Told, actor: Json) -> bool:
    items = told.items.get("perpetrators", {}).values()
    return any(mark_actor(actor) in list_marks(s.value) for item in items for s in item.get("", []))


def _is_refused(said: Assertion, decisions: Decisions) -> bool:
    """Whether a person said last that this actor did not, or not so, do or claim it by these words."""
    acting = decisions.get((said.text_sha256, field_pattern(said.field)), ())
    verdicts = [r.verdict for r in acting if _name(r.value) == _name(said.value) and _overlap(r, said)]
    return bool(verdicts) and verdicts[-1] != "accept"


def _name(value: Json) -> str:
    return fold(value.get("name") or value.get("by"))


def _overlap(review: Review, said: Assertion) -> bool:
    return any(one.overlaps(other) for one in review.spans for other in said.spans)


def _restate(actor: Json, link: Link, response: Told) -> Iterator[Statement]:
    """Yield what the response says of the incident, in the words that tell of the response."""
    who: Mapping[str, Json] = {"name": actor, "actor_id": None, "kind": "unknown", "parent": None}
    basis, words = "claimed" if link.kind == "claims" else "denied", (response.of("type") or response.of("actor"))[0]
    yield _say(words, f"perpetrators/{link.id}", who, basis, actor)
    if link.kind == "claims":
        date = next((s.value.get("start") for s in response.of("date")), None)
        yield _say(words, f"claims/{link.id}", {"by": actor, "channel": None, "date": date}, basis, actor)


def _say(words: Statement, field: str, value: Mapping[str, Json], basis: str, actor: Json) -> Statement:
    said = replace(
        words.said,
        field=field,
        value=dict(value),
        basis=basis,
        speaker=str(actor),
        speaker_role="party_to_conflict",
    )
    return replace(words, said=said)


def _add(told: Told, statements: list[Statement]) -> Told:
    """Return a copy of what is told with more of it; the events' own stays as it was."""
    items = {head: {key: dict(item) for key, item in of.items()} for head, of in told.items.items()}
    more = Told(dict(told.values), items)
    for statement in statements:
        more.add(statement)
    return more
