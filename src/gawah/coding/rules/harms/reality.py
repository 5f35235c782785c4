"""Whether a clause tells of harm done rather than planned, feared, failed or summed up over years."""

from gawah.coding.rules.phrases import Parsed
from gawah.coding.rules.triggers import Trigger

HAVE = frozenset("has have had having".split())
_UNREAL = frozenset(
    "may might could would will should shall can must if unless threatened threatening threaten threatens "
    "plot plotted plotting plotters planned planning plan plans attempt attempted attempting attempts tried "
    "try trying trial wanted want wants intended intending aimed aiming failed vowed vowing conspired "
    "conspiring conspiracy foiled thwarted prevented avert averted order orders ordered hoped likely fear "
    "feared escaped survived unhurt unharmed conspirators wish wished ready prepared refuse refused".split()
)


def runs_on(parsed: Parsed, trigger: Trigger, first: int, last: int) -> bool:
    """Whether it is the sum of years: "28,000 officers have been killed since 2015"."""
    lows = parsed.tokens.lows
    if HAVE.isdisjoint(lows[max(first, trigger.start - 4) : trigger.start]):
        return False
    for n in range(trigger.end, min(last - 1, trigger.end + 8)):
        if lows[n] == "since" and (lows[n + 1] in _STARTS or (lows[n + 1].isdigit() and len(lows[n + 1]) == 4)):
            return True
    return False


_STARTS = frozenset(
    "early late january february march april may june july august september october november december".split()
)


_MIGHT = frozenset(["might", "could", "must", "may"])


def is_unreal(parsed: Parsed, trigger: Trigger, first: int) -> bool:
    """Whether the clause plans, fears, threatens or fails to do the harm rather than tells of it."""
    lows, tags = parsed.tokens.lows, parsed.tags
    n, steps = trigger.start - 1, 0
    if trigger.sense.valency == "wounds":
        return False
    if trigger.sense.form == "base" and n >= first and lows[n] == "to":
        return lows[n - 1] not in ("managed", "went", "on", "continued", "began", "started", "succumbed")
    if lows[n] == "have" and not _MIGHT.isdisjoint(lows[max(first, n - 2) : n + 1]):
        return False  # "up to 40 may have died": a figure, if an unsure one
    if n >= first and tags[n] == "X" and trigger.sense.form not in ("base", "ing"):
        return _is_unreal_passive(parsed, n, first)
    while n >= first and steps < 6 and tags[n] != ",":
        wished = lows[n] in _UNREAL and not (lows[n] == "may" and tags[n] == "W")
        if wished or (tags[n] == "-" and lows[n] in ("not", "never") and steps < 3):
            return True
        if tags[n] == "V" and steps:
            break
        n, steps = n - 1, steps + 1
    return False


def _is_unreal_passive(parsed: Parsed, n: int, first: int) -> bool:
    """Whether the auxiliaries that end at word `n` are denied or wished: "was not hurt", "wanted to be killed"."""
    lows, tags = parsed.tokens.lows, parsed.tags
    while n >= first and (tags[n] in "XMA-" or lows[n] == "to"):
        if lows[n] in _UNREAL or lows[n] in ("not", "never"):
            return True
        if lows[n] == "to" and not _UNREAL.isdisjoint(lows[max(first, n - 3) : n]):
            return True
        n -= 1
    return n >= first and lows[n] in ("escaped", "feared", "avoided")
