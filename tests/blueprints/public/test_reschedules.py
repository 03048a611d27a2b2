import pytest

from tests.browser import Browser
from tests.builders import HOUR, MINUTE, TOMORROW_AT_TEN, make_booking, make_configuration, reread
from tests.conftest import StoppedClock
from webapp.models import Booking
from webapp.models.reference import guest_reference

LATER = TOMORROW_AT_TEN + HOUR
NOTICE = {"min_booking_notice": 0, "available_days_in_future": 60, "min_cancellation_notice": 120}


def address(booking: Booking, query: str = "") -> str:
    return f"/bookings/{guest_reference(booking)}/reschedule{query}"


def test_a_guest_chooses_another_time_and_the_booking_moves(guest: Browser) -> None:
    booking = make_booking(make_configuration())

    times = guest.open(address(booking, "?day=2027-01-05&timezone=UTC"))
    question = guest.open(times.links["11:00 AM"])
    result = guest.follow(guest.press(question, "Reschedule"))

    assert "10:00 AM – 10:30 AM" in times.text
    assert question.heading == "Move your booking to this time?"
    assert result.heading == "Your booking has a new time"
    assert reread(booking).starts_at == LATER


def test_a_bookings_own_time_counts_as_free(guest: Browser) -> None:
    booking = make_booking(make_configuration())

    assert "10:00 AM" in guest.open(address(booking, "?day=2027-01-05&timezone=UTC")).times


def test_the_zone_that_was_chosen_is_kept(guest: Browser) -> None:
    booking = make_booking(make_configuration())

    guest.press(guest.open(address(booking, f"?start={LATER}&timezone=Asia/Tokyo")), "Reschedule")

    assert reread(booking).guest_timezone == "Asia/Tokyo"


def test_a_new_time_taken_meanwhile_leaves_the_booking_and_offers_others(guest: Browser) -> None:
    configuration = make_configuration()
    booking = make_booking(configuration)
    question = guest.open(address(booking, f"?start={LATER}"))
    make_booking(configuration, LATER)

    page = guest.press(question, "Reschedule")

    assert page.status == 409
    assert "This time is no longer available" in page.alerts[0]
    assert reread(booking).starts_at == TOMORROW_AT_TEN
    guest.press(page, "Reschedule", start=str(LATER + 30 * MINUTE))
    assert reread(booking).starts_at == LATER + 30 * MINUTE


def test_a_time_that_is_gone_is_told_before_the_question(guest: Browser) -> None:
    configuration = make_configuration()
    booking = make_booking(configuration)
    make_booking(configuration, LATER)

    page = guest.open(address(booking, f"?start={LATER}"))

    assert page.heading == "Choose another time"


@pytest.mark.parametrize("start", ["soon", "", "-1"])
def test_no_time_shows_the_times(guest_on_sqlite: Browser, start: str) -> None:
    booking = make_booking(make_configuration())

    assert guest_on_sqlite.open(address(booking, f"?start={start}")).times


def test_within_the_notice_the_booking_page_says_why_not(guest: Browser, clock: StoppedClock) -> None:
    booking = make_booking(make_configuration(scheduler=NOTICE))
    question = guest.open(address(booking, f"?start={LATER}"))
    clock.at = TOMORROW_AT_TEN - HOUR

    pages = [guest.open(address(booking)), guest.press(question, "Reschedule")]

    assert [guest.follow(page).text.count("up to 2 hours before it starts") for page in pages] == [2, 2]
    assert reread(booking).starts_at == TOMORROW_AT_TEN


def test_a_hidden_option_cannot_be_used_by_its_address(guest: Browser) -> None:
    booking = make_booking(make_configuration())
    question = guest.open(address(booking, f"?start={LATER}"))
    hide(booking)

    answers = [guest.open(address(booking)), guest.press(question, "Reschedule")]

    assert ["please write to maya@example.com" in guest.follow(answer).text for answer in answers] == [
        True,
        True,
    ]
    assert reread(booking).starts_at == TOMORROW_AT_TEN


def test_a_token_that_ran_out_asks_again(guest_on_sqlite: Browser) -> None:
    booking = make_booking(make_configuration())
    question = guest_on_sqlite.open(address(booking, f"?start={LATER}"))

    page = guest_on_sqlite.press(question, "Reschedule", csrf_token="from.long.ago")

    assert page.status == 422
    assert guest_on_sqlite.press(page, "Reschedule").status == 303
    assert reread(booking).starts_at == LATER


def hide(booking: Booking) -> None:
    from webapp.extensions import transaction
    from webapp.models import Configuration

    with transaction() as session:
        stored = session.get_one(Configuration, booking.configuration_id)
        scheduler = {**stored.document["scheduler"], "hide_rescheduling_options": True}
        stored.document = {**stored.document, "scheduler": scheduler}
