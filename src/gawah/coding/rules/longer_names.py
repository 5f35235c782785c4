"""Names of which the gazetteer knows only a part: "Hezbollah of the South", "Hizb-e-Sahra", "Tupac Amaru Column"."""

from dataclasses import replace
from functools import cache

from gawah.coding.rules.lexicon import load_lexicon
from gawah.coding.rules.phrases import Parsed
from gawah.gazetteer.actors import ActorMention
from gawah.gazetteer.places import country_of


def lengthen_names(parsed: Parsed, actors: list[ActorMention]) -> list[ActorMention]:
    """Return the actors; a name that goes on beyond what the gazetteer knows is another group's, by its whole name.

    A branch that is named by its whole, "X's northern branch", keeps that as its parent.
    """
    starts = {m.start for m in actors}
    longer = [(m, _lengthen(parsed, m) if m.sort == "named" and m.actor_id is not None else m) for m in actors]
    return [m if whole is m or any(m.start < at < whole.end for at in starts) else whole for m, whole in longer]


def _lengthen(parsed: Parsed, mention: ActorMention) -> ActorMention:
    text, last = parsed.tokens.text, parsed.tokens.number_at(mention.end - 1)
    if last >= len(parsed.tokens.starts) or parsed.tokens.starts[last] >= mention.end:
        return mention  # outside the prose
    end = parsed.tokens.ends[last]
    if mention.end < end and text[mention.end] in "-–" and text[mention.end : end].rpartition("-")[2][:1].isupper():
        return _rename(parsed, mention, _end_of_run(parsed, last + 1), None)
    if branch := _end_of_branch(parsed, last + 1, text[mention.start : end]):
        return _rename(parsed, mention, branch, mention.name)
    if mention.head:
        return mention
    beyond = _end_of_run(parsed, last + 1)
    return _rename(parsed, mention, beyond, None) if beyond > last + 1 else mention


def _rename(parsed: Parsed, mention: ActorMention, stop: int, parent: str | None) -> ActorMention:
    end = parsed.tokens.ends[stop - 1]
    name = parsed.tokens.text[mention.start : end].removesuffix("'s").removesuffix("’s")
    end = mention.start + len(name)
    return replace(
        mention, end=end, surface=name, actor_id=None, name=name, kind="armed_group", parent=parent,
        group="longer", head="",
    )  # fmt: skip


def _end_of_run(parsed: Parsed, n: int) -> int:
    """Return the word behind a name that goes on at word `n` with "of the South" or with a noun for a body, or `n`."""
    lows, words, (_, last) = parsed.tokens.lows, parsed.tokens.words, parsed.bounds(n - 1)
    if lows[n : n + 2] == ["of", "the"] and n + 2 < last and words[n + 2][0].isupper():
        end = _skip_capitals(parsed, n + 2, last)
        plural = lows[n - 1].endswith("s")  # "the Houthis of the North" are Houthis
        return n if plural or any(country_of(w) for w in words[n + 2 : end]) else end
    end = _skip_capitals(parsed, n, last)
    heads = [m for m in range(n, end) if lows[m].removesuffix("'s") in _words("heads") or "-" in words[m]]
    return heads[-1] + 1 if heads else n


def _skip_capitals(parsed: Parsed, n: int, last: int) -> int:
    while n < last and parsed.tokens.words[n][0].isupper() and parsed.tags[n] in "Wv":
        n += 1
    return n


def _end_of_branch(parsed: Parsed, n: int, surface: str) -> int | None:
    """Return the word behind "'s North African branch", which stands right behind a name."""
    lows, (_, last) = parsed.tokens.lows, parsed.bounds(n - 1)
    if not surface.endswith(("'s", "’s")):
        return None
    near = range(n, min(last, n + 5))
    branch = next((m for m in near if lows[m] in _BRANCHES or parsed.tags[m] != "W"), None)
    named = branch is not None and branch > n and lows[branch] in _BRANCHES
    return branch + 1 if branch is not None and named and parsed.tokens.words[n][0].isupper() else None


_BRANCHES = frozenset("branch affiliate franchise offshoot faction wing brigade brigades cell".split())


@cache
def _words(kind: str) -> frozenset[str]:
    return frozenset(load_lexicon("groups")[kind].split())
