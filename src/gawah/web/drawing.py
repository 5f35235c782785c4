"""Drawing a page from its template, in the visitor's language."""

from collections.abc import Callable
from functools import cache
from importlib.resources import files
from typing import Any, cast

from fastapi import Request
from jinja2 import Environment, FileSystemLoader, StrictUndefined, pass_context
from jinja2.runtime import Context
from markupsafe import Markup
from starlette.responses import HTMLResponse

from gawah import wording
from gawah.phrases import Language, say_number, speaking
from gawah.web.language import list_languages, load_language, load_messages, tell_direction
from gawah.web.safety import FIELD
from gawah.web.visitor import Visitor


def draw(request: Request, visitor: Visitor, template: str, **shown: Any) -> HTMLResponse:
    """Return the page of `template`, or the part of one where a script asked for a part."""
    return HTMLResponse(render(request, visitor, template, **shown))


def render(request: Request, visitor: Visitor, template: str, **shown: Any) -> str:
    """Return the words of the page of `template`."""
    page = _load_templates(visitor.language).get_template(template)
    return page.render(
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


def _in_language(language: Language) -> Callable[[float], str]:
    """Return what writes a number in a language."""

    def write(number: float) -> str:
        with speaking(language):
            return say_number(number)

    return write


def _write_numbers(say: Callable[..., str], language: Language) -> Callable[..., str]:
    """Return what says a message with its numbers in the digits of a language."""
    write = _in_language(language)

    @pass_context
    def say_message(context: Context, *messages: Any, **parts: Any) -> str:
        written = {name: write(part) if type(part) in (int, float) else part for name, part in parts.items()}
        if len(messages) == 3:  # of a number of things, which is its part "num" as well
            written.setdefault("num", write(messages[2]))
        return say(context, *messages, **written)

    return say_message


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
    said = load_language(language)
    for name in ("gettext", "ngettext"):
        templates.globals[name] = _write_numbers(cast(Callable[..., str], templates.globals[name]), said)
    templates.globals["wording"] = wording
    templates.filters |= {"svg": Markup, "number": _in_language(said)}
    templates.filters["said"] = lambda words: messages.gettext(words) if words else words
    return templates
