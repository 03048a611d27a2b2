"""Pictures as people, programs and enemies send them."""

import io
import struct
import zlib
from typing import Any

from PIL import Image

RED, BLUE = (255, 0, 0), (0, 0, 255)


def picture(
    width: int = 60,
    height: int = 40,
    *,
    format_: str = "PNG",
    mode: str = "RGB",
    colour: Any = RED,
    **options: Any,
) -> bytes:
    """A picture of one colour."""
    return saved(Image.new(mode, (width, height), colour), format_, **options)


def half_and_half(width: int, height: int, **options: Any) -> bytes:
    """A JPEG whose upper half is red and whose lower half is blue."""
    drawn = Image.new("RGB", (width, height), BLUE)
    drawn.paste(RED, (0, 0, width, height // 2))
    return saved(drawn, "JPEG", quality=95, **options)


def saved(drawn: Image.Image, format_: str, **options: Any) -> bytes:
    out = io.BytesIO()
    drawn.save(out, format_, **options)
    return out.getvalue()


def opened(body: bytes) -> Image.Image:
    """A picture as a browser sees it."""
    return Image.open(io.BytesIO(body))


def png(*chunks: tuple[bytes, bytes], width: int = 10, height: int = 10) -> bytes:
    """A PNG by its chunks, whatever is in them (PNG specification, section 5)."""
    header = struct.pack(">IIBBBBB", width, height, 8, 6, 0, 0, 0)
    parts = [(b"IHDR", header), *chunks, (b"IEND", b"")]
    return b"\x89PNG\r\n\x1a\n" + b"".join(_chunk(kind, data) for kind, data in parts)


def huge_webp(side: int = 16_383) -> bytes:
    """A WebP of a few bytes whose canvas would take a gigabyte."""
    last = (side - 1).to_bytes(3, "little")
    frame = picture(4, 4, format_="WEBP", lossless=True)[12:]
    edge = (3).to_bytes(3, "little")
    parts = [
        (b"VP8X", bytes([2, 0, 0, 0]) + last + last),
        (b"ANIM", bytes(6)),
        (b"ANMF", bytes(6) + edge + edge + bytes(4) + frame),
    ]
    body = b"WEBP" + b"".join(kind + struct.pack("<I", len(data)) + data for kind, data in parts)
    return b"RIFF" + struct.pack("<I", len(body)) + body


def _chunk(kind: bytes, data: bytes) -> bytes:
    return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))
