"""The languages of the pages: messages in `locale/LANGUAGE.po`, English where there is none."""

import io
import re
from functools import cache
from importlib.resources import files

from babel import Locale
from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po
from babel.support import Translations
from fastapi import Request
from starlette.types import ASGIApp, Receive, Scope, Send

from gawah.phrases import ENGLISH, Language, speaking

SOURCE = "en"
"""The language that the templates are written in."""
COOKIE = "gawah_language"


@cache
def list_languages() -> dict[str, str]:
    """Return the languages that pages come in: codes, and each one's name for itself."""
    catalogues = files(__package__) / "locale"
    held = catalogues.iterdir() if catalogues.is_dir() else ()
    found = sorted(path.name.removesuffix(".po") for path in held if path.name.endswith(".po"))
    return {code: Locale.parse(code).get_display_name() or code for code in [SOURCE, *found]}


@cache
def load_messages(language: str) -> Translations:
    """Return the messages of a language."""
    compiled = io.BytesIO()
    if language != SOURCE:
        with (files(__package__) / "locale" / f"{language}.po").open("rb") as file:
            write_mo(compiled, read_po(file, locale=language))
        compiled.seek(0)
        return Translations(compiled, domain="gawah")
    return Translations()


@cache
def load_language(code: str) -> Language:
    """Return how sentences are said in a language: its messages, digits, and names of countries."""
    if code == SOURCE:
        return ENGLISH
    messages, locale = load_messages(code), Locale.parse(code)
    system = locale.default_numbering_system
    group = locale.number_symbols.get(system, {}).get("group", ENGLISH.separator)
    return Language(
        code,
        messages.gettext,
        messages.ngettext,
        _DIGITS.get(system, ENGLISH.digits),
        group if system in _DIGITS else ENGLISH.separator,
        tell_direction(code) == "rtl",
        locale.territories.get,
    )


_DIGITS = {"arabext": "۰۱۲۳۴۵۶۷۸۹", "arab": "٠١٢٣٤٥٦٧٨٩", "deva": "०१२३४५६७८९", "beng": "০১২৩৪৫৬৭৮৯"}
"""The digits of numbering systems, by their names in CLDR; others are written in those of English."""


class Spoken:
    """Says the sentences of each page in the language of its visitor; files and programs get English."""

    def __init__(self, app: ASGIApp) -> None:
        self.app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer one request."""
        if scope["type"] != "http" or _NO_PAGES.search(scope["path"]):
            await self.app(scope, receive, send)
            return
        with speaking(load_language(choose_language(Request(scope)))):
            await self.app(scope, receive, send)


_NO_PAGES = re.compile(r"^/(api|assets|download)(/|$)|/dossier\.|/export/|\.csv$")
"""Addresses of what leaves the pages as a file, or goes to programs."""


@cache
def tell_direction(language: str) -> str:
    """Return "rtl" for a language that is written from right to left, else "ltr"."""
    return str(Locale.parse(language).text_direction)


def choose_language(request: Request) -> str:
    """Return the language that a visitor chose or, otherwise, the first of their browser's that there is."""
    accepted = [part.partition(";")[0].strip() for part in request.headers.get("accept-language", "").split(",")]
    wanted = [request.cookies.get(COOKIE, ""), *accepted]
    known = list_languages()
    return next((code for said in wanted for code in (said, said.partition("-")[0]) if code in known), SOURCE)
