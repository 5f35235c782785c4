"""Why a value stands in a record: the words, the rule that fired on them, who speaks, and the values that lost."""

import difflib
import re
from collections.abc import Iterable, Mapping, Sequence
from typing import TYPE_CHECKING

from gawah import wording
from gawah.codebook import load
from gawah.errors import CodebookError, UsageError
from gawah.model import Assertion, Count, Evidence, Incident, Json, Rival, Span, short_id
from gawah.record import incident_to_json
from gawah.resolve import COUNTS, find_behind, is_of_field, lead_events, look_up, witnesses

if TYPE_CHECKING:
    from rich.console import Console

    from gawah.cli.page import Page
    from gawah.pipeline import Reading

_APART = frozenset({"id", "evidence", "conflicts"})
"""Fields that hold no value of their own."""

_WHOLE = re.compile(r"/incidents/(?P<number>\d+)(?P<path>/.+)")
_LABEL_WIDTH = 13


# --- paths ------------------------------------------------------------------------------------------------------------


def check_path(path: str) -> str:
    """Return `path` as a JSON Pointer. Raises UsageError, which lists the fields that there are, where none has it."""
    pointer = "/" + path.strip("/")
    within = _split(pointer)[1]
    try:
        load().field(within)
    except CodebookError:
        raise UsageError(f"{path}: a record has no such path; {_suggest(within)}") from None
    return pointer


def _suggest(path: str) -> str:
    fields = [f"/{name}" for name in load().field_paths() if "/" not in name and name not in _APART]
    near = difflib.get_close_matches("/" + path.split("/")[1], fields, 1)
    return (f"did you mean {near[0]}? " if near else "") + f"there are {', '.join(fields)}"


def _split(pointer: str) -> tuple[int | None, str]:
    """Return the number of the incident that a path names, if it does, and the path within it."""
    whole = _WHOLE.fullmatch(pointer)
    return (int(whole["number"]), whole["path"]) if whole else (None, pointer)


def list_paths(incident: Incident) -> list[str]:
    """Return the paths of an incident's fields and of the items of its lists, where the report gives a value."""
    found = []
    for name, value in incident_to_json(incident).items():
        if name not in _APART and _is_told(incident, f"/{name}", value):
            items = isinstance(value, list) and isinstance(value[0], Mapping)
            found += _list_items(name, len(value)) if items else [f"/{name}"]
    return found


def _is_told(incident: Incident, path: str, value: Json) -> bool:
    """Whether there is a value, and evidence for it: an incident has some values by default."""
    return value not in (None, []) and bool(witnesses(incident, path))


def _list_items(name: str, length: int) -> list[str]:
    return [f"/{name}/{n}" for n in range(length)] if length < 3 else [f"/{name}/0 to /{name}/{length - 1}"]


# --- what is behind a value -------------------------------------------------------------------------------------------


def list_assertions(reading: "Reading", incident: Incident, path: str) -> list[Assertion]:
    """Return the assertions behind the value at `path` (a JSON Pointer) of one of the reading's incidents."""
    coding = reading.coding
    return find_behind(incident, witnesses(incident, path), coding.assertions, lead_events([coding]))


def name_rule(reading: "Reading", pointer: str) -> str | None:
    """Return the rule behind the value at a pointer into the record, as "/incidents/0/killed"; None where none is."""
    number, path = _split(pointer)
    if number is None or number >= len(reading.incidents):
        return None
    found = list_assertions(reading, reading.incidents[number], path)
    return next((assertion.rule for assertion in found), None)


def _list_rivals(reading: "Reading", incident: Incident, path: str, behind: Sequence[Assertion]) -> list[Rival]:
    """Return what a coder weighed for the field at `path` and did not assert."""
    head, *rest = path.strip("/").split("/")
    if head == "responses":
        events, field = {said.event_id for said in behind}, "".join(rest[1:2])
        return [rival for rival in reading.coding.rivals if rival.event_id in events and field in ("", rival.field)]
    members = {event for event, lead in lead_events([reading.coding]).items() if short_id(lead) == incident.id}
    names = (head, "figures") if head in COUNTS else (path,)
    rivals = [rival for rival in reading.coding.rivals if rival.event_id in members]
    return [rival for rival in rivals if any(is_of_field(rival.field, name) for name in names)]


# --- how it is shown --------------------------------------------------------------------------------------------------


def print_explanation(reading: "Reading", path: str, console: "Console") -> None:
    """Print what is behind the value at `path`, from `check_path`, in each incident of a reading, or in the one named.

    Raises UsageError, which lists the paths that there are, where no incident has the item or the incident named.
    """
    from gawah.cli.page import Page

    number, within = _split(path)
    chosen = [i for n, i in enumerate(reading.incidents) if number in (None, n)]
    _refuse_missing(reading, path, within, chosen)
    page = Page(console)
    page.add_rule()
    page.add(wording.neutralise(reading.source.acquisition.path or reading.source.report.id), style="bold")
    for incident in chosen:
        page.skip()
        _draw_explanation(page, reading, incident, within)
    if not chosen:
        page.add("No incident was read in this report.")
    page.print()


def _refuse_missing(reading: "Reading", path: str, within: str, chosen: Sequence[Incident]) -> None:
    """Raise UsageError for an item or an incident that is not there; a field that is only empty can be explained."""
    if not reading.incidents:
        return
    holder = within.rpartition("/")[0]
    if chosen and (not holder or any(look_up(incident_to_json(i), within) is not None for i in chosen)):
        return
    if chosen and any(isinstance(look_up(incident_to_json(i), holder), Mapping) for i in chosen):
        return
    named = [(f"/incidents/{n}" if len(reading.incidents) > 1 else "", i) for n, i in enumerate(reading.incidents)]
    there = [f"{lead}{held}" for lead, incident in named for held in list_paths(incident)]
    raise UsageError(f"{path}: this report's record has nothing there; it has {', '.join(there)}")


def _draw_explanation(page: "Page", reading: "Reading", incident: Incident, path: str) -> None:
    field, value = load().field(path), look_up(incident_to_json(incident), path)
    page.add(f"{path} of {wording.say_headline(incident)}", style="bold")
    page.add(f"{field.label}: {field.definition}", style="dim")
    told = _is_told(incident, path, value)
    behind = list_assertions(reading, incident, path) if told else []
    if told:
        page.add_row("value", wording.say_whole(path, value), 0, _LABEL_WIDTH)
        _draw_assertions(page, behind, reading.source.text.content)
        if not behind:
            _draw_bare(page, witnesses(incident, path))
    else:
        page.add(f"No rule read anything for it. This record has {', '.join(list_paths(incident))}.")
    _draw_rivals(page, _list_rivals(reading, incident, path, behind), reading.source.text.content)
    _draw_lost(page, incident, path)


def _draw_assertions(page: "Page", behind: Sequence[Assertion], content: str) -> None:
    """Draw assertions, those that one rule read from the same words together."""
    groups: dict[tuple[object, ...], list[Assertion]] = {}
    for said in behind:
        groups.setdefault((said.coder, said.rule, said.confidence, said.speaker, said.basis, said.spans), []).append(
            said
        )
    for group in groups.values():
        page.skip()
        _draw_group(page, group, content)
    if groups:
        page.skip()
        page.add("Confidence is about the reading of the words, never about what happened.", style="dim")


def _draw_group(page: "Page", group: Sequence[Assertion], content: str) -> None:
    said = group[0]
    triggers = dict.fromkeys(_show(content, one.trigger) for one in group if one.trigger)
    rows = {
        "read by": f"{said.coder}, rule {said.rule or 'not named'}, confidence {said.confidence:.2f}",
        "trigger": "; ".join(triggers),
        "said by": wording.say_speaker(said.speaker, said.speaker_role) if said.speaker else "the report itself",
        "basis": wording.label("bases", said.basis),
        "given": f"{said.given.key} {said.given.value}, by {said.given.given_by}" if said.given else "",
        "reads": "; ".join(map(_say_asserted, group)),
    }
    for name, words in rows.items():
        if words:
            page.add_row(name, words, 2, _LABEL_WIDTH)
    for span in said.spans:
        page.add_row("words" if span.role == "states" else span.role, _show(content, span), 2, _LABEL_WIDTH)


def _say_asserted(said: Assertion) -> str:
    """Return the field and the value of an assertion, what is empty in it left out."""
    value, steps = said.value, said.field.split("/")
    name = steps[2] if len(steps) > 2 else said.field if steps[0] == "custom" else steps[0]
    if name in ("date", "place"):
        return f"{name}: {wording.say_value(f'/{name}', value)}"
    if name == "count":
        return f"{name}: {wording.say_count(Count(**value))}"
    if isinstance(value, Mapping):
        parts = {key: part for key, part in value.items() if part not in (None, False, [])}
        return f"{name}: {', '.join(f'{key} {wording.say_json(part)}' for key, part in parts.items())}"
    return f"{name}: {wording.say_json(value)}"


def _show(content: str, span: Span) -> str:
    return f"{wording.quote(content[span.start : span.end])} {span.start}–{span.end}"


def _draw_bare(page: "Page", entries: Iterable[Evidence]) -> None:
    """Draw evidence behind which no assertion stands, as the words that lead from one incident to another."""
    for entry in entries:
        page.add_row(
            "words", f"{wording.quote(entry.quote or '')} {entry.start}–{entry.end}, {entry.coder}", 2, _LABEL_WIDTH
        )


def _draw_rivals(page: "Page", rivals: Sequence[Rival], content: str) -> None:
    if rivals:
        page.add_heading("Weighed and not taken")
    for rival in rivals:
        words = f"{_show(content, rival.span)}: {wording.neutralise(rival.why)} (rule {rival.rule})"
        page.add_row(wording.say_json(rival.value), words, 2, _LABEL_WIDTH)


def _draw_lost(page: "Page", incident: Incident, path: str) -> None:
    """Draw what other statements say, and by which policy the chosen one stands before them."""
    found = [c for c in incident.conflicts if _is_about(c.path, path) or _is_about(path, c.path)]
    if found:
        page.add_heading("Stated, and not chosen")
    for conflict in found:
        for rival in conflict.values:
            entries = [incident.evidence[n] for n in rival.evidence]
            quotes = ", ".join(f"{wording.quote(e.quote or '')} {e.start}–{e.end}" for e in entries)
            source = wording.say_source([e.speaker for e in entries if e.speaker])
            lost = f"lost to {wording.say_value(conflict.path, conflict.chosen)} under {conflict.policy}"
            words = "; ".join(filter(None, [quotes, source, lost]))
            page.add_row(wording.say_value(conflict.path, rival.value), words, 2, _LABEL_WIDTH)


def _is_about(entry: str, path: str) -> bool:
    return entry == path or entry.startswith(path + "/")
