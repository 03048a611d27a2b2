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
from tests.event_edits import make_refused_edit
from tests.house.past import failed_delivery, first_mail, past_bookings, public_name_of
from tests.pictures import picture
from tests.second_factors import app_of, app_with
from webapp import outbox
from webapp.blueprints.dashboard.sign_in_steps import ATTEMPT
from webapp.extensions import db, transaction
from webapp.lib import pictures
from webapp.models import Model
from webapp.models.reference import guest_reference, organizer_reference
from webapp.services import images
from webapp.services.access import (
    api_keys,
    joining,
    organizers,
    second_factors,
    setup_links,
    sign_in_attempts,
    sign_ins,
)
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
AMINAS_ENDPOINTS = {"dashboard.second_factor_create"}
LATER = TOMORROW_AT_TEN + 3 * HOUR
TIMETABLE = "5f0c2a52-6f1c-4d4e-9d58-0b1c2f3a4d5e"  # the calendar of the account elsewhere

HOOK = "https://hooks.example.org/bookings"
AWAY = {"first_date": "2027-03-01", "last_date": "2027-03-05"}

Rows = dict[str, list[tuple[object, ...]]]


@dataclass(frozen=True)
class Scene:
    """Maya, her page, Priya's request for it, and whoever may ask about them."""

    app: Flask
    parts: Mapping[str, str]  # path part -> a real value
    organizers_reference: str
    query: Mapping[str, Any]  # all that some view reads from its query
    callers: Mapping[str, Mapping[str, str]]  # who asks -> headers
    token: str  # of Maya's sign-in; `aminas` among the parts is that of Amina, who has no second factor

    def address(self, endpoint: str, rule: str) -> str:
        """The rule with a real value in each of its parts. An unknown part is a mistake of the scene."""
        return re.sub(r"<(?:[^:<>]+:)?([^<>]+)>", lambda part: self._value(endpoint, part[1]), rule)

    def browser(self, endpoint: str = "") -> FlaskClient:
        """A browser in which Maya is signed in, and about to sign in once more with a code."""
        client = self.app.test_client()
        with client.session_transaction(base_url=ORIGIN) as cookie:
            cookie[sign_ins.COOKIE_KEY] = self.parts["aminas"] if endpoint in AMINAS_ENDPOINTS else self.token
            cookie[ATTEMPT] = self.parts.get("attempt", "")
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
    _elsewhere, token = (sign_ins.sign_in(MAYA, PASSWORD, now=NOW + at) for at in (0, 1))
    phone, pair = app_of(maya, now=NOW - HOUR), make_tokens(grant)
    app_of(zoe := make_organizer("zoe@example.com", name="Zoe"))
    amina = make_organizer("amina@example.com", name="Amina Haddad")
    elsewhere = make_account_elsewhere(maya, calendar_id=TIMETABLE)
    scene = Scene(
        app=app,
        parts={
            "absence_id": absences.enter(maya, **AWAY, message="", colleague="", now=NOW).id,
            "aminas": sign_ins.start(amina, now=NOW),
            "attempt": sign_in_attempts.start(maya, now=NOW),
            "code": phone.code(NOW),
            "setup": (setup := second_factors.prepare(amina, now=NOW)),
            "first_code": app_with(setup, amina).code(NOW),
            "authorization_id": pair.authorization.id,
            "booking_id": booking.id,
            "calendar": calendar.id,
            "channel_id": TIMETABLE,  # an id, and no channel's
            "client_id": page.application_id,
            "colour": "17614a",
            "configuration_id": page.id,
            "edit": make_refused_edit(TIMETABLE).id,
            "ending": "md",
            "event": event.id,
            "feed_token": feeds.renew(maya),
            "filename": "tokens.css",
            "grant": grant.id,
            "key_id": api_keys.newest(page.application_id)[0].id,
            "join_token": joining.invite(maya, "jonas@example.com", is_admin=False, now=NOW),
            "kind": "google",
            "grant_id": elsewhere.id,
            "identifier": grant.id,
            "image_id": images.accept(picture(), kind=pictures.LOGO, now=NOW),
            "redirect_uri_id": redirect_uris.find_by_url(page.application_id, BACK).id,
            "link_id": joining.listing(page.application_id, now=NOW)[0].id,
            "password_token": asked_password_link(maya),
            "reference": guest_reference(booking),
            "invitation_id": invitation.id,
            "message_id": str(first_mail(over)),
            "missed": missed.id,
            "organizer_id": zoe.id,
            "public_name": public_name_of(maya),
            "over": over.id,
            "invitation_token": invitation_token,
            "session_id": session_id,
            "sign_in_id": sign_ins.listing(maya, now=NOW)[1].id,
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
