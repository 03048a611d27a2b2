"""Who is told what, and who is not."""

from collections.abc import Callable
from dataclasses import replace
from typing import Any

import pytest
from flask import Flask
from sqlalchemy import func, select

from tests.builders import (
    DAY,
    MAYA,
    NOW,
    PRIYA,
    TOMORROW_AT_TEN,
    make_booking,
    make_configuration,
    make_page,
    make_pending_configuration,
    make_webhook,
    reread,
)
from tests.services.bookings.deeds import (
    ORGANIZER_SAYS,
    cancelling,
    everything_is_delivered,
    move_to,
    promised,
)
from webapp.extensions import db
from webapp.models import Booking, BookingChange, OutboxEntry
from webapp.models.reference import ORGANIZER_PLACE
from webapp.services import bookings
from webapp.services.bookings.commands import Person, RescheduleBooking

TOM = Person(name="Tom", email="tom@example.com")
ANA = Person(name="Ana", email="ana@example.com")
FIELDS = {"topic": {"label": "Topic", "type": "text"}}


def test_the_organizers_reference_is_in_the_organizers_mail_alone(app: Flask) -> None:
    make_booking(make_pending_configuration())

    mails = {entry.name: str(entry.payload) for entry in db.session.scalars(select(OutboxEntry))}
    assert ORGANIZER_PLACE in mails["organizer_requested"]
    assert ORGANIZER_PLACE not in mails["guest_requested"]


def test_silent_pages_send_no_mail(app: Flask) -> None:
    page = make_configuration(event_booking={"title": "Intro call", "disable_emails": True})

    make_booking(page)

    assert promised() == []


def sent(name: str) -> dict[str, Any]:
    """What the mail of this name says."""
    return db.session.scalars(select(OutboxEntry).where(OutboxEntry.name == name)).one().payload


@pytest.mark.parametrize(
    "end",
    [
        lambda booking_id: bookings.confirm(booking_id, ORGANIZER_SAYS, now=NOW),
        lambda booking_id: bookings.decline(booking_id, ORGANIZER_SAYS, now=NOW),
        lambda booking_id: bookings.cancel(booking_id, cancelling(), now=NOW),
    ],
    ids=["confirmed", "declined", "withdrawn by the guest"],
)
def test_nobody_is_asked_about_a_request_that_has_its_answer(
    app: Flask, end: Callable[[str], object]
) -> None:
    booking = make_booking(make_pending_configuration())

    end(booking.id)

    asking = select(OutboxEntry.withdrawn_at).where(OutboxEntry.name == "organizer_requested")
    assert list(db.session.scalars(asking)) == [NOW]


@pytest.mark.parametrize(("notice", "offered"), [(60, True), (100_000, False)])
def test_a_mail_offers_no_change_that_would_be_refused(app: Flask, notice: int, offered: bool) -> None:
    scheduler = {"min_booking_notice": 0, "min_cancellation_notice": notice}
    make_booking(make_configuration(scheduler=scheduler))

    links = sent("guest_booked")["links"]

    assert "booking_url" in links
    assert [name in links for name in ("rescheduling_url", "cancellation_url")] == [offered, offered]


def test_the_mail_of_a_request_offers_changes_whatever_the_notice(app: Flask) -> None:
    scheduler = {"min_booking_notice": 0, "min_cancellation_notice": 100_000}
    make_booking(make_pending_configuration(scheduler=scheduler))

    assert "cancellation_url" in sent("guest_requested")["links"]


def unmoved(**details: Any) -> RescheduleBooking:
    """The time that the booking has, with these details."""
    return replace(move_to(TOMORROW_AT_TEN), **details)


def test_who_names_the_time_and_the_details_that_a_booking_has_changes_nothing(app: Flask) -> None:
    make_webhook(trigger_types=["booking.rescheduled"])
    page = make_page(additional_fields=FIELDS)
    booking = make_booking(page, additional_guests=(TOM,), additional_fields={"topic": "Engines"})
    before = promised()
    same = unmoved(
        guest_name="Priya Raman",
        guest_email=PRIYA.upper(),
        participants=(MAYA,),
        additional_guests=(TOM,),
        additional_fields={"topic": "Engines"},
    )

    bookings.reschedule(booking.id, same, now=NOW + 60)

    assert promised() == before
    assert (reread(booking).sequence, reread(booking).updated_at) == (0, NOW)
    assert list(db.session.scalars(select(BookingChange.kind))) == ["booked"]


def test_zone_and_language_are_taken_over_in_silence(app: Flask) -> None:
    booking = make_booking(make_configuration())
    before = promised()

    bookings.reschedule(booking.id, unmoved(timezone="Asia/Tokyo", language="de"), now=NOW)

    assert promised() == before
    assert (reread(booking).guest_timezone, reread(booking).language) == ("Asia/Tokyo", "de")


def told_by(booking: Booking, command: RescheduleBooking) -> list[tuple[str, str]]:
    """(name, destination) of what a change promises, in alphabetical order."""
    everything_is_delivered()
    newest = db.session.scalar(select(func.max(OutboxEntry.id))) or 0
    bookings.reschedule(booking.id, command, now=NOW)
    columns = (OutboxEntry.name, OutboxEntry.destination)
    rows = db.session.execute(select(*columns).where(OutboxEntry.id > newest))
    return sorted((row.name, row.destination) for row in rows)


def test_an_answer_is_news_for_the_guest_and_the_hosts(app: Flask) -> None:
    make_webhook(trigger_types=["booking.rescheduled"])
    booking = make_booking(make_page(additional_fields=FIELDS), additional_guests=(TOM,))

    told = told_by(booking, unmoved(additional_fields={"topic": "Engines"}))

    assert told == [("guest_updated", PRIYA), ("organizer_updated", MAYA)]
    assert reread(booking).sequence == 1


def test_a_new_guest_is_invited_and_the_others_hear_of_them(app: Flask) -> None:
    booking = make_booking(make_configuration(), additional_guests=(TOM,))

    told = told_by(booking, unmoved(additional_guests=(TOM, ANA)))

    assert told == [
        ("additional_guest_invited", ANA.email),
        ("additional_guest_updated", TOM.email),
        ("guest_updated", PRIYA),
        ("organizer_updated", MAYA),
    ]


def test_a_new_guest_of_a_booking_that_is_moved_never_knew_the_old_time(app: Flask) -> None:
    booking = make_booking(make_configuration(), additional_guests=(TOM,))

    told = told_by(booking, replace(move_to(TOMORROW_AT_TEN + DAY), additional_guests=(TOM, ANA)))

    assert told[:2] == [("additional_guest_invited", ANA.email), ("additional_guest_rescheduled", TOM.email)]


def test_another_name_of_the_guest_is_news_for_everybody(app: Flask) -> None:
    booking = make_booking(make_configuration())

    told = told_by(booking, unmoved(guest_name="Priya R."))

    assert told == [("guest_updated", PRIYA), ("organizer_updated", MAYA)]
    assert reread(booking).guest_name == "Priya R."


def test_the_organizer_of_a_request_is_asked_again_about_its_details(app: Flask) -> None:
    booking = make_booking(make_pending_configuration())

    told = told_by(booking, unmoved(guest_name="Priya R."))

    assert told == [("guest_updated", PRIYA), ("organizer_updated", MAYA)]
