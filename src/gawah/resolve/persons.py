"""Persons: who is named as a victim, each once, whichever reports name him or her and however they spell it.

Which names are one person is weighed elsewhere (`PersonMatcher`) and gathered here as events are: a name that is like
two persons is nobody's. What the reports tell otherwise, the spelling among it, stays beside what was chosen.
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, TypeAlias

from gawah.gazetteer.folding import fold
from gawah.model import Json, Person
from gawah.resolve.draft import ConflictKind, Draft
from gawah.resolve.gathering import gather_events
from gawah.resolve.statements import Item, Key, Statement


@dataclass(frozen=True, slots=True)
class NamedVictim:
    """A person whom one report names as a victim of an incident."""

    person: Person
    occupation: str | None
    """Of the group that the report names the person in."""
    text: str
    """Hash of the report's text."""


Likeness: TypeAlias = tuple[float, bool]
"""Bits that speak for two names being one person, and whether that is enough to hold them to be one."""
PersonMatcher = Callable[[Sequence[NamedVictim]], Mapping[tuple[int, int], Likeness]]
"""Weighs the victims of one incident: for pairs, by their places, the lower first, how alike they are."""


def match_same_names(told: Sequence[NamedVictim]) -> Mapping[tuple[int, int], Likeness]:
    """Hold those to be one whose names are written alike, but for capitals and accents."""
    names = [fold(victim.person.name) for victim in told]
    return {(a, b): (20.0, True) for b in range(len(told)) for a in range(b) if names[a] == names[b]}


Named: TypeAlias = list[tuple[Key, Statement]]
"""One person: what is stated of him or her, each with the group of victims in which that is."""


def gather_persons(groups: Mapping[Key, Item], match: PersonMatcher) -> list[Named]:
    """Return the persons named in `groups`, each with what is stated of him or her and in which group, in order."""
    told = [(key, statement) for key in sorted(groups) for statement in _list_names(groups[key])]
    if not told:
        return []
    alike = match([_take_victim(groups[key], statement) for key, statement in told]) if len(told) > 1 else {}
    ids = [f"{n:06}" for n in range(len(told))]
    bits = {(ids[a], ids[b]): likeness for (a, b), (likeness, _) in alike.items()}
    joins = {pair: bits[pair] for (a, b), (_, one) in alike.items() if one and (pair := (ids[a], ids[b]))}
    leads = gather_events(dict(zip(ids, ids, strict=True)), [], joins, bits, [])
    found: dict[str, Named] = {}
    for id_, named in zip(ids, told, strict=True):
        found.setdefault(leads[id_], []).append(named)
    return list(found.values())


def _list_names(group: Item) -> list[Statement]:
    """Return what is stated of the persons of a group, as its coder numbered them."""
    abouts = sorted((about for about in group if about.startswith("persons/")), key=lambda a: (len(a), a))
    return [statement for about in abouts for statement in group[about]]


def _take_victim(group: Item, statement: Statement) -> NamedVictim:
    work = group["occupation"][0].value if "occupation" in group else None
    return NamedVictim(_read_person(statement.value), work, statement.text.sha256)


def _read_person(value: Json) -> Person:
    return Person(**{**value, "aliases": tuple(value.get("aliases") or ())})


_CONTESTED: Mapping[str, ConflictKind] = {"age": "contradiction", "sex": "contradiction", "outcome": "sequence"}
"""What of a person may be told in two ways, and what that is: who was injured may have died since."""


def choose_person(draft: Draft, path: str, statements: Sequence[Statement]) -> Person:
    """Return the person whom `statements` are about; the fullest name is taken, and other spellings are aliases."""
    said = sorted(statements, key=lambda s: s.rank)
    draft.gather(path, said)
    name = _choose_name(draft, f"{path}/name", said)
    told = {about: _choose_part(draft, f"{path}/{about}", about, said, kind) for about, kind in _CONTESTED.items()}
    public = any(s.value.get("status") == "public_role" for s in said)
    return Person(name, _list_aliases(name, said), status="public_role" if public else "private", **told)


def _choose_name(draft: Draft, path: str, said: Sequence[Statement]) -> str:
    """Return the first name, or the first of which it is a part; names that are no part of it are rivals."""
    first: str = said[0].value["name"]
    longer = (s.value["name"] for s in said if _is_part(first, s.value["name"]))
    name: str = max([first, *longer], key=lambda n: len(n.split()))
    rivals = [(s, s.value["name"]) for s in said if not _is_part(s.value["name"], name)]
    if rivals:
        draft.gather(path, [s for s in said if s.value["name"] == name])
        draft.dispute(path, "contradiction", rivals, name)
    return name


def _is_part(name: str, other: str) -> bool:
    return set(fold(name).split()) <= set(fold(other).split())


def _choose_part(draft: Draft, path: str, about: str, said: Sequence[Statement], kind: ConflictKind) -> Any:
    """Return what the preferred statement has, and keep what others have otherwise."""
    values = [(s, s.value[about]) for s in said if s.value.get(about) is not None]
    if not values:
        return None
    best, chosen = values[0]
    if kind == "sequence" and not _is_settled(best) and any(value == "killed" for _, value in values):
        chosen = "killed"
    rivals = [(s, value) for s, value in values if value != chosen]
    if rivals:
        draft.gather(path, [s for s, value in values if value == chosen])
        draft.dispute(path, kind, rivals, chosen)
    return chosen


def _is_settled(statement: Statement) -> bool:
    """Whether a person settled what is stated."""
    return not statement.rank[0]


def _list_aliases(name: str, said: Sequence[Statement]) -> tuple[str, ...]:
    """Return each other name or spelling once, in the order of preference."""
    names = [n for s in said for n in (s.value["name"], *(s.value.get("aliases") or ()))]
    found = {fold(n): n for n in reversed(names) if fold(n) != fold(name)}
    return tuple(reversed(found.values()))
