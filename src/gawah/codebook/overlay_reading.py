"""Reads a project's `codebook.yaml` and checks all that it says.

All that is wrong is told at once, each with the file, the line and the key, and what to do. Every scalar is read as
text: "no" stays a word.
"""

import hashlib
import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from pathlib import Path
from types import MappingProxyType
from typing import Any, TypeVar

import yaml

from gawah.codebook.entries import Entry
from gawah.codebook.overlay import FIELD_KINDS, ActorWord, Choice, CustomField, Overlay, TradeWord
from gawah.codebook.reading import SHIPPED, inherit, list_vocabularies, read_schemes
from gawah.errors import CodebookError
from gawah.model import canonical_json

_PARTS = ("types", "fields", "words", "labels", "required", "two_persons", "language")
_ID = re.compile(r"[a-z][a-z0-9_]*")
_LANGUAGE = re.compile(r"[a-z]{2,3}(-[A-Za-z0-9]+)*")
_At = tuple[str, ...]
_T = TypeVar("_T")


def read_overlay(path: Path) -> Overlay:
    """Return what the project's codebook at `path` says. Raises CodebookError for the first thing that is wrong."""
    overlay, problems = check_overlay(path)
    if problems:
        more = f" ({len(problems) - 1} more: `gawah codebook check {path}`)" if len(problems) > 1 else ""
        raise CodebookError(problems[0] + more)
    return overlay


def check_overlay(path: Path) -> tuple[Overlay, list[str]]:
    """Return what the project's codebook at `path` says, and all that is wrong with it, a line each.

    Raises CodebookError where it cannot be read at all.
    """
    tree, lines = _read_file(path)
    reader = _Reader(str(path), lines)
    overlay = reader.read(tree)
    return overlay, reader.problems


def _read_file(path: Path) -> tuple[Any, Mapping[_At, int]]:
    """Return the file's tree, all scalars as text, and the line of every key."""
    try:
        node = yaml.compose(path.read_text("utf-8"), Loader=yaml.BaseLoader)
    except OSError as error:
        raise CodebookError(f"{path}: it cannot be opened ({error.strerror}); name another file") from None
    except (yaml.YAMLError, UnicodeDecodeError) as error:
        raise CodebookError(f"{path}: this is no YAML ({' '.join(str(error).split())}); mend it") from None
    lines: dict[_At, int] = {}
    return _build(str(path), node, (), lines), lines


def _build(file: str, node: Any, at: _At, lines: dict[_At, int]) -> Any:
    if node is None:
        return {}
    lines.setdefault(at, node.start_mark.line + 1)
    if isinstance(node, yaml.ScalarNode):
        return node.value
    if isinstance(node, yaml.SequenceNode):
        return [_build(file, item, (*at, str(n)), lines) for n, item in enumerate(node.value)]
    found: dict[str, Any] = {}
    for key, value in node.value:
        line = key.start_mark.line + 1
        if not isinstance(key, yaml.ScalarNode):
            raise CodebookError(f"{file}:{line}: a key is no text; write it as `name: …`")
        if key.value in found:
            raise CodebookError(f"{file}:{line}: {key.value} stands twice; take one of them out")
        lines[(*at, key.value)] = line
        found[key.value] = _build(file, value, (*at, key.value), lines)
    return found


class _Reader:
    """Reads a tree, and notes what is wrong in it."""

    def __init__(self, file: str, lines: Mapping[_At, int]) -> None:
        self.file, self.lines = file, lines
        self.problems: list[str] = []
        self.shipped = list_vocabularies(SHIPPED)

    def refuse(self, at: _At, problem: str, remedy: str) -> None:
        """Note what is wrong at a key, and what to do."""
        line = next((self.lines[at[:n]] for n in range(len(at), -1, -1) if at[:n] in self.lines), 1)
        where = f" {'/'.join(at)}:" if at else ""
        self.problems.append(f"{self.file}:{line}:{where} {problem}; {remedy}")

    def read(self, tree: Any) -> Overlay:
        """Return what the file says, as far as it is right."""
        said = self.mapping((), tree, _PARTS)
        types = self.read_types(said.get("types", {}))
        fields = self.read_fields(said.get("fields", {}))
        words = self.mapping(("words",), said.get("words", {}), ("types", "weapons", "actors", "trades"))
        known = {**self.shipped["incident_types"].entries, **types}
        weapons = self.shipped["weapon_types"].entries
        coding = {name: said[name] for name in ("types", "fields", "words") if said.get(name)}
        return Overlay(
            self.file,
            _digest(said),
            _digest(coding) if coding else "",
            self.read_language(said.get("language")),
            types,
            fields,
            self.read_words(("words", "types"), words.get("types", {}), known),
            self.read_words(("words", "weapons"), words.get("weapons", {}), weapons),
            tuple(self.each(("words", "actors"), words.get("actors", {}), self.read_actor)),
            tuple(self.each(("words", "trades"), words.get("trades", {}), self.read_trade)),
            self.read_labels(said.get("labels", {}), types, fields),
            self.read_required(said.get("required", []), fields),
            self.read_flag(("two_persons",), said.get("two_persons", False)),
        )

    # --- parts of the file ---

    def read_types(self, node: Any) -> Mapping[str, Entry]:
        """Return the narrower types, each with its parent's crosswalk where it has none of its own."""
        shipped = self.shipped["incident_types"].entries
        found: dict[str, Entry] = {}
        for name, body in self.mapping(("types",), node).items():
            at = ("types", name)
            if name in shipped:
                self.refuse(at, "the codebook has a type of that name", "take another name")
            elif self.is_name(at, name):
                found[name] = self.read_type(at, name, body)
        for name, entry in list(found.items()):
            parent = entry.text("parent")
            if parent not in shipped and parent not in found:
                remedy = f"name one of {', '.join((*shipped, *found))}"
                self.refuse(("types", name, "parent"), f"{parent} is no type" if parent else "it has no parent", remedy)
                del found[name]
        try:
            return MappingProxyType({k: e for k, e in inherit(self.file, {**shipped, **found}).items() if k in found})
        except CodebookError as error:
            self.refuse(("types",), str(error).partition(": ")[2], "name parents that are not below their own children")
            return MappingProxyType({})

    def read_type(self, at: _At, name: str, node: Any) -> Entry:
        """Return a narrower type."""
        keys = ("parent", "label", "definition", "instruction", "example", "note", "crosswalk")
        body = self.mapping(at, node, keys)
        told = {key: self.text((*at, key), value) for key, value in body.items() if key != "crosswalk"}
        parent = told.get("parent", "")
        label = told.get("label") or name.replace("_", " ").capitalize()
        definition = told.get("definition") or f"A narrower type of {parent}."
        about = (label, definition, told.get("instruction") or f"Code it where the words say more than {parent}.")
        crosswalk = self.read_crosswalk((*at, "crosswalk"), body.get("crosswalk", {}))
        example = told.get("example", "")
        return Entry("incident_types", name, *about, example, crosswalk, told.get("note"), {"parent": parent})

    def read_crosswalk(self, at: _At, node: Any) -> Mapping[str, tuple[str, ...]]:
        """Return the codes of other codebooks."""
        schemes, found = read_schemes(SHIPPED), {}
        for scheme, value in self.mapping(at, node).items():
            if scheme not in schemes:
                self.refuse((*at, scheme), "there is no such codebook", f"take one of {', '.join(schemes)}")
                continue
            codes = self.texts((*at, scheme), value if isinstance(value, list) else [value])
            for code in codes:
                if code not in schemes[scheme].codes:
                    known = ", ".join(schemes[scheme].codes)
                    self.refuse((*at, scheme), f"{scheme} has no {code}", f"take one of {known}")
            found[scheme] = codes
        return found

    def read_fields(self, node: Any) -> Mapping[str, CustomField]:
        """Return the fields that are added."""
        found = {}
        for name, body in self.mapping(("fields",), node).items():
            at = ("fields", name)
            if name in _TAKEN or f"incident/{name}" in self.shipped["fields"].entries:
                self.refuse(at, "records, lists or sheets have something of that name", "take another name")
            elif self.is_name(at, name):
                found[name] = self.read_field(at, name, body)
        return MappingProxyType(found)

    def read_field(self, at: _At, name: str, node: Any) -> CustomField:
        """Return a field."""
        body = self.mapping(at, node, ("kind", "label", "definition", "choices", "pattern"))
        kind = self.one_of((*at, "kind"), body.get("kind"), FIELD_KINDS)
        label = self.text((*at, "label"), body["label"]) if "label" in body else name.replace("_", " ").capitalize()
        definition = self.text((*at, "definition"), body["definition"]) if "definition" in body else f"{label}."
        choices = self.read_choices((*at, "choices"), body.get("choices", {})) if "choices" in body else ()
        if (kind == "choice") != bool(choices):
            problem = "a field of kind choice has choices, and no other has"
            self.refuse(at, problem, "add `choices:`, a name and a label each, or change the kind")
        pattern = self.read_pattern((*at, "pattern"), kind, body["pattern"]) if "pattern" in body else None
        return CustomField(name, kind, label, definition, choices, pattern)

    def read_choices(self, at: _At, node: Any) -> tuple[Choice, ...]:
        """Return the values of a field of choices: a name with a label each, or with a label and words."""
        found = []
        for name, said in self.mapping(at, node).items():
            if not self.is_name((*at, name), name):
                continue
            body = {"label": said} if isinstance(said, str) else self.mapping((*at, name), said, _OF_CHOICE)
            label = self.text((*at, name, "label"), body.get("label") or name.replace("_", " ").capitalize())
            words = self.texts((*at, name, "words"), body.get("words", []))
            found.append(Choice(name, label, str(body.get("definition") or f"{label}."), words))
        return tuple(found)

    def read_pattern(self, at: _At, kind: str, node: Any) -> str | None:
        """Return a regular expression."""
        pattern = self.text(at, node)
        if kind not in ("text", "number"):
            self.refuse(
                at, f"a field of kind {kind} is read by no pattern", "take it out, or make it a text or a number"
            )
        try:
            re.compile(pattern)
        except re.error as error:
            self.refuse(at, f"this is no regular expression ({error})", "mend it")
            return None
        return pattern

    def read_words(self, at: _At, node: Any, known: Mapping[str, Entry]) -> Mapping[str, tuple[str, ...]]:
        """Return the words that stand for types or weapons, by their ids."""
        found = {}
        for name, said in self.mapping(at, node).items():
            if name not in known:
                self.refuse((*at, name), "there is none of that name", f"take one of {', '.join(known)}")
            else:
                found[name] = self.texts((*at, name), said if isinstance(said, list) else [said])
        return MappingProxyType(found)

    def read_actor(self, at: _At, name: str, node: Any) -> ActorWord:
        """Return a group or force."""
        body = self.mapping(at, node, ("kind", "parent", "also", "countries"))
        kinds = tuple(self.shipped["actor_kinds"].entries)
        kind = self.one_of((*at, "kind"), body.get("kind"), kinds)
        countries = self.texts((*at, "countries"), body.get("countries", []))
        for code in countries:
            if not re.fullmatch("[A-Z]{2}", code):
                self.refuse((*at, "countries"), f"{code} is no ISO code of a country", "write it as PK")
        parent = self.text((*at, "parent"), body["parent"]) if "parent" in body else None
        return ActorWord(name, kind, parent, self.texts((*at, "also"), body.get("also", [])), countries)

    def read_trade(self, at: _At, name: str, node: Any) -> TradeWord:
        """Return a noun for people: a plural, or more about it."""
        body = (
            {"plural": node} if isinstance(node, str) else self.mapping(at, node, ("plural", "status", "public_role"))
        )
        plural = self.text((*at, "plural"), body.get("plural") or f"{name}s")
        statuses = tuple(self.shipped["victim_statuses"].entries)
        status = self.one_of((*at, "status"), body.get("status", "civilian"), statuses)
        public = self.one_of((*at, "public_role"), body.get("public_role", "no"), ("yes", "no"))
        return TradeWord(name, plural, status, public == "yes")

    def read_labels(
        self, node: Any, types: Mapping[str, Entry], fields: Mapping[str, CustomField]
    ) -> Mapping[str, Mapping[str, str]]:
        """Return labels by language and entry."""
        known = {f"{name}/{id_}" for name, vocabulary in self.shipped.items() for id_ in vocabulary.entries}
        known |= {f"incident_types/{name}" for name in types} | {f"fields/custom/{name}" for name in fields}
        known |= {f"{f.vocabulary}/{choice.id}" for f in fields.values() for choice in f.choices}
        found = {}
        for language, labels in self.mapping(("labels",), node).items():
            self.read_language(language, ("labels", language))
            found[language] = {
                key: self.text(("labels", language, key), label)
                for key, label in self.mapping(("labels", language), labels).items()
                if self.is_entry(("labels", language, key), key, known)
            }
        return MappingProxyType(found)

    def is_entry(self, at: _At, key: str, known: set[str]) -> bool:
        """Whether a label is for an entry that there is."""
        if key in known:
            return True
        near = sorted(k for k in known if k.rpartition("/")[2] == key.rpartition("/")[2])
        remedy = f"did you mean {' or '.join(near)}?" if near else "write it as incident_types/bombing"
        self.refuse(at, "the codebook has no such entry", remedy)
        return False

    def read_required(self, node: Any, fields: Mapping[str, CustomField]) -> tuple[str, ...]:
        """Return what a release needs, each as its path in an incident."""
        prefix = "incident/"
        shipped = [e.removeprefix(prefix) for e in self.shipped["fields"].entries if e.startswith(prefix)]
        found = []
        for n, name in enumerate(self.texts(("required",), node)):
            path = f"custom/{name}" if name in fields else name
            if path not in shipped and name not in fields:
                remedy = f"take some of {', '.join((*shipped, *fields))}"
                self.refuse(("required", str(n)), f"an incident has no {name}", remedy)
            found.append(path)
        return tuple(found)

    def read_flag(self, at: _At, node: Any) -> bool:
        """Return yes or no."""
        if not isinstance(node, bool):
            self.refuse(at, f"{node} is neither yes nor no", "write true or false")
        return node is True

    def read_language(self, node: Any, at: _At = ("language",)) -> str | None:
        """Return a language's tag."""
        if node is None:
            return None
        language = self.text(at, node)
        if not _LANGUAGE.fullmatch(language):
            self.refuse(at, f"{language} is no tag of a language", "write it as ur or fa")
        return language

    # --- what parts are made of ---

    def is_name(self, at: _At, name: str) -> bool:
        """Whether a name can stand in paths and on command lines."""
        if not _ID.fullmatch(name):
            self.refuse(at, "a name has small letters, digits and _, and begins with a letter", "take another")
            return False
        return True

    def mapping(self, at: _At, node: Any, keys: Sequence[str] | None = None) -> dict[str, Any]:
        """Return a mapping, without the keys that it may not have."""
        if not isinstance(node, dict):
            if node not in ("", None):
                self.refuse(at, "names with values are wanted here", "write `name: …`, a line each, indented")
            return {}
        for key in [key for key in node if keys is not None and key not in keys]:
            self.refuse((*at, key), "there is no such key", f"take some of {', '.join(keys or ())}")
        return {key: value for key, value in node.items() if keys is None or key in keys}

    def each(self, at: _At, node: Any, read: Callable[[_At, str, Any], _T]) -> Iterator[_T]:
        """Yield what is read of each entry of a mapping."""
        for name, body in self.mapping(at, node).items():
            yield read((*at, name), name, body)

    def text(self, at: _At, node: Any) -> str:
        """Return a text."""
        if not isinstance(node, str) or not node.strip():
            self.refuse(at, "a text is wanted here", "write one")
            return ""
        return node.strip()

    def texts(self, at: _At, node: Any) -> tuple[str, ...]:
        """Return a list of texts."""
        if not isinstance(node, list):
            self.refuse(at, "a list is wanted here", "write it as [one, another]")
            return ()
        return tuple(self.text((*at, str(n)), item) for n, item in enumerate(node))

    def one_of(self, at: _At, node: Any, allowed: Sequence[_T]) -> _T:
        """Return one of the words that are allowed."""
        if node not in allowed:
            problem = f"{node} is none of them" if isinstance(node, str) and node else "it is wanted"
            self.refuse(at, problem, f"take one of {', '.join(map(str, allowed))}")
            return allowed[0]
        return node  # type: ignore[no-any-return]


_TAKEN = frozenset(
    "accept admin1 as_of community country date_end date_start grade lat lon other_perpetrators perpetrator reason"
    " reports reviewer status weapon year".split()
)
"""Names of columns and of facets that are no fields of an incident."""
_OF_CHOICE = ("label", "definition", "words")


def _digest(said: Any) -> str:
    return hashlib.sha256(canonical_json(said)).hexdigest()
