"""Weapons used: which of a report's words for weapons tell of the act, each with every clause that tells it."""

from dataclasses import dataclass
from functools import cache

from gawah.codebook import weapon_terms
from gawah.coding.rules.facts import SentenceFacts
from gawah.coding.rules.sheet import Sheet
from gawah.coding.rules.triggers import Trigger
from gawah.frozen import quick_to_make
from gawah.model import Json

_LONGEST_LOOK = 8
"""Sentences that may tell of weapons, at most."""
_MOST_QUOTES = 5
_FINDS = frozenset("recovered recovery recovering seized seizure seizing confiscated cache found".split())
_ABSORBED = {"aircraft bomb": ("explosive", "artillery")}
"""What falls from the air is told again as a bomb or a missile."""


@quick_to_make
@dataclass(frozen=True, slots=True)
class _Mention:
    """A word for a weapon: its class, the codebook's type where the word tells it, and the trigger that says it."""

    kind: str
    exact: str | None
    trigger: Trigger
    sentence: int


def write_weapons(sheet: Sheet, tellers: list[SentenceFacts], recalled: list[Trigger]) -> None:
    """Write the weapons used, of the sentences that tell of the act: not those that police "recovered".

    `recalled`: words for another incident.
    """
    told = [f for f in tellers if not _tells_of_finds(sheet, f)][:_LONGEST_LOOK]
    used = [m for f in told for n in range(len(f.triggers)) if (m := _read_mention(sheet, f, n))]
    used = [m for m in used if not m.trigger.sense.implied and m.trigger not in recalled] or used
    for mentions in _sort_out([m for m in used if not _answers(sheet, m)] or used):
        best = next((m for m in mentions if m.exact), mentions[0])
        words = sheet.page.parsed.words(best.trigger.start, best.trigger.end)
        value = describe_weapon(best.kind, best.exact, words)
        spans = [sheet.clause(m.trigger) for m in _one_a_sentence(best, mentions)]
        trigger = sheet.span(best.trigger.start, best.trigger.end)
        sheet.say(sheet.key("weapons"), value, spans, "weapon-words", trigger=trigger)


def _sort_out(used: list[_Mention]) -> list[list[_Mention]]:
    """Return the mentions of each weapon, one weapon a class, without those that another weapon's telling brings."""
    kinds = {m.kind for m in used}
    absorbed = {a for kind in kinds for a in _ABSORBED.get(kind, ())}
    groups: dict[str, list[_Mention]] = {}
    for mention in used:
        if mention.kind not in absorbed or (mention.exact and mention.exact != "missile"):
            groups.setdefault(mention.kind, []).append(mention)
    return list(groups.values())


def _one_a_sentence(best: _Mention, mentions: list[_Mention]) -> list[_Mention]:
    """Return the best mention and one of every other sentence, the first few."""
    firsts = {best.sentence: best}
    for mention in mentions:
        firsts.setdefault(mention.sentence, mention)
    return list(firsts.values())[:_MOST_QUOTES]


def _answers(sheet: Sheet, mention: _Mention) -> bool:
    """Whether forces used the weapon on who attacked: "before being shot dead by a policeman"."""
    page, end = sheet.page, mention.trigger.end
    if mention.trigger.sense.frame != "harm" or page.parsed.tokens.lows[end : end + 1] != ["by"]:
        return False
    return any(m.sort == "state" for _, _, m in page.actors.within(end, end + 4))


def _read_mention(sheet: Sheet, fact: SentenceFacts, n: int) -> _Mention | None:
    """Return the weapon that the `n`th trigger of a sentence names as used, or None."""
    trigger = fact.triggers[n]
    weapon = trigger.sense.weapon
    if weapon is None or _is_in_name(sheet, fact, trigger) or _only_launches(fact, n):
        return None
    return _Mention(weapon[0], weapon[1], trigger, fact.number)


def _is_in_name(sheet: Sheet, fact: SentenceFacts, trigger: Trigger) -> bool:
    """Whether a weapon's word stands in a name: "Assam Rifles" is a force."""
    words = sheet.page.parsed.tokens.words
    titled = trigger.start > fact.first and words[trigger.end - 1].istitle() and words[trigger.start - 1].istitle()
    return titled and trigger.sense.frame == "mark"


def _only_launches(fact: SentenceFacts, n: int) -> bool:
    """Whether a verb of firing has another weapon as its object: "fired a grenade" is no shot."""
    trigger = fact.triggers[n]
    if trigger.sense.frame != "act" or trigger.sense.weapon is None or trigger.sense.weapon[0] != "firearm":
        return False
    return any(
        t.sense.weapon and t.sense.weapon[0] != "firearm" and t.start - trigger.end <= 4
        for t in fact.triggers[n + 1 : n + 2]
    )


def _tells_of_finds(sheet: Sheet, fact: SentenceFacts) -> bool:
    return not _FINDS.isdisjoint(sheet.page.parsed.tokens.vocabularies[fact.number]) and not fact.tells_harm


def describe_weapon(kind: str, exact: str | None, words: str) -> Json:
    """Return the weapon of class `kind` that `words` name; `exact` is the type that the lexicon gives, if any."""
    return {"class": kind, "type": exact or _find_type(kind, words.lower()) or kind, "text": words}


def _find_type(kind: str, words: str) -> str | None:
    """Return the codebook's type of this class that the words, or one of them, are a term for."""
    types = _types()
    candidates = (types.get(term) for term in (words, *words.split()))
    return next((found[1] for found in candidates if found and found[0] == kind), None)


@cache
def _types() -> dict[str, tuple[str, str]]:
    return {term.lower(): (entry.class_, entry.type) for term, entry in weapon_terms().items()}
