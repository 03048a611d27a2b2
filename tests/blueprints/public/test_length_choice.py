"""A guest chooses one of several lengths by plain links, and keeps it until the booking."""

import pytest
from flask import Flask

from tests.browser import Browser
from tests.builders import (
    HOUR,
    MINUTE,
    NOW,
    TOMORROW_AT_TEN,
    availability,
    make_booking,
    make_configuration,
    reread,
)
from webapp.extensions import db
from webapp.models import Booking, Configuration
from webapp.models.reference import guest_reference
from webapp.services.configurations import configurations

pytestmark = pytest.mark.usefixtures("clock")
BOOK, MOVE = "Book this time", "Reschedule"
DETAILS = {"name": "Priya Raman", "email": "priya@example.com"}
FORM = f"/intro/bookings/new?start={TOMORROW_AT_TEN}&duration_minutes=60"


@pytest.fixture
def page_of_lengths(app: Flask) -> Configuration:
    return make_configuration(availability=availability(duration_options=[15, 60]))


def the_booking() -> Booking:
    db.session.close()
    booking: Booking = db.session.scalars(db.select(Booking)).one()
    return booking


def minutes_of(booking: Booking) -> int:
    return (booking.ends_at - booking.starts_at) // MINUTE


def test_each_length_is_a_link_that_keeps_what_was_chosen(
    page_of_lengths: Configuration, guest: Browser
) -> None:
    page = guest.open("/intro?timezone=Asia%2FTokyo&day=2027-01-06")

    assert page.html.count('id="lengths"') == 1
    for minutes in (15, 30, 60):
        assert f"day=2027-01-06&amp;timezone=Asia/Tokyo&amp;duration_minutes={minutes}" in page.html.replace(
            "%2F", "/"
        )


def test_a_page_of_one_length_offers_no_choice(app: Flask, guest: Browser) -> None:
    make_configuration()

    assert 'id="lengths"' not in guest.open("/intro").html


def test_every_link_to_a_time_keeps_the_length(page_of_lengths: Configuration, guest: Browser) -> None:
    html = guest.open("/intro?duration_minutes=60&day=2027-01-05").html

    assert f"/intro/bookings/new?start={TOMORROW_AT_TEN}&amp;duration_minutes=60" in html
    assert "month=2027-02&amp;duration_minutes=60" in html


def test_the_chosen_length_is_booked(page_of_lengths: Configuration, guest: Browser) -> None:
    guest.press(guest.open(FORM), BOOK, by=DETAILS)

    assert minutes_of(the_booking()) == 60


def test_a_refused_form_keeps_the_length(page_of_lengths: Configuration, guest: Browser) -> None:
    refused = guest.press(guest.open(FORM), BOOK, by={**DETAILS, "email": "nowhere"})
    guest.press(refused, BOOK, by=DETAILS)

    assert refused.status == 422
    assert minutes_of(the_booking()) == 60


def test_another_time_for_one_that_is_lost_has_the_length(
    page_of_lengths: Configuration, guest: Browser
) -> None:
    form = guest.open(FORM)
    make_booking(page_of_lengths, TOMORROW_AT_TEN + 30 * MINUTE)

    lost = guest.press(form, BOOK, by=DETAILS)

    assert lost.status == 409
    assert 'name="duration_minutes" value="60"' in lost.html
    assert f'value="{TOMORROW_AT_TEN + 15 * MINUTE}"' not in lost.html


def test_a_length_that_is_offered_no_more_books_no_other(
    page_of_lengths: Configuration, guest: Browser
) -> None:
    form = guest.open(FORM)
    configurations.update(page_of_lengths, {"availability": availability(duration_options=[15])}, now=NOW)

    refused = guest.press(form, BOOK, by=DETAILS)

    assert refused.status == 422
    assert "This length is not offered." in refused.html


@pytest.mark.parametrize("minutes", ["45", "0", "-60", "²", "9" * 30, "long"])
def test_a_length_that_is_none_counts_as_no_choice(
    page_of_lengths: Configuration, guest: Browser, minutes: str
) -> None:
    page = guest.open(f"/intro?duration_minutes={minutes}")

    assert page.status == 200
    assert "duration_minutes=30&amp;" not in page.html.split('id="lengths"')[0]


@pytest.mark.parametrize(("query", "minutes"), [("", 60), ("&duration_minutes=15", 15)])
def test_a_booking_that_is_moved_keeps_its_length_or_gets_the_chosen_one(
    page_of_lengths: Configuration, guest: Browser, query: str, minutes: int
) -> None:
    booking = make_booking(page_of_lengths, minutes=60)
    address = f"/bookings/{guest_reference(booking)}/reschedule?start={TOMORROW_AT_TEN + 2 * HOUR}{query}"

    guest.press(guest.open(address), MOVE)

    moved = reread(booking)
    assert (moved.starts_at, minutes_of(moved)) == (TOMORROW_AT_TEN + 2 * HOUR, minutes)
