"""Harms told by verbs: "gunmen killed two", "two were killed", "miners whom the militia killed", "two died"."""

from gawah.coding.rules.harms.agents import by_agents, find_agents, word_before
from gawah.coding.rules.harms.harm import BE, Harm, deny
from gawah.coding.rules.harms.nouns import read_nominal, read_toll
from gawah.coding.rules.harms.parts import read_subsets
from gawah.coding.rules.harms.reality import HAVE
from gawah.coding.rules.harms.victims import bare_names, counted, last_run, people, quantity_before
from gawah.coding.rules.people import is_person, is_thing, named_person
from gawah.coding.rules.phrases import (
    Group,
    Parsed,
    find_nearest,
    find_outer_subject,
    find_subject,
    read_group,
    read_groups_after,
)
from gawah.coding.rules.triggers import Trigger


def read_transitive(parsed: Parsed, trigger: Trigger, first: int, last: int) -> Harm | None:
    """Read a verb of harm with an object, in the active ("killed two") or the passive ("two were killed")."""
    before = word_before(parsed, trigger.start, first)
    form, lows = trigger.sense.form, parsed.tokens.lows
    if parsed.tags[trigger.start] == "W" and form == "past_or_participle":
        return _read_attributive(parsed, trigger, first, last)
    if form == "ing" and (lows[trigger.start - 1] if trigger.start > first else "") not in BE:
        if trigger.end < last and lows[trigger.end] == "of":
            return read_nominal(parsed, trigger, first, last)
        return read_active(parsed, trigger, first, last)
    if form in ("base", "third"):
        return read_active(parsed, trigger, first, last)
    if before in BE:
        return read_passive(parsed, trigger, first, last)
    if before in HAVE and form != "ing":
        return read_active(parsed, trigger, first, last)
    active = read_active(parsed, trigger, first, last)
    if active and (active.victims or active.rule == "nobody"):
        return active
    if trigger.end < last and parsed.tags[trigger.end] == "D":
        return None  # whoever stands before a verb with an object suffered nothing
    return read_passive(parsed, trigger, first, last)


def _read_attributive(parsed: Parsed, trigger: Trigger, first: int, last: int) -> Harm | None:
    """Read "14 wounded people were brought to the hospital"."""
    if _CARE.isdisjoint(parsed.tokens.lows[first:last]):
        return None
    for start in range(max(first, trigger.start - 3), trigger.start):
        group = read_group(parsed, start, last)
        if group and group.quantity and group.end > trigger.end and not group.quantity.article:
            if group.quantity.end != trigger.start or not is_person(parsed, group):
                return None
            return Harm(trigger.sense.measure or "", trigger, group.start, group.end, (group,), rule="attributive")
    return None


_CARE = frozenset(
    "hospital hospitals clinic brought taken rushed admitted shifted evacuated treated received treating "
    "including among bodies hostages".split()
)


def read_active(parsed: Parsed, trigger: Trigger, first: int, last: int) -> Harm | None:
    """Read "gunmen killed two", "killing two", "nobody else"."""
    objects = read_groups_after(parsed, trigger.end, last)
    if _spares_anyone(parsed, trigger, first, last):
        return deny(trigger, trigger.start - 1)
    if objects and objects[0].negative and objects[0].end - objects[0].start <= 2 and not is_thing(parsed, objects[0]):
        return deny(trigger, trigger.start)
    victims = people(parsed, objects) or counted(parsed, objects[:1]) or bare_names(parsed, objects[:1])
    victims = victims or _read_pronoun(parsed, trigger.end, last) or _read_named(parsed, objects, last)
    if not victims:
        return None
    agents = find_agents(parsed, trigger, first)
    end = victims[-1].end
    subsets = read_subsets(parsed, end, last)
    return Harm(
        trigger.sense.measure or "",
        trigger,
        trigger.start,
        max(end, subsets[-1].end if subsets else 0),
        victims,
        subsets,
        agents,
        rule="active",
    )


def _read_named(parsed: Parsed, objects: list[Group], last: int) -> tuple[Group, ...]:
    """Return the one person whom a name behind the noun shows to be one: "shot the dispatcher, Gerard McAteer"."""
    group = objects[0] if objects else None
    if group is None or group.quantity is not None or parsed.tokens.words[group.end : group.end + 1] != [","]:
        return ()
    name = read_group(parsed, group.end + 1, last)
    return (group,) if name and name.end - name.start > 1 and named_person(parsed, name) else ()


def _read_pronoun(parsed: Parsed, n: int, last: int) -> tuple[Group, ...]:
    """Return the "him" of "shot him dead", of which the verb and "dead" are one."""
    at = n - 2 if parsed.tokens.lows[n - 1] == "dead" else n
    held = 0 < at < last and parsed.tokens.lows[at] in ("him", "her", "them")
    if held and parsed.tokens.lows[at] == "her" and at + 1 < last and parsed.tags[at + 1] in "WN":
        held = parsed.tokens.lows[at + 1] == "dead"
    return (Group(at, at + 1, at, None, True, True),) if held else ()


def _spares_anyone(parsed: Parsed, trigger: Trigger, first: int, last: int) -> bool:
    """Whether "without hurting anyone" or "did not kill anybody" stands here."""
    lows = parsed.tokens.lows
    if trigger.end >= last or lows[trigger.end] not in ("anyone", "anybody"):
        return False
    before = lows[max(first, trigger.start - 3) : trigger.start]
    return any(low in ("without", "not", "never", "cannot") or low.endswith("n't") for low in before)


def _read_whom(parsed: Parsed, trigger: Trigger, first: int) -> Harm | None:
    """Read "ten miners whom the militia killed": the object stands before its clause, the subject in it."""
    for n in range(trigger.start - 1, max(first, trigger.start - 9), -1):
        whom = parsed.tokens.lows[n] == "whom" and parsed.tokens.lows[n - 1] not in ("of", "among")
        if whom or (parsed.tokens.lows[n] == "who" and _is_object(parsed, n, trigger)):
            nearest = find_nearest(parsed, max(first, n - 8), n)
            victims = people(parsed, [nearest] if nearest else _read_before(parsed, n, first))
            victims = victims or people(parsed, find_subject(parsed, n, first)[-1:])
            said = next((m + 1 for m in range(n + 1, trigger.start) if parsed.tokens.lows[m] in _SAY_SO), n + 1)
            agents = tuple(g for g in read_groups_after(parsed, said, trigger.start) if not g.pronoun)
            if not victims:
                return None
            measure = trigger.sense.measure or ""
            return Harm(measure, trigger, victims[0].start, trigger.end, victims, (), agents, rule="whom")
        if parsed.tags[n] == "V" and parsed.tokens.lows[n] not in _SAY_SO:
            break
    return None


def _read_before(parsed: Parsed, who: int, first: int) -> list[Group]:
    """Return the phrase that ends at the comma or the word before "who", or the one that it only names."""
    end = who - (parsed.tokens.words[who - 1] == ",")
    named = _read_ending(parsed, end, first)
    if named and parsed.tokens.words[named[0].start - 1] == ",":  # "a policeman, Sean Dorr, who"
        return _read_ending(parsed, named[0].start - 1, first) or named
    return named


def _read_ending(parsed: Parsed, end: int, first: int) -> list[Group]:
    groups = (read_group(parsed, n, end) for n in range(max(first, end - 6), end))
    return [g for g in groups if g and g.end == end][:1]


def _is_object(parsed: Parsed, who: int, trigger: Trigger) -> bool:
    """Whether "who" is the object: "an officer, who authorities say the brothers shot", with a subject of the verb."""
    at = next((n + 1 for n in range(who + 1, trigger.start) if parsed.tokens.lows[n] in _SAY_SO), who + 1)
    subject = read_group(parsed, at, trigger.start)
    return subject is not None and subject.end == trigger.start


_SAY_SO = frozenset("say says said believe believes believed allege alleged think".split())


def read_passive(parsed: Parsed, trigger: Trigger, first: int, last: int) -> Harm | None:
    """Read "two were killed by gunmen", "two killed", "the number of people killed rose to 8"."""
    if harm := _read_whom(parsed, trigger, first):
        return harm
    subject = find_subject(parsed, trigger.start, first)
    if any(
        "number" in parsed.tokens.lows[g.start : g.head] for g in subject[:1]
    ):  # "the number of people killed rose to 8"
        return read_toll(parsed, trigger, first, last)
    if any(g.negative for g in subject[-1:]):
        return deny(trigger, subject[-1].start)
    subject = _find_whole(parsed, subject, trigger) or subject
    subject = [g for g in subject if g.head < 0 or parsed.tokens.lows[g.head] not in _COUNTED_APART]
    if subject and subject[0].quantity is None and parsed.tags[trigger.start - 1] not in "XA":
        subject = last_run(parsed, subject)
    if subject and subject[0].quantity is None and parsed.tags[trigger.start - 1] not in "XA":
        nearest = find_nearest(parsed, max(first, trigger.start - 12), trigger.start)
        subject = [nearest] if nearest and nearest.quantity else subject  # "the families of five engineers abducted in"
    victims = people(parsed, subject) or _named_beside(parsed, trigger, first)
    victims = victims or people(parsed, find_outer_subject(parsed, trigger.start, first))
    victims = victims or bare_names(parsed, subject)
    if not victims:
        return None
    agents = by_agents(parsed, trigger.end, last)
    end = max(trigger.end, agents[-1].end if agents else 0)
    if company := _read_company(parsed, trigger.end, last):
        victims, end = (*victims, *company), max(end, company[-1].end)
    subsets = read_subsets(parsed, victims[-1].end, trigger.start) or read_subsets(parsed, trigger.end, last)
    if subsets:
        end = max(end, subsets[-1].end)
    return Harm(trigger.sense.measure or "", trigger, victims[0].start, end, victims, subsets, agents, rule="passive")


_COUNTED_APART = frozenset("martyrs fatalities deaths".split())
"""Nouns that count the dead themselves: "9 martyrs and 7 wounded"."""


def _find_whole(parsed: Parsed, subject: list[Group], trigger: Trigger) -> list[Group]:
    """Return the whole that "a commander and a guide were among the 17 persons killed" gives."""
    lows, start = parsed.tokens.lows, subject[-1].end if subject else trigger.start
    for n in range(start, min(start + 4, trigger.start)):
        if lows[n] == "among":
            return [g for g in read_groups_after(parsed, n + 1, trigger.start) if g.quantity]
    return []


def _read_company(parsed: Parsed, start: int, last: int) -> tuple[Group, ...]:
    """Return who shared it: "was killed in the raid along with five commanders"."""
    lows = parsed.tokens.lows
    for n in range(start, min(last, start + 16)):
        if lows[n] in ("along", "together") and lows[n + 1 : n + 2] == ["with"]:
            return people(parsed, read_groups_after(parsed, n + 2, last))
        if parsed.tags[n] in "VS,":
            break
    return ()


def _named_beside(parsed: Parsed, trigger: Trigger, first: int) -> tuple[Group, ...]:
    """Return who is named between commas before the verb: "the project's head, Saleem Khan, was shot"."""
    n = trigger.start - 1
    while n > first and parsed.tags[n] in "XA":
        n -= 1
    if parsed.tokens.words[n] != ",":
        return ()
    comma = next((m for m in range(n - 1, max(first, n - 8), -1) if parsed.tokens.words[m] == ","), None)
    group = read_group(parsed, comma + 1, n) if comma is not None else None
    return (group,) if group and named_person(parsed, group) else ()


def _read_of_them(parsed: Parsed, trigger: Trigger, first: int) -> Harm | None:
    """Read "three of whom later died", "one of them was killed": a share of the people told of before."""
    lows = parsed.tokens.lows
    for n in range(trigger.start - 1, max(first, trigger.start - 6), -1):
        if lows[n] in ("whom", "them") and lows[n - 1] == "of":
            quantity = quantity_before(parsed, n - 1, first)
            aside = parsed.tokens.words[trigger.start - 1] == "," and lows[n] == "them"
            if aside:
                return None  # "nine people, three of them children, died"
            if quantity and quantity.end == n - 1:
                measure = trigger.sense.measure or ""
                return Harm(measure, trigger, quantity.start, trigger.end, count=quantity.count, rule="of-them")
    return None


def read_intransitive(parsed: Parsed, trigger: Trigger, first: int, last: int) -> Harm | None:
    """Read "two died", "nobody died", "three of whom later succumbed"."""
    if harm := _read_of_them(parsed, trigger, first):
        return harm
    subject = find_subject(parsed, trigger.start, first)
    if any(g.negative for g in subject[-1:]):
        return deny(trigger, subject[-1].start)
    victims = people(parsed, subject) or people(parsed, find_outer_subject(parsed, trigger.start, first))
    victims = victims or bare_names(parsed, subject) or _who_it_began_with(parsed, trigger, first)
    if not victims:
        return None
    subsets = read_subsets(parsed, trigger.end, last)
    end = max(trigger.end, subsets[-1].end if subsets else 0)
    return Harm(trigger.sense.measure or "", trigger, victims[0].start, end, victims, subsets, rule="intransitive")


def _who_it_began_with(parsed: Parsed, trigger: Trigger, first: int) -> tuple[Group, ...]:
    """Return whom the sentence begins with, who "succumbed" at its end, whatever stands between."""
    if not parsed.tokens.lows[trigger.start].startswith("succumb"):
        return ()
    return tuple(g for g in people(parsed, read_groups_after(parsed, first, trigger.start)[:1]) if g.quantity)
