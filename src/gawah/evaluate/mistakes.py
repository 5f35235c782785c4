"""Errors by class: what kind of mistake a verdict shows, the words around it, and the rule that made it."""

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Literal

from gawah.evaluate.classes import name_missing, name_one_too_many, name_wrong_value
from gawah.evaluate.fields import Verdict
from gawah.evaluate.flat import NOTHING, Act, Flat, Item, list_entries, list_quotes
from gawah.evaluate.names import overlap_quotes
from gawah.evaluate.pairing import same_actor
from gawah.model import Json

Explain = Callable[[str, str], str | None]
"""(document, JSON Pointer into its record, as "/incidents/0/killed") to the name of the rule that fired, or None."""

Kind = Literal["miss", "spurious", "wrong", "evidence"]

KINDS: tuple[Kind, ...] = ("miss", "spurious", "wrong", "evidence")
"""Gold's value is missing; gold has none such; the value is another; the words do not bear the value."""

_AROUND = 120
"""Characters of the text shown on either side of a quote."""

_SAME_PASSAGE = 0.5
"""Quotes that overlap this far tell of one act."""


@dataclass(frozen=True, slots=True)
class Excerpt:
    """A quote with what stands around it; where its place in the text is not known, nothing does."""

    before: str
    quote: str
    after: str


@dataclass(frozen=True, slots=True)
class Mistake:
    """One value that gold and prediction do not share, or that its words do not bear."""

    document: str
    field: str
    kind: Kind
    detail: str
    """The sub-class, as "off by one day"."""
    gold: Json
    predicted: Json
    gold_excerpt: Excerpt | None = None
    predicted_excerpt: Excerpt | None = None
    path: str | None = None
    """JSON Pointer into the predicted record: where the value stands, or would stand."""
    rule: str | None = None


@dataclass(frozen=True, slots=True)
class Scene:
    """A pair of incidents in their document, for showing what went wrong in it."""

    document: str
    text: str | None
    gold: Flat
    predicted: Flat
    explain: Explain | None = None

    def report(self, field: str, kind: Kind, detail: str, gold: Item | None, predicted: Item | None) -> Mistake:
        """Return the mistake with the words and the rule behind it."""
        path = self._locate(gold, predicted)
        return Mistake(
            document=self.document,
            field=field,
            kind=kind,
            detail=detail,
            gold=gold.value if gold else None,
            predicted=predicted.value if predicted else None,
            gold_excerpt=self._excerpt_gold(gold.path) if gold else None,
            predicted_excerpt=self._excerpt_predicted(predicted.path) if predicted else None,
            path=path,
            rule=self.explain(self.document, path) if self.explain and path else None,
        )

    def _locate(self, gold: Item | None, predicted: Item | None) -> str | None:
        """Where the value stands in the record; for a missing value that is no item of a list, where it would."""
        single = gold.path if gold and gold.path.count("/") == 1 else None
        below = predicted.path if predicted else single
        return None if self.predicted is NOTHING or below is None else f"/incidents/{self.predicted.number}{below}"

    def _excerpt_gold(self, path: str) -> Excerpt | None:
        quotes = _list_gold_quotes(self.gold, path)
        return cut_excerpt(self.text, quotes[0]) if quotes else None

    def _excerpt_predicted(self, path: str) -> Excerpt | None:
        entries = [entry for entry in list_entries(self.predicted.incident, path) if entry.get("quote")]
        nearest = min(entries, key=lambda e: _count_steps(e.get("path") or "", path), default=None)
        return cut_excerpt(self.text, nearest["quote"], nearest.get("start")) if nearest else None


def _count_steps(entry: str, path: str) -> tuple[int, bool]:
    """Order evidence for `path`: at it, then under it, then for what holds it."""
    return abs(entry.count("/") - path.count("/")), not entry.startswith(path)


def _list_gold_quotes(gold: Flat, path: str) -> list[str]:
    """Return gold's quotes for a value: the act's own, those under its path, or under the flat shape's `claim`."""
    act = _find_act(gold, path)
    if act:
        return [act.quote] if act.quote else []
    paths = (path, "/claim") if path.startswith("/claim") else (path,)
    return [quote for where in paths for quote in list_quotes(gold.incident, where)]


def _find_act(flat: Flat, path: str) -> Act | None:
    """Return the response that a path such as "/responses/3/date" lies in."""
    return next((act for act in flat.responses if f"{path}/".startswith(f"{act.path}/")), None)


def cut_excerpt(text: str | None, quote: str, start: Json = None) -> Excerpt:
    """Return `quote` with what stands around it in `text`: at `start` where it does stand there, else where first."""
    if text is None:
        return Excerpt("", quote, "")
    given = isinstance(start, int) and text.startswith(quote, max(start, 0))
    found = start if given else text.find(quote)
    if found < 0:
        return Excerpt("", quote, "")
    end = found + len(quote)
    return Excerpt(text[max(0, found - _AROUND) : found], quote, text[end : end + _AROUND])


# --- the mistakes in one pair -----------------------------------------------------------------------------------------


def list_mistakes(scene: Scene, verdicts: Iterable[Verdict]) -> Iterator[Mistake]:
    """Yield the mistakes that the verdicts on one pair of incidents show, field by field."""
    wrong: dict[str, list[Verdict]] = {}
    for verdict in verdicts:
        if not verdict.right:
            wrong.setdefault(verdict.field, []).append(verdict)
    for field, group in wrong.items():
        for gold, predicted in _couple(scene, field, group):
            kind, detail = _classify(scene, field, gold, predicted)
            yield scene.report(field, kind, detail, gold, predicted)


def _couple(scene: Scene, field: str, wrong: Sequence[Verdict]) -> Iterator[tuple[Item | None, Item | None]]:
    """Yield what gold has and what was predicted in its stead; what is left over of two sets is coupled."""
    yield from ((v.gold, v.predicted) for v in wrong if v.gold and v.predicted)
    left = [v.predicted for v in wrong if v.predicted and not v.gold]
    for gold in [v.gold for v in wrong if v.gold and not v.predicted]:
        instead = next((item for item in left if _in_its_stead(scene, field, gold, item)), None)
        if instead:
            left.remove(instead)
        yield gold, instead
    yield from ((None, item) for item in left)


def _in_its_stead(scene: Scene, field: str, gold: Item, predicted: Item) -> bool:
    """Whether a predicted item stands where gold's item should: for acts and accusations, only where they touch."""
    if field == "accused":
        ours = [a for a in scene.gold.perpetrators if gold.path.startswith(f"{a.path}/")]
        theirs = [a for a in scene.predicted.perpetrators if predicted.path.startswith(f"{a.path}/")]
        return any(same_actor(a, b) for a in ours for b in theirs)
    act, other = _find_act(scene.gold, gold.path), _find_act(scene.predicted, predicted.path)
    return act is None or other is None or overlap_quotes(act.quote, other.quote) >= _SAME_PASSAGE


def _classify(scene: Scene, field: str, gold: Item | None, predicted: Item | None) -> tuple[Kind, str]:
    if scene.predicted is NOTHING:
        return "miss", "with its incident"
    if scene.gold is NOTHING:
        return "spurious", "with its incident"
    if gold and predicted:
        return "wrong", name_wrong_value(field, gold.value, predicted.value, scene.gold, scene.predicted)
    if predicted:
        other = _name_same_act(scene.predicted, predicted, scene.gold)
        return "spurious", f"in gold {other}" if other else name_one_too_many(field, scene.gold)
    other = _name_same_act(scene.gold, gold, scene.predicted) if gold else None
    return "miss", f"read as {other}" if other else name_missing(field)


def _name_same_act(flat: Flat, item: Item, among: Flat) -> str | None:
    """Return the type that the other side gives to the act at `item`, where its words are there for another act."""
    act = _find_act(flat, item.path)
    others = among.responses if act else ()
    return next((o.type for o in others if act and overlap_quotes(act.quote, o.quote) >= _SAME_PASSAGE), None)
