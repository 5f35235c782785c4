"""Writes the responses of a report as events of their own, linked to what they answer."""

import re
from dataclasses import dataclass, field, replace
from functools import cache

from gawah.coding.rules.claims import find_claims
from gawah.coding.rules.dates import resolve_date
from gawah.coding.rules.extent import find_date, find_duration, find_place, find_quantity
from gawah.coding.rules.lexicon import load_lexicon
from gawah.coding.rules.page import Dated, Page
from gawah.coding.rules.positions import find_positions
from gawah.coding.rules.responders import Responder, name_responder, suits
from gawah.coding.rules.responses import ResponseMention, find_responses
from gawah.coding.rules.segments import Segment
from gawah.coding.rules.sheet import LONGEST_QUOTE, Sheet, list_fields
from gawah.coding.rules.speech import speaker_at
from gawah.model import Link, LinkKind, Span, When


@dataclass(slots=True)
class Step:
    """A response with what is said of it; one told twice has the words of both tellings."""

    mentions: list[ResponseMention]
    segment: Segment
    incident: Sheet
    actor: str | None
    target: str | None
    when: When | None = None
    dated: Dated | None = None
    sheet: Sheet | None = field(default=None)

    @property
    def first(self) -> ResponseMention:
        """Its first telling."""
        return self.mentions[0]

    @property
    def day(self) -> str | None:
        """The day or month on which it is said to have been taken."""
        return self.when.start if self.when and self.when.edtf else None


def write_responses(page: Page, told: list[Segment], incidents: list[Sheet]) -> tuple[list[Sheet], list[Link]]:
    """Return the sheets of the responses and the links to the incidents, or the responses, that they answer."""
    steps: list[Step] = []
    for segment, incident, sentences in _share_sentences(page, told, incidents):
        for mention in sorted(_list_mentions(page, segment, sentences), key=lambda m: (m.sentence, m.start)):
            step = _read_step(page, mention, segment, incident, steps)
            if step is not None and not _merge(step, steps):
                steps.append(step)
    steps = _drop_weak(steps)
    steps.sort(key=lambda s: s.first.start)
    for number, step in enumerate(steps):
        step.sheet = _write_step(page, step, steps[number + 1 :])
    links = [link for n, step in enumerate(steps) for link in _link_step(page, step, steps[:n])]
    return [s.sheet for s in steps if s.sheet], links


# --- which sentences answer which incident ----------------------------------------------------------------------------


def _share_sentences(page: Page, told: list[Segment], incidents: list[Sheet]) -> list[tuple[Segment, Sheet, list[int]]]:
    """Return each incident with the sentences that may tell of answers to it.

    What follows a part of a wave of attacks answers the whole wave; what follows older news, once that has been told,
    answers the news.
    """
    sheets = {id(s): sheet for s, sheet in zip(told, incidents, strict=False)}
    shares: dict[int, list[int]] = {id(s): [] for s in told}
    for segment in told:
        if id(segment) not in sheets:
            continue
        for number in segment.sentences:
            to = _answered_by(segment, number, told[0])
            if to is not None and id(to) in sheets:
                shares[id(to)].append(number)
    if told and id(told[0]) in sheets:
        shares[id(told[0])] += _list_loose(page, told)
    return [(s, sheets[id(s)], sorted(shares[id(s)])) for s in told if shares[id(s)]]


def _answered_by(segment: Segment, number: int, main: Segment) -> Segment | None:
    distance = number - segment.lead
    if segment.told_as == "background" and main is not segment:
        return main if distance >= (1 if segment.passing else 2) else None
    if segment.umbrella is not None and distance >= 2:
        return segment.umbrella
    return segment


def _list_loose(page: Page, told: list[Segment]) -> list[int]:
    """Return the sentences behind the second of each stretch that tells of no incident that is coded."""
    taken = {n for s in told for n in s.sentences}
    loose = set(range(told[0].lead + 1, len(page.parsed.tokens.sentences))) - taken
    return sorted(n for n in loose if {n - 1, n - 2} <= loose)


def _list_mentions(page: Page, segment: Segment, sentences: list[int]) -> list[ResponseMention]:
    found = [*find_responses(page, sentences, segment.lead), *_read_claims(page, sentences)]
    return [*found, *find_positions(page, sentences, found, segment.lead)]


def _read_claims(page: Page, sentences: list[int]) -> list[ResponseMention]:
    """Return the claims and denials of responsibility as steps of the aftermath."""
    mentions = []
    for claim in find_claims(page, sentences):
        if claim.claimed and claim.actor is not None:
            word = page.parsed.tokens.number_at(claim.actor.start)
            end = page.parsed.tokens.number_at(claim.actor.end - 1) + 1
            told = ("denial_of_responsibility", "denied") if claim.denied else ("claim_of_responsibility", "done")
            mentions.append(ResponseMention(*told, claim.start, claim.end, claim.sentence, Responder(word, end)))
    return mentions


# --- one step told once or twice --------------------------------------------------------------------------------------


def _read_step(
    page: Page, mention: ResponseMention, segment: Segment, incident: Sheet, before: list[Step]
) -> Step | None:
    """Return the step that a mention tells of; None for one dated before the violence."""
    actor = name_responder(page, mention.actor) if mention.actor else None
    target = name_responder(page, mention.target) if mention.target else None
    target = target if target and suits(mention.type, target) else None
    step = Step([mention], segment, incident, actor, target)
    dated = find_date(page, mention, segment.when)
    if dated is not None:
        told_last = _find_day_before(page, dated, segment) or next((s.when for s in reversed(before) if s.day), None)
        anchor = told_last if dated.expr.anchor == "previous" and told_last else segment.when
        step.when, step.dated = resolve_date(dated.expr, page.report_date, anchor, page.year), dated
        began = segment.when.start if segment.when else None
        if step.day and began and step.when.end and step.when.end < began[: len(step.when.end)]:
            return None
    return step


def _find_day_before(page: Page, dated: Dated, segment: Segment) -> When | None:
    """Return the day named last before "that day", in its sentence or the one before."""
    number = page.parsed.tokens.sentence_at(dated.word)
    first, _ = page.parsed.tokens.sentences[max(0, number - 1)]
    told = [d for d in page.dates_in(first, dated.word) if d.expr.kind in ("absolute", "partial", "weekday")]
    when = resolve_date(told[-1].expr, page.report_date, segment.when, page.year) if told else None
    return when if when and when.start else None


def _merge(step: Step, steps: list[Step]) -> bool:
    """Add a second telling of a step to the first; whether there was a first."""
    for known in steps[-_REMEMBERED:]:
        if known.incident is step.incident and _is_same(known, step):
            known.mentions += step.mentions
            known.when, known.dated = (known.when, known.dated) if known.when else (step.when, step.dated)
            known.target = known.target or step.target
            return True
    return False


_REMEMBERED = 100
"""Steps: one told longer ago is not told again, it is another of its kind."""


def _drop_weak(steps: list[Step]) -> list[Step]:
    """Leave out what only mentions a step ("since his arrest") where another sentence tells of one."""
    told = {(id(s.incident), s.first.type) for s in steps if not s.first.weak}
    return [s for s in steps if not s.first.weak or (id(s.incident), s.first.type) not in told]


def _is_same(one: Step, other: Step) -> bool:
    """Whether two tellings are of one step: of one type and, where dated, day; by one actor or on one target."""
    if one.first.type != other.first.type or (one.day and other.day and one.day != other.day):
        return False
    on_one = one.target is not None and other.target is not None and _alike(one.target, other.target)
    if one.actor is None or other.actor is None:
        return on_one
    return _alike(one.actor, other.actor) and (on_one or not _is_kind("many", one.first.type))


def _alike(one: str, other: str) -> bool:
    """Whether one name is the other or part of it: "Khan" and "Prime Minister Imran Khan"."""
    a, b = ({w for w in re.findall(r"\w+", name.lower()) if w not in _SMALL} for name in (one, other))
    return bool(a and b) and (a <= b or b <= a)


_SMALL = frozenset("the a an of and in s".split())


# --- writing ----------------------------------------------------------------------------------------------------------


def _write_step(page: Page, step: Step, later: list[Step]) -> Sheet:
    mention = step.first
    sheet = Sheet(page, step.incident.event.coder, "response", Span(*page.parsed.span(mention.start, mention.end)))
    trigger = sheet.span(mention.start, mention.end)
    rule = f"response-{mention.type}"
    quotes = list(dict.fromkeys(_quote(sheet, m) for m in step.mentions))
    sheet.say("type", mention.type, quotes, rule, speech=speaker_at(page.speeches, mention.start), trigger=trigger)
    sheet.say("status", mention.status, quotes[:1], rule, trigger=trigger)
    for name, value in (("actor", step.actor), ("target", step.target)):
        spans = _witness(sheet, step, name)
        if value is not None and spans:
            sheet.say(name, value, spans, rule)
    _write_date(sheet, step, later)
    _write_extent(page, sheet, step)
    placed = find_place(page, mention) if _is_kind("bodily", mention.type) else None
    if placed:
        where = placed.resolved.mention
        sheet.say("place", list_fields(placed.place), [Span(where.start, where.end)], "response-place")
    return sheet


def _witness(sheet: Sheet, step: Step, name: str) -> list[Span]:
    """Return the words that name the actor or target, and the pronoun that stands for them in the clause itself."""
    for mention in step.mentions:
        responder = mention.actor if name == "actor" else mention.target
        if responder is not None:
            spans = [sheet.span(responder.start, responder.end)]
            if responder.pronoun is not None:
                spans.append(sheet.span(responder.pronoun, responder.pronoun + 1, "context"))
            return spans
    return []


def _quote(sheet: Sheet, mention: ResponseMention) -> Span:
    """Return the response's sentence, or, of one longer than a quote may be, what begins at its actor."""
    first, last = sheet.page.parsed.tokens.sentences[mention.sentence]
    begin, finish = sheet.page.parsed.span(first, last)
    if finish - begin <= LONGEST_QUOTE:
        return sheet.span(first, last)
    told = [mention.start, *(r.start for r in (mention.actor, mention.target) if r and first <= r.start < last)]
    return sheet.span(min(told), last)


def _write_date(sheet: Sheet, step: Step, later: list[Step]) -> None:
    """Write the date, or else the bounds: after the violence and, in a report told in order, before the next date."""
    if step.dated is not None and step.when is not None and (step.when.edtf or step.when.after or step.when.before):
        when = step.when
        if when.edtf is None and when.after is None and step.segment.when:
            when = replace(when, after=step.segment.when.end)
        sheet.say("date", list_fields(when), [Span(step.dated.expr.start, step.dated.expr.end)], "response-date")
        return
    began = step.segment.when
    if began is None or not began.start:
        return
    following = next((s for s in later if s.day and s.incident is step.incident), None)
    before = following.when.end if following and following.when and _is_told_in_order(sheet.page) else None
    spans = [_date_of(sheet, step), *([_spell(following.dated)] if before and following and following.dated else [])]
    when = When(after=began.start, before=before if before and before >= began.start else None)
    sheet.say("date", list_fields(when), [s for s in spans if s], "response-bounds", confidence=0.6)


def _date_of(sheet: Sheet, step: Step) -> Span:
    """Return the words that date the violence, or, where none do, those of the response."""
    said = next((a.spans for a in step.incident.assertions if a.field == "date" and a.spans), ())
    mention = step.first
    return replace(said[0], role="context") if said else sheet.span(mention.start, mention.end, "context")


def _spell(dated: Dated) -> Span:
    return Span(dated.expr.start, dated.expr.end, "context")


def _is_told_in_order(page: Page) -> bool:
    """Whether a report tells what followed in its order: an article with headings does, news does not."""
    return any(b.kind == "heading" for b in page.blocks)


def _write_extent(page: Page, sheet: Sheet, step: Step) -> None:
    """Write how long a step lasted and how much or how many it was."""
    mention = step.first
    lasted = find_duration(page, mention) if _is_kind("lasting", mention.type) else None
    if lasted is not None:
        sheet.say("duration_days", lasted.expr.days, [Span(lasted.expr.start, lasted.expr.end)], "response-duration")
    quantity = find_quantity(page, mention)
    if quantity is None and lasted is not None:
        quantity = Span(lasted.expr.start, lasted.expr.end)
    if quantity is not None:
        sheet.say("quantity", page.text[quantity.start : quantity.end], [quantity], "response-quantity")


# --- what a step answers ----------------------------------------------------------------------------------------------


@cache
def _types_of(kind: str) -> frozenset[str]:
    return frozenset(load_lexicon("responses")["kinds"][kind])


def _is_kind(kind: str, type_: str) -> bool:
    """Whether the lexicon counts a type of response among those of a kind: "bodily", "lasting", "answering", "many"."""
    return type_ in _types_of(kind)


def _link_step(page: Page, step: Step, before: list[Step]) -> list[Link]:
    """Return the link to what a step answers; of a claim or denial, also that of its actor to the incident."""
    links = [_link(page, step, before)]
    kind = _TIES.get(step.first.type)
    if kind is not None and step.sheet is not None and _is_own_word(step):
        links.append(Link.of(kind, step.sheet.event.id, step.incident.event.id, step.incident.event.coder))
    return links


def _is_own_word(step: Step) -> bool:
    """Whether the incident itself names the actor, by that name, as one who claims or denies it."""
    basis = "claimed" if step.first.type == "claim_of_responsibility" else "denied"
    named = (a.value.get("name") for a in step.incident.assertions if a.basis == basis and isinstance(a.value, dict))
    return step.actor is not None and step.actor in named


_TIES: dict[str, LinkKind] = {"claim_of_responsibility": "claims", "denial_of_responsibility": "denies"}


def _link(page: Page, step: Step, before: list[Step]) -> Link:
    """Return the link to the step that this one answers, or to its incident."""
    assert step.sheet is not None
    answered = _find_answered(page, step, [s for s in before if s.incident is step.incident])
    to = answered[0].sheet if answered else None
    event, coder = step.sheet.event, step.incident.event.coder
    if to is None or answered is None:
        return Link.of("response_to", event.id, step.incident.event.id, coder)
    return Link.of("response_to", event.id, to.event.id, coder, spans=(answered[1],), reason=answered[2])


def _find_answered(page: Page, step: Step, before: list[Step]) -> tuple[Step, Span, str] | None:
    """Return the earlier step that this one answers, with the words that say so and why."""
    mention = step.first
    span = Span(*page.parsed.span(mention.start, mention.end))
    if mention.type == "refusal" and step.actor:
        demand = next((s for s in reversed(before) if s.first.type == "demand" and s.target), None)
        if demand and demand.target and _alike(demand.target, step.actor):
            return demand, span, "refuses what was demanded"
    if mention.type == "statement" and step.actor:
        visit = next((s for s in reversed(before) if s.first.type == "visit" and s.actor), None)
        near = visit is not None and 0 <= mention.sentence - visit.first.sentence <= 1
        if visit and near and _alike(visit.actor or "", step.actor):
            return visit, span, "said on the visit"
    return _find_named_step(page, mention, before) if _is_kind("answering", mention.type) else None


def _find_named_step(page: Page, mention: ResponseMention, before: list[Step]) -> tuple[Step, Span, str] | None:
    """Return the step that the response's words name: "the minister's comments drew criticism"."""
    first, last = page.parsed.tokens.sentences[mention.sentence]
    for n in [
        *range(mention.start - 1, max(first, mention.start - 8) - 1, -1),
        *range(mention.end, min(last, mention.end + 8)),
    ]:
        types = _named_steps().get(page.parsed.tokens.lows[n])
        if types is None or not _is_definite(page, n, first):
            continue
        named = next((s for s in reversed(before) if s.first.type in types), None)
        if named is not None:
            return named, Span(*page.parsed.span(n, n + 1)), "names the earlier step"
    return None


def _is_definite(page: Page, n: int, first: int) -> bool:
    """Whether a noun points back: behind "the", "his" or a genitive."""
    lows = page.parsed.tokens.lows
    return any(w in _POINTERS or w.endswith("'s") or w == "'" for w in lows[max(first, n - 4) : n])


_POINTERS = frozenset("the this these those his her their its such".split())


@cache
def _named_steps() -> dict[str, list[str]]:
    return {noun: types for nouns, types in load_lexicon("responses")["steps"].items() for noun in nouns.split()}
