"""What Gawah says in sentences, in the language of whoever reads: messages with placeholders, numbers, months.

    say("about {number} km", number=say_number(5))        # "about 5 km"; in Persian "حدود ۵ کیلومتر"

English stands in the code, and is what is said unless `speaking` says otherwise; `tools/messages.py` gathers it for
translators. What reports say is never a message: it goes in as a part, as it stands.
"""

import re
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass


def _keep(words: str) -> str:
    return words


def _keep_number(one: str, several: str, number: int) -> str:
    return one if number == 1 else several


def _keep_country(code: str) -> str | None:
    return None


@dataclass(frozen=True, slots=True)
class Language:
    """How something is said in one language."""

    code: str = "en"
    """BCP 47."""
    translate: Callable[[str], str] = _keep
    translate_several: Callable[[str, str, int], str] = _keep_number
    """Returns the form of a message for a number of things, from those of English."""
    digits: str = "0123456789"
    separator: str = ","
    """What stands between thousands."""
    is_rtl: bool = False
    """Whether it is written from right to left."""
    name_country: Callable[[str], str | None] = _keep_country
    """Returns a country's name by its ISO code; None for the name that the gazetteer has."""


ENGLISH = Language()
_SPOKEN: ContextVar[Language] = ContextVar("gawah_language", default=ENGLISH)


@contextmanager
def speaking(language: Language) -> Iterator[None]:
    """Say everything in a language until the block ends."""
    token = _SPOKEN.set(language)
    try:
        yield
    finally:
        _SPOKEN.reset(token)


def tell_language() -> Language:
    """Return the language that is spoken."""
    return _SPOKEN.get()


def say(message: str, **parts: object) -> str:
    """Return a message with its parts, in the language that is spoken. Parts stand in braces: "at least {number}"."""
    said = {name: isolate(part) if isinstance(part, str) else part for name, part in parts.items()}
    return _SPOKEN.get().translate(message).format(**said)


_LEFT_TO_RIGHT = re.compile("[A-Za-z\u00c0-\u024f]")
_FIRST_STRONG, _POP = "\u2068", "\u2069"


def isolate(words: str) -> str:
    """Return words that keep their own direction within a sentence from right to left, and do not turn it round."""
    if not _SPOKEN.get().is_rtl or not _LEFT_TO_RIGHT.search(words) or words.startswith(_FIRST_STRONG):
        return words
    return f"{_FIRST_STRONG}{words}{_POP}"


def say_several(one: str, several: str, number: int, **parts: object) -> str:
    """Return the message for a number of things, which is its part `number`."""
    pattern = _SPOKEN.get().translate_several(one, several, number)
    return pattern.format(number=say_number(number), **parts)


def say_number(number: float) -> str:
    """Return a number with its thousands apart, in the digits of the language."""
    language = _SPOKEN.get()
    return say_digits(f"{number:,}".replace(",", language.separator))


def say_digits(words: str) -> str:
    """Return words, as a year or a time, with their digits in those of the language."""
    digits = _SPOKEN.get().digits
    return words if digits[0] == "0" else words.translate(str.maketrans("0123456789", digits))


def mark(message: str) -> str:
    """Return a message as it stands, so that it is gathered for translators where it is said later by its name."""
    return message
