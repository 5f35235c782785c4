"""What ties a name to an act, as accusations: "pointed to the X", "wore the insignia of the X"."""

from gawah.coding.rules.attribution.accusation import ATTACKERS, Accusation, Scene
from gawah.coding.rules.attribution.basis import AUTHORITIES, SUSPICION
from gawah.coding.rules.attribution.belief import accuser_speech
from gawah.coding.rules.phrases import Parsed, find_subject, read_group
from gawah.coding.rules.speech import Speech, speaker_at
from gawah.coding.rules.ties import Tie, read_tie


def accuse_by_ties(scene: Scene, number: int) -> list[Accusation]:
    """Read "pointed to the X", "wore the insignia of the X", "held the X responsible"; claims are read elsewhere."""
    first, last = scene.parsed.tokens.sentences[number]
    found = []
    for start, end, mention in scene.actors.within(first, last):
        tie = read_tie(scene.parsed, start, end) if mention.sort == "named" else None
        if tie is None or tie.sort in ("claimed", "signed"):
            continue
        speech = _speech_of_tie(scene, tie, first)
        found.append(
            Accusation(
                scene.actors.name(mention), mention.actor_id, mention.kind, mention.parent, "named",
                _basis_of_tie(scene.parsed, tie, speech), tie.start, tie.end, number, speech, f"tie-{tie.sort}",
            )
        )  # fmt: skip
    return found


def _basis_of_tie(parsed: Parsed, tie: Tie, speech: Speech | None) -> str:
    lows = parsed.tokens.lows
    believed = _HELD_TRUE & set(lows[max(parsed.bounds(tie.start)[0], tie.start - 3) : tie.start])
    if tie.sort == "suspected" or believed or SUSPICION & set(lows[tie.start : tie.end]):
        return "suspected"
    if speech is None or speech.role == "media":
        return "accused_by_others" if tie.sort == "blamed" else "reported_as_fact"
    return "accused_by_authorities" if speech.role in AUTHORITIES else "accused_by_others"


_HELD_TRUE = frozenset(
    "believe believes believed think thinks thought suspects assume assumes theory assumption hypothesis".split()
)


def _speech_of_tie(scene: Scene, tie: Tie, first: int) -> Speech | None:
    """Return who ties the group to the act: the subject of its verb where that is one who speaks, else the speaker."""
    parsed = scene.parsed
    speech = speaker_at(scene.speeches, tie.start) or speaker_at(scene.speeches, tie.end - 1)
    lows = parsed.tokens.lows[tie.start : tie.end]
    if "by" in lows and "to" in lows[lows.index("by") :]:  # "attributed by the army to the X"
        by = tie.start + lows.index("by") + 1
        said_by = read_group(parsed, by, tie.end)
        if said_by is not None and said_by.head >= 0:
            return accuser_speech(scene, [said_by])
    verb = next((n for n in range(tie.start, tie.end) if parsed.tags[n] == "V"), None)
    verb = tie.start if verb is None and tie.sort == "blamed" else verb
    subject = find_subject(parsed, verb, first) if verb is not None else []
    if not subject or ATTACKERS & set(parsed.tokens.lows[subject[0].start : subject[-1].end]):
        return speech
    if subject[0].pronoun:
        before = [s for s in scene.speeches if s.start < tie.start]
        return speech or (before[-1] if before and parsed.tokens.lows[subject[0].head] in ("he", "she") else None)
    accuser = accuser_speech(scene, subject)
    return accuser if accuser.role != "unknown" else speech
