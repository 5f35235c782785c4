"""What is known about a report beside its words: its date, publisher, address, language, licence.

It comes from several hands. Where two of them give the same thing, the first in `PRECEDENCE` is believed: a user who
says when a report was published knows why; a line at the head of the text is the least that there is.
"""

import json
import os.path
import re
import unicodedata
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Any

from gawah.errors import ReportMalformed, UsageError
from gawah.model import Given
from gawah.sources.dates import parse_date, parse_moment

PRECEDENCE = ("user", "sidecar", "json", "feed", "markup", "table", "header", "mail", "warc")

CODING_KEYS = frozenset({"published", "year", "country", "language", "title", "url", "publisher"})
"""What a coder gets to see; the rest (licence, retrieved, cites, version_of, kind, charset) tells how it came to us."""

KINDS = ("news", "agency", "official", "ngo", "social", "encyclopedia", "dataset", "testimony", "court")

_NAMES = {
    "title": ("title", "headline"),
    "published": (
        "published",
        "date",
        "published at",
        "published on",
        "publication date",
        "date published",
    ),
    "url": ("url", "link"),
    "publisher": ("publisher", "source", "outlet", "source name"),
    "language": ("language", "lang"),
    "licence": ("licence", "license"),
    "country": ("country",),
    "year": ("year",),
    "kind": ("kind",),
    "retrieved": ("retrieved", "accessed"),
    "cites": ("cites", "sources"),
    "version_of": ("version of",),
    "charset": ("charset",),
}
_KEYS = {name: key for key, names in _NAMES.items() for name in names}
_RANK = {name: rank for rank, name in enumerate(_KEYS)}

_URL = re.compile(r"https?://\S+", re.IGNORECASE)
_LANGUAGE = re.compile(r"[a-z]{2,3}(?:-[a-z0-9]{2,8})*", re.IGNORECASE)
_ENGLISH = {"english": "en", "eng": "en"}
_YEAR = re.compile(r"[12][0-9]{3}")
_TIME = re.compile(r"\d{4}-\d{2}-\d{2}([T ]\d{2}:\d{2}\S*)?", re.ASCII)

_SIDECARS = (".meta.yaml", ".meta.yml", ".meta.json")
LIST = ".list.yaml"
"""What the name of a file that says which column of a table tells what has behind the table's own."""
_LARGEST_SIDECAR = 100_000


def find_key(name: str) -> str | None:
    """Return the key of this project for a field or head line called `name` ("Publication-Date"), or None."""
    return _KEYS.get(_fold(name))


def _fold(name: str) -> str:
    """Return "publishedAt", "Published-At" and "published_at" as "published at"."""
    return re.sub(r"(?<=[a-z])(?=[A-Z])|[-_\s]+", " ", name.strip()).lower()


def give(name: str, value: str, given_by: str) -> Given | None:
    """Return what the field called `name` gives, in the one form that its key has; None where it gives nothing.

    published becomes an ISO date, or a moment where a time and its zone are told (`derive_source` splits them);
    language becomes a BCP 47 tag; a source that is an address is a url.
    """
    key = find_key(name)
    value = unicodedata.normalize("NFC", " ".join(value.split()))
    if key == "publisher" and _URL.fullmatch(value):
        key = "url"
    cleaned = _clean(key, value) if key and value and _is_whole(value) else None
    return Given(key, cleaned, given_by) if key and cleaned else None


def _is_whole(value: str) -> bool:
    """Whether `value` has no half characters (lone surrogates), which nothing could write down."""
    try:
        value.encode("utf-8")
    except UnicodeEncodeError:
        return False
    return True


def _clean(key: str, value: str) -> str | None:
    if key == "published":
        day = parse_date(value)
        return (day and ":" in value and parse_moment(value)) or day
    if key == "language":
        return _clean_language(value)
    if key == "year":
        return value if _YEAR.fullmatch(value) else None
    if key == "kind":
        return value.lower() if value.lower() in KINDS else None
    if key == "retrieved":
        return value if _TIME.fullmatch(value) else parse_moment(value) or parse_date(value)
    return value


def _clean_language(value: str) -> str | None:
    value = _ENGLISH.get(value.lower(), value)
    if not _LANGUAGE.fullmatch(value):
        return None
    primary, dash, rest = value.partition("-")
    return primary.lower() + dash + rest


def give_all(fields: Mapping[str, Any], given_by: str) -> tuple[Given, ...]:
    """Return what `fields` (a JSON object, a sidecar) give; of two names for one key the first in `_NAMES` counts."""
    names = sorted((name for name in fields if find_key(name)), key=lambda name: _RANK[_fold(name)])
    found = (give(name, _say(fields[name]), given_by) for name in names)
    return choose(given for given in found if given)


def _say(value: Any) -> str:
    """Return a field's value as text: a string, a number, an object with a name, or a list of strings."""
    if isinstance(value, Mapping):
        value = value.get("name")
    if isinstance(value, list):
        return "; ".join(item for item in value if isinstance(item, str))
    return str(value) if isinstance(value, str | int) and not isinstance(value, bool) else ""


def choose(found: Iterable[Given]) -> tuple[Given, ...]:
    """Return one Given a key, sorted by key: from the first hand in `PRECEDENCE`, and there the first."""
    chosen: dict[str, Given] = {}
    for given in sorted(found, key=lambda g: PRECEDENCE.index(g.given_by)):
        chosen.setdefault(given.key, given)
    return tuple(chosen[key] for key in sorted(chosen))


def give_as_user(options: Mapping[str, str | int | None]) -> tuple[Given, ...]:
    """Return what a user's options (published, year, country, language, url, publisher, …) give; None gives nothing.

    Raises UsageError for an option that is not known, or whose value is none that it takes.
    """
    return choose([_give_option(name, str(value)) for name, value in options.items() if value is not None])


def _give_option(name: str, value: str) -> Given:
    if find_key(name) is None:
        raise UsageError(f"{name}: nothing of that name can be given; give one of {', '.join(_NAMES)}")
    given = give(name, value, "user")
    if given is None:
        raise UsageError(f"{name}: {value!r} is no value for it; {_EXPECTED.get(name, 'give one that is not empty')}")
    return given


_EXPECTED = {
    "published": "give a date that reads in one way, as 2021-01-04",
    "year": "give four digits, as 2021",
    "language": "give a language tag, as en",
    "kind": f"give one of {', '.join(KINDS)}",
    "retrieved": "give a date or time, as 2021-01-04T10:30:00Z",
}


def is_sidecar(path: Path) -> bool:
    """Whether `path` holds what is known about another file ("report.txt.meta.yaml") and is no report itself."""
    return path.name.endswith((*_SIDECARS, LIST))


def read_sidecar(path: Path, name: str) -> tuple[Given, ...]:
    """Return what the sidecar file beside the report at `path`, shown as `name`, gives; nothing where there is none.

    Raises ReportMalformed, under the sidecar's own name, where it is not a list of `key: value`.
    """
    for ending in _SIDECARS:
        beside = f"{path}{ending}"
        if os.path.isfile(beside):  # noqa: PTH113 - several times faster, and most reports have none
            return give_all(_load_sidecar(Path(beside), name + ending), "sidecar")
    return ()


def _load_sidecar(sidecar: Path, name: str) -> dict[str, Any]:
    try:
        fields = _parse_sidecar(sidecar)
    except (OSError, ValueError, RecursionError) as error:
        raise _bad_sidecar(name, f"cannot be read ({' '.join(str(error).split())[:120]})") from None
    if not isinstance(fields, dict) or not all(isinstance(key, str) for key in fields):
        raise _bad_sidecar(name, "is not a list of keys with values")
    return fields


def _parse_sidecar(sidecar: Path) -> Any:
    """Return the sidecar's value, every scalar of a YAML file as the text that stands there (NO is Norway)."""
    import yaml  # here, since most reports have no sidecar

    with sidecar.open("rb") as file:
        payload = file.read(_LARGEST_SIDECAR + 1)
    if len(payload) > _LARGEST_SIDECAR:
        raise ValueError(f"it is over {_LARGEST_SIDECAR:,} bytes")
    text = payload.decode("utf-8-sig")
    if sidecar.suffix == ".json":
        return json.loads(text)
    try:
        return yaml.load(text, Loader=yaml.BaseLoader)
    except yaml.YAMLError as error:
        raise ValueError(error) from None


def _bad_sidecar(name: str, problem: str) -> ReportMalformed:
    return ReportMalformed(name, f"this sidecar {problem}", "write one `key: value` a line, or take it away")
