"""Names and their acronyms: "Achik Matgrik Elite Force (AMEF)" is one name, and "AMEF" means it from there on.

It also finds groups that the gazetteer does not know, by the words that such names are made of.
"""

import re
from bisect import bisect_left
from collections.abc import Iterable, Iterator, Mapping

from gawah.gazetteer.actors.search import Piece, Reading
from gawah.gazetteer.actors.table import ActorTable, Entry
from gawah.gazetteer.words import Words, read_words

_BRACKET = re.compile(r"[(\[]\s*([^()\[\]\n]{2,70}?)\s*[)\]]")
_ACRONYM = re.compile(r"[A-Z][A-Za-z]{1,9}(?:[-/ ][A-Z][A-Za-z]{0,9}|\s?\([A-Z]{1,3}\))?")
_LONGEST = 9
_KINDS = ("state_forces", "armed_group", "political_group")


def join_names(reading: Reading, pieces: list[Piece]) -> list[Piece]:
    """Return `pieces` with names and their acronyms joined, with groups that only the text itself introduces, and with
    the places where either is called by its acronym later."""
    acronyms: dict[str, Piece] = {}
    joined = _skip_overlaps(filter(None, (_join_acronym(reading, piece, acronyms) for piece in pieces)))
    unknown = list(_find_unknown(reading, joined, acronyms))
    known = _merge(joined, unknown)
    return _merge(known, list(_find_acronyms(reading.words, acronyms))) if acronyms else known


def _skip_overlaps(pieces: Iterable[Piece]) -> list[Piece]:
    kept: list[Piece] = []
    for piece in pieces:
        if not kept or piece.first >= kept[-1].last:
            kept.append(piece)
    return kept


def _merge(pieces: list[Piece], others: list[Piece]) -> list[Piece]:
    """Return `pieces` and `others` in order; where they overlap, the one that begins first or is longer."""
    if not others:
        return pieces
    return _skip_overlaps(sorted([*pieces, *others], key=lambda p: (p.first, -p.last)))


# --- a name and what stands in brackets after it ---------------------------------------------------------------------


def _join_acronym(reading: Reading, piece: Piece, acronyms: dict[str, Piece]) -> Piece | None:
    """Return the piece with the acronym (or the full name) that follows it, in brackets or bare.

    None where an editor's brackets spell the acronym out as something else: "IRA [Institute of Supply Regulation]".
    """
    if piece.entry[0] != "A":
        return piece
    words = reading.words
    piece = _close_bracket(words, piece)
    end = piece.end or words.ends[piece.last - 1]
    bracket = _BRACKET.match(words.text, end + words.text[end : end + 1].isspace())
    last = bisect_left(words.starts, bracket.end(1)) if bracket else piece.last
    for hit in reading.hits.get(piece.last, ()):
        alike = _find_alike(piece, hit.entries[0], reading.table)
        if alike and (hit.last == last if bracket else hit.entries[0][1] and words.adjoins(piece.last)):
            return _extend(reading, piece, hit.last, alike, bracket.end() if bracket else None)
    if bracket and bracket[0][0] == "[" and piece.entry[1] and _is_other(bracket[1], piece, reading.table):
        return None
    if bracket and _fits_initials(bracket[1], words.surface(piece.first, piece.last)):
        acronyms.setdefault(bracket[1], piece)
        return piece._replace(last=last, end=bracket.end())
    return piece


def _close_bracket(words: Words, piece: Piece) -> Piece:
    """Return the piece with the bracket that its name opens: "CPI (Maoist)"."""
    surface, end = words.surface(piece.first, piece.last), words.ends[piece.last - 1]
    is_open = surface.count("(") > surface.count(")") and words.text[end : end + 1] == ")"
    return piece._replace(end=end + 1) if is_open else piece


def _find_alike(piece: Piece, entry: Entry, table: ActorTable) -> list[int]:
    """Return the actors whom both names may mean, or else the branches of the first that the second may mean:
    "National Socialist Council of Nagaland (NSCN-K)"."""
    if entry[0] != "A":
        return []
    mine, others = [actor for actor, _ in piece.entry[3]], [actor for actor, _ in entry[3]]
    parents = {table.get_actor(actor).id for actor in mine}
    branches = [actor for actor in others if table.get_actor(actor).parent in parents]
    return [actor for actor in mine if actor in others] or branches


def _is_other(spelt: str, piece: Piece, table: ActorTable) -> bool:
    """Whether what an acronym is spelt out as shares no word of weight with any name of its actors."""
    said = {word for word in read_words(spelt).keys if len(word) > 3}
    actors = (table.get_actor(actor) for actor, _ in piece.entry[3])
    names = {word for who in actors for name in (who.name, *who.aliases) for word in read_words(name).keys}
    return spelt.count(" ") >= 2 and said.isdisjoint(names)


def _extend(reading: Reading, piece: Piece, last: int, alike: list[int], end: int | None) -> Piece:
    actor = piece.actor if piece.actor in alike else max(alike, key=reading.score)
    reading.note_actor(actor)
    return piece._replace(last=last, actor=actor, end=end)


def _fits_initials(acronym: str, name: str) -> bool:
    """Whether an acronym's capitals are initials of the name's words, in their order, beginning with the first."""
    if not _ACRONYM.fullmatch(acronym):
        return False
    letters = [c.lower() for c in acronym if c.isupper()]
    initials = [w[0].lower() for w in re.findall(r"[^\W_]+", name)]
    left = iter(initials)
    return len(letters) >= 2 and letters[0] == initials[0] and all(letter in left for letter in letters)


# --- groups that the gazetteer does not know -------------------------------------------------------------------------


def _find_unknown(reading: Reading, pieces: list[Piece], acronyms: dict[str, Piece]) -> Iterator[Piece]:
    """Yield groups named in full with an acronym in brackets, or with a word that only armed groups' names have."""
    taken = {n for piece in pieces if piece.actor is not None for n in range(piece.first, piece.last)}
    bodies = {piece.last: piece for piece in pieces if piece.entry[0] == "B"}
    text = reading.words.text
    if "(" in text or "[" in text:
        for bracket in _BRACKET.finditer(text):
            piece = _read_bracketed(reading, bracket, taken, bodies)
            if piece:
                acronyms.setdefault(bracket[1], piece)
                yield piece
    yield from _find_strong(reading, taken)


def _read_bracketed(
    reading: Reading, bracket: re.Match[str], taken: set[int], bodies: Mapping[int, Piece]
) -> Piece | None:
    """Return the group whose full name stands before a bracketed acronym; None where the acronym is another word's.

    `bodies` are the pieces that name a body of a state, by the word behind them: "Security Forces (SFs)" is one too.
    """
    if not _ACRONYM.fullmatch(bracket[1]):
        return None
    words = reading.words
    last = bisect_left(words.starts, bracket.start())
    after = bisect_left(words.starts, bracket.end(1))
    body = bodies.get(last)
    if body and _fits_initials(bracket[1], words.surface(body.first, last)):
        return body._replace(last=after, end=bracket.end())
    runs = (n for n in _read_back(reading, last, taken) if _fits_initials(bracket[1], words.surface(n, last)))
    first = next(runs, None)
    kind = _read_kind(reading, first, last, len(bracket[1])) if first is not None else None
    if first is None or kind is None:
        return None
    return Piece(first, after, ["U", words.surface(first, last), kind], end=bracket.end())


def _find_strong(reading: Reading, taken: set[int]) -> Iterator[Piece]:
    """Yield groups by names such as "Xanadu Liberation Front", where capitals are used as usual."""
    words, group_words = reading.words, reading.table.group_words
    if group_words["strong"].isdisjoint(words.keys):
        return
    for n, key in enumerate(words.keys):
        if key in group_words["ends"] and n and n not in taken and words.text[words.starts[n]].isupper():
            first = min(_read_back(reading, n + 1, taken, "of for e i ul al de la"), default=n)
            strong = any(k in group_words["strong"] for k in words.keys[first:n])
            if strong and n - first >= 2 and not words.surface(first, n + 1).isupper():
                yield Piece(first, n + 1, ["U", words.surface(first, n + 1), "armed_group"])


def _read_back(reading: Reading, last: int, taken: set[int], within: str = "") -> Iterator[int]:
    """Yield where a name that ends before word `last` may begin, nearest first; `within` are small words in it."""
    words, small = reading.words, within.split() or reading.table.group_words["small"]
    for n in range(last - 1, max(-1, last - 1 - _LONGEST), -1):
        if n in taken or (n < last - 1 and not words.joins(n + 1)):
            return
        if words.text[words.starts[n]].isupper():
            yield n
        elif words.keys[n] not in small:
            return


def _read_kind(reading: Reading, first: int, last: int, letters: int) -> str | None:
    """Return the kind of group that a name's words make it, its acronym of so many letters; None where it is none."""
    keys, group_words = set(reading.words.keys[first:last]), reading.table.group_words
    if last - first < 2 or keys & group_words["not"] or len(keys - group_words["small"]) > letters + 2:
        return None
    return next((kind for kind in _KINDS if keys & group_words[kind]), None)


def _find_acronyms(words: Words, acronyms: dict[str, Piece]) -> Iterator[Piece]:
    """Yield where the text calls a group by the acronym that it gave it."""
    for acronym, piece in acronyms.items():
        for match in re.finditer(rf"(?<![\w(\[]){re.escape(acronym)}(?!\w)", words.text):
            first, last = bisect_left(words.starts, match.start()), bisect_left(words.starts, match.end())
            if first < last and words.starts[first] == match.start():
                yield piece._replace(first=first, last=last, end=None)
