"""States of whose strikes only an adjective tells: "an Israeli air strike", "Russian shelling", "a Turkish drone"."""

from gawah.coding.rules.attribution.accusation import Accusation, Scene
from gawah.coding.rules.attribution.naming import accuse_of_act
from gawah.coding.rules.doers import Doer
from gawah.coding.rules.phrases import Group, Parsed
from gawah.coding.rules.triggers import Trigger
from gawah.gazetteer.places import nation_of

_FROM_AFAR = frozenset(["airstrike", "shelling"])
_PLACED = frozenset("on in at against near over inside across".split())
"""Behind these words a nation's adjective is of what is struck: "strikes on Russian artillery"."""

_ANSWERED = frozenset("prompting prompted triggering triggered provoking provoked drawing drew before".split())
"""Behind these words a nation's strikes are the answer."""


def accuse_nation(scene: Scene, trigger: Trigger, first: int) -> list[Accusation]:
    """Return the state whose adjective, or name with a genitive, stands before a word for strikes from afar."""
    if _FROM_AFAR.isdisjoint(name for name, _ in trigger.sense.types):
        return []
    at = _find_adjective(scene.parsed, trigger.start, first)
    if at is None or scene.actors.within(at, at + 1) or _is_fired_by_others(scene.parsed, trigger.end):
        return []
    if trigger.sense.frame == "mark" and not _strikes(scene.parsed, at, trigger.end, first):
        return []
    group, word = Group(at, at + 1, at), scene.parsed.tokens.words[at]
    owner = word.removesuffix("'s").removesuffix("’s")
    name = f"{word} forces" if owner == word else owner
    doer = Doer(name, None, "state_forces", None, "state", at, at + 1)
    return [accuse_of_act(scene, doer, group, trigger.start, trigger.end, "modifier")]


def _find_adjective(parsed: Parsed, start: int, first: int) -> int | None:
    """Return the word that names the state right before word `start`, over what the state strikes with."""
    words, tags, n = parsed.tokens.words, parsed.tags, start - 1
    while n >= first and start - n <= _LONGEST and tags[n] in "WNG" and not nation_of(words[n]):
        n -= 1
    if n < first or start - n > _LONGEST or not nation_of(words[n]):
        return None
    governed = n > first and parsed.tokens.lows[n - 1] in _PLACED | _ANSWERED
    return None if governed or any(words[m][0].isupper() for m in range(n + 1, start)) else n


_LONGEST = 3
"""Words from the adjective to the word for the strike: "a Russian glide bomb attack"."""


def _strikes(parsed: Parsed, at: int, end: int, first: int) -> bool:
    """Whether what bears a nation's name does something or stands behind "by": "Russian missiles hit"."""
    n = at - 1
    while n > first and parsed.tags[n] in "DN":
        n -= 1
    verb = parsed.tags[end : end + 1] == "V" or parsed.tokens.lows[end : end + 1] in (["hit"], ["hits"])
    return verb or parsed.tokens.lows[n] == "by"


def _is_fired_by_others(parsed: Parsed, n: int) -> bool:
    """Whether others are said to have fired what bears a nation's name: "a Russian missile fired by rebels"."""
    lows = parsed.tokens.lows[n : n + 3]
    return "by" in lows or "from" in lows[:2]
