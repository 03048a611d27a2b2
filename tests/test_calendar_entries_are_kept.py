"""From a booking to its entry in a calendar elsewhere, through the worker, on both databases."""

import pytest
from flask import Flask

from tests.builders import DAY, NOW, TOMORROW_AT_TEN, make_booking
from tests.conftest import StoppedClock
from tests.fake_provider import FakeServer
from tests.services.bookings.deeds import cancelling, move_to
from tests.services.calendars.elsewhere import make_page_elsewhere
from webapp.errors import ProviderError
from webapp.extensions import db
from webapp.models import Booking, Event
from webapp.services import bookings
from webapp.services.calendars import placing
from webapp.worker import Worker


def work(app: Flask) -> None:
    db.session.close()
    Worker(app).run(until_empty=True)


def starts(fake: FakeServer) -> list[int]:
    events = fake.calendars["work"].events.values()
    return [occurrence.starts_at for event in events for occurrence in event.occurrences]


@pytest.fixture
def booking(app: Flask, clock: StoppedClock, fake: FakeServer) -> Booking:
    return make_booking(make_page_elsewhere())


def test_a_booking_is_entered(app: Flask, fake: FakeServer, booking: Booking) -> None:
    work(app)

    assert starts(fake) == [TOMORROW_AT_TEN]
    assert db.session.get_one(Event, booking.event_id).written_at == NOW


def test_a_move_moves_the_entry(app: Flask, fake: FakeServer, booking: Booking) -> None:
    work(app)
    bookings.reschedule(booking.id, move_to(TOMORROW_AT_TEN + DAY), now=NOW)

    work(app)

    assert starts(fake) == [TOMORROW_AT_TEN + DAY]


def test_a_cancellation_takes_the_entry_away(app: Flask, fake: FakeServer, booking: Booking) -> None:
    work(app)
    bookings.cancel(booking.id, cancelling(), now=NOW)

    work(app)

    assert starts(fake) == []


def test_a_worker_that_died_before_it_could_note_the_entry_makes_no_second_one(
    app: Flask, fake: FakeServer, booking: Booking, clock: StoppedClock, monkeypatch: pytest.MonkeyPatch
) -> None:
    with monkeypatch.context() as dying:
        dying.setattr(placing, "keep", _die)
        work(app)
    clock.advance(days=1)

    work(app)

    assert starts(fake) == [TOMORROW_AT_TEN]
    assert fake.asked["put"] == 2


def test_a_provider_that_was_away_gets_the_entry_later(
    app: Flask, fake: FakeServer, booking: Booking, clock: StoppedClock
) -> None:
    fake.fail("put", ProviderError("provider.throttled"))
    work(app)
    assert starts(fake) == []
    clock.advance(minutes=2)

    work(app)

    assert starts(fake) == [TOMORROW_AT_TEN]


def _die(*_args: object, **_values: object) -> None:
    raise MemoryError


def test_an_entry_counts_as_written_when_the_provider_has_it(
    app: Flask, fake: FakeServer, booking: Booking, clock: StoppedClock, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(fake, "meet", lambda method: clock.advance(seconds=9) if method == "put" else None)

    work(app)

    assert db.session.get_one(Event, booking.event_id).written_at == NOW + 9
