"""Groups that no list knows, by what the text says of them: "fighters of the Desert Hawks", "X, a rebel group"."""

import re
from dataclasses import replace
from functools import cache
from itertools import pairwise

from gawah.coding.rules.lexicon import load_lexicon
from gawah.coding.rules.overlaps import Stretches
from gawah.coding.rules.phrases import Parsed
from gawah.coding.rules.ties import read_tie, skip_asides
from gawah.coding.rules.triggers import Trigger
from gawah.gazetteer.actors import ActorMention
from gawah.gazetteer.places import Resolved

_LONGEST = 12


def find_unknown_groups(
    parsed: Parsed, triggers: list[Trigger], actors: list[ActorMention], places: list[Resolved]
) -> list[ActorMention]:
    """Return the mentions of groups that the gazetteer does not know and the text shows to be groups.

    A run of capitalised words counts where fighters are said to be of it, where it is called an armed group, where it
    claims responsibility, is blamed, or does violence as a body ("the Desert Hawks attacked"), wherever else it then
    stands, by its short forms too.
    """
    named = [r.mention for r in places if r.facts and r.mention.role in ("place", "people")]
    taken = [(m.start, m.end) for m in actors] + [(m.start, m.end) for m in named]
    placed = Stretches(taken, lambda t: t)
    every = list(_find_runs(parsed))
    acting = Stretches([(m.start, m.end) for m in actors], lambda t: t)
    kin = {r: _find_kin(parsed, r) for r in every if not _is_taken(parsed, r, acting)}
    runs = [r for r in every if kin.get(r) or not _is_taken(parsed, r, placed)]
    told = [t for t in triggers if t.sense.frame in ("act", "harm") and t.sense.form != "noun"]
    acts = {t.start for t in told if t.sense.form != "phrase" or parsed.tags[t.start] == "V"}
    violent = {t.start for t in triggers if t.sense.frame in ("act", "harm", "event")}
    names = {_name(parsed, r) for r in runs}
    shown = {_name(parsed, r) for r in runs if _is_shown(parsed, r, acts, violent)}
    shown |= {_name(parsed, other) for one, other in pairwise(runs) if _is_beside(parsed, one, other, shown)}
    shortened = {short: whole for short in shown if (whole := _find_whole(short, names))}
    shown = {*shown, *shortened.values()} - {*shortened}
    found = [m for r in runs for m in kin.get(r) or ([_mention(parsed, r)] if _name(parsed, r) in shown else [])]
    known = [m for m in actors if m.sort == "named" and m.actor_id is None and " " in m.name]
    short = _find_short_forms(parsed, [*found, *known], placed) if found or known else []
    return sorted([*found, *short], key=lambda m: m.start)


def _is_beside(parsed: Parsed, one: tuple[int, int], other: tuple[int, int], shown: set[str]) -> bool:
    """Whether a body's name stands behind that of a group: "between the Sea Battalion and the Lions of the Coast"."""
    lows = parsed.tokens.lows
    joined = lows[one[1] : other[0]] in (["and", "the"], ["and"]) and lows[max(0, one[0] - 2) : one[0]] == [
        "between",
        "the",
    ]
    return joined and _name(parsed, one) in shown and _looks_like_body(parsed, other)


def _find_kin(parsed: Parsed, run: tuple[int, int]) -> list[ActorMention]:
    """Return the clan, tribe or gang that a run names with the noun behind it, or both of "the Omo and Gurra clans"."""
    lows, noun = parsed.tokens.lows, run[1]
    if noun >= parsed.bounds(run[0])[1] or lows[noun] not in _words("kin") or parsed.tokens.words[noun][0].isupper():
        return []
    joint = next((n for n in range(*run) if lows[n] == "and"), None)
    if joint is None or lows[noun] not in _PLURAL_KIN:
        name = parsed.words(run[0], noun + (lows[noun] not in _PEOPLES))
        return [_mention_kin(parsed, run, name, noun)]
    single = _PLURAL_KIN[lows[noun]]
    parts = [(run[0], joint), (joint + 1, run[1])]
    return [_mention_kin(parsed, part, f"{parsed.words(*part)} {single}", part[1] - 1) for part in parts]


_PEOPLES = frozenset(["community", "communities"])
_PLURAL_KIN = {"clans": "clan", "tribes": "tribe", "gangs": "gang", "families": "family"}


def _mention_kin(parsed: Parsed, run: tuple[int, int], name: str, last: int) -> ActorMention:
    start, _ = parsed.span(*run)
    _, end = parsed.span(last, last + 1)
    kind = "armed_group" if parsed.tokens.lows[last] in _words("armed_kin") else "communal_group"
    return ActorMention(start, end, parsed.tokens.text[start:end], None, name, kind, None, "named", "by_context")


def arm_bodies(parsed: Parsed, actors: list[ActorMention]) -> list[ActorMention]:
    """Return the actors, those that only their name makes a state's force as armed groups where militants are of it."""
    starts = parsed.tokens
    named = [m for m in actors if m.sort == "state" and m.actor_id is None and not m.group]
    armed = {
        m.name
        for m in named
        if m.surface.split()[-1].lower() in _words("militants")
        or ((n := starts.number_at(m.start)) < len(starts.lows) and _militants_before(starts.lows, n))
    }
    return [replace(m, sort="named", kind="armed_group") if m in named and m.name in armed else m for m in actors]


def _militants_before(lows: list[str], n: int) -> bool:
    """Whether "militants of the" stands before word `n`."""
    return not _words("militants").isdisjoint(lows[max(0, n - 3) : n]) and "of" in lows[max(0, n - 2) : n]


def _find_whole(short: str, names: set[str]) -> str | None:
    """Return the one longer name that a single word ends or heads, or None: "Pure Cradle Movement" for "the Movement",
    "Column of the Ninth of May" for "the Column"."""
    if " " in short:
        return None
    wholes = [
        name for name in names if name.endswith(" " + short) or name.startswith((short + " of ", short + " for "))
    ]
    return wholes[0] if len(wholes) == 1 else None


def _find_short_forms(
    parsed: Parsed, found: list[ActorMention], taken: Stretches[tuple[int, int]]
) -> list[ActorMention]:
    """Return the mentions of those found by a short form: "the Alliance" after the full name, "(FWRP)" and FWRP."""
    forms: dict[str, ActorMention | None] = {}
    for mention in found:
        for word in _shorten(mention.name):
            known = forms.setdefault(word, mention)
            if known is not None and known.name != mention.name:
                forms[word] = None
    if not forms:
        return []
    held = Stretches([(m.start, m.end) for m in found], lambda t: t)
    short: list[ActorMention] = []
    for n in parsed.tokens.capitals:
        word = parsed.tokens.words[n]
        whole = forms.get(word.removesuffix("'s").removesuffix("’s"))
        if whole is None or not (word.isupper() or parsed.tokens.lows[n - 1] in ("the", "rival")):
            continue
        start, end = parsed.span(n, n + 1)
        followed = parsed.tokens.words[n + 1 : n + 2]
        named_on = bool(followed) and followed[0][0].isupper() and parsed.tags[n + 1] == "W"
        if start > whole.start and not named_on and not held.meeting(start, end) and not taken.meeting(start, end):
            short.append(replace(whole, start=start, end=end, surface=word))
    return short


def _shorten(name: str) -> list[str]:
    """Return the words that may stand for a name: its noun for a body or its last word, and its initials."""
    words = [w for w in name.split() if w[0].isupper()]
    if len(words) < 2:
        return []
    heads = [w for w in words if w.lower() in _words("heads")]
    initials = "".join(part[0] for w in words for part in w.split("-"))
    return [*(heads[:1] or words[-1:]), *([initials] if len(initials) > 2 else [])]


def _find_runs(parsed: Parsed) -> list[tuple[int, int]]:
    """Return the runs of capitalised words, "of the" and "for the" inside them included, as [start, end)."""
    runs: list[tuple[int, int]] = []
    beyond = 0
    for n in parsed.tokens.capitals:
        if n < beyond:
            continue
        first, last = parsed.bounds(n)
        beyond = _end_of_run(parsed, n, last)
        if beyond > n and not (n == first and beyond == n + 1 and "-" not in parsed.tokens.words[n]):
            runs.append((n, beyond))
    return runs


_RIDERS = ("men", "ers")
"""How plurals of words for people end, of which no list has all: horsemen, bikers, snipers."""


def _end_of_run(parsed: Parsed, n: int, last: int) -> int:
    words, tags, lows = parsed.tokens.words, parsed.tags, parsed.tokens.lows
    if not (words[n][0].isupper() and tags[n] in "WVv") or lows[n] in _words("not_first"):
        return n
    if lows[n] in _words("people") and lows[n + 1 : n + 2] == ["of"]:
        return n  # "Fighters of the Desert Hawks" are named after the group
    if lows[n].endswith(_RIDERS) and lows[n + 1 : n + 3] == ["of", "the"]:
        body = _end_of_run(parsed, n + 3, last) if n + 3 < last else n
        if body > n + 4 and lows[body - 1] in _words("heads"):
            return n  # "Horsemen of the Sand Brigade"
    end = n
    while end < last and end - n < _LONGEST:
        month = end > n and lows[end] == "may" and lows[end - 1] == "of"
        joined = end > n and words[end].partition("-")[2][:1].isupper()  # "Harakat al-Sahil"
        if (words[end][0].isupper() or joined) and (tags[end] not in "PDSRXM" or month):
            end += 1
            owner = lows[end - 1].endswith("s") and words[end : end + 1] in (["'"], ["’"])
            if owner and end + 1 < last and words[end + 1][0].isupper():  # "the Workers' Lantern"
                end += 1
            continue
        if lows[end] == "s" and parsed.tags[end] == "G" and end + 1 < last and words[end + 1][0].isupper():
            end += 1  # "the People s Front", whose apostrophe was lost
            continue
        link = (
            2
            if lows[end] in ("of", "for") and lows[end + 1 : end + 2] == ["the"]
            else 1
            if lows[end] in ("of", "for", "and", "ul", "al", "e", "i", "ur", "ud", "un")
            else 0
        )
        if not link or end + link >= last or not words[end + link][0].isupper():
            break
        if tags[end + link] in "PDSRXM" and lows[end + link] != "may":  # the month, in "the Ninth of May"
            break
        end += link
    return end


def _is_taken(parsed: Parsed, run: tuple[int, int], taken: Stretches[tuple[int, int]]) -> bool:
    start, end = parsed.span(*run)
    return any(not (start <= a and b <= end and b - a < end - start) for a, b in taken.meeting(start, end))


def _name(parsed: Parsed, run: tuple[int, int]) -> str:
    return parsed.words(*run).removesuffix("'s").removesuffix("’s")


def _is_shown(parsed: Parsed, run: tuple[int, int], acts: set[int], violent: set[int]) -> bool:
    """Whether the words around a run show it to be a group that bears arms.

    `acts` are the words that are verbs of violence, `violent` all that tell of it.
    """
    start, end = run
    lows, words = parsed.tokens.lows, parsed.tokens.words
    if (
        _AIRCRAFT.match(lows[start])
        or (lows[start] in _words("titles") and _words("heads").isdisjoint(lows[start:end]))
        or not _words("official").isdisjoint(lows[start:end])
    ):
        return False
    if lows[end : end + 2] == ["faction", "of"]:
        return False  # "the Independent faction of the Desert Hawks" is of the Hawks
    first, last = parsed.bounds(start)
    if end < last and lows[end] in _words("fighters") - _words("any_bodys"):
        return True
    if _fighters_before(lows, start, first) and not _is_borne_by_person(parsed, run):
        return True
    if _is_called_armed(lows, end, last):
        return True
    if set(lows[start:end]) & _words("bodies") and not set(lows[start:end]) & _words("heads"):
        return False
    if not _looks_like_body(parsed, run):
        return False
    rest = lows[end : min(last, end + 28)]
    if (_claims(rest) and not _is_governed(lows, start, first)) or read_tie(parsed, start, end):
        return True
    if set(lows[max(first, start - 10) : start]) & _words("ties"):
        return True
    before = lows[max(first, start - 4) : start]
    done = "by" in before and not violent.isdisjoint(range(max(first, start - 10), start))
    if done or not _words("blame").isdisjoint(before) or rest[:1] == ["suspected"]:
        return True
    if "responsible" in rest[:8] and any(low in ("hold", "held", "holds", "holding") for low in before):
        return True
    n = skip_asides(parsed, end, last)
    while n < last and parsed.tags[n] in "AX":
        n += 1
    return n in acts and words[n][0].islower()


def _fighters_before(lows: list[str], start: int, first: int) -> bool:
    """Whether "fighters of the", "members of", "a militia called" stand before word `start`."""
    n = start - 1
    while n >= first and lows[n] in (
        "the",
        "a",
        "so-called",
        "banned",
        "outlawed",
        "local",
        "smaller",
        "rival",
        "little-known",
    ):
        n -= 1
    if n > first and lows[n] in ("itself", "themselves"):  # "a faction calling itself X"
        n -= 2
    elif n > first and lows[n] in ("of", "from", "called", "named", "as", "to"):
        n -= 1 + (lows[n] == "to" and lows[n - 1] == "belonging")
        n -= lows[n] in ("known", "itself", "calling")
    if n > first and lows[n] in _words("sorts") and lows[n - 1] in _words("armed"):
        return True  # "the armed band X"
    return n >= first and lows[n] in _words("fighters") and start - n <= 5


def _is_borne_by_person(parsed: Parsed, run: tuple[int, int]) -> bool:
    """Whether a noun for one person stands right before a name that is like no body's: "commander Tavin Dorr".

    Or two persons are named: "members Aldo Neri and Livia Conti".
    """
    lows = parsed.tokens.lows[run[0] : run[1]]
    if "and" in lows and lows[0] != "and" and _words("heads").isdisjoint(lows) and run[1] - run[0] == 5:
        return True
    return parsed.tokens.lows[run[0] - 1] in _words("one_fighter") and not _looks_like_body(parsed, run)


def _is_called_armed(lows: list[str], end: int, last: int) -> bool:
    """Whether ", an armed group" or ", a separatist movement" follows."""
    window = lows[end : min(last, end + 9)]
    return (
        window[:1] == [","]
        and window[1:2] in (["a"], ["an"], ["the"], ["another"])
        and (
            window[2:3] == ["militia"]
            or any(a in _words("armed") and b in _words("sorts") for a, b in pairwise(window))
        )
    )


def _is_governed(lows: list[str], start: int, first: int) -> bool:
    """Whether the name stands behind a preposition, so that another claims: "statements under the Code said that"."""
    n = start - 1 - (lows[start - 1] == "the")
    spoken = _words("fighters") | {"statement", "communique", "message", "letter", "name", "behalf"}
    return (
        n >= first
        and lows[n] in ("of", "under", "in", "at", "to", "with", "from")
        and spoken.isdisjoint(lows[max(first, n - 3) : n])
    )


def _claims(rest: list[str]) -> bool:
    """Whether the words behind a name say that it claimed responsibility or said that it did it."""
    said = False
    for n, low in enumerate(rest):
        if low in (".", ";"):
            return False
        said = said or low in _words("saying")
        if low in ("responsibility", "credit") and any(w in _words("claiming") for w in rest[max(0, n - 5) : n]):
            return True
        if low in ("it", "they", "its", "their") and said:
            if low in ("its", "their") and rest[n + 1 : n + 2] and rest[n + 1] in _words("fighters"):
                return True
            if any(w in _words("did") for w in rest[n + 1 : n + 5]):
                return True
    return False


def _looks_like_body(parsed: Parsed, run: tuple[int, int]) -> bool:
    """Whether a name is a body's and not a person's: "the" before it, "of" in it, a plural or a noun for a body."""
    start, end = run
    lows = parsed.tokens.lows
    if not _words("heads").isdisjoint(lows[start:end]):
        return True
    if any(_PARTICLE.search(low) or low.partition("-")[0] in _words("heads") for low in lows[start:end] if "-" in low):
        return True
    article = start > 0 and lows[start - 1] == "the"
    inner = any(low in ("of", "for") for low in lows[start:end])
    return (article and (lows[end - 1].endswith("s") or end - start >= 2)) or (inner and lows[start].endswith("s"))


_AIRCRAFT = re.compile(r"(?:mig|su|mi|an|il|tu|f|c|b|ah|uh|ch|a|j|jf)-\d+")
"""Models of aircraft; M-19 and MS-13 are groups."""
_PARTICLE = re.compile(r"\w-[ei]-\w")
"""What joins the words of a body's name in Persian and Urdu: "Sipah-e-Haqiqat"; persons' names have -ul- and -ur-."""


def _mention(parsed: Parsed, run: tuple[int, int]) -> ActorMention:
    start, _ = parsed.span(*run)
    name = _name(parsed, run)
    return ActorMention(start, start + len(name), name, None, name, "armed_group", None, "named", "by_context")


@cache
def _words(kind: str) -> frozenset[str]:
    return frozenset(load_lexicon("groups")[kind].split())
