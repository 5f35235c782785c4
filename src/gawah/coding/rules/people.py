"""What a noun phrase says of people: that they are people, their trade, community, nationality, age, sex, names."""

import re
from dataclasses import dataclass
from functools import cache
from typing import Literal

from gawah.coding.rules.phrases import Group, Parsed, read_group
from gawah.frozen import quick_to_make
from gawah.gazetteer.actors import generic_actors
from gawah.gazetteer.communities import communities
from gawah.gazetteer.persons import PersonNoun, person_nouns
from gawah.gazetteer.places import country_of

_OTHERS = frozenset("other others another more additional further".split())
_HARMED = frozenset("wounded injured deceased dead slain hostages captives abducted abductees".split())
"""Words that stand for the people harmed: "three of the wounded"."""
_TALLIES = frozenset("fallen fatality fatalities casualty casualties injuries".split())
"""Nouns that count harms rather than name people."""
_FORCES = frozenset("persons personnel forces force troops tribals squad patrol".split())
_THINGS = frozenset(
    "court courts tribunal jury "
    "attack attacks blast blasts bomb bombs bombing explosion vehicle vehicles car cars bus truck house "
    "houses building buildings shop shops school schools mosque convoy post camp base incident violence fire "
    "firing operation encounter clash clashes animals animal cattle cows buffaloes goats sheep horses "
    "elephants dog dogs minutes hours days weeks months years minute hour day week month year "
    "deaths wounds lives km kilometres kilometers miles metres percent "
    "times rounds shots bullets rifles weapons grenades rockets missiles bodies election polls interest hopes "
    "deal talks chances bill time career season game match rally record lead market economy points goals "
    "seats jobs birds chickens fish poultry pigs whales project plan plans proposal legislation show series".split()
)
_TITLES = frozenset(
    "mr mrs ms dr sheikh sheik haji maulana mullah maulvi mufti imam pir syed father sister brother bishop "
    "rabbi sir lady prince princess king queen president minister senator governor mayor colonel general "
    "major captain lieutenant sergeant corporal constable inspector commander chief judge justice professor "
    "sri shri smt comrade alhaji".split()
)
_NOT_NAMES = frozenset(
    "the a an on in at january february march april may june july august september october november december "
    "monday tuesday wednesday thursday friday saturday sunday police army security forces state district "
    "province government islamic national".split()
)
_AGE_GROUPS = {"child": "children", "adult": "adults", "elderly": "older_people"}
"""The codebook's age groups, by the gazetteer's; a youth may be of either of two, and is in none."""
_YEAR = re.compile("(?:19|20)[0-9][0-9]")
_AGE = re.compile(r"(\d{1,3})[- ]?years?[- ]old|aged (\d{1,3})")


@quick_to_make
@dataclass(frozen=True, slots=True)
class Description:
    """What a noun phrase says of the people that it names."""

    words: str
    plural: bool
    nouns: tuple[PersonNoun, ...]
    occupation: str | None
    status: str | None
    communities: tuple[str, ...]
    nationality: str | None
    age_group: str | None
    sex: str | None
    name: str | None


def is_person(parsed: Parsed, group: Group) -> bool:
    """Whether the noun phrase names people: by its nouns, a bare number, a pronoun of persons, or a personal name."""
    lows = parsed.tokens.lows
    if group.pronoun:
        return lows[group.head] in ("he", "she", "they", "him", "her", "them", "who", "whom", "someone", "somebody")
    if group.head < 0:
        return group.quantity is not None and _is_bare_count(parsed, group)
    head = lows[group.head].removesuffix("'s")
    if head in _TALLIES:
        return False
    if _is_noun(parsed, head, group) or (head in _OTHERS and group.quantity is not None):
        return True
    if head in _HARMED and lows[group.head - 1] == "the":
        return True
    if _are_members(lows, group):
        return True
    if head in _THINGS:
        return False
    if group.quantity is not None and _has_doer_ending(head):
        return True
    if head.endswith(("-year-old", "-year-olds")):
        return True
    if any(_noun_at(lows, n, group) for n in range(group.start, group.head + 1) if _may_head(parsed, n, group)):
        return True
    return (_is_people_name(head) and (group.quantity is not None or head.endswith("s"))) or named_person(
        parsed, group
    ) is not None


def _has_doer_ending(low: str) -> bool:
    """Whether an unknown noun ends as nouns for persons do: "stonecutters", "lobbyist"; no list has them all."""
    return low.endswith(_DOER_ENDINGS) and len(low) > 5 and low not in _TOOLS and low.removesuffix("s") not in _TOOLS


_DOER_ENDINGS = ("ers", "er", "ors", "or", "ists", "ist", "men", "man", "women", "woman", "ians", "ian")
_TOOLS = frozenset(
    "helicopter tanker trailer container launcher bunker newspaper quarters poster computer tractor motor reactor "
    "generator transformer tower river paper number letter shelter boulder border order matter router server charter "
    "chapter center meter dinner bulldozer excavator freezer cooker cylinder loudspeaker pointer scanner "
    "barrier boiler trigger detonator projector elevator corner counter folder ladder locker danger winter summer "
    "december october november september quarter layer finger shoulder flower feather cover water weather power "
    "disorder encounter disaster murder fever cancer laser dagger propeller steamer carrier destroyer cruiser "
    "bomber fighter header answer offer charger mirror floor door error terror horror sector factor manor "
    "specimen abdomen regimen".split()
)


def _are_members(lows: list[str], group: Group) -> bool:
    """Whether the phrase is of people by what stands before "of": "three members of a peace committee"."""
    one = group.quantity is not None and group.quantity.article  # "a member of the peace committee"
    for n in [n for n in range(group.start + 1, group.head) if lows[n] == "of"]:
        noun = person_nouns().get(lows[n - 1])
        if lows[n - 1] in _FORCES or (noun is not None and (noun.is_plural or one)):
            return True
    return False


def _is_noun(parsed: Parsed, head: str, group: Group) -> bool:
    """Whether the head is a noun for persons; "general", "minor" and their like only behind a number or an article."""
    noun = person_nouns().get(head)
    if noun is None:
        return head in _FORCES or head in _actor_nouns()
    return not noun.is_ambiguous or group.quantity is not None or parsed.tags[group.start] == "D"


@cache
def _actor_nouns() -> frozenset[str]:
    return frozenset(generic_actors())


def is_thing(parsed: Parsed, group: Group) -> bool:
    """Whether the head of the phrase names a thing, a span of time or an animal."""
    return any(low in _THINGS or low in _TALLIES for low in parsed.tokens.lows[group.start : group.end])


def _may_head(parsed: Parsed, n: int, group: Group) -> bool:
    """Whether the word at `n` may be the head that a name follows ("police constable Bagh Ali") and not a modifier."""
    words = parsed.tokens.words
    return (
        n < group.head
        and all(words[m][0].isupper() or words[m] in "(),-" for m in range(n + 1, group.head + 1))
        and (words[group.head][0].isupper())
    )


def _noun_at(lows: list[str], n: int, group: Group) -> PersonNoun | None:
    """Return the longest person noun that ends at word `n` within the group."""
    for start in range(max(group.start, n - 3), n + 1):
        if noun := person_nouns().get(" ".join(lows[start : n + 1])):
            return noun
    return person_nouns().get("soldier") if lows[n] in _FORCES else None


def _is_people_name(low: str) -> bool:
    return low in communities() or country_of(low) is not None


def _is_bare_count(parsed: Parsed, group: Group) -> bool:
    """Whether a number without a noun counts people: no unit, sign or percentage beside it."""
    lows, n = parsed.tokens.lows, group.end
    if _YEAR.fullmatch(lows[n - 1]):
        return False
    after = lows[n] if n < len(lows) else ""
    before = lows[group.start - 1] if group.start else ""
    return after not in ("%", "percent", "per", "km", "years", "-", "year-old") and before not in (
        "$",
        "£",
        "€",
        "rs",
        "number",
        "no",
    )


def named_person(parsed: Parsed, group: Group) -> str | None:
    """Return the personal name that the phrase is, or None: two capitalised words or more, or one after a title."""
    words, lows = parsed.tokens.words, parsed.tokens.lows
    run: list[int] = []
    for n in range(group.start, group.end):
        if (words[n][0].isupper() and lows[n] not in _NOT_NAMES and not (words[n].isupper() and len(words[n]) > 3)) or (
            lows[n] in ("al", "bin", "ul", "de", "la", "van", "-") and run
        ):
            run.append(n)
        elif run:
            break
    if not run or (run[-1] < group.end - 1 and lows[run[-1] + 1] != "("):
        return None
    titled = lows[run[0]].rstrip(".") in _TITLES
    bare = [n for n in run if lows[n].rstrip(".") not in _TITLES]
    one = group.quantity is None or lows[group.start] == "one"  # "one Nadel Khan"
    if (len(bare) >= 2 and one and not group.definite and country_of(words[bare[-1]]) is None) or (titled and bare):
        name = parsed.words(bare[0], bare[-1] + 1) if bare else ""
        return (
            name if not any(low in person_nouns() or low in _THINGS for low in lows[bare[0] : bare[-1] + 1]) else None
        )
    return None


def says_others(parsed: Parsed, group: Group) -> bool:
    """Whether the phrase sets its people apart from those before: "two others", "another soldier"."""
    lows = parsed.tokens.lows[group.start : group.end]
    return any(low in _OTHERS and lows[n + 1 : n + 2] != ["than"] for n, low in enumerate(lows))


def describe(parsed: Parsed, group: Group) -> Description:
    """Return what the phrase says of its people."""
    lows, words = parsed.tokens.lows, parsed.tokens.words
    nouns = tuple(_find_nouns(lows, group))
    if not any(n.occupation for n in nouns) and (group.quantity is None or group.quantity.count.best == 1):
        nouns += _find_apposed(parsed, group)
    head = lows[group.head] if group.head >= 0 else ""
    name = _name_in(parsed, group)
    plural = (
        (nouns[-1].is_plural if name else any(n.is_plural for n in nouns))  # "People's Party president Omar Bel"
        if nouns
        else head in _OTHERS or head in _FORCES or (head.endswith("s") and not words[group.head][0].isupper())
    )
    if group.quantity:
        plural = not group.quantity.article and group.quantity.count.best != 1
    working = [n for n in nouns if n.sort in ("occupation", "rank", "role") and n.occupation]
    last = nouns[-1] if nouns else None
    text = parsed.words(group.start, group.end)
    return Description(
        text,
        plural or head in _OTHERS,
        nouns,
        _occupation(parsed, group, working, nouns),
        (working[-1] if working else last).status if nouns and last else _status_of_force(parsed, group),
        tuple(dict.fromkeys(c for n in range(group.start, group.end) if (c := _community_at(words, lows, n, nouns)))),
        _nationality(parsed, group),
        next((_AGE_GROUPS.get(n.age_group) for n in nouns if n.age_group), None) or _age_group(text),
        next((n.sex for n in nouns if n.sex), None),
        name,
    )


_AS_TRADES = frozenset(
    "worshipper worshiper tourist pilgrim villager schoolboy schoolgirl schoolchild devotee yatri churchgoer".split()
)
"""What people were there as, where the text gives no trade."""


def _occupation(parsed: Parsed, group: Group, working: list[PersonNoun], nouns: tuple[PersonNoun, ...]) -> str | None:
    """Return the trade that a noun says, or the force whose personnel they are: "five personnel of the Civil Guard"."""
    working = working or [n for n in nouns if n.singular in _AS_TRADES]
    if working:
        return working[-1].plural if working[-1].is_plural else working[-1].singular
    if _status_of_force(parsed, group) is None:
        return None
    words, at = parsed.tokens.words, parsed.tokens.lows.index("personnel", group.start)
    reach = range(at, group.end) if parsed.tokens.lows[at + 1 : at + 2] == ["of"] else range(group.start, at)
    named = [words[n] for n in reach if words[n][0].isupper() and parsed.tags[n] == "W"]
    return " ".join([*named, "personnel"])


def _status_of_force(parsed: Parsed, group: Group) -> Literal["security_forces"] | None:
    """Whether people of whom no noun says more are a force's "personnel"."""
    return "security_forces" if "personnel" in parsed.tokens.lows[group.start : group.end] else None


def _find_apposed(parsed: Parsed, group: Group) -> tuple[PersonNoun, ...]:
    """Return the nouns of what says who somebody is: "Omar Bel, 34, a journalist", "a man named X, a trader"."""
    lows, words, tags = parsed.tokens.lows, parsed.tokens.words, parsed.tags
    _, last = parsed.bounds(group.start)
    n = group.end
    while n < last and n - group.end < 9:
        if words[n] == "," and n + 1 < last and tags[n + 1] == "D":
            other = read_group(parsed, n + 1, last)
            fits = other and other.head >= 0 and (other.quantity is None or other.quantity.article)
            return tuple(_find_nouns(lows, other)) if other and fits else ()
        if not (
            words[n][0].isupper() or tags[n] in ",()N" or lows[n] in ("identified", "named", "as", "alias", "aged")
        ):
            return ()
        n += 1
    return ()


def _find_nouns(lows: list[str], group: Group) -> list[PersonNoun]:
    """Return the person nouns of the phrase, the longest phrase at each word, in their order."""
    found, n = [], group.start
    while n < group.end:
        for end in range(min(group.end, n + 4), n, -1):
            if noun := person_nouns().get(" ".join(lows[n:end]).removesuffix("'s")):
                found.append(noun)
                n = end - 1
                break
        n += 1
    return found


def _community_at(words: list[str], lows: list[str], n: int, nouns: tuple[PersonNoun, ...]) -> str | None:
    """Return the community that word `n` names, as the text calls it; some names need a noun for persons beside them.

    No surname ("Khan Bhattani") names one, nor "tribal" before an office ("tribal elder"), nor a state's adjective.
    """
    low = lows[n].removesuffix("'s").removesuffix("’s")
    community = communities().get(low)
    if community is None or not (words[n][0].isupper() or community.kind in ("tribal", "caste")):
        return None
    if _is_surname(words, lows, n) or not _is_meant(community.needs, words, n, nouns):
        return None
    if low == "tribal" and (lows[n - 1] == "non" or (lows[n + 1 : n + 2] and lows[n + 1] in _TRIBAL_OFFICES)):
        return None
    if community.kind == "ethnic" and country_of(words[n]) and low.removesuffix("s") not in _STATELESS:
        return None
    if low == "tribal":
        return low
    return low.capitalize() if low.endswith(_ADJECTIVAL) else community.name


_STATELESS = frozenset("palestinian kurdish kurd tibetan".split())
_ADJECTIVAL = ("ish", "ic", "ese")
_TRIBAL_OFFICES = frozenset(
    "elder elders leader leaders chief chiefs chieftain chieftains sheikh militia council".split()
)


def _is_meant(needs: str, words: list[str], n: int, nouns: tuple[PersonNoun, ...]) -> bool:
    """Whether a name that needs it stands beside people, before no surname, or not as a newspaper's ("The Hindu")."""
    if needs in ("", "person"):
        return not needs or bool(nouns)
    if needs == "surname":
        return bool(nouns) or not words[n + 1 : n + 2] or not words[n + 1][0].isupper()
    return bool(nouns) or n == 0 or words[n - 1] != "The"


def _is_surname(words: list[str], lows: list[str], n: int) -> bool:
    """Whether a capitalised word that is no noun or community stands right before: "Ayub Khattak"."""
    before = words[n - 1] if n else ""
    if not before[:1].isupper() or words[n].isupper() or lows[n - 1] in person_nouns():
        return False
    return n > 1 and lows[n - 1] not in communities() and country_of(before) is None and lows[n - 1] not in _QUALIFIERS


_QUALIFIERS = frozenset("the a an two three four five six seven eight nine ten ethnic young local minority".split())


def _nationality(parsed: Parsed, group: Group) -> str | None:
    """Return the country that an adjective or "from" gives people: "two Sri Lankan nurses", "soldiers from Niger"."""
    words, lows = parsed.tokens.words, parsed.tokens.lows
    for n in range(group.start, group.end):
        if not words[n][0].isupper() or _names_party(words, lows, n):
            continue
        pair = f"{words[n]} {words[n + 1]}" if n + 1 < group.end else ""
        if country := (pair and country_of(pair.removesuffix("'s"))) or country_of(words[n].removesuffix("'s")):
            return country
    behind = words[group.end + 1 : group.end + 3] if lows[group.end : group.end + 1] == ["from"] else []
    return (
        next((c for c in (country_of(" ".join(behind)), *map(country_of, behind[:1])) if c), None) if behind else None
    )


def _names_party(words: list[str], lows: list[str], n: int) -> bool:
    """Whether the country stands in the name of a party: "Communist Party of India", "Pakistan People's Party"."""
    return (lows[n - 1] == "of" and lows[n - 2] in _PARTIES) or any(low in _PARTIES for low in lows[n + 1 : n + 5])


_PARTIES = frozenset("party league front congress council".split())


def _age_group(text: str) -> str | None:
    match = _AGE.search(text)
    return None if not match else "children" if int(match[1] or match[2]) < 18 else "adults"


def _name_in(parsed: Parsed, group: Group) -> str | None:
    """Return the personal name at the end of the phrase: "head constable Munawar Ali"."""
    words, lows = parsed.tokens.words, parsed.tokens.lows
    n = group.end - 1
    if n < group.start or words[n] == ")":
        return None
    while n >= group.start and words[n][0].isupper() and lows[n] not in person_nouns() and lows[n] not in _NOT_NAMES:
        n -= 1
    start = n + 1
    if group.end - start < (1 if start > group.start and lows[start - 1] in person_nouns() else 2):
        return None
    if any(_is_people_name(low) for low in lows[start : group.end]):
        return None
    return parsed.words(start, group.end)
