"""The command as its users run it, in a process of its own: pipes, terminals, interrupts."""

import json
import os
import pty
import re
import select
import signal
import struct
import subprocess
import sys
import termios
import time
from fcntl import ioctl

import pytest

from gawah.record import record_from_json

DRIVER = """
import os, pathlib, sys, time
from gawah import coding
from gawah.cli import main
from gawah.model import Coding

def code_slowly(inputs):
    if "STARTED" in os.environ:
        pathlib.Path(os.environ["STARTED"]).touch()
    time.sleep({seconds})
    return [Coding(source, "slow@1", notes=("nothing is looked for",)) for source in inputs]

coding.CODERS["slow"] = code_slowly
sys.argv[0] = "gawah"
main()
"""


def command(*words, seconds=0.0):
    return [sys.executable, "-c", DRIVER.format(seconds=seconds), *map(str, words)]


def run(*words, seconds=0.0, env=(), **about):
    clean = {name: value for name, value in os.environ.items() if name not in ("COLUMNS", "NO_COLOR", "FORCE_COLOR")}
    return subprocess.run(
        command(*words, seconds=seconds), capture_output=True, env=clean | dict(env), timeout=60, check=False, **about
    )


@pytest.fixture
def reports(tmp_path):
    """Return a file with many reports."""
    path = tmp_path / "many.jsonl"
    path.write_text('{"text": "FICTION. A quiet day in Tarvel."}\n' * 200, encoding="utf-8")
    return path


def test_a_report_is_read_from_standard_input():
    ran = run("read", "-", "--coder", "slow", "--json", input=b"FICTION. A quiet day.")
    assert (ran.returncode, ran.stderr) == (0, b"")
    assert record_from_json(json.loads(ran.stdout)).report.path == "-"
    assert run("text", "-", input=b"FICTION. A quiet day.").stdout == b"FICTION. A quiet day."


def test_nothing_on_standard_input_is_told():
    ran = run("read", "-", stdin=subprocess.DEVNULL)
    assert ran.returncode == 1
    assert ran.stderr.startswith(b"gawah: -: ")


@pytest.mark.parametrize("words", [("read", "--json"), ("read",), ("codebook",), ("schema",)])
def test_a_reader_that_goes_away_is_no_error_to_tell_of(reports, words):
    paths = [reports, "--coder", "slow"] if words[0] == "read" else []
    ran = subprocess.Popen(
        command(*words, *paths, seconds=0.005), stdout=subprocess.PIPE, stderr=subprocess.PIPE, bufsize=0
    )
    ran.stdout.read(10)
    ran.stdout.close()
    _, err = ran.communicate(timeout=60)
    assert err == b""


def test_ctrl_c_leaves_whole_lines_and_ends_with_130(reports, tmp_path):
    out = tmp_path / "out.jsonl"
    ran = subprocess.Popen(
        command("read", reports, "/no/such/file", "-o", out, "--coder", "slow", seconds=0.02), stderr=subprocess.PIPE
    )
    wait_for(lambda: out.exists() and out.stat().st_size > 2000)
    ran.send_signal(signal.SIGINT)
    _, err = ran.communicate(timeout=60)
    assert ran.returncode == 130
    lines = out.read_bytes().splitlines(keepends=True)
    assert 0 < len(lines) < 200
    assert all(line.endswith(b"\n") and json.loads(line) for line in lines)
    assert err.decode() == f"gawah: {out} holds the records so far, each line whole\ngawah: stopped\n"


def test_ctrl_c_before_the_first_record_leaves_no_file(reports, tmp_path):
    out = tmp_path / "out.jsonl"
    words, started = command("read", reports, "-o", out, "--coder", "slow", seconds=30), tmp_path / "started"
    ran = subprocess.Popen(words, stderr=subprocess.PIPE, text=True, env=os.environ | {"STARTED": str(started)})
    wait_for(started.exists)
    ran.send_signal(signal.SIGINT)
    _, err = ran.communicate(timeout=60)
    assert (ran.returncode, err) == (130, "gawah: stopped\n")
    assert not out.exists()


def wait_for(condition):
    for _ in range(600):
        if condition():
            return
        time.sleep(0.05)
    raise AssertionError("waited in vain")


def test_letters_that_the_encoding_lacks_come_out_as_escapes(reports):
    ran = run("read", reports, "--coder", "slow", env={"PYTHONIOENCODING": "ascii"})
    assert ran.returncode == 0
    assert ran.stdout.isascii()
    assert ran.stderr == b""


# --- in a terminal ----------------------------------------------------------------------------------------------------


def run_in_terminal(columns, *words, stdout=None, seconds=0.0, **env):
    """Return what a terminal of that width shows, and the exit status; with `stdout`, only errors go there."""
    outer, inner = pty.openpty()
    ioctl(inner, termios.TIOCSWINSZ, struct.pack("HHHH", 40, columns, 0, 0))
    clean = {k: v for k, v in os.environ.items() if k not in ("COLUMNS", "LINES", "NO_COLOR", "FORCE_COLOR")}
    process = subprocess.Popen(
        command(*words, seconds=seconds),
        stdin=inner,
        stdout=stdout or inner,
        stderr=inner,
        env=clean | {"TERM": "xterm-256color", **env},
    )
    os.close(inner)
    shown = b""
    while select.select([outer], [], [], 60)[0]:
        try:
            shown += os.read(outer, 65536)
        except OSError:  # the terminal's other end is closed
            break
    os.close(outer)
    return shown.decode(), process.wait(timeout=60)


@pytest.mark.parametrize("columns", [80, 100, 120])
def test_a_record_is_as_wide_as_the_terminal(reports, columns):
    shown, status = run_in_terminal(columns, "read", reports, "--coder", "slow")
    lines = re.sub(r"\x1b\[[0-9;]*m", "", shown).splitlines()
    assert status == 0
    assert lines[0] == "─" * columns
    assert max(map(len, lines)) == columns


def test_a_terminal_shows_styles_and_no_color_takes_the_colours(reports):
    assert "\x1b[36m" in run_in_terminal(80, "doctor")[0] + run_in_terminal(80, "read", reports, "--help")[0]
    assert not re.search(r"\x1b\[[0-9;]*3[0-9]m", run_in_terminal(80, "doctor", NO_COLOR="1")[0])


def test_progress_is_shown_on_standard_error_where_the_records_go_elsewhere(reports, tmp_path):
    with (tmp_path / "out.jsonl").open("wb") as out:
        shown, status = run_in_terminal(80, "read", reports, "--json", "--coder", "slow", stdout=out, seconds=0.01)
    assert status == 0
    assert re.search(r"files, \d+ reports", shown)
    assert len((tmp_path / "out.jsonl").read_bytes().splitlines()) == 200


def test_no_progress_stands_between_records_or_in_a_file(reports):
    assert "files," not in run_in_terminal(80, "read", reports, "--coder", "slow")[0]
    assert run("read", reports, "--json", "--coder", "slow").stderr == b""
