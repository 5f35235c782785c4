"""RSS and Atom: each entry of a feed is a report, with its address, its date and the feed's publisher.

An entry's payload is its element as exclusive canonical XML, so that it has one id whichever feed it is taken from and
however that was laid out. The text is the entry's title as a head line, and its words: all of them where the feed has
them, else its summary.
"""

import re
from collections.abc import Iterator
from typing import Any
from urllib.parse import urlsplit

from gawah.errors import ReportEmpty, ReportError, ReportMalformed, ReportTooLarge
from gawah.model import Given, Source
from gawah.sources.about import give
from gawah.sources.decoding import normalise
from gawah.sources.derive import derive_source
from gawah.sources.fragment import read_fragment
from gawah.sources.head import read_head
from gawah.sources.limits import Limits

DERIVER = "feed@1"

_ROOT = re.compile(
    r"\s*(?:<\?xml[^>]{0,200}\?>\s*)?(?:<\?[^>]{0,500}\?>\s*|<!--(?:(?!-->).)*-->\s*)*"
    r"<(?:\w{1,20}:)?(?P<root>rss|feed|RDF)(?=[\s>])(?P<rest>[^>]*)",
    re.DOTALL,
)
_ENTRIES = ("item", "entry")
_TAGS = re.compile(r"</?[a-zA-Z][^<>]*>|&(?:#\d{1,7}|#x[0-9a-fA-F]{1,6}|\w{2,10});")
_MEND = "fetch the feed again, or save its entries as text"


def tells(payload: bytes, beginning: str) -> bool:
    """Whether the root is that of a feed: `rss`, `rdf:RDF` of RSS 1.0, or `feed` of Atom."""
    root = _ROOT.match(beginning)
    if root is None or root["root"] == "rss":
        return root is not None
    return "purl.org/rss" in beginning if root["root"] == "RDF" else "Atom" in root["rest"] or "atom" in root["rest"]


def read(name: str, payload: bytes, given: tuple[Given, ...], limits: Limits) -> Iterator[Source | ReportError]:
    """Yield the report in each entry, or what keeps it from being read. Raises ReportError."""
    from lxml import etree  # type: ignore[import-untyped]  # here, since only feeds need it

    root = _parse(name, payload)
    entries = [element for element in root.iter() if _name(element) in _ENTRIES]
    if not entries:
        raise ReportEmpty(name, "there are no entries in this feed", "give one that has some")
    if len(entries) > limits.parts:
        raise ReportTooLarge(name, f"there are over {limits.parts:,} entries in it", "split it")
    about = _read_feed(root)
    for number, entry in enumerate(entries, start=1):
        try:
            own = etree.tostring(entry, method="c14n", exclusive=True, with_tail=False)
            yield _read_entry(f"{name}#{number}", own, about, given, limits)
        except ReportError as error:
            yield error


def _parse(name: str, payload: bytes) -> Any:
    """Return the feed's root. Entities are not expanded, nothing is loaded. Raises ReportMalformed."""
    from lxml import etree

    parser = etree.XMLParser(
        resolve_entities=False, no_network=True, load_dtd=False, recover=True, remove_comments=True, remove_pis=True
    )
    try:
        root = etree.fromstring(payload.lstrip(), parser=parser)
    except (etree.LxmlError, ValueError) as error:
        raise ReportMalformed(name, f"this feed is damaged ({_shorten(error)})", _MEND) from None
    if root is None:
        raise ReportMalformed(name, "this feed is damaged beyond reading", _MEND)
    return root


def _shorten(error: Exception) -> str:
    return " ".join(str(error).split())[:100]


def _name(element: Any) -> str:
    """Return the name of an element without its namespace; "" for what is none, as an entity."""
    return element.tag.rpartition("}")[2] if isinstance(element.tag, str) else ""


# --- what a feed and its entries say ----------------------------------------------------------------------------------


def _read_feed(root: Any) -> dict[str, str]:
    """Return what the feed says of all its entries: its title is their publisher; its language is theirs."""
    channel = next((child for child in root if _name(child) == "channel"), root)
    said: dict[str, str] = {}
    for child in channel:
        if _name(child) in ("title", "language"):
            said.setdefault(_name(child), _say(child))
    language = said.get("language") or root.get("{http://www.w3.org/XML/1998/namespace}lang") or ""
    return {"publisher": _strip_tags(said.get("title", "")), "language": language}


def _say(element: Any) -> str:
    return "".join(element.itertext()).strip()


def _read_entry(name: str, own: bytes, about: dict[str, str], given: tuple[Given, ...], limits: Limits) -> Source:
    """Return the report in the entry whose XML is `own`."""
    import feedparser

    wrapped = b"<rss version='2.0'><channel>%s</channel></rss>" % own
    if b"<entry" in own[:200] or b":entry" in own[:200]:
        wrapped = b"<feed xmlns='http://www.w3.org/2005/Atom'>%s</feed>" % own
    parsed = feedparser.parse(wrapped, sanitize_html=True, resolve_relative_uris=False)
    if not parsed.entries:
        raise ReportMalformed(name, "this entry is damaged", _MEND)
    entry = parsed.entries[0]
    known = _list_known(entry, about)
    body = _read_words(entry)
    if not body.strip():
        raise ReportEmpty(name, "there is no text in this entry", "follow its link and read the page")
    found = [one for key, value in known.items() if value and (one := give(key, value, "feed"))]
    content = normalise(name, _add_head(body, known).strip("\n") + "\n")
    return derive_source(name, own, content, DERIVER, limits, given=(*given, *found))


def _list_known(entry: Any, about: dict[str, str]) -> dict[str, str]:
    """Return what an entry says of itself, and the feed of it, by key."""
    source = entry.get("source") or {}
    return {
        "title": _strip_tags(entry.get("title") or ""),
        "publisher": _strip_tags(source.get("title") or "") or about["publisher"],
        "published": entry.get("published") or entry.get("updated") or "",
        "url": _find_url(entry),
        "language": (entry.get("title_detail") or {}).get("language") or about["language"],
        "licence": entry.get("license") or entry.get("rights") or "",
    }


def _find_url(entry: Any) -> str:
    """Return the address of the page that an entry stands for: its link, or an id that is one."""
    for url in (entry.get("link"), entry.get("id")):
        if url and urlsplit(url).scheme in ("http", "https"):
            return str(url)
    return ""


def _read_words(entry: Any) -> str:
    """Return the words of an entry: the longest of its contents, else its summary."""
    texts = [_read_value(content) for content in entry.get("content") or []]
    if "summary" in entry:
        texts.append(_read_value({"value": entry.summary, **(entry.get("summary_detail") or {})}))
    return max(texts, key=len, default="")


def _read_value(value: Any) -> str:
    """Return the text of a content: plain where it says so and has no tags in it."""
    text = str(value.get("value") or "")
    return read_fragment(text) if _TAGS.search(text) else text.strip()


def _strip_tags(text: str) -> str:
    """Return a title as a line of plain text: some feeds put tags and entities of HTML into it."""
    text = read_fragment(text) if _TAGS.search(text) else text
    return " ".join(text.split())


def _add_head(body: str, known: dict[str, str]) -> str:
    """Return the words under a head that says what they are, unless they have one of their own."""
    head = read_head(body)
    if head.is_article or head.title or head.given:
        return body
    lines = [f"{key.capitalize()}: {known[key]}" for key in ("title", "publisher", "published") if known[key]]
    return "\n".join([*lines, "", body]) if lines else body
