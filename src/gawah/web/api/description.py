"""The description of the interface for programs: OpenAPI, with the schema of records in it, and a page of it."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Annotated, Any

from fastapi import APIRouter, Depends, FastAPI, Request
from fastapi.openapi.utils import get_openapi
from starlette.responses import HTMLResponse, JSONResponse

from gawah import __version__, record
from gawah.web.drawing import draw
from gawah.web.visitor import VisitorNow

router = APIRouter(include_in_schema=False)

ABOUT = """What `gawah` does on the command line, for programs. Answers are JSON; incidents are records of the schema
`gawah.record/1`. Where people log in, show a personal token: `Authorization: Bearer TOKEN`; it may do what its owner
may. What changes something is sent as JSON, with a reason, and stands in the log under the owner's name."""


def describe(app: FastAPI) -> dict[str, Any]:
    """Return the OpenAPI document."""
    if app.openapi_schema is None:
        said = get_openapi(title="Gawah", version=__version__, description=ABOUT, routes=app.routes)
        held = said.setdefault("components", {}).setdefault("schemas", {})
        held |= _refer_here(record.schema()["$defs"])
        said["components"]["securitySchemes"] = {"token": {"type": "http", "scheme": "bearer"}}
        said["security"] = [{"token": []}, {}]
        app.openapi_schema = said
    return app.openapi_schema


def _refer_here(value: Any) -> Any:
    """Return a schema that refers to others where an OpenAPI document holds them."""
    if isinstance(value, dict):
        return {key: _point(held) if key == "$ref" else _refer_here(held) for key, held in value.items()}
    return [_refer_here(held) for held in value] if isinstance(value, list) else value


def _point(reference: str) -> str:
    return reference.replace("#/$defs/", "#/components/schemas/")


def get_description(request: Request) -> dict[str, Any]:
    """Return the OpenAPI document of the application that is asked."""
    return describe(request.app)


@router.get("/api/openapi.json")
def send(described: Annotated[dict[str, Any], Depends(get_description)]) -> JSONResponse:
    """Send the OpenAPI document."""
    return JSONResponse(described)


@dataclass(frozen=True, slots=True)
class Call:
    """One thing that a program can ask for."""

    method: str
    path: str
    says: str
    parameters: tuple[tuple[str, str, bool], ...]
    """Name, what it is, and whether it must be given."""
    sent: tuple[tuple[str, str, bool], ...]
    """What is sent as JSON, in the same way."""


@router.get("/api")
def show(
    request: Request, visitor: VisitorNow, described: Annotated[dict[str, Any], Depends(get_description)]
) -> HTMLResponse:
    """Show what programs can ask for, part by part."""
    parts: dict[str, list[Call]] = {}
    for part, call in _list_calls(described):
        parts.setdefault(part, []).append(call)
    return draw(request, visitor, "api.html", parts=parts, about=ABOUT)


def _list_calls(described: dict[str, Any]) -> Iterator[tuple[str, Call]]:
    for path, methods in described["paths"].items():
        for method, about in methods.items():
            parameters = tuple(
                (one["name"], _say(one["schema"], one.get("description", "")), one.get("required", False))
                for one in about.get("parameters", ())
            )
            sent = tuple(_list_sent(about, described))
            yield about["tags"][0], Call(method.upper(), path, about["description"], parameters, sent)


def _list_sent(about: dict[str, Any], described: dict[str, Any]) -> Iterator[tuple[str, str, bool]]:
    content = about.get("requestBody", {}).get("content", {}).get("application/json", {})
    name = content.get("schema", {}).get("$ref", "").rpartition("/")[2]
    shape = described["components"]["schemas"].get(name, {})
    for field, held in shape.get("properties", {}).items():
        yield field, _say(held, held.get("description", "")), field in shape.get("required", ())


def _say(schema: dict[str, Any], description: str) -> str:
    """Return what a value is, in words."""
    kinds = [one for one in (schema, *schema.get("anyOf", ())) if one.get("type") != "null"]
    choices = [str(choice) for kind in kinds for choice in kind.get("enum", ())]
    types = [kind["type"] for kind in kinds if "type" in kind]
    return " · ".join(filter(None, [", ".join(choices) or ", ".join(dict.fromkeys(types)), description]))
