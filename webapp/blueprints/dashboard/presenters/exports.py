"""A booking as a row of a table and as an event of a calendar, for the files that an organizer takes away."""

from typing import Any

from webapp import display
from webapp.blueprints.dashboard.presenters.bookings import additional_answers
from webapp.models import ICS_STATUS, Booking, Organizer
from webapp.words import gettext, lazy_gettext

STANDINGS = {
    "booked": lazy_gettext("Booked"),
    "pending": lazy_gettext("Waiting for an answer"),
    "over": lazy_gettext("Over"),
    "expired": lazy_gettext("Not answered in time"),
    "declined": lazy_gettext("Declined"),
    "withdrawn": lazy_gettext("Withdrawn"),
    "cancelled": lazy_gettext("Cancelled"),
}


def heading() -> list[str]:
    """The names of the columns."""
    return [
        *(gettext("Start"), gettext("End"), gettext("Time zone"), gettext("State"), gettext("Did not come")),
        *(gettext("Name"), gettext("E-mail"), gettext("Also invited"), gettext("Page"), gettext("Title")),
        *(gettext("Where"), gettext("Answers"), gettext("Reason"), gettext("Note"), gettext("Booked at")),
    ]


def row(booking: Booking, organizer: Organizer, *, now: int) -> list[str]:
    """One booking, its times on the organizer's clock as every spreadsheet reads them."""
    zone = organizer.timezone
    answers = [
        f"{answer['label']}: {display.answer(answer['value'])}" for answer in additional_answers(booking)
    ]
    return [
        *(_when(booking.starts_at, zone), _when(booking.ends_at, zone), zone),
        str(STANDINGS[booking.standing(now=now)]),
        gettext("yes") if booking.no_show_at else "",
        *(booking.guest_name, booking.guest_email),
        ", ".join(guest["email"] for guest in booking.additional_guests),
        *(booking.configuration.name, booking.title, booking.place or "", "; ".join(answers)),
        *(booking.cancellation_reason or "", booking.note or "", _when(booking.created_at, zone)),
    ]


def entry(booking: Booking) -> dict[str, Any]:
    """One booking as `lib/ics.py` takes an event."""
    return {
        "uid": booking.ical_uid,
        "sequence": booking.sequence,
        "status": ICS_STATUS[booking.status],
        "stamp": booking.updated_at,
        "starts_at": booking.starts_at,
        "ends_at": booking.ends_at,
        "summary": booking.title,
        "description": f"{booking.guest_name}\n{booking.guest_email}",
        "location": booking.place,
        "url": None,
    }


def _when(instant: int, zone: str) -> str:
    return display.iso(instant, zone)[:16].replace("T", " ")
