"""A program that is killed while it adds: nothing acknowledged is lost or there twice, and chain and views hold."""

import json
import os
import subprocess
import sys
from pathlib import Path

from gawah.model import Acquisition
from gawah.pipeline import add, open_store
from gawah.record import dumps

KILLS = int(os.environ.get("GAWAH_TEST_KILLS", "20"))
"""On each database."""


def list_lines(db):
    with open_store(db) as store:
        return [dumps(record) for record in store.list_incidents()]


def test_a_killed_program_loses_nothing_that_it_acknowledged_and_doubles_nothing(new_db, tmp_path):
    db, folder = new_db(), tmp_path / "reports"
    folder.mkdir()
    command = [sys.executable, str(Path(__file__).with_name("killing.py")), db, str(folder), str(KILLS), "7"]
    ran = subprocess.run(command, capture_output=True, text=True, check=False)
    assert ran.returncode == 0, ran.stderr
    told = json.loads(ran.stdout.splitlines()[-1])
    assert told["wrong"] == []
    assert told["deaths"] > KILLS / 2  # the others had ended before
    assert told["acknowledged"] > KILLS


def test_what_was_stopped_and_added_again_is_what_was_added_at_once(new_db, tmp_path):
    stopped, at_once = new_db(), new_db()
    folder = tmp_path / "reports"
    folder.mkdir()
    command = [sys.executable, str(Path(__file__).with_name("killing.py")), stopped, str(folder), "2", "3"]
    assert subprocess.run(command, capture_output=True, text=True, check=False).returncode == 0
    with open_store(at_once) as store:
        list(add(store, *sorted(folder.iterdir())))
    assert list_lines(stopped) == list_lines(at_once)


def test_a_second_writer_waits_for_the_first(new_db, tmp_path):
    paths = []
    for n in range(8):
        path = tmp_path / f"{n}.txt"
        path.write_text(
            f"FICTION {n}\n\nA bomb killed {n + 2} people at a market in Quetta on {n + 1} May 2019.\n", "utf-8"
        )
        paths.append(str(path))
    db = new_db()
    open_store(db).close()
    script = (
        "import sys\nfrom gawah.pipeline import add, open_store\n"
        "with open_store(sys.argv[1]) as store:\n    list(add(store, *sys.argv[2:]))\n"
    )
    running = [subprocess.Popen([sys.executable, "-c", script, db, *some]) for some in (paths[:5], paths[3:])]
    assert [process.wait(timeout=300) for process in running] == [0, 0]
    with open_store(db) as store:
        assert len(store.verify().problems) == 0
        assert len({came.report_id for came in store.read(Acquisition)}) == 8
