"""People decide: what they say holds over any machine, whichever version reads again, and can be taken back."""

from dataclasses import replace

import pytest
from typer.testing import CliRunner

from gawah.cli import app
from gawah.errors import GawahError, ReviewError
from gawah.model import Assertion, Coding, Event, Link, Span
from gawah.pipeline import add, link_new, open_store
from gawah.review import (
    Reviewer,
    add_value,
    answer,
    find_assertions,
    grade_incident,
    judge_pair,
    judge_value,
    list_decisions,
    list_releases,
    move_incident,
    put_under,
    release_incident,
    split_incident,
    undo,
)
from gawah.store import Criteria

EARLY = (
    "FICTION\n\nNine people were killed when a bomb exploded at a market in Quetta on 7 March 2017, shopkeepers said."
)
LATER = (
    "FICTION\n\nThe toll of the bombing of a market in Quetta on 7 March 2017 rose to 11 dead, police said. The Red"
    " Slate Front claimed responsibility."
)
OTHER = "FICTION\n\nGunmen shot dead two policemen in Zhob, Balochistan, on 20 March 2017, officials said."


def zainab(reason="as the hospital's list has it"):
    return Reviewer.now("Zainab", reason)


@pytest.fixture
def reports(tmp_path):
    for name, day, text in (("a", "07", EARLY), ("b", "09", LATER), ("c", "21", OTHER)):
        (tmp_path / f"{name}.txt").write_text(f"Published: 2017-03-{day}\n{text}", encoding="utf-8")
    return tmp_path


@pytest.fixture
def store(reports):
    with open_store(":memory:") as opened:
        assert not [added for added in add(opened, reports) if isinstance(added, Exception)]
        yield opened


def find(store, reports=2):
    return next(r.incident for r in store.list_incidents() if len(r.reports) == reports)


def test_a_corrected_figure_goes_before_all_others_and_the_rivals_stay(store):
    incident = find(store)
    judge_value(store, incident.id, "/killed", "correct", zainab(), "12")
    now = find(store)
    assert now.killed.best == 12
    assert {e.coder for e in now.evidence if e.path == "/killed" and e.role == "states"} == {"Zainab"}


def test_a_rejected_value_is_gone_until_the_rejection_is_taken_back(store):
    before = find(store)
    (said,) = find_assertions(store, before.id, "/perpetrators/0")
    reviews = judge_value(store, before.id, "/perpetrators/0", "reject", zainab("it is denied"))
    assert {r.value["name"] for r in reviews} == {said.value["name"]}
    assert find(store).perpetrators == ()
    for review in reviews:
        undo(store, review.id[:12], zainab("wrong report"))
    assert find(store).perpetrators == before.perpetrators
    log = list_decisions(store)
    assert [d.undone for d in log].count(True) == len(reviews)
    assert {d.by for d in log} == {"Zainab"}


def test_a_value_that_no_coder_saw_is_added_with_its_words(store, reports):
    incident = find(store)
    path = next(r.path for r in store.find_incident(incident.id).reports if r.path.endswith("b.txt"))
    with pytest.raises(ReviewError, match="do not stand in it"):
        add_value(store, incident.id, "/motive", "extortion", path, "for refusing to pay", zainab())
    add_value(store, incident.id, "/injured", "30", path, "The toll of the bombing", zainab())
    now = find(store)
    assert now.injured.best == 30
    (proof,) = [e for e in now.evidence if e.path == "/injured"]
    assert proof.quote == "The toll of the bombing"


def test_incidents_are_split_and_joined_again_and_every_id_still_leads_somewhere(store, reports):
    incident = find(store)
    split_incident(store, incident.id, [str(reports / "b.txt")], zainab("another market"))
    assert sorted(len(r.reports) for r in store.list_incidents()) == [1, 1, 1]
    parts = [r.incident.id for r in store.list_incidents() if r.incident.type == "bombing"]
    list(add(store, reports))  # a machine that looks again changes nothing
    assert sorted(len(r.reports) for r in store.list_incidents()) == [1, 1, 1]
    judge_pair(store, *parts, "same", zainab("the same market after all"))
    assert find(store).id == incident.id
    assert {store.resolve_id(part) for part in parts} == {incident.id}


def test_two_that_are_one_already_cannot_be_judged_as_two(store):
    incident = find(store)
    with pytest.raises(ReviewError, match="one incident already"):
        judge_pair(store, incident.id, incident.id, "different", zainab())


def test_merging_what_does_not_belong_together_can_be_undone(store):
    one, other = (find(store, n).id for n in (2, 1))
    link = judge_pair(store, one, other, "same", zainab())
    assert len(store.list_incidents()) == 1
    undo(store, link.id, zainab("two towns"))
    assert sorted(len(r.reports) for r in store.list_incidents()) == [1, 2]


def test_an_incident_is_put_under_another_and_graded(store):
    one, other = (find(store, n).id for n in (2, 1))
    put_under(store, other, one, zainab())
    grade_incident(store, one, "single_source", zainab("one hospital"))
    grade_incident(store, one, "corroborated", zainab("and a second"))
    assert store.find_incident(other).incident.part_of == one
    assert store.find_incident(one).incident.verification == "corroborated"
    with pytest.raises(ReviewError, match="no such grade"):
        grade_incident(store, one, "certain", zainab())


def test_what_a_person_added_goes_with_its_undoing_and_leaves_no_incident_behind(store, reports):
    one = find(store).id
    path = next(r.path for r in store.find_incident(one).reports)
    grade_incident(store, one, "corroborated", zainab())
    add_value(store, one, "/injured", "30", path, "people" if path.endswith("a.txt") else "police said", zainab())
    made = [link for link in store.read(Link) if link.time]
    assert {d.what for d in list_decisions(store)} == {f"verification corroborated of {one}", f"add figures/* of {one}"}
    taken = [undo(store, link.id, zainab("too early")) for link in made]
    assert len(store.list_incidents()) == 2
    now = store.find_incident(one).incident
    assert (now.verification, now.injured) == ("none", None)
    for link in taken:
        undo(store, link.id, zainab("right after all"))
    now = store.find_incident(one).incident
    assert (now.verification, now.injured.best) == ("corroborated", 30)
    assert not store.verify().problems


# --- responses --------------------------------------------------------------------------------------------------------

AFTERMATH = (
    "FICTION\n\nA bomb killed nine traders at a market in Sibi on 14 May 2017. Shopkeepers went on strike on 15 May"
    " 2017. The governor condemned the attack. The mayor visited the market on 16 May 2017."
)


@pytest.fixture
def answered(store, tmp_path):
    """The incident that has three responses."""
    (tmp_path / "d.txt").write_text(f"Published: 2017-05-18\n{AFTERMATH}", encoding="utf-8")
    list(add(store, tmp_path / "d.txt"))
    return next(r.incident for r in store.list_incidents() if len(r.incident.responses) == 3)


def steps(store, id_):
    return {r.type: r.responds_to for r in store.find_incident(id_).incident.responses}


def place_of(store, id_, type_):
    return next(n for n, r in enumerate(store.find_incident(id_).incident.responses) if r.type == type_)


def test_a_response_is_judged_by_itself(store, answered):
    strike = place_of(store, answered.id, "strike")
    judge_value(store, answered.id, f"/responses/{strike}/type", "correct", zainab(), "protest")
    with pytest.raises(ReviewError, match="no such type; it has protest, sit_in"):
        judge_value(store, answered.id, f"/responses/{strike}/type", "correct", zainab(), "bombing")
    visit = place_of(store, answered.id, "visit")
    judge_value(store, answered.id, f"/responses/{visit}/date", "correct", zainab(), "2017-05-17")
    kept = store.find_incident(answered.id).incident.responses[place_of(store, answered.id, "visit")]
    assert kept.date.start == "2017-05-17"
    rejected = judge_value(
        store, answered.id, f"/responses/{place_of(store, answered.id, 'condemnation')}", "reject", zainab()
    )
    assert steps(store, answered.id).keys() == {"protest", "visit"}
    assert store.find_incident(answered.id).incident.killed.best == 9, "nothing but the response is rejected"
    for review in rejected:
        undo(store, review.id, zainab())
    assert steps(store, answered.id).keys() == {"protest", "visit", "condemnation"}


def test_a_response_that_no_coder_saw_is_added_and_so_is_what_it_was(store, answered, reports):
    path = next(r.path for r in store.find_incident(answered.id).reports if r.path.endswith("d.txt"))
    add_value(store, answered.id, "/responses", "mourning", path, "killed nine traders", zainab())
    added = place_of(store, answered.id, "mourning")
    add_value(store, answered.id, f"/responses/{added}/actor", "traders", path, "nine traders", zainab())
    mourned = store.find_incident(answered.id).incident.responses[place_of(store, answered.id, "mourning")]
    assert (mourned.actor, mourned.responds_to) == ("traders", "incident")
    first = next(link for link in store.read(Link) if link.time and link.kind == "response_to")
    undo(store, first.id, zainab())
    assert "mourning" not in steps(store, answered.id)
    with pytest.raises(ReviewError, match="no such type"):
        add_value(store, answered.id, "/responses", "party", path, "nine traders", zainab())


def test_a_person_says_what_a_response_answers_and_takes_it_back(store, answered):
    condemned, visit = (f"{answered.id}/r{place_of(store, answered.id, t) + 1}" for t in ("condemnation", "visit"))
    before = steps(store, answered.id)
    link = answer(store, visit, condemned, zainab("he came to condemn it"))
    assert steps(store, answered.id)["visit"] == f"r{place_of(store, answered.id, 'condemnation') + 1}"
    with pytest.raises(ReviewError, match="answers it"):
        answer(store, condemned, visit, zainab())
    with pytest.raises(ReviewError, match="which is it"):
        answer(store, visit, visit, zainab())
    undo(store, link.id, zainab())
    assert steps(store, answered.id) == before


def test_a_response_moves_to_the_incident_that_it_answers(store, answered):
    other = next(r.incident.id for r in store.list_incidents() if r.incident.id != answered.id)
    strike = answered.responses[place_of(store, answered.id, "strike")]
    answer(store, strike.event, other, zainab("it was for the policemen"))
    assert "strike" not in steps(store, answered.id)
    assert steps(store, other)["strike"] == "incident"
    answer(store, strike.event, answered.id, zainab("for both"))
    assert "strike" in steps(store, answered.id)
    assert "strike" in steps(store, other)
    assert not store.verify().problems


@pytest.mark.parametrize(
    ("response", "problem"),
    [("{}/r9", "it has r1 to r3"), ("{}", "this is an incident"), ("zzzzzzzzzz", "no incident")],
)
def test_what_is_no_response_is_refused(store, answered, response, problem):
    with pytest.raises(GawahError, match=problem):
        answer(store, response.format(answered.id), answered.id, zainab())


# --- how far the work has come ----------------------------------------------------------------------------------------


def test_an_incident_moves_through_the_stages_of_work(store):
    one = find(store).id
    move_incident(store, one, "in_review", zainab())
    assert store.find_incident(one).incident.workflow == "in_review"
    assert store.count(Criteria(status=("in_review",))) == 1
    with pytest.raises(ReviewError, match="no such stage"):
        move_incident(store, one, "done", zainab())
    with pytest.raises(ReviewError, match="gawah review release"):
        move_incident(store, one, "released", zainab())


def test_a_release_is_the_incident_as_it_was_under_its_policy(store):
    one = find(store).id
    release_incident(store, one, zainab("checked twice"), "min_max@1")
    judge_value(store, one, "/killed", "correct", zainab(), "12")
    assert store.find_incident(one).incident.workflow == "released"
    (release,) = list_releases(store)
    assert (release.policy, release.by, release.reason) == ("min_max@1", "Zainab", "checked twice")
    then = store.find_incident(release.id, release.policy, release.seq).incident
    assert (then.killed.low, then.killed.high) == (9, 11)
    release_incident(store, one, zainab("and again"))
    assert [r.reason for r in list_releases(store)] == ["and again"]
    move_incident(store, one, "second_review", zainab("a letter came"))
    assert list(list_releases(store)) == []


def test_two_that_were_released_apart_and_are_one_now_are_two_releases_until_the_next(store):
    one, other = (find(store, n).id for n in (2, 1))
    for id_ in (one, other):
        release_incident(store, id_, zainab())
    judge_pair(store, one, other, "same", zainab())
    found = list(list_releases(store))
    assert len(found) == 2
    assert {store.resolve_id(release.id) for release in found} == {one}
    release_incident(store, one, zainab("as one"))
    assert [release.reason for release in list_releases(store)] == ["as one"]


@pytest.mark.parametrize("value", ["many", "-3", "14-10", ""])
def test_a_correction_that_is_no_count_is_refused_and_nothing_is_stored(store, value):
    incident = find(store)
    with pytest.raises(ReviewError):
        judge_value(store, incident.id, "/killed", "correct", zainab(), value)
    assert list_decisions(store) == []
    with pytest.raises(ReviewError, match="codebook has no such type"):
        judge_value(store, incident.id, "/type", "correct", zainab(), "explosion")


def test_a_decision_needs_a_name_and_a_reason():
    with pytest.raises(ReviewError, match="name"):
        Reviewer.now(" ", "because")
    with pytest.raises(ReviewError, match="reason"):
        Reviewer.now("Zainab", "")


# --- another version of the coder reads again -------------------------------------------------------------------------


def shift(coding, by=1):
    """Return what a later version of the coder makes of a text: the same values, each from one word more or less."""
    length = len(coding.coding_input.text.content)

    def moved(span):
        return Span(max(0, span.start - by), min(length, span.end + by), span.role)

    events = {e.id: Event.of(coding.coding_input, "rules@2", e.kind, moved(e.anchor)) for e in coding.events}
    said = []
    for a in coding.assertions:
        about = {"speaker": a.speaker, "speaker_role": a.speaker_role, "basis": a.basis, "given": a.given}
        spans = [moved(s) for s in a.spans]
        said.append(Assertion.of(events[a.event_id], a.field, a.value, spans, confidence=a.confidence, **about))
    links = [replace(k, from_event=events[k.from_event].id, to_event=events[k.to_event].id) for k in coding.links]
    return Coding(coding.coding_input, "rules@2", tuple(events.values()), tuple(said), tuple(links))


PATHS = ("/killed", "/type", "/date")


def test_twenty_decisions_hold_when_another_coder_version_reads_again(tmp_path):
    towns = ("Quetta", "Peshawar", "Karachi", "Kandahar", "Mosul", "Kano", "Maiduguri")
    for n, town in enumerate(towns):
        text = f"FICTION\n\nA car bomb killed {n + 4} traders in {town} on {n + 3} May 2019, police said."
        (tmp_path / f"{n}.txt").write_text(text, encoding="utf-8")
    with open_store(":memory:") as store:
        list(add(store, tmp_path))
        decided = []
        for n, record in enumerate(store.list_incidents()):
            for path in PATHS[: 3 if n < 6 else 2]:
                verdict = ("accept", "correct", "reject")[len(decided) % 3]
                right = {"/killed": "99", "/type": "shelling", "/date": "2019-01-01"}[path]
                judge_value(store, record.incident.id, path, verdict, zainab(), right if verdict == "correct" else None)
                decided.append((record.incident.id, path))
        assert len(decided) == 20
        before = {(id_, path): show(store, id_, path) for id_, path in decided}
        store.append([shift(coding) for coding in store.read(Coding) if coding.coder == "rules@1"])
        link_new(store)
        assert len(store.list_incidents()) == len(towns), "two versions of a coder tell of the same incidents"
        assert {(id_, path): show(store, id_, path) for id_, path in decided} == before


def show(store, id_, path):
    return getattr(store.find_incident(id_).incident, path.strip("/"))


# --- the command ------------------------------------------------------------------------------------------------------


def test_the_commands_tell_what_was_decided(reports):
    run = CliRunner()
    db = ["--db", str(reports / "gawah.db")]
    who = ["--as", "Zainab", "--reason", "the list has twelve names"]
    assert run.invoke(app, ["add", str(reports), *db]).exit_code == 0
    listed = run.invoke(app, ["list", "--csv", "--type", "bombing", *db]).stdout.splitlines()
    id_ = listed[1].split(",")[0]
    out = run.invoke(app, ["review", "correct", id_, "/killed", "12", *who, *db])
    assert out.exit_code == 0, out.output
    assert "/killed: corrected in" in out.stdout
    assert run.invoke(app, ["review", "grade", id_, "corroborated", *who, *db]).exit_code == 0
    log = run.invoke(app, ["log", *db]).stdout
    assert "Zainab" in log
    assert "correct figures" in log
    shown = " ".join(run.invoke(app, ["show", id_, *db]).stdout.split())
    assert "corroborated" in shown
    decision = next(line.split()[0] for line in log.splitlines() if "correct figures" in line)
    assert run.invoke(app, ["undo", decision, *who, *db]).exit_code == 0
    assert "(taken back)" in " ".join(run.invoke(app, ["log", *db]).stdout.split())
