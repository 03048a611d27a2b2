import re

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from webapp.assets import FOLDER
from webapp.lib import colours
from webapp.lib.colours import NIGHT, READABLE, WHITE, Steps, contrast, steps

ANY_COLOUR = st.integers(0, 0xFFFFFF).map(lambda number: f"#{number:06x}")


def test_black_on_white_is_the_highest_contrast() -> None:
    assert contrast("#000000", "#ffffff") == pytest.approx(21)
    assert contrast("#777777", "#ffffff") == pytest.approx(4.478, abs=0.001)


@pytest.mark.parametrize(
    ("text", "colour"),
    [
        ("#1B6B51", "#1b6b51"),
        ("#abc", "#aabbcc"),
        (" #abc ", "#aabbcc"),
        ("red", None),
        ("#abcd", None),
        ("#1b6b5", None),
        ("#1b6b51;}", None),
        ("#１２３", None),
        ("", None),
    ],
)
def test_a_colour_is_three_or_six_digits(text: str, colour: str | None) -> None:
    assert colours.parsed(text) == colour


@settings(max_examples=150, deadline=None)
@given(ANY_COLOUR, st.booleans())
def test_whatever_the_colour_its_words_can_be_read(colour: str, dark: bool) -> None:
    found, surface = steps(colour, dark=dark), NIGHT if dark else WHITE

    assert contrast(found.accent, surface) >= READABLE
    assert contrast(found.accent, found.tint) >= READABLE
    assert contrast(found.accent, found.on_accent) >= READABLE
    assert contrast(found.hover, found.on_accent) >= READABLE


@pytest.mark.parametrize("dark", [False, True])
@pytest.mark.parametrize("colour", ["#000000", "#ffffff", "#ffff00", "#0000ff", "#808080", "#ff0000"])
def test_the_ends_of_the_range_can_be_read_as_well(colour: str, dark: bool) -> None:
    found = steps(colour, dark=dark)

    assert contrast(found.accent, found.on_accent) >= READABLE
    assert contrast(found.hover, found.on_accent) >= READABLE
    assert found.hover != found.accent


def test_a_colour_that_can_be_read_stays_as_it_is() -> None:
    assert steps("#17614a", dark=False).accent == "#17614a"


def test_a_light_colour_becomes_darker_and_keeps_its_hue() -> None:
    found = steps("#ffd400", dark=False).accent

    red, green, blue = (int(found[at : at + 2], 16) for at in (1, 3, 5))
    assert red > green > blue
    assert contrast(found, WHITE) < READABLE + 0.9


def test_a_dark_colour_becomes_lighter_on_dark_pages() -> None:
    assert contrast(steps("#0b2a6b", dark=True).accent, NIGHT) >= READABLE


def default_names() -> list[dict[str, str]]:
    """The colours that `tokens.css` gives their names, in light and in dark."""
    light, _, dark = (FOLDER / "tokens.css").read_text().partition("@media (prefers-color-scheme: dark)")
    found = [dict(re.findall(r"--([\w-]+): (#[0-9a-f]{3,6});", text)) for text in (light, dark)]
    return [{name: colours.parsed(value) or "" for name, value in names.items()} for names in found]


def test_dark_by_choice_is_dark_by_habit() -> None:
    """A page inside a dark website is as dark as on a dark device: `tokens.css` says it twice."""
    sheet = (FOLDER / "tokens.css").read_text()
    _, by_habit, rest = re.split(r':root:where\(:not\(\[data-scheme="light"\]\)\) \{|\n  \}\n\}', sheet)[:3]
    by_choice = re.search(r':root:where\(\[data-scheme="dark"\]\) \{[^\n]*\n(.*?)\n\}', rest, re.DOTALL)

    assert by_choice is not None
    assert by_choice[1].split() == by_habit.split()


READ_ON = {
    "ink": ["ground", "surface", "raised"],
    "ink-2": ["ground", "surface", "raised"],
    "ink-3": ["surface"],
    "accent": ["ground", "surface", "raised", "tint"],
    "on-accent": ["accent", "accent-hover"],
    **{name: ["ground", "surface", f"{name}-tint"] for name in ("good", "info", "warn", "bad")},
}


@pytest.mark.parametrize("names", default_names(), ids=["light", "dark"])
def test_our_own_colours_can_be_read_wherever_they_stand(names: dict[str, str]) -> None:
    pairs = [(text, ground) for text, grounds in READ_ON.items() for ground in grounds]

    assert [pair for pair in pairs if contrast(names[pair[0]], names[pair[1]]) < READABLE] == []


@pytest.mark.parametrize("names", default_names(), ids=["light", "dark"])
def test_the_frame_of_a_control_is_seen(names: dict[str, str]) -> None:
    """WCAG 2.2, 1.4.11: 3 to 1."""
    assert min(contrast(names["control"], names[ground]) for ground in ("surface", "ground")) >= 3


@pytest.mark.parametrize(("names", "surface"), [*zip(default_names(), (WHITE, NIGHT), strict=True)])
def test_the_guard_knows_our_surfaces(names: dict[str, str], surface: str) -> None:
    assert names["surface"] == surface


def test_steps_are_written_as_style_sheets_read_them() -> None:
    found = steps("#ABCDEF".lower(), dark=False)

    assert isinstance(found, Steps)
    assert all(re.fullmatch(r"#[0-9a-f]{6}", value) for value in (found.accent, found.hover, found.tint))
