"""Labels that endanger survivors: found in words however they are written, withheld, and never beside a name.

Who is called an informer, a collaborator, an apostate or a victim of sexual violence can be killed or cast out for it.
Such a label is masked. Where people released it for an incident, or the incident's type is sexual violence, it is told,
and then nobody harmed there is named, whoever released the name.
"""

from collections import defaultdict
from collections.abc import Collection, Iterator, Mapping
from functools import cache, lru_cache
from importlib import resources

import yaml

from gawah.model import Incident
from gawah.publish.letters import fold_words, read_letters
from gawah.publish.names import Hit
from gawah.publish.standing import IncidentMarks

LABEL_WITHHELD = "label withheld"
"""What stands for a label."""
_OF_TYPES: Mapping[str, str] = {"sexual_violence": "sexual_violence"}
"""Incident types that are such a label themselves."""


@cache
def label_words() -> Mapping[str, str]:
    """Return the labels by id, in words."""
    return {id_: entry["label"] for id_, entry in _read().items()}


@cache
def _read() -> dict[str, dict[str, str]]:
    read: dict[str, dict[str, str]] = yaml.safe_load(
        resources.files("gawah.publish").joinpath("labels.yaml").read_text("utf-8")
    )
    return read


@cache
def _phrases() -> Mapping[str, list[tuple[tuple[str, ...], str]]]:
    """Return the phrases of labels by their first word, the longest first, each with the label's id."""
    found: dict[str, list[tuple[tuple[str, ...], str]]] = defaultdict(list)
    for id_, entry in _read().items():
        for phrase in entry["words"].split(";"):
            words = fold_words(phrase.strip())
            found[words[0]].append((words, id_))
    return {first: sorted(phrases, key=lambda p: -len(p[0])) for first, phrases in found.items()}


def find_labels(text: str, told: Collection[str] = ()) -> list[Hit]:
    """Return where `text` has such labels, but those that may be told, in order."""
    return [hit for hit, id_ in _find(text) if id_ not in told]


@lru_cache(maxsize=16384)
def _find(text: str) -> tuple[tuple[Hit, str], ...]:
    """Return where `text` has labels, each with its id."""
    letters, hits, n = read_letters(text), [], 0
    while n < len(letters.words):
        match = _match(letters.words, n)
        if match is not None:
            hits.append((Hit(letters.starts[n], letters.ends[n + match[0] - 1], LABEL_WITHHELD), match[1]))
        n += match[0] if match else 1
    return tuple(hits)


def _match(words: list[str], n: int) -> tuple[int, str] | None:
    for phrase, id_ in _phrases().get(words[n], ()):
        if tuple(words[n : n + len(phrase)]) == phrase:
            return len(phrase), id_
    return None


def list_told(incident: Incident, own: IncidentMarks) -> frozenset[str]:
    """Return the ids of the labels that are told of an incident: by its type, or since people released them."""
    by_type = {_OF_TYPES[type_] for type_ in _list_types(incident) if type_ in _OF_TYPES}
    latest = {mark.value["label"]: mark.value["stands"] for mark in own.of("label")}
    return frozenset(by_type | {id_ for id_, stands in latest.items() if stands == "released"})


def _list_types(incident: Incident) -> Iterator[str]:
    yield from filter(None, (incident.type, *incident.also_types))
