"""Whoever has just booked is told so, and is not taken for a rival of their own."""

import pytest

from tests.blueprints.public.cast import BOOK, FORM, PRIYAS, the_booking
from tests.browser import Browser
from tests.builders import NOW, TOMORROW_AT_TEN, make_configuration, make_pending_configuration
from tests.conftest import app  # noqa: F401  # on both databases: no form makes two bookings
from tests.services.bookings.deeds import promised
from webapp.blueprints.public import own_bookings
from webapp.blueprints.public.own_bookings import REMEMBERED
from webapp.models.reference import guest_reference
from webapp.services import bookings
from webapp.services.bookings.commands import CancelBooking

FORM_OF_A_REQUEST = FORM.replace("intro", "consultation")


@pytest.fixture
def rival(guest: Browser) -> Browser:
    """Grace, at another computer."""
    return Browser(guest.client.application.test_client())


def test_back_after_booking_says_that_it_is_booked_and_leads_to_it(guest: Browser) -> None:
    make_configuration()
    guest.press(guest.open(FORM), BOOK, by=PRIYAS)

    page = guest.open(FORM)

    assert (page.status, page.heading) == (200, "You have booked this time")
    assert page.links["See your booking"] == f"/bookings/{guest_reference(the_booking())}"
    assert guest.open(page.links["See your booking"]).heading == "You are booked"
    assert guest.open(page.links["All free times"]).times


def test_back_after_a_request_says_that_it_is_requested(guest: Browser) -> None:
    make_pending_configuration()
    guest.press(guest.open(FORM_OF_A_REQUEST), "Send request", by=PRIYAS)

    assert guest.open(FORM_OF_A_REQUEST).heading == "You have requested this time"


def test_a_form_that_is_sent_twice_makes_one_booking_and_leads_to_it(guest: Browser) -> None:
    make_configuration()
    form = guest.open(FORM)

    answers = [guest.press(form, BOOK, by=PRIYAS) for _ in range(2)]

    at = f"/bookings/{guest_reference(the_booking())}"
    assert [(answer.status, answer.location) for answer in answers] == [(303, at), (303, at)]


def test_a_click_again_after_the_answer_was_lost_leads_to_the_booking(
    guest: Browser, monkeypatch: pytest.MonkeyPatch
) -> None:
    make_configuration()
    form = guest.open(FORM)
    with monkeypatch.context() as dying:
        dying.setattr(own_bookings, "remember", die)
        with pytest.raises(KeyboardInterrupt):
            guest.press(form, BOOK, by=PRIYAS)

    answer = guest.press(form, BOOK, by=PRIYAS)

    assert answer.location == f"/bookings/{guest_reference(the_booking())}"
    assert promised() == ["guest_booked", "organizer_booked"]


def die(_: object) -> None:
    """A process that ends after it has booked and before it answers."""
    raise KeyboardInterrupt


def test_a_form_that_is_sent_again_with_another_time_makes_no_second_booking(guest: Browser) -> None:
    make_configuration()
    form = guest.open(FORM)
    guest.press(form, BOOK, by=PRIYAS)

    answer = guest.press(form, BOOK, by=PRIYAS, start=str(TOMORROW_AT_TEN + 3600))

    assert answer.location == f"/bookings/{guest_reference(the_booking())}"
    assert the_booking().starts_at == TOMORROW_AT_TEN


def test_a_form_that_was_refused_is_still_the_same_form(guest: Browser) -> None:
    make_configuration()
    form = guest.open(FORM)

    again = guest.press(form, BOOK, by={"Your name": "Priya Raman"})

    assert again.status == 422
    assert again.hidden("form_token") == form.hidden("form_token")


def test_a_rival_for_the_time_learns_nothing_of_the_booking(guest: Browser, rival: Browser) -> None:
    make_configuration()
    rivals_form = rival.open(FORM)
    guest.press(guest.open(FORM), BOOK, by=PRIYAS)

    pages = [rival.open(FORM), rival.press(rivals_form, BOOK, by=PRIYAS)]

    assert [page.status for page in pages] == [200, 409]
    assert ["no longer available" in page.alerts[0] for page in pages] == [True, True]
    assert [guest_reference(the_booking()) in page.html for page in pages] == [False, False]


@pytest.mark.parametrize("token", ["", "mine", "x" * 43 + "!", "a" * 200])
def test_a_token_that_is_not_ours_belongs_to_no_form(guest: Browser, rival: Browser, token: str) -> None:
    make_configuration()
    rivals_form = rival.open(FORM)
    guest.press(guest.open(FORM), BOOK, by=PRIYAS, form_token=token)

    answer = rival.press(rivals_form, BOOK, by=PRIYAS, form_token=token)

    assert answer.status == 409
    assert the_booking().form_digest is None


def test_no_address_holds_the_token_of_a_form(guest: Browser) -> None:
    make_configuration()
    form = guest.open(FORM)
    token = form.hidden("form_token")

    result = guest.press(form, BOOK, by=PRIYAS)

    assert token not in result.location
    assert [address for address in form.links.values() if token in address] == []


def test_a_booking_that_was_cancelled_since_is_not_said_to_be_booked(guest: Browser) -> None:
    make_configuration()
    guest.press(guest.open(FORM), BOOK, by=PRIYAS)
    bookings.cancel(the_booking().id, CancelBooking(reason="", actor="guest", door="page"), now=NOW)

    assert guest.open(FORM).buttons[-1] == BOOK


def test_a_browser_remembers_its_last_few_forms(guest: Browser) -> None:
    make_configuration()
    starts = [TOMORROW_AT_TEN + number * 1800 for number in range(REMEMBERED + 1)]
    for start in starts:
        guest.press(guest.open(f"/intro/bookings/new?start={start}"), BOOK, by=PRIYAS)

    pages = [guest.open(f"/intro/bookings/new?start={start}") for start in (starts[0], starts[1])]

    assert [page.heading for page in pages] == ["Intro call", "You have booked this time"]
