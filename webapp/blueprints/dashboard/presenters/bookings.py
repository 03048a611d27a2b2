"""A booking as its organizer sees it: which list it is in, what can be done now, and what the guest hears of it."""

from collections.abc import Iterable
from dataclasses import dataclass
from itertools import groupby

from webapp import display
from webapp.models import BOOKED, CANCELLED, PENDING, Booking, Organizer
from webapp.services.bookings.hosts import Decider
from webapp.services.configurations import additional_fields
from webapp.services.configurations.view import view_of
from webapp.words import gettext, lazy_gettext

CONFIRMED, DECLINED, CALLED_OFF, MOVED, MADE = "confirmed", "declined", "cancelled", "moved", "made"
DONE = {
    CONFIRMED: lazy_gettext("Confirmed. %(guest)s will get an e-mail."),
    DECLINED: lazy_gettext("Declined. %(guest)s will get an e-mail."),
    CALLED_OFF: lazy_gettext("Cancelled. %(guest)s will get an e-mail."),
    MOVED: lazy_gettext("Moved. %(guest)s will get an e-mail."),
    MADE: lazy_gettext("Booked. %(guest)s will get an e-mail."),
}
DONE_IN_SILENCE = {
    CONFIRMED: lazy_gettext("Confirmed. This page sends no e-mails, so please tell %(guest)s yourself."),
    DECLINED: lazy_gettext("Declined. This page sends no e-mails, so please tell %(guest)s yourself."),
    CALLED_OFF: lazy_gettext("Cancelled. This page sends no e-mails, so please tell %(guest)s yourself."),
    MOVED: lazy_gettext("Moved. This page sends no e-mails, so please tell %(guest)s yourself."),
    MADE: lazy_gettext("Booked. This page sends no e-mails, so please tell %(guest)s yourself."),
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Card:
    """What the pages show beside a booking's own values, at one instant.

    `kind` is the list it is in (`lists.KINDS`); `standing` as `Booking.standing` says it. `guest_zone` is set when the
    guest's clock shows another time than the organizer's. `decided_by` names who decides about a live booking, when
    that is somebody else. `note` says what to know before answering; it is empty for what is no request.
    """

    booking: Booking
    kind: str
    standing: str
    guest_zone: str | None
    is_late: bool
    may_confirm: bool
    may_decline: bool
    may_cancel: bool
    may_move: bool
    may_mark: bool
    decides: bool
    decided_by: str
    note: str


@dataclass(frozen=True, slots=True, kw_only=True)
class AgendaDay:
    """The bookings that begin on a date of the organizer's. `begins_at`: of the first of them."""

    begins_at: int
    cards: list[Card]


def card(booking: Booking, organizer: Organizer, *, decider: Decider, now: int) -> Card:
    """How a booking stands now, for the organizer who looks at it."""
    pending, ahead = booking.status == PENDING, booking.ends_at > now
    in_time, decides = booking.starts_at > now, decider.decides(booking)
    return Card(
        booking=booking,
        kind=_kind(booking, now=now),
        standing=booking.standing(now=now),
        guest_zone=guest_zone(booking, organizer),
        is_late=pending and not in_time,
        may_confirm=decides and pending and in_time,
        may_decline=decides and pending,
        may_cancel=decides and booking.is_live and not pending and ahead,
        decides=decides,
        may_mark=decides and booking.status == BOOKED and not in_time,
        may_move=decides and booking.is_live and (ahead or pending),
        decided_by="" if decides or not booking.is_live else booking.organizer_name,
        note=_note(booking, now=now) if decides and pending else "",
    )


def agenda(
    bookings: Iterable[Booking], organizer: Organizer, *, decider: Decider, now: int
) -> list[AgendaDay]:
    """Bookings under the dates on which they begin, in the order given."""
    by_date = groupby(bookings, key=lambda booking: display.date_label(booking.starts_at, organizer.timezone))
    days = [[card(booking, organizer, decider=decider, now=now) for booking in group] for _, group in by_date]
    return [AgendaDay(begins_at=cards[0].booking.starts_at, cards=cards) for cards in days]


def additional_answers(booking: Booking) -> list[dict[str, str | bool]]:
    """What the guest answered to the page's own questions: label and value."""
    definitions = view_of(booking.configuration).scheduler.additional_fields
    return additional_fields.labelled(definitions, booking.additional_fields)


def outcome(booking: Booking, *, done: str) -> str:
    """What was just done (`CONFIRMED` and the like), and how the guest learns of it."""
    silent = view_of(booking.configuration).event_booking.disable_emails
    return str((DONE_IN_SILENCE if silent else DONE)[done]) % {"guest": booking.guest_name}


def _kind(booking: Booking, *, now: int) -> str:
    if booking.status in (PENDING, CANCELLED):
        return booking.status
    return "upcoming" if booking.ends_at > now else "past"


def guest_zone(booking: Booking, organizer: Organizer) -> str | None:
    """The guest's zone, where its clocks show another time than the organizer's; else None."""
    theirs, ours = booking.guest_timezone, organizer.timezone
    return None if display.same_wall_time(booking.starts_at, theirs, ours) else theirs


def _note(booking: Booking, *, now: int) -> str:
    if booking.starts_at <= now:
        return str(gettext("This time has passed, so the request can only be declined."))
    return str(gettext("The time is held for %(guest)s until you answer.", guest=booking.guest_name))
