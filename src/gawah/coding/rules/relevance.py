"""Whether a segment is an incident of political violence, and the reason where it is not (RECORD.md, `not_coded`)."""

import re
from functools import cache

from gawah.coding.rules.armed import bears_arms, names_armed_actor, names_attackers, names_fighters
from gawah.coding.rules.attacks import fires_shots, names_weapon, strength, tells_of_attack
from gawah.coding.rules.attribution import find_accusations
from gawah.coding.rules.claims import find_claims
from gawah.coding.rules.facts import SentenceFacts
from gawah.coding.rules.harms import Harm
from gawah.coding.rules.lexicon import load_lexicon
from gawah.coding.rules.numbers import read_quantity
from gawah.coding.rules.page import Page
from gawah.coding.rules.people import is_person
from gawah.coding.rules.segments import Segment, is_aggregate, is_tally

_FOILED = frozenset("foiled thwarted defused averted diffused disarmed unexploded prevented failed".split())
_BOMBINGS = frozenset(["bombing", "suicide_bombing"])
_HOAX = frozenset("hoax".split())
_INVENTED = tuple(tuple(line.split()) for line in "false alarm|made up the|made it all up|made it up".split("|"))


def judge(page: Page, segment: Segment, facts: list[SentenceFacts], told: list[Segment]) -> str | None:
    """Return why the segment is no incident, or None where it is one."""
    own = [facts[n] for n in segment.sentences]
    vocabularies = page.parsed.tokens.vocabularies
    lows = frozenset().union(*(vocabularies[f.number] for f in own[:6]))
    certain = frozenset().union(*(vocabularies[f.number] for f in own[:6] if not _doubts(page, f)))
    lead = facts[segment.lead]
    armed = names_armed_actor(page, own[:6])
    harmed = any(f.tells_harm for f in own)
    weight = max((f.weight for f in own), default=0)
    table = _words()
    fighters = names_fighters(page, own[:6])
    political = bool(certain & table["political"])
    hostile = (
        fighters
        or political
        or _packs_explosives(lead)
        or _plants_bomb(lead)
        or bool(certain & table["act_of_war"])
        or _speaks_of_bombs(page)
        or lead.tells_impact
    )
    faint = lead.weight < 4 or lead.kinds == {"vehicle_ramming"}
    if faint and not hostile and lows & table["accident"] and _tells_accident(page, own[:6]):
        return "accident"
    if not harmed and lows & table["staged"] and not fighters:
        return "out_of_scope"
    if lows & table["crime"] and not (fighters or lows & table["act_of_war"] or lead.kinds & _BOMBINGS):
        return "crime_no_political_actor"
    if (lead.tells_harm and _sums_up(page, lead)) or (not harmed and _spans_years(segment)):
        return "aggregate"
    if not (segment.told_as == "background" or lead.tells_harm) and _counts_acts(page, own):
        return "aggregate"
    if len(lows & table["sport"]) >= 2 and (not armed or _tells_score(page, lead)):
        return "out_of_scope"
    if _opens_with_fiction(page, lead):
        return "out_of_scope"
    if not harmed and lows & _FOILED and weight < 4 and not any(fires_shots(page, f) for f in own[:3]):
        return "foiled"
    if lows & table["memory"] and not fighters and lead.when is not None and lead.when.precision == "year":
        return "commemoration"
    invented = any(_has_phrase(page, own[:4], phrase) for phrase in _INVENTED)
    if (not harmed and (lows & _HOAX or invented)) or (invented and not any(_kills(f) for f in own)):
        return "hoax"
    if told or segment.told_as == "background":
        return _judge_background(page, segment, lead, own)
    if not harmed and _only_recalls(page, own):
        return "out_of_scope"
    bombed = not certain.isdisjoint(_BOMBERS)
    if harmed and not (fighters or bombed) and _only_explodes(page, own) and not _is_claimed(page, segment):
        return "cause_unknown"
    if harmed:
        by_violence = any(_harms_by_violence(page, f, own) for f in own if f.tells_harm)
        meant = political and weight >= 2
        known = by_violence or meant or bombed or _is_claimed(page, segment) or _is_blamed(page, segment, own)
        known = known or _is_tried(page, own)
        return None if known else "cause_unknown"
    told_of = any(tells_of_attack(page, f, own) for f in own)
    return None if told_of or (weight >= 2 and _is_blamed(page, segment, own)) else "out_of_scope"


def _tells_accident(page: Page, own: list[SentenceFacts]) -> bool:
    """Whether a word for an accident stands outside of the names of places: "Satellite Town" has no satellite."""
    tokens, names = page.parsed.tokens, [r.mention for r in page.mentions]
    told = [tokens.starts[n] for f in own for n in tokens.find(_words()["accident"], f.number)]
    return any(not any(name.start <= at < name.end for name in names) for at in told)


def find_bombing(segment: Segment, facts: list[SentenceFacts], told: list[Segment]) -> Segment | None:
    """Return the bombing told of before, without its toll, that an explosion at the same place is.

    "The bombing of the hall … The hall was shattered by an explosion, killing 68."
    """
    names = {p.name for n in segment.sentences for p in facts[n].scenes}
    if not names or not all(facts[n].kinds <= _BOMBINGS for n in segment.sentences):
        return None
    for other in told:
        own = [facts[n] for n in other.sentences]
        there = {p.name for f in own for p in f.scenes}
        if _BOMBINGS & other.kinds and names & there and not any(f.tells_harm for f in own):
            return other
    return None


def _tells_score(page: Page, lead: SentenceFacts) -> bool:
    return _SCORE.search(page.text, *page.parsed.span(lead.first, lead.last)) is not None


_SCORE = re.compile(r"\s\d{1,2}[-–]\d{1,2}(?=[\s,.])")


def _opens_with_fiction(page: Page, lead: SentenceFacts) -> bool:
    """Whether a sentence tells what a book or film tells: "The novel opens with a car bomb in Beirut"."""
    opening = page.parsed.tokens.lows[lead.first : lead.first + 3]
    return opening[:1] in (["the"], ["this"], ["her"], ["his"]) and not _words()["staged"].isdisjoint(opening[1:])


def _doubts(page: Page, fact: SentenceFacts) -> bool:
    """Whether a sentence only tells of what was feared or ruled out."""
    return any(_has_phrase(page, [fact], phrase) for phrase in _DOUBTS)


_DOUBTS = (("ruled", "out"), ("rule", "out"), ("at", "first", "feared"), ("initially", "feared"), ("had", "feared"))


def _kills(fact: SentenceFacts) -> bool:
    return bool(fact.measures & {"killed", "injured"})


def _is_claimed(page: Page, segment: Segment) -> bool:
    """Whether somebody claims it, which makes known that somebody did it; so does "nobody has claimed it"."""
    return any(not c.claimed or c.actor is not None for c in find_claims(page, segment.sentences))


def _is_blamed(page: Page, segment: Segment, own: list[SentenceFacts]) -> bool:
    """Whether somebody lays it to a group by name, which makes known that it was meant."""
    triggers = [t for f in own for t in f.triggers]
    accused = find_accusations(page.parsed, page.actors, [], triggers, segment.sentences, page.speeches, page.suspects)
    return any(a.sort == "named" and a.rule in _LAID_TO for a in accused)


def _is_tried(page: Page, own: list[SentenceFacts]) -> bool:
    """Whether somebody is tried or held for having killed several, told as "the killing of four people"."""
    accused = {s.sentence for s in page.suspects if s.rule == "charged"}
    return any(
        h.rule == "nominal"
        and h.measure == "killed"
        and any((v.quantity.count.best or 0) > 2 for v in h.victims if v.quantity)
        for f in own
        if f.number in accused
        for h in f.harms
    )


_LAID_TO = frozenset("blame behind responsible work-of carried-out-by tie-blamed tie-suspected tie-identified".split())
"""Rules by which an act is laid to somebody, whatever the words for the act."""


def _packs_explosives(fact: SentenceFacts) -> bool:
    """Whether a bomb in a vehicle or on a person is told, which nobody carries by accident."""
    return any(t.sense.frame == "mark" and (t.sense.weapon or ("", None))[1] in _BUILT for t in fact.triggers)


_BUILT = ("car bomb", "suicide vest", "IED")


def _plants_bomb(fact: SentenceFacts) -> bool:
    """Whether somebody does what nobody does to a bomb by accident: plants, throws or sets it off."""
    marked = any(t.sense.frame == "mark" and (t.sense.weapon or ("",))[0] == "explosive" for t in fact.triggers)
    done = (t for t in fact.triggers if t.sense.frame == "act" and t.sense.role == "doer")
    return marked and any("bombing" in dict(t.sense.types) for t in done)


def _only_recalls(page: Page, own: list[SentenceFacts]) -> bool:
    """Whether the violence is only "the bombing", known from before, without a day of its own."""
    lows, told = (
        page.parsed.tokens.lows,
        [t for f in own for t in f.triggers if t.sense.frame in ("act", "event", "harm")],
    )
    recalled = [
        t
        for t in told
        if t.sense.frame == "event"
        and t.start
        and lows[t.start - 1] in ("the", "this", "that")
        and not lows[t.start].endswith(("er", "ers", "or", "ors"))
    ]
    placed = any(f.scenes and names_fighters(page, [f]) for f in own[:2])
    return len(recalled) == len(told) and not placed and all(f.when is None for f in own)


def _only_explodes(page: Page, own: list[SentenceFacts]) -> bool:
    """Whether something blew up and nothing says that anybody made it: no bomb, no attack, nobody with arms."""
    told = [t for f in own for t in f.triggers if t.sense.types]
    words = {page.parsed.tokens.lows[t.start] for t in told}
    return (
        bool(told)
        and words <= _EXPLOSIONS
        and not any(h.agents and not _blames_blast(page, h) for f in own for h in f.harms)
    )


def _blames_blast(page: Page, harm: Harm) -> bool:
    return any(page.parsed.tokens.lows[g.head] in _EXPLOSIONS for g in harm.agents)


_EXPLOSIONS = frozenset(
    "explosion explosions blast blasts exploded exploding explodes explode ripped tore ripping blasted".split()
)


def _judge_background(page: Page, segment: Segment, lead: SentenceFacts, own: list[SentenceFacts]) -> str | None:
    """An older incident is coded where it has a place or a time, and a toll or an actor."""
    told = [f for f in own if f.violent][:_MOST_LOOKED_AT]
    scenes = any(f.scenes for f in told)
    vague = segment.when is not None and segment.when.precision in ("year", "range", "month")
    worded = any(t.sense.types for t in lead.triggers)
    if not scenes and not worded if segment.passing else vague and not scenes:
        return "aggregate"
    acted = any(t.sense.frame == "act" for t in lead.triggers)
    if is_tally(page.parsed, lead) or (is_aggregate(page.parsed, lead) and not (scenes or acted or segment.passing)):
        return "aggregate"
    dated = segment.when is not None or any(d.expr.kind in _DATING for d in page.dates_in(lead.first, lead.last))
    located = scenes or dated or segment.passing or segment.umbrella is not None
    acted = lead.weight >= 2 and (scenes or acted)
    harmed = any(f.tells_harm for f in told)
    part = segment.umbrella is not None and any(f.weight >= 3 for f in told)
    shot = any(t.sense.frame == "act" and (t.sense.weapon or ("",))[0] in _ARMS for t in lead.triggers)
    if harmed and all(map(_only_dies, told)) and not any(_harms_by_violence(page, f, own) for f in told):
        return "cause_unknown"
    known = harmed or part or shot or names_armed_actor(page, told)
    return None if located and known and (acted or harmed or segment.passing) else "out_of_scope"


_ARMS = ("firearm", "explosive", "artillery")
_DATING = frozenset(["absolute", "partial", "weekday", "relative", "range"])
_MOST_LOOKED_AT = 3
"""Sentences of an older incident that may say who did it and whom it befell."""


def _only_dies(fact: SentenceFacts) -> bool:
    """Whether people are said to have died and nothing of what they died of."""
    return fact.weight == 0 and all(h.rule == "intransitive" for h in fact.harms)


def _spans_years(segment: Segment) -> bool:
    when = segment.when
    return when is not None and when.precision == "range" and (when.start or "")[:4] != (when.end or "")[:4]


def _speaks_of_bombs(page: Page) -> bool:
    """Whether bombs are what the report is about, so that a fire or ammonium in it makes no accident."""
    return len(page.parsed.tokens.find_all(_BOMBS)) >= 3


_BOMBERS = frozenset(["bomber", "bombers"])
"""Whoever is called so made what blew up."""
_BOMBS = frozenset("bomb bombs bombing bombings bomber bombers".split())


def _counts_acts(page: Page, own: list[SentenceFacts]) -> bool:
    """Whether the violence told is a count of very many acts: "563 strikes", "ten times more attacks"."""
    lows = page.parsed.tokens.lows
    for n in (n for f in own[:_FIRST] for n in range(f.first + 1, f.last) if lows[n] in _words()["acts"]):
        counts = (read_quantity(lows, m, n) for m in range(max(0, n - 3), n) if not _YEAR.fullmatch(lows[m]))
        if "times" in lows[max(0, n - 4) : n] or any(q and (q.count.best or 0) >= _VERY_MANY for q in counts):
            return True
    return False


_YEAR = re.compile(r"(?:19|20)\d\d")
"""As in "the 2015 Sousse attacks"."""
_FIRST = 4
"""Sentences."""
_VERY_MANY = 30


def _sums_up(page: Page, lead: SentenceFacts) -> bool:
    """Whether the report's own news is a tally over a time: "614 lives in the first half of the year"."""
    return any(_has_phrase(page, [lead], cue) for cue in _TALLIES)


_TALLIES = tuple(
    tuple(line.split())
    for line in (
        "half of the year|so far this year|since the start of the year|over the past year|annual report|"
        "in the same months|according to a tally|over the last decade"
    ).split("|")
)


def _has_phrase(page: Page, own: list[SentenceFacts], phrase: tuple[str, ...]) -> bool:
    if not page.parsed.tokens.places.keys() >= frozenset(phrase):
        return False  # seen at once: the text lacks one of its words
    lows, size, opener = page.parsed.tokens.lows, len(phrase), phrase[0]
    return any(
        lows[n] == opener and tuple(lows[n : n + size]) == phrase
        for f in own
        if opener in page.parsed.tokens.vocabularies[f.number]
        for n in range(f.first, f.last)
    )


def _harms_by_violence(page: Page, fact: SentenceFacts, own: list[SentenceFacts]) -> bool:
    """Whether the harm is told with the act that did it: in the sentence or the ones beside it, or by its own verb."""
    if any(_is_deed(page, fact, h) or _is_done_by_fighters(page, h) for h in fact.harms):
        return True
    if names_fighters(page, own[:6]) and any(_names_deed(page, h) for h in fact.harms):
        return True
    beside = [f for f in own if abs(f.number - fact.number) <= 2]
    return any(strength(page, f) >= 2 for f in beside) or any(
        names_weapon(f) for f in beside if abs(f.number - fact.number) <= 1
    )


def _is_deed(page: Page, fact: SentenceFacts, harm: Harm) -> bool:
    """Whether a clause says that somebody killed or took people; "were killed" alone may be a bus in a ravine."""
    told = any(not v.pronoun for v in harm.victims)
    if any(page.parsed.tokens.lows[g.head] in _words()["helpers"] for g in harm.agents):
        return False
    if not (harm.real and told and harm.measure in ("killed", "abducted") and harm.trigger.sense.valency in _DEEDS):
        return False
    neutral = page.parsed.tokens.lows[harm.trigger.start].startswith("kill")
    return (
        not neutral
        or any(g.pronoun or is_person(page.parsed, g) for g in harm.agents)
        or names_armed_actor(page, [fact])
        or names_attackers(page, fact)
    )


_DEEDS = ("transitive", "carry")


def _is_done_by_fighters(page: Page, harm: Harm) -> bool:
    """Whether a clause names those who harmed, and they bear arms against a state: "militants wounded a constable"."""
    found = [m for g in harm.agents for _, _, m in page.actors.within(g.start, g.end)]
    return harm.real and any(m.sort != "state" and bears_arms(m) for m in found)


def _names_deed(page: Page, harm: Harm) -> bool:
    """Whether a noun for a deed takes its victims: "the murder of an analyst"; "the death of …" names none."""
    noun = page.parsed.tokens.lows[harm.trigger.start]
    return harm.real and harm.rule == "nominal" and noun in _words()["deed"]


@cache
def _words() -> dict[str, frozenset[str]]:
    return {name: frozenset(words.split()) for name, words in load_lexicon("relevance").items()}
