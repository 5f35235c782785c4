"""Origins: which reports are independent of each other. A dispatch that ten papers print is one witness.

Reports are of one origin where one holds most of another's words in the same order, or where they credit one agency for
what they say. Encyclopedias and datasets compile what others reported, and are no origin of their own.
"""

import re
from collections.abc import Mapping, Sequence

from gawah.linking.copies import are_copies, list_runs
from gawah.model import Text

_COMPILES = ("encyclopedia", "dataset")
_CREDIT = re.compile(
    r"(?:^|[\n(–—-] ?)(?P<name>Reuters|Associated Press|AP|Agence France-Presse|AFP|Xinhua|TASS|Interfax|Anadolu"
    r"|Anadolu Agency|Press Trust of India|PTI|ANI|IANS|UNI|Asian News International|EFE|dpa|ANSA|Kyodo)"
    r"(?= ?[)–—:-]|\n)"
)
_ONE_NAME = {
    "associated press": "ap",
    "agence france-presse": "afp",
    "press trust of india": "pti",
    "asian news international": "ani",
    "anadolu agency": "anadolu",
}
_HEAD = 600
"""Characters at the beginning and at the end in which a credit stands."""


def group_origins(texts: Sequence[Text]) -> dict[str, str | None]:
    """Return for each text's hash the hash of the first text of its origin; None for one that compiles others."""
    told = [text for text in {t.sha256: t for t in texts}.values() if text.kind not in _COMPILES]
    lead = {text.sha256: text.sha256 for text in told}
    runs = {text.sha256: list_runs(text.content) for text in told}
    credited = {text.sha256: _read_credit(text.content) for text in told}
    for n, one in enumerate(told):
        for other in told[:n]:
            if _are_one(one.sha256, other.sha256, runs, credited):
                first, second = lead[other.sha256], lead[one.sha256]
                lead = {text: first if at == second else at for text, at in lead.items()}
    return {text.sha256: lead.get(text.sha256) for text in texts}


def _are_one(one: str, other: str, runs: Mapping[str, frozenset[int]], credited: Mapping[str, str | None]) -> bool:
    if credited[one] and credited[one] == credited[other]:
        return True
    return are_copies(runs[one], runs[other])


def _read_credit(content: str) -> str | None:
    """Return the agency that a text credited at its beginning or its end, under one name."""
    found = _CREDIT.search(content[:_HEAD]) or _CREDIT.search(content[-_HEAD:])
    name = found["name"].casefold() if found else None
    return _ONE_NAME.get(name, name) if name else None
