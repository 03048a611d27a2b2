"""What the browser component asks for first (section 0, rules 1 and 2; section 3.1). Public: no salt stands in it."""

from typing import Any

from webapp.models import Booking, Configuration
from webapp.models.reference import guest_reference
from webapp.services.configurations.view import view_of

SCHEDULER_KEYS = (
    "available_days_in_future",
    "min_booking_notice",
    "min_cancellation_notice",
    "additional_fields",
    "hide_additional_guests",
    "hide_cancellation_options",
    "hide_rescheduling_options",
    "cancellation_policy",
    "confirmation_redirect_url",
    "rescheduling_url",
    "cancellation_url",
    "organizer_confirmation_url",
)


def ui_settings_object(configuration: Configuration, rescheduled: Booking | None) -> dict[str, Any]:
    """`rescheduled`: the booking whose form is to be prefilled."""
    view, scheduler = view_of(configuration), configuration.document["scheduler"]
    settings: dict[str, Any] = {
        "configuration_id": configuration.id,
        "app_client_id": configuration.application_id,
        "name": configuration.name,
        "slug": configuration.slug,
        "organizer": {"name": view.organizer.name, "email": view.organizer.email},
        "booking_type": view.event_booking.booking_type,
        "appearance": configuration.document["appearance"],
        "scheduler": {key: scheduler[key] for key in SCHEDULER_KEYS}
        | {"notetaker_settings": scheduler["notetaker_settings"] or {"show_ui_consent_message": False}},
    }
    if rescheduled is not None:
        settings["booking"] = _booking(rescheduled)
    return settings


def _booking(row: Booking) -> dict[str, Any]:
    return {
        "guest": {"name": row.guest_name, "email": row.guest_email},
        "additional_guests": row.additional_guests,
        "additional_fields": row.additional_fields,
        "timezone": row.guest_timezone,
        "email_language": row.language,
        "booking_ref": guest_reference(row),
        "event_data": {
            "location": row.place,
            "when": {"object": "timespan", "start_time": row.starts_at, "end_time": row.ends_at},
        },
        "event_organizer": {"name": row.organizer_name, "email": row.organizer_email},
    }
