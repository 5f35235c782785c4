"""The words of the pages: each in a catalogue, and nothing said past them."""

import importlib.util
import re
from html.parser import HTMLParser
from pathlib import Path

import pytest

pytest.importorskip("fastapi", reason="the extra web is not installed")

from babel.messages.pofile import read_po
from jinja2 import Environment, nodes

from gawah import web

HERE = Path(web.__file__).parent
TOOL = Path(__file__).parents[2] / "tools" / "messages.py"
TEMPLATES = sorted((HERE / "templates").glob("*.html"))
CATALOGUES = sorted((HERE / "locale").glob("*.po"))
PLACEHOLDER = re.compile(r"%\(\w+\)[sd]|%%|%[sd]")
WORD = re.compile(r"[A-Za-z]{2,}")
PATH_OF_VALUE = re.compile(r"(?<!\S)/\S+")
"""How a record names its values: no words of a language."""

SAID = {"aria-label", "title", "placeholder", "alt"}
"""Attributes that a person reads or hears."""
NOT_SAID = {"script", "style", "code", "kbd"}
"""Elements whose words belong to machines: programs, commands and keys."""
SAME_EVERYWHERE = {
    "Gawah": "the program's name",
    "kB": "a unit's sign",
    "https": "how an address begins",
}
"""Words that no language has another for, each with the reason."""


def read_catalogue(path):
    with path.open("rb") as file:
        return [message for message in read_po(file, locale=path.stem) if message.id]


def list_forms(words):
    return list(words) if isinstance(words, (tuple, list)) else [words]


@pytest.fixture(scope="module")
def messages():
    """The tool that finds all that pages say."""
    spec = importlib.util.spec_from_file_location("messages", TOOL)
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


@pytest.mark.parametrize("path", CATALOGUES, ids=lambda path: path.name)
def test_everything_is_translated(path, messages):
    held = {key(message): message for message in read_catalogue(path)}
    said = {key(message) for message in messages.extract() if message.id}
    assert len(said) > 500
    wrong = [f"not in it: {one}" for one in said - held.keys()]
    wrong += [f"gone from the pages: {one}" for one in held.keys() - said]
    wrong += [f"not translated: {one}" for one, message in held.items() if not messages.is_translated(message)]
    assert not wrong, "\n".join([f"python tools/messages.py, then translate in {path}:", *sorted(wrong)])


def key(message):
    return (*list_forms(message.id), message.context or "")


@pytest.mark.parametrize("path", CATALOGUES, ids=lambda path: path.name)
def test_translations_fill_in_what_the_message_does(path):
    wrong = []
    for message in read_catalogue(path):
        asked = [sorted(PLACEHOLDER.findall(form)) for form in list_forms(message.id)]
        for form in filter(None, list_forms(message.string)):
            if sorted(PLACEHOLDER.findall(form)) not in asked:
                wrong.append(f"{message.id!r}: {form!r}")
    assert not wrong, "\n".join(wrong)


def test_the_codebooks_words_come_in_the_language_of_the_page(client):
    client.submit("/language", {"language": "fa"})
    page = client.get("/").text
    assert "حملهٔ مسلحانه" in page
    assert "> armed attack</label>" not in page


# --- words past the catalogue -----------------------------------------------------------------------------------------


def draw_all(source):
    """Return a template's markup with every branch of it, and of its expressions the words written in them."""
    environment = Environment(extensions=["jinja2.ext.i18n"])
    drawn = ""
    for output in environment.parse(source).find_all(nodes.Output):
        for piece in output.nodes:
            said = piece.data if isinstance(piece, nodes.TemplateData) else " ".join(list_constants(piece))
            drawn += said or ("x" if drawn.endswith(("<", "</")) else " ")
    return drawn


def list_constants(expression):
    """Return the words that an expression may come to and that no catalogue holds."""
    if isinstance(expression, nodes.Const):
        return [str(expression.value)]
    parts = {
        nodes.CondExpr: ("expr1", "expr2"),
        nodes.Or: ("left", "right"),
        nodes.And: ("left", "right"),
        nodes.Add: ("left", "right"),
        nodes.Filter: ("node",),
        nodes.Getitem: ("node",),
        nodes.Pair: ("value",),
    }
    held = [getattr(expression, name) for name in parts.get(type(expression), ())]
    if isinstance(expression, nodes.Concat):
        held = expression.nodes
    if isinstance(expression, (nodes.Dict, nodes.List, nodes.Tuple)):
        held = expression.items
    return [words for each in held if each for words in list_constants(each)]


class Reader(HTMLParser):
    """Gathers what a person would read or hear."""

    def __init__(self):
        super().__init__()
        self.said, self.within = [], []

    def handle_starttag(self, tag, attrs):
        self.said += [value for name, value in attrs if name in SAID and value]
        if tag in NOT_SAID:
            self.within.append(tag)

    def handle_endtag(self, tag):
        if self.within and self.within[-1] == tag:
            self.within.pop()

    def handle_data(self, data):
        if not self.within:
            self.said.append(data)


def find_words(source):
    reader = Reader()
    reader.feed(draw_all(source))
    reader.close()
    return [
        word
        for said in reader.said
        for word in WORD.findall(PATH_OF_VALUE.sub("", said))
        if word not in SAME_EVERYWHERE
    ]


@pytest.mark.parametrize("path", TEMPLATES, ids=lambda path: path.name)
def test_all_words_come_from_the_catalogue(path):
    assert not find_words(path.read_text(encoding="utf-8"))


@pytest.mark.parametrize(
    ("source", "found"),
    [
        ('<p>{{ _("Accept") }} <code>gawah gate</code></p>', []),
        ('<input placeholder="/victims/0/age"> and/or', ["and", "or"]),
        ("<p>Accept it</p>", ["Accept", "it"]),
        ('{% if a %}{{ "Undo" if b else _("Accept") }}{% endif %}', ["Undo"]),
        ('<p class="{{ "bad" if a else "good" }}" title="Open">', ["Open"]),
        ("{{ {'accept': 'accepted', 'reject': _('rejected')}[a] }}", ["accepted"]),
        ("<{{ heading }} id=here>Facts</{{ heading }}>", ["Facts"]),
        ('<label>{{ _("Name") }} <input placeholder="your name{% if a %}s{% endif %}"></label>', ["your", "names"]),
    ],
)
def test_words_past_the_catalogue_are_found(source, found):
    assert find_words(source) == found
