"""What stands behind a value of an incident: its evidence, and the assertions that the evidence comes from."""

from collections.abc import Iterable, Iterator, Mapping

from gawah.model import PERSON, Assertion, Evidence, Incident, Json, field_pattern, short_id
from gawah.record import incident_to_json

COUNTS = ("killed", "injured", "abducted", "attackers_killed")
"""Fields that are derived from figures."""


def witnesses(incident: Incident, path: str) -> tuple[Evidence, ...]:
    """Return the evidence for the value at `path`, a JSON Pointer: at or beneath it, else at the nearest above.

    What attachments show stands behind the words: of the value, of a part of it, and of what it is part of.
    """
    shown = tuple(e for e in incident.evidence if e.kind == "attachment" and _is_about(e.path, path))
    return (*_find_words(incident, path), *shown)


def _find_words(incident: Incident, path: str) -> tuple[Evidence, ...]:
    found = (e for e in incident.evidence if e.path == path or e.path.startswith(path + "/"))
    own = tuple(e for e in found if e.kind != "attachment")
    above = path.rpartition("/")[0]
    return own if own or not above else _find_words(incident, above)


def _is_about(one: str, other: str) -> bool:
    """Whether one of two paths leads to what the other one leads to, or to a part of it."""
    return f"{one}/".startswith(f"{other}/") or f"{other}/".startswith(f"{one}/")


def look_up(value: Json, path: str) -> Json:
    """Return what stands at `path`, a JSON Pointer into `value`; None where nothing does."""
    for step in path.strip("/").split("/"):
        if isinstance(value, Mapping):
            value = value.get(step)
        elif isinstance(value, list) and step.isdigit() and int(step) < len(value):
            value = value[int(step)]
        else:
            return None
    return value


def find_behind(
    incident: Incident,
    entries: Iterable[Evidence],
    said: Iterable[Assertion],
    leads: Mapping[str, str],
    values: Json | None = None,
) -> list[Assertion]:
    """Return the assertions among those `said` that `entries`, evidence of an incident, come from.

    `leads` has for each event the first event of its incident or response (`lead_events`). What leads from one incident
    to another rests on a link, and no assertion stands behind it. `values` is the incident as JSON, where that is at
    hand already.
    """
    values, held = values or incident_to_json(incident), list(said)
    stating: dict[str, list[Assertion]] = {}
    found: dict[str, Assertion] = {}
    for entry in entries:
        if entry.path not in stating:
            stating[entry.path] = list(_list_stating(incident, entry.path, held, leads))
        value = look_up(values, entry.path)
        found |= {one.id: one for one in stating[entry.path] if one.id not in found and _rests_on(one, entry, value)}
    return list(found.values())


def _list_stating(
    incident: Incident, path: str, said: Iterable[Assertion], leads: Mapping[str, str]
) -> Iterator[Assertion]:
    """Yield what is said of the incident or the response that `path` leads to, and can state what stands there."""
    owner = _owner(incident, path)
    members = {event for event, lead in leads.items() if short_id(lead) == owner}
    return (one for one in said if one.event_id in members and _may_state(one, path))


def _owner(incident: Incident, path: str) -> str:
    """Return the short id of the incident or the response that the value at `path` is said of."""
    head, *rest = path.strip("/").split("/")
    return incident.responses[int(rest[0])].event if head == "responses" and rest else incident.id


def _may_state(said: Assertion, path: str) -> bool:
    """Whether the field of an assertion is the one at `path`, holds it, or is what it is derived from."""
    head, *rest = path.strip("/").split("/")
    if head == "responses":
        return said.field == "".join(rest[1:2])
    if head in COUNTS:
        return said.field.startswith("figures/") and bool(said.value["measure"] == head)
    return is_of_field(said.field, path)


def is_of_field(field: str, path: str) -> bool:
    """Whether an assertion's field and a path mean the same, or one of them holds the other."""
    steps = ["*" if step.isdigit() else step for step in path.strip("/").split("/")]
    return all(a == b for a, b in zip(field_pattern(field).split("/"), steps, strict=False))


def _rests_on(said: Assertion, entry: Evidence, value: Json) -> bool:
    """Whether `entry`, which is evidence for `value`, is the words or the metadata that an assertion rests on."""
    if entry.kind == "attachment" or said.speaker != entry.speaker or entry.text_sha256 not in (None, said.text_sha256):
        return False
    if not _is_corrected(entry) and not (said.coder == entry.coder and _may_say(said.value, entry, value)):
        return False
    if entry.kind == "metadata":
        return said.given is not None and (said.given.key, said.given.value) == (entry.key, entry.value)
    start, end = entry.start or 0, entry.end or 0
    return any(span.start <= start and end <= span.end for span in said.spans)


def _is_corrected(entry: Evidence) -> bool:
    """Whether a person gave the value for these words in place of a coder's: then the coder's is another one."""
    return "@" not in entry.coder and not entry.coder.startswith(PERSON)


def _may_say(stated: Json, entry: Evidence, value: Json) -> bool:
    """Whether what is stated can be `value`, or a rival of it where `entry` speaks against it; words alone can tell."""
    return not (isinstance(value, str) and isinstance(stated, str)) or (stated == value) == (
        entry.role != "contradicts"
    )
