"""Bytes to text: decoded, NFC-normalised, with "\\n" line ends and no byte-order mark, and nothing else changed.

UTF-8 is expected and UTF-16 or UTF-32 is read where a byte-order mark announces it. Bytes that are none of these are
read as Windows-1252, which is what most old Western text is in, if they plausibly are that: few letters beyond ASCII,
no control characters, and nothing that looks like damaged UTF-8. All else is refused rather than read as garbage.
"""

import codecs
import re
import unicodedata

from gawah.errors import ReportUndecodable

_SAVE_AS_UTF8 = "save it as UTF-8 text and read that"

_MARKS = (  # UTF-32 first: its little-endian mark begins with that of UTF-16
    (codecs.BOM_UTF32_LE, "utf-32-le"),
    (codecs.BOM_UTF32_BE, "utf-32-be"),
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)

_UNPACK = "unpack it and read what is in it"
_AS_TEXT = "save its text as a .txt file and read that"
_FOREIGN = (
    (b"%pdf-", "a PDF", _AS_TEXT),
    (b"pk\x03\x04", "an office document", _AS_TEXT),
    (
        b"\xd0\xcf\x11\xe0",
        "an old office document, or one with a password",
        "save it without a password as .docx or .xlsx",
    ),
    (b"7z\xbc\xaf\x27\x1c", "a 7z archive", _UNPACK),
    (b"rar!", "a RAR archive", _UNPACK),
    (b"bzh", "a bzip2 archive", _UNPACK),
    (b"\xfd7zxz\x00", "an xz archive", _UNPACK),
    (b"(\xb5/\xfd", "a zstandard archive", _UNPACK),
    (b"{\\rtf", "a rich-text document", _AS_TEXT),
    (b"<!doctype html", "a web page", _AS_TEXT),
    (b"<html", "a web page", _AS_TEXT),
    (b"<?xml", "an XML document", _AS_TEXT),
    (b"<!doctype", "a document of a type that is not known", _AS_TEXT),
)
"""How formats begin that are known and not read, in lower case; what to call them; what to do."""

_CONTROL = re.compile("[\x00-\x08\x0e-\x1a\x1c-\x1f\x7f]")
_MOST_CONTROLS = 0.02
"""Share of control characters beyond which something that decodes is no text. NUL is never part of one."""

_SEQUENCE_OF_UTF8 = re.compile(rb"[\xc2-\xdf][\x80-\xbf]|[\xe0-\xef][\x80-\xbf]{2}|[\xf0-\xf4][\x80-\xbf]{3}")
_HIGH = bytes(range(0x80, 0x100))
_MOST_HIGH = 0.2
"""Share of bytes beyond ASCII above which a text is no Western one."""

_LONGEST_PILE = 64
"""Combining marks on one letter; Unicode's own stream-safe format stops at 30."""
_MAYBE_PILE = re.compile(rf"[^\w\s\x00-\u02ff]{{{_LONGEST_PILE + 1},}}")


def sniff(payload: bytes, size: int = 4096) -> str:
    """Return the beginning of `payload` as text, whatever it takes: to tell a format by, never to read from."""
    mark, encoding = _find_mark(payload)
    return payload[len(mark) : size].decode(encoding, "replace").replace("\r\n", "\n").replace("\r", "\n")


def to_utf8(name: str, payload: bytes) -> bytes:
    """Return `payload` without byte-order mark, and in UTF-8 if its mark says that it is UTF-16 or UTF-32."""
    mark, encoding = _find_mark(payload)
    if encoding == "utf-8":
        return payload[len(mark) :]
    return _decode_strictly(name, payload[len(mark) :], encoding).encode("utf-8")


def decode(name: str, payload: bytes, charset: str | None = None) -> str:
    """Return `payload` as normal text (see `normalise`). Raises ReportUndecodable, under the report's `name`.

    `charset` is the encoding that it was said to be in: believed where it is neither marked as another nor UTF-8.
    """
    mark, encoding = _find_mark(payload)
    body = payload[len(mark) :]
    said = None if mark else _decode_as_said(body, charset)
    read = _decode_strictly if mark else _decode_unmarked
    return normalise(name, read(name, body, encoding) if said is None else said)


def _decode_as_said(body: bytes, charset: str | None) -> str | None:
    """Return `body` in the encoding called `charset`; None where it is UTF-8, or is not in that encoding."""
    if charset is None or _is_utf8(body):
        return None
    try:
        return body.decode(charset)
    except (LookupError, ValueError):
        return None


def _is_utf8(body: bytes) -> bool:
    try:
        body.decode("utf-8")
    except UnicodeDecodeError:
        return False
    return True


def normalise(name: str, text: str) -> str:
    """Return `text` in NFC with "\\n" line ends. Raises ReportUndecodable for what is no text of whole characters."""
    _refuse_controls(name, text)
    if "\r" in text:
        text = text.replace("\r\n", "\n").replace("\r", "\n")
    if text.isascii():
        return text
    refuse_surrogates(name, text)
    _refuse_piles(name, text)
    return unicodedata.normalize("NFC", text)


def refuse_surrogates(name: str, text: str) -> None:
    """Raise ReportUndecodable if `text` holds half of a character: a surrogate without its other half."""
    try:
        text.encode("utf-8")
    except UnicodeEncodeError as error:
        problem = f"character {error.start + 1} of a text in it is half a character (a lone surrogate)"
        raise ReportUndecodable(name, problem, "export it again with whole characters") from None


def refuse_foreign(name: str, payload: bytes) -> None:
    """Raise ReportUndecodable if `payload` begins as a format does that is known and is not read."""
    beginning = payload[:64].removeprefix(codecs.BOM_UTF8).lstrip().lower()
    for mark, what, remedy in _FOREIGN:
        if beginning.startswith(mark):
            raise ReportUndecodable(name, f"this is {what}, not plain text", remedy)


def _find_mark(payload: bytes) -> tuple[bytes, str]:
    """Return the byte-order mark at the head of `payload`, if any, and the encoding to read the rest in."""
    return next(((mark, encoding) for mark, encoding in _MARKS if payload.startswith(mark)), (b"", "utf-8"))


def _decode_strictly(name: str, body: bytes, encoding: str) -> str:
    try:
        return body.decode(encoding)
    except UnicodeDecodeError as error:
        problem = f"its byte-order mark says {encoding.upper()}, but byte {error.start + 1} after it is not"
        raise ReportUndecodable(name, problem, _SAVE_AS_UTF8) from None


def _decode_unmarked(name: str, body: bytes, encoding: str) -> str:
    try:
        return body.decode(encoding)
    except UnicodeDecodeError as error:
        return _decode_western(name, body, error.start)


def _decode_western(name: str, body: bytes, first_bad: int) -> str:
    """Return `body` read as Windows-1252, where that is plausible."""
    if b"\x00" in body:
        raise ReportUndecodable(name, "it is binary, or text in UTF-16 without a byte-order mark", _SAVE_AS_UTF8)
    high = len(body) - len(body.translate(None, _HIGH))
    if 2 * sum(map(len, _SEQUENCE_OF_UTF8.findall(body))) > high:
        raise ReportUndecodable(name, f"it is damaged UTF-8: byte {first_bad + 1} fits no character", _SAVE_AS_UTF8)
    try:
        text = body.decode("cp1252")
    except UnicodeDecodeError:
        raise ReportUndecodable(name, "it is binary, or in an encoding that is not known", _SAVE_AS_UTF8) from None
    if high > _MOST_HIGH * len(body):
        raise ReportUndecodable(name, "it is neither UTF-8 nor Western text", _SAVE_AS_UTF8)
    return text


def _refuse_controls(name: str, text: str) -> None:
    if "\x00" in text or sum(1 for _ in _CONTROL.finditer(text)) > _MOST_CONTROLS * len(text):
        raise ReportUndecodable(name, "it is binary, not text", "read the text of it instead")


def _refuse_piles(name: str, text: str) -> None:
    """Raise ReportUndecodable for a letter under hundreds of accents: normalising it takes time squared in them."""
    for stretch in _MAYBE_PILE.finditer(text):
        height = 0
        for character in stretch.group():
            height = height + 1 if unicodedata.combining(character) else 0
            if height > _LONGEST_PILE:
                problem = f"it has over {_LONGEST_PILE} combining marks on one letter"
                raise ReportUndecodable(name, problem, "take the noise out of its text")
