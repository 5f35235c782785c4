"""Proposals for people's own tables, in their languages (all FICTION)."""

import openpyxl
import pytest

from gawah.codebook.columns import FIELDS, name_pattern, read_columns_file
from gawah.codebook.reading import SHIPPED, read_tree
from gawah.errors import ReportError
from gawah.mapping import propose_columns, read_sex, read_type, write_list
from gawah.pipeline import read

SPANISH = """FICCIÓN. Lista inventada;;;;;;;;;
Nº;Fecha;Lugar;Departamento;País;Tipo;Muertos;Heridos;Presunto autor;Fuente
1;03/04/2031;Tarsk;Cauca;Colombia;Bomba;4;10;Frente Rojo;El Correo
2;25/04/2031;Halden;Cauca;Colombia;tiroteo;2;;Frente Rojo; El Correo
3;12/05/2031;Cali;Valle del Cauca;Colombia;secuestro;0;0;desconocidos;Radio
4;48000;Cali;Valle del Cauca;Colombia;trueno;varios;0;desconocidos;Radio
"""
ARABIC = """الرقم,التاريخ,المدينة,البلد,نوع الحادث,عدد القتلى,الإحداثيات
1,2031-05-03,حمص,سوريا,قصف,4,"34.73, 36.71"
2,2031-05-04,إدلب,سوريا,تفجير,2,"35.93, 36.63"
"""


def propose(tmp_path, text, name="own.csv", encoding="utf-8"):
    path = tmp_path / name
    path.write_text(text, encoding=encoding)
    return propose_columns(path)


def fields_of(proposal):
    return {one.column.name: one.column.field for one in proposal.proposed}


def doubts_of(proposal, name):
    return next(one.doubts for one in proposal.proposed if one.column.name == name)


def test_a_spanish_table(tmp_path):
    proposal = propose(tmp_path, SPANISH)
    assert fields_of(proposal) == {
        "Nº": "foreign_ids",
        "Fecha": "date",
        "Lugar": "place/name",
        "Departamento": "place/admin1",
        "País": "place/country",
        "Tipo": "type",
        "Muertos": "killed/best",
        "Heridos": "injured",
        "Presunto autor": "perpetrators/1",
        "Fuente": "cites",
    }
    columns = proposal.columns
    assert columns.columns["Fecha"].order == "dmy"
    assert columns.columns["Tipo"].codes == {"Bomba": "bombing", "tiroteo": "armed_attack", "secuestro": "abduction"}
    assert (columns.own, columns.nobody, proposal.doubts) == (True, ("desconocidos",), ())
    assert any("48000" in doubt for doubt in doubts_of(proposal, "Fecha"))
    assert doubts_of(proposal, "Tipo") == ("no types of incident: 'trueno'; add them to codes",)
    assert doubts_of(proposal, "Muertos") == ("1 of 4 are no numbers of people: 'varios'",)


def test_an_arabic_table(tmp_path):
    proposal = propose(tmp_path, ARABIC)
    assert list(fields_of(proposal).values()) == [
        *("foreign_ids", "date", "place/name", "place/country", "type", "killed/best", "place/point"),
    ]
    assert set(proposal.columns.columns["نوع الحادث"].codes.values()) == {"shelling", "bombing"}


def test_columns_with_odd_heads_are_told_by_their_values(tmp_path):
    text = "a,b,c,d\n2031-05-03,Pakistan,car bomb,q\n2031-06-03,Iraq,shooting,r\n"
    proposal = propose(tmp_path, text)
    assert fields_of(proposal) == {"a": "date", "b": "place/country", "c": "type", "d": None}
    assert doubts_of(proposal, "a") == ("told by its values alone",)


def test_months_that_come_first_are_seen(tmp_path):
    proposal = propose(tmp_path, "Date,Killed\n05/25/2031,2\n06/03/2031,1\n")
    assert proposal.columns.columns["Date"].order == "mdy"
    proposal = propose(tmp_path, "Date,Killed\n05/06/2031,2\n06/03/2031,1\n")
    assert proposal.columns.columns["Date"].order == "dmy"
    assert "day first is taken" in doubts_of(proposal, "Date")[0]


def test_casualties_are_left_to_the_person(tmp_path):
    proposal = propose(tmp_path, "Date,Casualties\n2031-05-25,2\n")
    assert fields_of(proposal)["Casualties"] is None
    assert "say which" in doubts_of(proposal, "Casualties")[0]


def test_a_list_of_persons_is_not_one_incident_a_row(tmp_path):
    proposal = propose(tmp_path, "No,Date,Place,Country,Name,Age,Sex\n1,2031-05-25,Quetta,Pakistan,Ilsa Ørdal,34,F\n")
    assert fields_of(proposal)["Name"] == "persons/name"
    assert proposal.columns.columns["Sex"].codes == {"F": "female"}
    assert not proposal.columns.own


def test_two_columns_of_one_kind_and_half_a_position(tmp_path):
    proposal = propose(tmp_path, "Date,Fecha,Killed,x\n2031-05-25,2031-05-26,2,9\n")
    assert fields_of(proposal) == {"Date": "date", "Fecha": None, "Killed": "killed/best", "x": None}
    assert doubts_of(proposal, "Fecha") == ("Date tells that already",)
    assert "no column tells the place" in proposal.doubts


def test_what_was_proposed_is_read(tmp_path):
    proposal = propose(tmp_path, SPANISH)
    beside = tmp_path / "own.csv.list.yaml"
    beside.write_text(write_list(proposal), encoding="utf-8")
    assert read_columns_file(beside) == proposal.columns
    readings = list(read(tmp_path / "own.csv"))
    assert [r.incidents[0].date.edtf for r in readings[:3]] == ["2031-04-03", "2031-04-25", "2031-05-12"]
    assert [r.incidents[0].type for r in readings] == ["bombing", "armed_attack", "abduction", None]
    assert readings[2].incidents[0].perpetrators == ()
    assert readings[3].record.notes == (
        "Tipo: 'trueno' is no code that the list knows",
        "Fecha: '48000' is a bare number, not a date",
        "Muertos: 'varios' is no number of people",
    )


def test_a_workbook(tmp_path):
    book = openpyxl.Workbook()
    book.active.title = "About"
    book.active.append(["FICTION"])
    sheet = book.create_sheet("Incidents")
    for row in (["Incident date", "Town", "Country", "Killed"], ["2031-05-03", "Quetta", "Pakistan", 4]):
        sheet.append(row)
    path = tmp_path / "own.xlsx"
    book.save(path)
    proposal = propose_columns(path)
    assert proposal.table.endswith("own.xlsx!Incidents")
    assert list(fields_of(proposal).values()) == ["date", "place/name", "place/country", "killed/best"]
    path.with_name("own.xlsx.list.yaml").write_text(write_list(proposal), encoding="utf-8")
    (reading,) = read(path)
    assert reading.incidents[0].killed.best == 4


@pytest.mark.parametrize("text", ["", "a,b\n", "\n\n"])
def test_no_table(tmp_path, text):
    with pytest.raises(ReportError):
        propose(tmp_path, text)


def test_words():
    words = ("Bombing/Explosion", "ataque armado", "انفجار", "house set on fire", "12")
    assert [read_type(one) for one in words] == ["bombing", "armed_attack", "bombing", "arson", None]
    assert [read_sex(word) for word in ("F.", "hombre", "أنثى", "x")] == ["female", "male", "female", None]


def test_the_lexicon_speaks_of_fields_and_types_that_there_are():
    lexicon = read_tree(SHIPPED / "heads.yaml")
    assert {name_pattern(field) for field in lexicon["heads"]} <= set(FIELDS)
    heads = [head.casefold() for heads in lexicon["heads"].values() for head in heads]
    twice = {head for head in heads if heads.count(head) > 1}
    assert not twice
    from gawah.codebook import load

    assert set(lexicon["types"]) <= set(load().values("incident_types"))
    assert set(lexicon["sexes"]) <= set(load().values("sexes"))
