"""Harm without a verb of harm: "the dead numbered nine", "Wounded: 4", "blew himself up", "no casualties"."""

from gawah.coding.rules.harms.harm import DENIAL, MEASURES, Harm
from gawah.coding.rules.harms.victims import quantity_before
from gawah.coding.rules.numbers import read_quantity
from gawah.coding.rules.people import is_thing
from gawah.coding.rules.phrases import Parsed, find_subject, read_groups_after
from gawah.coding.rules.triggers import Trigger
from gawah.model import Count

_HARM_NOUNS = frozenset(
    "casualties casualty causalities losses injuries injury fatalities fatality deaths death loss damage harm "
    "victims".split()
)
_SELVES = frozenset(["himself", "herself", "themselves"])
_CAPTIVES = frozenset(["captives", "hostages"])
_MEASURED = frozenset(MEASURES)


def read_numbers_of(parsed: Parsed) -> list[Harm]:
    """Read "the dead numbered nine", "put the dead at nine", "the injured, seven in all", "all nine victims"."""
    lows, found = parsed.tokens.lows, []
    for n in [n for n in parsed.tokens.find_all(_MEASURED | _CAPTIVES) if n]:
        low = lows[n]
        if low in _CAPTIVES and parsed.tags[n - 1] == "N":
            first, _ = parsed.bounds(n)
            held = quantity_before(parsed, n, first)
            trigger = Trigger(n, n + 1, DENIAL)
            found += [Harm("abducted", trigger, held.start, n + 1, count=held.count, rule="captives")] if held else []
        if low not in MEASURES or (lows[n - 1] not in ("the", "all") and parsed.tags[n - 1] != "N"):
            continue
        first, last = parsed.bounds(n)
        quantity, end = None, n + 1
        if low == "victims" and lows[n - 2] in ("all", "the"):
            quantity, end = quantity_before(parsed, n, first), n + 1
        for at in range(n + 1, min(last, n + 4)):
            if lows[at] in ("numbered", "number", "at", ",") and quantity is None:
                quantity = read_quantity(lows, at + 1, last)
                if quantity and lows[at] == "," and lows[quantity.end : quantity.end + 2] != ["in", "all"]:
                    quantity = None
                end = quantity.end if quantity else end
        if quantity and not quantity.article and quantity.count.said == "number":
            start = min(n - 1, quantity.start)
            found.append(Harm(MEASURES[low], Trigger(n, n + 1, DENIAL), start, end, count=quantity.count, rule="toll"))
    return found


def read_ellipsis(parsed: Parsed, harm: Harm) -> Harm | None:
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


def read_labels(parsed: Parsed) -> list[Harm]:
    """Read what begins with the harm: "Deceased: 12 guards and 1 sergeant. Wounded: 4", "Killed were two guards"."""
    lows, tags, found = parsed.tokens.lows, parsed.tags, []
    for n in [n for n in parsed.tokens.find_all(_MEASURED) if n + 2 < len(lows)]:
        if lows[n + 1] in (":", "were", "was") and (n == 0 or tags[n - 1] not in "WNDVXARCP"):
            _, last = parsed.bounds(n + 1)
            groups = tuple(g for g in read_groups_after(parsed, n + 2, last) if g.quantity and not is_thing(parsed, g))
            trigger = Trigger(n, n + 1, DENIAL)
            found += [Harm(MEASURES[lows[n]], trigger, n, groups[-1].end, groups, rule="label")] if groups else []
    return found


def read_selves(parsed: Parsed) -> list[Harm]:
    """Read "blew himself up" and "killing themselves and 11 others": attackers who died by their own hand."""
    lows, found = parsed.tokens.lows, []
    for n in [n for n in parsed.tokens.find_all(_SELVES) if n]:
        verb = next((m for m in (n - 1, n - 2) if m >= 0 and lows[m] in _OWN_HAND), None)
        if verb is None:
            continue
        first, _ = parsed.bounds(n)
        many = _count_selves(parsed, verb, first) if lows[n] == "themselves" else None
        if many or lows[n] != "themselves":
            trigger = Trigger(verb, n + 1, DENIAL)
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


def read_denials(parsed: Parsed, triggers: list[Trigger]) -> list[Harm]:
    """Read "there were no casualties", "no injuries were reported", "without causing any loss of life"."""
    lows, found = parsed.tokens.lows, []
    by_word = {t.start: t for t in triggers}
    for n in parsed.tokens.find_all(_HARM_NOUNS | _WHOLE):
        if n and (measures := _spared_measures(lows, n) or _denied_measures(lows, n)):
            start = max(0, n - 4)
            start = next(m for m in range(n, start - 1, -1) if lows[m] in _NEGATIVE or m == start)
            end = n + 3 if lows[n + 1 : n + 3] == ["of", "life"] else n + 1
            trigger = by_word.get(n) or Trigger(n, n + 1, DENIAL)
            found += [
                Harm(m, trigger, start, end, count=Count(0, 0, 0, "none"), rule="no-casualties") for m in measures
            ]
    return found


def _spared_measures(lows: list[str], n: int) -> tuple[str, ...]:
    """Return what befell nobody by "everyone escaped unhurt" and "no one came to harm"."""
    before = lows[max(0, n - 6) : n]
    spared = not _EVERYBODY.isdisjoint(before) if lows[n] in _WHOLE else False
    nobody = lows[n] == "harm" and lows[n - 1] == "to" and ("nobody" in before or before[:-1].count("one") > 0)
    return ("killed", "injured") if spared or (nobody and not {"no", "nobody"}.isdisjoint(before)) else ()


_WHOLE = frozenset("unharmed unhurt unscathed".split())
_EVERYBODY = frozenset(["everyone", "everybody"])
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
