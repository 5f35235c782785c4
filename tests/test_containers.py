"""One article gives one record, whichever container it comes in."""

import email.message
import gzip
import io
import json
import re
import zipfile
from pathlib import Path
from xml.sax.saxutils import escape

import openpyxl
import pytest

import gawah
from gawah.pipeline import Reading
from gawah.record import dumps

ARTICLE = Path(__file__).parent.parent / "examples" / "machh_encyclopedia.txt"
WORDS = ARTICLE.read_text(encoding="utf-8")
HTTP = b"HTTP/1.1 200 OK\r\nContent-Type: text/plain; charset=utf-8\r\n\r\n"


def zip_up(files):
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, payload in files.items():
            archive.writestr(name, payload)
    return packed.getvalue()


def make_mail():
    message = email.message.EmailMessage()
    message["From"], message["To"] = "Desk <desk@courier.example>", "archive@courier.example"
    message["Subject"], message["Message-ID"] = "An article", "<1@courier.example>"
    message["Date"] = "Sat, 04 May 2030 10:00:00 +0000"
    message.set_content(WORDS)
    return message.as_bytes()


def make_attachment():
    message = email.message.EmailMessage()
    message["From"], message["Date"] = "Desk <desk@courier.example>", "Sat, 04 May 2030 10:00:00 +0000"
    message.add_attachment(WORDS.encode(), maintype="application", subtype="octet-stream", filename="machh.txt")
    return message.as_bytes()


def make_warc():
    block = HTTP + WORDS.encode()
    fields = {
        "WARC-Type": "response",
        "WARC-Target-URI": "https://encyclopedia.example/machh",
        "WARC-Date": "2030-05-04T10:00:00Z",
        "Content-Type": "application/http; msgtype=response",
        "Content-Length": len(block),
    }
    head = "\r\n".join(["WARC/1.1", *(f"{key}: {value}" for key, value in fields.items()), "", ""])
    return gzip.compress(head.encode() + block + b"\r\n\r\n")


def make_workbook():
    book, stream = openpyxl.Workbook(), io.BytesIO()
    book.active.append(["id", "text"])
    book.active.append([1, WORDS])
    book.active.cell(2, 2).data_type = "s"  # which else begins as a formula does
    book.save(stream)
    return stream.getvalue()


CONTAINERS = {
    "zip": lambda: zip_up({"machh.txt": WORDS}),
    "zip in zip": lambda: zip_up({"in.zip": zip_up({"machh.txt": WORDS})}),
    "gzip": lambda: gzip.compress(WORDS.encode()),
    "json": lambda: json.dumps({"text": WORDS}).encode(),
    "jsonl": lambda: (json.dumps({"text": WORDS}) + "\n").encode(),
    "csv": lambda: f'id,text\n1,"{WORDS.replace(chr(34), chr(34) * 2)}"\n'.encode(),
    "xlsx": make_workbook,
    "e-mail": make_mail,
    "attachment": make_attachment,
    "mailbox": lambda: b"From desk@courier.example Sat May  4 10:00:00 2030\n" + make_mail() + b"\n",
    "warc": make_warc,
    "wacz": lambda: zip_up({"datapackage.json": "{}", "archive/data.warc.gz": make_warc()}),
    "feed": lambda: (
        f"<rss version='2.0'><channel><item><description>{escape(WORDS)}</description></item></channel></rss>"
    ).encode(),
    "utf-16": lambda: b"\xff\xfe" + WORDS.encode("utf-16-le"),
    "crlf": lambda: WORDS.replace("\n", "\r\n").encode(),
}


def read_incidents(path):
    """Return the incidents of the one report in a file, without the ids that what is given with it goes into."""
    (reading,) = gawah.read(path)
    assert isinstance(reading, Reading), reading
    incidents = json.loads(dumps(reading.record))["incidents"]
    told = json.dumps(incidents, sort_keys=True, ensure_ascii=False)
    for n, incident in enumerate(incidents):
        told = told.replace(incident["id"], f"incident {n}")
        for response in incident["responses"]:
            told = told.replace(response["event"], f"response {response['id']}")
    return re.sub(r'"text_sha256": "[0-9a-f]{64}"', '"text_sha256": ""', told)


@pytest.fixture(scope="module")
def wanted():
    return read_incidents(ARTICLE)


@pytest.mark.parametrize("container", CONTAINERS)
def test_one_article_gives_one_record_whichever_container_it_comes_in(container, wanted, tmp_path):
    path = tmp_path / "report"
    path.write_bytes(CONTAINERS[container]())
    assert "Machh" in wanted
    assert read_incidents(path) == wanted
