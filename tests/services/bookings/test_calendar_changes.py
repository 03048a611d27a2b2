"""What an organizer does in their own calendar changes the booking, once, and never by mistake."""

from typing import Any

import pytest
from sqlalchemy import select

from tests.builders import (
    DAY,
    HOUR,
    MINUTE,
    NOW,
    TOMORROW_AT_TEN,
    make_booking,
    reread,
)
from tests.fake_provider import FakeServer, meeting
from tests.services.bookings.deeds import count, move_to, promised
from tests.services.calendars.elsewhere import make_page_elsewhere
from webapp.errors import ProviderError
from webapp.extensions import db, transaction
from webapp.lib.external import CopyChange, ExternalEvent, Written
from webapp.models import Booking, BookingChange, Configuration, Mirror, OutboxEntry
from webapp.services import bookings
from webapp.services.bookings import calendar_changes
from webapp.services.calendars import asking, placing
from webapp.services.configurations import configurations

pytestmark = pytest.mark.usefixtures("app")
CONFIRMED_FIRST = {"title": "Consultation", "timezone": "UTC", "booking_type": "organizer-confirmation"}
HALF_AN_HOUR = 30 * MINUTE
WRITTEN, READ = NOW, NOW + 10


@pytest.fixture(autouse=True)
def _nobody_has_failed() -> None:
    asking._failed.clear()


@pytest.fixture
def booking(fake: FakeServer) -> Booking:
    return written(make_booking(make_page_elsewhere()))


@pytest.fixture
def request_to_answer(fake: FakeServer) -> Booking:
    return written(make_booking(make_page_elsewhere(event_booking=CONFIRMED_FIRST)))


def written(booking: Booking, *, at: int = WRITTEN) -> Booking:
    """The booking, once its entry is in the calendar elsewhere and all its promises are kept."""
    with transaction() as session:
        for entry in session.scalars(select(OutboxEntry)):
            entry.settled_at = at
    placing.keep(booking.event_id, Written(id="there", etag='"1"'), now=at)
    return booking


def page_of(booking: Booking) -> Configuration:
    return db.session.get_one(Configuration, booking.configuration_id)


def copy_of(booking: Booking, starts_at: int | None = None, **values: Any) -> ExternalEvent:
    start = booking.starts_at if starts_at is None else starts_at
    found = meeting("there", (start, start + HALF_AN_HOUR), **values)
    return ExternalEvent(id="there", uid=booking.ical_uid, etag='"2"', occurrences=found.occurrences)


def follow(*seen: tuple[Booking, ExternalEvent | None], read_at: int = READ) -> None:
    changes = [CopyChange(event_id=booking.event_id, copy=copy, read_at=read_at) for booking, copy in seen]
    calendar_changes.follow(changes, now=max(READ, read_at))


def last_change() -> BookingChange:
    return db.session.scalars(select(BookingChange).order_by(BookingChange.id.desc()).limit(1)).one()


def test_an_entry_that_was_moved_moves_the_booking(booking: Booking) -> None:
    follow((booking, copy_of(booking, TOMORROW_AT_TEN + HOUR)))

    assert reread(booking).starts_at == TOMORROW_AT_TEN + HOUR
    assert (last_change().kind, last_change().actor) == ("rescheduled", "calendar")
    assert "guest_rescheduled" in promised()


def test_an_entry_that_was_deleted_cancels_the_booking(booking: Booking) -> None:
    follow((booking, None))

    assert reread(booking).status == "cancelled"
    assert last_change().actor == "calendar"
    assert "guest_cancelled" in promised()


@pytest.mark.parametrize("values", [{"status": "cancelled"}])
def test_an_entry_that_was_cancelled_cancels_the_booking(booking: Booking, values: dict[str, Any]) -> None:
    follow((booking, copy_of(booking, **values)))

    assert reread(booking).status == "cancelled"


def test_an_invitation_that_its_owner_declined_cancels_the_booking(booking: Booking) -> None:
    same = copy_of(booking)
    declined = ExternalEvent(
        id=same.id, uid=same.uid, etag=same.etag, answer="no", occurrences=same.occurrences
    )

    follow((booking, declined))

    assert reread(booking).status == "cancelled"


def test_a_placeholder_that_was_accepted_confirms_the_request(request_to_answer: Booking) -> None:
    follow((request_to_answer, copy_of(request_to_answer, status="confirmed")))

    assert reread(request_to_answer).status == "booked"


def test_a_placeholder_that_stands_as_written_decides_nothing(request_to_answer: Booking) -> None:
    follow((request_to_answer, copy_of(request_to_answer, status="maybe")))

    assert reread(request_to_answer).status == "pending"


def test_a_placeholder_that_was_deleted_declines_the_request(request_to_answer: Booking) -> None:
    follow((request_to_answer, None))

    assert reread(request_to_answer).standing(now=READ) == "declined"


def test_what_we_wrote_ourselves_comes_back_as_no_change(booking: Booking) -> None:
    before = count(BookingChange)

    follow((booking, copy_of(booking)))

    assert count(BookingChange) == before


def test_a_copy_with_our_own_etag_is_no_change(booking: Booking) -> None:
    moved = copy_of(booking, TOMORROW_AT_TEN + HOUR)
    ours = ExternalEvent(id=moved.id, uid=moved.uid, etag='"1"', occurrences=moved.occurrences)

    follow((booking, ours))

    assert reread(booking).starts_at == TOMORROW_AT_TEN


def test_a_copy_that_was_read_before_our_last_writing_counts_for_nothing(booking: Booking) -> None:
    follow((booking, copy_of(booking, TOMORROW_AT_TEN + HOUR)), (booking, None), read_at=WRITTEN)

    assert reread(booking).starts_at == TOMORROW_AT_TEN
    assert reread(booking).status == "booked"


def test_nothing_is_followed_while_our_own_writing_is_due(booking: Booking) -> None:
    bookings.reschedule(booking.id, move_to(TOMORROW_AT_TEN + DAY), now=NOW)

    follow((booking, copy_of(booking, TOMORROW_AT_TEN)))

    assert reread(booking).starts_at == TOMORROW_AT_TEN + DAY


def test_being_told_twice_changes_the_booking_once(booking: Booking) -> None:
    follow((booking, None))
    changes = count(BookingChange)

    follow((booking, None))

    assert count(BookingChange) == changes


def test_a_move_to_a_time_that_is_taken_is_put_back_and_told(booking: Booking) -> None:
    other = make_booking(page_of(booking), TOMORROW_AT_TEN + HOUR)
    written(other)

    follow((booking, copy_of(booking, TOMORROW_AT_TEN + HOUR)))

    assert reread(booking).starts_at == TOMORROW_AT_TEN
    assert last_change().kind == "move_refused"
    assert promised()[-2:] == ["calendar_entry", "organizer_put_back"]


def test_a_move_that_makes_the_booking_longer_is_put_back(booking: Booking) -> None:
    longer = meeting("there", (TOMORROW_AT_TEN, TOMORROW_AT_TEN + HOUR))

    follow(
        (
            booking,
            ExternalEvent(id="there", uid=booking.ical_uid, etag='"2"', occurrences=longer.occurrences),
        )
    )

    assert reread(booking).ends_at == TOMORROW_AT_TEN + HALF_AN_HOUR
    assert last_change().kind == "move_refused"


def test_five_entries_that_were_deleted_together_cancel_their_bookings(booking: Booking) -> None:
    others = [
        written(make_booking(page_of(booking), TOMORROW_AT_TEN + hours * HOUR)) for hours in range(1, 5)
    ]

    follow(*[(each, None) for each in (booking, *others)])

    assert {reread(each).status for each in (booking, *others)} == {"cancelled"}


def test_more_than_five_are_put_back_and_the_organizer_is_asked(booking: Booking) -> None:
    others = [
        written(make_booking(page_of(booking), TOMORROW_AT_TEN + hours * HOUR)) for hours in range(1, 6)
    ]

    follow(*[(each, None) for each in (booking, *others)])

    assert {reread(each).status for each in (booking, *others)} == {"booked"}
    assert promised().count("organizer_put_back") == 6
    assert last_change().kind == "deletion_refused"


def test_a_move_that_cannot_be_checked_now_is_looked_at_again(booking: Booking, fake: FakeServer) -> None:
    with transaction() as session:
        for mirror in session.scalars(select(Mirror)):
            mirror.cursor = "7"
    fake.fail("events", ProviderError("provider.gone"))

    follow((booking, copy_of(booking, TOMORROW_AT_TEN + HOUR)))

    assert reread(booking).starts_at == TOMORROW_AT_TEN
    assert db.session.scalars(select(Mirror.cursor)).all() == [None]


def test_old_entries_that_are_cleared_away_stay_away(booking: Booking) -> None:
    others = [
        written(make_booking(page_of(booking), TOMORROW_AT_TEN + hours * HOUR)) for hours in range(1, 6)
    ]
    changes = count(BookingChange)

    follow(*[(each, None) for each in (booking, *others)], read_at=TOMORROW_AT_TEN + DAY)

    assert count(BookingChange) == changes


def test_old_entries_that_are_cleared_away_do_not_keep_one_to_come(booking: Booking) -> None:
    to_come = written(make_booking(page_of(booking), TOMORROW_AT_TEN + DAY))
    others = [
        written(make_booking(page_of(booking), TOMORROW_AT_TEN + hours * HOUR)) for hours in range(1, 5)
    ]

    follow(*[(each, None) for each in (booking, *others, to_come)], read_at=TOMORROW_AT_TEN + 6 * HOUR)

    assert reread(to_come).status == "cancelled"


def test_an_old_entry_that_is_moved_is_left_where_it_is(booking: Booking) -> None:
    changes = count(BookingChange)

    follow((booking, copy_of(booking, TOMORROW_AT_TEN + HOUR)), read_at=TOMORROW_AT_TEN + DAY)

    assert count(BookingChange) == changes


def test_an_entry_that_was_moved_beyond_all_that_is_read_is_put_back(booking: Booking) -> None:
    follow((booking, ExternalEvent(id="there", uid=booking.ical_uid, etag='"2"')))

    assert last_change().kind == "move_refused"


def test_an_entry_whose_time_cannot_be_read_is_left_alone(booking: Booking) -> None:
    odd = ExternalEvent(id="there", uid=booking.ical_uid, etag='"2"', trouble="unreadable")

    follow((booking, odd))

    assert last_change().kind == "booked"


def test_a_move_of_a_booking_whose_page_was_deleted_is_put_back(booking: Booking) -> None:
    configurations.destroy(page_of(booking), now=NOW)

    follow((booking, copy_of(booking, TOMORROW_AT_TEN + HOUR)))

    assert reread(booking).starts_at == TOMORROW_AT_TEN
    assert last_change().kind == "move_refused"


def test_a_move_of_a_booking_that_is_over_is_left_as_it_is(booking: Booking) -> None:
    moved = CopyChange(event_id=booking.event_id, copy=copy_of(booking, TOMORROW_AT_TEN + HOUR), read_at=READ)

    calendar_changes.follow([moved], now=booking.ends_at)

    assert last_change().kind == "booked"
