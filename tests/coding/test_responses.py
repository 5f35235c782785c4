"""Responses by sentence: type, actor, target and status, in the styles of news, portals, wires and encyclopedias."""

import pytest

from gawah.coding.rules.page import Page, read_page
from gawah.coding.rules.responders import name_responder
from gawah.coding.rules.responses import ResponseMention, find_responses
from gawah.model import CodingInput, Text

_LEAD = "Gunmen shot dead four shepherds near Talwara on Sunday."


def _read(*sentences: str) -> tuple[Page, list[ResponseMention]]:
    """Return the page of a lead and these sentences, and the responses told."""
    text = " ".join((_LEAD, *sentences))
    page = read_page(CodingInput(Text.of("sha256:x", "plain@1", text, language="en")))
    return page, find_responses(page, list(range(len(page.parsed.tokens.sentences))), 0)


def _tell(*sentences: str) -> list[tuple[str, str | None]]:
    page, found = _read(*sentences)
    return [(m.type, name_responder(page, m.actor) if m.actor else None) for m in found]


@pytest.mark.parametrize(
    ("sentence", "type_", "actor"),
    [
        ("Traders in Talwara blocked the highway and burned tyres.", "protest", "Traders"),
        ("The next day villagers set fire to tyres on the highway.", "protest", "villagers"),
        ("Relatives burnt an effigy of the governor in Harbel.", "protest", "Relatives"),
        ("Flags were set ablaze in Harbel by students.", "protest", "students"),
        ("Students took to the streets against the murders.", "protest", "Students"),
        ("A demonstration organised by the Dockers Union continued in Harbel.", "protest", "Dockers Union"),
        ("The bereaved families staged a sit-in outside the court.", "sit_in", "bereaved families"),
        ("A shutter-down strike was called by the Bar Association.", "strike", "Bar Association"),
        ("Villagers demanded that the governor resign.", "demand", "Villagers"),
        ("Amina Farah called for an independent inquiry.", "demand", "Amina Farah"),
        ("The authorities, however, have declined to meet the families.", "refusal", "authorities"),
        ("The cabinet rejected the demand.", "refusal", "cabinet"),
        ("Opposition lawmakers slammed the governor over his remarks.", "criticism", "Opposition lawmakers"),
        (
            "His remarks drew criticism from activists, clerics and others.",
            "criticism",
            "activists, clerics and others",
        ),
        ("President Tomas Belo strongly condemned the attack.", "condemnation", "President Tomas Belo"),
        ("The killings were condemned by Portugal.", "condemnation", "Portugal"),
        ("The prime minister expressed his deepest condolences to the bereaved.", "condolence", "prime minister"),
        ("Police registered a case against unknown men.", "investigation", "Police"),
        ("The ministry ordered the rangers to investigate the shooting.", "investigation", "rangers"),
        ("Detectives questioned two neighbours.", "investigation", "Detectives"),
        ("Soldiers cordoned off the area.", "investigation", "Soldiers"),
        ("Police arrested three suspects in Harbel.", "arrest", "Police"),
        ("Two suspects were arrested by paramilitary troops.", "arrest", "paramilitary troops"),
        ("A court in Harbel indicted two men.", "trial", "court"),
        ("Judge Mara Lind sentenced him to twelve years in prison.", "sentence", "Judge Mara Lind"),
        (
            "Interior Minister Jonas Okello visited the families of the victims.",
            "visit",
            "Interior Minister Jonas Okello",
        ),
        (
            "The provincial government announced compensation of Rs 1 million each.",
            "compensation",
            "provincial government",
        ),
        ("Mourners buried the shepherds on Tuesday.", "burial", "Mourners"),
        ("The government declared three days of mourning.", "mourning", "government"),
        ("The army launched a massive search operation in the hills.", "military_operation", "army"),
        ("Firefighters rescued six people from the burning house.", "rescue", "Firefighters"),
        ("The administration imposed an indefinite curfew in Talwara.", "policy_change", "administration"),
        ("Turkey recalled its ambassador.", "policy_change", "Turkey"),
        ("Shepherds lynched the suspect.", "retaliation", "Shepherds"),
        ("Residents paid tribute to the dead.", "commemoration", "Residents"),
        ("The Red Dawn Army denied any involvement.", "denial_of_responsibility", "Red Dawn Army"),
        ("The governor assured the families that justice would be done.", "statement", "governor"),
        ("The mayor vowed to rebuild the school.", "statement", "mayor"),
    ],
)
def test_a_step_has_its_type_and_actor(sentence: str, type_: str, actor: str) -> None:
    assert (type_, actor) in _tell(sentence)


@pytest.mark.parametrize(
    ("sentence", "type_"),
    [
        ("Police declined to comment.", "refusal"),
        ("The gunmen demanded a ransom of 5 million pesos.", "demand"),
        ("No arrests were made.", "arrest"),
        ("Police have not arrested anyone.", "arrest"),
        ("Investigators could arrest more people.", "arrest"),
        ("Rebels captured the town of Harbel.", "arrest"),
        ("The shepherds were buried under rubble.", "burial"),
        ("Meanwhile, police arrested a burglar in another district.", "arrest"),
        ("The shooting came two days after soldiers arrested a cleric.", "arrest"),
        ("The party held a political rally.", "protest"),
        ("While troops were cordoning off the village, a mine exploded and killed one of them.", "investigation"),
        ("The Taliban detained two teachers.", "arrest"),
        ("Seventeen policemen captured in June are among the dead.", "arrest"),
        ("The injured were evacuated to a hospital.", "rescue"),
        ("Police rushed to the spot.", "visit"),
        ("Police are yet to establish the motive.", "investigation"),
        ("He was captured on camera.", "arrest"),
        ("Security forces were returning from Harbel.", "military_operation"),
    ],
)
def test_what_is_no_answer_is_left_out(sentence: str, type_: str) -> None:
    assert type_ not in [told for told, _ in _tell(sentence)]


def test_a_visit_in_the_sentence_of_the_attack_is_what_was_attacked() -> None:
    text = "Gunmen shot dead a minister who visited a school in Harbel on Sunday."
    page = read_page(CodingInput(Text.of("sha256:x", "plain@1", text, language="en")))
    assert find_responses(page, [0], 0) == []


@pytest.mark.parametrize(
    ("sentence", "status"),
    [
        ("The governor ordered police to investigate the shooting.", "ordered"),
        ("The governor announced compensation for them.", "announced"),
        ("The president will visit the families.", "planned"),
        ("Police are investigating the shooting.", "under_way"),
        ("The governor visited the families.", "done"),
        ("The governor refused to visit the families.", "refused"),
        ("The Red Dawn Army denied any role.", "denied"),
    ],
)
def test_the_clause_says_how_far_the_step_has_got(sentence: str, status: str) -> None:
    _, found = _read(sentence)
    assert [m.status for m in found] == [status]


def test_pronouns_mean_whom_the_sentences_before_tell_of() -> None:
    told = _tell(
        "Minister Jonas Okello visited the families.",
        "He expressed condolences to them.",
        "Farmers blocked the road to Harbel.",
        "They demanded protection.",
    )
    assert ("condolence", "Minister Jonas Okello") in told
    assert ("demand", "Farmers") in told


def test_a_participle_has_the_subject_of_its_sentence() -> None:
    told = _tell("The families held a sit-in for two days, refusing to bury the dead.")
    assert ("sit_in", "families") in told
    assert ("refusal", "families") in told


def test_what_was_demanded_is_not_done() -> None:
    told = _tell("The families demanded that the governor visit them and assure them of justice.")
    assert told == [("demand", "families")]


def test_the_target_is_the_object_or_the_subject_of_a_passive() -> None:
    page, found = _read("The mayor condemned the murders.", "The murders were condemned by Spain.")
    assert [name_responder(page, m.target) for m in found if m.target] == ["murders", "murders"]


def test_our_thoughts_are_the_speakers() -> None:
    told = _tell('"Our thoughts and prayers are with the families," President Tomas Belo said.')
    assert ("condolence", "President Tomas Belo") in told


def test_wire_capitals_are_read() -> None:
    text = (
        "GUNMEN SHOT DEAD FOUR PEASANTS IN THE TOWN OF TALWARA ON 3 MARCH. PRESIDENT CRISTIANI CONDEMNED THE MURDERS. "
        "THE ARMY HAS LAUNCHED AN OPERATION IN THE AREA."
    )
    page = read_page(CodingInput(Text.of("sha256:x", "plain@1", text, language="en")))
    assert {m.type for m in find_responses(page, [0, 1, 2], 0)} == {"condemnation", "military_operation"}


@pytest.mark.parametrize(
    "sentence",
    [
        "Rebels opened fire on them when a team of the border force was carrying out a search operation.",
        "The clash occurred during a routine combing operation in the hills.",
        "As soldiers launched a search operation the gunmen opened fire and wounded two of them.",
    ],
)
def test_an_operation_that_leads_to_the_fight_answers_nothing(sentence: str) -> None:
    assert "military_operation" not in [told for told, _ in _tell(sentence)]


def test_of_two_verbs_each_has_a_status_of_its_own() -> None:
    _, found = _read("The governor condemned the attack and ordered an inquiry into it.")
    assert ("condemnation", "done") in [(m.type, m.status) for m in found]
    _, found = _read("The governor ordered an inquiry and condemned the attack.")
    assert ("condemnation", "done") in [(m.type, m.status) for m in found]
