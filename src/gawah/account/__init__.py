"""An incident laid out for reading, whatever the page: facts in their order, each with the numbers of its quotes.

The terminal, the web pages and the dossier all draw an `Account`; none of them decides what is told or in which words.

    account = tell_incident(record)
    for fact in account.facts:
        print(fact.name, fact.said.words, fact.said.notes)
"""

from collections.abc import Sequence
from dataclasses import dataclass

from gawah import wording
from gawah.account.chain import Step, tell_chain
from gawah.account.disputes import (
    Dispute,
    DisputedValue,
    Statement,
    list_conflicts,
    list_statements,
    tell_dispute,
    tell_disputes,
)
from gawah.account.facts import Fact, Facts, nest, tell_facts, tell_figures, tell_headline
from gawah.account.notes import Cited, Note, Notebook, drop_contained, name_report
from gawah.account.silence import list_silent
from gawah.account.stated import name_stated, say_stated, say_who
from gawah.model import Incident
from gawah.phrases import mark, say
from gawah.record import IncidentRecord

__all__ = [
    "Account",
    "Cited",
    "Dispute",
    "DisputedValue",
    "Fact",
    "Note",
    "Notebook",
    "Statement",
    "Step",
    "drop_contained",
    "list_conflicts",
    "list_silent",
    "list_statements",
    "name_report",
    "name_stated",
    "nest",
    "say_standing",
    "say_stated",
    "say_who",
    "tell_dispute",
    "tell_incident",
    "tell_of",
]


@dataclass(frozen=True, slots=True)
class Account:
    """One incident in words."""

    incident: Incident
    tag: str
    """"Background: " or "Proceedings: " where the report tells it so; else empty."""
    headline: Cited
    facts: tuple[Fact, ...]
    """What, when, where, how many, who, whom, with what: in this order."""
    figures: tuple[Fact, ...]
    """Of a single report: the figures of every measure that more than one is given for, and what else differs in it."""
    disputes: tuple[Dispute, ...]
    """Of an incident with its reports: every field on which statements disagree, the figures first."""
    chain: tuple[Step, ...]
    """What followed."""


def tell_incident(record: IncidentRecord) -> tuple[Account, tuple[Note, ...]]:
    """Return an incident of the store in words, and the quotes that it rests on in the order of their numbers."""
    texts = [report.text_sha256 for report in record.reports]
    notebook = Notebook(texts if len(texts) > 1 else ())
    account = tell_of(record.incident, notebook, record)
    return account, notebook.list_notes()


def tell_of(incident: Incident, notebook: Notebook, record: IncidentRecord | None = None) -> Account:
    """Return an incident in words, its quotes numbered on in `notebook`; with `record`, where its reports disagree."""
    facts = Facts(incident, notebook)
    headline = tell_headline(facts)
    told = tell_facts(facts)
    figures = () if record else tell_figures(facts)
    disputes = tell_disputes(record, notebook) if record else ()
    tags = {"background": mark("Background: "), "proceedings": mark("Proceedings: ")}
    tag = say(tags[incident.told_as]) if incident.told_as in tags else ""
    return Account(incident, tag, headline, told, figures, disputes, tell_chain(facts))


def say_standing(incident: Incident) -> str:
    """Return how far people have come with an incident."""
    checked = incident.verification != "none" or incident.workflow != "new"
    standing: Sequence[str] = [
        wording.label("workflows", incident.workflow),
        wording.label("verifications", incident.verification),
    ]
    return wording.join_parts(standing) if checked else say("not checked by a person")
