"""The facts of one incident: what, when, where, how many, who, whom and with what, each with its quotes."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from gawah import wording
from gawah.account.notes import Cited, Notebook
from gawah.gazetteer.calendars import find_hijri_days
from gawah.model import Claim, Conflict, Count, Evidence, Figure, Incident
from gawah.phrases import isolate, mark, say, say_digits
from gawah.resolve import witnesses

_COUNTS = ("killed", "injured", "abducted", "attackers_killed")


@dataclass(frozen=True, slots=True)
class Fact:
    """One fact. `name` is empty where it goes on with what the fact before it is about."""

    name: str
    said: Cited
    path: str = ""
    """Where the value stands in the record, as a JSON Pointer into the incident."""
    depth: int = 0
    """How deep it stands: a part of a group of people stands deeper than its whole."""


class Facts:
    """What the facts of one incident are made from."""

    def __init__(self, incident: Incident, notebook: Notebook) -> None:
        self.incident, self.notebook = incident, notebook

    def evidence(self, *paths: str) -> list[Evidence]:
        """Return what states the values at `paths`, else what is context to them; then what attachments show."""
        found = [entry for path in paths for entry in witnesses(self.incident, path)]
        said = [e for e in found if e.kind != "attachment"]
        words = [e for e in said if e.role == "states"] or [e for e in said if e.role == "context"]
        return [*words, *(e for e in found if e.kind == "attachment")]

    def cite(self, words: str, *paths: str, strong: bool = False) -> Cited:
        """Return `words`, with the speaker where no other voice says so, and the numbers of their quotes."""
        found = self.evidence(*paths)
        source = wording.say_source(_list_speakers(found))
        return Cited(wording.join_parts([words, source]), self.notebook.note(found), strong)

    def quote(self, words: str, *paths: str, strong: bool = False) -> Cited:
        """Return `words`, which say themselves who says so, and the numbers of their quotes."""
        return Cited(words, self.notebook.note(self.evidence(*paths)), strong)


def _list_speakers(evidence: Sequence[Evidence]) -> list[str]:
    """Return who says it; nobody where the report says it in its own voice too."""
    said = [entry.speaker for entry in evidence if entry.kind != "attachment"]
    speakers = [speaker for speaker in said if speaker]
    return speakers if len(speakers) == len(said) else []


def tell_headline(facts: Facts) -> Cited:
    """Return the incident's title or, where it has none, what, where and when."""
    words = wording.say_headline(facts.incident)
    return facts.quote(words, "/title", strong=True) if facts.incident.title else Cited(words, strong=True)


def tell_facts(facts: Facts) -> tuple[Fact, ...]:
    """Return the facts in their order."""
    parts = (_tell_act, _tell_harm, _tell_doers, _tell_victims, _tell_means, _tell_custom)
    return tuple(fact for tell in parts for fact in tell(facts))


def _tell_act(facts: Facts) -> Iterator[Fact]:
    incident = facts.incident
    if incident.type:
        outcome = wording.label("incident_outcomes", incident.outcome) if incident.outcome else ""
        words = _in_brackets(wording.say_type(incident), outcome)
        paths = ("/type", *(["/also_types"] if incident.also_types else []))
        yield Fact(say("What"), facts.cite(words, *paths), "/type")
    if when := wording.say_when(incident.date):
        when = wording.join_parts([when, _say_hijri(facts.evidence("/date"))])
        said = _in_brackets(when, wording.say_precision(incident.date))
        yield Fact(say("When"), facts.cite(said, "/date"), "/date")
    if where := wording.say_place(incident.place):
        said = _in_brackets(where, wording.say_position(incident.place))
        yield Fact(say("Where"), facts.cite(said, "/place"), "/place")
    for n, other in enumerate(incident.other_places):
        name = wording.label("other_place_roles", other.role) if other.role != "other" else say("also there")
        where = wording.say_place(other.place) if other.place else ""
        path = f"/other_places/{n}"
        yield Fact(wording.capitalise(name), facts.cite(where or wording.neutralise(other.name), path), path)


def _say_hijri(evidence: Sequence[Evidence]) -> str:
    """Return the day of a Hijri calendar that a date was read from, to stand beside the Gregorian; else nothing."""
    quotes = [entry.quote or "" for entry in evidence]
    said = (quote[day.start : day.end] for quote in quotes for day in find_hijri_days(quote))
    return next((wording.quote(words) for words in said), "")


def _in_brackets(words: str, precision: str) -> str:
    return f"{isolate(words)} ({precision})" if precision else words


def _tell_harm(facts: Facts) -> Iterator[Fact]:
    incident = facts.incident
    for name in _COUNTS:
        count: Count | None = getattr(incident, name)
        if count:
            said = facts.cite(wording.say_count(count), f"/{name}", strong=True)
            yield Fact(wording.capitalise(wording.label("measures", name)), said, f"/{name}")
    for n, figure in enumerate(incident.figures):
        if figure.measure not in _COUNTS:
            said = facts.cite(wording.say_figure(figure), f"/figures/{n}")
            yield Fact(wording.capitalise(wording.label("measures", figure.measure)), said, f"/figures/{n}")
    if incident.killed_by_party:
        said = facts.cite(wording.say_sides(incident.killed_by_party), "/killed_by_party")
        yield Fact(say("Of the dead"), said, "/killed_by_party")


def _tell_doers(facts: Facts) -> Iterator[Fact]:
    for n, actor in enumerate(facts.incident.perpetrators):
        path = f"/perpetrators/{n}"
        name = facts.quote(wording.say_actor(actor), f"{path}/name", strong=True)
        yield Fact("" if n else say("Attributed to"), name, path)
        for m, attribution in enumerate(actor.attributions):
            own = f"{path}/attributions/{m}"
            yield Fact("", facts.quote(wording.say_attribution(attribution), own), own)
        if not actor.attributions:
            words = wording.attribute(actor.attribution)
            yield Fact("", facts.cite(words, f"{path}/attribution"), f"{path}/attribution")


def _tell_victims(facts: Facts) -> Iterator[Fact]:
    groups = facts.incident.victims
    for place, (n, depth) in enumerate(nest([(group.id, group.subset_of) for group in groups])):
        yield from _tell_group(facts, "" if place else say("Victims"), n, depth)
    for n, target in enumerate(facts.incident.targets):
        effect = wording.label("target_effects", target.effect) if target.effect else ""
        path = f"/targets/{n}"
        words = wording.join_parts([wording.neutralise(target.description), effect])
        yield Fact("" if n else say("Targets"), facts.cite(words, path), path)


def _tell_group(facts: Facts, name: str, n: int, depth: int) -> Iterator[Fact]:
    """Yield a group of people harmed, then who of them is named; a part stands deeper than its whole."""
    group, path = facts.incident.victims[n], f"/victims/{n}"
    words = wording.neutralise(group.description) or say("people, not described")
    words = say("of them {people}", people=words) if depth else words
    traits = wording.list_traits(group)
    own = [f"{path}/{field}" for field in ("description", "count", "outcome") if getattr(group, field)]
    told = f"{isolate(words)}: {say('; ').join(map(isolate, traits))}" if traits else words
    yield Fact(name, facts.cite(told, *(own or [path])), path, depth)
    for m, person in enumerate(group.persons):
        about = wording.join_parts([wording.neutralise(person.name), say_digits(str(person.age or ""))])
        status = say("a private person") if person.status == "private" else say("in a public role")
        named = f"{path}/persons/{m}"
        words = say("named: {person} ({status})", person=about, status=status)
        yield Fact("", facts.cite(words, named), named, depth + 1)


def _tell_means(facts: Facts) -> Iterator[Fact]:
    incident = facts.incident
    for n, weapon in enumerate(incident.weapons):
        yield Fact("" if n else say("Weapon"), facts.cite(wording.say_weapon(weapon), f"/weapons/{n}"), f"/weapons/{n}")
    for n, claim in enumerate(incident.claims):
        yield Fact("" if n else say("Claim"), facts.quote(_say_claim(claim), f"/claims/{n}"), f"/claims/{n}")
    if incident.claimed is False and not incident.claims:
        yield Fact(say("Claim"), facts.cite(say("nobody has claimed it"), "/claimed"), "/claimed")
    for name, values in (("campaign", incident.campaign), ("motive", incident.motive)):
        for n, value in enumerate(values):
            path = f"/{name}/{n}"
            yield Fact("" if n else wording.label_field(name), facts.cite(wording.neutralise(value), path), path)
    for n, foreign in enumerate(incident.foreign_ids):
        path = f"/foreign_ids/{n}"
        yield Fact("" if n else say("Elsewhere"), facts.cite(wording.neutralise(foreign), path), path)


def _tell_custom(facts: Facts) -> Iterator[Fact]:
    """Yield the values of the fields that the project adds."""
    for name, value in facts.incident.custom.items():
        path = f"/custom/{name}"
        yield Fact(wording.name_field(path), facts.cite(wording.say_value(path, value), path), path)


def _say_claim(claim: Claim) -> str:
    quoted = wording.quote(claim.channel) if claim.channel else ""
    channel = say("through {channel}", channel=quoted) if quoted else say("channel not said")
    by = say("by {actor}", actor=wording.neutralise(claim.by))
    disputed = wording.join_words(map(wording.neutralise, claim.disputed_by))
    against = say("disputed by {actors}", actors=disputed) if disputed else ""
    return wording.join_parts([by, channel, wording.say_edtf(claim.date) if claim.date else "", against])


def nest(ids: Sequence[tuple[str, str | None]]) -> Iterator[tuple[int, int]]:
    """Yield the place of each thing among `ids` (its own, and that of its whole) with its depth, parts below wholes."""
    held = {own for own, _ in ids}

    def below(whole: str | None, depth: int) -> Iterator[tuple[int, int]]:
        for n, (own, above) in enumerate(ids):
            if (above if above in held else None) == whole:
                yield n, depth
                yield from below(own, depth + 1)

    return below(None, 0)


# --- what differs within one report -----------------------------------------------------------------------------------


def tell_figures(facts: Facts) -> tuple[Fact, ...]:
    """Return the figures of every measure that more than one is given for, then other statements that disagree."""
    return tuple(_tell_differing(facts))


def _tell_differing(facts: Facts) -> Iterator[Fact]:
    several = [name for name in _COUNTS if len(_list_figures(facts.incident, name)) > 1]
    for name in several:
        for m, (n, figure) in enumerate(_list_figures(facts.incident, name)):
            label = wording.capitalise(wording.label("measures", name)) if m == 0 else ""
            yield Fact(label, facts.quote(_say_figure(figure), f"/figures/{n}"), f"/figures/{n}")
    for conflict in facts.incident.conflicts:
        if conflict.path.strip("/") not in several:
            yield from _tell_conflict(facts, conflict)


def _list_figures(incident: Incident, measure: str) -> list[tuple[int, Figure]]:
    """Return the figures of a measure where they say different things, else nothing."""
    found = [(n, figure) for n, figure in enumerate(incident.figures) if figure.measure == measure]
    said = {(f.low, f.best, f.high, f.status) for _, f in found}
    return found if len(said) > 1 else []


_FIGURE_STATUSES: Mapping[str, str] = {
    "superseded": mark("replaced by a later figure"),
    "parties_claim": mark("a party's own claim"),
    "part": mark("a part of the whole"),
}


def _say_figure(figure: Figure) -> str:
    source = wording.say_source([figure.speaker] if figure.speaker else []) or say("in the report's own words")
    as_of = say("as of {date}", date=wording.say_edtf(figure.as_of)) if figure.as_of else ""
    status = _FIGURE_STATUSES.get(figure.status)
    return wording.join_parts([wording.say_figure(figure), source, as_of, say(status) if status else ""])


def _tell_conflict(facts: Facts, conflict: Conflict) -> Iterator[Fact]:
    """Yield what was chosen with the first of its rivals, then the others."""
    name, chosen = wording.name_field(conflict.path), wording.say_value(conflict.path, conflict.chosen)
    is_sequence = conflict.kind == "sequence"
    first = mark("{chosen}; before that {rival}") if is_sequence else mark("{chosen}; also said: {rival}")
    for n, rival in enumerate(conflict.values):
        entries = [facts.incident.evidence[index] for index in rival.evidence]
        source = wording.say_source(_list_speakers(entries))
        words = wording.join_parts([wording.say_value(conflict.path, rival.value), source])
        told = say("or {rival}", rival=words) if n else say(first, chosen=chosen, rival=words)
        yield Fact("" if n else name, Cited(told, facts.notebook.note(entries)), conflict.path)
