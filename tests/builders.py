"""The small cast of the tests, made through the same services as in life.

Maya is the organizer, with a virtual calendar; Jonas is her colleague; Priya is the guest. It is Monday,
4 January 2027, 08:00 UTC. Pages are open at all hours in UTC unless a test says otherwise, so that its own rule is
all that matters.
"""

import uuid
from typing import Any

from webapp.extensions import db, transaction
from webapp.lib import vault
from webapp.models import (
    Application,
    Booking,
    BusySpan,
    Calendar,
    Configuration,
    Event,
    Grant,
    Mirror,
    Organizer,
    RedirectUri,
    Webhook,
)
from webapp.services import applications, bookings
from webapp.services.access import api_keys, organizers
from webapp.services.bookings.commands import BookSlot, Person
from webapp.services.calendars import calendars, events, grants
from webapp.services.configurations import configurations
from webapp.services.oauth import authorizations, exchange, redirect_uris, requests
from webapp.services.oauth.exchange import Exchange
from webapp.services.oauth.tokens import Pair

NOW = 1_799_049_600  # 2027-01-04T08:00:00Z, a Monday
MINUTE, HOUR, DAY = 60, 3600, 86_400
TOMORROW_AT_TEN = NOW + DAY + 2 * HOUR
PASSWORD = "correct horse battery"
BACK = "https://app.example.com/signed-in"
WEBHOOK_SECRET = "whsec-of-the-tests"
MAYA, JONAS, PRIYA = "maya@example.com", "jonas@example.com", "priya@example.com"
ALWAYS = [{"days": [0, 1, 2, 3, 4, 5, 6], "start": "00:00", "end": "24:00", "timezone": "UTC"}]


def make_application() -> Application:
    return applications.default(now=NOW)


def make_other_application() -> Application:
    """One beside the default application."""
    make_application()
    with transaction() as session:
        other = Application(name="Other", created_at=NOW + 1)
        session.add(other)
    return other


def make_organizer(email: str = MAYA, *, name: str = "Maya Lindqvist", timezone: str = "UTC") -> Organizer:
    """Somebody with a password (`PASSWORD`), a grant and a primary calendar."""
    return organizers.create(email, name=name, timezone=timezone, password=PASSWORD, now=NOW)


def make_grant(email: str = MAYA) -> Grant:
    """A virtual grant with a primary calendar, of nobody's dashboard."""
    return grants.create_virtual(make_application().id, email, now=NOW)


def grant_of(organizer: Organizer) -> Grant:
    return grants.find(organizer.application_id, organizer.email)


def make_account_elsewhere(organizer: Organizer, *, calendar_id: str | None = None) -> Grant:
    """An account of this organizer at a provider, with a calendar that is due to be read; nobody is asked for it."""
    with transaction() as session:
        grant = Grant(
            application_id=organizer.application_id,
            organizer_id=organizer.id,
            provider="ics",
            email="timetable",
            created_at=NOW,
            updated_at=NOW,
        )
        session.add(grant)
        session.flush()
        calendar = Calendar(grant_id=grant.id, name="Timetable", created_at=NOW, updated_at=NOW)
        calendar.id = calendar_id or str(uuid.uuid4())
        session.add(calendar)
        session.flush()
        session.add(Mirror(calendar_id=calendar.id, external_id="feed", due_at=NOW + DAY))
    return grant


def make_colleague() -> Grant:
    """The grant of Jonas, who has a dashboard of his own."""
    return grant_of(make_organizer(JONAS, name="Jonas Weber"))


def make_api_key() -> str:
    return api_keys.create(make_application().id, name="tests", now=NOW)


def primary_calendar(grant: Grant) -> Calendar:
    return calendars.find(grant, "primary")


def timespan(
    starts_at: int = TOMORROW_AT_TEN, ends_at: int | None = None, zone: str | None = None
) -> dict[str, Any]:
    """The `when` of an event, an hour long unless `ends_at` says otherwise."""
    return {
        "object": "timespan",
        "start_time": starts_at,
        "end_time": starts_at + HOUR if ends_at is None else ends_at,
        "start_timezone": zone,
        "end_timezone": zone,
    }


def make_event(calendar: Calendar, when: dict[str, Any] | None = None, **values: Any) -> Event:
    """Lunch, tomorrow from ten to eleven unless `when` says otherwise."""
    return events.create(calendar, {"when": when or timespan(), "title": "Lunch", **values}, now=NOW)


def make_span(
    calendar: Calendar, starts_at: int = TOMORROW_AT_TEN, ends_at: int | None = None, **values: Any
) -> None:
    """Busy time of no event, an hour long unless `ends_at` says otherwise."""
    ends_at = starts_at + HOUR if ends_at is None else ends_at
    with transaction() as session:
        span = {"exclusive": False, "starts_at": starts_at, "ends_at": ends_at, **values}
        session.add(BusySpan(calendar_id=calendar.id, **span))


def make_webhook(url: str = "https://hooks.example.org/", **changes: Any) -> Webhook:
    """A stored webhook of bookings made, with WEBHOOK_SECRET; its address was never challenged."""
    application = make_application()
    with transaction() as session:
        webhook = Webhook(
            application_id=application.id,
            url=url,
            encrypted_secret=vault.encrypt(WEBHOOK_SECRET),
            created_at=NOW,
            updated_at=NOW,
            **{"trigger_types": ["booking.created"], "status_updated_at": NOW, **changes},
        )
        session.add(webhook)
    return webhook


def make_redirect_uri(url: str = BACK, *, platform: str = "web") -> RedirectUri:
    """Where organizers may be sent after they signed in to a program of the default application."""
    return redirect_uris.create(make_application().id, url, platform=platform, now=NOW)


def asked(application_id: str, **changes: str) -> dict[str, str]:
    """What a program sends along with an organizer, to sign in at BACK."""
    return {
        "client_id": application_id,
        "redirect_uri": BACK,
        "response_type": "code",
        "access_type": "offline",
        **changes,
    }


def make_code(grant: Grant, **changes: str) -> str:
    """A code for a program that may use this grant from now on. `changes`: of what the program asks for."""
    organizer = db.session.get_one(Organizer, grant.organizer_id)
    query = asked(grant.application_id, **changes)
    if not redirect_uris.is_registered(grant.application_id, query["redirect_uri"]):
        redirect_uris.create(grant.application_id, query["redirect_uri"], now=NOW)
    request = requests.read(requests.client_of(query), query)
    return authorizations.allow(request, grant, organizer, now=NOW)


def make_tokens(grant: Grant, **changes: str) -> Pair:
    """Tokens of a program that the grant's organizer has allowed to use it, and that has an API key."""
    code = make_code(grant, **changes)
    wanted = Exchange(
        client_id=grant.application_id,
        client_secret=make_api_key(),
        code=code,
        redirect_uri=changes.get("redirect_uri", BACK),
        code_verifier=None,
    )
    return exchange.exchange(wanted, now=NOW)


def participant(
    email: str = MAYA, *, name: str = "Maya Lindqvist", organizer: bool = True, **changes: Any
) -> dict[str, Any]:
    return {
        "email": email,
        "name": name,
        "is_organizer": organizer,
        "availability": {"calendar_ids": ["primary"]},
        "booking": {"calendar_id": "primary"},
        **changes,
    }


def document(**changes: Any) -> dict[str, Any]:
    """A configuration as a program would send it: half an hour, open always, no notice. `changes` replace top keys."""
    return {
        "participants": [participant()],
        "availability": availability(),
        "event_booking": {"title": "Intro call", "timezone": "UTC"},
        "scheduler": {"min_booking_notice": 0, "available_days_in_future": 60},
        "slug": "intro",
        **changes,
    }


def availability(
    *, duration_minutes: int = 30, rules: dict[str, Any] | None = None, **changes: Any
) -> dict[str, Any]:
    return {
        "duration_minutes": duration_minutes,
        "availability_rules": {"default_open_hours": ALWAYS, **(rules or {})},
        **changes,
    }


def make_configuration(grant: Grant | None = None, **changes: Any) -> Configuration:
    """A stored configuration of Maya's grant, or of the one given."""
    return configurations.create(grant or make_grant(), document(**changes), now=NOW)


def make_page(
    grant: Grant | None = None, *, rules: dict[str, Any] | None = None, **scheduler: Any
) -> Configuration:
    """A configuration with these availability rules and these keys of `scheduler`."""
    return make_configuration(
        grant,
        availability=availability(rules=rules),
        scheduler={**document()["scheduler"], **scheduler},
    )


def make_other_configuration() -> Configuration:
    """A page `intro` of another application, as the default application may have one too."""
    grant = grants.create_virtual(make_other_application().id, "else@example.com", now=NOW)
    return make_configuration(grant, participants=[participant(grant.email)])


def make_pending_configuration(grant: Grant | None = None, **changes: Any) -> Configuration:
    """One whose bookings wait for the organizer's yes."""
    event_booking = {"title": "Consultation", "timezone": "UTC", "booking_type": "organizer-confirmation"}
    return make_configuration(grant, **{"slug": "consultation", "event_booking": event_booking, **changes})


def book_slot(starts_at: int = TOMORROW_AT_TEN, *, minutes: int = 30, **changes: Any) -> BookSlot:
    """Priya's wish."""
    return BookSlot(
        **{
            "starts_at": starts_at,
            "ends_at": starts_at + minutes * MINUTE,
            "guest": Person(name="Priya Raman", email=PRIYA),
            "timezone": "Asia/Kolkata",
            "door": "page",
            **changes,
        }
    )


def make_booking(
    configuration: Configuration, starts_at: int = TOMORROW_AT_TEN, *, now: int = NOW, **changes: Any
) -> Booking:
    return bookings.book(configuration, book_slot(starts_at, **changes), now=now)


def reread(row: Any) -> Any:
    """A row as it stands in the database now, whatever the session remembers."""
    identity = type(row), row.id
    db.session.close()
    return db.session.get(*identity)


def busy_times(calendar: Calendar) -> list[tuple[int, int]]:
    """What the calendar is busy with now, in order of time, as half-open stretches."""
    db.session.close()
    columns = (BusySpan.starts_at, BusySpan.ends_at)
    of_calendar = db.select(*columns).where(BusySpan.calendar_id == calendar.id)
    return [(row.starts_at, row.ends_at) for row in db.session.execute(of_calendar.order_by(*columns))]
