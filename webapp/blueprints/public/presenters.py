"""A booking as its guest and its organizer see it: plain values for templates and for the calendar file."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from webapp import display, refusals
from webapp.blueprints.public import permissions
from webapp.blueprints.public.frames import Frame
from webapp.errors import NotAllowedNow
from webapp.lib.calendar_links import CalendarLinks, calendar_links
from webapp.models import (
    BOOKED,
    DECLINED,
    EXPIRED,
    ICS_STATUS,
    OVER,
    PENDING,
    WITHDRAWN,
    Booking,
    BookingChange,
)
from webapp.services.bookings import lists
from webapp.services.bookings.commands import CALENDAR, GUEST, ORGANIZER
from webapp.services.configurations import additional_fields
from webapp.services.configurations.view import view_of
from webapp.services.promises.links import page_path
from webapp.words import gettext


@dataclass(frozen=True, slots=True)
class Shown:
    """A booking for its guest or its organizer. `lead`: a sentence about what happens next, or None.

    `standing`: as `Booking.standing` says it.

    `why_no_*`: why it cannot be done, or None when it can. `book_again`: the address of the scheduling page, or None
    when it is not public. `calendars`: where the guest can add it by a click.
    """

    heading: str
    lead: str | None
    standing: str
    is_over: bool
    why_no_reschedule: str | None
    why_no_cancel: str | None
    answers: list[dict[str, str | bool]]
    book_again: str | None
    calendars: CalendarLinks


def shown(
    booking: Booking, *, reader: str, thanks: str | None = None, frame: Frame | None = None, now: int
) -> Shown:
    """A booking for its GUEST or its ORGANIZER. `thanks`: the page's own text for a guest who is booked.

    `frame`: how it is asked for inside another website.
    """
    last, standing = lists.changes(booking)[-1], booking.standing(now=now)
    sends_mails = not view_of(booking.configuration).event_booking.disable_emails
    if reader == GUEST:
        heading, lead = _guest_heading(booking, last, standing), _guest_lead(booking, standing, sends_mails)
        lead = thanks or lead if standing == BOOKED else lead
    else:
        heading = _organizer_heading(booking, last, standing)
        lead = _organizer_lead(booking, last, standing, sends_mails)
    return Shown(
        heading=heading,
        lead=lead,
        standing=standing,
        is_over=booking.ends_at <= now,
        why_no_reschedule=_refusal(permissions.check_may_reschedule, booking, now),
        why_no_cancel=_refusal(permissions.check_may_cancel, booking, now),
        answers=additional_fields.labelled(
            view_of(booking.configuration).scheduler.additional_fields, booking.additional_fields
        ),
        book_again=page_path(
            booking.configuration, zone=booking.guest_timezone, **(frame.query if frame else {})
        ),
        calendars=calendar_links(calendar_entry(booking)),
    )


def calendar_entry(booking: Booking) -> dict[str, Any]:
    """The fields for `lib.ics`. No link: it would let anybody who gets the file change the booking."""
    described = "\n\n".join(filter(None, (booking.description, display.meeting(booking.meeting_now)))) or None
    return {
        "method": "PUBLISH",
        "uid": booking.ical_uid,
        "sequence": booking.sequence,
        "status": ICS_STATUS[booking.status],
        "starts_at": booking.starts_at,
        "ends_at": booking.ends_at,
        "stamp": booking.updated_at,
        "summary": booking.title,
        "description": described,
        "location": booking.place,
        "url": None,
        "organizer": {"name": booking.organizer_name, "email": booking.organizer_email},
        "attendees": [],
    }


def _guest_heading(booking: Booking, last: BookingChange, standing: str) -> str:
    organizer, was_moved = booking.organizer_name, last.kind == "rescheduled"
    if standing == PENDING:
        return gettext("Your request has a new time") if was_moved else gettext("Your request has been sent")
    if standing == BOOKED:
        return gettext("Your booking has a new time") if was_moved else gettext("You are booked")
    if standing == EXPIRED:
        return gettext("This request was not answered in time")
    if standing == OVER:
        return gettext("This booking is over")
    if standing == WITHDRAWN:
        return gettext("You withdrew this request")
    if standing == DECLINED:
        return gettext("%(organizer)s declined your request", organizer=organizer)
    if last.actor in (ORGANIZER, CALENDAR):
        return gettext("%(organizer)s cancelled this booking", organizer=organizer)
    return gettext("Your booking has been cancelled")


def _guest_lead(booking: Booking, standing: str, sends_mails: bool) -> str | None:
    values = {"organizer": booking.organizer_name, "email": booking.guest_email}
    if standing == PENDING and sends_mails:
        return gettext(
            "%(organizer)s will answer. The time is held for you until then, and the answer goes to %(email)s.",
            **values,
        )
    if standing == PENDING:
        return gettext(
            "%(organizer)s will answer. The time is held for you until then. No e-mail is sent: please keep the "
            "address of this page, and come back to see the answer.",
            **values,
        )
    if standing == BOOKED and sends_mails:
        return gettext("A confirmation with a calendar invitation is on its way to %(email)s.", **values)
    if standing == BOOKED:
        return gettext("No e-mail is sent. Please keep the address of this page to change your booking.")
    return None


def _organizer_heading(booking: Booking, last: BookingChange, standing: str) -> str:
    guest = booking.guest_name
    if standing == EXPIRED:
        return gettext("This request was not answered in time")
    if standing == PENDING:
        return gettext("%(guest)s requests a time", guest=guest)
    if standing == BOOKED:
        return gettext("%(guest)s is booked", guest=guest)
    if standing == OVER:
        return gettext("This booking is over")
    if standing == DECLINED:
        return gettext("You declined this request")
    if standing == WITHDRAWN:
        return gettext("%(guest)s withdrew this request", guest=guest)
    if last.actor == GUEST:
        return gettext("%(guest)s cancelled this booking", guest=guest)
    return gettext("This booking has been cancelled")


def _organizer_lead(booking: Booking, last: BookingChange, standing: str, sends_mails: bool) -> str | None:
    values = {"guest": booking.guest_name, "email": booking.guest_email}
    if standing == PENDING:
        return gettext("The time is held until you answer.")
    if standing == EXPIRED:
        # The worker ends it in a moment.
        return gettext("The time has passed, so you can only decline.") if booking.is_live else None
    if standing == OVER:
        return None
    if standing == BOOKED and sends_mails:
        return gettext("%(email)s gets a calendar invitation.", **values)
    if last.actor == GUEST and standing != BOOKED:
        return gettext("The time is free again.")
    if sends_mails:
        return gettext("%(email)s gets a mail about it. The time is free again.", **values)
    return gettext("No e-mail is sent, so please tell %(guest)s yourself.", **values)


def _refusal(check: Callable[..., None], booking: Booking, now: int) -> str | None:
    try:
        check(booking, now=now)
    except NotAllowedNow as problem:
        return refusals.for_person(problem)
    return None
