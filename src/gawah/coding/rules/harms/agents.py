"""Who did the harm: the subject of its verb or the noun phrases behind "by"."""

from gawah.coding.rules.harms.harm import BE
from gawah.coding.rules.phrases import (
    Group,
    Parsed,
    find_accused,
    find_charge,
    find_subject,
    read_groups_after,
    step_over_aside,
)
from gawah.coding.rules.triggers import Trigger


def word_before(parsed: Parsed, n: int, first: int) -> str:
    """Return the nearest word before `n` that is no adverb or negation, lower-cased; "" at the sentence's start."""
    n = step_over_aside(parsed, n - 1, first)
    while n >= first and parsed.tags[n] in "A-":
        n -= 1
    return parsed.tokens.lows[n] if n >= first else ""


def find_agents(parsed: Parsed, trigger: Trigger, first: int) -> tuple[Group, ...]:
    """Return the doers of an active verb: its own subject, or that of the finite verb that a participle hangs on."""
    if trigger.sense.form == "ing":
        n = trigger.start - 1
        if n > first and parsed.tokens.lows[n] in ("of", "for", "with") and find_charge(parsed, n, first) is not None:
            return tuple(find_accused(parsed, n, first))
        while n >= first and not (parsed.tags[n] == "V" and not parsed.tokens.lows[n].endswith("ing")):
            n -= 1
        if n < first:
            return ()
        if word_before(parsed, n, first) in BE:
            return by_agents(parsed, n + 1, trigger.start)
        return tuple(g for g in find_subject(parsed, n, first) if not g.negative)
    return tuple(g for g in find_subject(parsed, trigger.start, first) if not g.negative)


def by_agents(parsed: Parsed, start: int, stop: int, far: int = 14) -> tuple[Group, ...]:
    """Return the noun phrases after the "by" that follows a passive within its clause, at most `far` words on."""
    lows, tags = parsed.tokens.lows, parsed.tags
    for n in range(start, min(stop, start + far)):
        if lows[n] == "by":
            groups = read_groups_after(parsed, n + 1, stop)
            return tuple(g for g in groups[:3] if not g.pronoun)
        if tags[n] in "VS":
            break
    return ()
