"""The items of lists in a text, numbered, bulleted or the rows of a table: each may tell of an incident of its own."""

import re
from dataclasses import dataclass

from gawah.coding.rules.facts import SentenceFacts
from gawah.coding.rules.phrases import Parsed
from gawah.coding.rules.retelling import list_own_acts, points_back
from gawah.model import Place, When

_MARKED = re.compile(
    r"^[^\S\n]*(?:[*•·▪‣►–—-][^\S\n]+|\(?\d{1,2}(?:[.)/:](?!\d)|\))[^\S\n]*(?=\D)|\(?[a-h]\)[^\S\n]+|[ivx]{1,4}[.)][^\S\n]+)",
    re.M,
)
"""What an item begins with: a bullet, a number, a letter."""
_ROW = re.compile(r"^(?=[^|\n]*\|[^|\n]*\|).*\w.*$", re.M)
"""A line with three cells or more."""
_LABELLED = re.compile(
    r"^[^\S\n]*[A-Z][\w'’-]+(?:[ /-][\w'’-]+){0,4}(?:, [A-Z][\w'’-]+(?: [A-Z][\w'’-]+)?)?: (?=\S)", re.M
)
"""A line that begins with what it is about: "Bilopillia community: 12 mortar rounds"."""
_FEWEST = {_MARKED: 2, _ROW: 3, _LABELLED: 3}
"""So many lines of a form make a list."""


@dataclass(frozen=True, slots=True)
class Item:
    """An item of a list by its number, with the narrowest place and the first date that any of its sentences has."""

    number: int
    scene: Place | None
    when: When | None


def find_items(parsed: Parsed, facts: list[SentenceFacts]) -> list[Item | None]:
    """Return for each sentence the item of a list that it stands in, or None."""
    starts = _find_starts(parsed.tokens.text)
    numbers = [_number_at(starts, parsed, fact) for fact in facts] if starts else [0] * len(facts)
    items: dict[int, Item] = {}
    for number in dict.fromkeys(n for n in numbers if n):
        own = [fact for n, fact in zip(numbers, facts, strict=True) if n == number]
        scene = next((fact.scene for fact in own if fact.scene), None)
        items[number] = Item(number, scene, next((fact.when for fact in own if fact.when), None))
    return [items.get(n) for n in numbers]


def begins_incident(parsed: Parsed, fact: SentenceFacts, item: Item | None, before: Item | None) -> bool:
    """Whether a violent sentence of an item tells of another incident than the item before: elsewhere, or on a day
    of its own."""
    if item is None or before is None or item.number == before.number:
        return False
    if not (fact.tells_harm or list_own_acts(parsed, fact)) or points_back(parsed, fact):
        return False
    here, there = item.scene, before.scene
    apart = here is not None and there is not None and here.name != there.name
    days = (item.when and item.when.edtf, before.when and before.when.edtf)
    return apart or (None not in days and days[0] != days[1])


def _find_starts(text: str) -> list[tuple[int, int]]:
    """Return where the items of the text's lists begin, and where the list goes on no more."""
    for form, fewest in _FEWEST.items():
        found = [m.start() for m in form.finditer(text)]
        if len(found) >= fewest:
            ends = [*found[1:], _end_of_last(text, found[-1])]
            return list(zip(found, ends, strict=True))
    return []


def _end_of_last(text: str, start: int) -> int:
    """Return where the last item ends: at an empty line, else at the end of its own line."""
    empty = re.compile(r"\n[^\S\n]*\n").search(text, start)
    line = text.find("\n", start)
    return empty.start() if empty else line if line >= 0 else len(text)


def _number_at(starts: list[tuple[int, int]], parsed: Parsed, fact: SentenceFacts) -> int:
    at = parsed.tokens.ends[fact.first]
    return next((n for n, (start, end) in enumerate(starts, 1) if start <= at <= end), 0)
