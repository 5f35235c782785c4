"""Which of a text's places can be scenes: where something may have happened, and nobody only spoke or came from."""

import re
from bisect import bisect_left

from gawah.coding.rules.lexicon import word_set
from gawah.coding.rules.page import Page, Placed
from gawah.gazetteer.persons import person_nouns
from gawah.model import Place, Span

_RANK = {"exact": 0, "settlement": 0, "district": 2, "province": 3, "country": 4, "unknown": 5}
_SAY = word_set("speech", "say")
_BESIDE_SPEECH = frozenset("in at from , the a an news conference reporters journalists lawmakers parliament".split())
_SEATED = frozenset("based headquartered born hailing native resident residents belonging belongs inhabitant".split())
_LONGEST_CHAIN, _LINKS = 160, 6
"""Characters of the words that say what a place lies in, and places named in them."""


def list_scenes(page: Page, first: int, last: int) -> list[Placed]:
    """Return the places among the words [first, last) where violence may have happened, and nobody only spoke."""
    return [p for p in page.places_in(first, last) if is_scene(p) and not is_of_speech(page, p)]


def is_scene(placed: Placed) -> bool:
    """Whether something may have happened there: a place or a site, not a people, a government or part of a name."""
    mention = placed.resolved.mention
    return mention.role == "place" or (mention.role == "site" and not _is_plain(mention.surface))


def is_of_speech(page: Page, placed: Placed) -> bool:
    """Whether someone spoke there: "said in Geneva, Switzerland", "told reporters in Kabul", "police in Lima said"."""
    lows, n = page.parsed.tokens.lows, placed.word - 1
    first, last = page.parsed.bounds(placed.word)
    behind = page.parsed.tokens.number_at(placed.resolved.mention.end)
    if n > first and lows[n] in ("in", "at") and behind < last and lows[behind] in _SAY and not _leads(page, n, first):
        return True
    while n > first and (lows[n] in _BESIDE_SPEECH or page.places_in(n, n + 1)):
        n -= 1
    return n >= first and n < placed.word - 1 and lows[n] in _SAY


def _leads(page: Page, n: int, first: int) -> bool:
    """Whether violence is told between the sentence's start and word `n`: "Two killed in Lima, police said"."""
    return any(t.sense.frame != "mark" for t in page.triggers_in(first, n))


def is_seat(page: Page, placed: Placed) -> bool:
    """Whether it is where an organisation or a person comes from: "a monitoring group based in Rotterdam"."""
    lows = page.parsed.tokens.lows[max(0, placed.word - 3) : placed.word]
    return not _SEATED.isdisjoint(lows)


def is_of_somebody(page: Page, placed: Placed) -> bool:
    """Whether it says who somebody is: "the district chief of Boromo", "displaced women from Tawila"."""
    lows, n = page.parsed.tokens.lows, placed.word - 1
    first, _ = page.parsed.bounds(placed.word)
    if n <= first or placed.resolved.mention.preposition not in ("of", "from"):
        return False
    noun = person_nouns().get(lows[n - 1])
    return noun is not None and (lows[n] == "from" or noun.public_role or lows[n - 1] in _OFFICES)


_OFFICES = frozenset("chief head leader commander resident residents people elder elders son daughter native".split())


def rank(placed: Placed) -> int:
    """Return how wide a place is; a village that the gazetteer does not know is as narrow as one that it does."""
    if placed.resolved.facts is None:
        return 1
    part = placed.resolved.mention.surface.endswith(_PARTS)
    return 2 if part else _RANK[placed.place.precision]


_PARTS = ("mandal", "block", "tehsil", "taluka", "subdivision", "sub-division", "Mandal", "Block", "Tehsil")
"""Of districts: wider than a village."""


def holds_other(placed: Placed, own: list[Placed]) -> bool:
    """Whether another scene of the sentence is said to lie in this one: "Shahkas area in Jamrud tehsil"."""
    mention = placed.resolved.mention
    others = (p for p in own if p is not placed and p.resolved.mention.name not in mention.inside)
    if mention.surface.endswith("tation") and any(rank(p) <= 1 for p in others):
        return True  # under a police station
    inner = [p for p in own if p is not placed and mention.name in p.resolved.mention.inside]
    # not "labourers from Punjab in Turbat"
    return any(p.resolved.facts is None or rank(p) <= rank(placed) for p in inner)


def only_locates(page: Page, before: list[Placed], placed: Placed) -> bool:
    """Whether a place only tells where the one before it lies ("Taji, 20 km north of Baghdad"), or goes on a list."""
    if not before or is_line(before[-1]):
        return False
    start, end = before[-1].resolved.mention.end, placed.resolved.mention.start
    return end - start < _LOCATION and _LOCATING.fullmatch(page.text, start, end) is not None


_LOCATION = 60
"""Characters at most of the words between a place and what locates it."""
_LOCATING = re.compile(
    r"\s*[,(]?\s*(?:about|some|just|around|nearly|roughly|over)?\s*"
    r"(?:\d[\d.,]* ?(?:km|kms|kilomet\w+|miles?)\s*(?:\([^)]*\))?\s*)?"
    r"(?:to the )?(?:(?:north|south|east|west|north-?east|north-?west|south-?east|south-?west)(?:ern)?\s+)?"
    r"(?:of|from|near|outside|close to|adjacent to|along|on)\s+(?:the |a )?(?:[a-z]+ ){0,3}"
    r"|\s*,?\s*and\s+(?:the )?(?:nearby )?"
)


def is_line(placed: Placed) -> bool:
    """Whether it is a road, which is longer than a village beside it."""
    mention = placed.resolved.mention
    return mention.role == "site" and mention.surface.lower().endswith(("road", "highway", "axis"))


def _is_plain(surface: str) -> bool:
    """Whether a site has no name of its own: "The court", "Police Station"."""
    words = surface.lower().removeprefix("the ").split()
    if words and words[-1] in ("hospital", "clinic", "morgue", "infirmary"):
        return True  # where the wounded are, not where it happened
    return all(w in _PLAIN for w in words)


_PLAIN = frozenset(
    "court courts supreme high sessions district kangaroo people's special military anti-terrorism terrorism anti"
    " police station department headquarters mosque shiite sunni church hospital office embassy school".split()
)


def span_of(page: Page, placed: Placed) -> Span:
    """Return the words that name a place, with the preposition before it and what the text says that it lies in."""
    mention = placed.resolved.mention
    start, end = mention.start, mention.end
    first = bisect_left(page.mentions, end, key=lambda r: r.mention.start)
    for other in (r.mention for r in page.mentions[first : first + _LINKS]):
        if other.start - start > _LONGEST_CHAIN or "." in page.text[end : other.start]:
            break
        end = other.end if other.name in mention.inside else end
    before = _LEADING.search(page.text, max(0, start - 24), start)
    return Span(before.start() if before and mention.preposition else start, end)


_LEADING = re.compile(r"\b(?!of\b)[a-z]+ (?:the )?\Z")


def place_at(page: Page, start: int, end: int) -> Place | None:
    """Return the narrowest place that the text mentions between two offsets."""
    own = [p for p in page.mentions if start <= p.mention.start < end and p.mention.role in ("place", "site")]
    return min((r.place for r in own), key=lambda p: _RANK[p.precision], default=None)
