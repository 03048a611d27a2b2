"""The locks are what PostgreSQL is asked for, each in a statement of its own and in the one order."""

from collections.abc import Callable

import pytest
from flask import Flask

from tests.builders import make_booking, make_configuration, make_grant
from tests.queries import statements
from webapp.errors import NotFound
from webapp.extensions import db, transaction
from webapp.models import Grant, new_id
from webapp.services import bookings, locks
from webapp.services.bookings.commands import CancelBooking


def test_a_booking_is_cancelled_under_configuration_calendars_and_booking_in_this_order(
    postgres_app: Flask,
) -> None:
    booking = make_booking(make_configuration())
    now = booking.created_at

    with statements("SELECT") as seen:
        bookings.cancel(booking.id, CancelBooking(reason="", actor="guest", door="page"), now=now)

    locked = [
        statement.split("FROM ")[1].split()[0] for statement in seen if "FOR NO KEY UPDATE" in statement
    ]
    assert locked == ["configuration", "calendar", "booking"]


@pytest.mark.parametrize(
    "lock", [locks.application, locks.grant, locks.configuration, locks.booking, locks.webhook]
)
def test_a_row_that_is_gone_cannot_be_locked(app: Flask, lock: Callable[..., object]) -> None:
    with transaction() as session, pytest.raises(NotFound):
        lock(session, new_id())


def test_calendars_that_are_gone_are_left_out(app: Flask) -> None:
    with transaction() as session:
        assert locks.calendars(session, [new_id()]) == set()


def test_what_was_read_before_the_lock_is_read_anew(app: Flask) -> None:
    grant = make_grant()

    with transaction() as session:
        session.get_one(Grant, grant.id).email = "before@example.com"
        session.connection().execute(db.update(Grant).values(email="after@example.com"))
        with session.no_autoflush:
            locked = locks.grant(session, grant.id)

        assert locked.email == "after@example.com"
