"""Which dates are those of what followed the violence: "nine miners killed by gunmen were laid to rest on Friday".

A date belongs to the verb that governs it. Where that is no verb of violence, the violence has the date only if the
sentence tells it beside that verb ("arrived on Monday and shot nine", "were marching on Monday when police opened
fire"), and not if it takes it as known: in a noun ("over the killing of"), in a relative clause, behind "after".
"""

from gawah.coding.rules.lexicon import load_lexicon
from gawah.coding.rules.page import Dated, Page
from gawah.coding.rules.triggers import Trigger

_WORDS = {name: frozenset(line.split()) for name, line in load_lexicon("follow_ups").items()}
_HAPPENS = _WORDS["happens"]
_COMMITS = _WORDS["commits"]
_PROCEEDINGS = _WORDS["proceedings"]
_FIGHTERS = _WORDS["fighters"]
_ANSWERING = _WORDS["answering"]
_PAST = _WORDS["past"]
_PAST_OR_PARTICIPLE = _WORDS["past_or_participle"]
_AT_ONCE = frozenset("when as while and".split())
"""What joins two acts of one time."""
_TAKEN_AS_KNOWN = frozenset("who that which whom whose where after since because over for of about at against".split())
"""What leads to violence told before."""
_DEATHS = frozenset("died succumbed dies succumbs".split())
_HURT = frozenset("wounded injured hurt burned burnt wounds injuries burns maimed survivor survivors victim".split())
_REACH = 10
"""Words behind a date in which the verb that it belongs to stands."""


def dates_follow_up(page: Page, dated: Dated, triggers: list[int]) -> bool:
    """Whether a date is not that of its sentence's violence, at the words `triggers`, but of what came after."""
    first, last = page.parsed.bounds(dated.word)
    told = [t for t in page.triggers_in(first, last) if t.sense.frame != "mark"]
    verb = _find_verb(page, dated, told, first, last) if told else None
    if verb is None:
        return False
    low = page.parsed.tokens.lows[verb]
    if low in _DEATHS:
        return _dies_later(page, verb, first, last)
    if any(t.start <= verb < t.end for t in told) or verb in triggers or _is_armed(page, verb):
        return False
    if low in _COMMITS and any(t.start < verb for t in told if _is_noun(t)):
        return False  # "the raid was carried out on Monday"
    clause = max((n for n in range(first, verb) if page.parsed.tags[n] == "S"), default=first)
    if low == "taken" and page.parsed.tokens.lows[verb + 1 : verb + 2] == ["place"]:
        return False
    if low in _HAPPENS and _PROCEEDINGS.isdisjoint(page.parsed.tokens.lows[clause:verb]):
        return False
    return not any(_is_told_beside(page, t, verb) for t in told)


def _is_noun(trigger: Trigger) -> bool:
    return trigger.sense.form == "noun" or trigger.sense.frame == "event"


def _find_verb(page: Page, dated: Dated, told: list[Trigger], first: int, last: int) -> int | None:
    """Return the verb that governs a date: the last one before it, else the one behind it; None where it is told with
    a noun for violence ("Tuesday's blast", "the 2002 bombings")."""
    behind = page.parsed.tokens.number_at(dated.expr.end)
    tags = page.parsed.tags
    if any(behind <= t.start <= behind + _NAMED and set(tags[behind : t.start]) <= set("WNG,()") for t in told):
        return None
    behind += behind < last and tags[behind] == ","
    for n in range(dated.word - 1, _begin_clause(page, dated, first) - 1, -1):
        if any(t.start <= n < t.end for t in told) or _is_finite(page, told, n, dated.word - n <= 2):
            return n
    return _find_main(page, told, behind, min(last, behind + _REACH + 2))


def _begin_clause(page: Page, dated: Dated, first: int) -> int:
    """Return where the words begin that may govern a date: none where it opens a clause ("said that on 3 May, …") or
    stands between an auxiliary and its verb ("have today attacked")."""
    tags = page.parsed.tags
    if dated.word - first <= 1 or tags[dated.word - 1] in "X,":
        return dated.word
    opens = tags[dated.word - 1] in "PD" and tags[dated.word - 2] in "S,"
    clause = max(
        (n + 1 for n in range(first, dated.word) if tags[n] == "S" and page.parsed.tokens.lows[n] == "that"),
        default=first,
    )
    return dated.word if opens else clause


_NAMED = 4
"""Words between a date and the violence that is called by it."""


def _is_finite(page: Page, told: list[Trigger], n: int, beside: bool) -> bool:
    """Whether a word leads a clause as a verb: not "people marching", "a worker engaged in road works", "tore open".

    `beside`: a date follows it, before which a verb that no list has is one too: "surrendered on Tuesday".
    """
    tags, low = page.parsed.tags, page.parsed.tokens.lows[n]
    if beside and tags[n] in "WV" and low.endswith("ed") and n > 0 and tags[n - 1] not in "DP":
        return True
    if tags[n] != "V" or (n > 0 and tags[n - 1] == "V"):
        return False
    if low in _PAST or "X" in tags[max(0, n - 2) : n]:
        return True
    if not (low.endswith("ed") or low in _PAST_OR_PARTICIPLE):
        return False
    if n + 1 < len(tags) and tags[n + 1] in "DRN":
        return True  # a participle takes no object: "the family of a vendor shot dead buried him"
    begin = max((m + 1 for m in range(page.parsed.bounds(n)[0], n) if tags[m] in "S,C"), default=0)
    begin = max(begin, page.parsed.bounds(n)[0])
    return not any(tags[m] in "VX" for m in range(begin, n)) and not any(begin <= t.start < n for t in told)


def _find_main(page: Page, told: list[Trigger], at: int, last: int) -> int | None:
    """Return the first verb of the words [at, last) that is no participle behind its noun: "miners killed by"."""
    for n in range(at, last):
        trigger = next((t for t in told if t.start == n and not _is_noun(t)), None)
        idle = (n + 2 < last and page.parsed.tags[n + 1] in ",S") or page.parsed.tokens.lows[n].endswith("ing")
        apart = page.parsed.tokens.lows[n - 1] in _RELATIVE or page.parsed.tags[n - 1] == "("
        if (idle or apart or page.parsed.tokens.lows[n] == "alleged") and not trigger:
            continue  # "on 14 May, they said, soldiers …"
        if (trigger or page.parsed.tags[n] == "V") and not _is_reduced(page, n, trigger.end if trigger else n + 1):
            return n
    return None


def _is_reduced(page: Page, n: int, end: int) -> bool:
    """Whether the verb [n, end) is a participle behind its noun, with another verb to come in the same clause."""
    lows, tags = page.parsed.tokens.lows, page.parsed.tags
    _, last = page.parsed.bounds(n)
    if n == 0 or tags[n - 1] not in "WN" or end >= last or tags[end] not in "PA":
        return False
    clause = next((m for m in range(end, last) if tags[m] in ",S"), last)
    return any(tags[m] in "XM" or (tags[m] == "V" and not lows[m].endswith("ing")) for m in range(end, clause))


def _dies_later(page: Page, verb: int, first: int, last: int) -> bool:
    """Whether somebody dies of wounds told before: "two soldiers hurt in an ambush died on Sunday"."""
    lows = page.parsed.tokens.lows
    if lows[verb].startswith("succumb"):
        return True
    begin = max((m + 1 for m in range(first, verb - 1) if page.parsed.tags[m] == ","), default=first)
    return not _HURT.isdisjoint(lows[begin:verb]) or not _HURT.isdisjoint(lows[verb + 1 : min(last, verb + 5)])


def _is_armed(page: Page, verb: int) -> bool:
    """Whether the verb's subject are people with arms, or its object arms: "gunmen rode into a village on Monday"."""
    first, last = page.parsed.bounds(verb)
    if any(t.sense.frame == "mark" for t in page.triggers_in(verb + 1, min(last, verb + 4))):
        return True
    lows, tags = page.parsed.tokens.lows, page.parsed.tags
    near = [t.end for t in page.triggers_in(max(first, verb - _NEAR), verb) if t.sense.frame == "mark"]
    near += [n + 1 for n in range(max(first, verb - _NEAR), verb) if lows[n] in _FIGHTERS]
    return lows[verb] not in _ANSWERING and any(not set(tags[end:verb]) & set("V,P") for end in near)


_NEAR = 6
"""Words before a verb among which its subject stands."""


def _is_told_beside(page: Page, trigger: Trigger, verb: int) -> bool:
    """Whether the violence is told beside a verb, as of its time, and not taken as known."""
    if trigger.start > verb:
        return _is_told_behind(page, trigger, verb)
    joined = set(page.parsed.tokens.lows[trigger.end : verb])
    parted = "," in page.parsed.tags[trigger.end : verb]
    finite = not _is_noun(trigger)
    return finite and joined.isdisjoint(_ELSEWHERE) and (parted or not joined.isdisjoint(_AT_ONCE | _RELATIVE))


_ELSEWHERE = frozenset("where after since because".split())
_RELATIVE = frozenset("who that which".split())


def _is_told_behind(page: Page, trigger: Trigger, verb: int) -> bool:
    lows, tags = page.parsed.tokens.lows, page.parsed.tags
    if "had" in lows[max(verb, trigger.start - 3) : trigger.start]:
        return False
    if lows[verb] in _COMMITS and trigger.start - verb <= 6:
        return True
    if trigger.sense.form == "base":
        return lows[trigger.start - 1] == "to"
    if trigger.sense.form == "ing" and tags[trigger.start - 1] == ",":
        return True
    for n in range(trigger.start - 1, verb, -1):
        if lows[n] == "after" and n + 1 == trigger.start and trigger.sense.form == "ing":
            return True  # "was overpowered on Tuesday after stabbing three people"
        if lows[n] in _TAKEN_AS_KNOWN:
            return False
        if lows[n] in _AT_ONCE:
            return not _is_noun(trigger) or lows[n] != "and"
    return False
