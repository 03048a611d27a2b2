"""Moving a booking to another slot."""

from dataclasses import replace
from typing import Any

import pytest
from flask import Flask
from sqlalchemy import select

from tests.builders import (
    HOUR,
    MAYA,
    MINUTE,
    NOW,
    PRIYA,
    TOMORROW_AT_TEN,
    make_booking,
    make_configuration,
    reread,
)
from tests.services.bookings.deeds import (
    before_answers_are_compared,
    everything_is_delivered,
    is_writing,
    move_to,
    promised,
    spans,
)
from webapp.errors import InvalidInput, TimeslotUnavailable
from webapp.extensions import db
from webapp.models import Event, OutboxEntry
from webapp.services import bookings
from webapp.services.bookings.commands import Person, RescheduleBooking
from webapp.services.configurations import configurations


def move_and_invite(*additional_guests: Person) -> RescheduleBooking:
    """An hour later, with these additional guests."""
    return replace(move_to(TOMORROW_AT_TEN + HOUR), additional_guests=additional_guests)


def mails_to(address: str) -> list[str]:
    """The names of the mails promised to somebody, oldest first."""
    names = select(OutboxEntry.name).where(OutboxEntry.destination == address)
    return list(db.session.scalars(names.order_by(OutboxEntry.id)))


def test_rescheduling_moves_the_booking_and_keeps_its_id_and_status(app: Flask) -> None:
    booking = make_booking(make_configuration())
    later = TOMORROW_AT_TEN + 2 * HOUR

    moved = bookings.reschedule(booking.id, move_to(later), now=NOW)

    assert (moved.id, moved.status, moved.starts_at, moved.sequence) == (booking.id, "booked", later, 1)
    assert spans() == [(later, later + 30 * MINUTE, True)]
    assert db.session.scalars(select(Event.starts_at)).one() == later


def test_rescheduling_onto_its_own_time_is_free(app: Flask) -> None:
    booking = make_booking(make_configuration(availability={"duration_minutes": 30, "interval_minutes": 15}))

    moved = bookings.reschedule(booking.id, move_to(TOMORROW_AT_TEN + 15 * MINUTE), now=NOW)

    assert moved.starts_at == TOMORROW_AT_TEN + 15 * MINUTE


def test_rescheduling_onto_another_booking_is_refused_and_changes_nothing(app: Flask) -> None:
    page = make_configuration()
    booking = make_booking(page)
    make_booking(page, TOMORROW_AT_TEN + HOUR)

    with pytest.raises(TimeslotUnavailable):
        bookings.reschedule(booking.id, move_to(TOMORROW_AT_TEN + HOUR), now=NOW)

    assert reread(booking).starts_at == TOMORROW_AT_TEN


def test_an_additional_guest_who_is_removed_is_notified(app: Flask) -> None:
    friend = Person(name="Tom", email="tom@example.com")
    booking = make_booking(make_configuration(), additional_guests=(friend,))
    everything_is_delivered()

    bookings.reschedule(booking.id, move_and_invite(), now=NOW)

    assert mails_to("tom@example.com") == ["additional_guest_invited", "additional_guest_uninvited"]


def test_nobody_who_still_attends_is_sent_away(app: Flask) -> None:
    guest_and_host = (Person(name="", email="PRIYA@example.com"), Person(name="", email=MAYA.title()))
    booking = make_booking(make_configuration(), additional_guests=guest_and_host)
    everything_is_delivered()

    bookings.reschedule(booking.id, move_and_invite(), now=NOW)

    assert mails_to(PRIYA) == ["guest_booked", "guest_rescheduled"]
    assert mails_to(MAYA) == ["organizer_booked", "organizer_rescheduled"]


def test_another_spelling_of_an_address_is_the_same_guest(app: Flask) -> None:
    booking = make_booking(
        make_configuration(), additional_guests=(Person(name="Tom", email="tom@bücher.example"),)
    )
    everything_is_delivered()

    bookings.reschedule(
        booking.id, move_and_invite(Person(name="Tom", email="TOM@xn--bcher-kva.example")), now=NOW
    )

    assert "additional_guest_uninvited" not in promised()


def answering(starts_at: int, **answers: str) -> RescheduleBooking:
    """A move that answers the page's questions, too."""
    return RescheduleBooking(
        starts_at=starts_at,
        ends_at=starts_at + 30 * MINUTE,
        actor="guest",
        door="page",
        additional_fields=answers,
    )


def asking(**questions: dict[str, Any]) -> dict[str, Any]:
    return {"scheduler": {"min_booking_notice": 0, "additional_fields": questions}}


TOPIC: dict[str, Any] = {"label": "Topic", "type": "text"}
COMPANY: dict[str, Any] = {"label": "Company", "type": "text", "required": True}


def test_answers_are_compared_before_anything_is_locked(app: Flask, monkeypatch: pytest.MonkeyPatch) -> None:
    booking = make_booking(make_configuration(**asking(topic=TOPIC)))
    writing: list[bool] = []
    before_answers_are_compared(monkeypatch, lambda: writing.append(is_writing()))

    moved = bookings.reschedule(booking.id, answering(TOMORROW_AT_TEN + HOUR, topic="Engines"), now=NOW)

    assert (moved.additional_fields, writing) == ({"topic": "Engines"}, [False])


def test_answers_are_compared_again_when_the_page_changed_meanwhile(
    app: Flask, monkeypatch: pytest.MonkeyPatch
) -> None:
    page = make_configuration(**asking(topic=TOPIC))
    booking = make_booking(page)
    before_answers_are_compared(
        monkeypatch, lambda: configurations.update(page, asking(company=COMPANY), now=NOW)
    )

    with pytest.raises(InvalidInput) as refused:
        bookings.reschedule(booking.id, answering(TOMORROW_AT_TEN + HOUR, topic="Engines"), now=NOW)

    assert refused.value.code == "answer.missing"


def test_answers_of_two_moves_at_once_are_both_kept(app: Flask, monkeypatch: pytest.MonkeyPatch) -> None:
    booking = make_booking(make_configuration(**asking(topic=TOPIC, company={**COMPANY, "required": False})))
    other = answering(TOMORROW_AT_TEN + HOUR, company="Acme")
    before_answers_are_compared(monkeypatch, lambda: bookings.reschedule(booking.id, other, now=NOW))

    moved = bookings.reschedule(booking.id, answering(TOMORROW_AT_TEN + 2 * HOUR, topic="Engines"), now=NOW)

    assert moved.additional_fields == {"topic": "Engines", "company": "Acme"}


@pytest.mark.parametrize(
    ("change", "field"),
    [
        ({"guest_email": "someone@example.com"}, "guest.email"),
        ({"participants": (MAYA, "jonas@example.com")}, "participants[1].email"),
    ],
)
def test_what_belongs_to_a_booking_for_good_is_refused_by_its_name(
    app: Flask, change: dict[str, Any], field: str
) -> None:
    booking = make_booking(make_configuration())

    with pytest.raises(InvalidInput) as refused:
        bookings.reschedule(booking.id, replace(move_to(TOMORROW_AT_TEN + HOUR), **change), now=NOW)

    assert refused.value.field == field
    assert reread(booking).starts_at == TOMORROW_AT_TEN


def test_the_events_have_the_people_that_the_booking_has_now(app: Flask) -> None:
    booking = make_booking(
        make_configuration(), additional_guests=(Person(name="Tom", email="tom@example.com"),)
    )

    bookings.reschedule(booking.id, replace(move_and_invite(), guest_name="Priya R."), now=NOW)

    people = db.session.scalars(select(Event.participants)).one()
    assert [(person["name"], person["email"]) for person in people] == [
        ("Priya R.", PRIYA),
        ("Maya Lindqvist", MAYA),
    ]
