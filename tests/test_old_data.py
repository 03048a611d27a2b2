"""A database of an early release, with everything in it, brought to the newest revision and used."""

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import flask_migrate
import pytest
from flask import Flask
from sqlalchemy import select, update

from tests.builders import (
    DAY,
    HOUR,
    NOW,
    TOMORROW_AT_TEN,
    make_booking,
    make_configuration,
    make_event,
    primary_calendar,
    timespan,
)
from tests.conftest import migrated_app
from tests.pg import drop_database, new_database
from tests.promises import claim
from tests.services.bookings.deeds import cancelling, count, move_to
from webapp.extensions import db, transaction
from webapp.models import Attempt, Booking, Event, OutboxEntry
from webapp.models.reference import guest_reference
from webapp.services import bookings
from webapp.worker import deliver_and_record

EARLY = "0003"


@pytest.fixture(params=["sqlite", "postgres"])
def upgraded(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Flask]:
    """Priya's booking, its mails as they were promised at revision 0003 and never sent, and Maya's lunch."""
    server = request.getfixturevalue("postgres_url") if request.param == "postgres" else None
    url = new_database(server, name="old") if server else f"sqlite:///{tmp_path}/old.sqlite3"
    app = migrated_app(tmp_path, database_url=url)
    with app.app_context():
        page = make_configuration()
        make_booking(page)
        make_event(primary_calendar(page.grant), timespan(TOMORROW_AT_TEN + 5 * HOUR))
        with transaction() as session:
            for entry in session.scalars(select(OutboxEntry)):
                session.execute(_with(entry, _as_promised_early(entry.payload)))
        flask_migrate.downgrade(revision=EARLY)
        flask_migrate.upgrade()
        yield app
        db.session.close()
        db.engine.dispose()
    if server:
        drop_database(url, server_url=server)


def _with(entry: OutboxEntry, payload: dict[str, Any]) -> Any:
    return update(OutboxEntry).where(OutboxEntry.id == entry.id).values(payload=payload)


def _as_promised_early(payload: dict[str, Any]) -> dict[str, Any]:
    """Without a role, with the links among the values, and without what caused the change."""
    values = payload["values"] | {"confirmation_url": None} | payload["links"]
    for later in ("actor", "is_pending", "was_pending"):
        del values[later]
    return {**{key: payload[key] for key in ("to", "language", "timezone", "ics")}, "values": values}


def outcomes() -> list[str]:
    return list(db.session.scalars(select(Attempt.outcome)))


def the_booking() -> Booking:
    db.session.close()
    return db.session.scalars(select(Booking)).one()


def test_it_is_shown_and_sent_and_changed(upgraded: Flask) -> None:
    shown = upgraded.test_client().get(f"/bookings/{guest_reference(the_booking())}")
    for claimed in claim():
        deliver_and_record(claimed)
    bookings.reschedule(the_booking().id, move_to(TOMORROW_AT_TEN + DAY), now=NOW)
    bookings.cancel(the_booking().id, cancelling(), now=NOW)

    assert (shown.status_code, "Intro call" in shown.text) == (200, True)
    assert outcomes() == ["delivered", "delivered"]
    assert the_booking().status == "cancelled"
    assert count(Event) == 2


def test_a_demo_of_an_earlier_version_is_migrated_and_completed_in_one_start(tmp_path: Path) -> None:
    app = migrated_app(tmp_path, database_url=f"sqlite:///{tmp_path}/demo.sqlite3")
    app.config["OPENSLOT_ENV"] = "demo"
    start = app.test_cli_runner()
    assert start.invoke(args=["prepare"]).exit_code == 0
    with app.app_context():
        flask_migrate.downgrade(revision="0025")
        db.engine.dispose()

    assert start.invoke(args=["prepare"]).exit_code == 0
