"""A lint on sentences about guilt: that somebody did it is said in the words of the codebook's table, or not at all.

Whatever Gawah writes itself, a headline, a note, a sentence of a dossier, attributes: "claimed by", "accused by",
"found guilty by a court". `lint_guilt` finds sentences that say more than that.
"""

import re
from collections.abc import Iterator
from functools import cache

from gawah.codebook import load
from gawah.model import Incident

_GUILT = re.compile(
    r"\b(?:guilty|guilt|perpetrat(?:ed|or was|ors were)|committed (?:by|the|this)|responsible for"
    r"|carried out (?:by|the)|(?:killed|murdered|shot|attacked|bombed|abducted|executed|massacred|slain|injured) by"
    r"|murderers?|terrorists?|culprits?|to blame|masterminds?|convicted|convict|criminals?|was behind|were behind)\b",
    re.IGNORECASE,
)
"""Words by which a sentence lays an act to somebody."""
_QUOTED = re.compile(r"“[^”]*”|\"[^\"]*\"|«[^»]*»")
_DISCLAIMER = re.compile(r"\bno (?:finding|verdict|sign|proof) of guilt\b", re.IGNORECASE)
_SENTENCE = re.compile(r"[^.!?\n]+")


def lint_guilt(text: str, incident: Incident | None = None) -> list[str]:
    """Return the sentences of a generated text that lay an act to somebody in other words than the codebook's.

    Quotes between quotation marks are their speakers' own words and are passed over. With `incident`, the names of its
    perpetrators may stand in what the table says.
    """
    bare = _DISCLAIMER.sub(" ", _QUOTED.sub(" ", text))
    for said in sorted(_list_sayings(incident), key=len, reverse=True):
        bare = re.sub(re.escape(said), " ", bare, flags=re.IGNORECASE)
    return [found[0].strip() for found in _SENTENCE.finditer(_drop_forms(bare)) if _GUILT.search(found[0])]


def _list_sayings(incident: Incident | None) -> Iterator[str]:
    """Yield what the table says of the attributions of an incident."""
    for actor in incident.perpetrators if incident else ():
        for attribution in actor.attributions:
            for by in {attribution.by, None}:
                for name in (actor.name, None):
                    yield load().words_for(attribution.basis, by, name)


def _drop_forms(text: str) -> str:
    """Return `text` without the table's own words, whoever stands in them."""
    for form in _forms():
        text = form.sub(" ", text)
    return text


@cache
def _forms() -> tuple[re.Pattern[str], ...]:
    """Return the words of the table, the longest first: what lies before, between and behind its names."""
    codebook = load()
    templates = {
        str(codebook.entry("bases", basis).details[slot]) for basis in codebook.values("bases") for slot in _SLOTS
    }
    labels = {codebook.entry("bases", basis).label for basis in codebook.values("bases")}
    words = {part.strip(" ,") for template in templates | labels for part in re.split(r"\{\w+\}", template)}
    return tuple(
        re.compile(rf"\b{re.escape(w)}\b", re.IGNORECASE) for w in sorted(words, key=len, reverse=True) if len(w) > 3
    )


_SLOTS = ("alone", "by", "name", "name_by")
