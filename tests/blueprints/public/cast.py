"""What the tests of the guest's pages share: Priya's words, and where she types them."""

from typing import Any

from tests.browser import Browser
from tests.builders import (
    PRIYA,
    TOMORROW_AT_TEN,
    availability,
)
from tests.page import Page
from webapp.extensions import db
from webapp.models import Booking
from webapp.models.reference import guest_reference

PRIYAS = {"Your name": "Priya Raman", "E-mail": PRIYA}
BOOK = "Book this time"
FORM = f"/intro/bookings/new?start={TOMORROW_AT_TEN}&timezone=Asia/Kolkata"
FIELDS: dict[str, dict[str, Any]] = {
    "topic": {"label": "Topic", "type": "text", "required": True, "order": 1, "pattern": "[A-Z].*"},
    "more": {"label": "More", "type": "multi_line_text", "order": 2},
    "second": {"label": "Second e-mail", "type": "email", "order": 3},
    "phone": {"label": "Phone", "type": "phone_number", "order": 4},
    "size": {"label": "Size", "type": "dropdown", "options": ["Small", "Large"], "order": 5},
    "launch": {"label": "Launch", "type": "date", "order": 6},
    "how": {"label": "How", "type": "radio_button", "options": ["Search", "A friend"], "order": 7},
    "what": {"label": "What", "type": "multi_select", "options": ["Words", "Code, clean", "Law"], "order": 8},
    "agreed": {"label": "I agree", "type": "checkbox", "required": True, "order": 9},
    "campaign": {"label": "Campaign", "type": "metadata", "default": "spring"},
}

OFFICE = [{"days": [1, 2, 3, 4, 5], "start": "9:00", "end": "11:00", "timezone": "UTC"}]


def scheduler(**changes: Any) -> dict[str, Any]:
    return {"min_booking_notice": 0, "available_days_in_future": 60, **changes}


def office_hours(**scheduler_changes: Any) -> dict[str, Any]:
    """What makes a page that is open on weekdays from nine to eleven."""
    return {
        "availability": availability(rules={"default_open_hours": OFFICE}),
        "scheduler": scheduler(**scheduler_changes),
    }


def the_booking() -> Booking:
    db.session.close()
    found: Booking = db.session.scalars(db.select(Booking).order_by(Booking.created_at.desc())).one()
    return found


def shown(guest: Browser, booking: Booking) -> Page:
    return guest.open(f"/bookings/{guest_reference(booking)}")
