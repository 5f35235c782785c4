"""Where an incident happened, told from where it was aimed, where people were taken and where someone spoke."""

import re
from bisect import bisect_right
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass, replace
from itertools import pairwise

from gawah.coding.rules.facts import SentenceFacts
from gawah.coding.rules.other_places import read_role
from gawah.coding.rules.page import Page, Placed
from gawah.coding.rules.scenes import (
    holds_other,
    is_line,
    is_of_somebody,
    is_of_speech,
    is_scene,
    is_seat,
    list_scenes,
    only_locates,
    rank,
    span_of,
)
from gawah.coding.rules.segments import Segment
from gawah.gazetteer.places import candidates
from gawah.gazetteer.places.context import open_context
from gawah.gazetteer.places.index import open_index
from gawah.model import Place, Span

_HERE = frozenset(
    "in at near on inside outside around into along off within of between from outskirts nearby beside alongside close"
    " adjacent across".split()
)
_THERE = frozenset("in at near on inside outside between along around outskirts beside close".split())
"""Prepositions under which a sentence that only points back to the violence tells where it was."""
_DISTRICT = 2
_FAR_KM = 50
"""What lies so far from a town is not told to be there."""
_POINTING = frozenset(
    "incident attack attacks violence protest protests clashes blast explosion encounter shootout firing ambush clash"
    " bomb raid assault spot scene body bodies occurred happened killed abducted kidnapped picked dragged stormed"
    " swooped entered gunfight gunbattle house".split()
)
"""Words by which a sentence without a harm of its own goes on about the violence told before."""


@dataclass(frozen=True, slots=True)
class FoundPlace:
    """An incident's place with its witnesses and the rule that found it."""

    place: Place
    spans: tuple[Span, ...]
    rule: str


def choose_place(
    page: Page, segment: Segment, facts: list[SentenceFacts], main: Segment | None = None, has_parts: bool = False
) -> FoundPlace | None:
    """Return the place of a segment's violence with its words, from its leading sentence first.

    `main`: the report's first segment, None for itself; where it happened is what "in the village" points back to.
    `has_parts`: other segments are parts of it, so that no one of several places in its sentence is its own.
    """
    found = None if has_parts and _lists_scenes(page, facts[segment.lead]) else _choose_among(page, segment, facts)
    if (found is None or found.place.name is None) and _says_here(page, facts[segment.lead]):
        found = _find_dateline(page) or found
    if found is None and main is not None and _points_to_place(page, facts[segment.lead]):
        whole = choose_place(page, main, facts)
        if whole and whole.place.name:
            context = tuple(replace(span, role="context") for span in whole.spans)
            return FoundPlace(whole.place, context, "place-pointed-back-to")
    if found is None and main is None and (filed := _choose_dateline(page)):
        return filed
    if found is None:
        return _choose_country(page, segment, facts)
    if found.place.country is None and (home := _choose_country(page, segment, facts)):
        context = tuple(replace(span, role="context") for span in home.spans)
        return FoundPlace(replace(found.place, country=home.place.country), (*found.spans, *context), found.rule)
    return found


def _lists_scenes(page: Page, fact: SentenceFacts) -> bool:
    """Whether a sentence names several places side by side: "car bombs in Kirkuk and Baquba"."""
    own = [p for p in list_scenes(page, fact.first, fact.last) if rank(p) < _DISTRICT and not is_seat(page, p)]
    own = [p for p in own if not holds_other(p, own)]
    ends = [(one.resolved.mention.end, other.resolved.mention.start) for one, other in pairwise(own)]
    return any(_LISTED.fullmatch(page.text, end, start) for end, start in ends)


_LISTED = re.compile(r",? (?:and|as well as) (?:in |at |near )?|, (?:in |at |near )?")


def _says_here(page: Page, fact: SentenceFacts) -> bool:
    """Whether it tells of the place that the report is filed from: "a synagogue here"."""
    lows = page.parsed.tokens.lows
    return any(lows[n] == "here" and page.parsed.tags[n - 1] in "WNV" for n in range(fact.first + 1, fact.last))


def _choose_dateline(page: Page) -> FoundPlace | None:
    """Return the town that a report is filed from, where the report names no place in another country."""
    filed = _find_dateline(page)
    known = [p for p in page.places if is_scene(p) and not _is_apart(page, p)]
    return None if filed is None or any(p.place.country != filed.place.country for p in known) else filed


def _find_dateline(page: Page) -> FoundPlace | None:
    """Return the town that a report is filed from."""
    if not page.parsed.tokens.starts:
        return None
    prose = page.parsed.tokens.starts[0]
    paragraph = next((b.start for b in page.blocks if b.kind == "paragraph"), prose)
    for resolved in page.mentions:
        mention, facts = resolved.mention, resolved.facts
        if paragraph <= mention.start < prose and facts is not None and facts.kind == "settlement":
            place = replace(resolved.place, name=resolved.entry.name if resolved.entry else mention.surface)
            return FoundPlace(place, (Span(mention.start, mention.end),), "dateline")
    return None


def _points_to_place(page: Page, fact: SentenceFacts) -> bool:
    """Whether a sentence speaks of a place told before: "in the village", "at the same market", "there"."""
    lows = page.parsed.tokens.lows[fact.first : fact.last]
    return any(
        low in ("there", "here") or (low in _SPOTS and n > 0 and not _DEFINITE.isdisjoint(lows[max(0, n - 2) : n]))
        for n, low in enumerate(lows)
    )


_DEFINITE = frozenset(["the", "same", "this", "that"])
_SPOTS = frozenset(
    "village town city area place spot camp garrison base barracks mosque church school market bazaar hospital road"
    " post checkpost checkpoint station building hotel shrine temple house residence neighbourhood neighborhood"
    " district locality university academy prison".split()
)


def _choose_country(page: Page, segment: Segment, facts: list[SentenceFacts]) -> FoundPlace | None:
    """Return the country that the segment, or else the report, is mostly about, with words that name it."""
    first, last = facts[segment.sentences[0]].first, facts[segment.sentences[-1]].last
    known = [p for p in page.places_in(first, last) if p.place.country] or [p for p in page.places if p.place.country]
    known = [p for p in known if not _is_apart(page, p)]
    near = [p for p in known if not is_of_speech(page, p)] or known
    votes: defaultdict[str | None, float] = defaultdict(float)
    for placed in near:
        votes[placed.place.country] += _VOTES.get(placed.resolved.mention.role, 1.0)
    if not votes:
        home = page.home
        return (
            FoundPlace(Place(country=home[0], precision="country"), (home[1],), "country-of-actors") if home else None
        )
    country = max(votes, key=lambda code: votes[code])
    if votes[country] * 2 <= sum(votes.values()):
        return None
    named = [p for p in near if p.place.country == country]
    witness = next((p for p in named if _read_capital(page, p)), named[0])
    mention = witness.resolved.mention
    place = _read_capital(page, witness) or Place(country=country, precision="country")
    return FoundPlace(place, (Span(mention.start, mention.end),), "country-of-report")


_VOTES = {"people": 0.5, "government": 0.5, "organisation": 0.75}
"""How much a mention that is not where something can happen says of the country; a place says 1."""


def _is_apart(page: Page, placed: Placed) -> bool:
    """Whether nothing is said to happen in a place: it leads or sends somebody, has a mission elsewhere or a paper."""
    return (
        _only_leads(page, placed)
        or _sends(page, placed)
        or _owns_mission(page, placed)
        or _PAPER.match(page.text, placed.resolved.mention.end) is not None
    )


def _only_leads(page: Page, placed: Placed) -> bool:
    """Whether a people or country only leads or backs somebody elsewhere: "Saudi led airstrikes"."""
    return _LEADING.match(page.text, placed.resolved.mention.end) is not None


def _owns_mission(page: Page, placed: Placed) -> bool:
    """Whether a country is only whose embassy or envoy is told of, who are elsewhere."""
    start = placed.resolved.mention.start
    return _MISSION.search(page.text, max(0, start - 24), start) is not None


_PAPER = re.compile(
    r" (?:[A-Z][a-z]+ )?(?:Observer|Times|Post|Herald|Chronicle|Mirror|Courier|Gazette|Tribune|Mail|Journal|Ledger|Star"
    r"|Sentinel|Examiner|Daily|Weekly|Monitor|News|Wire|Dispatch|Bulletin|Echo|Advertiser|Standard|Telegraph|Radio)\b"
)
_MISSION = re.compile(r"\b(?:embassy|consulate|ambassador|envoy|legation) of (?:the )?\Z", re.I)
_LEADING = re.compile(r"[- ](?:led|backed|funded|trained|supported|made|based)\b")


def _choose_among(page: Page, segment: Segment, facts: list[SentenceFacts]) -> FoundPlace | None:
    """Return the first place told, made finer by what later sentences say of the same violence."""
    found: Placed | None = None
    by: FoundPlace | None = None
    for fact, tells in _order(page, segment, facts):
        sure = tells and rank_of(found) > _DISTRICT
        chosen = _choose_in(page, fact, None if sure else _THERE)
        if chosen is None or (found is not None and not _is_finer(page, fact, chosen, found)):
            continue
        by = _place_finer(page, chosen, by)
        found = chosen
        if rank(chosen) < _DISTRICT:
            break
    return by


def _is_finer(page: Page, fact: SentenceFacts, chosen: Placed, found: Placed) -> bool:
    """Whether a place says more exactly where it was: a part of what was found, or the town the attack is called by."""
    if rank(chosen) >= rank_of(found):
        return False
    return _inside(chosen, found) or (rank_of(found) > _DISTRICT and chosen in _list_named_after(page, fact))


def _order(page: Page, segment: Segment, facts: list[SentenceFacts]) -> Iterator[tuple[SentenceFacts, bool]]:
    """Yield a segment's sentences that tell of the violence, the leading one first, then those that point to it."""
    lead = segment.lead
    order = [lead, *(n for n in segment.sentences if n > lead), *(n for n in segment.sentences if n < lead)]
    yield from ((facts[n], True) for n in order if facts[n].violent or n == lead)
    yield from ((facts[n], False) for n in order if not facts[n].violent and n != lead and _points(page, facts[n]))
    yield from ((facts[n], False) for n in segment.sentences if n < lead)


def rank_of(placed: Placed | None) -> int:
    """Return how wide a place is; none at all is wider than any."""
    return 9 if placed is None else rank(placed)


def _points(page: Page, fact: SentenceFacts) -> bool:
    return not _POINTING.isdisjoint(page.parsed.tokens.vocabularies[fact.number])


def _place_finer(page: Page, chosen: Placed, wide: FoundPlace | None) -> FoundPlace:
    """Return a place as an incident has it; one that the tables lack takes over what the wider one has."""
    place, span = _name_place(page, chosen), span_of(page, chosen)
    if wide is None:
        return FoundPlace(place, (span,), "place-of-violence")
    if chosen.resolved.facts is None and (place.admin1 is None or place.precision not in ("settlement", "district")):
        place = replace(wide.place, name=place.name, geonameid=None, relation=place.relation)
    context = tuple(replace(s, role="context") for s in wide.spans)
    return FoundPlace(place, (span, *context), "place-told-later")


def _name_place(page: Page, placed: Placed) -> Place:
    """Return the place; a country or province has no name of its own beside that, but a part of it: "northern Iraq"."""
    facts = placed.resolved.facts
    if facts is None:
        return _name_site(placed)
    if placed.place.precision not in ("country", "province"):
        return placed.place
    if facts.kind == "country" and (capital := _read_capital(page, placed)):
        return capital
    before = page.parsed.tokens.words[placed.word - 1] if placed.word else ""
    if facts.kind in ("country", "region") and before.lower().endswith(_SIDES):
        start = page.parsed.tokens.starts[placed.word - 1]
        return replace(placed.place, name=page.text[start : placed.resolved.mention.end])
    return placed.place if facts.kind == "region" else replace(placed.place, name=None)


def _name_site(placed: Placed) -> Place:
    """Return a site that the tables lack with the town that it lies in: "Khayyam street, Zahedan"."""
    parent, name = placed.resolved.parent, placed.place.name or ""
    if placed.resolved.mention.role != "site" or parent is None or parent.kind != "settlement" or "," in name:
        return placed.place
    town = open_index().read_name(parent.number)
    return placed.place if town.lower() in name.lower() else replace(placed.place, name=f"{name}, {town}")


def _read_capital(page: Page, placed: Placed) -> Place | None:
    """Return the capital of a country that is named only as that: "the Afghan capital", "Somalia's capital"."""
    end = placed.resolved.mention.end
    if not re.match(r"(?:['’]s?)? capital(?! punishment| market| city of)\b", page.text[end:]):
        return None
    code = placed.place.country
    known = (e for e in candidates(open_context().capitals.get(code or "", "")) if e.country == code)
    entry = next((e for e in known if e.kind == "settlement"), None)
    if entry is None:
        return None
    return Place(
        name=entry.name,
        admin1=entry.admin1,
        admin2=entry.admin2,
        country=code,
        lat=entry.lat,
        lon=entry.lon,
        radius_km=entry.radius_km,
        geonameid=entry.geonameid,
        precision="settlement",
    )


_SIDES = ("northern", "southern", "eastern", "western", "central")


def _inside(fine: Placed, wide: Placed) -> bool:
    """Whether a place may lie in another by what is known of both."""
    one, other = fine.place, wide.place
    if fine.resolved.facts is None and (one.admin1 is None or one.country is None):
        return one.country in (None, other.country)
    if one.country != other.country or (other.admin1 is not None and one.admin1 != other.admin1):
        return False
    return rank(wide) != _DISTRICT or other.admin2 is None or one.admin2 in (None, other.admin2)


def _choose_in(page: Page, fact: SentenceFacts, led: frozenset[str] | None) -> Placed | None:
    """Return the likeliest scene of a sentence; with `led`, only one behind such a preposition."""
    at = [t.start for t in fact.triggers if t.sense.frame != "mark"] or [fact.first]
    own = [p for p in list_scenes(page, fact.first, fact.last) if not is_seat(page, p) and not _is_actor(p)]
    own = [p for p in own if not _is_apart(page, p) and read_role(page, fact, p) != "taken_to"]
    own = [p for n, p in enumerate(own) if not (holds_other(p, own) or only_locates(page, own[:n], p))]
    if led is not None:
        own = [p for p in own if (p.resolved.mention.preposition or "") in led]
    named = _list_named_after(page, fact)
    return min([*own, *named], key=lambda p: (0 if p in named else 1, *_cost(page, p, at)), default=None)


def _is_actor(placed: Placed) -> bool:
    """Whether a country stands where no word places anything in it, as one that acts or is spoken to."""
    facts, mention = placed.resolved.facts, placed.resolved.mention
    return facts is not None and facts.kind == "country" and not mention.preposition and not mention.inside


def _sends(page: Page, placed: Placed) -> bool:
    """Whether a country is where people or things come from: "bomb experts from France"."""
    mention, facts = placed.resolved.mention, placed.resolved.facts
    if facts is None or facts.kind != "country" or mention.preposition != "from":
        return False
    n = placed.word - 1
    return n > 0 and page.parsed.tags[n - 1] == "W" and not page.triggers_at(n - 1)


def _list_named_after(page: Page, fact: SentenceFacts) -> list[Placed]:
    """Return the towns by whose names violence is called: "the Birmingham pub bombings"."""
    lows, found = page.parsed.tokens.lows, []
    for placed in page.places_in(fact.first, fact.last):
        if not _is_town(placed):
            continue
        behind = page.parsed.tokens.number_at(placed.resolved.mention.end)
        named = next((n for n in range(behind, min(behind + 3, fact.last)) if lows[n] in _EVENTS), None)
        if named is not None and all(page.parsed.tags[n] in "WNvV" for n in range(behind, named)):
            found.append(placed)
    return found


_EVENTS = frozenset(
    "bombing bombings bomb bombs attack attacks massacre blast blasts explosion explosions shooting shootings siege"
    " raid killings assault".split()
)


def _is_town(placed: Placed) -> bool:
    mention, facts = placed.resolved.mention, placed.resolved.facts
    return mention.role in ("place", "organisation") and facts is not None and facts.kind == "settlement"


_OF_SOMEBODY = 20
"""Words by which a place counts as farther that only says who somebody is."""


def _cost(page: Page, placed: Placed, at: list[int]) -> tuple[float, int]:
    """Weigh a place in the sentence of the violence: near its words `at`, after "in" or "at", and narrow."""
    behind = bisect_right(at, placed.word)
    near = at[max(0, behind - 1) : behind + 1]
    distance = min(abs(placed.word - t) + (4 if placed.word < t else 0) for t in near)
    mention = placed.resolved.mention
    distance += _OF_SOMEBODY * is_of_somebody(page, placed)
    loose = 0 if (mention.preposition or "") in _HERE else 12
    loose = 6 if mention.preposition == "to" else 20 if (mention.distance_km or 0) >= _FAR_KM else loose
    return distance + loose + 7 * is_line(placed) + 6 * rank(placed), placed.word
