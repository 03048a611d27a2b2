"""What a person sends to each address that changes something."""

from typing import Any

from tests.builders import HOUR, MAYA, PASSWORD, PRIYA
from tests.fake_provider import PASSWORD as PASSWORD_OF_THE_FAKE
from tests.house.scene import HOOK, LATER, TIMETABLE

ADA = {"name": "Ada", "email": "ada@example.com"}

DAY_OF_LUNCH = "2027-01-06"
LUNCH = {
    "first_day": DAY_OF_LUNCH,
    "start": "12:00",
    "last_day": DAY_OF_LUNCH,
    "end": "13:00",
    "title": "Lunch",
}

# Buttons of the dashboard that send nothing but themselves.
BUTTONS = """
    absence_destroy api_key_destroy booking_feed_create booking_feed_destroy booking_message_create
    booking_no_show_create booking_no_show_destroy calendar_choose calendar_destroy calendar_update
    confirmation_create consent_create event_destroy event_edit_dismiss first_step_skip first_steps_hide
    first_steps_show invitation_destroy mail_test_create page_copy page_destroy person_activate
    person_deactivate person_invitation_destroy person_password_link_create program_destroy
    webhook_delivery_create webhook_delivery_create_all webhook_destroy webhook_pause webhook_resume
"""


def bodies() -> dict[str, dict[str, Any]]:
    """What a person sends to change something, by endpoint: all of it but the token against forgery.

    A value such as `{grant}` stands for the scene's part of this name.
    """
    return {
        "dashboard.api_key_create": {
            "name": "CRM",
            "scheduling": "write",
            "calendars": "read",
            "accounts": "",
            "webhooks": "",
            "password": PASSWORD,
        },
        "dashboard.authorization_create": {"decision": "allow", "grant": "{grant}"},
        "dashboard.calendar_create": {
            "provider": "caldav",
            "email": "maya@else.example",
            "password": PASSWORD_OF_THE_FAKE,
        },
        "dashboard.counted_calendar_update": {"calendars": TIMETABLE, "booking": ""},
        "dashboard.booking_bulk_create": {"booking": "{booking_id}", "reason": "Away"},
        "dashboard.booking_guest_create": {**ADA},
        "dashboard.booking_guest_destroy": {"email": "tom@example.com"},
        "dashboard.booking_note_update": {"note": "Bring the contract"},
        "dashboard.booking_move_create": {"start": LATER + 2 * HOUR},
        "dashboard.cancellation_create": {"reason": "Ill"},
        "dashboard.declination_create": {"reason": "Away"},
        "dashboard.absence_create": {"first_day": "2027-02-01", "last_day": "2027-02-05"},
        "dashboard.block_create": {"block": "2027-01-06 09:00 12:00"},
        "dashboard.event_create": {**LUNCH, "calendar": "{calendar}"},
        "dashboard.event_update": LUNCH,
        "dashboard.invitation_create": {"uses": "1"},
        "dashboard.page_booking_create": {"start": LATER + 2 * HOUR, "timezone": "UTC", **ADA},
        "dashboard.forgotten_password_create": {"email": MAYA},
        "dashboard.forgotten_password_update": {"new": "another password"},
        "dashboard.join_create": {"name": "Jonas", "password": PASSWORD, "timezone": "UTC"},
        "dashboard.page_create": {"name": "Another page", "minutes": "30"},
        "dashboard.draft_show": {"basics-label": "Another name"},
        "dashboard.working_hours_update": {
            "revision": "1",
            "week-day_2-blocks-0-start": "10:00",
            "week-day_2-blocks-0-end": "11:00",
        },
        "dashboard.page_update": {"basics-label": "Another name"},
        "dashboard.password_update": {"current": PASSWORD, "new": "another password"},
        "dashboard.person_role_update": {"is_admin": "yes"},
        "dashboard.person_create": {"email": "ben@example.com"},
        "dashboard.webhook_create": {"url": HOOK, "triggers": "booking.created"},
        "dashboard.webhook_update": {"url": HOOK, "triggers": "booking.cancelled"},
        "dashboard.webhook_test_create": {"trigger": "booking.created"},
        "dashboard.webhook_secret_create": {"password": PASSWORD},
        "dashboard.profile_update": {
            "name": "Another name",
            "timezone": "UTC",
            "language": "",
            "hour_cycle": "",
            "first_day": "",
        },
        **{f"dashboard.{button}": {} for button in BUTTONS.split()},
        **{f"dashboard.page_{what}": {} for what in ("pause", "resume")},
        **{f"dashboard.sign_in_{what}": {} for what in ("destroy", "destroy_all", "revoke", "revoke_others")},
        "pushes.push_create": {},
        "dashboard.setup_create": {"name": "Maya", "email": MAYA, "password": PASSWORD, "timezone": "UTC"},
        "dashboard.sign_in_create": {"email": MAYA, "password": PASSWORD},
        "dashboard.sign_in_code_create": {"code": "{code}"},
        "dashboard.person_second_factor_destroy": {"factor-password": PASSWORD},
        "dashboard.second_factor_new": {"app-password": PASSWORD},
        "dashboard.second_factor_create": {"setup": "{setup}", "code": "{first_code}"},
        "dashboard.second_factor_destroy": {"off-password": PASSWORD, "off-code": "{code}"},
        "dashboard.recovery_code_create": {"codes-password": PASSWORD},
        "public.booking_create": {"name": "Priya Raman", "email": PRIYA, "start": LATER + 2 * HOUR},
        "public.cancellation_create": {"reason": "Ill"},
        "public.confirmation_create": {},
        "public.declination_create": {"reason": "Away"},
        "public.reschedule_create": {"start": LATER + 2 * HOUR},
    }
