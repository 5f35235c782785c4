"""Serving in several processes, and what has to hold for all of them."""

import http.client
import os
import signal
import socket
import subprocess
import sys
import time
import urllib.request
from pathlib import Path

import pytest

from gawah.people import By, add_account
from gawah.review import Reviewer, move_incident

PATIENCE = 150


@pytest.fixture
def served(store):
    """A program that serves the examples in two processes, and its address."""
    if not Path("/proc/self/task").exists():
        pytest.skip("which processes there are is asked of Linux")
    with socket.create_server(("127.0.0.1", 0)) as free:
        port = free.getsockname()[1]
    words = [
        str(Path(sys.executable).with_name("gawah")),
        "serve",
        "--db",
        store.name,
        "--port",
        str(port),
        "--workers",
        "2",
    ]
    program = subprocess.Popen(words, start_new_session=True)
    address = f"http://127.0.0.1:{port}"
    await_true(lambda: len(list_workers(program)) == 2 and is_there(address))
    yield program, address
    if program.poll() is None:
        program.terminate()
        program.wait(PATIENCE)


def list_workers(program):
    """Return the ids of the processes that a program has started to serve."""
    children = Path(f"/proc/{program.pid}/task/{program.pid}/children").read_text().split()
    return [int(child) for child in children if "spawn_main" in read_command(child)]


def read_command(pid):
    """Return the command line of a process, nothing for one that has ended."""
    try:
        return Path(f"/proc/{pid}/cmdline").read_text()
    except OSError:
        return ""


def is_there(address):
    try:
        return look(address + "/").status == 200
    except OSError:
        return False


def look(url):
    return urllib.request.urlopen(url, timeout=PATIENCE)


def await_true(holds):
    until = time.monotonic() + PATIENCE
    while not holds():
        assert time.monotonic() < until, "that takes too long"
        time.sleep(0.1)


def ask_often(address, path, times=12):
    """Return the answers of some requests, each by a connection of its own, so that every process gets some."""
    found = []
    for _ in range(times):
        connection = http.client.HTTPConnection(address.removeprefix("http://"), timeout=PATIENCE)
        connection.request("GET", path)
        answer = connection.getresponse()
        found.append((answer.status, answer.read().decode()))
        connection.close()
    return found


def test_every_process_shows_what_was_decided_at_once(served, store):
    _, address = served
    assert all("in review" not in page.partition("<tbody>")[2] for _, page in ask_often(address, "/"))
    one = store.find(limit=1).incidents[0].incident.id
    move_incident(store, one, "in_review", Reviewer.now("Zainab", "begun"))
    assert all("in review" in page.partition("<tbody>")[2] for _, page in ask_often(address, "/"))


def test_every_process_asks_for_a_log_in_once_there_is_an_account(served, store):
    _, address = served
    assert {status for status, _ in ask_often(address, "/")} == {200}
    add_account(store, "Amina", "admin", By("root"))
    assert {status for status, _ in ask_often(address, "/")} == {303}


def test_a_process_that_breaks_down_is_replaced(served):
    program, address = served
    first = list_workers(program)[0]
    os.kill(first, signal.SIGKILL)
    await_true(lambda: len(set(list_workers(program)) - {first}) == 2)
    await_true(lambda: is_there(address))


@pytest.mark.parametrize("how", [signal.SIGTERM, signal.SIGKILL])
def test_all_end_with_the_one_that_started_them(served, how):
    program, _ = served
    workers = list_workers(program)
    program.send_signal(how)
    program.wait(PATIENCE)
    await_true(lambda: not any(map(read_command, workers)))
