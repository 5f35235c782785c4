"""A record told in MUC-4's simplified templates: one a leaf incident of a type that MUC-4 has.

MUC-4's roles hold words of the text, so what the record names in other words is looked for in the text first.
"""

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import cache
from importlib import resources
from typing import Any

import yaml

from gawah.codebook import load
from gawah.errors import CodebookError
from gawah.evaluate.flat import list_quotes
from gawah.evaluate.muc4_templates import Template, drop_repeated, make_template, normalise

_SHORT = 3
"""Words; a longer text of a weapon tells how it was used, and its type is the better name."""


def fill_templates(record: Mapping[str, Any], text: str) -> tuple[Template, ...]:
    """Return the templates that the record of `text` fills; an umbrella's parts stand for it."""
    incidents: list[Mapping[str, Any]] = record.get("incidents") or []
    umbrellas = {incident.get("part_of") for incident in incidents} - {None}
    leaves = [incident for n, incident in enumerate(incidents) if not {n, incident.get("id")} & umbrellas]
    filled = (_fill_template(incident, normalise(text)) for incident in leaves)
    return drop_repeated(filter(None, filled))


def _fill_template(incident: Mapping[str, Any], text: str) -> Template | None:
    """Return the template of one incident; None where MUC-4 has no such type, as of a battle."""
    kind = _find_type(incident)
    if kind is None:
        return None
    individuals, organisations = _split_perpetrators(incident)
    roles = {
        "PerpInd": individuals,
        "PerpOrg": organisations,
        "Target": [target.get("description") or "" for target in incident.get("targets") or []],
        "Victim": [_drop_titles(name) for name in _list_persons(incident)],
        "Weapon": [_name_weapon(weapon, text) for weapon in incident.get("weapons") or []],
    }
    return make_template([kind], {role: [[mention] for mention in mentions] for role, mentions in roles.items()})


def _find_type(incident: Mapping[str, Any]) -> str | None:
    """Return MUC-4's type by the codebook's crosswalk; of several, what the further types or weapons point to."""
    types = [incident.get("type"), *(incident.get("also_types") or [])]
    choices = _cross(types[0])
    if len(choices) < 2:
        return next(iter(choices), None)
    hints = {choice for kind in types[1:] for choice in _cross(kind)}
    if any(weapon.get("class") == "incendiary" for weapon in incident.get("weapons") or []):
        hints.add("arson")
    return next((choice for choice in choices if choice in hints), choices[-1])


def _cross(kind: Any) -> list[str]:
    try:
        entry = load().entry("incident_types", str(kind))
    except CodebookError:
        return []
    return [code.lower() for code in entry.crosswalk.get("muc4_type", ())]


# --- perpetrators -----------------------------------------------------------------------------------------------------


@cache
def _load_words() -> Mapping[str, frozenset[str]]:
    raw = yaml.safe_load(resources.files(__package__).joinpath("muc4.yaml").read_text(encoding="utf-8"))
    return {name: frozenset(words) for name, words in raw.items()}


def _split_perpetrators(incident: Mapping[str, Any]) -> tuple[list[str], list[str]]:
    """Return the perpetrators who are people and those who are bodies; people "of" a body are told as both."""
    individuals: list[str] = []
    organisations: list[str] = []
    for n, perpetrator in enumerate(incident.get("perpetrators") or []):
        name, parent = perpetrator.get("name") or "", perpetrator.get("parent")
        if perpetrator.get("kind") == "individual" or _names_people(name):
            individuals.append(name)
            organisations += [parent] if parent else _list_bodies(name)
        else:
            organisations.append(name)
            individuals += _list_people_of(name, list_quotes(incident, f"/perpetrators/{n}"))
    return individuals, organisations


def _names_people(name: str) -> bool:
    """Whether a name's main word, the last one before "of", is one for people who act."""
    head = normalise(name).split(" of ")[0].split()
    people = _load_words()["people"]
    return bool(head) and (head[-1] in people or " ".join(head[-2:]) in people)


def _list_bodies(name: str) -> list[str]:
    """Return the body in "members of the body"."""
    _, _, body = normalise(name).partition(" of ")
    return [body] if body else []


def _list_people_of(body: str, quotes: Sequence[str]) -> Iterator[str]:
    """Yield the words for people that stand right at a body's name in its quotes: "guerrillas of the BODY"."""
    name = re.escape(normalise(body))
    if not name:
        return
    people = "|".join(sorted(_load_words()["people"], key=len, reverse=True))
    patterns = (rf"\b({people}) (?:of|from|belonging to) {name}\b", rf"\b({name} (?:{people}))\b")
    for quote in map(normalise, quotes):
        for pattern in patterns:
            yield from (match[1] for match in re.finditer(pattern, quote))


# --- victims and weapons ----------------------------------------------------------------------------------------------


def _list_persons(incident: Mapping[str, Any]) -> Iterator[str]:
    for victims in incident.get("victims") or []:
        yield from (person.get("name") or "" for person in victims.get("persons") or [])


def _drop_titles(name: str) -> str:
    words = name.split()
    titles = _load_words()["titles"]
    while len(words) > 1 and normalise(words[0]) in titles:
        words.pop(0)
    return " ".join(words)


def _name_weapon(weapon: Mapping[str, Any], text: str) -> str:
    """Return a weapon in words of the text where it can be: its own words if they are few, its type, its class."""
    words, kind = weapon.get("text") or "", weapon.get("type") or ""
    few = words if len(words.split()) <= _SHORT else ""
    return _find_first((few, kind, f"{kind}s" if kind else "", words), text)


def _find_first(names: Iterable[str], text: str) -> str:
    """Return the first name whose words stand in the normalised text; else the first that is none of the empty."""
    given = [name for name in names if name]
    standing = (name for name in given if re.search(rf"\b{re.escape(normalise(name))}\b", text))
    return next(standing, given[0] if given else "")
