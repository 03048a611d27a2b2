"""Maya's account at the fake provider, and pages that look at its calendar `work`."""

from typing import Any

from sqlalchemy import update

from tests.builders import MAYA, NOW, document, make_application, make_configuration, participant
from tests.fake_provider import KIND, MEETINGS, PASSWORD
from webapp.extensions import db, transaction
from webapp.models import Calendar, Configuration, Grant, Mirror
from webapp.services.calendars import connecting


def connected(email: str = MAYA) -> Grant:
    """The account, as after a first reading of its calendars."""
    settings = {"email": email, "password": PASSWORD}
    grant = connecting.connect(make_application().id, KIND, settings, now=NOW)
    with transaction() as session:
        session.execute(update(Mirror).values(whole_at=NOW))
    return grant


def calendar_called(external_id: str = "work") -> Calendar:
    of_name = db.select(Calendar).join(Mirror).where(Mirror.external_id == external_id)
    found: Calendar = db.session.scalars(of_name).one()
    return found


MADE = {"provider": MEETINGS, "autocreate": {}}


def make_page_with_meetings(**changes: Any) -> Configuration:
    """The same, where the provider makes a video meeting for each booking."""
    event_booking = {"title": "Intro call", "timezone": "UTC", "conferencing": MADE}
    return make_page_elsewhere(event_booking={**event_booking, **changes.pop("event_booking", {})}, **changes)


def make_page_elsewhere(*, policy: dict[str, Any] | None = None, **changes: Any) -> Configuration:
    """A page whose organizer's time is in `work`, where its bookings go."""
    grant = connected()
    work = calendar_called().id
    maya = participant(availability={"calendar_ids": [work]}, booking={"calendar_id": work})
    scheduler = {**document()["scheduler"], "calendar_policy": policy}
    return make_configuration(grant, **{"participants": [maya], "scheduler": scheduler, **changes})
