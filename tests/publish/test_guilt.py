"""No generated sentence lays an act to anybody but in the words of the codebook's table."""

import ast
from pathlib import Path

import pytest

from gawah.codebook import load
from gawah.model import Attribution, Incident, Perpetrator
from gawah.publish.guilt import lint_guilt

ROOT = Path(__file__).parents[2] / "src" / "gawah"
WRITERS = [*sorted((ROOT / "publish").rglob("*.py")), ROOT / "wording.py", *sorted((ROOT / "cli").rglob("*.py"))]
WRITERS += [path for name in ("account", "web") for path in sorted((ROOT / name).rglob("*.py"))]
WRITERS += [path for path in (ROOT / "account.py",) if path.exists()]


@pytest.mark.parametrize(
    "text",
    [
        "Eleven people were killed by the Red Slate Front.",
        "The Front was behind it. A court sat.",
        "The terrorists fled.",
        "Mirel Anders is guilty.",
        "The attack was carried out by Northern Dawn",
    ],
)
def test_a_verdict_of_ours_is_found(text):
    assert lint_guilt(text)


def test_the_table_s_words_are_none():
    incident = Incident(
        "a",
        perpetrators=tuple(
            Perpetrator("Red Slate Front", attributions=(Attribution(basis, by),))
            for basis in load().values("bases")
            for by in (None, "the police of Tarsk")
        ),
    )
    for actor in incident.perpetrators:
        (said,) = actor.attributions
        for name in (actor.name, None):
            words = load().words_for(said.basis, said.by, name)
            assert lint_guilt(f"Eleven people died; {words}.", incident) == [], words


def test_what_somebody_else_says_between_quotation_marks_is_theirs():
    assert lint_guilt("“They were killed by the Front,” according to a witness") == []


def list_strings(path):
    """Return the strings that a module may write, docstrings and patterns left out."""
    tree = ast.parse(path.read_text(encoding="utf-8"))
    docs = {
        id(node.value)
        for node in ast.walk(tree)
        if isinstance(node, ast.Expr) and isinstance(node.value, ast.Constant) and isinstance(node.value.value, str)
    }
    patterns = {
        id(part)
        for call in ast.walk(tree)
        if isinstance(call, ast.Call)
        and isinstance(call.func, ast.Attribute)
        and call.func.attr in ("compile", "split")
        for part in ast.walk(call)
    }
    return [
        node.value
        for node in ast.walk(tree)
        if isinstance(node, ast.Constant) and isinstance(node.value, str) and id(node) not in docs | patterns
    ]


ALLOWED = {
    # what the gate says of a rule of its own, to the project's own people; it names nobody
    "a person whom no ordinary court has finally convicted",
    "Person",
    "convicted",
}


@pytest.mark.parametrize("path", WRITERS, ids=lambda path: str(path.relative_to(ROOT)))
def test_no_module_that_writes_has_words_of_guilt_of_its_own(path):
    if path.name in ("marking.py", "guilt.py", "criteria.py"):  # commands on court's words, and the lint itself
        return
    found = [text for text in list_strings(path) if text not in ALLOWED and lint_guilt(text)]
    assert found == []
