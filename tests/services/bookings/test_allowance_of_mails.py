"""How many mails guests may cause, and to how many strangers, on both databases."""

from collections.abc import Callable
from functools import partial
from typing import Any

from flask import Flask
from sqlalchemy import func, select

from tests.builders import (
    HOUR,
    MINUTE,
    NOW,
    PRIYA,
    make_booking,
    make_configuration,
    make_grant,
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
from webapp.extensions import db
from webapp.models import Configuration, OutboxEntry
from webapp.services import bookings
from webapp.services.bookings.commands import DecideBooking, Person


def pages_of_one_host(number: int) -> list[Configuration]:
    grant = make_grant()
    return [make_configuration(grant, slug=f"page-{at}") for at in range(number)]


def mails_to(email: str) -> int:
    query = select(func.count()).where(OutboxEntry.destination == email, OutboxEntry.kind == "mail")
    return db.session.scalar(query) or 0


def test_a_recipient_gets_so_many_mails_an_hour(app: Flask, set_limits: Set) -> None:
    set_limits(mails_per_recipient=2)
    page = make_configuration()
    other = make_configuration(page.grant, slug="other")
    make_booking(page, slot(0), source=HERE)
    make_booking(other, slot(1), source=THERE, additional_guests=(Person(name="P", email=PRIYA.upper()),))

    again = partial(make_booking, page, slot(2), source=KEY)

    assert refusal(partial(again, now=NOW + MINUTE)) == ("mails.too_many", HOUR - MINUTE)
    assert again(now=NOW + HOUR).status == "booked"


def test_what_was_refused_was_not_counted_and_nothing_of_it_is_left(app: Flask, set_limits: Set) -> None:
    set_limits(mails_per_recipient=1)
    page = make_configuration()
    make_booking(page, slot(0), source=HERE)

    refusal(partial(make_booking, page, slot(1), source=HERE, additional_guests=people("other")))

    assert (number_of_bookings(), mails_to("other@example.com")) == (1, 0)
    make_booking(page, slot(1), source=HERE, guest=person("other"))


def test_hosts_get_as_many_mails_as_they_have_bookings(app: Flask, set_limits: Set) -> None:
    set_limits(mails_per_recipient=1)
    page = make_configuration()

    for at in range(3):
        booking = make_booking(page, slot(at), source=HERE, guest=person(f"guest{at}"))

    assert mails_to(booking.organizer_email) == 3


def test_cancelling_counts_its_mails_and_always_works(app: Flask, set_limits: Set) -> None:
    set_limits(mails_per_recipient=3)
    page = make_configuration()
    for at in range(2):
        booking = make_booking(page, slot(at), source=HERE)
        bookings.cancel(booking.id, cancelling(), now=NOW)

    assert mails_to(PRIYA) == 4
    assert refusal(partial(make_booking, page, slot(2), source=HERE))[0] == "mails.too_many"


def test_a_visitor_names_so_many_new_addresses_an_hour(app: Flask, set_limits: Set) -> None:
    set_limits(addresses_per_visitor=3)
    page = make_configuration()
    make_booking(page, slot(0), source=HERE, guest=person("a"), additional_guests=people("b", "c"))

    again = partial(make_booking, page, slot(1), guest=person("a"), additional_guests=people("d"))

    assert refusal(partial(again, source=HERE)) == ("addresses.too_many", HOUR)
    assert again(source=THERE).status == "booked"


def test_an_address_that_was_named_within_the_hour_is_not_new(app: Flask, set_limits: Set) -> None:
    set_limits(addresses_per_visitor=2)
    page = make_configuration()

    for at in range(4):
        make_booking(page, slot(at), source=HERE, additional_guests=people("b"))

    assert number_of_bookings() == 4


def test_changing_a_booking_counts_those_it_did_not_name_before(app: Flask, set_limits: Set) -> None:
    set_limits(addresses_per_visitor=3)
    booking = make_booking(make_configuration(), slot(0), source=HERE, additional_guests=people("b"))
    change = partial(bookings.reschedule, booking.id)

    change(move_to(slot(1), source=HERE, additional_guests=people("b", "c")), now=NOW + 2 * HOUR)
    change(move_to(slot(2), source=HERE, additional_guests=people("d", "e")), now=NOW + 2 * HOUR)

    more = move_to(slot(3), source=HERE, additional_guests=people("f"))
    assert refusal(partial(change, more, now=NOW + 2 * HOUR)) == ("addresses.too_many", HOUR)


def test_the_guests_of_a_request_are_counted_before_they_are_written_to(app: Flask, set_limits: Set) -> None:
    set_limits(addresses_per_visitor=2)
    page = make_pending_configuration()

    wish = partial(make_booking, page, slot(0), source=HERE, additional_guests=people("b", "c"))

    assert refusal(wish)[0] == "addresses.too_many"


def test_a_key_names_more_addresses_than_a_visitor(app: Flask, set_limits: Set) -> None:
    set_limits(addresses_per_visitor=1, addresses_per_key=2)
    page = make_configuration()
    for at, name in enumerate("ab"):
        make_booking(page, slot(at), source=KEY, guest=person(name))

    again = partial(make_booking, page, slot(2), guest=person("c"))

    assert refusal(partial(again, source=KEY))[0] == "addresses.too_many"
    assert again(source="key:2").status == "booked"


def test_addresses_that_a_page_never_writes_to_are_not_counted(app: Flask, set_limits: Set) -> None:
    set_limits(addresses_per_visitor=1, mails_per_recipient=1)
    page = make_configuration(event_booking={"title": "Quiet", "timezone": "UTC", "disable_emails": True})

    for at in range(3):
        make_booking(page, slot(at), source=HERE, guest=person(f"guest{at}"))

    assert number_of_bookings() == 3


def test_the_organizers_yes_is_not_counted(app: Flask, set_limits: Set) -> None:
    set_limits(mails_per_recipient=1)
    booking = make_booking(make_pending_configuration(), slot(0), source=HERE)

    bookings.confirm(booking.id, DecideBooking(actor="organizer", door="page"), now=NOW)

    assert mails_to(PRIYA) == 2


def attempts_at(pages: list[Configuration], **changes: Any) -> list[Callable[[], object]]:
    return [partial(make_booking, page, slot(at), **changes) for at, page in enumerate(pages)]


def test_of_many_pages_that_write_to_one_person_at_once_no_more_do_than_may(
    app: Flask, set_limits: Set
) -> None:
    set_limits(mails_per_recipient=3)
    pages = pages_of_one_host(8)

    results = race(app, attempts_at(pages, source=HERE, additional_guests=people("b", "c")))

    assert refusals(results) == ["mails.too_many"] * 5
    assert mails_to(PRIYA) == mails_to("b@example.com") == 3


def test_of_many_new_addresses_named_at_once_no_more_are_written_to_than_may(
    app: Flask, set_limits: Set
) -> None:
    set_limits(addresses_per_visitor=3)
    pages = pages_of_one_host(8)
    attempts = [
        partial(make_booking, page, slot(at), source=HERE, guest=person(f"guest{at}"))
        for at, page in enumerate(pages)
    ]

    results = race(app, attempts)

    assert refusals(results) == ["addresses.too_many"] * 5
