import pytest

from tests.browser import Browser
from tests.builders import (
    DAY,
    HOUR,
    MINUTE,
    TOMORROW_AT_TEN,
    availability,
    make_booking,
    make_configuration,
    make_pending_configuration,
    reread,
)
from tests.conftest import StoppedClock
from tests.page import words
from webapp.extensions import db
from webapp.models import Booking, BookingChange
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


def test_the_own_time_is_marked_and_cannot_be_chosen(guest: Browser) -> None:
    booking = make_booking(make_configuration())

    page = guest.open(address(booking, "?day=2027-01-05&timezone=UTC"))

    assert "10:00 AM" not in page.times
    assert [words(own) for own in page.select(".slot.own")] == ["10:00 AM Current time"]
    assert "Tuesday, January 5, 2027, 47 times free, your booking" in page.links


def test_the_times_open_at_the_day_of_the_booking(guest: Browser) -> None:
    booking = make_booking(make_configuration(), TOMORROW_AT_TEN + 40 * DAY)

    page = guest.open(address(booking))

    assert "February 2027" in page.text
    assert [words(day) for day in page.select("[aria-current=date]")] == ["14"]


def test_a_day_with_no_other_time_shows_the_own_one_and_says_so(guest: Browser) -> None:
    dates = [{"date": "2027-01-05", "start": "10:00", "end": "10:30", "timezone": "UTC"}]
    rules = {"default_specific_time_availability": dates, "only_specific_time_availability": True}
    booking = make_booking(make_configuration(availability=availability(rules=rules)))

    page = guest.open(address(booking))

    assert page.times == []
    assert [words(own) for own in page.select(".slot.own")] == ["3:30 PM Current time"]
    assert "Fully booked" in page.text


def test_the_current_time_is_written_in_the_zone_of_the_times_to_choose_from(guest: Browser) -> None:
    booking = make_booking(make_configuration())

    part = guest.open(address(booking, "?timezone=Asia/Tokyo"), HX_Request="true", HX_Request_Type="partial")

    assert "Current time Tuesday, January 5, 2027, 7:00 PM – 7:30 PM" in part.text
    assert "3:30 PM – " not in guest.open(address(booking, "?timezone=Asia/Tokyo")).text


def test_a_bookings_zone_is_not_guessed_anew(guest: Browser) -> None:
    booking = make_booking(make_configuration())

    assert guest.open(address(booking)).select("[data-guess]") == []


def test_back_after_moving_says_that_it_is_done(guest: Browser) -> None:
    booking = make_booking(make_configuration())
    question = guest.open(address(booking, f"?start={LATER}"))
    guest.press(question, "Reschedule")

    answers = [guest.open(address(booking, f"?start={LATER}")), guest.press(question, "Reschedule")]

    assert [guest.follow(answer).heading for answer in answers] == ["Your booking has a new time"] * 2
    assert db.session.scalars(db.select(BookingChange.kind)).all() == ["booked", "rescheduled"]


def test_a_move_to_the_same_time_moves_and_announces_nothing(guest: Browser) -> None:
    booking = make_booking(make_configuration())
    question = guest.open(address(booking, f"?start={LATER}"))

    answer = guest.press(question, "Reschedule", start=str(TOMORROW_AT_TEN))

    assert guest.follow(answer).heading == "You are booked"
    assert db.session.scalars(db.select(BookingChange.kind)).all() == ["booked"]


def test_the_own_time_is_not_among_the_nearest(guest: Browser) -> None:
    configuration = make_configuration()
    booking = make_booking(configuration)
    make_booking(configuration, TOMORROW_AT_TEN + 30 * MINUTE)

    page = guest.open(address(booking, f"?start={TOMORROW_AT_TEN + 30 * MINUTE}"))

    offered = [int(str(radio["value"])) for radio in page.select("input[type=radio]")]
    assert len(offered) == 6
    assert TOMORROW_AT_TEN not in offered


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
def test_no_time_shows_the_times(guest: Browser, start: str) -> None:
    booking = make_booking(make_configuration())

    assert guest.open(address(booking, f"?start={start}")).times


def test_within_the_notice_the_booking_page_says_why_not(guest: Browser, clock: StoppedClock) -> None:
    booking = make_booking(make_configuration(scheduler=NOTICE))
    clock.at = TOMORROW_AT_TEN - 3 * HOUR
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


def test_a_token_that_ran_out_asks_again(guest: Browser) -> None:
    booking = make_booking(make_configuration())
    question = guest.open(address(booking, f"?start={LATER}"))

    page = guest.press(question, "Reschedule", csrf_token="from.long.ago")

    assert page.status == 422
    assert guest.press(page, "Reschedule").status == 303
    assert reread(booking).starts_at == LATER


def hide(booking: Booking) -> None:
    from webapp.extensions import transaction
    from webapp.models import Configuration

    with transaction() as session:
        stored = session.get_one(Configuration, booking.configuration_id)
        scheduler = {**stored.document["scheduler"], "hide_rescheduling_options": True}
        stored.document = {**stored.document, "scheduler": scheduler}


def test_a_request_is_called_a_request_when_it_is_moved(guest: Browser) -> None:
    request = make_booking(make_pending_configuration())

    question = guest.open(address(request, f"?start={LATER}"))

    assert question.heading == "Move your request to this time?"
    assert guest.follow(guest.press(question, "Reschedule")).heading == "Your request has a new time"
