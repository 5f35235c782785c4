"""Steps that answer nothing: what came before the violence, what went on when it came, and what it was for."""

from gawah.coding.rules.cues import FoundCue
from gawah.coding.rules.page import Page
from gawah.coding.rules.phrases import Parsed

_BE = frozenset("was were is are been being be".split())


def answers_nothing(page: Page, at: FoundCue, first: int, last: int) -> bool:
    """Whether the step at a cue of the sentence [first, last) came before the violence, is its scene or its aim."""
    return _came_before(page.parsed, at.start, first) or _sets_scene(page, at, first, last) or _is_aim(page, at, first)


def _came_before(parsed: Parsed, start: int, first: int) -> bool:
    """Whether the step stands behind "… came a week after" and so came before the violence."""
    lows = parsed.tokens.lows
    after = next(
        (n for n in range(start - 1, first, -1) if lows[n] in ("after", "before") and parsed.tags[n] in "SP"), None
    )
    if after is None or start - after > 10:
        return False
    if lows[after] == "before":
        return True
    return (
        any(low in ("came", "comes", "happened", "occurred", "took") for low in lows[first:after])
        and after - first < 14
    )


def _sets_scene(page: Page, at: FoundCue, first: int, last: int) -> bool:
    """Whether the step is only what went on when the violence came: "while troops were cordoning off …"."""
    lows, tags = page.parsed.tokens.lows, page.parsed.tags
    if at.cue.type in _BEFORE_A_FIGHT and not _TIPS.isdisjoint(lows[first:last]):
        return True  # "acting on a tip-off troops cordoned off the village", where they met with fire
    if at.cue.type in _BEFORE_A_FIGHT and _leads_to_fight(page, at, first, last):
        return True
    if not _ON_THE_WAY.isdisjoint(lows[max(first, at.start - 5) : at.start]) and at.cue.actor in ("by", "noun"):
        return True  # "were returning from a search operation"
    for n in range(at.start - 1, max(first, at.start - 9) - 1, -1):
        if lows[n] in ("when", "while", "after", "as") and not _TOOK_PLACE.isdisjoint(lows[max(first, n - 4) : n]):
            return True  # "the fight began when guards searched a farm"
        if lows[n] in ("when", "while") and tags[n] == "S":
            going_on = lows[at.start].endswith("ing") or any(low in ("were", "was") for low in lows[n : at.end])
            acts = (t for t in page.triggers_in(first, last) if t.sense.frame != "mark")
            return going_on and any(not at.start <= t.start < at.end for t in acts)
        if tags[n] == ",":
            return False
    return False


def _leads_to_fight(page: Page, at: FoundCue, first: int, last: int) -> bool:
    """Whether an operation is only what went on when the violence came.

    "Maoists set off a mine when a team was carrying out a search", "occurred during a combing operation".
    """
    lows = page.parsed.tokens.lows
    if "during" in lows[max(first, at.start - 6) : at.start] and not _HAPPENED.isdisjoint(lows[first : at.start]):
        return True
    when = next((n for n in range(at.start - 1, first - 1, -1) if lows[n] in ("when", "as", "while")), None)
    if when is None or (lows[when] == "as" and when > first):
        return False
    going_on = lows[at.start].endswith("ing") or not _WERE.isdisjoint(lows[when : at.start]) or when == first
    acts = (t for t in page.triggers_in(first, last) if t.sense.frame in ("act", "event", "harm"))
    return going_on and any(not when <= t.start < at.end for t in acts)


_WERE = frozenset(["was", "were"])
_HAPPENED = frozenset("took occurred happened ensued erupted".split())
_TOOK_PLACE = frozenset("place occurred happened ensued erupted started began".split())
_TIPS = frozenset("tip tip-off tip-offs inputs".split())
_ON_THE_WAY = frozenset(["returning", "return"])
_BEFORE_A_FIGHT = frozenset(["military_operation", "investigation"])


def _is_aim(page: Page, at: FoundCue, first: int) -> bool:
    """Whether the step is what violence was for: "carried out the blast to pay tribute", "was in revenge for"."""
    lows = page.parsed.tokens.lows
    if at.cue.type == "retaliation" and lows[at.start] == "in":
        return lows[at.start - 1] in _BE
    purpose = at.start - 1 > first and lows[at.start - 1] == "to" and at.cue.type != "demand"
    return purpose and any(t.sense.frame != "mark" for t in page.triggers_in(max(first, at.start - 6), at.start - 1))
