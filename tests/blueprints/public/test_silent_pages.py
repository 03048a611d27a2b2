"""A page that sends no e-mails promises none."""

import pytest

from tests.blueprints.public.cast import BOOK, FORM, PRIYAS, the_booking
from tests.browser import Browser
from tests.builders import make_booking, make_configuration, reread
from webapp.models import Configuration
from webapp.models.reference import organizer_reference

MAIL_WORDS = ("confirmation", "invitation", "gets a mail", "we send", "the answer goes to")


def silent(booking_type: str = "booking") -> Configuration:
    event = {"title": "Intro call", "timezone": "UTC", "booking_type": booking_type, "disable_emails": True}
    return make_configuration(event_booking=event)


def promises(text: str) -> list[str]:
    return [word for word in MAIL_WORDS if word in text.lower()]


def test_neither_form_nor_result_of_a_booking_promises_a_mail(guest: Browser) -> None:
    silent()

    form = guest.open(FORM)
    result = guest.follow(guest.press(form, BOOK, by=PRIYAS))

    assert promises(form.text) == promises(result.text) == []
    assert "No e-mail is sent. Please keep the address of this page" in result.text


def test_neither_form_nor_result_of_a_request_promises_a_mail(guest: Browser) -> None:
    silent("organizer-confirmation")

    form = guest.open(FORM)
    result = guest.follow(guest.press(form, "Send request", by=PRIYAS))

    assert promises(form.text) == promises(result.text) == []
    assert "come back to see the answer" in result.text


@pytest.mark.parametrize("answer", ["Confirm", "Decline"])
def test_the_organizer_is_asked_to_tell_the_guest(guest: Browser, answer: str) -> None:
    booking = make_booking(silent("organizer-confirmation"))

    question = guest.open(f"/bookings/{organizer_reference(booking)}/confirm")
    answered = guest.follow(guest.press(question, answer))

    assert promises(question.text) == promises(answered.text) == []
    assert "No e-mail is sent, so please tell Priya Raman yourself." in answered.text
    assert reread(the_booking()).status in ("booked", "cancelled")
