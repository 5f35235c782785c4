"""An attack finds what an export gives away, in every kind of file and however it is written. FICTION."""

import base64
import gzip
import hashlib
import json
import random
import zipfile

import openpyxl
import pyarrow as pa
import pyarrow.parquet as pq
import pytest
from pypdf import PdfWriter
from pypdf.generic import DecodedStreamObject, DictionaryObject, NameObject

from gawah.publish.attack import Secrets, attack

TEXT = "Gul Nar Sharifi, a teacher, was taken from her house by men who came in two white cars before dawn."
SECRETS = Secrets(
    {"Gul Nar Sharifi": "a private person", "محمد رضا حسینی": "a witness"},
    {"ab3de6gh2j": "an incident's own id", "c" * 64: "a report's text"},
    {"The taking of a teacher": TEXT},
)


def write_zip(path, content):
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("inner/data.xml", content)


def write_xlsx(path, content):
    book = openpyxl.Workbook()
    book.active["A1"] = content
    book.save(path)


def write_parquet(path, content):
    pq.write_table(pa.table({"quote": ["nothing", content]}), path, compression="zstd")


WRITERS = {
    "plain.txt": lambda path, content: path.write_text(content, encoding="utf-8"),
    "wide.csv": lambda path, content: path.write_text(content, encoding="utf-16"),
    "escaped.json": lambda path, content: path.write_text(json.dumps({"quote": content}), encoding="utf-8"),
    "page.html": lambda path, content: path.write_text("".join(f"&#{ord(c)};" for c in content), encoding="utf-8"),
    "split.xml": lambda path, content: path.write_text("".join(f"<t>{c}</t>" for c in content), encoding="utf-8"),
    "packed.gz": lambda path, content: path.write_bytes(gzip.compress(content.encode())),
    "data.b64": lambda path, content: path.write_bytes(b"url(data:text;base64," + base64.b64encode(content.encode())),
    "archive.zip": write_zip,
    "table.xlsx": write_xlsx,
    "table.parquet": write_parquet,
}


@pytest.mark.parametrize("name", WRITERS)
@pytest.mark.parametrize("secret", ["so Gul Nar Sharifi fell", "so SHARIFI, Gül-Nar fell", "so محمد رضا حسینی fell"])
def test_a_name_is_found_in_every_kind_of_file(tmp_path, name, secret):
    WRITERS[name](tmp_path / name, secret)
    attacked = attack(tmp_path, SECRETS)
    assert attacked.worst == "high", attacked.findings


@pytest.mark.parametrize("name", WRITERS)
def test_nothing_is_found_where_nothing_is(tmp_path, name):
    WRITERS[name](tmp_path / name, "so Victim 1, a teacher, fell in Belmar on 2031-05-04")
    assert attack(tmp_path, SECRETS).findings == []


def write_pdf(path, shown, title):
    """Write a page that shows some words, in a packed stream, with a title."""
    writer = PdfWriter()
    page = writer.add_blank_page(200, 200)
    font = {"/Type": "/Font", "/Subtype": "/Type1", "/BaseFont": "/Helvetica"}
    face = DictionaryObject({NameObject(key): NameObject(value) for key, value in font.items()})
    page[NameObject("/Resources")] = DictionaryObject(
        {NameObject("/Font"): DictionaryObject({NameObject("/F1"): face})}
    )
    stream = DecodedStreamObject()
    stream.set_data(f"BT /F1 12 Tf 10 100 Td ({shown}) Tj ET".encode())
    page[NameObject("/Contents")] = writer._add_object(stream.flate_encode())
    writer.add_metadata({"/Title": title})
    writer.write(path)


@pytest.mark.parametrize(("shown", "title"), [("Gul Nar Sharifi", "a"), ("a", "Gul Nar Sharifi")])
def test_a_name_is_found_in_a_pdf(tmp_path, shown, title):
    write_pdf(tmp_path / "dossier.pdf", shown, title)
    assert attack(tmp_path, SECRETS).worst == "high"
    write_pdf(tmp_path / "dossier.pdf", "nothing", "nobody")
    assert attack(tmp_path, SECRETS).findings == []


def test_a_name_is_found_in_the_name_of_a_file_and_of_a_member(tmp_path):
    (tmp_path / "gul-nar-sharifi.txt").write_text("nothing", encoding="utf-8")
    assert attack(tmp_path, SECRETS).worst == "high"
    (tmp_path / "gul-nar-sharifi.txt").unlink()
    with zipfile.ZipFile(tmp_path / "a.zip", "w") as archive:
        archive.writestr("GulNarSharifi.json", "{}")
    assert attack(tmp_path, SECRETS).worst == "high"


def test_bytes_of_no_text_give_away_what_they_hold_of_text_and_nothing_by_chance(tmp_path):
    noise = random.Random(5).randbytes(200_000)
    (tmp_path / "font.bin").write_bytes(noise)
    assert attack(tmp_path, SECRETS).findings == []
    (tmp_path / "font.bin").write_bytes(noise[:100_000] + b"\0Gul Nar Sharifi\0" + noise[100_000:])
    assert attack(tmp_path, SECRETS).worst == "high"


def test_a_short_file_is_read_whole(tmp_path):
    (tmp_path / "a.txt").write_text("Nar", encoding="utf-8")
    assert [f.severity for f in attack(tmp_path, SECRETS).findings] == ["low"]


def test_one_word_of_a_name_weighs_less(tmp_path):
    (tmp_path / "a.txt").write_text("a man called Sharifi", encoding="utf-8")
    assert [f.severity for f in attack(tmp_path, SECRETS).findings] == ["low"]


@pytest.mark.parametrize(
    "id_",
    [
        "ab3de6gh2j",
        "c" * 64,
        "c" * 12,
        hashlib.sha256(b"gul nar sharifi").hexdigest(),
        hashlib.md5(b"Gul Nar Sharifi", usedforsecurity=False).hexdigest()[:16],
    ],
)
def test_ids_that_can_be_worked_out_are_found(tmp_path, id_):
    (tmp_path / "a.json").write_text(json.dumps({"id": id_}), encoding="utf-8")
    assert attack(tmp_path, SECRETS).worst == "high"


def test_a_quote_that_leads_to_a_report_with_a_name_is_found(tmp_path):
    quote = "[Victim 1], a teacher, was taken from her house by men who came in two white cars"
    (tmp_path / "a.jsonl").write_text(json.dumps({"quote": quote}), encoding="utf-8")
    (finding,) = attack(tmp_path, SECRETS).findings
    assert (finding.severity, "The taking of a teacher" in finding.what) == ("medium", True)


def test_an_age_a_day_and_a_village_of_one_person_are_found(tmp_path):
    one = {"date": "2031-05-04", "place": {"name": "Belmar"}, "quote": "Victim 1, 34, a teacher"}
    (tmp_path / "a.jsonl").write_text(json.dumps(one), encoding="utf-8")
    assert attack(tmp_path, SECRETS).worst == "medium"
    (tmp_path / "a.jsonl").write_text(json.dumps(one) + "\n" + json.dumps(one), encoding="utf-8")
    assert attack(tmp_path, SECRETS).findings == []


def test_a_damaged_file_is_looked_at_as_it_stands(tmp_path):
    (tmp_path / "a.zip").write_bytes(b"PK\x03\x04 Gul Nar Sharifi")
    (tmp_path / "b.pdf").write_bytes(b"%PDF-1.7 Gul Nar Sharifi")
    (tmp_path / "c.parquet").write_bytes(b"PAR1 Gul Nar Sharifi")
    assert len([f for f in attack(tmp_path, SECRETS).findings if f.severity == "high"]) == 3
