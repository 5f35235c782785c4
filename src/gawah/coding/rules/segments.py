"""Which sentences tell of which incident: a report's news, others beside it, its parts, and older ones told again."""

import math
from dataclasses import dataclass, field
from functools import cache

from gawah.coding.rules.afterwards import goes_back
from gawah.coding.rules.facts import FINE, SentenceFacts, kinds_of
from gawah.coding.rules.items import begins_incident, find_items
from gawah.coding.rules.lexicon import load_lexicon
from gawah.coding.rules.phrases import Parsed
from gawah.coding.rules.retelling import (
    answers,
    commemorates,
    dates_other_kind,
    dates_recalled,
    find_ordinal,
    flies,
    is_of_hospital,
    is_told_before,
    list_own_acts,
    points_back,
    points_to_last,
    tells_distance,
    tells_last_time,
    tells_same_time,
)
from gawah.model import Place, When

_FAR_KM = 30.0


@dataclass(slots=True)
class Segment:
    """Sentences (by number) that tell of one incident; the first of them that tells of violence is `lead`."""

    lead: int
    told_as: str
    when: When | None
    place: Place | None
    several: bool = False
    """Whether its leading sentence tells of several attacks at once."""
    sentences: list[int] = field(default_factory=list)
    umbrella: "Segment | None" = None
    """The segment whose totals include this one's."""
    day_told: str | None = None
    """The words for the day of its violence where no day can be reckoned from them."""
    ordinal: int | None = None
    """Which of several attacks it is, where the report counts them."""
    passing: bool = False
    """Whether one sentence alone tells it, by its distance from the news: "two days after the bombing"."""
    at_once: bool = False
    """Whether it is told to be of the same time as the news: "at the same hour", "aircraft then bombed"."""
    kinds: set[str] = field(default_factory=set)
    """The incident types that its words speak for."""
    measures: set[str] = field(default_factory=set)
    """What it says befell people."""

    def take_in(self, other: "Segment", facts: list[SentenceFacts]) -> None:
        """Add the sentences of another segment that turns out to tell of the same incident, and what befell people."""
        self.sentences = sorted([*self.sentences, *other.sentences])
        self.when = other.when or self.when
        if not facts[self.lead].tells_harm and facts[other.lead].tells_harm:
            self.lead = other.lead


def is_aggregate(parsed: Parsed, fact: SentenceFacts) -> bool:
    """Whether a sentence's numbers sum up a time or a conflict rather than tell of one incident."""
    return _has_cue(parsed, fact, "aggregate")


def is_tally(parsed: Parsed, fact: SentenceFacts) -> bool:
    """Whether a sentence by its own words sums up many incidents, even where it leads: "35 are killed every day"."""
    return _has_cue(parsed, fact, "tally")


def split_incidents(parsed: Parsed, facts: list[SentenceFacts]) -> list[Segment]:
    """Return the segments of a report in their order; sentences before the first violent one go to the first."""
    segments: list[Segment] = []
    current: Segment | None = None
    waiting: list[int] = []
    items = find_items(parsed, facts)
    home: Segment | None
    for fact, item in zip(facts, items, strict=True):
        violent = fact.violent or _continues_wave(parsed, fact, segments)
        if violent and current and begins_incident(parsed, fact, item, items[current.lead]):
            home = _open_segment(parsed, fact, segments, "news")
            home.place, home.when = item.scene if item else None, item.when if item else None
        elif violent:
            home = _place_sentence(parsed, fact, segments, current)
        else:
            home = _go_on(parsed, fact, segments, current)
        if segments and _tells_what_came_of(fact, segments[-1]):
            home = segments[-1]
        if current and not fact.violent and commemorates(parsed, fact):
            home = _open_segment(parsed, fact, segments, "background")
        if home is None:
            waiting.append(fact.number)
            continue
        if current and home.lead == fact.number and _is_told_ahead(facts, fact, current):
            home.sentences.append(current.sentences.pop())
            home.measures |= facts[fact.number - 1].measures
        home.sentences.append(fact.number)
        home.kinds |= fact.kinds
        home.measures |= fact.measures
        current = current if home.passing else home
    if segments:
        segments[0].sentences[:0] = waiting
        _find_umbrella(segments)
    return segments


def _is_told_ahead(facts: list[SentenceFacts], fact: SentenceFacts, current: Segment) -> bool:
    """Whether the toll of an incident that begins here with its day stands in the sentence before: "villagers showed
    a grave where 35 people lay who were killed by soldiers. On 14 May, they said, the soldiers …"."""
    before = fact.number - 1
    if current.sentences[-1:] != [before] or current.lead == before or fact.numbered or fact.when is None:
        return False
    toll, told = facts[before], [facts[n] for n in current.sentences[:-1]]
    apart = "killed" in toll.measures and not any("killed" in f.measures for f in told)
    return apart and toll.numbered and toll.when is None


def _go_on(parsed: Parsed, fact: SentenceFacts, segments: list[Segment], current: Segment | None) -> Segment | None:
    """Return the segment that a sentence without violence goes on with: an older incident ends with its paragraph."""
    if current is None or current.told_as != "background" or not segments[0].measures:
        return current
    return segments[0] if _begins_paragraph(parsed, fact) else current


def _continues_wave(parsed: Parsed, fact: SentenceFacts, segments: list[Segment]) -> bool:
    """Whether a sentence behind news of several attacks tells of one by its number alone: "The first hit a queue"."""
    return (
        bool(segments and segments[0].several and fact.scenes and fact.triggers)
        and find_ordinal(parsed, fact) is not None
    )


def _tells_what_came_of(fact: SentenceFacts, last: Segment) -> bool:
    """Whether a sentence only tells whom an act harmed that the sentence before told in passing."""
    told = last.passing and last.told_as == "news" and last.lead == fact.number - 1
    return told and fact.tells_harm and fact.weight == 0 and not (fact.when or fact.scenes)


def _place_sentence(parsed: Parsed, fact: SentenceFacts, segments: list[Segment], current: Segment | None) -> Segment:
    """Return the segment that a violent sentence belongs to, a new one where date, place or wording sets it apart."""
    if current is None:
        main = _open_segment(parsed, fact, segments, "news")
        main.several = not _plurals().isdisjoint(parsed.tokens.vocabularies[fact.number])
        return main
    if _spells_out_headline(parsed, fact, segments[0]):
        told = None if segments[0].several and _is_spread(fact) else fact.scene
        segments[0].place, segments[0].when = told or segments[0].place, fact.when or segments[0].when
        return segments[0]
    if tells_last_time(parsed, fact) or goes_back(parsed.tokens.lows, (fact.first, fact.last)):
        return _open_segment(parsed, fact, segments, "background", passing=True)
    if _is_other_day(parsed, fact, current):
        return _find_same_day(fact, segments) or _open_segment(parsed, fact, segments, _told_as(fact, segments[0]))
    counted = find_ordinal(parsed, fact) if segments[0].several else None
    if counted is not None and (known := _find_counted(segments, counted)):
        return known
    if counted is not None and (segments[0].place is None or _is_elsewhere(fact, segments[0])):
        return _open_segment(parsed, fact, segments, "news", ordinal=counted)
    distance = tells_distance(parsed, fact)
    if distance:
        return _open_segment(parsed, fact, segments, distance, passing=True)
    if _tells_other_act(parsed, fact, current):
        return _open_segment(
            parsed, fact, segments, "background" if is_told_before(parsed, fact) else "news", passing=True
        )
    if segments[0].several and (known := _find_same_place(fact, segments[1:])):
        return known
    if _opens_elsewhere(parsed, fact, current):
        return _open_segment(parsed, fact, segments, current.told_as)
    if _begins_aside(parsed, fact) and (fact.tells_harm or _acts_elsewhere(parsed, fact, current)):
        return _open_segment(parsed, fact, segments, "news")
    if is_of_hospital(parsed, fact):
        return current
    if fact.number != current.lead and _tells_older(parsed, fact):
        return _open_segment(parsed, fact, segments, "background")
    if fact.numbered and not points_back(parsed, fact):
        part = _tells_of_part(parsed, fact, segments[0])
        if part or (_is_elsewhere(fact, current) and list_own_acts(parsed, fact)):
            return _open_segment(parsed, fact, segments, "news" if part else current.told_as)
    if current.told_as == "background" and fact.when is None and _points_back_to_news(parsed, fact, segments[0]):
        return current if _goes_on_about(parsed, fact, current) else segments[0]
    if current is not segments[0] and not (fact.scenes or fact.when) and _speaks_of(fact, segments[0], current):
        return segments[0]
    if current.place is None:
        current.place = fact.scene
    if current.when is None and current.told_as == "background":
        current.when = fact.when
    return current


def _is_spread(fact: SentenceFacts) -> bool:
    """Whether a sentence names several towns far from each other: "car bombs in Kirkuk and Baquba"."""
    towns = [p for p in fact.scenes if p.precision in FINE]
    return any((_measure_km(towns[0], other) or 0.0) > _FAR_KM for other in towns[1:])


def _spells_out_headline(parsed: Parsed, fact: SentenceFacts, main: Segment) -> bool:
    """Whether it is the first sentence below a headline and tells of the harm or the act that the headline names."""
    if main.lead != fact.number - 1 or main.sentences[-1:] != [main.lead] or not _begins_paragraph(parsed, fact):
        return False
    if parsed.tokens.words[fact.first - 1] in _STOPS or parsed.tokens.words[fact.last - 1] not in _STOPS:
        return False
    return not (main.kinds.isdisjoint(fact.kinds) and main.measures.isdisjoint(fact.measures))


_STOPS = (".", "!", "?", '"', "”", "'", "’")


def _tells_older(parsed: Parsed, fact: SentenceFacts) -> bool:
    """Whether the sentence retells an earlier incident: by its cue, with a number or an act of someone's."""
    if _has_cue(parsed, fact, "after"):  # "the attacks came a day after bombings killed 17"
        return fact.numbered
    acted = any(t.sense.frame == "act" and t.sense.role == "doer" for t in fact.triggers)
    told = fact.numbered or (fact.tells_harm and fact.weight >= 2) or acted
    return told and _has_cue(parsed, fact, "older") and not points_back(parsed, fact)


def _tells_other_act(parsed: Parsed, fact: SentenceFacts, current: Segment) -> bool:
    """Whether an act of another kind is told that answers the one told, or that came before it elsewhere."""
    if fact.kinds <= current.kinds:
        return False
    kinds = kinds_of(list_own_acts(parsed, fact))
    raid = {"airstrike"} if "bombing" in kinds and flies(parsed, fact) else set()
    if answers(parsed, fact) and (kinds | raid) & _FROM_AFAR - current.kinds:
        return True
    other = bool(kinds) and kinds.isdisjoint(current.kinds)
    if other and kinds & _NEVER_AN_ANSWER and _is_elsewhere(fact, current) and not is_aggregate(parsed, fact):
        return True
    return other and is_told_before(parsed, fact) and _names_other_scene(fact, current)


_NEVER_AN_ANSWER = frozenset(["battle", "bombing", "suicide_bombing", "airstrike", "shelling", "arson", "abduction"])
"""What forces do not do on the spot when they answer an attack; a raid may be their answer."""


def _names_other_scene(fact: SentenceFacts, current: Segment) -> bool:
    """Whether a place is named for it and is another by its name than the segment's, known or not."""
    here, there = current.place, fact.scene
    return here is not None and there is not None and not _shares_word(here.name, there.name)


_FROM_AFAR = frozenset(["airstrike", "shelling"])
"""What answers an attack as an incident of its own; a shot fired back is part of the fight."""


def _open_segment(
    parsed: Parsed,
    fact: SentenceFacts,
    segments: list[Segment],
    told_as: str,
    passing: bool = False,
    ordinal: int | None = None,
) -> Segment:
    opened = Segment(fact.number, told_as, fact.when, fact.scene)
    opened.day_told, opened.passing, opened.ordinal = fact.day_told, passing, ordinal
    opened.at_once = told_as == "news" and bool(segments) and tells_same_time(parsed, fact)
    segments.append(opened)
    return opened


def _find_counted(segments: list[Segment], ordinal: int) -> Segment | None:
    return next((s for s in segments if s.ordinal == ordinal), None)


def _find_same_place(fact: SentenceFacts, parts: list[Segment]) -> Segment | None:
    """Return the part of a wave of attacks whose place a sentence names again without an act of its own."""
    if fact.scene is None or fact.weight >= 2:
        return None
    return next((s for s in parts if s.place is not None and s.place.name == fact.scene.name), None)


def _opens_elsewhere(parsed: Parsed, fact: SentenceFacts, current: Segment) -> bool:
    """Whether a sentence begins with another place at which somebody acts: "In Corinto, snipers shot three"."""
    lows, words = parsed.tokens.lows, parsed.tokens.words
    comma = next((n for n in range(fact.first + 2, min(fact.first + 8, fact.last)) if words[n] == ","), None)
    if (
        comma is None
        or lows[fact.first] not in ("in", "at", "near", "outside")
        or not words[fact.first + 1][0].isupper()
    ):
        return False
    own = [t for t in list_own_acts(parsed, fact) if t.start > comma and t.sense.frame in ("act", "harm")]
    opening = " ".join(words[fact.first + 1 : comma])
    scene = fact.scene if fact.scene and fact.scene.precision in FINE else None
    named = scene is not None and (scene.name or "").partition(" ")[0] in opening
    return bool(own) and named and _names_other_scene(fact, current) and not points_back(parsed, fact)


def _acts_elsewhere(parsed: Parsed, fact: SentenceFacts, current: Segment) -> bool:
    """Whether somebody acts at the same time in another place, whatever came of it."""
    at_once = any(_stands_at(parsed, n, fact.last, "at_once") for n in (fact.first, fact.first + 1))
    acted = any(t.sense.frame == "act" for t in list_own_acts(parsed, fact))
    return at_once and acted and _names_other_scene(fact, current)


def _find_same_day(fact: SentenceFacts, segments: list[Segment]) -> Segment | None:
    for segment in segments:
        if fact.when and segment.when and segment.when.edtf == fact.when.edtf and not _is_elsewhere(fact, segment):
            return segment
    return None


def _tells_of_part(parsed: Parsed, fact: SentenceFacts, main: Segment) -> bool:
    """Whether the report leads with several attacks at once and this sentence tells of one, at its own place or day."""
    if not main.several:
        return False
    if main.place is not None and main.place.precision in FINE and not _is_elsewhere(fact, main):
        return False
    own = [p for p in fact.scenes if p.precision != "country" and (main.place is None or p.name != main.place.name)]
    if own:
        return True
    if _opens_with_attack(parsed, fact):
        return True
    ranged = main.when is not None and main.when.precision == "range"
    return ranged and fact.when is not None and fact.when.precision == "day"


def _opens_with_attack(parsed: Parsed, fact: SentenceFacts) -> bool:
    """Whether it begins with an attack not told of before: "A roadside bomb at a market …", "Two gunmen …"."""
    opening = parsed.tokens.lows[fact.first]
    return opening in ("a", "an", "another", "two", "three", "four", "several") and any(
        t.sense.frame in ("event", "mark") and t.start - fact.first <= 5 for t in fact.triggers
    )


def _is_other_day(parsed: Parsed, fact: SentenceFacts, current: Segment) -> bool:
    """Whether the sentence dates its violence, by day or year, to another time than the segment's."""
    if _continues_captivity(fact, current):
        return False
    if not (fact.numbered or list_own_acts(parsed, fact) or dates_recalled(parsed, fact)):
        return False  # "in 1981 she wrote of the attack"
    if _dates_answer(parsed, fact, current):
        return False
    if fact.when is None or fact.when.edtf is None or ".." in fact.when.edtf:
        return _is_told_otherwise(parsed, fact, current)
    if current.when is None or current.when.edtf is None:
        coarse = fact.when.precision in ("year", "month") and fact.tells_harm
        return fact.number != current.lead and (coarse or dates_other_kind(fact, current.kinds))
    return not _compatible(fact.when.edtf, current.when.edtf)


def _dates_answer(parsed: Parsed, fact: SentenceFacts, current: Segment) -> bool:
    """Whether a later day in a sentence that only recalls the attack is that of what answered it.

    "The prime minister condemned the attack on 5 January" tells of no attack on that day.
    """
    here, there = fact.when, current.when
    if here is None or there is None or not (here.start and there.start) or fact.numbered:
        return False
    return here.start > there.start and not list_own_acts(parsed, fact) and points_back(parsed, fact)


def _is_told_otherwise(parsed: Parsed, fact: SentenceFacts, current: Segment) -> bool:
    """Whether its words for the day are others than the segment's: "on Monday", "last week"."""
    apart = None not in (fact.day_told, current.day_told) and fact.day_told != current.day_told
    return apart and fact.numbered and bool(list_own_acts(parsed, fact)) and not points_back(parsed, fact)


def _continues_captivity(fact: SentenceFacts, current: Segment) -> bool:
    """Whether people taken on one day and found dead on another are one incident's."""
    if fact.measures == {"abducted"}:
        return "killed" in current.measures and current.kinds <= _OF_CAPTIVES | {"armed_attack"}
    return (
        current.measures == {"abducted"}
        and bool(fact.measures & {"killed", "bodies_seen"})
        and (fact.kinds <= _OF_CAPTIVES | {"armed_attack"})
    )


_OF_CAPTIVES = frozenset(["abduction", "execution", "assassination", "stabbing", "torture"])


def _compatible(one: str, other: str) -> bool:
    """Whether two EDTF dates may be one: equal, one within the other, or alike in what both know."""
    if "/" in one or "/" in other:
        return one.split("/")[0][:7] == other.split("/")[0][:7]
    return all(a == b or "X" in (a + b) for a, b in zip(one.split("-"), other.split("-"), strict=False))


def _told_as(fact: SentenceFacts, main: Segment) -> str:
    if fact.when and main.when and fact.when.start and main.when.start:
        return "background" if fact.when.start < main.when.start else "news"
    return "background"


def _begins_aside(parsed: Parsed, fact: SentenceFacts) -> bool:
    begins = any(_stands_at(parsed, n, fact.last, "aside") for n in (fact.first, fact.first + 1))
    return begins or any(_stands_at(parsed, n, fact.last, "later") for n in range(fact.first, fact.first + 3))


def _has_cue(parsed: Parsed, fact: SentenceFacts, kind: str) -> bool:
    return any(_stands_at(parsed, n, fact.last, kind) for n in parsed.tokens.find(_openers(kind), fact.number))


def _stands_at(parsed: Parsed, n: int, last: int, kind: str) -> bool:
    """Whether a cue of this kind stands at word `n`."""
    lows = parsed.tokens.lows
    cues = _cues(kind).get(lows[n]) if n < last else None
    return cues is not None and any(lows[n : n + len(cue)] == cue for cue in cues)


@cache
def _cues(kind: str) -> dict[str, list[list[str]]]:
    """Return the cues of a kind by their first word."""
    cues: dict[str, list[list[str]]] = {}
    for line in load_lexicon("segments")[kind]:
        cues.setdefault(line.split()[0], []).append(line.split())
    return cues


@cache
def _openers(kind: str) -> frozenset[str]:
    """Return the words that cues of a kind begin with."""
    return frozenset(_cues(kind))


@cache
def _plurals() -> frozenset[str]:
    return frozenset(load_lexicon("segments")["plural"].split())


def _points_back_to_news(parsed: Parsed, fact: SentenceFacts, main: Segment) -> bool:
    return points_back(parsed, fact) or any(main.place and p.name == main.place.name for p in fact.scenes)


def _goes_on_about(parsed: Parsed, fact: SentenceFacts, current: Segment) -> bool:
    """Whether a sentence right behind an older incident, in its paragraph, speaks of that one's attack."""
    follows = current.sentences[-1:] == [fact.number - 1]
    return follows and not _begins_paragraph(parsed, fact) and points_to_last(parsed, fact)


def _begins_paragraph(parsed: Parsed, fact: SentenceFacts) -> bool:
    before = parsed.tokens.ends[fact.first - 1] if fact.first else 0
    return "\n" in parsed.tokens.text[before : parsed.tokens.starts[fact.first]]


def _speaks_of(fact: SentenceFacts, main: Segment, current: Segment) -> bool:
    """Whether the sentence's acts are of the main incident's kind and none of the current one's."""
    return not fact.kinds.isdisjoint(main.kinds) and fact.kinds.isdisjoint(current.kinds)


def _is_elsewhere(fact: SentenceFacts, current: Segment) -> bool:
    """Whether the sentence's scene is another place than the segment's, and neither holds the other."""
    here, there = current.place, fact.scene
    if (
        here is None
        or there is None
        or here.precision not in FINE
        or there.precision not in FINE
        or here.name == there.name
    ):
        return False
    if _shares_word(here.name, there.name):
        return False
    distance = _measure_km(here, there)
    return distance is None or distance > _FAR_KM


def _shares_word(one: str | None, other: str | None) -> bool:
    return bool(
        set((one or "").lower().split()) & set((other or "").lower().split()) - {"the", "of", "city", "town", "village"}
    )


def _measure_km(one: Place, other: Place) -> float | None:
    if one.lat is None or one.lon is None or other.lat is None or other.lon is None:
        return None
    x = math.radians(other.lon - one.lon) * math.cos(math.radians((one.lat + other.lat) / 2))
    return 6371.0 * math.hypot(x, math.radians(other.lat - one.lat))


def _find_umbrella(segments: list[Segment]) -> None:
    """Make the first segment the umbrella of the news after it where it tells of several attacks at once."""
    if not segments[0].several:
        return
    for segment in segments[1:]:
        same_time = segment.when is None or segments[0].when is None or segment.when.edtf == segments[0].when.edtf
        if segment.told_as == "news" and same_time:
            segment.umbrella = segments[0]
