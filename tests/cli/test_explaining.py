"""What is behind a value: the assertions, their rules and their rivals, told apart where events share their words."""

import pytest

from gawah import coding
from gawah.cli.explaining import list_assertions, list_paths, name_rule
from gawah.model import Assertion, Coding, Event, Link, Rival, Span
from gawah.pipeline import read_text

TEXT = "FICTION. The mayor buried the three dead of Tarvel and mourned. The mine of Ostmark: four dead."


def find(words):
    start = TEXT.index(words)
    return Span(start, start + len(words))


def code(inputs):
    """Code two attacks, and a burial and a mourning that stand in the same words."""
    (source,) = inputs
    first, second = (Event.of(source, "two@1", "incident", find(words)) for words in ("three dead", "four dead"))
    acts = [Event.of(source, "two@1", "response", find(words)) for words in ("buried", "mourned")]
    sentence = find("The mayor buried the three dead of Tarvel and mourned.")

    def figure(event, low, words, n=1):
        value = {"measure": "killed", "low": low, "best": low, "high": low, "words": words}
        return Assertion.of(event, f"figures/f{n}", value, [find(words)], rule=f"count-{low}")

    said = [
        figure(first, 3, "three dead"),
        figure(second, 4, "four dead"),
        Assertion.of(first, "perpetrators/p1", {"name": "the mayor"}, [sentence], rule="doer", basis="suspected"),
        Assertion.of(acts[0], "type", "burial", [sentence], rule="burial-word"),
        Assertion.of(acts[0], "actor", "the mayor", [find("The mayor")], rule="subject"),
        Assertion.of(acts[1], "type", "mourning", [sentence], rule="mourning-word"),
        Assertion.of(second, "victims/v1/count", {"low": 4, "best": 4, "high": 4}, [find("four dead")], rule="victims"),
    ]
    rivals = [
        Rival(first.id, "figures/f2", 30, find("three"), "ten-times", "no zero"),
        Rival(first.id, "killed", 31, find("three"), "plus-one", "nobody else"),
        Rival(acts[1].id, "type", "statement", find("mourned"), "speech", "no word is said"),
        Rival(acts[1].id, "actor", "the dead", find("the three dead"), "nearest", "the dead do not mourn"),
        Rival(second.id, "type", "accident", find("mine"), "mine-word", "someone is suspected"),
    ]
    links = [Link.of("response_to", act.id, first.id, "two@1", spans=(sentence,)) for act in acts]
    return [Coding(source, "two@1", (first, second, *acts), tuple(said), tuple(links), rivals=tuple(rivals))]


@pytest.fixture
def reading():
    return read_text(TEXT, coder=code)


def list_rules(reading, n, path):
    return [said.rule for said in list_assertions(reading, reading.incidents[n], path)]


@pytest.mark.parametrize(
    ("n", "path", "rules"),
    [
        (0, "/killed", ["count-3"]),
        (1, "/killed", ["count-4"]),
        (0, "/figures/0", ["count-3"]),
        (0, "/perpetrators/0", ["doer"]),
        (0, "/perpetrators/0/attribution", ["doer"]),
        (1, "/victims/0/count", ["victims"]),
        (1, "/victims/0/count/low", ["victims"]),
        (1, "/victims", ["victims"]),
        (0, "/responses/0/type", ["burial-word"]),
        (0, "/responses/1/type", ["mourning-word"]),
        (0, "/responses/0", ["burial-word", "subject"]),
        (0, "/injured", []),
    ],
)
def test_a_value_leads_to_its_own_assertions(reading, n, path, rules):
    assert list_rules(reading, n, path) == rules


def test_the_rule_is_named_by_a_pointer_into_the_record(reading):
    assert name_rule(reading, "/incidents/1/killed") == "count-4"
    assert name_rule(reading, "/incidents/1/injured") is None
    assert name_rule(reading, "/incidents/7/killed") is None
    assert name_rule(reading, "/report/title") is None


def test_the_paths_there_are_leave_out_what_nobody_says(reading):
    assert list_paths(reading.incidents[1]) == ["/victims/0", "/killed", "/figures/0"]


@pytest.mark.parametrize(
    ("path", "shown", "hidden"),
    [
        ("/killed", ("ten-times", "plus-one"), ("speech", "mine-word")),
        ("/responses/1", ("speech", "nearest"), ("ten-times",)),
        ("/responses/1/type", ("speech",), ("nearest",)),
        ("/responses/0", (), ("speech", "nearest")),
        ("/incidents/1/type", ("mine-word",), ("ten-times",)),
    ],
)
def test_rivals_are_those_of_the_field_and_the_event(run, tmp_path, monkeypatch, path, shown, hidden):
    monkeypatch.setitem(coding.CODERS, "two", code)
    (tmp_path / "a.txt").write_text(TEXT, encoding="utf-8")
    out = run("read", tmp_path / "a.txt", "--coder", "two", "--explain", path).text
    assert all(f"(rule {rule})" in " ".join(out.split()) for rule in shown)
    assert not any(f"rule {rule})" in out for rule in hidden)


def test_what_a_link_says_is_shown_by_its_words(run, tmp_path, monkeypatch):
    monkeypatch.setitem(coding.CODERS, "two", code)
    (tmp_path / "a.txt").write_text(TEXT, encoding="utf-8")
    out = run("read", tmp_path / "a.txt", "--coder", "two", "--explain", "/incidents/0/responses/0/responds_to").text
    assert "“The mayor buried the three dead of Tarvel and mourned.” 9–63, two@1" in " ".join(out.split())
