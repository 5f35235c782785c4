"""What followed an incident, step by step."""

from dataclasses import dataclass

from gawah import wording
from gawah.account.facts import Facts
from gawah.account.notes import Cited
from gawah.model import Response
from gawah.phrases import say, say_number


@dataclass(frozen=True, slots=True)
class Step:
    """One step of the aftermath: what, by whom, who says so, and which other step it answers."""

    number: int
    when: str
    """Its date in words; empty where none is said."""
    said: Cited
    response: Response
    path: str
    answers: int | None = None
    """Number of the step that it answers; None where that is the incident."""


def tell_chain(facts: Facts) -> tuple[Step, ...]:
    """Return the steps in their order."""
    responses = facts.incident.responses
    numbers = {response.id: n for n, response in enumerate(responses, 1)}
    return tuple(
        _tell_step(facts, n, response, numbers.get(response.responds_to)) for n, response in enumerate(responses)
    )


def _tell_step(facts: Facts, n: int, response: Response, answers: int | None) -> Step:
    source = wording.say_source([response.speaker] if response.speaker else [])
    words = wording.join_parts([wording.say_response(response, facts.incident.place), source])
    words = say("{step}; answers {number}", step=words, number=say_number(answers)) if answers else words
    notes = facts.notebook.note(facts.evidence(f"/responses/{n}/type", *_where_told(n, response)))
    when = wording.say_when(response.date) if response.date else ""
    return Step(n + 1, when, Cited(words, notes), response, f"/responses/{n}", answers)


def _where_told(n: int, response: Response) -> list[str]:
    return [f"/responses/{n}/{name}" for name in ("actor", "date", "place") if getattr(response, name)]
