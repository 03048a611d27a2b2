"""The token of a guest's form: it counts without a cookie, for one page or booking, for a while, and only from here."""

import pytest

from config import FORM_TOKEN_SECONDS
from tests.blueprints.public.cast import BOOK, FORM, PRIYAS, the_booking
from tests.browser import Browser
from tests.builders import HOUR, TOMORROW_AT_TEN, make_booking, make_configuration
from tests.conftest import StoppedClock
from tests.page import Page
from webapp.models.reference import guest_reference

RAN_OUT = "This form was open for too long. Nothing was lost. Please send it again."
ELSEWHERE = (
    "This form was sent by another website. Please check what it says, and send it again if you want it."
)


def typed(form: Page) -> dict[str, str]:
    return {**form.form(BOOK).values.to_dict(), "name": "Priya Raman", "email": "priya@example.com"}


def test_no_page_before_a_booking_sets_a_cookie(guest: Browser) -> None:
    booking = make_booking(make_configuration())
    at = f"/bookings/{guest_reference(booking)}"

    pages = [guest.open(path) for path in ("/intro", FORM, at, f"{at}/reschedule", f"{at}/cancel")]

    assert [page.answer.headers.get("Set-Cookie") for page in pages] == [None] * 5


def test_a_browser_that_sends_no_cookie_books(guest: Browser) -> None:
    make_configuration()
    form = guest.open(FORM)
    guest.client.delete_cookie("openslot", domain="book.example.org")

    assert guest.send("/intro/bookings", typed(form), Sec_Fetch_Site="same-origin").status == 303


def test_a_token_counts_for_twelve_hours(guest: Browser, clock: StoppedClock) -> None:
    make_configuration()
    early, late = guest.open(FORM), guest.open(FORM)

    clock.advance(seconds=FORM_TOKEN_SECONDS)
    in_time = guest.press(early, BOOK, by={**PRIYAS, "E-mail": "nobody"})
    clock.advance(seconds=1)
    too_late = guest.press(late, BOOK, by=PRIYAS)

    assert [RAN_OUT in page.text for page in (in_time, too_late)] == [False, True]


@pytest.mark.parametrize("wrong", ["", "1", ".", "1.x", "²." + "0" * 64, "9" * 5000 + ".x", "-1.x", "ü.ü"])
def test_what_is_no_token_of_ours_books_nothing(guest: Browser, wrong: str) -> None:
    make_configuration()

    page = guest.press(guest.open(FORM), BOOK, by=PRIYAS, csrf_token=wrong)

    assert (page.status, page.alerts) == (422, [RAN_OUT])


def test_a_later_time_cannot_be_written_into_a_token(guest: Browser, clock: StoppedClock) -> None:
    make_configuration()
    form = guest.open(FORM)
    signed = form.hidden("csrf_token").partition(".")[2]
    clock.advance(days=1)

    page = guest.press(form, BOOK, by=PRIYAS, csrf_token=f"{clock.now()}.{signed}")

    assert page.alerts == [RAN_OUT]


def test_the_token_of_one_page_counts_for_no_other(guest: Browser) -> None:
    first = make_configuration()
    make_configuration(first.grant, slug="other")
    token = guest.open(FORM).hidden("csrf_token")

    page = guest.press(guest.open(FORM.replace("intro", "other")), BOOK, by=PRIYAS, csrf_token=token)

    assert page.alerts == [RAN_OUT]


def test_the_token_of_one_booking_counts_for_no_other(guest: Browser) -> None:
    intro = make_configuration()
    one, other = (
        f"/bookings/{guest_reference(make_booking(intro, start))}/cancel"
        for start in (TOMORROW_AT_TEN, TOMORROW_AT_TEN + HOUR)
    )
    token = guest.open(other).hidden("csrf_token")

    page = guest.send(one, {"csrf_token": token})

    assert (page.status, page.alerts) == (422, [RAN_OUT])


def test_another_sites_form_is_shown_with_what_it_says_and_books_nothing(guest: Browser) -> None:
    make_configuration()
    form = guest.open(FORM)

    page = guest.send("/intro/bookings", typed(form), Sec_Fetch_Site="cross-site")

    assert (page.status, page.alerts) == (422, [ELSEWHERE])
    assert page.field("Your name").value == "Priya Raman"
    assert guest.press(page, BOOK).status == 303


def test_another_sites_form_that_booked_once_changes_no_cookie(guest: Browser) -> None:
    make_configuration()
    form = guest.open(FORM)
    guest.press(form, BOOK, by=PRIYAS)
    guest.client.delete_cookie("openslot", domain="book.example.org")

    page = guest.send("/intro/bookings", typed(form), Sec_Fetch_Site="cross-site")

    assert page.answer.headers.get("Set-Cookie") is None
    assert guest_reference(the_booking()) not in page.html
