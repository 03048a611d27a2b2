"""How an organizer chooses a time: the length goes along."""

from typing import NoReturn

import pytest

from tests.browser import Browser
from tests.builders import (
    HOUR,
    MINUTE,
    TOMORROW_AT_TEN,
    availability,
    make_booking,
    make_configuration,
    reread,
)
from webapp.errors import TimeslotUnavailable
from webapp.models import Grant
from webapp.services.bookings import live_check


def test_the_length_that_was_chosen_goes_along_to_the_end(dashboard: Browser, maya_grant: Grant) -> None:
    page = make_configuration(
        maya_grant, availability=availability(duration_minutes=30, duration_options=[60])
    )
    booking = make_booking(page)
    times = dashboard.open(f"/dashboard/bookings/{booking.id}/move?duration_minutes=60&day=2027-01-06")

    asked = dashboard.open(str(times.select("a.slot")[0]["href"]))
    dashboard.press(asked, "Move it")

    moved = reread(booking)
    assert moved.starts_at > TOMORROW_AT_TEN
    assert moved.ends_at - moved.starts_at == 60 * MINUTE


def test_what_a_calendar_elsewhere_alone_knows_is_said_so(
    dashboard: Browser, maya_grant: Grant, monkeypatch: pytest.MonkeyPatch
) -> None:
    booking = make_booking(make_configuration(maya_grant))
    asked = dashboard.open(f"/dashboard/bookings/{booking.id}/move?start={TOMORROW_AT_TEN + HOUR}")
    monkeypatch.setattr(live_check, "before_moving", taken)

    answer = dashboard.press(asked, "Move it")

    assert answer.status == 409
    assert "in a calendar elsewhere. Please try again in a minute." in answer.alerts[0]


def taken(*_: object, **__: object) -> NoReturn:
    raise TimeslotUnavailable(("busy",))
