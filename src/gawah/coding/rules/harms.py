"""Who was killed, injured or abducted, and by whom: the harms that clauses tell of, active, passive and nominal."""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from functools import cache

from gawah.coding.rules.numbers import Quantity, read_quantity
from gawah.coding.rules.people import is_person, is_thing, named_person
from gawah.coding.rules.phrases import (
    Group,
    Parsed,
    find_nearest,
    find_outer_subject,
    find_subject,
    read_group,
    read_groups_after,
    step_over_aside,
)
from gawah.coding.rules.triggers import Sense, Trigger
from gawah.model import Count

_BE = frozenset("was were is are been being be got get gets getting".split())
_HAVE = frozenset("has have had having".split())
_UNREAL = frozenset(
    "may might could would will should shall can must if unless threatened threatening threaten threatens "
    "plot plotted plotting plotters planned planning plan plans attempt attempted attempting attempts tried "
    "try trying trial wanted want wants intended intending aimed aiming failed vowed vowing conspired "
    "conspiring conspiracy foiled thwarted prevented avert averted order orders ordered hoped likely fear "
    "feared escaped survived unhurt unharmed conspirators wish wished ready prepared refuse refused".split()
)
_NONE = frozenset(["no", "nobody", "none", "neither", "zero"])
_HARM_NOUNS = frozenset(
    "casualties casualty causalities losses injuries injury fatalities fatality deaths death loss damage harm "
    "victims".split()
)
_SUBSET_OPENERS = tuple(
    tuple(line.split())
    for line in (
        "including|among them|among whom|of whom|of them|some of them|most of them|among those killed|among the dead|"
        "mostly|mainly"
    ).split("|")
)


@dataclass(frozen=True, slots=True)
class Harm:
    """One clause's harm: its measure, whom it befell, who did it; [start, end) covers trigger and victims."""

    measure: str
    trigger: Trigger
    start: int
    end: int
    victims: tuple[Group, ...] = ()
    subsets: tuple[Group, ...] = ()
    agents: tuple[Group, ...] = ()
    count: Count | None = None
    """Only where the clause gives a number without a noun phrase of people, or says that nobody was harmed."""
    real: bool = True
    rule: str = ""
    recalled: bool = False
    """Whether it is only what somebody is wanted for: "his involvement in the killing of 15 people"."""


def find_harms(parsed: Parsed, triggers: list[Trigger]) -> list[Harm]:
    """Return the harms that the triggers of a text tell of, in their order."""
    harms = [harm for trigger in triggers if trigger.sense.frame == "harm" for harm in _read_harm(parsed, trigger)]
    places = _locate(parsed.tokens.lows)
    harms.extend(_read_denials(parsed, triggers, places))
    harms.extend(_read_memberships(parsed, places))
    harms.extend(_read_captives_shot(parsed, triggers, harms))
    harms.extend(_read_numbers_of(parsed, places))
    harms.extend(h for harm in harms if (h := _read_ellipsis(parsed, harm)) is not None)
    harms.extend(_read_labels(parsed, places))
    harms.extend(_read_selves(parsed, places))
    return sorted(harms, key=lambda h: (h.trigger.start, h.measure))


_Places = dict[str, list[int]]
"""Where the words stand that may tell of harm without a verb of harm."""


def _locate(lows: list[str]) -> _Places:
    """Return where each word that such a reading begins at stands, in one walk through the text."""
    places: _Places = {}
    for n, low in enumerate(lows):
        if low in _watched():
            places.setdefault(low, []).append(n)
    return places


@cache
def _watched() -> frozenset[str]:
    return frozenset([*_HARM_NOUNS, *_MEASURES, *_SELVES, *_CAPTIVES, "of", "was", "were", "among"])


def _places_of(places: _Places, words: Iterable[str]) -> list[int]:
    """Return where any of these words stands, in the order of the text."""
    return sorted(n for word in words if word in places for n in places[word])


_SELVES = ("himself", "herself", "themselves")
_CAPTIVES = ("captives", "hostages")


def _read_numbers_of(parsed: Parsed, places: _Places) -> list[Harm]:
    """Read "the dead numbered nine", "put the dead at nine", "the injured, seven in all", "all nine victims"."""
    lows, found = parsed.tokens.lows, []
    for n in [n for n in _places_of(places, {*_MEASURES, *_CAPTIVES}) if n]:
        low = lows[n]
        if low in _CAPTIVES and parsed.tags[n - 1] == "N":
            first, _ = parsed.bounds(n)
            held = _quantity_before(parsed, n, first)
            trigger = Trigger(n, n + 1, _DENIAL)
            found += [Harm("abducted", trigger, held.start, n + 1, count=held.count, rule="captives")] if held else []
        if low not in _MEASURES or (lows[n - 1] not in ("the", "all") and parsed.tags[n - 1] != "N"):
            continue
        first, last = parsed.bounds(n)
        quantity, end = None, n + 1
        if low == "victims" and lows[n - 2] in ("all", "the"):
            quantity, end = _quantity_before(parsed, n, first), n + 1
        for at in range(n + 1, min(last, n + 4)):
            if lows[at] in ("numbered", "number", "at", ",") and quantity is None:
                quantity = read_quantity(lows, at + 1, last)
                if quantity and lows[at] == "," and lows[quantity.end : quantity.end + 2] != ["in", "all"]:
                    quantity = None
                end = quantity.end if quantity else end
        if quantity and not quantity.article and quantity.count.said == "number":
            start = min(n - 1, quantity.start)
            found.append(
                Harm(_MEASURES[low], Trigger(n, n + 1, _DENIAL), start, end, count=quantity.count, rule="toll")
            )
    return found


def _read_ellipsis(parsed: Parsed, harm: Harm) -> Harm | None:
    """Read the second number of "seven died at once and two in hospital", "two were critically hurt and five slightly".

    And the first of "five men were seriously and two lightly hurt".
    """
    if harm.rule not in ("passive", "intransitive") or not harm.victims or harm.victims[-1].quantity is None:
        return None
    lows, tags, (_, last) = parsed.tokens.lows, parsed.tags, parsed.bounds(harm.trigger.start)
    for n in range(harm.trigger.end, min(last, harm.trigger.end + 6)):
        if tags[n] in "VS,":
            break
        if lows[n] == "and" and n + 2 < last and tags[n + 1] == "N":
            quantity = read_quantity(lows, n + 1, last)
            rest = tags[quantity.end : last] if quantity else "V"
            if quantity and rest[:1] in ("P", "A") and "V" not in rest.split(",")[0]:
                end = quantity.end + 1
                return Harm(harm.measure, harm.trigger, n + 1, end, count=quantity.count, rule="ellipsis")
            break
    return None


def _read_captives_shot(parsed: Parsed, triggers: list[Trigger], harms: list[Harm]) -> list[Harm]:
    """Read "marched nine traders into the forest and shot them": who is shot when held is killed."""
    lows, taken, found = parsed.tokens.lows, [h.trigger.start for h in harms if h.measure == "abducted"], []
    for trigger in triggers if taken else ():
        after = lows[trigger.end] if trigger.end < len(lows) else ""
        if after not in ("them", "him", "her") or lows[trigger.start : trigger.end] not in (["shot"], ["shooting"]):
            continue
        first, _ = parsed.bounds(trigger.start)
        if any(first <= n < trigger.start for n in taken) and lows[trigger.end + 1 : trigger.end + 2] != ["in"]:
            shot = Group(trigger.end, trigger.end + 1, trigger.end, None, True, True)
            found.append(Harm("killed", trigger, trigger.start, trigger.end + 1, (shot,), rule="shot-captives"))
    return found


def _read_labels(parsed: Parsed, places: _Places) -> list[Harm]:
    """Read what begins with the harm: "Deceased: 12 guards and 1 sergeant. Wounded: 4", "Killed were two guards"."""
    lows, tags, found = parsed.tokens.lows, parsed.tags, []
    for n in [n for n in _places_of(places, _MEASURES) if n + 2 < len(lows)]:
        if lows[n + 1] in (":", "were", "was") and (n == 0 or tags[n - 1] not in "WNDVXARCP"):
            _, last = parsed.bounds(n + 1)
            groups = tuple(g for g in read_groups_after(parsed, n + 2, last) if g.quantity and not is_thing(parsed, g))
            trigger = Trigger(n, n + 1, _DENIAL)
            found += [Harm(_MEASURES[lows[n]], trigger, n, groups[-1].end, groups, rule="label")] if groups else []
    return found


def _read_selves(parsed: Parsed, places: _Places) -> list[Harm]:
    """Read "blew himself up" and "killing themselves and 11 others": attackers who died by their own hand."""
    lows, found = parsed.tokens.lows, []
    for n in [n for n in _places_of(places, _SELVES) if n]:
        verb = next((m for m in (n - 1, n - 2) if m >= 0 and lows[m] in _OWN_HAND), None)
        if verb is None:
            continue
        first, _ = parsed.bounds(n)
        many = _count_selves(parsed, verb, first) if lows[n] == "themselves" else None
        if many or lows[n] != "themselves":
            trigger = Trigger(verb, n + 1, _DENIAL)
            found.append(Harm("attackers_killed", trigger, verb, n + 1, count=many or Count(1, 1, 1), rule="self"))
    return found


def _count_selves(parsed: Parsed, verb: int, first: int) -> Count | None:
    """Return how many they are who killed "themselves", where the clause says it."""
    if parsed.tokens.lows[verb].endswith("ing"):
        verb = next(
            (n for n in range(verb - 1, first, -1) if parsed.tags[n] == "V" and parsed.tags[n - 1] == "W"), verb
        )
    counted = [g.quantity.count for g in find_subject(parsed, verb, first) if g.quantity and not g.quantity.article]
    return counted[0] if counted else None


_OWN_HAND = frozenset("blew blow blows blown blowing killing detonated exploded up".split())


def _read_harm(parsed: Parsed, trigger: Trigger) -> list[Harm]:
    first, last = parsed.bounds(trigger.start)
    reader = _READERS[trigger.sense.valency]
    harm = reader(parsed, trigger, first, last)
    if harm is None:
        return []
    if harm.rule == "nobody":
        return _list_unharmed(parsed, harm)
    before = parsed.tokens.lows[max(first, trigger.start - 2) : trigger.start]
    if harm.measure == "injured" and before in (["dead", "or"], ["killed", "or"]):
        return []  # "40 people dead or wounded" is one figure
    real = not is_unreal(parsed, trigger, first) and not _runs_on(parsed, trigger, first, last)
    recalled = harm.recalled or _came_before(parsed, harm, first)
    return [replace(_mend_measure(parsed, harm), real=real, recalled=recalled)]


def _came_before(parsed: Parsed, harm: Harm, first: int) -> bool:
    """Whether an "after" with the past perfect tells of an earlier day: "… after three had died in the town"."""
    lows, start = parsed.tokens.lows, harm.trigger.start
    return harm.start > first and lows[harm.start - 1] == "after" and "had" in lows[max(first, start - 3) : start]


def _runs_on(parsed: Parsed, trigger: Trigger, first: int, last: int) -> bool:
    """Whether it is the sum of years: "28,000 officers have been killed since 2015"."""
    lows = parsed.tokens.lows
    if _HAVE.isdisjoint(lows[max(first, trigger.start - 4) : trigger.start]):
        return False
    for n in range(trigger.end, min(last - 1, trigger.end + 8)):
        if lows[n] == "since" and (lows[n + 1] in _STARTS or (lows[n + 1].isdigit() and len(lows[n + 1]) == 4)):
            return True
    return False


_STARTS = frozenset(
    "early late january february march april may june july august september october november december".split()
)


def _list_unharmed(parsed: Parsed, harm: Harm) -> list[Harm]:
    """Whom nobody hurt nobody killed; "no one else" says nothing of the rest."""
    if not _OTHERS_STILL.isdisjoint(parsed.tokens.lows[max(0, harm.start - 2) : harm.trigger.end]):
        return []
    everyone = not _ANYONE.isdisjoint(parsed.tokens.lows[harm.start : harm.start + 3])
    everyone = everyone or "anyone" in parsed.tokens.lows[harm.trigger.end : harm.trigger.end + 1]
    return [harm, replace(harm, measure="killed")] if harm.measure == "injured" and everyone else [harm]


_ANYONE = frozenset("nobody none one person persons anyone anybody".split())
_OTHERS_STILL = frozenset("else other others further more".split())


def _mend_measure(parsed: Parsed, harm: Harm) -> Harm:
    """A wounded man who "died of his wounds" is one of the dead; "N killed or injured" is one figure."""
    end, lows = harm.trigger.end, parsed.tokens.lows
    if harm.measure == "killed" and lows[end : end + 2] in (["or", "wounded"], ["or", "injured"]):
        return replace(harm, measure="killed_or_injured", end=max(harm.end, end + 2))
    return harm


def is_unreal(parsed: Parsed, trigger: Trigger, first: int) -> bool:
    """Whether the clause plans, fears, threatens or fails to do the harm rather than tells of it."""
    lows, tags = parsed.tokens.lows, parsed.tags
    n, steps = trigger.start - 1, 0
    if trigger.sense.valency == "wounds":
        return False
    if trigger.sense.form == "base" and n >= first and lows[n] == "to":
        return lows[n - 1] not in ("managed", "went", "on", "continued", "began", "started", "succumbed")
    if any(low in ("might", "could", "must", "may") for low in lows[max(first, n - 2) : n + 1]) and lows[n] == "have":
        return False  # "up to 40 may have died": a figure, if an unsure one
    if n >= first and tags[n] == "X" and trigger.sense.form not in ("base", "ing"):
        return _is_unreal_passive(parsed, n, first)
    while n >= first and steps < 6 and tags[n] != ",":
        wished = lows[n] in _UNREAL and not (lows[n] == "may" and tags[n] == "W")
        if wished or (tags[n] == "-" and lows[n] in ("not", "never") and steps < 3):
            return True
        if tags[n] == "V" and steps:
            break
        n, steps = n - 1, steps + 1
    return False


def _is_unreal_passive(parsed: Parsed, n: int, first: int) -> bool:
    """Whether the auxiliaries that end at word `n` are denied or wished: "was not hurt", "wanted to be killed"."""
    lows, tags = parsed.tokens.lows, parsed.tags
    while n >= first and (tags[n] in "XMA-" or lows[n] == "to"):
        if lows[n] in _UNREAL or lows[n] in ("not", "never"):
            return True
        if lows[n] == "to" and not _UNREAL.isdisjoint(lows[max(first, n - 3) : n]):
            return True
        n -= 1
    return n >= first and lows[n] in ("escaped", "feared", "avoided")


# --- readers, one a valency -------------------------------------------------------------------------------------------


def _read_transitive(parsed: Parsed, trigger: Trigger, first: int, last: int) -> Harm | None:
    before = _word_before(parsed, trigger.start, first)
    form, lows = trigger.sense.form, parsed.tokens.lows
    if parsed.tags[trigger.start] == "W" and form == "past_or_participle":
        return _read_attributive(parsed, trigger, first, last)
    if form == "ing" and (lows[trigger.start - 1] if trigger.start > first else "") not in _BE:
        if trigger.end < last and lows[trigger.end] == "of":
            return _read_nominal(parsed, trigger, first, last)
        return _read_active(parsed, trigger, first, last)
    if form in ("base", "third"):
        return _read_active(parsed, trigger, first, last)
    if before in _BE:
        return _read_passive(parsed, trigger, first, last)
    if before in _HAVE and form != "ing":
        return _read_active(parsed, trigger, first, last)
    active = _read_active(parsed, trigger, first, last)
    if active and (active.victims or active.rule == "nobody"):
        return active
    return _read_passive(parsed, trigger, first, last)


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


def _word_before(parsed: Parsed, n: int, first: int) -> str:
    """Return the nearest word before `n` that is no adverb or negation, lower-cased; "" at the sentence's start."""
    n = step_over_aside(parsed, n - 1, first)
    while n >= first and parsed.tags[n] in "A-":
        n -= 1
    return parsed.tokens.lows[n] if n >= first else ""


def _read_active(parsed: Parsed, trigger: Trigger, first: int, last: int) -> Harm | None:
    objects = read_groups_after(parsed, trigger.end, last)
    if _spares_anyone(parsed, trigger, first, last):
        return _deny(trigger, trigger.start - 1)
    if objects and objects[0].negative and objects[0].end - objects[0].start <= 2 and not is_thing(parsed, objects[0]):
        return _deny(trigger, trigger.start)
    victims = _people(parsed, objects) or _counted(parsed, objects[:1]) or _bare_names(parsed, objects[:1])
    if not victims:
        return None
    agents = _find_agents(parsed, trigger, first)
    end = victims[-1].end
    subsets = _read_subsets(parsed, end, last)
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


def _spares_anyone(parsed: Parsed, trigger: Trigger, first: int, last: int) -> bool:
    """Whether "without hurting anyone" or "did not kill anybody" stands here."""
    lows = parsed.tokens.lows
    if trigger.end >= last or lows[trigger.end] not in ("anyone", "anybody"):
        return False
    before = lows[max(first, trigger.start - 3) : trigger.start]
    return any(low in ("without", "not", "never", "cannot") or low.endswith("n't") for low in before)


def _find_agents(parsed: Parsed, trigger: Trigger, first: int) -> tuple[Group, ...]:
    """Return the doers of an active verb: its own subject, or that of the finite verb that a participle hangs on."""
    if trigger.sense.form == "ing":
        n = trigger.start - 1
        while n >= first and not (parsed.tags[n] == "V" and not parsed.tokens.lows[n].endswith("ing")):
            n -= 1
        if n < first:
            return ()
        if _word_before(parsed, n, first) in _BE:
            return _by_agents(parsed, n + 1, trigger.start)
        return tuple(g for g in find_subject(parsed, n, first) if not g.negative)
    return tuple(g for g in find_subject(parsed, trigger.start, first) if not g.negative)


def _read_whom(parsed: Parsed, trigger: Trigger, first: int) -> Harm | None:
    """Read "ten miners whom the militia killed": the object stands before its clause, the subject in it."""
    for n in range(trigger.start - 1, max(first, trigger.start - 9), -1):
        if parsed.tokens.lows[n] == "whom" and parsed.tokens.lows[n - 1] not in ("of", "among"):
            nearest = find_nearest(parsed, max(first, n - 8), n)
            victims = _people(parsed, [nearest] if nearest else find_subject(parsed, n, first)[-1:])
            agents = tuple(g for g in read_groups_after(parsed, n + 1, trigger.start) if not g.pronoun)
            if not victims:
                return None
            measure = trigger.sense.measure or ""
            return Harm(measure, trigger, victims[0].start, trigger.end, victims, (), agents, rule="whom")
        if parsed.tags[n] == "V":
            break
    return None


def _read_passive(parsed: Parsed, trigger: Trigger, first: int, last: int) -> Harm | None:
    if harm := _read_whom(parsed, trigger, first):
        return harm
    subject = find_subject(parsed, trigger.start, first)
    if any(
        "number" in parsed.tokens.lows[g.start : g.head] for g in subject[:1]
    ):  # "the number of people killed rose to 8"
        return _read_toll(parsed, trigger, first, last)
    if any(g.negative for g in subject[-1:]):
        return _deny(trigger, subject[-1].start)
    subject = _find_whole(parsed, subject, trigger) or subject
    if subject and subject[0].quantity is None and parsed.tags[trigger.start - 1] not in "XA":
        subject = _last_run(parsed, subject)
    if subject and subject[0].quantity is None and parsed.tags[trigger.start - 1] not in "XA":
        nearest = find_nearest(parsed, max(first, trigger.start - 12), trigger.start)
        subject = [nearest] if nearest and nearest.quantity else subject  # "the families of five engineers abducted in"
    victims = _people(parsed, subject) or _named_beside(parsed, trigger, first)
    victims = victims or _people(parsed, find_outer_subject(parsed, trigger.start, first))
    victims = victims or _bare_names(parsed, subject)
    if not victims:
        return None
    agents = _by_agents(parsed, trigger.end, last)
    end = max(trigger.end, agents[-1].end if agents else 0)
    if company := _read_company(parsed, trigger.end, last):
        victims, end = (*victims, *company), max(end, company[-1].end)
    subsets = _read_subsets(parsed, victims[-1].end, trigger.start) or _read_subsets(parsed, trigger.end, last)
    if subsets:
        end = max(end, subsets[-1].end)
    return Harm(trigger.sense.measure or "", trigger, victims[0].start, end, victims, subsets, agents, rule="passive")


def _last_run(parsed: Parsed, groups: list[Group]) -> list[Group]:
    """Return the phrases at the end that commas and "and" join, from the first counted one on."""
    begin = len(groups) - 1
    while begin > 0 and all(t in ",C" for t in parsed.tags[groups[begin - 1].end : groups[begin].start]):
        begin -= 1
    run = groups[begin:]
    return run[next((n for n, g in enumerate(run) if g.quantity), 0) :]


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
            return _people(parsed, read_groups_after(parsed, n + 2, last))
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


def _bare_names(parsed: Parsed, groups: list[Group]) -> tuple[Group, ...]:
    """Return the phrases that are one capitalised word, as a person named before: "Das was abducted"."""
    words = parsed.tokens.words
    return tuple(
        g
        for g in groups
        if g.end - g.start == 1
        and words[g.head].istitle()
        and g.quantity is None
        and not is_thing(parsed, g)
        and not g.negative
    )


def _by_agents(parsed: Parsed, start: int, stop: int) -> tuple[Group, ...]:
    """Return the noun phrases after the "by" that follows a passive within its clause."""
    lows, tags = parsed.tokens.lows, parsed.tags
    for n in range(start, min(stop, start + 14)):
        if lows[n] == "by":
            groups = read_groups_after(parsed, n + 1, stop)
            return tuple(g for g in groups[:3] if not g.pronoun)
        if tags[n] in "VS":
            break
    return ()


def _read_of_them(parsed: Parsed, trigger: Trigger, first: int) -> Harm | None:
    """Read "three of whom later died", "one of them was killed": a share of the people told of before."""
    lows = parsed.tokens.lows
    for n in range(trigger.start - 1, max(first, trigger.start - 6), -1):
        if lows[n] in ("whom", "them") and lows[n - 1] == "of":
            quantity = _quantity_before(parsed, n - 1, first)
            if quantity and quantity.end == n - 1:
                measure = trigger.sense.measure or ""
                return Harm(measure, trigger, quantity.start, trigger.end, count=quantity.count, rule="of-them")
    return None


def _read_intransitive(parsed: Parsed, trigger: Trigger, first: int, last: int) -> Harm | None:
    if harm := _read_of_them(parsed, trigger, first):
        return harm
    subject = find_subject(parsed, trigger.start, first)
    if any(g.negative for g in subject[-1:]):
        return _deny(trigger, subject[-1].start)
    victims = _people(parsed, subject) or _people(parsed, find_outer_subject(parsed, trigger.start, first))
    victims = victims or _bare_names(parsed, subject) or _who_it_began_with(parsed, trigger, first)
    if not victims:
        return None
    subsets = _read_subsets(parsed, trigger.end, last)
    end = max(trigger.end, subsets[-1].end if subsets else 0)
    return Harm(trigger.sense.measure or "", trigger, victims[0].start, end, victims, subsets, rule="intransitive")


def _who_it_began_with(parsed: Parsed, trigger: Trigger, first: int) -> tuple[Group, ...]:
    """Return whom the sentence begins with, who "succumbed" at its end, whatever stands between."""
    if not parsed.tokens.lows[trigger.start].startswith("succumb"):
        return ()
    return tuple(g for g in _people(parsed, read_groups_after(parsed, first, trigger.start)[:1]) if g.quantity)


def _read_nominal(parsed: Parsed, trigger: Trigger, first: int, last: int) -> Harm | None:
    """Read "the killing of eleven miners", "the deaths of 21 people", "12 fatalities"."""
    lows = parsed.tokens.lows
    if trigger.end < last and lows[trigger.end] == "of":
        named = read_groups_after(parsed, trigger.end + 1, last)
        closing = [n for n, g in enumerate(named) if n and lows[g.start] in ("his", "her", "their", "its")]
        victims = _people(
            parsed, named[: closing[0]] if closing and lows[named[closing[0]].start - 1] == "," else named
        )
        if victims:
            agents = _by_agents(parsed, victims[-1].end, last)
            return Harm(
                trigger.sense.measure or "",
                trigger,
                trigger.start,
                victims[-1].end,
                victims,
                _read_subsets(parsed, victims[-1].end, last),
                agents,
                rule="nominal",
                recalled=not _BLAME.isdisjoint(lows[max(first, trigger.start - 5) : trigger.start]),
            )
    quantity = _quantity_before(parsed, trigger.start, first)
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


_BLAME = frozenset(
    "involved involvement wanted accused charged convicted confessed confessing suspected guilty suspect "
    "revenge avenge avenged avenging retaliation retaliate".split()
)


def _is_caused(parsed: Parsed, n: int, first: int) -> bool:
    """Whether an attack is said to cause, leave or count what stands from word `n` on."""
    return not _CAUSING.isdisjoint(parsed.tokens.lows[max(first, n - 8) : n])


_CAUSING = frozenset(
    "in with causing caused causes left leaving were are reported deaths fatalities dead killed".split()
)


def _read_wounds(parsed: Parsed, trigger: Trigger, first: int, last: int) -> Harm | None:
    """Read "12 people with splinter wounds", "twelve people have burns", "14 deaths and 23 injuries"."""
    quantity = _quantity_before(parsed, trigger.start, first)
    if (
        quantity
        and quantity.end == trigger.start
        and not quantity.article
        and _is_caused(parsed, quantity.start, first)
    ):
        return Harm("injured", trigger, quantity.start, trigger.end, count=quantity.count, rule="nominal-count")
    lows = parsed.tokens.lows
    n = trigger.start - 1
    while (
        n > max(first, trigger.start - 6) and parsed.tags[n] in "WAD" and lows[n] not in ("with", "have", "had", "has")
    ):
        n -= 1
    if lows[n] == "with":
        nearest = find_nearest(parsed, max(first, n - 8), n)
        victims = _people(parsed, [nearest]) if nearest and nearest.quantity else ()
    elif lows[n] in _BEARING:
        # "three of them had bullet wounds" tells of some who were counted before, and maybe among the dead
        groups = (g for g in _people(parsed, find_subject(parsed, n, first)) if g.quantity)
        victims = tuple(g for g in groups if lows[g.end : g.end + 2] != ["of", "them"])
    else:
        return None
    return Harm("injured", trigger, victims[0].start, trigger.end, victims, rule="wounds") if victims else None


_BEARING = ("with", "have", "had", "has", "nursing")


def _read_care(parsed: Parsed, trigger: Trigger, first: int, last: int) -> Harm | None:
    """Read "60 were treated in hospital", where the sentence speaks of a hospital, doctors or wounds."""
    if _MEDICAL.isdisjoint(parsed.tokens.lows[first:last]):
        return None
    treats = parsed.tokens.lows[trigger.start].endswith("ing")
    harm = (_read_active if treats else _read_transitive)(parsed, trigger, first, last)
    counted = harm and (harm.count or any(g.quantity for g in harm.victims))
    return replace(harm, rule="care") if harm and counted else None


_MEDICAL = frozenset(
    "hospital hospitals clinic clinics doctor doctors medic medics surgeon surgeons wounds injuries burns medical "
    "shrapnel gunshot bullet".split()
)


def _read_burnt(parsed: Parsed, trigger: Trigger, first: int, last: int) -> Harm | None:
    """Read "seven women were burned"; houses are burned too."""
    if _word_before(parsed, trigger.start, first) not in _BE:
        return None
    harm = _read_passive(parsed, trigger, first, last)
    return replace(harm, rule="burnt") if harm and all(is_person(parsed, g) for g in harm.victims) else None


def _read_carry(parsed: Parsed, trigger: Trigger, first: int, last: int) -> Harm | None:
    """Read "marched nine traders off into the hills": people only, things are loot."""
    n = trigger.end
    while n < last and parsed.tokens.lows[n] in ("off", "away", "along", "captive", "hostage"):
        n += 1
    if _word_before(parsed, trigger.start, first) in _BE:
        return _read_passive(parsed, trigger, first, last)
    groups = [g for g in read_groups_after(parsed, n, last) if not g.pronoun and is_person(parsed, g)]
    victims = tuple(g for g in groups if g.quantity or named_person(parsed, g))
    if not victims:
        return None
    agents = _find_agents(parsed, trigger, first)
    return Harm("abducted", trigger, trigger.start, victims[-1].end, victims, agents=agents, rule="carry")


def _read_lives(parsed: Parsed, trigger: Trigger, first: int, last: int) -> Harm | None:
    """Read "claimed 15 lives", "15 lives were lost"."""
    quantity = _quantity_before(parsed, trigger.start, first)
    if quantity is None or quantity.article or quantity.end != trigger.start:
        return None
    lows = parsed.tokens.lows
    before, after = lows[max(first, quantity.start - 3) : quantity.start], lows[trigger.end : trigger.end + 4]
    if _TAKING.isdisjoint(before) and "lost" not in after:
        return None
    return Harm("killed", trigger, quantity.start, trigger.end, count=quantity.count, rule="lives")


_TAKING = frozenset("claim claims claimed claiming take takes took taking taken cost costs costing loss lost".split())


def _read_claims_lives(parsed: Parsed, trigger: Trigger, first: int, last: int) -> Harm | None:
    victims = _people(parsed, read_groups_after(parsed, trigger.end, last))
    if not victims:
        return None
    subsets = _read_subsets(parsed, victims[-1].end, last)
    return Harm("killed", trigger, trigger.start, victims[-1].end, victims, subsets, rule="claims-lives")


def _read_toll(parsed: Parsed, trigger: Trigger, first: int, last: int) -> Harm | None:
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
            if quantity and not quantity.article and quantity.count.said == "number":
                measure = trigger.sense.measure or "killed"
                found = Harm(measure, trigger, trigger.start, quantity.end, count=quantity.count, rule="toll")
                if lows[n] != "of" and n + 1 < last and "to" not in lows[quantity.end : quantity.end + 3]:
                    return found
        if found and parsed.tags[n] in "," and lows[n] != ",":
            break
    return found


def _is_running_total(lows: list[str], trigger: Trigger, last: int) -> bool:
    """Whether the toll is that of a side or a season: "taking the rebel toll to 30 in as many days"."""
    behind = " ".join(lows[trigger.end : min(last, trigger.end + 14)])
    return lows[trigger.start - 1] in ("rebel", "militant", "insurgent", "annual", "overall") or any(
        words in behind for words in ("in as many", "this year", "so far this", "since the beginning", "in the past")
    )


def _read_body(parsed: Parsed, trigger: Trigger, first: int, last: int) -> Harm | None:
    """Read "the bodies of 11 miners", "three bodies were recovered", "his bullet-riddled body was found"."""
    lows = parsed.tokens.lows
    if not any(w in _FOUND for w in lows[max(first, trigger.start - 8) : min(last, trigger.end + 16)]):
        return None
    if trigger.end < last and lows[trigger.end] == "of":
        victims = _people(parsed, read_groups_after(parsed, trigger.end + 1, last))
        if victims:
            return Harm("bodies_seen", trigger, trigger.start, victims[-1].end, victims, rule="body")
    quantity = _quantity_before(parsed, trigger.start, first)
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


def _read_predicate(parsed: Parsed, trigger: Trigger, first: int, last: int) -> Harm | None:
    """Read "left 14 dead", "at least 12 people dead", "12 dead"; "the dead" and "dead bodies" say nothing."""
    lows, tags = parsed.tokens.lows, parsed.tags
    n = trigger.start
    if (
        n == first
        or tags[n - 1] == "D"
        or (trigger.end < last and tags[trigger.end] == "W" and lows[trigger.end] != "others")
    ):
        return None
    number = _quantity_before(parsed, n, first)
    if number and not number.article and number.end == n:
        return Harm("killed", trigger, number.start, trigger.end, count=number.count, rule="dead")
    subject = _read_left(parsed, n, first) or find_subject(parsed, n, first)[-1:]
    if subject and subject[0].negative:
        return _deny(trigger, subject[0].start)
    victims = _people(parsed, subject)
    if not victims or (victims[-1].quantity is None and lows[n - 1] not in _BE):
        return None
    return Harm(
        "killed", trigger, victims[0].start, trigger.end, victims, _read_subsets(parsed, trigger.end, last), rule="dead"
    )


def _read_left(parsed: Parsed, n: int, first: int) -> list[Group]:
    """Return whom "left a constable and two gunmen dead" names before word `n`."""
    for m in range(n - 1, max(first, n - 14), -1):
        if parsed.tokens.lows[m] in ("left", "leaving", "leaves", "leave"):
            groups = read_groups_after(parsed, m + 1, n)
            return groups if groups and groups[-1].end == n else []
    return []


_READERS = {
    "transitive": _read_transitive,
    "intransitive": _read_intransitive,
    "nominal": _read_nominal,
    "lives": _read_lives,
    "wounds": _read_wounds,
    "care": _read_care,
    "burnt": _read_burnt,
    "carry": _read_carry,
    "claims-lives": _read_claims_lives,
    "toll": _read_toll,
    "body": _read_body,
    "predicate": _read_predicate,
}


# --- pieces -----------------------------------------------------------------------------------------------------------


def _people(parsed: Parsed, groups: list[Group]) -> tuple[Group, ...]:
    """Return the phrases that name people; beside one that does, another that is counted does too ("a hired hand")."""
    groups = _drop_appositions(parsed, groups)
    people = [is_person(parsed, g) for g in groups]
    if not any(people):
        return ()
    return tuple(
        g
        for g, known in zip(groups, people, strict=True)
        if not g.negative
        and (known or (g.quantity is not None and g.head >= 0 and not is_thing(parsed, g)) or _bare_names(parsed, [g]))
    )


def _drop_appositions(parsed: Parsed, groups: list[Group]) -> list[Group]:
    """Return `groups` without those that say who the one before is: "Dara Mesel, a trader", "a leader and member"."""
    kept = groups[:1]
    for group in groups[1:]:
        between = parsed.tokens.lows[kept[-1].end : group.start]
        if len(between) == 3 and between[0] == between[2] == ",":  # "Omar Bel, 34, a journalist"
            between = between[2:]
        if _is_rest_of_name(parsed, between, group):
            continue
        if not (between == [","] and _says_who(parsed, kept[-1], group)) and not (
            between == ["and"] and _is_second_office(parsed, kept[-1], group)
        ):
            kept.append(group)
    return kept


def _is_rest_of_name(parsed: Parsed, between: list[str], group: Group) -> bool:
    """Whether the phrase ends the name of a force: "two constables of Jammu and Tolsa Police"."""
    force = parsed.tokens.lows[group.head] in ("police", "army", "force", "forces", "rifles")
    return between[:1] == ["of"] and between[-1:] == ["and"] and force and group.quantity is None and not group.definite


def _says_who(parsed: Parsed, first: Group, second: Group) -> bool:
    """Whether of two phrases parted by a comma one is one person's name and the other says who that is."""
    names = [g.quantity is None and not g.pronoun and _is_name(parsed, g) for g in (first, second)]
    if parsed.tokens.lows[second.start] in ("his", "her", "their"):
        return False
    told = [
        (g.quantity is not None and g.quantity.article) or (g.quantity is None and g.definite) for g in (first, second)
    ]
    return (names[0] and told[1]) or (told[0] and names[1])


def _is_name(parsed: Parsed, group: Group) -> bool:
    return named_person(parsed, group) is not None


def _is_second_office(parsed: Parsed, first: Group, second: Group) -> bool:
    """Whether a bare singular behind "a leader and" is another office of one person: "a leader and council member"."""
    if not (first.quantity and first.quantity.article and second.quantity is None) or second.definite or second.pronoun:
        return False
    head = parsed.tokens.words[second.head]
    return head.islower() and not head.endswith("s") and is_person(parsed, second)


def _counted(parsed: Parsed, groups: list[Group]) -> tuple[Group, ...]:
    """Return objects that the word lists do not know as people but that are counted as such: "killed a subedar"."""
    return tuple(g for g in groups if g.quantity and g.head >= 0 and not g.negative and not is_thing(parsed, g))


def _quantity_before(parsed: Parsed, stop: int, first: int) -> Quantity | None:
    """Return the quantity that ends right before word `stop` (an adjective may stand between)."""
    lows = parsed.tokens.lows
    for start in range(max(first, stop - 6), stop):
        quantity = read_quantity(lows, start, stop)
        if quantity and all(parsed.tags[n] in "W" for n in range(quantity.end, stop)) and stop - quantity.end <= 2:
            return quantity
    return None


def _read_subsets(parsed: Parsed, start: int, stop: int) -> tuple[Group, ...]:
    """Return the parts that ", including three children" or "among them two nurses" names."""
    lows, n = parsed.tokens.lows, start
    limit = min(stop, start + 12)
    while n < limit and lows[n] not in ("and", "while", "but", ";") and not (n > start and parsed.tags[n] == "V"):
        if parsed.tags[n] == "N" and (part := _read_partitive(parsed, n, stop)):
            return part
        for opener in _SUBSET_OPENERS:
            if lows[n] == opener[0] and tuple(lows[n : n + len(opener)]) == opener:
                return _people(parsed, read_groups_after(parsed, n + len(opener), stop))
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


def _deny(trigger: Trigger, start: int) -> Harm:
    return Harm(
        trigger.sense.measure or "",
        trigger,
        start,
        trigger.end,
        count=Count(0, 0, 0, "none"),
        rule="nobody",
    )


def _read_denials(parsed: Parsed, triggers: list[Trigger], places: _Places) -> list[Harm]:
    """Read "there were no casualties", "no injuries were reported", "without causing any loss of life"."""
    lows, found = parsed.tokens.lows, []
    by_word = {t.start: t for t in triggers}
    for n in _places_of(places, _HARM_NOUNS):
        if n and (measures := _denied_measures(lows, n)):
            start = max(0, n - 4)
            start = next(m for m in range(n, start - 1, -1) if lows[m] in _NEGATIVE or m == start)
            end = n + 3 if lows[n + 1 : n + 3] == ["of", "life"] else n + 1
            trigger = by_word.get(n) or Trigger(n, n + 1, _DENIAL)
            found += [
                Harm(m, trigger, start, end, count=Count(0, 0, 0, "none"), rule="no-casualties") for m in measures
            ]
    return found


def _read_memberships(parsed: Parsed, places: _Places) -> list[Harm]:
    """Read "among the dead were two nurses" and "seven Afghans were among those killed": parts, not totals."""
    found = []
    lows = parsed.tokens.lows
    for n in _places_of(places, ("of", "was", "were", "among")):
        low = lows[n]
        if low == "of" and lows[n + 1 : n + 2] == ["the"] and lows[n + 2 : n + 3] and lows[n + 2] in _MEASURES:
            found += _read_share(parsed, n)
        if low in ("was", "were") and n and (shares := _read_who_they_were(parsed, n)):
            found.append(shares)
        if low != "among":
            continue
        first, last = parsed.bounds(n)
        measure = next((_MEASURES[w] for w in lows[n + 1 : min(last, n + 10)] if w in _MEASURES), None)
        verb = next((m for m in range(n + 2, min(last, n + 6)) if lows[m] in _BE), None)
        if measure and n > first and lows[n - 1] in _BE:
            parts = _people(parsed, find_subject(parsed, n - 1, first))
        elif measure and verb and not any(parsed.tags[m] == "V" for m in range(n + 1, verb)):
            parts = _people(parsed, read_groups_after(parsed, verb + 1, last))
        else:
            continue
        if parts:
            start, end = min(n, parts[0].start), max(n + 1, parts[-1].end)
            found.append(Harm(measure, Trigger(n, n + 1, _DENIAL), start, end, subsets=parts, rule="among"))
    return found


def _read_who_they_were(parsed: Parsed, verb: int) -> Harm | None:
    """Read "the victims were a tailor and two cooks", "the deceased, identified as Omar Bel, was a teacher"."""
    first, last = parsed.bounds(verb)
    if parsed.tokens.lows[first : first + 1] != ["the"] or verb - first > 14 or verb + 1 >= last:
        return None
    word = parsed.tokens.lows[first + 1]
    if word not in ("victim", "victims", "deceased", "dead", "slain", "injured", "wounded"):
        return None
    parts = tuple(g for g in _people(parsed, read_groups_after(parsed, verb + 1, last)) if not g.definite)
    if not parts or parsed.tags[verb + 1] == "V":
        return None
    measure = _MEASURES.get(word, "killed")
    return Harm(measure, Trigger(verb, verb + 1, _DENIAL), first, parts[-1].end, subsets=parts, rule="who-they-were")


def _read_share(parsed: Parsed, of: int) -> list[Harm]:
    """Read "seven of the dead were women" and "of the dead, 14 were tourists" at their "of"."""
    lows, (first, last) = parsed.tokens.lows, parsed.bounds(of)
    before, verb = _quantity_before(parsed, of, first), of + 3
    if before is None and verb < last and lows[verb] == ",":
        before = read_quantity(lows, of + 4, last)
        verb = before.end if before else last
    if before is None or verb >= last or lows[verb] not in _BE:
        return []
    groups = [g for g in read_groups_after(parsed, verb + 1, last)[:1] if g.quantity is None and is_person(parsed, g)]
    parts = tuple(replace(g, quantity=before) for g in groups)
    start = min(before.start, of)
    trigger = Trigger(of, of + 1, _DENIAL)
    return [Harm(_MEASURES[lows[of + 2]], trigger, start, g.end, subsets=parts, rule="share") for g in parts]


_MEASURES = {
    **dict.fromkeys(("dead", "killed", "slain", "fatalities", "victims", "deceased"), "killed"),
    **dict.fromkeys(("injured", "wounded"), "injured"),
    **dict.fromkeys(("abducted", "hostages", "kidnapped", "captives"), "abducted"),
}
_DENIAL = Sense("harm", "noun")
_NEGATIVE = frozenset("no any without not never nil didn't didnt zero".split())


def _denied_measures(lows: list[str], n: int) -> tuple[str, ...]:
    window = lows[max(0, n - 4) : n]
    told_of_none = lows[max(0, n - 6) : n].count("no") > 0 and bool(_REPORTS & set(window))
    denied = (
        told_of_none
        or "no" in window[-3:]
        or "nil" in window
        or "without" in window
        or ("any" in window and _negated_before(lows, n))
    )
    if not denied or any(w in ("further", "more", "other", "civilian", "claim", "responsibility") for w in window):
        return ()
    if lows[n].startswith(("casualt", "causalit", "victim")):
        return ("killed", "injured")
    if lows[n] == "losses":
        return ("killed",)
    if lows[n] in ("loss", "damage"):
        of_life = {"life", "lives"} & set(lows[n + 1 : n + 4]) or lows[n - 1] == "human"
        return ("killed",) if of_life else ()
    if lows[n].startswith(("fatalit", "death")):
        return ("killed",)
    return ("injured",) if lows[n].startswith("injur") else ()


_REPORTS = frozenset("report reports information news word".split())


def _negated_before(lows: list[str], n: int) -> bool:
    return any(w in ("not", "never", "without") or w.endswith(("n't", "didnt")) for w in lows[max(0, n - 8) : n])
