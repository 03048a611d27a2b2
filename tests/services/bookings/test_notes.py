"""What an organizer notes about a booking."""

import pytest
from flask import Flask

from tests.builders import HOUR, NOW, TOMORROW_AT_TEN, make_booking, make_configuration, reread
from tests.services.bookings.deeds import ORGANIZER_SAYS, cancelling, promised
from webapp.errors import InvalidInput, NotAllowedNow
from webapp.services import bookings
from webapp.services.bookings import lists, notes

BEGUN = TOMORROW_AT_TEN + 60


def test_a_note_is_kept_and_told_to_nobody(app: Flask) -> None:
    booking = make_booking(make_configuration())
    before = promised()

    notes.write(booking.id, "Bring the contract\r\nand a pen")

    assert reread(booking).note == "Bring the contract\nand a pen"
    assert promised() == before


def test_an_empty_note_is_none_and_a_long_one_is_refused(app: Flask) -> None:
    booking = make_booking(make_configuration())
    notes.write(booking.id, "Something")

    notes.write(booking.id, " ")
    with pytest.raises(InvalidInput):
        notes.write(booking.id, "x" * (notes.NOTE_AT_MOST + 1))

    assert reread(booking).note is None


def test_a_guest_is_marked_and_unmarked_and_the_history_tells_both(app: Flask) -> None:
    booking = make_booking(make_configuration())

    for came in (False, False, True):
        notes.mark_no_show(booking.id, ORGANIZER_SAYS, came=came, now=BEGUN)

    kinds = [change.kind for change in lists.changes(booking)]
    assert kinds == ["booked", "no_show", "no_show_undone"]
    assert reread(booking).no_show_at is None


def test_nobody_is_missing_before_it_begins_or_where_nothing_takes_place(app: Flask) -> None:
    page = make_configuration()
    booking, cancelled = make_booking(page), make_booking(page, TOMORROW_AT_TEN + HOUR)
    bookings.cancel(cancelled.id, cancelling(), now=NOW)

    for each, now in ((booking, NOW), (cancelled, BEGUN + HOUR)):
        with pytest.raises(NotAllowedNow):
            notes.mark_no_show(each.id, ORGANIZER_SAYS, came=False, now=now)
