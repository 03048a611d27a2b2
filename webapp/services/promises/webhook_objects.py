"""The `object` of a booking's webhook (wire contract section 9), made when the booking changes and not when it is sent.

Only `booking.pending` has the organizer's reference, in `booking_ref` and `host_confirmation_url`. The other triggers
have the guest's.
"""

from typing import Any

from webapp.models import Booking, Configuration, webhook
from webapp.models.reference import guest_reference, organizer_reference
from webapp.services.configurations.view import ORGANIZER_CONFIRMATION, view_of
from webapp.services.promises import links

TRIGGER_OF_CHANGE = {
    "booked": webhook.BOOKING_CREATED,
    "confirmed": webhook.BOOKING_CREATED,
    "requested": webhook.BOOKING_PENDING,
    "rescheduled": webhook.BOOKING_RESCHEDULED,
    "declined": webhook.BOOKING_CANCELLED,
    "expired": webhook.BOOKING_CANCELLED,
    "cancelled": webhook.BOOKING_CANCELLED,
}


def notification_object(
    booking: Booking,
    configuration: Configuration,
    *,
    trigger: str,
    participants: list[dict[str, str]],
    organizer_calendar_id: str | None,
    old_starts_at: int | None,
    now: int,
) -> dict[str, Any]:
    """The `object` for a trigger.

    `participants`: `{name, email}` of each host. `old_starts_at`: the start before a move.
    """
    return {
        "object": "booking",
        "booking_id": booking.id,
        "configuration_id": booking.configuration_id,
        **_reference(booking, trigger),
        "booking_info": _info(booking, configuration, participants, organizer_calendar_id)
        | _info_of_trigger(booking, configuration, trigger, old_starts_at, now),
    }


def _reference(booking: Booking, trigger: str) -> dict[str, str]:
    if trigger == webhook.BOOKING_PENDING:
        return {"booking_ref": organizer_reference(booking), "booking_type": ORGANIZER_CONFIRMATION}
    if trigger in (webhook.BOOKING_CREATED, webhook.BOOKING_RESCHEDULED):
        return {"booking_ref": guest_reference(booking)}
    return {}


def _info_of_trigger(
    booking: Booking, configuration: Configuration, trigger: str, old_starts_at: int | None, now: int
) -> dict[str, Any]:
    match trigger:
        case webhook.BOOKING_PENDING:
            return {"host_confirmation_url": links.confirmation(booking, configuration)}
        case webhook.BOOKING_RESCHEDULED:
            old = old_starts_at or 0
            return {"old_start_time": old, "old_end_time": old + booking.ends_at - booking.starts_at}
        case webhook.BOOKING_CANCELLED:
            return {"cancellation_reason": booking.cancellation_reason or ""}
        case webhook.BOOKING_REMINDER:
            return {
                "time_until_event": booking.starts_at - now,
                "organizer_email": booking.organizer_email,
                "provider": configuration.grant.provider,
            }
        case _:
            return {}


def _info(
    booking: Booking,
    configuration: Configuration,
    participants: list[dict[str, str]],
    organizer_calendar_id: str | None,
) -> dict[str, Any]:
    scheduler = view_of(configuration).scheduler
    return {
        "event_id": booking.event_id,
        "start_time": booking.starts_at,
        "end_time": booking.ends_at,
        "participants": [*booking.guests, *participants],
        "additional_fields": booking.additional_fields or None,
        "hide_cancellation_options": scheduler.hide_cancellation_options,
        "hide_rescheduling_options": scheduler.hide_rescheduling_options,
        "participant_rescheduling_url": links.rescheduling(booking, configuration),
        "participant_cancellation_url": links.cancellation(booking, configuration),
        "host_language": scheduler.email_template.organizer_locale,
        "guest_language": booking.language,
        "title": booking.title,
        "duration": (booking.ends_at - booking.starts_at) // 60,
        "location": booking.place,
        "organizer_timezone": booking.organizer_timezone,
        "guest_timezone": booking.guest_timezone,
        "is_group_event": False,
        "organizer_calendar_id": organizer_calendar_id,
        "event_description": booking.description,
        "event_html_link": links.shown(booking),
        "ical_uid": booking.ical_uid,
    }
