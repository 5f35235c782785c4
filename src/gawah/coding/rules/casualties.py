"""The people harmed, as an incident has them: figures, groups of victims, and which of the dead were attackers."""

from gawah.coding.rules.facts import SentenceFacts
from gawah.coding.rules.figures import Party, Toll, add_up
from gawah.coding.rules.harms import Harm
from gawah.coding.rules.page import Page
from gawah.coding.rules.people import describe
from gawah.coding.rules.phrases import Group, find_subject, read_groups_after
from gawah.coding.rules.sheet import Sheet, list_fields
from gawah.coding.rules.speech import speaker_at


def write_people(
    sheet: Sheet, page: Page, own: list[SentenceFacts], harms: list[Harm], parties: list[Party], incident_type: str
) -> None:
    """Write the figures and the groups of people that the sentences `own` of one incident tell of."""
    fighting = incident_type == "battle" and _forces_fight(page, own)
    _write_figures(sheet, page, parties, harms, fighting)
    _write_victims(sheet, parties, fighting)
    _write_community(sheet, own)


def _forces_fight(page: Page, own: list[SentenceFacts]) -> bool:
    """Whether one side of a clash is a state's: its enemies' dead are then attackers, unless they were attacked."""
    sides = [m for f in own[:3] for _, _, m in page.actors.within(f.first, f.last)]
    return any(m.sort == "state" for m in sides) or not any(m.sort == "named" for m in sides)


def _is_attacker(party: Party, fighting: bool) -> bool:
    """Whether the party is the attackers: bearers of bombs, "the attackers", fighters fallen in a clash with forces."""
    lows = {n.lower() for n in party.described.words.lower().split()}
    if lows & {"attackers", "attacker", "assailants", "assailant", "bomber", "bombers", "gunman", "gunmen"}:
        return True
    if party.described.status != "combatant":
        return False
    return fighting and not party.harm.agents


def _write_figures(sheet: Sheet, page: Page, parties: list[Party], harms: list[Harm], fighting: bool) -> None:
    attackers = [p for p in parties if p.measure == "killed" and _is_attacker(p, fighting)]
    aside = {id(p) for p in attackers}
    ours = [p for p in parties if id(p) not in aside]
    told = {id(p.harm) for p in ours}
    kept = [h for h in harms if h.count is not None or id(h) in told]
    for toll in add_up(page.parsed, ours, kept, page.speeches):
        _write_toll(sheet, toll, toll.measure)
    theirs = [p.harm for p in attackers]
    for toll in add_up(page.parsed, attackers, theirs, page.speeches):
        _write_toll(sheet, toll, "attackers_killed")


def _write_toll(sheet: Sheet, toll: Toll, measure: str) -> None:
    spans = list(dict.fromkeys(sheet.span(h.start, h.end) for h in toll.harms))
    words = " + ".join(sheet.page.text[s.start : s.end] for s in spans)
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
        confidence=0.9 if toll.status == "current" else 0.5,
    )


def _write_victims(sheet: Sheet, parties: list[Party], fighting: bool) -> None:
    written: dict[str, str] = {}
    keys: dict[int, str] = {}
    for number, party in enumerate(parties):
        if party.group.pronoun or (party.group.definite and party.group.quantity is None and written):
            continue
        if _is_attacker(party, fighting):
            continue
        if party.group.definite and any(_is_same_group(party, p) for p in parties[:number]):
            continue
        words = party.described.words
        same = written.get(f"{party.measure}|{words.lower()}")
        if same:
            keys[number] = same
            continue
        key = keys[number] = written[f"{party.measure}|{words.lower()}"] = sheet.key("victims")
        _write_party(sheet, key, party, keys.get(party.part_of) if party.part_of is not None else None)


def _is_same_group(party: Party, earlier: Party) -> bool:
    """Whether "the 11 miners" are those told of before: as many, for the same harm."""
    return party.measure == earlier.measure and party.count.best == earlier.count.best and party.part_of is None


def _write_community(sheet: Sheet, own: list[SentenceFacts]) -> None:
    """Write what "the victims were members of the Shia community" says of the victims."""
    parsed = sheet.page.parsed
    if not any(a.field == "victims/v1/description" for a in sheet.assertions):
        return
    for fact in own:
        for n in range(fact.first + 1, fact.last):
            if parsed.tokens.lows[n] not in ("were", "was", "belonged", "are"):
                continue
            subject = find_subject(parsed, n, fact.first)
            if not subject or not _are_victims(sheet, subject[0]):
                continue
            at = n + 1 + (parsed.tokens.lows[n + 1 : n + 2] == ["to"])
            for group in read_groups_after(parsed, at, fact.last)[:2]:
                told = describe(parsed, group).communities if not group.negative else ()
                for community in told:
                    span = sheet.span(subject[0].start, group.end)
                    sheet.say("victims/v1/ethnic_or_religious", community, [span], "victims-were")


def _are_victims(sheet: Sheet, group: Group) -> bool:
    """Whether a phrase means the main group of victims: "the victims", "all of them", "the miners"."""
    lows = sheet.page.parsed.tokens.lows[group.start : group.end]
    if set(lows) & {"victims", "dead", "deceased", "slain", "killed"}:
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
    for name, (value, spans) in values.items():
        if value is not None:
            sheet.say(f"{key}/{name}", value, spans, f"victims-{party.harm.rule}", speech=speech)
    for community in described.communities:
        sheet.say(f"{key}/ethnic_or_religious", community, span, f"victims-{party.harm.rule}", speech=speech)
    if described.name and not described.plural:
        person = {"name": described.name, "outcome": party.measure, "status": "private"}
        sheet.say(f"{key}/persons/n1", person, span, "victim-named", speech=speech)
