"""The fields of an incident: what happened, when, where, by whom, to whom, with what, and why."""

from collections import Counter
from collections.abc import Hashable, Mapping, Sequence
from dataclasses import replace
from typing import Any, Literal

from gawah.codebook import load
from gawah.gazetteer.folding import fold
from gawah.model import (
    Attribution,
    Audience,
    Claim,
    Count,
    Json,
    KilledByParty,
    OtherPlace,
    Perpetrator,
    Place,
    Target,
    Verification,
    Victims,
    Weapon,
    Workflow,
)
from gawah.resolve.draft import (
    ConflictKind,
    Draft,
    Marks,
    choose_all,
    choose_part,
    list_items,
    merge,
    settle,
)
from gawah.resolve.joining import break_cycles
from gawah.resolve.persons import Named, PersonMatcher, choose_person, gather_persons
from gawah.resolve.policies import TOLD_AS
from gawah.resolve.relations import branch_of, count_inside, counts_agree, type_inside, types_agree
from gawah.resolve.speakers import list_marks, mark_actor, own_word
from gawah.resolve.statements import Item, Key, Statement, Told


def list_words(draft: Draft, told: Told, head: str) -> tuple[str, ...]:
    """Return a list of plain words: campaign, motive."""
    return tuple(draft.gather(f"/{head}/{n}", item[""]) for n, item in enumerate(list_items(told, head, fold)))


def title_of(draft: Draft, told: Told) -> str | None:
    """Return the title of the report that tells of it most fully, an encyclopedia's article first.

    A report of a burial tells little of the attack, and its title names the burial.
    """
    if not told.of("title"):
        return None
    told_in = Counter(s.text.sha256 for s in told.list_all())

    def order(statement: Statement) -> tuple[bool, bool, int]:
        text = statement.text
        return statement.rank[0], text.kind != "encyclopedia", -told_in[text.sha256]

    titles = sorted(told.of("title"), key=order)
    title: str = draft.gather("/title", [s for s in titles if s.value == titles[0].value])
    return title


def also_types_of(draft: Draft, told: Told, type_: str | None) -> tuple[str, ...]:
    """Return the types of the acts that do not name the incident."""
    named = (type_, *load().list_wider(type_))
    items = [item for item in list_items(told, "also_types", fold) if item[""][0].value not in named]
    return tuple(draft.gather(f"/also_types/{n}", item[""]) for n, item in enumerate(items))


def type_of(draft: Draft, told: Told) -> str | None:
    """Return the type; a rival that also stands in also_types is no conflict, and a narrower type says more."""
    statements = told.of("type")
    also = {s.value for item in told.items.get("also_types", {}).values() for s in item.get("", [])}
    kept = [s for s in statements if s.value == statements[0].value or s.value not in also]
    chosen: str | None = draft.choose("/type", kept, inside=type_inside, agrees=types_agree)
    return chosen


def verification_of(told: Told) -> Verification:
    """Return the grade that a person gave last."""
    return _last_given(told, "verification") or "none"


def workflow_of(told: Told) -> Workflow:
    """Return the stage of work at which a person put it last."""
    return _last_given(told, "workflow") or "new"


def audience_of(told: Told) -> Audience:
    """Return for whom a person meant it last, when releasing it."""
    return _last_given(told, "audience") or "internal"


def _last_given(told: Told, name: str) -> Any:
    given = sorted(told.of(name), key=lambda s: s.position)
    return given[-1].value if given else None


def told_as_of(draft: Draft, told: Told) -> Literal["news", "background", "proceedings"]:
    """Return how the incident is told, "news" where nobody says; no two ways contradict each other."""
    statements = sorted(told.of("told_as"), key=lambda s: TOLD_AS.index(s.value))
    return draft.choose("/told_as", statements, None) or "news"


def other_places_of(draft: Draft, told: Told) -> tuple[OtherPlace, ...]:
    """Return the places with another part in the incident."""
    found = []
    for n, item in enumerate(list_items(told, "other_places", lambda v: (v["role"], fold(v["name"])))):
        value = draft.gather(f"/other_places/{n}", item[""])
        place = value.get("place")
        found.append(OtherPlace(value["role"], value["name"], Place(**place) if place else None))
    return tuple(found)


def perpetrators_of(draft: Draft, told: Told) -> tuple[Perpetrator, ...]:
    """Return who is said to have done it, one actor once."""
    items = {key: item for key, item in told.items.get("perpetrators", {}).items() if "" in item}
    merged, _ = merge(items, lambda _, item: list_marks(item[""][0].value))
    groups = sorted(_fold_branches([item[""] for item in merged]), key=_is_nameless)
    return tuple(_perpetrator(draft, f"/perpetrators/{n}", group) for n, group in enumerate(groups))


def _is_nameless(statements: Sequence[Statement]) -> bool:
    """Whether nobody says more of an actor than "gunmen" does: it stands behind those who are named."""
    return all(s.value.get("kind") in (None, "unknown") and not s.value.get("actor_id") for s in statements)


def _fold_branches(groups: list[list[Statement]]) -> list[list[Statement]]:
    """Return `groups` with a group and its one branch as one perpetrator (RECORD.md, Attribution)."""
    pair = _whole_and_branch([settle(group, branch_of).value for group in groups])
    if pair is None:
        return groups
    first, second = sorted(pair)
    united = sorted([*groups[first], *groups[second]], key=lambda s: s.rank)
    return _fold_branches([united if n == first else g for n, g in enumerate(groups) if n != second])


def _whole_and_branch(actors: Sequence[Json]) -> tuple[int, int] | None:
    """Return the places of the first actor that has one branch among `actors`, and of that branch."""
    for n, actor in enumerate(actors):
        branches = [m for m, other in enumerate(actors) if m != n and branch_of(other, actor)]
        if len(branches) == 1:
            return n, branches[0]
    return None


def _perpetrator(draft: Draft, path: str, statements: Sequence[Statement]) -> Perpetrator:
    best = settle(statements, branch_of).value
    name, id_ = fold(best["name"]), best.get("actor_id")
    named = [s for s in statements if fold(s.value["name"]) == name or (id_ and s.value.get("actor_id") == id_)]
    draft.gather(f"{path}/name", [s for s in named if s.value["name"] == best["name"]])
    kinds = [s for s in named if s.value.get("kind") != "unknown"]
    actor_id = choose_part(draft, f"{path}/actor_id", named, "actor_id")
    kind = choose_part(draft, f"{path}/kind", kinds, "kind")
    parent = choose_part(draft, f"{path}/parent", named, "parent")
    attribution, attributions = _attribute(draft, path, statements)
    return Perpetrator(best["name"], actor_id, kind or "unknown", parent, attribution, attributions)


def _attribute(draft: Draft, path: str, statements: Sequence[Statement]) -> tuple[str, tuple[Attribution, ...]]:
    """Return the headline basis and every basis with who holds it, one speaker once, in the policy's order."""
    ordered = sorted(statements, key=lambda s: draft.policy.attributions.index(own_word(s)))
    held: dict[Hashable, list[Statement]] = {}
    for s in ordered:
        held.setdefault(_holder(s), []).append(s)
    headline = own_word(ordered[0])
    draft.gather(f"{path}/attribution", [s for s in ordered if own_word(s) == headline])
    for n, said in enumerate(held.values()):
        draft.gather(f"{path}/attributions/{n}", said)
    return headline, tuple(_attribution(said) for said in held.values())


def _holder(statement: Statement) -> Hashable:
    """Return who holds what on which day: an actor's claim is one claim, whatever day a report gives it."""
    said, basis = statement.said, own_word(statement)
    if basis == "claimed":
        return basis, mark_actor(said.speaker)
    return basis, mark_actor(said.speaker) or said.speaker_role, statement.value.get("date")


def _attribution(said: Sequence[Statement]) -> Attribution:
    """Return what one speaker holds, of whom the reports may say more or less."""
    roles = (s.said.speaker_role for s in said)
    role = next((role for role in roles if role not in (None, "unknown")), said[0].said.speaker_role)
    date = next((s.value["date"] for s in said if s.value.get("date")), None)
    return Attribution(own_word(said[0]), said[0].said.speaker, role, date)


_CONTESTED: Mapping[str, ConflictKind | None] = {
    "description": None,
    "outcome": "contradiction",
    "status": "contradiction",
    "occupation": None,
    "nationality": "contradiction",
    "age_group": "contradiction",
    "sex": "contradiction",
}
"""Whether rival values of a victims' field contradict each other: two descriptions, or two trades, do not."""


def victims_of(draft: Draft, told: Told, match: PersonMatcher) -> tuple[Victims, ...]:
    """Return the groups of people harmed. What several reports tell of in the same words is one group, and so are those
    that each is all that its report tells of people killed, or injured, and those of one person.

    `match` weighs which of the people named are one person.
    """
    groups = told.items.get("victims", {})
    persons = gather_persons(groups, match)
    merged, went = merge(groups, _group_marks(groups, persons))
    homes = _find_homes(persons, merged, went)
    found = [_victim_group(draft, n, item, homes.get(n, ())) for n, item in enumerate(merged)]
    parents = {n: _superset(item, went) for n, item in enumerate(merged)}
    wholes = break_cycles({n: parent for n, parent in parents.items() if parent is not None})
    for n, parent in wholes.items():
        draft.gather(f"/victims/{n}/subset_of", merged[n]["subset_of"][:1])
        found[n] = replace(found[n], subset_of=f"v{parent + 1}")
    return tuple(found)


def _group_marks(groups: Mapping[Key, Item], persons: Sequence[Named]) -> Marks:
    """Mark groups so that those of two events with one description and outcome are one, but never two of one event."""
    times: Counter[Hashable] = Counter()
    alone = Counter((key[0], _outcome(item)) for key, item in groups.items() if "subset_of" not in item)
    singles = _find_singles(groups, persons)

    def marks(key: Key, item: Item) -> list[Hashable]:
        description, outcome = item["description"][0].value if "description" in item else "", _outcome(item)
        mark = (fold(description), outcome)
        times[key[0], mark] += 1
        found: list[Hashable] = [(mark, times[key[0], mark])] if description else []
        if outcome and "subset_of" not in item and alone[key[0], outcome] == 1:
            found.append(("all", outcome))
        return [*found, *([("person", singles[key], outcome)] if key in singles else [])]

    return marks


def _find_singles(groups: Mapping[Key, Item], persons: Sequence[Named]) -> dict[Key, int]:
    """Return the groups that are one person, by name, with the place of that person."""
    named: dict[Key, set[int]] = {}
    for n, person in enumerate(persons):
        for key, _ in person:
            named.setdefault(key, set()).add(n)
    return {key: min(who) for key, who in named.items() if len(who) == 1 and _count(groups[key]) in (None, 1)}


def _count(item: Item) -> Json:
    return item["count"][0].value.get("best") if "count" in item else None


def _find_homes(
    persons: Sequence[Named], merged: Sequence[Item], went: Mapping[Key, int]
) -> dict[int, list[list[Statement]]]:
    """Return the persons of each group: one who is named in several stands in that of the dead, and in the smallest."""

    def order(n: int) -> tuple[bool, bool, int, int]:
        count = _count(merged[n])
        return _outcome(merged[n]) != "killed", "subset_of" not in merged[n], count if count is not None else 10**9, n

    homes: dict[int, list[list[Statement]]] = {}
    for person in persons:
        home = min({went[key] for key, _ in person}, key=order)
        homes.setdefault(home, []).append([statement for _, statement in person])
    return homes


def _outcome(item: Item) -> Json:
    return item["outcome"][0].value if "outcome" in item else ""


def _superset(item: Item, went: Mapping[Key, int]) -> int | None:
    """Return the place of the group that this one is a subset of."""
    if "subset_of" not in item:
        return None
    statement = item["subset_of"][0]
    return went.get((statement.order, len(statement.value), statement.value))


def _victim_group(draft: Draft, n: int, item: Item, persons: Sequence[Sequence[Statement]]) -> Victims:
    path, item = f"/victims/{n}", _describe_as_counted(draft, item)
    plain = {name: draft.choose(f"{path}/{name}", item.get(name, ()), kind) for name, kind in _CONTESTED.items()}
    count = draft.choose(f"{path}/count", item.get("count", ()), inside=count_inside, agrees=counts_agree)
    return Victims(
        f"v{n + 1}",
        plain.pop("description") or "",
        count=Count(**count) if count else None,
        ethnic_or_religious=choose_all(draft, f"{path}/ethnic_or_religious", item.get("ethnic_or_religious", [])),
        persons=tuple(choose_person(draft, f"{path}/persons/{m}", person) for m, person in enumerate(persons)),
        **plain,
    )


def _describe_as_counted(draft: Draft, item: Item) -> Item:
    """Return the group with no description that goes with another count: "ten miners" is none for eleven dead."""
    counts, words = item.get("count", ()), item.get("description", ())
    if not counts or len(words) < 2:
        return item
    best = draft.prefer(counts, count_inside, counts_agree).value
    others = {_group_of(s) for s in counts if not counts_agree(s.value, best)}
    fitting = [s for s in words if not s.rank[0] or _group_of(s) not in others]
    return {**item, "description": fitting or list(words)}


def _group_of(statement: Statement) -> tuple[int, str]:
    """Return the event and the key of the group that a statement speaks of."""
    return statement.order, statement.said.field.split("/")[1]


def targets_of(draft: Draft, told: Told) -> tuple[Target, ...]:
    """Return the things that were attacked or damaged."""
    found = []
    for n, item in enumerate(list_items(told, "targets", lambda v: fold(v["description"]))):
        value = draft.gather(f"/targets/{n}/description", item[""])
        found.append(Target(value["description"], choose_part(draft, f"/targets/{n}/effect", item[""], "effect")))
    return tuple(found)


def killed_by_party_of(draft: Draft, told: Told) -> KilledByParty | None:
    """Return all the dead by side."""
    chosen = draft.choose("/killed_by_party", told.of("killed_by_party"))
    return KilledByParty(**chosen) if chosen else None


def weapons_of(draft: Draft, told: Told) -> tuple[Weapon, ...]:
    """Return what was used, one class and type once."""
    items = list_items(told, "weapons", lambda v: (v["class"], v.get("type")))
    chosen = [draft.gather(f"/weapons/{n}", item[""]) for n, item in enumerate(items)]
    return tuple(Weapon(value["class"], value.get("type"), value.get("text") or "") for value in chosen)


def claims_of(draft: Draft, told: Told) -> tuple[Claim, ...]:
    """Return the claims of responsibility, one a claimant."""
    found = []
    for n, item in enumerate(list_items(told, "claims", lambda v: mark_actor(v["by"]))):
        path = f"/claims/{n}"
        by = draft.gather(f"{path}/by", item[""])["by"]
        channel, date = (choose_part(draft, f"{path}/{name}", item[""], name) for name in ("channel", "date"))
        disputed_by = choose_all(draft, f"{path}/disputed_by", item.get("disputed_by", []))
        found.append(Claim(by, channel, date, disputed_by))
    return tuple(found)


def claimed_of(draft: Draft, told: Told) -> bool | None:
    """Return whether anyone claimed it. "Nobody has claimed" is true of its hour: a claim prevails, in sequence."""
    claims = [s for item in told.items.get("claims", {}).values() for s in item.get("", [])]
    said = sorted([*told.of("claimed"), *claims], key=lambda s: s.rank)
    yes, no = [s for s in said if s.value is not False], [s for s in said if s.value is False]
    if not said:
        return None
    draft.gather("/claimed", yes or no)
    if yes and no:
        draft.dispute("/claimed", "sequence", [(s, False) for s in no], True)
    return bool(yes)
