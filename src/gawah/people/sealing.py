"""Secrets of one-time codes, sealed: whoever has the database alone cannot make a code.

The key lies in a file beside a store that is one, `gawah.db.key`, and for a database server in the user's folder of
settings; `GAWAH_KEY_FILE` names another. Only its owner may read it. Without it nobody who is asked for codes comes in.
"""

import base64
import binascii
import hashlib
import os
import stat
from pathlib import Path
from typing import TYPE_CHECKING
from weakref import WeakKeyDictionary

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from sqlalchemy import Engine, select, update

from gawah.errors import UsageError
from gawah.people.audit import COMMAND_LINE, write
from gawah.people.tables import change, look
from gawah.store.tables import ACCOUNTS

if TYPE_CHECKING:
    from gawah.store import Store

_SEALED = "aesgcm:"
"""What begins a sealed secret; one in base 32, as a version before kept it, has no colon."""
_NONCE = 12
_KEY = 32
_IN_MEMORY: WeakKeyDictionary[Engine, bytes] = WeakKeyDictionary()
"""Keys of stores that live in memory, by their engines."""


def seal(store: "Store", name: str, secret: str) -> str:
    """Return the secret of an account as it is kept; the key is made where there is none. Raises UsageError."""
    nonce = os.urandom(_NONCE)
    sealed = AESGCM(_read_key(store, make=True)).encrypt(nonce, secret.encode(), name.encode())
    return _SEALED + base64.b64encode(nonce + sealed).decode()


def unseal(store: "Store", name: str, kept: str) -> str:
    """Return the secret of an account from what is kept. Raises UsageError where the key is gone or another one."""
    if not kept.startswith(_SEALED):
        return kept
    try:
        packed = base64.b64decode(kept.removeprefix(_SEALED), validate=True)
        return AESGCM(_read_key(store)).decrypt(packed[:_NONCE], packed[_NONCE:], name.encode()).decode()
    except (InvalidTag, binascii.Error, ValueError):
        path = find_key_file(store)
        raise UsageError(f"{path}: this key does not open the one-time codes of {name}; {_REMEDY}") from None


_REMEDY = (
    "put back the file that was made with the store, or take the codes away with `gawah people totp NAME --off` and let"
    " people set them up anew"
)


def seal_all(store: "Store") -> int:
    """Seal what a version before kept as it is; return of how many accounts. Raises UsageError."""
    with look(store) as connection:
        rows = connection.execute(select(ACCOUNTS.c.name, ACCOUNTS.c.totp).where(ACCOUNTS.c.totp.is_not(None))).all()
    plain = {row.name: row.totp for row in rows if not row.totp.startswith(_SEALED)}
    sealed = {name: seal(store, name, secret) for name, secret in plain.items()}
    with change(store) as connection:
        for name, kept in sealed.items():
            same = (ACCOUNTS.c.name == name, ACCOUNTS.c.totp == plain[name])
            if connection.execute(update(ACCOUNTS).where(*same).values(totp=kept)).rowcount:
                write(connection, COMMAND_LINE, "one-time codes sealed", name, COMMAND_LINE)
    return len(sealed)


# --- the key ----------------------------------------------------------------------------------------------------------


def find_key_file(store: "Store") -> Path | None:
    """Return where the key of a store lies; None for one that lives in memory."""
    if named := os.environ.get("GAWAH_KEY_FILE"):
        return Path(named)
    url = store.engine.url
    if url.get_backend_name() == "sqlite":
        return Path(f"{url.database}.key") if url.database and url.database != ":memory:" else None
    settings = Path(os.environ.get("XDG_CONFIG_HOME") or Path.home() / ".config")
    server = f"{url.host}:{url.port}/{url.database}"
    return settings / "gawah" / f"{hashlib.sha256(server.encode()).hexdigest()[:16]}.key"


def _read_key(store: "Store", make: bool = False) -> bytes:
    path = find_key_file(store)
    if path is None:
        return _IN_MEMORY.setdefault(store.engine, os.urandom(_KEY))
    if make and not path.exists():
        _make_key(path)
    try:
        mode = path.stat().st_mode
        key = path.read_bytes()
    except OSError as error:
        raise UsageError(
            f"{path}: the key of the one-time codes cannot be read ({error.strerror}); {_REMEDY}"
        ) from None
    if os.name == "posix" and stat.S_IMODE(mode) & 0o077:
        raise UsageError(f"{path}: others can read this key; close it with `chmod 600 {path}`")
    if len(key) != _KEY:
        raise UsageError(f"{path}: this is no key of Gawah's; {_REMEDY}")
    return key


def _make_key(path: Path) -> None:
    """Write a new key, whole or not at all, unless another program does it first."""
    try:
        path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
        begun = path.with_name(f"{path.name}.{os.getpid()}")
        with os.fdopen(os.open(begun, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "wb") as file:
            file.write(os.urandom(_KEY))
            file.flush()
            os.fsync(file.fileno())
        try:
            os.link(begun, path)
        except FileExistsError:
            pass
        finally:
            begun.unlink()
    except OSError as error:
        problem = f"{path}: the key of the one-time codes cannot be written ({error.strerror})"
        raise UsageError(f"{problem}; name another place in GAWAH_KEY_FILE") from None
