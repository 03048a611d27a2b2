"""One house behind every door: a booking by page and one by API leave the same rows and promises, and neither door
lets the caller's Host header in.
"""

import json
from typing import Any

import pytest
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import select

from tests.blueprints.public.cast import BOOK, FORM, PRIYAS
from tests.browser import Browser
from tests.builders import MINUTE, PRIYA, TOMORROW_AT_TEN, make_configuration, make_webhook
from tests.conftest import StoppedClock
from webapp.extensions import db
from webapp.models import Booking, BookingChange, BusySpan, Configuration, Event, Model, OutboxEntry
from webapp.models.reference import guest_reference
from webapp.services import bookings
from webapp.services.bookings.commands import CancelBooking

FORGED = {"Host": "evil.example", "X-Forwarded-Host": "evil.example"}
TABLES: tuple[type[Model], ...] = (Booking, BookingChange, Event, BusySpan, OutboxEntry)


def by_page(client: FlaskClient) -> None:
    guest = Browser(client)
    assert guest.press(guest.open(FORM), BOOK, by=PRIYAS).status == 303


def by_api(client: FlaskClient, page: Configuration, **headers: str) -> Any:
    body = {
        "start_time": TOMORROW_AT_TEN,
        "end_time": TOMORROW_AT_TEN + 30 * MINUTE,
        "guest": {"name": "Priya Raman", "email": PRIYA},
        "timezone": "Asia/Kolkata",
    }
    answer = client.post(
        f"/v3/scheduling/bookings?configuration_id={page.id}", json=body, headers=headers or None
    )
    assert answer.status_code == 200
    return answer


def rows_left() -> str:
    """Everything that is stored, with this booking's own ids and salts replaced by what they are."""
    db.session.close()
    booking = db.session.scalars(select(Booking).where(Booking.status != "cancelled")).one()
    rows = json.dumps(
        {table.__name__: _rows(table, booking.id) for table in TABLES}, indent=1, sort_keys=True
    )
    own = {
        "id": booking.id,
        "event": booking.event_id,
        "uid": booking.ical_uid,
        "salt": booking.guest_salt,
        "secret": booking.organizer_salt,
        "room": booking.room or "no room",
    }
    own["reference"] = guest_reference(booking)
    for name, value in own.items():
        rows = rows.replace(value, f"<{name}>")
    return rows


def _rows(table: type[Model], booking_id: str) -> list[dict[str, Any]]:
    key = table.id if table is Booking else table.booking_id  # type: ignore[attr-defined]
    rows = db.session.execute(select(table.__table__).where(key == booking_id).order_by(table.__table__.c.id))
    left_out = {"id", "uid"} if table is not Booking else {"form_digest"}  # only a page has forms
    return [{name: value for name, value in row._mapping.items() if name not in left_out} for row in rows]


def test_a_booking_by_page_and_one_by_api_leave_equal_rows_and_promises(
    client: FlaskClient, clock: StoppedClock
) -> None:
    page = make_configuration()
    make_webhook()
    by_page(client)
    left_by_page = rows_left()
    booking = db.session.scalars(select(Booking)).one()
    bookings.cancel(booking.id, CancelBooking(reason="", actor="guest", door="page"), now=clock.at)

    by_api(client, page)

    left_by_api = rows_left()
    assert left_by_api == left_by_page.replace('"door": "page"', '"door": "api"')
    assert "booking.created" in left_by_api


@pytest.mark.parametrize(
    "path", ["//intro", "/intro/", "/intro//", "//v3//grants", "/dashboard", "/static//tokens.css"]
)
def test_a_forged_host_is_in_no_redirect(sqlite_app: Flask, path: str) -> None:
    make_configuration()

    answer = sqlite_app.test_client().get(path, headers=FORGED)

    assert "evil.example" not in answer.headers.get("Location", "")


def test_a_forged_host_reaches_no_answer_page_or_promise(app: Flask, clock: StoppedClock) -> None:
    client = app.test_client()
    page = make_configuration()
    make_webhook()

    answer = by_api(client, page, **FORGED)

    shown = client.get(f"/bookings/{answer.json['data']['booking_ref']}", headers=FORGED)
    promised = [json.dumps(entry.payload) for entry in db.session.scalars(select(OutboxEntry))]
    assert shown.status_code == 200
    assert all("evil.example" not in text for text in [answer.text, shown.text, *promised])
    assert all("book.example.org" in text for text in promised if "booking_url" in text)
