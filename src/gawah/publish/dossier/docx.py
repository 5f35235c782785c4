"""The dossier as a Word document, for those who go on writing in it. Its drawings stay in the other formats."""

import io
from typing import Any

from gawah.account import Cited, Dispute
from gawah.errors import ExtraMissing
from gawah.publish.dossier import Dossier


def write_docx(dossier: Dossier) -> bytes:
    """Return the document. Raises ExtraMissing without python-docx."""
    try:
        from docx import Document
    except ImportError:
        raise ExtraMissing("a dossier as DOCX", "docx") from None
    document = Document()
    _write_head(document, dossier)
    _write_facts(document, dossier)
    if dossier.account.disputes:
        document.add_heading("Where the reports disagree", 1)
    for dispute in dossier.account.disputes:
        _write_dispute(document, dispute)
    _write_chain(document, dossier)
    _write_end(document, dossier)
    made = io.BytesIO()
    document.save(made)
    return made.getvalue()


def _write_head(document: Any, dossier: Dossier) -> None:
    document.core_properties.title = dossier.headline.words
    document.core_properties.author = ""
    document.core_properties.comments = ""
    if not dossier.is_public:
        document.add_paragraph().add_run("For the project's own people. Not for release.").bold = True
    _cite(document.add_heading(level=0), dossier.headline)
    graphic = " · contains descriptions of violence" if dossier.has_graphic else ""
    document.add_paragraph(f"{dossier.id} · {dossier.standing}{graphic}")
    for said in dossier.summary:
        _cite(document.add_paragraph(style="Intense Quote"), said)


def _write_facts(document: Any, dossier: Dossier) -> None:
    document.add_heading("What is documented", 1)
    facts = [fact for fact in dossier.account.facts if fact.said.words]
    table = document.add_table(rows=0, cols=2)
    for fact in facts:
        name, said = table.add_row().cells
        name.text = fact.name
        _cite(said.paragraphs[0], fact.said)


def _write_dispute(document: Any, dispute: Dispute) -> None:
    document.add_heading(dispute.field, 2)
    table = document.add_table(rows=1, cols=3, style="Table Grid")
    for cell, words in zip(table.rows[0].cells, ("Value", "Who says so", "Words"), strict=True):
        cell.text = words
    for value in dispute.values:
        for said in value.statements:
            cells = table.add_row().cells
            cells[0].text = f"{value.words} (chosen)" if value.chosen else value.words
            report = f", report {said.report}" if said.report else ""
            cells[1].text = said.who + report + (f", {said.published}" if said.published else "")
            _cite(cells[2].paragraphs[0], Cited(said.words, said.notes))
    document.add_paragraph(f"Chosen because it is {dispute.why} ({dispute.policy}).")


def _write_chain(document: Any, dossier: Dossier) -> None:
    if not dossier.account.chain:
        return
    document.add_heading("What followed", 1)
    for step in dossier.account.chain:
        paragraph = document.add_paragraph(style="List Number")
        paragraph.add_run(f"{step.when or 'no date said'}: ").italic = True
        _cite(paragraph, step.said)


def _write_end(document: Any, dossier: Dossier) -> None:
    document.add_heading("Where", 1)
    document.add_paragraph(dossier.place_caption)
    if dossier.silent:
        document.add_heading("What no report says, or was not found", 1)
        document.add_paragraph(", ".join(dossier.silent))
    document.add_heading("Reports", 1)
    for report in dossier.reports:
        url = f" {report.url}" if report.url else ""
        document.add_paragraph(f"{report.letter}  {report.title}, {report.about}{url} {report.hash}")
    document.add_heading("The words", 1)
    for note in dossier.notes:
        letter, said = f"{note.report} " if note.report else "", f", said by {note.said_by}" if note.said_by else ""
        flag = "describes violence in detail: " if note.graphic else ""
        document.add_paragraph(f"[{note.number}] {letter}{flag}{note.words} {note.place}{said}")
    document.add_heading("How this was made", 1)
    for words in (*dossier.method, *(f"Withheld: {words}" for words in dossier.withheld), *dossier.history):
        document.add_paragraph(words)


def _cite(paragraph: Any, said: Cited) -> None:
    paragraph.add_run(said.words).bold = said.strong
    if said.notes:
        marks = paragraph.add_run(f" [{', '.join(map(str, said.notes))}]")
        marks.font.superscript = True
