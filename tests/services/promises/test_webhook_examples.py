"""An example for programs is shaped as the real webhook is."""

from typing import Any

import pytest
from flask import Flask
from sqlalchemy import select

from tests.builders import (
    DAY,
    MINUTE,
    NOW,
    TOMORROW_AT_TEN,
    make_booking,
    make_configuration,
    make_grant,
    make_pending_configuration,
    make_webhook,
)
from webapp.extensions import db
from webapp.models import Configuration, OutboxEntry
from webapp.models.outbox import WEBHOOK
from webapp.models.webhook import OF_GRANTS, TRIGGERS
from webapp.services import bookings
from webapp.services.bookings.commands import CancelBooking, RescheduleBooking
from webapp.services.calendars import connecting, grants
from webapp.services.promises import webhook_examples

MOVED = RescheduleBooking(
    starts_at=TOMORROW_AT_TEN + DAY, ends_at=TOMORROW_AT_TEN + DAY + 30 * MINUTE, actor="guest", door="page"
)


def example(trigger: str) -> dict[str, Any]:
    envelope = webhook_examples.envelope_of(trigger, "application", now=NOW)
    return dict(envelope["data"]["object"])


def promised(trigger: str) -> dict[str, Any]:
    """What was promised last of this trigger."""
    entries = select(OutboxEntry).where(OutboxEntry.kind == WEBHOOK, OutboxEntry.name == trigger)
    entry = db.session.scalars(entries.order_by(OutboxEntry.id.desc())).first()
    assert entry is not None
    return dict(entry.payload["object"])


def do_everything_once() -> None:
    """A booking that is moved and cancelled, a request, and a grant that comes and goes."""
    configuration = make_configuration()
    make_webhook(trigger_types=list(TRIGGERS))
    booking = make_booking(configuration)
    bookings.reschedule(booking.id, MOVED, now=NOW)
    bookings.cancel(booking.id, CancelBooking(reason="", actor="guest", door="page"), now=NOW)
    make_booking(make_pending_configuration())
    room = make_grant("room@example.com")
    connecting.lose(grants.update_scope(room, ["calendar"], now=NOW), "provider.refused", now=NOW)
    grants.destroy(room, now=NOW)


@pytest.mark.parametrize("trigger", [trigger for trigger in TRIGGERS if trigger != "booking.reminder"])
def test_an_example_has_what_a_real_webhook_has(app: Flask, trigger: str) -> None:
    do_everything_once()

    real, invented = promised(trigger), example(trigger)

    assert invented.keys() == real.keys()
    if trigger not in OF_GRANTS:
        assert invented["booking_info"].keys() == real["booking_info"].keys()


def test_an_example_of_a_reminder_says_how_long_it_is_until_the_event(app: Flask) -> None:
    info = example("booking.reminder")["booking_info"]

    assert (info["time_until_event"], info["provider"]) == (DAY, "virtual-calendar")


def test_an_example_leaves_no_trace(app: Flask) -> None:
    example("booking.created")
    db.session.commit()

    assert db.session.scalars(select(Configuration)).all() == []


def test_two_examples_are_of_two_bookings(app: Flask) -> None:
    assert example("booking.created")["booking_id"] != example("booking.created")["booking_id"]
