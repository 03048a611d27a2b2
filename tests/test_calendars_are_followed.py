"""A whole round through the worker: a booking goes into a calendar elsewhere, and what is done there comes back."""

from dataclasses import replace

import pytest
from flask import Flask

from tests.builders import DAY, HOUR, MINUTE, NOW, TOMORROW_AT_TEN, make_booking, reread
from tests.conftest import StoppedClock
from tests.fake_provider import FakeProvider, FakeServer, meeting
from tests.services.calendars.elsewhere import calendar_called, make_page_elsewhere
from webapp.errors import ProviderError, TimeslotUnavailable
from webapp.extensions import db
from webapp.lib.external import ExternalEvent
from webapp.models import Booking, BookingChange, BusySpan, Configuration, Event
from webapp.services.calendars import asking
from webapp.worker import Worker


@pytest.fixture(autouse=True)
def _nobody_has_failed() -> None:
    asking._failed.clear()


@pytest.fixture
def booking(app: Flask, clock: StoppedClock, fake: FakeServer) -> Booking:
    made = make_booking(make_page_elsewhere())
    work(app, clock)
    return made


def work(app: Flask, clock: StoppedClock) -> None:
    """All that is due now and after a reading of every calendar."""
    for _ in range(2):
        db.session.close()
        Worker(app).run(until_empty=True)
        clock.advance(minutes=2)


def entry(fake: FakeServer) -> ExternalEvent:
    [found] = fake.calendars["work"].events.values()
    return found


def move(fake: FakeServer, to: int) -> None:
    [occurrence] = entry(fake).occurrences
    moved = replace(occurrence, starts_at=to, ends_at=to + 30 * MINUTE)
    fake.calendars["work"].put(replace(entry(fake), occurrences=(moved,)))


def count(model: type) -> int:
    return len(db.session.scalars(db.select(model)).all())


def test_our_own_entry_comes_back_as_nothing_new(
    app: Flask, clock: StoppedClock, fake: FakeServer, booking: Booking
) -> None:
    changes = count(BookingChange)

    work(app, clock)

    assert (count(Event), count(BusySpan), count(BookingChange)) == (1, 1, changes)
    assert fake.asked["put"] == 1


def test_an_entry_that_is_moved_moves_the_booking_and_is_written_once_more(
    app: Flask, clock: StoppedClock, fake: FakeServer, booking: Booking
) -> None:
    move(fake, TOMORROW_AT_TEN + HOUR)

    work(app, clock)
    work(app, clock)

    assert reread(booking).starts_at == TOMORROW_AT_TEN + HOUR
    assert entry(fake).occurrences[0].starts_at == TOMORROW_AT_TEN + HOUR
    assert [change.kind for change in db.session.scalars(db.select(BookingChange))] == [
        "booked",
        "rescheduled",
    ]


def test_an_entry_that_is_deleted_ends_the_booking_and_frees_the_time(
    app: Flask, clock: StoppedClock, fake: FakeServer, booking: Booking
) -> None:
    fake.calendars["work"].remove(entry(fake).id)

    work(app, clock)

    assert reread(booking).status == "cancelled"
    assert count(BusySpan) == 0


def test_an_entry_that_is_moved_onto_another_event_is_put_back(
    app: Flask, clock: StoppedClock, fake: FakeServer, booking: Booking
) -> None:
    lunch = meeting("lunch", (TOMORROW_AT_TEN + HOUR, TOMORROW_AT_TEN + 2 * HOUR))
    move(fake, TOMORROW_AT_TEN + HOUR)
    fake.calendars["work"].put(lunch)

    work(app, clock)
    work(app, clock)

    assert reread(booking).starts_at == TOMORROW_AT_TEN
    ours = next(event for event in fake.calendars["work"].events.values() if event.id != "lunch")
    assert ours.occurrences[0].starts_at == TOMORROW_AT_TEN


def test_what_was_read_is_offered_to_nobody(
    app: Flask, clock: StoppedClock, fake: FakeServer, booking: Booking
) -> None:
    fake.calendars["work"].put(meeting("dentist", (TOMORROW_AT_TEN + DAY, TOMORROW_AT_TEN + DAY + HOUR)))
    work(app, clock)
    page = db.session.get_one(Configuration, booking.configuration_id)
    asked = fake.asked["events"]

    with pytest.raises(TimeslotUnavailable):
        make_booking(page, TOMORROW_AT_TEN + DAY, now=NOW + HOUR)

    assert fake.asked["events"] == asked
    assert calendar_called().name == "Work"


def test_a_move_that_could_not_be_checked_is_followed_once_the_calendar_answers(
    app: Flask, clock: StoppedClock, fake: FakeServer, booking: Booking
) -> None:
    move(fake, TOMORROW_AT_TEN + HOUR)
    fake.fail("events", ProviderError("provider.too_slow"))

    work(app, clock)

    assert reread(booking).starts_at == TOMORROW_AT_TEN + HOUR


def test_an_entry_that_was_deleted_before_a_whole_reading_ends_the_booking(
    app: Flask, clock: StoppedClock, fake: FakeServer, booking: Booking
) -> None:
    fake.calendars["work"].remove(entry(fake).id)
    fake.calendars["work"].expire_cursors()  # so that the provider does not say that it is gone

    work(app, clock)

    assert reread(booking).status == "cancelled"


def test_an_entry_that_a_whole_reading_overlooks_ends_nothing(
    app: Flask,
    clock: StoppedClock,
    fake: FakeServer,
    booking: Booking,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    calendar = fake.calendars["work"]
    calendar.expire_cursors()
    hidden = dict(calendar.events)
    monkeypatch.setattr(FakeProvider, "has", lambda *_asked: True)
    calendar.events.clear()

    work(app, clock)

    calendar.events.update(hidden)
    assert reread(booking).status == "booked"
