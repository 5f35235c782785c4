"""E-mail: a message (.eml), or a mailbox of many (mbox). Each message is a report; so is each file attached to it.

The text of a message begins with head lines made of its headers (`Title:`, `Publisher:`, `Published:`), unless its own
words begin with a head that says what they are. Of words that are there plain and as HTML, the plain are read.
"""

import email
import re
from collections.abc import Iterator
from dataclasses import replace
from email.header import decode_header, make_header
from email.message import Message
from email.utils import parseaddr

from gawah.errors import ReportEmpty, ReportError, ReportUndecodable
from gawah.model import Given, Source
from gawah.sources.about import give
from gawah.sources.decoding import decode, normalise
from gawah.sources.derive import derive_source, too_large
from gawah.sources.fragment import read_fragment
from gawah.sources.head import read_head
from gawah.sources.limits import Limits
from gawah.sources.part import Part, name_part

DERIVER = "mail@1"

_FIELD = re.compile(r"([!-9;-~]+):[ \t]?(.*)")
_NEEDED = frozenset({"from", "date"})
_BY_MACHINES = frozenset(
    """
    message-id mime-version received return-path delivered-to content-type in-reply-to references list-id
    dkim-signature authentication-results x-mailer user-agent x-received x-spam-status envelope-to status x-uid
    """.split()
)
"""Fields that programs write: a person who puts `Date:` and `From:` above a text does not make it an e-mail."""
_SEPARATOR = re.compile(rb"^From \S.*\d\d:\d\d.*\d{4}\s*$", re.MULTILINE)
"""The line before each message of a mailbox: sender and time."""
_QUOTED_SEPARATOR = re.compile(rb"^>(>*From )", re.MULTILINE)
_ENDINGS = {"text/html": ".html", "text/plain": ".txt", "application/pdf": ".pdf", "message/rfc822": ".eml"}
_MOST_PARTS = 1000
"""Of one message."""


def tells(payload: bytes, beginning: str) -> bool:
    """Whether this is a mailbox or a message: a head of fields, those that every e-mail has among them."""
    line = _SEPARATOR.match(payload[:1000])
    head = beginning[line.end() :].lstrip("\n") if line else beginning
    names = _list_fields(head)
    return names >= _NEEDED and bool(names & _BY_MACHINES)


def _list_fields(head: str) -> frozenset[str]:
    """Return the names of the fields with which a text begins, in lower case; none where another line comes first."""
    names: set[str] = set()
    for line in head.split("\n"):
        if not line.strip():
            break
        if line[0] in " \t" and names:
            continue
        field = _FIELD.fullmatch(line)
        if field is None:
            return frozenset() if len(names) < len(_NEEDED) + 1 else frozenset(names)
        names.add(field[1].lower())
    return frozenset(names)


def read(name: str, payload: bytes, given: tuple[Given, ...], limits: Limits) -> Iterator[Source | Part | ReportError]:
    """Yield each message and each file attached to one, or what keeps it from being read. Raises ReportError."""
    if not _SEPARATOR.match(payload):
        yield from _read_message(name, payload, given, limits)
        return
    for number, message in enumerate(_split(payload), start=1):
        try:
            yield from _read_message(f"{name}:{number}", message, given, limits)
        except ReportError as error:
            yield error


def _split(mailbox: bytes) -> Iterator[bytes]:
    """Yield the bytes of each message: without the line before it, the blank one after it, and quoting of `From `."""
    lines = [line for line in _SEPARATOR.finditer(mailbox) if _follows_blank(mailbox, line.start())]
    for n, line in enumerate(lines):
        end = lines[n + 1].start() if n + 1 < len(lines) else len(mailbox)
        message = mailbox[line.end() : end]
        message = message.removeprefix(b"\r").removeprefix(b"\n")
        yield _QUOTED_SEPARATOR.sub(rb"\1", message.removesuffix(b"\n").removesuffix(b"\r"))


def _follows_blank(mailbox: bytes, at: int) -> bool:
    return at == 0 or mailbox[max(0, at - 4) : at].replace(b"\r", b"").endswith(b"\n\n")


def _read_message(
    name: str, payload: bytes, given: tuple[Given, ...], limits: Limits
) -> Iterator[Source | Part | ReportError]:
    """Yield a message, and the files attached to it. One that has only these is none itself."""
    if len(payload) > limits.bytes_per_container:
        raise too_large(name, limits.bytes_per_container)
    message = email.message_from_bytes(payload)
    if _is_saved_page(message):
        yield _take_page(name, message, given)
        return
    words, attached = _sort_parts(name, message)
    if words or not attached:
        yield _derive(name, payload, message, words, given, limits)
    came = _give_time(message)
    taken: set[str] = set()
    for n, part in enumerate(attached, start=1):
        yield Part(name_part(name, _name_attachment(part, n, taken)), _take_bytes(part), (*given, *came))


def _is_saved_page(message: Message) -> bool:
    """Whether this is a web page as browsers save it with all that it shows (MHTML)."""
    return "Snapshot-Content-Location" in message or "saved by" in _read_header(message, "From").lower()


def _take_page(name: str, message: Message, given: tuple[Given, ...]) -> Part:
    """Return the page in MHTML: the first part that is HTML, with its address and the time at which it was saved."""
    pages = [part for part in message.walk() if part.get_content_type() == "text/html"]
    if not pages:
        raise ReportEmpty(name, "there is no page in this saved web page", "save it again")
    url = _read_header(message, "Snapshot-Content-Location") or _read_header(pages[0], "Content-Location")
    known = {"url": url, "retrieved": _read_header(message, "Date"), "charset": pages[0].get_content_charset() or ""}
    found = (give(key, value, "mail") for key, value in known.items() if value)
    return Part(name_part(name, "page.html"), _decode_transfer(pages[0]), (*given, *filter(None, found)))


def _derive(
    name: str, payload: bytes, message: Message, words: list[str], given: tuple[Given, ...], limits: Limits
) -> Source:
    body = "\n\n".join(words)
    if not body.strip():
        raise ReportEmpty(name, "there is no text in this message", "give one with text")
    head = read_head(body)
    if not (head.is_article or head.title or head.given):
        body = "\n".join([*_write_head(message), "", body])
    about = _give_time(message) if head.is_article else tuple(_give(message))
    limits = replace(limits, bytes_per_report=limits.bytes_per_container)  # what is attached is in the payload too
    body = body.strip("\n") + "\n"
    return derive_source(name, payload, normalise(name, body), DERIVER, limits, given=(*given, *about))


# --- headers ----------------------------------------------------------------------------------------------------------


def _give(message: Message) -> Iterator[Given]:
    """Yield what the headers give: title, publisher, when it was sent, in which language."""
    fields = {
        "title": _read_header(message, "Subject"),
        "publisher": _find_sender(message),
        "published": _read_header(message, "Date"),
        "language": _read_header(message, "Content-Language"),
        "url": _read_header(message, "Archived-At").strip("<>"),
    }
    yield from (found for key, value in fields.items() if (found := give(key, value, "mail")))


def _give_time(message: Message) -> tuple[Given, ...]:
    """Return when something came that the message only brought: it was published by others, at another time."""
    found = give("retrieved", _read_header(message, "Date"), "mail")
    return (found,) if found else ()


def _write_head(message: Message) -> list[str]:
    """Return the headers that say what a message is, as head lines of its text."""
    lines = {
        "Title": _read_header(message, "Subject"),
        "Publisher": _find_sender(message),
        "Published": _read_header(message, "Date"),
    }
    return [f"{key}: {value}" for key, value in lines.items() if value]


def _find_sender(message: Message) -> str:
    """Return the name of who sent it, or else the address."""
    person, address = parseaddr(_read_header(message, "From"))
    return person or address


def _read_header(message: Message, field: str) -> str:
    """Return a header as one line of text, out of the encodings in which words of it may be; "" where there is none."""
    raw = message.get(field)
    if raw is None:
        return ""
    try:
        text = str(make_header(decode_header(raw)))
    except (LookupError, ValueError, UnicodeError, email.errors.HeaderParseError):
        text = str(raw)
    return " ".join(text.encode("utf-8", "replace").decode("utf-8").split())


# --- the parts of a message -------------------------------------------------------------------------------------------


def _sort_parts(name: str, message: Message) -> tuple[list[str], list[Message]]:
    """Return the words of a message in their order, and what is attached to it."""
    words: list[str] = []
    attached: list[Message] = []
    for part in _choose_parts(message, [_MOST_PARTS]):
        if part.get_content_maintype() == "text" and not _is_attached(part):
            if text := _read_words(name, part):
                words.append(text)
        elif _is_report(part):
            attached.append(part)
    return words, attached


def _choose_parts(message: Message, left: list[int]) -> Iterator[Message]:
    """Yield the parts to read: all, and of alternatives the plain text or else the best (the last) there is."""
    left[0] -= 1
    if left[0] < 0:
        return
    if not message.is_multipart() or message.get_content_type() == "message/rfc822":
        yield message
        return
    inner: list[Message] = [part for part in message.get_payload() if isinstance(part, Message)]
    if message.get_content_type() == "multipart/alternative":
        inner = _choose_alternative(inner)
    for part in inner:
        yield from _choose_parts(part, left)


def _choose_alternative(parts: list[Message]) -> list[Message]:
    plain = [p for p in parts if p.get_content_type() == "text/plain" and _decode_transfer(p).strip()]
    return plain[:1] or parts[-1:]


def _is_attached(part: Message) -> bool:
    return part.get_content_disposition() == "attachment" or bool(part.get_filename())


def _is_report(part: Message) -> bool:
    """Whether an attachment can be a report: no pictures of a layout, no signatures, no invitations."""
    if part.get_content_type() == "message/rfc822":
        return True
    inline_picture = part.get_content_maintype() == "image" and not _is_attached(part)
    return not inline_picture and part.get_content_type() not in (
        "application/pgp-signature",
        "application/pgp-encrypted",
        "application/pkcs7-signature",
        "application/x-pkcs7-signature",
        "text/calendar",
        "application/ics",
        "text/x-vcard",
        "text/vcard",
        "application/ms-tnef",
    )


def _read_words(name: str, part: Message) -> str:
    """Return the text of a part that is text."""
    payload = _decode_transfer(part)
    kind = part.get_content_type()
    text = _decode_text(name, payload, part.get_content_charset())
    if kind == "text/html":
        return read_fragment(text)
    if str(part.get_param("format", "")).lower() == "flowed":
        return _unwrap(text, str(part.get_param("delsp", "")).lower() == "yes")
    return text.strip("\n")


def _decode_text(name: str, payload: bytes, charset: str | None) -> str:
    try:
        return decode(name, payload, charset)
    except ReportUndecodable:
        if charset in (None, "utf-8", "us-ascii"):
            raise
        return decode(name, payload.decode("latin-1").encode("utf-8"))


def _unwrap(text: str, deletes_space: bool) -> str:
    """Return the paragraphs of flowed text (RFC 3676), each in one line."""
    lines: list[str] = []
    flows = False
    for line in text.strip("\n").split("\n"):
        line = line.removeprefix(" ")
        if flows and not line.startswith(">"):
            lines[-1] = (lines[-1][:-1] if deletes_space else lines[-1]) + line
        else:
            lines.append(line)
        flows = line.endswith(" ") and line != "-- "
    return "\n".join(lines)


def _name_attachment(part: Message, number: int, taken: set[str]) -> str:
    """Return the name of an attachment, unlike those of the others."""
    name = _read_header_value(part.get_filename())
    name = name or f"{number}{_ENDINGS.get(part.get_content_type(), '')}"
    name = name if name not in taken else f"{number}-{name}"
    taken.add(name)
    return name


def _read_header_value(raw: str | None) -> str:
    if raw is None:
        return ""
    try:
        return str(make_header(decode_header(raw))).strip()
    except (LookupError, ValueError, UnicodeError, email.errors.HeaderParseError):
        return raw.strip()


def _take_bytes(part: Message) -> bytes:
    """Return the bytes of an attachment; a message is written out as it was."""
    if part.get_content_type() == "message/rfc822" and part.is_multipart():
        return _take_message(part)
    return _decode_transfer(part)


def _take_message(part: Message) -> bytes:
    """Return the bytes of an attached message, also of one that was packed in base64, which is not allowed."""
    inner = part.get_payload(0)
    if not isinstance(inner, Message):
        return b""
    if str(part.get("Content-Transfer-Encoding", "")).lower().strip() in ("base64", "quoted-printable"):
        inner["Content-Transfer-Encoding"] = part["Content-Transfer-Encoding"]
        return _decode_transfer(inner)
    return inner.as_bytes()


def _decode_transfer(part: Message) -> bytes:
    """Return the bytes of a part out of base64 or quoted-printable."""
    payload = part.get_payload(decode=True)
    return payload if isinstance(payload, bytes) else b""
