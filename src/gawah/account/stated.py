"""One value in words, as one speaker states it in one report."""

from gawah import wording
from gawah.model import Count, EventKind, Json, Perpetrator, Weapon
from gawah.phrases import say

_COUNT = ("low", "best", "high", "said", "approximate", "word")


def name_stated(field: str, value: Json, kind: EventKind = "incident") -> str:
    """Return the name of a field of an event of this kind, "victims/*/count", in words: "Victim: count"; of figures,
    the measure.
    """
    if kind == "response":
        return wording.label_field(f"responses/0/{field}")
    if field.startswith("figures/"):
        return wording.capitalise(wording.label("measures", value["measure"]))
    head, _, rest = field.partition("/")
    if not rest or head == "custom":
        return wording.label_field(field)
    holder = wording.label_item(head)
    part = rest.partition("/")[2]
    return say("{holder}: {field}", holder=holder, field=wording.label_field(field).lower()) if part else holder


def say_stated(field: str, value: Json, kind: EventKind = "incident") -> str:
    """Return the value of a field of an event of this kind in words."""
    if kind == "response":
        return wording.say_whole(f"responses/0/{field}", value)
    if field.startswith("figures/"):
        return wording.say_count(Count(**{name: value.get(name) for name in _COUNT if name in value}))
    if field == "perpetrators/*":
        named = {name: value.get(name) for name in ("actor_id", "parent")}
        return wording.say_actor(Perpetrator(value["name"], kind=value.get("kind") or "unknown", **named))
    if field == "weapons/*":
        return wording.say_weapon(Weapon(value["class"], value.get("type"), value.get("text") or ""))
    return wording.say_whole(field.replace("*", "0"), value)


def say_who(field: str, basis: str, speaker: str | None, role: str | None) -> str:
    """Return who says it: an attribution in the codebook's words, else the speaker; nothing for the report itself."""
    if field == "perpetrators/*":
        return wording.attribute(basis, wording.say_speaker(speaker, role) if speaker else None)
    return say("according to {speaker}", speaker=wording.say_speaker(speaker, role)) if speaker else ""
