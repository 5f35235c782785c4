"""Brings the catalogues of the web pages' words, src/gawah/web/locale/LANGUAGE.po, up to date: templates and codebook.

    python tools/messages.py            add what is new, drop what is gone, and tell what is not translated
    python tools/messages.py --new ur   begin a catalogue

A message is translated by hand; where the words of a template changed, the old translation is kept as "fuzzy" and
not shown until somebody has looked at it.
"""

import argparse
import ast
import sys
from collections.abc import Iterator
from pathlib import Path

from babel.messages.catalog import Catalog, Message
from babel.messages.extract import extract_from_dir
from babel.messages.pofile import read_po, write_po

from gawah import wording
from gawah.codebook import load
from gawah.gazetteer.publishers import OWNERSHIPS
from gawah.linking.score import load_weights
from gawah.resolve import POLICIES

WEB = Path(__file__).parents[1] / "src" / "gawah" / "web"
HEADER = "# The words of Gawah's web pages; see tools/messages.py."
OPTIONS = {"**.html": {"trimmed": "true"}}


def main() -> int:
    """Update the catalogues; return 1 where something is not translated."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--new", metavar="LANGUAGE", help="begin a catalogue")
    given = parser.parse_args()
    if given.new:
        write(Catalog(locale=given.new, project="Gawah", header_comment=HEADER), given.new)
    template, missing = extract(), 0
    for path in sorted((WEB / "locale").glob("*.po")):
        with path.open("rb") as file:
            catalogue = read_po(file, locale=path.stem)
        catalogue.update(template, no_fuzzy_matching=True)
        catalogue.obsolete.clear()
        write(catalogue, path.stem)
        left = [message.id for message in catalogue if message.id and not is_translated(message)]
        print(f"{path.name}: {len(catalogue) - len(left)} messages, {len(left)} not translated")
        missing += len(left)
    return int(missing > 0)


def is_translated(message: Message) -> bool:
    """Whether a message has a translation that somebody stands by, in each form of its number."""
    forms = list(message.string) if isinstance(message.string, (tuple, list)) else [message.string]
    return all(forms) and not message.fuzzy


def extract() -> Catalog:
    """Return the messages of all templates."""
    catalogue = Catalog(charset="utf-8")
    methods = [("**.html", "jinja2")]
    for name, _line, message, comments, context in extract_from_dir(WEB / "templates", methods, OPTIONS):
        catalogue.add(message, None, [(name, 1)], auto_comments=comments, context=context)
    for name, message in extract_sentences():
        catalogue.add(message, None, [(name, 1)])
    for words in list_codebook_words():
        catalogue.add(words, None, [("codebook", 1)])
    return catalogue


SENTENCES = (
    "*.py",
    "account/*.py",
    "publish/drawings/*.py",
    "web/**/*.py",
    "review/*.py",
    "people/*.py",
    "publish/dossier/graphic.py",
)
"""Modules of the package that say something by `gawah.phrases`."""
SAYING = {"say": 1, "mark": 1, "say_several": 2}
"""What says a message, with how many forms of it come first."""


def extract_sentences() -> Iterator[tuple[str, str | tuple[str, ...]]]:
    """Yield the messages of the program's own sentences, each with its module, those within other calls too."""
    package = WEB.parent
    for path in sorted({path for pattern in SENTENCES for path in package.glob(pattern)}):
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            forms = SAYING.get(getattr(node.func, "id", ""), 0) if isinstance(node, ast.Call) else 0
            said = [arg.value for arg in node.args[:forms] if isinstance(arg, ast.Constant)] if forms else []
            if len(said) == forms and said:
                yield str(path.relative_to(package)), said[0] if forms == 1 else tuple(said)


VOCABULARIES = (
    *("workflows", "verifications", "audiences", "report_kinds", "span_roles", "not_coded_reasons", "told_as"),
    *("incident_types", "incident_outcomes", "weapon_classes", "weapon_types", "measures", "actor_kinds", "bases"),
    *("speaker_roles", "claim_modes", "victim_outcomes", "victim_statuses", "age_groups", "sexes", "target_effects"),
    *("response_types", "response_statuses", "date_precisions", "place_precisions", "other_place_roles"),
    *("person_statuses", "figure_statuses"),
)
"""The codebook's lists whose labels are said in sentences and on pages."""


UNSEEN = frozenset({"id", "evidence", "conflicts", "foreign_ids", "figures", "custom", "main"})
"""Fields of a record that no page names."""


def list_codebook_words() -> list[str]:
    """Return the codebook's labels, what it says of who is said to have done it, and what policies say of a choice."""
    book = load()
    paths = [path for path in book.field_paths() if path.count("/") < 3 and path.split("/")[0] not in UNSEEN]
    labels = [wording.label(name, value) for name in VOCABULARIES for value in book.values(name)]
    names = [book.field_paths()[path].label for path in paths]
    items = [name.removesuffix("s") for path, name in zip(paths, names, strict=True) if "/" not in path]
    bases = [str(entry.details[slot]) for entry in book.vocabulary("bases").values() for slot in ("alone", "by")]
    owners = [owner.replace("_", " ") for owner in OWNERSHIPS]
    compared = load_weights().comparisons
    levels = [level for levels in compared.values() for level in levels]
    steps = [*compared, *(level.get("label") or level["level"].replace("_", " ") for level in levels)]
    return list(dict.fromkeys([*labels, *names, *items, *bases, *owners, *steps, *(p.why for p in POLICIES.values())]))


def write(catalogue: Catalog, language: str) -> None:
    """Write a catalogue, in an order that stays, and without what changes with every run."""
    path = WEB / "locale" / f"{language}.po"
    with path.open("wb") as file:
        write_po(file, catalogue, omit_header=False, sort_by_file=True, include_lineno=False, width=120)
    text = path.read_text(encoding="utf-8")
    volatile = (
        '"POT-Creation-Date',
        '"PO-Revision-Date',
        '"Last-Translator',
        '"Generated-By',
        '"Report-Msgid',
        '"Language-Team',
        '"Project-Id',
    )
    kept = [line for line in text.splitlines(keepends=True) if not line.startswith(volatile)]
    path.write_text("".join(kept), encoding="utf-8")


if __name__ == "__main__":
    sys.exit(main())
