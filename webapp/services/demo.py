"""A demo organizer with two scheduling pages and a calendar of a few plausible weeks."""

from datetime import date, datetime, time, timedelta
from typing import Any
from zoneinfo import ZoneInfo

from webapp.errors import NotFound
from webapp.lib import links, signature
from webapp.models import Application, Calendar, Configuration, Grant
from webapp.models.calendar import PRIMARY
from webapp.services import applications
from webapp.services.access import api_keys, first_steps, organizers
from webapp.services.access.profiles import Profile, update_profile
from webapp.services.calendars import calendars, events, grants
from webapp.services.configurations import configurations

EMAIL, NAME, ZONE = "maya@example.com", "Maya Lindqvist", "Europe/Stockholm"
PUBLIC_NAME = "maya"
INSTANT_SLUG, PENDING_SLUG = "intro-call", "consultation"
WEEKS = 3
WEEK = (  # weekday (0 = Monday), start, minutes, title
    (0, time(9, 0), 30, "Planning of the week"),
    (0, time(13, 0), 60, "Lunch with Jonas"),
    (1, time(10, 30), 60, "Design review"),
    (1, time(15, 0), 45, "Call with the print shop"),
    (2, time(9, 0), 120, "Writing time"),
    (2, time(14, 0), 30, "One-to-one with Amina"),
    (3, time(11, 0), 60, "Budget"),
    (3, time(16, 0), 60, "Physiotherapist"),
    (4, time(10, 0), 30, "Demo of the week"),
    (4, time(15, 30), 90, "Train to Uppsala"),
)
HOURS = [{"days": [1, 2, 3, 4, 5], "start": "9:00", "end": "17:00", "timezone": ZONE}]


def make(earlier: dict[str, Any], *, now: int) -> dict[str, Any]:
    """Make whatever of the demo is missing. Returns the content of demo.json.

    `earlier` is the content from an earlier start, with its API key and password; {} makes new ones.
    """
    application = applications.default(now=now)
    password = earlier.get("organizer_password") or signature.new_token(96)
    organizer = organizers.by_address(EMAIL)
    if organizer is None:
        organizer = organizers.create(
            EMAIL, name=NAME, timezone=ZONE, password=password, is_admin=True, now=now
        )
        first_steps.hide(organizer)
        update_profile(organizer, Profile(name=NAME, timezone=ZONE, public_name=PUBLIC_NAME), now=now)
        _fill_calendar(_grant(application, now=now), now=now)
    elif "organizer_password" not in earlier:
        organizers.reset_password(EMAIL, password, now=now)
    if not organizer.is_admin:  # a demo from before there were administrators
        organizers.make_admin(EMAIL)
    grant = _grant(application, now=now)
    instant = _page(application, grant, INSTANT_SLUG, _instant_document(), now=now)
    pending = _page(application, grant, PENDING_SLUG, _pending_document(), now=now)
    return {
        "base_url": links.origin(),
        "booking_page": links.absolute("public.page_show", slug=INSTANT_SLUG),
        "pending_booking_page": links.absolute("public.page_show", slug=PENDING_SLUG),
        "dashboard_url": links.absolute("dashboard.index"),
        "organizer_email": EMAIL,
        "organizer_password": password,
        "client_id": application.id,
        "api_key": earlier.get("api_key") or api_keys.create(application.id, name="demo", now=now),
        "grant_id": grant.id,
        "configuration_id": instant.id,
        "pending_configuration_id": pending.id,
    }


def _grant(application: Application, *, now: int) -> Grant:
    # Not `find`: a start that was killed half-way may have left the organizer without a grant.
    return grants.create_virtual(application.id, EMAIL, now=now)


def _page(
    application: Application, grant: Grant, slug: str, document: dict[str, Any], *, now: int
) -> Configuration:
    try:
        return configurations.by_slug(slug, application_id=application.id)
    except NotFound:
        return configurations.create(grant, {**document, "slug": slug}, now=now)


def _fill_calendar(grant: Grant, *, now: int) -> None:
    calendar = calendars.find(grant, PRIMARY)
    today = datetime.fromtimestamp(now, ZoneInfo(ZONE)).date()
    monday = today - timedelta(days=today.weekday())
    for week in range(WEEKS):
        for weekday, start, minutes, title in WEEK:
            _add_event(calendar, monday + timedelta(weeks=week, days=weekday), start, minutes, title, now=now)


def _add_event(calendar: Calendar, day: date, start: time, minutes: int, title: str, *, now: int) -> None:
    starts_at = int(datetime.combine(day, start, ZoneInfo(ZONE)).timestamp())
    when = {
        "object": "timespan",
        "start_time": starts_at,
        "end_time": starts_at + minutes * 60,
        "start_timezone": ZONE,
        "end_timezone": ZONE,
    }
    events.create(calendar, {"title": title, "when": when, "busy": True}, now=now)


def _instant_document() -> dict[str, Any]:
    return _document("Intro call", minutes=30, buffer=10) | {
        "event_booking": {
            "title": "Intro call with Maya",
            "description": "Half an hour to get to know each other and see how we can work together.",
            "location": "Video call: https://meet.example.com/maya",
            "timezone": ZONE,
            "booking_type": "booking",
        },
        "scheduler": {
            "available_days_in_future": 30,
            "min_booking_notice": 60,
            "cancellation_policy": "Plans change. Please cancel or move the call as soon as you know.",
            "additional_fields": {
                "topic": {
                    "label": "What is it about?",
                    "type": "multi_line_text",
                    "required": False,
                    "order": 1,
                }
            },
        },
    }


def _pending_document() -> dict[str, Any]:
    return _document("Consultation", minutes=60, buffer=15) | {
        "event_booking": {
            "title": "Consultation with Maya",
            "description": "An hour on your project. Maya looks at every request herself and answers within a day.",
            "location": "Studio, Östgötagatan 12, Stockholm",
            "timezone": ZONE,
            "booking_type": "organizer-confirmation",
        },
        "scheduler": {
            "available_days_in_future": 60,
            "min_booking_notice": 1440,
            "min_cancellation_notice": 1440,
            "additional_fields": {
                "company": {"label": "Company", "type": "text", "required": False, "order": 1},
                "goal": {
                    "label": "What should we work on?",
                    "type": "dropdown",
                    "required": True,
                    "options": ["A new website", "A brand", "Something else"],
                    "order": 2,
                },
            },
        },
    }


def _document(name: str, *, minutes: int, buffer: int) -> dict[str, Any]:
    return {
        "name": name,
        "requires_session_auth": False,
        "participants": [
            {
                "name": NAME,
                "email": EMAIL,
                "is_organizer": True,
                "availability": {"calendar_ids": ["primary"]},
                "booking": {"calendar_id": "primary"},
            }
        ],
        "availability": {
            "duration_minutes": minutes,
            "interval_minutes": 30,
            "round_to": 30,
            "availability_rules": {
                "availability_method": "collective",
                "buffer": {"before": buffer, "after": buffer},
                "default_open_hours": HOURS,
            },
        },
    }
