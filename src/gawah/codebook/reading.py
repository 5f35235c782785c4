"""Reads the codebook's YAML files and checks every entry in them.

Every scalar is read as text, whatever YAML would make of it: "015" stays a CAMEO code and "no" stays a word. What is
wrong raises CodebookError, which names the file, the line and the entry.
"""

import string
from collections.abc import Iterable, Mapping
from dataclasses import replace
from functools import cache
from pathlib import Path
from types import MappingProxyType
from typing import Any, get_args

import yaml

from gawah import model
from gawah.codebook.entries import Detail, Entry, Scheme, Vocabulary
from gawah.errors import CodebookError

SHIPPED = Path(__file__).parent
"""The folder of the codebook that comes with Gawah."""

FILES: Mapping[str, tuple[str, ...]] = {
    "incident_types.yaml": ("incident_types", "incident_outcomes"),
    "response_types.yaml": ("response_types", "response_statuses"),
    "attribution.yaml": ("bases", "speaker_roles", "claim_modes"),
    "people.yaml": (
        "actor_kinds",
        "victim_statuses",
        "victim_outcomes",
        "age_groups",
        "sexes",
        "person_statuses",
        "target_effects",
    ),
    "weapons.yaml": ("weapon_classes", "weapon_types"),
    "counts.yaml": ("measures", "said", "figure_statuses", "quantity_words", "quantity_policies"),
    "precision.yaml": ("date_precisions", "place_precisions", "place_relations", "other_place_roles"),
    "vocabularies.yaml": (
        "told_as",
        "not_coded_reasons",
        "event_kinds",
        "link_kinds",
        "conflict_kinds",
        "span_roles",
        "evidence_kinds",
        "verdicts",
        "audiences",
        "workflows",
        "verifications",
        "report_kinds",
    ),
    "fields.yaml": ("fields",),
}
"""Which vocabularies each file holds, in the order in which they are printed."""

SCHEMES_FILE = "schemes.yaml"

_ENTRY_TEXTS = ("label", "definition", "instruction", "example")
_VOCABULARY_KEYS = {"label", "definition", "details", "entries"}
_TEMPLATES: Mapping[str, set[str]] = {
    "alone": set(),
    "by": {"by"},
    "name": {"name"},
    "name_by": {"name", "by"},
}


def file_of(vocabulary: str) -> str:
    """Return the name of the file that holds `vocabulary`. Raises CodebookError where there is no such vocabulary."""
    for file, names in FILES.items():
        if vocabulary in names:
            return file
    raise CodebookError(f"the codebook has no vocabulary {vocabulary!r}")


@cache
def read_vocabularies(folder: Path, file: str) -> Mapping[str, Vocabulary]:
    """Return the vocabularies in one file of the codebook in `folder`, checked. Raises CodebookError."""
    tree = read_tree(folder / file)
    _check_names(file, tree, FILES[file], "vocabularies")
    schemes = read_schemes(folder)
    found = {name: _vocabulary(file, name, _mapping(file, name, tree[name]), schemes) for name in FILES[file]}
    return MappingProxyType(found)


def list_vocabularies(folder: Path) -> Mapping[str, Vocabulary]:
    """Return every vocabulary of the codebook in `folder`. Raises CodebookError."""
    return {name: found for file in FILES for name, found in read_vocabularies(folder, file).items()}


@cache
def read_schemes(folder: Path) -> Mapping[str, Scheme]:
    """Return the code lists of other codebooks that crosswalks point to, by id. Raises CodebookError."""
    schemes = {}
    for name, node in read_tree(folder / SCHEMES_FILE).items():
        body = _mapping(SCHEMES_FILE, name, node)
        _check_names(SCHEMES_FILE, body, ("label", "codes"), name)
        schemes[name] = Scheme(name, _text(SCHEMES_FILE, name, body["label"]), _codes(name, body["codes"]))
    return MappingProxyType(schemes)


def _codes(scheme: str, node: Any) -> Mapping[str, str]:
    if isinstance(node, list):
        codes = dict.fromkeys(_texts(SCHEMES_FILE, scheme, node), "")
        if len(codes) < len(node):
            raise CodebookError(f"{SCHEMES_FILE}: {scheme}: the same code twice")
        return MappingProxyType(codes)
    body = _mapping(SCHEMES_FILE, scheme, node)
    return MappingProxyType({code: _text(SCHEMES_FILE, f"{scheme}/{code}", label) for code, label in body.items()})


# --- YAML to dicts, lists and texts -----------------------------------------------------------------------------------


def read_tree(path: Path) -> dict[str, Any]:
    """Return what a YAML file holds, every scalar as the text that stands there. Raises CodebookError."""
    loader = getattr(yaml, "CBaseLoader", yaml.BaseLoader)
    try:
        node = yaml.compose(path.read_text(encoding="utf-8"), Loader=loader)
    except OSError as error:
        raise CodebookError(f"{path.name}: cannot be read: {error.strerror}") from error
    except (yaml.YAMLError, UnicodeDecodeError) as error:
        raise CodebookError(f"{path.name}: not YAML: {' '.join(str(error).split())}") from error
    return _mapping(path.name, "the file", _build(path.name, node))


def _build(file: str, node: Any) -> Any:
    if isinstance(node, yaml.ScalarNode):
        return node.value
    if isinstance(node, yaml.SequenceNode):
        return [_build(file, item) for item in node.value]
    if not isinstance(node, yaml.MappingNode):
        return None
    out: dict[str, Any] = {}
    for key, value in node.value:
        if not isinstance(key, yaml.ScalarNode) or key.value in out:
            what = f"{key.value!r} stands twice" if isinstance(key, yaml.ScalarNode) else "a key is no text"
            raise CodebookError(f"{file}:{key.start_mark.line + 1}: {what}")
        out[key.value] = _build(file, value)
    return out


# --- dicts, lists and texts to entries --------------------------------------------------------------------------------


def _vocabulary(file: str, name: str, body: Mapping[str, Any], schemes: Mapping[str, Scheme]) -> Vocabulary:
    _check_keys(file, name, body, _VOCABULARY_KEYS)
    label, definition = (_text(file, name, body.get(key), key) for key in ("label", "definition"))
    kinds = {k: _text(file, name, v) for k, v in _mapping(file, name, body.get("details", {})).items()}
    items = _mapping(file, name, body.get("entries")).items()
    entries = {key: _entry(file, name, key, _mapping(file, f"{name}/{key}", e), kinds, schemes) for key, e in items}
    _check_model(file, name, entries)
    _check_shapes(file, entries)
    entries = inherit(file, entries)
    return Vocabulary(name, label, definition, MappingProxyType(entries))


def _entry(
    file: str,
    vocabulary: str,
    key: str,
    body: Mapping[str, Any],
    kinds: Mapping[str, str],
    schemes: Mapping[str, Scheme],
) -> Entry:
    where = f"{vocabulary}/{key}"
    _check_keys(file, where, body, {*_ENTRY_TEXTS, "crosswalk", "note", *kinds})
    label, definition, instruction, example = (_text(file, where, body.get(k), k) for k in _ENTRY_TEXTS)
    crosswalk = _crosswalk(file, where, body.get("crosswalk", {}), schemes)
    note = _text(file, where, body["note"], "note") if "note" in body else None
    details = _details(file, where, body, kinds)
    if vocabulary == "bases":
        _check_templates(file, where, details)
    return Entry(vocabulary, key, label, definition, instruction, example, crosswalk, note, details)


def _crosswalk(file: str, where: str, node: Any, schemes: Mapping[str, Scheme]) -> Mapping[str, tuple[str, ...]]:
    out: dict[str, tuple[str, ...]] = {}
    for scheme, value in _mapping(file, where, node).items():
        if scheme not in schemes:
            raise CodebookError(f"{file}: {where}: crosswalk to an unknown scheme {scheme!r}")
        codes = _texts(file, where, value if isinstance(value, list) else [value])
        for code in codes:
            if code not in schemes[scheme].codes:
                raise CodebookError(f"{file}: {where}: crosswalk to {code!r}, which {scheme} does not have")
        out[scheme] = codes
    return MappingProxyType(out)


def _details(file: str, where: str, body: Mapping[str, Any], kinds: Mapping[str, str]) -> Mapping[str, Detail]:
    out: dict[str, Detail] = {}
    for key, kind in kinds.items():
        if key in body:
            out[key] = _detail(file, f"{where}/{key}", body[key], kind.removesuffix("?"))
        elif not kind.endswith("?"):
            raise CodebookError(f"{file}: {where}: has no {key}")
    return MappingProxyType(out)


def _detail(file: str, where: str, node: Any, kind: str) -> Detail:
    """Return a detail of the kind that the vocabulary's head declares, as "texts" or "one of A | B"."""
    if kind == "text":
        return _text(file, where, node)
    if kind == "texts":
        return _texts(file, where, node)
    if kind == "number":
        return _number(file, where, node)
    if kind == "numbers":
        return MappingProxyType({k: _number(file, where, v) for k, v in _mapping(file, where, node).items()})
    if kind == "vocabulary":
        return _one_of(file, where, node, [name for names in FILES.values() for name in names])
    if kind.startswith("one of "):
        return _one_of(file, where, node, kind.removeprefix("one of ").split(" | "))
    raise CodebookError(f"{file}: {where}: the vocabulary's head declares an unknown kind of detail {kind!r}")


def _one_of(file: str, where: str, node: Any, allowed: Iterable[str]) -> str:
    text = _text(file, where, node)
    if text not in allowed:
        raise CodebookError(f"{file}: {where}: {text!r} is none of {', '.join(allowed)}")
    return text


# --- checks -----------------------------------------------------------------------------------------------------------


def _mapping(file: str, where: str, node: Any) -> dict[str, Any]:
    if not isinstance(node, dict):
        raise CodebookError(f"{file}: {where}: a mapping is wanted here")
    return node


def _text(file: str, where: str, node: Any, key: str = "text") -> str:
    if not isinstance(node, str) or not node.strip():
        raise CodebookError(f"{file}: {where}: has no {key}")
    return node


def _texts(file: str, where: str, node: Any) -> tuple[str, ...]:
    if not isinstance(node, list):
        raise CodebookError(f"{file}: {where}: a list is wanted here")
    return tuple(_text(file, where, item) for item in node)


def _number(file: str, where: str, node: Any) -> int:
    text = _text(file, where, node)
    if not text.isdecimal():
        raise CodebookError(f"{file}: {where}: {text!r} is no whole number")
    return int(text)


def _check_keys(file: str, where: str, body: Mapping[str, Any], known: set[str]) -> None:
    if unknown := [key for key in body if key not in known]:
        raise CodebookError(f"{file}: {where}: unknown key {unknown[0]!r}")


def _check_names(file: str, tree: Mapping[str, Any], wanted: Iterable[str], what: str) -> None:
    wanted = tuple(wanted)
    if set(tree) != set(wanted):
        raise CodebookError(f"{file}: {what}: wanted {', '.join(wanted)}; found {', '.join(tree)}")


def _check_templates(file: str, where: str, details: Mapping[str, Detail]) -> None:
    for slot, wanted in _TEMPLATES.items():
        template = details.get(slot)
        if isinstance(template, str) and _placeholders(file, where, template) != wanted:
            names = " and ".join(f"{{{name}}}" for name in sorted(wanted)) or "no placeholder"
            raise CodebookError(f"{file}: {where}: {slot} must hold {names}: {template!r}")


def _placeholders(file: str, where: str, template: str) -> set[str]:
    try:
        return {name for _, name, _, _ in string.Formatter().parse(template) if name is not None}
    except ValueError as error:
        raise CodebookError(f"{file}: {where}: {error}: {template!r}") from error


def _check_shapes(file: str, entries: Mapping[str, Entry]) -> None:
    """Check that every shape that a field points to has fields of its own."""
    shapes = {key.partition("/")[0] for key in entries}
    for entry in entries.values():
        if "shape" in entry.details and entry.text("shape") not in shapes:
            raise CodebookError(
                f"{file}: {entry.vocabulary}/{entry.id}: no field has the shape {entry.text('shape')!r}"
            )


def list_parents(entries: Mapping[str, Entry], id_: str) -> tuple[str, ...]:
    """Return the ids of the entries of which one is a narrower one, the nearest first."""
    found: list[str] = []
    while id_ in entries and (parent := entries[id_].text("parent")) and parent not in found:
        found.append(parent)
        id_ = parent
    return tuple(found)


def inherit(file: str, entries: Mapping[str, Entry]) -> dict[str, Entry]:
    """Return entries with their parents' crosswalks where they have none of their own.

    Raises CodebookError for a parent that is not there, or that is below its own child.
    """
    for id_, entry in entries.items():
        where, above = f"{entry.vocabulary}/{id_}", list_parents(entries, id_)
        if unknown := [parent for parent in above if parent not in entries]:
            raise CodebookError(f"{file}: {where}: its parent {unknown[0]!r} is none of {', '.join(entries)}")
        if id_ in above:
            raise CodebookError(f"{file}: {where}: its parent {above[0]!r} is a narrower one of it")
    return {id_: _inherit_codes(entries, entry) for id_, entry in entries.items()}


def _inherit_codes(entries: Mapping[str, Entry], entry: Entry) -> Entry:
    codes: dict[str, tuple[str, ...]] = {}
    for parent in (entry.id, *list_parents(entries, entry.id)):
        codes = {**entries[parent].crosswalk, **codes}
    return entry if codes.keys() == entry.crosswalk.keys() else replace(entry, crosswalk=MappingProxyType(codes))


def _check_model(file: str, vocabulary: str, entries: Mapping[str, Entry]) -> None:
    """Check that the ids are those that the model's types allow, where the model has a closed list."""
    allowed = _model_values().get(vocabulary)
    if allowed is not None and set(entries) != set(allowed):
        wrong = ", ".join(sorted(set(entries) ^ set(allowed)))
        raise CodebookError(f"{file}: {vocabulary}: the model and the codebook disagree about {wrong}")


@cache
def _model_values() -> Mapping[str, tuple[str, ...]]:
    return {
        "told_as": _literal(model.Incident, "told_as"),
        "date_precisions": _literal(model.When, "precision"),
        "place_precisions": _literal(model.Place, "precision"),
        "place_relations": _literal(model.Place, "relation"),
        "other_place_roles": _literal(model.OtherPlace, "role"),
        "said": (*_literal(model.Count, "said"), "silent"),  # a count that nobody speaks of is no Count at all
        "figure_statuses": _literal(model.Figure, "status"),
        "conflict_kinds": _literal(model.Conflict, "kind"),
        "evidence_kinds": _literal(model.Evidence, "kind"),
        "event_kinds": get_args(model.EventKind),
        "link_kinds": get_args(model.LinkKind),
        "span_roles": get_args(model.SpanRole),
        "verdicts": get_args(model.Verdict),
        "audiences": get_args(model.Audience),
        "workflows": get_args(model.Workflow),
        "verifications": get_args(model.Verification),
        "person_statuses": get_args(model.PersonStatus),
    }


def _literal(record: type, field: str) -> tuple[str, ...]:
    return get_args(record.__annotations__[field])
