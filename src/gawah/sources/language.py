"""A cheap look at whether a text is English, so that a coder of English can abstain from what is plainly not."""

import re
import unicodedata

_SAMPLE = 4000
"""Characters looked at."""
_WORD = re.compile(r"[^\W\d_]+")
_FUNCTION_WORDS = frozenset(
    _WORD.findall(
        """
        the of and to a in that was were is are be been for by with from at on as it its he his she
        her they their who which this has have had not but or after before when where an said also
        into over about would will one two
        """
    )
)
_ENOUGH_WORDS = 30
_ENGLISH, _NOT_ENGLISH = 0.2, 0.1
"""Shares of function words. English running text has 0.3 to 0.45, headlines from 0.15, other languages under 0.1."""
_LEAST_LATIN = 0.5


def guess_language(text: str) -> str | None:
    """Return "en" for English, "und" for text that is clearly another language, None where one cannot say."""
    words = [word.lower() for word in _WORD.findall(text[:_SAMPLE])]
    if not words:
        return None
    if _share_of_latin(words) < _LEAST_LATIN:
        return "und"
    share = sum(word in _FUNCTION_WORDS for word in words) / len(words)
    if share >= _ENGLISH:
        return "en"
    return "und" if share < _NOT_ENGLISH and len(words) >= _ENOUGH_WORDS else None


def _share_of_latin(words: list[str]) -> float:
    """Return the share of Latin letters among the letters of `words`."""
    letters = "".join(words)
    if letters.isascii():
        return 1.0
    return sum(c.isascii() or unicodedata.name(c, "").startswith("LATIN") for c in letters) / len(letters)
