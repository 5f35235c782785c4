"""Blame and belief: "blamed on X", "police suspect X", "X was behind it", "they belonged to X"."""

from dataclasses import replace

from gawah.coding.rules.attribution.accusation import ATTACKERS, BE, Accusation, Scene
from gawah.coding.rules.attribution.acts import CARRIED_OUT, groups_after_by
from gawah.coding.rules.attribution.basis import AUTHORITIES
from gawah.coding.rules.attribution.naming import accuse_firmly, accuse_groups
from gawah.coding.rules.attribution.reality import DISBELIEF, is_told_of_years
from gawah.coding.rules.lexicon import word_set
from gawah.coding.rules.phrases import Group, Parsed, find_subject, read_group, read_groups_after
from gawah.coding.rules.speech import Speech, speaker_at
from gawah.gazetteer.places import country_of
from gawah.gazetteer.speakers import speaker_role

_BLAME = word_set("attribution", "blame")
_SUSPECT = frozenset("suspect suspects suspected suspecting".split())
_PREDICATES = frozenset(["behind", "responsible", "involved"])
_TIES = frozenset(["belonged", "affiliated", "linked"])


def accuse_by_belief(scene: Scene, number: int) -> list[Accusation]:
    """Read "blamed on X", "police suspect X", "carried out by X", "X was behind it", "the work of X"."""
    first, last = scene.parsed.tokens.sentences[number]
    lows, found = scene.parsed.tokens.lows, []
    cued = scene.parsed.tokens.find(BELIEF_CUES, number)
    if not cued or is_told_of_years(lows[first:last]):
        return []
    for n in cued:
        if not DISBELIEF.isdisjoint(lows[max(first, n - 8) : n]):
            continue
        if lows[n] in _BLAME or (lows[n] in _SUSPECT and _is_verb(scene.parsed, n, first)):
            found += _read_blame(scene, n, first, last)
        elif (lows[n] in CARRIED_OUT or _lays_device(lows, n, first)) and n + 1 < last and "by" in lows[n + 1 : n + 3]:
            groups = [g for g in groups_after_by(scene.parsed, n, last) if scene.actors.best(g.start, g.end)]
            done = accuse_groups(scene, groups, n, n + 1, "carried-out-by")
            policing = _ACTS.isdisjoint(lows[first:n]) and not _POLICING.isdisjoint(lows[max(first, n - 8) : n])
            found += [a for a in done if a.sort != "state" or not policing]
        elif lows[n] in ("work", "handiwork") and lows[n + 1 : n + 2] == ["of"]:
            found += accuse_firmly(scene, read_groups_after(scene.parsed, n + 2, last)[:2], n, "work-of")
        elif lows[n] in _PREDICATES and n > first:
            found += _read_predicate(scene, n, first, last)
        elif lows[n] in _TIES:
            found += read_belonging(scene, n, first, last)
    return found


def _lays_device(lows: list[str], n: int, first: int) -> bool:
    """Whether "placed" or "buried" is said of a bomb: "an explosive placed by members of X"."""
    return lows[n] in _LAID and not _DEVICES.isdisjoint(lows[max(first, n - 8) : n])


_LAID = frozenset("placed laid buried left hidden thrown tossed detonated rigged attached".split())
_DEVICES = frozenset(
    "bomb bombs device devices explosive explosives mine mines landmine landmines ied ieds grenade".split()
)
_POLICING = frozenset("operation operations search searches raid raids cordon drive exercise patrol patrolling".split())
"""What forces launch and carry out that is no attack."""


BELIEF_CUES = _BLAME | _SUSPECT | CARRIED_OUT | _LAID | _PREDICATES | _TIES | frozenset(["work", "handiwork"])


def _is_verb(parsed: Parsed, n: int, first: int) -> bool:
    """Whether "suspect" is what the authorities do, "police suspect X", and not "of suspected rebels"."""
    beside = n + 1 < len(parsed.tags) and parsed.tags[n + 1] == "W"
    if parsed.tokens.lows[n] == "suspected" and beside and (n == first or parsed.tags[n - 1] in "PDSCN,"):
        return False
    return parsed.tags[n] == "V" or (
        n > first and parsed.tokens.lows[n] == "suspect" and parsed.tokens.lows[n - 1] in _SUSPECTING
    )


_SUSPECTING = frozenset("police authorities officials investigators prosecutors detectives they we also".split())
_ACTS = word_set("attribution", "acts")


def _read_predicate(scene: Scene, n: int, first: int, last: int) -> list[Accusation]:
    """Read "X was behind the attack", "X is responsible for the blast"."""
    lows = scene.parsed.tokens.lows
    closed = lows[n] == "responsible" and (n + 1 == last or lows[n + 1] in (".", "and", ",", ";"))
    if not (closed or _ACTS & set(lows[n + 1 : n + 8])) or {"claim", "claimed"} & set(lows[first:n]):
        return []
    verb = next((m for m in range(n - 1, max(first - 1, n - 8), -1) if lows[m] in BE), None)
    if verb is None or "not" in lows[verb:n] or (lows[n] == "behind" and "left" in lows[verb:n]):
        return []
    subject = [g for g in find_subject(scene.parsed, verb, first) if not g.pronoun]
    return accuse_firmly(scene, subject, n, lows[n])


def read_belonging(scene: Scene, n: int, first: int, last: int) -> list[Accusation]:
    """Read "the attackers belonged to X", "they were affiliated to X"."""
    lows = scene.parsed.tokens.lows
    before = set(lows[first:n]) - {"suspect", "suspects"}
    stated = lows[n] == "belonged" or bool(BE & set(lows[max(first, n - 2) : n]))
    if lows[n + 1 : n + 2] not in (["to"], ["with"]) or not stated or not (ATTACKERS | {"they"}) & before:
        return []
    if not _RUMOUR.isdisjoint(before):
        return []
    return accuse_firmly(scene, _named_after(scene, n + 2, last), n, "belonged-to")


_RUMOUR = frozenset("rumour rumours rumor rumors word accused suspicion beaten lynched".split())
"""What is said of a mob's victims."""


def _named_after(scene: Scene, n: int, last: int) -> list[Group]:
    """Return the first named actors within the next words as phrases: "terror outfit X", "X and Y"."""
    spans = [s for s in scene.actors.within(n, min(last, n + 20)) if s[2].sort == "named"]
    if not spans or spans[0][0] > n + 8:
        return []
    found = [spans[0]]
    for span in spans[1:]:
        between = scene.parsed.tokens.lows[found[-1][1] : span[0]]
        if len(between) < 4 and {"and", ",", "or"} & set(between):
            found.append(span)
    return [Group(start, end, end - 1) for start, end, _ in found[:3]]


def _read_blame(scene: Scene, n: int, first: int, last: int) -> list[Accusation]:
    parsed, lows = scene.parsed, scene.parsed.tokens.lows
    if _is_denied(lows, n, first) or _is_omission(lows, n, last) or _names_other_fault(scene, n, last):
        return []
    told = _before_adverbs(lows, n, first)
    passive = told > first and lows[told - 1] in BE
    accuser = find_subject(parsed, _before_adverbs(lows, n, first), first)
    accused, basis = _read_accused(parsed, n, last, passive, accuser)
    speech = speaker_at(scene.speeches, n)
    if accuser and not passive:
        speech = accuser_speech(scene, accuser)
    if basis != "suspected" and speech and speech.role in AUTHORITIES:
        basis = "accused_by_authorities"
    return [replace(a, basis=basis, speech=speech) for a in accuse_firmly(scene, accused, n, "blame")]


def _before_adverbs(lows: list[str], n: int, first: int) -> int:
    """Return the word before which the subject of the verb at `n` stands: "locals have alternatively blamed"."""
    while n > first and lows[n - 1].endswith("ly"):
        n -= 1
    return n


def _read_accused(parsed: Parsed, n: int, last: int, passive: bool, subject: list[Group]) -> tuple[list[Group], str]:
    """Return whom the word of blame at `n` points at, and the basis before the accuser's role is known."""
    lows = parsed.tokens.lows
    basis = "suspected" if lows[n] in _SUSPECT else "accused_by_others"
    on = next((m for m in range(n + 1, min(last, n + 9)) if lows[m] in ("on", "to")), None)
    if lows[n].startswith(("blam", "attribut")) and on and (passive or lows[n].startswith("attr") or on <= n + 6):
        after = read_groups_after(parsed, on + 1, last)[:2]
        first_object = read_group(parsed, n + 1, on)
        if lows[n].startswith("attr") or passive or on == n + 1 or _is_act(parsed, first_object):
            return after, basis
    return (subject if passive else read_groups_after(parsed, n + 1, last)[:2]), basis


def _is_act(parsed: Parsed, group: Group | None) -> bool:
    return group is not None and bool(_ACTS & set(parsed.tokens.lows[group.start : group.end]))


def _is_denied(lows: list[str], n: int, first: int) -> bool:
    return any(low in ("not", "never", "without", "denied") for low in lows[max(first, n - 3) : n])


def _is_omission(lows: list[str], n: int, last: int) -> bool:
    """Whether the blame is for what was left undone, for talk, for help or for years: "of lying", "of a campaign"."""
    return not _NO_ACTS.isdisjoint(lows[n + 1 : min(last, n + 12)])


def _names_other_fault(scene: Scene, n: int, last: int) -> bool:
    """Whether someone is accused of something else than violence: "of sleeping on the job", "for bad roads"."""
    lows, words = scene.parsed.tokens.lows, scene.parsed.tokens.words
    for m in range(n + 2, min(last - 1, n + 12)):
        if lows[m] not in ("of", "for") or lows[m - 1] in _OF_GROUPS:
            continue
        named = m + 1 + (lows[m + 1] in ("the", "a", "an", "its", "their", "his", "her"))
        if named < last and words[named][0].islower():
            told = range(m + 1, last)
            return scene.violent.isdisjoint(told) and _ACTS.isdisjoint(lows[m + 1 : last])
    return False


_OF_GROUPS = frozenset("members fighters men gunmen militants supporters elements followers group faction wing".split())


_NO_ACTS = frozenset(
    "failing failure failed ignoring inaction lying negligence neglecting plotting campaign harbouring harboring "
    "sheltering supporting backing funding financing arming training inciting".split()
)


def read_charge(scene: Scene, verb: int, first: int) -> str:
    """Return the basis on which a verb of accusing, holding or punishing lays an act to somebody."""
    parsed, low = scene.parsed, scene.parsed.tokens.lows[verb]
    if low in _PUNISHED:
        return "convicted"
    if parsed.tokens.lows[verb - 1] in BE:
        return "accused_by_others" if low == "blamed" else "accused_by_authorities"
    accuser = find_subject(parsed, verb, first)
    official = bool(accuser) and accuser_speech(scene, accuser).role in AUTHORITIES
    return "accused_by_authorities" if official else "accused_by_others"


_PUNISHED = frozenset("convicted jailed imprisoned sentenced executed".split())


def accuser_speech(scene: Scene, accuser: list[Group]) -> Speech:
    """Return who blames as a speaker; a country speaks by its government, a commander of rebels for the rebels."""
    parsed = scene.parsed
    begin, finish = accuser[0].start, accuser[-1].end
    if parsed.tokens.lows[finish : finish + 1] == ["of"]:
        inner = read_group(parsed, finish + 1, parsed.bounds(begin)[1])
        named = scene.actors.best(inner.start, inner.end) if inner else None
        if inner and named and named.kind == "armed_group" and named.sort == "named":
            return Speech(begin, inner.end, parsed.words(begin, inner.end), "party_to_conflict", begin, inner.end)
    words = parsed.words(begin, finish)
    role = speaker_role(words)
    if role == "unknown" and country_of(parsed.tokens.lows[accuser[0].head]) is not None:
        role = "government"
    return Speech(begin, finish, words, role, begin, finish)
