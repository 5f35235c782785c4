"""Values as people write them, in the shape that each field has: for corrections, and for what no coder saw."""

from collections.abc import Callable, Mapping
from dataclasses import asdict

from gawah.codebook import load
from gawah.errors import CodebookError, ReviewError
from gawah.model import Json, Place
from gawah.phrases import say
from gawah.resolve import COUNTS
from gawah.review.custom import read_custom
from gawah.review.words import read_count, read_date

Said = list[tuple[str, Json]]
"""Fields of assertions, each with its value."""

# --- corrections ------------------------------------------------------------------------------------------------------


def read_value(path: str, words: str, like: Json) -> Json:
    """Return what somebody wrote as the value of the field at `path`, shaped as the value `like` that it replaces.

    Raises ReviewError where the field cannot have it.
    """
    head = path.strip("/").split("/")[0]
    if head == "custom":
        return read_custom(path, words)
    if head in (*COUNTS, "figures") or path.endswith("/count"):
        return {**like, **read_count(words)}
    if path.endswith("date"):
        return {**like, **read_date(words)}
    if isinstance(like, bool):
        return _read_yes(path, words)
    if isinstance(like, int):
        return _read_number(path, words)
    if isinstance(like, dict):
        return _read_named(path, words, like)
    check_word(path, words)
    return words


def _read_named(path: str, words: str, like: Mapping[str, Json]) -> Json:
    """Return an object that goes by another name, without what was derived from the old one."""
    if path.endswith("/place"):
        return {**like, **read_place(words)}
    if path.startswith("/weapons"):
        return {**like, **_read_weapon(words)}
    name = next((key for key in ("name", "description", "by") if key in like), None)
    if name is None:
        raise ReviewError(say("{path}: correct one of its parts instead", path=path))
    forgotten = ("actor_id", "parent") if path.startswith("/perpetrators") else ()
    return {**like, name: words, **dict.fromkeys(forgotten, None)}


def write_value(value: Json) -> str:
    """Return a value as people write it: what `read_value` reads, as far as it can be written in a few words."""
    if isinstance(value, bool):
        return "yes" if value else "no"
    if not isinstance(value, Mapping):
        return "" if value is None or isinstance(value, list) else str(value)
    if "low" in value:
        return _write_count(value)
    if "edtf" in value:
        return value["edtf"] or value.get("start") or ""
    if "precision" in value:
        return _write_place(value)
    if "class" in value:
        return value.get("type") or ""
    return str(next((value[name] for name in ("name", "description", "by", "type") if value.get(name)), ""))


def _write_count(count: Mapping[str, Json]) -> str:
    low, best, high = count["low"], count.get("best"), count.get("high")
    if low is not None and high is not None and low != high:
        return f"{low}-{high}"
    if low is not None and high is None:
        return f"{low}+"
    return str(next((n for n in (best, high) if n is not None), ""))


def _write_place(place: Mapping[str, Json]) -> str:
    from gawah.wording import name_country

    country = place.get("country")
    around = [place.get("admin1"), name_country(country) if country else None]
    return ", ".join(filter(None, dict.fromkeys([place.get("name"), *around])))


def _read_yes(path: str, words: str) -> bool:
    if words.casefold() not in ("yes", "no"):
        raise ReviewError(say("{path}: {words} is neither yes nor no", path=path, words=words))
    return words.casefold() == "yes"


def _read_number(path: str, words: str) -> int:
    if not words.isdecimal():
        raise ReviewError(say("{path}: {words} is no whole number; write it in digits", path=path, words=words))
    return int(words)


def _read_weapon(words: str) -> dict[str, str]:
    check_word("/weapons/0/type", words)
    return {"class": load().entry("weapon_types", words).text("class") or "", "type": words}


def read_place(words: str) -> dict[str, Json]:
    """Return a place as people write it, "Machh, Balochistan, Pakistan", found in the gazetteer where it is there."""
    from gawah.gazetteer.places.resolution import resolve_text

    name, *around = (part.strip() for part in words.split(","))
    found = next((r for r in resolve_text(words) if r.mention.start == 0 and r.facts), None)
    place = found.place if found else Place(name, country=_find_country(around))
    return asdict(place)


def _find_country(around: list[str]) -> str | None:
    """Return the country that the last of the areas around a place is, by its name or ISO code."""
    from gawah.gazetteer.places.index import country_of, open_index

    last = around[-1] if around else ""
    return last if last in open_index().countries else country_of(last) if last else None


def check_word(path: str, words: str) -> None:
    """Raise ReviewError where the codebook does not have the word that stands for a value."""
    book = load()
    vocabulary = book.field(path).text("vocabulary")
    if vocabulary and words not in book.values(vocabulary):
        name = book.field(path).label.lower()
        raise ReviewError(
            say(
                "{words}: the codebook has no such {name}; it has {words2}",
                words=words,
                name=name,
                words2=", ".join(book.values(vocabulary)),
            )
        )


# --- what no coder saw ------------------------------------------------------------------------------------------------

PARTS: Mapping[str, tuple[str, ...]] = {
    "perpetrators": ("kind", "parent"),
    "victims": (
        *("count", "outcome", "status", "ethnic_or_religious", "occupation", "nationality", "age_group", "sex"),
    ),
    "targets": ("effect",),
    "claims": ("channel", "date"),
    "other_places": ("role",),
    "responses": ("status", "actor", "target", "date", "duration_days", "quantity", "place"),
}
"""What can be said of an item of a list beside what names it, field by field."""
_PLAIN = ("type", "outcome", "title", "told_as")
_LISTS = ("also_types", "motive", "campaign")


def list_addable() -> tuple[str, ...]:
    """Return the fields of an incident to which a person can add a value, in the order in which they are told."""
    overlay = load().overlay
    own = [f"custom/{name}" for name in (overlay.fields if overlay else ())]
    people = ("perpetrators", "claims", "claimed", "victims", "targets", "weapons", "motive", "campaign", "responses")
    return ("type", "also_types", *_PLAIN[1:], "date", "place", "other_places", *_list_measures(), *people, *own)


def _list_measures() -> tuple[str, ...]:
    return load().values("measures")


def shape_value(path: str, words: str, parts: Mapping[str, str] | None = None, quote: str = "") -> Said:
    """Return the fields into which a new value goes, with the values; `parts` are what else is said of the item.

    `path` is that of a field of an incident, or of a response's, "/responses/0/actor". `quote` are the report's words.
    Raises ReviewError where the field cannot have it.
    """
    head, *rest = path.strip("/").split("/")
    given = {name: said.strip() for name, said in (parts or {}).items() if said.strip()}
    if unknown := [name for name in given if name not in PARTS.get(head, ())]:
        has = ", ".join(PARTS.get(head, ())) or "none"
        raise ReviewError(say("{path}: it has no part {unknown}; it has {has}", path=path, unknown=unknown[0], has=has))
    if head == "responses":
        return _shape_response(path, words, given)
    if head in _list_measures():
        return [("figures/f1", _shape_figure(head, words))]
    if head == "custom":
        return [(path.strip("/"), read_custom(path, words))]
    if head in _SHAPES and (not rest or rest[0].isdigit()):
        return _SHAPES[head](words, given, quote)
    raise ReviewError(say("{path}: a value can be added to {words}", path=path, words=", ".join(list_addable())))


def _shape_figure(measure: str, words: str) -> Json:
    about = {"measure": measure, "words": words, "as_of": None, "status": "current", "approximate": False, "word": None}
    return about | read_count(words)


def _shape_plain(name: str) -> Callable[[str, Mapping[str, str], str], Said]:
    def shape(words: str, parts: Mapping[str, str], quote: str) -> Said:
        check_word(name, words)
        return [(f"{name}/a1" if name in _LISTS else name, words)]

    return shape


def _shape_date(words: str, parts: Mapping[str, str], quote: str) -> Said:
    return [("date", {**read_date(words), "time": None})]


def _shape_place(words: str, parts: Mapping[str, str], quote: str) -> Said:
    return [("place", read_place(words))]


def _shape_other_place(words: str, parts: Mapping[str, str], quote: str) -> Said:
    role = parts.get("role", "other")
    check_word("/other_places/0/role", role)
    place = read_place(words)
    return [("other_places/o1", {"role": role, "name": place["name"], "place": place})]


def _shape_perpetrator(words: str, parts: Mapping[str, str], quote: str) -> Said:
    kind = parts.get("kind", "unknown")
    check_word("/perpetrators/0/kind", kind)
    return [("perpetrators/p1", {"name": words, "actor_id": None, "kind": kind, "parent": parts.get("parent")})]


def _shape_victims(words: str, parts: Mapping[str, str], quote: str) -> Said:
    said: Said = [("victims/v1/description", words)]
    for name in PARTS["victims"]:
        if name in parts:
            said.append((f"victims/v1/{name}", _shape_of_victims(name, parts[name])))
    return said


def _shape_of_victims(name: str, words: str) -> Json:
    if name == "count":
        return {**read_count(words), "approximate": False, "word": None}
    if name == "nationality":
        return _read_nationality(words)
    check_word(f"/victims/0/{name}", words)
    return words


def _read_nationality(words: str) -> str:
    country = words.upper() if len(words) == 2 else _find_country([words])
    if country is None or _find_country([country]) is None:
        raise ReviewError(say("{words}: there is no such country; write its name or its ISO code, as AF", words=words))
    return country


def _shape_target(words: str, parts: Mapping[str, str], quote: str) -> Said:
    if "effect" in parts:
        check_word("/targets/0/effect", parts["effect"])
    return [("targets/t1", {"description": words, "effect": parts.get("effect")})]


def _shape_weapon(words: str, parts: Mapping[str, str], quote: str) -> Said:
    return [("weapons/w1", {**_read_weapon(words), "text": quote})]


def _shape_claim(words: str, parts: Mapping[str, str], quote: str) -> Said:
    date = read_date(parts["date"])["start"] if "date" in parts else None
    return [("claims/c1", {"by": words, "channel": parts.get("channel"), "date": date})]


def _shape_claimed(words: str, parts: Mapping[str, str], quote: str) -> Said:
    return [("claimed", _read_yes("/claimed", words))]


_SHAPES: Mapping[str, Callable[[str, Mapping[str, str], str], Said]] = {
    **{name: _shape_plain(name) for name in (*_PLAIN, *_LISTS)},
    "date": _shape_date,
    "place": _shape_place,
    "other_places": _shape_other_place,
    "perpetrators": _shape_perpetrator,
    "victims": _shape_victims,
    "targets": _shape_target,
    "weapons": _shape_weapon,
    "claims": _shape_claim,
    "claimed": _shape_claimed,
}


def _shape_response(path: str, words: str, parts: Mapping[str, str]) -> Said:
    """Return the fields of a response: of a new one, or the part of it that `path` names."""
    _, _, *rest = path.strip("/").split("/") if path.strip("/") != "responses" else ("", "", "type")
    name = "".join(rest[:1])
    said: Said = [(name, _shape_of_response(path, name, words))]
    return said + [(part, _shape_of_response(path, part, parts[part])) for part in PARTS["responses"] if part in parts]


def _shape_of_response(path: str, name: str, words: str) -> Json:
    whole = f"/responses/0/{name}"
    if name not in ("type", *PARTS["responses"]):
        raise ReviewError(
            say(
                "{path}: what can be added to a response is its {words}",
                path=path,
                words=", ".join(("type", *PARTS["responses"])),
            )
        )
    if name == "date":
        return {**read_date(words), "time": None}
    if name == "place":
        return read_place(words)
    if name == "duration_days":
        return _read_number(whole, words)
    try:
        check_word(whole, words)
    except CodebookError as error:
        raise ReviewError(str(error)) from None
    return words
