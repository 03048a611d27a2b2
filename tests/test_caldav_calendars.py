"""From another program's calendar to busy time here, and from a booking to that calendar, on two real servers."""

from collections.abc import Callable

import pytest
from flask import Flask
from sqlalchemy import select

from tests.builders import (
    MAYA,
    NOW,
    TOMORROW_AT_TEN,
    document,
    make_application,
    make_booking,
    make_configuration,
    participant,
)
from tests.caldav_answers import event, utc
from tests.caldav_servers import PASSWORD, USERNAME, CalDavServer
from tests.conftest import StoppedClock
from tests.services.bookings.deeds import cancelling
from webapp.extensions import db
from webapp.models import BusySpan, Calendar, Configuration, Mirror
from webapp.services import bookings
from webapp.services.calendars import connecting, mirroring
from webapp.worker import Worker

HOUR = 3600


@pytest.fixture
def kept_at(caldav_server: CalDavServer) -> str:
    """The address of Maya's calendar on the server."""
    return caldav_server.new_calendar("Surgery")


@pytest.fixture
def calendar(sqlite_app: Flask, clock: StoppedClock, caldav_server: CalDavServer, kept_at: str) -> Calendar:
    """The same calendar here, connected and read once."""
    settings = {"url": caldav_server.url, "username": USERNAME, "password": PASSWORD, "email": MAYA}
    grant = connecting.connect(make_application().id, "caldav", settings, now=NOW)
    mirroring.sync_account(grant.id, now=NOW)
    found = db.session.scalars(select(Calendar).join(Mirror).where(Mirror.external_id == kept_at)).one()
    assert db.session.get_one(Mirror, found.id).failure is None
    return found


@pytest.fixture
def page(calendar: Calendar) -> Configuration:
    """A page that looks at this calendar, where its bookings go."""
    maya = participant(availability={"calendar_ids": [calendar.id]}, booking={"calendar_id": calendar.id})
    return make_configuration(calendar.grant, participants=[maya], scheduler=document()["scheduler"])


@pytest.fixture
def read_again(calendar: Calendar) -> Callable[[], list[tuple[int, int]]]:
    """Read the calendar as the worker does. Gives back its busy time, without that of our bookings."""

    def read() -> list[tuple[int, int]]:
        assert mirroring.sync(calendar.id, now=NOW + 60)
        db.session.close()
        spans = select(BusySpan.starts_at, BusySpan.ends_at).where(BusySpan.calendar_id == calendar.id)
        return [(since, until) for since, until in db.session.execute(spans.order_by(BusySpan.starts_at))]

    return read


def test_time_that_another_program_has_taken_is_busy_until_it_gives_it_back(
    caldav_server: CalDavServer,
    kept_at: str,
    read_again: Callable[[], list[tuple[int, int]]],
) -> None:
    caldav_server.write(f"{kept_at}meeting.ics", event(starts_at=TOMORROW_AT_TEN))
    assert read_again() == [(TOMORROW_AT_TEN, TOMORROW_AT_TEN + HOUR)]

    caldav_server.write(f"{kept_at}meeting.ics", event(starts_at=TOMORROW_AT_TEN + HOUR))
    assert read_again() == [(TOMORROW_AT_TEN + HOUR, TOMORROW_AT_TEN + 2 * HOUR)]

    caldav_server.delete(f"{kept_at}meeting.ics")
    assert read_again() == []


def test_a_booking_stands_in_the_calendar_once_until_it_is_cancelled(
    sqlite_app: Flask,
    caldav_server: CalDavServer,
    kept_at: str,
    page: Configuration,
    read_again: Callable[[], list[tuple[int, int]]],
) -> None:
    booking = make_booking(page)
    before = read_again()
    keep_promises(sqlite_app)

    entry = f"{kept_at}{booking.ical_uid}.ics"
    assert f"DTSTART:{utc(TOMORROW_AT_TEN)}" in caldav_server.read(entry)
    assert read_again() == before  # its own copy takes no time beside it

    bookings.cancel(booking.id, cancelling(), now=NOW)
    keep_promises(sqlite_app)
    assert caldav_server.http.get(entry).status_code == 404
    assert read_again() == []


def keep_promises(app: Flask) -> None:
    db.session.close()
    Worker(app).run(until_empty=True)
