"""Finding incidents: every criterion, words in any script, orders and pages."""

import pytest

from gawah.errors import UsageError
from gawah.model import Acquisition, Assertion, Coding, CodingInput, Event, Report, Source, Span, Text
from gawah.store import Criteria


def make_report(path, content, values):
    """Return the source and the coding of a report (FICTION) that tells of one incident with these values."""
    report = Report.of(f"{path}\n{content}".encode())
    text = Text.of(report.id, "plain@1", content, language="en")
    read = CodingInput(text)
    event = Event.of(read, "test@1", "incident", Span(0, 7))
    said = [Assertion.of(event, field, value, [Span(0, len(content))]) for field, value in values.items()]
    return [Source(report, Acquisition(report.id, path=path), text), Coding(read, "test@1", (event,), tuple(said))]


def day(date):
    return {"edtf": date, "start": date, "end": date, "precision": "day"}


def figure(measure, n):
    return {"measure": measure, "low": n, "best": n, "high": n, "said": "number", "words": str(n)}


def place(name, country, lat, lon, precision="settlement", admin1=None):
    return {"name": name, "country": country, "lat": lat, "lon": lon, "precision": precision, "admin1": admin1}


IS_KP = {"name": "Islamic State – Khorasan Province", "actor_id": "is-khorasan", "kind": "armed_group"}
VALLEY = {"name": "Front for the River Valleys", "kind": "armed_group", "parent": "Valley League"}
YEAR = {"edtf": "2020", "start": "2020-01-01", "end": "2020-12-31", "precision": "year"}
NOBODY = {"measure": "killed", "low": 0, "best": 0, "high": 0, "said": "none"}

REPORTS = [
    make_report(
        "a.txt",
        "FICTION A bomb killed 12 in Quetta. A sit-in of the relatives began; IS claimed it. دھرنا جاری",
        {
            "type": "bombing",
            "date": day("2021-01-03"),
            "place": place("Quetta", "PK", 30.184, 67.001, admin1="Balochistan"),
            "figures/f1": figure("killed", 12),
            "perpetrators/p1": IS_KP,
            "victims/v1/description": "Hazara miners",
            "victims/v1/ethnic_or_religious": "Hazara",
            "campaign/c1": "River campaign",
            "weapons/w1": {"class": "explosive", "text": "bomb"},
        },
    ),
    make_report(
        "b.txt",
        "FICTION Two were shot in Mach, 48 kilometres off. 爆炸造成两人死亡 he",
        {
            "type": "armed_attack",
            "date": day("2021-06-10"),
            "place": place("Mach", "PK", 29.86, 67.33),
            "figures/f1": figure("killed", 2),
            "figures/f2": figure("injured", 9),
            "perpetrators/p1": VALLEY,
        },
    ),
    make_report(
        "c.txt",
        "FICTION A mortar fell somewhere in the province. It is said that nobody died. آن هم بود",
        {
            "type": "shelling",
            "date": YEAR,
            "place": place("Balochistan", "PK", 30.2, 67.0, "province"),
            "figures/f1": NOBODY,
        },
    ),
    make_report(
        "d.txt",
        "FICTION Thirty died in Kabul on a day that nobody tells.",
        {"type": "suicide_bombing", "place": place("Kabul", "AF", 34.5, 69.2), "figures/f1": figure("killed", 30)},
    ),
]
"""a: Quetta, 2021; b: Mach, 48 km off; c: a province, some day of 2020; d: Kabul, no date."""


@pytest.fixture
def names(store):
    """Gives the names of the reports whose incidents meet criteria, in order."""
    store.append([record for report in REPORTS for record in report])

    def find(sort="date", **said):
        found = store.find(Criteria(**said), sort=sort)
        return "".join(store.find_incident(listed.incident.id).reports[0].path[0] for listed in found.incidents)

    return find


def test_every_criterion(names):
    assert names() == "bacd"
    assert names(year=("2021",)) == "ba"
    assert names(year=("2020", "2021")) == "bac"
    assert names(year=("..2020",)) == "c"
    assert names(since="2020-06", until="2021-01-03") == "ac"
    assert names(since="2021-01-04") == "b"
    assert names(country=("PK",)) == names(country=("Pakistan",)) == "bac"
    assert names(country=("af", "PK")) == "bacd"
    assert names(admin1=("balochistan",)) == "a"
    assert names(type=("bombing",)) == "ad"
    assert names(type=("armed attack", "shelling")) == "bc"
    assert names(type=("suicide bombing",)) == "d", "who asks for bombings finds suicide bombings too"
    assert names(perpetrator=("Islamic State",)) == ""
    assert names(perpetrator=("Islamic State",), descendants=True) == "a"
    assert names(perpetrator=("ISIS-K",)) == names(perpetrator=("islamic state – khorasan province",)) == "a"
    assert names(perpetrator=("front for the river valleys",)) == "b"
    assert names(perpetrator=("Valley League",), descendants=True) == "b"
    assert names(community=("hazaras",)) == "a"
    assert names(campaign=("river campaign",)) == "a"
    assert names(weapon=("explosive",)) == "a"
    assert names(status=("new",)) == "bacd"
    assert names(status=("released",)) == names(grade=("verified",)) == names(least_grade="single source") == ""
    assert names(killed="10..") == "ad"
    assert names(killed="12") == "a"
    assert names(killed="..2") == "bc"
    assert names(killed="1..12") == "ba"
    assert names(injured="1..") == "b"
    assert names(reports="2..") == ""
    assert names(year=("2021",), killed="10..", country=("PK",)) == "a"


def test_near_a_place(names):
    assert names(near="Quetta", within_km=40) == "a"  # not the province, whose middle is near
    assert names(near="30.184,67.001", within_km=60) == "ba"
    assert names(near="Quetta, Pakistan", within_km=5000) == "bad"
    assert names(near="Kabul") == "d"


def test_a_part_of_the_map(names):
    assert names(box="66,29,68,31") == "ba"  # not the province, whose middle lies in it
    assert names(box="67,29,68,31") == names(box="66.9,29.5,67.5,30.5") == "ba"
    assert names(box="67.1,29,68,31") == "b"
    assert names(box="60,0,-170,80") == names(box="-200,-90,200,90") == names(box="-180,-90,180,90") == "bad"
    assert names(box="170,-90,-170,90") == ""
    assert names(box="-180,29,180,31") == "ba"


def test_a_part_of_the_map_over_its_edge(store):
    fiji = make_report("f.txt", "FICTION in Suva", {"type": "arson", "place": place("Suva", "FJ", -18.1, 178.4)})
    store.append(fiji)
    assert store.count(Criteria(box="170,-30,-170,0")) == 1
    assert store.count(Criteria(box="170,-30,190,0")) == 1
    assert store.count(Criteria(box="-170,-30,170,0")) == 0


@pytest.mark.parametrize(
    ("words", "marked"),
    [
        ("sit-in", ["sit-in"]),
        ("BOMB relatives", ["bomb", "relatives"]),
        ('"in quetta"', ["in Quetta"]),
        ("IS", ["IS"]),
        ("دھرنا", ["دھرنا"]),
        ("ھرن", ["ھرن"]),
    ],
)
def test_words_are_quoted_where_they_stand(names, store, words, marked):
    (listed,) = store.find(Criteria(text=words)).incidents
    snippet = store.quote(words, [listed])[listed.incident.id]
    assert [piece for pieces in snippet.pieces for piece, is_found in pieces if is_found] == marked


def test_words_and_parts_of_words_in_any_script(names):
    assert names(text="sit-in") == names(text="SIT-IN relatives") == names(text="elativ") == "a"
    assert names(text='"sit-in of the"') == "a"
    assert names(text='"of sit-in"') == ""
    assert names(text="دھرنا") == names(text="ھرن") == "a"
    assert names(text="爆炸造") == "b"
    assert names(text="bomb mortar") == ""
    assert names(text="100%") == names(text="under_score") == ""


def test_terms_of_one_and_two_letters(names):
    assert names(text="IS") == "a"
    assert names(text="is") == "ac"  # "IS" is a way to write "is"
    assert names(text="爆炸") == names(text="死") == "b"
    assert names(text="هم") == "c"
    assert names(text="he") == "b"  # a word of its own, and not the middle of "the"
    assert names(text="IS sit-in") == "a"
    assert names(text="he sit-in") == ""


def test_orders(names):
    assert names(sort="killed") == "dabc"
    assert names(sort="injured") == "bacd"


def test_pages(store):
    store.append([record for report in REPORTS for record in report])
    first, second = store.find(limit=3), store.find(limit=3, skip=3)
    assert (len(first.incidents), first.more, len(second.incidents), second.more) == (3, True, 1, False)
    assert store.count() == 4
    assert store.count(Criteria(text="FICTION", country=("PK",))) == 3
    backwards = store.find(ascending=True, limit=10).incidents
    assert [x.incident.id for x in backwards] == [x.incident.id for x in store.find().incidents][::-1]


def walk(store, criteria=None):
    return [record for page in store.walk_pages(criteria) for record in page]


@pytest.mark.parametrize("page", [1, 3, 4, 500])
def test_a_walk_in_full_gives_each_incident_as_it_is_found_alone(store, page, monkeypatch):
    monkeypatch.setattr("gawah.store.opened._PAGE", page)
    assert walk(store) == []
    store.append([record for report in REPORTS for record in report])
    alone = [store.find_incident(listed.incident.id) for listed in store.walk()]
    assert walk(store) == alone
    assert len(alone) == 4
    assert all(record.reports and record.incident.evidence for record in alone)
    assert [record.incident.place.country for record in walk(store, Criteria(country=("PK",)))] == ["PK"] * 3
    assert sorted(alone, key=repr) == sorted(store.list_incidents(), key=repr)


@pytest.mark.parametrize(
    ("said", "problem"),
    [
        ({"year": ("soon",)}, "--year"),
        ({"killed": "many"}, "--killed"),
        ({"since": "yesterday"}, "--since"),
        ({"country": ("Nowhereland",)}, "Nowhereland"),
        ({"near": "Nowhereland"}, "Nowhereland"),
        ({"within_km": 3.0}, "--within"),
        ({"box": "1,2,3"}, "--box"),
        ({"box": "60,40,70,30"}, "--box"),
        ({"box": "inf,0,nan,9"}, "--box"),
        ({"text": " "}, "--text"),
        ({"least_grade": "sure"}, "sure"),
    ],
)
def test_what_cannot_be_looked_for_is_said(names, said, problem):
    with pytest.raises(UsageError, match=problem):
        names(**said)


def test_criteria_are_kept_as_json():
    criteria = Criteria(year=("2021",), claimed=False, near="Quetta", within_km=50.0)
    assert criteria.to_json() == {"year": ["2021"], "claimed": False, "near": "Quetta", "within_km": 50.0}
    assert Criteria.from_json(criteria.to_json()) == criteria
    with pytest.raises(UsageError, match="colour"):
        Criteria.from_json({"colour": "red"})
