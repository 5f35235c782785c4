"""Everything that the rules look up in a text once: words, triggers, harms, speeches, dates, actors, places."""

import re
from bisect import bisect_left
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from datetime import date
from functools import cache
from typing import TYPE_CHECKING

from gawah.coding.rules.casing import restore_case
from gawah.coding.rules.dates import DateExpr, find_dates, head_date, head_day, resolve_date
from gawah.coding.rules.doers import ActorIndex
from gawah.coding.rules.figurative import tells_none
from gawah.coding.rules.groups import arm_bodies, find_unknown_groups
from gawah.coding.rules.harms import Harm, find_harms
from gawah.coding.rules.issuer import Issuer, find_issuer
from gawah.coding.rules.layout import Block, find_blocks
from gawah.coding.rules.lexicon import load_lexicon
from gawah.coding.rules.longer_names import lengthen_names
from gawah.coding.rules.overlaps import InOrder
from gawah.coding.rules.phrases import Parsed, tag_words
from gawah.coding.rules.speech import Speech, find_speech
from gawah.coding.rules.suspects import Suspect, find_suspects
from gawah.coding.rules.tokens import Tokens, split_words
from gawah.coding.rules.triggers import Trigger, find_triggers
from gawah.frozen import quick_to_make
from gawah.gazetteer.actors import ActorMention, actor, find_actors
from gawah.gazetteer.places import Resolved, country_of, read_mentions, resolve_mentions
from gawah.model import CodingInput, Given, Place, Span, When

if TYPE_CHECKING:
    from gawah.coding.rules.claims import ClaimMention

_PROSE = ("paragraph",)
_LONGEST_TRIGGER = 20
"""Words."""
_HOLDERS = 8
"""Mentions behind one among which is what it is said to lie in."""
_DATES_ABOUT = 100
"""Date expressions on each side."""


@quick_to_make
@dataclass(frozen=True, slots=True)
class Dated:
    """A date expression in prose and the number of its first word."""

    expr: DateExpr
    word: int


@quick_to_make
@dataclass(frozen=True, slots=True)
class Placed:
    """A resolved place in prose and the number of its first word."""

    resolved: Resolved
    place: Place
    word: int


@quick_to_make
@dataclass(frozen=True, slots=True)
class Page:
    """A text with what was found in it."""

    source: CodingInput
    blocks: list[Block]
    parsed: Parsed
    triggers: InOrder[Trigger]
    harms: InOrder[Harm]
    speeches: InOrder[Speech]
    dates: InOrder[Dated]
    mentions: list[Resolved]
    """The places that the whole text mentions, infobox and head included."""
    places: InOrder[Placed]
    actors: ActorIndex
    suspects: list[Suspect]
    issuer: Issuer | None
    report_date: date | None
    report_span: Span | None
    """The words at the text's head that give the report's date."""
    report_given: Given | None
    year: int | None
    head_day: When | None
    """The report's day where its head leaves the year open: XXXX-11-20."""
    head_start: int | None
    """Where the words for the report's day begin."""
    home: tuple[str, Span] | None
    """The country of all groups and forces of one country that the text names, with the first of them; else that of
    its currency or institutions."""

    claims: "dict[int, ClaimMention | None]" = field(default_factory=dict)
    """The claims that were read so far, by sentence: several readers ask for them."""

    @property
    def text(self) -> str:
        """The text itself."""
        return self.source.text.content

    def triggers_in(self, first: int, last: int) -> list[Trigger]:
        """Return the triggers that begin among the words [first, last)."""
        return self.triggers.between(first, last)

    def harms_in(self, first: int, last: int) -> list[Harm]:
        """Return the harms whose triggers begin among the words [first, last)."""
        return self.harms.between(first, last)

    def dates_in(self, first: int, last: int) -> list[Dated]:
        """Return the date expressions that begin among the words [first, last)."""
        return self.dates.between(first, last)

    def places_in(self, first: int, last: int) -> list[Placed]:
        """Return the places that begin among the words [first, last)."""
        return self.places.between(first, last)

    def speeches_in(self, first: int, last: int) -> list[Speech]:
        """Return the speeches that begin among the words [first, last)."""
        return self.speeches.between(first, last)

    def dates_about(self, dated: Dated) -> list[DateExpr]:
        """Return the date expressions that stand so near to one that they may give it its year."""
        return [d.expr for d in self.dates_near(dated)]

    def dates_near(self, dated: Dated) -> list[Dated]:
        """Return the same with their words."""
        at = bisect_left(self.dates, dated.word, key=lambda d: d.word)
        return self.dates[max(0, at - _DATES_ABOUT) : at + _DATES_ABOUT]

    def triggers_at(self, word: int) -> list[Trigger]:
        """Return the triggers that hold this word."""
        return [t for t in self.triggers_in(word - _LONGEST_TRIGGER, word + 1) if word < t.end]

    def row(self, *keys: str) -> Block | None:
        """Return the infobox row or head line of the first of these keys that the text has."""
        return next((b for k in keys for b in self.blocks if b.kind in ("infobox", "head") and b.key == k), None)


def read_page(source: CodingInput) -> Page:
    """Return the page of a coding input."""
    text = restore_case(source.text.content)
    blocks = find_blocks(text)
    prose = [b for b in blocks if b.kind in _PROSE]
    begins = [_skip_dateline(text, b) for b in prose]
    if sum(begin > b.start for begin, b in zip(begins, prose, strict=True)) >= _LABELS:
        begins = [b.start for b in prose]  # a list of places with what happened there
    parsed = tag_words(split_words(text, [(begin, b.end) for begin, b in zip(begins, prose, strict=True)]))
    tokens = parsed.tokens
    triggers = [t for t in find_triggers(tokens.lows, parsed.tags) if not tells_none(parsed, t)]
    year = source.value_given("year")
    dates = find_dates(text)
    report_date, span, given = _find_report_date(source, text, int(year.value) if year else None, dates)
    opened = None if report_date else head_day(text, dates)
    found = find_actors(text)
    mentions = _resolve_places(source, text, found)
    found = lengthen_names(parsed, arm_bodies(parsed, _tell_apart(text, found, mentions)))
    groups = find_unknown_groups(parsed, triggers, found, mentions)
    return Page(
        source,
        blocks,
        parsed,
        InOrder(triggers, lambda t: t.start),
        InOrder(find_harms(parsed, triggers), lambda h: h.trigger.start),
        InOrder(find_speech(parsed), lambda s: s.start),
        InOrder(_in_prose(dates, tokens), lambda d: d.word),
        mentions,
        InOrder(_list_placed(mentions, tokens, groups), lambda p: p.word),
        ActorIndex(parsed, sorted([*found, *groups], key=lambda m: m.start)),
        find_suspects(parsed),
        find_issuer(text),
        report_date,
        span,
        given,
        int(year.value) if year else None,
        opened[0] if opened else None,
        span.start if span else opened[1].start if opened else None,
        _find_home(found) or _find_cue(text),
    )


def _list_placed(mentions: list[Resolved], tokens: Tokens, groups: list[ActorMention]) -> Iterator[Placed]:
    """Yield the mentions of places in prose that are no part of a group's name."""
    for at, mention in enumerate(mentions):
        start, end, n = mention.mention.start, mention.mention.end, tokens.number_at(mention.mention.start)
        named = n < len(tokens.starts) and _meets(mention, tokens, n)
        if named and not any(a.start <= start and end <= a.end for a in groups):
            yield Placed(mention, _place_within(mention, mentions[at + 1 : at + _HOLDERS]), n)


_LABELS = 3
"""So many paragraphs that begin like datelines are items of a list."""
_DATELINE = re.compile(
    r"[A-Z][^\n.!?;:]{1,60}?(?:\([^)\n]{2,40}\)|\[[^\]\n]{2,30}\])?\s*(?:--|[-–—](?=\s)|:)\s+(?:\[[A-Z]+\]\s*)?"
    r"|[A-Z][\w '’-]{2,30}(?:, \d{1,2} [A-Z][a-z]+ \d{4})?(?: \([^)\n]{2,40}\))?\.\s+(?=[A-Z])"
    r"|\([A-Z][\w .'’-]{2,30}(?:, [A-Z][\w .'’-]{2,30})?\)\s*[-–—]+\s+"
    r"|[A-Z][\w .'’-]{2,30}, (?:[A-Z][a-z]{2,8}\.? \d{1,2}|\d{1,2} [A-Z][a-z]{2,8})\.? "
    r"(?:\([A-Z][\w/ ]{1,20}\)[:.]?|/[A-Z]{2,10}/\.?)\s+(?=\S)"
)
_IN_DATELINE = re.compile(r"\d{1,4}|[A-Z][\w.'’/-]*|[\[(]?[A-Z][\w .'’/-]*[\])]?|del|de|la|el|al|of")


_FILED = re.compile(r"\([A-Z][^()\n]{2,60}, [^()\n]{0,20}\d{4}\)\s+(?=[A-Z])")
"""A bracket of who files a report, where and when, before its first sentence."""


def _skip_dateline(text: str, block: Block) -> int:
    """Return where a paragraph's prose begins: behind "QUETTA, 3 Jan (Agency) --", which tells where the writer was."""
    if bracketed := _FILED.match(text, block.start, block.end):
        return bracketed.end()
    match = _DATELINE.match(text, block.start, block.end)
    if match is None:
        return block.start
    words = re.split(r"[\s,]+", match[0].strip(" -–—:.").strip())
    short = len(words) <= 9 and all(_IN_DATELINE.fullmatch(w.strip("()[]")) for w in words if w.strip("()[]-–—"))
    marked = match[0].rstrip().endswith(("-", "–", "—")) or words[0].isupper() or bool(re.search(r"\d", match[0]))
    return match.end() if short and marked else block.start


def _resolve_places(source: CodingInput, text: str, actors: list[ActorMention]) -> list[Resolved]:
    """Resolve the text's places; where no country or province is named, its groups and outlets tell which it is."""
    mentions = read_mentions(text)
    given = source.value_given("country")
    if given:
        return resolve_mentions(mentions, (country_of(given.value) or given.value.upper(),))
    resolved = resolve_mentions(mentions)
    if any(r.precision in ("country", "province") for r in resolved):
        return resolved
    country = _country_of_actors(actors) or _country_of_outlet(text) or (_find_cue(text) or (None, None))[0]
    return resolve_mentions(mentions, (country,)) if country else resolved


def _tell_apart(text: str, found: list[ActorMention], mentions: list[Resolved]) -> list[ActorMention]:
    """Return the actors found again in the light of the country that the places lie in, where this may change them."""
    votes = Counter(m.country for m in mentions if m.country and m.mention.role == "place")
    country = max(sorted(votes), key=lambda code: votes[code]) if votes else None
    return find_actors(text, country) if country and any(_may_be_another(m, country) for m in found) else found


def _may_be_another(mention: ActorMention, country: str) -> bool:
    """Whether several groups bear the name, or the one taken to be meant is not known to act in the country."""
    known = actor(mention.actor_id) if mention.actor_id and mention.sort == "named" else None
    return mention.group == "several" or bool(known and known.countries and country not in known.countries)


def _country_of_actors(actors: list[ActorMention]) -> str | None:
    """Return the country of most of the groups and forces that belong to one country only, or None."""
    votes = Counter(country for country, _ in _list_homes(actors))
    return max(sorted(votes), key=lambda code: votes[code]) if votes else None


def _list_homes(actors: list[ActorMention]) -> list[tuple[str, ActorMention]]:
    """Return the groups and forces that belong to one country only, each with that."""
    homes = []
    for mention in actors:
        known = actor(mention.actor_id) if mention.actor_id else None
        if known and len(known.countries) == 1:
            homes.append((known.countries[0], mention))
        elif mention.country and mention.sort == "state":
            homes.append((mention.country, mention))
    return homes


def _find_home(actors: list[ActorMention]) -> tuple[str, Span] | None:
    homes = _list_homes(actors)
    if not homes or len({country for country, _ in homes}) > 1:
        return None
    return homes[0][0], Span(homes[0][1].start, homes[0][1].end)


def _find_cue(text: str) -> tuple[str, Span] | None:
    """Return the one country whose currency or institutions a text names, with the words, or None."""
    found = [(_cues()[match[0]], Span(match.start(), match.end())) for match in _cue_pattern().finditer(text)]
    return found[0] if len({country for country, _ in found}) == 1 else None


@cache
def _cues() -> dict[str, str]:
    """Return the words by which a country is known, each with its country."""
    return {word.strip(): code for code, line in load_lexicon("countries").items() for word in line.split(",")}


@cache
def _cue_pattern() -> re.Pattern[str]:
    return re.compile(rf"\b(?:{'|'.join(map(re.escape, sorted(_cues(), key=len, reverse=True)))})\b")


def _country_of_outlet(text: str) -> str | None:
    """Return the country of the newspaper or agency that the text names as its source, or None."""
    for country, names in load_lexicon("outlets").items():
        if any(name in text for name in names):
            return str(country)
    return None


def _find_report_date(
    source: CodingInput, text: str, year: int | None, dates: list[DateExpr]
) -> tuple[date | None, Span | None, Given | None]:
    """Return the report's date and what gives it: a user or sidecar before the text's own head."""
    given = source.value_given("published")
    found = head_date(text, year, dates)
    day = _parse_day(given.value) if given else None
    if day and (found is None or found[0] != day):
        return day, None, given
    return (found[0], found[1], None) if found else (None, None, None)


def _parse_day(value: str) -> date | None:
    for expr in find_dates(value):
        start = resolve_date(expr).start
        if start:
            return date.fromisoformat(start)
    return None


def _place_within(resolved: Resolved, following: list[Resolved]) -> Place:
    """Return the place of a mention; one that its container's country contradicts takes the container's position."""
    place = resolved.place
    inside = resolved.mention.inside
    if not inside or place.precision == "country":
        return place
    holder = next((m for m in following if m.mention.name == inside[0]), None)
    if holder is None or holder.country is None or holder.country == place.country:
        return place
    held = holder.place
    return replace(held, name=place.name, geonameid=None, precision="settlement", radius_km=held.radius_km)


def _meets(resolved: Resolved, tokens: Tokens, word: int) -> bool:
    return tokens.starts[word] < resolved.mention.end


def _in_prose(exprs: list[DateExpr], tokens: Tokens) -> list[Dated]:
    dated = [Dated(e, tokens.number_at(e.start)) for e in exprs]
    return [d for d in dated if d.word < len(tokens.starts) and tokens.starts[d.word] < d.expr.end]
