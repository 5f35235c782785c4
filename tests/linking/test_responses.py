"""Steps of the aftermath that several reports tell of are one step, whoever tells it first."""

from gawah.linking import Step
from gawah.linking.responses import score_steps, take_steps
from gawah.pipeline import link_codings, read_text, resolve_component

ONE = (
    "FICTION\n\nGunmen killed eleven coal miners near Mach, Pakistan, on 3 January 2021. The Lantern Brigade claimed"
    " responsibility for the attack in a video. Hundreds of residents protested in Quetta on 4 January 2021."
)
TWO = (
    "FICTION\n\nEleven miners were shot dead near Mach, Pakistan, on 3 January 2021. The Lantern Brigade claimed"
    " responsibility for the killings. The prime minister condemned the killings."
)


def test_a_claim_that_two_reports_tell_of_is_one_and_other_steps_stay():
    codings = [read_text(text).coding for text in (ONE, TWO)]
    links, _ = link_codings(codings)
    (incident,) = resolve_component(codings, links, (), "low_best_high@1").incidents
    types = [response.type for response in incident.responses]
    assert types.count("claim_of_responsibility") == 1
    assert {"protest", "condemnation"} <= set(types)


def test_a_response_is_compared_with_those_to_the_same_incident_only():
    claim = Step("a", "claim_of_responsibility", ("lantern", "brigade"), 10, 10)
    again = Step("b", "claim_of_responsibility", ("lantern", "brigade"), 10, 10)
    other = Step("c", "burial", (), 14, 14)
    (pair,) = [pair for pair in score_steps([((claim,), (again, other))]) if pair.bits >= 2]
    assert (pair.one, pair.other) == ("a", "b")
    assert score_steps([((claim, again), ())]) == []
    assert score_steps([]) == []


def test_steps_are_taken_by_the_incident_that_they_answer():
    coding = read_text(ONE).coding
    ((incident, steps),) = take_steps(coding).items()
    assert incident in {event.id for event in coding.events if event.kind == "incident"}
    assert {step.type for step in steps} == {"claim_of_responsibility", "protest"}


def test_a_name_with_mr_is_the_office_that_stood_before_it_at_first():
    visit = "Gunmen killed eleven coal miners near Mach, Pakistan, on 3 January 2021. "
    named = visit + "Prime Minister Omar Bel was awaited. Mr Bel visited the families in Quetta on 9 January 2021."
    office = visit + "The prime minister visited the families in Quetta on 9 January 2021."
    codings = [read_text("FICTION\n\n" + text).coding for text in (named, office)]
    links, _ = link_codings(codings)
    (incident,) = resolve_component(codings, links, (), "low_best_high@1").incidents
    assert [response.type for response in incident.responses].count("visit") == 1


def test_a_people_and_members_of_it_are_one_crowd():
    lead = "FICTION\n\nGunmen killed eleven coal miners near Mach, Pakistan, on 3 January 2021. "
    told = ("Hazaras protested in Quetta.", "Members of the Hazara community protested in Quetta.")
    codings = [read_text(lead + words).coding for words in told]
    links, _ = link_codings(codings)
    (incident,) = resolve_component(codings, links, (), "low_best_high@1").incidents
    assert [response.type for response in incident.responses] == ["protest"]
