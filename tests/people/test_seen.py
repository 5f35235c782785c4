"""A store as somebody sees it who sees no names, or nothing but their own."""

import inspect

import pytest

from gawah.errors import IncidentNotFound, NotAllowed, ReportUnknown
from gawah.marks import Mark, ProjectSecret
from gawah.media import Attachment
from gawah.model import Acquisition, BlindCoding, Coding, Erasure, Link, Report, Review, Run, SavedList, Text
from gawah.people import masked_words
from gawah.people.masks import may_be_name
from gawah.people.seen import MaskedSpread, SeenStore, see
from gawah.record import IncidentRecord
from gawah.release import read_secret
from gawah.review import Reviewer, Witness, assign_incident, code_blind, judge_value, list_decisions, open_report
from gawah.store import Criteria, Store
from gawah.store.spread import Spread

from .planted import ARABIC, WORDS, find_named

KINDS = (Report, Acquisition, Text, Coding, BlindCoding, Link, Review, Run, SavedList, Erasure, Mark, ProjectSecret)
HARMLESS = {
    "close", "hold", "keep_view", "has_before", "read_head", "list_recoded", "read_events", "resolve_id", "resolve_ids",
    "resolve_events", "find_event", "walk", "count", "read_lists",
}  # fmt: skip
"""Methods of a store that give ids and numbers alone, or nothing but what other methods give."""


@pytest.fixture
def blind(planted):
    return see(planted, "Dilawar", sees_names=False, own_only=False)


def find_one(store, day="2031-03-07"):
    return next(one for one in store.find(limit=50).incidents if one.incident.date.start == day).incident.id


def test_the_names_are_there_for_others(planted):
    record = planted.find_incident(find_one(planted))
    assert set(find_named(record)) >= {"torpekai", "stanekzai", "babajide", "okafor"}
    texts = " ".join(text.content for text in planted.read(Text))
    assert set(find_named(texts)) == {*WORDS, *ARABIC}


def test_every_answer_of_a_spread_is_thought_of():
    methods = {name for name in vars(Spread) if not name.startswith("_")}
    assert methods - set(vars(MaskedSpread)) == {"count", "map_cells", "count_areas", "over_time"}  # numbers and places


def test_a_spread_names_nobody_and_holds_only_ones_own(planted, blind, own):
    spread = blind.spread()
    cells, _ = spread.map_cells(0.1, 50)
    assert find_named(list(spread.list_at([cell.key for cell in cells]).values())) == []
    assert find_named(spread.list_in_areas(50)) == []
    assert find_named(spread.share_out(["perpetrator"], 50)) == []
    assert blind.spread(Criteria(text="Torpekai")).count().incidents == 0
    assert (own.spread().count().incidents, planted.spread().count().incidents) == (1, len(planted.list_incidents()))


def test_every_method_of_a_store_is_thought_of():
    methods = {name for name, _ in inspect.getmembers(Store, inspect.isfunction) if not name.startswith("_")}
    own = {name for name in vars(SeenStore) if not name.startswith("_")}
    assert methods - own - HARMLESS == set(), "a new method of Store: show it masked in SeenStore, or refuse it"


@pytest.mark.parametrize("kind", KINDS)
def test_no_record_of_any_kind_names_anybody(planted, blind, kind):
    read_secret(planted)
    shown = blind.read(kind)
    assert len(shown) == len(planted.read(kind))
    for record in shown:
        assert find_named(record) == []


def test_an_incident_names_nobody_and_still_says_what_happened(planted, blind):
    whole, shown = (store.find_incident(find_one(planted)) for store in (planted, blind))
    assert isinstance(shown, IncidentRecord)
    assert find_named(shown) == []
    assert (shown.incident.killed, shown.incident.date) == (whole.incident.killed, whole.incident.date)
    assert [p.name for group in shown.incident.victims for p in group.persons] == ["Victim 1", "Victim 2"]
    assert all(person.age is None for group in shown.incident.victims for person in group.persons)
    assert "Red Slate Front" in {actor.name for actor in shown.incident.perpetrators}


def test_quotes_stand_in_the_text_where_they_say(blind):
    record = blind.find_incident(find_one(blind))
    texts = {text.sha256: text.content for text in blind.read(Text)}
    quoted = [e for e in record.incident.evidence if e.start is not None]
    assert quoted
    for e in quoted:
        assert texts[e.text_sha256][e.start : e.end] == e.quote
    assert any("[" in e.quote for e in quoted)


def test_a_report_beside_its_record_names_nobody(blind):
    for text in blind.read(Text):
        report = open_report(blind, text.report_id)
        assert find_named(report) == []
        assert report.text.content == text.content
        for stated in report.list_stated():
            for quote in stated.quotes:
                assert report.text.content[quote.start : quote.end] == quote.words


def test_lists_values_and_sums_name_nobody(blind):
    assert find_named(blind.find(limit=50)) == []
    assert find_named(list(blind.walk_pages())) == []
    assert find_named(blind.list_incidents()) == []
    for facet in ("perpetrator", "country", "campaign"):
        assert find_named(" ".join(blind.list_values(facet))) == []
    assert find_named(blind.summarise(["perpetrator", "country"])) == []
    assert find_named(list_decisions(blind)) == []
    assert find_named(blind.find_waiting()) == []
    assert blind.count() == blind.whole.count()


NAMED = (
    "Torpekai",
    "stanekzai",
    "torp",
    "orpeka",
    "ترپیکی",
    "T. Stanekzai",
    "TORPEKAI",
    '"shot dead Torpekai"',
    "Nwosu",
)


@pytest.mark.parametrize("words", [*NAMED, *(f"teacher {name}" for name in NAMED[:3]), "Torpekai Quetta"])
def test_nothing_is_found_by_a_name(planted, blind, words):
    assert planted.count(Criteria(text=words)) or words == "T. Stanekzai"  # a letter is a word of its own
    assert blind.find(Criteria(text=words)).incidents == ()
    assert blind.count(Criteria(text=words)) == 0
    assert list(blind.walk_pages(Criteria(text=words))) in ([], [[]])
    assert blind.summarise(["year"], Criteria(text=words)) == []
    assert blind.spread(Criteria(text=words)).count().incidents == 0
    assert blind.quote(words, blind.find().incidents) == {}


@pytest.mark.parametrize("words", ["teacher", "motorcycle", '"two men"', "policemen officials"])
def test_other_words_are_found_where_the_masked_report_holds_them(planted, blind, words):
    found = blind.find(Criteria(text=words))
    assert [one.incident.id for one in found.incidents] == [
        one.incident.id for one in planted.find(Criteria(text=words)).incidents
    ]
    quoted = blind.quote(words, found.incidents)
    assert quoted.keys() == {one.incident.id for one in found.incidents}
    assert find_named(list(quoted.values())) == []
    shown = {text.sha256: text.content for text in blind.read(Text)}
    for snippet in quoted.values():
        assert all("".join(w for w, _ in piece) in shown[snippet.text_sha256] for piece in snippet.pieces)


def test_what_stands_in_place_of_a_name_is_no_way_to_it(blind):
    for words in ("victim", "withheld", '"name withheld"'):
        assert blind.count(Criteria(text=words)) == 0


def test_no_more_reports_than_can_be_masked_are_looked_at(blind, monkeypatch):
    monkeypatch.setattr(masked_words, "MOST", 1)
    assert blind.count(Criteria(text="Quetta")) == 1


def test_a_search_is_no_way_round_ones_own_records(planted, give):
    mine = next(h for r in planted.list_incidents() for h in r.reports if "zhob" in (h.path or ""))
    give(planted, mine.id, "Bo")
    both = see(planted, "Bo", sees_names=False, own_only=True)
    assert both.count(Criteria(text="motorcycle")) == 0
    assert both.count(Criteria(text="policemen")) == 1


def test_nobody_is_looked_for_by_name(blind):
    for said in ("Torpekai Stanekzai", "torpekai stanekzai", "TORPEKAI STANEKZAI", "زرمینه شریفی"):
        assert may_be_name(said)
        for criteria in (Criteria(perpetrator=(said,)), Criteria(community=(said,)), Criteria(where=(f"road={said}",))):
            with pytest.raises(NotAllowed):
                blind.find(criteria)
    assert not may_be_name("Red Slate Front")
    assert blind.find(Criteria(perpetrator=("Red Slate Front",))).incidents
    assert blind.find(Criteria(perpetrator=("Islamic State",))).incidents == ()


def test_who_sees_no_names_changes_nothing_and_gets_no_bytes(planted, blind):
    before = planted.read_head()
    with pytest.raises(NotAllowed):
        judge_value(blind, find_one(blind), "/killed", "accept", Reviewer.now("Dilawar", "so it is"))
    report = planted.read(Report)[0].id
    for ask in (
        lambda: blind.read_payload(report),
        lambda: blind.erase_report(report, "Dilawar", "2031-01-01", "why"),
        blind.rebuild,
        blind.verify,
        blind.read_mentions,
        lambda: blind.read_mentions_of([]),
        lambda: blind.count_naming(report, "Dilawar"),
    ):
        with pytest.raises(NotAllowed):
            ask()
    assert planted.read_head() == before


def test_a_record_of_a_kind_that_nobody_thought_of_is_shown_to_nobody(planted, give):
    one = planted.find_incident(find_one(planted, "2031-06-20"))
    kept = Attachment.of("media", one.reports[0].id, "torpekai.jpg", "Zainab", "2031-07-01T00:00:00Z")
    blind = see(planted, "Dilawar", sees_names=False, own_only=False)
    own = see(planted, "Bilal", sees_names=True, own_only=True)
    assert blind._show([kept, object()]) == own._show([kept, object()]) == []
    give(planted, one.reports[0].id, "Bilal")
    assert see(planted, "Bilal", sees_names=True, own_only=True)._show([kept, object()]) == [kept]


def test_pseudonyms_are_those_of_one_incident(planted, blind):
    names = {p.name for one in blind.list_incidents() for g in one.incident.victims for p in g.persons}
    assert names <= {"Victim 1", "Victim 2"}


# --- own records ------------------------------------------------------------------------------------------------------


@pytest.fixture
def own(planted, give):
    """A store as Bilal sees it, who added the report from Zhob."""
    zhob = next(r for r in planted.list_incidents() if r.incident.date.start == "2031-06-20")
    give(planted, zhob.reports[0].id, "Bilal")
    return see(planted, "Bilal", sees_names=True, own_only=True)


def test_only_ones_own_incidents_are_listed_counted_and_found(planted, own):
    mine, other = find_one(planted, "2031-06-20"), find_one(planted)
    assert [one.incident.id for one in own.find(limit=50).incidents] == [mine]
    assert [record.incident.id for page in own.walk_pages() for record in page] == [mine]
    assert [record.incident.id for record in own.list_incidents()] == [mine]
    assert own.count() == 1
    assert {one.incident.incident.id for one in own.find_waiting()} <= {mine}
    assert own.list_values("year") == ["2031"]
    assert "Red Slate Front" in planted.list_values("perpetrator")
    assert "Red Slate Front" not in own.list_values("perpetrator")
    assert sum(one.incidents for one in own.summarise(["year"])) == 1
    assert own.find_incident(mine).incident.id == mine
    for ask in (own.find_incident, own.list_events):
        with pytest.raises(IncidentNotFound):
            ask(other)
        for event in planted.list_events(other):
            with pytest.raises(IncidentNotFound):
                ask(event)


def test_only_ones_own_reports_are_read(planted, own):
    mine, other = (planted.find_incident(find_one(planted, day)).reports[0] for day in ("2031-06-20", "2031-03-07"))
    assert own.find_report(mine.id)[0].sha256 == mine.text_sha256
    assert own.read_payload(mine.id)
    with pytest.raises(ReportUnknown):
        own.find_report(other.id)
    assert own.read_payload(other.id) is None
    assert {text.sha256 for text in own.read(Text)} == {mine.text_sha256}
    assert own.read(Text, [other.text_sha256]) == []
    assert {coding.coding_input.text.sha256 for coding in own.read(Coding)} == {mine.text_sha256}
    assert own.read(Review) == []
    assert [mark for mark in own.read(Mark) if mark.event_id] == []


def test_what_is_assigned_to_somebody_is_theirs_until_it_is_no_more(planted, own):
    other = find_one(planted)
    assign_incident(planted, other, "Bilal", Reviewer.now("Zainab", "he knows the town"))
    assert see(planted, "Bilal", sees_names=True, own_only=True).find_incident(other)
    assign_incident(planted, other, "Amina", Reviewer.now("Zainab", "he is ill"))
    with pytest.raises(IncidentNotFound):
        see(planted, "Bilal", sees_names=True, own_only=True).find_incident(other)


def test_one_decides_on_ones_own_and_on_nothing_else(planted, own):
    who = Reviewer.now("Bilal", "so it is")
    judge_value(own, find_one(planted, "2031-06-20"), "/killed", "accept", who)
    with pytest.raises(IncidentNotFound):
        judge_value(own, find_one(planted), "/killed", "accept", who)


def test_who_may_see_all_sees_the_store_itself(planted):
    assert see(planted, "Amina", sees_names=True, own_only=False) is planted


def test_what_was_coded_blind_is_masked_as_all_else_is(planted, blind):
    record = planted.find_incident(find_one(planted))
    report = open_report(planted, record.reports[0].id)
    quote = next(q for s in report.list_stated() for q in s.quotes if find_named(q.words))
    witness = Witness(quote.words, quote.start, "Torpekai Stanekzai")
    code_blind(planted, report, None, "/title", "Torpekai Stanekzai is killed", witness, Reviewer.now("Chaman", "no"))
    (whole,), (step,) = planted.read(BlindCoding), blind.read(BlindCoding)
    assert find_named(whole)
    assert not find_named(step)
    ((span,),) = [assertion.spans for assertion in step.coding.assertions]
    assert not find_named(step.text.content[span.start : span.end])
    with pytest.raises(NotAllowed):
        code_blind(blind, report, None, "/type", "bombing", Witness("FICTION"), Reviewer.now("Dilawar", "no"))
