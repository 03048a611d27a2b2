"""What each reader of a mail may know."""

from dataclasses import replace
from typing import Any

from flask import Flask
from sqlalchemy import select, update

from tests.builders import (
    DAY,
    HOUR,
    JONAS,
    MAYA,
    MINUTE,
    NOW,
    PRIYA,
    TOMORROW_AT_TEN,
    document,
    grant_of,
    make_booking,
    make_configuration,
    make_organizer,
    make_page,
    make_pending_configuration,
    participant,
)
from tests.services.bookings.deeds import ORGANIZER_SAYS, cancelling, everything_is_delivered, move_to
from webapp.delivery.rendering import render
from webapp.extensions import db, transaction
from webapp.models import Organizer, OutboxEntry
from webapp.services import bookings
from webapp.services.bookings.commands import Person
from webapp.services.configurations import configurations

TOM = Person(name="Tom", email="tom@example.com")
ANA = Person(name="Ana", email="ana@example.com")
FIELDS = {"company": {"label": "Company", "type": "text", "required": False}}


def last_to(address: str) -> dict[str, Any]:
    """The payload of the newest mail to somebody."""
    newest = select(OutboxEntry.payload).where(OutboxEntry.destination == address)
    payload: dict[str, Any] | None = db.session.scalar(newest.order_by(OutboxEntry.id.desc()))
    assert payload is not None
    return payload


def test_answers_are_for_the_hosts_and_the_guest_who_gave_them(app: Flask) -> None:
    page = make_page(additional_fields=FIELDS)

    make_booking(page, additional_fields={"company": "Navy"}, additional_guests=(TOM,))

    answers = [{"label": "Company", "value": "Navy"}]
    assert [last_to(email)["values"]["fields"] for email in (MAYA, PRIYA, TOM.email)] == [
        answers,
        answers,
        [],
    ]


def test_an_additional_guest_has_no_link_and_no_policy(app: Flask) -> None:
    make_booking(make_page(cancellation_policy="Call a day before."), additional_guests=(TOM,))

    mail = last_to(TOM.email)
    assert (mail["links"], mail["values"]["cancellation_policy"]) == ({}, None)
    assert last_to(PRIYA)["values"]["cancellation_policy"] == "Call a day before."


def test_an_additional_guest_reads_of_the_others(app: Flask) -> None:
    make_booking(make_configuration(), additional_guests=(TOM, ANA))

    assert last_to(TOM.email)["values"]["additional_guests"] == [{"name": "Ana", "email": ANA.email}]


def test_a_guest_who_is_removed_hears_of_nobody_else_and_of_the_time_they_know(app: Flask) -> None:
    booking = make_booking(make_configuration(), additional_guests=(TOM, ANA))
    everything_is_delivered()
    command = replace(move_to(TOMORROW_AT_TEN + HOUR), additional_guests=(ANA,))

    bookings.reschedule(booking.id, command, now=NOW)

    mail = last_to(TOM.email)
    times = {"starts_at": TOMORROW_AT_TEN, "ends_at": TOMORROW_AT_TEN + 30 * MINUTE}
    expected = {"method": "CANCEL", "status": None, "sequence": 1, "uid": booking.ical_uid, **times}
    assert {key: mail["ics"][key] for key in expected} == expected
    assert [attendee["email"] for attendee in mail["ics"]["attendees"]] == [TOM.email]
    assert {key: mail["values"][key] for key in times} == times
    assert mail["values"]["additional_guests"] == []


def test_a_mail_offers_what_can_still_be_done(app: Flask) -> None:
    make_booking(make_page())

    links = last_to(PRIYA)["links"]
    assert set(links) == {"booking_url", "rescheduling_url", "cancellation_url"}


def test_a_mail_offers_nothing_that_would_be_refused(app: Flask) -> None:
    make_booking(make_page(min_cancellation_notice=7 * DAY // 60))

    assert set(last_to(PRIYA)["links"]) == {"booking_url"}


def test_a_closed_page_offers_no_other_time(app: Flask) -> None:
    page = make_configuration()
    booking = make_booking(page)
    configurations.destroy(page, now=NOW)

    bookings.cancel(booking.id, cancelling(), now=NOW)

    assert last_to(PRIYA)["links"] == {}


def test_a_guest_whose_booking_has_ended_finds_the_page_in_their_zone(app: Flask) -> None:
    page = make_pending_configuration()
    booking = make_booking(page)

    bookings.decline(booking.id, ORGANIZER_SAYS, now=NOW)

    assert last_to(PRIYA)["links"]["page_url"].endswith(f"/{page.id}?timezone=Asia/Kolkata")


def test_a_page_that_needs_a_session_is_not_offered(app: Flask) -> None:
    page = make_configuration(requires_session_auth=True)
    booking = make_booking(page)

    bookings.cancel(booking.id, cancelling(), now=NOW)

    assert last_to(PRIYA)["links"] == {}


def test_the_dashboard_is_for_hosts_who_have_a_calendar_in_it(app: Flask) -> None:
    only_written_to = {"availability": None, "booking": None}
    page = make_configuration(
        participants=[participant(), participant(JONAS, name="Jonas", organizer=False, **only_written_to)]
    )

    booking = make_booking(page)

    assert last_to(MAYA)["links"]["dashboard_url"].endswith(f"/dashboard/bookings/{booking.id}")
    assert last_to(JONAS)["links"] == {}


def test_hidden_participants_are_no_attendees(app: Flask) -> None:
    make_booking(make_configuration(event_booking={**document()["event_booking"], "hide_participants": True}))

    assert [attendee["email"] for attendee in last_to(PRIYA)["ics"]["attendees"]] == [PRIYA]


def test_a_host_reads_in_the_zone_and_by_the_clock_of_their_profile(app: Flask) -> None:
    maya = make_organizer(timezone="Europe/Stockholm")
    with transaction() as session:
        values = {"hour_cycle": "24", "language": "sv"}
        session.execute(update(Organizer).where(Organizer.id == maya.id).values(values))

    make_booking(make_configuration(grant_of(maya)))

    mail = last_to(MAYA)
    assert (mail["timezone"], mail["language"]) == ("Europe/Stockholm", "sv-u-hc-h23")
    assert "11:00" in render("organizer_booked", mail).text


def test_the_language_of_a_page_counts_for_its_hosts(app: Flask) -> None:
    maya = make_organizer()
    template = {"email_template": {"organizer_locale": "de"}}

    make_booking(make_configuration(grant_of(maya), scheduler={**document()["scheduler"], **template}))

    assert last_to(MAYA)["language"] == "de"


def test_a_host_without_an_account_reads_in_the_zone_of_the_page(app: Flask) -> None:
    make_booking(make_page())

    assert (last_to(MAYA)["timezone"], last_to(MAYA)["language"]) == ("UTC", "en")
