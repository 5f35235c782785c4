"""The documentation holds: its commands, options, links and Python are there and work."""

import dataclasses
import re
import shlex
import subprocess
import sys
from pathlib import Path

import click
import pytest
import typer

from gawah import cli
from gawah.model import Incident

ROOT = Path(__file__).parent.parent
PAGES = [ROOT / "README.md", *sorted((ROOT / "docs").rglob("*.md"))]
BLOCK = re.compile(r"^```(?P<kind>\w*)\n(?P<body>.*?)^```$", re.MULTILINE | re.DOTALL)
LINK = re.compile(r"\]\((?!https?:)(?P<path>[^)#\s]*)(?:#(?P<heading>[^)\s]+))?\)")


def list_blocks(kind):
    """Return (page, body) for each fenced block of `kind`."""
    return [(page, m["body"]) for page in PAGES for m in BLOCK.finditer(page.read_text("utf-8")) if m["kind"] == kind]


def list_command_lines():
    """Return (page, words after `gawah`) for each command line quoted, in a console block or within a sentence."""
    lines = [
        (page, line[2:]) for page, body in list_blocks("console") for line in body.splitlines() if line[:2] == "$ "
    ]
    lines += [(page, code) for page in PAGES for code in re.findall(r"`(gawah [^`]+)`", page.read_text("utf-8"))]
    return [(page, shlex.split(line, comments=True)[1:]) for page, line in lines if line.startswith("gawah ")]


@pytest.fixture(scope="module")
def command():
    return typer.main.get_command(cli.app)


def test_the_docs_quote_command_lines():
    assert any(page.name == "README.md" and words[0] == "read" for page, words in list_command_lines())


@pytest.mark.parametrize(
    ("page", "words"), list_command_lines(), ids=lambda x: x.name if isinstance(x, Path) else " ".join(x)
)
def test_each_command_line_in_the_docs_exists(page, words, command):
    if words[0].startswith("-"):
        assert words[0] in list_options(command), page
        return
    assert words[0] in command.commands, f"{page.name}: no command {words[0]!r}"
    if hasattr(command.commands[words[0]], "commands") and words[1:] not in ([], ["…"]):
        command, words = command.commands[words[0]], words[1:]
        assert words[0] in command.commands, f"{page.name}: no command {words[0]!r}"
    options = {word.partition("=")[0] for word in words[1:] if word.startswith("-") and word != "-"}
    assert options <= list_options(command.commands[words[0]]), page.name


def test_the_readme_names_every_command(command):
    quoted = {words[0] for page, words in list_command_lines() if page.name == "README.md"}
    assert set(command.commands) <= quoted


def list_options(command):
    context = click.Context(command)
    return {option for parameter in command.get_params(context) for option in parameter.opts}


def test_what_commands_print_in_the_docs_is_what_they_print():
    command = [sys.executable, str(ROOT / "tools" / "refresh_docs.py"), "--check"]
    ran = subprocess.run(command, capture_output=True, text=True, check=False)
    assert ran.returncode == 0, ran.stdout + ran.stderr


@pytest.mark.parametrize(("page", "body"), list_blocks("python"), ids=lambda x: getattr(x, "name", "block"))
def test_python_in_the_docs_runs(page, body, monkeypatch, capsys):
    monkeypatch.chdir(ROOT)
    exec(compile(body, page.name, "exec"), {})
    assert capsys.readouterr().out, "an example that prints nothing shows nothing"


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.name)
def test_each_link_leads_somewhere(page):
    for match in LINK.finditer(page.read_text("utf-8")):
        target = page.parent / match["path"] if match["path"] else page
        assert target.exists(), match[0]
        if match["heading"]:
            assert match["heading"] in list_headings(target), match[0]


def list_headings(page):
    """Return the anchors of a page's headings, as GitHub makes them."""
    headings = re.findall(r"^#+ (.+)$", page.read_text("utf-8"), re.MULTILINE)
    return {re.sub(r"[^\w\- ]", "", heading.lower()).replace(" ", "-") for heading in headings}


def test_the_page_on_the_record_names_every_field_of_an_incident():
    page = (ROOT / "docs" / "record.md").read_text("utf-8")
    (tree,) = [m["body"] for m in BLOCK.finditer(page) if "not_coded" in m["body"]]
    named = {
        name for line in tree.splitlines() if line.startswith("│   ") for name in re.findall(r"\b[a-z_]+\b", line[17:])
    }
    assert named | {"id", "told_as", "main", "part_of"} == {field.name for field in dataclasses.fields(Incident)}
    assert all(f"`{name}`" in page for name in ("told_as", "main", "part_of"))
