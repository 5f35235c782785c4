"""Finds the words that tell when, and resolves them to days as far as the report makes them definite.

`find_dates` reads, `resolve_date` reckons, `head_date` finds the report's own date. The grammar is small and closed:
what it does not know it leaves alone, so a count, a telephone number or the verb "may" is no date. Reading works on a
lower-cased copy of the text, so that upper-case wire text reads alike; case counts only where a word is ambiguous.

News convention: a weekday, and a day without a year, is the latest such day on or before the report's date; after
words of the future ("will", "scheduled for", "next") it is the first such day on or after it.
"""

from gawah.coding.rules.dates.expressions import DateExpr, Offset
from gawah.coding.rules.dates.finding import find_dates
from gawah.coding.rules.dates.head import head_date, head_day
from gawah.coding.rules.dates.reckoning import resolve_date
from gawah.coding.rules.dates.years import told_year

__all__ = ["DateExpr", "Offset", "find_dates", "head_date", "head_day", "resolve_date", "told_year"]
