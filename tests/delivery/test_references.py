"""References are put in when something is sent, and stand in no stored payload."""

from typing import Any

import pytest
from flask import Flask
from sqlalchemy import select

from tests.builders import make_booking, make_page, make_pending_configuration, make_webhook
from tests.promises import claim
from webapp.delivery import references
from webapp.extensions import db
from webapp.models import Booking, OutboxEntry
from webapp.models.reference import ORGANIZER_PLACE, guest_reference, organizer_reference

TRIGGERS = ["booking.created", "booking.pending"]
FIELDS = {"booking_ref": {"label": "Note", "type": "text"}}


def sent() -> dict[str, dict[str, Any]]:
    """What goes out, by the name of the mail or the trigger."""
    return {claimed.name: references.complete(claimed) for claimed in claim()}


@pytest.fixture
def request_of_priya(app: Flask) -> Booking:
    make_webhook(trigger_types=TRIGGERS)
    return make_booking(make_pending_configuration())


def test_no_stored_payload_opens_the_booking(request_of_priya: Booking) -> None:
    stored = "".join(str(payload) for payload in db.session.scalars(select(OutboxEntry.payload)))

    assert not [
        secret
        for secret in (
            *(request_of_priya.guest_salt, request_of_priya.organizer_salt),
            *(guest_reference(request_of_priya), organizer_reference(request_of_priya)),
        )
        if secret in stored
    ]


def test_each_gets_the_reference_that_is_theirs(request_of_priya: Booking) -> None:
    guests, organizers = guest_reference(request_of_priya), organizer_reference(request_of_priya)

    out = sent()

    assert out["guest_requested"]["links"]["booking_url"].endswith(f"/bookings/{guests}")
    assert out["organizer_requested"]["links"]["confirmation_url"].endswith(f"/{organizers}/confirm")
    notification = out["booking.pending"]["object"]
    assert notification["booking_ref"] == organizers
    assert notification["booking_info"]["host_confirmation_url"].endswith(f"/{organizers}/confirm")
    assert notification["booking_info"]["event_html_link"].endswith(guests)


def test_a_place_that_a_guest_types_is_never_filled_in(app: Flask) -> None:
    make_webhook(trigger_types=TRIGGERS)
    page = make_page(additional_fields=FIELDS)
    booking = make_booking(page, additional_fields={"booking_ref": ORGANIZER_PLACE})

    out = sent()

    assert organizer_reference(booking) not in str(out)
    assert ORGANIZER_PLACE in str(out["guest_booked"]["values"]["fields"])
