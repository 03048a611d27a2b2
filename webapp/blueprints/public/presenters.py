"""A booking as its guest and its organizer see it: plain values for templates and for the calendar file."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from webapp import refusals
from webapp.blueprints.public import permissions
from webapp.errors import NotAllowedNow
from webapp.lib import links
from webapp.models import BOOKED, CANCELLED, PENDING, Booking, BookingChange
from webapp.services.bookings import lists
from webapp.services.bookings.commands import GUEST, ORGANIZER
from webapp.services.configurations import additional_fields
from webapp.services.configurations.view import view_of
from webapp.words import gettext

ICS_STATUS = {BOOKED: "CONFIRMED", PENDING: "TENTATIVE", CANCELLED: "CANCELLED"}


@dataclass(frozen=True, slots=True)
class Shown:
    """A booking for its guest or its organizer. `lead`: a sentence about what happens next, or None.

    `why_no_*`: why it cannot be done, or None when it can. `book_again`: the address of the scheduling page, or None
    when it is not public.
    """

    heading: str
    lead: str | None
    is_over: bool
    why_no_reschedule: str | None
    why_no_cancel: str | None
    answers: list[dict[str, str | bool]]
    book_again: str | None


def shown(booking: Booking, *, reader: str, thanks: str | None = None, now: int) -> Shown:
    """A booking for its GUEST or its ORGANIZER. `thanks`: the page's own text for a guest who is booked."""
    last, is_over = lists.changes(booking)[-1], booking.ends_at <= now
    if reader == GUEST:
        heading, lead = _guest_heading(booking, last, is_over), _guest_lead(booking, is_over, thanks)
    else:
        heading, lead = _organizer_heading(booking, last), _organizer_lead(booking, last, is_over)
    return Shown(
        heading=heading,
        lead=lead,
        is_over=is_over,
        why_no_reschedule=_refusal(permissions.check_may_reschedule, booking, now),
        why_no_cancel=_refusal(permissions.check_may_cancel, booking, now),
        answers=additional_fields.labelled(
            view_of(booking.configuration).scheduler.additional_fields, booking.additional_fields
        ),
        book_again=_page_of(booking),
    )


def calendar_entry(booking: Booking) -> dict[str, Any]:
    """The fields for `lib.ics`. No link: it would let anybody who gets the file change the booking."""
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


def _guest_heading(booking: Booking, last: BookingChange, is_over: bool) -> str:
    if not booking.is_live:
        return _ended_for_guest(booking, last)
    is_pending, was_moved = booking.status == PENDING, last.kind == "rescheduled"
    if is_over:
        return (
            gettext("This request was not answered in time")
            if is_pending
            else gettext("This booking is over")
        )
    if is_pending:
        return gettext("Your request has a new time") if was_moved else gettext("Your request has been sent")
    return gettext("Your booking has a new time") if was_moved else gettext("You are booked")


def _ended_for_guest(booking: Booking, last: BookingChange) -> str:
    if _was_withdrawn(last):
        return gettext("You withdrew this request")
    if last.actor != ORGANIZER:
        return gettext("Your booking has been cancelled")
    if last.kind == "declined":
        return gettext("%(organizer)s declined your request", organizer=booking.organizer_name)
    return gettext("%(organizer)s cancelled this booking", organizer=booking.organizer_name)


def _guest_lead(booking: Booking, is_over: bool, thanks: str | None) -> str | None:
    if is_over or not booking.is_live:
        return None
    if booking.status == PENDING:
        return gettext(
            "%(organizer)s will answer. The time is held for you until then, and the answer goes to %(email)s.",
            organizer=booking.organizer_name,
            email=booking.guest_email,
        )
    return thanks or gettext(
        "A confirmation with a calendar invitation is on its way to %(email)s.", email=booking.guest_email
    )


def _organizer_heading(booking: Booking, last: BookingChange) -> str:
    guest = booking.guest_name
    if booking.is_live:
        if booking.status == PENDING:
            return gettext("%(guest)s requests a time", guest=guest)
        return gettext("%(guest)s is booked", guest=guest)
    if last.kind == "declined":
        return gettext("You declined this request")
    if _was_withdrawn(last):
        return gettext("%(guest)s withdrew this request", guest=guest)
    if last.actor == GUEST:
        return gettext("%(guest)s cancelled this booking", guest=guest)
    return gettext("This booking has been cancelled")


def _organizer_lead(booking: Booking, last: BookingChange, is_over: bool) -> str:
    email = booking.guest_email
    if booking.status == BOOKED:
        return gettext("%(email)s gets a calendar invitation.", email=email)
    if booking.status == PENDING:
        if is_over:
            return gettext("The time has passed, so you can only decline.")
        return gettext("The time is held until you answer.")
    if last.actor == GUEST:
        return gettext("The time is free again.")
    return gettext("%(email)s gets a mail about it. The time is free again.", email=email)


def _was_withdrawn(last: BookingChange) -> bool:
    return (last.kind, last.from_status, last.actor) == ("cancelled", PENDING, GUEST)


def _refusal(check: Callable[..., None], booking: Booking, now: int) -> str | None:
    try:
        check(booking, now=now)
    except NotAllowedNow as problem:
        return refusals.for_person(problem)
    return None


def _page_of(booking: Booking) -> str | None:
    configuration = booking.configuration
    if configuration.requires_session_auth or configuration.deleted_at is not None:
        return None
    # The page's own zone is what every booking has whose guest chose none.
    chosen = booking.guest_timezone != configuration.timezone
    zone = {"timezone": booking.guest_timezone} if chosen else {}
    return links.path("public.page_show", slug=configuration.id, **zone)
