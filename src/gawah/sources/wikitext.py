"""Raw wikitext: infobox templates with all their parameters, templates of dates and positions, references as `cites`.

A template that is not known (`wikitext.yaml`) leaves nothing in the text: most say how a page looks.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path
from typing import Any

from gawah.errors import ReportMalformed
from gawah.model import Given, Source
from gawah.sources.about import give
from gawah.sources.decoding import decode, normalise
from gawah.sources.derive import derive_source
from gawah.sources.limits import Limits
from gawah.sources.structure import Piece, squeeze, write_key, write_pieces

DERIVER = "wikitext@1"

_DATA = Path(__file__).with_name("wikitext.yaml")
_INFOBOX = re.compile(r"\{\{\s*infobox\b[^{}]*(?:\||\Z)", re.IGNORECASE)
_MARKS = (
    r"\[\[[^\[\]\n]{1,200}\]\]",
    r"'''[^'\n]+'''",
    r"(?m)^==[^=\n]+==\s*$",
    r"<ref[ >/]",
    r"(?m)^\{\{[A-Za-z][^\n]*",
)
_ENOUGH_MARKS = 2
_SWITCH = re.compile(r"__[A-Z]{3,30}__")
_LANGUAGE_LINK = re.compile(r"[a-z]{2,3}(?:-[a-z]{2,8})?:")
_FILE = re.compile(r":?\s*(?:file|image|media)\s*:", re.IGNORECASE)
_NOT_SHOWN = re.compile(r"(?:category|template|help|portal)\s*:", re.IGNORECASE)
_FILE_OPTION = re.compile(
    r"thumb(?:nail)?|frame(?:d|less)?|left|right|center|centre|none|border|upright(?:=.*)?|\d*x?\d+\s*px|\w+=.*|"
    r"baseline|middle|sub|super|top|text-top|bottom|text-bottom",
    re.IGNORECASE,
)
_BREAK = "\v"
"""A line end that the markup asks for; one that merely stands in it is a blank."""
_LONGEST_DATE = 6
_MOST_CITES = 400
_MOST_OPEN = 500


def tells(payload: bytes, beginning: str) -> bool:
    """Whether an infobox template stands in the beginning, or two kinds of marks that only wikitext has."""
    if "{{" not in beginning and "[[" not in beginning:
        return False
    if _INFOBOX.search(beginning):
        return True
    return sum(re.search(mark, beginning) is not None for mark in _MARKS) >= _ENOUGH_MARKS


def read(name: str, payload: bytes, given: tuple[Given, ...], limits: Limits) -> Iterator[Source]:
    """Yield the one article in `payload`. Raises ReportError."""
    yield derive_article(name, payload, decode(name, payload), DERIVER, limits, given=given)


def derive_article(
    name: str,
    payload: bytes,
    markup: str,
    deriver: str,
    limits: Limits,
    *,
    title: str | None = None,
    given: tuple[Given, ...] = (),
) -> Source:
    """Return the source of an article in wikitext; what it cites is given beside its text. Raises ReportError."""
    _check_brackets(name, markup)
    try:
        article = _read_article(markup)
    except RecursionError:
        raise ReportMalformed(name, "this wikitext is nested too deep", "take out the templates within it") from None
    title = title or _find_title(article.pieces)
    parts = [Piece("title", title), *article.pieces] if title else article.pieces
    content = normalise(name, write_pieces(parts))
    cited = give("cites", "; ".join(article.cites), "markup")
    about = (*given, *([cited] if cited else []))
    return derive_source(name, payload, content, deriver, limits, kind="encyclopedia", given=about)


def _check_brackets(name: str, markup: str) -> None:
    """Raise ReportMalformed where very many brackets are open: reading them takes time squared in their number."""
    for opens, closes in (("{{", "}}"), ("[[", "]]"), ("{|", "|}"), ("<", ">")):
        if markup.count(opens) - markup.count(closes) > _MOST_OPEN:
            raise ReportMalformed(name, f"over {_MOST_OPEN} times {opens} stands in it and is not closed", "mend it")


@dataclass(slots=True)
class _Article:
    """What an article was read as, so far."""

    pieces: list[Piece] = field(default_factory=list)
    cites: list[str] = field(default_factory=list)

    def cite(self, cited: str) -> None:
        """Note something that the article cites, once."""
        cited = squeeze(cited.replace(";", ","))
        if cited and cited not in self.cites and len(self.cites) < _MOST_CITES:
            self.cites.append(cited)


def _read_article(markup: str) -> _Article:
    import mwparserfromhell  # here, since only wikitext needs it

    article = _Article()
    stream: list[str | Piece] = []
    _flow(mwparserfromhell.parse(_SWITCH.sub("", markup)), stream, article)
    article.pieces = list(_gather(stream))
    return article


def _find_title(pieces: Sequence[Piece]) -> str | None:
    """Return the infobox's title where the markup has none of its own: a page's name stands outside its wikitext."""
    if any(piece.kind == "title" for piece in pieces):
        return None
    return next((piece.text for piece in pieces if piece.kind == "row" and piece.key in ("Title", "Event name")), None)


# --- from nodes to a stream of words and parts ------------------------------------------------------------------------


def _flow(code: Any, stream: list[str | Piece], article: _Article) -> None:
    """Append to `stream` what each node of `code` shows: words, or parts of the page."""
    for node in code.nodes if hasattr(code, "nodes") else []:
        show = _SHOW.get(type(node).__name__)
        if show:
            show(node, stream, article)


def _say(code: Any, article: _Article) -> str:
    """Return what `code` shows within a line, its parts run together."""
    if code is None:
        return ""
    stream: list[str | Piece] = []
    _flow(code, stream, article)
    return "".join(piece if isinstance(piece, str) else f"\n{piece.text}\n" for piece in stream)


def _show_text(node: Any, stream: list[str | Piece], article: _Article) -> None:
    stream.append(str(node.value))


def _show_entity(node: Any, stream: list[str | Piece], article: _Article) -> None:
    try:
        stream.append(node.normalize())
    except (ValueError, OverflowError):  # a number that is no character
        stream.append(str(node))


def _show_heading(node: Any, stream: list[str | Piece], article: _Article) -> None:
    words = _say(node.title, article)
    stream.append(Piece("title" if node.level == 1 else "heading", words, level=node.level))


def _show_link(node: Any, stream: list[str | Piece], article: _Article) -> None:
    target = str(node.title).strip()
    if _FILE.match(target):
        if caption := _find_caption(node, article):
            stream.append(Piece("paragraph", caption))
    elif not (_NOT_SHOWN.match(target) or _LANGUAGE_LINK.match(target)):
        words = _say(node.text, article) if node.text is not None else ""
        stream.append(words or target.removeprefix(":"))


def _find_caption(node: Any, article: _Article) -> str:
    """Return a picture's caption: the last of its options that is none."""
    if node.text is None:
        return ""
    options = _say(node.text, article).split("|")
    captions = [option for option in options if not _FILE_OPTION.fullmatch(option.strip())]
    return captions[-1] if captions else ""


def _show_address(node: Any, stream: list[str | Piece], article: _Article) -> None:
    if node.title is not None:
        stream.append(_say(node.title, article))
    elif not node.brackets:
        stream.append(str(node.url))


def _show_tag(node: Any, stream: list[str | Piece], article: _Article) -> None:
    tag = str(node.tag).strip().lower()
    if tag == "ref":
        _cite(node.contents, article)
    elif tag in ("li", "dd", "dt") and node.wiki_markup:
        stream.append("\n" + str(node.wiki_markup)[0])
    elif tag in ("br", "hr"):
        stream.append(_BREAK if tag == "br" else "\n\n")
    elif tag in ("table", "tr", "gallery", "blockquote", "p", "div", "poem", "ul", "ol", "center"):
        _show_block(tag, node, stream, article)
    elif tag in ("td", "th"):
        stream.append(f"{squeeze(_say(node.contents, article))} ")
    elif tag == "references":
        _say(node.contents, article)
    elif tag not in ("math", "timeline", "score", "templatestyles", "style", "script", "mapframe", "graph"):
        _flow(node.contents, stream, article)


def _show_block(tag: str, node: Any, stream: list[str | Piece], article: _Article) -> None:
    """Show a tag that stands on lines of its own; a row of a table is a line, a picture of a gallery its caption."""
    if tag == "gallery":
        lines = [line.partition("|")[2] for line in _say(node.contents, article).split("\n")]
        stream += [Piece("paragraph", line) for line in lines if line]
        return
    stream.append("\n\n")
    if tag == "poem":
        stream.append(_say(node.contents, article).strip().replace("\n", _BREAK))
    else:
        _flow(node.contents, stream, article)
    stream.append("\n\n")


def _show_template(node: Any, stream: list[str | Piece], article: _Article) -> None:
    name = _name(node)
    if name.startswith("infobox"):
        _show_infobox(node, stream, article)
    elif name.startswith(("cite ", "citation")) and "needed" not in name:
        _cite_template(node, article)
    else:
        stream.append(_say_template(name, node, article))


def _name(node: Any) -> str:
    return squeeze(str(node.name).replace("_", " ")).lower()


def _show_infobox(node: Any, stream: list[str | Piece], article: _Article) -> None:
    """Show every parameter that says something, in the template's order; an infobox within it follows it."""
    within: list[Piece] = []
    for parameter in node.params:
        inner: list[str | Piece] = []
        _flow(parameter.value, inner, article)
        within += [piece for piece in inner if isinstance(piece, Piece)]
        words = "".join(piece for piece in inner if isinstance(piece, str))
        if value := _join_lines(words):
            stream.append(Piece("row", value, write_key(str(parameter.name))))
    stream += within


def _join_lines(value: str) -> str:
    """Return the lines of a value, and the items of a list in it, as one line: "A, B"."""
    lines = [squeeze(line.lstrip("*#:; ")) for line in re.split(rf"[\n{_BREAK}]", value)]
    return re.sub(r"([,;:]) *,", r"\1", ", ".join(line for line in lines if line))


_SHOW = {
    "Text": _show_text,
    "HTMLEntity": _show_entity,
    "Heading": _show_heading,
    "Wikilink": _show_link,
    "ExternalLink": _show_address,
    "Tag": _show_tag,
    "Template": _show_template,
}


# --- templates --------------------------------------------------------------------------------------------------------


@cache
def _templates() -> Any:
    import yaml  # here, since most reports are no wikitext

    return yaml.safe_load(_DATA.read_text(encoding="utf-8"))


def _say_template(name: str, node: Any, article: _Article) -> str:
    """Return what a template shows, as far as it is known; nothing of any other."""
    known = _templates()
    if name in known["shown"]:
        return _say_shown(known["shown"][name], node, article)
    if name in known["lists"]:
        return "".join(f"\n*{value}" for value in _numbered(node, article) if value)
    if name in known["dates"]:
        return _say_date(_numbered(node, article), _is_day_first(node))
    if name in known["date_ranges"]:
        return _say_range(_numbered(node, article), _is_day_first(node))
    if name in known["before"]:
        return str(known["before"][name]) + _say_date(_numbered(node, article), True)
    if name in known["quantities"]:
        return " ".join(_numbered(node, article)[:2])
    if name in known["coordinates"]:
        return _say_position(_numbered(node, article))
    return str(known["literal"].get(name, ""))


def _say_shown(wanted: Sequence[int | str], node: Any, article: _Article) -> str:
    for key in wanted:
        if key == "last":
            return next((value for value in reversed(_numbered(node, article)) if value), "")
        if node.has(str(key)) and (words := _say(node.get(str(key)).value, article)):
            return words
    return ""


def _numbered(node: Any, article: _Article) -> list[str]:
    """Return what the parameters without a name show, in order."""
    return [squeeze(_say(p.value, article)) for p in node.params if not p.showkey or str(p.name).strip().isdigit()]


def _is_day_first(node: Any) -> bool:
    return not (node.has("mf") and str(node.get("mf").value).strip().lower() in ("y", "yes", "true"))


_MONTHS = (
    *("January", "February", "March", "April", "May", "June", "July", "August", "September", "October"),
    *("November", "December"),
)


def _say_date(values: Sequence[str], day_first: bool) -> str:
    """Return "3 January 2021" of year, month and day, "05:30, 3 January 2021" of hour and minute too."""
    year, month, day, hour, minute, _ = (*values[:_LONGEST_DATE], *[""] * _LONGEST_DATE)[:_LONGEST_DATE]
    name = _MONTHS[int(month) - 1] if month.isdecimal() and 1 <= int(month) <= len(_MONTHS) else month
    day = day.lstrip("0")
    said = " ".join(filter(None, [day, name, year] if day_first or not day else [name, f"{day},", year]))
    timed = hour.isdecimal() and minute.isdecimal() and len(hour) <= 2 and len(minute) <= 2
    return f"{int(hour):02}:{int(minute):02}, {said}" if timed else said


def _say_range(values: Sequence[str], day_first: bool) -> str:
    """Return "3 January 2021 – 5 January 2021"."""
    return " – ".join(filter(None, (_say_date(values[:3], day_first), _say_date(values[3:6], day_first))))


def _say_position(values: Sequence[str]) -> str:
    """Return "29°52′N 67°20′E" of degrees, minutes and seconds, and decimal degrees as they stand."""
    signs, said, words = "°′″", "", []
    for n, value in enumerate(values):
        if value in ("N", "S", "E", "W"):
            words.append(said + value)
            said = ""
        elif re.fullmatch(r"-?[\d.]+", value):
            said += value + signs[min(len(re.findall("[°′″]", said)), 2)]
        elif n:
            break
    if words:
        return " ".join(words)
    return ", ".join(part for part in said.replace("′", "°").split("°") if part)


# --- what is cited ----------------------------------------------------------------------------------------------------

_PUBLISHERS = ("work", "newspaper", "website", "magazine", "journal", "agency", "publisher")


def _cite(contents: Any, article: _Article) -> None:
    """Note what a reference names: the publications of its citation templates, else its own words."""
    if contents is None:
        return
    known = len(article.cites)
    words = squeeze(_say(contents, article))
    templates = contents.filter_templates(matches=lambda node: _name(node).startswith(("cite ", "citation")))
    if len(article.cites) == known and words and not templates:
        article.cite(words)


def _cite_template(node: Any, article: _Article) -> None:
    """Note a publication with the title, the date and the address that a citation gives."""
    publisher = next((said for key in _PUBLISHERS if (said := _parameter(node, key, article))), "")
    about = (_parameter(node, key, article) for key in ("title", "date", "url"))
    article.cite(", ".join(filter(None, (publisher, *about))))


def _parameter(node: Any, key: str, article: _Article) -> str:
    return squeeze(_say(node.get(key).value, article)) if node.has(key) else ""


# --- from the stream to parts -----------------------------------------------------------------------------------------


def _gather(stream: Sequence[str | Piece]) -> Iterator[Piece]:
    """Yield the parts of a page: words between blank lines are a paragraph, lines with a list's mark its items."""
    words = ""
    for piece in [*stream, Piece("paragraph", "")]:
        if isinstance(piece, str):
            words += piece
            continue
        yield from _split_lines(words)
        words = ""
        yield piece


def _split_lines(words: str) -> Iterator[Piece]:
    paragraph: list[str] = []
    for line in [*words.split("\n"), ""]:
        stripped = line.strip(" \t")
        if stripped and stripped[0] not in "*#;:":
            paragraph.append(stripped)
            continue
        if paragraph:
            yield Piece("paragraph", " ".join(paragraph).replace(_BREAK, "\n"))
            paragraph = []
        if stripped:
            mark = stripped[0]
            said = stripped.lstrip("*#;: ").replace(_BREAK, " ")
            yield Piece("item" if mark in "*#" else "paragraph", said)
