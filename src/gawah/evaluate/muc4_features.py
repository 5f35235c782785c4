"""Features of a mention of a string that may fill a role: its build, its company, what is known of it, its sentence.

A word of the English list may be a feature, alone or in a phrase of two or three such words, and so may the
gazetteer's id of an actor; no other word of a text is one.
"""

import re
from collections.abc import Iterator

from gawah.coding.rules.casing import is_english
from gawah.coding.rules.phrases import Parsed
from gawah.coding.rules.speech import speaker_at
from gawah.coding.rules.triggers import Trigger
from gawah.evaluate.muc4_cuts import Cut, sort_noun
from gawah.evaluate.muc4_surroundings import Surroundings, read_shape, read_word

_VALUED = re.compile(r"(?:^|\|)([a-z0-9:]+)=")
_LONGEST_PHRASE = 3
"""Common words of a string that is a feature as it stands."""


FEATURES = (
    "actor", "after", "apart", "before", "coded", "cut", "cutend", "cutoff", "cutoffsort", "doer", "fuller",
    "harm", "harms", "has", "head", "headsort", "holds", "id", "incidents", "lead", "leads", "left", "lt",
    "n", "n1", "n2", "n3", "name", "nth", "opens", "opensort", "other", "p1", "p2", "p3", "phrase", "right",
    "rt", "said", "same:doer", "same:harm", "same:p1", "same:said", "same:value", "sentence", "shorter",
    "size", "speech", "sure", "target", "tells", "told", "type", "value", "verb", "victims", "weapon", "word",
)  # fmt: skip
"""What features of documents and fillers tell, sorted: weights are fitted to these and are of no use to others."""


def name_feature(feature: str) -> str:
    """Return what a feature tells: "harm" of "bombing|harm=victim-killed|thing"."""
    valued = _VALUED.search(feature)
    return valued[1] if valued else next(part for part in feature.split("|") if part in FEATURES)


def tell_mention(around: Surroundings, cut: Cut, string: str) -> Iterator[str]:
    """Yield the features of one mention of a string."""
    parsed = around.page.parsed
    sort = sort_noun(parsed.tokens.lows[cut.head]) or read_shape(parsed, cut.head)
    yield from _tell_build(parsed, cut)
    yield from _tell_company(parsed, cut)
    yield from _tell_known(around, cut, string)
    yield from _tell_triggers(around, cut, sort)
    for feature in _tell_sentence(around, parsed.tokens.sentence_at(cut.start)):
        yield feature
        if not feature.startswith("verb="):
            yield f"{sort}|{feature}"


def _tell_build(parsed: Parsed, cut: Cut) -> Iterator[str]:
    head = parsed.tokens.lows[cut.head]
    yield f"cut={cut.kind}"
    yield f"size={min(cut.end - cut.start, 6)}"
    yield f"head={read_word(parsed, cut.head)}"
    yield f"headsort={sort_noun(head)}"
    yield f"cut={cut.kind}|{sort_noun(head)}"
    yield f"opens={read_word(parsed, cut.start)}"
    yield f"opensort={read_shape(parsed, cut.start)}|{read_shape(parsed, cut.head)}"
    for n in range(cut.start, cut.end):
        if n != cut.head:
            yield f"has={read_word(parsed, n)}"
    lows = [low.removesuffix("'s") for low in parsed.tokens.lows[cut.start : cut.end]]
    if len(lows) <= _LONGEST_PHRASE and all(map(is_english, lows)) and "N" not in parsed.tags[cut.start : cut.end]:
        yield f"phrase={' '.join(lows)}"
    if cut.start > cut.first:
        yield f"cutoff={read_word(parsed, cut.start - 1)}"
        yield f"cutoffsort={read_shape(parsed, cut.start - 1)}|{sort_noun(parsed.tokens.lows[cut.start - 1])}"
    if cut.end < cut.last:
        yield "cutend"
    if _is_name(parsed, cut):
        yield f"name={min(cut.end - cut.start, 4)}"


def _is_name(parsed: Parsed, cut: Cut) -> bool:
    """Whether the cut is a name: "Ana Ost", "Ana de Ost"; not "Spaniard Ana Ost"."""
    shapes = [read_shape(parsed, n) for n in range(cut.start, cut.end)]
    return shapes[0] == shapes[-1] == "NAME" and all(shape in ("NAME", "PARTICLE") for shape in shapes)


def _tell_company(parsed: Parsed, cut: Cut) -> Iterator[str]:
    """Tell the words beside the noun phrase and the verbs around it."""
    first, last = parsed.bounds(cut.start)
    sort = sort_noun(parsed.tokens.lows[cut.head])
    before, after = cut.first, max(cut.end, cut.last)
    while before > first and parsed.tags[before - 1] in "DA":
        before -= 1
    for name, n in (("p1", before - 1), ("p2", before - 2), ("p3", before - 3)):
        yield f"{name}={read_word(parsed, n) if n >= first else '^'}"
    for name, n in (("n1", after), ("n2", after + 1), ("n3", after + 2)):
        yield f"{name}={read_word(parsed, n) if n < last else '$'}"
    left, right = _verb_near(parsed, before - 1, first, -1), _verb_near(parsed, after, last, 1)
    yield f"left={left}"
    yield f"right={right}"
    for name, n in (("p1", before - 1), ("p2", before - 2), ("n1", after)):
        yield f"{name}={read_word(parsed, n) if first <= n < last else '^'}|{sort or read_shape(parsed, cut.head)}"
    yield f"left={left}|{sort}"
    yield f"right={right}|{sort}"


def _tell_triggers(around: Surroundings, cut: Cut, sort: str) -> Iterator[str]:
    """Tell what the nearest words of violence on each side speak of, and how far off they are."""
    first, last = around.page.parsed.bounds(cut.start)
    end = max(cut.end, cut.last)
    before, behind = around.last_trigger(cut.first, first), around.next_trigger(end, last)
    yield from _tell_trigger("lt", before, cut.first - before.end, sort) if before else [f"lt=none|{sort}"]
    yield from _tell_trigger("rt", behind, behind.start - end, sort) if behind else [f"rt=none|{sort}"]


def _tell_trigger(side: str, trigger: Trigger, words: int, sort: str) -> Iterator[str]:
    sense = trigger.sense
    told = f"{sense.frame}-{sense.measure or (sense.types[0][0] if sense.types else '')}-{sense.form == 'noun'}"
    near = "0" if words <= 1 else "3" if words <= 3 else "8" if words <= 8 else "far"
    yield f"{side}={told}"
    yield f"{side}={told}|{sort}"
    yield f"{side}={told}|{near}"
    yield f"{side}={sense.frame}|{near}|{sort}"


def _verb_near(parsed: Parsed, n: int, stop: int, step: int) -> str:
    """Return the nearest verb in a direction, with "be" where it is passive."""
    for m in range(n, stop if step > 0 else stop - 1, step):
        if parsed.tags[m] == "V":
            passive = "be " if m and parsed.tags[m - 1] == "X" else ""
            return passive + read_word(parsed, m)
        if parsed.tags[m] == "S" or abs(m - n) > 12:
            break
    return "-"


def _tell_known(around: Surroundings, cut: Cut, string: str) -> Iterator[str]:
    parsed, head = around.page.parsed, cut.head
    sort = sort_noun(parsed.tokens.lows[head])
    for part in around.harmed.get(head, ()):
        yield f"harm={part}"
        yield f"harm={part}|{sort}"
    actor = around.actors.get(head)
    held = {around.actors[n] for n in range(cut.start, cut.end) if n in around.actors}
    for known in held:
        exact = (known[0], known[1]) == (cut.start, cut.end) or cut.kind == "called"
        yield f"id={known[3]}|{'exact' if exact else 'part'}"
        yield f"holds={known[2]}|{sort}"
    if actor:
        exact = (actor[0], actor[1]) == (cut.start, cut.end)
        yield f"actor={actor[2]}"
        yield f"actor={actor[2]}|{'exact' if exact else 'part'}"
    weapon = around.weapons.get(head)
    if weapon:
        yield f"weapon={weapon}"
    target = around.targets.get(head)
    if target:
        yield "target"
        yield f"target|{'exact' if target == (cut.start, cut.end) else 'part'}"
    for name in around.said.get(head, ()):
        yield f"said={name}"
        yield f"said={name}|{sort}"
    for name in around.values.get(string, ()):
        yield f"value={name}"
    for name in around.doers.get(head, ()):
        yield f"doer={name}"
        yield f"doer={name}|{sort}"
    speech = speaker_at(around.page.speeches, head)
    yield f"speech={speech.role if speech else ''}"


def _tell_sentence(around: Surroundings, number: int) -> Iterator[str]:
    yield f"sentence={min(number, 3) if number < 4 else 5 if number < 8 else 8}"
    yield from (f"tells={kind}" for kind in around.types[number])
    if not around.types[number]:
        yield "tells=nothing"
    yield from (f"harms={measure}" for measure in around.harms[number])
    yield from around.verbs[number]
    if number:
        yield from (f"before={kind}" for kind in around.types[number - 1])
    if number + 1 < len(around.types):
        yield from (f"after={kind}" for kind in around.types[number + 1])
