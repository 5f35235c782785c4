"""The codebook in print: as plain text for a terminal, as Markdown for the user's guide."""

import textwrap
from collections.abc import Iterable, Iterator, Mapping

from gawah.codebook import Codebook, Detail, Entry, Vocabulary

_TITLE = "The codebook"
_PREFACE = (
    "What Gawah codes, and how a coder decides. Each entry has a definition, an instruction, an invented example"
    " (FICTION: no place, person or group in one exists) and its crosswalk: what ACLED, GTD, UCDP GED, PLOVER, CAMEO,"
    " MUC-4 and the HURIDOCS Events formats call it. Where a crosswalk names several codes the first holds, unless a"
    " note says more.",
    "A value is coded only where a report's words say it, and it says what somebody said, never what happened.",
)
_WIDEST = 100
"""Text wider than this is hard to read, however wide the terminal."""


# --- plain text -------------------------------------------------------------------------------------------------------


def render_text(codebook: Codebook, width: int = 80, vocabularies: Iterable[str] | None = None) -> str:
    """Return the codebook, or the named vocabularies of it, as text of at most `width` columns."""
    width = min(width, _WIDEST)
    blocks = []
    if vocabularies is None:
        blocks = [_TITLE.upper(), *(_fill(paragraph, width) for paragraph in _PREFACE)]
    for name in codebook.names() if vocabularies is None else vocabularies:
        about = codebook.about(name)
        blocks.append(_text_head(about, width))
        blocks += [render_entry(codebook, entry, width) for entry in about.entries.values()]
    return "\n\n".join(blocks) + "\n"


def render_entry(codebook: Codebook, entry: Entry, width: int = 80) -> str:
    """Return one entry as text of at most `width` columns."""
    width = min(width, _WIDEST)
    lines = [f"{entry.id}: {entry.label}", _fill(entry.definition, width, "  ")]
    for name, text in _list_parts(codebook, entry):
        lines.append(_fill(text, width, f"  {name + ':':<12}", " " * 14))
    return "\n".join(lines)


def _text_head(about: Vocabulary, width: int) -> str:
    title = f"{about.label.upper()} ({about.id})"
    return "\n".join([title, "=" * len(title), _fill(about.definition, width)])


def _fill(text: str, width: int, first: str = "", rest: str | None = None) -> str:
    """Return `text` in lines of `width`, begun with `first`, further ones with `rest`; hyphened words stay whole."""
    rest = first if rest is None else rest
    return textwrap.fill(text, width, initial_indent=first, subsequent_indent=rest, break_on_hyphens=False)


# --- Markdown ---------------------------------------------------------------------------------------------------------


def render_markdown(codebook: Codebook) -> str:
    """Return the codebook as a page of Markdown with a list of its vocabularies at the top."""
    abouts = [codebook.about(name) for name in codebook.names()]
    blocks = [f"# {_TITLE}", *_PREFACE]
    blocks.append("\n".join(f"- [{about.label}](#{_anchor(about.label)})" for about in abouts))
    for about in abouts:
        blocks += [f"## {about.label}", f"`{about.id}`. {_escape(about.definition)}"]
        blocks += [_markdown_entry(codebook, entry) for entry in about.entries.values()]
    return "\n\n".join(blocks) + "\n"


def _markdown_entry(codebook: Codebook, entry: Entry) -> str:
    parts = [f"- *{name}*: {_escape(text)}" for name, text in _list_parts(codebook, entry)]
    return "\n".join([f"### `{entry.id}` {entry.label}", "", _escape(entry.definition), "", *parts])


def _anchor(heading: str) -> str:
    kept = "".join(c for c in heading.lower() if c.isalnum() or c in "_- ")
    return kept.replace(" ", "-")


def _escape(text: str) -> str:
    return "".join("\\" + c if c in "*_<>[]{}`|" else c for c in text)


# --- what both say of an entry ----------------------------------------------------------------------------------------


def _list_parts(codebook: Codebook, entry: Entry) -> Iterator[tuple[str, str]]:
    if entry.instruction:
        yield "Coder", entry.instruction
    if entry.example:
        yield "Example", entry.example
    if entry.vocabulary == "fields":
        yield from _list_places(codebook, entry)
    for name, detail in entry.details.items():
        yield name.replace("_", " ").capitalize(), _show_detail(detail)
    if entry.crosswalk:
        yield "Elsewhere", "; ".join(_show_codes(codebook, s, codes) for s, codes in entry.crosswalk.items())
    if entry.note:
        yield "Note", entry.note


def _list_places(codebook: Codebook, entry: Entry) -> Iterator[tuple[str, str]]:
    # What an incident holds is named from the incident, as evidence names it; the rest from the top of the record.
    for root in ("incident", "record", "incident_record"):
        paths = [f"/{path}" for path, found in codebook.field_paths(root).items() if found is entry]
        if paths:
            yield "Path", ", ".join(paths)
            return


def _show_detail(detail: Detail) -> str:
    if isinstance(detail, tuple):
        return ", ".join(detail)
    if isinstance(detail, Mapping):
        return ", ".join(f"{name} {number}" for name, number in detail.items())
    return str(detail)


def _show_codes(codebook: Codebook, scheme: str, codes: tuple[str, ...]) -> str:
    known = codebook.scheme(scheme)
    shown = [f"{code} ({known.codes[code]})" if known.codes[code] else code for code in codes]
    return f"{known.label} {', '.join(shown)}"
