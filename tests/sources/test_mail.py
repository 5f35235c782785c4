"""E-mail: messages and mailboxes as mail programs write them; what is attached; what is no e-mail."""

import base64
import hashlib

import pytest

from gawah.errors import ReportEmpty, ReportError
from gawah.model import Source
from gawah.sources import read_file, read_source

HEAD = (
    b"From: Ostmark Monitor <alerts@monitor.example>\r\nDate: Sun, 4 May 2031 23:30:00 +0500\r\n"
    b"Message-ID: <a@monitor.example>\r\nSubject: Two shot\r\n"
)


@pytest.fixture
def mails(fixtures):
    return fixtures / "mail"


@pytest.fixture
def words(mails):
    return (mails / "wanted.txt").read_text(encoding="utf-8")


def read(payload, name="a.eml"):
    return list(read_source(name, payload))


def name_of(item):
    return (item.acquisition.path if isinstance(item, Source) else item.report).rpartition("/")[2]


@pytest.mark.parametrize(
    ("name", "title"),
    [
        ("mutt_plain.eml", "Two ferrymen shot at the Sorrel crossing – Überfall"),
        ("mutt_attached.eml", "The dead of the Sorrel crossing"),
        ("mutt_flowed.eml", "Two ferrymen shot"),
        ("snail.eml", "Zwei Fährleute am Übergang erschossen"),
        ("nodemailer.eml", "Two ferrymen shot at the Sorrel crossing 🌉"),
    ],
)
def test_the_text_is_a_head_and_the_words_of_the_message(mails, words, name, title):
    source = next(read_file(mails / name))
    head, body = source.text.content.split("\n\n", 1)
    assert head.startswith(f"Title: {title}\nPublisher: Ostmark Monitor\nPublished: ")
    assert body.split() == words.split()
    assert body.strip() == words.strip()
    assert source.text.title == title
    assert source.acquisition.publisher == "Ostmark Monitor"
    assert source.report.id == "sha256:" + hashlib.sha256((mails / name).read_bytes()).hexdigest()


def test_the_day_is_that_at_the_place_of_writing(mails):
    (source,) = read_file(mails / "perl_html.eml")
    assert source.text.published == "2031-05-04"


def test_words_in_html_alone(mails):
    (source,) = read_file(mails / "perl_html.eml")
    body = source.text.content.split("\n\n", 1)[1]
    wanted = "FICTION Two ferrymen were shot dead at the Sorrel crossing on Sunday, the district officer said."
    assert body.split() == [*wanted.split(), *"- four gunmen - a white van Café owner: “I saw them”.".split()]


def test_what_html_hides_and_loads_is_no_text(mails):
    (source,) = read_file(mails / "nodemailer_html.eml")
    assert "Preview" not in source.text.content
    assert "color" not in source.text.content
    assert "- The boat was called جسر السلام.\n" in source.text.content


@pytest.mark.parametrize("name", ["mutt_attached.eml", "snail.eml", "nodemailer.eml"])
def test_what_is_attached_is_a_report_of_its_own(mails, name):
    _, *attached = read_file(mails / name)
    texts = {name_of(source).partition("!")[2]: source for source in attached}
    assert set(texts) <= {"liste é.txt", "note.json"}
    assert all(source.text.title is None for source in attached)
    if "note.json" in texts:
        assert texts["note.json"].text.content == "FICTION. A bomb went off in Tarvel on 6 May 2031."


@pytest.mark.parametrize("name", ["nodemailer_forwarded.eml"])
def test_a_message_in_a_message(mails, words, name):
    outer, inner = read_file(mails / name)
    assert "is attached" in outer.text.content
    assert name_of(inner) == f"{name}!1.eml"
    assert inner.text.content.split("\n\n", 1)[1].strip() == words.strip()
    assert inner.report.id == "sha256:" + hashlib.sha256((mails / "mutt_plain.eml").read_bytes()).hexdigest()


def test_a_mailbox_of_mutt(mails, words):
    found = list(read_file(mails / "mutt.mbox"))
    names = ["mutt.mbox:1", "mutt.mbox:2", "mutt.mbox:2!liste é.txt", "mutt.mbox:2!note.json", "mutt.mbox:3"]
    assert [name_of(item) for item in found] == names
    assert found[0].text.content.split("\n\n", 1)[1].strip() == words.strip()


def test_a_mailbox_of_a_web_mailer(mails):
    one, other = read_file(mails / "takeout.mbox")
    assert one.text.content.endswith("\n\nTwo ferrymen were shot dead at the Sorrel crossing 🌉.\n")
    assert one.text.published == "2031-05-05"
    assert other.text.title == "عن الجسر"
    assert "\nFrom the bank four men fired on the ferry.\n" in other.text.content


def test_words_with_a_head_of_their_own_stand_alone():
    (source,) = read(HEAD + b"\r\n= Tarvel bridge bombing =\r\n\r\nA bomb went off.\r\n")
    assert source.text.content == "= Tarvel bridge bombing =\n\nA bomb went off.\n"
    assert source.text.title == "Tarvel bridge bombing"
    assert source.text.published is None
    assert source.acquisition.retrieved == "2031-05-04T23:30:00+05:00"


@pytest.mark.parametrize(
    "payload",
    [
        b"Date: 4 May 2031\nFrom: a letter\nTitle: Two shot\n\nTwo were shot.",
        b"FICTION\nFrom: a@b.example\nDate: Sun, 4 May 2031 10:00:00 +0000\nMessage-ID: <1@b>\n\nTwo were shot.",
        b"From the bank four men fired at 10:30 in May 2031\nand left.",
        b"Subject: x\nMIME-Version: 1.0\n\nTwo were shot.",
    ],
)
def test_a_text_with_a_head_is_no_mail(payload):
    (source,) = read(payload)
    assert source.text.deriver == "plain@1"


def mixed(*parts):
    lines = [b'MIME-Version: 1.0\r\nContent-Type: multipart/mixed; boundary="b"\r\n']
    lines += [b"--b\r\n" + part + b"\r\n" for part in parts]
    return HEAD + b"\r\n".join(lines) + b"--b--\r\n"


def test_one_bad_attachment_takes_no_other_with_it():
    binary = b'Content-Type: application/octet-stream; name="x.bin"\r\nContent-Transfer-Encoding: base64\r\n\r\n'
    binary += base64.b64encode(bytes(40))
    text = b'Content-Type: text/plain\r\nContent-Disposition: attachment; filename="b.txt"\r\n\r\nA bomb went off.'
    message, error, attached = read(mixed(b"Content-Type: text/plain\r\n\r\nWords.", binary, text))
    assert "Words." in message.text.content
    assert error.report == "a.eml!x.bin"
    assert attached.text.content == "A bomb went off."


def test_a_message_of_attachments_alone_is_no_report_itself():
    text = b'Content-Type: text/plain\r\nContent-Disposition: attachment; filename="b.txt"\r\n\r\nA bomb went off.'
    assert [name_of(item) for item in read(mixed(text))] == ["a.eml!b.txt"]


@pytest.mark.parametrize("charset", ["windows-1251", "x-no-such-charset", "utf-8"])
def test_words_in_other_encodings(charset):
    said = f"Content-Type: text/plain; charset={charset}\r\n\r\n".encode()
    encoded = "Два паромщика убиты".encode("windows-1251" if charset == "windows-1251" else "utf-8")
    (source,) = read(HEAD + said + encoded)
    assert source.text.content.endswith("Два паромщика убиты\n")


def test_letters_beyond_ascii_in_headers():
    head = HEAD.replace(b"Ostmark Monitor", "Öst Monitör".encode()) + "Snapshot-Note: é\r\n".encode()
    (source,) = read(head + b"\r\nTwo were shot.")
    assert "Two were shot." in source.text.content


def test_an_empty_message():
    (error,) = read(HEAD + b"\r\n\r\n")
    assert isinstance(error, ReportEmpty)


def test_a_saved_web_page_is_read_as_a_page():
    page = b"<html><body><h1>Two ferrymen shot</h1><p>FICTION. Two were shot dead at the crossing.</p></body></html>"
    payload = (
        b"From: <Saved by Blink>\r\nSnapshot-Content-Location: https://courier.example/ferry\r\nSubject: Ferry\r\n"
        b"Date: Sun, 4 May 2031 23:30:00 +0000\r\nMIME-Version: 1.0\r\n"
        b'Content-Type: multipart/related; type="text/html"; boundary="b"\r\n\r\n\r\n--b\r\nContent-Type: text/html\r\n'
        b"Content-Transfer-Encoding: binary\r\nContent-Location: https://courier.example/ferry\r\n\r\n"
        + page
        + b"\r\n--b\r\nContent-Type: text/css\r\n\r\np {}\r\n--b--\r\n"
    )
    (found,) = read(payload, "ferry.mhtml")
    assert name_of(found) == "ferry.mhtml!page.html"
    assert found.acquisition.url == "https://courier.example/ferry"
    assert found.text.published is None


def test_parts_in_parts_without_end():
    inner = b"Content-Type: text/plain\r\n\r\nWords."
    for n in range(300):
        boundary = f"b{n}".encode()
        inner = b'Content-Type: multipart/mixed; boundary="%s"\r\n\r\n--%s\r\n%s\r\n--%s--\r\n' % (
            boundary,
            boundary,
            inner,
            boundary,
        )
    for found in read(HEAD + inner):
        assert isinstance(found, Source | ReportError)
