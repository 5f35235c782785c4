"""The words of the pages: each in a catalogue, and nothing said past them."""

import html
import importlib.util
import re
from html.parser import HTMLParser
from pathlib import Path

import pytest

pytest.importorskip("fastapi", reason="the extra web is not installed")

from babel.messages.pofile import read_po
from jinja2 import Environment, nodes

from gawah import web
from gawah.account import tell_incident
from gawah.phrases import say, say_several, speaking
from gawah.publish.dossier.graphic import soften
from gawah.web.language import load_language
from gawah.wording import quote

HERE = Path(web.__file__).parent
TOOL = Path(__file__).parents[2] / "tools" / "messages.py"
TEMPLATES = sorted((HERE / "templates").glob("*.html"))
CATALOGUES = sorted((HERE / "locale").glob("*.po"))
PLACEHOLDER = re.compile(r"%\(\w+\)[sd]|%%|%[sd]|\{\w+\}")
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


# --- sentences ------------------------------------------------------------------------------------------------------


class Told(HTMLParser):
    """Gathers the words of a page that are Gawah's own: neither words of reports nor names, codes and hashes."""

    def __init__(self):
        super().__init__()
        self.words, self.within = [], []

    def handle_starttag(self, tag, attrs):
        if tag not in VOID:
            self.within.append((tag, dict(attrs)))

    def handle_endtag(self, tag):
        while self.within and self.within.pop()[0] != tag:
            pass

    def handle_data(self, data):
        own = all(tag not in NOT_SAID and "lang" not in about for tag, about in self.within[1:])
        if own and self.within and self.within[-1][0] in SENTENCED and data.strip():
            self.words.append(data)


VOID = {"meta", "link", "input", "br", "img", "hr", "source", "path", "rect", "circle", "line", "stop"}
SENTENCED = {"h2", "h3", "th", "summary", "figcaption", "title", "button", "label", "caption", "dt", "legend"}


def list_english(page):
    """Return the words in Latin letters within headings, labels, heads of rows, captions and titles of drawings."""
    reader = Told()
    reader.feed(page)
    return [words for words in reader.words if re.search("[A-Za-z]{3,}", words)]


def test_an_incident_is_told_in_the_language_of_the_page(client, store, merged):
    client.submit("/language", {"language": "fa"})
    page = client.get(f"/incidents/{merged}").text
    incident = store.find_incident(merged).incident
    with speaking(load_language("fa")):
        account, _ = tell_incident(store.find_incident(merged))
    shown = html.unescape(page)
    for fact in account.facts:
        assert fact.said.words in shown
    assert "مسئولیت" in page
    assert "۲۰۲۱" in page
    names = {incident.title, "Machh", "EDTF", *(h.title for h in store.find_incident(merged).reports)}
    english = [w for w in list_english(page) if not any(name and name in w for name in names)]
    assert not [w for w in english if re.search("(?:killed|date|according|known|after|Map|step)", w)]


def test_words_of_reports_do_not_turn_a_sentence_round():
    with speaking(load_language("fa")):
        assert say("by {actor}", actor="Red Slate Front") == "به دستِ \u2068Red Slate Front\u2069"
        assert say("by {actor}", actor="پولیس") == "به دستِ پولیس"
    assert say("by {actor}", actor="Red Slate Front") == "by Red Slate Front"


def test_graphic_words_alone_are_left_out_of_a_sentence():
    with speaking(load_language("fa")):
        told = soften(say("{type}, with {others}", type=quote("their throats were slit"), others="چاقو"))
    assert "چاقو" in told
    assert "slit" not in told
    assert re.search("[A-Za-z]", told) is None


def test_quotes_stay_in_their_own_language(client, merged):
    client.submit("/language", {"language": "fa"})
    page = client.get(f"/incidents/{merged}").text
    assert re.search(r'<span dir="auto" lang="en"><bdi>«[^<]*killed', page)


def test_drawings_are_labelled_in_the_language_of_the_page(client, merged):
    client.submit("/language", {"language": "fa"})
    page = client.get(f"/incidents/{merged}").text
    drawings = " ".join(re.findall(r"<svg.*?</svg>", page, re.DOTALL))
    assert "+۱ روز" in drawings
    assert "نقشه:" in drawings
    assert "no date said" not in drawings
    assert "+1 day" not in drawings


def test_numbers_have_the_digits_of_the_language(client):
    client.submit("/language", {"language": "fa"})
    page = client.get("/").text
    assert re.search("[۰-۹]+ رویداد ثبت‌شده", page)


@pytest.mark.parametrize("path", ["/incidents/{id}/dossier.md?for=internal", "/api/incidents/{id}"])
def test_files_and_programs_get_english(client, merged, path):
    client.submit("/language", {"language": "fa"})
    answer = client.get(path.format(id=merged))
    assert answer.status_code == 200
    assert not re.search("[۰-۹]", answer.text)
    assert "مسئولیت" not in answer.text


def test_what_is_said_in_one_language_is_not_kept_for_another(client, merged):
    english = client.get(f"/incidents/{merged}").text
    client.submit("/language", {"language": "fa"})
    client.get(f"/incidents/{merged}")
    client.submit("/language", {"language": "en"})
    again = client.get(f"/incidents/{merged}").text
    assert len(re.findall("according to", again)) == len(re.findall("according to", english)) > 0


@pytest.mark.parametrize("language", [path.stem for path in CATALOGUES])
def test_every_sentence_can_be_said(messages, language):
    with speaking(load_language(language)):
        for _, message in messages.extract_sentences():
            for form in list_forms(message):
                parts = dict.fromkeys(re.findall(r"\{(\w+)\}", form), "x")
                said = say(form, **parts) if isinstance(message, str) else say_several(*message, 5)
                assert said
                assert "{" not in said


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
