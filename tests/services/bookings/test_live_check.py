"""Calendars elsewhere are asked once more before a time is given away: never a silent double booking."""

import pytest

from tests.builders import DAY, HOUR, MINUTE, NOW, TOMORROW_AT_TEN, book_slot, make_booking, make_page, reread
from tests.fake_provider import FakeServer, meeting
from tests.services.bookings.allowances import HERE, Set
from tests.services.bookings.deeds import ORGANIZER_SAYS, count, move_to
from tests.services.calendars.elsewhere import calendar_called, make_page_elsewhere
from webapp.errors import ProviderError, TimeslotUnavailable, TooMany
from webapp.extensions import transaction
from webapp.models import Booking, Mirror
from webapp.services import bookings
from webapp.services.calendars import asking

pytestmark = pytest.mark.usefixtures("app")
AT_TEN = (TOMORROW_AT_TEN, TOMORROW_AT_TEN + HOUR)
CONFIRMED_FIRST = {"title": "Consultation", "timezone": "UTC", "booking_type": "organizer-confirmation"}


@pytest.fixture(autouse=True)
def _nobody_has_failed() -> None:
    asking._failed.clear()


def the_copy_is_from(minutes_ago: int) -> None:
    with transaction() as session:
        mirror = session.get_one(Mirror, calendar_called().id)
        mirror.synced_at = NOW - minutes_ago * MINUTE


def test_what_came_into_the_calendar_a_moment_ago_is_not_booked_over(fake: FakeServer) -> None:
    page = make_page_elsewhere()
    fake.calendars["work"].put(meeting("dentist", AT_TEN))

    with pytest.raises(TimeslotUnavailable):
        make_booking(page)

    assert count(Booking) == 0


def test_buffers_count_around_what_came_a_moment_ago(fake: FakeServer) -> None:
    page = make_page_elsewhere(
        availability={
            "duration_minutes": 30,
            "availability_rules": {
                "default_open_hours": [
                    {"days": list(range(7)), "start": "00:00", "end": "24:00", "timezone": "UTC"}
                ],
                "buffer": {"before": 30, "after": 30},
            },
        }
    )
    fake.calendars["work"].put(meeting("dentist", AT_TEN))

    with pytest.raises(TimeslotUnavailable):
        make_booking(page, TOMORROW_AT_TEN + HOUR)


def test_a_free_time_is_booked(fake: FakeServer) -> None:
    fake_dentist = meeting("dentist", (TOMORROW_AT_TEN + HOUR, TOMORROW_AT_TEN + 2 * HOUR))
    page = make_page_elsewhere()
    fake.calendars["work"].put(fake_dentist)

    assert make_booking(page).status == "booked"
    assert fake.asked["events"] == 1


def test_a_page_without_calendars_elsewhere_asks_nobody(fake: FakeServer) -> None:
    make_booking(make_page())

    assert fake.asked["events"] == 0


def test_a_time_that_our_copy_knows_to_be_taken_asks_nobody(fake: FakeServer) -> None:
    page = make_page_elsewhere()
    make_booking(page)
    asked = fake.asked["events"]

    with pytest.raises(TimeslotUnavailable):
        make_booking(page)

    assert fake.asked["events"] == asked


def test_without_an_answer_nothing_is_booked(fake: FakeServer) -> None:
    page = make_page_elsewhere()
    fake.fail("events", ProviderError("provider.gone"))

    with pytest.raises(ProviderError) as refused:
        make_booking(page)

    assert refused.value.code == "calendar.no_answer"
    assert count(Booking) == 0


@pytest.mark.parametrize(("minutes_old", "is_booked"), [(10, True), (11, False)])
def test_a_lenient_page_trusts_a_copy_that_is_young_enough(
    fake: FakeServer, minutes_old: int, is_booked: bool
) -> None:
    page = make_page_elsewhere(policy={"mode": "lenient", "max_age_minutes": 10})
    the_copy_is_from(minutes_old)
    fake.fail("events", ProviderError("provider.gone"))

    if is_booked:
        assert make_booking(page).status == "booked"
    else:
        with pytest.raises(ProviderError):
            make_booking(page)


def test_a_copy_that_was_never_made_is_not_trusted(fake: FakeServer) -> None:
    page = make_page_elsewhere(policy={"mode": "lenient", "max_age_minutes": 1440})
    fake.fail("events", ProviderError("provider.gone"))

    with pytest.raises(ProviderError):
        make_booking(page)


def test_a_form_that_was_sent_before_is_answered_without_asking(fake: FakeServer) -> None:
    page = make_page_elsewhere()
    form = book_slot(form_token="a" * 43)
    booking = bookings.book(page, form, now=NOW)
    fake.fail("events", ProviderError("provider.gone"))

    assert bookings.book(page, form, now=NOW).id == booking.id


def test_a_booking_is_not_moved_over_what_came_a_moment_ago(fake: FakeServer) -> None:
    booking = make_booking(make_page_elsewhere(), TOMORROW_AT_TEN + DAY)
    fake.calendars["work"].put(meeting("dentist", AT_TEN))

    with pytest.raises(TimeslotUnavailable):
        bookings.reschedule(booking.id, move_to(TOMORROW_AT_TEN), now=NOW)

    assert reread(booking).starts_at == TOMORROW_AT_TEN + DAY


def test_other_details_at_the_same_time_ask_nobody(fake: FakeServer) -> None:
    booking = make_booking(make_page_elsewhere())
    asked = fake.asked["events"]

    bookings.reschedule(booking.id, move_to(TOMORROW_AT_TEN, guest_name="Priya R."), now=NOW)

    assert fake.asked["events"] == asked


def test_a_request_is_not_confirmed_over_what_came_into_the_calendar_since(fake: FakeServer) -> None:
    booking = make_booking(make_page_elsewhere(event_booking=CONFIRMED_FIRST))
    fake.calendars["work"].put(meeting("dentist", AT_TEN))

    with pytest.raises(TimeslotUnavailable):
        bookings.confirm(booking.id, ORGANIZER_SAYS, now=NOW)

    assert reread(booking).status == "pending"


def test_a_request_is_confirmed_beside_its_own_placeholder(fake: FakeServer) -> None:
    booking = make_booking(make_page_elsewhere(event_booking=CONFIRMED_FIRST))
    copy = meeting("copy", AT_TEN)
    fake.calendars["work"].put(type(copy)(id="copy", uid=booking.ical_uid, occurrences=copy.occurrences))

    assert bookings.confirm(booking.id, ORGANIZER_SAYS, now=NOW).status == "booked"


def test_a_guest_who_has_booked_enough_costs_no_request(fake: FakeServer, set_limits: Set) -> None:
    set_limits(bookings_per_address=1)
    page = make_page_elsewhere()
    make_booking(page, source=HERE)
    asked = fake.asked["events"]

    with pytest.raises(TooMany):
        make_booking(page, TOMORROW_AT_TEN + DAY, source=HERE)

    assert fake.asked["events"] == asked


def test_a_guest_who_has_changed_enough_costs_no_request(fake: FakeServer, set_limits: Set) -> None:
    set_limits(changes_per_booking=1)
    booking = make_booking(make_page_elsewhere(), source=HERE)
    bookings.reschedule(booking.id, move_to(TOMORROW_AT_TEN + HOUR, source=HERE), now=NOW)
    asked = fake.asked["events"]

    with pytest.raises(TooMany):
        bookings.reschedule(booking.id, move_to(TOMORROW_AT_TEN + DAY, source=HERE), now=NOW)

    assert fake.asked["events"] == asked
