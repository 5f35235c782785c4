"""Which events are one incident or one response, and what leads from one to another."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from gawah.model import PERSON, Link, LinkKind, Span, drop_undone, list_undone
from gawah.resolve.gathering import Pair, gather_events, order_pair, weigh_score
from gawah.resolve.persons import PersonMatcher, match_same_names
from gawah.resolve.policies import Policy
from gawah.resolve.statements import Seen, Told


def _preference(link: Link) -> tuple[bool, float, str, tuple[Span, ...]]:
    """Sort links so that a person's come first, then those with the higher score."""
    return link.time is None, -(link.score if link.score is not None else 1.0), link.id, link.spans


def list_started(links: Iterable[Link]) -> frozenset[str]:
    """Return the events with which persons began an incident: each is a link of its own with itself, not taken back."""
    return frozenset(
        link.from_event
        for link in drop_undone(links)
        if link.kind == "same" and link.from_event == link.to_event and link.time is not None
    )


def join_events(seen: Mapping[str, Seen], links: Sequence[Link]) -> dict[str, str]:
    """Return for each event the first event of the incident or response that it belongs to.

    `different` keeps two events apart even where a chain of `same` links would join them. A `same` link that a person
    made, or that a machine gave no score, is settled; those with a score are gathered as `gathering` has it.
    """
    judged = _judge_pairs(seen, links)
    joins = {pair: link for pair, link in judged.items() if link.kind == "same"}
    settled = sorted((p for p, l in joins.items() if l.time or l.score is None), key=lambda p: _preference(joins[p]))
    scored = {p: weigh_score(l.score) for p, l in judged.items() if l.score is not None and l.time is None}
    likely = {p: bits for p, bits in scored.items() if p in joins}
    bars = [pair for pair, link in judged.items() if link.kind == "different"]
    marks = {id_: event.mark for id_, event in seen.items()}
    started = list_started(links)
    added = [id_ for id_, event in seen.items() if event.event.coder.startswith(PERSON) and id_ not in started]
    return gather_events(marks, settled, likely, scored, bars, added)


def _judge_pairs(seen: Mapping[str, Seen], links: Iterable[Link]) -> dict[Pair, Link]:
    """Return the link that prevails on each pair of events of one kind.

    A person's latest judgement on a pair prevails; among machines, whoever would keep the two apart.
    """
    pairs: dict[Pair, list[Link]] = {}
    for link in drop_undone(links):
        a, b = seen.get(link.from_event), seen.get(link.to_event)
        if link.kind in ("same", "different", "unsure") and a and b and a.event.kind == b.event.kind and a is not b:
            pairs.setdefault(order_pair(a.event.id, b.event.id), []).append(link)
    return {pair: max(said, key=_weight) for pair, said in pairs.items()}


def drop_withdrawn(seen: Mapping[str, Seen], links: Sequence[Link]) -> dict[str, Seen]:
    """Return the events without those by which a person added something and took it back again, with its link."""
    undone = list_undone(links)
    taken = [link for link in links if link.id in undone and link.time]
    gone = {link.from_event for link in taken if _is_added_by(seen.get(link.from_event), link)}
    return {id_: event for id_, event in seen.items() if id_ not in gone}


def _is_added_by(seen: Seen | None, link: Link) -> bool:
    """Whether a person added an event in the decision that made the link."""
    return seen is not None and seen.event.coder == f"{PERSON}{link.made_by} {link.time}"


def _weight(link: Link) -> tuple[bool, str, int, float, str]:
    caution = ("same", "unsure", "different").index(link.kind)
    return link.time is not None, link.time or "", caution, link.score or 0.0, link.id


def break_cycles(parents: Mapping[int, int]) -> dict[int, int]:
    """Return `parents` less those by which a thing would come to stand above itself."""
    kept: dict[int, int] = {}
    for child, parent in parents.items():
        above: int | None = parent
        while above is not None and above != child:
            above = kept.get(above)
        if above is None:
            kept[child] = parent
    return kept


@dataclass(frozen=True, slots=True)
class Case:
    """All events with what is said of them and how they hang together."""

    seen: Mapping[str, Seen]
    lead: Mapping[str, str]
    """The first event of the incident or response that an event belongs to."""
    told: Mapping[str, Told]
    """By first event; only incidents and responses of which something stands."""
    links: Sequence[Link]
    policy: Policy
    origins: Mapping[str, str | None]
    """Where texts come from, by their hashes."""
    match_persons: PersonMatcher = match_same_names
    """Weighs which victims are one person."""

    def leads(self, kind: str) -> list[str]:
        """Return the first events of incidents, or of responses, in order."""
        return [id_ for id_ in self.seen if id_ in self.told and self.seen[id_].event.kind == kind]

    def texts(self, leads: Iterable[str]) -> set[str]:
        """Return the hashes of the texts that tell of these incidents and responses."""
        wanted = set(leads)
        return {seen.text.sha256 for id_, seen in self.seen.items() if self.lead[id_] in wanted}

    def ties(self, kind: LinkKind) -> dict[str, list[tuple[str, Link]]]:
        """Return for each incident or response where links of `kind` lead from it, the preferred link first."""
        found: dict[str, list[tuple[str, Link]]] = {}
        for link in sorted((l for l in self.links if l.kind == kind), key=_preference):
            one, other = self.lead.get(link.from_event), self.lead.get(link.to_event)
            if one and other and one != other:
                found.setdefault(one, []).append((other, link))
        return found
