"""Rows of the database in the words an organizer reads. Values only: markup belongs to the templates."""

from dataclasses import dataclass
from typing import Any

from webapp.lib import links
from webapp.models import Booking, BookingChange, Configuration
from webapp.models.outbox import MAIL
from webapp.services.bookings.commands import API, DASHBOARD, GUEST, ORGANIZER, PAGE
from webapp.services.configurations import additional_fields
from webapp.services.promises.deliveries import DELIVERED, GIVEN_UP, RETRYING, WAITING, WITHDRAWN, Delivery

CHANGES = {
    "requested": "Requested",
    "booked": "Booked",
    "confirmed": "Confirmed",
    "declined": "Declined",
    "rescheduled": "Moved to another time",
    "cancelled": "Cancelled",
}
ACTORS = {GUEST: "the guest", ORGANIZER: "the organizer", API: "a program"}
DOORS = {PAGE: "on a public page", DASHBOARD: "on the dashboard", API: "through the API"}
MAILS = {
    "guest_requested": "Request received, to the guest",
    "guest_booked": "Booked, to the guest",
    "guest_confirmed": "Confirmed, to the guest",
    "guest_declined": "Declined, to the guest",
    "guest_rescheduled": "New time, to the guest",
    "guest_cancelled": "Cancelled, to the guest",
    "organizer_requested": "Request to answer, to the organizer",
    "organizer_booked": "Booked, to the organizer",
    "organizer_rescheduled": "New time, to the organizer",
    "organizer_cancelled": "Cancelled, to the organizer",
    "organizer_withdrawn": "Request withdrawn, to the organizer",
}
STATES = {
    WAITING: ("Waiting", ""),
    RETRYING: ("Not delivered yet", "warn"),
    DELIVERED: ("Delivered", "good"),
    WITHDRAWN: ("Withdrawn", ""),
    GIVEN_UP: ("Given up", "bad"),
}
OUTCOMES = {
    "delivered": "Delivered",
    "postponed": "Failed",
    "given_up": "Failed for good",
    "withdrawn": "Withdrawn",
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Step:
    """One entry of a booking's history. `moved_from` is set when the time changed."""

    heading: str
    by: str
    at: int
    reason: str
    moved_from: int | None
    moved_to: int


@dataclass(frozen=True, slots=True, kw_only=True)
class DeliveryRow:
    """One promise. `look` is the colour of its badge; `due_at` is set while another try is to come."""

    heading: str
    kind: str
    address: str
    state: str
    look: str
    booking_id: str | None
    due_at: int | None
    attempts: list[dict[str, Any]]


@dataclass(frozen=True, slots=True, kw_only=True)
class SchedulingPage:
    """A configuration as its organizer knows it. `address` is None for a private one."""

    id: str
    name: str
    address: str | None
    duration_minutes: int
    asks_organizer: bool
    timezone: str


def timeline(changes: list[BookingChange]) -> list[Step]:
    """The history of a booking, oldest first."""
    return [
        Step(
            heading=CHANGES[change.kind],
            by=_by(change),
            at=change.changed_at,
            reason=change.reason or "",
            moved_from=change.from_starts_at if change.kind == "rescheduled" else None,
            moved_to=change.to_starts_at,
        )
        for change in changes
    ]


def delivery_rows(deliveries: list[Delivery]) -> list[DeliveryRow]:
    """What was promised, with its state in words and every try."""
    return [_delivery_row(delivery) for delivery in deliveries]


def additional_answers(booking: Booking) -> list[dict[str, str]]:
    """What the guest answered to the page's own questions: label and value."""
    definitions = booking.configuration.scheduler["additional_fields"]
    return additional_fields.labelled(definitions, booking.additional_fields)


def guest_hears_of(booking: Booking) -> str:
    """How the guest learns of a change, as a sentence."""
    if booking.configuration.document["event_booking"]["disable_emails"]:
        return f"This page sends no e-mails, so please tell {booking.guest_name} yourself."
    return f"{booking.guest_name} is told by e-mail."


def scheduling_page(configuration: Configuration) -> SchedulingPage:
    """What the list of scheduling pages shows of one."""
    private = configuration.requires_session_auth
    return SchedulingPage(
        id=configuration.id,
        name=configuration.name,
        address=None if private else _public_address(configuration),
        duration_minutes=configuration.document["availability"]["duration_minutes"],
        asks_organizer=configuration.booking_type == "organizer-confirmation",
        timezone=configuration.timezone,
    )


def _by(change: BookingChange) -> str:
    # A program says so in both words; once is enough.
    actor, door = ACTORS[change.actor], DOORS[change.door]
    return f"by {actor}" if change.actor == change.door == API else f"by {actor}, {door}"


def _delivery_row(delivery: Delivery) -> DeliveryRow:
    entry = delivery.entry
    state, look = STATES[delivery.state]
    is_mail = entry.kind == MAIL
    return DeliveryRow(
        heading=MAILS[entry.name] if is_mail else entry.name,
        kind="Mail" if is_mail else "Webhook",
        address=delivery.address,
        state=state,
        look=look,
        booking_id=entry.booking_id,
        due_at=entry.due_at if delivery.state in (WAITING, RETRYING) else None,
        attempts=[
            {
                "number": attempt.number,
                "outcome": OUTCOMES[attempt.outcome],
                "detail": attempt.detail,
                "at": attempt.attempted_at,
            }
            for attempt in delivery.attempts
        ],
    )


def _public_address(configuration: Configuration) -> str:
    return links.absolute("public.page_show", slug=configuration.slug or configuration.id)
