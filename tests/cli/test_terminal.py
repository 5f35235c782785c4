"""Records as they read in a terminal, held against golden files: REWRITE=1 makes those anew."""

import io
import os
from pathlib import Path

import pytest
from rich.console import Console

from gawah.cli.terminal import draw_record, print_record
from gawah.model import Acquisition, Evidence, Incident, Perpetrator, Record, Report, Source, Text, When
from gawah.record import PlainRecord

GOLDEN = Path(__file__).parent / "golden"
pytestmark = pytest.mark.usefixtures("ostrland")


def draw(record, width, **about):
    console = Console(file=io.StringIO(), width=width, **about)
    print_record(record, console)
    return console.file.getvalue()


@pytest.mark.parametrize("width", [80, 120])
@pytest.mark.parametrize("name", ["full", "several", "nothing"])
def test_records_read_as_the_golden_files_do(name, width, request):
    drawn, golden = draw(request.getfixturevalue(name), width), GOLDEN / f"{name}_{width}.txt"
    if os.environ.get("REWRITE"):
        golden.write_text(drawn, encoding="utf-8", newline="\n")
    assert drawn == golden.read_bytes().decode("utf-8")


@pytest.mark.parametrize("width", [40, 80, 120, 200])
def test_no_line_is_wider_than_the_terminal_or_ends_in_blanks(full, width):
    lines = draw(full, width).splitlines()
    assert max(map(len, lines)) <= min(width, 120)
    assert [line for line in lines if line != line.rstrip()] == []


def test_nothing_that_a_terminal_obeys_gets_out(nothing):
    drawn = draw(nothing, 80)
    assert all(c == "\n" or c.isprintable() for c in drawn)
    assert r"\x1b[31m" in drawn


def test_colours_are_for_terminals_and_not_with_no_color(full, monkeypatch):
    monkeypatch.setenv("TERM", "xterm-256color")
    monkeypatch.delenv("NO_COLOR", raising=False)
    assert "\x1b[36m" in draw(full, 80, force_terminal=True)
    monkeypatch.setenv("NO_COLOR", "1")
    assert "\x1b[36m" not in draw(full, 80, force_terminal=True)
    assert "\x1b" not in draw(full, 80)


def test_every_quote_is_numbered_once_and_every_number_has_its_quote(full):
    page = draw(full, 120)
    body, _, quotes = page.partition("The words, with their place in the text")
    numbers = {int(n) for part in body.split("[")[1:] for n in part.split("]")[0].split(",") if n.strip().isdigit()}
    listed = [int(line.split("]")[0].strip(" [")) for line in quotes.splitlines() if line.strip().startswith("[")]
    assert listed == sorted(numbers)
    assert listed == list(range(1, len(listed) + 1))


def test_a_plain_record_reads_like_the_record_with_its_text(full):
    console = Console(file=io.StringIO(), width=80)
    lines = draw_record(PlainRecord.of(full), console).lines
    assert "\n".join(line.plain for line in lines) + "\n" == draw(full, 80)


def test_a_perpetrator_without_attributions_has_the_words_of_its_headline_basis(full):
    evidence = (Evidence("/perpetrators/0", "Northern Dawn", 55, 68),)
    incident = Incident("a", perpetrators=(Perpetrator("Northern Dawn", attribution="denied"),), evidence=evidence)
    assert "responsibility denied [1]" in draw(Record(full.source, (incident,)), 80)


def test_a_day_of_another_calendar_stands_beside_the_gregorian():
    evidence = Evidence("/date", "14 Jadi 1399", 3, 15, coder="rules@1")
    incident = Incident("aaaaaaaaaa", date=When("2021-01-03", "2021-01-03", "2021-01-03", "day"), evidence=(evidence,))
    source = Source(Report.of(b"x"), Acquisition(Report.of(b"x").id), Text.of(Report.of(b"x").id, "plain@1", "x"))
    assert "3 January 2021, “14 Jadi 1399” (day known) [1]" in draw(Record(source, (incident,)), 120)
