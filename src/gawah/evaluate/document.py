"""Scoring of one document: pair its incidents, compare each pair, check the quotes."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from gawah.errors import GoldError
from gawah.evaluate.classes import name_missed_incident, name_spurious_incident
from gawah.evaluate.fields import ALWAYS_COMPARED, Verdict, compare, compare_quotes
from gawah.evaluate.flat import NOTHING, Flat, Item, flatten, list_values, walk_evidence
from gawah.evaluate.gold import Document
from gawah.evaluate.mistakes import Explain, Mistake, Scene, list_mistakes
from gawah.evaluate.pairing import SAME_INCIDENT, best_of, pair, rate_incidents
from gawah.evaluate.tally import Deaths, Score, Scores, add_scores
from gawah.record import LONGEST_QUOTE


@dataclass(frozen=True, slots=True)
class DocumentResult:
    """How one document was read."""

    name: str
    predicted: bool
    """Whether there was anything to score, be it a record without incidents."""
    scores: Scores
    deaths: Deaths
    wrong_names: int
    """Perpetrators named whom gold does not name."""
    mistakes: tuple[Mistake, ...]


_Finding = Verdict | Mistake


def score_document(
    name: str, gold: Document, predicted: Document | None, text: str | None = None, explain: Explain | None = None
) -> DocumentResult:
    """Score the incidents of one document; `predicted` is None where nothing was read.

    Quotes are checked where there is a `text`. Raises GoldError where an incident has no shape that we know.
    """
    golds = _flatten_all(name, "gold", gold)
    predictions = _flatten_all(name, "the prediction", predicted or {})
    scenes = [Scene(name, text, g, p, explain) for g, p in _pair_incidents(golds, predictions)]
    findings = [*_judge_document(scenes), *_judge_incidents(scenes, golds, predictions)]
    for scene in scenes:
        findings += _judge_pair(scene)
        if text is not None and scene.predicted is not NOTHING:
            findings += _check_evidence(scene, text)
    return _sum_up(name, predicted is not None, scenes, findings)


def _flatten_all(name: str, side: str, document: Document) -> list[Flat]:
    incidents = document.get("incidents") or []
    try:
        return [flatten(incident, number) for number, incident in enumerate(incidents)]
    except (AttributeError, IndexError, KeyError, TypeError, ValueError) as error:
        raise GoldError(f"{name}: an incident of {side} has a shape that we do not know ({error})") from error


def _pair_incidents(golds: Sequence[Flat], predictions: Sequence[Flat]) -> Iterator[tuple[Flat, Flat]]:
    """Yield every gold incident with its partner or `NOTHING`, then `NOTHING` with every prediction left over."""
    found = dict(pair(golds, predictions, rate_incidents, SAME_INCIDENT))
    yield from ((gold, predictions[found[i]] if i in found else NOTHING) for i, gold in enumerate(golds))
    yield from ((NOTHING, p) for j, p in enumerate(predictions) if j not in found.values())


def _sum_up(name: str, predicted: bool, scenes: Sequence[Scene], findings: Iterable[_Finding]) -> DocumentResult:
    findings = list(findings)
    verdicts = [finding for finding in findings if isinstance(finding, Verdict)]
    compared = ("relevant", "incidents", *(ALWAYS_COMPARED if scenes else ()))
    scores = add_scores([dict.fromkeys(compared, Score()), *({v.field: _count(v)} for v in verdicts)])
    return DocumentResult(
        name=name,
        predicted=predicted,
        scores=scores,
        deaths=sum((_count_deaths(scene) for scene in scenes), Deaths()),
        wrong_names=sum(v.field == "perpetrators" and v.gold is None for v in verdicts),
        mistakes=tuple(finding for finding in findings if isinstance(finding, Mistake)),
    )


def _count(verdict: Verdict) -> Score:
    return Score(int(verdict.right), int(verdict.predicted is not None), int(verdict.gold is not None))


def _count_deaths(scene: Scene) -> Deaths:
    """Return the dead of a pair; a part's dead are in its umbrella's already."""
    gold = 0 if scene.gold.is_part else best_of(scene.gold.killed) or 0
    predicted = 0 if scene.predicted.is_part else best_of(scene.predicted.killed) or 0
    return Deaths(gold, max(0, predicted - gold), max(0, gold - predicted))


# --- incidents --------------------------------------------------------------------------------------------------------


def _judge_document(scenes: Sequence[Scene]) -> Iterator[_Finding]:
    """Yield whether the document was rightly read as telling of an incident, or of none."""
    told = [scene for scene in scenes if scene.gold is not NOTHING]
    read = [scene for scene in scenes if scene.predicted is not NOTHING]
    gold = _show_incident(told[0].gold) if told else None
    predicted = _show_incident(read[0].predicted) if read else None
    if gold or predicted:
        yield Verdict("relevant", gold, predicted, bool(gold and predicted))
    if gold and not predicted:
        yield told[0].report("relevant", "miss", "read as telling of nothing", gold, None)
    if predicted and not gold:
        yield read[0].report("relevant", "spurious", "read as telling of an incident", None, predicted)


def _judge_incidents(scenes: Sequence[Scene], golds: Sequence[Flat], predictions: Sequence[Flat]) -> Iterator[_Finding]:
    """Yield which incidents were found, and of the others whether they were merged, missed, split or made up."""
    for scene in scenes:
        gold, predicted = _show_incident(scene.gold), _show_incident(scene.predicted)
        yield Verdict("incidents", gold, predicted, bool(gold and predicted))
        if predicted is None:
            yield scene.report("incidents", "miss", name_missed_incident(scene.gold, predictions), gold, None)
        if gold is None:
            yield scene.report("incidents", "spurious", name_spurious_incident(scene.predicted, golds), None, predicted)


def _show_incident(flat: Flat) -> Item | None:
    """Return an incident in a few words, with the path at which its evidence is looked for."""
    if flat is NOTHING:
        return None
    killed = best_of(flat.killed)
    facts = (flat.type, flat.date, flat.place or flat.country, None if killed is None else f"{killed} killed")
    return Item(" · ".join(fact for fact in facts if fact), "/type")


def _judge_pair(scene: Scene) -> Iterator[_Finding]:
    verdicts = compare(scene.gold, scene.predicted)
    yield from verdicts
    yield from list_mistakes(scene, verdicts)
    for verdict in compare_quotes(scene.gold, scene.predicted):
        yield verdict
        if not verdict.right and verdict.gold:
            field = verdict.gold.path.strip("/")
            yield scene.report(
                "supported", "evidence", f"{field}: its words do not say it", verdict.gold, verdict.predicted
            )


# --- evidence ---------------------------------------------------------------------------------------------------------


def _check_evidence(scene: Scene, text: str) -> Iterator[_Finding]:
    """Yield whether every value has a witness, and whether every quote stands in the text."""
    for value, entries in list_values(scene.predicted.incident):
        right = any(_is_verbatim(entry, text) or _is_metadata(entry) for entry in entries)
        yield Verdict("witnessed", value, value, right)
        if not right:
            yield scene.report("witnessed", "evidence", f"{value.path.split('/')[1]}: no witness", None, value)
    for entry in walk_evidence(scene.predicted.incident):
        quote = Item(entry.get("quote"), entry.get("path") or "")
        right = _is_verbatim(entry, text)
        yield Verdict("quoted", quote, quote, right)
        if not right:
            yield scene.report("quoted", "evidence", _name_misquote(entry, text), None, quote)


def _is_verbatim(entry: Mapping[str, Any], text: str) -> bool:
    """Whether the quote stands at its offsets, has words, and is no longer than two sentences."""
    quote, start, end = entry.get("quote"), entry.get("start"), entry.get("end")
    if not isinstance(quote, str) or not quote.strip() or len(quote) > LONGEST_QUOTE:
        return False
    return isinstance(start, int) and isinstance(end, int) and text[start:end] == quote


def _is_metadata(entry: Mapping[str, Any]) -> bool:
    return entry.get("kind") == "metadata" and entry.get("value") not in (None, "")


def _name_misquote(entry: Mapping[str, Any], text: str) -> str:
    quote = entry.get("quote")
    if not isinstance(quote, str) or not quote.strip():
        return "empty quote"
    if len(quote) > LONGEST_QUOTE:
        return f"longer than {LONGEST_QUOTE} characters"
    return "stands elsewhere" if quote in text else "not in the text"
