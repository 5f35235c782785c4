"""`gawah doctor`'s findings: what is changed, lost or foreign is found, and what is installed is told."""

import json
import shutil
from hashlib import sha256
from importlib import metadata

import pytest

from gawah.codebook import load
from gawah.doctor import Finding, examine
from gawah.errors import CodebookError


@pytest.fixture
def tables(tmp_path):
    content = {"names.trie": b"\x00\x01", "actors.json": b"{}"}
    for name, raw in content.items():
        (tmp_path / name).write_bytes(raw)
    manifest = {name: {"size": len(raw), "sha256": sha256(raw).hexdigest()} for name, raw in content.items()}
    (tmp_path / "manifest.json").write_text(json.dumps(manifest), encoding="utf-8")
    return tmp_path


def look_at(part, *tables):
    return {f.name: f for f in examine(*tables) if f.part == part}


def test_tables_as_shipped_are_well(tables):
    assert look_at("table", tables) == {
        "actors.json": Finding("table", "actors.json", "ok", "2 bytes"),
        "names.trie": Finding("table", "names.trie", "ok", "2 bytes"),
    }


def test_a_changed_table_is_damaged(tables):
    (tables / "names.trie").write_bytes(b"\x00\x02")
    found = look_at("table", tables)
    assert (found["names.trie"].state, found["names.trie"].harms) == ("damaged", True)
    assert "install gawah again" in found["names.trie"].detail
    assert found["actors.json"].state == "ok"


def test_a_lost_table_is_damage(tables):
    (tables / "actors.json").unlink()
    assert look_at("table", tables)["actors.json"].harms


@pytest.mark.parametrize("content", [None, b"no manifest\n", b"\xff\xfe\n"])
def test_a_missing_or_broken_manifest_is_a_finding(tables, content):
    (tables / "manifest.json").unlink()
    if content is not None:
        (tables / "manifest.json").write_bytes(content)
    assert look_at("table", tables)["manifest.json"].harms


def test_what_is_installed_here_is_well():
    found = examine()
    assert {"typer", "rich"} <= {f.name for f in found if f.part == "needed"}
    assert [f for f in found if f.harms] == []
    assert look_at("codebook")["codebook"].detail == f"{sum(1 for _ in load().entries())} entries"


def test_an_absent_extra_is_told_and_does_no_harm():
    extras = look_at("extra")
    assert {"fastapi", "typst", "psycopg", "pyspark", "xllamacpp", "cryptography"} <= extras.keys()
    assert not any(f.harms for f in extras.values())
    assert "pytest" not in extras


def test_an_absent_package_says_how_to_get_it(monkeypatch):
    asked = ["no-such-thing>=1", 'nor-this[x]>=2; extra == "web"']
    monkeypatch.setattr("gawah.doctor.metadata.requires", lambda _: asked)
    needed, extra = look_at("needed"), look_at("extra")
    assert needed == {
        "no-such-thing": Finding("needed", "no-such-thing", "absent", "not installed", "pip install 'no-such-thing'")
    }
    assert needed["no-such-thing"].harms
    del extra["pictures of pages"]  # what is told of a program beside the packages
    assert extra == {
        "nor-this": Finding("extra", "nor-this", "absent", "not installed (for web)", "pip install 'gawah[web]'")
    }


def test_a_broken_codebook_is_a_finding(monkeypatch):
    def fail():
        raise CodebookError("types.yaml: no definition")

    monkeypatch.setattr("gawah.doctor.load", fail)
    assert look_at("codebook")["codebook"].detail == "types.yaml: no definition"


@pytest.fixture
def installed(tmp_path, monkeypatch):
    """An installed Gawah of one file, with the hash that its installer noted."""
    noted = tmp_path / "gawah-9.dist-info"
    noted.mkdir()
    (noted / "METADATA").write_text("Metadata-Version: 2.4\nName: gawah\nVersion: 9\n", encoding="utf-8")
    # The hash of "- killed\n", in URL-safe base64.
    record = "gawah/verbs.yaml,sha256=XtbtVrhMXc7MJGS1nD-oGoeav8O2IS3KZ8pwSH7OwSs,9\ngawah-9.dist-info/RECORD,,\n"
    (noted / "RECORD").write_text(record, encoding="utf-8")
    (tmp_path / "gawah").mkdir()
    (tmp_path / "gawah" / "verbs.yaml").write_text("- killed\n", encoding="utf-8", newline="\n")
    files = metadata.PathDistribution(noted).files
    monkeypatch.setattr("gawah.doctor.metadata.files", lambda _: files)
    return tmp_path / "gawah"


def test_files_as_installed_are_well(installed):
    assert look_at("files") == {"files": Finding("files", "files", "ok", "1 as installed")}


def test_a_changed_file_is_damaged(installed):
    (installed / "verbs.yaml").write_text("- spared\n", encoding="utf-8")
    assert look_at("files")["gawah/verbs.yaml"].harms


def test_a_lost_file_is_damage(installed):
    shutil.rmtree(installed)
    assert look_at("files")["gawah/verbs.yaml"].harms


def test_run_from_sources_without_an_install_is_told(monkeypatch):
    def fail(_):
        raise metadata.PackageNotFoundError("gawah")

    for name in ("version", "files", "requires"):
        monkeypatch.setattr(f"gawah.doctor.metadata.{name}", fail)
    assert look_at("program")["gawah"].state == "absent"
    assert look_at("files")["files"].detail == "run from a checkout"
