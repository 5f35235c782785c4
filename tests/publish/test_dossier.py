"""The dossier, in each format, of invented incidents (FICTION) that disagree and are written in two scripts."""

import io
import re
import zipfile
from dataclasses import replace
from xml.etree import ElementTree

import pytest
from pypdf import PdfReader

from gawah.model import (
    Attribution,
    Conflict,
    Count,
    Evidence,
    Incident,
    Perpetrator,
    Place,
    Response,
    RivalValue,
    Victims,
    Weapon,
    When,
)
from gawah.publish.cleared import SEAL, ClearedIncident, Correction, Withheld
from gawah.publish.dossier import FORMATS, compose
from gawah.publish.dossier.graphic import LEFT_OUT, is_graphic, soften
from gawah.publish.drawings.place_map import draw_map, say_precision
from gawah.publish.drawings.timeline import draw_timeline
from gawah.record import ReportHeader

A, B = "a" * 64, "b" * 64
URDU = "گلزار بستی میں دھماکا"
HOSTILE = "<script>alert(1)</script> & #set page() *bold* [link](x) | cell"


def make_cleared(audience="public", **about):
    evidence = (
        Evidence("/killed", "nine people were killed", 10, 33, text_sha256=A),
        Evidence("/killed", "seven dead", 4, 14, "contradicts", speaker="the mayor", text_sha256=B),
        Evidence("/type", f"a bomb exploded, {HOSTILE}", 40, 60, text_sha256=A),
        Evidence("/perpetrators/0/attributions/0", "the Red Lantern said it did it", 70, 99, text_sha256=B),
        Evidence("/weapons/0", "their throats were cut", 110, 132, text_sha256=A),
        Evidence("/responses/0/type", URDU, 140, 160, text_sha256=B),
    )
    incident = Incident(
        "pub2ab3de6",
        title=f"Bombing of the market at {URDU}",
        type="bombing",
        date=When("2031-05-04", "2031-05-04", "2031-05-04", "day"),
        place=Place("Belmar", "Tarsk", None, "PK", 29.8, 67.3, 10, None, "settlement"),
        killed=Count(7, 9, 9),
        victims=(Victims("v1", "traders", "killed", Count(9, 9, 9)),),
        perpetrators=(
            Perpetrator("Red Lantern", None, "armed_group", None, "claimed", (Attribution("claimed", "Red Lantern"),)),
        ),
        weapons=(Weapon("melee", "knife", "their throats were cut"),),
        responses=(
            Response("r1", "protest", actor=URDU, date=When("2031-05-06", "2031-05-06", "2031-05-06", "day")),
            Response("r2", "investigation", "ordered", date=When(after="2031-05-04")),
            Response("r3", "compensation", "announced"),
        ),
        evidence=evidence,
        conflicts=(Conflict("/killed", "contradiction", (RivalValue(7, (1,)),), 9, "low_best_high@1"),),
        workflow="released",
        audience="public",
    )
    headers = (
        ReportHeader("sha256:" + "1" * 64, A, "plain@1", title=HOSTILE, published="2031-05-04"),
        ReportHeader("sha256:" + "2" * 64, B, "plain@1", title=URDU, published="2031-05-06", url="https://x.org/2"),
    )
    history = (Correction("2031-06-01"), Correction("2031-07-01", ("killed",), "a second list of names"))
    withheld = (Withheld("/victims/0/persons/0/name", "a private person"),)
    return ClearedIncident(
        replace(incident, **about), headers, audience, withheld, "its middle is rounded to 10 km", history, SEAL
    )


def write(format_, **about):
    return FORMATS[format_].write(compose(make_cleared(), **about))


def read_pdf(content):
    return "\n".join(page.extract_text() for page in PdfReader(io.BytesIO(content)).pages)


def read_docx(content):
    document = zipfile.ZipFile(io.BytesIO(content)).read("word/document.xml")
    return "".join(ElementTree.fromstring(document).itertext())


def read_text(format_, **about):
    content = write(format_, **about)
    readers = {"pdf": read_pdf, "docx": read_docx}
    return readers.get(format_, lambda c: c.decode("utf-8"))(content)


def squeeze(text):
    return re.sub(r"[\s\\]+", " ", text)


@pytest.mark.parametrize("format_", FORMATS)
def test_every_format_says_who_says_what_and_what_was_chosen(format_):
    text = squeeze(read_text(format_))
    for words in (
        "Red Lantern",
        "claimed by Red Lantern",
        "the mayor",
        "nine people were killed",
        "seven dead",
        "a second list of names",
        "a private person",
        "rounded to 10 km",
        "no finding of guilt",
        "They are no totals",
    ):
        assert words in text, words


@pytest.mark.parametrize("format_", FORMATS)
def test_the_same_incident_gives_the_same_bytes(format_):
    if format_ == "docx":  # it is a ZIP, which tells the hour
        assert read_text(format_) == read_text(format_)
    else:
        assert write(format_) == write(format_)


@pytest.mark.parametrize("format_", FORMATS)
def test_without_graphic_detail_no_graphic_words_are_left(format_):
    assert "throats" in read_text(format_)
    text = read_text(format_, graphic=False)
    assert "throats" not in text
    assert "left out of this copy" in squeeze(text)


def test_the_page_holds_all_it_needs_and_takes_no_markup_from_reports():
    page = write("html").decode("utf-8")
    assert "<script" not in page
    assert "&lt;script&gt;alert(1)&lt;/script&gt;" in page
    assert not re.search(r"""(?:src|href)\s*=\s*["'](?!#)""", page)
    assert "url(" not in page.replace("url(#", "")


def test_every_mark_on_the_page_leads_to_its_quote():
    page = write("html").decode("utf-8")
    assert set(re.findall(r'href="#note-(\d+)"', page)) == set(re.findall(r'id="note-(\d+)"', page))


def test_words_in_markdown_are_no_markup():
    text = write("md").decode("utf-8")
    assert r"\<script\>" in text
    assert r"\[link\]" in text
    assert all(line.count("|") - line.count(r"\|") in (0, 4) for line in text.splitlines())


def test_words_in_arabic_script_come_out_of_the_pdf_as_they_went_in():
    text = read_pdf(write("pdf"))
    assert all(word in text for word in URDU.split()), text


def test_the_pdf_has_a_glyph_for_every_letter_of_urdu_and_persian():
    letters = "ابپتٹثجچحخدڈذرڑزژسشصضطظعغفقکگلمنںوهھءیےۓآأئؤة۱۲۳۴۵۶۷۸۹۰،؟"
    about = {"title": " ".join(letters)}
    content = FORMATS["pdf"].write(compose(make_cleared(**about)))
    text = read_pdf(content)
    assert [letter for letter in letters if letter not in text] == []


@pytest.mark.parametrize("format_", FORMATS)
def test_a_copy_for_the_projects_own_people_says_so(format_):
    content = FORMATS[format_].write(compose(make_cleared("internal")))
    readers = {"pdf": read_pdf, "docx": read_docx}
    text = readers.get(format_, lambda c: c.decode("utf-8"))(content)
    assert "Not for release" in text
    assert "Not for release" not in read_text(format_)


@pytest.mark.parametrize("format_", FORMATS)
def test_a_copy_for_the_projects_own_people_tells_what_is_asked_for(format_):
    asked = replace(make_cleared("internal"), requests=("asked for by a relative (2031-08-01): the age is wrong",))
    content = FORMATS[format_].write(compose(asked))
    readers = {"pdf": read_pdf, "docx": read_docx}
    text = squeeze(readers.get(format_, lambda c: c.decode("utf-8"))(content))
    assert "Without an answer, asked for by a relative" in text


# --- drawings ---------------------------------------------------------------------------------------------------------


def read_svg(drawing):
    return ElementTree.fromstring(drawing)


def list_named(drawing, name):
    return list(read_svg(drawing).iter("{http://www.w3.org/2000/svg}" + name))


def test_a_map_has_a_point_only_for_what_is_known_to_the_settlement():
    place = Place("Belmar", "Tarsk", None, "PK", 29.8, 67.3, 10, None, "settlement")
    assert len(list_named(draw_map(place, "Belmar"), "circle")) == 2
    assert len(list_named(draw_map(replace(place, precision="province", radius_km=200), "Tarsk"), "circle")) == 1
    assert list_named(draw_map(replace(place, precision="country"), "Pakistan"), "circle") == []
    assert "whole country" in say_precision(replace(place, precision="country"))
    assert draw_map(Place(), "nowhere") is None


def test_the_halo_is_as_wide_as_the_radius_says():
    place = Place("Belmar", None, None, "PK", 29.8, 67.3, 100, None, "district")
    (halo,) = list_named(draw_map(place, "Belmar"), "circle")
    assert float(halo.get("r")) == pytest.approx(100 * 200 / 400, rel=0.01)


@pytest.mark.parametrize("lon", [179.5, -179.5])
def test_a_map_at_the_edge_of_the_world_shows_land_on_both_sides(lon):
    drawing = draw_map(Place("Taveuni", None, None, "FJ", -16.8, lon, 10, None, "settlement"), "Taveuni")
    assert len(list_named(drawing, "path")) > 3


def test_on_the_line_of_time_only_a_day_that_is_known_is_a_dot():
    drawing = draw_timeline(compose(make_cleared()).account)
    assert len(list_named(drawing, "circle")) == 2  # the incident, the protest
    bars = [bar for bar in list_named(drawing, "rect") if bar.get("stroke-dasharray")]
    assert [bar.get("fill") for bar in bars] == ["url(#later)"]
    assert "? no date said" in "".join(read_svg(drawing).itertext())


def test_without_a_date_there_is_no_line_of_time():
    assert draw_timeline(compose(make_cleared(date=When())).account) is None


# --- graphic words ----------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("words", ["he was beheaded", "Their THROATS were slit", "hands\n  bound", "mutilated bodies"])
def test_detail_of_what_was_done_to_a_body_is_graphic(words):
    assert is_graphic(words)


@pytest.mark.parametrize("words", ["eleven were killed", "shot dead near the town", "the bodies were buried", "died"])
def test_dying_is_told_without_being_graphic(words):
    assert not is_graphic(words)


def test_a_graphic_quotation_is_left_out_and_the_rest_stays():
    assert soften("knife, “their throats were cut”") == f"knife, “{LEFT_OUT}”"
    assert soften("nine killed") == "nine killed"
    assert soften("found with slit throats") == LEFT_OUT
