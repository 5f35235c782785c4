"""`gawah people`: accounts on the command line, and when `gawah serve` may be for others."""

import pytest
from typer.testing import CliRunner

from gawah.cli import app
from gawah.pipeline import open_store

PASSWORD = "four small words here\n"


@pytest.fixture
def db(tmp_path):
    open_store(str(tmp_path / "gawah.db")).close()
    return str(tmp_path / "gawah.db")


@pytest.fixture
def gawah(db):
    def run(*words, say="", fails=False):
        result = CliRunner().invoke(app, [*words, "--db", db], input=say)
        assert (result.exit_code != 0) == fails, result.output
        return result.output

    return run


def test_the_first_admin_is_made_here_and_all_is_listed(gawah):
    assert "No accounts" in gawah("people", "list")
    assert "Amina: admin" in gawah("people", "add", "Amina", "--role", "admin", say=PASSWORD)
    gawah("people", "add", "Dilawar", "--without-names", say=PASSWORD)
    gawah("people", "role", "Dilawar", "--own-only")
    listed = gawah("people", "list").splitlines()
    assert listed[1].split() == ["Amina", "admin"]
    assert "sees no names, own records only" in listed[2]


def test_a_password_that_is_easy_to_guess_makes_no_account(gawah):
    gawah("people", "add", "Amina", say="short\n", fails=True)
    assert "No accounts" in gawah("people", "list")


def test_a_link_a_secret_and_a_lock(gawah):
    gawah("people", "add", "Amina", "--role", "admin", say=PASSWORD)
    assert "https://x.example/invitations/" in gawah("people", "add", "Bilal", "--invite", "https://x.example/")
    assert "otpauth://totp/" in gawah("people", "totp", "Bilal")
    assert "one-time codes" in gawah("people", "list")
    gawah("people", "totp", "Bilal", "--off")
    gawah("people", "lock", "Amina", fails=True)
    gawah("people", "lock", "Bilal")
    assert "locked" in gawah("people", "list")
    gawah("people", "lock", "Bilal", "--off")
    gawah("people", "password", "Bilal", say=PASSWORD)
    log = gawah("people", "audit")
    assert all(what in log for what in ("account made", "invited", "one-time codes on", "unlocked", "password set"))
    assert "Bilal" not in gawah("people", "audit", "--who", "nobody")


def test_others_are_served_only_with_accounts_and_https(gawah):
    assert "without accounts" in gawah("serve", "--host", "0.0.0.0", fails=True)
    assert "no accounts" in gawah("serve", "--team", fails=True)
    gawah("people", "add", "Amina", "--role", "admin", say=PASSWORD)
    assert "without https" in gawah("serve", "--host", "0.0.0.0", fails=True)
    assert "no such file" in gawah("serve", "--host", "0.0.0.0", "--cert", "none.pem", fails=True)
