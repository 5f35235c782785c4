"""What attached files are, and how pictures are cleaned of what their files tell beside them."""

import io
import struct

import pytest
from hypothesis import given
from hypothesis import strategies as st

from gawah.media import KINDS, Media, clean, sniff

Image = pytest.importorskip("PIL.Image", reason="Pillow makes the pictures")

SECRET = b"Canon of the witness"


def make_picture(format_, **about):
    """Return a small picture with a position and a camera in its EXIF."""
    image = Image.new("RGB", (24, 16), (200, 30, 40))
    exif = Image.Exif()
    exif[0x010F] = SECRET.decode()
    exif.get_ifd(0x8825)[2] = (30.0, 11.0, 5.0)
    held = io.BytesIO()
    image.save(held, format_, exif=exif, **about)
    return held.getvalue()


@pytest.mark.parametrize(
    ("payload", "type_"),
    [
        (b"\xff\xd8\xff\xe0rest", "image/jpeg"),
        (b"\x89PNG\r\n\x1a\nrest", "image/png"),
        (b"GIF89a...", "image/gif"),
        (b"RIFF\0\0\0\0WEBPVP8 ", "image/webp"),
        (b"RIFF\0\0\0\0WAVEfmt ", "audio/wav"),
        (b"\0\0\0\x18ftypisom....", "video/mp4"),
        (b"\0\0\0\x18ftypqt  ....", "video/quicktime"),
        (b"\0\0\0\x18ftypM4A ....", "audio/mp4"),
        (b"\0\0\0\x18ftypheic....", "image/heic"),
        (b"\x1a\x45\xdf\xa3....webm", "video/webm"),
        (b"OggS....", "audio/ogg"),
        (b"ID3....", "audio/mpeg"),
        (b"\xff\xfb\x90\x00", "audio/mpeg"),
        (b"<svg xmlns='http://www.w3.org/2000/svg'><script>alert(1)</script></svg>", None),
        (b"<!DOCTYPE html><script>alert(1)</script>", None),
        (b"<?xml version='1.0'?><svg/>", None),
        (b"%PDF-1.7", None),
        (b"PK\x03\x04", None),
        (b"MZ\x90\x00", None),
        (b"", None),
        (b"\0\0\0\x18ftypevil", None),
        (b"RIFF\0\0\0\0EVIL", None),
    ],
)
def test_what_a_file_is_is_told_by_its_bytes(payload, type_):
    assert sniff(payload) == type_
    assert (Media.of(payload) is None) == (type_ is None)


@pytest.mark.parametrize("format_", ["JPEG", "PNG", "WEBP"])
def test_a_cleaned_picture_tells_nothing_but_itself(format_):
    payload = make_picture(format_)
    assert SECRET in payload
    cleaned = clean(Media.of(payload))
    assert SECRET not in cleaned
    before, after = Image.open(io.BytesIO(payload)), Image.open(io.BytesIO(cleaned))
    assert not after.getexif()
    assert before.convert("RGB").tobytes() == after.convert("RGB").tobytes()


def test_what_stands_behind_a_picture_goes():
    assert clean(Media.of(make_picture("JPEG") + SECRET)).endswith(b"\xff\xd9")


def test_words_in_a_picture_go():
    image, held = Image.new("RGB", (8, 8)), io.BytesIO()
    image.save(held, "JPEG", comment=SECRET)
    assert SECRET not in clean(Media.of(held.getvalue()))
    from PIL.PngImagePlugin import PngInfo

    info, held = PngInfo(), io.BytesIO()
    info.add_text("Author", SECRET.decode())
    image.save(held, "PNG", pnginfo=info)
    assert SECRET in held.getvalue()
    assert SECRET not in clean(Media.of(held.getvalue()))


def test_a_progressive_picture_is_cleaned_whole():
    payload = make_picture("JPEG", progressive=True, quality=95)
    cleaned = clean(Media.of(payload))
    assert Image.open(io.BytesIO(cleaned)).convert("RGB").tobytes() == Image.open(io.BytesIO(payload)).tobytes()


@pytest.mark.parametrize("payload", [b"GIF89a...", b"\0\0\0\x18ftypisom....", b"ID3...."])
def test_what_cannot_be_cleaned_is_told(payload):
    assert clean(Media.of(payload)) is None


@pytest.mark.parametrize("format_", ["JPEG", "PNG", "WEBP"])
def test_a_damaged_picture_is_not_taken_for_clean(format_):
    payload = make_picture(format_)
    for end in range(20, len(payload) - 2, 7):
        cleaned = clean(Media.of(payload[:end]))
        assert cleaned is None or SECRET not in cleaned


@given(st.binary(max_size=60), st.sampled_from([b"\xff\xd8\xff", b"\x89PNG\r\n\x1a\n", b"RIFF\x40\0\0\0WEBP"]))
def test_no_bytes_break_the_cleaning(rest, beginning):
    media = Media.of(beginning + rest)
    assert media.type in KINDS
    cleaned = clean(media)
    assert cleaned is None or isinstance(cleaned, bytes)


def test_a_size_that_lies_does_no_harm():
    payload = b"\x89PNG\r\n\x1a\n" + struct.pack(">I4s", 2**31, b"IDAT") + b"x"
    assert clean(Media.of(payload)) is None
