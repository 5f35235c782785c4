"""The characters of a PDF page with their places, from the operators of its content (ISO 32000-1, 8.4 and 9.4).

pypdf parses the file and decodes the fonts. Its own text extraction runs columns together, which is why the operators
that place text are followed here.
"""

import math
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

Matrix = tuple[float, float, float, float, float, float]

_UNIT: Matrix = (1.0, 0.0, 0.0, 1.0, 0.0, 0.0)
_DEEPEST_FORM = 8
_MOST_GLYPHS = 400_000
"""On one page."""
_MOST_OPERATORS = 3_000_000


@dataclass(frozen=True, slots=True)
class Glyph:
    """A character (or what one sign stands for) where it is drawn; y counts upwards, all in the page's points."""

    text: str
    x: float
    y: float
    width: float
    size: float
    bold: bool
    angle: int
    """Degrees by which the line is turned against the page, to the next quarter."""
    whole: bool = False
    """Whether the text is a run in the order of reading, told by the file beside the signs."""


def read_glyphs(page: Any) -> list[Glyph]:
    """Return the characters of a page of pypdf, in the order in which they are drawn."""
    reader = _PageReader(page)
    reader.follow(page.get_contents(), page.get("/Resources"), 0)
    return reader.glyphs


@dataclass(slots=True)
class _State:
    """What operators of graphics and text leave for those after them."""

    ctm: Matrix = _UNIT
    font: Any = None
    bold: bool = False
    size: float = 0.0
    char_space: float = 0.0
    word_space: float = 0.0
    scale: float = 1.0
    leading: float = 0.0
    rise: float = 0.0

    def copy(self) -> "_State":
        """Return the same state, to go on from."""
        return _State(*(getattr(self, name) for name in self.__slots__))


class _PageReader:
    """Follows the operators of a page and of the forms drawn on it."""

    def __init__(self, page: Any) -> None:
        self.glyphs: list[Glyph] = []
        self._pdf = page.pdf
        self._turn = _turn_page(page)
        self._fonts: dict[int, Any] = {}
        self._state = _State(self._turn)
        self._text = self._line = _UNIT
        self._spoken: list[str | None] = []
        """What the file says beside the signs, one entry for each stretch of marked content that is open."""
        self._operators = 0

    def follow(self, content: Any, resources: Any, depth: int) -> None:
        """Read the characters that a content stream draws."""
        from pypdf.generic import ContentStream

        if content is None:
            return
        stack: list[_State] = []
        resources = _resolve(resources) or {}
        for operands, operator in ContentStream(content, self._pdf, "bytes").operations:
            self._operators += 1
            if self._operators > _MOST_OPERATORS or len(self.glyphs) > _MOST_GLYPHS:
                return
            if operator == b"q":
                stack.append(self._state.copy())
            elif operator == b"Q" and stack:
                self._state = stack.pop()
            elif operator == b"Do":
                self._draw_form(operands, resources, depth)
            elif operator == b"Tf":
                self._set_font(operands, resources)
            elif operator in (b"BDC", b"BMC", b"EMC"):
                self._mark(operator, operands, resources)
            else:
                self._operate(operator, operands)

    def _draw_form(self, operands: Any, resources: Any, depth: int) -> None:
        form = _resolve((_resolve(resources.get("/XObject")) or {}).get(operands[0])) if operands else None
        if form is None or form.get("/Subtype") != "/Form" or depth >= _DEEPEST_FORM:
            return
        kept = self._state.copy()
        matrix = tuple(float(value) for value in form.get("/Matrix", _UNIT))
        if len(matrix) == len(_UNIT):
            self._state.ctm = _multiply(matrix, self._state.ctm)
        self.follow(form, form.get("/Resources") or resources, depth + 1)
        self._state = kept

    def _set_font(self, operands: Any, resources: Any) -> None:
        from pypdf.generic._font import Font

        if len(operands) < 2:
            return
        held = _resolve((_resolve(resources.get("/Font")) or {}).get(operands[0]))
        if held is not None and id(held) not in self._fonts:
            self._fonts[id(held)] = held, Font.from_font_resource(held)
        self._state.font = self._fonts[id(held)][1] if held is not None else None
        self._state.size = _number(operands[1])
        self._state.bold = _is_bold(self._state.font)

    def _mark(self, operator: bytes, operands: Any, resources: Any) -> None:
        if operator == b"EMC":
            if self._spoken:
                self._spoken.pop()
            return
        said = _resolve(operands[1]) if len(operands) > 1 else None
        if isinstance(said, str):
            said = _resolve((_resolve(resources.get("/Properties")) or {}).get(said))
        words = said.get("/ActualText") if isinstance(said, dict) else None
        self._spoken.append(_decode_string(words))

    def _operate(self, operator: bytes, operands: Any) -> None:
        """Take an operator that places text, shows it, or changes how it is shown."""
        state = self._state
        if operator == b"cm" and len(operands) == len(_UNIT):
            state.ctm = _multiply(_matrix(operands), state.ctm)
        elif operator == b"BT":
            self._text = self._line = _UNIT
        elif operator == b"Tm" and len(operands) == len(_UNIT):
            self._text = self._line = _matrix(operands)
        elif operator in (b"Td", b"TD") and len(operands) == 2:
            if operator == b"TD":
                state.leading = -_number(operands[1])
            self._move(_number(operands[0]), _number(operands[1]))
        elif operator in (b"T*", b"'", b'"'):
            if operator == b'"' and len(operands) == 3:
                state.word_space, state.char_space = _number(operands[0]), _number(operands[1])
            self._move(0.0, -state.leading)
            self._show(operands[-1:] if operator != b"T*" else [])
        elif operator == b"Tj":
            self._show(operands[:1])
        elif operator == b"TJ" and operands and isinstance(operands[0], list):
            self._show(operands[0])
        elif operator in _SETTINGS and operands:
            name, factor = _SETTINGS[operator]
            setattr(state, name, _number(operands[0]) * factor)

    def _move(self, x: float, y: float) -> None:
        self._line = self._text = _multiply((1.0, 0.0, 0.0, 1.0, x, y), self._line)

    def _show(self, shown: Any) -> None:
        """Draw strings; a number between them moves the next one back by thousandths of the font's size."""
        state = self._state
        for piece in shown:
            if isinstance(piece, bytes | str):
                self._draw(piece if isinstance(piece, bytes) else piece.encode("latin-1", "replace"))
            else:
                self._advance(-_number(piece) / 1000 * state.size * state.scale)

    def _advance(self, by: float) -> None:
        self._text = _multiply((1.0, 0.0, 0.0, 1.0, by, 0.0), self._text)

    def _draw(self, value: bytes) -> None:
        state, font = self._state, self._state.font
        if font is None or not font.interpretable:
            return
        for text, width, is_space in _decode(font, value):
            by = (width / 1000 * state.size + state.char_space + state.word_space * is_space) * state.scale
            self._add(text, by)
            self._advance(by)

    def _add(self, text: str, by: float) -> None:
        """Note a character, or in its stead what the file says of the stretch that it is in."""
        at = _multiply((1.0, 0.0, 0.0, 1.0, 0.0, self._state.rise), _multiply(self._text, self._state.ctm))
        size = abs(self._state.size) * math.hypot(at[2], at[3])
        across = math.hypot(at[0], at[1])
        spoken = self._spoken[-1] if self._spoken else None
        whole = spoken is not None
        if spoken is not None:
            text, self._spoken[-1] = spoken, ""
        angle = round(math.degrees(math.atan2(at[1], at[0])) / 90) * 90 % 360
        self.glyphs.append(Glyph(text, at[4], at[5], by * across, size, self._state.bold, angle, whole))


_SETTINGS = {
    b"Tc": ("char_space", 1.0),
    b"Tw": ("word_space", 1.0),
    b"Tz": ("scale", 0.01),
    b"TL": ("leading", 1.0),
    b"Ts": ("rise", 1.0),
}


def _decode_string(words: Any) -> str | None:
    """Return a text string of PDF (7.9.2.2): UTF-16 or UTF-8 where its mark says so, else about Latin-1."""
    if isinstance(words, str) or words is None:
        return words
    for mark, encoding in ((b"\xfe\xff", "utf-16-be"), (b"\xff\xfe", "utf-16-le"), (b"\xef\xbb\xbf", "utf-8")):
        if words.startswith(mark):
            return str(words[len(mark) :].decode(encoding, "replace"))
    return str(words.decode("latin-1"))


def _decode(font: Any, value: bytes) -> Iterator[tuple[str, float, bool]]:
    """Yield what each sign of a string stands for, its width in thousandths of the size, and whether it is a blank."""
    if isinstance(font.encoding, str):
        raw = value.decode(font.encoding, "replace")
        for char in raw:
            yield font.character_map.get(char, char), font.get_text_width(char), False
        return
    for byte in value:
        char = chr(byte)
        text = font.encoding.get(byte, char)
        yield "".join(font.character_map.get(one, one) for one in text), font.get_text_width(char), byte == 32


def _is_bold(font: Any) -> bool:
    if font is None:
        return False
    named = f"{font.name} {font.font_descriptor.name}".lower()
    weight = str(font.font_descriptor.weight)
    return any(word in named for word in ("bold", "black", "heavy")) or (weight.isdecimal() and int(weight) >= 600)


def _turn_page(page: Any) -> Matrix:
    """Return what turns the page's contents the way in which it is shown."""
    turned = int(page.get("/Rotate", 0) or 0) % 360
    return {
        90: (0.0, -1.0, 1.0, 0.0, 0.0, float(page.mediabox.right)),
        180: (-1.0, 0.0, 0.0, -1.0, float(page.mediabox.right), float(page.mediabox.top)),
        270: (0.0, 1.0, -1.0, 0.0, float(page.mediabox.top), 0.0),
    }.get(turned, _UNIT)


def _resolve(value: Any) -> Any:
    return value.get_object() if hasattr(value, "get_object") else value


def _number(value: Any) -> float:
    return float(value) if isinstance(value, int | float) and math.isfinite(value) else 0.0


def _matrix(operands: Any) -> Matrix:
    a, b, c, d, e, f = (_number(value) for value in operands)
    return a, b, c, d, e, f


def _multiply(m: Any, n: Matrix) -> Matrix:
    return (
        m[0] * n[0] + m[1] * n[2],
        m[0] * n[1] + m[1] * n[3],
        m[2] * n[0] + m[3] * n[2],
        m[2] * n[1] + m[3] * n[3],
        m[4] * n[0] + m[5] * n[2] + n[4],
        m[4] * n[1] + m[5] * n[3] + n[5],
    )
