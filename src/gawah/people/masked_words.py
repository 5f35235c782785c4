"""Words looked for by somebody who sees no names: they are found in reports as that person sees them, and nowhere else.

What is found is what could be read: a report is among it only where its masked text holds the words. So no search tells
whether somebody is named. What may itself be a name is not looked for at all, so that not even the time that an answer
takes depends on whether it stands anywhere.
"""

from typing import cast

from sqlalchemy import Connection, select

from gawah.errors import UsageError
from gawah.people.masks import Masks, may_be_name
from gawah.store.conditions import Test
from gawah.store.full_text import Sought, list_texts, list_words, read_words
from gawah.store.snippets import is_held, read_texts
from gawah.store.tables import INCIDENTS, TELLS

MOST = 300
"""Reports that are looked at for one search, the latest first: to mask a report takes time."""


def asks_for_name(words: str) -> bool:
    """Whether any of the words of a query, or all of them together, may be somebody's name."""
    return any(may_be_name(said) for said in (*list_words(words), words.replace('"', " ")))


def find_masked(connection: Connection, policy: str, words: str, masks: Masks) -> Test:
    """Return the test whether a report of an incident, masked, holds words. Raises UsageError where there are none."""
    sought = read_words(words)
    if not sought.parts and not sought.terms:
        raise UsageError("--text: there is nothing in it to look for; give a word or a part of one")
    numbers = [] if asks_for_name(words) else _find_texts(connection, sought, masks)
    telling = select(TELLS.c.incident).where(TELLS.c.policy == policy, TELLS.c.text.in_(numbers))
    holds = INCIDENTS.c.key.in_(telling)
    return Test(f"text {words}", holds, select(INCIDENTS.c.key).where(INCIDENTS.c.policy == policy, holds))


def _find_texts(connection: Connection, sought: Sought, masks: Masks) -> list[int]:
    numbers = cast("list[int]", connection.execute(list_texts(connection, sought)).scalars().all())
    may_hold = sorted(numbers, reverse=True)[:MOST]
    texts = read_texts(connection, may_hold)
    return [number for number, text in texts.items() if is_held(masks.mask_text(text.sha256).content, sought)]
