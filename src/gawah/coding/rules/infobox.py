"""The infobox of an encyclopedia article: each row a field, its value where it stands."""

import re
from dataclasses import asdict, replace

from gawah.coding.rules.dates import find_dates, resolve_date
from gawah.coding.rules.layout import Block
from gawah.coding.rules.numbers import read_quantity
from gawah.coding.rules.page import Page
from gawah.coding.rules.phrases import tag_words
from gawah.coding.rules.scenes import place_at
from gawah.coding.rules.sheet import Sheet
from gawah.coding.rules.tokens import split_words
from gawah.coding.rules.triggers import find_triggers
from gawah.coding.rules.weapons import describe_weapon
from gawah.gazetteer.actors import find_actors
from gawah.model import Span

_PARTS = re.compile(r"\s*(?:,|;|\band\b)\s*(?:and\b\s*)?(?:the\b\s*)?|^the\s+", re.I)
_LEADING_NAME = re.compile(r"([A-Z][^,\n]{2,40}),\s*")
_FIGURES = {
    **dict.fromkeys(("fatalities", "deaths", "killed", "dead", "victims killed"), "killed"),
    **dict.fromkeys(("injuries", "injured", "wounded"), "injured"),
    **dict.fromkeys(("kidnapped", "hostages"), "abducted"),
    "missing": "missing",
}


def open_infobox(page: Page, coder: str) -> Sheet | None:
    """Return the sheet of an incident told by the infobox alone: a row names violence, another the dead; or None."""
    rows = [b for b in page.blocks if b.kind == "infobox"]
    named = [b for b in page.blocks if b.kind == "title"] + [
        b for b in rows if b.key in ("title", "type", "attack type")
    ]
    choice = next((c for b in named if (c := _type_in(page, b))), None)
    if choice is None or not any(b.key in _FIGURES for b in rows):
        return None
    name, span = choice
    sheet = Sheet(page, coder, "incident", span)
    sheet.say("told_as", "news", [span], "infobox")
    sheet.say("main", True, [span], "infobox")
    sheet.say("type", name, [span], "infobox", confidence=0.7)
    return read_infobox(page, sheet)


def _type_in(page: Page, block: Block) -> tuple[str, Span] | None:
    """Return the incident type that a row's words speak for most, with those words."""
    tokens = split_words(page.text, [(block.start, block.end)])
    weighed = [(w, name, t) for t in find_triggers(tokens.lows, tag_words(tokens).tags) for name, w in t.sense.types]
    if not weighed:
        return None
    _, name, trigger = max(weighed, key=lambda x: x[0])
    return name, Span(tokens.starts[trigger.start], tokens.ends[trigger.end - 1])


def read_infobox(page: Page, sheet: Sheet) -> Sheet:
    """Write the infobox's rows and the title on an incident's sheet; return it."""
    title = page.row("title", "headline") or next((b for b in page.blocks if b.kind == "title"), None)
    if title:
        sheet.say("title", page.text[title.start : title.end], [Span(title.start, title.end)], "title", confidence=0.95)
    for block in page.blocks:
        if block.kind == "infobox":
            reader = _ROWS.get(block.key.replace(" ", "").rstrip("s"))
            if reader:
                reader(page, sheet, block)
    return sheet


def _read_list(page: Page, sheet: Sheet, block: Block, field: str) -> None:
    for start, end in _split_list(page.text, block):
        value = page.text[start:end]
        sheet.say(sheet.key(field), value[:1].upper() + value[1:], [Span(start, end)], "infobox", confidence=0.9)


def _split_list(text: str, block: Block) -> list[tuple[int, int]]:
    """Return the offsets of a row's items, articles and joining words left out."""
    items, at = [], block.start + 4 * text[block.start : block.end].lower().startswith("the ")
    for match in _PARTS.finditer(text, at, block.end):
        if match.start() > at:
            items.append((at, match.start()))
        at = match.end()
    return [*items, (at, block.end)] if at < block.end else items


def _read_campaign(page: Page, sheet: Sheet, block: Block) -> None:
    _read_list(page, sheet, block, "campaign")


def _read_motive(page: Page, sheet: Sheet, block: Block) -> None:
    _read_list(page, sheet, block, "motive")


def _read_location(page: Page, sheet: Sheet, block: Block) -> None:
    place = place_at(page, block.start, block.end)
    leading = _LEADING_NAME.match(page.text, block.start, block.end)
    known = next((m.mention.start for m in page.mentions if m.mention.start >= block.start), block.end)
    if place and leading and leading.end() <= known:  # a village that the tables lack
        place = replace(place, name=leading[1], geonameid=None, precision="settlement")
    if place:
        sheet.say("place", asdict(place), [Span(block.start, block.end)], "infobox", confidence=0.85)


def _read_date(page: Page, sheet: Sheet, block: Block) -> None:
    for expr in find_dates(page.text, block.start, block.end):
        when = resolve_date(expr, page.report_date, None, page.year)
        if when.edtf:
            sheet.say("date", asdict(when), [Span(expr.start, expr.end)], "infobox", confidence=0.95)
            return


def _read_figure(page: Page, sheet: Sheet, block: Block) -> None:
    tokens = split_words(page.text, [(block.start, block.end)])
    quantity = next(
        (q for n in range(len(tokens.lows)) if (q := read_quantity(tokens.lows, n, len(tokens.lows)))), None
    )
    if quantity and not quantity.article:
        span = Span(tokens.starts[quantity.start], tokens.ends[quantity.end - 1])
        measure = _FIGURES[block.key if block.key in _FIGURES else block.key + "s"]
        words = page.text[span.start : span.end]
        value = {"measure": measure, **asdict(quantity.count), "words": words, "as_of": None, "status": "current"}
        sheet.say(sheet.key("figures"), value, [span], "infobox", confidence=0.95)


def _read_perpetrator(page: Page, sheet: Sheet, block: Block) -> None:
    """Write each name of the row; an actor that is but a word of a longer name is not the one who bears it."""
    for start, end in _split_list(page.text, block)[:3]:
        words = page.text[start:end]
        if not words[:1].isupper() or words.split()[0].lower() in ("unknown", "unidentified", "none", "disputed"):
            continue
        mention = next((m for m in find_actors(words) if m.sort != "generic" and len(m.surface) * 2 > len(words)), None)
        value = {"name": words, "actor_id": None, "kind": "unknown", "parent": None}
        if mention is not None:
            value |= {"name": mention.surface, "actor_id": mention.actor_id, "kind": mention.kind}
            value["parent"] = mention.parent
            start, end = start + mention.start, start + mention.end
        sheet.say(sheet.key("perpetrators"), value, [Span(start, end)], "infobox", confidence=0.9)


def _read_weapon(page: Page, sheet: Sheet, block: Block) -> None:
    tokens = split_words(page.text, [(block.start, block.end)])
    for trigger in find_triggers(tokens.lows, tag_words(tokens).tags):
        if trigger.sense.weapon:
            kind, exact = trigger.sense.weapon
            span = Span(tokens.starts[trigger.start], tokens.ends[trigger.end - 1])
            value = describe_weapon(kind, exact, page.text[span.start : span.end])
            sheet.say(sheet.key("weapons"), value, [span], "infobox", confidence=0.9)


_ROWS = {
    "partof": _read_campaign,
    "motive": _read_motive,
    "location": _read_location,
    "place": _read_location,
    "date": _read_date,
    "perp": _read_perpetrator,
    "perpetrator": _read_perpetrator,
    "weapon": _read_weapon,
    **{key.replace(" ", "").rstrip("s"): _read_figure for key in _FIGURES},
}
