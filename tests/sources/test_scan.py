"""Pictures of pages: where each line stands on its page, what there is to do without Tesseract, what is refused."""

import io
import shutil

import pytest
from PIL import Image

from gawah.doctor import examine
from gawah.errors import ReportEmpty, ReportError, ReportMalformed, ReportTooLarge
from gawah.pipeline import read_all
from gawah.sources import read_file, read_source, scan
from gawah.sources.limits import Limits


@pytest.fixture
def pictures(fixtures):
    return fixtures / "documents" / "ocr"


def save(image, form="PNG", **options):
    out = io.BytesIO()
    image.save(out, form, **options)
    return out.getvalue()


@pytest.mark.parametrize("name", ["convoy-poppler.png", "convoy-scanned-two.pdf"])
def test_evidence_tells_where_on_its_page_it_stands(pictures, name):
    (reading,) = read_all(pictures / name)
    assert reading.source.text.deriver == "ocr@1"
    quoted = [entry for incident in reading.incidents for entry in incident.evidence if entry.kind == "quote"]
    assert quoted
    for entry in quoted:
        left, top, right, bottom = entry.region
        assert entry.page == 1
        assert 0 <= left < right <= 1000
        assert 0 <= top < bottom <= 1000


def test_regions_go_down_the_page_column_by_column(pictures):
    (source,) = read_file(pictures / "convoy-poppler-two.png")
    content = source.text.content
    first, last = (source.text.region_at(content.index(words)).box for words in ("convoy of four", "had been killed"))
    assert first[2] <= 520 <= last[0]
    assert all(region.page == 1 and len(region.box) == 4 for region in source.text.regions)


def test_the_pages_of_a_tiff_are_counted(pictures):
    with Image.open(pictures / "statement-poppler.tif") as one, Image.open(pictures / "convoy-poppler.png") as other:
        payload = save(one.convert("1"), "TIFF", save_all=True, append_images=[other.convert("1")])
    (source,) = read_source("d.tif", payload)
    text = source.text
    assert text.region_at(text.content.index("five teachers")).page == 1
    assert text.region_at(text.content.index("carried flour")).page == 2


def test_a_picture_that_lies_on_its_side_by_its_own_account_is_turned(pictures, read_one):
    with Image.open(pictures / "ferry-poppler-two.png") as image:
        exif = Image.Exif()
        exif[0x0112] = 6
        payload = save(image.convert("L").rotate(90, expand=True), "JPEG", exif=exif.tobytes())
    assert "harbour office said" in read_one(payload).text.content


def test_without_tesseract_one_is_told_what_to_install(monkeypatch, pictures):
    monkeypatch.setattr(shutil, "which", lambda name: None)
    payload = (pictures / "convoy-poppler.png").read_bytes()
    with pytest.raises(ReportMalformed, match="Tesseract is not installed; pip install 'gawah"):
        list(scan.read("p.png", payload, (), Limits()))
    (found,) = [finding for finding in examine() if finding.name == "pictures of pages"]
    assert (found.part, found.state, found.harms) == ("extra", "absent", False)


@pytest.mark.parametrize(
    ("payload", "error"),
    [
        pytest.param(b"\x89PNG\r\n\x1a\n\x00\x00\x00\rIHDR", ReportMalformed, id="cut png"),
        pytest.param(b"\xff\xd8\xff" + b"\x00" * 50, ReportMalformed, id="cut jpeg"),
        pytest.param(b"II*\x00" + b"\xff" * 50, ReportMalformed, id="noise"),
        pytest.param(save(Image.new("1", (300, 300), 1)), ReportEmpty, id="white"),
        pytest.param(save(Image.new("1", (20_000, 20_000), 1)), ReportTooLarge, id="far too many pixels"),
        pytest.param(save(Image.new("1", (12_000, 9_000), 1)), ReportTooLarge, id="too many pixels"),
        pytest.param(save(Image.new("L", (1, 1))), ReportError, id="a dot"),
    ],
)
def test_what_is_refused(payload, error):
    (result,) = read_source("p.png", payload)
    assert isinstance(result, error)
    assert "\n" not in str(result)
