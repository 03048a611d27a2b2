"""Where a booking takes place when the page asks its guests for it."""

from dataclasses import replace
from typing import Any

import pytest
from flask import Flask
from sqlalchemy import select

from tests.builders import (
    NOW,
    TOMORROW_AT_TEN,
    document,
    make_booking,
    make_configuration,
    make_pending_configuration,
    make_webhook,
)
from tests.services.bookings.deeds import ORGANIZER_SAYS, everything_is_delivered, move_to, promised
from webapp.extensions import db
from webapp.models import Booking, Configuration, Event, OutboxEntry
from webapp.services import bookings
from webapp.services.bookings.commands import Person
from webapp.services.bookings.location import location_of, meeting_of
from webapp.services.configurations import configurations
from webapp.services.configurations.document import validated
from webapp.services.configurations.view import ConfigurationView

WHERE = {"label": "Where?", "type": "text", "is_location": True}
ROOM = "0123456789abcdef"
DETAILS = {"url": "https://meet.example.com/r-${room}", "password": "s3cret", "phone": ["+46 8 123"]}
MEETING = {"provider": "Jitsi", "details": DETAILS}
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

    assert location_of(view, answers, room=ROOM) == place


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


def meeting_online(**changes: Any) -> Configuration:
    event = {"title": "Call", "timezone": "UTC", "conferencing": MEETING, **changes}
    return make_configuration(event_booking=event)


def payloads() -> dict[str, Any]:
    """What is promised, by the names of the promises."""
    return {entry.name: entry.payload for entry in db.session.scalars(select(OutboxEntry))}


def test_a_link_leads_to_the_room_of_the_booking() -> None:
    stored = validated(
        document(event_booking={"title": "Call", "location": "Zoom: meet.example.com/${room}"})
    )

    assert location_of(ConfigurationView(stored), {}, room=ROOM) == f"Zoom: meet.example.com/{ROOM}"


def test_what_a_guest_answers_has_no_place_for_a_room() -> None:
    view = ConfigurationView(validated(asking()))

    assert location_of(view, {"where": "${room}"}, room=ROOM) == "${room}"


def test_a_booking_keeps_the_meeting_of_its_page() -> None:
    view = ConfigurationView(validated(document(event_booking={"title": "Call", "conferencing": MEETING})))

    assert meeting_of(view, room=ROOM) == {
        "provider": "Jitsi",
        "url": f"https://meet.example.com/r-{ROOM}",
        "meeting_code": None,
        "password": "s3cret",
        "pin": None,
        "phone": ["+46 8 123"],
    }


def test_each_booking_has_a_room_of_its_own_and_keeps_it_when_moved(app: Flask) -> None:
    configuration = meeting_online()
    first, second = (make_booking(configuration, TOMORROW_AT_TEN + at * 3600) for at in range(2))
    assert first.meeting
    assert second.meeting
    before = first.meeting["url"]

    moved = bookings.reschedule(first.id, move_to(TOMORROW_AT_TEN + 3 * 3600), now=NOW)

    assert moved.meeting is not None
    assert moved.meeting["url"] == before != second.meeting["url"]


def test_mails_calendar_and_webhook_say_where_to_meet_online(app: Flask) -> None:
    make_webhook()

    booking = make_booking(meeting_online())

    event, told = db.session.scalars(select(Event)).one(), payloads()
    assert booking.meeting
    url = booking.meeting["url"]
    assert (event.location, event.extras["conferencing"]["details"]) == (url, {**DETAILS, "url": url})
    assert told["guest_booked"]["values"]["meeting"] == booking.meeting
    assert told["organizer_booked"]["values"]["meeting"] == booking.meeting
    assert told["guest_booked"]["ics"]["location"] == url
    assert told["booking.created"]["object"]["booking_info"]["location"] == url


def test_a_request_says_it_once_it_is_confirmed(app: Flask) -> None:
    event = {"title": "Call", "booking_type": "organizer-confirmation", "conferencing": MEETING}
    page = make_pending_configuration(event_booking={**event, "location": "Zoom: meet.example.com/${room}"})
    make_webhook(trigger_types=["booking.pending"])
    booking = make_booking(page)
    requested = repr(payloads()) + repr(db.session.scalars(select(Event.location)).all())

    confirmed = bookings.confirm(booking.id, ORGANIZER_SAYS, now=NOW)

    placeholder = db.session.scalars(select(Event)).one()
    assert "meet.example.com" not in requested
    assert payloads()["guest_confirmed"]["values"]["meeting"] == confirmed.meeting
    assert placeholder.location == confirmed.location
    assert placeholder.extras["conferencing"]["provider"] == "Jitsi"
