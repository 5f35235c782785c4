"""Where reports disagree: what `gawah show` and `gawah explain` print of it."""

import pytest
from typer.testing import CliRunner

from gawah.cli import app

RUN = CliRunner()
EARLY = (
    "FICTION\n\nNine people were killed when a bomb exploded at a market in Quetta on 7 March 2017, shopkeepers said."
)
LATER = "FICTION\n\nThe toll of the bombing of a market in Quetta on 7 March 2017 rose to 11 dead, police said."


@pytest.fixture(scope="module")
def stored(tmp_path_factory):
    folder = tmp_path_factory.mktemp("reports")
    (folder / "a.txt").write_text("Published: 2017-03-07\n" + EARLY, encoding="utf-8")
    (folder / "b.txt").write_text("Published: 2017-03-09\n" + LATER, encoding="utf-8")
    db = str(folder / "gawah.db")
    assert RUN.invoke(app, ["add", str(folder), "--db", db]).exit_code == 0
    listed = RUN.invoke(app, ["list", "--db", db, "--csv"]).stdout.splitlines()
    return db, listed[1].split(",")[0]


def run(*words):
    result = RUN.invoke(app, list(words))
    return result.exit_code, " ".join(result.stdout.split()), " ".join(result.output.split())


def test_show_sets_each_value_beside_who_says_it_when_and_why_it_was_chosen(stored):
    db, id_ = stored
    code, out, _ = run("show", id_, "--db", db)
    assert code == 0
    assert "Where the reports disagree Killed" in out
    assert "9 shopkeepers in A, 7 March 2017: “Nine people were killed" in out
    assert "chosen because it is the figure read most surely, and of those the one stated last (low_best_high@1)" in out


def test_explain_shows_what_each_policy_makes_of_a_figure(stored):
    db, id_ = stored
    code, out, _ = run("explain", id_, "/killed", "--db", db)
    assert code == 0
    for policy in ("low_best_high@1", "conservative@1", "majority@1", "latest_official@1", "min_max@1"):
        assert policy in out
    assert "a.txt" in out
    assert "b.txt" in out


def test_explain_of_what_is_not_told_says_what_is(stored):
    db, id_ = stored
    code, _, output = run("explain", id_, "/motive", "--db", db)
    assert code != 0
    assert "says nothing of /motive" in output
    assert "/killed" in output
