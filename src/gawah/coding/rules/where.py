"""Where an incident happened, told from where it was aimed, where people were taken and where someone spoke."""

from bisect import bisect_right
from collections import Counter
from dataclasses import replace

from gawah.coding.rules.facts import SentenceFacts
from gawah.coding.rules.lexicon import word_set
from gawah.coding.rules.page import Page, Placed
from gawah.coding.rules.segments import Segment
from gawah.model import Place, Span

_HERE = frozenset("in at near on inside outside around into along off within of between from".split())
_RANK = {"exact": 0, "settlement": 0, "district": 2, "province": 3, "country": 4, "unknown": 5}


def choose_place(page: Page, segment: Segment, facts: list[SentenceFacts]) -> tuple[Place, list[Span], str] | None:
    """Return the place of a segment's violence with its words, from its leading sentence first."""
    found = _choose_among(page, segment, facts)
    if found is None:
        return _choose_country(page, segment, facts)
    place, spans, rule = found
    if place.country is None and (home := _choose_country(page, segment, facts)):
        return replace(place, country=home[0].country), [*spans, *(replace(s, role="context") for s in home[1])], rule
    return place, spans, rule


def _choose_country(page: Page, segment: Segment, facts: list[SentenceFacts]) -> tuple[Place, list[Span], str] | None:
    """Return the country that the segment, or else the report, is mostly about, with words that name it."""
    first, last = facts[segment.sentences[0]].first, facts[segment.sentences[-1]].last
    known = [p for p in page.places_in(first, last) if p.place.country] or [p for p in page.places if p.place.country]
    near = [p for p in known if not _is_of_speech(page, p)] or known
    votes = Counter(p.place.country for p in near)
    if not votes:
        return None
    country, count = votes.most_common(1)[0]
    if count * 2 <= sum(votes.values()):
        return None
    witness = next(p for p in near if p.place.country == country)
    return Place(country=country, precision="country"), [_span(witness)], "country-of-report"


def _choose_among(page: Page, segment: Segment, facts: list[SentenceFacts]) -> tuple[Place, list[Span], str] | None:
    order = [
        segment.lead,
        *(n for n in segment.sentences if n > segment.lead),
        *(n for n in segment.sentences if n < segment.lead),
    ]
    coarse: tuple[Place, list[Span], str] | None = None
    for number in order:
        fact = facts[number]
        if not (fact.violent or number == segment.lead):
            continue
        chosen = _choose_in(page, fact)
        if chosen is None:
            continue
        rank = _rank(chosen)
        found = (_name_place(chosen), [_span(chosen)], "place-of-violence")
        if rank <= 2:
            return found if coarse is None or _inside(chosen.place, coarse[0]) else coarse
        coarse = coarse or found
    return coarse


def _name_place(placed: Placed) -> Place:
    """Return the place; where only a country or province is named it has no name of its own beside that."""
    facts = placed.resolved.facts
    wide = facts is not None and (facts.kind == "country" or placed.resolved.mention.kind == "admin1")
    return replace(placed.place, name=None) if wide else placed.place


def _inside(fine: Place, wide: Place) -> bool:
    return fine.country == wide.country and (wide.admin1 is None or fine.admin1 == wide.admin1)


def _choose_in(page: Page, fact: SentenceFacts) -> Placed | None:
    at = [t.start for t in fact.triggers if t.sense.frame != "mark"] or [fact.first]
    own = [p for p in list_scenes(page, fact.first, fact.last) if not _is_seat(page, p)]
    return min(own, key=lambda p: _cost(p, at), default=None)


def _rank(placed: Placed) -> int:
    """Return how wide a place is; a village that the gazetteer does not know is as narrow as one that it does."""
    return 1 if placed.resolved.facts is None else _RANK[placed.place.precision]


def _is_seat(page: Page, placed: Placed) -> bool:
    """Whether it is where an organisation or a person comes from: "a monitoring group based in Rotterdam"."""
    lows = page.parsed.tokens.lows[max(0, placed.word - 3) : placed.word]
    return bool(set(lows) & {"based", "headquartered", "born", "hailing", "native", "resident"})


def _cost(placed: Placed, at: list[int]) -> tuple[float, int]:
    """Weigh a place in the sentence of the violence: near its words `at`, after "in" or "at", and narrow."""
    behind = bisect_right(at, placed.word)
    near = at[max(0, behind - 1) : behind + 1]
    distance = min(abs(placed.word - t) + (4 if placed.word < t else 0) for t in near)
    loose = 0 if (placed.resolved.mention.preposition or "") in _HERE else 12
    return distance + loose + 6 * _rank(placed), placed.word


def list_scenes(page: Page, first: int, last: int) -> list[Placed]:
    """Return the places among the words [first, last) where violence may have happened, and nobody only spoke."""
    return [p for p in page.places_in(first, last) if is_scene(p) and not _is_of_speech(page, p)]


def _is_of_speech(page: Page, placed: Placed) -> bool:
    """Whether someone spoke there: "said in Geneva, Switzerland", "told reporters in Kabul"."""
    lows, n = page.parsed.tokens.lows, placed.word - 1
    first, _ = page.parsed.bounds(placed.word)
    while n > first and (lows[n] in _BESIDE_SPEECH or page.places_in(n, n + 1)):
        n -= 1
    return n >= first and n < placed.word - 1 and lows[n] in _SAY


_SAY = word_set("speech", "say")
_BESIDE_SPEECH = frozenset("in at from , the a an news conference reporters journalists lawmakers parliament".split())


def is_scene(placed: Placed) -> bool:
    """Whether something may have happened there: a place or a site, not a people, a government or part of a name."""
    mention = placed.resolved.mention
    return mention.role == "place" or (mention.role == "site" and not _is_plain(mention.surface))


def _is_plain(surface: str) -> bool:
    """Whether a site has no name of its own: "The court", "Police Station"."""
    words = surface.lower().removeprefix("the ").split()
    if words and words[-1] in ("hospital", "clinic", "morgue", "infirmary"):
        return True  # where the wounded are, not where it happened
    return len(words) <= 2 and all(w in _PLAIN for w in words)


_PLAIN = frozenset(
    "court police station department headquarters mosque shiite sunni church hospital office embassy school".split()
)


def _span(placed: Placed) -> Span:
    mention = placed.resolved.mention
    return Span(mention.start, mention.end)


def place_at(page: Page, start: int, end: int) -> Place | None:
    """Return the narrowest place that the text mentions between two offsets."""
    own = [p for p in page.mentions if start <= p.mention.start < end and p.mention.role in ("place", "site")]
    return min((r.place for r in own), key=lambda p: _RANK[p.precision], default=None)
