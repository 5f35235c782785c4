"""Documents made by other programs: what is read out of them is the reference text, whatever it came in.

The files in fixtures/documents are made by tools/documents/make.py. A file is called after its reference text, and
after the program that made it: tarvel-libreoffice.html holds what tarvel.txt says.
"""

import json
import unicodedata
from pathlib import Path

import pytest

from gawah.errors import ReportError
from gawah.pipeline import read_all
from gawah.record import record_to_json
from gawah.sources import read_file

DOCUMENTS = Path(__file__).parent / "fixtures" / "documents"
EXAMPLES = Path(__file__).parents[2] / "examples"
KINDS = ("wikitext", "mediawiki", "html", "docx", "odt", "markdown", "pdf", "ocr")
FILES = [path for kind in KINDS for path in sorted((DOCUMENTS / kind).iterdir()) if path.stem != "all"]


def load_reference(path):
    name = path.stem.partition("-")[0]
    return (EXAMPLES / "machh_encyclopedia.txt" if name == "machh" else DOCUMENTS / f"{name}.txt").read_text("utf-8")


def read_document(path):
    (result,) = read_file(path)
    if isinstance(result, ReportError):
        raise result
    return result


def name_file(path):
    return f"{path.parent.name}/{path.name}"


def list_words(content, path):
    """Return the words of a text; from print without the marks of lists, which browsers draw and do not write."""
    return [word for word in content.split() if path.parent.name not in ("pdf", "ocr") or word != "-"]


@pytest.mark.parametrize("path", FILES, ids=name_file)
def test_the_text_is_the_reference(path):
    text = read_document(path).text
    assert list_words(text.content, path) == list_words(unicodedata.normalize("NFC", load_reference(path)), path)
    assert text.title == load_reference(path).partition("\n")[0].strip("= ")


@pytest.mark.parametrize("kind", KINDS)
def test_there_are_five_files_of_each_kind(kind):
    assert sum(path.parent.name == kind for path in FILES) >= 5


@pytest.mark.parametrize("path", [path for path in FILES if path.stem.startswith("tarvel")], ids=name_file)
def test_offsets_hold_behind_emoji_arabic_and_marks(path):
    (reading,) = read_all(path)
    content = reading.source.text.content
    after = content.index("The police closed the bridge")
    assert all(sign in content[:after] for sign in ("🕯️", "جسر تارفل", "Zoë Ångström"))
    evidence = [entry for incident in reading.incidents for entry in incident.evidence if entry.start is not None]
    assert any(entry.start >= after for entry in evidence)
    assert all(content[entry.start : entry.end] == entry.quote for entry in evidence)


# --- one report in many containers ------------------------------------------------------------------------------------


def read_record(path):
    """Return the incidents of the one report at `path`, without pages, and without what hangs on ids.

    Those hash what is given beside the text; on them hangs the order of two entries of evidence on the same words.
    """
    (reading,) = read_all(path)
    record = json.dumps(record_to_json(reading.record)["incidents"], ensure_ascii=False)
    for n, incident in enumerate(reading.incidents):
        record = record.replace(incident.id, f"incident {n}")
        for response in incident.responses:
            record = record.replace(str(response.event), f"response {response.id}")
    incidents = json.loads(record)
    for incident in incidents:
        incident["evidence"] = [{k: v for k, v in e.items() if k != "page"} for e in incident["evidence"]]
        incident["evidence"].sort(key=json.dumps)
    return incidents


@pytest.fixture(scope="module")
def machh_record():
    return read_record(EXAMPLES / "machh_encyclopedia.txt")


@pytest.mark.parametrize("path", [path for path in FILES if path.stem.startswith("machh")], ids=name_file)
def test_the_machh_article_gives_one_record_whatever_it_comes_in(path, machh_record):
    assert read_record(path) == machh_record


def test_so_it_does_in_json(tmp_path, machh_record):
    path = tmp_path / "machh.json"
    text = (EXAMPLES / "machh_encyclopedia.txt").read_text("utf-8")
    path.write_text(json.dumps({"text": text}), encoding="utf-8")
    assert read_record(path) == machh_record
