"""What no page of ours sends, but somebody can: answered with the form, never with a fault of ours."""

from io import BytesIO

import pytest
from werkzeug.test import TestResponse

from tests.blueprints.public.cast import BOOK, FORM, PRIYAS
from tests.browser import ORIGIN, Browser
from tests.builders import PRIYA, make_configuration
from webapp.extensions import db
from webapp.models import Booking

ACTION = "/intro/bookings"


def sent(guest: Browser, **values: object) -> TestResponse:
    """Priya's answers with these instead of her own, sent as a form with files."""
    answers = guest.open(FORM).form(BOOK).values.to_dict() | {"name": "Priya Raman", "email": PRIYA}
    return guest.client.post(
        ACTION,
        data=answers | values,
        base_url=ORIGIN,
        headers={"Referer": ORIGIN + "/"},
        content_type="multipart/form-data",
    )


@pytest.mark.parametrize("start", ["0" * 20 + "9" * 25, "0" * 20 + "9" * 5000])
def test_a_time_beyond_every_calendar_is_no_time(guest: Browser, start: str) -> None:
    make_configuration()

    page = guest.press(guest.open(FORM), BOOK, by=PRIYAS, start=start)

    assert page.status == 422
    assert "Please choose a time." in page.text
    assert not db.session.scalars(db.select(Booking)).all()


@pytest.mark.parametrize("field", ["name", "email", "start"])
def test_a_file_is_no_answer(guest: Browser, field: str) -> None:
    make_configuration()

    answer = sent(guest, **{field: (BytesIO(b"Priya"), "priya.txt")})

    assert answer.status_code == 422


def test_an_address_that_no_mail_can_be_written_to_is_refused(guest: Browser) -> None:
    make_configuration()

    page = guest.press(guest.open(FORM), BOOK, by={**PRIYAS, "E-mail": "prïya@example.com"})

    assert page.status == 422
    assert page.field("E-mail").error


def test_a_form_of_json_is_no_form(guest: Browser) -> None:
    make_configuration()
    token = guest.open(FORM).hidden("csrf_token")

    answer = guest.client.post(
        ACTION, json=["Priya"], base_url=ORIGIN, headers={"Referer": ORIGIN + "/", "X-CSRFToken": token}
    )

    assert answer.status_code == 422
