"""A report beside its record: what it shows, and what plain forms decide on it."""

import html
import re

import pytest

from gawah.model import Report, Review
from gawah.pipeline import add, open_store
from gawah.review import Reviewer, judge_stated, judge_value, open_report, write_value
from gawah.web import Site
from gawah.web.pages.report_text import Mark, cut_text, find_words

BOMB = (
    "FICTION\n\nA bomb 💣💣 killed at least nine people at a market in Quetta on 7 March 2017, shopkeepers said. 👨‍👩‍👧"
    " The health ministry said that eleven people were killed.\n\nTheir throats were slit, one said."
)
TWO = (
    "FICTION\n\nA bomb killed four people at a bus station in Quetta on 3 May 2031, police said.\n\nOn 9 April 2031,"
    " gunmen shot dead six miners near Harnai, officials said. A boiler burst at a mill in Sibi, killing two; it was an"
    " accident, the owner said."
)
DARI = "داستان ساختگی\n\nروز سه‌شنبه ۷ نفر در بازار تارسک کُشته شدند. 😢 مردم گفتند که مردان مسلح آمدند."


@pytest.fixture
def make_report(store, tmp_path):
    """Adds a report; returns its address."""

    def make(text):
        path = tmp_path / "one.txt"
        path.write_text(text, encoding="utf-8")
        (added,) = list(add(store, path))
        return "/reports/" + added.reading.source.report.id.removeprefix("sha256:")

    return make


@pytest.fixture
def bomb(make_report):
    return make_report(BOMB)


def killed(store, address, best):
    return next(
        s
        for s in open_report(store, address.rpartition("/")[2]).list_stated()
        if s.field == "figures/*" and s.said[0].value["measure"] == "killed" and s.said[0].value["best"] == best
    )


def squeeze(text):
    """Return a text without spaces: those between paragraphs are shown as gaps."""
    return "".join(text.split())


def read_text(page):
    """Return the text that a page shows, piece by piece, by the code points at which it says that they begin."""
    pieces = re.findall(r'<span id="t\d+" data-start="(\d+)"[^>]*>([^<]*)</span>', page)
    return {int(start): html.unescape(words) for start, words in pieces}


# --- the text ---------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("text", [BOMB, TWO, DARI, "e\u0301tude\n\n\n  \nx\u200d\u0301 🇦🇫\n", "a", ""])
def test_pieces_put_together_are_the_text_and_begin_where_they_say(text):
    spans = [(n, m) for n in range(len(text)) for m in (n + 1, n + 5) if m <= len(text)][:200]
    marks = [Mark(start, end, number) for number, (start, end) in enumerate(spans)]
    pieces = [piece for paragraph in cut_text(text, marks) for piece in paragraph.pieces]
    assert squeeze("".join(p.words for p in pieces)) == squeeze(text)
    for piece in pieces:
        assert text[piece.start : piece.start + len(piece.words)] == piece.words
        over = {m.number for m in marks if m.start <= piece.start and m.end >= piece.start + len(piece.words)}
        assert set(piece.numbers) == over


def test_overlapping_words_are_pieces_of_their_own_with_all_that_rests_on_them():
    (paragraph,) = cut_text("eleven miners died", [Mark(0, 13, 1), Mark(7, 18, 2), Mark(7, 13, 3, is_context=True)])
    told = [(piece.words, piece.numbers, piece.states, piece.runs) for piece in paragraph.pieces]
    assert told == [
        ("eleven ", [1], [1], []),
        ("miners", [1, 2, 3], [1, 2], [(1, 1)]),
        (" died", [2], [2], [(2, 2)]),
    ]


def test_words_of_one_incident_alone_are_told_from_those_of_several():
    marks = [Mark(0, 6, 1, incident=1), Mark(4, 9, 2, incident=2), Mark(0, 9, 3, is_context=True, incident=3)]
    (paragraph,) = cut_text("a b c d e", marks)
    assert [(piece.words, piece.incident) for piece in paragraph.pieces] == [("a b ", 1), ("c ", 0), ("d e", 2)]


def test_many_numbers_in_a_row_are_told_as_first_and_last():
    (paragraph,) = cut_text("died", [Mark(0, 4, n) for n in (3, 4, 5, 6, 9, 10)])
    assert paragraph.pieces[0].runs == [(3, 6), (9, 9), (10, 10)]


@pytest.mark.parametrize(
    ("quote", "start", "found"),
    [
        ("nine  people\r\n were", "", None),
        ("nine people", "", "nine people"),
        ("Quetta", "999999", "Quetta"),
        ("slit, one\u00a0said.", "", "slit, one said."),
        ("killed.\r\n\r\nTheir", "", "killed.\n\nTheir"),
        (" 💣 killed", "", "💣 killed"),
    ],
)
def test_words_are_found_whatever_their_spaces(quote, start, found):
    place = find_words(BOMB, quote, start)
    assert (None if place is None else BOMB[slice(*place)]) == found


def test_of_words_that_stand_twice_the_place_that_was_selected_is_meant():
    last = BOMB.rindex("killed")
    assert find_words(BOMB, "killed", str(last)) == (last, last + 6)
    assert find_words(BOMB, "killed") == (BOMB.index("killed"), BOMB.index("killed") + 6)


# --- the page ---------------------------------------------------------------------------------------------------------


def test_text_and_values_are_links_to_each_other(client, bomb):
    page = client.get(bomb).text
    pieces = read_text(page)
    assert squeeze("".join(pieces.values())) == squeeze(BOMB)
    assert all(BOMB[start : start + len(words)] == words for start, words in pieces.items())
    targets = set(re.findall(r'id="([tv]\w+)"', page))
    links = set(re.findall(r'href="#([tv]\w+)"', page))
    assert links
    assert links <= targets


def test_who_says_a_value_stands_beside_it(client, bomb):
    row = re.search(r'<bdi class="word">11</bdi>.*?</li>', client.get(bomb).text, re.DOTALL)
    assert "health ministry" in row[0]


def test_graphic_words_are_folded_until_they_are_asked_for(client, bomb):
    folded = client.get(bomb).text
    assert 'class="graphic"' in folded
    assert 'class="graphic"' not in client.get(bomb + "?graphic=yes").text


def test_incidents_of_one_report_are_told_apart_and_so_is_what_was_not_coded(client, make_report):
    page = client.get(make_report(TWO)).text
    assert "Incident 1" in page
    assert "Incident 2" in page
    assert "Accident" in page or "accident" in page
    assert 'id="vgone' in page


def test_a_report_from_right_to_left_is_shown_so(client, make_report):
    page = client.get(make_report(DARI)).text
    assert re.search(r'id="words"[^>]* dir="rtl"', page)
    assert squeeze("".join(read_text(page).values())) == squeeze(DARI)
    assert "You can code it by hand" in page


def test_an_unknown_report_is_not_found(client):
    assert client.get("/reports/0123456789abcdef").status_code == 404
    assert client.get("/reports/x").status_code == 404


def test_every_example_is_shown(client, store):
    for report in store.read(Report):
        assert client.get(f"/reports/{report.id[7:]}").status_code == 200
        assert client.get(f"/reports/{report.id[7:19]}?add=victims&to=new").status_code == 200


def test_of_a_report_that_states_very_much_one_incident_is_shown_at_a_time(client, store, make_report, monkeypatch):
    from gawah.web.pages import report_sheet

    monkeypatch.setattr(report_sheet, "MOST", 5)
    address = make_report(TWO)
    first, second = open_report(store, address.rpartition("/")[2]).incidents
    page = client.get(address).text
    assert f'id="v{first.stated[0].key[:12]}"' in page
    assert f'id="v{second.stated[0].key[:12]}"' not in page
    link = html.unescape(re.search(r'href="([^"]*incident=[^"#]*)', page)[1])
    page = client.get(link).text
    assert f'id="v{second.stated[0].key[:12]}"' in page
    targets, links = (set(re.findall(rf'{name}([tv]\w+)"', page)) for name in ('id="', 'href="#'))
    assert links <= targets
    answer = decide(client, store, address, second.stated[0].key, "accept", incident=second.id)
    assert answer.headers["location"] == f"{address}?incident={second.id}#v{second.stated[0].key[:12]}"


def test_every_field_can_be_chosen_to_add(client, bomb):
    page = client.get(bomb).text
    fields = re.findall(r'<option value="([^"]+)"', page[page.index('name="add"') : page.index("Choose</button>")])
    assert {"type", "place", "victims", "missing", "responses"} <= set(fields)
    for field in fields:
        assert f'name="field" value="{field}"' in client.get(bomb, params={"add": field}).text


def test_reports_are_listed_and_those_in_which_nothing_was_seen(client, store, make_report):
    address = make_report(DARI)
    assert address in client.get("/reports").text
    page = client.get("/reports?uncoded=yes").text
    assert address in page
    assert "machh" not in page.lower()
    sent = {"to": "new", "field": "type", "value": "armed_attack", "quote": "مردان مسلح"}
    client.submit(address + "/add", sent)
    assert address not in client.get("/reports?uncoded=yes").text
    assert client.get("/reports?before=1").status_code == 200


# --- deciding by plain forms ------------------------------------------------------------------------------------------


def decide(client, store, address, key, verdict, **more):
    head, _ = store.read_head()
    return client.submit(address + "/decide", {"key": key, "verdict": verdict, "head": str(head), **more})


def test_a_value_is_accepted_without_a_reason_and_the_page_goes_back_to_it(client, store, bomb):
    key = killed(store, bomb, 9).key
    answer = decide(client, store, bomb, key, "accept")
    assert answer.status_code == 303
    assert answer.headers["location"] == f"{bomb}#v{key[:12]}"
    assert [(r.verdict, r.reviewer, r.reason) for r in store.read(Review)] == [("accept", "Amina", "no reason given")]


def test_the_value_that_was_read_stays_beside_the_correction(client, store, bomb):
    stated = killed(store, bomb, 9)
    at = BOMB.index("eleven people")
    decide(client, store, bomb, stated.key, "correct", value="11", quote="eleven people", start=str(at), reason="later")
    now = killed(store, bomb, 9)
    assert [(q.start, q.words) for q in now.quotes] == [(at, "eleven people")]
    page = client.get(bomb).text
    assert re.search(r"read as</?\w* ?.*?<s><bdi>at least 9</bdi></s>", page) or "at least 9" in page
    assert "later" in page


def test_what_is_no_value_of_the_field_changes_nothing_and_is_told(client, store, bomb):
    key = killed(store, bomb, 9).key
    for wrong in ({"value": "many"}, {"value": "12", "quote": "nobody said this"}, {"value": ""}):
        answer = decide(client, store, bomb, key, "correct", **wrong)
        assert answer.status_code == 409
        assert 'role="alert"' in answer.text
    assert store.read(Review) == []


def test_a_decision_that_somebody_else_made_meanwhile_is_shown(client, store, bomb):
    head, _ = store.read_head()
    key = killed(store, bomb, 9).key
    judge_stated(store, bomb.rpartition("/")[2], key, "reject", Reviewer.now("Bashir", "hearsay"))
    answer = client.submit(bomb + "/decide", {"key": key, "verdict": "accept", "head": str(head)})
    assert answer.status_code == 409
    assert "Bashir rejected this value" in answer.text
    assert [r.reviewer for r in store.read(Review)] == ["Bashir"]


def test_a_rejected_value_stays_in_sight_and_is_undone(client, store, bomb):
    key = killed(store, bomb, 9).key
    decide(client, store, bomb, key, "reject", reason="said of another incident")
    page = client.get(bomb).text
    assert "said of another incident" in page
    assert "rejected" in page
    client.submit(bomb + "/undo", {"key": key})
    assert killed(store, bomb, 9).now


def test_what_was_missed_is_added_with_its_words_and_its_speaker(client, store, bomb):
    incident = open_report(store, bomb.rpartition("/")[2]).incidents[0]
    sent = {"to": incident.id, "field": "victims", "value": "shoppers", "part-count": "2", "part-outcome": "injured"}
    sent |= {"quote": "at a market", "speaker": "shopkeepers", "speaker_role": "witness", "reason": "missed"}
    assert client.submit(bomb + "/add", sent).status_code == 303
    (group,) = [v for v in store.find_incident(incident.incident.id).incident.victims if v.description == "shoppers"]
    assert (group.count.best, group.outcome) == (2, "injured")


def test_a_form_that_lacks_something_keeps_what_was_filled_in(client, store, bomb):
    answer = client.submit(bomb + "/add", {"to": "new", "field": "place", "value": "Zhob", "quote": "in Zhob"})
    assert answer.status_code == 409
    assert 'value="Zhob"' in answer.text
    for sent in ({"to": "new", "field": "place", "value": "Zhob"}, {"to": "new", "field": "place", "quote": "Quetta"}):
        assert client.submit(bomb + "/add", sent).status_code == 409
    assert (
        client.submit(bomb + "/add", {"to": "zzzz", "field": "place", "value": "x", "quote": "Quetta"}).status_code
        == 409
    )


def test_a_report_in_a_language_that_no_coder_reads_is_coded_from_the_first_field_on(client, store, make_report):
    address = make_report(DARI)
    sent = {"to": "new", "field": "type", "value": "armed_attack", "quote": "مردان مسلح"}
    assert client.submit(address + "/add", sent).status_code == 303
    (event,) = open_report(store, address.rpartition("/")[2]).incidents
    at = DARI.index("۷ نفر")
    sent = {"to": event.id, "field": "killed", "value": "7", "quote": "۷ نفر", "start": str(at)}
    client.submit(address + "/add", sent)
    incident = store.find_incident(event.incident.id).incident
    assert (incident.type, incident.killed.best) == ("armed_attack", 7)
    assert [(e.quote, e.start) for e in incident.evidence if e.path == "/killed"] == [("۷ نفر", at)]


def test_a_reader_decides_nothing(store, make_client, bomb, monkeypatch):
    from gawah.web import visitor

    monkeypatch.setattr(visitor.Visitor, "may", lambda self, role: role == "reader")
    client = make_client(Site(store, "Amina"))
    page = client.get(bomb).text
    assert "/decide" not in page
    assert "Add what was missed" not in page
    key = killed(store, bomb, 9).key
    assert client.submit(bomb + "/decide", {"key": key, "verdict": "accept", "head": "0"}).status_code == 403
    assert client.submit(bomb + "/add", {"to": "new"}).status_code == 403
    assert client.submit(bomb + "/undo", {"key": key}).status_code == 403


def test_words_of_a_report_are_no_markup(client, make_report):
    page = client.get(make_report('FICTION <script>alert("1")</script>\n\n"><img src=x onerror=alert(1)>')).text
    assert "<script>alert" not in page
    assert "<img src=x" not in page


def test_a_project_s_own_fields_are_added(tmp_path, make_client):
    from gawah.codebook import adopt, read_overlay

    book = tmp_path / "codebook.yaml"
    choices = "{highway: {label: Highway}, track: {label: Dirt track}}"
    book.write_text(f"fields:\n  road:\n    kind: choice\n    choices: {choices}\n", encoding="utf-8")
    adopt(read_overlay(book))
    try:
        with open_store(str(tmp_path / "own.db")) as store:
            (tmp_path / "b.txt").write_text(BOMB, encoding="utf-8")
            (added,) = list(add(store, tmp_path / "b.txt"))
            address = "/reports/" + added.reading.source.report.id[7:]
            client = make_client(Site(store, "Amina"))
            event = open_report(store, address.rpartition("/")[2]).incidents[0]
            assert "Dirt track" in client.get(address + f"?add=custom/road&to={event.id}").text
            client.submit(
                address + "/add", {"to": event.id, "field": "custom/road", "value": "track", "quote": "Quetta"}
            )
            assert store.find_incident(event.incident.id).incident.custom["road"] == "track"
    finally:
        adopt(None)


# --- coding blind -----------------------------------------------------------------------------------------------------


def test_who_codes_blind_sees_the_text_and_nothing_of_the_record(client, store, bomb):
    open_page, blind = client.get(bomb).text, client.get(bomb + "/blind").text
    assert squeeze("".join(read_text(blind).values())) == squeeze(BOMB)
    assert 'class="word"' in open_page
    for trace in ('class="word"', "data-values", "/incidents/", "/decide", "health ministry (", "data-states"):
        assert trace not in blind


def test_a_report_is_coded_blind_and_its_record_is_seen_when_that_is_done(client, store, bomb):
    before = store.list_incidents()
    sent = {"to": "new", "field": "killed", "value": "9", "quote": "nine people"}
    assert client.submit(bomb + "/blind/add", sent).status_code == 303
    assert store.list_incidents() == before
    shown = client.get(bomb, follow_redirects=False)
    assert (shown.status_code, shown.headers["location"]) == (303, bomb + "/blind")
    page = client.get(bomb + "/blind").text
    key = re.search(r'name="key" value="(\w+)"', page)[1]
    client.submit(bomb + "/blind/undo", {"key": key})
    client.submit(bomb + "/blind/add", sent)
    assert client.submit(bomb + "/blind/done").status_code == 303
    done = client.get(bomb + "/blind").text
    assert "/blind/add" not in done
    assert client.get(bomb, follow_redirects=False).status_code == 200
    told = client.get("/agreement").text
    assert "killed" in told
    assert "Amina" in told
    assert client.submit(bomb + "/blind/add", sent).status_code == 409


def test_a_blind_form_that_lacks_something_changes_nothing(client, store, bomb):
    from gawah.model import BlindCoding

    for sent in ({"to": "new", "field": "killed", "value": "9", "quote": "not there"}, {"to": "abc"}, {}):
        assert client.submit(bomb + "/blind/add", sent).status_code == 409
    assert client.submit(bomb + "/blind/undo", {"key": "0" * 64}).status_code == 409
    assert store.read(BlindCoding) == []


def test_who_decided_on_a_report_is_told_that_it_is_too_late_for_blind_coding(client, store, bomb):
    decide(client, store, bomb, killed(store, bomb, 9).key, "accept")
    answer = client.get(bomb + "/blind")
    assert answer.status_code == 409
    assert "cannot code it blind" in answer.text


def test_agreement_says_what_to_do_while_there_is_none(client):
    assert "Code it blind" in client.get("/agreement?with=machine").text


# --- who says it, and on what basis -----------------------------------------------------------------------------------

BLAMED = (
    "FICTION\n\nGunmen of the Red Slate Front killed nine people at a market in Quetta on 7 March 2017, police said."
    " The governor blamed the Red Slate Front."
)


def find_field(store, address, field):
    return next(s for s in open_report(store, address.rpartition("/")[2]).list_stated() if s.field == field)


def correct(client, store, address, stated, **sent):
    voice = stated.voice
    form = {"key": stated.key, "verdict": "correct", "head": store.read_head()[0], "value": write_value(stated.value)}
    form |= {"speaker": voice.speaker or "", "speaker_role": voice.speaker_role or "", "basis": voice.basis}
    return client.submit(f"{address}/decide", form | sent)


def test_a_correction_begins_with_what_stands_there(client, store, bomb):
    page = client.get(bomb).text
    nine = killed(store, bomb, 9)
    row = page[page.index(f'id="v{nine.key[:12]}"') :]
    row = row[: row.index("</li>\n<li class=")]
    assert re.search(r'name="value" value="9\+"', row)
    assert f'name="speaker" value="{nine.voice.speaker}"' in row
    assert f'<option value="{nine.voice.basis}" selected>' in row


def test_the_speaker_alone_is_corrected(client, store, bomb):
    nine = killed(store, bomb, 9)
    sent = correct(client, store, bomb, nine, speaker="a hospital in Quetta", speaker_role="medic", reason="misread")
    assert sent.status_code == 303
    now = killed(store, bomb, 9)
    assert (now.value, now.voice.speaker, now.voice.speaker_role) == (nine.value, "a hospital in Quetta", "medic")
    assert now.voice_was == nine.voice
    page = client.get(bomb).text
    assert "according to a hospital in Quetta (medic)" in page
    assert f"according to {nine.voice.speaker}" in page  # what was read stays beside it
    incident = next(iter(open_report(store, bomb.rpartition("/")[2]).incidents)).incident
    assert any(e.speaker == "a hospital in Quetta" and e.path.startswith("/figures") for e in incident.evidence)
    undone = client.submit(f"{bomb}/undo", {"key": nine.key})
    assert undone.status_code == 303
    assert killed(store, bomb, 9).voice == nine.voice


def test_the_basis_alone_is_corrected(client, store, make_report):
    address = make_report(BLAMED)
    front = find_field(store, address, "perpetrators/*")
    assert correct(client, store, address, front, basis="claimed", speaker="the Red Slate Front").status_code == 303
    incident = next(iter(open_report(store, address.rpartition("/")[2]).incidents)).incident
    bases = {a.basis: a.by for p in incident.perpetrators for a in p.attributions}
    assert bases["claimed"] == "the Red Slate Front"
    row = client.get(f"/incidents/{incident.id}").text
    assert "claimed by the Red Slate Front" in row


def test_a_corrected_speaker_can_be_decided_on_again(client, store, bomb):
    nine = killed(store, bomb, 9)
    correct(client, store, bomb, nine, speaker="a hospital in Quetta")
    incident = next(iter(open_report(store, bomb.rpartition("/")[2]).incidents)).incident
    path = next(e.path for e in incident.evidence if e.speaker == "a hospital in Quetta")
    assert judge_value(store, incident.id, path, "reject", Reviewer.now("Bo", "hearsay"))


def test_a_correction_of_nothing_is_told(client, store, bomb):
    sent = correct(client, store, bomb, killed(store, bomb, 9))
    assert sent.status_code == 409
    assert "Nothing is other than before" in sent.text


@pytest.mark.parametrize("wrong", [{"basis": "rumour"}, {"speaker_role": "king"}])
def test_words_that_the_codebook_lacks_are_refused(client, store, bomb, wrong):
    sent = correct(client, store, bomb, killed(store, bomb, 9), **wrong)
    assert sent.status_code == 409
    assert "there is no such word" in sent.text


def test_the_form_begins_with_what_the_selected_words_say(client, store, bomb):
    asked = {"add": "injured", "quote": "eleven people", "start": str(BOMB.index("eleven people"))}
    page = client.get(bomb, params=asked).text
    form = page[page.index('id="adding"') :]
    assert 'name="value" value="11"' in form
    assert f'name="speaker" value="{killed(store, bomb, 11).voice.speaker}"' in form
    blind = client.get(f"{bomb}/blind", params=asked).text
    assert 'name="value" value="11"' not in blind[blind.index('id="adding"') :]
