"""The people harmed, as an incident has them: figures, groups of victims, and which of the dead were attackers."""

from dataclasses import replace

from gawah.coding.rules.attribution import bore_bomb
from gawah.coding.rules.facts import SentenceFacts
from gawah.coding.rules.figures import Toll, add_up
from gawah.coding.rules.harms import Harm
from gawah.coding.rules.page import Page
from gawah.coding.rules.parties import Party, may_be_same
from gawah.coding.rules.people import describe
from gawah.coding.rules.phrases import Group, Parsed, find_subject, read_groups_after
from gawah.coding.rules.sheet import Sheet, list_fields
from gawah.coding.rules.speech import speaker_at
from gawah.model import Count, Span

_ATTACKERS = frozenset("attackers attacker assailants assailant bomber bombers gunman gunmen".split())
_OWNERS = frozenset(["his", "her", "their", "its"])
"""Before gunmen who guard somebody: "his two gunmen"."""
_ANSWERS = frozenset("retaliated retaliatory retaliation retaliating returned gunfight gunbattle shootout".split())
"""Words which say that those attacked fought back."""
_SEARCHES = frozenset("operation operations search raid raids encounter".split())
_EXCHANGES = ("exchange of fire", "exchange of gunfire", "gunfight", "gun battle", "gunbattle", "shootout", "firefight")
_NEUTRALISED = frozenset("neutralised neutralized eliminated".split())
_SUSPECTS = frozenset("suspect criminal gangster robber dacoit bandit".split())
_UNDER_WAY = frozenset("ongoing underway continuing continued still far".split())


def write_people(
    sheet: Sheet, page: Page, own: list[SentenceFacts], harms: list[Harm], parties: list[Party], incident_type: str
) -> None:
    """Write the figures and the groups of people that the sentences `own` of one incident tell of."""
    aside = _set_attackers_aside(page, own, parties, incident_type)
    if any(h.measure == "killed" and h.rule == "no-casualties" for h in harms):
        aside |= {n for n, p in enumerate(parties) if p.described.status == "combatant"}
    if any(h.rule == "self" for h in harms):  # "three militants were killed when one blew himself up"
        aside |= {n for n, p in enumerate(parties) if p.described.status == "combatant" and not p.harm.agents}
    parties = _part_attackers(parties, aside)
    tolls = _write_figures(sheet, page, parties, harms, aside)
    if incident_type == "battle" and not tolls["killed"] and tolls["attackers_killed"]:
        _write_none_killed(sheet, page, own, tolls["attackers_killed"][0])
    _write_parts(sheet, page, parties, aside)
    _write_sides(sheet, parties, aside, tolls)
    _write_victims(sheet, parties, aside)
    _write_community(sheet, own)


# --- attackers --------------------------------------------------------------------------------------------------------


def _set_attackers_aside(page: Page, own: list[SentenceFacts], parties: list[Party], incident_type: str) -> set[int]:
    """Return the numbers of the parties that are the attackers: they count apart from those whom they harmed.

    Attackers are those called so, and fighters fallen in a clash with a state's forces unless the forces went for
    them; what the first clause about fighters makes of them holds for all, and for as many people told of again.
    """
    fighters = [n for n, p in enumerate(parties) if p.described.status == "combatant"]
    fallen = [n for n in fighters if parties[n].measure == "killed"]
    answered = bool(fighters) and _forces_fight(page, own, parties, incident_type)
    called = ((n, p.described.words.lower().split()) for n, p in enumerate(parties))
    aside = {n for n, words in called if not _ATTACKERS.isdisjoint(words) and words[0] not in _OWNERS}
    aside |= {n for n in fallen if bore_bomb(page.parsed, parties[n].harm)}
    if answered and not (fallen and parties[fallen[0]].harm.agents and not _fell_in_exchange(page, parties[fallen[0]])):
        aside |= set(fighters)
    parts = [parties[n] for n in aside]
    aside |= {p.part_of for p in parts if p.part_of is not None and _are_suspects(parties[p.part_of])}
    told_again = {n for n, p in enumerate(parties) for m in aside if _is_told_again(p, parties[m])}
    return aside | told_again


def _fell_in_exchange(page: Page, party: Party) -> bool:
    """Whether fighters whom a force killed fell in a fight that they took part in: "killed four in a gunfight"."""
    first, last = page.parsed.bounds(party.harm.trigger.start)
    text = " ".join(page.parsed.tokens.lows[first:last])
    return any(words in text for words in _EXCHANGES)


def _fell_later(page: Page, party: Party) -> bool:
    """Whether fighters fell where a force answered or searched: "killed as troops retaliated", "in an operation"."""
    if party.measure != "killed" or party.described.status != "combatant":
        return False
    first, last = page.parsed.bounds(party.harm.trigger.start)
    return not _ANSWERS.isdisjoint(page.parsed.tokens.lows[first:last]) or not _SEARCHES.isdisjoint(
        page.parsed.tokens.lows[party.harm.trigger.end : min(last, party.harm.trigger.end + 6)]
    )


def _are_suspects(whole: Party) -> bool:
    """Whether people of whom fighters are a part are called suspects: "five suspects, including four militants"."""
    return any(n.singular in _SUSPECTS for n in whole.described.nouns)


def _part_attackers(parties: list[Party], aside: set[int]) -> list[Party]:
    """Return `parties` with the attackers that a total includes taken out of it: "12, including two attackers"."""
    parted = list(parties)
    for n in aside:
        part, whole = parted[n], parted[n].part_of
        if whole is None or whole in aside:
            continue
        parted[n] = replace(part, part_of=None)
        if part.count.best and parted[whole].count.best:
            parted[whole] = replace(parted[whole], count=_take_away(parted[whole].count, part.count.best))
    return parted


def _take_away(count: Count, number: int) -> Count:
    low, best, high = (n - number if n is not None and n > number else n for n in (count.low, count.best, count.high))
    return replace(count, low=low, best=best, high=high)


def _is_told_again(party: Party, attackers: Party) -> bool:
    """Whether "three suspects were killed" tells again of three militants who were."""
    if party.measure != attackers.measure or party.described.status not in (None, "unknown", "combatant"):
        return False
    return party.harm is not attackers.harm and party.described.name is None and may_be_same(party, attackers)


def _forces_fight(page: Page, own: list[SentenceFacts], parties: list[Party], incident_type: str) -> bool:
    """Whether fighters fought a state's forces, who did not merely go for them."""
    sides = [m for f in own[:3] for _, _, m in page.actors.within(f.first, f.last)]
    if incident_type == "battle":
        groups = {m.actor_id or m.name for m in sides if m.sort == "named" and m.kind == "armed_group"}
        if len(groups) > 1 and not any(m.sort == "state" and m.group != "government" for m in sides):
            return False  # two groups fought each other
        return any(m.sort == "state" for m in sides) or not any(m.sort == "named" for m in sides)
    lows = page.parsed.tokens.lows
    if incident_type in ("bombing", "landmine_or_remnant", "shelling"):
        return any(_fell_later(page, p) for p in parties)
    if incident_type not in ("armed_attack", "suicide_bombing", "hostage_taking"):
        return False
    if any(p.described.status == "security_forces" or lows[p.harm.trigger.start] in _NEUTRALISED for p in parties):
        return True
    return any(not _ANSWERS.isdisjoint(lows[f.first : f.last]) for f in own)


# --- figures ----------------------------------------------------------------------------------------------------------


def _write_figures(
    sheet: Sheet, page: Page, parties: list[Party], harms: list[Harm], aside: set[int]
) -> dict[str, list[Toll]]:
    """Write every figure; return those of the dead. The attackers' wounded count for nobody."""
    ours = [p for n, p in enumerate(parties) if n not in aside]
    attackers = [p for n, p in enumerate(parties) if n in aside and p.measure == "killed"]
    told = {id(p.harm) for p in ours}
    kept = [h for h in harms if h.count is not None or id(h) in told]
    tolls = add_up(page.parsed, ours, kept, page.speeches)
    theirs = add_up(page.parsed, attackers, [p.harm for p in attackers], page.speeches)
    if theirs:  # "three militants were killed when one blew himself up"
        tolls = [t for t in tolls if t.measure != "attackers_killed"]
    for n, toll in enumerate(tolls):
        heads = [t for t in tolls[:n] if t.measure == toll.measure]
        _write_toll(sheet, toll, toll.measure, bool(heads) and not _is_more_exact(toll, heads[0]))
    for toll in theirs:
        _write_toll(sheet, toll, "attackers_killed")
    return {"killed": [t for t in tolls if t.measure == "killed"], "attackers_killed": theirs}


def _write_parts(sheet: Sheet, page: Page, parties: list[Party], aside: set[int]) -> None:
    """Write how many of the whole were of one kind, as a speaker says: "the ministry said that seven were Afghans"."""
    for n, party in enumerate(parties):
        speech = speaker_at(page.speeches, party.harm.trigger.start)
        if party.part_of is None or n in aside or speech is None or party.count.said != "number":
            continue
        toll = Toll(party.measure, party.count, (party.harm,), speech, "part")
        _write_toll(sheet, toll, toll.measure)


def _is_more_exact(toll: Toll, head: Toll) -> bool:
    """Whether a rival gives a number where the first figure says "more than 100"."""
    return toll.count.high is not None and head.count.high is None and (toll.count.best or 0) > (head.count.best or 0)


def _write_toll(sheet: Sheet, toll: Toll, measure: str, is_rival: bool = False) -> None:
    spans = list(dict.fromkeys(_quote(sheet, h) for h in (*toll.harms, *toll.again[:_TOLD_AGAIN])))
    told = dict.fromkeys(sheet.span(h.start, h.end) for h in toll.harms)
    words = " + ".join(sheet.page.text[s.start : s.end] for s in told)
    value = {"measure": measure, **list_fields(toll.count), "words": words[:200], "as_of": None, "status": toll.status}
    rule = "+".join(dict.fromkeys(h.rule for h in toll.harms))
    trigger = toll.harms[0].trigger
    sheet.say(
        sheet.key("figures"),
        value,
        spans,
        f"figure-{rule}",
        speech=toll.speech,
        trigger=sheet.span(trigger.start, trigger.end),
        confidence=0.5 if toll.status != "current" else 0.8 if is_rival else 0.9,
    )


def _quote(sheet: Sheet, harm: Harm) -> Span:
    """Return the clause that tells of a harm, its doers, the harms that it is one breath with, and what follows.

    "Killing an employee while injuring four others at a shop in the town".
    """
    parsed = sheet.page.parsed
    first, last = parsed.bounds(harm.trigger.start)
    start, end = harm.start, max(harm.end, harm.trigger.end)
    if harm.agents and first <= harm.agents[0].start and 0 < start - harm.agents[0].start <= _BEFORE_CLAUSE:
        start = harm.agents[0].start
    for other in sheet.page.harms_in(first, last):
        if other.start - end <= _ONE_BREATH and start - other.end <= _ONE_BREATH:
            start, end = min(start, other.start), max(end, other.end)
    stop = min(last, end + _BEHIND_CLAUSE)
    while end < stop and (parsed.tags[end] not in ',"' or _names_on(parsed, end)):
        end += 1
    return sheet.span(max(first, start), end)


_TOLD_AGAIN = 2
"""Quotes of a toll beyond those that it rests on."""
_ONE_BREATH = 4
_BEHIND_CLAUSE = 10
_BEFORE_CLAUSE = 16
"""Words."""


def _names_on(parsed: Parsed, comma: int) -> bool:
    """Whether a name goes on behind a comma: "a constable, identified as X", "a mayor, Omar Bel"."""
    behind = parsed.tokens.words[comma + 1 : comma + 3]
    return behind[:1] in (["identified"], ["named"]) or (len(behind) == 2 and all(w[0].isupper() for w in behind))


def _write_none_killed(sheet: Sheet, page: Page, own: list[SentenceFacts], fallen: Toll) -> None:
    """Where a fight is over and only attackers are told to have died, nobody else did."""
    lows = page.parsed.tokens.lows
    if all(_UNDER_WAY.isdisjoint(lows[f.first : f.last]) for f in own):
        none = replace(fallen, count=Count(0, 0, 0, "none"), harms=fallen.harms[:1])
        none = replace(none, harms=(replace(none.harms[0], rule="only-attackers"),))
        _write_toll(sheet, none, "killed")


def _write_sides(sheet: Sheet, parties: list[Party], aside: set[int], tolls: dict[str, list[Toll]]) -> None:
    """Write how the dead split by side, as far as the clauses that the tolls rest on say it."""
    heads = [found[0] for found in tolls.values() if found]
    if any(toll.count.best is None or toll.status != "current" for toll in heads):
        return
    victims = tolls["killed"][0] if tolls["killed"] else None
    sides = _split_by_status(parties, aside, victims) if victims else {}
    attackers = sum(toll.count.best or 0 for toll in tolls["attackers_killed"][:1])
    if attackers:
        sides["combatant"] = sides.get("combatant", 0) + attackers
    rest = (victims.count.best or 0 if victims else 0) + attackers - sum(sides.values())
    if not sides or rest < 0:
        return
    value = {
        "civilians": sides.get("civilian"),
        "side_a": sides.get("security_forces"),
        "side_b": sides.get("combatant"),
        "unknown": rest or None,
    }
    spans = [sheet.span(h.start, h.end) for toll in heads for h in toll.harms]
    sheet.say("killed_by_party", value, list(dict.fromkeys(spans)), "dead-by-side")


def _split_by_status(parties: list[Party], aside: set[int], toll: Toll) -> dict[str, int]:
    """Return how many of a toll's dead were civilians, of the forces, fighters; parts tell where the whole does not."""
    told = {id(h) for h in toll.harms}
    sides: dict[str, int] = {}
    for n, party in enumerate(parties):
        if n in aside or id(party.harm) not in told or party.part_of is not None or party.again:
            continue
        parts = [p for p in parties if p.part_of == n]
        known = [party] if party.described.status not in (None, "unknown") else parts
        for group in known:
            if group.described.status not in (None, "unknown") and group.count.best:
                status = str(group.described.status)
                sides[status] = sides.get(status, 0) + group.count.best
    return sides


# --- groups of people -------------------------------------------------------------------------------------------------


def _write_victims(sheet: Sheet, parties: list[Party], aside: set[int]) -> None:
    """Write each group of people once, with whatever later clauses add to it."""
    keys: dict[int, str] = {}
    for number, party in enumerate(parties):
        if number in aside or party.group.pronoun:
            continue
        same = next((n for n in keys if _is_one_group(party, parties[n])), None)
        if same is None and party.again:
            continue
        whole = keys.get(party.part_of) if party.part_of is not None else None
        if same is None and whole and _is_all(party, parties[party.part_of or 0]):
            keys[number] = whole  # "the deceased was a teacher", "the victims were traders"
            _write_party(sheet, whole, replace(party, part_of=None), None)
            continue
        key = keys[same] if same is not None else sheet.key("victims")
        keys[number] = key
        _write_party(sheet, key, party, whole)


def _is_all(part: Party, whole: Party) -> bool:
    """Whether what is told of a part is told of all."""
    return part.count.best == whole.count.best or (part.harm.rule == "who-they-were" and part.count.best is None)


def _is_one_group(party: Party, earlier: Party) -> bool:
    """Whether two clauses tell of one group: the same harm to as many people, who may be the same."""
    if party.measure != earlier.measure or (party.part_of is None) != (earlier.part_of is None):
        return False
    if party.described.words.lower() == earlier.described.words.lower():
        return True
    return party.harm is not earlier.harm and may_be_same(party, earlier)


def _write_community(sheet: Sheet, own: list[SentenceFacts]) -> None:
    """Write what "the victims were members of the Shia community" says of the victims."""
    parsed = sheet.page.parsed
    if not any(a.field == "victims/v1/description" for a in sheet.assertions):
        return
    main = str(next(a.value for a in sheet.assertions if a.field == "victims/v1/description"))
    hints = {*_VICTIMS, *main.lower().split()[-1:]}
    for fact in own:
        if hints.isdisjoint(parsed.tokens.vocabularies[fact.number]):
            continue
        for n in parsed.tokens.find(_ARE, fact.number):
            subject = find_subject(parsed, n, fact.first)
            if not subject or not _are_victims(sheet, subject[0]):
                continue
            at = n + 1 + (parsed.tokens.lows[n + 1 : n + 2] == ["to"])
            for group in read_groups_after(parsed, at, fact.last)[:2]:
                told = describe(parsed, group).communities if not group.negative else ()
                for community in told:
                    span = sheet.span(subject[0].start, group.end)
                    for key in _list_same(sheet):
                        sheet.say(f"{key}/ethnic_or_religious", community, [span], "victims-were")


_ARE = frozenset(["were", "was", "belonged", "are"])


def _list_same(sheet: Sheet) -> list[str]:
    """Return the keys of the main group of victims and of those described in the same words: taken, then killed."""
    described = {a.field: a.value for a in sheet.assertions if a.field.endswith("/description")}
    main = described["victims/v1/description"]
    return [field.rsplit("/", 1)[0] for field, value in described.items() if value == main]


_VICTIMS = frozenset("victims dead deceased slain killed them".split())


def _are_victims(sheet: Sheet, group: Group) -> bool:
    """Whether a phrase means the main group of victims: "the victims", "all of them", "the miners"."""
    lows = sheet.page.parsed.tokens.lows[group.start : group.end]
    if not _VICTIMS.isdisjoint(lows):
        return True
    described = next(a.value for a in sheet.assertions if a.field == "victims/v1/description")
    return group.definite and group.head >= 0 and lows[-1] in str(described).lower().split()


def _write_party(sheet: Sheet, key: str, party: Party, whole: str | None) -> None:
    described = party.described
    span = [sheet.span(party.group.start, party.group.end)]
    context = [sheet.span(party.harm.start, party.harm.end)]
    speech = speaker_at(sheet.page.speeches, party.harm.trigger.start)
    values = {
        "description": (described.words, span),
        "outcome": ({"killed_or_injured": None, "bodies_seen": "killed"}.get(party.measure, party.measure), context),
        "count": (list_fields(party.count) if party.count.best or party.count.low else None, span),
        "subset_of": (whole.split("/")[1] if whole else None, context),
        "status": (described.status, span),
        "occupation": (described.occupation, span),
        "nationality": (described.nationality, span),
        "age_group": (described.age_group, span),
        "sex": (described.sex, span),
    }
    known = {a.field for a in sheet.assertions}
    for name, (value, spans) in values.items():
        if value is not None and (name == "occupation" or f"{key}/{name}" not in known):
            sheet.say(f"{key}/{name}", value, spans, f"victims-{party.harm.rule}", speech=speech)
    for community in described.communities:
        sheet.say(f"{key}/ethnic_or_religious", community, span, f"victims-{party.harm.rule}", speech=speech)
    if described.name and not described.plural:
        person = {"name": described.name, "outcome": party.measure, "status": "private"}
        sheet.say(f"{key}/persons/n1", person, span, "victim-named", speech=speech)
