"""The rules coder: from a coding input to events, assertions and links, one incident after another."""

from dataclasses import replace

from gawah.codebook import adopted
from gawah.coding.rules.aftermath import write_responses
from gawah.coding.rules.attribution import Accusation, choose_doers, find_accusations, inherit_doers
from gawah.coding.rules.casualties import write_people
from gawah.coding.rules.circumstances import read_type
from gawah.coding.rules.claims import ClaimMention, accuse_claimants, find_claims, find_shared_claims
from gawah.coding.rules.custom import write_custom
from gawah.coding.rules.dating import NOTHING_TOLD, Told, date_sentence, told_day
from gawah.coding.rules.extent import find_claim_day
from gawah.coding.rules.facts import SentenceFacts, read_facts
from gawah.coding.rules.harms import Harm
from gawah.coding.rules.incident_type import TypeChoice
from gawah.coding.rules.infobox import open_infobox, read_infobox
from gawah.coding.rules.other_places import write_other_places
from gawah.coding.rules.page import Page, read_page
from gawah.coding.rules.parties import list_parties
from gawah.coding.rules.plain_acts import find_plain_acts
from gawah.coding.rules.quoting import quote_clause
from gawah.coding.rules.relevance import find_bombing, judge
from gawah.coding.rules.retelling import list_recalled
from gawah.coding.rules.scenes import list_scenes
from gawah.coding.rules.segments import Segment, is_aggregate, split_incidents
from gawah.coding.rules.sheet import Sheet, list_fields
from gawah.coding.rules.targets import write_targets
from gawah.coding.rules.triggers import Trigger
from gawah.coding.rules.weapons import write_weapons
from gawah.coding.rules.when import find_date
from gawah.coding.rules.where import choose_place
from gawah.model import Assertion, Coding, CodingInput, Event, Link, Omission, Rival, Span, When

CODER = "rules@1"


def name_coder() -> str:
    """Return the coder's name: with a project's words it is a coder of its own, and says whose words they are."""
    overlay = adopted()
    return f"{CODER}+{overlay.coding_digest[:8]}" if overlay and overlay.coding_digest else CODER


def _say_language(tag: str) -> str:
    return "another language" if tag == "und" else tag


def code_input(source: CodingInput) -> Coding:
    """Return the coding of one input; a text in a language that these rules do not read gets none, with a note."""
    if source.text.language and source.text.language.partition("-")[0] != "en":
        note = f"not coded: {CODER} reads English, the text is in {_say_language(source.text.language)}"
        return Coding(source, name_coder(), notes=(note,), abstained=True)
    page = read_page(source)
    facts = _read_sentences(page)
    segments = split_incidents(page.parsed, facts)
    sheets: list[Sheet] = []
    links: list[Link] = []
    omissions: list[Omission] = []
    told: list[Segment] = []
    for segment in segments:
        if home := find_bombing(segment, facts, told):
            home.take_in(segment, facts)
        elif verdict := judge(page, segment, facts, told):
            omissions.append(Omission(verdict, _sentence_span(page, segment.lead)))
        else:
            told.append(segment)
    for segment in told:
        sheets.append(_write_incident(page, segment, facts, told))
    if not sheets and (box := open_infobox(page, name_coder())):
        sheets = [box]
    links += _link_parts(told, sheets)
    responses, answers = write_responses(page, told, sheets) if sheets else ([], [])
    links += answers
    return _bind(source, [*sheets, *responses], links, omissions)


def _link_parts(told: list[Segment], sheets: list[Sheet]) -> list[Link]:
    """Return the links from the parts of a wave of attacks to the incident whose totals include theirs."""
    wholes = {id(segment): sheet for segment, sheet in zip(told, sheets, strict=False)}
    return [
        Link.of("part_of", sheet.event.id, wholes[id(segment.umbrella)].event.id, name_coder())
        for segment, sheet in zip(told, sheets, strict=False)
        if segment.umbrella is not None and id(segment.umbrella) in wholes
    ]


def _bind(source: CodingInput, sheets: list[Sheet], links: list[Link], omissions: list[Omission]) -> Coding:
    events: dict[str, Event] = {}
    assertions: dict[str, Assertion] = {}
    rivals: list[Rival] = []
    for sheet in sheets:
        events.setdefault(sheet.event.id, sheet.event)
        rivals += sheet.rivals
        for assertion in sheet.assertions:
            assertions.setdefault(assertion.id, assertion)
    return Coding(
        source,
        name_coder(),
        tuple(events.values()),
        tuple(assertions.values()),
        tuple(links),
        tuple(omissions),
        tuple(rivals),
    )


def _sentence_span(page: Page, number: int) -> Span:
    first, last = page.parsed.tokens.sentences[number]
    start, end = page.parsed.span(first, last)
    return Span(start, min(end, start + 400))


def _read_sentences(page: Page) -> list[SentenceFacts]:
    facts: list[SentenceFacts] = []
    told = Told()
    for number in range(len(page.parsed.tokens.sentences)):
        fact = _read_sentence(page, number, told)
        told = told.after(fact.when)
        facts.append(fact)
    return facts


def _read_sentence(page: Page, number: int, told: Told) -> SentenceFacts:
    first, last = page.parsed.tokens.sentences[number]
    harms = tuple(page.harms_in(first, last))
    known = [t for t in page.triggers_in(first, last) if _takes_people(t, harms)]
    plain = find_plain_acts(page, first, last, known)
    triggers = tuple(sorted([*known, *plain], key=lambda t: t.start) if plain else known)
    at = [h.trigger.start for h in harms if h.real] or [t.start for t in triggers if t.sense.frame != "mark"]
    numbered = any(h.count is not None or any(v.quantity for v in h.victims) for h in harms if h.real)
    if at and not numbered and find_claims(page, [number]):
        at = []  # the day of a claim is not that of the attack
    dated = date_sentence(page, number, at, NOTHING_TOLD) if at and page.dates_in(first, last) else None
    scenes = tuple(p.place for p in list_scenes(page, first, last))
    when, when_at = (dated[0], dated[1].word) if dated else (None, None)
    day = None if when or not at else told_day(page, number, at)
    return read_facts(number, (first, last), harms, triggers, scenes, numbered, (when, when_at), told, day)


def _takes_people(trigger: Trigger, harms: tuple[Harm, ...]) -> bool:
    """Whether a verb of carrying off has people as its object; "seized weapons" takes nobody."""
    return trigger.sense.valency != "carry" or any(h.trigger == trigger for h in harms)


# --- one incident -----------------------------------------------------------------------------------------------------


def _write_incident(page: Page, segment: Segment, facts: list[SentenceFacts], told: list[Segment]) -> Sheet:
    main = segment is told[0]
    main_segment = None if main else told[0]
    own = [facts[n] for n in segment.sentences]
    harms = _list_harms(page, segment, facts)
    lead = facts[segment.lead]
    anchor = _find_anchor(lead)
    sheet = Sheet(page, name_coder(), "incident", Span(*page.parsed.span(anchor.start, anchor.end)))
    parties = list_parties(page.parsed, harms)
    parts = [s.lead for s in told if s.umbrella is segment]
    choice = read_type(page, segment, facts, harms, parties, parts)
    claims = _list_claims(page, segment, told)
    accusations = _find_doers(page, segment, facts, claims)
    if segment.umbrella is not None:
        whole = segment.umbrella
        accused = _find_doers(page, whole, facts, _list_claims(page, whole, told))
        accusations = inherit_doers(accusations, accused)
    lead_span = sheet.span(anchor.start, anchor.end)
    sheet.say("told_as", segment.told_as, [lead_span], "segment")
    sheet.say("main", main, [lead_span], "first-news-incident" if main else "later-incident")
    _write_type(sheet, choice, anchor)
    _write_date(sheet, page, segment, facts, main_segment)
    _write_place(sheet, page, segment, facts, main_segment, bool(parts))
    write_people(sheet, page, own, harms, parties, choice.type)
    _write_perpetrators(sheet, accusations, choice.type)
    _write_claims(sheet, claims, segment.when)
    tellers = _list_tellers(own) if not parts else [*_list_tellers(own)[:_OF_WHOLE], *(facts[n] for n in parts)]
    write_weapons(sheet, tellers, list_recalled(page.parsed, lead) if segment.passing else [])
    write_targets(sheet, [(f.first, f.last) for f in _list_tellers(own)])
    _write_motives(sheet, page, segment)
    write_custom(sheet, own)
    if main:
        read_infobox(page, sheet)
    return sheet


_OF_WHOLE = 3
"""Sentences on a wave of attacks that tell of its weapons before those on its parts."""


def _find_anchor(lead: SentenceFacts) -> Trigger:
    """Return the word that stands for an incident: the first in its leading sentence that harms, else any."""
    if lead.harms:
        return lead.harms[0].trigger
    return next((t for t in lead.triggers if t.sense.types), lead.triggers[0])


def _list_harms(page: Page, segment: Segment, facts: list[SentenceFacts]) -> list[Harm]:
    own = [facts[n] for n in segment.sentences]
    counted = [f for f in own if f.harms and (f.number == segment.lead or not is_aggregate(page.parsed, f))]
    return _count_bodies(_drop_recalled([h for f in counted for h in f.harms if h.real]))


def _list_claims(page: Page, segment: Segment, told: list[Segment]) -> list[ClaimMention]:
    """Return the claims of a segment's incident; one of a wave of attacks is claimed with the whole wave too."""
    own = find_claims(page, segment.sentences)
    wave = segment.umbrella is not None or any(other.umbrella is segment for other in told)
    return [*own, *find_shared_claims(page, segment.sentences)] if wave else own


def _find_doers(
    page: Page, segment: Segment, facts: list[SentenceFacts], claims: list[ClaimMention]
) -> list[Accusation]:
    """Return who is accused of a segment's incident, those who claim it included."""
    triggers = [t for n in segment.sentences for t in facts[n].triggers]
    harms = _list_harms(page, segment, facts)
    accused = find_accusations(
        page.parsed, page.actors, harms, triggers, segment.sentences, page.speeches, page.suspects, page.issuer
    )
    return [*accused, *accuse_claimants(page, claims)]


def _drop_recalled(harms: list[Harm]) -> list[Harm]:
    """Leave out what a suspect is wanted for where the report tells of other harm."""
    fresh = [h for h in harms if not h.recalled]
    return fresh or harms


def _count_bodies(harms: list[Harm]) -> list[Harm]:
    """Where only bodies tell of deaths, those found are the killed; else they stay a figure of their own."""
    if any(h.measure == "killed" for h in harms):
        return harms
    return [replace(h, measure="killed") if h.measure == "bodies_seen" else h for h in harms]


def _write_type(sheet: Sheet, choice: TypeChoice, anchor: Trigger) -> None:
    trigger = choice.trigger or anchor
    sheet.say(
        "type", choice.type, [sheet.clause(trigger)], "type-words", trigger=sheet.span(trigger.start, trigger.end)
    )
    for name, beside in choice.also:
        sheet.say(sheet.key("also_types"), name, [sheet.clause(beside)], "type-words-beside")
    chosen = choice.scores.get(choice.type, 0)
    for name, score in choice.scores.items():
        if name != choice.type and name not in dict(choice.also):
            why = f"words speak for it with {score:.1f}, for {choice.type} with {chosen:.1f}"
            sheet.reject("type", name, sheet.span(trigger.start, trigger.end), "type-words", why)


def _write_date(sheet: Sheet, page: Page, segment: Segment, facts: list[SentenceFacts], main: Segment | None) -> None:
    found = find_date(page, segment, facts, main)
    if found:
        spans = [sheet.beside(s) for s in found.spans]
        sheet.say(
            "date", list_fields(found.when), spans, found.rule, confidence=found.confidence, trigger=found.spans[0]
        )


def _write_place(
    sheet: Sheet, page: Page, segment: Segment, facts: list[SentenceFacts], main: Segment | None, has_parts: bool
) -> None:
    found = choose_place(page, segment, facts, main, has_parts)
    if found:
        spans = [sheet.beside(s) for s in found.spans]
        sheet.say("place", list_fields(found.place), spans, found.rule, confidence=0.8, trigger=found.spans[0])
    write_other_places(sheet, page, segment, facts)


# --- who did it -------------------------------------------------------------------------------------------------------


def _write_perpetrators(sheet: Sheet, found: list[Accusation], incident_type: str) -> None:
    for accusations in choose_doers(found, incident_type):
        key = sheet.key("perpetrators")
        for accusation in accusations:
            value = {
                "name": accusation.name,
                "actor_id": accusation.actor_id,
                "kind": accusation.kind,
                "parent": accusation.parent,
            }
            spans = [sheet.span(*quote_clause(sheet.page.parsed, accusation.start, accusation.end, accusation.speech))]
            if accusation.named_at is not None:
                spans.append(sheet.span(*accusation.named_at, "context"))
            trigger = sheet.span(accusation.start, accusation.end)
            rule = f"perpetrator-{accusation.rule}"
            sheet.say(key, value, spans, rule, speech=accusation.speech, basis=accusation.basis, trigger=trigger)


def _write_claims(sheet: Sheet, claims: list[ClaimMention], violence: When | None) -> None:
    for claim in claims:
        span = [sheet.span(claim.start, claim.end)]
        if not claim.claimed:
            sheet.say("claimed", False, span, "nobody-claimed")
        elif claim.actor is not None and not claim.denied:
            sheet.say("claimed", True, span, "claim")
            key = sheet.key("claims")
            day, dated = find_claim_day(sheet.page, claim.start, claim.end, claim.sentence, violence)
            value = {"by": sheet.page.actors.name(claim.actor), "channel": claim.channel, "date": day}
            sheet.say(key, value, [*span, *dated], "claim", basis="claimed")
            for doubter, start, end in claim.disputed_by:
                sheet.say(f"{key}/disputed_by", doubter, [sheet.span(start, end)], "claim-disputed")


def _list_tellers(own: list[SentenceFacts]) -> list[SentenceFacts]:
    """Return the sentences that tell of violence or stand right behind one that does."""
    violent = {f.number for f in own if f.violent}
    return [f for f in own if not violent.isdisjoint(range(f.number - 2, f.number + 1))]


def _write_motives(sheet: Sheet, page: Page, segment: Segment) -> None:
    """Motives stand where the text gives them in so many words; the infobox gives the rest."""
