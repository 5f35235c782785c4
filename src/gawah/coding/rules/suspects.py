"""Persons whom a text names as charged with the act, tried or convicted for it, or calls its suspects, bombers or gunmen."""

from dataclasses import dataclass, replace

from gawah.coding.rules.people import named_person
from gawah.coding.rules.phrases import Group, Parsed, find_subject, read_group, read_groups_after

_CHARGES = frozenset("charged indicted arraigned accused convicted sentenced guilty executed tried convicts indicts charges".split())
_VERDICTS = frozenset("convicted sentenced guilty executed convicts".split())
_BE = frozenset("was were been is are being found".split())
_DOERS = frozenset(
    "suspect suspects bomber bombers gunman gunmen attacker attackers shooter shooters perpetrator perpetrators mastermind "
    "masterminds assailant assailants killer killers assassin hijacker hijackers".split()
)
_OTHER_OFFENCES = frozenset(
    "impeding obstruction obstructing lying perjury hampering harboring harbouring destroying misleading concealing helping drug "
    "drugs fraud tax corruption smuggling trafficking immigration theft bribery laundering forgery".split()
)
_MOURNED = frozenset("death killing murder funeral arrest family wife mother father friend lawyer lawyers".split())
_PAIR = frozenset("brothers suspects pair duo two".split())


@dataclass(frozen=True, slots=True)
class Suspect:
    """A person named as the doer by the words [start, end), with the basis that these words give."""

    name: str
    basis: str
    start: int
    end: int
    sentence: int
    rule: str


def find_suspects(parsed: Parsed) -> list[Suspect]:
    """Return the persons named as doers in a text, one entry for each place that names them so."""
    found: list[Suspect] = []
    lows = parsed.tokens.lows
    for number, (first, last) in enumerate(parsed.tokens.sentences):
        for n in range(first, last):
            if lows[n] in _CHARGES:
                found += _read_charge(parsed, n, first, last, number)
            elif lows[n] in _DOERS and n + 1 < last:
                found += _read_epithet(parsed, n, first, last, number)
    return found


def suspects_meant(parsed: Parsed, group: Group, suspects: list[Suspect]) -> list[Suspect]:
    """Return the suspects whom a phrase points back to: "the brothers", or a surname that only one of them has."""
    lows = parsed.tokens.lows
    if group.pronoun or group.head < 0 or not suspects:
        return []
    by_name = {s.name: s for s in suspects}
    if group.definite and lows[group.head] in _PAIR:
        return list(by_name.values()) if len(by_name) == 2 else []
    if group.end - group.start == 1 and parsed.tokens.words[group.start][0].isupper():
        word = parsed.tokens.words[group.start]
        meant = [s for name, s in by_name.items() if word in name.split()]
        return meant if len(meant) == 1 else []
    return []


def _read_charge(parsed: Parsed, n: int, first: int, last: int, number: int) -> list[Suspect]:
    """Read "X was charged with …", "indicted X and Y", "X was convicted", "X pleaded not guilty": persons only."""
    lows = parsed.tokens.lows
    if _OTHER_OFFENCES & set(lows[n + 1 : min(last, n + 16)]) or (lows[n - 1 : n] == ["not"] and lows[n] != "guilty"):
        return []
    plea = lows[n] == "guilty" and any(w in ("pleaded", "pleads", "plead", "pled") for w in lows[max(first, n - 3) : n])
    passive = plea or any(w in _BE for w in lows[max(first, n - 3) : n])
    at = next((m for m in range(n - 1, max(first - 1, n - 4), -1) if lows[m].startswith("ple")), n) if plea else n
    groups = find_subject(parsed, at, first) if passive else read_groups_after(parsed, n + 1, last)
    basis = "convicted" if lows[n] in _VERDICTS and not (plea and "not" in lows[n - 1 : n]) else "accused_by_authorities"
    return [s for g in groups[:10] for s in _name(parsed, g, n, number, basis, "charged")]


def _read_epithet(parsed: Parsed, n: int, first: int, last: int, number: int) -> list[Suspect]:
    """Read "bombing suspect X", "the gunman, X,", "suspected bombers, X and Y"."""
    lows = parsed.tokens.lows
    at = n + 1 + (parsed.tokens.words[n + 1] == ",")
    opening = lows[max(first, n - 5) : n]
    if at >= last or not parsed.tokens.words[at][0].isupper() or _MOURNED & set(opening):
        return []
    doubted = lows[n].startswith("suspect") or {"suspected", "accused", "alleged"} & set(opening)
    basis = "accused_by_authorities" if doubted else "reported_as_fact"
    groups = read_groups_after(parsed, at, last)[: 3 if lows[n].endswith("s") else 1]
    return [s for g in groups for s in _name(parsed, g, n, number, basis, "named-doer")]


def _name(parsed: Parsed, group: Group, n: int, number: int, basis: str, rule: str) -> list[Suspect]:
    name = named_person(parsed, group)
    if name is None:
        return []
    start, end = min(group.start, n), max(group.end, n + 1)
    suspect = Suspect(name, basis, start, end, number, rule)
    brother = _read_brother(parsed, group.end)
    return [suspect, replace(suspect, name=brother[0], end=max(end, brother[1]))] if brother else [suspect]


def _read_brother(parsed: Parsed, n: int) -> tuple[str, int] | None:
    """Read "and his brother, X" behind a suspect's name."""
    lows = parsed.tokens.lows
    _, last = parsed.bounds(n - 1)
    window = lows[n : min(last, n + 4)]
    if window[:2] != ["and", "his"] or "brother" not in window:
        return None
    at = n + window.index("brother") + 1
    at += at < last and parsed.tokens.words[at] == ","
    group = read_group(parsed, at, last) if at < last else None
    name = named_person(parsed, group) if group else None
    return (name, group.end) if name and group else None
