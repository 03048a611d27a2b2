"""HTML for other people's websites."""

from collections.abc import Iterator

import pytest
from flask import Flask

from tests.tags import read
from webapp.blueprints.dashboard.presenters import snippets
from webapp.lib import colours

ADDRESS = "https://book.example.org/intro-call"


@pytest.fixture(autouse=True)
def request_(sqlite_app: Flask) -> Iterator[None]:
    with sqlite_app.test_request_context():
        yield


def test_a_link_leads_to_the_page_and_says_its_name() -> None:
    assert snippets.link("Intro call", ADDRESS) == f'<a href="{ADDRESS}">Book a time: Intro call</a>'


def test_a_button_has_the_colour_of_the_page() -> None:
    accent = colours.steps("#7a1fa2", dark=False).accent

    assert f"background: {accent}; color: #ffffff" in snippets.button("Intro", ADDRESS, colour="#7a1fa2")


def test_without_a_colour_the_button_has_ours() -> None:
    ours = colours.steps(snippets.OUR_ACCENT, dark=False).accent

    assert f"background: {ours};" in snippets.button("Intro", ADDRESS, colour=None)


def test_a_colour_that_is_too_light_becomes_one_that_can_be_read() -> None:
    assert "background: #ffff00" not in snippets.button("Intro", ADDRESS, colour="#ffff00")


@pytest.mark.parametrize("make", [snippets.link, lambda *of: snippets.button(*of, colour=None)])
def test_a_name_is_text_and_never_markup(make: object) -> None:
    made = make('<b onclick="x">Tea & talk</b>', ADDRESS)  # type: ignore[operator]

    [tag] = read(made).select("body *")
    assert (tag.name, tag.text) == ("a", 'Book a time: <b onclick="x">Tea & talk</b>')


def embedded(made: str) -> tuple[dict[str, str], str]:
    """What the link says to the script, and where the script is."""
    link, script = read(made).select("body *")
    assert (link["href"], script["async"]) == (ADDRESS, "")
    return link.attrs, script["src"]


def test_the_page_in_a_website_is_a_link_that_our_script_makes_more_of() -> None:
    made = [
        snippets.inline("Intro", ADDRESS),
        snippets.popup("Intro", ADDRESS),
        snippets.corner_button("Intro", ADDRESS, colour=None),
    ]

    assert [embedded(html)[0]["data-openslot"] for html in made] == ["inline", "popup", "button"]
    assert {embedded(html)[1] for html in made} == {"https://book.example.org/embed.js"}


def test_the_button_in_the_corner_can_be_read() -> None:
    said, _ = embedded(snippets.corner_button("Intro", ADDRESS, colour="#ffff00"))

    assert colours.contrast(said["data-color"], said["data-ink"]) >= colours.READABLE
