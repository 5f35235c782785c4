"""Reports as JSON: one object, an array of objects, or JSONL with one object a line.

The text stands in a field `text`, `body` or `content`; what is known about the report in fields beside it. A report's
payload is its own value, never the file around it: a line of JSONL without its line end, an object without the space
around it, an item of an array as canonical JSON (so it has one id however the array was laid out).
"""

import json
import math
import re
from collections.abc import Iterator
from io import BytesIO
from itertools import islice
from typing import Any

from gawah.errors import ReportEmpty, ReportError, ReportMalformed, ReportUndecodable
from gawah.model import Given, Source, canonical_json
from gawah.sources.about import give_all
from gawah.sources.decoding import normalise, refuse_surrogates, to_utf8
from gawah.sources.derive import derive_source, too_large
from gawah.sources.limits import Limits

DERIVER = "json@1"
TEXT_FIELDS = ("text", "body", "content")

_OBJECT = re.compile(r'\s*\{\s*(\}|"(?:[^"\\]|\\.)*"\s*:)')
_ARRAY_OF_OBJECTS = re.compile(r"\s*\[\s*\{")
_LINES_LOOKED_AT = 20
_SHAPE = f"write each report as an object with its words in a field {', '.join(map(repr, TEXT_FIELDS))}"
_MOST_DIGITS = 15
"""Of a whole number that every reader of JSON keeps exactly."""


def tells(payload: bytes, beginning: str) -> bool:
    """Whether this is JSON, or meant to be: it begins as an object or array of objects does, or is an array."""
    if _OBJECT.match(beginning) or _ARRAY_OF_OBJECTS.match(beginning):
        return True
    return beginning.lstrip()[:1] == "[" and _is_json(payload)


def read(name: str, payload: bytes, given: tuple[Given, ...], limits: Limits) -> Iterator[Source | ReportError]:
    """Yield each report in `payload`, or what keeps it from being read. Raises ReportError where that is all of it."""
    payload = to_utf8(name, payload)
    if payload.lstrip()[:1] == b"[":
        yield from _read_array(name, payload, given, limits)
    elif _is_lines(payload):
        yield from _read_lines(name, payload, given, limits)
    else:
        yield _read_object(name, payload.strip(), given, limits)


def _is_json(payload: bytes) -> bool:
    """Whether `payload` is a JSON value, be it one that is nested too deep to be read."""
    try:
        json.loads(to_utf8("", payload), parse_int=_read_int)
    except RecursionError:
        return True
    except (ValueError, ReportError):
        return False
    return True


def _is_lines(payload: bytes) -> bool:
    """Whether this is JSONL: the first line is an object, or it is damaged and one that follows is."""
    lines = list(islice((line for raw in BytesIO(payload) if (line := raw.strip())), _LINES_LOOKED_AT))
    if len(lines) < 2 or _is_json(lines[0]):
        return len(lines) > 1
    return any(line.startswith(b"{") and _is_json(line) for line in lines[1:]) and not _is_json(payload)


def _read_lines(name: str, payload: bytes, given: tuple[Given, ...], limits: Limits) -> Iterator[Source | ReportError]:
    for number, line in enumerate(BytesIO(payload), start=1):
        if value := line.strip():
            try:
                yield _read_object(f"{name}:{number}", value, given, limits)
            except ReportError as error:
                yield error


def _read_array(name: str, payload: bytes, given: tuple[Given, ...], limits: Limits) -> Iterator[Source | ReportError]:
    items = _load(name, payload)
    if not items:
        raise ReportEmpty(name, "this JSON array is empty", "give an array with reports in it")
    if not any(isinstance(item, dict) for item in items):
        raise ReportMalformed(name, "this JSON array holds no objects", _SHAPE)
    for number, item in enumerate(items, start=1):
        try:
            yield _derive_item(f"{name}#{number}", item, _canonical(f"{name}#{number}", item), given, limits)
        except ReportError as error:
            yield error


def _read_object(name: str, value: bytes, given: tuple[Given, ...], limits: Limits) -> Source:
    if len(value) > limits.bytes_per_report:
        raise too_large(name, limits.bytes_per_report)
    return _derive_item(name, _load(name, value), value, given, limits)


def _derive_item(name: str, item: Any, payload: bytes, given: tuple[Given, ...], limits: Limits) -> Source:
    """Return the report in the object `item`."""
    if not isinstance(item, dict):
        raise ReportMalformed(name, "this JSON value is no object", _SHAPE)
    _check_nesting(name, payload, limits)
    for value in item.values():
        if isinstance(value, str):
            refuse_surrogates(name, value)
    content = normalise(name, _find_text(name, item))
    return derive_source(name, payload, content, DERIVER, limits, given=(*given, *give_all(item, "json")))


def _find_text(name: str, item: dict[str, Any]) -> str:
    """Return the words of the report: the first of the text fields that holds any."""
    present = [item[field] for field in TEXT_FIELDS if item.get(field) is not None]
    texts = [value for value in present if isinstance(value, str)]
    if texts:
        return next((text for text in texts if text.strip()), "")
    if present:
        raise ReportMalformed(name, "the field for its text holds no string", _SHAPE)
    if any(field in item for field in TEXT_FIELDS):
        return ""
    has = ", ".join(sorted(item)[:6])[:120]
    problem = f"this JSON object has no text (its fields: {has})" if has else "this JSON object is empty"
    raise ReportMalformed(name, " ".join(problem.split()), _SHAPE)


def _check_nesting(name: str, payload: bytes, limits: Limits) -> None:
    """Raise ReportMalformed for an item nested beyond the limit; brackets within strings do not count."""
    if payload.count(b"[") + payload.count(b"{") <= limits.nesting:
        return
    depth = 0
    for sign in re.findall(rb'"(?:[^"\\]|\\.)*"|[][{}]', payload):
        depth += (sign in b"[{") - (sign in b"]}")
        if depth > limits.nesting:
            raise _too_deep(name, f"over {limits.nesting} levels")


def _too_deep(name: str, how_deep: str) -> ReportMalformed:
    return ReportMalformed(name, f"this JSON is nested {how_deep} deep", "give each report as a flat object")


def _load(name: str, payload: bytes) -> Any:
    """Return the JSON value in `payload`. Raises ReportMalformed and ReportUndecodable."""
    try:
        return json.loads(payload, parse_int=_read_int, parse_float=_read_float, parse_constant=_read_constant)
    except UnicodeDecodeError as error:
        problem = f"this JSON is not in UTF-8 (byte {error.start + 1})"
        raise ReportUndecodable(name, problem, "save it as UTF-8") from None
    except json.JSONDecodeError as error:
        problem = f"this is not valid JSON (line {error.lineno}, column {error.colno}: {error.msg})"
        raise ReportMalformed(name, problem, "mend it, or export it again") from None
    except RecursionError:
        raise _too_deep(name, "too") from None


def _canonical(name: str, item: Any) -> bytes:
    try:
        return canonical_json(item)
    except UnicodeEncodeError:
        problem = "a character in it is half a character (a lone surrogate)"
        raise ReportUndecodable(name, problem, "export it again with whole characters") from None
    except RecursionError:
        raise _too_deep(name, "too") from None


def _read_int(digits: str) -> int | str:
    """Return a whole number, or its digits where it is longer than numbers are kept exactly (ids of posts are)."""
    return int(digits) if len(digits) <= _MOST_DIGITS else digits


def _read_float(digits: str) -> float | None:
    number = float(digits)
    return number if math.isfinite(number) else None


def _read_constant(word: str) -> None:
    """Return nothing for NaN and Infinity, which tools write for a cell that is empty."""
