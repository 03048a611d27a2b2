"""A colour that somebody likes, made into four that can be read: a contrast guard.

Contrast is that of WCAG 2.2 (relative luminance). A colour keeps its hue; its lightness moves in the Oklab space
(https://bottosson.github.io/posts/oklab/), where equal steps look equal, and its strength only where sRGB ends.
"""

import math
import re
from collections.abc import Iterator
from dataclasses import dataclass

READABLE = 4.5  # WCAG 2.2, 1.4.3 for text of any size
WHITE, NIGHT = "#ffffff", "#161a18"  # the surfaces of `static/tokens.css`, in light and in dark
_HEX = re.compile(r"#([0-9a-f]{3}|[0-9a-f]{6})", re.IGNORECASE | re.ASCII)
_STEP = 0.01
_HOVER = 0.07  # how much a colour moves away from its surface when it is pointed at

Triple = tuple[float, float, float]


@dataclass(frozen=True, slots=True)
class Steps:
    """Colours as `#rrggbb`. `accent` can be read on the surface and on `tint`, and `on_accent` on it and on `hover`."""

    accent: str
    hover: str
    tint: str
    on_accent: str


def parsed(text: str) -> str | None:
    """`#abc` and `#aabbcc`, in any case, as `#aabbcc`; None for anything else."""
    given = _HEX.fullmatch(text.strip())
    if given is None:
        return None
    digits = given[1].lower()
    return "#" + (digits if len(digits) == 6 else "".join(digit * 2 for digit in digits))


def contrast(one: str, other: str) -> float:
    """From 1 (the same) to 21 (black and white)."""
    lighter, darker = sorted((_luminance(one), _luminance(other)), reverse=True)
    return (lighter + 0.05) / (darker + 0.05)


def steps(colour: str, *, dark: bool) -> Steps:
    """The four steps of a colour `#rrggbb`, for light pages or dark ones."""
    lightness, strength, hue = _to_oklch(colour)
    surface, away = (NIGHT, 1) if dark else (WHITE, -1)
    tint = _from_oklch((0.29 if dark else 0.955, min(strength, 0.045 if dark else 0.025), hue))
    on_accent = _from_oklch((0.2, min(strength, 0.03), hue)) if dark else WHITE
    accent_lightness = next(
        at
        for at in _away_from_surface(lightness, away)
        if all(
            contrast(_from_oklch((at, strength, hue)), on) >= READABLE for on in (surface, tint, on_accent)
        )
    )
    hover = _from_oklch((_pointed_at(accent_lightness, away), strength, hue))
    return Steps(_from_oklch((accent_lightness, strength, hue)), hover, tint, on_accent)


def _away_from_surface(lightness: float, away: int) -> Iterator[float]:
    """Lightnesses from this one to the end, which white and black are."""
    count = math.ceil((1 - lightness if away > 0 else lightness) / _STEP)
    yield from (lightness + away * _STEP * step for step in range(count))
    yield 1.0 if away > 0 else 0.0


def _pointed_at(lightness: float, away: int) -> float:
    """Farther from the surface; where that ends, back a little, which the room for contrast there allows."""
    farther = lightness + away * _HOVER
    return farther if 0 <= farther <= 1 else lightness - 3 * away * _HOVER


def _luminance(colour: str) -> float:
    red, green, blue = _linear(colour)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def _linear(colour: str) -> Triple:
    red, green, blue = (int(colour[at : at + 2], 16) / 255 for at in (1, 3, 5))
    return _unbent(red), _unbent(green), _unbent(blue)


def _unbent(value: float) -> float:
    return value / 12.92 if value <= 0.04045 else float(((value + 0.055) / 1.055) ** 2.4)


def _bent(value: float) -> float:
    return value * 12.92 if value <= 0.0031308 else float(1.055 * value ** (1 / 2.4) - 0.055)


def _to_oklch(colour: str) -> Triple:
    """Lightness from 0 to 1, strength (chroma), hue in radians."""
    red, green, blue = _linear(colour)
    long = math.cbrt(0.4122214708 * red + 0.5363325363 * green + 0.0514459929 * blue)
    middle = math.cbrt(0.2119034982 * red + 0.6806995451 * green + 0.1073969566 * blue)
    short = math.cbrt(0.0883024619 * red + 0.2817188376 * green + 0.6299787005 * blue)
    lightness = 0.2104542553 * long + 0.7936177850 * middle - 0.0040720468 * short
    a = 1.9779984951 * long - 2.4285922050 * middle + 0.4505937099 * short
    b = 0.0259040371 * long + 0.7827717662 * middle - 0.8086757660 * short
    return lightness, math.hypot(a, b), math.atan2(b, a)


def _from_oklch(colour: Triple) -> str:
    """The colour, less strong as far as sRGB demands."""
    lightness, strength, hue = colour
    while strength > 0 and not all(
        -0.0001 <= value <= 1.0001 for value in _to_linear((lightness, strength, hue))
    ):
        strength = max(0.0, strength - 0.004)
    values = (_bent(min(1.0, max(0.0, value))) for value in _to_linear((lightness, strength, hue)))
    return "#" + "".join(f"{round(value * 255):02x}" for value in values)


def _to_linear(colour: Triple) -> Triple:
    lightness, strength, hue = colour
    a, b = strength * math.cos(hue), strength * math.sin(hue)
    long = (lightness + 0.3963377774 * a + 0.2158037573 * b) ** 3
    middle = (lightness - 0.1055613458 * a - 0.0638541728 * b) ** 3
    short = (lightness - 0.0894841775 * a - 1.2914855480 * b) ** 3
    return (
        4.0767416621 * long - 3.3077115913 * middle + 0.2309699292 * short,
        -1.2684380046 * long + 2.6097574011 * middle - 0.3413193965 * short,
        -0.0041960863 * long - 0.7034186147 * middle + 1.7076147010 * short,
    )
