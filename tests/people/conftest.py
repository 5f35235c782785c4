"""A store with two incidents of people whose names are written in many ways."""

import pytest
from sqlalchemy import insert

from gawah.people.tables import change
from gawah.pipeline import add, open_store
from gawah.review import Reviewer, judge_value, mark_name
from gawah.store.tables import ADDED

from .planted import FIRST, OTHER, SECOND


@pytest.fixture
def planted(tmp_path):
    """A store whose reports, files' names, decisions and marks name people."""
    folder = tmp_path / "reports"
    folder.mkdir()
    for name, day, text in (
        ("torpekai-stanekzai", "2031-03-09", FIRST),
        ("second", "2031-03-10", SECOND),
        ("zhob", "2031-06-21", OTHER),
    ):
        (folder / f"{name}.txt").write_text(f"Published: {day}\n{text}", encoding="utf-8")
    with open_store(str(tmp_path / "gawah.db")) as store:
        assert not [result for result in add(store, folder) if isinstance(result, Exception)]
        one = next(r.incident for r in store.list_incidents() if r.incident.date.start == "2031-03-07")
        who = Reviewer.now("Zainab", "as Torpekai Stanekzai's family has it")
        judge_value(store, one.id, "/killed", "correct", who, "3")
        mark_name(store, "Nasrat Stanekzai", "withheld", who)
        yield store


@pytest.fixture
def give():
    """Says that somebody added a report."""

    def note(store, report_id, name):
        with change(store) as connection:
            connection.execute(insert(ADDED), [{"report": report_id, "account": name}])

    return note
