"""Claims of responsibility: who claimed, through what channel, that nobody did, who denies, who doubts a claim."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace

from gawah.coding.rules.attribution import Accusation
from gawah.coding.rules.lexicon import load_lexicon, word_set
from gawah.coding.rules.page import Page
from gawah.coding.rules.phrases import find_subject
from gawah.coding.rules.speech import Speech
from gawah.coding.rules.ties import read_tie, read_ties
from gawah.gazetteer.actors import ActorMention

_VERBS = word_set("claims", "verbs")
_DENY = frozenset("denied denies deny denying disclaimed".split())
_REFUSED = word_set("claims", "refused")
_LEFT = word_set("claims", "left")
_LEFT_WORDS = sorted(_LEFT)
_MEDIUM = "|".join(load_lexicon("attribution")["medium"])
_ARTICLE = "(?i:a|an|the|its|their|his)"
_FILL = r"(?!and\b|which\b|that\b|claim|saying\b)[^\W\d][\w'’@-]*"
_CHANNEL = re.compile(
    rf"\b(?i:through|via|by|on|in|to|over|from|using|with)\s+((?:{_ARTICLE}\s+)?(?:{_FILL}\s+){{0,5}}?"
    rf"(?i:{_MEDIUM})s?\b(?:\s+(?:[a-z]+\s+)?(?i:{_MEDIUM})s?\b){{0,2}}"
    rf"(?:\s+and\s+(?:{_ARTICLE}\s+)?(?i:{_MEDIUM})s?\b)?"
    rf"(?:\s+(?i:of|on|to|from|by|via|with|read over|sent to|posted on|delivered to)\s+"
    rf"(?i:the\s+|its\s+|an?\s+|this\s+)?"
    rf"(?:[^\W\d][\w'’-]*\s+){{0,3}}?(?:(?i:{_MEDIUM})s?|[A-Z][\w'’-]+)\b(?:\s+[A-Z][\w'’-]+){{0,2}}){{0,2}}"
    r"(?:\s+[a-z]+ agency\b)?)"
)
_SPOKESMAN = re.compile(
    r"\b((?:spokes(?:man|person|woman)|commander|leader)\b(?:\s+(?!claim|said|told|while|accept|admit|took)[\w'’.-]+){0,6})",
    re.I,
)
_LEFT_BEHIND = word_set("claims", "left_behind")
_SHOWN = word_set("claims", "shown")
_SAID_TO_CLAIM = word_set("claims", "said_to_claim")
_ATTACKS = word_set("claims", "attacks")
_ITSELF = frozenset("it they we he its their our".split())
_OUTFIT = word_set("claims", "outfit")
_DISPUTE = word_set("claims", "dispute")
_SIGNS = word_set("claims", "signs")
_OWNED = frozenset(["owned", "owns", "boasted", "forward"])
_OWNING = word_set("claims", "owning")
_MEDIA = re.compile(
    rf"\b((?:(?:a|an|its|their)\s+)?(?:(?!{'|'.join(_LEFT_WORDS)}\b)[\w-]+\s+)?(?:{_MEDIUM})s?\b(?:\s+(?:on|to|from|in)\s+(?:an?\s+|the\s+|its\s+)?"
    r"(?:[A-Z][\w'’-]+|newspapers?|station|agency)(?:\s+[A-Z][\w'’-]+)?)?|(?:telephoned|phoned|rang)\s+(?:an?|the)\s+(?:[\w-]+\s+){1,3})"
)
_SAID_SO = re.compile(
    r"\b(?:said|says|announced|announces|declared|declares|stated|wrote|told|boasted|confirmed)\b.{0,200}?"
    r"(?: (?:it|they|we|one of (?:its|their|our) \w+|"
    r"(?:his|the) (?:group|organi[sz]ation|movement|outfit|column|militia)|"
    r"(?:its|their|our) (?:fighters|men|members|forces|unit|units|commandos)) "
    r"(?:(?:had|have|has) )?(?:\"|“|also|just|itself)? ?"
    rf"(?:{'|'.join(sorted(word_set('claims', 'done')))})\b"
    r"| (?:was|were) (?:one|two|some|members|fighters|part) of (?:its|their|our) (?:members|fighters|men|own|soldiers)"
    r"| it was (?:they|them|it|us|we|(?:its|their|our) (?:fighters|men|members|unit)) (?:who|that|which) )"
)
_OWN_SAYING = frozenset(load_lexicon("groups")["saying"].split()) | word_set("claims", "verbs") | _OWNED | {"owned"}
_SAID_IN_NAME = re.compile(
    r" (?:said|says|told|stated|added) .{0,60}?"
    r"(?:it|they|the group|the movement|his men|its fighters) (?:had |have |has )?"
    rf"(?:{'|'.join(sorted(word_set('claims', 'done')))}) "
)
"""What a caller or a message says for the group whose name it bears."""
_FAR = 80
"""Words behind a name in which it is looked for what its group says."""
_OWNED_UP = re.compile(r"^(?:\S+ ){0,2}?(?:owned up to|owns up to|boasted of|acknowledged) (?:\S+ ){0,4}")
_CLAIMED_IT = re.compile(
    r"^(?:claimed|claims) (?:that )?(?:it|they|its (?:fighters|men|members)) (?:had |have |has )?"
    rf"(?:{'|'.join(sorted(word_set('claims', 'done')))})\b"
)
_CUES = (
    _SIGNS
    | _OWNED
    | _VERBS
    | _OWNING
    | _LEFT_BEHIND
    | _ITSELF
    | frozenset(["responsibility", "credit", "unclaimed", "claims"])
)


@dataclass(frozen=True, slots=True)
class ClaimMention:
    """A claim told by the words [start, end); `claimed` is False where the text says that nobody claimed."""

    claimed: bool
    start: int
    end: int
    sentence: int
    actor: ActorMention | None = None
    channel: str | None = None
    denied: bool = False
    """Whether the actor denies it instead."""
    disputed_by: tuple[tuple[str, int, int], ...] = ()
    """Who doubts the claim, each with the words [start, end) that say so."""


def find_claims(page: Page, sentences: list[int]) -> list[ClaimMention]:
    """Return the claims and denials that the sentences (by number) tell of, one a sentence."""
    found = [claim for number in sentences if (claim := _recall_sentence(page, number))]
    disputes = [dispute for number in sentences for dispute in _read_disputes(page, number)]
    if not disputes:
        return found
    return [replace(c, disputed_by=tuple(disputes)) if c.claimed and not c.denied else c for c in found]


def find_shared_claims(page: Page, sentences: list[int]) -> list[ClaimMention]:
    """Return the claims outside `sentences` that speak of several attacks: "for the bombings", "for either blast".

    That nobody claimed "the attacks" is said of them together, that nobody claimed "either" of each.
    """
    own = set(sentences)
    others = [n for n in range(len(page.parsed.tokens.sentences)) if n not in own]
    return [claim for claim in find_claims(page, others) if _is_of_several(page, claim)]


def _is_of_several(page: Page, claim: ClaimMention) -> bool:
    lows = page.parsed.tokens.lows[claim.start : min(claim.end + 8, page.parsed.tokens.sentences[claim.sentence][1])]
    each = not _EACH.isdisjoint(lows)
    return each or (claim.claimed and any(w in _ATTACKS and w.endswith("s") for w in lows))


_EACH = frozenset("either both neither each".split())


def accuse_claimants(page: Page, claims: list[ClaimMention]) -> list[Accusation]:
    """Return those who claimed the incident as its doers, and those who deny it with that basis."""
    return [
        Accusation(
            page.actors.name(c.actor), c.actor.actor_id, c.actor.kind, c.actor.parent, "named",
            "denied" if c.denied else "claimed", c.start, c.end, c.sentence, _own_speech(page, c.actor, c),
            "denial" if c.denied else "claim",
        )
        for c in claims
        if c.claimed and c.actor is not None
    ]  # fmt: skip


def _own_speech(page: Page, actor: ActorMention, claim: ClaimMention) -> Speech:
    """Return the claimant as the one who says it: a party to the conflict, in its own words."""
    word = page.parsed.tokens.number_at(actor.start)
    return Speech(claim.start, claim.end, actor.surface, "party_to_conflict", word, word + 1)


def _recall_sentence(page: Page, number: int) -> ClaimMention | None:
    if number not in page.claims:
        page.claims[number] = _read_sentence(page, number)
    return page.claims[number]


def _read_sentence(page: Page, number: int) -> ClaimMention | None:
    if _CUES.isdisjoint(page.parsed.tokens.vocabularies[number]):
        return _read_tied(page, number)
    for reader in (
        _read_responsibility, _read_responsible, _read_claimed_attack, _read_own_words, _read_tied, _read_said_so,
        _read_signed, _read_left_behind,
    ):  # fmt: skip
        if claim := reader(page, number):
            return claim
    return None


# --- "claimed responsibility" -----------------------------------------------------------------------------------------


def _read_responsibility(page: Page, number: int) -> ClaimMention | None:
    """Read "X claimed responsibility for …", "no group has claimed responsibility", "X denied responsibility"."""
    first, last = page.parsed.tokens.sentences[number]
    lows = page.parsed.tokens.lows
    for n in page.parsed.tokens.find(_RESPONSIBILITY, number):
        verb = next((m for m in range(n - 1, max(first - 1, n - 7), -1) if lows[m] in _VERBS), None)
        if lows[n] == "involvement" and (verb is None or lows[verb] not in _DENY):
            continue
        passive = n + 2 < last and any(w in ("claimed", "accepted", "taken", "assumed") for w in lows[n + 1 : n + 8])
        if verb is None and not passive:
            continue
        if verb is not None and _REFUSED & set(lows[max(first, verb - 3) : verb]) and not _nobody(page, first, n):
            return None
        if verb is not None and (lows[verb - 2 : verb] in _OUGHT or lows[verb - 1] in ("should", "must", "would")):
            continue
        if _nobody(page, first, n) or (verb is None and {"not", "yet"} & set(lows[n + 1 : n + 8])):
            return ClaimMention(False, first if verb is None else max(first, verb - 6), min(last, n + 1), number)
        return _claim_by(
            page, number, verb if verb is not None else n, n, denied=verb is not None and lows[verb] in _DENY
        )
    return _read_unclaimed(page, number)


_OUGHT = (["had", "to"], ["have", "to"], ["has", "to"], ["ought", "to"], ["needed", "to"])
_RESPONSIBILITY = frozenset(["responsibility", "credit", "involvement"])


def _read_unclaimed(page: Page, number: int) -> ClaimMention | None:
    """Read "there was no immediate claim", "the attack has gone unclaimed", "nobody has claimed the attack"."""
    first, last = page.parsed.tokens.sentences[number]
    lows = page.parsed.tokens.lows
    for n in page.parsed.tokens.find(_MAYBE_UNCLAIMED, number):
        if lows[n] == "unclaimed" or (
            lows[n] in ("claim", "claims") and "no" in lows[max(first, n - 3) : n] and lows[n + 1 : n + 2] != ["that"]
        ):
            return ClaimMention(False, max(first, n - 3), min(last, n + 3), number)
        if lows[n] == "forward" and lows[n - 1] in ("come", "came") and _nobody(page, first, n):
            return ClaimMention(False, max(first, n - 4), min(last, n + 6), number)
        if lows[n] in _OWNED_IT and (_ATTACKS | {"it"}) & set(lows[n + 1 : n + 4]) and _nobody(page, first, n):
            return ClaimMention(False, max(first, n - 6), min(last, n + 4), number)
    if _UNCLEAR.isdisjoint(page.parsed.tokens.vocabularies[number]):
        return None
    text = " ".join(["", *lows[first:last], ""])
    match = _UNCLAIMED.search(text)
    if match is None:
        return None
    start = first + text[: match.start()].count(" ")
    return ClaimMention(False, start, min(last, start + match[0].count(" ")), number)


_OWNED_IT = frozenset("claimed owned avowed admitted".split())
_MAYBE_UNCLAIMED = _OWNED_IT | {"unclaimed", "claim", "claims", "forward"}
_UNCLEAR = frozenset("clear unclear known unknown nobody none one said word spoken".split())
_UNCLAIMED = re.compile(
    r" (?:(?:not|n't|never) (?:immediately |yet )(?:clear|known)|still unclear) who (?:was |were |had |is )?"
    r"(?:behind|responsible|carried|done|did|staged|planted|laid|fired) "
    r"| no word (?:yet )?from (?:any|the) .{0,20}?groups? | no (?:group|one|outfit) (?:has |had )?spoken up "
    r"| (?:nobody|no one|no group|no outfit|none [a-z ]{0,30}?)(?: has| had| have)?(?: so far| yet)?"
    r" (?:said|says|admitted) (?:that )?(?:they|it|he) (?:did it|had done it|carried it out|(?:was|were) responsible) "
)


def _nobody(page: Page, first: int, stop: int) -> bool:
    window = page.parsed.tokens.lows[max(first, stop - 12) : stop]
    denied = not _NOBODY.isdisjoint(window) or "n't " in " ".join([*window, ""])
    return denied and not ("not" in window and "only" in window)


_NOBODY = frozenset("no nobody none not neither yet".split())


def _claim_by(page: Page, number: int, verb: int, noun: int, denied: bool = False) -> ClaimMention | None:
    first, last = page.parsed.tokens.sentences[number]
    subject = find_subject(page.parsed, verb, first)
    actor = None
    if subject and not subject[0].pronoun:
        begin = subject[0].start
        if not _SPLINTERS.isdisjoint(page.parsed.tokens.lows[begin:verb]):
            begin = max(first, begin - _FAR_BACK)  # "Y, a splinter group of X, claimed"
        actor = page.actors.best(begin, max(verb, subject[-1].end))
    if actor is None or actor.sort != "named":
        actor = (
            _claimed_by(page, noun, last) or _nearest_named(page, first, last, verb) or _last_named_before(page, first)
        )
    start = _start_of_claim(page, first, min(subject[0].start if subject else verb, verb), actor)
    channel = None if denied else _any_channel(page, first, last, start, verb)
    return ClaimMention(True, start, _end_of_claim(page, noun, last), number, actor, channel, denied)


def _start_of_claim(page: Page, first: int, start: int, actor: ActorMention | None) -> int:
    """Return where the words of a claim begin: at the claimant, where the sentence names it before."""
    named = page.parsed.tokens.number_at(actor.start) if actor else start
    return max(first, named - _LEAD) if first <= named < start and start - named < _FAR_BEFORE else start


_SPLINTERS = frozenset("splinter breakaway offshoot".split())
_FAR_BACK = 12
"""Words before "a splinter group of" in which the splinter's name stands."""
_LEAD = 3
"""Words before a claimant's name: "a spokesman for"."""
_FAR_BEFORE = 25
"""Words between a claimant and the words of the claim."""


def _claimed_by(page: Page, noun: int, last: int) -> ActorMention | None:
    """Return X of "responsibility was claimed by X"."""
    lows = page.parsed.tokens.lows
    by = next((n for n in range(noun, min(last, noun + 10)) if lows[n] == "by"), None)
    actor = page.actors.best(by + 1, min(last, by + 6)) if by else None
    return actor if actor is not None and actor.sort == "named" else None


def _end_of_claim(page: Page, noun: int, last: int) -> int:
    """Return the end of the clause that says what was claimed, and through what."""
    end = noun + 1
    while end < last and page.parsed.tokens.words[end] not in (".", ";"):
        end += 1
    return min(end, noun + 30)


def _nearest_named(page: Page, first: int, last: int, verb: int) -> ActorMention | None:
    named = [s for s in page.actors.within(first, last) if s[2].sort == "named"]
    named = [s for s in named if s[2].group != "by_context"] or named
    before = [s for s in named if s[0] < verb]
    return before[-1][2] if before else named[0][2] if named else None


def _last_named_before(page: Page, stop: int) -> ActorMention | None:
    named = [s for s in page.actors.spans if s[0] < stop and s[2].sort == "named"]
    return named[-1][2] if named else None


def _channel(page: Page, first: int, last: int, start: int, verb: int) -> str | None:
    """Return the words for the channel of a claim: a medium, or else the spokesman who made it."""
    begin, end = page.parsed.span(first, last)
    if match := _CHANNEL.search(page.text, begin, end):
        return " ".join(match[1].split())
    subject, stop = page.parsed.span(start, max(verb, start + 1))
    spoken = _SPOKESMAN.search(page.text, subject, stop)
    return " ".join(spoken[1].split()) if spoken else None


# --- other words for a claim ------------------------------------------------------------------------------------------


def _read_responsible(page: Page, number: int) -> ClaimMention | None:
    """Read "X claimed they were responsible", "X admitted that it was behind the attack"."""
    first, _ = page.parsed.tokens.sentences[number]
    lows = page.parsed.tokens.lows
    for n in page.parsed.tokens.find(_RESPONSIBLE, number):
        said = next((m for m in range(n - 1, max(first - 1, n - 14), -1) if lows[m] in _OWNING), None)
        if said is None or lows[n - 1] not in ("was", "were", "is", "are", "been") or _nobody(page, first, n):
            continue
        if _ITSELF & set(lows[said + 1 : n]) or _OUTFIT & set(lows[said + 1 : n]):
            return _claim_by(page, number, said, n)
    return None


_RESPONSIBLE = frozenset(["responsible", "behind"])


def _read_claimed_attack(page: Page, number: int) -> ClaimMention | None:
    """Read "a Hizb spokesman, while claiming the attack, …", never "he claimed the attack was a mistake"."""
    first, last = page.parsed.tokens.sentences[number]
    lows, tags = page.parsed.tokens.lows, page.parsed.tags
    for n in page.parsed.tokens.find(_CLAIMED, number):
        if n >= last - 2 or (n > first and lows[n - 1] in ("was", "were")):
            continue
        noun = next((m for m in range(n + 1, min(last, n + 6)) if lows[m] in _ATTACKS), None)
        if (
            noun is None
            or any(tags[m] in "VXMSP," for m in range(n + 1, noun))
            or (lows[n] != "claiming" and _goes_on(tags, noun + 1, last))
        ):
            continue
        claim = _claim_by(page, number, n, noun)
        return claim if claim and claim.actor and claim.actor.sort == "named" else None
    return None


_CLAIMED = frozenset(["claimed", "claiming", "claims"])


def _goes_on(tags: str, n: int, last: int) -> bool:
    """Whether a verb follows before the next punctuation, so that the attack is that verb's subject."""
    while n < last and tags[n] in "WDNPG":
        n += 1
    return n < last and tags[n] in "VXM"


def _read_own_words(page: Page, number: int) -> ClaimMention | None:
    """Read "X said it shot the man dead" and "We killed him", a spokesman of X said."""
    first, last = page.parsed.tokens.sentences[number]
    for speech in page.speeches:
        if speech.start >= last or speech.end <= first:
            continue
        actor = _armed_speaker(page, speech)
        act = next(_own_acts(page, max(first, speech.start), min(last, speech.end)), None) if actor else None
        if actor and act:
            start = min(act[0], speech.speaker_start) if first <= speech.speaker_start else act[0]
            end = max(act[1], speech.speaker_end) if speech.speaker_end <= last else act[1]
            return ClaimMention(True, start, end, number, actor, _channel(page, first, last, start, end))
    return None


def _armed_speaker(page: Page, speech: Speech) -> ActorMention | None:
    """Return the group that speaks: by name, or as "the outfit" named before."""
    named = page.actors.best(speech.speaker_start, speech.speaker_end)
    if named is not None and named.sort == "named" and named.kind == "armed_group":
        return named
    words = page.parsed.tokens.lows[speech.speaker_start : speech.speaker_end]
    if words and words[0] == "the" and words[-1] in _OUTFIT:
        return _last_named_before(page, speech.speaker_start)
    return None


def _own_acts(page: Page, start: int, stop: int) -> Iterator[tuple[int, int]]:
    """Yield the words of "it carried out the explosion", "its fighters shot him", "we killed him"."""
    lows, tags = page.parsed.tokens.lows, page.parsed.tags
    for n in range(start, min(stop, start + 12)):
        if lows[n] not in _ITSELF:
            continue
        verb = next((m for m in range(n + 1, min(stop, n + 6)) if tags[m] == "V"), None)
        if verb is None or any(tags[m] in "-MS" or lows[m] in _REFUSED for m in range(n + 1, verb)):
            continue
        if any(t.sense.frame in ("harm", "act") for t in page.triggers_at(verb)) or (
            lows[verb] in ("carried", "conducted", "executed") and _ATTACKS & set(lows[verb : verb + 6])
        ):
            yield n, min(stop, verb + 6)


def _read_said_so(page: Page, number: int) -> ClaimMention | None:
    """Read "X said in a letter that it planted it", "X announced that one of its fighters did it", "owned up to"."""
    first, last = page.parsed.tokens.sentences[number]
    lows = page.parsed.tokens.lows
    for start, end, actor in page.actors.within(first, last):
        if actor.sort != "named" or actor.kind not in ("armed_group", "political_group", "unknown"):
            continue
        rest = " ".join(lows[end : min(last, end + _FAR)])
        owned = _OWNED_UP.match(rest)
        owned = owned if owned and _ATTACKS & set(owned[0].split()) else None
        match = owned or _CLAIMED_IT.match(rest) or _SAID_SO.search(rest)
        if match is None or not _is_speaker(page, end, last) or _REFUSED & set(match[0].split()):
            continue
        stop = min(last, end + rest[: match.end()].count(" ") + 2)
        return ClaimMention(True, start, stop, number, actor, _any_channel(page, first, last, start, end))
    return None


def _is_speaker(page: Page, end: int, last: int) -> bool:
    """Whether the name at whose end word `end` stands is the subject of the next verb, over an apposition."""
    tags, lows, n = page.parsed.tags, page.parsed.tokens.lows, end
    if n < last and lows[n] == ",":
        n = next((m + 1 for m in range(n + 1, min(last, n + 10)) if lows[m] == ","), n)
    while n < last and tags[n] in "AXW)G" and n - end < 14 and lows[n] != "that":
        n += 1
    return n < last and tags[n] == "V" and lows[n] in _OWN_SAYING


def _read_tied(page: Page, number: int) -> ClaimMention | None:
    """Read "X owned up to the ambush", "X said its men had laid it", "the ambush was claimed by X"."""
    first, last = page.parsed.tokens.sentences[number]
    named = [*page.actors.within(first, last), *_list_referred(page, number)]
    named = [m for m in named if m[2].sort == "named" and m[2].kind != "state_forces"]
    if not named or _nobody(page, first, min(last, first + 8)):
        return None
    for start, end, actor in named:
        tie = next((t for t in read_ties(page.parsed, start, end) if t.sort == "claimed"), None)
        if tie is not None:
            begin, finish = min(tie.start, start), max(tie.end, end)
            return ClaimMention(
                True, max(first, begin - _LEAD), _end_of_claim(page, finish - 1, last), number, actor,
                _any_channel(page, first, last, begin, finish),
            )  # fmt: skip
    return None


def _list_referred(page: Page, number: int) -> list[tuple[int, int, ActorMention]]:
    """Return the places of "the group" and its like, with the armed group that was named last before each."""
    if _OUTFIT.isdisjoint(page.parsed.tokens.vocabularies[number]):
        return []
    (first, last), lows, found = page.parsed.tokens.sentences[number], page.parsed.tokens.lows, []
    for n in range(first, last - 1):
        end = _end_of_reference(page, n, last) if lows[n] == "the" else n
        if end > n:
            named = page.actors.within(max(0, n - _FAR), n)
            armed = [m for _, _, m in named if m.sort == "named" and m.kind == "armed_group"]
            armed = [m for m in armed if m.group != "by_context"] or armed  # not "X, a spokesman for the group"
            found += [(n, end, armed[-1])] if armed else []
    return found


def _end_of_reference(page: Page, n: int, last: int) -> int:
    """Return the word behind "the group", "the al Qaeda-linked militant group"; `n` where the words name another."""
    lows, tags = page.parsed.tokens.lows, page.parsed.tags
    end = n + 1
    while end < min(last, n + _LONGEST_REFERENCE) and tags[end] == "W" and lows[end] not in _OUTFIT:
        end += 1
    if end >= last or lows[end] not in _OUTFIT:
        return n
    named = (finish for _, finish, actor in page.actors.within(n, end + 1) if actor.sort == "named")
    another = any(not lows[finish - 1].endswith(_TIED_TO) for finish in named)
    return n if another else end + 1


_LONGEST_REFERENCE = 6
_TIED_TO = ("-linked", "-affiliated", "-aligned", "-allied", "-inspired", "-backed")
"""Behind the name of a group: what other groups are to it."""


def _read_signed(page: Page, number: int) -> ClaimMention | None:
    """Read "a message signed by X claimed it", "a leaflet of X was found", "a caller who spoke for X claimed …"."""
    first, last = page.parsed.tokens.sentences[number]
    lows = page.parsed.tokens.lows
    if _SIGNS.isdisjoint(page.parsed.tokens.vocabularies[number]) or _nobody(page, first, last):
        return None
    shown = not _SHOWN.isdisjoint(lows[first:last]) or _SAID_IN_NAME.search(" ".join(lows[first:last]))
    if not shown:
        return None
    for start, end, actor in page.actors.within(first, last):
        tie = read_tie(page.parsed, start, end) if actor.sort == "named" else None
        if tie is not None and tie.sort == "signed":
            channel = _any_channel(page, first, last, tie.start, end)
            return ClaimMention(True, tie.start, _end_of_claim(page, end - 1, last), number, actor, channel)
    return None


def _any_channel(page: Page, first: int, last: int, start: int, end: int) -> str | None:
    """Return the words for the channel of a claim, whatever stands before them."""
    if channel := _channel(page, first, last, start, end):
        return channel
    match = _MEDIA.search(page.text, *page.parsed.span(first, last))
    return " ".join(match[1].split()) if match else None


def _read_left_behind(page: Page, number: int) -> ClaimMention | None:
    """Read "the Maoists left a letter at the spot claiming …"."""
    first, last = page.parsed.tokens.sentences[number]
    lows = page.parsed.tokens.lows
    left = next((n for n in page.parsed.tokens.find(_LEFT_BEHIND, number) if page.parsed.tags[n] == "W"), None)
    at = next(iter(page.parsed.tokens.find(_LEFT, number)), None)
    if left is None or at is None:
        return None
    said = next((n for n in range(left, last) if lows[n] in _SAID_TO_CLAIM), None)
    actor = _nearest_named(page, first, max(left, at), last) or _last_named_before(page, first)
    if said is None or actor is None:
        return None
    start, end = _start_of_claim(page, first, max(first, left - 8), actor), min(last, said + 10)
    named = left - (left > first and page.parsed.tags[left - 1] == "W" and lows[left - 1] not in _LEFT)
    words = page.parsed.words(named, min(last, left + 1))
    return ClaimMention(True, start, end, number, actor, words)


# --- disputes ---------------------------------------------------------------------------------------------------------


def _read_disputes(page: Page, number: int) -> Iterator[tuple[str, int, int]]:
    """Yield who doubts the claim: "officials rejected the claim", "police cast doubt on the claim"."""
    if _CLAIM.isdisjoint(page.parsed.tokens.vocabularies[number]):
        return
    first, last = page.parsed.tokens.sentences[number]
    lows = page.parsed.tokens.lows
    for n in range(first, last):
        doubting = lows[n] == "cast" and "doubt" in lows[n + 1 : n + 3]
        if not doubting and lows[n] not in _DISPUTE:
            continue
        claim = _CLAIM & set(lows[n + 1 : min(last, n + 7)])
        subject = find_subject(page.parsed, n, first) if claim else []
        if subject and not subject[0].pronoun and not _CLAIM & set(lows[subject[0].start : n]):
            begin, end = subject[0].start, min(last, n + 7)
            yield page.parsed.words(begin, subject[-1].end), begin, end


_CLAIM = frozenset(["claim", "claims"])
