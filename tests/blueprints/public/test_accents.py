"""A page in the colour of its organizer."""

import pytest

from tests.blueprints.public.cast import FORM, shown
from tests.browser import Browser
from tests.builders import make_booking, make_configuration
from tests.page import Page
from webapp.extensions import transaction
from webapp.models import Configuration

OWN = "/accents/2563eb.css"


def accents(page: Page) -> list[str]:
    return [str(link["href"]) for link in page.select("link[href^='/accents/']")]


def test_every_page_of_a_booking_has_the_accent_of_its_scheduling_page(guest: Browser) -> None:
    configuration = make_configuration(appearance={"color": "#2563EB"})

    pages = [guest.open("/intro"), guest.open(FORM)]
    pages.append(shown(guest, make_booking(configuration)))

    assert [accents(page) for page in pages] == [[OWN]] * 3


def test_it_is_a_style_sheet_with_four_steps_for_light_for_dark_and_for_dark_by_choice(
    guest: Browser,
) -> None:
    answer = guest.open(OWN).answer
    sheet = answer.get_data(as_text=True)

    assert answer.mimetype == "text/css"
    assert answer.headers["Cache-Control"] == "public, max-age=31536000, immutable"
    assert "--accent: #2563eb;" in sheet
    assert [sheet.count(f"--{name}:") for name in ("accent", "accent-hover", "tint", "on-accent")] == [3] * 4


@pytest.mark.parametrize("colour", ["2563EB", "25e", "2563e", "2563eb0", "red", "%3B%7D"])
def test_a_colour_has_one_address(guest: Browser, colour: str) -> None:
    assert guest.open(f"/accents/{colour}.css").status == 404


@pytest.mark.parametrize("appearance", [None, {}, {"color": ""}])
def test_without_a_colour_a_page_has_our_own_accent(
    guest: Browser, appearance: dict[str, str] | None
) -> None:
    make_configuration(appearance=appearance)

    assert accents(guest.open("/intro")) == []


def test_a_colour_that_was_stored_before_colours_were_checked_is_left_out(guest: Browser) -> None:
    stored = make_configuration()
    with transaction() as session:
        row = session.get_one(Configuration, stored.id)
        row.document = {**row.document, "appearance": {"color": "</style>"}}

    page = guest.open("/intro")

    assert (page.status, accents(page)) == (200, [])
