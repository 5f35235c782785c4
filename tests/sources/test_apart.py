"""Reading in a worker: whatever a reader does, it ends in one clear error, and the next report is read."""

import os
import signal
import subprocess
import sys
import textwrap
import time
from dataclasses import replace
from pathlib import Path

import pytest

from gawah.errors import ReportError, ReportMalformed, ReportTooLarge, ReportTooSlow
from gawah.model import Given, Source
from gawah.sources import Limits, Part, apart
from gawah.sources.apart import read_apart

READER = """
import os, sys, time
from gawah.errors import ReportEmpty
from gawah.model import Given
from gawah.sources.derive import derive_source
from gawah.sources.part import Part

DERIVER = "trying@1"

def read(name, payload, given, limits):
    yield from globals()["do_" + payload.decode().split()[0]](name, payload, given, limits)

def do_text(name, payload, given, limits):
    yield derive_source(name, payload, payload.decode(), DERIVER, limits, given=given)

def do_part(name, payload, given, limits):
    yield Part(name + "!inner", b"\\x00\\xff" * 500_000, given)

def do_error(name, payload, given, limits):
    yield from do_text(name, payload, given, limits)
    raise ReportEmpty(name, "there is nothing", "give something")

def do_bug(name, payload, given, limits):
    yield {}["no such key"]

def do_recursion(name, payload, given, limits):
    yield from do_recursion(name, payload, given, limits)

def do_hang(name, payload, given, limits):
    yield from do_text(name, payload, given, limits)
    while True:
        time.sleep(1)

def do_spin(name, payload, given, limits):
    yield sum(range(10**12))

def do_grow(name, payload, given, limits):
    held = []
    while True:
        held.append(bytearray(10_000_000))
        held[-1][::4096] = b"x" * len(held[-1][::4096])
    yield

def do_gulp(name, payload, given, limits):
    yield bytearray(50_000_000_000)

def do_die(name, payload, given, limits):
    os._exit(3)
    yield

def do_print(name, payload, given, limits):
    print("noise on standard output", flush=True)
    os.write(1, b"more of it")
    sys.stdin.read()
    yield from do_text(name, payload, given, limits)

def do_child(name, payload, given, limits):
    import subprocess
    child = subprocess.Popen(["sleep", "100"])
    with open(payload.decode().split()[1], "w") as file:
        file.write(str(child.pid))
    child.wait()
    yield
"""

QUICK = Limits(reading_seconds=1.0, memory=200_000_000)


@pytest.fixture(autouse=True)
def module(tmp_path, monkeypatch):
    """A reader that does what the payload says, where a new worker finds it."""
    (tmp_path / "trying_reader.py").write_text(READER, encoding="utf-8")
    monkeypatch.syspath_prepend(tmp_path)
    apart._end_workers()
    yield "trying_reader"
    apart._end_workers()


@pytest.fixture
def read(module):
    def read(what, limits=QUICK, given=()):
        return list(read_apart(module, Part("report", what.encode(), given), limits))

    return read


def is_running(pid):
    try:
        os.kill(pid, 0)
    except ProcessLookupError:
        return False
    state = Path(f"/proc/{pid}/stat")
    return not state.exists() or state.read_text().split()[2] != "Z"


def test_a_report_comes_out_as_it_went_in(read):
    given = (Given("published", "2031-05-04", "user"), Given("title", "جسر 🌉", "user"))
    (source,) = read("text of some length, é and 🌉", given=given)
    assert isinstance(source, Source)
    assert source.given == given
    assert source.text.content == "text of some length, é and 🌉"
    assert source.acquisition.path == "report"
    assert source.report.payload == "text of some length, é and 🌉".encode()
    assert source.acquisition.cites == ()


def test_parts_come_out_with_their_bytes(read):
    given = (Given("publisher", "The Ostmark Courier", "mail"),)
    assert read("part", given=given) == [Part("report!inner", b"\x00\xff" * 500_000, given)]


def test_one_worker_serves_report_after_report(read):
    read("text a")
    (worker,) = apart._idle
    for n in range(20):
        read(f"text {n}")
    read("error")
    assert apart._idle == [worker]
    assert worker.is_alive


def test_deliberate_errors_come_after_what_was_read_before_them(read):
    source, error = read("error")
    assert isinstance(source, Source)
    assert str(error) == "report: there is nothing; give something"
    assert type(error).__name__ == "ReportEmpty"


@pytest.mark.parametrize(
    ("what", "kind", "says"),
    [
        ("bug", ReportMalformed, "not as trying files are (KeyError: 'no such key')"),
        ("recursion", ReportMalformed, "RecursionError"),
        ("spin", ReportTooSlow, "over the limit of 1 seconds"),
        ("grow", ReportTooLarge, "over the limit of 200 MB of memory"),
        ("gulp", ReportTooLarge, "over the limit of 200 MB of memory"),
        ("die", ReportMalformed, "broke down (exit status 3)"),
    ],
)
def test_whatever_a_reader_does_ends_in_one_line_and_the_next_report_is_read(read, what, kind, says):
    limits = replace(QUICK, reading_seconds=60.0) if kind is ReportTooLarge else QUICK
    began = time.monotonic()
    (error,) = read(what, limits)
    assert time.monotonic() - began < 30
    assert isinstance(error, kind)
    assert isinstance(error, ReportError)
    assert says in str(error)
    assert "\n" not in str(error)
    assert str(error).startswith("report: ")
    (source,) = read("text after it")
    assert source.text.content == "text after it"


def test_what_was_read_before_a_reader_hangs_is_kept(read):
    source, error = read("hang")
    assert source.text.content == "hang"
    assert isinstance(error, ReportTooSlow)


def test_the_clock_runs_only_while_a_report_is_waited_for(module):
    limits = replace(QUICK, reading_seconds=0.5)
    found = read_apart(module, Part("report", b"error", ()), limits)
    next(found)
    time.sleep(1)
    assert "there is nothing" in str(next(found))


def test_no_limit_is_no_limit(read):
    (source,) = read("text", replace(QUICK, reading_seconds=0, memory=0))
    assert source.text.content == "text"


def test_what_libraries_print_does_not_come_between(read):
    (source,) = read("print")
    assert source.text.content == "print"


def test_what_a_reader_started_ends_with_it(read, tmp_path):
    (error,) = read(f"child {tmp_path / 'pid'}")
    assert isinstance(error, ReportTooSlow)
    pid = int((tmp_path / "pid").read_text())
    for _ in range(50):
        if not is_running(pid):
            break
        time.sleep(0.05)
    assert not is_running(pid)


def test_a_reading_left_half_way_takes_its_worker_with_it(module):
    found = read_apart(module, Part("report", b"hang", ()), QUICK)
    next(found)
    found.close()
    assert apart._idle == []


def test_several_reports_may_be_open_at_once(module, read):
    outer = read_apart(module, Part("outer", b"error", ()), QUICK)
    next(outer)
    (inner,) = read("text inner")
    assert inner.text.content == "text inner"
    assert "there is nothing" in str(next(outer))
    assert list(outer) == []
    assert len(apart._idle) == 2


def test_where_no_process_can_be_started_the_report_is_refused(read, monkeypatch):
    monkeypatch.setattr(sys, "executable", "/nowhere/python")
    (error,) = read("text")
    assert isinstance(error, ReportMalformed)
    assert "cannot be started (No such file or directory)" in str(error)


IN_A_PROCESS = """
import sys
from gawah.sources import Limits, Part, apart
from gawah.sources.apart import read_apart
found = read_apart("trying_reader", Part("report", b"hang", ()), Limits())
next(found)
print(apart_pid := found.gi_frame.f_locals["worker"]._process.pid, flush=True)
next(found)
"""


@pytest.mark.parametrize("how", [signal.SIGINT, signal.SIGKILL])
def test_a_worker_ends_with_the_process_that_started_it(tmp_path, how):
    environment = {**os.environ, "PYTHONPATH": str(tmp_path)}
    command = [sys.executable, "-c", textwrap.dedent(IN_A_PROCESS)]
    with subprocess.Popen(
        command, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True, env=environment
    ) as process:
        pid = int(process.stdout.readline())
        process.send_signal(how)
        process.wait(10)
        for _ in range(100):
            if not is_running(pid):
                break
            time.sleep(0.05)
        assert not is_running(pid)
