"""Which words describe violence in detail, so that a reader is asked first, or gets a copy without them."""

import re
from functools import cache
from importlib.resources import files
from typing import Any

import yaml

from gawah.phrases import mark, say

LEFT_OUT = mark("[words with graphic detail, left out of this copy]")


def is_graphic(words: str) -> bool:
    """Whether words describe in detail what was done to a body."""
    return bool(_read_pattern().search(words))


@cache
def _read_pattern() -> re.Pattern[str]:
    entries: Any = yaml.safe_load((files(__package__) / "graphic.yaml").read_text(encoding="utf-8"))
    stems = sorted(map(str, entries["stems"]), key=len, reverse=True)
    return re.compile(
        r"\b(?:" + "|".join(re.escape(stem).replace(r"\ ", r"\s+") for stem in stems) + ")", re.IGNORECASE
    )


def soften(words: str) -> str:
    """Return `words` with every quotation in them that is graphic left out, and themselves where that is not enough."""
    left_out = say(LEFT_OUT)
    quoted = say("“{words}”", words=left_out)
    softened = _QUOTATION.sub(lambda found: quoted if is_graphic(found[0]) else found[0], words)
    return left_out if is_graphic(softened.replace(left_out, "")) else softened


_QUOTATION = re.compile("“[^”]*”|«[^»]*»")
