"""What a calendar entry tells its reader, beside the time."""

from typing import Any

import pytest

from tests.promises import MEETING_SAID, a_meeting, mail_payload
from webapp.delivery.invitations import fields_of

pytestmark = pytest.mark.usefixtures("sqlite_app")

FIELDS = [{"label": "Company", "value": "Navy"}, {"label": "I agree", "value": True}]
GUESTS_LINKS = {
    "booking_url": "https://book.example.org/bookings/abc",
    "rescheduling_url": "https://book.example.org/bookings/abc/reschedule",
    "cancellation_url": "https://book.example.org/bookings/abc/cancel",
}


def described(role: str, **values: Any) -> tuple[Any, Any]:
    fields = fields_of(mail_payload(role=role, **values))
    return fields["description"], fields["url"]


def test_the_guest_finds_the_links() -> None:
    description, url = described("guest", description="Bring cake.", links=GUESTS_LINKS, fields=FIELDS)

    assert description == (
        "Bring cake.\n\n"
        "View your booking: https://book.example.org/bookings/abc\n"
        "Reschedule: https://book.example.org/bookings/abc/reschedule\n"
        "Cancel: https://book.example.org/bookings/abc/cancel"
    )
    assert url == "https://book.example.org/bookings/abc"


def test_a_host_finds_the_answers_and_the_dashboard() -> None:
    description, url = described("host", fields=FIELDS, links={"dashboard_url": "https://book.example.org/d"})

    assert description == (
        "Priya Raman <priya@example.com>\nCompany: Navy\nI agree: Yes\n\n"
        "Open on the dashboard: https://book.example.org/d"
    )
    assert url == "https://book.example.org/d"


def test_an_additional_guest_finds_the_description_alone() -> None:
    assert described("additional_guest", description="Bring cake.", links={}) == ("Bring cake.", None)


def test_without_anything_to_say_there_is_no_description() -> None:
    assert described("additional_guest", links={}) == (None, None)


@pytest.mark.parametrize("role", ["guest", "host", "additional_guest"])
def test_everybody_finds_the_meeting_online(role: str) -> None:
    description, _ = described(role, description="Bring cake.", links={}, meeting=a_meeting())

    assert description.startswith("Bring cake.\n\n")
    assert f"Jitsi\n{MEETING_SAID}" in description
