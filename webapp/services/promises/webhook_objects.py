"""The `object` of a booking's webhook (wire contract section 9), frozen when the promise is made.

Only `booking.pending` carries the organizer's reference, in `booking_ref` and `host_confirmation_url`; every other
trigger carries the guest's.
"""

from typing import Any

from webapp.models import Booking, BookingChange, Configuration
from webapp.models.reference import guest_reference, organizer_reference
from webapp.services.promises import links

CREATED, PENDING = "booking.created", "booking.pending"
RESCHEDULED, CANCELLED = "booking.rescheduled", "booking.cancelled"
TRIGGER_OF_CHANGE = {
    "booked": CREATED,
    "confirmed": CREATED,
    "requested": PENDING,
    "rescheduled": RESCHEDULED,
    "declined": CANCELLED,
    "cancelled": CANCELLED,
}


def webhook_object(
    booking: Booking,
    configuration: Configuration,
    change: BookingChange,
    *,
    participants: list[dict[str, str]],
    organizer_calendar_id: str | None,
) -> dict[str, Any]:
    """What a program is told of a change. `participants`: `{name, email}` of those who attend for the organizer."""
    trigger = TRIGGER_OF_CHANGE[change.kind]
    told: dict[str, Any] = {
        "object": "booking",
        "booking_id": booking.id,
        "configuration_id": booking.configuration_id,
        "booking_info": _info(booking, configuration, participants, organizer_calendar_id),
    }
    if trigger == PENDING:
        told["booking_ref"] = organizer_reference(booking)
        told["booking_type"] = "organizer-confirmation"
        told["booking_info"]["host_confirmation_url"] = links.confirmation(booking, configuration)
    elif trigger != CANCELLED:
        told["booking_ref"] = guest_reference(booking)
    if trigger == RESCHEDULED:
        told["booking_info"]["old_start_time"] = change.from_starts_at
        told["booking_info"]["old_end_time"] = (
            (change.from_starts_at or 0) + booking.ends_at - booking.starts_at
        )
    if trigger == CANCELLED:
        told["booking_info"]["cancellation_reason"] = booking.cancellation_reason or ""
    return told


def _info(
    booking: Booking,
    configuration: Configuration,
    participants: list[dict[str, str]],
    organizer_calendar_id: str | None,
) -> dict[str, Any]:
    scheduler = configuration.scheduler
    guest = {"name": booking.guest_name, "email": booking.guest_email}
    return {
        "event_id": booking.event_id,
        "start_time": booking.starts_at,
        "end_time": booking.ends_at,
        "participants": [guest, *booking.additional_guests, *participants],
        "additional_fields": booking.additional_fields or None,
        "hide_cancellation_options": scheduler["hide_cancellation_options"],
        "hide_rescheduling_options": scheduler["hide_rescheduling_options"],
        "participant_rescheduling_url": links.rescheduling(booking, configuration),
        "participant_cancellation_url": links.cancellation(booking, configuration),
        "host_language": scheduler["email_template"]["organizer_locale"],
        "guest_language": booking.language,
        "title": booking.title,
        "duration": (booking.ends_at - booking.starts_at) // 60,
        "location": booking.location,
        "organizer_timezone": booking.organizer_timezone,
        "guest_timezone": booking.guest_timezone,
        "is_group_event": False,
        "organizer_calendar_id": organizer_calendar_id,
        "event_description": booking.description,
        "event_html_link": links.shown(booking),
        "ical_uid": booking.ical_uid,
    }
