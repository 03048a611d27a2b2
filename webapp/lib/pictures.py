"""Pictures that come from outside: judged by their content, scaled, and encoded anew without anything that came along.

Only the pixels of a picture are kept: its metadata, such as where a photo was taken, and whatever else is hidden in the
file, are gone. What is large is refused before it is decoded. Colours are read as sRGB.
"""

import io
import threading
from collections.abc import Mapping
from dataclasses import dataclass

from PIL import Image, ImageOps
from PIL.JpegImagePlugin import JpegImageFile

from webapp.errors import InvalidInput

PHOTO, LOGO = "photo", "logo"

MEGABYTE = 1024 * 1024
BYTES_AT_MOST = 5 * MEGABYTE
PIXELS_AT_MOST = 25_000_000
SIDE_AT_MOST = 16_383  # what WebP can have; a line of a million pixels is no picture
SCANS_AT_MOST = 100  # a progressive JPEG has about ten; each costs as much as the whole picture
ENCODED_BYTES_AT_MOST = 200_000

FORMATS = ("PNG", "JPEG", "WEBP")
_JPEG_SCAN = b"\xff\xda"
_TURNED = (5, 6, 7, 8)  # the values of Exif's orientation that swap width and height
_ORIENTATION = 0x0112
# A decoded picture takes up to 250 MB for a moment. So a process decodes one, and the next waits a second.
_one_at_a_time = threading.Lock()


@dataclass(frozen=True, slots=True)
class Picture:
    """What is stored and shown: at most 200 kB."""

    content_type: str
    width: int
    height: int
    body: bytes


@dataclass(frozen=True, slots=True)
class _Shape:
    """The largest width and height. `is_cut`: cut to that proportion, from the middle, instead of fitted into it."""

    width: int
    height: int
    is_cut: bool
    content_type: str


_SHAPES: Mapping[str, _Shape] = {
    PHOTO: _Shape(512, 512, is_cut=True, content_type="image/webp"),
    # Mails show it too, and not every mail program reads WebP.
    LOGO: _Shape(600, 240, is_cut=False, content_type="image/png"),
}


def encoded(data: bytes, *, kind: str, field: str) -> Picture:
    """A PNG, JPEG or WebP as we store it. `kind`: `photo` (a square of 512 pixels) or `logo` (within 600 by 240).

    A small picture is not enlarged, and of an animated one the first frame is taken. Raises InvalidInput for anything
    else, for more than 5 MB or 25 megapixels, and for a file that is damaged.
    """
    if len(data) > BYTES_AT_MOST:
        raise InvalidInput("image.too_large", field=field, megabytes=BYTES_AT_MOST // MEGABYTE)
    shape = _SHAPES[kind]
    with _one_at_a_time, _opened(data, field) as opened:
        _check_size(opened, field)
        try:
            scaled = _scaled(opened, shape)
        except Exception as problem:
            # The bytes are a stranger's, and a decoder raises anything from OSError to struct.error about them.
            raise InvalidInput("image.damaged", field=field) from problem
    body = _as_webp(scaled) if shape.content_type == "image/webp" else _as_png(scaled)
    return Picture(shape.content_type, scaled.width, scaled.height, body)


def _opened(data: bytes, field: str) -> Image.Image:
    """The picture with its header read and nothing decoded."""
    try:
        opened = Image.open(io.BytesIO(data), formats=FORMATS)
    except (Image.DecompressionBombError, Image.DecompressionBombWarning) as problem:
        raise _too_many_pixels(field) from problem
    except Exception as problem:
        raise InvalidInput("image.unknown_format", field=field) from problem
    if isinstance(opened, JpegImageFile) and data.count(_JPEG_SCAN) > SCANS_AT_MOST:
        raise InvalidInput("image.damaged", field=field)
    return opened


def _check_size(opened: Image.Image, field: str) -> None:
    if opened.width * opened.height > PIXELS_AT_MOST or max(opened.size) > SIDE_AT_MOST:
        raise _too_many_pixels(field)


def _too_many_pixels(field: str) -> InvalidInput:
    return InvalidInput("image.too_many_pixels", field=field, megapixels=PIXELS_AT_MOST // 1_000_000)


def _scaled(opened: Image.Image, shape: _Shape) -> Image.Image:
    is_turned = opened.getexif().get(_ORIENTATION) in _TURNED
    width, height = (shape.height, shape.width) if is_turned else (shape.width, shape.height)
    # A JPEG is decoded at a half, a quarter or an eighth of its size, where that is still twice as large as we need.
    opened.draft("RGB", (2 * width, 2 * height))
    opened.load()
    picture = _in_eight_bits(opened)
    if shape.is_cut:
        side = min(width, *picture.size)
        picture.thumbnail(_around(picture, 2 * side), reducing_gap=2.0)
        picture = _on_white(ImageOps.fit(picture, (side, side)))
    else:
        picture.thumbnail((width, height), reducing_gap=2.0)
    turned = ImageOps.exif_transpose(picture)
    turned.info = {}
    return turned


def _on_white(picture: Image.Image) -> Image.Image:
    if picture.mode != "RGBA":
        return picture
    return Image.alpha_composite(Image.new("RGBA", picture.size, "white"), picture).convert("RGB")


def _around(picture: Image.Image, side: int) -> tuple[int, int]:
    """A size in the picture's proportion whose shorter side is this long."""
    factor = side / min(picture.size)
    return max(side, round(picture.width * factor)), max(side, round(picture.height * factor))


def _in_eight_bits(picture: Image.Image) -> Image.Image:
    if picture.mode.startswith("I"):  # 16 bits a pixel; `convert` would cut off all that is brighter than 255
        picture = picture.convert("I").point(lambda value: value * (1 / 257)).convert("L")
    mode = "RGBA" if picture.has_transparency_data else "RGB"
    return picture if picture.mode == mode else picture.convert(mode)


def _as_webp(picture: Image.Image) -> bytes:
    for quality in (82, 60, 30):
        body = _saved(picture, "WEBP", quality=quality, method=4)
        if len(body) <= ENCODED_BYTES_AT_MOST:
            return body
    raise AssertionError("even noise of 512 by 512 pixels fits into 200 kB")


def _as_png(picture: Image.Image) -> bytes:
    body = _saved(picture, "PNG", optimize=True)
    if len(body) <= ENCODED_BYTES_AT_MOST:
        return body
    # 256 colours: at most a byte for each of 144 000 pixels.
    return _saved(picture.quantize(256, method=Image.Quantize.FASTOCTREE), "PNG", optimize=True)


def _saved(picture: Image.Image, format_: str, **options: object) -> bytes:
    out = io.BytesIO()
    picture.save(out, format_, **options)
    return out.getvalue()
