"""Steps of the aftermath by who acts, what is done and to what: each class is tried with several of its words."""

import pytest

LEAD = "Six soldiers were killed in an ambush near Saravena, Colombia, on Sunday. "


def _told(incidents_of, sentence: str) -> list[str]:
    return [response["type"] for incident in incidents_of(LEAD + sentence) for response in incident["responses"]]


@pytest.mark.parametrize(
    ("type_", "sentence"),
    [
        ("policy_change", "The ministry suspended all flights to the region."),
        ("policy_change", "The frontier was sealed."),
        ("policy_change", "The referendum has been postponed."),
        ("policy_change", "The mission broke off its programme."),
        ("policy_change", "The governor doubled the garrison."),
        ("policy_change", "Two checkpoints were set up."),
        ("policy_change", "The president dismissed the police chief."),
        ("policy_change", "A state of emergency was proclaimed."),
        ("policy_change", "The company pulled out its engineers."),
        ("policy_change", "The embassy will remain closed."),
        ("strike", "Nurses walked out."),
        ("strike", "Lawyers abandoned the courts."),
        ("strike", "Miners laid down their tools."),
        ("strike", "A hartal brought the district to a standstill."),
        ("protest", "Students assembled outside the ministry."),
        ("protest", "Farmers blockaded the highway."),
        ("protest", "Widows waved portraits of the dead."),
        ("protest", "A crowd threw bottles at the prefecture."),
        ("sit_in", "The families camped before the barracks."),
        ("sit_in", "Relatives are spending a second night on the road."),
        ("sit_in", "Students have occupied the town hall."),
        ("demand", "The bishop implored both sides to lay down their arms."),
        ("demand", "The union demanded that the prefect resign."),
        ("demand", "The council pleaded for reinforcements."),
        ("demand", "The party set an ultimatum of three days."),
        ("refusal", "The governor brushed aside calls for an apology."),
        ("refusal", "The president said he would not negotiate."),
        ("denial_of_responsibility", "The Plains Front contested the charge."),
        ("condemnation", "The ambassador branded it an outrage."),
        ("condemnation", "The governor said it was an act of cowardice."),
        ("condemnation", "The church voiced its horror."),
        ("condolence", "The queen sent her condolences."),
        ("investigation", "Detectives are studying footage from two cameras."),
        ("investigation", "Ballistic tests are under way."),
        ("arrest", "Police hauled in three youths."),
        ("arrest", "Two suspects were apprehended."),
        ("arrest", "Five people are in custody."),
        ("visit", "The president arrived in Saravena on Monday."),
        ("visit", "The minister went to see the wounded."),
        ("compensation", "Each family gets 10 million pesos."),
        ("compensation", "The ministry will cover the cost of the funerals."),
        ("burial", "The coffins were carried to the cemetery."),
        ("burial", "They were laid in one grave."),
        ("mourning", "Bells tolled in all churches."),
        ("mourning", "Shops kept their shutters down as a sign of grief."),
        ("commemoration", "Every year lamps are lit at the spot."),
        ("commemoration", "A plaque was unveiled."),
        ("military_operation", "Troops scoured the valley."),
        ("military_operation", "Helicopters circled over the hills."),
        ("military_operation", "The army threw a cordon around the valley."),
        ("rescue", "Commandos freed the hostages."),
        ("criticism", "The newspaper upbraided the army."),
        ("criticism", "The opposition spoke of a failure of intelligence."),
        ("sentence", "The ringleader got life."),
        ("trial", "Four men are in the dock."),
        ("policy_change", "The transport ministry grounded all planes."),
        ("policy_change", "The health service withdrew its doctors from the province."),
        ("policy_change", "The mayor brought forward the curfew to six o'clock."),
        ("policy_change", "The defence minister tendered his resignation."),
        ("policy_change", "The ministry has put a price on the leader's head."),
        ("arrest", "The driver gave himself up on Monday."),
        ("investigation", "The attorney general has opened proceedings."),
        ("demand", "The opposition insists on an independent inquiry."),
        ("demand", "The governor must resign, the union said."),
        ("protest", "Angry youths pelted police with stones."),
        ("protest", "A crowd besieged the police station."),
        ("strike", "Taxi drivers parked their cars for a day."),
        ("sit_in", "The bereaved have pitched tents outside parliament."),
        ("compensation", "The governor handed cheques to the families."),
        ("visit", "The minister called on the wounded in hospital."),
        ("visit", "The bishop spent an hour with the families."),
        ("sentence", "A court sent two men to prison for life."),
        ("criticism", "The newspaper blamed the army for the lapse."),
        ("criticism", "The senator called the response a disgrace."),
        ("commemoration", "Relatives gather at the spot every year."),
    ],
)
def test_a_step_is_read_by_its_classes(incidents_of, type_: str, sentence: str) -> None:
    assert type_ in _told(incidents_of, sentence)


@pytest.mark.parametrize(
    ("type_", "sentence"),
    [
        ("policy_change", "The law enforcement agency sealed a letter."),
        ("burial", "The council put the number of dead at six."),
        ("burial", "Six men lay dead in the road."),
        ("strike", "Egypt called the strike a threat."),
        ("demand", "The driver, who asked passengers to stay calm, was unhurt."),
        ("arrest", "The hospital took in 17 people."),
        ("refusal", "He was beaten because he would not pay."),
        ("military_operation", "The patrol was returning from a search operation."),
        ("military_operation", "The exchange of fire took place when troops raided a house."),
        ("retaliation", "The ambush was in revenge for the death of a leader."),
        ("protest", "Leaflets with the portraits of two men lay in the road."),
        ("visit", "The rebels came to the village."),
    ],
)
def test_what_only_shares_a_word_is_no_step(incidents_of, type_: str, sentence: str) -> None:
    assert type_ not in _told(incidents_of, sentence)


def test_what_the_main_clause_reports_is_a_step_though_the_violence_stands_in_its_sentence(incidents_of) -> None:
    text = "Nurses stopped work in Kano, Nigeria, on Sunday over the bomb that killed two doctors on Thursday."
    (incident,) = incidents_of(text)
    assert [response["type"] for response in incident["responses"]] == ["strike"]
