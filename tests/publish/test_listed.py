"""Names that hold for a whole project are made ready once: the answers are those of an index made for one incident.

All names are invented (FICTION).
"""

from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from gawah.marks import Mark
from gawah.model import Evidence, Perpetrator, Person, Victims
from gawah.publish.gate import clear
from gawah.publish.letters import fold_letter, fold_words, read_letters
from gawah.publish.names import Hidden, NameIndex, NameTable
from gawah.publish.persons import find_standing, list_named, list_named_everywhere
from gawah.publish.spellings import SameNames, is_same_name
from gawah.publish.standing import Candidate, IncidentMarks, gather_marks
from gawah.record import IncidentRecord

PARTS = "Gul Nar Sharifi Khan Ahmad Rose May Abd al Rahman Quetta Mehr محمد رضا حسینی نار Élodie N'Diaye".split()
GAPS = (" ", ", ", ". ", "-", "\n\n", " <b>", "\u00ad", " the ", "’s ", "&nbsp;", "")
NAMES = st.lists(st.sampled_from(PARTS), min_size=1, max_size=3).map(" ".join)
WORDS = st.sampled_from([*PARTS, "G.", "N.", "GulNarSharifi", "gul", "sharifi", "Mohammed", "Reza", "was", "1", "وخان"])
TEXTS = st.lists(st.tuples(WORDS, st.sampled_from(GAPS)), max_size=8).map(lambda said: "".join(w + g for w, g in said))


@settings(max_examples=300, deadline=None)
@given(st.lists(NAMES, max_size=4), st.lists(NAMES, max_size=6), st.lists(TEXTS, min_size=1, max_size=4), st.data())
def test_a_shared_table_finds_what_an_index_of_all_names_finds(own, everywhere, texts, data):
    spared = frozenset(data.draw(st.sets(st.sampled_from(["khan", "quetta", "gul", "nar", "may"]))))
    hidden = [Hidden(name, f"Victim {n}") for n, name in enumerate(own)]
    table = NameTable(map(Hidden, everywhere))
    for _ in range(2):  # what is kept from one incident does not change the next one's answers
        for text in texts:
            shared = NameIndex(hidden, spared, table, left_out=set(own))
            alone = NameIndex([*hidden, *(Hidden(name) for name in everywhere if name not in own)], spared)
            assert shared.find(text) == alone.find(text)
            assert bool(shared) is bool(alone)


@settings(deadline=None)
@given(st.lists(NAMES, max_size=12), NAMES)
def test_a_look_up_finds_every_spelling(names, wanted):
    held = SameNames((name, n) for n, name in enumerate(names))
    assert held.list_same(wanted) == [n for n, name in enumerate(names) if is_same_name(name, wanted)]


VALUES = st.sampled_from(
    [("name", "withheld"), ("name", "released"), ("person_status", "public_role"), ("person_status", "private")]
)
SAID = st.lists(st.tuples(NAMES, VALUES, st.sampled_from([None, "e1", "e2"])), max_size=8)


def make_marks(said):
    """Return marks as they are made one after the other, and both incidents released."""
    told = [("release", event, {"value": {"changed": [], "why": ""}}) for event in ("e1", "e2")]
    told += [(kind, event, {"person": name, "value": value}) for name, (kind, value), event in said]
    return [
        Mark.of(kind, event, "Zainab", f"2031-06-01T10:00:{n:02}+00:00", "as agreed", **about)
        for n, (kind, event, about) in enumerate(told)
    ]


@settings(max_examples=60, deadline=None)
@given(SAID, st.lists(NAMES, min_size=1, max_size=3), st.lists(TEXTS, min_size=2, max_size=2))
def test_many_incidents_through_one_gate_leave_as_each_alone(
    secret_of_tests, make_record_of_tests, said, people, texts
):
    marks, candidates = gather_marks(make_marks(said), {"e1": "ab3de6gh2j", "e2": "bb3de6gh2j"}.get), []
    for id_, text in zip(("ab3de6gh2j", "bb3de6gh2j"), texts, strict=True):
        victims = (Victims("v1", "a teacher", "killed", persons=tuple(map(Person, people))),)
        evidence = (Evidence("/killed", text, 1, 2, text_sha256="a" * 64),)
        doer = Perpetrator(people[0], kind="individual")
        made = make_record_of_tests(victims=victims, evidence=evidence, title=text, perpetrators=(doer,))
        standing = replace(made.incident, id=id_, workflow="released", audience="public")
        candidates.append(Candidate.of(IncidentRecord(standing, made.reports)))
    together = list(clear(iter(candidates), marks, "public", secret_of_tests))
    alone = [one for candidate in candidates for one in clear([candidate], marks, "public", secret_of_tests)]
    assert together == alone


@settings(max_examples=200, deadline=None)
@given(SAID, st.lists(NAMES, max_size=3))
def test_names_that_may_be_told_are_those_whose_standing_says_so(said, people):
    """What is worked out once for all incidents, and for one, is together what its own marks and all others make."""
    from gawah.model import Incident

    marks = gather_marks(make_marks(said), {"e1": "i1", "e2": "i2"}.get)
    incident = Incident("i1", victims=(Victims("v1", "some", persons=tuple(map(Person, people))),))
    own = marks.of("i1")
    here = list_named(incident, own, marks)
    judged = {mark.person for mark in own.marks if mark.person}
    everywhere = [n for n in list_named_everywhere(marks) if not any(is_same_name(n, other) for other in judged)]
    mentioned = dict.fromkeys([*people, *(name for name, _, event in said if event in (None, "e1"))])
    released = {name for name in mentioned if find_standing(name, own, marks).is_released}
    told = {name for name in released if name in people or any(_releases(one) for one in said if one[0] == name)}
    assert {*here, *everywhere} >= told
    assert {*here, *everywhere} <= released


def _releases(said):
    return said[1] in (("name", "released"), ("person_status", "public_role")) and said[2] != "e2"


def test_marks_of_one_incident_say_nothing_of_another():
    marks = gather_marks(make_marks([("Gul Nar", ("name", "released"), "e2")]), {"e1": "i1", "e2": "i2"}.get)
    assert not find_standing("Gul Nar", marks.of("i1"), marks).is_released
    assert find_standing("Gul Nar", marks.of("i2"), marks).is_released
    assert not find_standing("Gul Nar", IncidentMarks(), marks).is_released


# --- letters ----------------------------------------------------------------------------------------------------------

ODD = "aAsN GUL'’.-_*\n\u00ad\u200b\u0301éßæİ½①محمدءـЖ<b></>&amp;[]|ﬁ日\x00\x01\x03\u0327\ud800"


def walk_letters(text):
    """Read a text without markup letter by letter, as plainly as can be."""
    words, spans, word, start, end = [], [], [], 0, 0
    for at, c in enumerate([*text, " "]):
        folded = fold_letter(c)
        if folded is None or (not folded and not word):
            end = at + 1 if word and "\u0300" <= c <= "\u036f" else end
        elif folded != " ":
            start, end = (start if word else at), at + 1
            word.append(folded)
        elif word:
            if len(word) > 2 and word[-1] == "s" and text[end - 2] in "'’ʼ":
                word, end = word[:-1], end - 2
            words.append("".join(word))
            spans.append((start, end))
            word = []
    return words, spans


@settings(max_examples=500, deadline=None)
@given(st.text(st.sampled_from([c for c in ODD if c not in "<&["]), max_size=20).filter(lambda text: "''" not in text))
def test_words_are_read_as_letter_by_letter(text):
    letters = read_letters(text)
    assert (letters.words, list(zip(letters.starts, letters.ends, strict=True))) == walk_letters(text)


@pytest.mark.parametrize("written", ["Gul Nar’s", "<b>Gul</b> <i>N</i>ar's", "&#71;ul N&#97;r", "Gul\u00ad Nar"])
def test_words_stand_where_they_are_written(written):
    letters = read_letters(written)
    assert fold_words(written)[-1] == "nar"
    assert all(letters.capital)
    assert fold_words(written[letters.starts[0] : letters.ends[0]]) == (letters.words[0],)
