"""Drawing a page from its template, in the visitor's language."""

from functools import cache
from importlib.resources import files
from typing import Any

from fastapi import Request
from jinja2 import Environment, FileSystemLoader, StrictUndefined
from markupsafe import Markup
from starlette.responses import HTMLResponse

from gawah import wording
from gawah.web.language import list_languages, load_messages, tell_direction
from gawah.web.safety import FIELD
from gawah.web.visitor import Visitor


def draw(request: Request, visitor: Visitor, template: str, **shown: Any) -> HTMLResponse:
    """Return the page of `template`, or the part of one where a script asked for a part."""
    page = _load_templates(visitor.language).get_template(template)
    return HTMLResponse(
        page.render(
            visitor=visitor,
            language=visitor.language,
            direction=tell_direction(visitor.language),
            languages=list_languages(),
            here=request.url.path,
            query=request.url.query,
            is_part=request.headers.get("hx-request") == "true",
            token_field=Markup('<input type="hidden" name="{}" value="{}">').format(FIELD, visitor.token),
            **shown,
        )
    )


@cache
def _load_templates(language: str) -> Environment:
    templates = Environment(
        loader=FileSystemLoader(str(files(__package__) / "templates")),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        auto_reload=False,
        extensions=["jinja2.ext.i18n"],
    )
    messages = load_messages(language)
    templates.install_gettext_translations(messages, newstyle=True)  # type: ignore[attr-defined]
    templates.globals |= {"wording": wording}
    templates.filters |= {"svg": Markup, "said": lambda words: messages.gettext(words) if words else words}
    return templates
