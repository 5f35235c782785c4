"""The JSON record: what `gawah read --json` prints, written from the model, read back into it, and its JSON Schema.

Writer, reader and schema are all built from the model's dataclasses and the codebook's vocabularies, so that they
cannot part. The text itself is no part of a record: `PlainRecord` is a record without it.
"""

import json
import math
import re
import types
from collections.abc import Callable, Mapping
from dataclasses import MISSING, Field, dataclass, fields, is_dataclass
from functools import cache
from operator import attrgetter
from typing import TYPE_CHECKING, Any, Literal, NoReturn, TypeAlias, Union, get_args, get_origin, get_type_hints

from gawah.errors import RecordError
from gawah.model import Evidence, Incident, Json, Omission, Person, Place, Record, Source, When

if TYPE_CHECKING:
    from gawah.codebook import Codebook, Entry

SCHEMA = "gawah.record/1"
LONGEST_QUOTE = 400
"""Code points in a quote, at most (RECORD.md, Evidence)."""


# --- records without their text ---------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class ReportHeader:
    """Which report was read: its hash, its text's hash, how it came, what is known of it."""

    id: str
    text_sha256: str
    deriver: str
    path: str | None = None
    title: str | None = None
    kind: str | None = None
    publisher: str | None = None
    url: str | None = None
    published: str | None = None
    retrieved: str | None = None
    language: str | None = None
    cites: tuple[str, ...] = ()
    licence: str | None = None
    version_of: str | None = None
    published_at: str | None = None

    @classmethod
    def of(cls, source: Source) -> "ReportHeader":
        """Return the header of `source`; what its text does not tell of itself is taken from what was given with it."""
        text, came = source.text, source.acquisition
        given = {g.key: g.value for g in reversed(source.given)}
        return cls(
            source.report.id,
            text.sha256,
            text.deriver,
            came.path,
            text.title or given.get("title"),
            text.kind or given.get("kind"),
            came.publisher or given.get("publisher"),
            came.url or given.get("url"),
            text.published or given.get("published"),
            came.retrieved,
            text.language or given.get("language"),
            came.cites,
            came.licence or given.get("licence"),
            came.version_of,
            came.published_at,
        )


@dataclass(frozen=True, slots=True)
class NotCoded:
    """A passage that was seen and left out of the incidents, with the reason and its first words."""

    reason: str
    quote: str
    start: int
    end: int

    @classmethod
    def of(cls, omission: Omission, content: str) -> "NotCoded":
        """Return what `omission` says of a text with `content`."""
        start = omission.span.start
        quote = content[start : min(omission.span.end, start + LONGEST_QUOTE)]
        return cls(omission.reason, quote, start, start + len(quote))


@dataclass(frozen=True, slots=True)
class PlainRecord:
    """What a record says of one report, without the text."""

    report: ReportHeader
    incidents: tuple[Incident, ...] = ()
    not_coded: tuple[NotCoded, ...] = ()
    notes: tuple[str, ...] = ()
    """What a person should know of the coding."""

    @classmethod
    def of(cls, record: Record) -> "PlainRecord":
        """Return `record` without its text."""
        content = record.source.text.content
        not_coded = tuple(NotCoded.of(omission, content) for omission in record.omissions)
        return cls(ReportHeader.of(record.source), record.incidents, not_coded, record.notes)


@dataclass(frozen=True, slots=True)
class IncidentRecord:
    """One incident with the reports that its evidence comes from."""

    incident: Incident
    reports: tuple[ReportHeader, ...] = ()


# --- what the dataclasses do not say ----------------------------------------------------------------------------------

_NAMES: Mapping[str, str] = {"class_": "class"}
"""Fields whose name is a word of Python's."""

_LEFT_OUT: Mapping[str, frozenset[str]] = {
    "Incident": frozenset({"custom", "foreign_ids", "audience", "workflow", "verification"}),
    "Count": frozenset({"approximate", "word"}),
    "OtherPlace": frozenset({"place"}),
    "Response": frozenset({"event"}),
    "Evidence": frozenset(
        {"quote", "start", "end", "kind", "key", "value", "given_by", "text_sha256", "page", "region"}
        | {"media", "media_type", "box", "seconds"}
    ),
}
"""Fields that are not written where they hold their default. All others are written, as null where nothing is known."""

_SHAPES: Mapping[str, str] = {"ReportHeader": "report", "PlainRecord": "record"}
"""Dataclasses that the codebook's fields call by a shorter name."""


def _json_name(name: str) -> str:
    return _NAMES.get(name, name)


def _about(cls: Any, name: str) -> "Entry":
    """Return the codebook's entry on a field of a dataclass."""
    shape = _SHAPES.get(cls.__name__) or re.sub(r"(?<=[a-z])(?=[A-Z])", "_", cls.__name__).lower()
    return _codebook().entry("fields", f"{shape}/{_json_name(name)}")


@cache
def _codebook() -> "Codebook":
    from gawah import codebook  # reads YAML, and writers of records have no need of it

    return codebook.load()


def _allowed(hint: Any, entry: "Entry") -> tuple[str, ...]:
    """Return the only strings that a field may hold; none where any string will do."""
    if get_origin(hint) is Literal:
        return get_args(hint)
    vocabulary = entry.text("vocabulary")
    return _codebook().values(vocabulary) if vocabulary else ()


# --- how a type is written --------------------------------------------------------------------------------------------


def _inner(hint: Any) -> Any:
    """Return the type that a list or a nullable field holds."""
    return get_args(hint)[0]


def _is_nullable(hint: Any) -> bool:
    return get_origin(hint) in (Union, types.UnionType)


def _default(f: "Field[Any]") -> Any:
    return f.default_factory() if f.default_factory is not MISSING else f.default


@cache
def _writer(hint: Any) -> Callable[[Any], Json] | None:
    """Return what turns a value of this type into JSON, None where it is JSON already."""
    if isinstance(hint, type) and is_dataclass(hint):
        return _object_writer(hint)
    if get_origin(hint) is tuple:
        item = _writer(_inner(hint))
        return (lambda value: [item(one) for one in value]) if item else list
    if _is_nullable(hint) and (write := _writer(_inner(hint))):
        return lambda value: None if value is None else write(value)
    return None


def _object_writer(cls: Any) -> Callable[[Any], Json]:
    # One attrgetter and one zip for the fields that are JSON already: a record has hundreds of objects.
    hints = get_type_hints(cls)
    take = attrgetter(*hints)
    names = [_json_name(name) for name in hints]
    writers = [(_json_name(name), write) for name, hint in hints.items() if (write := _writer(hint))]
    left_out = [(f.name, _default(f)) for f in fields(cls) if f.name in _LEFT_OUT.get(cls.__name__, ())]

    def write_object(value: Any) -> Json:
        out = dict(zip(names, take(value), strict=True))
        for name, write in writers:
            out[name] = write(out[name])
        for name, default in left_out:
            if getattr(value, name) == default:
                del out[name]
        return out

    return write_object


# --- how a type is read -----------------------------------------------------------------------------------------------


class _Misfit(Exception):
    """A value that does not have its shape; `at` grows into a JSON Pointer on the way up."""

    def __init__(self, problem: str) -> None:
        super().__init__(problem)
        self.problem, self.at = problem, ""


_Reader: TypeAlias = Callable[[Json], Any]


def _refuse(expected: str, value: Json) -> NoReturn:
    shown = json.dumps(value, ensure_ascii=False, default=repr)
    raise _Misfit(f"expected {expected}, not {shown if len(shown) <= 60 else shown[:59] + '…'}")


def _read_string(value: Json) -> str:
    return value if isinstance(value, str) else _refuse("a string", value)


def _read_boolean(value: Json) -> bool:
    return value if isinstance(value, bool) else _refuse("true or false", value)


def _read_integer(value: Json) -> int:
    whole = isinstance(value, int) or (isinstance(value, float) and value.is_integer())
    return int(value) if whole and not isinstance(value, bool) else _refuse("a whole number", value)


def _read_number(value: Json) -> int | float:
    if isinstance(value, (int, float)) and not isinstance(value, bool) and math.isfinite(value):
        return value
    _refuse("a number", value)


_READERS: Mapping[Any, _Reader] = {
    str: _read_string,
    bool: _read_boolean,
    int: _read_integer,
    float: _read_number,
    Any: lambda value: value,
}


def _reader(hint: Any, entry: "Entry") -> _Reader:
    """Return what turns JSON into a value of this type in the field that `entry` is about, or raises _Misfit."""
    if isinstance(hint, type) and is_dataclass(hint):
        return _object_reader(hint)
    if get_origin(hint) is tuple:
        return _list_reader(_reader(_inner(hint), entry))
    if _is_nullable(hint):
        read = _reader(_inner(hint), entry)
        return lambda value: None if value is None else read(value)
    if get_origin(hint) is Mapping:
        return _read_mapping
    allowed = _allowed(hint, entry)
    return _choice_reader(allowed) if allowed else _READERS[hint]


def _read_mapping(value: Json) -> dict[str, Json]:
    return dict(value) if isinstance(value, Mapping) else _refuse("an object", value)


def _choice_reader(allowed: tuple[str, ...]) -> _Reader:
    def read(value: Json) -> Any:
        return value if isinstance(value, str) and value in allowed else _refuse("one of " + ", ".join(allowed), value)

    return read


def _list_reader(read_item: _Reader) -> _Reader:
    def read(value: Json) -> Any:
        if not isinstance(value, list):
            _refuse("a list", value)
        return tuple(_read_at(str(n), read_item, item) for n, item in enumerate(value))

    return read


def _read_at(step: str, read: _Reader, value: Json) -> Any:
    try:
        return read(value)
    except _Misfit as misfit:
        misfit.at = f"/{step}{misfit.at}"
        raise


@cache
def _object_reader(cls: Any) -> _Reader:
    hints = get_type_hints(cls)
    parts = [(name, _json_name(name), _reader(hint, _about(cls, name))) for name, hint in hints.items()]
    required = _required(cls)

    def read(value: Json) -> Any:
        if not isinstance(value, Mapping):
            _refuse("an object", value)
        for key in required:
            if key not in value:
                raise _Misfit(f"has no {json.dumps(key)}")
        held = {}
        key = ""
        try:
            for name, key, read_part in parts:
                if key in value:
                    held[name] = read_part(value[key])
        except _Misfit as misfit:
            misfit.at = f"/{key}{misfit.at}"
            raise
        return cls(**held)

    return read


def _required(cls: Any) -> list[str]:
    return [_json_name(f.name) for f in fields(cls) if _default(f) is MISSING]


# --- how what we wrote ourselves is read back -------------------------------------------------------------------------


@cache
def _rebuilder(hint: Any) -> _Reader | None:
    """Return what turns JSON that `_writer` made back into a value of this type, None where it is one already.

    Nothing is checked: a store reads hundreds of objects for each incident that it shows.
    """
    if isinstance(hint, type) and is_dataclass(hint):
        return _object_rebuilder(hint)
    if get_origin(hint) is tuple:
        rebuild_item = _rebuilder(_inner(hint))
        return (lambda value: tuple(map(rebuild_item, value))) if rebuild_item else tuple
    if _is_nullable(hint) and (rebuild := _rebuilder(_inner(hint))):
        return lambda value: None if value is None else rebuild(value)
    return dict if get_origin(hint) is Mapping else None


def _object_rebuilder(cls: Any) -> _Reader:
    hints, own, required = get_type_hints(cls), {f.name: f for f in fields(cls)}, _required(cls)
    names = [_json_name(name) for name in hints]
    defaults = [_write_default(own[name], hint) for name, hint in hints.items()]
    rebuilders = [(n, rebuild) for n, hint in enumerate(hints.values()) if (rebuild := _rebuilder(hint))]

    def rebuild_object(value: Any) -> Any:
        for key in required:
            if key not in value:
                raise _Misfit(f"has no {json.dumps(key)}")
        held = list(map(value.get, names, defaults))
        for n, rebuild in rebuilders:
            held[n] = rebuild(held[n])
        return cls(*held)

    return rebuild_object


def _write_default(f: "Field[Any]", hint: Any) -> Json:
    """Return what a field's default is written as."""
    default, write = _default(f), _writer(hint)
    return write(default) if write and default is not MISSING else default


# --- how a type is described ------------------------------------------------------------------------------------------

_TYPES: Mapping[Any, str] = {str: "string", bool: "boolean", int: "integer", float: "number"}


def _describe(hint: Any, entry: "Entry", defs: dict[str, Json]) -> Json:
    """Return the JSON Schema of a type; the dataclasses that it refers to are added to `defs`."""
    if isinstance(hint, type) and is_dataclass(hint):
        return _define(hint, defs)
    if get_origin(hint) is tuple:
        return {"type": "array", "items": _describe(_inner(hint), entry, defs)}
    if _is_nullable(hint):
        return _or_null(_describe(_inner(hint), entry, defs))
    if get_origin(hint) is Mapping:
        return {"type": "object", "properties": _describe_custom(defs)}
    allowed = _allowed(hint, entry)
    return {"enum": list(allowed)} if allowed else {"type": _TYPES[hint]} if hint in _TYPES else {}


_CUSTOM: Mapping[str, Any] = {
    "text": str,
    "choice": str,
    "number": float,
    "date": When,
    "place": Place,
    "person": Person,
}
"""The types of the values of a project's fields, by kind."""


def _describe_custom(defs: dict[str, Json]) -> dict[str, Json]:
    """Return the schemas of the fields that the project adds."""
    overlay, found = _codebook().overlay, {}
    for field in overlay.fields.values() if overlay else ():
        entry = _codebook().entry("fields", f"custom/{field.name}")
        found[field.name] = {"description": entry.definition, **_describe(_CUSTOM[field.kind], entry, defs)}
    return found


def _or_null(described: dict[str, Json]) -> Json:
    if "enum" in described:
        return {"enum": [*described["enum"], None]}
    if isinstance(described.get("type"), str):
        return {**described, "type": [described["type"], "null"]}
    return {"anyOf": [described, {"type": "null"}]}


def _define(cls: Any, defs: dict[str, Json]) -> Json:
    """Add the schema of a dataclass to `defs`; return the reference to it. More fields may stand in an object."""
    if cls.__name__ not in defs:
        found = {_json_name(name): _describe_field(cls, name, hint, defs) for name, hint in get_type_hints(cls).items()}
        about = " ".join((cls.__doc__ or "").split())
        defs[cls.__name__] = {"description": about, "type": "object", "properties": found, "required": _required(cls)}
    return {"$ref": f"#/$defs/{cls.__name__}"}


def _describe_field(cls: Any, name: str, hint: Any, defs: dict[str, Json]) -> Json:
    entry = _about(cls, name)
    return {"description": entry.definition, **_describe(hint, entry, defs)}


# --- writing, reading, describing -------------------------------------------------------------------------------------


def _write(value: PlainRecord | IncidentRecord | Incident | Evidence | ReportHeader) -> dict[str, Json]:
    cls: Any = type(value)
    write = _writer(cls)
    assert write is not None  # a dataclass always has one
    written: dict[str, Json] = write(value)
    return written


def record_to_json(record: Record | PlainRecord) -> dict[str, Json]:
    """Return a record as JSON, in the shape and the order of keys of RECORD.md."""
    return {"schema": SCHEMA, **_write(record if isinstance(record, PlainRecord) else PlainRecord.of(record))}


def incident_record_to_json(record: IncidentRecord) -> dict[str, Json]:
    """Return an incident with its reports as JSON, as `gawah list|show --json` print it."""
    return {"schema": SCHEMA, **_write(record)}


def incident_to_json(incident: Incident) -> dict[str, Json]:
    """Return an incident as it stands in a record."""
    return _write(incident)


def evidence_to_json(entry: Evidence) -> dict[str, Json]:
    """Return a piece of evidence as it stands in an incident."""
    return _write(entry)


def report_to_json(header: ReportHeader) -> dict[str, Json]:
    """Return a report's header as it stands in a record."""
    return _write(header)


_UNSAFE = re.compile("[\x7f-\x9f\u2028\u2029\ud800-\udfff]")


def dumps(record: Record | PlainRecord | IncidentRecord) -> str:
    """Return a record as one line of JSON: letters as they are, the same line for the same record.

    What a terminal would obey, what some readers take for the end of a line, and halves of surrogate pairs are escaped.
    """
    return dumps_json(incident_record_to_json(record) if isinstance(record, IncidentRecord) else record_to_json(record))


def dumps_json(value: Json) -> str:
    """Return a JSON value on one line, as `dumps` writes records."""
    line = json.dumps(value, ensure_ascii=False, separators=(",", ":"), allow_nan=False)
    return line if line.isprintable() else _UNSAFE.sub(lambda found: f"\\u{ord(found[0]):04x}", line)


def record_from_json(obj: Json) -> PlainRecord:
    """Return the record that `obj` is. Raises RecordError with a JSON Pointer to what is wrong."""
    record: PlainRecord = _read(PlainRecord, obj)
    return record


def incident_record_from_json(obj: Json) -> IncidentRecord:
    """Return the incident record that `obj` is. Raises RecordError with a JSON Pointer to what is wrong."""
    record: IncidentRecord = _read(IncidentRecord, obj)
    return record


def incident_from_json(obj: Json) -> Incident:
    """Return the incident that `incident_to_json` wrote, by whatever version of this program.

    It is not looked at closely; words may be those of a project's codebook that is not at hand. Raises RecordError.
    """
    rebuild = _rebuilder(Incident)
    assert rebuild is not None  # a dataclass always has one
    try:
        incident: Incident = rebuild(obj)
    except (_Misfit, AttributeError, TypeError, ValueError) as error:
        raise RecordError(f"this is no incident as it was written: {error}") from None
    return incident


def _read(cls: Any, obj: Json) -> Any:
    """Return `obj` as a `cls`, whose schema it has to name. Fields that this version does not know are passed over."""
    try:
        found = _object_reader(cls)(obj)
        if obj.get("schema") != SCHEMA:
            raise RecordError(f"/schema: expected {SCHEMA!r}, not {obj.get('schema')!r}")
    except _Misfit as misfit:
        raise RecordError(f"{misfit.at or 'the record'}: {misfit.problem}") from None
    return found


def schema() -> dict[str, Json]:
    """Return the JSON Schema (draft 2020-12) of records and of incident records (those that have "incident")."""
    defs: dict[str, Json] = {}
    incident_record, record = _define(IncidentRecord, defs), _define(PlainRecord, defs)
    return {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "$id": "urn:gawah:record:1",
        "title": SCHEMA,
        "type": "object",
        "properties": {"schema": {"const": SCHEMA}},
        "required": ["schema"],
        "if": {"required": ["incident"]},
        "then": incident_record,
        "else": record,
        "$defs": dict(sorted(defs.items())),
    }


def schema_text() -> str:
    """Return the schema as the file `record.schema.json` beside this module holds it."""
    return json.dumps(schema(), ensure_ascii=False, indent=1) + "\n"
