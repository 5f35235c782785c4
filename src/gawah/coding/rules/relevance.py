"""Whether a segment is an incident of political violence, and the reason where it is not (RECORD.md, `not_coded`)."""

from functools import cache

from gawah.coding.rules.lexicon import load_lexicon
from gawah.coding.rules.page import Page
from gawah.coding.rules.segments import Segment, SentenceFacts

_FOILED = frozenset("foiled thwarted defused averted diffused disarmed unexploded prevented failed".split())
_THREAT = frozenset("threatened threat threats warned warning warns".split())
_HOAX = frozenset("hoax".split())
_AGGREGATE = frozenset("since total annually yearly statistics overall decade decades".split())


def judge(page: Page, segment: Segment, facts: list[SentenceFacts], told: list[Segment]) -> str | None:
    """Return why the segment is no incident, or None where it is one."""
    own = [facts[n] for n in segment.sentences]
    lows = {low for f in own[:4] for low in page.parsed.tokens.lows[f.first : f.last]}
    lead = facts[segment.lead]
    armed = _names_armed_actor(page, own[:6])
    harmed = any(f.tells_harm for f in own)
    weight = max((f.weight for f in own), default=0)
    table = _words()
    if lows & table["accident"] and not (armed or lows & table["act_of_war"]):
        return "accident"
    if len(lows & table["sport"]) >= 2 and not armed:
        return "out_of_scope"
    if not harmed and lows & _FOILED and weight < 4:
        return "foiled"
    if not harmed and lows & _HOAX:
        return "hoax"
    if told or segment.told_as == "background":
        return _judge_background(page, segment, lead)
    if harmed:
        return None if weight >= 2 or armed or _kills_on_purpose(own) else "cause_unknown"
    return None if weight >= 3 and (armed or _acts(own)) else "out_of_scope"


def _judge_background(page: Page, segment: Segment, lead: SentenceFacts) -> str | None:
    """An older incident is coded where it has a place or a time, and a toll or an actor."""
    located = bool(lead.places) or segment.when is not None
    known = lead.tells_harm or _names_armed_actor(page, [lead])
    if segment.when and segment.when.precision in ("year", "range") and not lead.places:
        return "aggregate"
    return None if located and known and (lead.weight >= 2 or lead.tells_harm) else "out_of_scope"


def _names_armed_actor(page: Page, own: list[SentenceFacts]) -> bool:
    return any(page.actors.within(f.first, f.last) for f in own)


def _kills_on_purpose(own: list[SentenceFacts]) -> bool:
    return any(
        h.real and h.measure in ("killed", "abducted") and h.trigger.sense.valency == "transitive"
        for f in own
        for h in f.harms
    )


def _acts(own: list[SentenceFacts]) -> bool:
    return any(t.sense.frame in ("act", "event") for f in own for t in f.triggers)


@cache
def _words() -> dict[str, frozenset[str]]:
    return {name: frozenset(words.split()) for name, words in load_lexicon("relevance").items()}
