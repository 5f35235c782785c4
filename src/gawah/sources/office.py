"""What DOCX and ODT have in common: a zip file of XML, read without following or running anything that it holds."""

import re
from collections.abc import Iterator
from io import BytesIO
from typing import Any
from zipfile import BadZipFile, ZipFile

from gawah.errors import ReportMalformed
from gawah.model import Given
from gawah.sources.about import give
from gawah.sources.limits import Limits
from gawah.sources.packages import refuse_large
from gawah.sources.structure import Piece, squeeze

_INSTEAD = "open it in a word processor and save it again"
_LONGEST_CITE = 300


def open_package(name: str, payload: bytes, limits: Limits) -> ZipFile:
    """Return the package in `payload`. Raises ReportTooLarge, and ReportMalformed where it is damaged."""
    refuse_large(name, payload, limits)
    try:
        return ZipFile(BytesIO(payload))
    except (BadZipFile, ValueError, EOFError, NotImplementedError) as error:
        raise _damaged(name, error) from None


def read_xml(name: str, package: ZipFile, inner: str) -> Any:
    """Return the root element of a part of the package, None where there is no such part. Raises ReportMalformed."""
    if inner not in package.namelist():
        return None
    if package.getinfo(inner).flag_bits & 1:
        raise encrypted(name)
    try:
        return parse_xml(name, package.read(inner))
    except (BadZipFile, ValueError, EOFError, NotImplementedError, OSError) as error:
        raise _damaged(name, error) from None


def parse_xml(name: str, payload: bytes) -> Any:
    """Return the root element of `payload`: no DTD, no entities but XML's own. Raises ReportMalformed."""
    from xml.etree.ElementTree import ParseError  # here, since only office documents need it

    from defusedxml import DefusedXmlException  # type: ignore[import-untyped]
    from defusedxml.ElementTree import fromstring  # type: ignore[import-untyped]

    try:
        return fromstring(payload, forbid_dtd=True)
    except DefusedXmlException:
        problem = "it defines entities of its own, which no word processor does and which can blow it up"
        raise ReportMalformed(name, problem, _INSTEAD) from None
    except (ParseError, LookupError, ValueError) as error:
        raise _damaged(name, error) from None


def encrypted(name: str) -> ReportMalformed:
    """Return the error for a document that needs a password."""
    return ReportMalformed(name, "this document is encrypted", "save it without a password and read that")


def nested_too_deep(name: str) -> ReportMalformed:
    """Return the error for a document whose elements lie in one another beyond what can be followed."""
    return ReportMalformed(name, "this document is nested too deep", _INSTEAD)


def _damaged(name: str, error: Exception) -> ReportMalformed:
    reason = " ".join(str(error).split())[:100] or type(error).__name__
    return ReportMalformed(name, f"this document is damaged ({reason})", _INSTEAD)


def tag(element: Any) -> str:
    """Return the name of an element without its namespace."""
    return str(element.tag).rpartition("}")[2]


def attribute(element: Any, name: str) -> str:
    """Return the attribute called `name`, in whatever namespace; "" where there is none."""
    if name in element.attrib:
        return str(element.attrib[name])
    return next((value for key, value in element.attrib.items() if key.endswith("}" + name)), "")


def child(element: Any, *names: str) -> Any:
    """Return the first child of the first child … of these names, None where there is none."""
    for name in names:
        if element is None:
            return None
        element = next((one for one in element if tag(one) == name), None)
    return element


def find_below(element: Any, name: str, without: frozenset[str] = frozenset()) -> Iterator[Any]:
    """Yield the elements of this name below `element`, none within one another, and none in those called `without`."""
    for one in element:
        if tag(one) == name:
            yield one
        elif tag(one) not in without:
            yield from find_below(one, name, without)


def give_properties(root: Any, cites: list[str], pieces: list[Piece]) -> list[Given]:
    """Return what a document cites, and where it shows no title that of its properties (`root`, or None).

    Of these no more is believed: the language is that of the program that wrote them, the date not that of the words.
    """
    said = {} if root is None else {tag(element): element.text or "" for element in root.iter() if len(element) == 0}
    notes = [squeeze(note.replace(";", ","))[:_LONGEST_CITE] for note in cites]
    titled = any(piece.kind == "title" for piece in pieces)
    found = (
        give("title", "" if titled else said.get("title", ""), "markup"),
        give("cites", "; ".join(note for note in notes if re.search(r"\w", note)), "markup"),
    )
    return [one for one in found if one]
