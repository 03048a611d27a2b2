from pathlib import Path

import flask_migrate
from sqlalchemy import inspect, text

from tests.builders import (
    HOUR,
    NOW,
    TOMORROW_AT_TEN,
    make_booking,
    make_configuration,
    make_event,
    make_grant,
    make_other_configuration,
    make_pending_configuration,
    primary_calendar,
    reread,
)
from tests.conftest import migrated_app
from tests.pictures import picture
from tests.promises import claim
from webapp.extensions import db
from webapp.lib.pictures import LOGO, encoded
from webapp.services import bookings
from webapp.services.bookings import expiry
from webapp.services.bookings.commands import CancelBooking, DecideBooking
from webapp.services.configurations import logos


def test_a_downgrade_and_upgrade_keeps_every_row(tmp_path: Path) -> None:
    app = migrated_app(tmp_path, database_url=f"sqlite:///{tmp_path}/a.sqlite3")
    with app.app_context():
        make_booking(make_configuration())
        before = counts()
        flask_migrate.downgrade(revision="0001")
        flask_migrate.upgrade()
        after = counts()
        db.engine.dispose()

    assert before == after
    assert before["busy_span"] == before["booking"] == 1


def counts() -> dict[str, int]:
    db.session.close()
    quote = db.engine.dialect.identifier_preparer.quote
    return {
        name: db.session.execute(text(f"SELECT count(*) FROM {quote(name)}")).scalar_one()
        for name in inspect(db.engine).get_table_names()
    }


def test_how_bookings_ended_is_found_in_their_history(tmp_path: Path) -> None:
    app = migrated_app(tmp_path, database_url=f"sqlite:///{tmp_path}/b.sqlite3")
    with app.app_context():
        page = make_pending_configuration()
        declined, withdrawn, cancelled, live, expired = (
            make_booking(page, TOMORROW_AT_TEN + number * HOUR) for number in range(5)
        )
        bookings.decline(declined.id, DecideBooking(actor="organizer", door="page"), now=NOW)
        bookings.cancel(withdrawn.id, CancelBooking(reason="", actor="guest", door="page"), now=NOW)
        bookings.cancel(cancelled.id, CancelBooking(reason="", actor="api", door="api"), now=NOW)
        expiry.end_if_overdue(expired.id, now=expired.starts_at)
        db.session.close()
        flask_migrate.downgrade(revision="0004")
        flask_migrate.upgrade()
        found = [reread(booking).ending for booking in (declined, withdrawn, cancelled, live, expired)]
        db.engine.dispose()

    assert found == ["declined", "withdrawn", "cancelled", None, "expired"]


def test_live_bookings_learn_whose_they_are(tmp_path: Path) -> None:
    app = migrated_app(tmp_path, database_url=f"sqlite:///{tmp_path}/c.sqlite3")
    with app.app_context():
        page = make_pending_configuration()
        live, cancelled = (make_booking(page, TOMORROW_AT_TEN + number * HOUR) for number in range(2))
        bookings.cancel(cancelled.id, CancelBooking(reason="", actor="guest", door="page"), now=NOW)
        digest = live.guest_digest
        db.session.close()
        flask_migrate.downgrade(revision="0010")
        flask_migrate.upgrade()
        found = [reread(booking).guest_digest for booking in (live, cancelled)]
        db.engine.dispose()

    assert found == [digest, None]


def test_logos_that_pages_name_already_are_fetched(tmp_path: Path) -> None:
    address = "https://cdn.example.net/logo.png"
    app = migrated_app(tmp_path, database_url=f"sqlite:///{tmp_path}/d.sqlite3")
    with app.app_context():
        page = make_configuration(appearance={"company_logo_url": address})
        make_other_configuration()
        db.session.close()
        flask_migrate.downgrade(revision="0020")
        between = counts()["outbox_entry"]
        flask_migrate.upgrade()
        (entry,) = claim()
        logos.keep(entry.payload["logo_id"], encoded(picture(), kind=LOGO, field="logo"), now=NOW)
        found = logos.on_page(page)
        db.engine.dispose()

    assert (between, entry.kind, entry.destination) == (0, "logo", address)
    assert found is not None


def test_when_a_series_is_over_is_found_in_its_rule(tmp_path: Path) -> None:
    app = migrated_app(tmp_path, database_url=f"sqlite:///{tmp_path}/d.sqlite3")
    with app.app_context():
        calendar = primary_calendar(make_grant())
        make_event(calendar, recurrence=["RRULE:FREQ=DAILY;COUNT=3"])
        make_event(calendar, recurrence=["RRULE:FREQ=DAILY"])
        before = ends_of_series()
        flask_migrate.downgrade(revision="0036")
        flask_migrate.upgrade()
        after = ends_of_series()
        db.engine.dispose()

    assert after == before
    assert [end is None for end in after] == [False, True]


def ends_of_series() -> list[int | None]:
    db.session.close()
    found = db.session.scalars(text("SELECT over_at FROM event ORDER BY over_at IS NULL")).all()
    db.session.close()
    return list(found)
