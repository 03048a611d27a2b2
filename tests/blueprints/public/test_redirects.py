import json
from typing import Any
from urllib.parse import parse_qs, urlsplit

import pytest

from tests.blueprints.public.cast import BOOK, FORM, PRIYAS, scheduler, the_booking
from tests.browser import Browser
from tests.builders import (
    MINUTE,
    PRIYA,
    TOMORROW_AT_TEN,
    make_configuration,
)
from webapp.extensions import transaction
from webapp.models import Configuration
from webapp.models.reference import guest_reference


def test_a_redirect_of_the_configuration_gets_the_booking_in_its_query(guest: Browser) -> None:
    fields = {"topic": {"label": "Topic", "type": "text", "required": False}}
    configuration = make_configuration(
        scheduler=scheduler(
            additional_fields=fields, confirmation_redirect_url="https://shop.example.net/thanks?from=us"
        )
    )
    form = guest.open(FORM)

    answer = guest.press(form, BOOK, by={**PRIYAS, "Topic": "Größe"})

    booking = the_booking()
    parts = urlsplit(answer.location)
    query = {name: values[0] for name, values in parse_qs(parts.query, keep_blank_values=True).items()}
    assert answer.status == 303
    assert (parts.netloc, parts.path) == ("shop.example.net", "/thanks")
    assert json.loads(query.pop("additional_values")) == {"topic": "Größe"}
    assert query == {
        "from": "us",
        "booking_id": booking.id,
        "name": "Priya Raman",
        "email": PRIYA,
        "start_time": str(TOMORROW_AT_TEN),
        "end_time": str(TOMORROW_AT_TEN + 30 * MINUTE),
        "tz": "Asia/Kolkata",
        "language": "en",
        "page_slug": "intro",
        "config_id": configuration.id,
        "location": "",
        "booking_ref": guest_reference(booking),
    }
    assert "form-action 'self' https://shop.example.net;" in form.answer.headers["Content-Security-Policy"]


def test_a_redirect_writes_nothing_but_an_origin_into_the_policy(guest: Browser) -> None:
    make_configuration(scheduler=scheduler(confirmation_redirect_url="https://a.example;script-src/x"))

    policy = guest.open(FORM).answer.headers["Content-Security-Policy"]

    assert "a.example" not in policy


def test_the_result_goes_on_in_the_language_that_was_asked_for(guest: Browser) -> None:
    make_configuration()

    answer = guest.press(guest.open(f"{FORM}&lang=de"), BOOK, by=PRIYAS)

    assert answer.location == f"/bookings/{guest_reference(the_booking())}?lang=de"
    assert "Dienstag, 5. Januar 2027" in guest.follow(answer).text


@pytest.mark.parametrize("htmx", [False, True], ids=["without script", "with script"])
@pytest.mark.parametrize("stored_in_earlier_days", [False, True])
def test_a_redirect_to_a_host_of_any_script_is_followed(
    guest: Browser, htmx: bool, stored_in_earlier_days: bool
) -> None:
    address = "https://例え.example/ありがとう"
    configuration = make_configuration(scheduler=scheduler(confirmation_redirect_url=address))
    if stored_in_earlier_days:
        with transaction() as session:
            row = session.get_one(Configuration, configuration.id)
            row.document = {**row.document, "scheduler": scheduler_of(row, confirmation_redirect_url=address)}

    form = guest.open(FORM)
    answer = guest.press(form, BOOK, by=PRIYAS, htmx=htmx)

    policy = form.answer.headers["Content-Security-Policy"]
    target = answer.answer.headers["HX-Redirect"] if htmx else answer.location
    assert (form.status, answer.status) == (200, 204 if htmx else 303)
    assert target.startswith("https://xn--r8jz45g.example/%E3%81%82%E3%82%8A")
    assert "https://xn--r8jz45g.example" in policy


def scheduler_of(row: Configuration, **changes: str) -> dict[str, Any]:
    return {**row.document["scheduler"], **changes}
