"""Reports read in the background: what becomes of them, and what is left where reading is broken off."""

import time

import pytest

from gawah.errors import CodebookError, JobNotFound, UsageError
from gawah.intake import (
    Upload,
    Wanted,
    Worker,
    agree_on_columns,
    ask_for,
    find_job,
    forget_job,
    list_jobs,
    list_results,
    read_again,
    stop_job,
)
from gawah.intake import jobs as kept
from gawah.intake.jobs import OWN, claim_job, name_apart, read_files
from gawah.intake.reading import read_job
from gawah.model import Acquisition
from gawah.pipeline import open_store

BOMB = b"FICTION\n\nA bomb killed 4 people at a market in Quetta on 3 May 2019, the police said.\n"
AGAIN = b"FICTION\n\nThe bomb at the market in Quetta on 3 May 2019 killed 5 people, a hospital said on Saturday.\n"
TABLE = b"id,date,place,country,killed\nT-1,2031-05-03,Quetta,Pakistan,4\nT-2,2031-05-09,Quetta,Pakistan,2\n"


def ask(store, *files, **about):
    return ask_for(store, Wanted(tuple(Upload(name, content) for name, content in files), **about), "Amina")


def test_a_job_is_kept_and_read(store):
    id_ = ask(store, ("a.txt", BOMB), ("b.bin", b"\x00\x01\x02" * 40), given={"publisher": "The Wire"})
    assert [job.id for job in list_jobs(store)] == [id_]
    assert find_job(store, id_).is_open
    assert claim_job(store) == id_
    assert claim_job(store) is None
    read_job(store, id_)
    job, results = find_job(store, id_), list_results(store, id_)
    assert (job.state, job.by, job.told.added, job.told.failed, job.told.incidents) == ("done", "Amina", 1, 1, 1)
    assert [(r["name"], r["outcome"]) for r in results] == [("b.bin", "failed"), ("a.txt", "added")]
    assert results[0]["problem"]
    assert results[0]["remedy"]
    assert read_files(store, id_) == []
    (came,) = store.read(Acquisition)
    assert (came.path, came.location, came.publisher) == ("a.txt", None, "The Wire")


def test_what_is_there_already_is_told(store):
    for name in ("a.txt", "another name.txt"):
        id_ = ask(store, (name, BOMB))
        read_job(store, id_)
    assert (find_job(store, id_).told.known, find_job(store, id_).told.added) == (1, 0)
    (result,) = list_results(store, id_)
    assert result["outcome"] == "known"
    assert result["incidents"] == [one.incident.id for one in store.find().incidents]


def test_new_incidents_are_told_from_those_that_reports_join(store):
    first = ask(store, ("a.txt", BOMB))
    read_job(store, first)
    ((found, joined),) = find_job(store, first).told.found
    assert not joined
    second = ask(store, ("b.txt", AGAIN))
    read_job(store, second)
    told = find_job(store, second).told
    ((again, joined),) = told.found
    if again == found:
        assert joined
    else:
        assert [sorted(pair) for pair in told.undecided] in ([], [sorted([found, again])])


def test_a_job_that_was_broken_off_is_taken_up_again(store, monkeypatch):
    id_ = ask(store, ("a.txt", BOMB))
    assert claim_job(store) == id_
    assert claim_job(store) is None  # whoever has it may still be at it
    monkeypatch.setattr(kept, "PATIENCE", -1)
    assert claim_job(store) == id_
    read_job(store, id_)
    assert find_job(store, id_).state == "done"


def test_what_a_broken_off_run_added_counts_as_added(store):
    id_ = ask(store, ("a.txt", BOMB))
    files = read_files(store, id_)
    read_job(store, id_)
    with kept.change(store) as connection:  # as if it had been broken off just before its end
        connection.execute(kept.update(kept.JOBS).values(state="failed"))
        kept._enter_files(connection, id_, files)
    read_again(store, id_)
    assert claim_job(store) == id_
    read_job(store, id_)
    told = find_job(store, id_).told
    assert (told.added, told.known) == (1, 0)


def test_a_job_is_stopped_and_forgotten(store):
    id_ = ask(store, ("a.txt", BOMB))
    stop_job(store, id_)
    assert find_job(store, id_).state == "stopped"
    assert claim_job(store) is None
    read_again(store, id_)
    assert claim_job(store) == id_
    with pytest.raises(UsageError):
        forget_job(store, id_)
    stop_job(store, id_)
    assert find_job(store, id_).state == "stopping"
    kept.end_job(store, id_, "stopped")
    forget_job(store, id_)
    assert read_files(store, id_) == []
    with pytest.raises(JobNotFound):
        find_job(store, id_)


def test_rows_of_a_table_are_read_once_a_person_agrees(store):
    id_ = ask(store, ("mine.csv", TABLE), format=OWN)
    assert claim_job(store) == id_
    read_job(store, id_)
    job = find_job(store, id_)
    assert job.state == "asking"
    (table,) = job.told.tables
    assert table["rows"] == 2
    with pytest.raises(CodebookError):
        agree_on_columns(store, id_, {"mine.csv": "name: mine\ncolumns: {id: {field: nonsense}}"})
    with pytest.raises(UsageError):
        agree_on_columns(store, id_, {"other.csv": table["list"]})
    agree_on_columns(store, id_, {"mine.csv": table["list"]})
    assert claim_job(store) == id_
    read_job(store, id_)
    assert find_job(store, id_).told.added == 2
    assert store.find_incident("mine:T-1").incident.killed.best == 4


def test_a_file_that_is_no_table_is_told(store):
    id_ = ask(store, ("mine.csv", b"\x00\x01" * 30), format=OWN)
    read_job(store, id_)
    assert (find_job(store, id_).state, find_job(store, id_).told.failed) == ("done", 1)


def test_nothing_is_no_job(store):
    with pytest.raises(UsageError):
        ask(store)


@pytest.mark.parametrize(
    ("name", "clean"),
    [
        ("../../etc/passwd", "passwd"),
        ("C:\\Users\\a\\r.pdf", "r.pdf"),
        ("-", "report"),
        ("..", "report"),
        (".hidden", "hidden"),
        ("a\nb\0c.txt", "abc.txt"),
        ("گزارش.txt", "گزارش.txt"),
        ("http://x/y.txt", "y.txt"),
        ("x" * 400 + ".txt", "x" * 110 + ".txt"),
    ],
)
def test_names_are_such_as_a_folder_can_hold(name, clean):
    assert [file.name for file in name_apart([Upload(name, b"")])] == [clean]


def test_no_two_names_are_alike():
    named = name_apart([Upload("a.txt", b"1"), Upload("A.txt", b"2"), Upload("x/a.txt", b"3")])
    assert [file.name for file in named] == ["a.txt", "A (2).txt", "a (3).txt"]


# --- in a process of its own ------------------------------------------------------------------------------------------


def wait_for(store, id_, seconds=60):
    end = time.monotonic() + seconds
    while find_job(store, id_).is_open:
        assert time.monotonic() < end
        time.sleep(0.05)
    return find_job(store, id_)


def test_a_worker_reads_what_waits(empty_db):
    with open_store(empty_db) as store:
        ids = [ask(store, ("a.txt", BOMB)), ask(store, ("b.txt", AGAIN))]
        worker = Worker(store)
        worker.wake()
        assert [wait_for(store, id_).state for id_ in ids] == ["done", "done"]
        worker.end()


def test_offline_nothing_is_fetched(empty_db):
    with open_store(empty_db) as store:
        id_ = ask_for(store, Wanted(urls=("https://news.example/a",)), "Amina")
        worker = Worker(store, offline=True)
        worker.wake()
        assert wait_for(store, id_).told.failed == 1
        worker.end()


def test_a_process_that_dies_is_told_and_can_be_tried_again(empty_db, monkeypatch):
    from gawah.intake import worker as module

    with open_store(empty_db) as store:
        id_ = ask(store, ("a.txt", BOMB))
        worker = Worker(store)
        monkeypatch.setattr(module, "_START", "import sys; sys.stdin.readline(); sys.exit(7)")
        worker.wake()
        assert wait_for(store, id_).state == "failed"
        assert "7" in find_job(store, id_).told.problem
        monkeypatch.undo()
        read_again(store, id_)
        worker.wake()
        assert wait_for(store, id_).state == "done"
        worker.end()


def test_a_job_outlives_whoever_had_it_read(empty_db, monkeypatch):
    from gawah.intake import worker as module

    with open_store(empty_db) as store:
        id_ = ask(store, ("a.txt", BOMB))
        worker = Worker(store)
        monkeypatch.setattr(module, "_START", "import sys; sys.stdin.readline(); sys.stdin.read()")
        worker.wake()
        while find_job(store, id_).state != "reading":
            time.sleep(0.02)
        worker.end()
        monkeypatch.undo()
        monkeypatch.setattr(kept, "PATIENCE", -1)
        after = Worker(store)
        after.wake()
        assert wait_for(store, id_).told.added == 1
        after.end()


def test_a_job_that_is_being_read_is_stopped(empty_db, monkeypatch):
    from gawah.intake import worker as module

    with open_store(empty_db) as store:
        id_ = ask(store, ("a.txt", BOMB))
        worker = Worker(store)
        monkeypatch.setattr(module, "_START", "import sys; sys.stdin.readline(); sys.stdin.read()")
        monkeypatch.setattr(module, "_BEAT", 0.1)
        worker.wake()
        while find_job(store, id_).state != "reading":
            time.sleep(0.02)
        stop_job(store, id_)
        assert wait_for(store, id_).state == "stopped"
        worker.end()
