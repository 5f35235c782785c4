"""The aftermath of an incident: dates and bounds, extent, place, what answers what, and one step told twice."""

from pathlib import Path

import pytest

from gawah.coding import code
from gawah.model import CodingInput, Incident, Response, Text
from gawah.resolve import resolve

_ARTICLE = """= Harbel shooting =

FICTION

On 3 March 2022, gunmen shot dead five shepherds in Harbel, Liberia.

== Aftermath ==
Not long after the shooting, villagers blocked roads and burned tyres in Monrovia. They demanded that the prime \
minister visit them. A demonstration organised by the Dockers Union in Gbarnga continued for two days at over thirty \
places.

The prime minister refused to visit them. The prime minister's comments drew criticism from activists, \
clerics and others.

Interior Minister Jonas Okello visited the families and assured them that justice would be done. He announced \
compensation of 2 million dollars for them. The Ministry of Foreign Affairs of Ghana stated that two \
Ghanaians were among the dead.

On 9 March 2022, the shepherds were buried in Harbel. The same day, President Tomas Belo visited the families.
"""


def _read(text: str) -> list[Incident]:
    source = CodingInput(Text.of("sha256:x", "plain@1", text, language="en"))
    return list(resolve(code([source])))


def _answer(text: str) -> tuple[Response, ...]:
    return _read(text)[0].responses


def _one(responses: tuple[Response, ...], type_: str) -> Response:
    found = [r for r in responses if r.type == type_]
    assert found, f"no {type_} among {[r.type for r in responses]}"
    return found[0]


@pytest.fixture(scope="module")
def told() -> tuple[Response, ...]:
    return _answer(_ARTICLE)


def test_undated_steps_of_an_article_lie_between_the_violence_and_the_next_date(told: tuple[Response, ...]) -> None:
    date = _one(told, "demand").date
    assert date is not None
    assert (date.edtf, date.after, date.before) == (None, "2022-03-03", "2022-03-09")


def test_the_same_day_is_the_day_told_before(told: tuple[Response, ...]) -> None:
    last = [r for r in told if r.type == "visit"][-1]
    assert last.actor == "President Tomas Belo"
    assert last.date is not None
    assert last.date.edtf == "2022-03-09"


def test_news_gives_no_bound_from_the_order_of_the_text() -> None:
    text = (
        "Gunmen shot dead five shepherds in Harbel on 3 March 2022. President Tomas Belo condemned the murders. "
        "Police arrested two men on 9 March 2022."
    )
    date = _one(_answer(text), "condemnation").date
    assert date is not None
    assert (date.after, date.before) == ("2022-03-03", None)


def test_what_is_dated_before_the_violence_is_no_answer() -> None:
    text = "Gunmen shot dead five shepherds in Harbel on 3 March 2022. Police arrested a cleric on 1 February 2022."
    assert [r.type for r in _answer(text)] == []


def test_duration_number_of_places_and_place(told: tuple[Response, ...]) -> None:
    step = next(r for r in told if r.actor == "Dockers Union")
    assert (step.type, step.duration_days, step.quantity) == ("protest", 2, "over thirty places")
    assert step.place is not None
    assert step.place.name == "Gbarnga"


@pytest.mark.parametrize(
    ("text", "kind", "name"),
    [
        ("Mourners held a sit-in on Monrovia's Tubman Bypass for six days.", "sit_in", "Tubman Bypass, Monrovia"),
        ("The president reached Monrovia where he met the families of the dead.", "visit", "Monrovia"),
    ],
)
def test_the_place_of_a_response_is_the_narrowest_told(text: str, kind: str, name: str) -> None:
    answers = _answer(f"Gunmen shot dead five shepherds in Harbel, Liberia, on 3 March 2022. {text}")
    step = next(r for r in answers if r.type == kind)
    assert step.place is not None
    assert step.place.name == name


def test_sums_and_announcements(told: tuple[Response, ...]) -> None:
    step = _one(told, "compensation")
    assert (step.status, step.actor, step.quantity) == (
        "announced",
        "Interior Minister Jonas Okello",
        "2 million dollars",
    )


def test_a_refusal_answers_the_demand_and_criticism_the_refusal(told: tuple[Response, ...]) -> None:
    demand, refusal, criticism = (_one(told, t) for t in ("demand", "refusal", "criticism"))
    assert (demand.actor, demand.target, demand.responds_to) == ("villagers", "prime minister", "incident")
    assert refusal.responds_to == demand.id
    assert criticism.responds_to == refusal.id
    assert criticism.actor == "activists, clerics and others"


def test_an_assurance_is_given_on_the_visit(told: tuple[Response, ...]) -> None:
    visit = next(r for r in told if r.type == "visit" and r.actor == "Interior Minister Jonas Okello")
    said = next(r for r in told if r.type == "statement" and r.actor == "Interior Minister Jonas Okello")
    assert said.responds_to == visit.id


def test_a_ministry_that_states_takes_a_position(told: tuple[Response, ...]) -> None:
    assert "Ministry of Foreign Affairs of Ghana" in [r.actor for r in told if r.type == "statement"]


def test_an_officer_who_only_gives_the_news_answers_nothing() -> None:
    text = "Gunmen shot dead five shepherds in Harbel on Sunday. The men fled on foot, police officer Ivo Kamau said."
    assert _answer(text) == ()


def test_one_step_told_twice_is_one_with_both_quotes() -> None:
    text = (
        "Gunmen shot dead five shepherds in Harbel on Sunday. President Tomas Belo condemned the murders. "
        "Farmers blocked the road. Belo denounced the murders as barbaric."
    )
    incident = _read(text)[0]
    assert [r.type for r in incident.responses] == ["condemnation", "protest"]
    quotes = {e.quote for e in incident.evidence if e.path == "/responses/0/type"}
    assert quotes == {"President Tomas Belo condemned the murders.", "Belo denounced the murders as barbaric."}


def test_steps_of_two_actors_stay_two() -> None:
    text = (
        "Gunmen shot dead five shepherds in Harbel on Sunday. Ghana condemned the murders. Spain condemned the murders."
    )
    assert [r.actor for r in _answer(text)] == ["Ghana", "Spain"]


def test_a_pronoun_is_witnessed_with_whom_it_means() -> None:
    text = "Gunmen shot dead five shepherds in Harbel on Sunday. Farmers blocked the road. They demanded protection."
    incident = _read(text)[0]
    number = [r.type for r in incident.responses].index("demand")
    cited = [(e.quote, e.role) for e in incident.evidence if e.path == f"/responses/{number}/actor"]
    assert cited == [("Farmers", "states"), ("They", "context")]


def test_the_whole_chain_of_the_machh_article() -> None:
    path = Path(__file__).parents[3] / "shared" / "reports" / "machh_attack.txt"
    if not path.exists():
        pytest.skip("the report is not beside the checkout")
    told = {(r.type, r.actor) for r in _answer(path.read_text(encoding="utf-8"))}
    assert told >= {
        ("protest", "Hazaras"),
        ("demand", "Hazaras"),
        ("protest", "Majlis Wahdat-e-Muslimeen"),
        ("sit_in", "Balochistan's Shia Hazara community"),
        ("refusal", "Balochistan's Shia Hazara community"),
        ("refusal", "prime minister Imran khan"),
        ("criticism", "activists, opposition parties and others"),
        ("condemnation", "Prime Minister Imran Khan"),
        ("visit", "Interior Minister Sheikh Rasheed Ahmad"),
        ("statement", "Interior Minister Sheikh Rasheed Ahmad"),
        ("condolence", "Interior Minister Sheikh Rasheed Ahmad"),
        ("compensation", "Interior Minister Sheikh Rasheed Ahmad"),
        ("condemnation", "Afghanistan"),
        ("statement", "Ministry of Foreign Affairs of Afghanistan"),
        ("visit", "Imran Khan"),
    }
    assert any(type_ == "claim_of_responsibility" and "Islamic State" in (actor or "") for type_, actor in told)


@pytest.mark.parametrize(
    ("sentence", "type_"),
    [
        ("The prime minister condemned the attack on 5 January 2021.", "condemnation"),
        ("Police arrested two men over the blast on January 6, 2021.", "arrest"),
    ],
)
def test_a_later_day_beside_the_attack_is_that_of_the_answer(incidents_of, sentence: str, type_: str) -> None:
    (incident,) = incidents_of(f"A bomb blast killed six people in Quetta, Pakistan, on 3 January 2021. {sentence}")
    assert incident["date"]["edtf"] == "2021-01-03"
    (response,) = [r for r in incident["responses"] if r["type"] == type_]
    assert response["date"]["edtf"] in ("2021-01-05", "2021-01-06")


def test_claims_and_denials_are_tied_to_the_incident(coding_of) -> None:
    coding = coding_of(
        "A bomb killed six people in Quetta, Pakistan, on 3 January 2021. The Red Dawn Army claimed responsibility for "
        "the bombing."
    )
    (tie,) = [link for link in coding.links if link.kind == "claims"]
    kinds = {event.id: event.kind for event in coding.events}
    assert (kinds[tie.from_event], kinds[tie.to_event]) == ("response", "incident")


def test_that_day_is_the_day_named_last_though_no_step_bears_it() -> None:
    text = (
        "FICTION\n\nOn 3 March 2022, gunmen shot dead five shepherds in Harbel, Liberia.\n\n"
        "Rain fell on Harbel on 9 March. The president visited the families later that day."
    )
    date = _one(_answer(text), "visit").date
    assert date is not None
    assert date.start == "2022-03-09"


@pytest.mark.parametrize(
    "sentence",
    [
        "The families refused to bury the dead until the prime minister came.",
        "Relatives staged a sit-in at the gate against further sit-ins.",
    ],
)
def test_no_step_is_aimed_at_the_dead_or_at_its_own_kind(incidents_of, sentence):
    (incident,) = incidents_of(f"Gunmen killed eleven miners in Machh, Pakistan, on Sunday. {sentence}")
    assert [r["target"] for r in incident["responses"]] == [None] * len(incident["responses"]) != []
