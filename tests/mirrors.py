"""An account at the fake provider, read into our tables, and what is there then."""

from typing import Any

import pytest
from sqlalchemy import select

from tests.builders import HOUR, NOW, make_organizer
from tests.fake_provider import KIND, PASSWORD, ZONE, FakeCalendar, FakeServer
from webapp.extensions import db
from webapp.models import BusySpan, Event, Grant, Mirror
from webapp.services.calendars import connecting, mirroring

LUNCH = (NOW + HOUR, NOW + 2 * HOUR)
DINNER = (NOW + 9 * HOUR, NOW + 10 * HOUR)


def sync(grant: Grant, *, now: int = NOW) -> bool:
    return mirroring.sync_account(grant.id, now=now)


def mirror(external_id: str = "work") -> Mirror:
    query = select(Mirror).where(Mirror.external_id == external_id)
    found = db.session.execute(query.execution_options(populate_existing=True)).scalar_one()
    db.session.close()
    return found


def rows(*columns: Any) -> list[tuple[Any, ...]]:
    found = [tuple(row) for row in db.session.execute(select(*columns).order_by(Event.starts_at, Event.id))]
    db.session.close()
    return found


def titles() -> list[str]:
    return [title for (title,) in rows(Event.title)]


def busy() -> list[tuple[int, int]]:
    query = select(BusySpan.starts_at, BusySpan.ends_at).order_by(BusySpan.starts_at)
    found = [(starts_at, ends_at) for starts_at, ends_at in db.session.execute(query)]
    db.session.close()
    return found


@pytest.fixture
def grant_elsewhere(fake: FakeServer) -> Grant:
    maya = make_organizer(timezone=ZONE)
    settings = {"email": "maya@elsewhere.example", "password": PASSWORD}
    return connecting.connect(maya.application_id, KIND, settings, now=NOW, organizer=maya)


@pytest.fixture
def work(fake: FakeServer) -> FakeCalendar:
    return fake.calendars["work"]
