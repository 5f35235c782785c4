"""One report with all that is said of it: its values decided on one by one, and incidents coded by hand."""

import pytest
from typer.testing import CliRunner

from gawah.cli import app
from gawah.errors import ReportUnknown, ReviewError
from gawah.model import Report, Review, Span
from gawah.pipeline import add, open_store
from gawah.review import (
    Reviewer,
    Witness,
    add_to_event,
    find_assertions,
    judge_stated,
    judge_value,
    list_copies,
    list_decisions,
    open_report,
    start_incident,
    undo,
    undo_stated,
)

BOMB = (
    "FICTION\n\nAt least nine people were killed when a bomb exploded at a market in Quetta on 7 March 2017,"
    " shopkeepers said. 😢 The health ministry said that eleven people were killed. Residents held a protest the next"
    " day."
)
DARI = "داستان ساختگی\n\nروز سه‌شنبه ۷ نفر در بازار تارسک کشته شدند. 😢 مردم گفتند که مردان مسلح آمدند."


def zainab(reason="as the list has it"):
    return Reviewer.now("Zainab", reason)


def put(store, tmp_path, **texts):
    """Add reports; return their ids by name."""
    ids = {}
    for name, text in texts.items():
        path = tmp_path / f"{name}.txt"
        path.write_text(text, encoding="utf-8")
        (added,) = list(add(store, path))
        ids[name] = added.reading.source.report.id
    return ids


@pytest.fixture
def bomb(store, tmp_path):
    return put(store, tmp_path, bomb=BOMB)["bomb"]


def killed(store, report, best):
    """Return the value that states so many dead."""
    return next(
        s
        for s in open_report(store, report).list_stated()
        if s.field == "figures/*" and s.said[0].value["measure"] == "killed" and s.said[0].value["best"] == best
    )


def test_every_value_stands_with_the_words_that_say_it(store, bomb):
    coded = open_report(store, bomb)
    assert coded.header.id == bomb
    assert {s.field for s in coded.list_stated()} >= {"type", "date", "place", "figures/*"}
    for stated in coded.list_stated():
        for quote in stated.quotes:
            assert coded.text.content[quote.start : quote.end] == quote.words
    assert killed(store, bomb, 11).said[0].speaker


def test_a_report_is_named_by_the_beginning_of_its_hash_and_by_no_other_words(store, bomb):
    assert open_report(store, bomb[7:19]).header.id == bomb
    for name in ("", "sha256:", bomb[7:12], "0" * 64, "quetta", "%", "' or 1=1"):
        with pytest.raises(ReportUnknown):
            open_report(store, name)


def test_a_value_is_rejected_in_its_own_words_and_that_is_taken_back(store, bomb):
    nine = killed(store, bomb, 9)
    judge_stated(store, bomb, nine.key, "reject", zainab("hearsay"))
    now = killed(store, bomb, 9)
    assert now.now is None
    assert now.decisions[-1].reason == "hearsay"
    assert killed(store, bomb, 11).now
    undo_stated(store, bomb, nine.key, zainab("it is a witness"))
    assert killed(store, bomb, 9).now
    assert not killed(store, bomb, 9).decisions
    with pytest.raises(ReviewError, match="nothing to take back"):
        undo_stated(store, bomb, nine.key, zainab())


def test_a_correction_rests_on_the_words_that_were_selected_and_keeps_what_was_read(store, bomb):
    at = BOMB.index("eleven people were killed")
    nine = killed(store, bomb, 9)
    judge_stated(store, bomb, nine.key, "correct", zainab(), "10-12", Witness("eleven people were killed", at))
    now = killed(store, bomb, 9)
    assert (now.value["low"], now.value["best"], now.value["high"]) == (10, None, 12)
    assert now.was["best"] == 9
    assert [q.words for q in now.quotes] == ["eleven people were killed"]
    (record,) = store.list_incidents()
    assert [e.quote for e in record.incident.evidence if e.path == "/killed" and e.coder == "Zainab"] == [
        "eleven people were killed"
    ]
    assert record.incident.killed.low == 10


def test_what_was_corrected_in_other_words_can_be_decided_on_again(store, bomb):
    nine = killed(store, bomb, 9)
    judge_stated(store, bomb, nine.key, "correct", zainab(), "12", Witness("shopkeepers said"))
    (record,) = store.list_incidents()
    assert nine.key in {said.id for said in find_assertions(store, record.incident.id, "/killed")}
    judge_value(store, record.incident.id, "/killed", "correct", zainab("recounted"), "13")
    assert store.list_incidents()[0].incident.killed.best == 13


def test_a_decision_with_words_of_its_own_comes_back_from_the_store_as_it_was(store, bomb):
    nine = killed(store, bomb, 9)
    made = judge_stated(store, bomb, nine.key, "correct", zainab(), "12", Witness("shopkeepers said"))
    read = store.read(Review)
    assert {r.id: r.proof for r in read} == {r.id: r.proof for r in made}
    assert read[0].proof == (Span(BOMB.index("shopkeepers"), BOMB.index("shopkeepers said") + 16),)
    assert (
        Review.of("Zainab", made[0].time, "correct", nine.said[0], "", correction=made[0].correction).id != made[0].id
    )
    assert not store.verify().problems


def test_what_somebody_else_decided_meanwhile_is_not_overwritten(store, bomb):
    nine = killed(store, bomb, 9)
    head, _ = store.read_head()
    judge_stated(store, bomb, nine.key, "accept", Reviewer.now("Bashir", "I was there"), head=head)
    with pytest.raises(ReviewError, match="Bashir accepted this value"):
        judge_stated(store, bomb, nine.key, "reject", zainab(), head=head)
    judge_stated(store, bomb, killed(store, bomb, 11).key, "reject", zainab(), head=head)  # another value
    assert killed(store, bomb, 9).now


def test_words_that_do_not_stand_in_the_report_prove_nothing(store, bomb):
    nine = killed(store, bomb, 9)
    for witness in (Witness("eleven hundred"), Witness("Quetta", 3), Witness("a" * 401), Witness("Quetta", 10**9)):
        with pytest.raises(ReviewError):
            judge_stated(store, bomb, nine.key, "correct", zainab(), "12", witness)
    assert store.read(Review) == []


def test_what_was_missed_is_added_to_an_incident_and_to_a_response(store, bomb):
    coded = open_report(store, bomb)
    (incident,) = coded.incidents
    words = Witness("Residents held a protest", None, "shopkeepers", "witness")
    add_to_event(
        store, coded, incident.id, "/victims", "shoppers", words, zainab(), {"count": "9", "outcome": "killed"}
    )
    response = next(r for r in incident.responses if any(s.value == "protest" for s in r.stated))
    add_to_event(store, coded, response.id, "/responses/0/quantity", "a day long", words, zainab())
    now = store.list_incidents()[0].incident
    group = next(v for v in now.victims if v.description == "shoppers")
    assert (group.outcome, group.count.best) == ("killed", 9)
    assert any(r.quantity == "a day long" for r in now.responses)
    added = [s for s in open_report(store, bomb).list_stated() if s.added]
    assert {s.said[0].speaker for s in added} == {"shopkeepers"}
    for stated in added[:1]:
        undo_stated(store, bomb, stated.key, zainab("twice"))
    assert not [v for v in store.list_incidents()[0].incident.victims if v.description == "shoppers"]


@pytest.mark.parametrize(
    ("path", "words", "parts", "find", "value"),
    [
        ("/type", "armed_attack", {}, lambda i: i.type, "armed_attack"),
        ("/place", "Machh, Balochistan, Pakistan", {}, lambda i: (i.place.country, i.place.lat is None), ("PK", False)),
        ("/place", "تارسک", {}, lambda i: (i.place.name, i.place.lat), ("تارسک", None)),
        ("/killed", "7", {}, lambda i: i.killed.best, 7),
        ("/missing", "3+", {}, lambda i: (i.figures[0].measure, i.figures[0].low), ("missing", 3)),
        ("/date", "2031-05", {}, lambda i: i.date.precision, "month"),
        ("/weapons", "rifle", {}, lambda i: (i.weapons[0].class_, i.weapons[0].type), ("firearm", "rifle")),
        ("/claimed", "no", {}, lambda i: i.claimed, False),
        ("/claims", "Red Slate Front", {"channel": "radio"}, lambda i: i.claims[0].channel, "radio"),
        ("/targets", "a shop", {"effect": "destroyed"}, lambda i: i.targets[0].effect, "destroyed"),
        ("/other_places", "Kabul", {"role": "taken_to"}, lambda i: i.other_places[0].place.country, "AF"),
        ("/victims", "traders", {"nationality": "Afghanistan"}, lambda i: i.victims[0].nationality, "AF"),
        ("/perpetrators", "Red Front", {"kind": "armed_group"}, lambda i: i.perpetrators[0].kind, "armed_group"),
    ],
)
def test_an_incident_is_coded_by_hand_from_any_field_on(store, tmp_path, path, words, parts, find, value):
    id_ = put(store, tmp_path, dari=DARI)["dari"]
    assert open_report(store, id_).incidents == ()
    start_incident(store, id_[7:20], path, words, Witness("مردان مسلح"), zainab(), parts)
    (record,) = store.list_incidents()
    assert find(record.incident) == value
    (event,) = open_report(store, id_).incidents
    assert all(q.words == "مردان مسلح" for s in event.stated for q in s.quotes)
    assert not store.verify().problems


def test_an_incident_that_was_started_takes_more_values_and_goes_when_all_is_taken_back(store, tmp_path):
    id_ = put(store, tmp_path, dari=DARI)["dari"]
    start = start_incident(store, id_, "/type", "armed_attack", "مردان مسلح", zainab("by hand"))
    coded = open_report(store, id_)
    assert coded.notes
    (event,) = coded.incidents
    words = Witness("۷ نفر", DARI.index("۷ نفر"))
    add_to_event(store, coded, event.id, "/killed", "7", words, zainab())
    (record,) = store.list_incidents()
    assert (record.incident.type, record.incident.killed.best) == ("armed_attack", 7)
    assert f"start {record.incident.id}" in {d.what for d in list_decisions(store)}
    first, second = sorted((s for s in open_report(store, id_).list_stated()), key=lambda s: s.field != "type")
    with pytest.raises(ReviewError, match="more was said of this incident"):
        undo_stated(store, id_, first.key, zainab())
    undo_stated(store, id_, second.key, zainab())
    undo_stated(store, id_, first.key, zainab())
    assert store.list_incidents() == []
    assert open_report(store, id_).incidents == ()
    assert start.coder.startswith("person:Zainab ")


def test_an_incident_cannot_be_started_with_a_response_or_a_word_of_no_vocabulary(store, bomb):
    for path, words in (("/responses", "protest"), ("/type", "party"), ("/nothing", "x"), ("/killed", "many")):
        with pytest.raises(ReviewError):
            start_incident(store, bomb, path, words, "Quetta", zainab())


def test_several_incidents_of_one_report_are_told_apart(store, tmp_path):
    text = (
        "FICTION\n\nA bomb killed four people at a bus station in Quetta on 3 May 2031, police said.\n\nOn 9 April"
        " 2031, gunmen shot dead six miners near Harnai, officials said."
    )
    id_ = put(store, tmp_path, two=text)["two"]
    coded = open_report(store, id_)
    assert len(coded.incidents) == 2
    assert [min(q.start for s in e.stated for q in s.quotes) for e in coded.incidents] == sorted(
        min(q.start for s in e.stated for q in s.quotes) for e in coded.incidents
    )


def test_reports_of_one_wording_are_named(store, tmp_path):
    more = BOMB.replace("FICTION", "FICTION again")
    ids = put(store, tmp_path, one=BOMB, other=more)
    assert [header.id for header in list_copies(store, open_report(store, ids["one"]))] == [ids["other"]]


def test_what_a_person_decides_is_undone_by_its_number_in_the_log(store, bomb):
    judge_stated(store, bomb, killed(store, bomb, 9).key, "reject", zainab())
    for decision in [d for d in list_decisions(store) if not d.undone]:
        undo(store, decision.id, zainab("no"))
    assert killed(store, bomb, 9).now
    assert {report.id for report in store.read(Report)} == {bomb}


def test_an_incident_is_coded_by_hand_on_the_command_line(tmp_path):
    path, db = tmp_path / "dari.txt", str(tmp_path / "gawah.db")
    path.write_text(DARI, encoding="utf-8")
    with open_store(db) as store:
        list(add(store, path))
    told = ["--report", str(path), "--reason", "by hand", "--as", "Zainab", "--db", db]
    run = CliRunner().invoke(app, ["review", "new", "/type", "armed_attack", "--quote", "مردان مسلح", *told])
    assert run.exit_code == 0, run.output
    id_ = run.output.partition(":")[0]
    more = [
        "--quote",
        "۷ نفر",
        "--with",
        "count=7",
        "--with",
        "outcome=killed",
        "--speaker",
        "مردم",
        "--role",
        "witness",
    ]
    run = CliRunner().invoke(app, ["review", "add", id_, "/victims", "shoppers", *more, *told])
    assert run.exit_code == 0, run.output
    with open_store(db) as store:
        (group,) = store.find_incident(id_).incident.victims
        assert (group.description, group.count.best, group.outcome) == ("shoppers", 7, "killed")
    for wrong in (["--with", "count"], ["--with", "colour=red"], ["--role", "king"], ["--basis", "guessed"]):
        run = CliRunner().invoke(app, ["review", "add", id_, "/victims", "x", "--quote", "۷ نفر", *wrong, *told])
        assert run.exit_code != 0, wrong


def test_reports_are_listed_page_by_page_and_so_are_those_in_which_nothing_was_seen(store, tmp_path):
    texts = {f"bomb{n}": f"{BOMB} {n}" for n in range(3)} | {f"dari{n}": f"{DARI} {n}" for n in range(3)}
    ids = put(store, tmp_path, **texts)
    seen, before = [], None
    while True:
        found, before = store.list_reports(before, 2)
        seen += [(one.header.id, one.is_coded) for one in found]
        if before is None:
            break
    assert seen == [(id_, name.startswith("bomb")) for name, id_ in reversed(ids.items())]
    start_incident(store, ids["dari1"], "/type", "armed_attack", "مردان مسلح", zainab())
    found, _ = store.list_reports(uncoded=True)
    assert [one.header.id for one in found] == [ids["dari2"], ids["dari0"]]
    first, more = store.list_reports(None, 2, uncoded=True)
    rest, _ = store.list_reports(more, 2, uncoded=True)
    assert [one.header.id for one in (*first, *rest)] == [ids["dari2"], ids["dari0"]]
    store.erase_report(ids["dari2"], "Amina", "2031-01-01T00:00:00", "asked for")
    assert [one.header.id for one in store.list_reports(uncoded=True)[0]] == [ids["dari0"]]
