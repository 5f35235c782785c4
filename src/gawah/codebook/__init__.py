"""The codebook: what is coded, how a coder decides, and what the field's other codebooks call it.

Coders, forms, exports and the printed codebook all read the same entries::

    from gawah.codebook import load

    load().values("bases")                                   # ("claimed", "announced_own_operation", …)
    load().entry("incident_types", "execution").definition
    load().words_for("suspected", "the police")              # "suspected, according to the police"

The YAML files in this folder are read when they are first asked for, and checked as they are read.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from functools import cache
from pathlib import Path
from types import MappingProxyType
from typing import TypeVar, get_args

from gawah.codebook.adopting import adopt, adopted
from gawah.codebook.entries import Detail, Entry, Scheme, TermKind, Vocabulary, WeaponTerm
from gawah.codebook.overlay import ActorWord, CustomField, Overlay
from gawah.codebook.overlay_reading import check_overlay, read_overlay
from gawah.codebook.reading import FILES, SHIPPED, file_of, list_parents, read_schemes, read_vocabularies
from gawah.errors import CodebookError

__all__ = [
    "ActorWord",
    "Codebook",
    "CustomField",
    "Detail",
    "Entry",
    "Overlay",
    "Scheme",
    "Vocabulary",
    "WeaponTerm",
    "adopt",
    "adopted",
    "check_overlay",
    "load",
    "read_overlay",
    "values",
    "weapon_terms",
    "words_for",
]


Term = TypeVar("Term")


@dataclass(frozen=True, slots=True)
class Codebook:
    """The codebook whose YAML files lie in `folder`, with a project's own laid over it where there is one.

    Every method raises CodebookError where a file is not valid.
    """

    folder: Path
    overlay: Overlay | None = None

    # --- vocabularies ---

    def names(self) -> tuple[str, ...]:
        """Return the names of all vocabularies, in the order of the printed codebook."""
        return (*(name for names in FILES.values() for name in names), *_own_vocabularies(self))

    def about(self, vocabulary: str) -> Vocabulary:
        """Return a vocabulary with its label and definition. Raises CodebookError where there is none of that name."""
        own = _own_vocabularies(self).get(vocabulary)
        return own or _extend(self, vocabulary)

    def vocabulary(self, name: str) -> Mapping[str, Entry]:
        """Return the entries of a vocabulary by id, in their order."""
        return self.about(name).entries

    def values(self, name: str) -> tuple[str, ...]:
        """Return the ids of a vocabulary, in their order."""
        return tuple(self.vocabulary(name))

    def entry(self, vocabulary: str, id: str) -> Entry:  # noqa: A002 - the record's own word
        """Return one entry. Raises CodebookError where the vocabulary has no such id."""
        entries = self.vocabulary(vocabulary)
        if id not in entries:
            raise CodebookError(f"{vocabulary} has no {id!r}; it has {', '.join(entries)}")
        return entries[id]

    def list_wider(self, type_: str | None) -> tuple[str, ...]:
        """Return the incident types of which one is a narrower one, the nearest first; none where it is not known."""
        return list_parents(self.vocabulary("incident_types"), type_ or "")

    def entries(self) -> Iterator[Entry]:
        """Yield every entry of every vocabulary; reads all files, and so checks the whole codebook."""
        for name in self.names():
            yield from self.vocabulary(name).values()

    def find(self, query: str) -> tuple[Entry, ...]:
        """Return the entries that hold every word of `query`, those that have it in their name first."""
        words = query.casefold().replace("_", " ").split()
        ranked = [(rank, n, e) for n, e in enumerate(self.entries()) if (rank := _rank(self, e, words)) is not None]
        return tuple(e for _, _, e in sorted(ranked, key=lambda r: r[:2]))

    # --- other codebooks ---

    def scheme(self, name: str) -> Scheme:
        """Return a code list of another codebook. Raises CodebookError where there is none of that name."""
        schemes = read_schemes(self.folder)
        if name not in schemes:
            raise CodebookError(f"the codebook has no scheme {name!r}; it has {', '.join(schemes)}")
        return schemes[name]

    def columns(self, target: str) -> tuple[str, ...]:
        """Return the columns of a target format, "acled", "gtd" or "ucdp", in their order."""
        return tuple(self.scheme(f"{target}_columns").codes)

    # --- attribution in words ---

    def words_for(self, basis: str, by: str | None = None, name: str | None = None) -> str:
        """Return an attribution in words, always as somebody's saying: "claimed by the Red Banner Front".

        `basis` is an id of `bases`, `by` who says it, `name` the perpetrator where the words should name it.
        Raises CodebookError for a basis that the codebook does not have.
        """
        templates = self.entry("bases", basis).details
        if by and name and by.casefold() == name.casefold():
            by = None  # it speaks of itself
        slot = "_".join(part for part, given in (("name", name), ("by", by)) if given) or "alone"
        return str(templates[slot]).format(name=name, by=by)

    # --- words that coders look for ---

    def weapon_terms(self) -> Mapping[str, WeaponTerm]:
        """Return every word for a weapon, in lower case, with its class and type; longer words stand first."""
        return _weapon_terms(self)

    def quantity_terms(self) -> Mapping[str, str]:
        """Return every vague quantity as a report words it ("scores of"), with its id; longer words stand first."""
        return _quantity_terms(self)

    def lowest(self, quantity: str, policy: str = "open") -> int:
        """Return how many a vague quantity is at least, as the house convention `policy` reads it."""
        entry = self.entry("quantity_words", quantity)
        return self.entry("quantity_policies", policy).numbers("lowest").get(entry.id, 1)

    # --- fields of the record ---

    def field(self, path: str, root: str = "incident") -> Entry:
        """Return the entry of the field at `path`: a JSON Pointer, an assertion's field, or a pattern with stars.

        "/victims/1/count/low", "victims/v2/count/low" and "victims/*/count/low" are all `count/low`. `root` is
        "incident", or "record" for a path from the top of a record. Raises CodebookError for an unknown path.
        """
        fields = self.vocabulary("fields")
        shape, steps, found = root, path.strip("/").split("/"), None
        while steps:
            step = steps.pop(0)
            found = fields.get(f"{shape}/{step}")
            if found is None and shape == "custom":  # of a project whose codebook is not at hand
                found = Entry("fields", f"custom/{step}", step.replace("_", " ").capitalize(), "", "", "")
            if found is None:
                raise CodebookError(f"the codebook has no field {path!r}")
            if steps and found.text("many"):
                steps.pop(0)
            shape = found.text("shape") or ("custom" if found.id == "incident/custom" else "")
        assert found is not None  # split() gives one step at least
        return found

    def field_paths(self, root: str = "incident") -> Mapping[str, Entry]:
        """Return every path of a record's fields with "*" for the items of lists, as "victims/*/count/low"."""
        return _field_paths(self, root)


def load(folder: Path = SHIPPED) -> Codebook:
    """Return the codebook in `folder`; files are read once a process.

    By default it is the one that comes with Gawah, with the project's own that was adopted (`adopt`) laid over it.
    """
    return Codebook(folder, adopted() if folder == SHIPPED else None)


@cache
def _own_vocabularies(codebook: Codebook) -> Mapping[str, Vocabulary]:
    """Return the vocabularies of choices that a project's fields bring."""
    fields = codebook.overlay.fields.values() if codebook.overlay else ()
    own = [field.list_choices() for field in fields if field.choices]
    return MappingProxyType({v.id: _relabel(codebook, v) for v in own})


@cache
def _extend(codebook: Codebook, name: str) -> Vocabulary:
    """Return a vocabulary of the files with what the project adds to it."""
    found = read_vocabularies(codebook.folder, file_of(name))[name]
    if codebook.overlay is None:
        return found
    if name == "incident_types":
        found = replace(found, entries=MappingProxyType({**found.entries, **codebook.overlay.types}))
    if name == "fields" and codebook.overlay.fields:
        held = found.entries["incident/custom"]
        added = {e.id: e for e in (field.describe() for field in codebook.overlay.fields.values())}
        whole = replace(held, details=MappingProxyType({**held.details, "shape": "custom"}))
        found = replace(found, entries=MappingProxyType({**found.entries, held.id: whole, **added}))
    return _relabel(codebook, found)


def _relabel(codebook: Codebook, vocabulary: Vocabulary) -> Vocabulary:
    """Return a vocabulary with the project's labels: each beside the entry, and of the language to show in its head."""
    overlay = codebook.overlay
    if overlay is None or not overlay.labels:
        return vocabulary
    entries = dict(vocabulary.entries)
    for language, labels in overlay.labels.items():
        for id_, entry in entries.items():
            if label := labels.get(f"{vocabulary.id}/{id_}"):
                details = MappingProxyType({**entry.details, f"label_{language}": label})
                shown = label if language == overlay.language else entry.label
                entries[id_] = replace(entry, label=shown, details=details)
    return replace(vocabulary, entries=MappingProxyType(entries))


def values(vocabulary: str) -> tuple[str, ...]:
    """Return the ids of a vocabulary of the shipped codebook."""
    return load().values(vocabulary)


def words_for(basis: str, by: str | None = None, name: str | None = None) -> str:
    """Return an attribution in the shipped codebook's words; see `Codebook.words_for`."""
    return load().words_for(basis, by, name)


def weapon_terms() -> Mapping[str, WeaponTerm]:
    """Return the shipped codebook's words for weapons; see `Codebook.weapon_terms`."""
    return load().weapon_terms()


def _rank(codebook: Codebook, entry: Entry, words: list[str]) -> int | None:
    """Return how near to an entry's name the words stand, 0 nearest, or None where one of them is missing."""
    name = f"{entry.id} {entry.label}".replace("_", " ")
    terms = " ".join(term for detail in entry.details.values() if isinstance(detail, tuple) for term in detail)
    labels = " ".join(str(label) for name, label in entry.details.items() if name.startswith("label_"))
    rest = f"{labels} {entry.instruction} {entry.example} {entry.note or ''} {_words_elsewhere(codebook, entry)}"
    layers = [layer.casefold() for layer in (name, terms, entry.definition, rest)]
    if not words or not all(any(word in layer for layer in layers) for word in words):
        return None
    if " ".join(words) in (entry.id.replace("_", " "), entry.label.casefold()):
        return 0
    return 1 + min(n for n, layer in enumerate(layers) if any(word in layer for word in words))


def _words_elsewhere(codebook: Codebook, entry: Entry) -> str:
    schemes = ((codebook.scheme(name), codes) for name, codes in entry.crosswalk.items())
    return " ".join(f"{scheme.label} {code} {scheme.codes[code]}" for scheme, codes in schemes for code in codes)


@cache
def _weapon_terms(codebook: Codebook) -> Mapping[str, WeaponTerm]:
    found: dict[str, WeaponTerm] = {}
    for entry in codebook.vocabulary("weapon_types").values():
        for kind in get_args(TermKind):
            for term in entry.texts(kind):
                if term in found:
                    raise CodebookError(f"weapons.yaml: weapon_types/{entry.id}: {term!r} is {found[term].type} too")
                found[term] = WeaponTerm(entry.text("class") or "", entry.id, kind)
    return _longest_first(found)


@cache
def _quantity_terms(codebook: Codebook) -> Mapping[str, str]:
    entries = codebook.vocabulary("quantity_words").values()
    return _longest_first({form: entry.id for entry in entries for form in entry.texts("forms")})


def _longest_first(terms: Mapping[str, Term]) -> Mapping[str, Term]:
    return MappingProxyType(dict(sorted(terms.items(), key=lambda item: (-len(item[0]), item[0]))))


@cache
def _field_paths(codebook: Codebook, shape: str) -> Mapping[str, Entry]:
    found: dict[str, Entry] = {}
    for entry in codebook.vocabulary("fields").values():
        owner, _, name = entry.id.rpartition("/")
        if owner == shape:
            found[name] = entry
            prefix = f"{name}/*/" if entry.text("many") else f"{name}/"
            inner = _field_paths(codebook, entry.text("shape") or "").items() if entry.text("shape") else ()
            found.update({prefix + rest: leaf for rest, leaf in inner})
    return MappingProxyType(found)
