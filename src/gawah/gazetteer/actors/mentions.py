"""Joins what a text's words mean into mentions of actors: "unidentified armed men", "Pakistani army", "LeT men"."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import Literal

from gawah.frozen import quick_to_make
from gawah.gazetteer.actors.names import join_names
from gawah.gazetteer.actors.search import Hit, Piece, Reading, find_hits
from gawah.gazetteer.actors.table import ActorTable, open_actors
from gawah.gazetteer.words import Words, read_words


@quick_to_make
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
    """Of a name: "several" where more than one known group bears it and the text does not tell which is meant.
    Of a generic actor: unknown_armed, unidentified, insurgent, militia, state_linked, crowd, communal or criminal;
    of a state's body: military, air-force, navy, police, security-forces, intelligence or government."""
    country: str | None = None
    """ISO 3166-1 alpha-2 code of the nation named with it ("Pakistani army", "Syrian rebels")."""
    head: str = ""
    """The noun after a group's name: "militants" in "Taliban militants"."""


def find_actors(text: str, country: str | None = None) -> list[ActorMention]:
    """Return the actors that `text` names, in order, without overlap.

    `country` (ISO 3166-1 alpha-2), where the caller knows it, helps to tell groups of one name apart.
    """
    table, (words, hits) = open_actors(), _look_up(text)
    reading = Reading(words, hits, table, country)
    runs = _read_runs(words, join_names(reading, reading.read_pieces()))
    mentions = (_read_run(run, words, table) for run in runs)
    return [mention for mention in mentions if mention]


@lru_cache(maxsize=2)  # a text is read again in the light of its country
def _look_up(text: str) -> tuple[Words, Mapping[int, list[Hit]]]:
    """Return the words of a text, and the names that may begin at each."""
    words = read_words(text)
    return words, find_hits(words, open_actors())


def _read_runs(words: Words, pieces: Sequence[Piece]) -> Iterator[list[Piece]]:
    """Yield the pieces in runs that adjoin; a named actor begins a run of its own."""
    run: list[Piece] = []
    for piece in pieces:
        apart = not run or run[-1].last != piece.first or not _adjoins(run[-1], piece, words)
        if run and (apart or piece.entry[0] in "AU"):
            yield run
            run = []
        run.append(piece)
    if run:
        yield run


def _adjoins(before: Piece, piece: Piece, words: Words) -> bool:
    if before.end is None:
        return words.adjoins(piece.first)
    return words.text[before.end : words.starts[piece.first]] == " "


def _read_run(run: list[Piece], words: Words, table: ActorTable) -> ActorMention | None:
    sorts = "".join([piece.entry[0] for piece in run])
    if sorts[0] in "AU":
        return _read_named(run, words, table)
    if "B" in sorts:
        return _read_state(run[: sorts.rindex("B") + 1], words)
    return _read_generic(run[: sorts.rindex("G") + 1], words, table) if "G" in sorts else None


def _read_named(run: list[Piece], words: Words, table: ActorTable) -> ActorMention:
    heads = run[1:]
    while heads and heads[-1].entry[0] not in "BG":
        heads.pop()
    named, start = run[0], words.starts[run[0].first]
    end = words.ends[heads[-1].last - 1] if heads else named.end or words.ends[named.last - 1]
    who = table.get_actor(named.actor) if named.actor is not None else None
    kind = who.kind if who else named.entry[2] if named.entry[0] == "U" else _kind_of_several(named, table)
    return ActorMention(
        start=start,
        end=end,
        surface=words.text[start:end],
        actor_id=who.id if who else None,
        name=who.name if who else _name_unknown(named, words),
        kind=kind,
        parent=name_parent(who.parent, table) if who else None,
        sort="state" if kind == "state_forces" else "named",
        group="several" if named.entry[0] == "A" and who is None else "",
        head=words.surface(heads[0].first, heads[-1].last) if heads else "",
    )


def _kind_of_several(named: Piece, table: ActorTable) -> str:
    """Return what those are who bear the name; an armed group only where all of them are."""
    kinds = sorted({table.get_actor(actor).kind for actor, _ in named.entry[3]} - {"armed_group"})
    return kinds[0] if kinds else "armed_group"


def _name_unknown(named: Piece, words: Words) -> str:
    return str(named.entry[1]) if named.entry[0] == "U" else words.surface(named.first, named.last)


def name_parent(parent: str | None, table: ActorTable) -> str | None:
    """Return the name of the actor whose id is `parent`."""
    return table.get_actor(table.numbers[parent]).name if parent else None


def _read_state(run: list[Piece], words: Words) -> ActorMention | None:
    nation = next((n for n, piece in enumerate(run) if piece.entry[0] == "N"), None)
    body = run[-1]
    if nation is None and not any(piece.entry[4] for piece in run if piece.entry[0] == "B"):
        return None
    begin = run[nation] if nation is not None else next(piece for piece in run if piece.entry[0] == "B")
    start, end = words.starts[begin.first], body.end or words.ends[body.last - 1]
    iso = begin.entry[3] if nation is not None else None
    return ActorMention(
        start=start,
        end=end,
        surface=words.text[start:end],
        actor_id=f"{iso.lower()}-{body.entry[3]}" if iso and not begin.entry[4] else None,
        name=words.text[start:end],
        kind="state_forces",
        parent=None,
        sort="state",
        group=body.entry[3],
        country=iso,
    )


def _read_generic(run: list[Piece], words: Words, table: ActorTable) -> ActorMention | None:
    *modifiers, noun = run
    sorts = {modifier.entry[3] for modifier in modifiers if modifier.entry[0] == "M"}
    if not _is_actor(noun, modifiers, sorts, table) or _is_adjective(noun, words, table):
        return None
    start, end = words.starts[run[0].first], words.ends[noun.last - 1]
    return ActorMention(
        start=start,
        end=end,
        surface=words.text[start:end],
        actor_id=None,
        name=words.text[start:end],
        kind=noun.entry[4],
        parent=None,
        sort="generic",
        group="unidentified" if "unidentified" in sorts else noun.entry[3],
        country=next((modifier.entry[3] for modifier in modifiers if modifier.entry[0] == "N"), None),
    )


def _is_actor(noun: Piece, modifiers: Sequence[Piece], sorts: set[str], table: ActorTable) -> bool:
    """Whether a noun is an actor, or its modifiers make it one: "armed men", and of another noun "rebel group"."""
    needs = noun.entry[5]
    others = any(modifier.entry[0] == "G" and not modifier.entry[5] for modifier in modifiers)
    return not needs or bool(sorts.intersection(table.enough[needs])) or (others and needs == "group")


def _is_adjective(noun: Piece, words: Words, table: ActorTable) -> bool:
    """Whether the noun is an adjective here: "a terrorist attack"."""
    after = noun.last
    return after < len(words.keys) and words.keys[after] in table.adjective_before and words.adjoins(after)
