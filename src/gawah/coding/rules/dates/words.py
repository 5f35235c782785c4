"""The words of the calendar by class: months, numbers, directions, and what tells a day from a count."""

from gawah.coding.rules.dates.expressions import Direction, Fuzzy, Which


def word_set(line: str) -> frozenset[str]:
    """Return the words of a line."""
    return frozenset(line.split())


def _numbered(line: str, first: int = 0) -> dict[str, int]:
    """Return the words of `line` with their places, counted from `first`."""
    return {word: n for n, word in enumerate(line.split(), first)}


_MONTHS = _numbered("jan feb mar apr may jun jul aug sep oct nov dec", 1)  # by their first three letters
WEEKDAYS = _numbered("mo tu we th fr sa su")  # by their first two
SEASONS = {"spring": 21, "summer": 22, "autumn": 23, "fall": 23, "winter": 24}
NUMBERS = {"a": 1, "an": 1, "thirty": 30, "forty": 40, "fifty": 50} | _numbered(
    "one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen seventeen"
    " eighteen nineteen twenty",
    1,
)
ORDINALS = _numbered("first second third fourth fifth sixth seventh eighth ninth tenth", 1)
FUZZY: dict[str, Fuzzy] = {"beginning": "early", "start": "early", "middle": "mid", "end": "late"}
FUZZY |= {"early": "early", "mid": "mid", "late": "late"}
DIRECTIONS: dict[str, Direction] = {
    "ago": "before",
    "back": "before",
    "earlier": "before",
    "before": "before",
    "previously": "before",
    "prior": "before",
    "later": "after",
    "after": "after",
    "afterwards": "after",
    "afterward": "after",
    "thereafter": "after",
    "last": "before",
    "past": "before",
    "previous": "before",
    "preceding": "before",
    "next": "after",
    "following": "after",
    "coming": "after",
    "this": "same",
    "current": "same",
    "same": "same",
    "that": "same",
}

# After one of these a month stands alone, or a year.
PERIOD_WORDS = word_set(
    "in since during by until till from between before after through throughout early late mid last next this past"
)
YEAR_WORDS = PERIOD_WORDS | {"year", "date", "circa", "dated"}
# What a number counts: before one of these it may be no day and no year.
PEOPLE = word_set(
    "people persons men women children civilians soldiers troops police policemen personnel officers militants rebels"
    " guerrillas terrorists insurgents fighters gunmen victims others workers refugees prisoners detainees hostages"
    " passengers students villagers members"
)
THINGS = word_set(
    "cases houses homes families villages rounds bodies dead killed wounded injured kg kilograms kilos km kilometers"
    " kilometres miles meters metres yards feet tons tonnes dollars rupees pesos euros pounds barrels acres hectares"
    " votes deaths more percent per million billion hundred thousand lakh crore dozen year years month months week"
    " weeks day days"
)
COUNTED = PEOPLE | THINGS
CLOCK_WORDS = word_set("at about around approximately by since until till through from between before after to past")
# A day that has become a name: "the 19 April Movement".
NAMED_AFTER = word_set(
    "movement neighborhood neighbourhood street road avenue square brigade front colony organization organisation"
    " hospital park stadium bridge battalion regiment school university times telegraph mirror herald mail express"
    " observer prayer prayers sermon mosque"
)
NAME_PARTS = word_set("bloody black good holy easter ash palm super cyber red")
VERBS_AFTER_MAY = word_set(
    "have be not also still yet never well soon now come go face take make get die only need lead cause help seek try"
    " even just then become"
)


def month_of(word: str) -> int:
    """Return the number of the month that a word names, by its first three letters."""
    return _MONTHS[word[:3]]


def number_of(word: str) -> int | None:
    """Return the number that `word` says, None for "few"."""
    return int(word) if word.isdigit() else NUMBERS.get(word)


WHICH_OF: dict[str, Which] = {"last": "last", "past": "last", "previous": "last", "preceding": "last", "this": "this"}
WHICH_OF |= {"current": "this", "next": "next", "coming": "next", "following": "next"}
