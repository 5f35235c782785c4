"""Parts of a whole: "including three children", "among the dead were two nurses", "seven of the dead were women"."""

from dataclasses import replace

from gawah.coding.rules.harms.harm import BE, DENIAL, MEASURES, Harm
from gawah.coding.rules.harms.victims import people, quantity_before
from gawah.coding.rules.numbers import read_quantity
from gawah.coding.rules.people import is_person, named_person
from gawah.coding.rules.phrases import Group, Parsed, find_subject, read_groups_after
from gawah.coding.rules.triggers import Trigger

_SUBSET_OPENERS = tuple(
    tuple(line.split())
    for line in (
        "including|among them|among whom|of whom|of them|some of them|most of them|among those killed|among the dead|"
        "mostly|mainly"
    ).split("|")
)


def read_subsets(parsed: Parsed, start: int, stop: int) -> tuple[Group, ...]:
    """Return the parts that ", including three children" or "among them two nurses" names."""
    lows, n = parsed.tokens.lows, start
    limit = min(stop, start + 12)
    while n < limit and lows[n] not in ("and", "while", "but", ";") and not (n > start and parsed.tags[n] == "V"):
        if parsed.tags[n] == "N" and (part := _read_partitive(parsed, n, stop)):
            return part
        for opener in _SUBSET_OPENERS:
            if lows[n] == opener[0] and tuple(lows[n : n + len(opener)]) == opener:
                return people(parsed, read_groups_after(parsed, n + len(opener), stop))
        n += 1
    return ()


def _read_partitive(parsed: Parsed, n: int, stop: int) -> tuple[Group, ...]:
    """Return the part that "two of them policemen" or "four of whom were children" names: the number and the noun."""
    quantity, lows = read_quantity(parsed.tokens.lows, n, stop), parsed.tokens.lows
    if quantity is None or lows[quantity.end : quantity.end + 2] not in (["of", "them"], ["of", "whom"]):
        return ()
    at = quantity.end + 2
    at += at < stop and lows[at] in ("were", "are", "was")
    groups = read_groups_after(parsed, at, stop)[:1]
    return tuple(replace(g, start=n, quantity=quantity) for g in groups if is_person(parsed, g))


def read_memberships(parsed: Parsed) -> list[Harm]:
    """Read "among the dead were two nurses" and "seven Afghans were among those killed": parts, not totals."""
    found = []
    lows = parsed.tokens.lows
    for n in parsed.tokens.find_all(_PARTING):
        low = lows[n]
        if low == "of" and lows[n + 1 : n + 2] == ["the"] and lows[n + 2 : n + 3] and lows[n + 2] in MEASURES:
            found += _read_share(parsed, n)
        if low in ("was", "were") and n and (shares := _read_who_they_were(parsed, n)):
            found.append(shares)
        if low != "among":
            continue
        first, last = parsed.bounds(n)
        measure = next((MEASURES[w] for w in lows[n + 1 : min(last, n + 10)] if w in MEASURES), None)
        verb = next((m for m in range(n + 2, min(last, n + 6)) if lows[m] in BE), None)
        if measure and n > first and lows[n - 1] in BE:
            parts = people(parsed, find_subject(parsed, n - 1, first))
        elif measure and verb and not any(parsed.tags[m] == "V" for m in range(n + 1, verb)):
            parts = people(parsed, read_groups_after(parsed, verb + 1, last))
        else:
            continue
        if parts:
            start, end = min(n, parts[0].start), max(n + 1, parts[-1].end)
            found.append(Harm(measure, Trigger(n, n + 1, DENIAL), start, end, subsets=parts, rule="among"))
    return found


_PARTING = frozenset(["of", "was", "were", "among"])


def _read_who_they_were(parsed: Parsed, verb: int) -> Harm | None:
    """Read "the victims were a tailor and two cooks", "the deceased, identified as Omar Bel, was a teacher"."""
    first, last = parsed.bounds(verb)
    if parsed.tokens.lows[first : first + 1] != ["the"] or verb - first > 14 or verb + 1 >= last:
        return None
    word = parsed.tokens.lows[first + 1]
    if word not in ("victim", "victims", "deceased", "dead", "slain", "injured", "wounded"):
        return None
    parts = tuple(g for g in people(parsed, read_groups_after(parsed, verb + 1, last)) if not g.definite)
    if not parts or parsed.tags[verb + 1] == "V" or _tells_of_all(parsed, verb, parts[0]):
        return None
    measure = MEASURES.get(word, "killed")
    return Harm(measure, Trigger(verb, verb + 1, DENIAL), first, parts[-1].end, subsets=parts, rule="who-they-were")


def _tells_of_all(parsed: Parsed, verb: int, said: Group) -> bool:
    """Whether "the dead were Hazaras, a Shia community" says what all of them were, and names no part of them."""
    uncounted = said.quantity is None and named_person(parsed, said) is None
    return uncounted and said.start == verb + 1 and parsed.tokens.lows[said.head].endswith("s")


def _read_share(parsed: Parsed, of: int) -> list[Harm]:
    """Read "seven of the dead were women" and "of the dead, 14 were tourists" at their "of"."""
    lows, (first, last) = parsed.tokens.lows, parsed.bounds(of)
    before, verb = quantity_before(parsed, of, first), of + 3
    if before is None and verb < last and lows[verb] == ",":
        before = read_quantity(lows, of + 4, last)
        verb = before.end if before else last
    if before is None or verb >= last or lows[verb] not in BE:
        return []
    groups = [g for g in read_groups_after(parsed, verb + 1, last)[:1] if g.quantity is None and is_person(parsed, g)]
    parts = tuple(replace(g, quantity=before) for g in groups)
    start = min(before.start, of)
    trigger = Trigger(of, of + 1, DENIAL)
    return [Harm(MEASURES[lows[of + 2]], trigger, start, g.end, subsets=parts, rule="share") for g in parts]
