"""Rows of a list of persons as entries to compare: which column holds what is told by its head."""

import re
from calendar import monthrange
from collections.abc import Iterable, Mapping, Sequence
from datetime import date

from gawah.linking.days import number_day
from gawah.linking.persons import PersonMention

HEADS: Mapping[str, tuple[str, ...]] = {
    "name": ("name", "full name", "name of victim", "victim name", "victim", "person", "الاسم", "اسم", "نام"),
    "aliases": ("aliases", "alias", "also known as", "aka", "nickname", "other names", "other name"),
    "age": ("age", "age years", "age in years", "age category", "age cat", "age group", "العمر", "سن"),
    "sex": ("sex", "gender", "الجنس", "جنس"),
    "date": ("date", "date of death", "death date", "date of incident", "incident date", "day", "تاريخ", "تاریخ"),
    "place": ("place", "place of death", "location", "town", "city", "village", "المكان", "محل"),
    "province": ("province", "state", "governorate", "region", "admin1", "loc death"),
    "outcome": ("outcome", "fate", "what happened"),
    "occupation": ("occupation", "profession", "job", "trade", "work", "المهنة", "شغل"),
    "id": ("id", "no", "number", "record", "record id"),
}
"""Heads of columns in small letters, the surest first."""
_SEXES = {
    **dict.fromkeys(("m", "male", "man", "boy", "ذكر", "مرد"), "male"),
    **dict.fromkeys(("f", "female", "woman", "girl", "أنثى", "انثى", "زن"), "female"),
}
_OLDEST = 120


def find_columns(heads: Sequence[str]) -> dict[str, int]:
    """Return which column holds what."""
    folded = [" ".join(re.sub(r"[_\-.:/]+", " ", head).lower().split()) for head in heads]
    found = {}
    for what, names in HEADS.items():
        at = next((folded.index(name) for name in names if name in folded), None)
        if at is not None:
            found[what] = at
    return found


def take_persons(
    source: str, columns: Mapping[str, int], rows: Iterable[tuple[int, Sequence[str]]]
) -> list[PersonMention]:
    """Return an entry for each numbered row of the list `source`; cells that are not understood are left out."""
    told = [(number, _read_cells(columns, cells)) for number, cells in rows]
    american = _is_month_first(cells.get("date", "") for _, cells in told)
    return [_take_person(f"{source}:{number}", source, cells, american) for number, cells in told]


def _read_cells(columns: Mapping[str, int], cells: Sequence[str]) -> dict[str, str]:
    told = {what: cells[at].strip() for what, at in columns.items() if at < len(cells)}
    return {what: words for what, words in told.items() if words}


def _take_person(id_: str, source: str, cells: Mapping[str, str], american: bool) -> PersonMention:
    low, high = read_age(cells.get("age", ""))
    first, last = read_days(cells.get("date", ""), american)
    return PersonMention(
        id_,
        source,
        cells.get("name"),
        tuple(part.strip() for part in re.split(r"[;|،]", cells.get("aliases", "")) if part.strip()),
        low,
        high,
        _SEXES.get(cells.get("sex", "").lower()),
        first,
        last,
        cells.get("place"),
        cells.get("province"),
        outcome=cells["outcome"].lower() if "outcome" in cells else None,
        occupation=cells.get("occupation"),
    )


def read_age(words: str) -> tuple[int | None, int | None]:
    """Return the youngest and the oldest that somebody is: "15-44" and "45+" are brackets, "8 months" is 0."""
    if found := re.fullmatch(r"(\d{1,3})\s*(?:-|–|to)\s*(\d{1,3})(?:\s*(?:years?|y))?", words.lower()):
        low, high = int(found[1]), int(found[2])
        return (low, high) if low <= high <= _OLDEST else (None, None)
    if found := re.fullmatch(r"(\d{1,3})\s*\+", words):
        return int(found[1]), _OLDEST
    if re.fullmatch(r"\d{1,2}\s*(?:months?|weeks?|days?|m)", words.lower()):
        return 0, 0
    if found := re.fullmatch(r"(\d{1,3})(?:\.0)?\s*(?:years?(?: old)?|yrs?|y|سنة|ساله)?", words.lower()):
        return (int(found[1]), int(found[1])) if int(found[1]) <= _OLDEST else (None, None)
    return None, None


_NUMBERS = re.compile(r"(\d{1,2})[/.\-](\d{1,2})[/.\-](\d{4})")


def _is_month_first(dates: Iterable[str]) -> bool:
    """Whether a column writes 12/31/2024: where no date says so, the day stands first."""
    found = [match for words in dates if (match := _NUMBERS.fullmatch(words))]
    return any(int(match[2]) > 12 for match in found) and not any(int(match[1]) > 12 for match in found)


def read_days(words: str, american: bool = False) -> tuple[int | None, int | None]:
    """Return the first and the last day that a date can mean, as days since 1970-01-01: a day, a month or a year."""
    if found := _NUMBERS.fullmatch(words):
        day, month = (found[2], found[1]) if american else (found[1], found[2])
        words = f"{found[3]}-{int(month):02}-{int(day):02}"
    if found := re.fullmatch(r"(\d{4})(?:-(\d{2}))?", words):
        year, month = int(found[1]), int(found[2] or 0)
        if year < 1 or month > 12:
            return None, None
        last = monthrange(year, month or 12)[1]
        return number_day(f"{year:04}-{month or 1:02}-01"), number_day(date(year, month or 12, last).isoformat())
    day_number = number_day(words) if re.match(r"\d{4}-\d{2}-\d{2}", words) else None
    return day_number, day_number
