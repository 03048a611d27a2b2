import pytest

from tests.blueprints.public.cast import BOOK, FORM, PRIYAS, scheduler, the_booking
from tests.browser import Browser
from tests.builders import (
    DAY,
    HOUR,
    MINUTE,
    NOW,
    PRIYA,
    TOMORROW_AT_TEN,
    make_booking,
    make_configuration,
    make_pending_configuration,
)
from tests.conftest import app  # noqa: F401  # on both databases: a booking is written here
from tests.fake_provider import FakeServer
from tests.page import words
from tests.services.calendars.elsewhere import make_page_elsewhere
from webapp.errors import ProviderError
from webapp.extensions import db
from webapp.models import Booking
from webapp.models.reference import guest_reference
from webapp.services.calendars import asking


def test_a_guest_books_and_sees_the_result(guest: Browser) -> None:
    make_configuration()

    result = guest.follow(guest.press(guest.open(FORM), BOOK, by=PRIYAS))

    assert result.heading == "You are booked"
    assert "Tuesday, January 5, 2027" in result.text
    assert "3:30 PM – 4:00 PM" in result.text
    assert "Kolkata" in result.text


def test_a_booking_by_page_is_stored_as_typed(guest: Browser) -> None:
    make_configuration()

    guest.press(guest.open(FORM + "&lang=de"), BOOK, by={"Your name": "  Priya Raman ", "E-mail": PRIYA})

    booking = the_booking()
    assert (booking.guest_name, booking.guest_email) == ("Priya Raman", PRIYA)
    assert (booking.starts_at, booking.ends_at) == (TOMORROW_AT_TEN, TOMORROW_AT_TEN + 30 * MINUTE)
    assert (booking.guest_timezone, booking.language) == ("Asia/Kolkata", "de")


def test_a_request_says_that_somebody_will_answer(guest: Browser) -> None:
    make_pending_configuration()

    form = guest.open(FORM.replace("intro", "consultation"))
    result = guest.follow(guest.press(form, "Send request", by=PRIYAS))

    assert "Maya Lindqvist confirms each request" in form.text
    assert result.heading == "Your request has been sent"
    assert "Maya Lindqvist will answer" in result.text


def test_a_form_for_a_request_promises_an_answer_and_no_confirmation(guest: Browser) -> None:
    make_pending_configuration()

    form = guest.open(FORM.replace("intro", "consultation"))

    assert "We send the answer to this address" in form.text
    assert "We send the confirmation" not in form.text


@pytest.mark.parametrize(
    "by",
    [
        {"E-mail": "priya@example.com\r\nBcc: all@example.com"},
        {"Your name": "Priya\nRaman"},
        {"Your name": "P" * 201},
        {"E-mail": "p" * 250 + "@example.com"},
        {"Your name": "Priya\x00"},
    ],
)
def test_a_field_that_cannot_be_kept_is_refused_beside_it(guest: Browser, by: dict[str, str]) -> None:
    make_configuration()

    page = guest.press(guest.open(FORM), BOOK, by={**PRIYAS, **by})

    assert page.status == 422
    assert page.field(*by).error
    assert not db.session.scalars(db.select(Booking)).all()


def test_a_slot_taken_meanwhile_brings_the_form_back_filled_with_the_nearest_times(guest: Browser) -> None:
    configuration = make_configuration()
    form = guest.open(FORM)
    make_booking(configuration, TOMORROW_AT_TEN)

    page = guest.press(form, BOOK, by={"Your name": "Grace Hopper", "E-mail": "grace@example.org"})

    assert page.status == 409
    assert page.alerts[0].startswith("This time is no longer available. Please choose another time.")
    assert page.field("Your name").value == "Grace Hopper"
    assert [radio["value"] for radio in page.select("input[type=radio]")] == [
        str(TOMORROW_AT_TEN + minutes * MINUTE) for minutes in (-90, -60, -30, 30, 60, 90)
    ]


def test_a_time_chosen_instead_of_a_lost_one_is_booked(guest: Browser) -> None:
    configuration = make_configuration()
    form = guest.open(FORM)
    taken = make_booking(configuration, TOMORROW_AT_TEN)
    again = guest.press(form, BOOK, by={"Your name": "Grace Hopper", "E-mail": "grace@example.org"})

    result = guest.press(again, BOOK, start=str(TOMORROW_AT_TEN + HOUR))

    db.session.close()
    starts = db.session.scalars(db.select(Booking.starts_at).where(Booking.id != taken.id)).all()
    assert result.status == 303
    assert starts == [TOMORROW_AT_TEN + HOUR]


def test_a_form_for_a_time_that_is_gone_says_so_before_it_is_filled_in(guest: Browser) -> None:
    make_booking(make_configuration(), TOMORROW_AT_TEN)

    page = guest.open(FORM)

    assert page.status == 200
    assert "These are the nearest free times." in page.alerts[0]


@pytest.mark.parametrize("start", [1, NOW - HOUR, NOW])
def test_a_time_that_is_over_is_said_to_be_and_not_shown(guest: Browser, start: int) -> None:
    make_configuration()

    page = guest.open(f"/intro/bookings/new?start={start}")

    assert page.status == 200
    assert page.alerts[0].startswith("This time is over. Please choose another time.")
    assert page.select(".struck") == []
    assert "1970" not in page.text


@pytest.mark.parametrize("start", ["", "soon", "-5", "99999999999999", "1e9", "²"])
def test_a_form_without_a_time_leads_back_to_the_times(guest: Browser, start: str) -> None:
    make_configuration()

    page = guest.open(f"/intro/bookings/new?start={start}&timezone=Asia/Tokyo")

    assert page.status == 303
    assert page.location == "/intro?timezone=Asia/Tokyo"


@pytest.mark.parametrize(
    ("zone", "times"),
    [
        ("", "/intro?day=2027-01-05"),
        ("&timezone=Pacific/Kiritimati", "/intro?day=2027-01-06&timezone=Pacific/Kiritimati"),
    ],
)
def test_all_free_times_opens_the_day_of_the_form(guest: Browser, zone: str, times: str) -> None:
    make_configuration()

    page = guest.open(f"/intro/bookings/new?start={TOMORROW_AT_TEN}{zone}")

    found = [str(link["href"]) for link in page.select("a[href^='/intro?']")]
    assert found == [times]
    assert {words(link) for link in page.select("a[href^='/intro?']")} == {"All free times"}


@pytest.mark.parametrize("start", ["", "soon", "99999999999999"])
def test_a_time_that_is_none_is_refused_with_the_form_filled(guest: Browser, start: str) -> None:
    make_configuration()

    page = guest.press(guest.open(FORM), BOOK, by=PRIYAS, start=start)

    assert page.status == 422
    assert page.field("Your name").value == "Priya Raman"
    assert any("Please choose a time." in alert for alert in page.alerts)


@pytest.mark.parametrize("start", [NOW - HOUR, TOMORROW_AT_TEN + 7 * MINUTE, NOW + 500 * DAY])
def test_a_time_that_is_not_offered_is_refused(guest: Browser, start: int) -> None:
    make_configuration()

    page = guest.press(guest.open(FORM), BOOK, by=PRIYAS, start=str(start))

    assert page.status == 409
    assert not db.session.scalars(db.select(Booking)).all()


def test_the_time_is_changed_from_the_form_without_losing_what_was_typed(guest: Browser) -> None:
    make_configuration()

    page = guest.press(guest.open(FORM), "Change", by={"Your name": "Priya Raman"})
    starts = [str(tag["value"]) for tag in page.select("input[name=start]")]

    assert page.status == 200
    assert page.alerts == []
    assert page.field("Your name").value == "Priya Raman"
    assert [tag["value"] for tag in page.select("input[name=start][checked]")] == [str(TOMORROW_AT_TEN)]
    result = guest.press(page, BOOK, by=PRIYAS, start=starts[-1])
    assert result.status == 303
    assert the_booking().starts_at == int(starts[-1])


def test_a_page_that_hides_additional_guests_asks_for_none(guest: Browser) -> None:
    make_configuration(scheduler=scheduler(hide_additional_guests=True))

    page = guest.open(FORM)

    assert not page.select("[name=guests]")
    assert guest.press(page, BOOK, by=PRIYAS).status == 303


def test_a_token_that_ran_out_shows_the_form_again_filled(guest: Browser) -> None:
    make_configuration()

    page = guest.press(guest.open(FORM), BOOK, by=PRIYAS, csrf_token="from.long.ago")

    assert page.status == 422
    assert page.alerts == ["This form was open for too long. Nothing was lost. Please send it again."]
    assert guest.press(page, BOOK).status == 303
    assert the_booking().guest_name == "Priya Raman"


def test_a_form_without_a_token_books_nothing(guest: Browser) -> None:
    make_configuration()

    page = guest.send(
        "/intro/bookings", {"start": [str(TOMORROW_AT_TEN)], "name": ["Eve"], "email": ["e@example.com"]}
    )

    assert page.status == 422
    assert not db.session.scalars(db.select(Booking)).all()


def test_htmx_gets_the_card_alone_with_what_is_wrong(guest: Browser) -> None:
    make_configuration()

    page = guest.send("/intro/bookings", {}, HX_Request="true", HX_Request_Type="partial")

    assert page.status == 422
    assert "<html" not in page.html
    assert page.select("div")[0]["id"] == "booking-form"
    assert page.answer.headers["HX-Reswap"] == "outerHTML show:top"


def test_htmx_is_led_to_the_result(guest: Browser) -> None:
    make_configuration()
    form = guest.open(FORM)
    values = {"csrf_token": [form.hidden("csrf_token")], "start": [str(TOMORROW_AT_TEN)]}

    page = guest.send("/intro/bookings", {**values, "name": ["Priya"], "email": [PRIYA]}, HX_Request="true")

    assert page.status == 204
    assert page.answer.headers["HX-Redirect"] == f"/bookings/{guest_reference(the_booking())}"


def test_the_cancellation_policy_stands_beside_the_button(guest: Browser) -> None:
    make_configuration(scheduler=scheduler(cancellation_policy="Tell us a day before."))

    assert "Tell us a day before." in guest.open(FORM).text


def test_a_name_that_nobody_sees_is_no_name(guest: Browser) -> None:
    make_configuration()

    page = guest.press(guest.open(FORM), BOOK, by={**PRIYAS, "Your name": "\u200b\u2800"})

    assert page.status == 422
    assert page.field("Your name").error == "Please enter your name."


def test_a_name_cannot_turn_the_words_beside_it_around(guest: Browser) -> None:
    make_configuration()

    guest.press(guest.open(FORM), BOOK, by={**PRIYAS, "Your name": "Priya\u202e namaR"})

    assert the_booking().guest_name == "Priya namaR"


def test_a_calendar_that_gives_no_answer_is_told_and_nothing_typed_is_lost(
    guest: Browser, fake: FakeServer
) -> None:
    make_page_elsewhere()
    asking._failed.clear()
    fake.fail("events", ProviderError("provider.gone"))

    answer = guest.press(guest.open(FORM), BOOK, by=PRIYAS)

    assert answer.status == 409
    assert "could not reach the calendar" in answer.text
    assert answer.field("Your name").value == "Priya Raman"
    assert db.session.scalars(db.select(Booking)).all() == []
