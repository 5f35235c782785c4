"""The values of the fields that a project adds, each resolved by what its values are."""

from collections.abc import Mapping

from gawah.gazetteer.folding import fold
from gawah.model import Json
from gawah.resolve.draft import Draft
from gawah.resolve.relations import Relation, date_inside, dates_agree, never, place_inside, places_agree
from gawah.resolve.statements import Statement, Told


def custom_of(draft: Draft, told: Told) -> Mapping[str, Json]:
    """Return the values of a project's fields by name, in the order of the names."""
    named: dict[str, list[Statement]] = {}
    for (_, _, name), item in told.items.get("custom", {}).items():
        named.setdefault(name, []).extend(item[""])
    return {name: _choose(draft, name, sorted(named[name], key=lambda s: s.rank)) for name in sorted(named)}


def _choose(draft: Draft, name: str, statements: list[Statement]) -> Json:
    if draft.policy.prefer == "lowest" and all(_is_number(s.value) for s in statements):
        statements = sorted(statements, key=lambda s: (s.rank[0], s.value))
    inside, agrees = _relations(statements[0].value)
    return draft.choose(f"/custom/{name}", statements, inside=inside, agrees=agrees)


def _relations(value: Json) -> tuple[Relation, Relation]:
    """Return when one value is the more precise, and when two can both be true: of dates, places, names and words."""
    if isinstance(value, Mapping):
        if "edtf" in value:
            return date_inside, dates_agree
        return (place_inside, places_agree) if "precision" in value else (never, _have_one_name)
    return never, _are_one_word


def _have_one_name(a: Json, b: Json) -> bool:
    return fold(a["name"]) == fold(b["name"])


def _are_one_word(a: Json, b: Json) -> bool:
    return isinstance(a, str) and isinstance(b, str) and fold(a) == fold(b)


def _is_number(value: Json) -> bool:
    return isinstance(value, (int, float)) and not isinstance(value, bool)
