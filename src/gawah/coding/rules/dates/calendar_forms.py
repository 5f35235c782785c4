"""Reads days, months, seasons, years and weekdays: "3 May 2021", "last Monday", "in June", "the 1990s"."""

import re
from dataclasses import replace
from typing import Any, cast

from gawah.coding.rules import edtf as forms
from gawah.coding.rules.dates.expressions import SHORT, DateExpr, Kind, Offset, Which, express
from gawah.coding.rules.dates.grammar import GAP, MONTH, YEAR, Match
from gawah.coding.rules.dates.neighbours import word_after, word_before
from gawah.coding.rules.dates.words import (
    COUNTED,
    NAME_PARTS,
    NAMED_AFTER,
    PEOPLE,
    PERIOD_WORDS,
    SEASONS,
    THINGS,
    VERBS_AFTER_MAY,
    WEEKDAYS,
    WHICH_OF,
    YEAR_WORDS,
    month_of,
    number_of,
    word_set,
)


def read_numeric(m: Match, text: str, low: str) -> list[DateExpr]:
    """Read "13/4/2021" and "3.4.2021": the day first, but where it cannot be or another such date has it second."""
    a, b, year = int(m["num_a"]), int(m["num_b"]), int(m["num_y"])
    month_first = b > 12 or (m["num_s"] == "/" and a <= 12 and _MONTH_FIRST.search(low) is not None)
    day, month = (b, a) if month_first else (a, b)
    if month > 12:
        return []
    return _date(text, m.start(), m.end(), year, month, day)


_MONTH_FIRST = re.compile(r"\b(?:0?[1-9]|1[0-2])/(?:1[3-9]|2[0-9]|3[01])/(?:19|20)[0-9]{2}\b")


def read_iso(m: Match, text: str, low: str) -> list[DateExpr]:
    """Read "2021-01-03"."""
    return _date(text, m.start(), m.end(), int(m["iso_y"]), int(m["iso_m"]), int(m["iso_d"]))


def _date(text: str, start: int, end: int, year: int | None, month: int, day: int, **more: Any) -> list[DateExpr]:
    """Return the expression of a calendar day, with its year or without; nothing where there is no such day."""
    if day > forms.days_in(year or 2000, month):
        return []
    return [express(text, start, end, "absolute" if year else "partial", year=year, month=month, day=day, **more)]


def read_day_month(m: Match, text: str, low: str) -> list[DateExpr]:
    """Read "3 May 2021", "3rd of May", "3-5 May", "3 JAN 90"."""
    if not _names_month(m, "dm_m", text, low) or word_after(low, m.end()) in NAMED_AFTER:
        return []
    return _one_or_two(m, "dm", text, low)


def read_month_day(m: Match, text: str, low: str) -> list[DateExpr]:
    """Read "May 3, 2021" and "May 3-5"; what a number counts is no day."""
    after = word_after(low, m.end())
    if not _names_month(m, "md_m", text, low) or after in NAMED_AFTER or _names_act(m, after):
        return []
    if after in COUNTED and m[0].endswith(m["md_d"]) and word_before(low, m.start()) in ("in", "during"):
        return []  # "in May 30 people were killed"
    return _one_or_two(m, "md", text, low)


def _names_act(m: Match, after: str) -> bool:
    """Whether a day has become an act's name, so that without a year it is of no year near the report."""
    return (month_of(m["md_m"]), m["md_d"]) == (9, "11") and after in _ACTS | {"terror", "terrorist", "hijackings"}


def _one_or_two(m: Match, form: str, text: str, low: str) -> list[DateExpr]:
    """Read "3 May" as a day, "3-5 May" as a range, and "3 and 5 May" as two days, each with the month."""
    year = _full_year(m, form, text)
    end = m.end() if year or not m[f"{form}_yy"] else m.start(f"{form}_yy")
    which: Which | None = cast(Which, m[f"{form}_q"])
    more = {"which": which, "offset": Offset("year", 1)} if which else {}
    month, day, second = month_of(m[f"{form}_m"]), int(m[f"{form}_d"]), m[f"{form}_e"]
    if second is None:
        return _date(text, m.start(), end, year, month, day, **more)
    first = _date(text, m.start(), m.start(f"{form}_j"), year, month, day, **more)
    last = _date(text, m.start(f"{form}_e"), end, year, month, int(second), **more)
    if first and last and int(second) > day and _is_span(m[f"{form}_j"].strip(), m.start(), low, int(second) - day):
        return [replace(first[0], end=last[0].end, surface="", kind="range", until=last[0])]
    return first + last


def _is_span(joined: str, at: int, low: str, days: int) -> bool:
    """Whether "3-5 May" is a span of time; joined by "and" it is one after "between", or as a night of two days."""
    if joined not in ("and", "&", ",", "/"):
        return True
    before = low[max(0, at - 30) : at]
    return "between" in before or (days == 1 and "night" in before)


def _full_year(m: Match, form: str, text: str) -> int | None:
    """Return the year of "3 JAN 90" too, which only a short or upper-case month bears."""
    full, short = m[f"{form}_y"], m[f"{form}_yy"]
    if full or not short:
        return number_of(full or "")
    month = text[m.start(f"{form}_m") : m.end(f"{form}_m")]
    if not (month.isupper() or (form == "dm" and len(month) <= 4) or short[0] == "'"):
        return None
    year = int(short.lstrip("'"))
    return year + (1900 if year >= _PIVOT else 2000)


_PIVOT = 50  # '50 to '99 are of the twentieth century


def _names_month(m: Match, group: str, text: str, low: str) -> bool:
    """Whether a month beside a day is one: not the verb of "at least 3 may have died" or of "they march 3 miles"."""
    word = m[group]
    if word not in ("may", "march", "mar"):
        return True
    if word == "may" and group == "dm_m" and word_after(low, m.end()) in VERBS_AFTER_MAY:
        return False
    small = text[m.start(group)].islower()
    return not small or word_before(low, m.start()) in _BEFORE_SMALL_MONTH


_BEFORE_SMALL_MONTH = PERIOD_WORDS | {"on", "of", "the"}


def read_month_year(m: Match, text: str, low: str) -> list[DateExpr]:
    """Read "May 2021" and "May last year"."""
    if m["my_y"] is None:
        return [
            express(
                text,
                m.start(),
                m.end(),
                "partial",
                month=month_of(m["my_m"]),
                which=m["my_q"],
                offset=Offset("year", 1),
            )
        ]
    counted = word_after(low, m.end()) in COUNTED and m["my_m"] in ("may", "march")
    if counted and (m["my_y"].endswith("00") or word_before(low, m.start()) not in PERIOD_WORDS):
        return []
    return [express(text, m.start(), m.end(), "absolute", year=int(m["my_y"]), month=month_of(m["my_m"]))]


def read_month(m: Match, text: str, low: str) -> list[DateExpr]:
    """Read a month alone, which only a preposition or "last" shows to be one."""
    which = WHICH_OF.get(m["mon_q"] or m["mon_l"] or "")
    word, at = m["mon_m"], m.start("mon_m")
    clear = word not in ("may", "march", "mar", "august")
    if (not clear and text[at].islower()) or (len(word) < 4 and word != "may") or word[-1] == ".":
        return []
    if which or _leads_to_month(word_before(low, at), m, low, clear):
        return [express(text, m.start(), m.end(), "partial", month=month_of(word), which=which)]
    return []


def _leads_to_month(before: str, m: Match, low: str, clear: bool) -> bool:
    if before in PERIOD_WORDS:
        return True
    return (before in _JOINING and _closes_range(low, m.start())) or (
        before in ("of", "the") and _is_attributive(m, low, clear, before)
    )


_JOINING = word_set("to and until till through")


def _closes_range(low: str, at: int) -> bool:
    """Whether the month or year at `at` is the second of "from June to" or "between 2009 and"."""
    return bool(_RANGE_OPENED.search(low, max(0, at - 50), at))


_RANGE_OPENED = re.compile(
    rf"\b(?:from|between){GAP}(?:(?:early|mid|late)[ -])?(?:{MONTH}(?:{GAP}{YEAR})?|{YEAR})"
    rf"{GAP}(?:to|and|until|till|through){GAP}(?:(?:early|mid|late)[ -])?\Z"
)


def _is_attributive(m: Match, low: str, clear: bool, before: str) -> bool:
    """Whether a month after "the" or "of" dates something: "the August attack", "the end of May"."""
    if before == "of":
        return word_before(low, low.rfind("of", 0, m.start("mon_m"))) in _PERIOD_NOUNS
    after = word_after(low, m.end())
    return after in _ACTS or (clear and after not in _FUNCTION_WORDS)


_PERIOD_NOUNS = word_set(
    "end start beginning middle week weeks half days day month part course months early late night morning"
)
_ACTS = word_set(
    "attack attacks bombing bombings massacre massacres killing killings war coup election elections uprising conflict"
    " riot riots truce ceasefire invasion blast blasts explosion shooting assault raid raids murder murders protests"
    " protest crash offensive genocide revolution earthquake incident incidents strike strikes"
)
_FUNCTION_WORDS = word_set("of to on in against was were is are and or by for from with at has had will that") | {""}


def read_weekday(m: Match, text: str, low: str) -> list[DateExpr]:
    """Read "Monday", "last Monday"; not "Good Friday" nor "every Monday"."""
    word, at = m["wd_w"], m.start("wd_w")
    if word_before(low, at) in NAME_PARTS or word_after(low, m.end()) in NAMED_AFTER:
        return []
    if m["wd_q"] in ("same", "that") or word_before(low, m.start()) in ("every", "each"):
        return []
    which = WHICH_OF.get(m["wd_q"] or m["wd_l"] or "")
    return [express(text, m.start(), m.end(), "weekday", weekday=WEEKDAYS[word[:2]], which=which)]


def read_short_weekday(m: Match, text: str, low: str) -> list[DateExpr]:
    """Read "Mon." and the like, which `stands` keeps only beside a date: the sun and Wed are more."""
    if text[m.start()].islower():
        return []
    return [express(text, m.start(), m.end(), "weekday", weekday=WEEKDAYS[m["wa_w"][:2]], offset=SHORT)]


def read_day_of_month(m: Match, text: str, low: str) -> list[DateExpr]:
    """Read "on the 3rd" where nothing follows that the number could count."""
    after = word_after(low, m.end())
    if "month" not in m[0] and (
        after not in _FUNCTION_WORDS or not _ON_THE.search(low, max(0, m.start() - 12), m.start())
    ):
        return []
    which = "this" if m[0].endswith("this month") else None
    return [express(text, m.start(), m.end(), "partial", day=int(m["dom_d"]), which=which)]


_ON_THE = re.compile(rf"\bon{GAP}the{GAP}\Z")


def read_season(m: Match, text: str, low: str) -> list[DateExpr]:
    """Read "spring of 2021" and "last spring"."""
    which = WHICH_OF.get(m["sea_q"] or "")
    if not m["sea_y"] and not which:
        return []
    year = int(m["sea_y"]) if m["sea_y"] else None
    kind: Kind = "absolute" if year else "partial"
    return [
        express(text, m.start(), m.end(), kind, year=year, season=SEASONS[m["sea_s"]], which=None if year else which)
    ]


def read_decade(m: Match, text: str, low: str) -> list[DateExpr]:
    """Read "the 1990s"."""
    return [express(text, m.start(), m.end(), "absolute", decade=int(m["dec_y"]))]


def read_year(m: Match, text: str, low: str) -> list[DateExpr]:
    """Read a year that its neighbours show to be one; "2000 people" is a count and "2016" alone anything."""
    if not _is_year(m, low):
        return []
    year, last = int(m["yr_y"]), m["yr_e"]
    if last is None:
        return [express(text, m.start(), m.end(), "absolute", year=year)]
    end_year = int(last) if len(last) == 4 else year - year % 100 + int(last)
    if end_year <= year:
        return []
    until = express(text, m.start("yr_e"), m.end(), "absolute", year=end_year)
    return [express(text, m.start(), m.end(), "range", year=year, until=until)]


def _is_year(m: Match, low: str) -> bool:
    after, before = word_after(low, m.end()), word_before(low, m.start())
    round_number = m["yr_y"].endswith("00")
    if after in THINGS:
        return False
    if before in _JOINING and _closes_range(low, m.start()):
        return True
    if before in YEAR_WORDS:
        return not round_number or after in _FUNCTION_WORDS
    if after in PEOPLE:
        return False
    if before in ("of", "and", "or"):
        return m["yr_y"] >= "1900" and after in _FUNCTION_WORDS and not round_number
    if low[m.start() - 1 : m.start()] == "(" and low[m.end() : m.end() + 1] in (")", ","):
        return True
    named = before in ("the", "a", "s") or low[max(0, m.start() - 2) : m.start()] == "= "
    return named and not round_number and bool(after) and after not in _FUNCTION_WORDS
