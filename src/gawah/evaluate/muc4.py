"""MUC-4 in its simplified form: an incident type and five roles a template, scored by CEAF-REE and CEAF-TF.

CEAF-REE: entities of a role, over all templates of a document, are aligned one to one; a predicted entity is right if
all its mentions are among those of one gold entity (X. Du, A. Rush, C. Cardie: GRIT, EACL 2021).
CEAF-TF: templates of a document are aligned one to one so that the total of what is right is greatest, only templates
of one type with each other; then the type and the entities of each role are counted (Du, Rush, Cardie: Template filling
with generative transformers, NAACL 2021). Never compare a figure of the one measure with one of the other.
"""

import re
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, Literal

from gawah.errors import GawahError, GoldError
from gawah.evaluate.assignment import assign
from gawah.evaluate.gold import read_objects
from gawah.evaluate.muc4_scorer import judge_templates
from gawah.evaluate.muc4_templates import ROLES, Entity, Template, drop_repeated, make_template
from gawah.evaluate.scoring import Predict
from gawah.evaluate.tally import Score, Scores, add_scores

TYPE = "incident_type"
ALL = "all"
"""What the micro average over all slots is called."""

_MESSAGE = re.compile(r"^((?:DEV|TST\d)-MUC\d-\d{4})\b.*$", re.MULTILINE)


@dataclass(frozen=True, slots=True)
class Message:
    """One document of the corpus."""

    name: str
    text: str
    templates: tuple[Template, ...]


@dataclass(frozen=True, slots=True)
class SlotMistake:
    """A slot filling of the best alignment of templates that only one side has."""

    document: str
    slot: str
    """`incident_type`, or a role."""
    kind: Literal["miss", "spurious"]
    types: str
    """The type of the template that it belongs to."""
    value: str


@dataclass(frozen=True, slots=True)
class Muc4Evaluation:
    """The two measures, each by slot and under "all", and what CEAF-TF counts as wrong."""

    documents: int
    ree: Scores
    tf: Scores
    mistakes: tuple[SlotMistake, ...] = ()
    failures: tuple[tuple[str, str], ...] = ()
    """Documents that could not be read, and why; they count as read without result."""

    def to_json(self) -> dict[str, Any]:
        """Return the figures by measure and slot."""
        measures = {"ceaf_ree": self.ree, "ceaf_tf": self.tf}
        return {name: {slot: s.to_json() for slot, s in scores.items()} for name, scores in measures.items()}


@dataclass(slots=True)
class _Sums:
    """What is added up, document by document."""

    ree: list[Scores] = field(default_factory=list)
    tf: list[Scores] = field(default_factory=list)
    mistakes: list[SlotMistake] = field(default_factory=list)


Fill = Callable[[Mapping[str, Any], str], tuple[Template, ...]]
"""From a record and the text that it was read from to templates."""


def evaluate_muc4(
    path: Path,
    predict: Predict,
    *,
    texts_dir: Path | None = None,
    respell: Callable[[str], str] = str.upper,
    fill: Fill = judge_templates,
) -> Muc4Evaluation:
    """Read each document of a file of templates (JSON Lines) with `predict`, and score what comes back.

    The simplified form has its texts in small letters, though the corpus is in capitals: `respell` is what is done to
    them first. With `texts_dir`, a folder of the original files, the messages are read from there as they stand.
    `fill` turns records into templates: `judge_templates` weighs the text's noun phrases by what the record says of
    them, with weights fitted to the corpus; `fill_templates` puts down what the record holds, and no more.
    Raises GoldError where a file cannot be used.
    """
    messages = read_messages(path)
    originals = read_originals(texts_dir) if texts_dir else {}
    sums, failures = _Sums(), []
    for message in messages:
        text = originals.get(message.name) or respell(message.text)
        predicted: tuple[Template, ...] = ()
        try:
            predicted = fill(predict(message.name, text), text)
        except GawahError as error:
            failures.append((message.name, str(error)))
        _add_document(sums, message.name, message.templates, predicted)
    return Muc4Evaluation(len(messages), _total(sums.ree), _total(sums.tf), tuple(sums.mistakes), tuple(failures))


def _add_document(sums: _Sums, name: str, golds: Sequence[Template], predictions: Sequence[Template]) -> None:
    sums.ree.append(score_entities(golds, predictions))
    found = align_templates(golds, predictions)
    sums.tf.append(count_slots(found))
    sums.mistakes += _list_mistakes(name, found)


def _total(parts: Iterable[Scores]) -> Scores:
    """Return the scores by slot, with their micro average under "all"."""
    total = add_scores(parts)
    return {**total, ALL: sum(total.values(), Score())}


# --- files ------------------------------------------------------------------------------------------------------------


def read_messages(path: Path) -> tuple[Message, ...]:
    """Return the documents of a file of templates. Raises GoldError where a line has another shape."""
    return tuple(_read_message(where, raw) for where, raw in read_objects(path))


def _read_message(where: str, raw: Mapping[str, Any]) -> Message:
    try:
        templates = [_read_template(template) for template in raw["templates"]]
        return Message(str(raw["docid"]), str(raw["doctext"]), drop_repeated(templates))
    except (AttributeError, IndexError, KeyError, TypeError) as error:
        raise GoldError(f"{where}: not a document with `docid`, `doctext` and `templates` of five roles") from error


def _read_template(raw: Mapping[str, Any]) -> Template:
    types = frozenset(part.strip() for part in raw[TYPE].lower().split("/"))
    return make_template(types, {role: [[m[0] for m in entity] for entity in raw[role]] for role in ROLES})


def read_originals(folder: Path) -> dict[str, str]:
    """Return the messages of the corpus's own files in a folder by name, as they stand, without their head line."""
    found: dict[str, str] = {}
    for file in sorted(path for path in folder.iterdir() if path.is_file()):
        _, *parts = _MESSAGE.split(file.read_text(encoding="latin-1"))
        found.update(zip(parts[::2], (part.strip("\n") + "\n" for part in parts[1::2]), strict=True))
    return found


# --- the two measures -------------------------------------------------------------------------------------------------


def score_entities(golds: Sequence[Template], predictions: Sequence[Template]) -> Scores:
    """Return CEAF-REE's counts of one document, by role."""
    scores = {}
    for role in ROLES:
        ours, theirs = _pool(golds, role), _pool(predictions, role)
        scores[role] = Score(len(_match(ours, theirs)), len(theirs), len(ours))
    return scores


def _pool(templates: Sequence[Template], role: str) -> list[Entity]:
    """Return the entities of a role over all templates; one whose mentions are among another's, or hold them, once."""
    kept: list[Entity] = []
    for entity in (entity for template in templates for entity in template.entities[role]):
        if not any(entity <= other or other <= entity for other in kept):
            kept.append(entity)
    return kept


def _match(golds: Sequence[Entity], predictions: Sequence[Entity]) -> list[tuple[int, int]]:
    """Return the most pairs of a gold entity and a predicted one all of whose mentions it has."""
    return assign([[float(predicted <= gold) for predicted in predictions] for gold in golds])


@dataclass(frozen=True, slots=True)
class Aligned:
    """A gold template and its partner; one of the two may be missing."""

    gold: Template | None
    predicted: Template | None


def align_templates(golds: Sequence[Template], predictions: Sequence[Template]) -> list[Aligned]:
    """Return the alignment of a document's templates with the greatest total of what is right."""
    pairs = assign([[float(_count_right(gold, predicted)) for predicted in predictions] for gold in golds])
    partner, taken = dict(pairs), {j for _, j in pairs}
    return [
        *(Aligned(gold, predictions[partner[i]] if i in partner else None) for i, gold in enumerate(golds)),
        *(Aligned(None, predicted) for j, predicted in enumerate(predictions) if j not in taken),
    ]


def _count_right(gold: Template, predicted: Template) -> int:
    """Return how many fillings are right, the type among them; none where the types differ."""
    if not predicted.types <= gold.types:
        return 0
    return 1 + sum(len(_match(gold.entities[role], predicted.entities[role])) for role in ROLES)


def count_slots(found: Sequence[Aligned]) -> Scores:
    """Return CEAF-TF's counts of one document, by slot."""
    scores = {TYPE: Score(*(sum(counts) for counts in zip(*map(_count_type, found), strict=True)))} if found else {}
    for role in ROLES:
        sides = [_list_entities(aligned, role) for aligned in found]
        right = sum(len(_match(ours, theirs)) for ours, theirs in sides)
        predicted, gold = sum(len(theirs) for _, theirs in sides), sum(len(ours) for ours, _ in sides)
        scores[role] = Score(right, predicted, gold)
    return scores


def _count_type(aligned: Aligned) -> tuple[int, int, int]:
    gold, predicted = aligned.gold is not None, aligned.predicted is not None
    return int(gold and predicted), int(predicted), int(gold)


def _list_entities(aligned: Aligned, role: str) -> tuple[Sequence[Entity], Sequence[Entity]]:
    gold = aligned.gold.entities[role] if aligned.gold else ()
    predicted = aligned.predicted.entities[role] if aligned.predicted else ()
    return gold, predicted


def _list_mistakes(name: str, found: Sequence[Aligned]) -> Iterator[SlotMistake]:
    """Yield the fillings that only gold or only the prediction has, under the alignment `found`."""
    for aligned in found:
        if aligned.predicted is None and aligned.gold:
            yield SlotMistake(name, TYPE, "miss", _name_types(aligned.gold), _name_types(aligned.gold))
        if aligned.gold is None and aligned.predicted:
            yield SlotMistake(name, TYPE, "spurious", _name_types(aligned.predicted), _name_types(aligned.predicted))
        for role in ROLES:
            yield from _list_role_mistakes(name, aligned, role)


def _list_role_mistakes(name: str, aligned: Aligned, role: str) -> Iterator[SlotMistake]:
    golds, predictions = _list_entities(aligned, role)
    pairs = _match(golds, predictions)
    found, right = {i for i, _ in pairs}, {j for _, j in pairs}
    types = _name_types(aligned.gold or aligned.predicted)
    for i, entity in enumerate(golds):
        if i not in found:
            yield SlotMistake(name, role, "miss", types, " / ".join(sorted(entity)))
    for j, entity in enumerate(predictions):
        if j not in right:
            yield SlotMistake(name, role, "spurious", types, " / ".join(sorted(entity)))


def _name_types(template: Template | None) -> str:
    return " / ".join(sorted(template.types)) if template else ""
