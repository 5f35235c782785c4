"""Takes pictures of the pages of a dossier, for docs/dossier.md: of the examples' incident with most reports.

    python tools/picture_dossier.py                  into docs/pictures/dossier
    python tools/picture_dossier.py -o out/ --dpi 110

The incident is released to the public in a store of its own, so that the pictures show what the gate lets out.
"""

import argparse
import tempfile
from collections.abc import Iterator
from pathlib import Path

import pypdfium2
from PIL import Image

from gawah.pipeline import add, open_store
from gawah.publish.dossier import FORMATS, compose
from gawah.release import clear_incident
from gawah.review import Reviewer, release_incident

ROOT = Path(__file__).parents[1]
COLOURS = 255
"""Of a picture: pages are black, grey and red on white."""
POINTS = 72
"""An inch of a page has so many."""


def main() -> None:
    """Take the pictures, and say where they lie."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("-o", "--out", type=Path, default=ROOT / "docs" / "pictures" / "dossier")
    parser.add_argument("--dpi", type=int, default=80)
    given = parser.parse_args()
    given.out.mkdir(parents=True, exist_ok=True)
    for old in given.out.glob("page-*.png"):
        old.unlink()
    for number, picture in enumerate(draw_pages(print_dossier(), given.dpi), 1):
        path = given.out / f"page-{number}.png"
        picture.quantize(COLOURS, dither=Image.Dither.NONE).save(path, optimize=True)
        print(path)


def print_dossier() -> bytes:
    """Return the dossier as a PDF."""
    with tempfile.TemporaryDirectory() as folder, open_store(f"{folder}/gawah.db") as store:
        for _ in add(store, ROOT / "examples"):
            pass
        most = max(store.list_incidents(), key=lambda record: len(record.reports))
        release_incident(store, most.incident.id, Reviewer("Zainab Karimi", "an example", "2031-01-02T09:00:00+00:00"))
        (one,) = clear_incident(store, most.incident.id)
        return FORMATS["pdf"].write(compose(one))


def draw_pages(pdf: bytes, dpi: int) -> Iterator[Image.Image]:
    """Yield a picture of each page."""
    document = pypdfium2.PdfDocument(pdf)
    for page in document:
        yield page.render(scale=dpi / POINTS).to_pil().convert("RGB")


if __name__ == "__main__":
    main()
