"""A text as a QR code, drawn as SVG."""

import io

import segno

BORDER = 4  # what ISO/IEC 18004 asks for


def svg(text: str, *, scale: int = 8) -> bytes:
    """A file of its own, dark on white."""
    picture = io.BytesIO()
    _code(text).save(picture, kind="svg", scale=scale, border=BORDER, light="#fff")
    return picture.getvalue()


def inline_svg(text: str, *, scale: int = 4) -> str:
    """The same as a part of a page, without any address from which somebody else could fetch it."""
    drawn: str = _code(text).svg_inline(
        scale=scale, border=BORDER, light="#fff", svgclass="qr", lineclass=None
    )
    return drawn


def _code(text: str) -> segno.QRCode:
    return segno.make(text, micro=False)
