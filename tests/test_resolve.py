"""Assertions to incidents: what is chosen, what contradicts it, what answers what, and that nothing is invented."""

import dataclasses
import json
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from gawah import codebook, model, record
from gawah.resolve import POLICIES, resolve, witnesses

STORY = (
    "Gunmen of the Red Front killed eleven miners near Alpha on 3 January. Police said ten had died. "
    "The Red Front claimed the attack on its channel. The army blamed the Blue Guard, which denied it. "
    "Mourners blocked a road in Beta. The minister refused to visit; critics condemned the refusal. "
    "In March a second bomb went off in Gamma, and nobody claimed it. Dozens were wounded."
)


class Story:
    """A text with what a coder says of it; `words` are the phrases that bear witness."""

    def __init__(self, content: str = STORY, coder: str = "rules@1", published: str | None = None) -> None:
        self.text = model.Text.of("sha256:" + content[:4], "plain@1", content, published=published)
        self.read = model.CodingInput(self.text)
        self.coder = coder
        self.events: list[model.Event] = []
        self.assertions: list[model.Assertion] = []
        self.links: list[model.Link] = []

    def span(self, words: str, role: model.SpanRole = "states") -> model.Span:
        start = self.text.content.index(words)
        return model.Span(start, start + len(words), role)

    def event(self, kind: model.EventKind, words: str) -> model.Event:
        self.events.append(model.Event.of(self.read, self.coder, kind, self.span(words)))
        return self.events[-1]

    def incident(self, words: str = "killed eleven miners", type_: str = "armed_attack") -> model.Event:
        event = self.event("incident", words)
        self.say(event, "type", type_, words)
        return event

    def response(self, words: str, type_: str, to: model.Event | None = None, **values: Any) -> model.Event:
        event = self.event("response", words)
        for field, value in {"type": type_, **values}.items():
            self.say(event, field, value, words)
        if to:
            self.link("response_to", event, to)
        return event

    def say(self, event: model.Event, field: str, value: Any, *words: str, **about: Any) -> model.Assertion:
        said = model.Assertion.of(event, field, value, [self.span(w) for w in words], **about)
        self.assertions.append(said)
        return said

    def link(self, kind: model.LinkKind, one: model.Event, other: model.Event, *words: str, **about: Any) -> None:
        spans = tuple(self.span(w) for w in words)
        self.links.append(model.Link.of(kind, one.id, other.id, self.coder, spans=spans, **about))

    @property
    def coding(self) -> model.Coding:
        return model.Coding(self.read, self.coder, tuple(self.events), tuple(self.assertions), tuple(self.links))

    def resolve(self, **about: Any) -> tuple[model.Incident, ...]:
        return resolve([self.coding], **about)


@pytest.fixture
def story() -> Story:
    return Story()


@pytest.fixture
def act(story: Story) -> model.Event:
    return story.incident()


def only(incidents: tuple[model.Incident, ...]) -> model.Incident:
    (incident,) = incidents
    return incident


def quotes(incident: model.Incident, path: str, role: str | None = None) -> list[str | None]:
    return [e.quote for e in incident.evidence if e.path == path and role in (None, e.role)]


def figure(measure: str, best: int | None, **about: Any) -> dict[str, Any]:
    return {"measure": measure, "low": best, "best": best, "high": best, "said": "number", "words": str(best), **about}


def day(start: str, end: str | None = None, **about: Any) -> dict[str, Any]:
    edtf, precision = (start, "day") if end is None else (start[:7], "month")
    return {
        "edtf": edtf,
        "start": start,
        "end": end or start,
        "precision": precision,
        **about,
    }


def town(name: str, precision: str = "settlement", **about: Any) -> dict[str, Any]:
    return {"name": name, "country": "AL", "precision": precision, **about}


# --- incidents and their order ----------------------------------------------------------------------------------------


def test_incidents_stand_in_the_order_of_the_text_under_the_id_of_their_event(story: Story) -> None:
    second = story.incident("a second bomb went off", "bombing")
    first = story.incident()
    found = story.resolve()
    assert [i.id for i in found] == [model.short_id(first.id), model.short_id(second.id)]
    assert [i.type for i in found] == ["armed_attack", "bombing"]


def test_an_event_of_which_nothing_is_said_is_no_incident(story: Story) -> None:
    event = story.event("incident", "killed eleven miners")
    story.say(event, "told_as", "background", "killed eleven miners")
    assert story.resolve() == ()


def test_a_value_has_its_words_with_all_that_is_known_of_who_says_them(story: Story, act: model.Event) -> None:
    story.say(
        act, "outcome", "completed", "killed eleven miners",
        speaker="the police", speaker_role="police_or_military", basis="accused_by_authorities", confidence=0.75,
    )  # fmt: skip
    evidence = only(story.resolve()).evidence[-1]
    start = STORY.index("killed eleven")
    assert evidence == model.Evidence(
        "/outcome", "killed eleven miners", start, start + 20, "states",
        "the police", "police_or_military", "accused_by_authorities", "rules@1", 0.75,
    )  # fmt: skip


def test_a_value_from_metadata_says_so(story: Story, act: model.Event) -> None:
    story.say(act, "date", day("2021-01-03"), "3 January", given=model.Given("year", "2021", "user"))
    quoted, given_ = witnesses(only(story.resolve()), "/date")
    assert quoted.quote == "3 January"
    assert (given_.kind, given_.key, given_.value, given_.given_by) == ("metadata", "year", "2021", "user")
    assert given_.quote is None


def test_what_has_no_words_in_the_text_does_not_stand(story: Story, act: model.Event) -> None:
    beyond = model.Span(len(STORY) + 5, len(STORY) + 9)
    story.assertions.append(model.Assertion.of(act, "title", "Invented", [beyond]))
    assert only(story.resolve()).title is None


def test_a_long_span_is_quoted_in_part_with_the_words_that_fired() -> None:
    story = Story("word " * 150 + "killed " + "word " * 50)
    event = story.event("incident", "killed")
    whole = model.Span(0, len(story.text.content))
    story.assertions.append(model.Assertion.of(event, "type", "battle", [whole], trigger=story.span("killed")))
    (evidence,) = only(story.resolve()).evidence
    assert evidence.quote
    assert len(evidence.quote) <= 400
    assert evidence.quote.startswith("killed ")
    assert story.text.content[evidence.start : evidence.end] == evidence.quote


def test_at_most_one_incident_is_the_report_s_subject(story: Story, act: model.Event) -> None:
    other = story.incident("a second bomb went off", "bombing")
    story.say(act, "main", True, "killed eleven miners", confidence=0.6)
    story.say(other, "main", True, "a second bomb went off", confidence=0.9)
    assert [i.main for i in story.resolve()] == [False, True]


def test_witnesses_are_those_of_the_value_of_its_parts_or_of_what_holds_it(story: Story, act: model.Event) -> None:
    story.say(act, "victims/v1/description", "miners", "eleven miners")
    story.say(act, "victims/v1/count", {"low": 11, "best": 11, "high": 11}, "killed eleven miners")
    incident = only(story.resolve())
    assert [e.path for e in witnesses(incident, "/victims/0")] == ["/victims/0/description", "/victims/0/count"]
    assert [e.path for e in witnesses(incident, "/victims/0/count/low")] == ["/victims/0/count"]
    assert witnesses(incident, "/weapons") == ()


# --- choosing among rivals --------------------------------------------------------------------------------------------


def test_the_surer_statement_is_chosen_and_the_other_stays_as_a_conflict(story: Story, act: model.Event) -> None:
    story.say(act, "outcome", "failed", "claimed the attack", confidence=0.5)
    story.say(act, "outcome", "completed", "ten had died", confidence=0.9)
    incident = only(story.resolve())
    assert incident.outcome == "completed"
    (conflict,) = incident.conflicts
    assert (conflict.path, conflict.kind, conflict.chosen) == ("/outcome", "contradiction", "completed")
    assert conflict.policy == "low_best_high@1"
    (rival,) = conflict.values
    assert rival.value == "failed"
    assert [(incident.evidence[n].quote, incident.evidence[n].role) for n in rival.evidence] == [
        ("claimed the attack", "contradicts")
    ]


def test_among_equals_the_earlier_words_are_chosen(story: Story, act: model.Event) -> None:
    story.say(act, "outcome", "failed", "claimed the attack")
    story.say(act, "outcome", "completed", "ten had died")
    assert only(story.resolve()).outcome == "completed"


def test_another_title_or_a_type_that_stands_beside_is_no_conflict(story: Story, act: model.Event) -> None:
    story.say(act, "title", "Alpha attack", "near Alpha")
    story.say(act, "title", "The killings", "ten had died")
    story.say(act, "type", "abduction", "ten had died", confidence=0.5)
    story.say(act, "also_types/t1", "abduction", "ten had died")
    story.say(act, "also_types/t2", "armed_attack", "ten had died")
    incident = only(story.resolve())
    assert (incident.title, incident.type, incident.also_types) == ("Alpha attack", "armed_attack", ("abduction",))
    assert incident.conflicts == ()


def test_a_name_with_and_without_its_accents_is_one(story: Story, act: model.Event) -> None:
    who = {"actor_id": None, "kind": "armed_group", "parent": None}
    story.say(act, "perpetrators/p1", {"name": "Ejército del Valle", **who}, "near Alpha", basis="suspected")
    story.say(act, "perpetrators/p2", {"name": "EJERCITO DEL VALLE", **who}, "ten had died", basis="claimed")
    (found,) = only(story.resolve()).perpetrators
    assert len(found.attributions) == 2


def test_a_narrower_type_says_more_and_contradicts_nothing(story: Story) -> None:
    act = story.incident("near Alpha", "bombing")
    story.say(act, "type", "suicide_bombing", "ten had died", confidence=0.5)
    story.say(act, "also_types/t1", "bombing", "near Alpha")
    incident = only(story.resolve())
    assert (incident.type, incident.also_types, incident.conflicts) == ("suicide_bombing", (), ())
    assert quotes(incident, "/type", "context") == ["near Alpha"]
    story.say(act, "type", "shelling", "on 3 January", confidence=0.3)
    assert [c.path for c in only(story.resolve()).conflicts] == ["/type"]


def test_a_day_within_the_month_replaces_it_and_is_no_conflict(story: Story, act: model.Event) -> None:
    story.say(act, "date", day("2021-01-01", "2021-01-31"), "on 3 January", confidence=0.9)
    story.say(act, "date", day("2021-01-03"), "3 January", confidence=0.7)
    incident = only(story.resolve())
    assert incident.date == model.When("2021-01-03", "2021-01-03", "2021-01-03", "day")
    assert quotes(incident, "/date", "states") == ["3 January"]
    assert quotes(incident, "/date", "context") == ["on 3 January"]
    assert incident.conflicts == ()


@pytest.mark.parametrize(
    ("known", "vague"),
    [
        (day("2021-01-03"), {"edtf": "XXXX-01-03", "start": None, "end": None}),
        (day("2021-01-03"), {"edtf": None, "start": None, "after": "2021-01-01", "before": "2021-01-09"}),
        (day("2021-01-03", time="07:30"), day("2021-01-03")),
        ({"edtf": "XXXX-01-03"}, {"edtf": "XXXX-01"}),
    ],
)
def test_the_date_that_says_more_is_chosen(story: Story, act: model.Event, known: Any, vague: Any) -> None:
    story.say(act, "date", vague, "on 3 January", confidence=0.9)
    story.say(act, "date", known, "3 January", confidence=0.7)
    incident = only(story.resolve())
    assert incident.date == model.When(**known)
    assert incident.conflicts == ()


@pytest.mark.parametrize(
    "other",
    [
        day("2021-01-04"),
        day("2021-02-01", "2021-02-28"),
        {"edtf": "XXXX-11-24"},
        {"after": "2021-01-05"},
        {"before": "2021-01-01"},
    ],
)
def test_another_day_is_a_conflict(story: Story, act: model.Event, other: Any) -> None:
    story.say(act, "date", day("2021-01-03"), "3 January", confidence=0.9)
    story.say(act, "date", other, "In March", confidence=0.7)
    incident = only(story.resolve())
    assert incident.date.start == "2021-01-03"
    assert [(c.path, c.values[0].value) for c in incident.conflicts] == [("/date", other)]


def test_a_town_in_the_province_replaces_it_and_is_no_conflict(story: Story, act: model.Event) -> None:
    story.say(act, "place", town("Highlands", "province"), "near Alpha", confidence=0.9)
    story.say(act, "place", town("Alpha", admin1="Highlands"), "Alpha", confidence=0.7)
    incident = only(story.resolve())
    assert incident.place.name == "Alpha"
    assert quotes(incident, "/place") == ["Alpha", "near Alpha"]
    assert incident.conflicts == ()


@pytest.mark.parametrize(
    "other",
    [
        town("Beta", admin1="Lowlands"),
        town("Beta"),
        town("Lowlands", "province"),
        town("Alpha", country="BE"),
        town("Alphaville", lat=41.0, lon=20.0, radius_km=5),
    ],
)
def test_another_place_is_a_conflict(story: Story, act: model.Event, other: Any) -> None:
    here = town("Alpha", admin1="Highlands", lat=42.0, lon=20.0, radius_km=5)
    story.say(act, "place", here, "near Alpha", confidence=0.9)
    story.say(act, "place", other, "in Beta", confidence=0.7)
    incident = only(story.resolve())
    assert incident.place.name == "Alpha"
    assert [c.path for c in incident.conflicts] == ["/place"]


@pytest.mark.parametrize(
    "other",
    [
        town("ALPHA"),
        town("Alfa", geonameid=7),
        town("Alpha mines", lat=42.01, lon=20.0, radius_km=5),
        town("Alpha road", "unknown"),
    ],
)
def test_a_place_at_the_same_spot_is_no_conflict(story: Story, act: model.Event, other: Any) -> None:
    here = town("Alpha", geonameid=7, lat=42.0, lon=20.0, radius_km=5)
    story.say(act, "place", here, "near Alpha", confidence=0.9)
    story.say(act, "place", other, "in Beta", confidence=0.7)
    assert only(story.resolve()).conflicts == ()


# --- lists ------------------------------------------------------------------------------------------------------------


def test_lists_stand_in_the_order_of_their_keys_and_name_a_thing_once(story: Story, act: model.Event) -> None:
    for key, name in (("c10", "Third War"), ("c2", "Second War"), ("c1", "First War"), ("c3", "second war")):
        story.say(act, f"campaign/{key}", name, "ten had died" if key == "c3" else "near Alpha")
    incident = only(story.resolve())
    assert incident.campaign == ("First War", "Second War", "Third War")
    assert quotes(incident, "/campaign/1") == ["near Alpha", "ten had died"]


def test_every_list_of_the_incident_is_filled_from_its_items(story: Story, act: model.Event) -> None:
    story.say(act, "other_places/o1", {"role": "body_found", "name": "Beta", "place": town("Beta")}, "in Beta")
    story.say(act, "other_places/o2", {"role": "aimed_at", "name": "Gamma", "place": None}, "in Gamma")
    story.say(act, "targets/t1", {"description": "a road", "effect": "damaged"}, "blocked a road")
    story.say(act, "weapons/w1", {"class": "firearm", "type": None, "text": "Gunmen"}, "Gunmen")
    story.say(act, "motive/m1", "revenge", "In March")
    story.say(act, "killed_by_party", {"civilians": 11}, "killed eleven miners")
    incident = only(story.resolve())
    assert incident.other_places == (
        model.OtherPlace("body_found", "Beta", model.Place(**town("Beta"))),
        model.OtherPlace("aimed_at", "Gamma"),
    )
    assert incident.targets == (model.Target("a road", "damaged"),)
    assert incident.weapons == (model.Weapon("firearm", None, "Gunmen"),)
    assert incident.motive == ("revenge",)
    assert incident.killed_by_party == model.KilledByParty(civilians=11)


def test_victims_keep_their_parts_and_whom_they_are_part_of(story: Story, act: model.Event) -> None:
    story.say(act, "victims/v1/description", "miners", "eleven miners")
    story.say(act, "victims/v1/ethnic_or_religious", "Deltan", "Mourners")
    story.say(act, "victims/v1/ethnic_or_religious", "Alphan", "near Alpha")
    story.say(act, "victims/v2/description", "guests", "Mourners")
    story.say(act, "victims/v2/subset_of", "v1", "Mourners")
    story.say(act, "victims/v2/persons/n1", {"name": "A. Person", "aliases": ["Ap"], "age": 30}, "Mourners")
    whole, part = only(story.resolve()).victims
    assert (whole.id, whole.subset_of, part.id, part.subset_of) == ("v1", None, "v2", "v1")
    assert whole.ethnic_or_religious == ("Alphan", "Deltan")
    assert part.persons == (model.Person("A. Person", ("Ap",), 30),)


@pytest.mark.parametrize("whole", ["v1", "v2", "v9"])
def test_no_group_is_part_of_itself_or_of_nothing(story: Story, act: model.Event, whole: str) -> None:
    for key in ("v1", "v2"):
        story.say(act, f"victims/{key}/description", key, "eleven miners")
    story.say(act, "victims/v1/subset_of", whole, "eleven miners")
    story.say(act, "victims/v2/subset_of", "v1", "eleven miners")
    found = [v.subset_of for v in only(story.resolve()).victims]
    assert found == ([None, "v1"] if whole != "v2" else ["v2", None])


def test_a_number_replaces_a_vague_word_for_the_same_people(story: Story, act: model.Event) -> None:
    some = {"low": 1, "best": None, "high": None, "said": "some", "word": "dozens"}
    story.say(act, "victims/v1/description", "miners", "eleven miners")
    story.say(act, "victims/v1/count", some, "Dozens", confidence=0.9)
    story.say(act, "victims/v1/count", {"low": 11, "best": 11, "high": 11}, "killed eleven miners", confidence=0.7)
    incident = only(story.resolve())
    assert incident.victims[0].count == model.Count(11, 11, 11)
    assert incident.conflicts == ()


# --- who is said to have done it --------------------------------------------------------------------------------------


def accuse(story: Story, act: model.Event, name: str, basis: str, words: str, key: str = "p1", **about: Any) -> None:
    told = {k: about.pop(k) for k in ("actor_id", "kind", "parent") if k in about}
    story.say(act, f"perpetrators/{key}", {"name": name, **told}, words, basis=basis, **about)


@pytest.mark.parametrize(
    ("bases", "headline"),
    [
        (["reported_as_fact", "suspected"], "suspected"),
        (["denied", "accused_by_authorities"], "accused_by_authorities"),
        (["accused_by_authorities", "claimed"], "claimed"),
        (["convicted", "acquitted"], "acquitted"),
        (["announced_own_operation", "accused_by_others"], "accused_by_others"),
        (["unknown", "denied"], "denied"),
    ],
)
def test_the_headline_is_the_basis_that_the_policy_puts_first(
    story: Story, act: model.Event, bases: list[str], headline: str
) -> None:
    for basis, words in zip(bases, ("The army blamed", "which denied it"), strict=True):
        accuse(story, act, "Blue Guard", basis, words)
    (who,) = only(story.resolve()).perpetrators
    assert who.attribution == headline
    assert sorted(a.basis for a in who.attributions) == sorted(bases)


def test_a_policy_places_every_basis_of_the_codebook() -> None:
    for policy in POLICIES.values():
        assert sorted(policy.attributions) == sorted(codebook.load().values("bases"))


def test_an_attribution_keeps_who_holds_it_and_their_words(story: Story, act: model.Event) -> None:
    accuse(story, act, "Blue Guard", "accused_by_authorities", "The army blamed", speaker="The army",
           speaker_role="party_to_conflict", kind="armed_group", actor_id="blue-guard")  # fmt: skip
    accuse(story, act, "Blue Guard", "denied", "which denied it", speaker="Blue Guard")
    incident = only(story.resolve())
    (who,) = incident.perpetrators
    assert (who.name, who.actor_id, who.kind) == ("Blue Guard", "blue-guard", "armed_group")
    assert who.attributions == (
        model.Attribution("accused_by_authorities", "The army", "party_to_conflict"),
        model.Attribution("denied", "Blue Guard"),
    )
    assert quotes(incident, "/perpetrators/0/attribution") == ["The army blamed"]
    assert quotes(incident, "/perpetrators/0/attributions/1") == ["which denied it"]
    assert quotes(incident, "/perpetrators/0/kind") == ["The army blamed"]


def test_a_group_and_its_branch_are_one_perpetrator_with_the_branch_s_name(story: Story, act: model.Event) -> None:
    accuse(story, act, "Red Front", "claimed", "The Red Front claimed", "p1")
    accuse(story, act, "Red Front – Alpha", "reported_as_fact", "Gunmen of the Red Front", "p2", parent="Red Front")
    (who,) = only(story.resolve()).perpetrators
    assert (who.name, who.parent, who.attribution) == ("Red Front – Alpha", "Red Front", "claimed")
    assert len(who.attributions) == 2


def test_two_branches_of_a_group_stay_two(story: Story, act: model.Event) -> None:
    accuse(story, act, "Red Front", "claimed", "The Red Front claimed", "p1")
    accuse(story, act, "Alpha wing", "suspected", "Gunmen", "p2", parent="Red Front")
    accuse(story, act, "Beta wing", "suspected", "Gunmen", "p3", parent="Red Front")
    assert [p.name for p in only(story.resolve()).perpetrators] == ["Red Front", "Alpha wing", "Beta wing"]


def test_two_groups_that_are_each_called_the_other_s_branch_end_somewhere(story: Story, act: model.Event) -> None:
    accuse(story, act, "Red", "suspected", "Gunmen", "p1", parent="Blue")
    accuse(story, act, "Blue", "suspected", "Gunmen", "p2", parent="Red")
    assert len(only(story.resolve()).perpetrators) == 1


@pytest.mark.parametrize("other", ["The Red Front", "Red Front group", "the red front organisation"])
def test_one_speaker_by_two_names_is_one_who_claims_and_accuses_nobody(
    story: Story, act: model.Event, other: str
) -> None:
    accuse(story, act, "Red Front", "claimed", "Gunmen of the Red Front", "p1", speaker="Red Front")
    accuse(story, act, "Red Front", "accused_by_others", "The Red Front claimed", "p2", speaker=other,
           speaker_role="party_to_conflict")  # fmt: skip
    incident = only(story.resolve())
    (who,) = incident.perpetrators
    assert who.attributions == (model.Attribution("claimed", "Red Front", "party_to_conflict"),)
    assert quotes(incident, "/perpetrators/0/attributions/0") == ["Gunmen of the Red Front", "The Red Front claimed"]


def test_names_of_one_known_group_are_one_claimant() -> None:
    told = Story("ISIS claimed it. The Islamic State said so on its channel. A spokesman for ISIS spoke.")
    act = told.incident("claimed it")
    told.say(act, "claims/c1", {"by": "ISIS", "date": "2020-01-03"}, "ISIS claimed it")
    told.say(act, "claims/c2", {"by": "The Islamic State", "channel": "its channel"}, "The Islamic State said so")
    told.say(act, "claims/c3", {"by": "A spokesman for ISIS"}, "A spokesman for ISIS spoke")
    assert only(told.resolve()).claims == (
        model.Claim("ISIS", "its channel", "2020-01-03"),
        model.Claim("A spokesman for ISIS", None, None),
    )


def test_another_speaker_s_accusation_stays_beside_the_claim(story: Story, act: model.Event) -> None:
    accuse(story, act, "Red Front", "claimed", "The Red Front claimed", "p1", speaker="Red Front")
    accuse(story, act, "Red Front", "accused_by_others", "Gunmen of the Red Front", "p2", speaker="Red Front Youth")
    assert len(only(story.resolve()).perpetrators[0].attributions) == 2


def test_a_suspicion_is_never_made_a_claim(story: Story, act: model.Event) -> None:
    accuse(story, act, "Red Front", "suspected", "Gunmen of the Red Front", speaker="The Red Front")
    assert only(story.resolve()).perpetrators[0].attribution == "suspected"


# --- counts -----------------------------------------------------------------------------------------------------------


def count(story: Story, measure: str = "killed", policy: str = "low_best_high@1") -> model.Count | None:
    found: model.Count | None = getattr(only(story.resolve(policy=POLICIES[policy])), measure)
    return found


@pytest.mark.parametrize(
    "about",
    [
        {"low": 11, "best": 11, "high": None},
        {"low": None, "best": 11, "high": 11},
        {"low": 8, "best": None, "high": 11},
        {"low": None, "best": 11, "high": None, "approximate": True},
        {"low": 1, "best": None, "high": None, "said": "some", "word": "dozens"},
        {"low": 0, "best": 0, "high": 0, "said": "none"},
    ],
)
def test_a_single_figure_is_the_count_with_its_open_bounds(story: Story, act: model.Event, about: Any) -> None:
    story.say(
        act, "figures/f1", {"measure": "killed", "words": "so many", "status": "current", **about}, "eleven miners"
    )
    incident = only(story.resolve())
    assert incident.killed == model.Count(**about)
    assert quotes(incident, "/killed") == ["eleven miners"]
    assert quotes(incident, "/figures/0") == ["eleven miners"]
    assert incident.conflicts == ()


def test_rivals_set_the_bounds_and_the_surest_gives_the_best(story: Story, act: model.Event) -> None:
    story.say(act, "figures/f1", figure("killed", 11), "killed eleven miners", confidence=0.9)
    story.say(act, "figures/f2", figure("killed", 10), "ten had died", confidence=0.8, speaker="Police")
    incident = only(story.resolve())
    assert incident.killed == model.Count(10, 11, 11)
    assert [f.best for f in incident.figures] == [11, 10]
    assert [f.speaker for f in incident.figures] == [None, "Police"]
    (conflict,) = incident.conflicts
    assert (conflict.path, conflict.kind, conflict.chosen) == ("/killed", "contradiction", 11)
    assert [(v.value, [incident.evidence[n].quote for n in v.evidence]) for v in conflict.values] == [
        (10, ["ten had died"])
    ]


def test_among_equally_sure_figures_the_latest_stated_is_the_best(story: Story, act: model.Event) -> None:
    story.say(act, "figures/f1", figure("killed", 11), "killed eleven miners")
    story.say(act, "figures/f2", figure("killed", 10), "ten had died", speaker="Police")
    assert count(story) == model.Count(10, 10, 11)


def test_a_speaker_s_earlier_figure_sets_no_bound(story: Story, act: model.Event) -> None:
    story.say(act, "figures/f1", figure("killed", 11), "killed eleven miners", speaker="Police")
    story.say(act, "figures/f2", figure("killed", 10), "ten had died", speaker="police")
    assert count(story) == model.Count(10, 10, 10)


@pytest.mark.parametrize("status", ["superseded", "parties_claim"])
def test_what_was_superseded_or_a_party_boasts_of_sets_no_bound(story: Story, act: model.Event, status: str) -> None:
    story.say(act, "figures/f1", figure("killed", 11), "killed eleven miners")
    story.say(act, "figures/f2", figure("killed", 50, status=status), "ten had died", speaker="The army")
    incident = only(story.resolve())
    assert incident.killed == model.Count(11, 11, 11)
    assert [f.status for f in incident.figures] == ["current", status]


def test_at_least_leaves_the_top_open_where_nobody_states_more(story: Story, act: model.Event) -> None:
    story.say(act, "figures/f1", {"measure": "killed", "low": 11, "best": 11, "high": None}, "killed eleven miners")
    story.say(act, "figures/f2", figure("killed", 10), "ten had died", speaker="Police", confidence=0.5)
    assert count(story) == model.Count(10, 11, None)


def test_at_least_is_no_conflict_with_more(story: Story, act: model.Event) -> None:
    story.say(
        act, "figures/f1", {"measure": "killed", "low": 10, "best": 10, "high": None}, "ten had died", speaker="P"
    )
    story.say(act, "figures/f2", figure("killed", 11), "killed eleven miners")
    incident = only(story.resolve())
    assert (incident.killed, incident.conflicts) == (model.Count(10, 10, 11), ())


def test_a_number_stands_before_dozens(story: Story, act: model.Event) -> None:
    some = {"measure": "injured", "low": 1, "best": None, "high": None, "said": "some", "word": "dozens"}
    story.say(act, "figures/f1", some, "Dozens were wounded", confidence=0.9)
    story.say(act, "figures/f2", figure("injured", 24), "ten had died", confidence=0.7, speaker="Police")
    assert count(story, "injured") == model.Count(24, 24, 24)


def test_figures_as_of_different_days_are_a_sequence(story: Story, act: model.Event) -> None:
    story.say(act, "figures/f1", figure("killed", 10, as_of="2021-01-03"), "ten had died", speaker="Police")
    story.say(act, "figures/f2", figure("killed", 11, as_of="2021-01-05"), "killed eleven miners", speaker="Medics")
    incident = only(story.resolve())
    assert incident.killed == model.Count(10, 11, 11)
    assert [c.kind for c in incident.conflicts] == ["sequence"]


def test_another_policy_may_prefer_the_latest_figure(story: Story, act: model.Event) -> None:
    story.say(act, "figures/f1", figure("killed", 11), "killed eleven miners", confidence=0.9)
    story.say(act, "figures/f2", figure("killed", 10), "ten had died", confidence=0.8, speaker="Police")
    assert count(story, policy="latest_official@1") == model.Count(10, 10, 11)


@pytest.mark.parametrize("measure", ["killed_or_injured", "missing", "bodies_seen", "attackers_killed"])
def test_other_measures_never_count_as_killed(story: Story, act: model.Event, measure: str) -> None:
    story.say(act, "figures/f1", figure(measure, 11), "killed eleven miners")
    incident = only(story.resolve())
    assert incident.killed is None
    assert incident.attackers_killed == (model.Count(11, 11, 11) if measure == "attackers_killed" else None)


# --- claims -----------------------------------------------------------------------------------------------------------


def test_a_claim_says_that_it_is_claimed(story: Story, act: model.Event) -> None:
    claim = {"by": "The Red Front", "channel": "its channel", "date": None}
    story.say(act, "claims/c1", claim, "The Red Front claimed the attack on its channel")
    story.say(act, "claims/c1/disputed_by", "The army", "The army blamed the Blue Guard")
    incident = only(story.resolve())
    assert incident.claims == (model.Claim("The Red Front", "its channel", None, ("The army",)),)
    assert incident.claimed is True
    assert quotes(incident, "/claimed") == quotes(incident, "/claims/0/channel") != []


def test_that_nobody_claimed_it_is_not_silence(story: Story, act: model.Event) -> None:
    assert only(story.resolve()).claimed is None
    story.say(act, "claimed", False, "nobody claimed it")
    assert only(story.resolve()).claimed is False


def test_a_claim_after_nobody_had_claimed_is_a_sequence(story: Story, act: model.Event) -> None:
    story.say(act, "claimed", False, "nobody claimed it", confidence=0.99)
    story.say(act, "claims/c1", {"by": "The Red Front"}, "The Red Front claimed", confidence=0.5)
    incident = only(story.resolve())
    assert incident.claimed is True
    assert [(c.path, c.kind, c.chosen) for c in incident.conflicts] == [("/claimed", "sequence", True)]


# --- the aftermath ----------------------------------------------------------------------------------------------------


def chain(incident: model.Incident) -> list[tuple[str, str, str]]:
    return [(r.id, r.type, r.responds_to) for r in incident.responses]


def test_responses_stand_by_date_then_by_place_in_the_text(story: Story, act: model.Event) -> None:
    story.response("critics condemned the refusal", "criticism", act)
    story.response("Mourners blocked a road", "protest", act, date=day("2021-01-09"))
    story.response("The minister refused", "refusal", act, date={"after": "2021-01-05", "before": "2021-01-07"})
    assert [r.type for r in only(story.resolve()).responses] == ["refusal", "protest", "criticism"]


def test_a_response_has_all_that_is_said_of_it(story: Story, act: model.Event) -> None:
    values: dict[str, Any] = {"status": "under_way", "actor": "Mourners", "target": "the minister", "duration_days": 6,
              "quantity": "a road", "place": town("Beta"), "date": day("2021-01-04")}  # fmt: skip
    story.response("Mourners blocked a road", "protest", act, **values)
    incident = only(story.resolve())
    assert incident.responses == (
        model.Response("r1", "protest", "under_way", "Mourners", "the minister", "incident", None,
                       model.When(**values["date"]), 6, "a road", model.Place(**town("Beta")),
                       event=incident.responses[0].event),
    )  # fmt: skip
    assert len(incident.responses[0].event) == 10
    assert witnesses(incident, "/responses/0")[0].path == "/responses/0/type"
    assert quotes(incident, "/responses/0/date") == ["Mourners blocked a road"]


def test_a_response_may_answer_another(story: Story, act: model.Event) -> None:
    refusal = story.response("The minister refused", "refusal", act)
    criticism = story.response("critics condemned the refusal", "criticism")
    story.link("response_to", criticism, refusal, "the refusal")
    story.link("response_to", criticism, act)
    incident = only(story.resolve())
    assert chain(incident) == [("r1", "refusal", "incident"), ("r2", "criticism", "r1")]
    assert quotes(incident, "/responses/1/responds_to") == ["the refusal"]


def test_responses_that_answer_each_other_end_at_the_incident(story: Story, act: model.Event) -> None:
    one = story.response("The minister refused", "refusal", act)
    other = story.response("critics condemned the refusal", "criticism", one)
    story.link("response_to", one, other)
    assert [to for _, _, to in chain(only(story.resolve()))] in (["r2", "incident"], ["incident", "r1"])


def test_without_a_link_a_response_answers_the_one_incident_of_its_text(story: Story, act: model.Event) -> None:
    story.response("Mourners blocked a road", "protest")
    assert chain(only(story.resolve())) == [("r1", "protest", "incident")]
    story.incident("a second bomb went off", "bombing")
    assert [i.responses for i in story.resolve()] == [(), ()]


def test_a_response_to_two_incidents_stands_with_both(story: Story, act: model.Event) -> None:
    other = story.incident("a second bomb went off", "bombing")
    story.link("response_to", story.response("Mourners blocked a road", "protest", act), other)
    assert [chain(i) for i in story.resolve()] == [[("r1", "protest", "incident")]] * 2


def test_what_answered_a_rejected_response_answers_what_that_one_answered(story: Story, act: model.Event) -> None:
    refusal = story.response("The minister refused", "refusal", act)
    story.response("critics condemned the refusal", "criticism", refusal)
    claim = next(a for a in story.assertions if a.value == "refusal")
    reject = model.Review.of("R. Viewer", "2021-02-01T00:00:00Z", "reject", claim, "not a refusal")
    assert chain(only(story.resolve(reviews=[reject]))) == [("r1", "criticism", "incident")]


def test_a_part_names_its_umbrella(story: Story, act: model.Event) -> None:
    part = story.incident("a second bomb went off", "bombing")
    story.link("part_of", part, act)
    whole, second = story.resolve()
    assert (whole.part_of, second.part_of) == (None, whole.id)
    assert quotes(second, "/part_of") == ["a second bomb went off"]


def test_no_incident_is_part_of_its_own_part(story: Story, act: model.Event) -> None:
    part = story.incident("a second bomb went off", "bombing")
    story.link("part_of", part, act)
    story.link("part_of", act, part)
    assert sum(i.part_of is not None for i in story.resolve()) == 1


# --- events that are one incident -------------------------------------------------------------------------------------

RETOLD = "FICTION. Eleven workers died when the Red Front struck Alpha, officials said on 4 January."


@pytest.fixture
def pair(story: Story, act: model.Event) -> tuple[Story, model.Event]:
    retold = Story(RETOLD, published="2021-01-05")
    return retold, retold.incident("Eleven workers died", "execution")


def joined(story: Story, retold: Story, *links: model.Link, **about: Any) -> tuple[model.Incident, ...]:
    return resolve([story.coding, retold.coding], links, **about)


def tie(kind: model.LinkKind, one: model.Event, other: model.Event, by: str = "linker@1", **about: Any) -> model.Link:
    return model.Link.of(kind, one.id, other.id, by, **about)


def test_events_that_are_the_same_make_one_incident(story: Story, act: model.Event, pair: Any) -> None:
    retold, event = pair
    accuse(story, act, "Red Front", "claimed", "The Red Front claimed", "p1")
    accuse(retold, event, "red front", "reported_as_fact", "the Red Front", "p1", actor_id="rf")
    accuse(retold, event, "Blue Guard", "suspected", "officials said", "p2")
    for one, where in ((story, act), (retold, event)):
        one.say(where, "victims/v1/description", "Workers", "miners" if one is story else "workers")
    retold.say(event, "victims/v2/description", "guests", "workers")
    retold.say(event, "victims/v2/subset_of", "v1", "workers")
    incident = only(joined(story, retold, tie("same", event, act)))
    assert incident.id == model.short_id(act.id)
    assert [p.name for p in incident.perpetrators] == ["Red Front", "Blue Guard"]
    assert [(v.id, v.description, v.subset_of) for v in incident.victims] == [
        ("v1", "Workers", None),
        ("v2", "guests", "v1"),
    ]
    assert {e.text_sha256 for e in incident.evidence} == {story.text.sha256, retold.text.sha256}
    assert_witnessed(incident, [story, retold])


def test_a_group_is_described_by_those_who_count_it_as_it_is_counted(story: Story, act: model.Event, pair: Any) -> None:
    retold, other = pair
    story.say(act, "victims/v1/description", "ten miners", "eleven miners", confidence=0.99)
    story.say(act, "victims/v1/count", {"low": 10, "best": 10, "high": 10}, "ten had died", confidence=0.7)
    retold.say(other, "victims/v1/description", "eleven workers", "Eleven workers", confidence=0.8)
    retold.say(other, "victims/v1/count", {"low": 11, "best": 11, "high": 11}, "Eleven workers", confidence=0.9)
    for told, event in ((story, act), (retold, other)):
        told.say(event, "victims/v1/outcome", "killed", told.text.content[:6])
    (group,) = only(joined(story, retold, tie("same", act, other))).victims
    assert group.count
    assert (group.description, group.count.best) == ("eleven workers", 11)


def test_the_title_is_that_of_the_report_that_tells_of_it_most_fully(story: Story, act: model.Event, pair: Any) -> None:
    retold, other = pair
    story.say(act, "title", "Mourners block a road", "Mourners blocked a road", confidence=0.99)
    retold.say(other, "title", "Eleven workers dead", "Eleven workers", confidence=0.7)
    retold.say(other, "outcome", "completed", "Eleven workers died")
    retold.say(other, "weapons/w1", {"class": "firearms"}, "Eleven workers died")
    incident = only(joined(story, retold, tie("same", act, other)))
    assert (incident.title, quotes(incident, "/title")) == ("Eleven workers dead", ["Eleven workers"])


def test_an_encyclopedia_s_title_goes_first(story: Story, act: model.Event, pair: Any) -> None:
    article = Story("The Alpha killings: eleven miners died.")
    article.text = dataclasses.replace(article.text, kind="encyclopedia")
    article.read = model.CodingInput(article.text)
    event = article.incident("eleven miners died")
    article.say(event, "title", "The Alpha killings", "The Alpha killings", confidence=0.5)
    story.say(act, "title", "Gunmen kill eleven", "killed eleven miners", confidence=0.99)
    story.say(act, "outcome", "completed", "killed eleven miners")
    story.say(act, "weapons/w1", {"class": "firearms"}, "Gunmen")
    assert only(joined(story, article, tie("same", act, event))).title == "The Alpha killings"


def test_two_narrators_are_two_speakers(story: Story, act: model.Event, pair: Any) -> None:
    retold, event = pair
    story.say(act, "figures/f1", figure("killed", 11), "killed eleven miners", confidence=0.9)
    retold.say(event, "figures/f1", figure("killed", 12), "Eleven workers died", confidence=0.8)
    incident = only(joined(story, retold, tie("same", event, act)))
    assert incident.killed == model.Count(11, 11, 12)


def test_in_one_text_evidence_names_no_text(story: Story, act: model.Event) -> None:
    assert {e.text_sha256 for e in only(story.resolve()).evidence} == {None}


def test_the_order_of_links_does_not_matter(story: Story, act: model.Event, pair: Any) -> None:
    retold, event = pair
    third = retold.incident("the Red Front struck Alpha")
    links = [tie("same", act, event), tie("same", event, third), tie("different", act, third)]
    forward, backward = joined(story, retold, *links), joined(story, retold, *reversed(links))
    assert forward == backward
    assert len(forward) == 2


def test_whoever_keeps_two_events_apart_prevails_among_machines(story: Story, act: model.Event, pair: Any) -> None:
    retold, event = pair
    links = [tie("same", act, event, score=0.99), tie("different", event, act, "other@1", score=0.2)]
    assert len(joined(story, retold, *links)) == 2


@pytest.mark.parametrize(("last", "incidents"), [("same", 1), ("different", 2), ("unsure", 2)])
def test_a_person_s_latest_judgement_prevails(
    story: Story, act: model.Event, pair: Any, last: Any, incidents: int
) -> None:
    retold, event = pair
    links = [
        tie("same", act, event),
        tie("different", act, event),
        tie("same", act, event, "A", time="2021-01-01T00:00:00Z"),
        tie("different", act, event, "A", time="2021-01-02T00:00:00Z"),
        tie(last, event, act, "B", time="2021-01-03T00:00:00Z"),
    ]
    assert len(joined(story, retold, *links)) == incidents


def test_the_same_coding_twice_adds_nothing(story: Story, act: model.Event) -> None:
    story.say(act, "figures/f1", figure("killed", 11), "killed eleven miners")
    assert resolve([story.coding, story.coding]) == story.resolve()


def test_one_assertion_read_twice_counts_as_it_was_read_most_surely(story: Story, act: model.Event) -> None:
    for confidence in (0.9, 0.5):
        story.say(act, "outcome", "failed", "ten had died", confidence=confidence)
    story.say(act, "outcome", "completed", "killed eleven miners", confidence=0.7)
    assert only(story.resolve()).outcome == "failed"


def test_two_coders_of_one_text_are_joined_by_a_link(story: Story, act: model.Event) -> None:
    other = Story(coder="tagger@1")
    event = other.incident("eleven miners", "execution")
    incident = only(joined(story, other, tie("same", act, event)))
    assert incident.type == "armed_attack"
    assert [c.path for c in incident.conflicts] == ["/type"]
    assert {e.text_sha256 for e in incident.evidence} == {None}


# --- reviews ----------------------------------------------------------------------------------------------------------


def review(on: model.Assertion, verdict: model.Verdict, time: str, **about: Any) -> model.Review:
    return model.Review.of("R. Viewer", f"2021-02-{time}T00:00:00Z", verdict, on, "as the words say", **about)


@pytest.fixture
def eleven(story: Story, act: model.Event) -> model.Assertion:
    story.say(act, "figures/f2", figure("killed", 10), "ten had died", confidence=0.95, speaker="Police")
    return story.say(act, "figures/f1", figure("killed", 11), "killed eleven miners", confidence=0.5)


def best(story: Story, *reviews: model.Review) -> int | None:
    killed = only(story.resolve(reviews=reviews)).killed
    return killed.best if killed else None


def test_what_a_person_accepted_is_chosen(story: Story, eleven: model.Assertion) -> None:
    assert best(story) == 10
    assert best(story, review(eleven, "accept", "01")) == 11


def test_what_a_person_rejected_is_gone(story: Story, eleven: model.Assertion) -> None:
    incident = only(story.resolve(reviews=[review(eleven, "reject", "01")]))
    assert incident.killed == model.Count(10, 10, 10)
    assert [f.best for f in incident.figures] == [10]


def test_a_correction_replaces_the_value_on_the_same_words_in_the_person_s_name(
    story: Story, eleven: model.Assertion
) -> None:
    incident = only(story.resolve(reviews=[review(eleven, "correct", "01", correction=figure("killed", 12))]))
    assert incident.killed
    assert incident.killed.best == 12
    chosen = next(e for e in witnesses(incident, "/killed") if e.role == "states")
    assert (chosen.quote, chosen.coder, chosen.confidence) == ("killed eleven miners", "R. Viewer", 1.0)


def test_a_review_acts_on_another_coder_s_same_claim(story: Story, act: model.Event, eleven: model.Assertion) -> None:
    other = Story(coder="rules@2")
    event = other.incident()
    other.say(event, "figures/f7", eleven.value, "eleven miners")
    incident = only(resolve([other.coding], reviews=[review(eleven, "reject", "01")]))
    assert incident.figures == ()


def test_a_review_leaves_the_same_value_in_other_words_alone(story: Story, act: model.Event) -> None:
    one = story.say(act, "claimed", True, "claimed the attack")
    story.say(act, "claimed", True, "nobody claimed it")
    incident = only(story.resolve(reviews=[review(one, "reject", "01")]))
    assert quotes(incident, "/claimed") == ["nobody claimed it"]


def test_the_later_review_prevails_in_whatever_order_they_come(story: Story, eleven: model.Assertion) -> None:
    no, yes = review(eleven, "reject", "01"), review(eleven, "accept", "02")
    assert best(story, no, yes) == best(story, yes, no) == 11
    no = review(eleven, "reject", "03")
    assert best(story, no, yes) == best(story, yes, no) == 10


def test_a_corrected_value_may_be_reviewed_in_turn(story: Story, eleven: model.Assertion) -> None:
    first = review(eleven, "correct", "01", correction=figure("killed", 12))
    corrected = dataclasses.replace(eleven, value=figure("killed", 12))
    assert best(story, first, review(corrected, "reject", "02")) == 10
    assert best(story, first, review(corrected, "correct", "02", correction=figure("killed", 13))) == 13
    assert best(story, first, review(eleven, "accept", "02")) == 11


def test_a_review_that_was_taken_back_does_not_act(story: Story, eleven: model.Assertion) -> None:
    yes = review(eleven, "accept", "01")
    fix = review(eleven, "correct", "02", correction=figure("killed", 12))
    back = review(eleven, "reject", "03", undoes=fix.id)
    again = review(eleven, "reject", "04", undoes=back.id)
    assert best(story) == 10
    assert best(story, fix) == 12
    assert best(story, fix, back) == 10, "what takes a review back says nothing of its own"
    assert best(story, yes, fix, back) == 11
    assert best(story, fix, back, again) == 12


def test_an_incident_whose_claims_were_all_rejected_is_gone(story: Story, act: model.Event) -> None:
    assert story.resolve(reviews=[review(story.assertions[0], "reject", "01")]) == ()


# --- whatever coders say ----------------------------------------------------------------------------------------------

STRUCTURE = {"id", "responds_to", "evidence", "conflicts", "main", "told_as", "audience", "workflow", "verification"}


def values_in(obj: Any, path: str = "") -> Any:
    """The pointers of all values of a written incident that differ from what stands there when nothing is said."""
    if isinstance(obj, dict):
        for key, value in obj.items():
            if key not in STRUCTURE:
                yield from values_in(value, f"{path}/{key}")
    elif isinstance(obj, list):
        for n, value in enumerate(obj):
            yield from values_in(value, f"{path}/{n}")
    elif obj not in (None, "", "unknown", "in", "number", "current", "done", "private"):
        yield path


def assert_witnessed(incident: model.Incident, stories: list[Story]) -> None:
    texts = {s.text.sha256: s.text.content for s in stories}
    for evidence in incident.evidence:
        if evidence.kind == "quote":
            content = texts[evidence.text_sha256 or stories[0].text.sha256]
            assert evidence.quote
            assert content[evidence.start : evidence.end] == evidence.quote
            assert len(evidence.quote) <= 400
    for path in values_in(record.incident_to_json(incident)):
        assert [e for e in witnesses(incident, path) if e.role != "contradicts"], path
    for conflict in incident.conflicts:
        for rival in conflict.values:
            assert all(incident.evidence[n].path == conflict.path for n in rival.evidence)
            assert rival.evidence


NAMES = st.sampled_from(["Red Front", "red front", "Blue Guard", "Alpha", "miners"])
BASES = st.sampled_from(sorted(codebook.load().values("bases")))
NUMBERS = st.none() | st.integers(0, 30)
DAYS = st.sampled_from(["2021-01-03", "2021-01-05", "2021-02-01"])
COUNTS = st.fixed_dictionaries(
    {"low": NUMBERS, "best": NUMBERS, "high": NUMBERS, "said": st.sampled_from(["number", "some", "none"])}
)
WHENS = st.one_of(
    DAYS.map(day),
    st.just(day("2021-01-01", "2021-01-31")),
    st.sampled_from([{"edtf": "XXXX-01-03"}, {"edtf": "2021-01-03/.."}, {"after": "2021-01-04"}, {"time": "noon"}]),
)
PLACES = st.builds(
    lambda name, precision, admin1, lat: {
        "name": name,
        "precision": precision,
        "admin1": admin1,
        "lat": lat,
        "lon": 20,
    },
    NAMES,
    st.sampled_from(codebook.load().values("place_precisions")),
    st.none() | NAMES,
    st.none() | st.floats(30, 60),
)
INCIDENT_VALUES: dict[str, st.SearchStrategy[Any]] = {
    "told_as": st.sampled_from(["news", "background"]),
    "main": st.booleans(),
    "title": NAMES,
    "type": st.sampled_from(["battle", "arson", "execution"]),
    "also_types/t*": st.sampled_from(["battle", "arson"]),
    "outcome": st.sampled_from(["failed", "completed"]),
    "date": WHENS,
    "place": PLACES,
    "other_places/o*": st.builds(lambda n, p: {"role": "aimed_at", "name": n, "place": p}, NAMES, st.none() | PLACES),
    "perpetrators/p*": st.builds(
        lambda n, a, k, p: {"name": n, "actor_id": a, "kind": k, "parent": p},
        NAMES, st.none() | NAMES, st.sampled_from(["unknown", "armed_group"]), st.none() | NAMES,
    ),
    "victims/v*/description": NAMES,
    "victims/v*/outcome": st.sampled_from(["killed", "injured"]),
    "victims/v*/count": COUNTS,
    "victims/v*/subset_of": st.sampled_from(["v1", "v2", "v3"]),
    "victims/v*/sex": st.sampled_from(["female", "male"]),
    "victims/v*/ethnic_or_religious": NAMES,
    "victims/v*/persons/n1": st.builds(lambda n, a: {"name": n, "aliases": [n], "age": a}, NAMES, NUMBERS),
    "targets/t*": st.builds(lambda n, e: {"description": n, "effect": e}, NAMES, st.sampled_from([None, "looted"])),
    "figures/f*": st.builds(
        lambda m, c, s, a: {"measure": m, **c, "status": s, "as_of": a, "words": "so many"},
        st.sampled_from(["killed", "injured", "missing"]), COUNTS,
        st.sampled_from(["current", "superseded", "parties_claim"]), st.none() | DAYS,
    ),
    "killed_by_party": st.builds(lambda n: {"civilians": n, "unknown": 1}, NUMBERS),
    "weapons/w*": st.builds(lambda n: {"class": "melee", "type": n, "text": n}, NAMES),
    "claims/c*": st.builds(lambda n, c: {"by": n, "channel": c, "date": None}, NAMES, st.none() | NAMES),
    "claims/c*/disputed_by": NAMES,
    "claimed": st.booleans(),
    "campaign/c*": NAMES,
    "motive/m*": NAMES,
}  # fmt: skip
RESPONSE_VALUES: dict[str, st.SearchStrategy[Any]] = {
    "type": st.sampled_from(["protest", "visit"]),
    "status": st.sampled_from(["done", "ordered"]),
    "actor": NAMES,
    "target": NAMES,
    "date": WHENS,
    "duration_days": st.integers(1, 9),
    "quantity": NAMES,
    "place": PLACES,
}
PHRASES = ["killed eleven miners", "ten had died", "The Red Front claimed", "Mourners blocked", "In March", "Dozens"]


WORDS = st.sampled_from(PHRASES)
ANCHORS: st.SearchStrategy[tuple[model.EventKind, str]] = st.tuples(st.sampled_from(["incident", "response"]), WORDS)
TIES: st.SearchStrategy[model.LinkKind] = st.sampled_from(["response_to", "part_of", "same", "different"])
ABOUT = st.fixed_dictionaries(
    {
        "confidence": st.sampled_from([0.5, 0.9]),
        "basis": BASES,
        "speaker": st.sampled_from([None, "Police", "The army"]),
        "given": st.sampled_from([None, model.Given("year", "2021", "user")]),
    }
)


@st.composite
def stories(draw: st.DrawFn) -> Story:
    """Whatever a coder could say of the text: events, values of every field, links, in any order."""
    story = Story()
    for kind, words in draw(st.lists(ANCHORS, min_size=1, max_size=4, unique=True)):
        event = story.event(kind, words)
        values = INCIDENT_VALUES if kind == "incident" else RESPONSE_VALUES
        for field in draw(st.lists(st.sampled_from(sorted(values)), max_size=12)):
            about = draw(ABOUT)
            witnessed = draw(st.lists(WORDS, min_size=not about["given"], max_size=2))
            key = field.replace("*", str(draw(st.integers(1, 3))))
            story.say(event, key, draw(values[field]), *witnessed, **about)
    for tied in draw(st.lists(TIES, max_size=5)):
        one, other = (draw(st.sampled_from(story.events)) for _ in range(2))
        story.link(tied, one, other, *draw(st.lists(WORDS, max_size=1)))
    return story


@settings(max_examples=100, deadline=None)
@given(stories(), st.randoms(use_true_random=False))
def test_nothing_is_invented_and_the_order_of_what_is_said_changes_nothing(story: Story, chance: Any) -> None:
    found = story.resolve()
    for incident in found:
        assert_witnessed(incident, [story])
        obj = record.incident_to_json(incident)
        assert {r["responds_to"] for r in obj["responses"]} <= {"incident", *(r["id"] for r in obj["responses"])}
    ids = {i.id for i in found}
    assert all(i.part_of in ids for i in found if i.part_of)
    assert sum(i.main for i in found) <= 1
    for mixed in (story.assertions, story.links, story.events):
        chance.shuffle(mixed)
    assert written(story.resolve()) == written(found)


def written(incidents: tuple[model.Incident, ...]) -> str:
    return json.dumps([record.incident_to_json(i) for i in incidents])


@settings(max_examples=50, deadline=None)
@given(stories())
def test_any_incident_is_a_record_that_reads_back_as_it_was(story: Story) -> None:
    for incident in story.resolve():
        pair = record.IncidentRecord(incident)
        assert record.incident_record_from_json(json.loads(record.dumps(pair))) == pair


# --- claims and denials that are responses ----------------------------------------------------------------------------


def test_a_claim_told_as_a_response_names_its_actor_by_his_own_word(story: Story, act: model.Event) -> None:
    claim = story.response(
        "claimed the attack", "claim_of_responsibility", act, actor="Red Front", date=day("2021-01-04")
    )
    story.link("claims", claim, act)
    incident = only(story.resolve())
    assert [(p.name, p.attribution) for p in incident.perpetrators] == [("Red Front", "claimed")]
    assert [(c.by, c.date) for c in incident.claims] == [("Red Front", "2021-01-04")]
    assert incident.claimed is True
    assert quotes(incident, "/perpetrators/0/name") == ["claimed the attack"]


def test_a_claim_by_one_already_named_is_one_more_attribution(story: Story, act: model.Event) -> None:
    who = {"name": "Red Front", "actor_id": None, "kind": "armed_group", "parent": None}
    story.say(act, "perpetrators/p1", who, "Gunmen of the Red Front")
    claim = story.response("claimed the attack", "claim_of_responsibility", act, actor="Red Front")
    story.link("claims", claim, act)
    (perpetrator,) = only(story.resolve()).perpetrators
    assert [a.basis for a in perpetrator.attributions] == ["claimed", "reported_as_fact"]
    assert perpetrator.kind == "armed_group"


def test_a_denial_stands_beside_an_accusation_and_alone_names_nobody(story: Story, act: model.Event) -> None:
    denial = story.response("which denied it", "denial_of_responsibility", act, actor="Blue Guard")
    story.link("denies", denial, act)
    assert only(story.resolve()).perpetrators == ()
    who = {"name": "Blue Guard", "actor_id": None, "kind": "armed_group", "parent": None}
    story.say(act, "perpetrators/p1", who, "blamed the Blue Guard", basis="accused_by_authorities")
    (perpetrator,) = only(story.resolve()).perpetrators
    assert perpetrator.attribution == "accused_by_authorities"
    assert [a.basis for a in perpetrator.attributions] == ["accused_by_authorities", "denied"]
