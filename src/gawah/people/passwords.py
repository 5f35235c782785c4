"""Passwords: kept as Argon2id hashes with the parameters of RFC 9106 for little memory, and nothing else of them."""

from functools import cache

from argon2 import PasswordHasher
from argon2.exceptions import InvalidHashError, VerificationError

from gawah.errors import UsageError
from gawah.phrases import say

SHORTEST, LONGEST = 12, 1000
"""Characters of a password."""


@cache
def _hasher() -> PasswordHasher:
    return PasswordHasher()


def hash_password(password: str, name: str) -> str:
    """Return what is kept of a password. Raises UsageError for one that is easy to guess."""
    if not SHORTEST <= len(password) <= LONGEST:
        raise UsageError(
            say(
                "a password has at least {shortest} characters; several words in a row are a good one",
                shortest=SHORTEST,
            )
        )
    if len(set(password)) < 5 or name.casefold() in password.casefold():
        raise UsageError(say("this password is easy to guess: take several words in a row, and not your name"))
    return _hasher().hash(password)


def is_password(held: str | None, password: str) -> bool:
    """Whether a password is the one that was kept. It takes as long where none was kept, or its name is unknown."""
    try:
        _hasher().verify(held or _hash_nothing(), password[:LONGEST])
    except (VerificationError, InvalidHashError):
        return False
    return held is not None


def is_outdated(held: str) -> bool:
    """Whether a password was hashed with weaker parameters than are usual now."""
    return _hasher().check_needs_rehash(held)


@cache
def _hash_nothing() -> str:
    return _hasher().hash("nobody has this password")
