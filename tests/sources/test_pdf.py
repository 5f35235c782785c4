"""PDF: pages, columns, parted words, headers, writing from right to left; what is damaged, encrypted, only pictures."""

import io
import re

import pytest
from pypdf import PdfReader, PdfWriter
from pypdf.generic import DictionaryObject, NameObject, NumberObject, StreamObject

from gawah.errors import ReportEmpty, ReportError, ReportMalformed
from gawah.pipeline import read_all
from gawah.sources import read_file, read_source


@pytest.fixture
def printed(fixtures):
    return fixtures / "documents" / "pdf"


def draw(*pages, mediabox=(0, 0, 400, 400), **about):
    """Return a PDF whose pages are drawn by these operators, in Helvetica as /F and its bold as /B."""
    writer = PdfWriter()
    for operators in pages:
        page = writer.add_blank_page(mediabox[2], mediabox[3])
        fonts = {
            f"/{name}": DictionaryObject(
                {
                    NameObject(k): NameObject(v)
                    for k, v in (("/Type", "/Font"), ("/Subtype", "/Type1"), ("/BaseFont", base))
                }
            )
            for name, base in (("F", "/Helvetica"), ("B", "/Helvetica-Bold"))
        }
        held = DictionaryObject({NameObject(k): v for k, v in fonts.items()})
        page[NameObject("/Resources")] = DictionaryObject({NameObject("/Font"): held})
        stream = StreamObject()
        stream.set_data(operators.encode("latin-1"))
        page[NameObject("/Contents")] = writer._add_object(stream)
        for key, value in about.items():
            page[NameObject(key)] = value
    out = io.BytesIO()
    writer.write(out)
    return out.getvalue()


def write(x, y, words, font="F", size=12):
    return f"BT /{font} {size} Tf {x} {y} Td ({words}) Tj ET "


LINES = "".join(write(50, 350 - 14 * n, "A line of words that is as long as the others are.") for n in range(4))


def test_every_stretch_knows_its_page(printed):
    (source,) = read_file(printed / "convoy-groff-two.pdf")
    text = source.text
    assert {region.page for region in text.regions} == {1, 2}
    assert text.region_at(text.content.index("A convoy of four")).page == 1
    assert text.region_at(text.content.index("three soldiers had been killed")).page == 2
    covered = "".join(text.content[region.start : region.end] for region in text.regions)
    assert re.sub(r"\s|=", "", covered) == re.sub(r"\s|=", "", text.content)


def test_evidence_tells_its_page(printed):
    (reading,) = read_all(printed / "convoy-groff-two.pdf")
    for incident in reading.incidents:
        for entry in incident.evidence:
            assert entry.page == reading.source.text.region_at(entry.start).page


def test_words_parted_at_line_ends_are_joined_and_others_keep_their_hyphen(read_one):
    lines = [
        "The sol-",
        "diers of the well-known car-",
        "bomb squad met Kil-",
        "Bride in mid-",
        "2031 with well-",
        "known men.",
    ]
    content = read_one(draw("".join(write(50, 350 - 14 * n, line) for n, line in enumerate(lines)))).text.content
    assert content == "The soldiers of the well-known carbomb squad met Kil-Bride in mid-2031 with well-known men.\n"


def test_columns_are_read_one_after_the_other(read_one):
    left = ["Men with rifles came at", "dawn and took four of", "the farmers with them.", "They let two of them go."]
    right = ["The police looked for", "the others all day but", "found nobody. The army", "said that it had no part."]
    page = "".join(
        write(40, 350 - 14 * n, a) + write(220, 350 - 14 * n, b)
        for n, (a, b) in enumerate(zip(left, right, strict=True))
    )
    assert read_one(draw(page)).text.content.split() == " ".join([*left, *right]).split()


def test_headers_footers_and_page_numbers_are_left_out(read_one):
    pages = [
        write(50, 385, f"The Courier, {n} May")
        + LINES.replace("A line", f"On {day} a line")
        + write(190, 12, f"- {n} -")
        for n, day in enumerate(("Monday", "Tuesday", "Friday"), start=1)
    ]
    content = read_one(draw(*pages)).text.content
    assert "Courier" not in content
    assert "- 2 -" not in content
    assert content.count("line of words") == 12


def test_headings_are_told_by_their_letters(read_one):
    page = write(50, 380, "Four killed", "B", 20) + LINES + write(50, 280, "Claim", "B", 12)
    page += "".join(write(50, 260 - 14 * n, "Nobody has said so far that they did it, at all.") for n in range(3))
    content = read_one(draw(page)).text.content
    assert content.startswith("= Four killed =\n\nA line of words")
    assert "\n\n== Claim ==\nNobody has said" in content


def test_a_turned_page_reads_like_any_other(read_one):
    turned = "0 1 -1 0 400 0 cm " + LINES
    content = read_one(draw(turned, **{"/Rotate": NumberObject(90)})).text.content
    assert content.startswith("A line of words that is as long")
    assert read_one(draw(turned)).text.content == content


def test_letters_drawn_twice_or_apart_are_words(read_one):
    page = write(50, 300, "Bold words") + write(50.3, 300, "Bold words")
    page += "BT /F 12 Tf 50 280 Td [(Mov) 20 (ed) -300 (apart)] TJ ET " + LINES
    content = read_one(draw(page)).text.content
    assert "Bold words" in content
    assert "BBoolldd" not in content
    assert "Moved apart" in content


def test_what_the_file_says_beside_the_signs_is_read_in_their_stead(read_one):
    page = LINES + "/Span <</ActualText (four)>> BDC " + write(50, 280, "xxxx") + "EMC "
    assert "four" in read_one(draw(page)).text.content
    assert "xxxx" not in read_one(draw(page)).text.content


@pytest.mark.parametrize("name", ["tarvel-chromium.pdf", "tarvel-libreoffice.pdf", "orchard-chromium-two.pdf"])
def test_writing_from_right_to_left_is_in_the_order_of_reading(printed, name):
    (source,) = read_file(printed / name)
    assert ("جسر تارفل" if name.startswith("tarvel") else "مقصر ناشناس") in source.text.content


def test_the_address_that_a_browser_prints_is_given(read_one):
    page = LINES + write(50, 12, "https://courier.example/a") + write(350, 12, "1/1")
    source = read_one(draw(page))
    assert source.acquisition.url == "https://courier.example/a"
    assert "courier" not in source.text.content


def encrypt(payload, password):
    writer = PdfWriter(PdfReader(io.BytesIO(payload)))
    writer.encrypt(password, "owner", algorithm="RC4-128")
    out = io.BytesIO()
    writer.write(out)
    return out.getvalue()


def test_a_pdf_that_needs_no_password_is_read(read_one):
    assert read_one(encrypt(draw(LINES), "")).text.content.startswith("A line")


PLAIN = draw(LINES)
NESTED = b"%PDF-1.4\n1 0 obj<</Type/Catalog/Pages 2 0 R>>endobj 2 0 obj<</Type/Pages/Kids[2 0 R]/Count 1>>endobj\n"
NESTED += b"trailer<</Root 1 0 R>>"


@pytest.mark.parametrize(
    ("payload", "error"),
    [
        pytest.param(encrypt(PLAIN, "secret"), ReportMalformed, id="encrypted"),
        pytest.param(PLAIN[: len(PLAIN) // 2], ReportError, id="cut off"),
        pytest.param(b"%PDF-1.7\n1 0 obj\n", ReportError, id="no more than its head"),
        pytest.param(b"%PDF-1.7\n" + bytes(range(256)) * 40, ReportError, id="noise"),
        pytest.param(NESTED, ReportError, id="pages in themselves"),
        pytest.param(draw(""), ReportEmpty, id="no letters"),
        pytest.param(draw("q " * 200_000), ReportEmpty, id="many operators"),
        pytest.param(PLAIN.replace(b"/Contents", b"/Contends"), ReportEmpty, id="no contents"),
    ],
)
def test_what_is_refused(payload, error):
    (result,) = read_source("d.pdf", payload)
    assert isinstance(result, error)
    assert "\n" not in str(result)


def test_a_stream_that_unpacks_to_too_much_is_refused():
    writer = PdfWriter()
    page = writer.add_blank_page(100, 100)
    stream = StreamObject()
    stream.set_data(b" " * 300_000_000)
    page[NameObject("/Contents")] = writer._add_object(stream.flate_encode())
    out = io.BytesIO()
    writer.write(out)
    (error,) = read_source("d.pdf", out.getvalue())
    assert isinstance(error, ReportError)
    assert "\n" not in str(error)
