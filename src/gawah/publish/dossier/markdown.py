"""The dossier as Markdown, with footnotes as most readers of Markdown know them."""

import re
from collections.abc import Iterator

from gawah.account import Cited, Dispute
from gawah.publish.dossier import Dossier

_SPECIAL = re.compile(r"([\\`*_{}\[\]<>#|~$!])")


def write_markdown(dossier: Dossier) -> str:
    """Return the dossier, without its drawings: its tables and lists say what they show."""
    return "\n".join(_write_lines(dossier)).rstrip() + "\n"


def _write_lines(dossier: Dossier) -> Iterator[str]:
    yield from _write_head(dossier)
    yield from ("## What is documented", "")
    for fact in dossier.account.facts:
        name = f"**{_escape(fact.name)}:** " if fact.name else ""
        yield f"{'  ' * (fact.depth + (not fact.name))}- {name}{_cite(fact.said)}"
    for dispute in dossier.account.disputes:
        yield from _write_dispute(dispute, dispute is dossier.account.disputes[0])
    if dossier.account.chain:
        yield from ("", "## What followed", "")
        yield from (f"{s.number}. {_escape(s.when or 'no date said')}: {_cite(s.said)}" for s in dossier.account.chain)
    yield from ("", "## Where", "", _escape(dossier.place_caption))
    if dossier.silent:
        yield from ("", "## What no report says, or was not found", "", _escape(", ".join(dossier.silent)))
    yield from _write_end(dossier)


def _write_head(dossier: Dossier) -> Iterator[str]:
    yield f"# {_cite(dossier.headline)}"
    yield ""
    if not dossier.is_public:
        yield from ("**For the project's own people. Not for release.**", "")
    graphic = " · contains descriptions of violence" if dossier.has_graphic else ""
    yield from (f"{dossier.id} · {_escape(dossier.standing)}{graphic}", "")
    for said in dossier.summary:
        yield from (f"> {_cite(said)}", ">")
    yield ""


def _write_dispute(dispute: Dispute, is_first: bool) -> Iterator[str]:
    if is_first:
        yield from ("", "## Where the reports disagree")
    yield from ("", f"### {_escape(dispute.field)}", "", "| Value | Who says so | Words |", "|---|---|---|")
    for value in dispute.values:
        words = f"**{_escape(value.words)}** (chosen)" if value.chosen else _escape(value.words)
        for said in value.statements:
            where = f", report {said.report}" if said.report else ""
            published = f", {said.published}" if said.published else ""
            yield f"| {words} | {_escape(said.who + where + published)} | {_escape(said.words)}{_mark(said.notes)} |"
    yield from ("", f"Chosen because it is {_escape(dispute.why)} ({_escape(dispute.policy)}).")


def _write_end(dossier: Dossier) -> Iterator[str]:
    yield from ("", "## Reports", "")
    for report in dossier.reports:
        url = f" <{report.url}>" if report.url else ""
        yield f"- **{report.letter}** {_escape(report.title)}, {_escape(report.about)}{url} `{report.hash}`"
    yield from ("", "## How this was made", "")
    for words in dossier.method:
        yield from (_escape(words), "")
    yield from (f"- Withheld: {_escape(words)}" for words in dossier.withheld)
    yield from (f"- {_escape(words)}" for words in dossier.history)
    yield ""
    for note in dossier.notes:
        letter = f"{note.report} " if note.report else ""
        said = f", said by {_escape(note.said_by)}" if note.said_by else ""
        flag = " (describes violence in detail)" if note.graphic else ""
        yield f"[^{note.number}]: {letter}{_escape(note.words)} {note.place}{said}{flag}"


def _cite(said: Cited) -> str:
    words = _escape(said.words)
    return (f"**{words}**" if said.strong and words else words) + _mark(said.notes)


def _mark(notes: tuple[int, ...]) -> str:
    return "".join(f"[^{number}]" for number in notes)


def _escape(words: str) -> str:
    """Return words from a report so that nothing in them is taken for markup."""
    return _SPECIAL.sub(r"\\\1", words)
