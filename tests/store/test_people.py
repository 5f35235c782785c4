"""Accounts on both databases: who comes in, who does not, and what is noted of it."""

import pytest
from sqlalchemy import text

from gawah.errors import StoreError, UsageError
from gawah.people import (
    By,
    Refused,
    accept_invitation,
    add_account,
    change_role,
    codes,
    end_all_sessions,
    end_key,
    end_token,
    find_account,
    find_holder,
    has_accounts,
    invite,
    keys,
    list_accounts,
    list_audit,
    list_tokens,
    lock_account,
    log_in,
    make_secret,
    make_token,
    seal_all,
    sealing,
    set_codes,
    set_password,
)
from gawah.people.attempts import MOST, WINDOW
from gawah.pipeline import open_store

PASSWORD = "four small words here"
BY = By("root")
HOME = "192.0.2.1"


@pytest.fixture(autouse=True, scope="module")
def quick_hashes():
    """Hashes that take no time: how long they take is Argon2's matter."""
    from argon2 import PasswordHasher

    from gawah.people import passwords

    kept, passwords._hasher = passwords._hasher, lambda: PasswordHasher(1, 8, 1)
    yield
    passwords._hasher = kept


@pytest.fixture
def clock(monkeypatch):
    """Sets the clock forward."""
    import time

    ahead = [0.0]
    real = time.time
    monkeypatch.setattr(time, "time", lambda: real() + ahead[0])

    def forward(seconds):
        ahead[0] += seconds

    return forward


@pytest.fixture
def amina(store):
    add_account(store, "Amina", "admin", BY)
    set_password(store, "Amina", PASSWORD, BY)
    return "Amina"


def enter(store, password=PASSWORD, code="", name="amina", address=HOME):
    return log_in(store, name, password, code, address)


def test_a_store_of_the_version_before_gets_the_tables(empty_db, make_older):
    with open_store(empty_db) as store:
        make_older(store, "0001")
    with open_store(empty_db) as store:
        assert not has_accounts(store)


def test_who_has_the_password_comes_in_however_the_name_is_written(store, amina):
    assert has_accounts(store)
    key = enter(store, name="  AMINA ")
    assert find_holder(store, "session", key).name == "Amina"
    assert find_holder(store, "token", key) is None


def test_what_is_kept_lets_nobody_in(store, amina):
    key = enter(store)
    with store.engine.connect() as connection:
        kept = [
            str(row) for table in ("accounts", "keys") for row in connection.execute(text(f"SELECT * FROM {table}"))
        ]
    assert kept
    assert not any(secret in row for row in kept for secret in (PASSWORD, key))
    assert "$argon2id$" in kept[0]


@pytest.mark.parametrize(
    ("name", "password"), [("amina", "four other words here"), ("nobody", PASSWORD), ("amina", "")]
)
def test_nobody_else_does(store, amina, name, password):
    assert enter(store, name=name, password=password) == Refused("wrong")


def test_an_account_without_a_password_lets_nobody_in(store):
    add_account(store, "Bilal", "coder", BY)
    assert enter(store, name="Bilal", password="") == Refused("wrong")
    assert enter(store, name="Bilal", password="nobody has this password") == Refused("wrong")


def test_passwords_that_are_easy_to_guess_are_not_taken(store, amina):
    for password in ("short", "aaaaaaaaaaaaaaaaaaa", "amina amina amina"):
        with pytest.raises(UsageError, match=r"password"):
            set_password(store, "Amina", password, BY)


def test_after_some_failures_even_the_right_password_waits(store, amina, clock):
    for _ in range(MOST["account"]):
        assert enter(store, "wrong wrong wrong") == Refused("wrong")
    assert enter(store) == Refused("too_many")
    assert enter(store, address="192.0.2.9") == Refused("too_many")
    clock(WINDOW + 2)
    assert isinstance(enter(store), str)


def test_failures_of_many_names_from_one_address_count_together(store, amina):
    for n in range(MOST["address"]):
        enter(store, "wrong wrong wrong", name=f"name {n}")
    assert enter(store) == Refused("too_many")
    assert isinstance(enter(store, address="192.0.2.9"), str)


def test_coming_in_forgets_the_failures_before(store, amina):
    for _ in range(3):
        for _ in range(MOST["account"] - 1):
            enter(store, "wrong wrong wrong", address="192.0.2.7")
        assert isinstance(enter(store), str)


def test_failures_outlive_the_program(empty_db):
    with open_store(empty_db) as store:
        add_account(store, "Amina", "admin", BY)
        set_password(store, "Amina", PASSWORD, BY)
        for _ in range(MOST["account"]):
            enter(store, "wrong wrong wrong")
    with open_store(empty_db) as store:
        assert enter(store) == Refused("too_many")


def test_a_session_ends_when_nobody_uses_it_and_in_the_end_whoever_does(store, amina, clock):
    idle = enter(store)
    clock(keys.IDLE + 1)
    assert find_holder(store, "session", idle) is None
    used = enter(store)
    for _ in range(keys.LASTS["session"] // keys.IDLE + 1):
        clock(keys.IDLE - 1)
        held = find_holder(store, "session", used)
    assert held is None


def test_a_session_ends_at_log_out_and_all_at_once(store, amina):
    first, second, third = (enter(store) for _ in range(3))
    end_key(store, "session", first, BY)
    assert [find_holder(store, "session", key) is None for key in (first, second, third)] == [True, False, False]
    end_all_sessions(store, "Amina", BY, but=third)
    assert [find_holder(store, "session", key) is None for key in (second, third)] == [True, False]


def test_a_new_password_ends_all_sessions(store, amina):
    key = enter(store)
    set_password(store, "Amina", "five other words are here", BY)
    assert find_holder(store, "session", key) is None


def test_one_time_codes_are_asked_for_and_taken_once(store, amina, clock):
    import time

    import pyotp

    secret = make_secret()
    set_codes(store, "Amina", secret, BY)
    code = pyotp.TOTP(secret).at(int(time.time()))
    assert enter(store) == Refused("wrong")
    assert enter(store, code="000000" if code != "000000" else "111111") == Refused("wrong")
    assert enter(store, password="wrong wrong wrong", code=code) == Refused("wrong")
    assert isinstance(enter(store, code=f" {code[:3]} {code[3:]}"), str)
    assert enter(store, code=code) == Refused("wrong")
    clock(60)
    assert isinstance(enter(store, code=pyotp.TOTP(secret).at(int(time.time()))), str)


@pytest.fixture(autouse=True)
def key_folder(tmp_path, monkeypatch):
    """Where the key of a database server lies; beside a file, it lies there."""
    monkeypatch.setenv("XDG_CONFIG_HOME", str(tmp_path / "settings"))
    monkeypatch.delenv("GAWAH_KEY_FILE", raising=False)
    return tmp_path / "settings"


def read_kept(store):
    with store.engine.connect() as connection:
        return dict(connection.execute(text("SELECT name, totp FROM accounts")).all())


def test_the_database_alone_makes_no_code(store, amina):
    secret = make_secret()
    set_codes(store, "Amina", secret, BY)
    kept = read_kept(store)["Amina"]
    assert secret not in kept
    assert sealing.unseal(store, "Amina", kept) == secret
    path = sealing.find_key_file(store)
    if path:
        assert path.stat().st_mode & 0o777 == 0o600
        assert len(path.read_bytes()) == 32
        assert not list(path.parent.glob(f"{path.name}.*"))


def test_a_sealed_secret_is_of_one_account(store, amina):
    add_account(store, "Bilal", "coder", BY)
    set_codes(store, "Amina", make_secret(), BY)
    with pytest.raises(UsageError, match="does not open the one-time codes of Bilal"):
        sealing.unseal(store, "Bilal", read_kept(store)["Amina"])


def test_what_a_version_before_kept_is_sealed(store, amina, clock):
    import time

    import pyotp

    secret = make_secret()
    with store.engine.begin() as connection:
        connection.execute(text("UPDATE accounts SET totp = :secret WHERE name = 'Amina'"), {"secret": secret})
    assert isinstance(enter(store, code=pyotp.TOTP(secret).at(int(time.time()))), str)  # it holds until it is sealed
    assert seal_all(store) == 1
    assert secret not in read_kept(store)["Amina"]
    assert seal_all(store) == 0
    clock(60)
    assert isinstance(enter(store, code=pyotp.TOTP(secret).at(int(time.time()))), str)


def test_without_its_key_nobody_comes_in_and_it_is_told_what_to_do(store, amina, tmp_path, monkeypatch):
    monkeypatch.setenv("GAWAH_KEY_FILE", str(tmp_path / "deep" / "own.key"))
    set_codes(store, "Amina", make_secret(), BY)
    path = sealing.find_key_file(store)
    assert path == tmp_path / "deep" / "own.key"
    assert enter(store, password="wrong wrong wrong") == Refused("wrong")
    key = path.read_bytes()
    for problem, change_key in (
        ("others can read this key", lambda: path.chmod(0o644)),
        ("does not open", lambda: (path.chmod(0o600), path.write_bytes(bytes(32)))),
        ("no key of Gawah's", lambda: path.write_bytes(b"x")),
        ("cannot be read", path.unlink),
    ):
        change_key()
        with pytest.raises(UsageError, match=problem):
            enter(store, code="000000")
    path.write_bytes(key)
    path.chmod(0o600)
    assert enter(store, code="000000") == Refused("wrong")
    set_codes(store, "Amina", None, BY)
    assert isinstance(enter(store), str)


def test_codes_are_those_of_the_standard():
    secret = "GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ"  # RFC 6238, appendix B
    assert codes.find_step(secret, "287082", 59, 0) == 1
    assert codes.find_step(secret, "287082", 59, 1) is None
    assert codes.find_step(secret, "287082", 3000, 0) is None


def test_who_is_locked_is_out_at_once(store, amina):
    add_account(store, "Bilal", "coder", BY)
    set_password(store, "Bilal", PASSWORD, BY)
    session, token = enter(store, name="Bilal"), make_token(store, "Bilal", "script", BY)
    lock_account(store, "Bilal", BY)
    assert find_holder(store, "session", session) is None
    assert find_holder(store, "token", token) is None
    assert enter(store, name="Bilal") == Refused("wrong")
    lock_account(store, "Bilal", BY, locked=False)
    assert isinstance(enter(store, name="Bilal"), str)


def test_there_is_always_an_admin(store, amina):
    with pytest.raises(UsageError, match="only admin"):
        change_role(store, "Amina", BY, role="coder")
    with pytest.raises(UsageError, match="only admin"):
        lock_account(store, "Amina", BY)


def test_names_that_could_be_taken_for_one_another_are_one(store, amina):
    with pytest.raises(UsageError, match="already"):
        add_account(store, "ＡＭＩＮＡ", "reader", BY)
    with pytest.raises(UsageError, match="name"):
        add_account(store, "a\u202eb", "reader", BY)
    with pytest.raises(UsageError, match="no such role"):
        add_account(store, "Bilal", "king", BY)


def test_who_sees_no_names_decides_nothing(store, amina):
    add_account(store, "Dilawar", "reader", BY, sees_names=False)
    with pytest.raises(UsageError, match="only be a reader"):
        change_role(store, "Dilawar", BY, role="coder")
    with pytest.raises(UsageError, match="own records"):
        add_account(store, "Bilal", "publisher", BY, own_only=True)
    change_role(store, "Dilawar", BY, role="coder", sees_names=True, own_only=True)
    assert find_account(store, "dilawar").own_only


def test_an_invitation_lets_its_holder_choose_a_password_once(store, amina, clock):
    add_account(store, "Bilal", "coder", BY)
    shown = invite(store, "Bilal", BY)
    with pytest.raises(UsageError, match="at least 12"):
        accept_invitation(store, shown, "short", HOME)
    assert accept_invitation(store, shown, PASSWORD, HOME) == "Bilal"
    assert isinstance(enter(store, name="Bilal"), str)
    with pytest.raises(UsageError, match="was used"):
        accept_invitation(store, shown, PASSWORD, HOME)
    late = invite(store, "Bilal", BY)
    clock(keys.LASTS["invitation"] + 1)
    with pytest.raises(UsageError, match="was used"):
        accept_invitation(store, late, PASSWORD, HOME)


def test_a_second_invitation_takes_the_place_of_the_first(store, amina):
    first, _ = invite(store, "Amina", BY), invite(store, "Amina", BY)
    with pytest.raises(UsageError):
        accept_invitation(store, first, PASSWORD, HOME)


def test_a_token_is_its_owners_until_it_is_ended(store, amina):
    shown = make_token(store, "Amina", "nightly export", BY)
    assert find_holder(store, "token", shown).role == "admin"
    (token,) = list_tokens(store, "Amina")
    assert token.label == "nightly export"
    end_token(store, "somebody else", token.hash, BY)
    assert find_holder(store, "token", shown)
    end_token(store, "Amina", token.hash, BY)
    assert find_holder(store, "token", shown) is None


def test_the_log_says_who_did_what_and_can_only_be_added_to(store, amina):
    enter(store, "wrong wrong wrong")
    enter(store)
    add_account(store, "Bilal", "coder", By("Amina", HOME))
    change_role(store, "Bilal", By("Amina", HOME), role="reviewer")
    said = [(entry.who, entry.what, entry.address) for entry in list_audit(store)]
    assert said[:4] == [
        ("Amina", "role", HOME),
        ("Amina", "account made", HOME),
        ("Amina", "log in", HOME),
        ("amina", "log-in failed", HOME),
    ]
    assert "Bilal: coder is now Bilal: reviewer" in list_audit(store, limit=1)[0].about
    assert not any(PASSWORD in str(entry) for entry in list_audit(store))
    for sql in ("DELETE FROM audit", "UPDATE audit SET who = 'nobody'"):
        with pytest.raises(Exception, match="only ever added to"), store.engine.begin() as connection:
            connection.execute(text(sql))


def test_the_log_is_read_a_page_at_a_time(store, amina):
    whole = [entry.number for entry in list_audit(store)]
    assert whole == sorted(whole, reverse=True)
    assert [entry.number for entry in list_audit(store, limit=1, before=whole[0])] == [whole[1]]
    assert list_audit(store, who="nobody") == []


def test_accounts_are_no_part_of_what_is_documented(store):
    before = store.read_head()
    add_account(store, "Amina", "admin", BY)
    assert store.read_head() == before
    assert [account.name for account in list_accounts(store)] == ["Amina"]
    store.rebuild()
    assert has_accounts(store)
    assert not isinstance(store.verify(), StoreError)
