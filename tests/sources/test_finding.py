"""Which files the paths on a command line mean."""

import io
import os
import sys
from pathlib import Path

import pytest

from gawah.errors import ReportNotFound
from gawah.sources import find_reports, read_file
from gawah.sources.finding import show


@pytest.fixture
def folder(tmp_path):
    """A folder with reports, subfolders, hidden files, a sidecar and a link that leads back."""
    for name in ("b.txt", "a.json", "c/deep/d.txt", "c/a.txt", ".hidden.txt", ".git/e.txt", "b.txt.meta.yaml"):
        path = tmp_path / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text("Words.", encoding="utf-8")
    (tmp_path / "c" / "back").symlink_to(tmp_path, target_is_directory=True)
    (tmp_path / "empty").mkdir()
    return tmp_path


def names(found, folder):
    return [str(path.relative_to(folder)) for path in found]


def test_a_folder_is_read_in_order_without_hidden_files_and_sidecars(folder):
    assert names(find_reports([folder]), folder) == ["a.json", "b.txt", "c/a.txt", "c/deep/d.txt"]


def test_paths_keep_their_order(folder):
    paths = [folder / "c", str(folder / "b.txt")]
    assert names(find_reports(paths), folder) == ["c/a.txt", "c/deep/d.txt", "b.txt"]


def test_globs(folder):
    assert names(find_reports([f"{folder}/*.txt"]), folder) == ["b.txt"]
    assert names(find_reports([f"{folder}/c/**/d.*"]), folder) == ["c/deep/d.txt"]
    assert names(find_reports([f"{folder}/b.txt*"]), folder) == ["b.txt"]
    assert names(find_reports([f"{folder}/c/d*"]), folder) == ["c/deep/d.txt"]


def test_a_file_whose_name_looks_like_a_glob(tmp_path):
    path = tmp_path / "report[1].txt"
    path.write_text("Words.", encoding="utf-8")
    assert list(find_reports([path])) == [path]


@pytest.mark.parametrize("path", ["none.txt", "none*.txt", "empty", "b.txt/c", "\0", "n" * 5000, "\0*"])
def test_what_is_not_there_is_named_and_the_others_are_found(folder, path):
    found = list(find_reports([folder / path, folder / "b.txt"]))
    assert isinstance(found[0], ReportNotFound)
    assert "\n" not in str(found[0])
    assert found[1:] == [folder / "b.txt"]


def test_an_empty_path_is_not_the_folder_one_stands_in():
    (found,) = find_reports([""])
    assert isinstance(found, ReportNotFound)


def test_standard_input(monkeypatch):
    monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(b"Published: 2021-01-04\n\nWords.")))
    (path,) = find_reports(["-"])
    (source,) = read_file(path)
    assert source.acquisition.path == "-"
    assert source.text.published == "2021-01-04"


def test_standard_input_that_is_closed(monkeypatch):
    monkeypatch.setattr(sys, "stdin", None)
    (error,) = read_file(Path("-"))
    assert isinstance(error, ReportNotFound)


def test_a_folder_that_may_not_be_opened_is_named(folder, monkeypatch):
    def deny(path):
        raise PermissionError(13, "Permission denied")

    monkeypatch.setattr(Path, "iterdir", deny)
    (error,) = find_reports([folder])
    assert isinstance(error, ReportNotFound)
    assert "Permission denied" in str(error)


@pytest.mark.skipif(sys.platform != "linux", reason="only here may a file's name be any bytes")
def test_a_name_of_any_bytes_is_shown_as_one_line_of_characters(tmp_path):
    path = tmp_path / os.fsdecode(b"r\xff\n\x1b.txt")
    path.write_text("Words.", encoding="utf-8")
    (found,) = find_reports([tmp_path])
    (source,) = read_file(found)
    assert source.acquisition.path == show(path) == f"{tmp_path}/r\ufffd\\n\\x1b.txt"


def test_a_name_as_long_as_names_may_be(tmp_path):
    path = tmp_path / ("n" * 250)
    path.write_text("Words.", encoding="utf-8")
    (source,) = read_file(path)
    assert source.text.content == "Words."


def test_a_store_among_the_reports_is_no_report(tmp_path):
    (tmp_path / "a.txt").write_text("a report")
    (tmp_path / "gawah.db").write_bytes(b"SQLite format 3\0" + b"\0" * 100)
    (tmp_path / "gawah.db-wal").write_bytes(b"\0")
    (tmp_path / "notes.db").write_text("not a database at all")
    assert [path.name for path in find_reports([tmp_path])] == ["a.txt", "notes.db"]
