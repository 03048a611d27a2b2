"""Whether a slot may be taken is judged under the locks."""

import pytest
from flask import Flask

from tests.builders import (
    HOUR,
    JONAS,
    NOW,
    TOMORROW_AT_TEN,
    make_booking,
    make_configuration,
    make_grant,
    participant,
    reread,
)
from tests.services.bookings.deeds import cancelling
from webapp.errors import InvalidInput, NotAllowedNow, TimeslotUnavailable
from webapp.services import bookings
from webapp.services.calendars import calendars
from webapp.services.configurations import configurations


def test_a_taken_slot_is_refused(app: Flask) -> None:
    page = make_configuration()
    make_booking(page)

    with pytest.raises(TimeslotUnavailable, match=r"^timeslot\.unavailable"):
        make_booking(page)


def test_a_slot_of_another_length_is_refused(app: Flask) -> None:
    page = make_configuration()

    with pytest.raises(TimeslotUnavailable):
        make_booking(page, minutes=45)


def test_two_pages_that_share_a_calendar_cannot_overlap(app: Flask) -> None:
    grant = make_grant()
    make_booking(make_configuration(grant))
    other = make_configuration(grant, slug="other")

    with pytest.raises(TimeslotUnavailable):
        make_booking(other)


def test_a_booking_calendar_outside_of_calendar_ids_is_judged_too(app: Flask) -> None:
    grant = make_grant()
    private = calendars.create(grant, {"name": "Bookings"}, now=NOW)
    page = make_configuration(grant, participants=[participant(booking={"calendar_id": private.id})])
    make_booking(page)

    with pytest.raises(TimeslotUnavailable):
        make_booking(page)


def test_a_collective_booking_makes_every_participant_busy(app: Flask) -> None:
    jonas = make_grant(JONAS)
    together = make_configuration(
        participants=[participant(), participant(JONAS, name="Jonas", organizer=False)]
    )
    alone = make_configuration(jonas, slug="jonas", participants=[participant(JONAS, name="Jonas")])
    make_booking(together)

    with pytest.raises(TimeslotUnavailable):
        make_booking(alone)


def test_a_stranger_cannot_be_named_as_participant(app: Flask) -> None:
    page = make_configuration()

    with pytest.raises(InvalidInput) as refused:
        make_booking(page, participants=("stranger@example.com",))

    assert refused.value.field == "participants[0].email"


def test_a_deleted_page_takes_no_bookings_and_keeps_those_it_has(app: Flask) -> None:
    page = make_configuration()
    booking = make_booking(page)
    configurations.destroy(page, now=NOW)

    with pytest.raises(NotAllowedNow):
        make_booking(page, TOMORROW_AT_TEN + HOUR)
    assert bookings.cancel(booking.id, cancelling(), now=NOW).status == "cancelled"
    assert reread(page).deleted_at == NOW
