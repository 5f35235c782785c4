"""Tries to undo an export, as somebody would who wants to find the people in it.

It looks through all that was written, unpacked and decoded, for every name that must not leave and its variants; for
ids that can be worked out from a report; for quotes that lead to a report which names somebody withheld; and for an
age, a village and a day that together are one person's.
"""

import hashlib
import re
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Literal

from gawah.publish.letters import fold_words, read_letters
from gawah.publish.names import Hidden, NameIndex
from gawah.publish.opening import Piece, open_folder
from gawah.publish.spellings import LINKS

Severity = Literal["high", "medium", "low"]
SEVERITIES: Sequence[Severity] = ("high", "medium", "low")


@dataclass(frozen=True, slots=True)
class Secrets:
    """What must not be found in an export."""

    names: Mapping[str, str]
    """Names, each with what it is: "withheld", "private person", "one of the project's own people"."""
    ids: Mapping[str, str] = field(default_factory=dict)
    """Ids within the project, each with what it is."""
    texts: Mapping[str, str] = field(default_factory=dict)
    """The texts of reports, by a name under which people know them."""


@dataclass(frozen=True, slots=True)
class Finding:
    """Something that an export gives away."""

    severity: Severity
    where: str
    what: str
    words: str
    """The words that give it away, with some around them."""


@dataclass(slots=True)
class Attacked:
    """What an attack found, and how much it looked at."""

    findings: list[Finding] = field(default_factory=list)
    pieces: int = 0
    letters: int = 0

    @property
    def worst(self) -> Severity | None:
        """The highest severity of what was found."""
        return next((s for s in SEVERITIES if any(f.severity == s for f in self.findings)), None)


def attack(folder: Path, secrets: Secrets) -> Attacked:
    """Return what can be found out from the files below `folder`."""
    attacker, attacked = _Attacker(secrets), Attacked()
    for piece in open_folder(folder):
        attacked.pieces += 1
        attacked.letters += len(piece.text)
        attacked.findings += attacker.look_at(piece)
    attacked.findings += attacker.list_unique()
    known = dict.fromkeys(attacked.findings)  # one stream can be read in several forms
    attacked.findings = sorted(known, key=lambda f: (SEVERITIES.index(f.severity), f.where, f.what))
    return attacked


_ROUND = 40
"""Letters shown around what was found."""
_SHINGLE = 8
"""Words in a row that are found in one text alone."""


class _Attacker:
    def __init__(self, secrets: Secrets) -> None:
        self.secrets = secrets
        self._names = list(secrets.names)
        self._index = NameIndex(Hidden(name, str(n)) for n, name in enumerate(self._names))
        self._ids = {**secrets.ids, **_hash_names(secrets.names)}
        self._starts = {id_[:_SHORTEST_ID]: id_ for id_ in self._ids}
        self._shingles = _list_shingles(self._index, secrets.texts)
        self._seen: Counter[tuple[str, str, str]] = Counter()
        self._aged: dict[tuple[str, str, str], Finding] = {}

    def look_at(self, piece: Piece) -> Iterator[Finding]:
        yield from self._find_names(piece)
        yield from self._find_ids(piece)
        yield from self._find_quotes(piece)
        self._note_ages(piece)

    def _find_names(self, piece: Piece) -> Iterator[Finding]:
        for hit in self._index.find(piece.text):
            words = piece.text[hit.start : hit.end]
            meant = [self._names[int(hit.pseudonym)]] if hit.pseudonym.isdigit() else self._names
            whole = any(_is_whole(words, name) for name in meant)
            what = self.secrets.names[meant[0]] if hit.pseudonym.isdigit() else "a name of several"
            shown = _show(piece.text, hit.start, hit.end)
            if whole:
                yield Finding("high", piece.where, f"the name of {what}", shown)
            else:
                yield Finding("low", piece.where, f"a word of the name of {what}", shown)

    def _find_ids(self, piece: Piece) -> Iterator[Finding]:
        for token in _TOKEN.finditer(piece.text):
            low = token[0].lower()
            known = self._starts.get(low[:_SHORTEST_ID])
            if known and (known.startswith(low) or low.startswith(known)):
                yield Finding("high", piece.where, f"an id that can be worked out: {self._ids[known]}", token[0])

    def _find_quotes(self, piece: Piece) -> Iterator[Finding]:
        if not self._shingles:
            return
        letters = read_letters(piece.text)
        found: dict[str, str] = {}
        for n in range(len(letters.words) - _SHINGLE + 1):
            source = self._shingles.get(hash(tuple(letters.words[n : n + _SHINGLE])))
            if source and source not in found:
                found[source] = piece.text[letters.starts[n] : letters.ends[n + _SHINGLE - 1]]
        for source, words in found.items():
            yield Finding("medium", piece.where, f"words that lead to a report which names somebody: {source}", words)

    def _note_ages(self, piece: Piece) -> None:
        """Note each record that tells a masked person's age, a day and a place."""
        if "(" in piece.where and "read)" in piece.where:
            return
        for line in piece.text.splitlines():
            age, day, place = _AGE.search(line), _DAY.search(line), _PLACE.search(line)
            if age and day and place and _PSEUDONYM.search(line):
                key = (place[1], age[0], day[0])
                self._seen[key] += 1
                what = "an age, a day and a place that together are one person's"
                self._aged[key] = Finding("medium", piece.where, what, " · ".join(key))

    def list_unique(self) -> Iterator[Finding]:
        """Yield the records whose place, age and day no other has."""
        yield from (finding for key, finding in self._aged.items() if self._seen[key] == 1)


_SHORTEST_ID = 10
_TOKEN = re.compile(r"(?<![0-9a-zA-Z])[0-9a-zA-Z]{10,128}(?![0-9a-zA-Z])")
_AGE = re.compile(r"\b\d{1,2}[- ]years?[- ]old\b|, \d{1,2},|\"age\": ?\d{1,2}\b|\baged \d{1,2}\b")
_DAY = re.compile(r"\b\d{4}-\d\d-\d\d\b")
_PLACE = re.compile(r"\"place\": ?\{\"name\": ?\"([^\"]+)\"")
_PSEUDONYM = re.compile(r"\b(?:Victim|Person) \d+\b|\[name withheld\]")


def _is_whole(words: str, name: str) -> bool:
    """Whether what was found is more than one word of a name, or a name of one word."""
    own = [word for word in fold_words(name) if word not in LINKS]
    found = [word for word in fold_words(words) if word not in LINKS]
    return len(own) == 1 or len(found) > 1 or "".join(own) in "".join(found)


def _show(text: str, start: int, end: int) -> str:
    shown = text[max(0, start - _ROUND) : end + _ROUND]
    return " ".join(shown.split())


def _hash_names(names: Iterable[str]) -> dict[str, str]:
    """Return the plain hashes of names, which anybody computes who guesses a name."""
    found = {}
    for name in names:
        words = fold_words(name)
        for form in {name, name.lower(), name.lower().replace(" ", "-"), " ".join(words), "".join(words)}:
            for how in ("md5", "sha1", "sha256"):
                digest = hashlib.new(how, form.encode("utf-8"), usedforsecurity=False).hexdigest()
                found[digest] = f"the {how} of a withheld name"
    return found


def _list_shingles(index: NameIndex, texts: Mapping[str, str]) -> dict[int, str]:
    """Return the runs of words of the texts that name somebody withheld, hashed, with the report that has them."""
    found: dict[int, str] = {}
    for source, text in texts.items():
        if index.find(text):
            words = read_letters(text).words
            for n in range(len(words) - _SHINGLE + 1):
                found[hash(tuple(words[n : n + _SHINGLE]))] = source
    return found
