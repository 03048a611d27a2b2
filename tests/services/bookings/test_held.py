"""The bookings that hold time in calendars."""

from tests.builders import (
    DAY,
    NOW,
    TOMORROW_AT_TEN,
    grant_of,
    make_booking,
    make_configuration,
    primary_calendar,
)
from tests.services.bookings.deeds import cancelling
from webapp.models import Organizer
from webapp.services import bookings
from webapp.services.bookings import held


def test_a_booking_is_there_on_its_day(maya: Organizer) -> None:
    booking = make_booking(make_configuration(grant_of(maya)))
    calendar_ids = [primary_calendar(grant_of(maya)).id]

    found = held.between(calendar_ids, since=NOW + DAY, until=NOW + 2 * DAY, now=NOW)

    assert [each.id for each in found] == [booking.id]
    assert held.between(calendar_ids, since=NOW, until=TOMORROW_AT_TEN, now=NOW) == ()


def test_one_that_was_cancelled_holds_nothing(maya: Organizer) -> None:
    booking = make_booking(make_configuration(grant_of(maya)))
    bookings.cancel(booking.id, cancelling(), now=NOW)

    calendar_ids = [primary_calendar(grant_of(maya)).id]
    assert held.between(calendar_ids, since=NOW, until=NOW + 2 * DAY, now=NOW) == ()


def test_without_a_calendar_nothing_is_held(maya: Organizer) -> None:
    make_booking(make_configuration(grant_of(maya)))

    assert held.between([], since=NOW, until=NOW + 2 * DAY, now=NOW) == ()
