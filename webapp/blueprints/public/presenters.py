"""A booking as its guest and its organizer see it: plain values for templates and for the calendar file."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from webapp.blueprints.public import permissions
from webapp.errors import NotAllowedNow
from webapp.lib import links
from webapp.models import BOOKED, CANCELLED, PENDING, Booking
from webapp.services.bookings import lists
from webapp.services.bookings.commands import GUEST
from webapp.services.configurations import additional_fields

ICS_STATUS = {BOOKED: "CONFIRMED", PENDING: "TENTATIVE", CANCELLED: "CANCELLED"}


@dataclass(frozen=True, slots=True)
class Shown:
    """`why_no_*`: the sentence when it cannot be done. `ended_by`: guest, organizer or api."""

    is_over: bool
    why_no_reschedule: str | None
    why_no_cancel: str | None
    answers: list[dict[str, str | bool]]
    ended_by: str | None
    was_declined: bool
    was_withdrawn: bool
    was_moved: bool
    book_again: str | None


def shown(booking: Booking, *, now: int) -> Shown:
    """How a booking stands now."""
    last = lists.changes(booking)[-1]
    return Shown(
        is_over=booking.ends_at <= now,
        why_no_reschedule=_refusal(permissions.check_may_reschedule, booking, now),
        why_no_cancel=_refusal(permissions.check_may_cancel, booking, now),
        answers=additional_fields.labelled(
            booking.configuration.scheduler["additional_fields"], booking.additional_fields
        ),
        ended_by=None if booking.is_live else last.actor,
        was_declined=last.kind == "declined",
        was_withdrawn=(last.kind, last.from_status, last.actor) == ("cancelled", PENDING, GUEST),
        was_moved=last.kind == "rescheduled",
        book_again=_page_of(booking),
    )


def calendar_entry(booking: Booking) -> dict[str, Any]:
    """The fields of `lib.ics`. It carries no link: who gets the file passed on must not move the booking."""
    return {
        "method": "PUBLISH",
        "uid": booking.ical_uid,
        "sequence": booking.sequence,
        "status": ICS_STATUS[booking.status],
        "starts_at": booking.starts_at,
        "ends_at": booking.ends_at,
        "stamp": booking.updated_at,
        "summary": booking.title,
        "description": booking.description,
        "location": booking.location,
        "url": None,
        "organizer": {"name": booking.organizer_name, "email": booking.organizer_email},
        "attendees": [],
    }


def _refusal(check: Callable[..., None], booking: Booking, now: int) -> str | None:
    try:
        check(booking, now=now)
    except NotAllowedNow as problem:
        return problem.sentence
    return None


def _page_of(booking: Booking) -> str | None:
    configuration = booking.configuration
    if configuration.requires_session_auth or configuration.deleted_at is not None:
        return None
    return links.path("public.page_show", slug=configuration.id, timezone=booking.guest_timezone)
