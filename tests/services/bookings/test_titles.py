"""A page's title that names the guest."""

import pytest
from flask import Flask
from sqlalchemy import select

from tests.builders import NOW, availability, document, make_booking, make_configuration, make_webhook
from tests.services.bookings.deeds import move_to
from webapp.extensions import db
from webapp.models import Event, OutboxEntry
from webapp.services import bookings
from webapp.services.bookings.commands import Person
from webapp.services.bookings.titles import TITLE_AT_MOST, title_of


def title(template: str, *, name: str = "Priya Raman", locale: str = "en", minutes: int = 90) -> str:
    return title_of(
        template, guest_name=name, guest_email="priya@example.com", minutes=minutes, locale=locale
    )


@pytest.mark.parametrize(
    ("template", "expected"),
    [
        ("Call with ${invitee}", "Call with Priya Raman"),
        ("${invitee} <${invitee_email}>", "Priya Raman <priya@example.com>"),
        ("${duration}, ${duration}", "1 hour 30 minutes, 1 hour 30 minutes"),
        ("Costs $5 {invitee} ${} ${unknown} $invitee", "Costs $5 {invitee} ${} ${unknown} $invitee"),
        ("${Invitee} ${ invitee }", "${Invitee} ${ invitee }"),
    ],
)
def test_known_places_are_filled_and_all_else_stays_as_typed(template: str, expected: str) -> None:
    assert title(template) == expected


def test_a_length_is_written_in_the_organizers_language() -> None:
    assert title("${duration}", locale="de", minutes=30) == "30 Minuten"


@pytest.mark.parametrize("name", ["${invitee_email}", "${duration}", "%(invitee)s", "\\g<1>", "{0}"])
def test_what_a_guest_types_is_not_filled_in_again(name: str) -> None:
    assert title("Call with ${invitee}", name=name) == f"Call with {name}"


def test_a_title_is_cut_where_an_event_has_no_more_room() -> None:
    filled = title("${invitee}" * 20, name="x" * 200)

    assert (len(filled), filled[-1]) == (TITLE_AT_MOST, "…")


def test_it_is_filled_in_events_mails_calendar_files_and_webhooks(app: Flask) -> None:
    make_webhook()
    event_booking = {**document()["event_booking"], "title": "${duration} with ${invitee}"}

    booking = make_booking(
        make_configuration(event_booking=event_booking), guest=Person(name="Bo", email="bo@example.com")
    )

    filled = "30 minutes with Bo"
    assert booking.title == filled
    assert db.session.scalars(select(Event.title)).one() == filled
    payloads = {entry.name: entry.payload for entry in db.session.scalars(select(OutboxEntry))}
    assert payloads["guest_booked"]["values"]["title"] == filled
    assert payloads["guest_booked"]["ics"]["summary"] == filled
    assert payloads["booking.created"]["object"]["booking_info"]["title"] == filled


def test_a_booking_of_another_length_says_so_in_the_calendar(app: Flask) -> None:
    event_booking = {**document()["event_booking"], "title": "${duration} with ${invitee}"}
    page = make_configuration(
        event_booking=event_booking, availability=availability(duration_minutes=30, duration_options=[60])
    )
    booking = make_booking(page)

    bookings.reschedule(booking.id, move_to(booking.starts_at, minutes=60), now=NOW)

    assert db.session.scalars(select(Event.title)).one() == "1 hour with Priya Raman"
