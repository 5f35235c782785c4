"""Persons whom a text names as charged with the act, tried or convicted, or calls its suspects, bombers or gunmen."""

from dataclasses import dataclass, replace

from gawah.coding.rules.identified import IDENTIFIED_CUES, may_drive, read_copula, read_identified
from gawah.coding.rules.lexicon import word_set
from gawah.coding.rules.people import named_person
from gawah.coding.rules.phrases import Group, Parsed, find_subject, read_group, read_groups_after
from gawah.gazetteer.persons import person_nouns

_CHARGES = word_set("suspects", "charges")
_VERDICTS = frozenset("convicted sentenced guilty executed convicts jailed imprisoned got received".split())
_BE = frozenset("was were been is are being found".split())
_DOERS = word_set("suspects", "doers")
_OTHER_OFFENCES = word_set("suspects", "other_offences")
_COURTS = word_set("suspects", "courts")
_PAIR = frozenset("brothers suspects pair duo two".split())
_DEEDS = frozenset("bomb bombs bombing attack attacks shot killed planted detonated".split())
_COUNTED = frozenset(
    "men women people persons brothers militants members defendants others soldiers policemen officers".split()
)
_HELD = frozenset("arrested detained held captured nabbed apprehended".split())
_OVER = (["in", "connection", "with"], ["on", "suspicion", "of"])
_ACTS = (word_set("attribution", "acts") | _DEEDS) - frozenset("it this them".split())
_FIGHTERS = word_set("attribution", "fighters") | word_set("attribution", "assailants")
_CUES = _CHARGES | _DOERS | _HELD | IDENTIFIED_CUES


@dataclass(frozen=True, slots=True)
class Suspect:
    """A person named as the doer by the words [start, end), with the basis that these words give."""

    name: str
    basis: str
    start: int
    end: int
    sentence: int
    rule: str
    named: bool = True
    """False where only their number is told: "twelve men"."""


def find_suspects(parsed: Parsed) -> list[Suspect]:
    """Return the persons named as doers in a text, one entry for each place that names them so."""
    lows = parsed.tokens.lows
    if not parsed.tokens.find_all(_CUES) and not ("driver" in lows and may_drive(lows)):
        return []
    names: dict[str, str] | None = None
    found: list[Suspect] = []
    for n in parsed.tokens.find_all(_WATCHED):
        names = _full_names(parsed) if names is None else names
        number = parsed.tokens.sentence_of[n]
        found += _read_word(parsed, n, *parsed.tokens.sentences[number], number, names)
    return found if any(s.rule != "brother" for s in found) else []


_BROTHERS = frozenset(["brother", "brothers"])
_WATCHED = _CUES | _BROTHERS | {"driver"}


def _read_word(parsed: Parsed, n: int, first: int, last: int, number: int, names: dict[str, str]) -> list[Suspect]:
    low = parsed.tokens.lows[n]
    if low in _CHARGES:
        return _read_charge(parsed, n, first, last, number, names)
    if low in _HELD:
        return _read_arrest(parsed, n, first, last, number, names)
    if low in IDENTIFIED_CUES:
        told = read_identified(parsed, n, first, last)
        return [s for g, basis in told for s in _name(parsed, g, n, number, basis, "named-doer", names)]
    if low in _DOERS or low == "driver":
        called = _read_epithet(parsed, n, first, last, number, names) if n + 1 < last and low in _DOERS else []
        if called or (low == "driver" and not may_drive(parsed.tokens.lows)):
            return called
        told = read_copula(parsed, n, first, last)
        return [s for g, basis in told for s in _name(parsed, g, n, number, basis, "named-doer", names)]
    if low == "brothers":
        return _read_brothers(parsed, n, first, number, names)
    return _read_sibling(parsed, n, last, number, names)


def _full_names(parsed: Parsed) -> dict[str, str]:
    """Return the one full name that each surname or first name belongs to in the text ("" where it has several)."""
    names: dict[str, str] = {}
    words, last, beyond = parsed.tokens.words, len(parsed.tokens.words), 0
    for n in parsed.tokens.capitals:
        if n < beyond:
            continue
        end = n
        while end < last and words[end][0].isupper() and parsed.tags[end] == "W" and end - n < 4:
            end += 1
        if end - n >= 2 and not words[n].isupper() and not any(_is_role(parsed.tokens.lows[m]) for m in range(n, end)):
            full = _strip_genitive(" ".join(words[n:end]))
            for word in (words[n], _strip_genitive(words[end - 1])):
                names[word] = full if names.get(word, full) == full else ""
        beyond = end
    if parsed.tokens.find_all(_BROTHERS):
        _add_brothers(parsed, names)
    return names


def _strip_genitive(name: str) -> str:
    return name.removesuffix("'s").removesuffix("’s")


def _add_brothers(parsed: Parsed, names: dict[str, str]) -> None:
    """Add those named by their first names only: "his younger brother X", "the brothers X and Y Karov"."""
    words, lows = parsed.tokens.words, parsed.tokens.lows
    for n in range(1, len(words) - 1):
        if lows[n] == "brother" and lows[n - 1] in ("his", "her", "elder", "older", "younger", "twin"):
            at = n + 1 + (words[n + 1] == ",")
            before = next((names[w] for w in reversed(words[max(0, n - 40) : n]) if names.get(w)), None)
            if before and at < len(words) and words[at][0].isupper() and not words[at + 1 : at + 2][0][:1].isupper():
                names.setdefault(words[at], f"{words[at]} {before.split()[-1]}")
        elif lows[n] == "and" and words[n - 1][0].isupper() and (full := names.get(words[n + 1])):
            single = n < 2 or not words[n - 2][0].isupper()
            if single and full.startswith(words[n + 1] + " ") and "brothers" in lows[max(0, n - 20) : n + 8]:
                names.setdefault(words[n - 1], f"{words[n - 1]} {full.split()[-1]}")


def _is_role(low: str) -> bool:
    """Whether a word is a noun for people or a word of the courts, as headlines write them with a capital."""
    return low in _DOERS or low in _CHARGES or low in person_nouns() or low in _COURTS


def is_spoken_of(parsed: Parsed, suspect: Suspect, sentences: list[int]) -> bool:
    """Whether the sentences (by number) name the suspect, by name or surname, or hold the words that accuse him."""
    if suspect.sentence in sentences:
        return True
    surname = suspect.name.split()[-1]
    return any(surname in parsed.tokens.words[slice(*parsed.tokens.sentences[n])] for n in sentences)


def suspects_meant(parsed: Parsed, group: Group, suspects: list[Suspect]) -> list[Suspect]:
    """Return the suspects whom a phrase points back to: "the brothers", or a surname that only one of them has."""
    lows = parsed.tokens.lows
    if group.pronoun or group.head < 0 or not suspects:
        return []
    by_name = {s.name: s for s in suspects if s.named}
    if group.definite and lows[group.head] in _PAIR:
        return list(by_name.values()) if len(by_name) == 2 else []
    if group.end - group.start == 1 and parsed.tokens.words[group.start][0].isupper():
        word = parsed.tokens.words[group.start]
        meant = [s for name, s in by_name.items() if word in name.split()]
        return meant if len(meant) == 1 else []
    return []


def _read_charge(parsed: Parsed, n: int, first: int, last: int, number: int, names: dict[str, str]) -> list[Suspect]:
    """Read "X was charged with …", "indicted X and Y", "X was convicted", "X pleaded not guilty", "X is on trial"."""
    lows = parsed.tokens.lows
    if _OTHER_OFFENCES & set(lows[n + 1 : min(last, n + 16)]) or (lows[n - 1 : n] == ["not"] and lows[n] != "guilty"):
        return []
    if lows[n] in ("got", "received") and not _is_term(lows, n + 1):
        return []
    if lows[n] == "accused" and not _is_of_act(lows, n, last):
        return []
    window = lows[max(first, n - 4) : n]
    if lows[n] == "executed" and (_BE.isdisjoint(window) or "for" not in lows[n + 1 : min(last, n + 8)]):
        return []
    plea = lows[n] == "guilty" and any(w.startswith("ple") for w in window)
    trial = lows[n] == "trial"
    if trial and not (lows[n - 1] in ("on", "awaiting") or "stand" in window):
        return []
    passive = plea or trial or lows[n] in ("got", "received") or any(w in _BE for w in window)
    at = _verb_of_charge(lows, n, first, plea) if passive else n
    found = next((m for m in range(n - 1, max(first, n - 14), -1) if lows[m] == "found"), None)
    if passive:
        groups = _list_before(parsed, at, first)
    elif lows[n] == "guilty":
        groups = read_groups_after(parsed, found + 1, n) if found is not None else []
    else:
        groups = read_groups_after(parsed, n + 1, last)
    verdict = lows[n] in _VERDICTS and not (plea and "not" in window)
    basis = "convicted" if verdict else "accused_by_authorities"
    told = [s for g in groups[:10] for s in _name(parsed, g, n, number, basis, "charged", names)]
    if not told and not passive and groups and parsed.tokens.words[groups[-1].end : groups[-1].end + 1] == [","]:
        named = read_groups_after(parsed, groups[-1].end + 1, last)[:10]  # "convicted two men, X and Y"
        told = [s for g in named for s in _name(parsed, g, n, number, basis, "charged", names)]
    return told or [s for g in groups[:1] if basis == "convicted" for s in _count(parsed, g, n, number)]


def _is_of_act(lows: list[str], n: int, last: int) -> bool:
    """Whether "accused" is a verb that lays an act to someone: not "an accused, X", nor "accused X of being a spy"."""
    noun = lows[max(0, n - 1) : n] and lows[n - 1] in ("an", "the", "another", "prime", "main", "co", "key")
    behind = lows[n + 1 : min(last, n + 16)]
    return not noun and "of" in behind and not _ACTS_AND_MURDER.isdisjoint(behind) and "being" not in behind


_ACTS_AND_MURDER = _ACTS | frozenset("shooting planting carrying murdering stabbing setting detonating firing".split())


def _read_arrest(parsed: Parsed, n: int, first: int, last: int, number: int, names: dict[str, str]) -> list[Suspect]:
    """Read "X was arrested in connection with the blast" and "arrested the militants, identified as X and Y"."""
    lows = parsed.tokens.lows
    over = next((m for m in range(n + 1, min(last, n + 20)) if lows[m : m + 3] in _OVER), None)
    charged = over is None and lows[n] != "captured"
    if charged:
        over = next((m for m in range(n + 1, min(last, n + 20)) if lows[m] in ("for", "over")), None)
    if over is not None and not _ACTS.isdisjoint(lows[over + 3 : min(last, over + 9)]):
        passive = any(w in _BE for w in lows[max(first, n - 3) : n])
        groups = _list_before(parsed, n, first) if passive else read_groups_after(parsed, n + 1, over)
        basis = "accused_by_authorities" if charged else "suspected"
        return [s for g in groups[:6] for s in _name(parsed, g, n, number, basis, "charged", names)]
    named = next((m for m in range(n + 1, min(last, n + 14)) if lows[m : m + 2] == ["identified", "as"]), None)
    if named is None or lows[n + 1] != "the" or _FIGHTERS.isdisjoint(lows[n + 1 : named]):
        return []
    persons = read_groups_after(parsed, named + 2, last)[:6]
    return [s for g in persons for s in _name(parsed, g, n, number, "accused_by_authorities", "charged", names)]


def _count(parsed: Parsed, group: Group, n: int, number: int) -> list[Suspect]:
    """Return those of whom a verdict tells the number only: "a court convicts twelve men"."""
    head = parsed.tokens.lows[group.head] if group.head >= 0 else ""
    if group.quantity is None or group.quantity.article or head not in _COUNTED:
        return []
    words = parsed.words(group.start, group.head + 1)
    start, end = min(group.start, n), max(group.end, n + 1)
    return [Suspect(words, "convicted", start, end, number, "charged", named=False)]


def _is_term(lows: list[str], n: int) -> bool:
    """Whether a prison term stands at word `n`: "25 years", "25", "life"."""
    rest = lows[n : n + 3]
    return rest[:1] == ["life"] or (
        bool(rest) and rest[0].isdigit() and (rest[1:2] in (["."], ["years"], [","], [";"]))
    )


_STANDS = word_set("suspects", "stands")


def _list_before(parsed: Parsed, at: int, first: int) -> list[Group]:
    """Return the subject of the verb at `at`, and where it is a list of persons all of its members."""
    if opening := _read_opening(parsed, at, first):
        return [opening]
    subject = find_subject(parsed, at, first)
    n, end, members = at - 1, at, []
    while n >= first and parsed.tags[n] in "WDA,C()" and parsed.tokens.words[n] not in ";:.":
        if parsed.tags[n] in ",C":
            members.append((n + 1, end))
            end = n
        n -= 1
    members.append((n + 1, end))
    groups = [Group(a, b, b - 1) for a, b in members if b - a >= 2]
    return groups[::-1] if len(members) > 2 else subject


def _read_opening(parsed: Parsed, at: int, first: int) -> Group | None:
    """Return X of "X, 34, who built the device, was jailed" and of "arrested X, who was sentenced", or None."""
    words, lows = parsed.tokens.words, parsed.tokens.lows
    if at - first > 2 and lows[at - 1] == "who":
        end = at - 1 - (words[at - 2] == ",")
        start = end
        while start > first and words[start - 1][0].isupper() and parsed.tags[start - 1] == "W":
            start -= 1
        return Group(start, end, end - 1) if end - start > 1 else None
    begin = next((n + 1 for n in range(at - 1, first - 1, -1) if words[n] == ";"), first)
    group = read_group(parsed, begin, at) if words[at - 1] == "," else None
    if group is None or group.end >= at - 1 or words[group.end] != "," or named_person(parsed, group) is None:
        return None
    inside = parsed.tags[group.end + 1 : at - 1]
    return group if inside[:1] in ("N", "S") or lows[group.end + 1] in ("who", "aged") else None


def _verb_of_charge(lows: list[str], n: int, first: int, plea: bool) -> int:
    """Return the word before which the subject of "was found guilty", "pleaded not guilty" or "is on trial" stands."""
    before = range(n - 1, max(first - 1, n - 5), -1)
    return next((m for m in before if (lows[m].startswith("ple") if plea else lows[m] in _STANDS | _BE - {"found"})), n)


def _read_epithet(parsed: Parsed, n: int, first: int, last: int, number: int, names: dict[str, str]) -> list[Suspect]:
    """Read "bombing suspect X", "the gunman, X,", "suspected bombers, X and Y"."""
    lows = parsed.tokens.lows
    at = n + 1 + (parsed.tokens.words[n + 1] == ",")
    opening = lows[max(first, n - 5) : n]
    if (
        at >= last
        or not parsed.tokens.words[at][0].isupper()
        or {"death", "killing", "murder", "funeral"} & set(opening)
    ):
        return []
    doubted = lows[n].startswith("suspect") or {"suspected", "accused", "alleged"} & set(opening)
    basis = "accused_by_authorities" if doubted else "reported_as_fact"
    groups = read_groups_after(parsed, at, last)[: 3 if lows[n].endswith("s") else 1]
    return [s for g in groups for s in _name(parsed, g, n, number, basis, "named-doer", names)]


def _read_brothers(parsed: Parsed, n: int, first: int, number: int, names: dict[str, str]) -> list[Suspect]:
    """Read "the Karov brothers", "brothers, A and B Karov", where another word calls one a suspect."""
    words, last = parsed.tokens.words, parsed.bounds(n)[1]
    surname = words[n - 1] if n > first else ""
    bearers = list(dict.fromkeys(full for full in names.values() if full and full.split()[-1] == surname))
    if len(bearers) == 2 and surname[:1].isupper():
        return [Suspect(name, "accused_by_authorities", n - 1, n + 1, number, "brother") for name in bearers]
    for m in range(n + 2, min(last - 1, n + 20)):
        pair = (names.get(words[m - 1]), names.get(words[m + 1]))
        if words[m] == "and" and pair[0] and pair[1] and pair[0].split()[-1] == pair[1].split()[-1]:
            return [Suspect(name, "accused_by_authorities", n, m + 2, number, "brother") for name in pair if name]
    return []


def _read_sibling(parsed: Parsed, n: int, last: int, number: int, names: dict[str, str]) -> list[Suspect]:
    """Read "the elder brother, X" in a report that speaks of several suspects."""
    lows = parsed.tokens.lows
    if lows[max(0, n - 2) : n] == ["and", "his"] and _DEEDS & set(lows[n + 1 : last]):
        at = n + 1 + (parsed.tokens.words[n + 1 : n + 2] == [","])
        name = names.get(parsed.tokens.words[at]) if at < last else None
        return [Suspect(name, "reported_as_fact", n - 2, at + 1, number, "brother")] if name else []
    if parsed.tokens.lows[n - 1 : n] not in (["elder"], ["older"], ["younger"]) or "suspects" not in parsed.tokens.lows:
        return []
    at = n + 1 + (parsed.tokens.words[n + 1 : n + 2] == [","])
    group = read_group(parsed, at, last) if at < last else None
    return _name(parsed, group, n, number, "accused_by_authorities", "brother", names) if group else []


def _name(
    parsed: Parsed, group: Group, n: int, number: int, basis: str, rule: str, names: dict[str, str]
) -> list[Suspect]:
    """Return the person whom a phrase names, by full name or by a name that only one person of the text has."""
    name = _personal_name(parsed, group, names)
    brother = _read_brother(parsed, group.end)
    if name is None and brother and _is_single_name(parsed, group):
        name = f"{parsed.tokens.words[group.start]} {brother[0].split()[-1]}"
    if name is None:
        return []
    start, end = min(group.start, n), max(group.end, n + 1)
    suspect = Suspect(name, basis, start, end, number, rule)
    return [suspect, replace(suspect, name=brother[0], end=max(end, brother[1]))] if brother else [suspect]


def _is_single_name(parsed: Parsed, group: Group) -> bool:
    return group.end - group.start == 1 and parsed.tokens.words[group.start][0].isupper()


def _personal_name(parsed: Parsed, group: Group, names: dict[str, str]) -> str | None:
    lows = parsed.tokens.lows
    words = parsed.tokens.words
    before = range(group.end - 2, group.start - 1, -1)
    epithet = next((m for m in before if lows[m] in _DOERS or (words[m].islower() and lows[m] in person_nouns())), None)
    if epithet is not None:  # "New York bomber X"
        group = Group(epithet + 1, group.end, group.end - 1)
    if lows[group.end : group.end + 1] in (["'s"], ["'"]) or parsed.tags[group.end : group.end + 1] == "G":
        return None
    if name := named_person(parsed, group):
        return name
    word = parsed.tokens.words[group.end - 1]
    if _is_single_name(parsed, Group(group.end - 1, group.end, group.end - 1)) and all(
        lows[m][0].isdigit() or lows[m] == "the" for m in range(group.start, group.end - 1)
    ):
        return names.get(word) or None
    return None


def _read_brother(parsed: Parsed, n: int) -> tuple[str, int] | None:
    """Read "and his brother, X" behind a suspect's name."""
    lows = parsed.tokens.lows
    _, last = parsed.bounds(n - 1)
    window = lows[n : min(last, n + 4)]
    if window[:2] != ["and", "his"] or "brother" not in window:
        return None
    at = n + window.index("brother") + 1
    at += at < last and parsed.tokens.words[at] == ","
    group = read_group(parsed, at, last) if at < last else None
    name = named_person(parsed, group) if group else None
    return (name, group.end) if name and group else None
