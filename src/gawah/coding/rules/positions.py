"""Positions: what someone who answers for a body says of the violence, where no other type of response names it."""

from functools import cache

from gawah.coding.rules.lexicon import load_lexicon
from gawah.coding.rules.page import Page
from gawah.coding.rules.responders import Responder
from gawah.coding.rules.responses import ResponseMention
from gawah.coding.rules.speech import Speech

_SILENT = frozenset(["media", "witness", "medic", "monitor", "expert", "court", "unknown"])


def find_positions(page: Page, sentences: list[int], known: list[ResponseMention], lead: int) -> list[ResponseMention]:
    """Return the positions taken in the sentences (by number), one a sentence; who only gives news takes none."""
    taken = {m.sentence for m in known}
    found = []
    for number in sentences:
        if number in taken or number == lead:
            continue
        first, last = page.parsed.tokens.sentences[number]
        speech = next((s for s in page.speeches_in(first, last) if _takes_position(page, s)), None)
        if speech:
            actor = Responder(speech.speaker_start, speech.speaker_end)
            found.append(ResponseMention("statement", "done", speech.start, speech.end, number, actor))
    return found


def _takes_position(page: Page, speech: Speech) -> bool:
    """Whether the speaker stands for a government, a party or himself and says what he thinks, wants or will do."""
    if speech.role in _SILENT:
        return False
    if speech.role == "party_to_conflict" or _words("voices") & set(speech.speaker.lower().split()):
        return True
    return not _words("stance").isdisjoint(page.parsed.tokens.lows[speech.start : speech.end])


@cache
def _words(name: str) -> frozenset[str]:
    return frozenset(load_lexicon("responses")[name].split())
