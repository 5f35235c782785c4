"""Joins what a text's words mean into mentions of actors: "unidentified armed men", "Pakistani army", "LeT men"."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Literal

from gawah.gazetteer.actors.search import Piece, Reading
from gawah.gazetteer.actors.table import ActorTable, open_actors
from gawah.gazetteer.words import Words, read_words


@dataclass(frozen=True, slots=True)
class ActorMention:
    """An actor as a text names it. Offsets are code points of the text."""

    start: int
    end: int
    surface: str
    actor_id: str | None
    """The gazetteer's id; None for generic actors and for groups that it does not know or cannot tell apart."""
    name: str
    """The gazetteer's name, or the text's words where it has none."""
    kind: str
    """The codebook's kind of actor."""
    parent: str | None
    """The name of the actor that this one is a branch of."""
    sort: Literal["named", "state", "generic"]
    group: str = ""
    """Of a generic actor: unknown_armed, unidentified, insurgent, militia, state_linked, crowd, communal or criminal;
    of a state's body: military, air-force, navy, police, security-forces, intelligence or government."""
    country: str | None = None
    """ISO 3166-1 alpha-2 code of the nation named with it ("Pakistani army", "Syrian rebels")."""
    head: str = ""
    """The noun after a group's name: "militants" in "Taliban militants"."""


def find_actors(text: str, country: str | None = None) -> list[ActorMention]:
    """Return the actors that `text` names, in order, without overlap.

    `country` (ISO 3166-1 alpha-2), where the caller knows it, helps to tell groups of one name apart.
    """
    table, words = open_actors(), read_words(text)
    reading = Reading(words, table, country)
    runs = _read_runs(words, reading.read_pieces())
    mentions = (_read_run(run, words, table) for run in runs)
    return [mention for mention in mentions if mention]


def _read_runs(words: Words, pieces: Sequence[Piece]) -> Iterator[list[Piece]]:
    """Yield the pieces in runs that adjoin; a named actor begins a run of its own."""
    run: list[Piece] = []
    for piece in pieces:
        apart = not run or run[-1].last != piece.first or not words.adjoins(piece.first)
        if run and (apart or piece.entry[0] == "A"):
            yield run
            run = []
        run.append(piece)
    if run:
        yield run


def _read_run(run: list[Piece], words: Words, table: ActorTable) -> ActorMention | None:
    if run[0].entry[0] == "A":
        return _read_named(run, words, table)
    last_body = max((n for n, piece in enumerate(run) if piece.entry[0] == "B"), default=-1)
    if last_body >= 0:
        return _read_state(run[: last_body + 1], words, table)
    return _read_generic(run, words)


def _read_named(run: list[Piece], words: Words, table: ActorTable) -> ActorMention:
    heads = run[1:]
    while heads and heads[-1].entry[0] not in "BG":
        heads.pop()
    first, last = run[0].first, (heads or run)[-1].last if heads else run[0].last
    name = words.surface(run[0].first, run[0].last)
    who = table.get_actor(run[0].actor) if run[0].actor is not None else None
    return ActorMention(
        start=words.starts[first],
        end=words.ends[last - 1],
        surface=words.surface(first, last),
        actor_id=who.id if who else None,
        name=who.name if who else name,
        kind=who.kind if who else "armed_group",
        parent=name_parent(who.parent, table) if who else None,
        sort="state" if who and who.kind == "state_forces" else "named",
        head=words.surface(heads[0].first, last) if heads else "",
    )


def name_parent(parent: str | None, table: ActorTable) -> str | None:
    """Return the name of the actor whose id is `parent`."""
    return table.get_actor(table.numbers[parent]).name if parent else None


def _read_state(run: list[Piece], words: Words, table: ActorTable) -> ActorMention | None:
    nation = next((n for n, piece in enumerate(run) if piece.entry[0] == "N"), None)
    body = next(piece for piece in run if piece.entry[0] == "B")
    if nation is None and not any(piece.entry[4] for piece in run if piece.entry[0] == "B"):
        return None
    begin = run[nation] if nation is not None else body
    first, last = begin.first, run[-1].last
    surface = words.surface(first, last)
    iso = begin.entry[3] if nation is not None else None
    return ActorMention(
        start=words.starts[first],
        end=words.ends[last - 1],
        surface=surface,
        actor_id=f"{iso.lower()}-{body.entry[3]}" if iso and not begin.entry[4] else None,
        name=surface,
        kind="state_forces",
        parent=None,
        sort="state",
        group=body.entry[3],
        country=iso,
    )


def _read_generic(run: list[Piece], words: Words) -> ActorMention | None:
    nouns = [n for n, piece in enumerate(run) if piece.entry[0] == "G"]
    if not nouns:
        return None
    noun, modifiers = run[nouns[-1]], run[: nouns[-1]]
    if noun.entry[5] and not any(m.entry[0] == "M" or (m.entry[0] == "G" and not m.entry[5]) for m in modifiers):
        return None
    first, last = run[0].first, noun.last
    surface = words.surface(first, last)
    unidentified = any(m.entry[0] == "M" and m.entry[3] == "unidentified" for m in modifiers)
    return ActorMention(
        start=words.starts[first],
        end=words.ends[last - 1],
        surface=surface,
        actor_id=None,
        name=surface,
        kind=noun.entry[4],
        parent=None,
        sort="generic",
        group="unidentified" if unidentified and noun.entry[5] else noun.entry[3],
        country=next((m.entry[3] for m in modifiers if m.entry[0] == "N"), None),
    )
