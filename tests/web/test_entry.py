"""Where there are accounts: who is let in, as what, and what is noted of it."""

import re

import pytest

from gawah.people import By, add_account, find_holder, list_audit, lock_account, make_token, passwords, set_password
from gawah.web import Site
from gawah.web.pages.log_in import stay_here

BY, PASSWORD = By("root"), "four small words here"


@pytest.fixture(autouse=True, scope="module")
def quick_hashes():
    from argon2 import PasswordHasher

    kept, passwords._hasher = passwords._hasher, lambda: PasswordHasher(1, 8, 1)
    yield
    passwords._hasher = kept


@pytest.fixture
def people(store):
    """An account of each role, all with one password."""
    for name, role in (("Amina", "admin"), ("Bilal", "coder"), ("Rukhsana", "reader")):
        add_account(store, name, role, BY)
        set_password(store, name, PASSWORD, BY)


@pytest.fixture
def stranger(store, people, make_client):
    """Somebody who has not logged in."""
    return make_client(Site(store, "nobody", team=True))


def log_in(client, name="Amina", password=PASSWORD, **more):
    client.get("/log-in")
    return client.submit("/log-in", {"name": name, "password": password, **more})


def test_whoever_is_not_in_is_sent_to_the_log_in_and_back(stranger, merged):
    asked = stranger.get(f"/incidents/{merged}?a=b", follow_redirects=False)
    assert asked.status_code == 303
    assert asked.headers["location"] == f"/log-in?back=/incidents/{merged}%3Fa%3Db"
    page = stranger.get(asked.headers["location"])
    assert page.status_code == 200
    assert "Machh" not in page.text
    assert log_in(stranger, back=f"/incidents/{merged}?a=b").headers["location"] == f"/incidents/{merged}?a=b"
    assert "Amina" in stranger.get("/").text


def test_no_page_but_the_entry_is_open(stranger):
    for path in ("/", "/people", "/people/audit", "/account", "/lists", "/incidents/x", "/reports/x"):
        assert stranger.get(path, follow_redirects=False).status_code in (303, 404)
        assert "Machh" not in stranger.get(path).text
    assert stranger.get("/assets/style.css").status_code == 200


def test_a_script_is_sent_to_the_log_in_too(stranger):
    asked = stranger.get("/", headers={"hx-request": "true"})
    assert (asked.status_code, asked.headers["hx-redirect"]) == (401, "/log-in")


def test_what_is_wrong_is_not_told(stranger):
    answers = [log_in(stranger, "Amina", "wrong wrong wrong"), log_in(stranger, "Nobody", PASSWORD)]
    assert {answer.status_code for answer in answers} == {401}
    said = [re.search(r'role="alert">(.*?)<', answer.text)[1] for answer in answers]
    assert said[0] == said[1]
    assert "gawah_session" not in stranger.cookies


def test_too_many_attempts_are_told(stranger):
    answers = [log_in(stranger, "Amina", "wrong wrong wrong").status_code for _ in range(9)]
    assert answers == [401] * 8 + [429]
    assert log_in(stranger).status_code == 429


def test_a_session_that_somebody_else_planted_is_not_taken_over(store, stranger):
    stranger.cookies.set("gawah_session", "planted" * 6)
    stranger.get("/log-in")
    token = stranger.cookies["gawah_token"]
    log_in(stranger)
    sessions = [cookie.value for cookie in stranger.cookies.jar if cookie.name == "gawah_session"]
    assert find_holder(store, "session", "planted" * 6) is None
    assert any(find_holder(store, "session", shown) for shown in sessions)
    tokens = [cookie.value for cookie in stranger.cookies.jar if cookie.name == "gawah_token"]
    assert token not in tokens


def test_logging_in_again_ends_the_session_before(store, stranger):
    log_in(stranger)
    first = stranger.cookies["gawah_session"]
    log_in(stranger, "Bilal")
    assert find_holder(store, "session", first) is None
    assert "Bilal" in stranger.get("/").text


def test_cookies_are_kept_from_scripts_and_other_sites(store, people, make_client):
    client = make_client(Site(store, "nobody", team=True))
    client.base_url = "https://localhost"
    client.get("/log-in")
    answer = log_in(client)
    for cookie in answer.headers.get_list("set-cookie"):
        assert all(word in cookie for word in ("HttpOnly", "SameSite=Strict", "Secure", "Path=/"))
    assert "max-age=" in answer.headers["strict-transport-security"]


def test_without_https_nothing_promises_it(stranger):
    assert "strict-transport-security" not in stranger.get("/log-in").headers


def test_whoever_logs_out_is_out(store, stranger):
    log_in(stranger)
    shown = stranger.cookies["gawah_session"]
    assert stranger.submit("/log-out").headers["location"] == "/log-in"
    assert find_holder(store, "session", shown) is None
    assert stranger.get("/", follow_redirects=False).status_code == 303


def test_a_locked_account_is_out_at_once(store, stranger):
    log_in(stranger, "Bilal")
    assert stranger.get("/").status_code == 200
    lock_account(store, "Bilal", BY)
    assert stranger.get("/", follow_redirects=False).status_code == 303


def test_a_log_in_needs_a_token_of_the_site(stranger):
    stranger.get("/log-in")
    assert stranger.post("/log-in", data={"name": "Amina", "password": PASSWORD}).status_code == 403


def test_what_an_admin_does_nobody_else_may(store, stranger):
    for name in ("Bilal", "Rukhsana"):
        log_in(stranger, name)
        assert stranger.get("/people").status_code == 403
        assert stranger.get("/people/audit").status_code == 403
        assert stranger.submit("/people/role", {"name": name, "role": "admin"}).status_code == 403
        assert stranger.submit("/people", {"name": "Eve", "role": "admin"}).status_code == 403


def test_an_admin_invites_somebody_who_chooses_a_password(store, stranger, make_client):
    log_in(stranger)
    page = stranger.submit("/people", {"name": "Zainab", "role": "reviewer"})
    link = re.search(r"http://localhost(/invitations/[\w-]+)", page.text)[1]
    assert link not in stranger.get("/people").text
    invited = make_client(Site(store, "nobody", team=True))
    assert "Zainab" in invited.get(link).text
    assert invited.submit(link, {"password": PASSWORD, "again": "other words"}).status_code == 422
    assert invited.submit(link, {"password": "short", "again": "short"}).status_code == 422
    assert invited.submit(link, {"password": PASSWORD, "again": PASSWORD}).headers["location"] == "/log-in"
    assert invited.get(link).status_code == 404
    log_in(invited, "Zainab")
    assert "Zainab" in invited.get("/").text


def test_an_admin_changes_roles_locks_and_reads_who_did_what(store, stranger):
    log_in(stranger)
    assert stranger.submit("/people/role", {"name": "Bilal", "role": "reviewer"}).status_code == 303
    assert stranger.submit("/people/role", {"name": "Amina", "role": "reader"}).status_code == 422
    assert stranger.submit("/people/lock", {"name": "Bilal", "locked": "true"}).status_code == 303
    assert "locked" in stranger.get("/people").text
    page = stranger.get("/people/audit").text
    assert "Bilal: coder is now Bilal: reviewer" in page
    assert "testclient" in page


def test_people_look_after_their_own_password(store, stranger):
    log_in(stranger, "Bilal")
    new = "five other words are here"
    form = {"password": PASSWORD, "new": new, "again": new}
    assert stranger.submit("/account/password", form | {"password": "wrong wrong wrong"}).status_code == 422
    assert stranger.submit("/account/password", form).headers["location"] == "/log-in"
    assert stranger.get("/", follow_redirects=False).status_code == 303
    assert log_in(stranger, "Bilal").status_code == 401
    assert log_in(stranger, "Bilal", new).status_code == 303


def test_one_time_codes_are_asked_for_once_a_first_one_was_right(store, stranger):
    import pyotp

    log_in(stranger, "Bilal")
    page = stranger.submit("/account/codes/show", {"password": PASSWORD})
    secret = re.search(r'name="secret" value="(\w+)"', page.text)[1]
    assert "<svg" in page.text
    form = {"password": PASSWORD, "secret": secret}
    assert stranger.submit("/account/codes", form | {"code": "x"}).status_code == 422
    code = pyotp.TOTP(secret).now()
    assert stranger.submit("/account/codes", form | {"code": code}).status_code == 303
    assert secret not in stranger.get("/account").text
    stranger.submit("/log-out")
    assert log_in(stranger, "Bilal").status_code == 401
    assert log_in(stranger, "Bilal", code=code).status_code == 401  # used already


def test_a_token_lets_a_program_in_and_no_other(store, stranger, make_client):
    shown = make_token(store, "Rukhsana", "script", BY)
    program = make_client(Site(store, "nobody", team=True))
    assert program.get("/", headers={"authorization": f"Bearer {shown}"}).status_code == 200
    assert program.get("/", headers={"authorization": "Bearer other"}, follow_redirects=False).status_code == 303
    alone = make_client(Site(store, "Amina"))
    assert alone.get("/", headers={"authorization": "Bearer other"}, follow_redirects=False).status_code == 303
    assert program.get("/account", headers={"authorization": f"Bearer {shown}"}).status_code == 403


def test_going_back_never_leads_elsewhere():
    for address in ("//evil.example", "https://evil.example", "/\\evil.example", "/a\nb", "", "x"):
        assert stay_here(address) == "/"
    assert stay_here("/incidents/a?b=c") == "/incidents/a?b=c"


def test_a_file_that_is_taken_away_is_noted(store, stranger):
    log_in(stranger)
    stranger.app.get("/a-file")(_send_file)
    assert stranger.get("/a-file?x=1").status_code == 200
    entry = list_audit(store, limit=1)[0]
    assert (entry.who, entry.what, entry.about) == ("Amina", "export", "/a-file?x=1")


def _send_file():
    from starlette.responses import Response

    return Response(b"x", headers={"Content-Disposition": "attachment; filename=x.csv"})
