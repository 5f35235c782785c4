"""Figures, and the counts that a policy derives from them (RECORD.md, Counts)."""

from collections.abc import Callable, Hashable, Mapping, Sequence
from dataclasses import replace
from datetime import date, timedelta
from math import inf
from typing import Any, Literal, TypeAlias

from gawah.gazetteer.folding import fold
from gawah.model import Count, Figure, Json
from gawah.resolve.draft import ConflictKind, Draft, merge
from gawah.resolve.relations import counts_agree
from gawah.resolve.statements import Item, Key, Statement, Told


def figures_of(draft: Draft, told: Told) -> tuple[Figure, ...]:
    """Return every figure that anyone states, whether or not it won."""
    found = []
    for n, item in enumerate(merge(told.items.get("figures", {}), _figure_marks)[0]):
        value, speaker = draft.gather(f"/figures/{n}", item[""]), item[""][0].said.speaker
        low, best, high = (value.get(name) for name in ("low", "best", "high"))
        words, as_of = value.get("words") or "", value.get("as_of")
        found.append(Figure(value["measure"], low, best, high, words, speaker, as_of, _status(value)))
    return tuple(found)


def _figure_marks(_: Key, item: Item) -> list[Hashable]:
    value = item[""][0].value
    about = tuple(value.get(name) for name in ("measure", "low", "best", "high", "as_of", "status"))
    return [(*about, fold(item[""][0].said.speaker))]


def count_of(draft: Draft, told: Told, measure: str) -> Count | None:
    """Return the count of `measure`: its bounds from one figure a speaker, `best` from the preferred figure of all."""
    figures = [s for item in told.items.get("figures", {}).values() for s in item.get("", [])]
    live = [s for s in figures if s.value["measure"] == measure and _status(s.value) in draft.policy.statuses]
    stated = [s for s in live if s.value.get("said", "number") != "some"] or live
    if not stated:
        return None
    ordered = _by_preference(stated, draft)
    by_speaker: dict[Hashable, Statement] = {}
    for statement in ordered:
        by_speaker.setdefault(fold(statement.said.speaker) or statement.text.sha256, statement)
    best = ordered[0]
    count = _span_counts(best.value, [s.value for s in by_speaker.values()])
    if draft.policy.prefer == "none" and len(by_speaker) > 1 and count.low != count.high:
        count = replace(count, best=None)
    _weigh_figures(draft, f"/{measure}", best, ordered)
    return count


def _status(figure: Json) -> Json:
    return figure.get("status") or "current"


def _by_preference(figures: Sequence[Statement], draft: Draft) -> list[Statement]:
    """Return the figures, the one that the policy prefers first; what a person settled goes before all others."""
    latest_first = sorted(figures, key=lambda s: (_as_of(s), s.position), reverse=True)
    preferred = sorted(latest_first, key=_PREFERENCES[draft.policy.prefer](latest_first, draft))
    return sorted(preferred, key=lambda s: s.rank[0])


Order: TypeAlias = Callable[[Statement], Any]
"""What statements are sorted by; those that are alike in it stay as they are, the latest first."""


def _prefer_surest(figures: Sequence[Statement], draft: Draft) -> Order:
    return lambda s: s.rank[1]


def _prefer_lowest(figures: Sequence[Statement], draft: Draft) -> Order:
    newest = max(_as_of(s)[:10] for s in figures)

    def order(figure: Statement) -> tuple[bool, float]:
        number = next((n for n in (figure.value.get("best"), figure.value.get("low")) if n is not None), inf)
        return _is_overtaken(_as_of(figure)[:10], newest), number

    return order


def _is_overtaken(day: str, newest: str) -> bool:
    """Whether a figure of `day` is more than a day older than the newest; one without a day is not."""
    return bool(day) and date.fromisoformat(newest) - date.fromisoformat(day) > timedelta(days=1)


def _prefer_most_origins(figures: Sequence[Statement], draft: Draft) -> Order:
    return lambda s: -draft.count_origins(o for o in figures if _numbers(o.value) == _numbers(s.value))


def _prefer_latest_official(figures: Sequence[Statement], draft: Draft) -> Order:
    return lambda s: s.said.speaker_role not in _OFFICIALS


_OFFICIALS = ("government", "police_or_military", "court", "medic")
_PREFERENCES: Mapping[str, Callable[[Sequence[Statement], Draft], Order]] = {
    "surest": _prefer_surest,
    "lowest": _prefer_lowest,
    "most_origins": _prefer_most_origins,
    "latest_official": _prefer_latest_official,
    "none": _prefer_surest,
}


def _as_of(figure: Statement) -> str:
    """Return the day that a figure speaks of, as far as it is known: its own, or that of the report."""
    return figure.value.get("as_of") or figure.text.published or ""


def _span_counts(best: Json, figures: Sequence[Json]) -> Count:
    """Return the count with the lowest and the highest bound of `figures`, open where the outermost one is open."""
    low = min(((n, is_open) for n, is_open in (_bound(f, "low") for f in figures) if n is not None), default=None)
    high = max(((n, not is_open) for n, is_open in (_bound(f, "high") for f in figures) if n is not None), default=None)
    return Count(
        None if low is None or low[1] else low[0],
        best.get("best"),
        None if high is None or not high[1] else high[0],
        best.get("said") or "number",
        bool(best.get("approximate")),
        best.get("word"),
    )


def _bound(figure: Json, side: Literal["low", "high"]) -> tuple[int | None, bool]:
    """Return the outermost number that a figure states on this side, and whether the side is open."""
    if figure.get(side) is not None:
        return figure[side], False
    stated = [n for n in (figure.get("low"), figure.get("best"), figure.get("high")) if n is not None]
    return (min(stated) if side == "low" else max(stated)) if stated else None, True


def _weigh_figures(draft: Draft, path: str, best: Statement, figures: Sequence[Statement]) -> None:
    """Add the evidence for a count: the figures that state it, those that go with it, those against it."""
    rivals = []
    for figure in figures:
        if _numbers(figure.value) == _numbers(best.value):
            draft.witness(path, figure)
        elif counts_agree(figure.value, best.value):
            draft.witness(path, figure, "context")
        else:
            rivals.append(figure)
    if rivals:
        in_time = all(_as_of(s) and _as_of(best) and _as_of(s) != _as_of(best) for s in rivals)
        kind: ConflictKind = "sequence" if in_time else "contradiction"
        draft.dispute(path, kind, [(s, _numbers(s.value)) for s in rivals], _numbers(best.value))


def _numbers(figure: Json) -> Json:
    """Return `best` where it is all there is to say, else the bounds."""
    low, best, high = (figure.get(name) for name in ("low", "best", "high"))
    return best if low == best == high else {"low": low, "best": best, "high": high}
