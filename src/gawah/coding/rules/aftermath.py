"""Writes the responses of a report as events of their own, linked to what they answer."""

from dataclasses import asdict

from gawah.coding.rules.claims import find_claims
from gawah.coding.rules.page import Page
from gawah.coding.rules.phrases import Group
from gawah.coding.rules.responses import ResponseMention, find_responses
from gawah.coding.rules.segments import Segment
from gawah.coding.rules.sheet import LONGEST_QUOTE, Sheet
from gawah.coding.rules.speech import speaker_at
from gawah.coding.rules.when import date_sentence
from gawah.coding.rules.where import place_of_sentence
from gawah.model import Link, Span, When


def write_responses(page: Page, told: list[Segment], incidents: list[Sheet]) -> tuple[list[Sheet], list[Link]]:
    """Return the sheets of the responses and the links to the incidents that they answer."""
    sheets: list[Sheet] = []
    links: list[Link] = []
    for segment, incident in zip(told, incidents, strict=False):
        if segment.told_as == "background":
            continue
        for mention in [*find_responses(page.parsed, segment.sentences), *_read_claims(page, segment)]:
            sheet = _write_response(page, mention, incident, segment)
            if sheet.event.id not in {s.event.id for s in sheets}:
                sheets.append(sheet)
                links.append(Link.of("response_to", sheet.event.id, incident.event.id, incident.event.coder))
    return sheets, links


def _read_claims(page: Page, segment: Segment) -> list[ResponseMention]:
    """Return the claims of responsibility as steps of the aftermath."""
    mentions = []
    for claim in find_claims(page, segment.sentences):
        if claim.claimed and claim.actor is not None:
            word = page.parsed.tokens.number_at(claim.actor.start)
            end = page.parsed.tokens.number_at(claim.actor.end - 1) + 1
            actor = Group(word, end, end - 1)
            mentions.append(
                ResponseMention("claim_of_responsibility", "done", claim.start, claim.end, claim.sentence, actor)
            )
    return mentions


def _write_response(page: Page, mention: ResponseMention, incident: Sheet, segment: Segment) -> Sheet:
    first, last = page.parsed.tokens.sentences[mention.sentence]
    sheet = Sheet(page, incident.event.coder, "response", Span(*page.parsed.span(mention.start, mention.end)))
    quote = [_quote(sheet, mention, first, last)]
    trigger = sheet.span(mention.start, mention.end)
    speech = speaker_at(page.speeches, mention.start)
    rule = f"response-{mention.type}"
    sheet.say("type", mention.type, quote, rule, speech=speech, trigger=trigger)
    sheet.say("status", mention.status, quote, rule, trigger=trigger)
    for field, group in (("actor", mention.actor), ("target", mention.target)):
        if group is not None and (name := _name_group(page, group)):
            sheet.say(field, name, [sheet.span(group.start, group.end)], rule)
    dated = date_sentence(page, mention.sentence, [mention.start], segment.when or When())
    if dated and dated[0].edtf:
        sheet.say("date", asdict(dated[0]), [Span(dated[1].expr.start, dated[1].expr.end)], "response-date")
    place = place_of_sentence(page, mention.sentence)
    if place:
        sheet.say("place", asdict(place[0]), [place[1]], "response-place")
    return sheet


def _quote(sheet: Sheet, mention: ResponseMention, first: int, last: int) -> Span:
    """Return the response's sentence, or, of one longer than a quote may be, what begins at its actor."""
    begin, finish = sheet.page.parsed.span(first, last)
    if finish - begin <= LONGEST_QUOTE:
        return sheet.span(first, last)
    told = [mention.start, *(g.start for g in (mention.actor, mention.target) if g)]
    return sheet.span(max(first, min(told)), last)


def _name_group(page: Page, group: Group) -> str | None:
    """Return the words of a group, its article left out."""
    if group.pronoun:
        return None
    words = page.parsed.words(group.start, group.end)
    return words.removeprefix("The ").removeprefix("the ")
