"""Pictures that come from outside: what is kept of them, and what is refused before it costs anything."""

import os
import zlib
from typing import Any

import pytest
from PIL import Image

from tests.pictures import BLUE, RED, half_and_half, huge_webp, opened, picture, png, saved
from webapp.errors import InvalidInput
from webapp.lib import pictures
from webapp.lib.pictures import LOGO, PHOTO, Picture, encoded


def photo(data: bytes) -> Picture:
    return encoded(data, kind=PHOTO, field="photo")


def logo(data: bytes) -> Picture:
    return encoded(data, kind=LOGO, field="logo")


def refusal(data: bytes) -> tuple[str, str]:
    with pytest.raises(InvalidInput) as refused:
        logo(data)
    return refused.value.code, refused.value.field


def is_about(colour: Any, wanted: tuple[int, int, int]) -> bool:
    return all(abs(part - other) < 12 for part, other in zip(colour, wanted, strict=True))


@pytest.mark.parametrize("format_", ["PNG", "JPEG", "WEBP"])
def test_a_photo_becomes_a_square_of_512_pixels(format_: str) -> None:
    made = photo(picture(1600, 900, format_=format_))

    assert (made.content_type, made.width, made.height) == ("image/webp", 512, 512)
    assert opened(made.body).size == (512, 512)


@pytest.mark.parametrize(
    ("given", "made"), [((1200, 240), (600, 120)), ((300, 900), (80, 240)), ((90, 30), (90, 30))]
)
def test_a_logo_fits_into_600_by_240_and_is_never_enlarged(
    given: tuple[int, int], made: tuple[int, int]
) -> None:
    kept = logo(picture(*given))

    assert (kept.content_type, opened(kept.body).size) == ("image/png", made)


def test_a_small_photo_is_cut_and_not_enlarged() -> None:
    assert opened(photo(picture(60, 40)).body).size == (40, 40)


def test_a_photo_is_cut_from_its_middle() -> None:
    kept = opened(photo(half_and_half(400, 2000)).body).convert("RGB")

    assert is_about(kept.getpixel((200, 20)), RED)
    assert is_about(kept.getpixel((200, 380)), BLUE)


def test_a_photo_that_lies_on_its_side_is_stood_up() -> None:
    turned = Image.Exif()
    turned[0x0112] = 6  # to be turned clockwise by a quarter

    kept = opened(logo(half_and_half(400, 200, exif=turned)).body)

    assert kept.size == (120, 240)
    assert is_about(kept.getpixel((110, 120)), RED)
    assert is_about(kept.getpixel((10, 120)), BLUE)


def test_nothing_that_came_along_is_kept() -> None:
    place = Image.Exif()
    place[0x010E] = "Taken at home"
    notes: dict[str, Any] = {"exif": place, "icc_profile": b"Secret profile", "xmp": b"<secret/>"}
    jpeg = picture(50, 50, format_="JPEG", comment=b"Secret comment", **notes)

    for given in (jpeg, picture(50, 50, **notes), picture(50, 50, format_="WEBP", **notes)):
        for kept in (photo(given), logo(given)):
            assert not {*notes, "comment"} & opened(kept.body).info.keys()
            assert b"Taken at home" not in kept.body


def test_what_hides_behind_a_picture_is_not_kept() -> None:
    assert b"<script>" not in logo(picture() + b"<script>alert(1)</script>").body


@pytest.mark.parametrize("format_", ["PNG", "WEBP"])
def test_of_an_animated_picture_the_first_frame_is_taken(format_: str) -> None:
    frames = [Image.new("RGB", (40, 40), colour) for colour in (RED, BLUE)]
    moving = saved(frames[0], format_, save_all=True, append_images=frames[1:], duration=100)

    kept = opened(logo(moving).body)

    assert is_about(kept.convert("RGB").getpixel((20, 20)), RED)
    assert getattr(kept, "n_frames", 1) == 1


def test_a_logo_stays_transparent_and_a_photo_stands_on_white() -> None:
    given = picture(20, 20, mode="RGBA", colour=(255, 0, 0, 0))

    assert opened(logo(given).body).convert("RGBA").getpixel((5, 5))[3] == 0  # type: ignore[index]
    assert is_about(opened(photo(given).body).convert("RGB").getpixel((5, 5)), (255, 255, 255))


@pytest.mark.parametrize("mode", ["1", "L", "LA", "P"])
def test_every_kind_of_colour_is_read(mode: str) -> None:
    given = picture(20, 20, mode=mode, colour=0)

    assert (logo(given).width, photo(given).width) == (20, 20)


def test_sixteen_bits_a_pixel_are_read_as_bright_as_they_are() -> None:
    given = saved(Image.new("I;16", (20, 20), 0x8080), "PNG")

    assert is_about(opened(logo(given).body).convert("RGB").getpixel((5, 5)), (128, 128, 128))


def test_four_inks_are_read() -> None:
    assert photo(picture(20, 20, format_="JPEG", mode="CMYK", colour=(0, 0, 0, 0))).width == 20


@pytest.mark.parametrize("kind", [PHOTO, LOGO])
@pytest.mark.parametrize("mode", ["RGB", "RGBA"])
def test_even_noise_is_at_most_200_kB(kind: str, mode: str) -> None:
    noise = Image.frombytes(mode, (600, 600), os.urandom(600 * 600 * len(mode)))

    assert len(encoded(saved(noise, "PNG"), kind=kind, field="f").body) <= 200_000


SVG = b'<svg xmlns="http://www.w3.org/2000/svg"/>'


@pytest.mark.parametrize(
    "data",
    [
        *(b"", b"GIF89a", SVG, b"%PDF-1.7", b"<!doctype html>"),
        picture(format_="GIF", mode="L", colour=0),
        picture(format_="BMP"),
        SVG + picture(),
        b"\x89PNG\r\n\x1a\n",
        png((b"zTXt", b"a\0\0" + zlib.compress(bytes(20_000_000)))),
    ],
    ids=["nothing", "gif", "svg", "pdf", "html", "real-gif", "bmp", "png-in-svg", "png-begun", "text-bomb"],
)
def test_what_is_no_picture_of_three_kinds_is_refused(data: bytes) -> None:
    assert refusal(data) == ("image.unknown_format", "logo")


@pytest.mark.parametrize("format_", ["PNG", "JPEG", "WEBP"])
def test_a_file_that_was_cut_off_is_refused(format_: str) -> None:
    whole = saved(Image.frombytes("RGB", (90, 90), os.urandom(90 * 90 * 3)), format_)

    assert refusal(whole[: len(whole) // 2])[0] in ("image.damaged", "image.unknown_format")


@pytest.mark.parametrize(
    "data",
    [
        png((b"IDAT", b""), width=2**31 - 1, height=2**31 - 1),
        png((b"IDAT", zlib.compress(bytes(1000))), width=5001, height=5000),
        png((b"IDAT", b""), width=1, height=20_000),
        huge_webp(),
    ],
    ids=["largest-png", "a-line-too-much", "a-long-line", "webp"],
)
def test_a_picture_of_too_many_pixels_is_refused_before_it_is_decoded(
    data: bytes, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(pictures, "_scaled", lambda *_: pytest.fail("it was decoded"))

    assert refusal(data)[0] == "image.too_many_pixels"


def test_a_picture_that_holds_more_than_it_says_costs_no_more() -> None:
    bomb = png((b"IDAT", zlib.compress(bytes(100_000_000))))

    assert logo(bomb).width == 10


def test_a_photo_that_is_drawn_hundreds_of_times_over_is_refused() -> None:
    whole = picture(64, 64, format_="JPEG", progressive=True)
    scan = whole[whole.index(b"\xff\xda") : -2]

    assert refusal(whole[:-2] + scan * 200 + b"\xff\xd9")[0] == "image.damaged"


def test_five_megabytes_may_come_and_no_byte_more() -> None:
    small = picture()
    filled = small + bytes(pictures.BYTES_AT_MOST - len(small))

    assert logo(filled).width == 60
    assert refusal(filled + b"\0")[0] == "image.too_large"


@pytest.mark.parametrize("seed", range(40))
def test_damage_anywhere_is_a_refusal_or_a_picture(seed: int) -> None:
    whole = bytearray(half_and_half(64, 64) if seed % 2 else picture(64, 64))
    for turn in range(8):
        whole[(seed * 977 + turn * 131) % len(whole)] ^= 1 + (seed * 31 + turn) % 255
    try:
        kept = logo(bytes(whole))
    except InvalidInput:
        return

    assert opened(kept.body).size <= (600, 240)
