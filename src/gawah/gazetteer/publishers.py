"""Publishers of reports, by name and by the domains of their sites, and the reports of others that a text cites.

The shipped registry is `tools/publishers.yaml`, built into a table; a file of the user's in the same form adds to it
and goes before it. It says who owns a publisher and who directs it, never that what one publishes is true or false.
"""

import json
import os
import re
import sys
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, fields
from functools import cache
from pathlib import Path
from typing import Any, NamedTuple
from urllib.parse import urlsplit

from gawah.errors import TableError
from gawah.gazetteer.tables import read_table
from gawah.gazetteer.words import read_key

TABLE = "publishers.json"

KINDS = ("news", "agency", "official", "ngo", "social", "encyclopedia", "dataset", "testimony", "court")
OWNERSHIPS = (
    *("private", "state", "public", "nonprofit", "cooperative", "government", "intergovernmental", "party"),
    *("armed_group", "religious", "individual_users"),
)
INDEPENDENCES = ("independent", "directed", "own", "mixed")

_CITABLE = frozenset({"news", "agency", "ngo", "dataset", "encyclopedia", "testimony"})
"""Kinds whose reports others cite; an office or a court that is quoted speaks for itself."""


@dataclass(frozen=True, slots=True)
class Publisher:
    """Who publishes reports. `tools/publishers.yaml` says what the words of each field mean."""

    name: str
    also: tuple[str, ...] = ()
    domains: tuple[str, ...] = ()
    country: str | None = None
    """ISO 3166-1 alpha-2; None where it is of no one country."""
    kind: str = "news"
    ownership: str = "private"
    independence: str = "independent"
    owner: str | None = None
    common: bool = False
    """Whether the name is an ordinary word, too."""

    def is_independent_of(self, other: "Publisher") -> bool:
        """Whether the two are different publishers with no owner in common."""
        mine, theirs = {self.name, self.owner} - {None}, {other.name, other.owner} - {None}
        return not mine & theirs


def parse_publishers(value: Any) -> list[Publisher]:
    """Return the publishers in the value of a registry's YAML. Raises ValueError for what is no such entry."""
    entries = value.get("publishers") if isinstance(value, dict) else None
    if not isinstance(entries, list):
        raise ValueError("it has no list `publishers`")
    return [_parse(entry) for entry in entries]


def _parse(entry: Any) -> Publisher:
    if not isinstance(entry, dict) or not isinstance(entry.get("name"), str) or not entry["name"].strip():
        raise ValueError(f"an entry has no name ({str(entry)[:60]})")
    unknown = set(entry) - {field.name for field in fields(Publisher)}
    if unknown:
        raise ValueError(f"{entry['name']}: there is nothing called {', '.join(sorted(map(str, unknown)))}")
    for key, allowed in (("kind", KINDS), ("ownership", OWNERSHIPS), ("independence", INDEPENDENCES)):
        if key in entry and entry[key] not in allowed:
            raise ValueError(f"{entry['name']}: {key} is one of {', '.join(allowed)}")
    lists = {key: tuple(str(item) for item in entry.get(key) or ()) for key in ("also", "domains")}
    return Publisher(**{**entry, **lists})


class _Registry(NamedTuple):
    by_name: Mapping[str, Publisher]
    by_domain: Mapping[str, Publisher]


@cache
def _open_registry() -> _Registry:
    """Return the shipped registry with what the user adds. Raises TableError."""
    shipped = [_parse(entry) for entry in json.loads(read_table(TABLE))]
    by_name: dict[str, Publisher] = {}
    by_domain: dict[str, Publisher] = {}
    for publisher in [*_read_own(), *shipped]:
        for name in (publisher.name, *publisher.also):
            by_name.setdefault(_fold(name), publisher)
        for domain in publisher.domains:
            by_domain.setdefault(domain.lower(), publisher)
    return _Registry(by_name, by_domain)


def find_own_file() -> Path:
    """Return where the user's own publishers are looked for."""
    if named := os.environ.get("GAWAH_PUBLISHERS"):
        return Path(named)
    if sys.platform == "win32":
        return Path(os.environ.get("APPDATA") or Path.home()) / "gawah" / "publishers.yaml"
    return Path(os.environ.get("XDG_CONFIG_HOME") or Path.home() / ".config") / "gawah" / "publishers.yaml"


def _read_own() -> list[Publisher]:
    path = find_own_file()
    try:
        text = path.read_text(encoding="utf-8")
    except FileNotFoundError:
        return []
    except (OSError, UnicodeDecodeError) as error:
        raise TableError(f"{path} cannot be read ({error}); mend it or take it away") from None
    import yaml  # here, since few users have such a file

    try:
        return parse_publishers(yaml.safe_load(text))
    except (yaml.YAMLError, ValueError, TypeError) as error:
        what = " ".join(str(error).split())[:200]
        raise TableError(f"{path} is no registry of publishers ({what}); mend it or take it away") from None


def _fold(name: str) -> str:
    """Return the key of a publisher's name: without an article before it."""
    return read_key(name).removeprefix("the ")


def find_publisher(name: str | None = None, url: str | None = None) -> Publisher | None:
    """Return the publisher called `name`, or else that of the page at `url`; None where neither is known."""
    registry = _open_registry()
    if name and (found := registry.by_name.get(_fold(name)) or registry.by_domain.get(name.lower().strip())):
        return found
    return next((registry.by_domain[d] for d in _list_domains(url or "") if d in registry.by_domain), None)


def _list_domains(url: str) -> Iterator[str]:
    """Yield the domain of an address and those above it: "urdu.dawn.com", "dawn.com"."""
    try:
        labels = (urlsplit(url).hostname or "").lower().split(".")
    except ValueError:
        return
    for n in range(len(labels) - 1):
        yield ".".join(labels[n:])


# --- whom a text cites ------------------------------------------------------------------------------------------------

_CAPITAL = r"[^\W\d_a-z][\w.&'’+-]*"
_NAMED = rf"(?:[Tt]he )?({_CAPITAL}(?: (?:of |the |and |for |de |des |la |al-)?{_CAPITAL}){{0,5}})"
_BEFORE = re.compile(
    rf"\b(?:told|according to|reports?|reported|(?:reported|quoted|cited|published|carried|broadcast) (?:by|in|on)"
    rf"|reports? (?:by|in|from)|citing|quoting|(?:interview|statement|speaking|said) (?:to|with)) {_NAMED}"
)
"""Words after which the name of a publisher stands."""
_VERB = re.compile(
    r" (?:news agency|newspaper|daily|magazine|television|TV|radio|website|correspondents?|reporters?|has reported"
    r"|had reported|reports?|reported|quoted|cites?|cited|wrote|writes|said|says)\b"
)
"""Words before which the name of a publisher stands."""
_LAST_NAME = re.compile(rf"(?<![\w'’]){_NAMED}(?:['’]s?)?$")
_LONGEST_NAME = 80
_LINE = re.compile(r"\(([^()\n]{2,40})\)(?=\s*(?:[-–—:]|$))", re.MULTILINE)
"""An agency's line: between place and text, or at a paragraph's end."""
_REPORTING = re.compile(
    r"(?:news agency|newspaper|daily|magazine|television|TV|radio|website|correspondents?|reporters?|reported"
    r"|reports?)$"
)


def find_cited(text: str) -> list[str]:
    """Return the names of the publishers whose reports `text` says that it rests on, in the order of their mention."""
    found = [(m.start(1), m[1], m[0]) for form in (_BEFORE, _LINE) for m in form.finditer(text)]
    for verb in _VERB.finditer(text):
        before = text[max(0, verb.start() - _LONGEST_NAME) : verb.start()]
        if name := _LAST_NAME.search(before):
            found.append((verb.start(), name[1], verb[0]))
    if not found:
        return []
    names = (_look_up(surface, context) for _, surface, context in sorted(found))
    return list(dict.fromkeys(name for name in names if name))


def _look_up(surface: str, context: str) -> str | None:
    """Return the name of the publisher that `surface` is, if it is one and `context` lets an ordinary word be one."""
    by_name = _open_registry().by_name
    for name in _shorten(surface):
        publisher = by_name.get(_fold(name))
        if publisher is not None and publisher.kind in _CITABLE:
            is_clear = not publisher.common or (name == surface and _REPORTING.search(context))
            return publisher.name if is_clear else None
    return None


_DAYS = frozenset("Monday Tuesday Wednesday Thursday Friday Saturday Sunday".split())


def _shorten(surface: str) -> Iterable[str]:
    """Return a name without a stop or possessive at its end; then without a weekday behind, or an owner before it."""
    words = re.sub(r"(?:['’]s?|[.,])$", "", surface).split(" ")
    yield " ".join(words)
    if len(words) > 1 and words[-1] in _DAYS:
        yield " ".join(words[:-1])
    if len(behind := re.split(r"['’]s? ", surface)) > 1:
        yield behind[-1]
