"""The coder of rows: what every kind of cell says, and what becomes of cells that say nothing clear (all FICTION)."""

import pytest

from gawah.codebook.columns import load_columns, read_columns
from gawah.codebook.rows import write_row
from gawah.coding.coded import CODER, code_rows
from gawah.coding.coded.cells import (
    is_serial,
    join_days,
    read_count,
    read_country,
    read_degrees,
    read_edtf,
    read_number,
)
from gawah.model import CodingInput, Count, Given, Text
from gawah.resolve import resolve


def code(cells, columns):
    text = Text.of("sha256:x", "row@1", write_row(cells.items()), kind="dataset")
    (coding,) = code_rows([CodingInput(text, (Given("list", columns.reference, "user"),))])
    return coding


def tell(cells, columns):
    """Return the one incident of a row, and the notes."""
    coding = code(cells, columns)
    (incident,) = resolve([coding])
    text = coding.coding_input.text.content
    for entry in incident.evidence:
        assert text[entry.start : entry.end] == entry.quote
        assert entry.coder == CODER
    return incident, coding.notes


UCDP = load_columns("ucdp")
CLASH = {
    "id": "900001",
    "year": "2031",
    "type_of_violence": "1",
    "conflict_name": "Ostrland: Government",
    "side_a": "Government of Ostrland",
    "side_b": "Red Banner Front, River Guard",
    "where_prec": "2",
    "where_coordinates": "Halden town",
    "adm_1": "Balochistan province",
    "latitude": "29.55",
    "longitude": "67.55",
    "country": "Pakistan",
    "date_prec": "1",
    "date_start": "2031-05-03",
    "date_end": "2031-05-03",
    "deaths_a": "4",
    "deaths_b": "3",
    "deaths_civilians": "2",
    "deaths_unknown": "0",
    "best": "9",
    "high": "12",
    "low": "7",
}


def test_a_row_of_ucdp():
    incident, notes = tell(CLASH, UCDP)
    assert notes == ()
    assert incident.foreign_ids == ("ucdp:900001",)
    assert (incident.type, incident.date.edtf, incident.date.precision) == ("battle", "2031-05-03", "day")
    place = incident.place
    assert (place.name, place.admin1, place.country) == ("Halden", "Balochistan", "PK")
    assert (place.lat, place.lon, place.precision, place.relation) == (29.55, 67.55, "settlement", "near")
    assert place.radius_km == 25
    assert [actor.name for actor in incident.perpetrators] == [
        "Government of Ostrland",
        "Red Banner Front",
        "River Guard",
    ]
    assert [actor.kind for actor in incident.perpetrators] == ["state_forces", "armed_group", "armed_group"]
    assert incident.killed == Count(7, 9, 12)
    by_party = incident.killed_by_party
    assert (by_party.side_a, by_party.side_b, by_party.civilians, by_party.unknown) == (4, 3, 2, 0)
    assert [(g.description, g.count.best, g.status) for g in incident.victims] == [("civilians", 2, "civilian")]


def test_every_value_has_the_cells_that_say_it():
    incident, _ = tell(CLASH, UCDP)
    quotes = {e.path: e.quote for e in incident.evidence}
    assert quotes["/type"] == "type_of_violence: 1"
    assert quotes["/foreign_ids/0"] == "id: 900001"
    said = {e.quote for e in incident.evidence if e.path == "/killed"}
    assert said == {"best: 9", "low: 7", "high: 12"}
    assert {e.quote for e in incident.evidence if e.path == "/date"} == {
        "date_start: 2031-05-03",
        "date_end: 2031-05-03",
    }


def test_one_sided_violence_is_of_no_type_and_civilians_are_no_perpetrators():
    incident, notes = tell(CLASH | {"type_of_violence": "3", "side_a": "RBF", "side_b": "Civilians"}, UCDP)
    assert incident.type is None
    assert [actor.name for actor in incident.perpetrators] == ["RBF"]
    assert notes == ()


def test_the_same_row_gives_the_same_coding():
    assert code(CLASH, UCDP) == code(CLASH, UCDP)


def test_numbers_with_a_point_behind_them_are_whole():
    floats = {name: f"{cell}.0" if cell.isdigit() else cell for name, cell in CLASH.items()}
    incident, notes = tell(floats, UCDP)
    assert (incident.foreign_ids, incident.type, incident.killed, notes) == (
        ("ucdp:900001",),
        "battle",
        Count(7, 9, 12),
        (),
    )


@pytest.mark.parametrize(
    ("change", "note"),
    [
        ({"deaths_a": "many"}, "deaths_a: 'many' is no whole number of people"),
        ({"deaths_a": "-3"}, "deaths_a: '-3' is no whole number of people"),
        ({"best": "2.5"}, "best: '2.5' is no number of people"),
        ({"high": "5"}, "high: '5' contradicts the best figure, 9"),
        ({"low": "11"}, "low: '11' contradicts the best figure, 9"),
        ({"where_prec": "9"}, "where_prec: '9' is no code that the list knows"),
        ({"latitude": "129.5"}, "latitude: '129.5' is no latitude and longitude in degrees"),
        ({"latitude": ""}, "longitude: '67.55' stands without the other half of the position"),
        ({"date_start": "03/04/2031"}, "date_start: '03/04/2031' is no date that reads in one way"),
        ({"date_start": "44000"}, "date_start: '44000' is a bare number, not a date"),
        ({"date_start": "2031-05-09"}, "date_end: '2031-05-03' lies before date_start"),
        ({"date_prec": "2"}, "date_prec: '2' says that the day is not known, and the first and the last day are one"),
        ({"country": "Ostrland"}, "country: 'Ostrland' is no country that the gazetteer knows"),
    ],
)
def test_an_odd_cell_is_told_and_the_rest_of_its_row_stands(change, note):
    incident, notes = tell({name: cell for name, cell in (CLASH | change).items() if cell}, UCDP)
    assert notes == (note,)
    assert incident.foreign_ids == ("ucdp:900001",)
    assert len(incident.perpetrators) == 3


def test_a_bound_that_contradicts_the_best_figure_is_left_open():
    incident, _ = tell(CLASH | {"high": "5"}, UCDP)
    assert incident.killed == Count(7, 9, None)


@pytest.mark.parametrize(
    ("start", "end", "edtf", "precision"),
    [
        ("2031-05-01", "2031-05-31", "2031-05", "month"),
        ("2031-01-01", "2031-12-31", "2031", "year"),
        ("2031-05-02", "2031-05-05", "2031-05-02/2031-05-05", "range"),
    ],
)
def test_days_of_ucdp_are_as_wide_as_they_are(start, end, edtf, precision):
    incident, notes = tell(CLASH | {"date_prec": "4", "date_start": start, "date_end": end}, UCDP)
    assert (incident.date.edtf, incident.date.precision, notes) == (edtf, precision, ())


@pytest.mark.parametrize(
    ("code_", "name", "precision"),
    [("1", "Halden", "settlement"), ("3", "Halden", "district"), ("4", None, "province"), ("6", None, "country")],
)
def test_a_place_is_as_exact_as_the_row_says(code_, name, precision):
    incident, _ = tell(CLASH | {"where_prec": code_}, UCDP)
    assert (incident.place.name, incident.place.precision) == (name, precision)
    assert incident.place.radius_km > 0


def test_the_congo_of_ucdp_is_not_that_of_others():
    assert tell(CLASH | {"country": "Congo"}, UCDP)[0].place.country == "CG"
    assert tell(CLASH | {"country": "DR Congo (Zaire)"}, UCDP)[0].place.country == "CD"


def test_nobody_dead_is_none_and_a_best_of_none_may_have_a_bound():
    none = dict.fromkeys(("deaths_a", "deaths_b", "deaths_civilians", "best", "low", "high"), "0")
    assert tell(CLASH | none, UCDP)[0].killed == Count(0, 0, 0, "none")
    assert tell(CLASH | none | {"high": "3"}, UCDP)[0].killed == Count(0, 0, 3, "number")


# --- ACLED ------------------------------------------------------------------------------------------------------------

ACLED = load_columns("acled")
ATTACK = {
    "event_id_cnty": "PAK900001",
    "event_date": "03 May 2031",
    "time_precision": "1",
    "event_type": "Violence against civilians",
    "sub_event_type": "Attack",
    "actor1": "TTP: Tehreek-i-Taliban Pakistan",
    "inter1": "Rebel group",
    "actor2": "Civilians (Pakistan)",
    "assoc_actor_2": "Hazara Ethnic Group (Pakistan); Vendors (Pakistan)",
    "inter2": "Civilians",
    "civilian_targeting": "Civilian targeting",
    "country": "Pakistan",
    "admin1": "Balochistan",
    "location": "Quetta",
    "latitude": "30.1872",
    "longitude": "67.0125",
    "geo_precision": "1",
    "fatalities": "4",
    "notes": "FICTION. Gunmen fired at a bus.",
}


def test_a_row_of_acled():
    incident, notes = tell(ATTACK, ACLED)
    assert notes == ()
    assert (incident.foreign_ids, incident.type) == (("acled:PAK900001",), "armed_attack")
    assert [(a.actor_id, a.kind) for a in incident.perpetrators] == [("ttp", "armed_group")]
    (group,) = incident.victims
    assert (group.description, group.status, group.ethnic_or_religious) == (
        "Civilians (Pakistan)",
        "civilian",
        ("Hazara",),
    )


def test_fatalities_of_acled_may_have_attackers_among_them():
    assert tell(ATTACK, ACLED)[0].killed == Count(None, 4, 4)


def test_no_fatalities_of_acled_is_silence():
    incident, notes = tell(ATTACK | {"fatalities": "0"}, ACLED)
    assert (incident.killed, notes) == (None, ())


def test_neither_the_first_actor_nor_the_second_is_the_perpetrator_as_such():
    swapped = {"actor1": "Protesters (Pakistan)", "inter1": "6", "actor2": "Police Forces of Pakistan", "inter2": "1"}
    swapped |= {"event_type": "Protests", "sub_event_type": "Excessive force against protesters"}
    incident, _ = tell(ATTACK | swapped, ACLED)
    assert incident.type == "protest_repression"
    assert [a.name for a in incident.perpetrators] == ["Police Forces of Pakistan"]
    assert [g.description for g in incident.victims] == ["Protesters (Pakistan)"]


@pytest.mark.parametrize(("precision", "edtf"), [("1", "2031-05-03"), ("2", "2031-04-27/2031-05-09"), ("3", "2031-05")])
def test_a_week_and_a_month_of_acled(precision, edtf):
    assert tell(ATTACK | {"time_precision": precision}, ACLED)[0].date.edtf == edtf


def test_a_peaceful_protest_is_no_incident():
    coding = code(ATTACK | {"event_type": "Protests", "sub_event_type": "Peaceful protest"}, ACLED)
    assert (coding.events, [omission.reason for omission in coding.omissions]) == ((), ["out_of_scope"])


# --- GTD --------------------------------------------------------------------------------------------------------------

GTD = load_columns("gtd")
BLAST = {
    "eventid": "203105030001",
    "iyear": "2031",
    "imonth": "5",
    "iday": "3",
    "country_txt": "Pakistan",
    "provstate": "Balochistan",
    "city": "Quetta",
    "latitude": "30.1872",
    "longitude": "67.0125",
    "specificity": "1",
    "vicinity": "0",
    "success": "1",
    "suicide": "1",
    "attacktype1": "3",
    "targtype1": "14",
    "target1": "Vegetable sellers",
    "natlty1_txt": "Pakistan",
    "gname": "Red Banner Front",
    "guncertain1": "0",
    "claimed": "1",
    "claimmode": "7",
    "weaptype1": "6",
    "weapsubtype1": "13",
    "nkill": "12",
    "nkillter": "1",
    "nwound": "30",
    "nwoundte": "0",
}


def test_a_row_of_gtd():
    incident, notes = tell(BLAST, GTD)
    assert notes == ()
    assert (incident.type, incident.outcome, incident.date.edtf) == ("suicide_bombing", "completed", "2031-05-03")
    assert (incident.killed.best, incident.attackers_killed.best, incident.injured.best) == (11, 1, 30)
    assert [(a.name, a.attribution) for a in incident.perpetrators] == [("Red Banner Front", "claimed")]
    assert (incident.claimed, [c.channel for c in incident.claims]) == (True, ["Website or post"])
    assert [(w.class_, w.type) for w in incident.weapons] == [("explosive", "suicide vest")]
    assert [(g.description, g.status, g.nationality) for g in incident.victims] == [
        ("Vegetable sellers", "civilian", "PK")
    ]


def test_a_total_of_gtd_without_its_attackers_is_an_upper_bound():
    row = {name: cell for name, cell in BLAST.items() if name != "nkillter"}
    assert tell(row, GTD)[0].killed == Count(None, 12, 12)
    incident, notes = tell(BLAST | {"nkillter": "13"}, GTD)
    assert incident.killed == Count(None, 12, 12)
    assert notes == ("nkillter: '13' is more than the total, 12",)


@pytest.mark.parametrize("unknown", ["-9", "-99", "-99.0"])
def test_what_gtd_does_not_know_is_silence(unknown):
    incident, notes = tell(BLAST | dict.fromkeys(("nkill", "nwound", "claimed", "vicinity"), unknown), GTD)
    assert (incident.killed, incident.injured, incident.claimed, notes) == (None, None, None, ())


def test_a_day_or_month_of_gtd_that_is_not_known():
    assert tell(BLAST | {"iday": "0"}, GTD)[0].date.edtf == "2031-05"
    assert tell(BLAST | {"iday": "0", "imonth": "0"}, GTD)[0].date.edtf == "2031"


def test_unknown_groups_and_suspected_ones_of_gtd():
    assert tell(BLAST | {"gname": "Unknown", "claimed": "0"}, GTD)[0].perpetrators == ()
    (actor,) = tell(BLAST | {"guncertain1": "1", "claimed": "0"}, GTD)[0].perpetrators
    assert actor.attribution == "suspected"


def test_a_pipeline_is_a_target_and_no_victim():
    incident, _ = tell(BLAST | {"targtype1": "21", "target1": "A gas pipeline"}, GTD)
    assert ([t.description for t in incident.targets], incident.victims) == (["A gas pipeline"], ())


# --- a person's own table ---------------------------------------------------------------------------------------------

OWN = read_columns(
    "own.yaml",
    "sorrel",
    {
        "columns": {
            "Nº": {"field": "foreign_ids"},
            "Fecha": {"field": "date", "order": "dmy"},
            "Lugar": {"field": "place/name"},
            "País": {"field": "place/country"},
            "Punto": {"field": "place/point"},
            "Muertos": {"field": "killed/best"},
            "Tipo": {"field": "type", "codes": {"bomba": "bombing", "ataque": "armed_attack"}},
            "Arma": {"field": "weapons/1"},
            "Nombre": {"field": "persons/name"},
            "Edad": {"field": "persons/age"},
            "Sexo": {"field": "persons/sex", "codes": {"F": "female", "M": "male"}},
            "Autor": {"field": "perpetrators/1", "split": ";"},
            "Comunidad": {"field": "victims/community"},
        }
    },
)


def test_a_row_of_a_persons_own():
    row = {"Nº": "7", "Fecha": "03/04/2031", "Lugar": "Quetta", "País": "Pakistán", "Muertos": "10-14"}
    row |= {"Tipo": "bomba", "Arma": "AK-47", "Autor": "TTP; Río Verde", "Comunidad": "Hazara"}
    row |= {"Nombre": "Ilsa Ørdal", "Edad": "34", "Sexo": "F"}
    incident, notes = tell(row, OWN)
    assert notes == ("País: 'Pakistán' is no country that the gazetteer knows",) or incident.place.country == "PK"
    assert (incident.foreign_ids, incident.date.edtf, incident.type) == (("sorrel:7",), "2031-04-03", "bombing")
    assert incident.killed == Count(10, None, 14)
    assert [(w.class_, w.type) for w in incident.weapons] == [("firearm", "rifle")]
    (group,) = incident.victims
    (person,) = group.persons
    assert (person.name, person.age, person.sex, person.status) == ("Ilsa Ørdal", 34, "female", "private")
    assert group.ethnic_or_religious == ("Hazara",)
    assert [a.name for a in incident.perpetrators] == ["TTP", "Río Verde"]


def test_a_place_without_a_position_is_looked_up():
    incident, _ = tell({"Nº": "1", "Lugar": "Quetta", "País": "Pakistan"}, OWN)
    place = incident.place
    assert (place.country, round(place.lat), round(place.lon), place.precision) == ("PK", 30, 67, "settlement")
    assert place.geonameid


def test_an_unknown_word_for_a_type_is_told():
    incident, notes = tell({"Nº": "1", "Tipo": "trueno"}, OWN)
    assert (incident.type, notes) == (None, ("Tipo: 'trueno' is no code that the list knows",))


def test_no_row_is_not_coded():
    text = Text.of("sha256:x", "plain@1", "Two men died.", kind="news")
    (coding,) = code_rows([CodingInput(text)])
    assert (coding.events, coding.abstained) == ((), True)


# --- cells ------------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("cell", "number"),
    [("12", 12), ("12.0", 12), (" 1,234 ", 1234), ("1.234.567", 1234567), ("1 234", 1234), ("2,5", 2.5), ("٣٤", 34)],
)
def test_numbers(cell, number):
    assert read_number(cell) == number


@pytest.mark.parametrize("cell", ["", "twelve", "12 people", "1,23,4", "--3"])
def test_no_numbers(cell):
    assert read_number(cell) is None


def test_degrees_are_no_thousands():
    assert (read_degrees("36.558"), read_degrees("36,558"), read_degrees("36°")) == (36.558, 36.558, None)


@pytest.mark.parametrize(
    ("cell", "count"),
    [
        ("0", Count(0, 0, 0, "none")),
        ("10-14", Count(10, None, 14)),
        ("10 – 14", Count(10, None, 14)),
        ("12+", Count(12, 12, None)),
        ("≥12", Count(12, 12, None)),
        ("~12", Count(None, 12, None, approximate=True)),
        ("at least 12", Count(12, 12, None)),
        ("14-10", None),
        ("several soldiers", None),
        ("x", None),
    ],
)
def test_counts(cell, count):
    assert read_count(cell) == count


@pytest.mark.parametrize(
    ("cell", "order", "edtf"),
    [
        ("2031-05-03", None, "2031-05-03"),
        ("2031-05-03 00:00:00", None, "2031-05-03"),
        ("2031-05", None, "2031-05"),
        ("2031", None, "2031"),
        ("2031/5/3", None, "2031-05-03"),
        ("03/04/2031", None, None),
        ("03/04/2031", "dmy", "2031-04-03"),
        ("03/04/2031", "mdy", "2031-03-04"),
        ("25.12.2031", None, "2031-12-25"),
        ("03 May 2031", None, "2031-05-03"),
        ("May 2031", None, "2031-05"),
        ("31/02/2031", "dmy", None),
        ("2031-13-03", None, None),
        ("48000", None, None),
        ("soon", None, None),
    ],
)
def test_dates(cell, order, edtf):
    assert read_edtf(cell, order) == edtf


def test_serials_of_spreadsheets_are_known_as_such():
    assert (is_serial("47000"), is_serial("47000.5"), is_serial("2031")) == (True, True, False)


def test_days_joined():
    assert join_days("2031-02-01", "2031-02-28") == "2031-02"
    assert join_days("2031-02-01", "2031-03-31") == "2031-02-01/2031-03-31"


def test_countries():
    assert [read_country(name) for name in ("PK", "XX", "Myanmar (Burma)", "Ostrland")] == ["PK", None, "MM", None]
