"""Harms told by nouns and adjectives: "the killing of eleven miners", "12 dead", "a death toll of 11", "15 lives"."""

import re

from gawah.coding.rules.harms.agents import by_agents
from gawah.coding.rules.harms.harm import BE, Harm, deny
from gawah.coding.rules.harms.parts import read_subsets
from gawah.coding.rules.harms.victims import last_run, people, quantity_before
from gawah.coding.rules.numbers import read_quantity
from gawah.coding.rules.phrases import CALENDAR, Group, Parsed, find_subject, read_groups_after
from gawah.coding.rules.triggers import Trigger
from gawah.model import Count


def read_nominal(parsed: Parsed, trigger: Trigger, first: int, last: int) -> Harm | None:
    """Read "the killing of eleven miners", "the deaths of 21 people", "12 fatalities"."""
    lows = parsed.tokens.lows
    of = _find_of(lows, trigger.end, last)
    if of is not None:
        named = read_groups_after(parsed, of + 1, last)
        closing = [n for n, g in enumerate(named) if n and lows[g.start] in ("his", "her", "their", "its")]
        victims = people(parsed, named[: closing[0]] if closing and lows[named[closing[0]].start - 1] == "," else named)
        if victims:
            agents = by_agents(parsed, victims[-1].end, last, _FAR)
            return Harm(
                trigger.sense.measure or "",
                trigger,
                trigger.start,
                victims[-1].end,
                victims,
                read_subsets(parsed, victims[-1].end, last),
                agents,
                rule="nominal",
                recalled=not _BLAME.isdisjoint(lows[max(first, trigger.start - 5) : trigger.start]),
            )
    quantity = quantity_before(parsed, trigger.start, first)
    if quantity and lows[trigger.end - 1].endswith("s") and not quantity.article:
        return Harm(
            trigger.sense.measure or "",
            trigger,
            quantity.start,
            trigger.end,
            count=quantity.count,
            rule="nominal-count",
        )
    return None


def _find_of(lows: list[str], n: int, last: int) -> int | None:
    """Return the "of" behind a noun for a deed, over its day: "the killing on 28 August of the leader"."""
    if n < last and lows[n] == "of":
        return n
    if n >= last or lows[n] != "on":
        return None
    of = next((m for m in range(n + 2, min(last, n + _LONGEST_DAY)) if lows[m] == "of"), None)
    return of if of is not None and not CALENDAR.isdisjoint(lows[n + 1 : of]) else None


_LONGEST_DAY = 7
"""Words of "on Wednesday, 28 August 2019"."""
_FAR = 24
"""Words between those killed and the "by" behind place and day: "the killing of two at X on 8 March by soldiers"."""
_BLAME = frozenset(
    "involved involvement wanted accused charged convicted confessed confessing suspected guilty suspect "
    "revenge avenge avenged avenging retaliation retaliate".split()
)


def read_lives(parsed: Parsed, trigger: Trigger, first: int, last: int) -> Harm | None:
    """Read "claimed 15 lives", "15 lives were lost"."""
    quantity = quantity_before(parsed, trigger.start, first)
    if quantity is None or quantity.article or quantity.end != trigger.start:
        return None
    lows = parsed.tokens.lows
    before, after = lows[max(first, quantity.start - 3) : quantity.start], lows[trigger.end : trigger.end + 4]
    if _TAKING.isdisjoint(before) and "lost" not in after:
        return None
    return Harm("killed", trigger, quantity.start, trigger.end, count=quantity.count, rule="lives")


_TAKING = frozenset("claim claims claimed claiming take takes took taking taken cost costs costing loss lost".split())


def read_claims_lives(parsed: Parsed, trigger: Trigger, first: int, last: int) -> Harm | None:
    """Read "claimed the lives of 21 people"."""
    objects = read_groups_after(parsed, trigger.end, last)
    victims = people(parsed, objects) or tuple(objects[:1])  # a life is somebody's, whoever he is
    if not victims:
        return None
    subsets = read_subsets(parsed, victims[-1].end, last)
    return Harm("killed", trigger, trigger.start, victims[-1].end, victims, subsets, rule="claims-lives")


def read_toll(parsed: Parsed, trigger: Trigger, first: int, last: int) -> Harm | None:
    """Read "the death toll rose to 15", "put the toll at 9", "a death toll of 11"."""
    lows = parsed.tokens.lows
    if lows[trigger.start : trigger.end] == ["toll"] and lows[trigger.start - 1] in (
        "a",
        "takes",
        "took",
        "taken",
        "heavy",
    ):
        return None
    if _is_running_total(lows, trigger, last):
        return None
    found = None
    for n in range(trigger.end, min(last, trigger.end + 28)):
        if lows[n] in ("to", "at", "of", "is", "was", "reached", "as", "numbered", "totalled", "totaled"):
            quantity = read_quantity(lows, n + 1, last)
            if quantity and not quantity.article and quantity.count.said == "number" and not _is_year(lows, n, trigger):
                measure = trigger.sense.measure or "killed"
                found = Harm(measure, trigger, trigger.start, quantity.end, count=quantity.count, rule="toll")
                if lows[n] != "of" and n + 1 < last and "to" not in lows[quantity.end : quantity.end + 3]:
                    return found
        if found and parsed.tags[n] in "," and lows[n] != ",":
            break
    return found


def _is_year(lows: list[str], n: int, trigger: Trigger) -> bool:
    """Whether the number behind word `n` is a year: "killed between 2009 and the end of 2015"; not "a toll of 2015"."""
    return n > trigger.end and lows[n] == "of" and bool(re.fullmatch(r"(1[89]|20)\d\d", lows[n + 1]))


def _is_running_total(lows: list[str], trigger: Trigger, last: int) -> bool:
    """Whether the toll is that of a side or a season: "taking the rebel toll to 30 in as many days"."""
    behind = " ".join(lows[trigger.end : min(last, trigger.end + 14)])
    return lows[trigger.start - 1] in ("rebel", "militant", "insurgent", "annual", "overall") or any(
        words in behind for words in ("in as many", "this year", "so far this", "since the beginning", "in the past")
    )


def read_body(parsed: Parsed, trigger: Trigger, first: int, last: int) -> Harm | None:
    """Read "the bodies of 11 miners", "three bodies were recovered", "his bullet-riddled body was found"."""
    lows = parsed.tokens.lows
    found = not _FOUND.isdisjoint(lows[max(first, trigger.start - 8) : min(last, trigger.end + 16)])
    if trigger.end < last and lows[trigger.end] == "of":
        victims = people(parsed, read_groups_after(parsed, trigger.end + 1, last))
        if victims and (found or any(g.quantity and not g.quantity.article for g in victims)):
            return Harm("bodies_seen", trigger, trigger.start, victims[-1].end, victims, rule="body")
    if not found:
        return None
    quantity = quantity_before(parsed, trigger.start, first)
    if quantity and not quantity.article:
        return Harm("bodies_seen", trigger, quantity.start, trigger.end, count=quantity.count, rule="body-count")
    n = trigger.start - 1
    while n > first and parsed.tags[n] == "W":
        n -= 1
    if lows[n] in ("his", "her") and not lows[trigger.end - 1].endswith(("bodies", "corpses")):
        return Harm("bodies_seen", trigger, n, trigger.end, count=Count(1, 1, 1), rule="body-of")
    return None


_FOUND = frozenset(
    "lay lie found recovered discovered retrieved dumped lying spotted saw seen strewn riddled counted".split()
)


def read_predicate(parsed: Parsed, trigger: Trigger, first: int, last: int) -> Harm | None:
    """Read "left 14 dead", "at least 12 people dead", "12 dead"; "the dead" and "dead bodies" say nothing."""
    lows, tags = parsed.tokens.lows, parsed.tags
    n = trigger.start
    if (
        n == first
        or tags[n - 1] == "D"
        or (trigger.end < last and tags[trigger.end] == "W" and lows[trigger.end] != "others")
    ):
        return None
    number = quantity_before(parsed, n, first)
    if number and not number.article and number.end == n:
        return Harm("killed", trigger, number.start, trigger.end, count=number.count, rule="dead")
    left = _read_left(parsed, n, first)
    subject = left or last_run(parsed, find_subject(parsed, n, first))
    if subject and subject[0].negative:
        return deny(trigger, subject[0].start)
    victims = people(parsed, subject)
    if not victims or (victims[-1].quantity is None and not left and lows[n - 1] not in BE):
        return None
    return Harm(
        "killed", trigger, victims[0].start, trigger.end, victims, read_subsets(parsed, trigger.end, last), rule="dead"
    )


def _read_left(parsed: Parsed, n: int, first: int) -> list[Group]:
    """Return whom "left a constable and two gunmen dead" names before word `n`."""
    for m in range(n - 1, max(first, n - 14), -1):
        if parsed.tokens.lows[m] in ("left", "leaving", "leaves", "leave"):
            groups = read_groups_after(parsed, m + 1, n)
            return groups if groups and groups[-1].end == n else []
    return []
