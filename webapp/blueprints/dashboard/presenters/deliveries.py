"""What was promised for a booking and what became of it: a row for each mail, webhook and entry in a calendar."""

from dataclasses import dataclass
from typing import Any

from webapp import refusals
from webapp.models import OutboxEntry
from webapp.models.outbox import CALENDAR, DELIVERED, GIVEN_UP, MAIL, WEBHOOK, WITHDRAWN
from webapp.services.promises.calendar_entries import LINK
from webapp.services.promises.deliveries import CAPTURED, RETRYING, WAITING, Delivery
from webapp.services.promises.messages import READABLE
from webapp.words import gettext, lazy_gettext

MAILS = {
    "guest_requested": lazy_gettext("Request received, to the guest"),
    "guest_booked": lazy_gettext("Booked, to the guest"),
    "guest_confirmed": lazy_gettext("Confirmed, to the guest"),
    "guest_expired": lazy_gettext("Not answered in time, to the guest"),
    "organizer_expired": lazy_gettext("Not answered in time, to the organizer"),
    "guest_declined": lazy_gettext("Declined, to the guest"),
    "guest_rescheduled": lazy_gettext("New time, to the guest"),
    "guest_updated": lazy_gettext("Details changed, to the guest"),
    "guest_cancelled": lazy_gettext("Cancelled, to the guest"),
    "additional_guest_invited": lazy_gettext("Invitation, to an additional guest"),
    "additional_guest_rescheduled": lazy_gettext("New time, to an additional guest"),
    "additional_guest_updated": lazy_gettext("Details changed, to an additional guest"),
    "additional_guest_cancelled": lazy_gettext("Cancelled, to an additional guest"),
    "additional_guest_uninvited": lazy_gettext("No longer invited, to an additional guest"),
    "organizer_requested": lazy_gettext("Request to answer, to the organizer"),
    "organizer_booked": lazy_gettext("Booked, to the organizer"),
    "organizer_rescheduled": lazy_gettext("New time, to the organizer"),
    "organizer_updated": lazy_gettext("Details changed, to the organizer"),
    "organizer_cancelled": lazy_gettext("Cancelled, to the organizer"),
    "organizer_account_lost": lazy_gettext("Calendar to be connected again, to its owner"),
    "organizer_invited": lazy_gettext("Invitation to an account"),
    "organizer_password_reset": lazy_gettext("Link to a new password"),
    "organizer_test": lazy_gettext("Test mail"),
    "organizer_recovery_code_used": lazy_gettext("Recovery code used, to its owner"),
    "organizer_second_factor_off": lazy_gettext("Two-step sign-in turned off, to its owner"),
    "organizer_second_factor_on": lazy_gettext("Two-step sign-in turned on, to its owner"),
    "organizer_put_back": lazy_gettext("Put back into the calendar, to the organizer"),
    "organizer_withdrawn": lazy_gettext("Request withdrawn, to the organizer"),
}
KINDS = {
    MAIL: lazy_gettext("E-mail"),
    WEBHOOK: lazy_gettext("Webhook"),
    CALENDAR: lazy_gettext("Calendar"),
}
STATES = {
    WAITING: (lazy_gettext("Waiting"), ""),
    RETRYING: (lazy_gettext("Not delivered yet"), "warn"),
    DELIVERED: (lazy_gettext("Delivered"), "good"),
    CAPTURED: (lazy_gettext("Kept as a file"), ""),
    WITHDRAWN: (lazy_gettext("Withdrawn"), ""),
    GIVEN_UP: (lazy_gettext("Given up"), "bad"),
}
OUTCOMES = {
    "delivered": lazy_gettext("Delivered"),
    "postponed": lazy_gettext("Failed"),
    "given_up": lazy_gettext("Failed for good"),
    "withdrawn": lazy_gettext("Withdrawn"),
}


@dataclass(frozen=True, slots=True, kw_only=True)
class DeliveryRow:
    """One promise. `look` is the colour of its badge; `due_at` is set while another try is to come.

    `message_id`: of one whose words can be read.
    """

    heading: str
    kind: str
    address: str
    state: str
    look: str
    booking_id: str | None
    message_id: int | None
    due_at: int | None
    attempts: list[dict[str, Any]]

    @property
    def is_in_trouble(self) -> bool:
        """Whether its tries are worth reading at once: all of them failed."""
        return self.look in ("warn", "bad")


def delivery_rows(deliveries: list[Delivery]) -> list[DeliveryRow]:
    """What was promised, with its state in words and every try."""
    return [_delivery_row(delivery) for delivery in deliveries]


def _delivery_row(delivery: Delivery) -> DeliveryRow:
    entry = delivery.entry
    state, look = STATES[delivery.state]
    return DeliveryRow(
        heading=_heading(entry),
        kind=str(KINDS[entry.kind]),
        address=delivery.address,
        state=str(state),
        look=look,
        booking_id=entry.booking_id,
        message_id=entry.id if entry.kind in READABLE else None,
        due_at=entry.due_at if delivery.state in (WAITING, RETRYING) else None,
        attempts=[
            {
                "number": attempt.number,
                "outcome": str(OUTCOMES[attempt.outcome] if delivery.state != CAPTURED else state),
                "detail": _detail(entry, attempt.detail),
                "at": attempt.attempted_at,
            }
            for attempt in delivery.attempts
        ],
    )


def _heading(entry: OutboxEntry) -> str:
    if entry.kind == MAIL:
        return str(MAILS[entry.name])
    if entry.kind == CALENDAR:
        return gettext("Link to the meeting") if entry.name == LINK else gettext("Entry in the calendar")
    return entry.name


def _detail(entry: OutboxEntry, detail: str) -> str:
    """What an attempt came to. A calendar's refusal is a code."""
    return (refusals.of_code(detail) if entry.kind == CALENDAR else None) or detail
