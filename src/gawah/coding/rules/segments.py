"""Which sentences tell of which incident: a report's news, incidents beside it, and older ones told again."""

from dataclasses import dataclass, field

from gawah.coding.rules.harms import Harm
from gawah.coding.rules.phrases import Parsed
from gawah.coding.rules.triggers import Trigger
from gawah.model import When

_ASIDE = (
    ("separately",), ("in", "a", "separate"), ("in", "another"), ("in", "a", "different"), ("in", "yet", "another"), ("elsewhere",),
    ("meanwhile",), ("in", "a", "similar"), ("in", "a", "second"), ("in", "other"), ("a", "separate"), ("another", "attack"),
    ("a", "second", "attack"), ("also", "on"), ("in", "an", "unrelated"), ("hours", "later"), ("in", "separate"),
)  # fmt: skip
_BACKGROUND = frozenset("earlier previously formerly historically anniversary since recalled".split())


@dataclass(slots=True)
class Segment:
    """Sentences (by number) that tell of one incident; the first of them that tells of violence is `lead`."""

    lead: int
    told_as: str
    when: When | None
    sentences: list[int] = field(default_factory=list)


@dataclass(frozen=True, slots=True)
class SentenceFacts:
    """What one sentence holds that tells incidents apart."""

    number: int
    first: int
    last: int
    harms: tuple[Harm, ...]
    triggers: tuple[Trigger, ...]
    when: When | None
    """The date of the violence that the sentence tells of, where it gives one."""
    places: tuple[str, ...]

    @property
    def tells_harm(self) -> bool:
        """Whether someone is said to be harmed, with a number or a noun."""
        return any(h.real and (h.victims or h.count) and h.rule not in ("nobody", "no-casualties") for h in self.harms)

    @property
    def weight(self) -> int:
        """How strongly the sentence speaks of a violent act."""
        return max(
            (w for t in self.triggers if t.sense.frame in ("act", "event", "harm") for _, w in t.sense.types), default=0
        )

    @property
    def violent(self) -> bool:
        """Whether the sentence tells of violence at all."""
        return self.tells_harm or self.weight >= 2


def split_incidents(parsed: Parsed, facts: list[SentenceFacts]) -> list[Segment]:
    """Return the segments of a report in their order; sentences before the first violent one go to the first."""
    segments: list[Segment] = []
    current: Segment | None = None
    waiting: list[int] = []
    for fact in facts:
        if fact.violent:
            current = _place_sentence(parsed, fact, segments, current)
        if current is None:
            waiting.append(fact.number)
        else:
            current.sentences.append(fact.number)
    if segments:
        segments[0].sentences[:0] = waiting
    return segments


def _place_sentence(parsed: Parsed, fact: SentenceFacts, segments: list[Segment], current: Segment | None) -> Segment:
    if current is None:
        return _open_segment(fact, segments, "news")
    same_day = _find_same_day(fact, segments)
    if _is_other_day(fact, current):
        return same_day or _open_segment(fact, segments, _told_as(fact, segments[0]))
    if fact.tells_harm and _begins_aside(parsed, fact):
        return _open_segment(fact, segments, "news")
    if fact.when is None and segments[0] is not current and current.told_as == "background" and not fact.tells_harm:
        return segments[0]
    return current


def _open_segment(fact: SentenceFacts, segments: list[Segment], told_as: str) -> Segment:
    segments.append(Segment(fact.number, told_as, fact.when))
    return segments[-1]


def _find_same_day(fact: SentenceFacts, segments: list[Segment]) -> Segment | None:
    for segment in segments:
        if fact.when and segment.when and segment.when.edtf == fact.when.edtf:
            return segment
    return None


def _is_other_day(fact: SentenceFacts, current: Segment) -> bool:
    """Whether the sentence dates its violence, by day or year, to another time than the segment's."""
    if fact.when is None or fact.when.edtf is None:
        return False
    if current.when is None or current.when.edtf is None:
        if fact.number == current.lead or fact.when.precision not in ("day", "year", "month"):
            return False
        current.when = current.when or None
        return fact.when.precision == "year" and fact.tells_harm
    return not _compatible(fact.when.edtf, current.when.edtf)


def _compatible(one: str, other: str) -> bool:
    """Whether two EDTF dates may be one: equal, one within the other, or alike in what both know."""
    if "/" in one or "/" in other:
        return one.split("/")[0][:7] == other.split("/")[0][:7]
    return all(a == b or "X" in (a + b) for a, b in zip(one.split("-"), other.split("-"), strict=False))


def _told_as(fact: SentenceFacts, main: Segment) -> str:
    if fact.when and main.when and fact.when.start and main.when.start:
        return "background" if fact.when.start < main.when.start else "news"
    return "background"


def _begins_aside(parsed: Parsed, fact: SentenceFacts) -> bool:
    opening = parsed.tokens.lows[fact.first : fact.first + 8]
    return any(tuple(opening[n : n + len(cue)]) == cue for cue in _ASIDE for n in (0, 1))
