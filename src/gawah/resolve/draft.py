"""An incident in the making: values chosen one by one, their evidence and their conflicts kept in that order."""

from collections.abc import Callable, Hashable, Iterable, Mapping, Sequence
from typing import Any, Literal, TypeAlias

from gawah.model import (
    Assertion,
    Conflict,
    Evidence,
    Given,
    Json,
    Link,
    Place,
    RivalValue,
    Span,
    SpanRole,
    Text,
    When,
    canonical_json,
)
from gawah.resolve.policies import Policy
from gawah.resolve.relations import Relation, date_inside, dates_agree, never, place_inside, places_agree
from gawah.resolve.statements import Item, Key, Seen, Statement, Told, quotes_of

ConflictKind = Literal["contradiction", "sequence"]


def settle(statements: Sequence[Statement], inside: Relation = never) -> Statement:
    """Return the preferred statement or, where one says the same more precisely, that one."""
    best = statements[0]
    for _ in statements[1:]:  # no chain is longer; a coder may call each of two groups a branch of the other
        finer = next((s for s in statements if inside(s.value, best.value)), None)
        if finer is None:
            break
        best = finer
    return best


def _locate(text: Text, start: int) -> dict[str, Any]:
    """Return the page and the region at which a quote begins, of a report that has pages."""
    region = text.region_at(start)
    return {"page": region.page, "region": region.box} if region else {}


class Draft:
    """The evidence and the conflicts of one incident, in the order in which its values were chosen."""

    def __init__(self, policy: Policy, names_texts: bool, origins: Mapping[str, str | None]) -> None:
        self.policy, self.names_texts, self.origins = policy, names_texts, origins
        self.evidence: list[Evidence] = []
        self.conflicts: list[Conflict] = []
        self._index: dict[tuple[Hashable, ...], int] = {}

    def witness(self, path: str, statement: Statement, role: SpanRole | None = None) -> list[int]:
        """Add what `statement` rests on as evidence at `path`, in `role` where its words do less than state it."""
        said, index, evidence = statement.said, self._index, self.evidence
        text = statement.text.sha256 if self.names_texts else None
        who = said.speaker, said.speaker_role, said.basis, said.coder
        found = []
        for quote, start, end, own in statement.quotes:
            does = role if role and own == "states" else own
            mark = (path, start, end, does, who, text)
            at = index.get(mark)
            if at is None:
                at = index[mark] = len(evidence)
                where = _locate(statement.text, start) if statement.text.regions else {}
                evidence.append(
                    Evidence(path, quote, start, end, does, *who, said.confidence, text_sha256=text, **where)
                )
            found.append(at)
        return found if said.given is None else [*found, *self._add_given(path, said, said.given, role, text)]

    def _add_given(
        self, path: str, said: Assertion, given: Given, role: SpanRole | None, text: str | None
    ) -> list[int]:
        role = role or "states"
        mark = (path, given, role, said.coder, text)
        if mark not in self._index:
            self._index[mark] = len(self.evidence)
            self.evidence.append(
                Evidence(
                    path,
                    role=role,
                    basis=said.basis,
                    coder=said.coder,
                    confidence=said.confidence,
                    kind="metadata",
                    key=given.key,
                    value=given.value,
                    given_by=given.given_by,
                    text_sha256=text,
                )
            )
        return [self._index[mark]]

    def cite(self, path: str, link: Link, seen: Seen, spans: Sequence[Span]) -> None:
        """Add the words by which `link` ties the event `seen` to another as evidence at `path`."""
        text = seen.text.sha256 if self.names_texts else None
        for quote, start, end, role in quotes_of(seen.text.content, spans):
            score = 1.0 if link.score is None else link.score
            told = {"coder": link.made_by, "confidence": score, "text_sha256": text, **_locate(seen.text, start)}
            self.evidence.append(Evidence(path, quote, start, end, role, **told))

    def choose(
        self,
        path: str,
        statements: Sequence[Statement],
        kind: ConflictKind | None = "contradiction",
        inside: Relation = never,
        agrees: Relation = never,
    ) -> Json:
        """Return the preferred value, None where nobody states one; with `kind` None, rivals are no conflict."""
        if not statements:
            return None
        best = self.prefer(statements, inside, agrees)
        self.witness(path, best)
        if len(statements) == 1:
            return best.said.value
        rivals = []
        for other in self._order_by_origins(statements, agrees):
            if other is best:
                continue
            if other.value == best.value or agrees(other.value, best.value):
                self.witness(path, other, "context" if inside(best.value, other.value) else None)
            else:
                rivals.append(other)
        if rivals and kind:
            self.dispute(path, kind, [(s, s.value) for s in rivals], best.value)
        return best.value

    def prefer(self, statements: Sequence[Statement], inside: Relation = never, agrees: Relation = never) -> Statement:
        """Return the statement whose value is chosen; there is one at least."""
        if len(statements) == 1:
            return statements[0]
        return settle(self._order_by_origins(statements, agrees), inside)

    def _order_by_origins(self, statements: Sequence[Statement], agrees: Relation) -> Sequence[Statement]:
        """Return `statements` so that what more independent origins say goes before what fewer do."""
        if not self.names_texts:
            return statements

        def order(one: Statement) -> tuple[bool, int]:
            same = (s for s in statements if s.value == one.value or agrees(s.value, one.value))
            return one.rank[0], -self.count_origins(same)

        return sorted(statements, key=order)

    def count_origins(self, statements: Iterable[Statement]) -> int:
        """Return how many independent origins `statements` come from; copies count as one, and compilations as none."""
        origins = {self.origins.get(s.text.sha256, s.text.sha256) for s in statements}
        return len(origins - {None})

    def gather(self, path: str, statements: Sequence[Statement]) -> Json:
        """Return the preferred value of `statements`, all of which speak of one thing and bear witness to it."""
        for statement in statements:
            self.witness(path, statement)
        return statements[0].value

    def dispute(self, path: str, kind: ConflictKind, rivals: Iterable[tuple[Statement, Json]], chosen: Json) -> None:
        """Keep the `rivals` with the values that they state, and their words, beside the one that was chosen."""
        held: dict[bytes, tuple[Json, list[int]]] = {}
        for statement, value in rivals:
            _, at = held.setdefault(canonical_json(value), (value, []))
            at += [n for n in self.witness(path, statement, "contradicts") if n not in at]
        values = tuple(RivalValue(value, tuple(at)) for value, at in held.values())
        self.conflicts.append(Conflict(path, kind, values, chosen, self.policy.name))


Marks: TypeAlias = Callable[[Key, Item], Iterable[Hashable]]


def merge(items: Mapping[Key, Item], marks: Marks) -> tuple[list[Item], dict[Key, int]]:
    """Return the items that are something of their own, those with a shared mark as one, and where each key went."""
    merged: list[Item] = []
    owners: dict[Hashable, int] = {}
    went: dict[Key, int] = {}
    for key in sorted(items):
        own = [m for m in marks(key, items[key]) if m]
        at = next((owners[m] for m in own if m in owners), len(merged))
        if at == len(merged):
            merged.append(items[key])
        else:
            merged[at] = _unite(merged[at], items[key])
        went[key] = at
        owners.update({m: at for m in own if m not in owners})
    return merged, went


def _unite(one: Item, other: Item) -> Item:
    return {
        about: sorted([*one.get(about, []), *other.get(about, [])], key=lambda s: s.rank) for about in {**one, **other}
    }


def list_items(told: Told, head: str, mark: Callable[[Json], Hashable]) -> list[Item]:
    """Return the items of the list `head` that state something themselves, those of one mark as one."""
    items = {key: item for key, item in told.items.get(head, {}).items() if "" in item}
    return merge(items, lambda _, item: [mark(item[""][0].value)])[0]


def choose_part(draft: Draft, path: str, statements: Iterable[Statement], name: str) -> Json:
    """Return what stands under `name` in the preferred value that has it, with evidence at `path`."""
    having = [s for s in statements if s.value.get(name) is not None]
    return draft.gather(path, [s for s in having if s.value[name] == having[0].value[name]])[name] if having else None


def choose_all(draft: Draft, path: str, statements: list[Statement]) -> tuple[str, ...]:
    """Return each value that is stated, in the order of the text."""
    held: dict[str, list[Statement]] = {}
    for statement in sorted(statements, key=lambda s: s.position):
        held.setdefault(statement.value, []).append(statement)
    for n, said in enumerate(held.values()):
        draft.gather(f"{path}/{n}", said)
    return tuple(held)


def choose_date(draft: Draft, path: str, statements: Sequence[Statement]) -> When | None:
    """Return the date, the more precise of those that agree."""
    chosen = draft.choose(path, statements, inside=date_inside, agrees=dates_agree)
    return When(**chosen) if chosen else None


def choose_place(draft: Draft, path: str, statements: Sequence[Statement]) -> Place | None:
    """Return the place, the more precise of those that agree."""
    chosen = draft.choose(path, statements, inside=place_inside, agrees=places_agree)
    return Place(**chosen) if chosen else None
