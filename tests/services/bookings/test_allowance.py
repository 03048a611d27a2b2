"""How many bookings and changes guests may make, on both databases, whoever asks and however they spell it."""

from functools import partial

import pytest
from flask import Flask

from config import Limits
from tests.builders import (
    DAY,
    NOW,
    PRIYA,
    make_booking,
    make_configuration,
    make_pending_configuration,
)
from tests.racing import race, refusals
from tests.services.bookings.allowances import (
    HERE,
    KEY,
    THERE,
    Set,
    number_of_bookings,
    people,
    person,
    refusal,
    slot,
)
from tests.services.bookings.deeds import cancelling, move_to
from webapp.services import bookings
from webapp.services.bookings.allowance import guest_digest, visitor_digest
from webapp.services.bookings.commands import Person


def test_a_guest_has_so_many_live_bookings_on_a_page(app: Flask, set_limits: Set) -> None:
    set_limits(bookings_per_address=2)
    page = make_configuration()
    for at in (1, 0):
        make_booking(page, slot(at), source=HERE)

    again = partial(make_booking, page, slot(2), source=THERE)

    assert refusal(again) == ("bookings.too_many_of_address", slot(1) - NOW)
    assert number_of_bookings() == 2


def test_a_guest_is_known_by_every_spelling_of_the_address(app: Flask, set_limits: Set) -> None:
    set_limits(bookings_per_address=1)
    page = make_configuration()
    make_booking(page, slot(0), source=HERE, guest=Person(name="P", email="priya@xn--mnchen-3ya.example"))

    other = Person(name="Q", email="PRIYA@MÜNCHEN.example")

    code, _ = refusal(partial(make_booking, page, slot(1), source=THERE, guest=other))
    assert code == "bookings.too_many_of_address"


def test_what_is_cancelled_or_over_or_on_another_page_is_not_counted(app: Flask, set_limits: Set) -> None:
    set_limits(bookings_per_address=1, bookings_per_visitor=1)
    page = make_configuration()
    cancelled = make_booking(page, slot(0), source=HERE)
    bookings.cancel(cancelled.id, cancelling(), now=NOW)
    make_booking(page, slot(1), source=HERE)

    make_booking(make_configuration(page.grant, slug="other"), slot(3), source=HERE)
    make_booking(page, slot(2) + DAY, now=slot(2), source=HERE)

    assert number_of_bookings() == 4


def test_a_request_that_nobody_answered_counts_as_live(app: Flask, set_limits: Set) -> None:
    set_limits(bookings_per_address=1)
    page = make_pending_configuration()
    make_booking(page, slot(0), source=HERE)

    assert refusal(partial(make_booking, page, slot(1), source=HERE))[0] == "bookings.too_many_of_address"


def test_a_visitor_has_so_many_live_bookings_on_a_page_whoever_they_are_for(
    app: Flask, set_limits: Set
) -> None:
    set_limits(bookings_per_visitor=2)
    page = make_configuration()
    for at in (0, 1):
        make_booking(page, slot(at), source=HERE, guest=person(f"guest{at}"))

    again = partial(make_booking, page, slot(2), guest=person("guest2"))

    assert refusal(partial(again, source=HERE))[0] == "bookings.too_many_of_visitor"
    assert again(source=THERE).status == "booked"


def test_a_program_books_for_as_many_people_as_it_likes(app: Flask, set_limits: Set) -> None:
    set_limits(bookings_per_visitor=1)
    page = make_configuration()

    for at in range(3):
        make_booking(page, slot(at), source=KEY, guest=person(f"guest{at}"))

    assert number_of_bookings() == 3


def test_a_booking_is_changed_so_often(app: Flask, set_limits: Set) -> None:
    set_limits(changes_per_booking=2)
    booking = make_booking(make_configuration(), slot(0), source=HERE)
    details = move_to(slot(1), source=HERE, additional_guests=people("b"))
    for change in (move_to(slot(1), source=HERE), details, details):  # the third changes nothing
        bookings.reschedule(booking.id, change, now=NOW)

    again = partial(bookings.reschedule, booking.id, now=NOW + DAY // 2)

    assert refusal(partial(again, move_to(slot(3), source=THERE))) == ("booking.changed_too_often", None)
    bookings.cancel(booking.id, cancelling(), now=NOW)


def test_an_organizer_is_not_counted(app: Flask, set_limits: Set) -> None:
    set_limits(**dict.fromkeys(Limits.__dataclass_fields__, 1))
    page = make_configuration()
    for at in range(3):
        booking = make_booking(page, slot(at), source=None, additional_guests=people("b", "c"))
        bookings.cancel(booking.id, cancelling(actor="organizer"), now=NOW)

    make_booking(page, slot(4), source=HERE, guest=person("b"))


def test_nothing_is_counted_where_limits_are_switched_off(
    app: Flask, set_limits: Set, monkeypatch: pytest.MonkeyPatch
) -> None:
    set_limits(**dict.fromkeys(Limits.__dataclass_fields__, 1))
    monkeypatch.setitem(app.config, "RATELIMIT_ENABLED", False)
    page = make_configuration()

    for at in range(3):
        booking = make_booking(page, slot(at), source=HERE, additional_guests=people("b", "c"))
    for at in (4, 5):
        bookings.reschedule(booking.id, move_to(slot(at), source=HERE), now=NOW)

    assert number_of_bookings() == 3


def test_of_many_that_book_at_once_for_one_guest_no_more_pass_than_may(app: Flask, set_limits: Set) -> None:
    set_limits(bookings_per_address=3)
    page = make_configuration()

    results = race(app, [partial(make_booking, page, slot(at), source=HERE) for at in range(8)])

    assert refusals(results) == ["bookings.too_many_of_address"] * 5


def test_of_many_changes_at_once_no_more_pass_than_may(app: Flask, set_limits: Set) -> None:
    set_limits(changes_per_booking=3)
    booking = make_booking(make_configuration(), slot(0), source=HERE)
    changes = [move_to(slot(at), source=HERE) for at in range(1, 9)]

    results = race(app, [partial(bookings.reschedule, booking.id, change, now=NOW) for change in changes])

    assert refusals(results) == ["booking.changed_too_often"] * 5


def test_no_digest_shows_an_address_or_a_network(app: Flask) -> None:
    digests = [guest_digest(PRIYA), visitor_digest(HERE)]

    assert all(digest is not None and len(digest) == 64 for digest in digests)
    assert (visitor_digest(None), visitor_digest(KEY)) == (None, None)
    assert visitor_digest(HERE) != visitor_digest(THERE)
