"""`gawah doctor`'s findings: a table that is changed, lost or foreign is found, and what is installed is told."""

import pytest

from gawah.doctor import MANIFEST, Finding, examine, hash_tables, read_manifest, write_manifest
from gawah.errors import TableError


@pytest.fixture
def package(tmp_path):
    (tmp_path / "codebook").mkdir()
    (tmp_path / "codebook" / "types.yaml").write_text("- bombing\n", encoding="utf-8")
    (tmp_path / "names.trie").write_bytes(b"\x00\x01")
    (tmp_path / "model.py").write_text("", encoding="utf-8")
    (tmp_path / ".DS_Store").write_bytes(b"\x00")
    write_manifest(hash_tables(tmp_path), tmp_path)
    return tmp_path


def look_at_tables(package):
    return {f.name: f for f in examine(package) if f.part == "table"}


def test_tables_as_shipped_are_well(package):
    assert look_at_tables(package) == {
        "codebook/types.yaml": Finding("table", "codebook/types.yaml", "ok", "10 bytes"),
        "names.trie": Finding("table", "names.trie", "ok", "2 bytes"),
    }


def test_a_changed_table_is_damaged(package):
    (package / "names.trie").write_bytes(b"\x00\x02")
    found = look_at_tables(package)["names.trie"]
    assert found.state == "damaged"
    assert found.harms
    assert "hash differs" in found.detail
    assert found.remedy
    assert "pip install" in found.remedy


def test_a_lost_table_is_absent(package):
    (package / "codebook" / "types.yaml").unlink()
    found = look_at_tables(package)["codebook/types.yaml"]
    assert (found.state, found.harms) == ("absent", True)


def test_a_foreign_table_is_told(package):
    (package / "extra.yaml").write_text("x", encoding="utf-8")
    assert look_at_tables(package)["extra.yaml"].state == "damaged"


@pytest.mark.parametrize("content", [None, b"no hash\n", b"\xff\xfe\n"])
def test_a_missing_or_broken_manifest_is_an_error_and_a_finding(package, content):
    (package / MANIFEST).unlink()
    if content is not None:
        (package / MANIFEST).write_bytes(content)
    with pytest.raises(TableError, match=MANIFEST):
        read_manifest(package)
    assert look_at_tables(package)[MANIFEST].state == "damaged"


def test_what_gawah_needs_is_installed_and_an_absent_extra_does_no_harm():
    found = examine()
    needed = {f.name for f in found if f.part == "needed"}
    assert {"typer", "rich"} <= needed
    assert not [f for f in found if f.part in ("program", "needed") and f.harms]
    extras = [f for f in found if f.part == "extra"]
    assert {"fastapi", "typst", "psycopg", "pyspark", "xllamacpp", "cryptography"} <= {f.name for f in extras}
    assert not any(f.harms for f in extras)
    assert "pytest" not in {f.name for f in found}


def test_an_absent_package_says_how_to_get_it(monkeypatch):
    monkeypatch.setattr(
        "gawah.doctor.metadata.requires", lambda _: ["no-such-thing>=1", 'nor-this[x]>=2; extra == "web"']
    )
    found = {f.name: f for f in examine() if f.part in ("needed", "extra")}
    assert found["no-such-thing"] == Finding(
        "needed", "no-such-thing", "absent", "not installed", "pip install 'no-such-thing'"
    )
    assert found["no-such-thing"].harms
    assert found["nor-this"] == Finding(
        "extra", "nor-this", "absent", "not installed (for web)", "pip install 'gawah[web]'"
    )


def test_the_shipped_tables_are_those_of_the_manifest():
    assert hash_tables() == read_manifest(), "a table was changed: run `python tools/hash_tables.py`"
