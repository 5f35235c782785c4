"""Words of violence that tell of none: in a title, feared, ruled out or denied, of game hunted or effigies burnt."""

from gawah.coding.rules.lexicon import load_lexicon
from gawah.coding.rules.phrases import Parsed
from gawah.coding.rules.triggers import Trigger

_SMALL = frozenset("the a an of in on and for to at with from".split())
_FEARED = frozenset("feared fearing fear feared dreaded".split())
_LONGEST_TITLE = 8
_HARMLESS = frozenset(load_lexicon("relevance")["harmless"].split())
_SCIENCE = frozenset(load_lexicon("relevance")["science"].split())
_FICTION = frozenset(load_lexicon("relevance")["fiction"].split())
_GAME = frozenset(load_lexicon("relevance")["game"].split())
"""Animals that are shot."""
_EFFIGIES = frozenset(load_lexicon("relevance")["effigies"].split())
"""What is burnt in protest."""
_PASSIVE = frozenset("was were been being are is".split())
_STEPS_TO_BURNT = 6
"""Words between what is burnt and the word for burning, in either order."""


def tells_none(parsed: Parsed, trigger: Trigger) -> bool:
    """Whether a word of violence is part of a title, of what was only feared or denied, or of a hunt."""
    first, last = parsed.bounds(trigger.start)
    return (
        _stands_in_title(parsed, trigger, first, last)
        or _is_feared(parsed, trigger, first)
        or _is_of_hunt(parsed, trigger, last)
        or _is_of_effigy(parsed, trigger, first, last)
        or _is_manner_of_speaking(parsed, trigger, first, last)
        or _names_uprooted(parsed, trigger, last)
    )


def _stands_in_title(parsed: Parsed, trigger: Trigger, first: int, last: int) -> bool:
    """Whether a word stands in quotation marks all of whose words have capitals: "The Hostage"."""
    tags, words = parsed.tags, parsed.tokens.words
    if not words[trigger.start][0].isupper() or parsed.tokens.text.isupper():
        return False
    before = range(trigger.start, max(first, trigger.start - _LONGEST_TITLE) - 1, -1)
    opened = next((n for n in before if tags[n] == '"'), None)
    closed = next((n for n in range(trigger.end, min(last, trigger.end + _LONGEST_TITLE)) if tags[n] == '"'), None)
    if opened is None or closed is None:
        return False
    return all(words[n][0].isupper() or words[n] in _SMALL for n in range(opened + 1, closed))


def _is_feared(parsed: Parsed, trigger: Trigger, first: int) -> bool:
    """Whether a noun for violence is only what was feared, ruled out or not used: "feared a suicide bombing"."""
    lows, tags, n = parsed.tokens.lows, parsed.tags, trigger.start - 1
    if trigger.sense.frame not in ("event", "mark") or tags[trigger.start] == "V":
        return False
    while n >= first and tags[n] in "DWN" and lows[n] not in _FEARED and trigger.start - n < 4:
        if lows[n] == "no" and lows[n - 1] in ("fired", "used"):
            return True
        n -= 1
    if n < first:
        return False
    if lows[n] in ("of", "to") and lows[n - 1] == "end":
        return True  # "since the end of the fighting", "called for an end to the attacks"
    return lows[n] in _FEARED or (lows[n] == "out" and lows[n - 1] in ("ruled", "ruling", "rule"))


def _is_of_hunt(parsed: Parsed, trigger: Trigger, last: int) -> bool:
    """Whether what is shot is game: "began by shooting snipe"."""
    struck = trigger.sense.frame == "act" and trigger.sense.role == "doer"
    return struck and not _GAME.isdisjoint(parsed.tokens.lows[trigger.end : min(last, trigger.end + 3)])


def _is_of_effigy(parsed: Parsed, trigger: Trigger, first: int, last: int) -> bool:
    """Whether what burns is burnt in protest: "burned tyres on the highway", "effigies were set on fire"."""
    if "arson" not in dict(trigger.sense.types):
        return False
    lows = parsed.tokens.lows
    behind = lows[trigger.end : min(last, trigger.end + _STEPS_TO_BURNT)]
    before = lows[max(first, trigger.start - _STEPS_TO_BURNT) : trigger.start]
    return not _EFFIGIES.isdisjoint(behind) or (not _EFFIGIES.isdisjoint(before) and not _PASSIVE.isdisjoint(before))


def _is_manner_of_speaking(parsed: Parsed, trigger: Trigger, first: int, last: int) -> bool:
    """Whether those who do it never do so in earnest: "two chains opened fire on each other"; or it is in films."""
    lows = parsed.tokens.lows
    if trigger.sense.frame == "harm":
        behind = lows[trigger.end : min(last, trigger.end + 4)]
        return behind[:1] == ["in"] and not _FICTION.isdisjoint(behind)
    if trigger.sense.frame != "act" or trigger.sense.role != "doer":
        return False
    head = trigger.start - 1
    while head > first and parsed.tags[head] in "AXM":
        head -= 1
    return lows[head] in _HARMLESS or not _SCIENCE.isdisjoint(lows[max(first, trigger.start - _NEAR) : trigger.start])


_NEAR = 8
"""Words."""


def _names_uprooted(parsed: Parsed, trigger: Trigger, last: int) -> bool:
    """Whether "displaced" says who people are, not what is done to them: "a camp for displaced people"."""
    if parsed.tokens.lows[trigger.start] != "displaced" or trigger.end >= last:
        return False
    before = parsed.tags[trigger.start - 1] if trigger.start else "^"
    return before not in "XA" and parsed.tokens.lows[trigger.end] in _UPROOTED


_UPROOTED = frozenset("people persons person civilians families camp camps woman women man children villagers".split())
