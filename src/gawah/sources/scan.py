"""Pictures of pages, read by Tesseract (extra `ocr`): images, and the pages of a PDF that have no letters.

Each line keeps the box in which it stands. Letters are guessed from their look, so what is read may be misread.
"""

import io
import shutil
import warnings
from collections.abc import Iterator, Sequence
from importlib.util import find_spec
from statistics import median
from typing import Any

from gawah.errors import ReportError, ReportMalformed, ReportTooLarge, ReportTooSlow
from gawah.model import Given, Source
from gawah.sources.derive import derive_source
from gawah.sources.limits import Limits
from gawah.sources.page_layout import find_lines
from gawah.sources.pages import Page, find_pieces
from gawah.sources.pdf_glyphs import Glyph
from gawah.sources.structure import write_regions

DERIVER = "ocr@1"
LANGUAGES = ("eng", "ara", "fas", "fra", "pus", "rus", "spa", "ukr", "urd")
"""What Tesseract is asked to read, of those that are installed; English first."""

_PACKAGES = ("pytesseract", "pypdfium2", "PIL")
_SIGNS = (b"\x89PNG\r\n\x1a\n", b"\xff\xd8\xff", b"II*\x00", b"MM\x00*")
_MOST_PIXELS = 100_000_000
_MOST_PAGES = 200
_DOTS_PER_INCH = 300
_SMALL = 1200
"""Pixels of width below which a picture is drawn larger, for letters to be large enough."""
_LEAST_SURE = 30
"""Of 100; below it what was read is a speck or a line."""
_RULES = "|_~=[]{}\\\\"
"""What the lines of tables are taken for."""
_HANGING = frozenset("gjpqyQ,;()[]|ÇçŞş§")
_HANG = 0.22
"""Share of their size by which such letters reach below the others' feet."""
_BULLETS = ("e", "¢", "©", "°", "o", "«", "»", "*", "•", "+", "®")
INSTALL = "pip install 'gawah[ocr]', and Tesseract itself (on Debian: apt-get install tesseract-ocr)"


def tells(payload: bytes, beginning: str) -> bool:
    """Whether this is a PNG, JPEG, TIFF or WebP image."""
    return payload.startswith(_SIGNS) or (payload.startswith(b"RIFF") and payload[8:12] == b"WEBP")


def read(name: str, payload: bytes, given: tuple[Given, ...], limits: Limits) -> Iterator[Source]:
    """Yield the one report of the picture, or of the pages of a TIFF. Raises ReportError."""
    _check(name)
    pages = [_read_picture(name, frame, n) for n, frame in enumerate(_open_frames(name, payload), start=1)]
    content, regions = write_regions(name, find_pieces(pages))
    yield derive_source(name, payload, content, DERIVER, limits, given=given, regions=regions)


def read_pdf_pages(name: str, payload: bytes, numbers: Sequence[int]) -> Iterator[tuple[int, Page]]:
    """Yield the pages of a PDF, counted from 0, as they are read from their pictures. Raises ReportError."""
    _check(name)
    from pypdfium2 import PdfDocument  # type: ignore[import-untyped]

    if len(numbers) > _MOST_PAGES:
        problem = f"{len(numbers)} of its pages are pictures and the limit is {_MOST_PAGES}"
        raise ReportTooLarge(name, problem, "split it into reports")
    document = PdfDocument(payload)
    try:
        for number in numbers:
            page = document[number]
            scale = min(_DOTS_PER_INCH / 72, (_MOST_PIXELS / max(page.get_width() * page.get_height(), 1)) ** 0.5)
            picture = page.render(scale=scale, grayscale=True).to_pil()
            yield number, _read_picture(name, picture, number + 1)
    finally:
        document.close()


# --- whether it can be done -------------------------------------------------------------------------------------------


def find_fault() -> str | None:
    """Return why pictures cannot be read here, None where they can."""
    absent = [package for package in _PACKAGES if find_spec(package) is None]
    if absent:
        return f"{', '.join(absent)} is not installed" if len(absent) == 1 else f"{', '.join(absent)} are not installed"
    if shutil.which("tesseract") is None:
        return "Tesseract is not installed"
    return None if list_languages() else "Tesseract has none of the languages that Gawah asks for"


def list_languages() -> list[str]:
    """Return the languages that pictures are read in: those of `LANGUAGES` that Tesseract has."""
    import pytesseract  # type: ignore[import-untyped]

    installed = pytesseract.get_languages()
    return [language for language in LANGUAGES if language in installed]


def _check(name: str) -> None:
    if fault := find_fault():
        raise ReportMalformed(name, f"this is a picture of a page, and {fault}", INSTALL)


# --- pictures ---------------------------------------------------------------------------------------------------------


def _open_frames(name: str, payload: bytes) -> Iterator[Any]:
    """Yield the pages of an image, the right way up. Raises ReportMalformed and ReportTooLarge."""
    from PIL import Image, ImageOps, ImageSequence

    Image.MAX_IMAGE_PIXELS = _MOST_PIXELS
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("error", Image.DecompressionBombWarning)
            with Image.open(io.BytesIO(payload)) as image:
                for n, frame in enumerate(ImageSequence.Iterator(image)):
                    if n >= _MOST_PAGES:
                        raise ReportTooLarge(name, f"it has over {_MOST_PAGES} pages", "split it into reports")
                    yield ImageOps.exif_transpose(frame).convert("L")
    except ReportError:
        raise
    except (Image.DecompressionBombError, Image.DecompressionBombWarning):
        problem = f"it has over {_MOST_PIXELS // 1_000_000} million pixels"
        raise ReportTooLarge(name, problem, "make it smaller") from None
    except Exception as error:  # Pillow meets damaged images in ways of its own, and tells of objects in memory
        problem = f"this image is damaged ({type(error).__name__})"
        raise ReportMalformed(name, problem, "save it again") from None


def _read_picture(name: str, picture: Any, number: int) -> Page:
    """Return a page of the words that Tesseract reads in a picture. Raises ReportTooSlow."""
    import pytesseract

    if picture.width < _SMALL:
        picture = picture.resize((2 * picture.width, 2 * picture.height))
    try:
        found = pytesseract.image_to_data(
            picture, lang="+".join(list_languages()), output_type=pytesseract.Output.DICT, timeout=120
        )
    except RuntimeError:
        raise ReportTooSlow(name, f"reading the picture of page {number} took too long", "make it smaller") from None
    glyphs = list(_list_words(found, picture.height))
    return Page(number, find_lines(glyphs), (float(picture.width), float(picture.height)))


def _list_words(found: dict[str, list[Any]], height: int) -> Iterator[Glyph]:
    """Yield the words of a page, those of one line on one level and of one size."""
    lines: dict[tuple[int, ...], list[int]] = {}
    for n, word in enumerate(found["text"]):
        if word.strip(_RULES).strip() and float(found["conf"][n]) >= _LEAST_SURE:
            key = tuple(found[name][n] for name in ("block_num", "par_num", "line_num"))
            lines.setdefault(key, []).append(n)
    sizes = {key: _measure([found["height"][n] for n in words]) for key, words in lines.items()}
    body = median(size for key, size in sizes.items() for _ in lines[key]) if sizes else 0.0
    for key, words in lines.items():
        size = _settle_size(sizes[key], body)
        level = height - _find_feet(found, words, size)
        for n in words:
            text = "•" if n == words[0] and _is_bullet(found, words) else found["text"][n].strip(_RULES)
            yield Glyph(text + " ", float(found["left"][n]), level, float(found["width"][n]), size, False, 0)


def _find_feet(found: dict[str, list[Any]], words: list[int], size: float) -> float:
    """Return the height at which the letters of a line stand: the foot of its words with no letter that hangs lower."""
    feet = {n: found["top"][n] + found["height"][n] for n in words}
    standing = [foot for n, foot in feet.items() if not set(found["text"][n]) & _HANGING]
    return float(median(standing) if standing else median(feet.values()) - _HANG * size)


def _is_bullet(found: dict[str, list[Any]], words: list[int]) -> bool:
    """Whether the first of a line's words is a bullet: a letter or sign that it looks like, apart from a capital."""
    if len(words) < 2 or found["text"][words[0]] not in _BULLETS:
        return False
    first, second = words[0], words[1]
    apart = found["left"][second] - found["left"][first] - found["width"][first]
    return bool(found["text"][second][:1].isupper() and apart > 0.5 * found["height"][second])


def _measure(heights: list[int]) -> float:
    """Return the size of a line's letters: the height of those of its words that reach above and below most."""
    return 1.1 * median(sorted(heights)[len(heights) // 2 :])


def _settle_size(size: float, body: float) -> float:
    """Return that of the body for what is near it, else the next of a few sizes: lines are not measured alike."""
    ratio = size / body
    return body if 0.7 < ratio < 1.3 else body * max(round(2 * ratio), 1) / 2
