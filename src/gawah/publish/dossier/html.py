"""The dossier as one page of HTML that holds all it needs: no script, and nothing from elsewhere."""

from functools import cache
from importlib.resources import files

from jinja2 import DictLoader, Environment, StrictUndefined, Template
from markupsafe import Markup

from gawah.publish.dossier import Dossier


def write_html(dossier: Dossier) -> str:
    """Return the page."""
    return _read_template().render(dossier=dossier, svg=Markup, style=Markup(_read_file("dossier.css")))


@cache
def _read_template() -> Template:
    templates = {"dossier.html": _read_file("dossier.html")}
    loader = DictLoader(templates)
    return Environment(
        loader=loader, autoescape=True, undefined=StrictUndefined, trim_blocks=True, lstrip_blocks=True
    ).get_template("dossier.html")


def _read_file(name: str) -> str:
    return (files(__package__) / name).read_text(encoding="utf-8")
