"""From the harms that clauses tell of to figures: totals, parts, revised tolls, and who states them."""

from dataclasses import dataclass, replace

from gawah.coding.rules.harms import Harm
from gawah.coding.rules.numbers import add_counts
from gawah.coding.rules.parties import Party, may_be_same
from gawah.coding.rules.people import says_others
from gawah.coding.rules.phrases import Group, Parsed, find_subject
from gawah.coding.rules.speech import Speech, speaker_at
from gawah.frozen import quick_to_make
from gawah.gazetteer.speakers import speaker_role
from gawah.model import Count

_UPDATES = frozenset(
    "rose risen rises climbed increased reached revised updated now raising bringing brought jumped".split()
)


@quick_to_make
@dataclass(frozen=True, slots=True)
class Toll:
    """One figure: a measure, a count, the harms that it rests on and who states it."""

    measure: str
    count: Count
    harms: tuple[Harm, ...]
    speech: Speech | None
    status: str = "current"
    again: tuple[Harm, ...] = ()
    """The harms of other sentences that tell as many."""


def add_up(parsed: Parsed, parties: list[Party], harms: list[Harm], speeches: list[Speech]) -> list[Toll]:
    """Return the figures of a segment in the order of the text, those that a later one revises marked superseded."""
    tolls: list[Toll] = []
    told = _group_by_harm(parties)
    for measure in dict.fromkeys(h.measure for h in harms):
        own = [h for h in harms if h.measure == measure and h.real]
        rest = [h.start for h in harms if h.measure != measure]
        tolls.extend(_settle(parsed, _by_sentence(parsed, own, told, speeches), rest))
    return _take_off_the_dead(parsed, tolls, harms, parties)


def _take_off_the_dead(parsed: Parsed, tolls: list[Toll], harms: list[Harm], parties: list[Party]) -> list[Toll]:
    """Return the figures with those wounded who died later taken off the wounded: each counts once, as killed."""
    died = [h for h in harms if h.measure == "killed" and h.rule in ("of-them", "intransitive")]
    for n, toll in enumerate(tolls):
        best = toll.count.best
        if toll.measure != "injured" or best is None or toll.status != "current":
            continue
        later = [h for h in died if h.trigger.start > toll.harms[0].trigger.start]
        fell = [h for h in harms if h.measure == "killed" and h.trigger.start < toll.harms[0].trigger.start]
        share = [
            h for h in later if h.rule == "of-them" and parsed.bounds(h.start) == parsed.bounds(toll.harms[-1].start)
        ]
        share = share or [h for h in later if _is_of_wounded(parsed, h)]
        if share and (gone := _number_gone(share[0])) < best:
            rest = replace(toll.count, low=toll.count.low and toll.count.low - gone, best=best - gone)
            high = toll.count.high and toll.count.high - gone
            tolls[n] = replace(toll, count=replace(rest, high=high), harms=(*toll.harms, share[0]))
        elif (
            best == 1
            and any(_is_the_wounded(parties, h, toll) for h in later)
            and not _fell_beside(parsed, parties, fell, toll)
        ):
            return [t for t in tolls if t is not toll]
    return tolls


def _number_gone(died: Harm) -> int:
    count = died.count or next((g.quantity.count for g in died.victims if g.quantity), None)
    return (count.best or 0) if count else 0


def _is_of_wounded(parsed: Parsed, died: Harm) -> bool:
    """Whether it is "one of the injured" who died."""
    words = parsed.tokens.lows[died.start : died.trigger.start]
    return words[1:4] in (["of", "the", "injured"], ["of", "the", "wounded"])


def _fell_beside(parsed: Parsed, parties: list[Party], fell: list[Harm], toll: Toll) -> bool:
    """Whether those told to be dead before are others than the one wounded, of whom another sentence tells."""
    hurt = [p for p in parties if any(p.harm is h for h in toll.harms) and not says_others(parsed, p.group)]
    dead = [p for p in parties if any(p.harm is h for h in fell)]
    apart = parsed.tokens.sentence_at(toll.harms[0].start)
    return bool(fell) and not any(
        may_be_same(d, h) for d in dead for h in hurt if parsed.tokens.sentence_at(d.group.start) != apart
    )


def _is_the_wounded(parties: list[Party], died: Harm, toll: Toll) -> bool:
    """Whether he who "succumbed" is the one who is told to be wounded."""
    dead = [p for p in parties if p.harm is died and p.count.best == 1]
    hurt = [p for p in parties if any(p.harm is h for h in toll.harms) and p.count.best == 1]
    return bool(dead and hurt) and (dead[0].group.pronoun or (may_be_same(dead[0], hurt[0])))


def _group_by_harm(parties: list[Party]) -> dict[int, list[Party]]:
    told: dict[int, list[Party]] = {}
    for party in parties:
        told.setdefault(id(party.harm), []).append(party)
    return told


def _by_sentence(parsed: Parsed, harms: list[Harm], told: dict[int, list[Party]], speeches: list[Speech]) -> list[Toll]:
    """Return one figure a sentence and speaker; its clauses name different people unless they point back.

    `told`: the parties by the identity of the harm that names them.
    """
    tolls: list[Toll] = []
    for group in _group_by_sentence(parsed, harms):
        own = [h for n, h in enumerate(group) if not n or h.rule != "of-them"]  # "41 hurt, two of whom lost an eye"
        counted = [(h, c) for h in own if (c := _harm_count(parsed, h, told)) is not None]
        tolls.extend(_sum_up(parsed, part, speeches) for part in _part_tellers(parsed, counted) if part)
    return tolls


def _group_by_sentence(parsed: Parsed, harms: list[Harm]) -> list[list[Harm]]:
    """Return the harms of each sentence; of one as long as texts without stops have them, those that stand near."""
    groups: list[list[Harm]] = []
    for harm in harms:
        first, last = parsed.bounds(harm.trigger.start)
        before = groups[-1][-1].trigger.start if groups else -1
        far = last - first > _LONG and harm.trigger.start - before > _FAR
        if first <= before < last and not far:
            groups[-1].append(harm)
        else:
            groups.append([harm])
    return groups


_LONG = 70
_FAR = 24
"""Words."""


def _sum_up(parsed: Parsed, counted: list[tuple[Harm, Count]], speeches: list[Speech]) -> Toll:
    """Return the figure of clauses that one speaker says in one sentence."""
    tolls_told = [(h, c) for h, c in counted if h.rule == "toll"] or _find_wholes(counted)
    counted = tolls_told or counted  # "the toll rose to 19 after two of the wounded died"
    if _disputes(parsed, counted[0][0]):
        counted = counted[:1]
    speech = _find_teller(parsed, counted[0][0]) or speaker_at(speeches, counted[0][0].trigger.start)
    measure = counted[0][0].measure
    boast = (speech is not None and speech.role == "party_to_conflict") or _say_we(parsed, counted)
    status = "parties_claim" if boast and measure == "killed" else "current"
    return Toll(measure, _add_clauses([c for _, c in counted]), tuple(h for h, _ in counted), speech, status)


def _say_we(parsed: Parsed, counted: list[tuple[Harm, Count]]) -> bool:
    """Whether those who did it count: "we have killed twelve of them"."""
    return any(parsed.tokens.lows[a.head] == "we" for harm, _ in counted for a in harm.agents)


def _part_tellers(parsed: Parsed, counted: list[tuple[Harm, Count]]) -> list[list[tuple[Harm, Count]]]:
    """Part the toll that somebody else puts from the clauses before it: "killed 15; the army put the toll at nine"."""
    for n, (harm, _) in enumerate(counted):
        if n and _find_teller(parsed, harm):
            return [counted[:n], counted[n:]]
    return [counted]


def _find_teller(parsed: Parsed, harm: Harm) -> Speech | None:
    """Return who "put the toll at nine"."""
    if harm.rule != "toll":
        return None
    first, last = parsed.bounds(harm.trigger.start)
    for n in range(harm.trigger.start - 1, max(first, harm.trigger.start - 4), -1):
        if parsed.tokens.lows[n] in ("put", "puts", "gave", "gives", "placed", "set"):
            tellers = find_subject(parsed, n, first)
            if not tellers or tellers[-1].pronoun:
                return None
            start, end = tellers[0].start, tellers[-1].end
            name = parsed.words(start, end)
            return Speech(n, last, name, speaker_role(name), start, end)
    return None


def _find_wholes(counted: list[tuple[Harm, Count]]) -> list[tuple[Harm, Count]]:
    """Return the clause that takes all before it together: "injured four troopers …, leaving the six injured"."""
    total = sum(c.best or 0 for _, c in counted[:-1])
    harm, count = counted[-1] if counted else (None, None)
    if harm is None or count is None or not total or (count.best or 0) < total:
        return []
    return counted[-1:] if harm.victims and all(g.definite and g.quantity for g in harm.victims) else []


def _disputes(parsed: Parsed, harm: Harm) -> bool:
    """Whether the sentence sets one figure against another: "at least 282, although government figures said 131"."""
    return bool(parsed.tokens.find(_DISPUTING, parsed.tokens.sentence_at(harm.trigger.start)))


_DISPUTING = frozenset(["although", "whereas", "figures", "contradicting", "tally"])


def _add_clauses(counts: list[Count]) -> Count:
    """Add the clauses of one sentence; "nobody" beside a number says nothing, a repeated number is the same people."""
    real = [c for c in counts if c.said != "none"]
    if not real:
        return counts[0]
    distinct: list[Count] = []
    for count in real:
        if count.best == 1 or all(count.best is None or count.best != known.best for known in distinct):
            distinct.append(count)
    return distinct[0] if len(distinct) == 1 and real[0].best != 1 else add_counts(distinct)


def _harm_count(parsed: Parsed, harm: Harm, told: dict[int, list[Party]]) -> Count | None:
    if harm.count is not None:
        return harm.count
    own = [p for p in told.get(id(harm), ()) if p.part_of is None and not p.again]
    counts = [p.count for p in own]
    return add_counts(counts) if counts else None


def _settle(parsed: Parsed, tolls: list[Toll], rest: list[int]) -> list[Toll]:
    """Decide what each later figure is to the first: more people, part of them, a revision, or a rival.

    `rest`: the words where harms of other measures begin.
    """
    boasts = [t for t in tolls if t.status == "parties_claim"]
    settled: list[Toll] = []
    for toll in [t for t in tolls if t.status == "current"]:
        if not settled:
            settled.append(toll)
            continue
        head = settled[0]
        if toll.count.said != "number" or (toll.count.best is None and toll.count.low is None):
            if head.count.said == "some" and toll.count.said == "none":
                settled.append(toll)
            continue
        if head.count.said != "number":
            settled.insert(0, toll)
        elif _is_addition(parsed, toll, head, rest) and _size(toll.count) != _size(head.count):
            settled[0] = replace(head, count=add_counts([head.count, toll.count]), harms=head.harms + toll.harms)
        elif _size(toll.count) > _size(head.count) and not _only_lists(toll, head):
            settled = _supersede(parsed, settled, toll)
        elif _is_rival(toll, head):
            settled.append(toll)
        elif toll.count == head.count:
            settled[0] = replace(head, again=(*head.again, *toll.harms))
    return settled + boasts if settled else [replace(t, status="current") for t in boasts[:1]] + boasts[1:]


def _only_lists(toll: Toll, head: Toll) -> bool:
    """Whether a sum of many groups would overturn a total that was stated as one number."""
    return len(head.harms) == 1 and sum(len(h.victims) for h in toll.harms) > 3


def _size(count: Count) -> int:
    return count.best or count.low or count.high or 0


def _counts_persons(parsed: Parsed, group: Group) -> bool:
    """Whether a phrase counts "persons" or "people" and no more, as the total of a lead does."""
    return group.quantity is not None and parsed.tokens.lows[group.head] in ("persons", "people")


def _is_addition(parsed: Parsed, toll: Toll, head: Toll, rest: list[int]) -> bool:
    """Whether these are more people: "two others", where those others are not "three killed and two others wounded".

    What follows a total of "persons" is a part of it.
    """
    if any(_counts_persons(parsed, g) for h in head.harms for g in h.victims) or _sums_up_several(parsed, head):
        return False
    first, _ = parsed.bounds(toll.harms[0].start)
    if toll.harms[0].rule == "of-them":  # "two guards were injured and one of them succumbed"
        return any(first <= start < toll.harms[0].start for start in rest)
    groups = [g for h in toll.harms for g in h.victims if says_others(parsed, g) and not g.definite]
    return bool(groups) and not any(first <= start < groups[0].start for start in rest)


def _sums_up_several(parsed: Parsed, head: Toll) -> bool:
    """Whether a toll is that of several incidents, which the report goes on to tell: "13 killed in two incidents"."""
    sentences = {parsed.bounds(h.trigger.start) for h in (head.harms[0], *head.again[:_MOST_AGAIN])}
    told = (
        (first, n) for first, last in sentences for n in range(first + 1, last) if parsed.tokens.lows[n] in _SEVERAL
    )
    return any("N" in parsed.tags[max(first, n - 3) : n] for first, n in told)


_MOST_AGAIN = 4
"""Sentences that tell a toll again in which it is looked at."""
_SEVERAL = frozenset("incidents attacks raids strikes bombings blasts explosions shootings villages".split())


def _supersede(parsed: Parsed, settled: list[Toll], toll: Toll) -> list[Toll]:
    first, last = parsed.bounds(toll.harms[0].trigger.start)
    revised = not _UPDATES.isdisjoint(parsed.tokens.lows[first:last])
    head = settled[0]
    mine, theirs = (t.speech.speaker if t.speech else None for t in (toll, head))
    if revised or mine == theirs or (mine is None and not any(h.rule == "toll" for h in toll.harms)):
        return [toll, *(replace(t, status="superseded") for t in settled)]
    return [*settled, toll]


def _is_rival(toll: Toll, head: Toll) -> bool:
    """Whether a lower figure contradicts the first: another speaker gives a whole toll."""
    whole = any(h.rule in ("toll", "nominal-count") for h in toll.harms)
    other = toll.speech is not None and (head.speech is None or toll.speech.speaker != head.speech.speaker)
    return other and whole and _size(toll.count) != _size(head.count)
