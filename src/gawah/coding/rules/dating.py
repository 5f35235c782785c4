"""Which of a sentence's dates is that of its violence, and what it counts from."""

from dataclasses import dataclass, replace
from datetime import date

from gawah.coding.rules.dates import Offset, resolve_date, told_year
from gawah.coding.rules.follow_ups import dates_follow_up
from gawah.coding.rules.page import Dated, Page
from gawah.frozen import quick_to_make
from gawah.model import When

DATING = frozenset(["absolute", "partial", "weekday", "relative", "range"])
_REPORTING = frozenset(
    "said says reported reports told announced stated added confirmed published updated according posted "
    "tweeted arrested detained released condemned sentenced convicted charged indicted appeared recovered "
    "visited".split()
)
_SPOKE = frozenset("said says told announced stated added confirmed reported".split())
ANSWERS = frozenset(
    "visited condemned arrested detained released sentenced convicted charged indicted denounced mourned visits"
    " condemns arrests sentences convicts charges indicts denounces handed jailed acquitted cleared remanded pleaded"
    " appeared testified ruled buried demanded urged ordered banned closed declared promised announced".split()
)


@quick_to_make
@dataclass(frozen=True, slots=True)
class Told:
    """The dates told before a sentence: of the report's incident, which "the attack" recalls, and the latest one."""

    incident: When | None = None
    latest: When | None = None

    def after(self, when: When | None) -> "Told":
        """Return what is told with one more date; "later" does not count from one before the incident."""
        if when is None or not when.edtf:
            return self
        back = self.incident and self.incident.start and when.start and when.start < self.incident.start
        return Told(self.incident or when, self.latest if back else when)


NOTHING_TOLD = Told()


def date_sentence(page: Page, number: int, triggers: list[int], told: Told) -> tuple[When, Dated] | None:
    """Return the date that a sentence gives the violence at the words `triggers`, with the expression, or None.

    The day of a statement ("police said on Monday") is not the day of the event, nor is that of another act while the
    violence has one; a date that nothing makes definite gives way to one that is.
    """
    first, last = page.parsed.tokens.sentences[number]
    dated = [d for d in page.dates_in(first, last) if _may_date(page, d, first, triggers)]
    weighed = [(_weigh(page, d, first, triggers), _reckon(page, d, triggers, told), d) for d in dated]
    told_when = [(not when.edtf, *weight, d.word, when, d) for weight, when, d in weighed if _says(when)]
    if not told_when:
        return None
    *_, when, chosen = min(told_when, key=lambda one: one[:4])
    finer = next(((w, d) for *_, w, d in sorted(told_when, key=lambda one: one[:4]) if _narrows(w, when)), None)
    return finer or (when, chosen)


def _narrows(when: When, wide: When) -> bool:
    """Whether a date is a day within the year or month that another is: "the 1998 fire … on 3 November 1998"."""
    coarse = wide.precision in ("year", "month") and wide.edtf is not None and when.edtf is not None
    return coarse and when.precision == "day" and str(when.edtf).startswith(f"{wide.edtf}-")


def find_day_within(page: Page, number: int, wide: When) -> tuple[When, Dated] | None:
    """Return the first full date of a sentence that is a day of the month or year `wide`, and no day of an answer."""
    first, last = page.parsed.tokens.sentences[number]
    own = [d for d in page.dates_in(first, last) if d.expr.kind == "absolute" and not (d.expr.bound or d.expr.future)]
    days = [(when, d) for d in own if (when := resolve_date(d.expr)).precision == "day" and _lies_in(when, wide)]
    told = (day for day in days if not (_is_reporting(page, day[1], first) or dates_follow_up(page, day[1], [])))
    return next(told, None)


def _lies_in(when: When, wide: When) -> bool:
    return bool(wide.start and wide.end and when.start) and str(wide.start) <= str(when.start) <= str(wide.end)


def _says(when: When) -> bool:
    return bool(when.edtf or when.after or when.before)


def _may_date(page: Page, dated: Dated, first: int, triggers: list[int]) -> bool:
    """Whether an expression may date what its sentence tells: "since May" only says how long it has gone on."""
    expr = dated.expr
    if expr.kind not in DATING or expr.future or expr.start == page.head_start:
        return False
    if expr.bound == "since" and not _tells_when(page, dated):
        return False
    if not _AHEAD_WORDS.isdisjoint(page.parsed.tokens.lows[max(first, dated.word - 6) : dated.word]):
        return False
    if _follows_date(page, dated):
        return True
    return not (_is_reporting(page, dated, first) or dates_follow_up(page, dated, triggers))


_AHEAD_WORDS = frozenset("upcoming scheduled due planned slated election elections polls vote referendum".split())
"""Words of what is still to come on a day."""


def _tells_when(page: Page, dated: Dated) -> bool:
    """Whether a clause behind a date tells what happened then: "the first since 2017, when a general was killed"."""
    return page.text[dated.expr.end : dated.expr.end + 8].lstrip(", ").startswith(("when ", "which "))


def _weigh(page: Page, dated: Dated, first: int, triggers: list[int]) -> tuple[bool, int]:
    """Weigh a date for the violence at the words `triggers`: not another act's, and near them; the least is best."""
    distances = (abs(dated.word - t) + _AHEAD * (dated.word < t) for t in triggers)
    return _dates_other(page, dated, first), min(distances, default=0)


_AHEAD = 3
"""Words by which a date before the violence counts as farther than one behind it."""


def _dates_other(page: Page, dated: Dated, first: int) -> bool:
    """Whether the verb before a date is not one of an act: "stopped work on Sunday over the bomb that killed two"."""
    for n in range(dated.word - 1, first - 1, -1):
        if told := [t for t in page.triggers_at(n) if t.sense.frame != "mark"]:
            return all(t.sense.valency in _OUTCOMES for t in told)
        if page.parsed.tags[n] == "V":
            return True
    return False


_OUTCOMES = frozenset(["intransitive", "wounds", "body"])
"""What comes of violence, and may be of a later day: "killed in Tuesday's blast … died of burns on Wednesday"."""


def _reckon(page: Page, dated: Dated, triggers: list[int], told: Told) -> When:
    """Return when an expression is, by the report's date, the year told elsewhere and what it counts from."""
    expr = replace(dated.expr, bound=None) if dated.expr.bound == "since" else dated.expr
    year = told_year(expr, page.dates_about(dated))
    hint = page.year or (year[0] if year else None)
    if expr.anchor == "report" and page.report_date is None and page.head_day is not None:
        return resolve_date(replace(expr, anchor="previous"), None, page.head_day, hint)
    if _recalls(page, dated, triggers):
        return _count_back(page, dated)
    filed = expr.kind == "weekday" and page.head_day is not None and not expr.which
    if filed and page.head_day and (when := _reckon_by_head(page, dated, page.head_day)).edtf:
        return when
    counted = expr.kind == "weekday" or (expr.kind == "relative" and expr.anchor == "report")
    if counted and page.report_date is None and (spoken := _find_spoken(page, dated)):
        return resolve_date(expr, spoken, None, hint)
    base = {"incident": told.incident, "previous": told.latest or told.incident}.get(expr.anchor or "")
    return resolve_date(expr, page.report_date, base, hint)


def _recalls(page: Page, dated: Dated, triggers: list[int]) -> bool:
    """Whether an expression counts from the violence that it leads to: "two years after gunmen killed twenty"."""
    expr = dated.expr
    if expr.anchor != "incident" or expr.offset is None or expr.offset.direction != "after":
        return False
    behind = page.parsed.tokens.number_at(expr.end)
    near = any(behind <= t <= behind + _NEAR for t in triggers)
    return near and (all(t >= behind for t in triggers) or _follows_date(page, dated))


def _follows_date(page: Page, dated: Dated) -> bool:
    """Whether an expression tells how long after the violence the date before it is: "on Tuesday, a day after"."""
    expr = dated.expr
    if expr.anchor != "incident" or expr.offset is None or expr.offset.direction != "after":
        return False
    before = page.dates_in(max(0, dated.word - 8), dated.word)
    return bool(before) and page.text[before[-1].expr.end : expr.start].strip(" ,") in ("", "the", "just", "only")


def _reckon_by_head(page: Page, dated: Dated, head: When) -> When:
    """Return the day of a weekday in a report whose head leaves the year open, and so the weekday of its own day.

    A report that names one weekday was filed on it; else on the first one on which somebody spoke: "said on Thursday".
    """
    if _is_only_weekday(page, dated):
        return head
    spoken = next((d for d in page.dates_near(dated) if d.expr.weekday is not None and _is_spoken(page, d)), None)
    if spoken is None or dated.expr.weekday is None or spoken.expr.weekday is None:
        return When()
    step = Offset("day", (spoken.expr.weekday - dated.expr.weekday) % 7, "before")
    back = replace(dated.expr, kind="relative", weekday=None, anchor="previous", offset=step)
    return replace(resolve_date(back, None, head), time=dated.expr.time)


def _is_only_weekday(page: Page, dated: Dated) -> bool:
    """Whether a report names one weekday only, which is then the day that it was filed on."""
    return all(d.expr.weekday in (None, dated.expr.weekday) for d in page.dates_near(dated))


def _find_spoken(page: Page, dated: Dated) -> date | None:
    """Return the full date nearest to a weekday on which somebody spoke: "on Saturday, he said on 18 March 2019".

    Years ago are counted from that of any answer too: "a court on 29 May 2014 jailed two men … three years ago".
    """
    years = dated.expr.offset is not None and dated.expr.offset.unit in ("year", "decade")
    full = [d for d in page.dates_near(dated) if d.expr.kind == "absolute" and d.expr.day]
    spoken = [d for d in full if _is_spoken(page, d) or (years and _is_answer(page, d))]
    nearest = min(spoken, key=lambda d: abs(d.word - dated.word), default=None)
    start = resolve_date(nearest.expr).start if nearest else None
    return date.fromisoformat(start) if start else None


def _is_spoken(page: Page, dated: Dated) -> bool:
    first, _ = page.parsed.bounds(dated.word)
    lows = page.parsed.tokens.lows[max(first, dated.word - _NEAR) : dated.word]
    return not _SPOKE.isdisjoint(lows) and _is_reporting(page, dated, first)


def _is_answer(page: Page, dated: Dated) -> bool:
    return _is_reporting(page, dated, page.parsed.bounds(dated.word)[0])


def _count_back(page: Page, dated: Dated) -> When:
    """Return the day of the violence from the day that the expression sets after it: that told before it, or today."""
    expr = dated.expr
    back = replace(expr, anchor="previous", offset=replace(expr.offset, direction="before")) if expr.offset else expr
    if _follows_date(page, dated):
        before = page.dates_in(max(0, dated.word - 8), dated.word)[-1]
        base = resolve_date(before.expr, page.report_date, None, page.year)
    else:
        today = page.report_date.isoformat() if page.report_date else None
        base = When(today, today, today, "day") if today else page.head_day or When()
    return resolve_date(back, None, base, page.year)


def told_day(page: Page, number: int, triggers: list[int]) -> str | None:
    """Return a key for the day that a sentence's words give its violence where it cannot be reckoned, or None.

    A weekday by its number, a week or more ago by its words; `triggers`: the words of the violence.
    """
    first, last = page.parsed.tokens.sentences[number]
    told = [d for d in page.dates_in(first, last) if _key_day(d) and not _is_reporting(page, d, first)]
    told = [d for d in told if not dates_follow_up(page, d, triggers)]
    opening = next((d for d in told if d.word - first <= 1), None)
    near = [d for d in told if min((abs(d.word - t) for t in triggers), default=99) <= _NEAR]
    return _key_day(opening or near[0]) if opening or near else None


_NEAR = 7
"""Words."""


def _key_day(dated: Dated) -> str | None:
    expr = dated.expr
    if expr.kind == "weekday":
        return f"{expr.weekday}"
    far = expr.kind == "relative" and expr.offset is not None and expr.offset.unit in ("week", "month", "year")
    return expr.surface.lower() if far else None


def _is_reporting(page: Page, dated: Dated, first: int) -> bool:
    """Whether the nearest verb before the date tells of a report, a statement or an answer and not of the violence.

    A date that opens the sentence is that of the verb behind it: "On Monday the minister visited the wounded".
    """
    tags, lows, n = page.parsed.tags, page.parsed.tokens.lows, dated.word - 1
    if (dated.word - first <= 1 or _parts_subject(page, dated)) and _opens_answer(page, dated):
        return True
    steps = 0
    while n >= first and steps < 7:
        if lows[n] in _REPORTING:
            return True
        if tags[n] in "VXMS," or any(t.sense.frame != "mark" for t in page.triggers_at(n)):
            return False
        n, steps = n - 1, steps + 1
    return False


def _parts_subject(page: Page, dated: Dated) -> bool:
    """Whether a date stands between a subject and its verb: "a court in Dar on Thursday, 29 May 2014, handed down"."""
    behind = page.parsed.tokens.number_at(dated.expr.end)
    tags = page.parsed.tags
    n = behind + (behind < len(tags) and tags[behind] == ",")
    return n < len(tags) and tags[n] == "V"


def _opens_answer(page: Page, dated: Dated) -> bool:
    """Whether the first verb behind a date is one of answering violence."""
    tags, lows = page.parsed.tags, page.parsed.tokens.lows
    _, last = page.parsed.bounds(dated.word)
    behind = page.parsed.tokens.number_at(dated.expr.end)
    verb = next((n for n in range(behind, min(last, behind + 10)) if tags[n] in "Vv"), None)
    return verb is not None and lows[verb] in ANSWERS
