"""Reads the time of day: "8 p.m.", "at 0630", "overnight"."""

from gawah.coding.rules.dates.expressions import DateExpr, express
from gawah.coding.rules.dates.grammar import Match
from gawah.coding.rules.dates.neighbours import word_after, word_before
from gawah.coding.rules.dates.surroundings import after_at
from gawah.coding.rules.dates.words import CLOCK_WORDS, COUNTED


def read_clock(m: Match, text: str, low: str) -> list[DateExpr]:
    """Read "8 p.m.", "8:30 am", "0830 hours"."""
    hour, minute = int(m["clk_h"]), int(m["clk_m"] or 0)
    if m["clk_p"]:
        if not 1 <= hour <= 12:
            return []
        return _time(text, m, hour % 12 + (12 if m["clk_p"] == "p" else 0), minute)
    return _time(text, m, hour, minute) if m["clk_m"] else []


def _time(text: str, m: Match, hour: int, minute: int) -> list[DateExpr]:
    return [express(text, m.start(), m.end(), "time", time=f"{hour:02}:{minute:02}")] if hour < 24 else []


def read_hour_minute(m: Match, text: str, low: str) -> list[DateExpr]:
    """Read "at 20:30"."""
    if word_before(low, m.start()) not in CLOCK_WORDS:
        return []
    return _time(text, m, int(m["hm_h"]), int(m["hm_m"]))


def read_military(m: Match, text: str, low: str) -> list[DateExpr]:
    """Read "at 0630"."""
    if word_before(low, m.start()) not in CLOCK_WORDS or word_after(low, m.end()) in COUNTED:
        return []
    return _time(text, m, int(m["mil_h"]), int(m["mil_m"]))


def read_oclock(m: Match, text: str, low: str) -> list[DateExpr]:
    """Read "8 o'clock"."""
    return [express(text, m.start(), m.end(), "time", time=m[0])]


def read_part(m: Match, text: str, low: str) -> list[DateExpr]:
    """Read a part of the day, but not the newspaper Dawn."""
    if m["part_w"] == "dawn" and text[m.start()] == "D" and text[m.start() + 1] == "a" and not after_at(low, m.start()):
        return []
    return [express(text, m.start(), m.end(), "time", time=m["part_w"])]


def read_hours(m: Match, text: str, low: str) -> list[DateExpr]:
    """Read "the early hours"."""
    return [express(text, m.start(), m.end(), "time", time="early hours")]
