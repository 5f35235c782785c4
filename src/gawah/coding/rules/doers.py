"""Whom a noun phrase names as a doer: a group, a force, a person by name, or armed people without one."""

import re
from dataclasses import dataclass, replace
from functools import cache, cached_property
from typing import Literal

from gawah.coding.rules.lexicon import load_lexicon, word_set
from gawah.coding.rules.overlaps import Stretches
from gawah.coding.rules.people import named_person
from gawah.coding.rules.phrases import Group, Parsed, read_group
from gawah.frozen import quick_to_make
from gawah.gazetteer.actors import ActorMention, generic_actors
from gawah.gazetteer.persons import person_nouns
from gawah.gazetteer.places import country_of, nation_of
from gawah.gazetteer.speakers import speaker_role

Sort = Literal["named", "person", "state", "generic"]

_DOUBT = word_set("doers", "doubt")
_TIES = word_set("doers", "ties")
_TIE_ENDS = frozenset("to with of from".split())
_TIE_FILLERS = word_set("doers", "tie_fillers")
_AGAINST = frozenset("anti counter anti- counter- against pro".split())
_NOT_DOERS = word_set("doers", "not_doers")
_SUSPECTS = frozenset(["suspect", "suspects", "accused"])
_PLAIN_PEOPLE = word_set("doers", "plain_people")
_CROWDS = word_set("doers", "crowds")
_MOODS = frozenset("heavily well irate angry furious enraged agitated violent".split())
_ARMED_ANYHOW = word_set("attribution", "fighters") | word_set("attribution", "assailants")
_ANYBODY = frozenset("people women woman boys girls".split())
_UNIFORMS = word_set("doers", "uniforms")
_BODIES = word_set("doers", "bodies")
_DEVICES = frozenset(["device", "devices", "explosive", "ied", "bomb"])
_SPLINTERS = frozenset("splinter breakaway offshoot".split())
_DATES = word_set("doers", "dates")
_HEADS = frozenset(load_lexicon("groups")["heads"].split())
_SHORT_FORM = re.compile(r"\s*\(\s*[^()]*\)\s*$")
_CALLED = re.compile(r"^.*\b(?:group|organi[sz]ation|movement|outfit|militia|guerrillas|rebels)\s+(?=[A-Z])")
"""What a group is, before its name: "Basque separatist group ETA"."""
_EQUIPMENT = re.compile(
    r"(?<=\w) (?:drones?|artillery|gunners|tanks|(?:fighter |war)?(?:jets?|planes?)|aircraft|helicopters?|gunships?"
    r"|gunboats?)$"
)
"""What a force strikes with, behind its name: "Air Force jets"."""
_LIGHT = word_set("doers", "light")


@cache
def _words_for_groups() -> frozenset[str]:
    return frozenset(load_lexicon("groups")["sorts"].split()) | {"gang", "cell", "wing", "organisation"}


@quick_to_make
@dataclass(frozen=True, slots=True)
class Doer:
    """Who is named by the words [start, end); `doubted` where they themselves only suspect it ("suspected rebels")."""

    name: str
    actor_id: str | None
    kind: str
    parent: str | None
    sort: Sort
    start: int
    end: int
    doubted: bool = False
    named_at: tuple[int, int] | None = None
    """The words that name whom "they" or "the militants" means."""


class ActorIndex:
    """The actor mentions of a text by word."""

    def __init__(self, parsed: Parsed, mentions: list[ActorMention]) -> None:
        self.parsed = parsed
        placed = Stretches(mentions, lambda m: (m.start, m.end))
        words = frozenset(parsed.tokens.words)
        known = [m for m in mentions if _names_group(m, placed) and not _is_family(m, words)]
        known = [m for m in known if not _is_likened(parsed.tokens.text, m)]
        wholes = Stretches([m for m in known if m.group == "by_context"], lambda m: (m.start, m.end))
        known = [m for m in known if not any(_is_part(m, w) for w in wholes.meeting(m.start, m.end))]
        placed_words = [(parsed.tokens.number_at(m.start), parsed.tokens.number_at(m.end - 1) + 1, m) for m in known]
        starts = parsed.tokens.starts
        self.spans = [(a, b, m) for a, b, m in placed_words if a < len(starts) and starts[a] < m.end]
        self._stretches = Stretches(self.spans, lambda span: span[:2])
        self._names = _longest_names(known) | self._name_factions()

    def _name_factions(self) -> dict[str, str]:
        """Return the names of actors that the text calls a faction of something: "Khaplang faction of the X"."""
        parsed, names = self.parsed, {}
        for start, _, mention in self.spans:
            of = start - 1 - (parsed.tokens.lows[start - 1] == "the")
            if mention.actor_id is None or of < 2 or parsed.tokens.lows[of - 1 : of + 1] != ["faction", "of"]:
                continue
            first, begin = parsed.bounds(of)[0], of - 1
            words, tags = parsed.tokens.words, parsed.tags
            while begin > first and of - begin < 5 and words[begin - 1][0].isupper() and tags[begin - 1] == "W":
                begin -= 1
            if begin < of - 1:
                names[mention.actor_id] = f"{parsed.words(begin, start)} {_own_name(mention)}"
        return names

    def name(self, mention: ActorMention) -> str:
        """Return the fullest name that the text itself has for the mention's actor."""
        name = self._names.get(mention.actor_id or "", mention.name)
        return _drop_equipment(name) if mention.sort == "state" else name

    @cached_property
    def armies(self) -> dict[str, ActorMention]:
        """The armies of countries that the text names, by name."""
        return {self.name(mention): mention for _, _, mention in self.spans if _is_army(mention)}

    def is_group(self, name: str) -> bool:
        """Return whether a name that may be a person's is that of an actor in this text."""
        return any(name in m.surface or m.surface in name for _, _, m in self.spans if m.sort != "generic")

    def within(self, start: int, end: int) -> list[tuple[int, int, ActorMention]]:
        """Return the mentions that overlap the words [start, end)."""
        return self._stretches.meeting(start, end)

    def best(self, start: int, end: int) -> ActorMention | None:
        """Return the mention that names the phrase best: a named group before state forces before "gunmen"."""
        span = self.best_span(start, end)
        return span[2] if span else None

    def best_span(self, start: int, end: int) -> tuple[int, int, ActorMention] | None:
        """Return as `best` does, with the mention's words."""
        order = {"named": 0, "state": 2, "generic": 3}
        found = [s for s in self.within(start, end) if not self._is_opposed(s[0], s[2].start)]
        found = [s for s in found if not self._is_left(s, found) and not self._says_whose(s, found)] or found
        return min(found, key=lambda s: (order[s[2].sort] + (s[2].group == "by_context"), s[0])) if found else None

    def _says_whose(self, span: tuple[int, int, ActorMention], others: list[tuple[int, int, ActorMention]]) -> bool:
        """Whether a name only says whose another group is: "the Basque group X"."""
        _, end, _ = span
        kinds = _words_for_groups()
        return (
            end < len(self.parsed.tokens.lows)
            and self.parsed.tokens.lows[end] in kinds
            and any(start == end + 1 and m.sort == "named" for start, _, m in others)
        )

    def _is_left(self, span: tuple[int, int, ActorMention], others: list[tuple[int, int, ActorMention]]) -> bool:
        """Whether another actor broke away from this one: "X splinter group Y", "Y, a breakaway faction of X"."""
        lows, (start, end, _) = self.parsed.tokens.lows, span
        before = lows[max(0, start - 5) : start]
        if any(o[0] > end and o[2].sort == "named" for o in others) and _SPLINTERS & set(lows[start : end + 2]):
            return True
        earlier = any(o[1] < start and o[2].sort == "named" for o in others)
        return earlier and bool(_SPLINTERS & set(before)) and ("of" in before or "from" in before)

    def _is_opposed(self, word: int, at: int) -> bool:
        """Whether "anti-" or "pro-" stands before the name, so that others than those it names are meant."""
        text = self.parsed.tokens.text
        before = self.parsed.tokens.lows[word - 1] if word else ""
        return text[max(0, at - 5) : at].lower().endswith(("anti-", "pro-")) or (
            before in _AGAINST and text[at - 1] in " -"
        )


def _names_group(mention: ActorMention, placed: Stretches[ActorMention]) -> bool:
    """Whether a name that the gazetteer does not know says that a group bears it, and no place or person."""
    if mention.actor_id is not None or mention.sort != "named" or mention.group in ("several", "longer"):
        return True
    if mention.group == "by_context":
        return not _names_other(mention, placed)
    if any(m is not mention for m in placed.meeting(mention.start, mention.end)):
        return False
    words = [w.lower().strip("()'’s") for w in f"{mention.surface} {mention.name}".split()]
    return any(w in _BODIES or w in _generic_words() for w in [*words, *mention.surface.lower().split()])


def _is_likened(text: str, mention: ActorMention) -> bool:
    """Whether actors only stand for what others are like, or are aircraft: "like an army", "a MiG-29 fighter"."""
    before = text[max(0, mention.start - 12) : mention.start].split()
    if mention.sort != "named" and before[-2:] in (["like", "a"], ["like", "an"]):
        return True
    aircraft = before and (before[-1].lower() in _AIRCRAFT or _MODEL.search(before[-1]))
    return mention.surface.lower() in ("fighter", "fighters") and bool(aircraft)


_AIRCRAFT = frozenset(["jet", "stealth", "air-force"])
_MODEL = re.compile(r"[A-Z][A-Za-z]*-\d")


def _is_family(mention: ActorMention, words: frozenset[str]) -> bool:
    """Whether a name shown by context alone is the plural of another name in the text: "the Haddads"."""
    name = mention.surface
    return mention.group == "by_context" and name.endswith("s") and name[:-1] in words


def _names_other(mention: ActorMention, placed: Stretches[ActorMention]) -> bool:
    """Whether words that only their context shows to be a group hold a month, a nation or a known actor."""
    words = mention.surface.split()
    dated = any(w.lower() in _DATES for w in words) and _HEADS.isdisjoint(w.lower() for w in words)
    if dated or any(w.endswith(("-born", "-inspired", "-backed")) for w in words):
        return True
    if any(country_of(w) for w in words) and not _has_own_name(words):
        return True
    return any(m.actor_id is not None and not _is_part(m, mention) for m in placed.meeting(mention.start, mention.end))


def _has_own_name(words: list[str]) -> bool:
    """Whether a name that holds a nation is a body's by a word of its own: "Ceylon Tiger Guard", no "Indian Army"."""
    lows = [w.lower() for w in words]
    own = [
        w for w in lows if w not in _HEADS and w not in _BODIES and w not in _OF_STATES and not country_of(w.title())
    ]
    return bool(own) and not _HEADS.isdisjoint(lows)


_OF_STATES = word_set("doers", "of_states")


def _is_part(inner: ActorMention, whole: ActorMention) -> bool:
    """Whether a mention is but a word of a longer name: "Army" or "Katiba" of "the Army of the Northern Pass"."""
    held = whole.start <= inner.start and inner.end <= whole.end and inner is not whole
    single = " " not in inner.surface and inner.surface.lower() in _BODIES
    return held and whole.group == "by_context" and whole.sort == "named" and (single or inner.sort != "named")


@cache
def _generic_words() -> frozenset[str]:
    return frozenset(generic_actors()) - frozenset(
        ["man", "men", "person", "people", "woman", "women", "suspect", "suspects"]
    )


def _longest_names(mentions: list[ActorMention]) -> dict[str, str]:
    names: dict[str, str] = {}
    for mention in mentions:
        if mention.actor_id is None or mention.sort == "generic":
            continue
        name = _own_name(mention)
        if len(name) > len(names.get(mention.actor_id, "")):
            names[mention.actor_id] = name
    return names


def _own_name(mention: ActorMention) -> str:
    """Return the name within a mention, less the noun behind it: "Taliban" of "Taliban militants"."""
    stays = mention.head[:1].isupper() and mention.head.lower() in _BODIES  # "Workers Self-Defense Army"
    name = mention.surface.removesuffix(mention.head).strip(" '’-") if mention.head and not stays else mention.surface
    name = name.removesuffix("'s").removesuffix("’s")
    if not name or name.lower().endswith(("led", "backed")):
        return mention.name
    name = _CALLED.sub("", _SHORT_FORM.sub("", name))
    *words, short = name.split(" ")
    if len(words) > 1 and short.isupper() and len(short) > 1 and _abbreviates(short, words):
        name = " ".join(words)
    return _drop_equipment(" ".join(name.split()))


def _drop_equipment(name: str) -> str:
    """Return a name without what its bearer strikes with: "Russian forces" of Russian jets, "US" of a US drone."""
    bare = _EQUIPMENT.sub("", name)
    return f"{bare} forces" if bare != name and not bare.isupper() and nation_of(bare) else bare


def _abbreviates(short: str, words: list[str]) -> bool:
    """Whether a short form's letters are first letters of the words, in their order: "Hizbul Mujahideen HM"."""
    left = iter("".join(w[0].upper() for w in words))
    return all(letter in left for letter in short)


def name_doer(parsed: Parsed, actors: ActorIndex, group: Group) -> Doer | None:
    """Return whom the noun phrase names as able to do violence, or None: victims and things name nobody."""
    if group.negative or group.pronoun or group.head < 0 or parsed.tokens.lows[group.head] in _NOT_DOERS:
        return None
    end, doubted = _read_ties(parsed, actors, group.end)
    span = (actors.best_span(end - 1, end) if end > group.end else None) or actors.best_span(group.start, end)
    if parsed.tokens.lows[group.head] in _SUSPECTS and (group.quantity is None or group.quantity.article):
        return None
    if (
        span is not None and span[0] < group.start
    ):  # "militants said to be of the Army of X and Y": Y alone is the phrase
        doubted = doubted or bool(_DOUBT & set(parsed.tokens.lows[max(0, span[0] - 6) : span[0]]))
    doubted = doubted or bool(_DOUBT & set(parsed.tokens.lows[group.start : group.end]))
    if span is None:
        return _name_person(parsed, group, doubted)
    if span[2].sort == "state" and (member := _name_member(parsed, group, span[1])):
        return Doer(member, None, "individual", None, "person", group.start, group.end, doubted)
    if span[2].sort == "generic":
        span = _quoted_name(parsed, actors, span) or span
    doer = _from_mention(parsed, actors, group, span, max(end, group.end))
    return replace(doer, doubted=True) if doubted else doer


def _name_member(parsed: Parsed, group: Group, start: int) -> str | None:
    """Return the name of one member behind the name of a force and his rank: "SSB constable Abdul Rahman"."""
    words, lows, n = parsed.tokens.words, parsed.tokens.lows, start
    while n < group.end and words[n][0].islower() and (noun := person_nouns().get(lows[n])) and not noun.is_plural:
        n += 1
    named = n > start and group.end - n > 1 and all(w[0].isupper() for w in words[n : group.end])
    return parsed.words(n, group.end) if named else None


def _quoted_name(
    parsed: Parsed, actors: ActorIndex, span: tuple[int, int, ActorMention]
) -> tuple[int, int, ActorMention] | None:
    """Return the named mention in quotation marks right before a noun for a group: the "Army of X" militant group."""
    at = span[0] - 1
    if at < 1 or parsed.tags[at] != '"':
        return None
    return next((s for s in actors.within(at - 1, at) if s[2].sort == "named" and s[1] == at), None)


def _from_mention(
    parsed: Parsed, actors: ActorIndex, group: Group, span: tuple[int, int, ActorMention], end: int
) -> Doer:
    start, stop, mention = span
    if mention.sort == "generic":
        name = _generic_name(parsed, _start_of_name(parsed, group, start), stop)
        return Doer(name, None, mention.kind, None, "generic", group.start, end)
    sort: Sort = "state" if mention.sort == "state" or mention.kind == "state_forces" else "named"
    if mention.actor_id is None and (loyal := _read_loyalty(parsed, stop)):
        return Doer(parsed.words(start, loyal), None, mention.kind, None, sort, group.start, max(end, loyal))
    return Doer(actors.name(mention), mention.actor_id, mention.kind, mention.parent, sort, group.start, end)


def _read_loyalty(parsed: Parsed, n: int) -> int | None:
    """Return the end of "loyal to the general" behind words for a force, or None."""
    _, last = parsed.bounds(n - 1)
    if parsed.tokens.lows[n : n + 2] != ["loyal", "to"]:
        return None
    lord = read_group(parsed, n + 2, last)
    return lord.end if lord else None


def _start_of_name(parsed: Parsed, group: Group, start: int) -> int:
    """Return where the words for actors without a name begin: at their number and at what tells them from others."""
    n = start
    while n > group.start and parsed.tags[n - 1] == "W" and parsed.words(n - 1, n) not in _LIGHT:
        n -= 1
    counted = group.quantity is not None and not group.quantity.article and group.quantity.end == n
    return group.quantity.start if counted and group.quantity else n


def _is_distinct(words: str) -> bool:
    """Whether words for actors without a name set them apart by a name within: "Kuki based militant group"."""
    return words[0].isupper() and len(words.split()) > 2


def _generic_name(parsed: Parsed, start: int, stop: int) -> str:
    """Return the words for actors without a name, less article, doubt and mood: "armed men", "men in uniform".

    A number stays where other words tell the people from others: "two masked youths", but "militants" of six militants.
    """
    lows, tags = parsed.tokens.lows, parsed.tags
    _, last = parsed.bounds(start)
    moods = _MOODS | {"armed"} if lows[stop - 1] in _ARMED_ANYHOW else _MOODS
    counted = next((n for n in range(start, stop) if tags[n] == "N"), None)
    while start < stop - 1 and (tags[start] in "DAN" or lows[start] in _DOUBT | _LIGHT | moods):
        start += 1
    if counted is not None and counted < start < stop - 1:
        return parsed.words(counted, counted + 1) + " " + parsed.words(start, stop)
    if stop < last and lows[stop] in ("in", "wearing"):
        worn = next((n for n in range(stop + 1, min(last, stop + 5)) if lows[n] in _UNIFORMS), None)
        stop = worn + 1 if worn else stop
    return parsed.words(start, stop)


def _name_person(parsed: Parsed, group: Group, doubted: bool) -> Doer | None:
    device = not _DEVICES.isdisjoint(parsed.tokens.lows[group.start : group.end])
    name = None if device else named_person(parsed, group)
    if name and country_of(name) is None and speaker_role(name) != "media":
        return Doer(name, None, "individual", None, "person", group.start, group.end, doubted)
    low = parsed.tokens.lows[group.head]
    proper = parsed.tokens.words[group.head][0].isupper() and group.end - group.start > 1
    if low in _PLAIN_PEOPLE | _CROWDS and not proper:
        name = _generic_name(parsed, group.start, group.end)
        if name.lower() in _ANYBODY:
            return None
        kind = "communal_group" if low in _CROWDS else "unknown"
        return Doer(name, None, kind, None, "generic", group.start, group.end, doubted)
    return None


def _read_ties(parsed: Parsed, actors: ActorIndex, n: int) -> tuple[int, bool]:
    """Read on through "belonging to X", "suspected to be cadres of X", "of X": return X's end, and any doubt."""
    lows, m = parsed.tokens.lows, n
    _, last = parsed.bounds(n - 1)
    tied = doubted = False
    while m < last and m - n < 10:
        low = lows[m]
        if actors.within(m, m + 1) and (tied or m > n):
            named = [s for s in actors.within(m, m + 1) if s[2].sort != "generic" or _is_distinct(s[2].surface)]
            if named and tied:
                return named[0][1], doubted
            if low not in _TIE_FILLERS:
                return n, False
        if low in _TIES or (low in ("of", "from") and m == n) or low in _DOUBT:
            tied, doubted = True, doubted or low in _DOUBT
        elif not (tied and (low in _TIE_FILLERS or low in _TIE_ENDS)) and not (m == n and low in ("who", ",")):
            return n, False
        m += 1
    return n, False


def _is_army(mention: ActorMention) -> bool:
    """Whether a mention names the army of a country."""
    bearing = mention.surface.lower().split()[-1] in ("army", "military", "troops", "soldiers")
    return mention.sort == "state" and mention.actor_id is not None and bearing
