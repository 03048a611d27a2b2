"""What a mail may offer is asked of the rules that judge it later."""

from dataclasses import replace

import pytest
from flask import Flask

from tests.builders import (
    HOUR,
    NOW,
    TOMORROW_AT_TEN,
    document,
    make_booking,
    make_configuration,
    make_page,
    make_pending_configuration,
)
from tests.pictures import picture
from tests.promises import claim
from tests.services.bookings.deeds import ORGANIZER_SAYS, cancelling, move_to
from webapp.lib.pictures import LOGO, encoded
from webapp.services import bookings
from webapp.services.bookings.commands import Person
from webapp.services.configurations import configurations, logos
from webapp.services.promises import announcements
from webapp.services.promises.announced import Announced


@pytest.fixture
def told(monkeypatch: pytest.MonkeyPatch) -> list[Announced]:
    """What is announced, instead of being promised."""
    changes: list[Announced] = []
    monkeypatch.setattr(announcements, "announce", lambda _session, announced: changes.append(announced))
    return changes


def may(change: Announced) -> tuple[bool, bool]:
    return change.may_move, change.may_cancel


def test_a_new_booking_can_be_moved_and_cancelled(app: Flask, told: list[Announced]) -> None:
    make_booking(make_configuration())

    assert may(told[-1]) == (True, True)


def test_neither_is_offered_once_the_notice_is_missed(app: Flask, told: list[Announced]) -> None:
    make_booking(make_page(min_cancellation_notice=60), now=TOMORROW_AT_TEN - HOUR + 1)

    assert may(told[-1]) == (False, False)


def test_a_cancelled_booking_can_neither_be_moved_nor_cancelled(app: Flask, told: list[Announced]) -> None:
    booking = make_booking(make_configuration())

    bookings.cancel(booking.id, cancelling(), now=NOW)

    assert may(told[-1]) == (False, False)


def test_a_booking_of_a_closed_page_can_only_be_cancelled(app: Flask, told: list[Announced]) -> None:
    page = make_pending_configuration()
    booking = make_booking(page)
    configurations.destroy(page, now=NOW)

    bookings.confirm(booking.id, ORGANIZER_SAYS, now=NOW)

    assert may(told[-1]) == (False, True)


def test_whoever_is_removed_is_announced(app: Flask, told: list[Announced]) -> None:
    booking = make_booking(
        make_configuration(), additional_guests=(Person(name="Tom", email="tom@a.example"),)
    )

    bookings.reschedule(booking.id, replace(move_to(TOMORROW_AT_TEN + HOUR), additional_guests=()), now=NOW)

    assert told[-1].difference.uninvited == ({"name": "Tom", "email": "tom@a.example"},)


def test_a_logo_is_announced_once_it_was_fetched(app: Flask, told: list[Announced]) -> None:
    scheduler = {**document()["scheduler"], "email_template": {"logo": "https://cdn.example.net/logo.png"}}
    page = make_configuration(scheduler=scheduler)
    make_booking(page)
    (entry,) = claim()
    logos.keep(entry.payload["logo_id"], encoded(picture(), kind=LOGO, field="logo"), now=NOW)

    make_booking(page, TOMORROW_AT_TEN + HOUR)

    assert [change.logo for change in told] == [None, logos.in_mails(page)]
