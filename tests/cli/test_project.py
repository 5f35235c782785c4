"""Which project's codebook is in force: the one here, beside the store, or named; and what `codebook check` says."""

import pytest

from gawah.codebook import adopt

CODEBOOK = """fields:
  road: {kind: choice, label: Kind of road, choices: {highway: {label: Highway, words: [highway]}, track: Dirt track}}
types:
  vehicle_bombing: {parent: bombing, label: Vehicle bombing}
words:
  types: {vehicle_bombing: [car bomb]}
"""
STORY = "Published: 2031-05-04\nFICTION\n\nA car bomb killed nine traders on the highway in Quetta on 3 May 2031.\n"


@pytest.fixture
def project(tmp_path, monkeypatch):
    """A folder with a codebook and a report, in which nobody is yet."""
    folder = tmp_path / "project"
    folder.mkdir()
    (folder / "codebook.yaml").write_text(CODEBOOK, encoding="utf-8")
    (folder / "a.txt").write_text(STORY, encoding="utf-8")
    (tmp_path / "elsewhere").mkdir()
    monkeypatch.chdir(tmp_path / "elsewhere")
    yield folder
    adopt(None)


def test_the_codebook_is_found_here_beside_the_store_or_by_name(run, project, monkeypatch):
    report, db = str(project / "a.txt"), str(project / "gawah.db")
    assert "vehicle bombing" not in run("read", report).text
    named = run("--codebook", str(project / "codebook.yaml"), "read", report)
    assert "vehicle bombing" in named.text
    assert "Kind of road      highway" in named.text
    assert run("add", report, "--db", db).status == 0
    assert "vehicle_bombing" in run("list", "--csv", "--where", "road=highway", "--db", db).text, "beside the store"
    assert "there is no codebook" in run("--codebook", "none", "list", "--where", "road=highway", "--db", db).err
    monkeypatch.chdir(project)
    assert "vehicle bombing" in run("read", "a.txt").text, "here"
    assert "vehicle bombing" not in run("--codebook", "none", "read", "a.txt").text
    table = run("list", "--csv").text.splitlines()
    assert table[0].endswith(",road")
    assert table[1].endswith(",highway")
    assert "highway" in run("stats", "--by", "road").text
    assert '"custom":{"road":"highway"}' in run("list", "--json").text
    assert '"road"' in run("schema").text
    assert "/custom/road" in run("codebook", "kind of road").text


def test_a_codebook_that_is_wrong_is_told_and_can_be_checked_where_it_lies(run, project, monkeypatch):
    monkeypatch.chdir(project)
    assert (
        "codebook.yaml: all is well: 1 fields, 1 narrower types, 1 words"
        in run("codebook", "check", "codebook.yaml").text
    )
    (project / "codebook.yaml").write_text("fields:\n  road: {kind: chocie}\nrequired: [nothing]\n", encoding="utf-8")
    ran = run("read", "a.txt")
    assert ran.status == 1
    assert "codebook.yaml:2: fields/road/kind: chocie is none of them; take one of text" in ran.err
    ran = run("codebook", "check", "codebook.yaml")
    assert ran.status == 1
    assert "2 problems in codebook.yaml" in ran.text
    assert run("--codebook", "missing.yaml", "read", "a.txt").status == 1
