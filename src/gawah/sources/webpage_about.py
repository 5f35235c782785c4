"""What a web page says of itself: in JSON-LD, `meta`, `link`, `time`, and in the marks of programs that save pages."""

import json
import re
from collections.abc import Iterator
from typing import Any

from gawah.sources.structure import squeeze

_ARTICLE_TYPES = frozenset(
    """
    Article NewsArticle ReportageNewsArticle AnalysisNewsArticle BackgroundNewsArticle OpinionNewsArticle
    ReviewNewsArticle LiveBlogPosting BlogPosting SocialMediaPosting Report ScholarlyArticle WebPage
    """.split()
)
_META = {
    "published": (
        "article:published_time",
        "og:article:published_time",
        "datepublished",
        "date",
        "dc.date",
        "dc.date.issued",
        "dcterms.date",
        "dcterms.created",
        "pubdate",
        "publishdate",
        "publish-date",
        "parsely-pub-date",
        "sailthru.date",
        "cxenseparse:recs:publishtime",
    ),
    "publisher": ("og:site_name", "application-name", "dc.publisher", "dcterms.publisher", "publisher"),
    "title": ("og:title", "twitter:title", "dc.title", "headline"),
    "url": ("og:url",),
    "language": ("dc.language", "content-language"),
}
"""Names of `meta` elements in lower case, the surest first."""
_SAVED_FROM = re.compile(r"saved from url=\(\d+\)\s*(https?://\S+)")
_SINGLE_FILE = re.compile(r"Page saved with SingleFile\s+url:\s*(https?://\S+)")
_DEEPEST = 20


def read_about(tree: Any) -> dict[str, str]:
    """Return what the page says of itself by key (title, published, publisher, url, language, kind)."""
    readers = (_read_linked_data, _read_meta, _read_links, _read_times, _read_marks)
    about: dict[str, str] = {}
    for read in readers:
        for key, value in read(tree):
            if value and squeeze(value):
                about.setdefault(key, squeeze(value))
    return about


def _read_linked_data(tree: Any) -> Iterator[tuple[str, str]]:
    """Yield what the first article of the page's JSON-LD says, articles of news before others."""
    found = [item for script in tree.iter("script") for item in _load_linked_data(script)]
    articles = [item for item in found if _types(item) & _ARTICLE_TYPES]
    for article in sorted(articles, key=lambda item: "WebPage" in _types(item)):
        yield "title", _text(article.get("headline"))
        yield "published", _text(article.get("datePublished"))
        yield "publisher", _text(article.get("publisher")) or _find_named(found, article.get("publisher"))
        yield "url", _text(article.get("mainEntityOfPage")) or _text(article.get("url"))
        yield "language", _text(article.get("inLanguage"))
        yield "kind", "news" if any("NewsArticle" in name for name in _types(article)) else ""


def _load_linked_data(script: Any) -> Iterator[dict[str, Any]]:
    """Yield the objects in a script of JSON-LD; of one that is damaged nothing."""
    if "ld+json" not in (script.get("type") or ""):
        return
    try:
        yield from _list_objects(json.loads(script.text or "", strict=False), 0)
    except (ValueError, RecursionError):
        return


def _list_objects(value: Any, depth: int) -> Iterator[dict[str, Any]]:
    if depth > _DEEPEST:
        return
    for item in value if isinstance(value, list) else [value]:
        if isinstance(item, dict):
            yield item
            yield from _list_objects(item.get("@graph", []), depth + 1)


def _types(item: dict[str, Any]) -> set[str]:
    named = item.get("@type")
    return {name for name in (named if isinstance(named, list) else [named]) if isinstance(name, str)}


def _text(value: Any) -> str:
    """Return a value of JSON-LD as text: a string, or the name of an object, or of the first of a list."""
    if isinstance(value, list):
        value = value[0] if value else ""
    if isinstance(value, dict):
        value = value.get("name") or (value.get("@id") if "name" not in value and "@type" in value else "")
    return value if isinstance(value, str) else ""


def _find_named(found: list[dict[str, Any]], reference: Any) -> str:
    """Return the name of the object that `reference` points to by its id."""
    wanted = reference.get("@id") if isinstance(reference, dict) else None
    return next((_text(item.get("name")) for item in found if wanted and item.get("@id") == wanted), "")


def _read_meta(tree: Any) -> Iterator[tuple[str, str]]:
    said: dict[str, str] = {}
    for meta in tree.iter("meta"):
        names = (meta.get("property"), meta.get("name"), meta.get("itemprop"), meta.get("http-equiv"))
        for name in filter(None, names):
            said.setdefault(name.lower(), meta.get("content") or "")
    for key, wanted in _META.items():
        yield from ((key, said[name]) for name in wanted if name in said)


def _read_links(tree: Any) -> Iterator[tuple[str, str]]:
    for link in tree.iter("link"):
        if link.get("rel") == "canonical" and (link.get("href") or "").startswith("http"):
            yield "url", link.get("href")
    yield "language", tree.get("lang") or tree.get("{http://www.w3.org/XML/1998/namespace}lang") or ""
    for title in tree.iter("title"):
        yield "title", title.text or ""
        return


def _read_times(tree: Any) -> Iterator[tuple[str, str]]:
    """Yield the date of a `time` element that is said to be that of publication, or that is the only one."""
    times = [time for time in tree.iter("time") if time.get("datetime")]
    for time in times:
        if time.get("itemprop") == "datePublished" or time.get("pubdate") is not None or len(times) == 1:
            yield "published", time.get("datetime")


def _read_marks(tree: Any) -> Iterator[tuple[str, str]]:
    """Yield the address that a browser, or SingleFile, writes into a page that it saves."""
    from lxml import etree  # type: ignore[import-untyped]

    top = tree.getroottree().getroot()
    comments = [*top.itersiblings(etree.Comment, preceding=True), *top.iter(etree.Comment)]
    for comment in comments:
        for mark in (_SAVED_FROM, _SINGLE_FILE):
            if found := mark.search(comment.text or ""):
                yield "url", found[1]
