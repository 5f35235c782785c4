"""Small letters for texts and lines that have none: wires and headlines in capitals are read as they would be written.

A word of the English list becomes small, any other word is taken for a name and keeps its first capital, and short
forms keep all of theirs. No letter moves, so that every offset holds in the text as it stands.
"""

import re
from functools import cache

from gawah.coding.rules.lexicon import load_lexicon
from gawah.gazetteer.actors import find_actors, generic_actors
from gawah.gazetteer.english import english_words
from gawah.gazetteer.persons import person_nouns
from gawah.gazetteer.places import country_of

_WORD = re.compile(r"[^\W\d_]+(?:['’][^\W\d_]+)*")
_OPENS = re.compile(r"(?:^|[.!?…:][\"”’')\]]*\s+|\n\s*)[\"“‘'(\[]*$")
_SHOUTED = 0.9
"""The share of capitals among a text's letters from which on it counts as printed in capitals."""
_LOWER = bytes(range(ord("a"), ord("z") + 1))
_LEAST = 40
"""Letters; what is shorter is a name or an acronym."""
_SMALL_WORD = re.compile(r"(?<!\S)[a-z]")
_HIGH_WORD = re.compile(r" (?:In|On|At|Of|The|And|By|To|For|A|As|After|From|With) ")
"""What is written small within a sentence, and in a line of names too."""
_LEAST_WORDS = 5
"""Words of a shorter line in capitals that is a sentence and no name."""
_LONGEST_ACRONYM = 5
_WORDS = r"(?:(?!(?:OF|AND|THE|IN|BY|TO|AT|ON|A)\b)[A-Z][A-Z'’-]+ )"
_BODIES = "FRONT|RESISTANCE|LEAGUE|BRIGADES?|MOVEMENT|COMMAND|ARMY|COLUMN|BATTALION|COMMANDO|VANGUARD|COMMITTEE|CELLS?"
_BODY = re.compile(
    r"\b(?:(?:COMMANDOS?|MEMBERS?|FIGHTERS?|GUERRILLAS?|MEN|GUNMEN|REBELS|MILITANTS|CELL|COLUMN) OF THE|SIGNED BY THE|"
    r"SO-CALLED|(?:CALLING|CALLS) ITSELF THE|KNOWN AS THE|IN THE NAME OF THE|ON BEHALF OF THE|SPOKESMAN FOR THE) "
    rf"({_WORDS}{{0,4}}?({_BODIES})"
    r"(?: (?:OF|FOR) (?:THE )?[A-Z'’-]+(?: (?:RIVER|VALLEYS?|HILLS?|MOUNTAINS?|PEOPLE|POOR|HOMELAND))?"
    r"(?: OF (?:JANUARY|FEBRUARY|MARCH|APRIL|MAY|JUNE|JULY|AUGUST|SEPTEMBER|OCTOBER|NOVEMBER|DECEMBER))?)?)\b"
)
"""What stands where the name of an armed body stands."""
_CALLED = re.compile(
    rf"\b(?:CALLING|CALLS) ITSELF (?:THE )?({_WORDS}{{1,4}}?)"
    r"(?=(?:AND )?(?:CLAIM|SAID|TOLD|HAS|HAD|ADMIT|TOOK|WHICH|ISSUE|DEMAND|WARN|SENT|LEFT|WAS|IS)[A-Z]*\b)"
)
"""What a group calls itself, up to the verb behind it."""
_BLAMED = re.compile(rf"\b(?:BLAM(?:ED|ES|ING)|BLAMED ON|ATTRIBUTED TO|CLAIMED BY) THE ({_WORDS}{{1,4}}?({_BODIES}))\b")
"""What is blamed by more than "the army"; behind it stands what for."""
_DATE = re.compile(
    r"(?<=\d )(?:JAN|FEB|MAR|APR|MAY|JUN|JUL|AUG|SEPT?|OCT|NOV|DEC)(?!\w)"
    r"|\b(?:JAN|FEB|MAR|APR|MAY|JUN|JUL|AUG|SEPT?|OCT|NOV|DEC)(?=\.? \d)"
)
"""Months that are other words too, or are cut short, beside a day or a year."""
_TITLED = re.compile(
    r"\b(SAN|SANTA|SANTO|SAO|PUERTO|VILLA|CIUDAD|EL|LOS|LAS|ABU|UMM|BEIT|DEIR|TEL)"
    r" (?:(?:LA|EL|LOS|LAS|DE|DEL) )?([A-Z]{3,})\b"
)
"""First words of names of places, whose second word may be a common English one: San Martin, El Alto."""
_PREFIX = re.compile(r"^(?:un|non|anti|counter|pre|re|over|ultra|narco|para)(?=[a-z]{4})")
_MONTHS = ["january", "february", "march", "april", "june", "july", "august"]
_AUTUMN = ["september", "october", "november", "december"]
_DAYS = ["monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday"]
_NAMED = frozenset([*_MONTHS, *_AUTUMN, *_DAYS, "god", "christmas", "easter"])
_SMALL_IN_NAMES = frozenset(["of", "the", "and", "for", "in", "de", "la", "el", "los", "las", "del", "y"])


def is_shouted(text: str) -> bool:
    """Whether a text is printed in capitals throughout."""
    plain = text.encode("ascii", "ignore")
    if 5 * (len(plain) - len(plain.translate(None, _LOWER))) > len(text):
        return False  # seen at once: a fifth is small letters
    letters = [c for c in text if c.isalpha()]
    return len(letters) >= _LEAST and sum(map(str.isupper, letters)) >= _SHOUTED * len(letters)


def is_english(low: str) -> bool:
    """Whether a word in small letters is a common English one."""
    return low in _english()


def restore_case(text: str) -> str:
    """Return a text in capitals as it would be written, letter for letter; of any other text the lines in capitals."""
    if is_shouted(text):
        return _spell_out(text)
    pieces, loud = [], ""
    for line in text.splitlines(keepends=True):
        if _is_shouted_line(line) or (loud and line.isspace()):
            loud += line
            continue
        pieces += [_spell_out(loud), line] if loud else [line]
        loud = ""
    return "".join([*pieces, _spell_out(loud)] if loud else pieces)


def _is_shouted_line(line: str) -> bool:
    """Whether a line is printed in capitals, or every word of it with one: a headline, a wire under a head."""
    if _SMALL_WORD.search(line):
        return is_shouted(line)
    return len(line.split()) >= _LEAST_WORDS and (line.isupper() or bool(_HIGH_WORD.search(line)))


def _spell_out(text: str) -> str:
    text = text.upper() if len(text.upper()) == len(text) else text
    named = _mark_names(text)
    pieces, done, before = [], 0, False
    for match in _WORD.finditer(text):
        word = match[0]
        begins = bool(_OPENS.search(text, max(0, match.start() - 12), match.start()))
        form = _spell(word, named.get(match.start()), begins, before)
        pieces += [text[done : match.start()], form if len(form) == len(word) else word]
        done, before = match.end(), form[0].isupper() and not begins
    return "".join([*pieces, text[done:]])


def _mark_names(text: str) -> dict[int, str]:
    """Return where words of names begin, with how they are written: a group's "short" or "long", a "body", a "name"."""
    marked: dict[int, str] = {}
    for mention in find_actors(text):
        if mention.sort == "named":
            short = mention.end - mention.start <= _LONGEST_ACRONYM + 1
            for match in _WORD.finditer(text, mention.start, mention.end):
                marked[match.start()] = "short" if short else "long"
    for found in _CALLED.finditer(text):
        marked.update((match.start(), "body") for match in _WORD.finditer(text, *found.span(1)))
    for found in (*_BODY.finditer(text), *_BLAMED.finditer(text)):
        for match in _WORD.finditer(text, *found.span(1)):
            marked.setdefault(match.start(), "body")
        for match in re.compile(rf"\bTHE ({found[2]})\b(?! OF)").finditer(text, found.end()):  # its short form
            marked.setdefault(match.start(1), "body")
    for match in _DATE.finditer(text):
        marked[match.start()] = "name"
    for match in _TITLED.finditer(text):
        marked.setdefault(match.start(1), "name")
        marked.setdefault(match.start(2), "name")
    return marked


def _spell(word: str, named: str | None, begins: bool, after_name: bool) -> str:
    low = word.lower()
    stem = low.replace("’", "'").removesuffix("'s")
    if named == "short" or (_is_acronym(stem) and not after_name):
        return word
    if named in ("body", "name"):
        return low if named == "body" and stem in _SMALL_IN_NAMES else low[0].upper() + low[1:]
    small = stem in _SMALL_IN_NAMES if named or after_name else _is_common(stem)
    if stem in _english() and (not named or stem in generic_actors()):
        small = _is_common(stem)
    return low[0].upper() + low[1:] if begins or not small else low


def _is_acronym(low: str) -> bool:
    """Whether a word that no list has is a short form: FMLN, ELN, M-19's M."""
    if len(low) > _LONGEST_ACRONYM or _is_common(low) or len(low) == 1:
        return False
    return not re.search("[aeiouy]", low) or not re.search("[^aeiouy][aeiouy]|[aeiouy][^aeiouy]$", low)


def _is_common(low: str) -> bool:
    if low in _NAMED or (country_of(low.title()) is not None and low not in _english()):
        return False
    return low in _english() or low in _SMALL_IN_NAMES or _PREFIX.sub("", low) in _english()


@cache
def _english() -> frozenset[str]:
    """Return common English words, and those of the lexicons that are written small."""
    words = set(english_words())
    for listed in load_lexicon("words").values():
        words.update(listed.split())
    for phrase in [*person_nouns(), *generic_actors()]:
        words.update(phrase.lower().split())
    return frozenset(words)
