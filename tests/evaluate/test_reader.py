"""The reader's rules: what read a value, and what was weighed where a value is missing. The text is FICTION."""

import pytest

from gawah.errors import ReportEmpty
from gawah.evaluate.reader import Reader
from gawah.model import Assertion, Coding, Event, Link, Rival, Span

TEXT = "FICTION\n\nA bomb killed three people in Tarsk on 3 May 2031. Police arrested two men.\n"


def span(words):
    start = TEXT.index(words)
    return Span(start, start + len(words))


def code(inputs):
    """A coder that finds what is in TEXT, by rules with telling names."""
    return [code_one(source) for source in inputs]


def code_one(source):
    event = Event.of(source, "test@1", "incident", span("A bomb"))
    arrest = Event.of(source, "test@1", "response", span("arrested"))
    figure = {"measure": "killed", "low": 3, "best": 3, "high": 3, "said": "number", "words": "three"}

    def say(about, field, value, words, rule):
        return Assertion.of(about, field, value, [span(words)], rule=rule)

    said = (
        say(event, "type", "bombing", "A bomb", "type.noun"),
        say(event, "figures/f1", figure, "killed three people", "count.active"),
        say(event, "weapons/w1", {"class": "explosive", "type": "bomb", "text": "bomb"}, "bomb", "weapon.word"),
        say(arrest, "type", "arrest", "arrested two men", "response.verb"),
        say(arrest, "actor", "Police", "Police", "response.subject"),
    )
    links = (Link.of("response_to", arrest.id, event.id, "test@1"),)
    rivals = (Rival(event.id, "date", "2031-05-03", span("3 May 2031"), "date.absolute", "too far from the act"),)
    return Coding(source, "test@1", (event, arrest), said, links, rivals=rivals)


@pytest.fixture
def reader():
    reader = Reader(code)
    reader.record = reader.predict("bomb", TEXT)
    return reader


def test_the_record_is_read(reader):
    (incident,) = reader.record["incidents"]
    assert (incident["type"], incident["killed"]["best"]) == ("bombing", 3)
    assert [response["actor"] for response in incident["responses"]] == ["Police"]


@pytest.mark.parametrize(
    ("path", "rule"),
    [
        ("/incidents/0/type", "type.noun"),
        ("/incidents/0/killed", "count.active"),
        ("/incidents/0/weapons/0", "weapon.word"),
        ("/incidents/0/responses/0", "response.verb"),
        ("/incidents/0/responses/0/actor", "response.subject"),
        ("/incidents/0/date", "date.absolute, not taken: too far from the act"),
        ("/incidents/0/place", None),
        ("/incidents/7/type", None),
    ],
)
def test_the_rule_behind_a_value(reader, path, rule):
    assert reader.explain("bomb", path) == rule


def test_of_a_document_that_was_not_read_nothing_is_told(reader):
    assert reader.explain("another", "/incidents/0/type") is None


def test_a_text_that_cannot_be_read(reader):
    with pytest.raises(ReportEmpty):
        reader.predict("empty", " \n")
