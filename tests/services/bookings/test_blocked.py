"""Whom the installation blocks cannot be booked for, through either door."""

import pytest
from flask import Flask

from tests.blueprints.public.cast import BOOK, FORM, PRIYAS
from tests.browser import Browser
from tests.builders import PRIYA, make_booking, make_configuration
from webapp.errors import InvalidInput
from webapp.extensions import db
from webapp.models import Booking
from webapp.services.bookings.commands import ORGANIZER, Person

ADA = Person(name="Ada", email="ada@example.com")
pytestmark = pytest.mark.usefixtures("clock")


@pytest.fixture
def blocking(sqlite_app: Flask, monkeypatch: pytest.MonkeyPatch) -> Flask:
    monkeypatch.setitem(sqlite_app.config, "OPENSLOT_BLOCKED_GUESTS", ("spam.example", PRIYA))
    return sqlite_app


def test_a_guest_who_is_blocked_reads_so_beside_the_address_and_loses_nothing(blocking: Flask) -> None:
    make_configuration()
    guest = Browser(blocking.test_client())

    page = guest.press(guest.open(FORM), BOOK, by=PRIYAS)

    assert page.status == 422
    assert "takes no bookings from this address" in (page.field("E-mail").error or "")
    assert page.field("Your name").value == "Priya Raman"
    assert not db.session.scalars(db.select(Booking)).all()


def test_nobody_brings_somebody_who_is_blocked(blocking: Flask) -> None:
    jo = Person(name="Jo", email="jo@mail.spam.example")

    with pytest.raises(InvalidInput) as refused:
        make_booking(make_configuration(), guest=ADA, additional_guests=(jo,))

    assert (refused.value.code, refused.value.field) == ("additional_guests.blocked", "additional_guests")


def test_an_organizer_books_for_whom_they_want(blocking: Flask) -> None:
    booking = make_booking(make_configuration(), actor=ORGANIZER)

    assert booking.guest_email == PRIYA
