"""Booking a slot: the row, its marks and its promises are written together or not at all."""

from concurrent.futures import ThreadPoolExecutor

import pytest
from flask import Flask
from sqlalchemy import select
from sqlalchemy.exc import IntegrityError

from tests.builders import (
    MINUTE,
    NOW,
    PRIYA,
    TOMORROW_AT_TEN,
    book_slot,
    make_booking,
    make_configuration,
    make_pending_configuration,
)
from tests.services.bookings.deeds import (
    before_answers_are_compared,
    count,
    is_writing,
    promised,
    spans,
)
from webapp.errors import InvalidInput, NotFound, TimeslotUnavailable
from webapp.extensions import db, transaction
from webapp.lib import signature
from webapp.models import Booking, BookingChange, BusySpan, Event, OutboxEntry
from webapp.services import bookings
from webapp.services.configurations import configurations


def test_an_instant_booking_is_booked_at_once(app: Flask) -> None:
    booking = make_booking(make_configuration())

    assert (booking.status, booking.title) == ("booked", "Intro call")
    assert spans() == [(TOMORROW_AT_TEN, TOMORROW_AT_TEN + 30 * MINUTE, True)]


def test_a_booking_promises_mails_to_guest_and_organizer(app: Flask) -> None:
    make_booking(make_configuration())

    assert promised() == ["guest_booked", "organizer_booked"]


def test_a_pending_booking_holds_the_slot_with_a_placeholder(app: Flask) -> None:
    booking = make_booking(make_pending_configuration())

    event = db.session.scalars(select(Event)).one()
    assert (booking.status, event.title, event.pending) == ("pending", "[PENDING] Consultation", True)
    assert spans() == [(TOMORROW_AT_TEN, TOMORROW_AT_TEN + 30 * MINUTE, True)]
    assert promised() == ["guest_requested", "organizer_requested"]


def test_a_refused_booking_leaves_nothing_behind(app: Flask) -> None:
    page = make_configuration()

    with pytest.raises(TimeslotUnavailable):
        make_booking(page, TOMORROW_AT_TEN + 7 * MINUTE)

    assert [count(model) for model in (Booking, BookingChange, Event, BusySpan, OutboxEntry)] == [0] * 5


def test_the_guests_own_time_zone_is_stored(app: Flask) -> None:
    booking = make_booking(make_configuration())

    guest_mail = db.session.scalars(select(OutboxEntry).where(OutboxEntry.destination == PRIYA)).one()
    assert booking.guest_timezone == guest_mail.payload["timezone"] == "Asia/Kolkata"


def test_book_slot_counts_the_questions_of_the_page(app: Flask) -> None:
    question = {"label": "Company", "type": "text", "required": True}
    page = make_configuration(scheduler={"min_booking_notice": 0, "additional_fields": {"company": question}})

    with pytest.raises(InvalidInput) as refused:
        bookings.book(page, book_slot(), now=NOW)

    assert (refused.value.field, refused.value.code) == ("additional_fields.company", "answer.missing")
    assert refused.value.values == {"label": "Company"}


def test_a_form_that_is_sent_again_books_and_announces_nothing(app: Flask) -> None:
    configuration = make_configuration()
    token = signature.new_token()
    first = make_booking(configuration, form_token=token)

    again = make_booking(configuration, TOMORROW_AT_TEN + 30 * MINUTE, form_token=token)

    assert again.id == first.id
    assert count(Booking) == 1
    assert promised() == ["guest_booked", "organizer_booked"]


def test_a_form_sent_twice_at_once_makes_one_booking(app: Flask) -> None:
    configuration = make_configuration()
    token = signature.new_token()

    def send() -> str:
        with app.app_context():
            return make_booking(configuration, form_token=token).id

    with ThreadPoolExecutor(2) as pool:
        made = {sent.result() for sent in [pool.submit(send) for _ in range(2)]}

    db.session.close()
    assert len(made) == 1
    assert count(Booking) == 1


def test_the_database_refuses_a_second_booking_of_a_form(app: Flask) -> None:
    configuration = make_configuration()
    token = signature.new_token()
    make_booking(configuration, form_token=token)
    other = make_booking(configuration, TOMORROW_AT_TEN + 30 * MINUTE)

    with pytest.raises(IntegrityError), transaction() as session:
        session.get_one(Booking, other.id).form_digest = signature.digest(token)


def test_answers_are_compared_before_anything_is_locked(app: Flask, monkeypatch: pytest.MonkeyPatch) -> None:
    writing: list[bool] = []
    before_answers_are_compared(monkeypatch, lambda: writing.append(is_writing()))

    make_booking(make_configuration())

    assert writing == [False]


def test_answers_are_compared_again_when_the_page_changed_meanwhile(
    app: Flask, monkeypatch: pytest.MonkeyPatch
) -> None:
    page = make_configuration()
    question = {"label": "Company", "type": "text", "required": True}
    asking = {"scheduler": {"min_booking_notice": 0, "additional_fields": {"company": question}}}
    before_answers_are_compared(monkeypatch, lambda: configurations.update(page, asking, now=NOW))

    with pytest.raises(InvalidInput) as refused:
        bookings.book(page, book_slot(), now=NOW)

    assert refused.value.code == "answer.missing"


def test_a_page_that_is_gone_is_not_found(app: Flask) -> None:
    page = make_configuration()
    configurations.destroy(page, now=NOW)

    with pytest.raises(NotFound):
        bookings.book(page, book_slot(), now=NOW)
