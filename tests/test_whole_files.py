"""A file is written whole or not at all."""

import pytest

from gawah.errors import UsageError
from gawah.whole_files import written_whole


def test_a_file_gets_its_name_when_all_is_written(tmp_path):
    path = tmp_path / "a.txt"
    path.write_text("old", encoding="utf-8")
    with written_whole(path) as part:
        part.write_text("new", encoding="utf-8")
        assert path.read_text(encoding="utf-8") == "old"
    assert path.read_text(encoding="utf-8") == "new"
    assert list(tmp_path.iterdir()) == [path]


def fail(path):
    with written_whole(path) as part:
        part.write_text("half", encoding="utf-8")
        raise KeyboardInterrupt


def test_what_was_there_stays_where_writing_ends_early(tmp_path):
    path = tmp_path / "a.txt"
    path.write_text("old", encoding="utf-8")
    with pytest.raises(KeyboardInterrupt):
        fail(path)
    assert [(p.name, p.read_text(encoding="utf-8")) for p in tmp_path.iterdir()] == [("a.txt", "old")]


def test_where_it_cannot_be_written_the_error_names_the_file(tmp_path):
    with (
        pytest.raises(UsageError, match=r"a\.txt: it cannot be written .*folder"),
        written_whole(tmp_path / "no" / "a.txt") as part,
    ):
        part.write_text("x", encoding="utf-8")
