"""Who bears arms, and who riots, in the sentences of an incident."""

from functools import cache

from gawah.coding.rules.facts import SentenceFacts
from gawah.coding.rules.lexicon import load_lexicon
from gawah.coding.rules.page import Page
from gawah.coding.rules.triggers import expand_phrase
from gawah.gazetteer.actors import ActorMention, generic_actors


def names_armed_actor(page: Page, own: list[SentenceFacts]) -> bool:
    """Whether someone who bears arms is named: a group, fighters, forces; not a government, a crowd or a suspect."""
    return any(bears_arms(m) for f in own for _, _, m in page.actors.within(f.first, f.last))


def names_fighters(page: Page, own: list[SentenceFacts]) -> bool:
    """Whether armed actors other than a state's are named."""
    return any(m.sort != "state" and bears_arms(m) for f in own for _, _, m in page.actors.within(f.first, f.last))


def names_attackers(page: Page, fact: SentenceFacts) -> bool:
    """Whether a sentence names armed actors that are no state's, or people who come as such: "two hooded men"."""
    return names_fighters(page, [fact]) or _tells_phrase(page, fact, "attackers")


def names_agents(page: Page, fact: SentenceFacts) -> bool:
    """Whether a sentence names those who take people for a state: forces, security agents, men in plain clothes."""
    return names_armed_actor(page, [fact]) or _tells_phrase(page, fact, "agents")


def bears_arms(mention: ActorMention) -> bool:
    """Whether a mention is of an armed group, fighters, gunmen or forces."""
    if mention.sort == "state":
        return (
            mention.group in ("military", "police", "security-forces", "air-force", "")
            and mention.kind == "state_forces"
        )
    if mention.sort == "named":
        return mention.kind in ("armed_group", "state_forces")
    armed = mention.group in ("unknown_armed", "insurgent", "militia", "state_linked") or mention.kind == "armed_group"
    words = mention.surface.lower().split()
    return armed or "armed" in words or not _armed_nouns().isdisjoint(words)  # "unidentified gunmen"


def is_attacker(mention: ActorMention) -> bool:
    """Whether a mention is of people known only by what they come as: gunmen, raiders, rebels; no group's name."""
    return mention.sort == "generic" and bears_arms(mention)


def names_crowd(page: Page, own: list[SentenceFacts]) -> bool:
    """Whether people who riot or fight without being an armed side are named: a mob, settlers, protesters."""
    return any(page.parsed.tokens.find(_listed("crowd"), f.number) for f in own)


def names_rioters(page: Page, fact: SentenceFacts) -> bool:
    """Whether a sentence names people who come together to do violence: a mob, rioters."""
    return bool(page.parsed.tokens.find(_listed("rioters"), fact.number))


def is_demonstrator(low: str) -> bool:
    """Whether a lower-cased word is for people who demonstrate, or for what they hold."""
    return low in _listed("demonstrators")


def _tells_phrase(page: Page, fact: SentenceFacts, kind: str) -> bool:
    lows, phrases = page.parsed.tokens.lows, _phrases(kind)
    return any(
        lows[n] in phrases and any(tuple(lows[n : n + len(p)]) == p for p in phrases[lows[n]])
        for n in range(fact.first, fact.last)
    )


@cache
def _phrases(kind: str) -> dict[str, list[tuple[str, ...]]]:
    """Return the phrases of a kind by their first word."""
    table: dict[str, list[tuple[str, ...]]] = {}
    for words in (words for line in load_lexicon("circumstances")[kind] for words in expand_phrase(line)):
        table.setdefault(words[0], []).append(words)
    return table


@cache
def _listed(kind: str) -> frozenset[str]:
    return frozenset(load_lexicon("circumstances")[kind].split())


@cache
def _armed_nouns() -> frozenset[str]:
    sorts = ("unknown_armed", "insurgent", "militia")
    return frozenset(noun for noun, actor in generic_actors().items() if actor.sort in sorts)
