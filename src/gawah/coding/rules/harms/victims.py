"""Which noun phrases name those harmed, and which only say who somebody is."""

from gawah.coding.rules.numbers import Quantity, read_quantity
from gawah.coding.rules.people import is_person, is_thing, named_person
from gawah.coding.rules.phrases import CALENDAR, Group, Parsed
from gawah.gazetteer.places import country_of


def last_run(parsed: Parsed, groups: list[Group]) -> list[Group]:
    """Return the phrases at the end that commas and "and" join, from the first counted one on."""
    begin = len(groups) - 1
    while begin > 0 and all(t in ",C" for t in parsed.tags[groups[begin - 1].end : groups[begin].start]):
        begin -= 1
    run = groups[begin:]
    return run[next((n for n, g in enumerate(run) if g.quantity), 0) :]


def bare_names(parsed: Parsed, groups: list[Group]) -> tuple[Group, ...]:
    """Return the phrases that are one capitalised word, as a person named before: "Das was abducted"."""
    words, lows = parsed.tokens.words, parsed.tokens.lows
    return tuple(
        g
        for g in groups
        if g.end - g.start == 1
        and words[g.head].istitle()
        and parsed.tokens.lows[g.head] not in CALENDAR
        and country_of(words[g.head]) is None
        and lows[g.head] not in CALENDAR
        and g.quantity is None
        and not is_thing(parsed, g)
        and not g.negative
    )


def people(parsed: Parsed, groups: list[Group]) -> tuple[Group, ...]:
    """Return the phrases that name people; beside one that does, another that is counted does too ("a hired hand")."""
    groups = _drop_appositions(parsed, groups)
    people = [is_person(parsed, g) for g in groups]
    if not any(people):
        return ()
    return tuple(
        g
        for g, known in zip(groups, people, strict=True)
        if not g.negative
        and (known or (g.quantity is not None and g.head >= 0 and not is_thing(parsed, g)) or bare_names(parsed, [g]))
    )


def _drop_appositions(parsed: Parsed, groups: list[Group]) -> list[Group]:
    """Return `groups` without those that say who the one before is: "Dara Mesel, a trader", "a leader and member"."""
    kept = groups[:1]
    for group in groups[1:]:
        between = parsed.tokens.lows[kept[-1].end : group.start]
        if len(between) == 3 and between[0] == between[2] == ",":  # "Omar Bel, 34, a journalist"
            between = between[2:]
        if _is_rest_of_name(parsed, between, group):
            continue
        if not (between == [","] and _says_who(parsed, kept[-1], group)) and not (
            between == ["and"] and _is_second_office(parsed, kept[-1], group)
        ):
            kept.append(group)
    return kept


def _is_rest_of_name(parsed: Parsed, between: list[str], group: Group) -> bool:
    """Whether the phrase ends the name of a force: "two constables of Jammu and Tolsa Police"."""
    force = parsed.tokens.lows[group.head] in ("police", "army", "force", "forces", "rifles")
    return between[:1] == ["of"] and between[-1:] == ["and"] and force and group.quantity is None and not group.definite


def _says_who(parsed: Parsed, first: Group, second: Group) -> bool:
    """Whether of two phrases parted by a comma one is one person's name and the other says who that is."""
    names = [g.quantity is None and not g.pronoun and _is_name(parsed, g) for g in (first, second)]
    if parsed.tokens.lows[second.start] in ("his", "her", "their"):
        return False
    told = [
        (g.quantity is not None and g.quantity.article) or (g.quantity is None and g.definite) for g in (first, second)
    ]
    return (names[0] and told[1]) or (told[0] and names[1])


def _is_name(parsed: Parsed, group: Group) -> bool:
    return named_person(parsed, group) is not None


def _is_second_office(parsed: Parsed, first: Group, second: Group) -> bool:
    """Whether a bare singular behind "a leader and" is another office of one person: "a leader and council member"."""
    if not (first.quantity and first.quantity.article and second.quantity is None) or second.definite or second.pronoun:
        return False
    head = parsed.tokens.words[second.head]
    return head.islower() and not head.endswith("s") and is_person(parsed, second)


def counted(parsed: Parsed, groups: list[Group]) -> tuple[Group, ...]:
    """Return objects that the word lists do not know as people but that are counted as such: "killed a subedar"."""
    return tuple(g for g in groups if g.quantity and g.head >= 0 and not g.negative and not is_thing(parsed, g))


def quantity_before(parsed: Parsed, stop: int, first: int) -> Quantity | None:
    """Return the quantity that ends right before word `stop` (an adjective may stand between)."""
    lows = parsed.tokens.lows
    for start in range(max(first, stop - 6), stop):
        quantity = read_quantity(lows, start, stop)
        if quantity and all(parsed.tags[n] in "W" for n in range(quantity.end, stop)) and stop - quantity.end <= 2:
            return quantity
    return None
