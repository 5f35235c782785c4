"""Finds the names of places in a text, and reads off the words around each what part it plays.

`find_names` yields every name that the gazetteer knows, by longest match; `read_mentions` adds what the text says of
it (a district? near it? a government speaking? part of a person's name?), the names of sites and villages that the
gazetteer does not know, and what each place is said to lie in. Text of one case is read too, on stronger evidence.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from functools import lru_cache
from typing import Literal, NamedTuple

from gawah.frozen import quick_to_make
from gawah.gazetteer.places.context import Words, open_context
from gawah.gazetteer.places.index import Index, open_index
from gawah.gazetteer.places.layout import COMMON, HAS_ADMIN2, HAS_WIDE, PEOPLE_SIZE, SIZE
from gawah.gazetteer.places.spelling import fold

Case = Literal["mixed", "upper", "lower"]
Role = Literal["place", "site", "people", "government", "organisation", "person"]
"""place: where something is · site: a thing or quarter inside a place · people: a country's people or its adjective ·
government: a country or capital that speaks or acts · organisation: part of another name ("Karachi Police", "Bank of
Punjab", "Iraq War") · person: part of a person's name."""
LONGEST = 5
"""Words in the longest name that is looked up."""


class Name(NamedTuple):
    """A stretch of the text that is a name in the gazetteer."""

    start: int
    end: int
    surface: str


@quick_to_make
@dataclass(frozen=True, slots=True)
class Mention:
    """A place as a text mentions it.

    `surface` is the text from `start` to `end`, with the word for its kind ("Gaya District"); `name` is what to look up
    ("Gaya"). Callers may make their own: only `start`, `end`, `surface` and `name` are needed.
    """

    start: int
    end: int
    surface: str
    name: str
    role: Role = "place"
    kind: str | None = None
    """What the text calls it: country, admin1, admin2, settlement, region, any; None where it says nothing."""
    preposition: str | None = None
    """The word before it, where that is a preposition of place, as "in", "near", "from"."""
    distance_km: float | None = None
    """With "15 km from": how far."""
    inside: tuple[str, ...] = ()
    """What the text says it lies in, nearest first: ("Balochistan", "Pakistan") in "Machh, Balochistan, Pakistan"."""
    known: bool = True
    """Whether the gazetteer has the name."""
    country: str | None = None
    """Of a people, or of an outlet that is quoted: its country's code."""


# --- words and runs of words ------------------------------------------------------------------------------------------

_UP = "A-ZÀ-ÖØ-ÞĀĂĄĆĈĊČĎĐĒĔĖĘĚĜĞĠĢĤĦĨĪĬĮİĴĶĹĻĽĿŁŃŅŇŌŎŐŒŔŖŘŚŜŞŠŢŤŦŨŪŬŮŰŲŴŶŸŹŻŽḨṬḐṢẔ"
_TAIL = r"(?:[\w’'‘`ʿʾʻ]*\w)?(?:-\w[\w’'‘`]*)*"
_SHORT = r"(?:St|Ft|Mt|Gen|Col|Lt|Dr|Mr|Mrs|Ms|Maj|Capt|Sgt|Sen|Gov|Rep|Prof|Rev)\."
_CAPITAL = rf"(?:{_SHORT}|[A-Z]\.(?:[A-Z]\.)+|[{_UP}]{_TAIL})"
_ARTICLE = r"(?:(?:al|el|ez|es|az|ul|as|ar|ad|ash|at|an)[-’']|[dl][’'])"
_PARTICLES = (
    "de|la|las|los|del|do|da|dos|di|du|des|le|les|el|al|ez|es|az|ul|as|ar|ash|esh|et|ud|ur|us|bin|ben|ibn|e|i|y"
)
_LINK = rf"(?:(?:of|the|and|upon|am|sur|{_PARTICLES})[ -])"
# what begins a run is looked at first: most words of a text are passed over at their first letter
_RUN = re.compile(
    rf"\b(?=[{_UP}aeudl])(?:{_ARTICLE}?{_CAPITAL})(?: (?:{_LINK}{{0,2}}{_ARTICLE}?{_CAPITAL}|&(?= [{_UP}])))*"
)
_TOKEN = re.compile(rf"{_SHORT}|\w\.(?:\w\.)+|\w{_TAIL}|&")
_CLAUSE = re.compile(r"\w[\w’'`&.-]*(?:[ \n]\w[\w’'`&.-]*)*")


class Token(NamedTuple):
    """A word: where it is, as written and folded."""

    start: int
    end: int
    raw: str
    key: str


class Hit(NamedTuple):
    """A name found in a run: the run, and which of its words it takes."""

    run: tuple[Token, ...]
    first: int
    last: int
    """Exclusive."""
    key: str
    strength: int
    exact: bool = False
    """Whether the words are an abbreviation of the name `key`."""

    @property
    def start(self) -> int:
        """Where it begins in the text."""
        return self.run[self.first].start

    @property
    def end(self) -> int:
        """Where it ends in the text."""
        return self.run[self.last - 1].end


_UPPER, _LOWER = bytes(range(65, 91)), bytes(range(97, 123))


def read_case(text: str) -> Case:
    """Return how a text is written: in capitals throughout, without capitals, or as usual."""
    head = text[:3000].encode("ascii", "ignore")
    upper, lower = (len(head) - len(head.translate(None, letters)) for letters in (_UPPER, _LOWER))
    if upper > 4 * lower:
        return "upper"
    return "lower" if upper * 200 < lower else "mixed"


_ENDING = re.compile(r"['’][sS]$|-(?:based|wide|area|led|backed|held|controlled|administered|occupied|born|ruled|run)$")


_GLUED = re.compile(r"(?<=[a-z]{2})(?=[A-Z])")
"""Where a space was lost: "DagestanThe"."""


def _split_run(text: str, start: int, end: int) -> tuple[Token, ...]:
    tokens = []
    for match in _TOKEN.finditer(text, start, end):
        word, (first, last) = match.group(), match.span()
        if not word.isalpha() and (ending := _ENDING.search(word)):
            word, last = word[: ending.start()], first + ending.start()
        if not word[2:].islower() and (glued := _GLUED.search(word)):
            word, last = _unglue(word, first, last, glued.start())
        if word:
            tokens.append(Token(first, last, word, fold(word)))
    return tuple(tokens)


def _unglue(word: str, first: int, last: int, cut: int) -> tuple[str, int]:
    """Return a word that lost the space behind it, and its end, without what follows, where that leaves a name."""
    key = fold(word[:cut])
    index = open_index()
    if fold(word) in index.trie or key not in index.trie or not _is_known(index.strengths[index.trie[key]]):
        return word, last
    return word[:cut], first + cut


def _match_run(index: Index, words: Words, run: tuple[Token, ...], text: str, flat: bool) -> Iterator[Hit]:
    """Yield the longest names in a run of words, from left to right, none overlapping."""
    at, trie, links, exact = 0, index.trie, words.links, words.exact
    while at < len(run):
        token = run[at]
        if token.raw in exact or (flat and token.raw.upper() in exact):
            key = _read_exact(token, words, text, flat)
            if key:
                yield Hit(run, at, at + 1, key, index.strengths[trie[key]], exact=True)
                at += 1
                continue
        if not _begins_name(token.key):
            at += 1
            continue
        prefixes = trie.prefixes(" ".join([t.key for t in run[at : at + LONGEST]]))
        last, key = _end_match(prefixes, run, at) if prefixes else (at, "")
        strength = index.strengths[trie[key]] if last > at else 0
        if last > at + (token.key in links) and (token.key not in _ENGLISH_LINKS or _is_known(strength)):
            yield Hit(run, at, last, key, strength)
            at = last
        else:
            at += 1


_ENGLISH_LINKS = frozenset(["the", "of", "and", "for", "on", "in", "under", "a", "upon"])
"""Links that begin a name only of the best known: The Hague, The Gambia."""


def _is_known(strength: int) -> bool:
    return bool(strength & HAS_WIDE) or strength & SIZE >= _LARGE


@lru_cache(maxsize=65536)
def _begins_name(word: str) -> bool:
    """Whether any name in the gazetteer begins with a word: most words of a text need no further look."""
    trie = open_index().trie
    return word in trie or next(trie.iterkeys(word + " "), None) is not None


def _read_exact(token: Token, words: Words, text: str, flat: bool) -> str:
    """Return the folded name that an abbreviation stands for; of a province only behind a comma ("Louisville, Ky.")."""
    name = words.exact.get(token.raw.upper() if flat else token.raw, "")
    if text[token.end : token.end + 1] == "$" or (flat and "." not in token.raw):
        return ""
    if not name.startswith(","):
        return fold(name)
    goes_on = (
        not token.raw.isupper()
        and text[token.end : token.end + 1] == " "
        and text[token.end + 1 : token.end + 2].isupper()
    )
    return fold(name) if text[token.start - 2 : token.start] == ", " and not goes_on else ""  # "Lumaco, La Araucanía"


def _end_match(prefixes: list[str], run: tuple[Token, ...], at: int) -> tuple[int, str]:
    """Return behind which word the longest of `prefixes` that ends with a word ends, and that name."""
    length, ends = -1, {}
    for n in range(at, min(at + LONGEST, len(run))):
        length += 1 + len(run[n].key)
        ends[length] = n + 1
    for prefix in reversed(prefixes):
        if len(prefix) in ends:
            return ends[len(prefix)], prefix
    return at, ""


def _list_runs(text: str, case: Case) -> Iterator[tuple[Token, ...]]:
    """Yield the runs of words that may hold names; a possessive ends one ("Quetta's | Western Bypass")."""
    for match in (_RUN if case == "mixed" else _CLAUSE).finditer(text):
        run = _split_run(text, *match.span())
        if len(run) == 1:
            yield run
            continue
        owners = [n + 1 for n, token in enumerate(run[:-1]) if text[token.end] in "'’"] if case == "mixed" else []
        for first, last in zip([0, *owners], [*owners, len(run)], strict=True):
            yield run[first:last]


# --- which part a name plays ------------------------------------------------------------------------------------------

_SMALL, _TOWN, _LARGE, _METROPOLIS = 9, 12, 17, 20
"""Binary logarithms of populations: 500, 4,000, 65,000 and a million."""


def _read_before(text: str, start: int) -> str:
    """Return the word before `start` (an article skipped), lower case; empty where no space, or nothing, is before."""
    if not start or text[start - 1] not in " \n":
        return ""
    before = text[max(0, start - 30) : start]
    words = before.rsplit(None, 2)
    word = words[-2] if len(words) > 1 and words[-1].lower() == "the" else words[-1] if words else ""
    return word.lstrip("(\"'“‘").lower()


def _read_after(text: str, end: int) -> str:
    """Return the word right after `end`, lower case; empty where something else than a space follows."""
    match = _WORD_AFTER.match(text, end)
    return match.group(1).lower() if match else ""


_WORD_AFTER = re.compile(r"[ \n](?:has |have |had |HAS |HAD |HAVE )?([\w-]+)")
_CHAINED = re.compile(r"\s?,\s?[A-Z]")


def _judge_mixed(text: str, hit: Hit, words: Words) -> Role | None:
    """Return the part that a name plays in ordinary text, or None where it is likely no place's name."""
    if not hit.strength & HAS_WIDE and hit.last - hit.first == 1 and _is_acronym(hit.run[hit.first].raw):
        return None
    left, right = _read_neighbours(hit, words)
    before = _read_before(text, hit.start)
    if hit.key in words.titles or hit.key in words.calendar or hit.key in words.organisations:
        return None
    if before in words.titles or left in words.titles or left in words.given:
        return "person"
    if before in ("as", "alias", "named") and _NAMING.search(text, max(0, hit.start - 40), hit.start):
        return "person"
    if hit.strength & SIZE == PEOPLE_SIZE:
        return "people"
    if right in words.sites and hit.key in words.given:
        return None
    head = _read_head(hit)
    if hit.strength & HAS_WIDE and before == "of" and _SENT_BY.search(text, max(0, hit.start - 40), hit.start):
        return "government"
    if (
        (right in words.organisations and not _names_unit(hit, right, words))
        or head in words.organisations
        or "islamic" in head
    ):
        return None if hit.strength & COMMON else "organisation"
    after = right or _read_after(text, hit.end)
    labelled = (
        after in words.kinds or after in words.sites or (before == "of" and bool(_read_kind_of(text, hit.start, words)))
    )
    led = before in words.prepositions or labelled
    if hit.strength & COMMON:
        return "place" if led and not _is_stray(left, right, words) and (labelled or before in words.inward) else None
    if _is_stray(left, right, words):
        kind = words.kinds.get(after)
        fits = (kind == "admin2" and hit.strength & HAS_ADMIN2) or (kind == "admin1" and hit.strength & HAS_WIDE)
        return "place" if fits and not _is_stray("", right, words) else _judge_part(hit, left, led)
    if after in words.verbs and not led:
        return "government" if hit.strength & HAS_WIDE or hit.strength & SIZE >= _LARGE else "person"
    return "place" if led or _stands_alone(text, hit) else None


def _names_unit(hit: Hit, right: str, words: Words) -> bool:
    """Whether the word behind names a district of that name rather than an organisation: "Khyber Agency"."""
    return words.kinds.get(right) == "admin2" and bool(hit.strength & HAS_ADMIN2)


_NAMING = re.compile(r"\b(?:(?:identified|known|recogni[sz]ed) as|alias|named)(?: [A-Z][a-z]+)* \Z")
"""Before the name of a person."""
_SENT_BY = re.compile(
    r"\b(?:[Ee]mbassy|[Cc]onsulate|[Aa]mbassador|[Gg]overnment|[Pp]resident|[Kk]ing|[Qq]ueen|[Pp]rime minister"
    r"|[Mm]inister|[Aa]rmy|[Mm]inistry|[Aa]uthorities|citizens?|nationals?|natives?|flag) of (?:the )?\Z"
)
"""What belongs to a country without being in it."""


def _is_acronym(word: str) -> bool:
    return len(word) <= 4 and word.removesuffix("s").isupper()


def _read_neighbours(hit: Hit, words: Words) -> tuple[str, str]:
    """Return the words of the run that touch the name, particles skipped; empty where none, or a link, does."""
    left, right = hit.first - 1, hit.last
    while left >= 0 and hit.run[left].key in _BINDING:
        left -= 1
    while right < len(hit.run) and hit.run[right].key in _BINDING:
        right += 1
    before = hit.run[left].key if left >= 0 else ""
    after = hit.run[right].key if right < len(hit.run) else ""
    return "" if before in words.links else before, "" if after in words.links else after


_BINDING = frozenset(_PARTICLES.split("|"))
"""Particles by which a name goes on: Santa Cruz de la Colina is another place than Santa Cruz."""


def _read_head(hit: Hit) -> str:
    """Return the word X in "X of NAME", "X of the NAME" and "X of OTHER and NAME", empty where there is none."""
    keys = [token.key for token in hit.run[: hit.first]]
    if "of" not in keys[1:] or keys[-1] not in ("of", "the", "and"):
        return ""
    of = len(keys) - 1 - keys[::-1].index("of")
    return " ".join(keys[max(0, of - 2) : of]) if "islamic" in keys else keys[of - 1]


def _is_stray(left: str, right: str, words: Words) -> bool:
    """Whether a capitalised word that no list knows touches the name."""
    for word in (left, right):
        if word and not (
            word in words.kinds or word in words.sites or word in words.directions or word in words.calendar
        ):
            if word == right and word in words.titles:
                continue
            return True
    return False


def _judge_part(hit: Hit, left: str, led: bool) -> Role | None:
    """Return the part of a name with a strange word beside it: only a country's or a metropolis' name has one."""
    goes_on = hit.last < len(hit.run) and hit.run[hit.last].key in _BINDING
    if goes_on or not (hit.strength & HAS_WIDE or hit.strength & SIZE >= _METROPOLIS):
        return None
    return "place" if led and not left else "organisation"


def _stands_alone(text: str, hit: Hit) -> bool:
    """Whether a name without preposition is a place's all the same: a wide or known one, or one followed by another."""
    if hit.strength & (HAS_WIDE | HAS_ADMIN2) or hit.strength & SIZE >= _TOWN:
        return True
    return _CHAINED.match(text, hit.end) is not None and hit.strength & SIZE > 0


def _judge_flat(text: str, hit: Hit, words: Words) -> Role | None:
    """Return the part that a name plays in text of one case: stronger evidence is needed for all but the best known."""
    before = hit.run[hit.first - 1].key if hit.first else ""
    if before == "the" and hit.first > 1:
        before = hit.run[hit.first - 2].key
    after = hit.run[hit.last].key if hit.last < len(hit.run) else ""
    if before in words.titles or before in words.given:
        return None if hit.strength & COMMON else "person"
    if hit.strength & SIZE == PEOPLE_SIZE:
        return "people"
    labelled = words.kinds.get(after, "any") != "any" or after == "region"
    led = before in words.prepositions or labelled
    if hit.strength & COMMON:
        return "place" if labelled and before in words.prepositions else None
    if after in words.organisations and after != "forces":
        return "organisation"
    large = _is_known(hit.strength)
    if after in words.verbs and not led:
        return "government" if large else None
    small = hit.strength & SIZE > _SMALL or hit.strength & HAS_ADMIN2
    return "place" if large or (led and small) else None


def find_names(text: str, caps: bool | None = None) -> Iterator[Name]:
    """Yield the names of places in `text` by longest match up to five words, in order, none overlapping.

    `caps`: the text has no case to go by, so that names need stronger evidence (a country, a province, a large town, a
    preposition before, a word such as CITY behind); None: see by the text. Peoples' and persons' names are left out.
    """
    for hit, role in _judge_hits(text, _choose_case(text, caps)):
        if role not in ("people", "person"):
            yield Name(hit.start, hit.end, text[hit.start : hit.end])


def _choose_case(text: str, caps: bool | None) -> Case:
    if caps is None:
        return read_case(text)
    return "upper" if caps else "mixed"


def _judge_hits(text: str, case: Case) -> Iterator[tuple[Hit, Role]]:
    index, words = open_index(), open_context()
    judge = _judge_mixed if case == "mixed" else _judge_flat
    for run in _list_runs(text, case):
        for hit in _match_run(index, words, run, text, case != "mixed"):
            role = judge(text, hit, words)
            if role:
                yield hit, role


# --- mentions ---------------------------------------------------------------------------------------------------------

_DISTANCE = re.compile(
    r"(\d+(?:[.,]\d+)?)[ -]?(km|kms|kilomet(?:er|re)s?|miles?|mi)\b[\w ,-]{0,30}?\b(?:of|from|outside|to)(?: the)?\s*$",
    re.IGNORECASE,
)
_MILE_KM = 1.609
_AWAY = frozenset(["of", "from", "outside", "to"])
_INSIDE = re.compile(
    r"\s*,?\s*(?:\(|(?:(?:a|an|the)\s+)?(?:[\w-]+\s+){0,3}?(?:in|of|within|inside)(?:\s+the)?(?:\s+[a-z][\w-]+){0,3})?\s*",
    re.IGNORECASE,
)
_BREAKING = frozenset(
    "was were is are be been has have had killed wounded injured shot dead died attacked hit struck abducted kidnapped"
    " blew exploded and or but who which when where while after before".split()
)
"""Words between two places that say of neither what it lies in."""
_BESIDE = re.compile(
    r"\s*,?\s*(?:(?:a|an|the)\s+)?(?:[a-z][\w-]*\s+){0,2}?"
    r"(?:under|on|near|at|along|beside|outside|close to|adjacent to)(?:\s+(?:the|a|an))?(?:\s+[a-z][\w-]+){0,3}\s*"
)
"""Between two places of which one lies beside the other, so that both lie in what the second lies in."""
_OWNED = re.compile(r"\s?['’]s?\s+(?:[a-z][\w-]+\s+){0,3}", re.IGNORECASE)
_GAP = 48
"""Characters at most between a place and what it lies in."""


def read_mentions(text: str, caps: bool | None = None) -> list[Mention]:
    """Return the places that `text` mentions, in order, each with its part, its kind and what it is said to lie in.

    Words for a country's people ("Afghans"), governments that speak and places inside other names ("Karachi Police")
    come with that role: they are not where something happened, but tell which country a text is about.
    """
    case = _choose_case(text, caps)
    index, words = open_index(), open_context()
    judge = _judge_mixed if case == "mixed" else _judge_flat
    found: list[Mention] = []
    persons: set[str] = set()
    for run in _list_runs(text, case):
        hits = list(_match_run(index, words, run, text, case != "mixed"))
        if not hits:
            found.extend(_read_unknowns(text, run, (), (), words) if case == "mixed" else ())
            continue
        roles = [judge(text, hit, words) for hit in hits]
        persons.update(hit.key for hit, role in zip(hits, roles, strict=True) if _ends_person(hit, role, words))
        if case == "mixed" and (line := _read_line(text, run, hits, words)):
            found.append(line)
        if case == "mixed":
            found.extend(_read_unknowns(text, run, hits, roles, words))
        found.extend(_read_hit(text, hit, role, words) for hit, role in zip(hits, roles, strict=True) if role)
    if persons:
        found = [mention for mention in found if not _is_surname(mention, persons)]
    nested = _nest_mentions(text, _drop_covered(found, list(_read_outlets(text, words))))
    return [
        m for m in nested if m.inside or m.role != "site" or not index.read_people(fold(m.surface.partition(" ")[0]))
    ]


def _read_line(text: str, run: tuple[Token, ...], hits: Sequence[Hit], words: Words) -> Mention | None:
    """Return the road that is named by the places it joins: "Peshawar Torkham road", "Jammu Srinagar Highway"."""
    own = run[-1].key in _LINES
    if len(run) < 2 or not hits or hits[0].first or hits[0].last != 1:
        return None
    names = run[:-2] if own and run[-2].key == "national" else run[:-1] if own else run
    if len(names) != 2:
        return None
    after = _read_after(text, run[-1].end)
    if not (own or after in _LINES) or any(t.key in words.links or t.key in words.directions for t in names):
        return None
    start, end = run[0].start, run[-1].end + (0 if own else len(after) + 1)
    before, km = _read_preposition(text, start, words)
    named = open_index().list_named(hits[0].key)
    country = named[0].facts.country if named else None
    return Mention(start, end, text[start:end], text[start:end], "site", None, before, km, (), False, country)


_LINES = frozenset(["road", "highway"])


def _drop_covered(found: list[Mention], outlets: list[Mention]) -> list[Mention]:
    """Return both in order, less those that are words of a longer unknown name: "Hoti" of "Par Hoti Police Station"."""
    kept: list[Mention] = []
    reach = -1
    for mention in sorted([*outlets, *found], key=lambda m: (m.start, -m.end, m.known)):
        if mention.end > reach:
            kept.append(mention)
        if not mention.known:
            reach = max(reach, mention.end)
    return kept


def _ends_person(hit: Hit, role: Role | None, words: Words) -> bool:
    """Whether a name ends the full name of a person, so that it may stand alone for that person elsewhere."""
    if role == "person":
        return True
    return role is None and hit.first > 0 and hit.last == len(hit.run) and hit.run[hit.first - 1].key not in words.links


def _is_surname(mention: Mention, persons: set[str]) -> bool:
    """Whether a bare name without preposition is one that the same text has as a person's."""
    bare = mention.role in ("place", "government") and not mention.kind and not mention.preposition
    return bare and mention.known and fold(mention.name) in persons


_OUTLET = re.compile(
    r"\b(?:reports?|reported(?: by)?|according to|told|quoted by)\s+(?:the |The )?"
    rf"([{_UP}\d][\w'’-]*(?: (?:of |al-)?[{_UP}][\w'’-]*){{0,4}})"
)


def _read_outlets(text: str, words: Words) -> Iterator[Mention]:
    """Yield the newspapers and agencies that a report quotes, with the country that each reports from."""
    for match in _OUTLET.finditer(text):
        run = match.group(1).split()
        name = next((n for size in range(len(run), 0, -1) if (n := " ".join(run[:size])) in words.outlets), None)
        if name:
            start = match.start(1)
            code = words.outlets[name]
            yield Mention(start, start + len(name), name, name, "organisation", country=code, known=False)


def _read_hit(text: str, hit: Hit, role: Role, words: Words) -> Mention:
    """Return the mention of a name, with the words for its kind or site taken in."""
    name, start, end = hit.key if hit.exact else text[hit.start : hit.end], hit.start, hit.end
    kind, site, word = None, False, ""
    if role == "place":
        word, end_word = _read_label(text, hit, words)
        kind, site = words.kinds.get(word), word in words.sites
        end = end_word if kind or site else end
        kind = kind or _read_kind_of(text, hit.start, words)
    if kind and (station := _POLICE_STATION.match(text, end)):  # "Pir Town Police Station" is no town
        start, end, name = hit.start, station.end(), text[hit.start : station.end()]
        return Mention(start, end, name, name, "site", None, *_read_preposition(text, start, words), (), False)
    if site:
        role = "site"
    if role == "place" and not word and hit.first and _leads_site(hit.run[hit.first - 1], words):
        name = text[hit.run[hit.first - 1].start : end]  # a thing that is named so: Camp Shorabak
        before_word, km = _read_preposition(text, end - len(name), words)
        return Mention(end - len(name), end, name, name, "site", kind, before_word, km, known=False)
    code = open_index().read_people(hit.key) if role == "people" else None
    before_word, km = _read_preposition(text, start, words)
    surface, inside = text[start:end], (name,) if site and _holds(hit, word) else ()
    if site and not inside:  # a thing that is only named after a place: Oxford Street
        return Mention(start, end, surface, surface, role, kind, before_word, km, known=False)
    return Mention(start, end, surface, name, role, kind, before_word, km, inside, True, code)


def _leads_site(token: Token, words: Words) -> bool:
    """Whether a word before a name makes a thing of it that the tables do not know: Camp, Hotel, Fort."""
    return token.raw[:1].isupper() and token.key in words.sites and token.key not in words.named_after


def _read_label(text: str, hit: Hit, words: Words) -> tuple[str, int]:
    """Return the word after a name, and where it ends: "district" in "Gaya District", "airport" in "Kabul airport"."""
    match = _LABEL.match(text, hit.end)
    if not match:
        return "", hit.end
    word = match.group(1).lower()
    return (word, match.end()) if word in words.kinds or word in words.sites else ("", hit.end)


_LABEL = re.compile(r" ([\w-]+)")


def _read_kind_of(text: str, start: int, words: Words) -> str | None:
    """Return the kind in "district of NAME"; None where no such word comes before, or it ends another name."""
    if not text.endswith(("of ", "of the "), 0, start):
        return None
    before = text[max(0, start - 40) : start]
    match = _KIND_OF.search(before)
    if match is None:
        return None
    leading = match.group(1).strip()
    named = leading[:1].isupper() and not open_index().read_people(fold(leading))  # "the Berom village of Fan"
    return None if named else words.kinds.get(match.group(2).lower())


_KIND_OF = re.compile(r"(\w+ |^|[^\w ] ?)([\w-]+) of (?:the )?$")


_PARTED = frozenset("in at near on along outside from through across inside around".split())


def _read_parted(text: str, start: int) -> str:
    """Return the preposition that one word parts from a name: "in northern Iraq", "along the forested Burka axis"."""
    parts = text[max(0, start - 48) : start].split()
    if len(parts) < 2 or not text[start - 1].isspace() or parts[-1] in ("a", "an", "the"):
        return ""
    word = parts[-1]
    described = word.islower() or word.endswith(("ern", "ian", "ese", "ish"))
    if not (described and word.replace("-", "").isalpha()) and not (len(word) == 2 and word[1] == "."):
        return ""
    before = parts[-3] if parts[-2] == "the" and len(parts) > 2 else parts[-2]
    return before.lower() if before.lower() in _PARTED else ""


def _read_preposition(text: str, start: int, words: Words) -> tuple[str | None, float | None]:
    before = _read_before(text, start)
    if before not in words.prepositions:
        before = _read_parted(text, start) or before
    if before not in words.prepositions and before not in words.near and before not in _AWAY:
        return ("in" if before == "under" and _POLICED.match(text, start) else None), None
    distance = _DISTANCE.search(text, max(0, start - 60), start) if before in _AWAY else None
    if distance:
        number = float(distance.group(1).replace(",", "."))
        return "from", round(number * (_MILE_KM if distance.group(2).lower().startswith("mi") else 1.0), 1)
    if before == "of" and (outskirts := _read_before(text, text.rfind("of", 0, start))) in words.near:
        return outskirts, None
    return (before if before in words.prepositions or before in words.near else None), None


_POLICED = re.compile(rf"(?:[{_UP}][\w.’'-]* ){{1,4}}(?:police|Police|PS\\b|outpost|block|tehsil|subdivision)")
"""What something lies under that lies in its area: a police station, a block."""


def _read_unknowns(
    text: str, run: tuple[Token, ...], hits: Sequence[Hit], roles: Sequence[Role | None], words: Words
) -> Iterator[Mention]:
    """Yield the unknown places in a run, piece by piece: "Mali Colony | of | Mirpur District" are two."""
    if not hits and len(run) > 1 and run[0].key in _LEADING_IN:
        run = run[1:]  # "In Heipang, youths burned …"
    if not hits and len(run) <= 2:  # most runs: one or two words that no table knows
        yield from _read_unknown(text, run, (), words)
        return
    taken = [hit for hit, role in zip(hits, roles, strict=True) if role in ("place", "government")]
    first = 0
    for last in (*(n for n, token in enumerate(run) if token.key in ("of", "and")), len(run)):
        if last > first and not any(hit.first < last and hit.last > first for hit in taken):
            leading = [hit for hit in hits if hit.first == first and hit.last <= last]
            yield from _read_unknown(text, run[first:last], leading, words)
        first = last + 1


_LEADING_IN = frozenset("in at near outside around".split())
"""Prepositions that begin a sentence with a capital."""


def _read_unknown(text: str, run: tuple[Token, ...], hits: Sequence[Hit], words: Words) -> Iterator[Mention]:
    """Yield the place that a run without a known name is, where the words around it say that it is one."""
    start, end = run[0].start, run[-1].end
    last, before, after = run[-1].key, _read_before(text, start), _read_after(text, end)
    if not (before in words.prepositions or before in words.inward or before in _LEADING_TOO) and not (
        _says_place(last, words) or _says_place(after, words) or after == "police" or text.startswith(_WHERE, end)
    ):
        return  # nothing around it speaks of a place, as around most runs
    own = len(run) > 1 and _says_place(last, words) and last not in _BODIES and after not in words.kinds
    if after == "police" and (station := _STATION.match(text, end)):
        after, end = "station", station.end() - len(" station")
    label = last if own else after
    kind, site = words.kinds.get(label) or _read_kind_of(text, start, words), label in words.sites
    if kind and not own and run[-1].end == end and text.endswith((" a ", " an ", "A ", "An "), 0, start):
        return  # "a Berom hamlet"
    if not (kind or site or _is_led(text, start, end, before, run, words)) or _is_no_name(run, own, label, words):
        return
    led_by, km = _read_preposition(text, start, words)
    name = text[start : run[-2].end] if own and kind else text[start:end]
    if not own and _says_place(after, words):
        end += len(after) + 1
    whole = site and bool(hits) and all(t.key in words.organisations or t.key == label for t in run[hits[0].last :])
    inside = (text[hits[0].start : hits[0].end],) if whole and _holds(hits[0], label) else ()
    yield Mention(start, end, text[start:end], name, "site" if site else "place", kind, led_by, km, inside, False)


_STRUCK = frozenset(
    "attacked raided burned burnt stormed shelled bombed entered overran torched looted razed besieged captured"
    " struck".split()
)
"""What is done to a village that no table knows."""
_ABOVE = frozenset(["above", "below", "beyond"])
_LEADING_TOO = frozenset(["of", "and"]) | _STRUCK | _ABOVE
"""Words before an unknown place besides prepositions of place."""


def _says_place(word: str, words: Words) -> bool:
    """Whether a word is one for a kind of place or a site."""
    return word in words.kinds or word in words.sites


def _is_no_name(run: tuple[Token, ...], own: bool, label: str, words: Words) -> bool:
    """Whether a run that a word for a place marks is no place's name all the same: a title, a person, words only."""
    if label in _PLURALS or run[0].key in words.titles or run[-1].key in words.calendar:
        return True
    if own and run[-1].key in words.sites and run[-2].key in words.given:
        return True
    return all(
        t.key in words.links or t.key in words.kinds or t.key in words.organisations or t.key in words.sites
        for t in run
    ) or ((words.kinds.get(label) == "settlement" or label in words.sites) and _only_describes(run, words))


def _only_describes(run: tuple[Token, ...], words: Words) -> bool:
    """Whether a run only says whose a place is, whose name follows: "the Senegalese village of …"."""
    index = open_index()
    told = [t for t in run if not (t.key in words.links or _says_place(t.key, words) or t.key in _LEADING_IN)]
    return all(index.read_people(t.key) for t in told)


def _is_led(text: str, start: int, end: int, before: str, run: tuple[Token, ...], words: Words) -> bool:
    """Whether the words around an unknown name without a word for its kind say that it is a place."""
    inward = (before in words.inward or before in _ABOVE) and not _is_adjective(text, start, end)
    if not (inward or _is_placed(text, start, end, before, words)):
        return False
    owned = _SITE_OF.search(text, max(0, start - 40), start) if before == "of" else None
    return not _is_other(run, words, persons=owned is None or owned[1].lower() not in _OF_TOWNS)


def _is_adjective(text: str, start: int, end: int) -> bool:
    """Whether an unknown name only describes what follows it: "in the Shiite bastion"."""
    if not text.endswith(("the ", "a ", "an "), 0, start) or text.endswith("at the ", 0, start):
        return False
    after = _read_after(text, end)
    return bool(after) and after.isalpha() and text[end + 1].islower() and after not in _AFTER_NAMES


_AFTER_NAMES = frozenset(
    "on in at and or when where while as after before by with from to near who which that was were is has had"
    " said".split()
)


def _is_placed(text: str, start: int, end: int, before: str, words: Words) -> bool:
    """Whether the words around an unknown name place it: "to NAME under X block", "church of NAME"."""
    if text.startswith(_WHERE, end):
        return True
    if before in words.prepositions and _VILLAGE.match(text, end):
        return True
    if before == "of":
        head = _SITE_OF.search(text, max(0, start - 40), start)
        describes = _read_after(text, end).endswith("s") and text[end + 1 : end + 2].islower()
        of = head is not None and (head[1].removesuffix("s") in words.sites or head[1].lower() in _OF_TOWNS)
        return of and not describes
    if before in _STRUCK:
        return _TOWNLIKE.match(text, end) is not None
    if before in ("between", "and"):
        return _BETWEEN.search(text, max(0, start - 50), start) is not None and (
            before == "and" or _AND.match(text, end) is not None
        )
    return before in words.prepositions and _PLACED.match(text, end) is not None


_WHERE = (", where ", " where ")
_VILLAGE = re.compile(
    r", (?:a|an|another|the) (?:[\w-]+ ){0,3}(?:village|hamlet|town|settlement|city|suburb|farm|island|camp)\b"
)
_POLICE_STATION = re.compile(r" [Pp]olice [Ss]tation")
_STATION = re.compile(r" police station")
_PLACED = re.compile(
    rf" under (?:the )?(?=[{_UP}])|,? in (?:the )?(?:[{_UP}][\w’'-]* ){{1,3}}(?:[Dd]istrict|[Pp]rovince|[Aa]gency)\b"
)
_OF_TOWNS = frozenset(
    "villagers residents inhabitants townspeople market markets detachment garrison post posts station parish mine"
    " mines quarry junction crossroads bridge airstrip ferry well wells".split()
)
"""What is a town's or a village's and no person's."""
_TOWNLIKE = re.compile(
    rf", (?:a|an|another|the) (?:[\w-]+ ){{0,3}}(?:village|hamlet|town|settlement|city|suburb|island|camp)\b"
    rf"|,? (?:in|near|outside) (?:the )?[{_UP}]"
)
_BETWEEN = re.compile(rf"\bbetween (?:the )?(?:[{_UP}][\w’'-]*(?: [{_UP}][\w’'-]*){{0,2}} and (?:the )?)?\Z")
_AND = re.compile(rf" and (?:the )?[{_UP}]")
_SITE_OF = re.compile(r"\b([A-Za-z]+) of (?:the )?\Z")

_PLURALS = frozenset(
    ["areas", "districts", "departments", "provinces", "towns", "villages", "cities", "hamlets", "states"]
)
"""Behind a word that names nothing, these make no name of it: "Catholic areas"."""


def _is_other(run: tuple[Token, ...], words: Words, persons: bool = True) -> bool:
    """Whether a run that a preposition leads in is likely no place: a body, a people, a date, an acronym, or, where
    `persons` may be meant, a person or a plain word."""
    index = open_index()
    return _is_acronym(run[-1].raw) or any(
        t.key in words.organisations
        or t.key in words.titles
        or t.key in words.calendar
        or (persons and t.key in words.given)
        or (persons and t.key in index.trie and index.strengths[index.trie[t.key]] & COMMON)
        or index.read_people(t.key)
        for t in run
    )


def _holds(hit: Hit, label: str) -> bool:
    """Whether a site named after a place lies in it, as Bagram Air Base and unlike Oxford Street."""
    words = open_context()
    if hit.strength & HAS_WIDE and label in ("embassy", "consulate"):
        return False
    if hit.first > 0 or hit.strength & COMMON or hit.strength & SIZE == PEOPLE_SIZE or label in words.named_after:
        return False
    return _is_known(hit.strength) or label in words.named_by


_BODIES = frozenset(["state", "states", "republic", "department", "agency", "division", "union", "block", "canton"])
"""Words for kinds of places that as often end the name of an organisation."""


_TOWN_OF = re.compile(
    r" (?:[a-z-]+ ){0,2}(?:town|city|village|hamlet|port|island|district|province|region|resort) of (?:the )?"
)
"""Between a people and a place of its country: "the Colombian mining town of Tarazá"."""


def _own_by_peoples(text: str, found: list[Mention]) -> Iterator[Mention]:
    """Yield the mentions; one that a people's name leads in lies in its country."""
    index, owner = open_index(), None
    for mention in found:
        code = owner.country if owner and owner.role == "people" else None
        if code and owner and mention.role == "place" and _TOWN_OF.fullmatch(text, owner.end, mention.start):
            country = index.read_name(index.find_country(code))
            yield replace(mention, inside=(*mention.inside, country))
        else:
            yield mention
        owner = mention


def _nest_mentions(text: str, found: list[Mention]) -> list[Mention]:
    """Fill in what each mention is said to lie in: the ones that follow it after ", ", "in", "of", or that own it."""
    nested = list(_own_by_peoples(text, found))
    for n in range(len(nested) - 2, -1, -1):
        here, there = nested[n], nested[n + 1]
        if there.role == "people" and n + 2 < len(nested):
            there = nested[n + 2]
        if there.role in ("people", "person") or here.role in ("people", "person", "government"):
            continue
        gap = text[here.end : there.start]
        if len(gap) > _GAP or not gap.strip() or not _BREAKING.isdisjoint(gap.lower().split()):
            continue
        if _INSIDE.fullmatch(gap):
            if here.known and not there.known and there.role == "place":
                continue  # a town in the tables lies in no village that they lack
            outer = there.inside if there.role == "site" else (there.name, *there.inside)
            nested[n] = replace(here, inside=(*here.inside, *outer))
        elif there.inside and _BESIDE.fullmatch(gap):
            nested[n] = replace(here, inside=(*here.inside, *there.inside))
    for n in range(1, len(nested)):
        here, owner = nested[n], nested[n - 1]
        if here.role in ("place", "site") and owner.role in ("place", "government", "organisation"):
            gap = text[owner.end : here.start]
            if len(gap) <= _GAP and _OWNED.fullmatch(gap):
                nested[n] = replace(here, inside=(*here.inside, owner.name))
    return nested
