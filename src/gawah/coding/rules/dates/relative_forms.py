"""Reads steps and spans of time: "two days ago", "last week", "for six days", "the next morning"."""

import re
from typing import cast

from gawah.coding.rules.dates.expressions import DAYS_IN, Anchor, DateExpr, Direction, Offset, Unit, Which, express
from gawah.coding.rules.dates.grammar import GAP, Match
from gawah.coding.rules.dates.neighbours import word_after, word_before
from gawah.coding.rules.dates.words import DIRECTIONS, ORDINALS, number_of


def _is_title(text: str, at: int) -> bool:
    """Whether "Today" at `at` is part of a name, as in "India Today": a capital, small letters, a name before it."""
    before = _NAME_BEFORE.search(text, max(0, at - 24), at)
    return before is not None and text[at : at + 2] == "To"


_NAME_BEFORE = re.compile(r"\b[A-Z][A-Za-z]+ \Z")


def read_day_word(m: Match, text: str, low: str) -> list[DateExpr]:
    """Read "today", "yesterday", "the day after tomorrow", "tonight"."""
    word = m["rel_w"]
    if word == "today" and _is_title(text, m.start()):
        return []
    far = 2 if word.startswith("day") else 1
    if word.endswith("yesterday"):
        offset = Offset("day", far, "before")
    elif word.endswith("tomorrow"):
        offset = Offset("day", far, "after")
    else:
        offset = Offset("day", 0)
    time = "night" if word == "tonight" else None
    return [express(text, m.start(), m.end(), "relative", offset=offset, anchor="report", time=time)]


def read_which(m: Match, text: str, low: str) -> list[DateExpr]:
    """Read "last week", "this morning", "the same day", "the past two weeks", "the following month"."""
    word, unit = m["q_w"], m["q_u"]
    plural, numbered = bool(m["q_s"]), m["q_n"]
    if not numbered and (unit == "hour" or (word in ("last", "next") and word_after(low, m.end()) == "of")):
        return []
    if numbered or word == "past" or (word == "last" and _spans(low, m.start())):
        return _read_last_n(m, text, low)
    if plural:
        return []
    if unit not in DAYS_IN:
        return _read_part_of_day(m, text)
    if (word, unit) in (("last", "day"), ("this", "day"), ("current", "day"), ("coming", "day")):
        return []
    direction = DIRECTIONS[word]
    anchor: Anchor = "previous" if word in _TOLD_BEFORE or (word, unit) == ("next", "day") else "report"
    offset = Offset(unit, 0 if direction == "same" else 1, direction)
    which = _WHICH_TOWARDS[direction]
    return [express(text, m.start(), m.end(), "relative", offset=offset, anchor=anchor, which=which, time=m["q_p"])]


_WHICH_TOWARDS: dict[Direction, Which] = {"before": "last", "same": "this", "after": "next"}
_TOLD_BEFORE = frozenset(("previous", "preceding", "following", "same", "that"))


def _spans(low: str, at: int) -> bool:
    """Whether "last week" at `at` is a span up to now, as in "over the last week"."""
    return bool(_SPANNING.search(low, max(0, at - 16), at))


_SPANNING = re.compile(rf"\b(?:over|during|within|for|in){GAP}the{GAP}\Z")


def _read_last_n(m: Match, text: str, low: str) -> list[DateExpr]:
    """Read "the past week", "the last 24 hours", "the next few days": a span from or to the report's date."""
    word = m["q_w"]
    unit = m["q_u"]
    if word not in ("last", "past", "previous", "next", "coming", "following") or unit not in DAYS_IN:
        return []
    if not m["q_n"] and m["q_s"]:
        return []
    n = number_of(m["q_n"]) if m["q_n"] else 1
    anchor: Anchor = "previous" if word in _TOLD_BEFORE else "report"
    return [express(text, m.start(), m.end(), "range", offset=Offset(unit, n, DIRECTIONS[word]), anchor=anchor)]


def _read_part_of_day(m: Match, text: str) -> list[DateExpr]:
    """Read "last night", "this morning", "the next morning", "the same evening"."""
    word, part = m["q_w"], m["q_u"]
    direction = DIRECTIONS[word]
    anchor: Anchor = "report" if word in ("last", "this") else "previous"
    offset = Offset("day", 0 if direction == "same" else 1, direction)
    return [express(text, m.start(), m.end(), "relative", offset=offset, anchor=anchor, time=part)]


def read_count(m: Match, text: str, low: str) -> list[DateExpr]:
    """Read "two days ago", "a week after the attack", "for six straight days", "a three-day strike"."""
    tail, unit = m["n_t"], cast(Unit, "day" if m["n_u"] == "night" else m["n_u"])
    n = number_of(m["n_n"])
    if tail:
        anchor = _anchor_of(tail, low, m.end())
        offset = Offset(unit, n, DIRECTIONS[tail])
        return [express(text, m.start(), m.end(), "relative", offset=offset, anchor=anchor)]
    if not _lasts(m, low):
        return []
    return [express(text, m.start(), m.end(), "duration", offset=Offset(unit, n))]


def _anchor_of(tail: str, low: str, at: int) -> Anchor:
    """Return what "three days after" counts from: the report, the deed named next, or the date told before."""
    if tail in ("ago", "back"):
        return "report"
    named = word_after(low, at) or _COUNTED.match(low, at)  # "after the attack", "after 26 peasants were shot"
    return "incident" if tail in ("after", "before") and named else "previous"


_COUNTED = re.compile(rf"{GAP}[0-9]")


def _lasts(m: Match, low: str) -> bool:
    """Whether a number of days tells how long something went on, not an age or a sentence."""
    after = word_after(low, m.end())
    if "-" in m["n_h"]:
        return m["n_n"] not in ("a", "an", "one") and after not in ("", "old") and low[m.end() : m.end() + 1] != "-"
    if after in ("old", "of") and m["n_u"] == "year":
        return False
    return m["n_x"] is not None or bool(_LASTING.search(low, max(0, m.start() - 30), m.start()))


_LASTING = re.compile(
    rf"\b(?:for|last(?:s|ed|ing)?|within|during|nearly|throughout|spen[dt]|took|continued){GAP}"
    rf"(?:(?:about|around|nearly|almost|over|some|up{GAP}to|at{GAP}least|more{GAP}than|approximately|the|another){GAP})*\Z"
)


def read_unit(m: Match, text: str, low: str) -> list[DateExpr]:
    """Read "days later", "the day before", "the night after": no number, and one unit where the word is singular."""
    unit, tail = m["u_u"], m["u_t"]
    if not m["u_s"] and (tail == "ago" or word_before(low, m.start()) != "the"):
        return []
    part = unit not in DAYS_IN
    step = Offset("day" if part else cast(Unit, unit), None if m["u_s"] else 1, DIRECTIONS[tail])
    anchor = _anchor_of(tail, low, m.end())
    return [express(text, m.start(), m.end(), "relative", offset=step, anchor=anchor, time=unit if part else None)]


def read_soon(m: Match, text: str, low: str) -> list[DateExpr]:
    """Read "soon after" and "shortly before", which only say in what order."""
    if low[m.end() : m.end() + 6].strip()[:1].isdigit() or word_after(low, m.end()) in ("midnight", "noon", "dawn"):
        return []
    step = Offset("day", None, DIRECTIONS[m["soon_t"]])
    return [express(text, m.start(), m.end(), "relative", offset=step, anchor=_anchor_of(m["soon_t"], low, m.end()))]


def read_due_course(m: Match, text: str, low: str) -> list[DateExpr]:
    """Read "in due course"."""
    start = m.start() - 3 if low[max(0, m.start() - 3) : m.start()] == "in " else m.start()
    return [express(text, start, m.end(), "relative", offset=Offset("day", None, "after"), anchor="incident")]


def read_within(m: Match, text: str, low: str) -> list[DateExpr]:
    """Read "earlier in the year": the year of the date told before."""
    offset = Offset(cast(Unit, m["in_u"]), 0)
    return [express(text, m.start(), m.end(), "relative", offset=offset, anchor="previous", which="this")]


def read_weekend(m: Match, text: str, low: str) -> list[DateExpr]:
    """Read "over the weekend", the latest one."""
    if not _AT_WEEKEND.search(low, max(0, m.start() - 16), m.start()):
        return []
    return [express(text, m.start(), m.end(), "relative", offset=Offset("weekend", 0), anchor="report", which="this")]


_AT_WEEKEND = re.compile(rf"\b(?:over|at|on|during){GAP}the{GAP}\Z")


def read_anniversary(m: Match, text: str, low: str) -> list[DateExpr]:
    """Read "the third anniversary"."""
    word = m["ann_n"]
    n = None if word is None else ORDINALS.get(word) or int(word[:-2])
    return [express(text, m.start(), m.end(), "anniversary", offset=Offset("year", n, "after"))]
