"""A guest names others in one field, as they paste them from a mail."""

import pytest

from tests.blueprints.public.cast import BOOK, FORM, PRIYAS, the_booking
from tests.browser import Browser
from tests.builders import make_configuration
from webapp.extensions import db
from webapp.models import Booking

GUESTS = "Additional guests"


def test_guests_are_booked_from_what_was_pasted(guest: Browser) -> None:
    make_configuration()
    pasted = "Jonas Berg <jonas@example.com>; ana@Example.com\r\nJONAS@example.com"

    result = guest.press(guest.open(FORM), BOOK, by={**PRIYAS, GUESTS: pasted})

    assert result.status == 303
    assert the_booking().additional_guests == [
        {"name": "Jonas Berg", "email": "jonas@example.com"},
        {"name": "", "email": "ana@example.com"},
    ]


@pytest.mark.parametrize("wrong", ["jonas", "Jonas <jonas>", "jönas@example.com"])
def test_what_is_no_address_is_named_beside_the_field_and_nothing_is_lost(guest: Browser, wrong: str) -> None:
    make_configuration()
    pasted = f"ana@example.com, {wrong}"

    page = guest.press(guest.open(FORM), BOOK, by={**PRIYAS, GUESTS: pasted})

    assert page.status == 422
    assert "is no e-mail address. Please write it as jo@example.com." in (page.field(GUESTS).error or "")
    assert page.field(GUESTS).value == pasted
    assert page.field("Your name").value == "Priya Raman"
    assert not db.session.scalars(db.select(Booking)).all()


def test_more_guests_than_fit_are_refused(guest: Browser) -> None:
    make_configuration()
    many = ",".join(f"guest{number}@example.com" for number in range(21))

    page = guest.press(guest.open(FORM), BOOK, by={**PRIYAS, GUESTS: many})

    assert page.field(GUESTS).error == "Please name 20 guests at most."
