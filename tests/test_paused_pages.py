"""A page that is paused: nothing is offered and nothing booked, through any door, and what was booked stays."""

import pytest
from flask import Flask

from tests.builders import HOUR, NOW, TOMORROW_AT_TEN, make_booking, make_configuration
from webapp.errors import NotAllowedNow
from webapp.models import Configuration, Grant
from webapp.services import bookings
from webapp.services.availability import emptiness, explanations, offers
from webapp.services.availability.explanations import Asker
from webapp.services.bookings.commands import GUEST, PAGE, CancelBooking, RescheduleBooking
from webapp.services.configurations import configurations

LATER = TOMORROW_AT_TEN + 5 * HOUR


def pause(page: Configuration) -> Configuration:
    return configurations.update(page, {"paused": True}, now=NOW)


def test_nothing_is_offered_and_nothing_is_booked(app: Flask, maya_grant: Grant) -> None:
    page = pause(make_configuration(maya_grant))

    assert offers.offered(page, start=NOW, end=LATER, now=NOW).starts == []
    with pytest.raises(NotAllowedNow, match="page.paused"):
        make_booking(page)


def test_a_booking_gets_no_other_time_and_can_be_cancelled(app: Flask, maya_grant: Grant) -> None:
    page = make_configuration(maya_grant)
    booking = make_booking(page)
    pause(page)
    move = RescheduleBooking(
        starts_at=LATER, ends_at=LATER + booking.ends_at - booking.starts_at, actor=GUEST, door=PAGE
    )

    with pytest.raises(NotAllowedNow, match="page.paused"):
        bookings.reschedule(booking.id, move, now=NOW)
    assert (
        bookings.cancel(booking.id, CancelBooking(reason="", actor=GUEST, door=PAGE), now=NOW).status
        == "cancelled"
    )


def test_it_is_said_why(app: Flask, maya_grant: Grant) -> None:
    page = pause(make_configuration(maya_grant))

    explained = explanations.explained(
        page, start=TOMORROW_AT_TEN, end=TOMORROW_AT_TEN + HOUR, now=NOW, asker=Asker(None)
    )

    assert emptiness.why_empty(page, start=NOW, end=LATER, now=NOW).kind == "paused"
    assert {reason.code for each in explained for reason in each.reasons} == {"paused"}


def test_after_the_pause_all_is_as_before(app: Flask, maya_grant: Grant) -> None:
    page = make_configuration(maya_grant)
    before = offers.offered(page, start=NOW, end=LATER, now=NOW).starts

    resumed = configurations.update(pause(page), {"paused": False}, now=NOW)

    assert offers.offered(resumed, start=NOW, end=LATER, now=NOW).starts == before
