"""Where a booking takes place when the page asks its guests for it."""

from dataclasses import replace
from typing import Any

import pytest
from flask import Flask
from sqlalchemy import select

from tests.builders import NOW, TOMORROW_AT_TEN, document, make_booking, make_configuration, make_webhook
from tests.services.bookings.deeds import everything_is_delivered, move_to, promised
from webapp.extensions import db
from webapp.models import Booking, Configuration, Event, OutboxEntry
from webapp.services import bookings
from webapp.services.bookings.commands import Person
from webapp.services.bookings.location import location_of
from webapp.services.configurations import configurations
from webapp.services.configurations.document import validated
from webapp.services.configurations.view import ConfigurationView

WHERE = {"label": "Where?", "type": "text", "is_location": True}
TOM = Person(name="Tom", email="tom@example.com")


def asking(**changes: Any) -> dict[str, Any]:
    event = {"title": "Intro call", "timezone": "UTC", "location": "Room 5"}
    return document(
        event_booking=event,
        scheduler={"min_booking_notice": 0, "additional_fields": {"where": {**WHERE, **changes}}},
    )


def page() -> Configuration:
    return make_configuration(**asking())


def answering(booking: Booking, where: str) -> Booking:
    command = replace(move_to(booking.starts_at), additional_fields={"where": where})
    return bookings.reschedule(booking.id, command, now=NOW)


@pytest.mark.parametrize(
    ("is_location", "answers", "place"),
    [
        (True, {"where": "My office"}, "My office"),
        (True, {}, "Room 5"),
        (False, {"where": "My office"}, "Room 5"),
    ],
)
def test_the_answer_counts_before_the_pages_own_place(
    is_location: bool, answers: dict[str, str], place: str
) -> None:
    view = ConfigurationView(validated(asking(is_location=is_location)))

    assert location_of(view, answers) == place


def test_booking_mails_calendar_and_webhook_say_what_the_guest_answered(app: Flask) -> None:
    make_webhook()

    booking = make_booking(page(), additional_fields={"where": "My office"})

    payloads = {entry.name: entry.payload for entry in db.session.scalars(select(OutboxEntry))}
    assert booking.location == "My office"
    assert db.session.scalars(select(Event.location)).one() == "My office"
    assert payloads["guest_booked"]["values"]["location"] == "My office"
    assert payloads["guest_booked"]["ics"]["location"] == "My office"
    assert payloads["booking.created"]["object"]["booking_info"]["location"] == "My office"


def test_another_answer_moves_it_and_everybody_hears_of_it(app: Flask) -> None:
    booking = make_booking(page(), additional_fields={"where": "My office"}, additional_guests=(TOM,))
    everything_is_delivered()

    moved = answering(booking, "The café")

    assert moved.location == "The café"
    assert db.session.scalars(select(Event.location)).one() == "The café"
    assert "additional_guest_updated" in promised()


def test_with_the_same_answer_it_stays_where_it_was_agreed(app: Flask) -> None:
    configuration = page()
    booking = make_booking(configuration)
    event = {**configuration.document["event_booking"], "location": "Room 6"}
    configurations.update(configuration, {"event_booking": event}, now=NOW)

    bookings.reschedule(booking.id, move_to(TOMORROW_AT_TEN + 3600, additional_fields={"where": ""}), now=NOW)

    assert db.session.scalars(select(Event.location)).one() == "Room 5"
