"""A small installation that has one of everything, so that every address can be filled in with real ids."""

import re
from collections.abc import Mapping
from contextvars import Context
from dataclasses import dataclass
from typing import Any

from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import select
from werkzeug.test import TestResponse

from tests.account_links import asked_password_link
from tests.browser import ORIGIN
from tests.builders import (
    BACK,
    HOUR,
    MAYA,
    NOW,
    PASSWORD,
    PRIYA,
    TOMORROW_AT_TEN,
    grant_of,
    make_account_elsewhere,
    make_api_key,
    make_booking,
    make_event,
    make_organizer,
    make_pending_configuration,
    make_tokens,
    make_webhook,
    primary_calendar,
    timespan,
)
from tests.fake_provider import PASSWORD as PASSWORD_OF_THE_FAKE
from tests.house.past import failed_delivery, first_mail, past_bookings
from tests.pictures import picture
from webapp import outbox
from webapp.extensions import db, transaction
from webapp.lib import pictures
from webapp.models import Model
from webapp.models.reference import guest_reference, organizer_reference
from webapp.services import images
from webapp.services.access import api_keys, joining, organizers, setup_links, sign_ins
from webapp.services.bookings import feeds
from webapp.services.bookings.commands import Person
from webapp.services.calendars import absences
from webapp.services.configurations import invitations, sessions
from webapp.services.configurations.invitations import Invited
from webapp.services.oauth import redirect_uris

# The organizer's reference opens these, the guest's all others.
ORGANIZERS_ENDPOINTS = {"public.confirmation_new", "public.confirmation_create", "public.declination_create"}
# The booking that these are about: it is over, or its guest is marked as not come.
OVER_ENDPOINTS = {
    *("dashboard.booking_message_show", "dashboard.booking_message_create"),
    "dashboard.booking_no_show_create",
}
MISSED_ENDPOINTS = {"dashboard.booking_no_show_destroy"}
LATER = TOMORROW_AT_TEN + 3 * HOUR
TIMETABLE = "5f0c2a52-6f1c-4d4e-9d58-0b1c2f3a4d5e"  # the calendar of the account elsewhere

HOOK = "https://hooks.example.org/bookings"
ADA = {"name": "Ada", "email": "ada@example.com"}

DAY_OF_LUNCH = "2027-01-06"
LUNCH = {
    "first_day": DAY_OF_LUNCH,
    "start": "12:00",
    "last_day": DAY_OF_LUNCH,
    "end": "13:00",
    "title": "Lunch",
}
AWAY = {"first_date": "2027-03-01", "last_date": "2027-03-05"}

# Buttons of the dashboard that send nothing but themselves.
BUTTONS = """
    absence_destroy api_key_destroy booking_feed_create booking_feed_destroy booking_message_create
    booking_no_show_create booking_no_show_destroy calendar_choose calendar_destroy calendar_update
    confirmation_create consent_create event_destroy first_step_skip first_steps_hide first_steps_show
    invitation_destroy page_copy page_destroy person_invitation_destroy program_destroy
    webhook_delivery_create webhook_delivery_create_all webhook_destroy webhook_pause webhook_resume
"""

Rows = dict[str, list[tuple[object, ...]]]


@dataclass(frozen=True)
class Scene:
    """Maya, her page, Priya's request for it, and whoever may ask about them."""

    app: Flask
    parts: Mapping[str, str]  # path part -> a real value
    organizers_reference: str
    query: Mapping[str, Any]  # all that some view reads from its query
    callers: Mapping[str, Mapping[str, str]]  # who asks -> headers
    token: str  # of Maya's sign-in

    def address(self, endpoint: str, rule: str) -> str:
        """The rule with a real value in each of its parts. An unknown part is a mistake of the scene."""
        return re.sub(r"<(?:[^:<>]+:)?([^<>]+)>", lambda part: self._value(endpoint, part[1]), rule)

    def browser(self) -> FlaskClient:
        """A browser in which Maya is signed in."""
        client = self.app.test_client()
        with client.session_transaction(base_url=ORIGIN) as cookie:
            cookie[sign_ins.COOKIE_KEY] = self.token
        return client

    def _value(self, endpoint: str, part: str) -> str:
        if part == "reference" and endpoint in ORGANIZERS_ENDPOINTS:
            return self.organizers_reference
        if part == "booking_id" and endpoint in OVER_ENDPOINTS | MISSED_ENDPOINTS:
            return self.parts["over" if endpoint in OVER_ENDPOINTS else "missed"]
        assert part in self.parts, f"{endpoint}: give the path part {part!r} a real value in {__name__}"
        return self.parts[part]


def make_scene(app: Flask) -> Scene:
    """To be called with the application's context pushed and its tables empty."""
    maya = make_organizer()
    organizers.make_admin(maya.email)
    grant = grant_of(maya)
    calendar = primary_calendar(grant)
    page = make_pending_configuration(grant)
    booking = make_booking(page, additional_guests=(Person(name="Tom", email="tom@example.com"),))
    over, missed = past_bookings(grant)
    event = make_event(calendar, timespan(LATER))
    invitation, invitation_token = invitations.create(page, Invited(uses=2), now=NOW)
    session_id, key = sessions.create(page, minutes=30, now=NOW), make_api_key()
    api_keys.create(page.application_id, name="CRM", now=NOW + 1)
    token = sign_ins.sign_in(MAYA, PASSWORD, now=NOW)
    pair = make_tokens(grant)
    scene = Scene(
        app=app,
        parts={
            "absence_id": absences.enter(maya, **AWAY, message="", colleague="", now=NOW).id,
            "authorization_id": pair.authorization.id,
            "booking_id": booking.id,
            "calendar": calendar.id,
            "channel_id": TIMETABLE,  # an id, and no channel's
            "client_id": page.application_id,
            "colour": "17614a",
            "configuration_id": page.id,
            "ending": "md",
            "event": event.id,
            "feed_token": feeds.renew(maya),
            "filename": "tokens.css",
            "grant": grant.id,
            "key_id": api_keys.newest(page.application_id)[0].id,
            "join_token": joining.invite(maya, "jonas@example.com", is_admin=False, now=NOW),
            "kind": "google",
            "grant_id": make_account_elsewhere(maya, calendar_id=TIMETABLE).id,
            "identifier": grant.id,
            "image_id": images.accept(picture(), kind=pictures.LOGO, now=NOW),
            "redirect_uri_id": redirect_uris.find_by_url(page.application_id, BACK).id,
            "link_id": joining.listing(page.application_id, now=NOW)[0].id,
            "password_token": asked_password_link(maya),
            "reference": guest_reference(booking),
            "invitation_id": invitation.id,
            "message_id": str(first_mail(over)),
            "missed": missed.id,
            "over": over.id,
            "invitation_token": invitation_token,
            "session_id": session_id,
            "step": "hours",
            "slug": page.slug or "",
            "token": "a-link-of-the-first-start-that-is-used",
            "webhook": make_webhook().id,
            "webhook_id": (failing := make_webhook(HOOK, status="failing")).id,
            "entry_id": str(failed_delivery(failing)),
        },
        organizers_reference=organizer_reference(booking),
        query={
            "calendar_id": calendar.id,
            "configuration_id": page.id,
            "provider": "caldav",
            "start": LATER,
            "start_time": LATER,
            "end_time": LATER + HOUR,
            "client_id": page.application_id,
            "redirect_uri": BACK,
            "response_type": "code",
            "access_token": pair.access,
        },
        callers={
            "nobody": {},
            "a session": {"Authorization": f"Bearer {session_id}"},
            "a program": {"Authorization": f"Bearer {key}"},
            "a program with a token": {"Authorization": f"Bearer {pair.access}"},
        },
        token=token,
    )
    with transaction() as session:
        outbox.beat(session, "worker", NOW)
    # The first use of a key or a token is noted, once in five minutes.
    for program in ("a program", "a program with a token"):
        ask(app.test_client(), "GET", f"/v3/grants/{grant.id}", headers=scene.callers[program])
    return scene


def make_first_scene(app: Flask) -> Scene:
    """The same before anybody is there: what the link of the first start opens."""
    return Scene(
        app=app,
        parts={"token": setup_links.renew(now=NOW)},
        organizers_reference="",
        query={},
        callers={"nobody": {}},
        token="",
    )


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
        **{f"dashboard.sign_in_{what}": {} for what in ("destroy", "destroy_all")},
        "pushes.push_create": {},
        "dashboard.setup_create": {"name": "Maya", "email": MAYA, "password": PASSWORD, "timezone": "UTC"},
        "dashboard.sign_in_create": {"email": MAYA, "password": PASSWORD},
        "public.booking_create": {"name": "Priya Raman", "email": PRIYA, "start": LATER + 2 * HOUR},
        "public.cancellation_create": {"reason": "Ill"},
        "public.confirmation_create": {},
        "public.declination_create": {"reason": "Away"},
        "public.reschedule_create": {"start": LATER + 2 * HOUR},
    }


def ask(client: FlaskClient, method: str, path: str, **request: Any) -> TestResponse:
    """A request in a context of its own, as in life: `g` of one caller must not reach the next."""
    return Context().run(client.open, path, method=method, base_url=ORIGIN, buffered=True, **request)


def rows() -> Rows:
    """All that is in the database now. Leaves no read transaction open: the next question sees what is new."""
    db.session.close()
    found = {
        table.name: [tuple(row) for row in db.session.execute(select(table).order_by(*table.primary_key))]
        for table in Model.metadata.sorted_tables
    }
    db.session.close()
    return found
