"""Meetings that the provider of a calendar makes: for whom, with which event, and what is known meanwhile."""

from typing import Any

import pytest
from flask import Flask
from sqlalchemy import select, update

from tests.builders import (
    JONAS,
    MAYA,
    NOW,
    availability,
    make_booking,
    make_configuration,
    make_webhook,
    participant,
    reread,
)
from tests.fake_provider import MEETINGS, FakeProvider, FakeServer
from tests.services.bookings.deeds import ORGANIZER_SAYS, cancelling, everything_is_delivered, promised
from tests.services.calendars.elsewhere import MADE, connected, make_page_with_meetings
from webapp import providers
from webapp.extensions import db, transaction
from webapp.models import Booking, BookingChange, Configuration, Event, Grant, OutboxEntry
from webapp.services import bookings
from webapp.services.bookings import made_meetings


class Plain(FakeProvider):
    meetings = None


LINK = "https://meet.example.com/1"


@pytest.fixture
def booking(app: Flask, fake: FakeServer) -> Booking:
    return make_booking(make_page_with_meetings())


def due_in(name: str) -> int:
    return db.session.scalars(select(OutboxEntry.due_at).where(OutboxEntry.name == name)).one() - NOW


def wanted(booking: Booking) -> dict[str, bool]:
    """Of each promised entry, by its event, whether a link is made with it."""
    entries = select(OutboxEntry.payload).where(OutboxEntry.name == "calendar_entry")
    return {each["event_id"]: each["event"]["wants_link"] for each in db.session.scalars(entries)}


def test_the_invitations_wait_and_the_entry_does_not(booking: Booking) -> None:
    assert (due_in("guest_booked"), due_in("organizer_booked"), due_in("calendar_entry")) == (60, 60, 0)
    assert wanted(booking) == {booking.event_id: True}


def test_programs_hear_at_once_what_is_known(app: Flask, fake: FakeServer) -> None:
    make_webhook()
    make_booking(make_page_with_meetings())

    assert due_in("booking.created") == 0


def test_the_event_says_meanwhile_that_a_meeting_is_made(booking: Booking) -> None:
    event = db.session.get_one(Event, booking.event_id)

    assert event.extras["conferencing"] == {"provider": MEETINGS, "autocreate": {}}
    assert (event.location, booking.place) == (None, None)


def test_a_link_that_is_kept_twice_is_told_once(booking: Booking) -> None:
    everything_is_delivered()
    before = len(promised())

    made_meetings.keep(booking.event_id, LINK, now=NOW)
    told = promised()[before:]
    made_meetings.keep(booking.event_id, LINK, now=NOW)

    assert told == promised()[before:] == ["guest_updated", "organizer_updated"]
    assert reread(booking).place == LINK


def test_another_link_takes_the_place_of_the_first(booking: Booking) -> None:
    made_meetings.keep(booking.event_id, "https://meet.example.com/old", now=NOW)

    made_meetings.keep(booking.event_id, LINK, now=NOW)

    assert reread(booking).place == LINK


def test_who_read_only_of_a_request_reads_that_it_is_confirmed(app: Flask, fake: FakeServer) -> None:
    page = make_page_with_meetings(event_booking={"booking_type": "organizer-confirmation"})
    booking = make_booking(page)
    everything_is_delivered()
    bookings.confirm(booking.id, ORGANIZER_SAYS, now=NOW)

    made_meetings.keep(booking.event_id, LINK, now=NOW)

    assert [name for name in promised() if name.startswith("guest_")][-1] == "guest_confirmed"


def test_the_history_says_who_made_the_link(booking: Booking) -> None:
    made_meetings.keep(booking.event_id, LINK, now=NOW)

    last = db.session.scalars(select(BookingChange).order_by(BookingChange.id.desc()).limit(1)).one()
    assert (last.kind, last.actor) == ("linked", "provider")


def test_a_booking_that_has_ended_gets_no_link(booking: Booking) -> None:
    bookings.cancel(booking.id, cancelling(), now=NOW)
    before = promised()

    made_meetings.keep(booking.event_id, LINK, now=NOW)
    made_meetings.miss(booking.event_id, now=NOW)

    assert promised() == before
    assert reread(booking).place is None


def test_a_booking_that_is_over_is_told_nothing_more(booking: Booking) -> None:
    before = promised()

    made_meetings.miss(booking.event_id, now=booking.ends_at)

    assert promised() == before


def test_a_link_that_is_missed_twice_is_told_once(booking: Booking) -> None:
    made_meetings.miss(booking.event_id, now=NOW)
    before = promised()

    made_meetings.miss(booking.event_id, now=NOW)

    assert promised() == before


def test_a_link_that_comes_after_all_is_kept(booking: Booking) -> None:
    made_meetings.miss(booking.event_id, now=NOW)

    made_meetings.keep(booking.event_id, LINK, now=NOW)

    assert reread(booking).place == LINK


def test_a_look_at_the_meeting_is_promised_once(booking: Booking) -> None:
    made_meetings.look_later(booking.event_id, now=NOW)
    made_meetings.look_later(booking.event_id, now=NOW)

    assert promised().count("meeting_link") == 1
    assert due_in("meeting_link") == made_meetings.FIRST_LOOK_SECONDS


def test_nobody_looks_for_a_link_that_is_there(booking: Booking) -> None:
    made_meetings.keep(booking.event_id, LINK, now=NOW)

    made_meetings.look_later(booking.event_id, now=NOW)

    assert "meeting_link" not in promised()


def test_a_calendar_that_makes_no_meetings_by_now_is_told_with_the_booking(
    app: Flask, fake: FakeServer
) -> None:
    page = make_page_with_meetings()
    providers.registry()["plain"] = Plain(fake)
    with transaction() as session:
        session.execute(update(Grant).values(provider="plain"))

    booking = make_booking(page)

    assert booking.status == "booked"
    assert (due_in("guest_booked"), wanted(booking)) == (0, {booking.event_id: False})
    assert booking.meeting is not None
    assert booking.meeting["is_missing"]


def test_of_several_hosts_the_organizers_calendar_makes_the_meeting_for_all(
    app: Flask, fake: FakeServer
) -> None:
    booking = make_booking(_page_of_both(organizer=MAYA))
    made_meetings.keep(booking.event_id, LINK, now=NOW)

    (other,) = db.session.scalars(select(Event).where(Event.id != booking.event_id))
    assert wanted(booking) == {booking.event_id: True, other.id: False}
    assert (other.location, other.extras["conferencing"]["details"]) == (LINK, {"url": LINK})
    assert promised().count("calendar_entry") == 3  # the others' entry again, with the link in it


def test_in_a_round_robin_the_calendar_of_whoever_has_the_turn_makes_it(app: Flask, fake: FakeServer) -> None:
    turns = availability(rules={"availability_method": "max-availability"})
    page = _page_of_both(organizer=None, availability=turns)

    first, second = make_booking(page), make_booking(page)

    assert {first.organizer_email, second.organizer_email} == {MAYA, JONAS}
    assert wanted(first) == {first.event_id: True, second.event_id: True}


def _page_of_both(*, organizer: str | None, **changes: Any) -> Configuration:
    """A page of Maya and Jonas, each with an account at the provider."""
    grants = {email: connected(email) for email in (MAYA, JONAS)}
    people = [participant(email, name=email, organizer=email == organizer) for email in grants]
    event_booking = {"title": "Call", "timezone": "UTC", "conferencing": MADE}
    return make_configuration(grants[MAYA], participants=people, event_booking=event_booking, **changes)
