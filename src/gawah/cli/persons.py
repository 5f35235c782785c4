"""`gawah persons`: which entries of lists of persons are one person."""

import csv
import json
import sys
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from gawah.errors import UsageError
from gawah.formulas import guard

if TYPE_CHECKING:
    from gawah.linking import PersonMention, ScoredPair

_MOST = 20


def match_persons(
    lists: Annotated[list[Path], typer.Argument(metavar="LIST…", help="CSV files or workbooks with a person a row.")],
    questions: Annotated[bool, typer.Option("--questions", help="Show every pair that may be one person.")] = False,
    as_csv: Annotated[
        bool, typer.Option("--csv", help="Print each row with the number of the person that it is about.")
    ] = False,
    as_json: Annotated[
        bool, typer.Option("--json", help="Print each pair with what speaks for and against it, as JSON Lines.")
    ] = False,
) -> None:
    """Tell which entries of lists are one person, by name, age, sex, day, place, outcome and occupation.

    Columns are known by their heads: name, aliases, age, sex, date, place, province, outcome, occupation. Names may be
    in Latin or Arabic script, spelt in any way.
    """
    from gawah.linking import load_weights, score_lists

    entries = {entry.id: entry for path in lists for entry in _read_list(path)}
    pairs = score_lists(list(entries.values()))
    least = load_weights("person_weights").same
    if as_json:
        for pair in pairs:
            typer.echo(json.dumps(_tell_pair(pair, entries, pair.bits >= least), ensure_ascii=False))
        return
    persons = _gather(list(entries), pairs, least)
    if as_csv:
        _write_rows(entries, persons)
    else:
        _print_persons(entries, pairs, persons, least, questions)


def _read_list(path: Path) -> "list[PersonMention]":
    """Return the entries of a list. Raises UsageError where no column holds names or days, and ReportError."""
    from gawah.linking import find_columns, take_persons
    from gawah.sources import read_cells

    rows = read_cells(path)
    _, heads = next(rows, (0, []))
    columns = find_columns(heads)
    if not {"name", "date", "age"}.intersection(columns):
        shown = ", ".join(head.strip()[:30] for head in heads[:8] if head.strip())
        raise UsageError(f"{path}: no column holds names (its columns: {shown}); call the one that does `name`")
    return take_persons(str(path), columns, rows)


def _gather(ids: Sequence[str], pairs: "Sequence[ScoredPair]", least: float) -> dict[str, str]:
    """Return for each entry the first entry of its person."""
    from gawah.resolve.gathering import gather_events

    bits = {(pair.one, pair.other): pair.bits for pair in pairs}
    joins = {pair: score for pair, score in bits.items() if score >= least}
    return gather_events({id_: id_ for id_ in ids}, [], joins, bits, [])


def _tell_pair(pair: "ScoredPair", entries: "Mapping[str, PersonMention]", same: bool) -> dict[str, Any]:
    return {
        "one": pair.one,
        "other": pair.other,
        "names": [entries[pair.one].name, entries[pair.other].name],
        "kind": "same" if same else "unsure",
        "bits": pair.bits,
        "steps": [{"comparison": s.comparison, "level": s.level, "bits": s.bits} for s in pair.steps],
    }


def _write_rows(entries: "Mapping[str, PersonMention]", persons: Mapping[str, str]) -> None:
    numbers = {lead: n for n, lead in enumerate(dict.fromkeys(persons.values()), 1)}
    writer = csv.writer(sys.stdout)
    writer.writerow(["list", "row", "name", "person"])
    for id_, entry in entries.items():
        writer.writerow([guard(entry.source), id_.rpartition(":")[2], guard(entry.name or ""), numbers[persons[id_]]])


def _print_persons(
    entries: "Mapping[str, PersonMention]",
    pairs: "Sequence[ScoredPair]",
    persons: Mapping[str, str],
    least: float,
    questions: bool,
) -> None:
    from gawah.cli.page import open_console
    from gawah.wording import neutralise

    def say(id_: str) -> str:
        entry = entries[id_]
        age = "" if entry.age_low is None else f", {_say_age(entry)}"
        return neutralise(f"{entry.name or 'not named'}{age} ({id_})")

    console, groups = open_console(), dict[str, list[str]]()
    for id_, lead in persons.items():
        groups.setdefault(lead, []).append(id_)
    several = [members for members in groups.values() if len(members) > 1]
    for members in several:
        console.print(say(members[0]))
        for other in members[1:]:
            console.print(f"  = {say(other)}")
    asked = [p for p in pairs if persons[p.one] != persons[p.other]]
    asked.sort(key=lambda p: -p.bits)
    for pair in asked if questions else asked[:_MOST]:
        console.print(f"? {say(pair.one)}\n  {say(pair.other)}", style="dim" if pair.bits < least else "")
    if len(asked) > _MOST and not questions:
        console.print(f"… and {len(asked) - _MOST:,} pairs more that may be one person: --questions shows them")
    console.print(
        f"{len(entries):,} entries are {len(groups):,} persons; {len(several):,} of them stand in several entries, and"
        f" {len(asked):,} pairs are a question for people"
    )


def _say_age(entry: "PersonMention") -> str:
    return str(entry.age_low) if entry.age_low == entry.age_high else f"{entry.age_low}-{entry.age_high}"
