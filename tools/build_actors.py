"""Builds the tables of actors, communities and person nouns from the curated YAML in `tools/actors`.

    python tools/build_actors.py

It reads `tools/actors` and the adjectives of nations in `tools/places/countries.yaml`, checks them, and writes
`actors.lines` and `people.json` with their hashes into `src/gawah/gazetteer/data`. The same YAML gives the same bytes.
"""

import json
import re
import sys
import unicodedata
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import yaml

from gawah.gazetteer.words import read_words
from manifest import write_tables

TOOLS = Path(__file__).parent
DATA = TOOLS.parent / "src/gawah/gazetteer/data"
KINDS = {"armed_group", "state_forces", "political_group", "communal_group"}
NEEDS = ("", "caps", "near", "context", "word")
KEYS = {"id", "name", "also", "beside", "kind", "parent", "in", "years", "needs", "lower"}
SMALL = {
    "of",
    "the",
    "and",
    "for",
    "in",
    "against",
    "to",
    "de",
    "la",
    "del",
    "y",
    "los",
    "las",
    "do",
    "da",
    "des",
    "du",
    "led",
}


class SourceError(Exception):
    """The curated YAML says something that cannot be."""


def load(name: str) -> Any:
    return yaml.safe_load((TOOLS / "actors" / name).read_text(encoding="utf-8"))


# --- spelling ---------------------------------------------------------------------------------------------------------


class Spelling:
    """How words are read: variants of one word, particles, articles, and articles run into a word."""

    def __init__(self, source: dict[str, Any]) -> None:
        self.vocabulary: dict[str, str] = {}
        for first, *others in source["words"]:
            for other in others:
                self._add(key_of(other), key_of(first))
        for particle in source["particles"]:
            self._add(key_of(particle), "*")
        for word, rest in source["fused"].items():
            keys = [self.vocabulary.get(key, key) for key in read_words(rest).keys]
            self._add(key_of(word), " ".join(keys if keys[0] == "*" else [*keys, "*"]))
        self.common = {self.vocabulary.get(key_of(word), key_of(word)) for word in source["common"]}
        self.articles = sorted({key_of(word) for word in source["articles"]})

    def _add(self, word: str, reading: str) -> None:
        if word != reading and self.vocabulary.setdefault(word, reading) != reading:
            raise SourceError(f"spellings.yaml reads {word!r} in two ways")

    def is_common(self, name: str) -> bool:
        """Whether a name is made of words that groups of many countries bear."""
        return not shape(name) and all(word in self.common for word in self.read(name))

    def read(self, name: str) -> list[str]:
        """Return the path of `name` in the tree of names."""
        words, path = read_words(name), []
        for n, key in enumerate(words.keys):
            start, end = words.starts[n], words.ends[n]
            hyphen = "-" in (name[end : end + 1], name[start - 1 : start])
            article = key in self.articles and name[start:end].islower() and hyphen
            path += ["*"] if article else self.vocabulary.get(key, key).split()
            path += [","] if name[end : end + 1] == "," else []
        return path


def key_of(word: str) -> str:
    return " ".join(read_words(word).keys)


# --- the tree of names ------------------------------------------------------------------------------------------------


class Tree:
    """Names as a tree of words; a leaf, under "", holds the entries so called, an actor's first."""

    def __init__(self, spelling: Spelling) -> None:
        self.spelling, self.root = spelling, {}

    def add(self, name: str, entry: list[Any]) -> None:
        """Add a name that is no actor's own; of two such of one sort, the first stays."""
        leaf = self._reach(name)
        if all(known[0] != entry[0] for known in leaf):
            leaf.append(entry)

    def add_alias(self, name: str, actor: int, need: str, lower: bool) -> None:
        """Add a name of an actor; several actors may share it."""
        leaf = self._reach(name)
        if not leaf:
            leaf.append(["A", shape(name), 0 if lower else capitals(name), []])
        entry = leaf[0]
        entry[2] = min(entry[2], 0 if lower else capitals(name))
        if not shape(name) or entry[1].isupper():  # "Hamas" and "HAMAS" need no form, "LeT" and "LET" that of "LeT"
            entry[1] = shape(name) if entry[1] else ""
        need = need or ("near" if self.spelling.is_common(name) and not lower else "")
        known = next((pair for pair in entry[3] if pair[0] == actor), None)
        if known is None:
            entry[3].append([actor, NEEDS.index(need)])
        else:
            known[1] = max(known[1], NEEDS.index(need))

    def _reach(self, name: str) -> list[Any]:
        node, path = self.root, self.spelling.read(name.removeprefix("The ").removeprefix("the "))
        if not path:
            raise SourceError(f"{name!r} has no words")
        for word in path:
            node = node.setdefault(word, {})
        leaf: list[Any] = node.setdefault("", [])
        return leaf


def shape(name: str) -> str:
    """Return the letters of an acronym as they must stand in a text ("LeT"), or "" where `name` is none."""
    plain = "".join(c for c in unicodedata.normalize("NFKD", name) if not unicodedata.combining(c))
    letters = "".join(c for c in plain if c.isalnum())
    tokens = re.findall(r"[^\W_]+", name)
    is_acronym = all(sum(c.isupper() for c in t) >= 2 or t.isdigit() or len(t) == 1 for t in tokens)
    return letters if is_acronym and sum(c.isupper() for c in letters) >= 2 else ""


def capitals(name: str) -> int:
    """Return how many of the name's words must be capitals in a text: of a name with particles, one."""
    words = [w for w in re.findall(r"[^\W_]+(?:['’][^\W_]+)*", name) if w.lower() not in SMALL]
    foreign = re.search(r"[-\s](?:e|i|ul|al|ud|an|as|ad|ut|wal|el)[-\s]|^[Aa][ln][-\s]", name)
    count = sum(w[0].isupper() for w in words)
    return min(count, 1) if foreign else count


# --- actors -----------------------------------------------------------------------------------------------------------


def read_actors() -> list[dict[str, Any]]:
    """Return every actor of the YAML, in the order of file names and lines, checked."""
    groups = [g for path in sorted((TOOLS / "actors/groups").glob("*.yaml")) for g in load(f"groups/{path.name}")]
    forces = [{"kind": "state_forces", **force} for force in load("forces.yaml")["named"]]
    lines = groups + forces
    for line in lines:
        check_actor(line, {line["id"] for line in lines})
    actors = lines + [actor for line in lines for actor in read_beside(line)]
    ids = [actor["id"] for actor in actors]
    twice = sorted({i for i in ids if ids.count(i) > 1})
    if twice:
        raise SourceError(f"ids used twice: {twice}")
    return actors


def read_beside(line: dict[str, Any]) -> Iterator[dict[str, Any]]:
    """Yield the lesser actors that stand on another's line: of its kind and countries, no branches of it."""
    for names in line.get("beside", []):
        first, *others = [names] if isinstance(names, str) else names
        yield {"id": slug(first), "name": first, "also": others} | {
            k: line[k] for k in ("kind", "in", "needs", "lower") if k in line
        }


def slug(name: str) -> str:
    return "-".join(read_words(name.replace("'", "").replace("’", "")).keys)


def check_actor(actor: dict[str, Any], ids: set[str]) -> None:
    """Raise SourceError where an actor's entry is not of the form that the YAML's head describes."""
    beside = [n for names in actor.get("beside", []) for n in ([names] if isinstance(names, str) else names)]
    names, who = [actor["name"], *actor.get("also", []), *beside], actor["id"]
    strings = [who, *names, *actor.get("in", []), *actor.get("needs", {}), *actor.get("lower", [])]
    if not all(isinstance(s, str) and s for s in strings):
        raise SourceError(f"{who}: a name or country is no text (quote it): {strings}")
    if unknown := set(actor) - KEYS:
        raise SourceError(f"{who}: unknown keys {sorted(unknown)}")
    if actor.get("kind", "armed_group") not in KINDS or actor.get("parent", who) not in ids:
        raise SourceError(f"{who}: unknown kind or parent")
    if any(len(c) != 2 or not c.isupper() for c in actor.get("in", [])) or not re.fullmatch(r"[a-z0-9-]+", who):
        raise SourceError(f"{who}: id or country is malformed")
    if strange := set(actor.get("needs", {})) - set(names):
        raise SourceError(f"{who}: needs speaks of {sorted(strange)}, which are no names of it")
    if any(need not in NEEDS for need in actor.get("needs", {}).values()):
        raise SourceError(f"{who}: needs is one of {NEEDS[1:]}")


def pack_actor(actor: dict[str, Any]) -> list[Any]:
    first, last = actor.get("years", [None, None])
    names = actor.get("also", [])
    return [
        actor["id"],
        actor["name"],
        actor.get("kind", "armed_group"),
        actor.get("parent"),
        actor.get("in", []),
        first,
        last,
        names,
    ]


def add_actors(tree: Tree, actors: list[dict[str, Any]]) -> None:
    for number, actor in enumerate(actors):
        needs, lower = actor.get("needs", {}), {key_of(name) for name in actor.get("lower", [])}
        for name in [actor["name"], *actor.get("also", [])]:
            if name.lower().startswith("the ") and " " not in name[4:]:
                continue  # "the order", "the base": no reader could tell
            tree.add_alias(name, number, needs.get(name, ""), key_of(name) in lower)


# --- nations, bodies, nouns -------------------------------------------------------------------------------------------


def read_nations() -> Iterator[tuple[str, str, str]]:
    """Yield (name, ISO code, sort): sort is "of" for an adjective, "name", "region"."""
    countries, nations = (
        yaml.safe_load((TOOLS / "places/countries.yaml").read_text(encoding="utf-8")),
        load("nations.yaml"),
    )
    for iso, country in countries.items():
        for name in country.get("of", []):
            yield name, iso, "of"
        for name in country.get("also", []):
            if not name.startswith("!"):
                yield name, iso, "name"
    for sort, key in (("name", "names"), ("of", "gone"), ("region", "regions")):
        for iso, names in nations[key].items():
            for name in names:
                yield name, iso, sort


def add_nations(tree: Tree) -> None:
    """Add the nations to the tree, by name, adjective and people."""
    for name, iso, sort in read_nations():
        tree.add(name, ["N", shape(name), 1, iso, sort == "region"])
        if sort == "of":
            tree.add(name + "s", ["N", "", 1, iso, False])


def add_bodies(tree: Tree, forces: dict[str, Any]) -> None:
    """Add the bodies of states to the tree."""
    alone = {key_of(word) for word in forces["alone"]}
    for sort, words in forces["bodies"].items():
        for word in words:
            tree.add(word, ["B", shape(word), 0, sort, key_of(word) in alone])
    for word in forces["led"]:
        tree.add(word, ["B", "", 0, "security-forces", False])


def add_nouns(tree: Tree, generic: dict[str, Any]) -> dict[str, list[Any]]:
    """Add generic actor nouns and their modifiers to the tree; return the nouns by lower-case word."""
    nouns: dict[str, list[Any]] = {}
    for group in generic["nouns"]:
        for word in group["words"]:
            entry = [group["class"], group["kind"], group.get("needs_modifier", "")]
            nouns.setdefault(word.lower(), entry)
            tree.add(word, ["G", "", 0, *entry])
    for sort, words in generic["modifiers"].items():
        for word in words:
            tree.add(word, ["M", "", 0, sort])
    return nouns


def build_actors() -> bytes:
    """Return the table of actors: a line that says what all share, a line an actor, a line a first word of names."""
    spelling, forces, generic = Spelling(load("spellings.yaml")), load("forces.yaml"), load("generic.yaml")
    tree, actors = Tree(spelling), read_actors()
    add_actors(tree, actors)
    add_nations(tree)
    add_bodies(tree, forces)
    nouns = add_nouns(tree, generic)
    head = {
        "ids": [actor["id"] for actor in actors],
        "articles": spelling.articles,
        "adjective_before": sorted({key_of(word) for word in generic["adjective_before"]}),
        "enough": generic["enough"],
        "group_words": {sort: sorted(map(key_of, words)) for sort, words in generic["group_words"].items()},
        "nouns": nouns,
        "vocabulary": spelling.vocabulary,
    }
    rows = [to_json(pack_actor(actor)) for actor in actors]
    branches = [f"{word}\t{to_json(tree.root[word])}" for word in sorted(tree.root)]
    return "\n".join([to_json(head), *rows, *branches, ""]).encode("utf-8")


# --- people -----------------------------------------------------------------------------------------------------------


def pluralise(noun: str) -> str:
    """Return the plural of an English noun phrase by rule; what is irregular stands in the YAML."""
    if re.search(r"[^aeiou]y$", noun):
        return noun[:-1] + "ies"
    return noun + ("es" if re.search(r"(s|x|z|ch|sh)$", noun) else "s")


def read_person_nouns() -> Iterator[tuple[list[Any], str, str]]:
    """Yield (what the YAML says of it, singular, plural) of every person noun."""
    for group in load("person_nouns.yaml")["nouns"]:
        about = [
            group["sort"],
            group.get("class"),
            group["status"],
            group.get("public", False),
            group.get("age"),
            group.get("sex"),
        ]
        for word in group["words"]:
            singular, _, plural = word.partition("/")
            yield about, singular, plural or pluralise(singular)


def build_person_nouns() -> dict[str, Any]:
    """Return rows (singular, plural, sort, class, status, public, age, sex, ambiguous) and the row of every form.

    A form's number is twice its row's, and one more for a plural. Of two equal nouns the first stays.
    """
    rows: dict[str, list[Any]] = {}
    ambiguous = set(load("person_nouns.yaml")["ambiguous"])
    for about, singular, plural in read_person_nouns():
        rows.setdefault(singular.lower(), [singular, plural, *about, singular in ambiguous])
    forms: dict[str, int] = {}
    for n, row in enumerate(rows.values()):
        for is_plural in (0, 1):
            for form in (row[is_plural].lower(), key_of(row[is_plural])):
                forms.setdefault(form, 2 * n + is_plural)
    return {"rows": list(rows.values()), "forms": forms}


def list_forms(name: str, others: list[str]) -> list[str]:
    """Return the ways in which a people is called, singular and plural."""
    forms = []
    for form in [name, *others]:
        bare = form.removeprefix("=")
        forms.append(bare)
        if not form.startswith("=") and "=" + form not in others and not re.search(r"(ish|ese|ing|ch|ic|s)$", form):
            forms.append(pluralise(bare) if not bare.endswith(("i", "o")) else bare + "s")
    return list(dict.fromkeys(forms))


def build_communities() -> dict[str, Any]:
    """Return the communities: rows of name, kind and needs; the row of every form; forms that need no capital; and the
    words beside which a doubtful name is one."""
    source = load("communities.yaml")
    rows: list[list[str]] = []
    forms: dict[str, int] = {}
    small: set[str] = set()
    for kind in ("ethnic", "religious", "sectarian", "caste", "tribal"):
        for name, about in source[kind].items():
            about = about if isinstance(about, dict) else {"also": about}
            names = list_forms(name, about.get("also", []))
            for form in [f for n in names for f in (n.lower(), key_of(n))]:
                forms.setdefault(form, len(rows))
            small.update(key_of(n) for n in names if n[0].islower())
            rows.append([name, kind, about.get("needs", "")])
    return {"rows": rows, "forms": forms, "small": sorted(small), "heads": sorted({key_of(w) for w in source["heads"]})}


def build_speakers() -> list[list[Any]]:
    """Return (role, keys of words) in the order in which roles are tried."""
    return [[group["role"], sorted({key_of(word) for word in group["words"]})] for group in load("speakers.yaml")]


def build_people() -> dict[str, Any]:
    """Return the table of communities, person nouns and speakers."""
    return {"communities": build_communities(), "nouns": build_person_nouns(), "speakers": build_speakers()}


def to_json(value: Any) -> str:
    return json.dumps(value, ensure_ascii=False, separators=(",", ":"), sort_keys=True)


def main() -> None:
    try:
        tables = {"actors.lines": build_actors(), "people.json": to_json(build_people()).encode("utf-8") + b"\n"}
    except SourceError as problem:
        sys.exit(str(problem))
    write_tables(DATA, tables)
    for name, content in tables.items():
        print(f"{name}: {len(content):,} bytes")


if __name__ == "__main__":
    main()
