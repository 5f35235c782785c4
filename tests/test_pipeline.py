"""The stages in order, over good and bad reports; limits on time; lines that are whole."""

import io
import json
import os
import signal
import subprocess
import sys
import threading
import time

import pytest

from gawah.errors import (
    ReportEmpty,
    ReportMalformed,
    ReportNotFound,
    ReportTooLarge,
    ReportTooSlow,
    ReportUncoded,
    ReportUndecodable,
    TableError,
    UsageError,
)
from gawah.model import Assertion, Coding, Event, Given, Span
from gawah.pipeline import Progress, Reading, read, read_all, read_text, stop_after, write_records
from gawah.sources import Limits

needs_timer = pytest.mark.skipif(not hasattr(signal, "setitimer"), reason="this system has no such timer")


def code_bombs(inputs):
    """A coder that finds a bombing wherever the text says "bomb"."""
    return [code_one(source) for source in inputs]


def code_one(source):
    start = source.text.content.find("bomb")
    if start < 0:
        return Coding(source, "bombs@1", notes=("no bomb in it",))
    anchor = Span(start, start + 4)
    event = Event.of(source, "bombs@1", "incident", anchor)
    return Coding(source, "bombs@1", (event,), (Assertion.of(event, "type", "bombing", [anchor]),))


@pytest.fixture
def folder(tmp_path):
    (tmp_path / "a.txt").write_text("FICTION. A bomb went off in Tarvel.", encoding="utf-8")
    (tmp_path / "b.txt").write_bytes(b"\x00\x01")
    (tmp_path / "c.jsonl").write_text(
        '{"text": "FICTION. A bomb in Ostmark."}\n{"text": \n{"text": "FICTION. A quiet day."}\n', encoding="utf-8"
    )
    (tmp_path / "d.txt").write_text("", encoding="utf-8")
    return tmp_path


def test_the_good_are_read_and_the_bad_are_named(folder):
    results = list(read(folder, folder / "none.txt", coder=code_bombs))
    kinds = [Reading, ReportUndecodable, Reading, ReportMalformed, Reading, ReportEmpty, ReportNotFound]
    assert [type(result) for result in results] == kinds
    assert [incident.type for incident in results[0].incidents] == ["bombing"]
    assert results[0].source.acquisition.path == str(folder / "a.txt")
    assert results[4].incidents == ()
    assert results[4].record.notes == ("no bomb in it",)


def test_reading_twice_says_the_same(folder):
    once, twice = (list(read(folder / "c.jsonl", coder=code_bombs)) for _ in range(2))
    assert [r.coding for r in once if isinstance(r, Reading)] == [r.coding for r in twice if isinstance(r, Reading)]
    assert [r.record for r in once if isinstance(r, Reading)] == [r.record for r in twice if isinstance(r, Reading)]


def test_what_is_given_reaches_the_coder(folder):
    (reading,) = read(folder / "a.txt", coder=code_bombs, given={"published": "4 January 2021", "country": None})
    assert reading.coding.coding_input.given == (Given("published", "2021-01-04", "user"),)
    assert reading.coding.coding_input.text.published == "2021-01-04"


def test_progress_is_told(folder):
    told = []
    list(read(folder / "a.txt", folder / "c.jsonl", coder=code_bombs, on_progress=told.append))
    lines = folder / "c.jsonl"
    assert told == [
        Progress(str(folder / "a.txt"), 1, 0, 2),
        Progress(f"{lines}:1", 2, 1, 2),
        Progress(f"{lines}:2", 3, 1, 2),
        Progress(f"{lines}:3", 4, 1, 2),
    ]


@pytest.mark.parametrize(
    "options", [{"coder": "none such"}, {"given": {"published": "03/04/2021"}}, {"given": {"colour": "red"}}]
)
def test_wrong_options_are_refused_at_once(folder, options):
    with pytest.raises(UsageError):
        read(folder / "a.txt", **{"coder": code_bombs, **options})


def test_nothing_to_read_is_refused():
    with pytest.raises(UsageError):
        read(coder=code_bombs)


def test_limits_are_passed_on(folder):
    (error,) = read(folder / "a.txt", coder=code_bombs, limits=Limits(characters=10))
    assert isinstance(error, ReportTooLarge)


# --- bugs -------------------------------------------------------------------------------------------------------------


def stumble_with(error):
    """Return a coder that raises `error` over reports with a bomb, and codes the others."""

    def code(inputs):
        if "bomb" in inputs[0].text.content:
            raise error
        return code_bombs(inputs)

    return code


@pytest.mark.parametrize("error", [IndexError("list index\nout of range"), RecursionError(), AssertionError("x" * 999)])
def test_a_bug_of_a_coder_stops_its_report_and_no_other(folder, error):
    results = list(read(folder / "c.jsonl", coder=stumble_with(error)))
    assert [type(result) for result in results] == [ReportUncoded, ReportMalformed, Reading]
    told = str(results[0])
    assert told.startswith(f"{folder / 'c.jsonl'}:1: could not be coded: {type(error).__name__}:")
    assert told.endswith("; please report it, with the report if it may be shared")
    assert "\n" not in told
    assert len(told) < 500
    assert results[0].__cause__ is error


@pytest.mark.parametrize(
    "error", [KeyboardInterrupt(), MemoryError(), TableError("places.bin: damaged"), SystemExit(3)]
)
def test_what_is_no_bug_of_a_coder_passes_through(folder, error):
    with pytest.raises(type(error)):
        list(read(folder, coder=stumble_with(error)))


def test_a_coder_that_answers_for_too_few_reports_has_a_bug(folder):
    with pytest.raises(ReportUncoded, match="ValueError"):
        read_all(folder / "a.txt", coder=lambda inputs: [])


@needs_timer
def test_a_bug_leaves_no_timer_behind(folder):
    list(read(folder / "a.txt", coder=stumble_with(KeyError("bomb"))))
    assert signal.getitimer(signal.ITIMER_PROF) == (0.0, 0.0)


# --- from Python ------------------------------------------------------------------------------------------------------


def test_one_report_that_cannot_be_read_is_an_error(folder):
    with pytest.raises(ReportEmpty):
        read_all(folder / "d.txt", coder=code_bombs)


def test_of_several_reports_those_that_cannot_be_read_are_warned_of(folder):
    with pytest.warns(UserWarning, match=r"b\.txt: it is binary"):
        (reading,) = read_all(folder / "a.txt", folder / "b.txt", coder=code_bombs)
    assert reading.incidents[0].type == "bombing"


def test_a_text_in_memory():
    reading = read_text("= Tarvel =\n\nA bomb went off.", coder=code_bombs, published="2021-01-04", title=None)
    assert reading.source.text.deriver == "rendered@1"
    assert reading.source.text.published == "2021-01-04"
    assert reading.source.acquisition.path == "text"
    assert reading.incidents[0].type == "bombing"


def test_a_text_in_memory_is_the_text_even_if_it_looks_like_json():
    assert read_text('{"text": "bomb"}', coder=code_bombs).source.text.content == '{"text": "bomb"}'


@pytest.mark.parametrize(("content", "error"), [(" ", ReportEmpty), ("a \ud83d", ReportUndecodable)])
def test_a_text_in_memory_that_cannot_be_read(content, error):
    with pytest.raises(error):
        read_text(content, coder=code_bombs)


# --- time -------------------------------------------------------------------------------------------------------------


def never_end(inputs):
    if "bomb" in inputs[0].text.content:
        while True:
            pass
    return code_bombs(inputs)


@needs_timer
def test_a_report_that_takes_too_long_is_named_and_the_others_are_read(folder):
    begun = time.monotonic()
    results = list(read(folder / "c.jsonl", coder=never_end, limits=Limits(seconds=0.05)))
    assert time.monotonic() - begun < 5
    assert [type(result) for result in results] == [ReportTooSlow, ReportMalformed, Reading]
    assert "over the limit of 0.05 seconds" in str(results[0])
    assert signal.getsignal(signal.SIGPROF) is signal.SIG_DFL
    assert signal.getitimer(signal.ITIMER_PROF) == (0.0, 0.0)


def never_rest():
    while True:
        pass


@needs_timer
def test_waiting_for_the_processor_does_not_count():
    with stop_after(0.5, "r"):
        time.sleep(0.6)


@needs_timer
def test_the_limit_holds_even_where_an_error_is_swallowed_once():
    def swallow():
        try:
            never_rest()
        except ReportTooSlow:
            never_rest()

    with pytest.raises(ReportTooSlow), stop_after(0.03, "r"):
        swallow()


@needs_timer
def test_a_regular_expression_that_runs_away_is_stopped():
    import re

    begun = time.monotonic()
    with pytest.raises(ReportTooSlow), stop_after(0.05, "r"):
        re.fullmatch(r"(a|a)*b", "a" * 40)
    assert time.monotonic() - begun < 5


def test_no_limit_and_no_main_thread_run_without_a_timer():
    seen = []

    def run():
        with stop_after(0.01, "r"):
            sum(range(3_000_000))
        seen.append("thread")

    thread = threading.Thread(target=run)
    thread.start()
    thread.join()
    with stop_after(0, "r"):
        seen.append("no limit")
    assert seen == ["thread", "no limit"]


@needs_timer
def test_a_timer_that_others_use_is_left_alone():
    def mine(signal_number, frame):
        raise AssertionError("not to be called")

    before = signal.signal(signal.SIGPROF, mine)
    try:
        with stop_after(0.01, "r"):
            sum(range(3_000_000))
        assert signal.getsignal(signal.SIGPROF) is mine
    finally:
        signal.signal(signal.SIGPROF, before)


# --- whole lines ------------------------------------------------------------------------------------------------------


def test_each_record_is_one_line(folder):
    stream, errors = io.BytesIO(), []
    assert write_records(read(folder, coder=code_bombs), stream, errors.append) == 3
    lines = stream.getvalue().decode("utf-8").splitlines(keepends=True)
    assert [json.loads(line)["schema"] for line in lines] == ["gawah.record/1"] * 3
    assert all(line.endswith("}\n") for line in lines)
    assert [type(error) for error in errors] == [ReportUndecodable, ReportMalformed, ReportEmpty]


def test_errors_are_raised_where_nobody_takes_them(folder):
    with pytest.raises(ReportUndecodable):
        write_records(read(folder, coder=code_bombs), io.BytesIO())


class Interrupted(io.BytesIO):
    """A stream in the midst of whose writing Ctrl-C is pressed."""

    def __init__(self, times=1):
        super().__init__()
        self.times = times

    def write(self, data):
        half = len(data) // 2
        super().write(data[:half])
        for _ in range(self.times):
            signal.raise_signal(signal.SIGINT)
        return half + super().write(data[half:])


def test_an_interrupt_waits_for_the_end_of_the_line(folder):
    stream = Interrupted()
    with pytest.raises(KeyboardInterrupt):
        write_records(read(folder / "a.txt", folder / "a.txt", coder=code_bombs), stream)
    (line,) = stream.getvalue().splitlines(keepends=True)
    assert json.loads(line)["incidents"]
    assert line.endswith(b"\n")
    assert signal.getsignal(signal.SIGINT) is signal.default_int_handler


def test_an_interrupt_pressed_twice_does_not_wait(folder):
    stream = Interrupted(times=2)
    with pytest.raises(KeyboardInterrupt):
        write_records(read(folder / "a.txt", coder=code_bombs), stream)
    assert not stream.getvalue().endswith(b"\n")


ENDLESS = """
import itertools, sys
from gawah.model import Coding
from gawah.pipeline import read_text, write_records
reading = read_text("FICTION. A quiet day. " * 4000, coder=lambda inputs: [Coding(i, "none@1") for i in inputs])
write_records(itertools.repeat(reading), sys.stdout.buffer)
"""


@pytest.mark.skipif(os.name != "posix", reason="needs signals between processes")
def test_ctrl_c_leaves_whole_lines_in_the_file(tmp_path):
    out = tmp_path / "out.jsonl"
    with out.open("wb") as file:
        process = subprocess.Popen([sys.executable, "-c", ENDLESS], stdout=file, stderr=subprocess.DEVNULL)
        try:
            deadline = time.monotonic() + 30
            while out.stat().st_size < 100_000 and time.monotonic() < deadline:
                time.sleep(0.01)
            process.send_signal(signal.SIGINT)
            process.wait(30)
        finally:
            process.kill()
    lines = out.read_bytes().splitlines(keepends=True)
    assert len(lines) > 1
    assert lines[-1].endswith(b"}\n")
    json.loads(lines[-1])
