"""Each change of a booking is counted once, on the organizer's day; refusals are counted by their reason."""

import itertools
import random
from collections import Counter
from dataclasses import replace
from datetime import date, datetime
from zoneinfo import ZoneInfo

import pytest
from flask import Flask
from sqlalchemy import select

from tests.builders import DAY, HOUR, NOW, TOMORROW_AT_TEN, grant_of, make_booking, make_configuration
from tests.conftest import StoppedClock
from tests.racing import race
from webapp.errors import NotAllowedNow, OpenslotError, TimeslotUnavailable, TooMany
from webapp.extensions import db, transaction
from webapp.models import Booking, BookingChange, Configuration, Organizer
from webapp.scheduling import local_day
from webapp.services import bookings, housekeeping
from webapp.services.bookings import notes, tallies
from webapp.services.bookings.commands import DASHBOARD, GUEST, ORGANIZER, CancelBooking, DecideBooking
from webapp.services.bookings.tallies import Asked, Counted
from webapp.services.configurations import pausing


@pytest.fixture
def page(maya: Organizer) -> Configuration:
    return make_configuration(grant_of(maya))


def of_all_years(organizer_id: str) -> Asked:
    return Asked(organizer_id, since=0, until=40_000)


def counted(maya: Organizer) -> dict[str, int]:
    found = Counter[str]()
    for row in tallies.by_day(of_all_years(maya.id)):
        found[row.kind] += row.number
    return dict(found)


def test_a_booking_is_counted_with_how_long_before_its_start_it_was_made(
    maya: Organizer, page: Configuration
) -> None:
    make_booking(page, TOMORROW_AT_TEN)

    today = local_day(NOW, zone="Europe/Stockholm")
    assert sorted(tallies.by_day(of_all_years(maya.id)), key=lambda row: row.kind) == [
        Counted(today, "booked", 1, TOMORROW_AT_TEN - NOW),
        Counted(today, "lead_1", 1, 0),
    ]


def test_the_day_is_that_of_the_organizer(maya: Organizer, page: Configuration) -> None:
    zone = ZoneInfo(make_booking(page, TOMORROW_AT_TEN).organizer_timezone)
    midnight = datetime(2027, 1, 6, tzinfo=zone)
    for number, at in enumerate((-1, 0), start=1):
        make_booking(page, TOMORROW_AT_TEN + number * 2 * DAY, now=int(midnight.timestamp()) + at)

    days = [row.day for row in tallies.by_day(of_all_years(maya.id)) if row.kind == "booked"]

    epoch = date(1970, 1, 1)
    assert sorted(days)[1:] == [(date(2027, 1, day) - epoch).days for day in (5, 6)]


def test_who_did_not_come_is_taken_back_on_the_same_day(maya: Organizer, page: Configuration) -> None:
    booking = make_booking(page, NOW - HOUR, now=NOW - DAY)
    by = DecideBooking(actor=ORGANIZER, door=DASHBOARD)

    notes.mark_no_show(booking.id, by, came=False, now=NOW)
    assert counted(maya)["no_show"] == 1
    notes.mark_no_show(booking.id, by, came=True, now=NOW + 3 * DAY)

    assert counted(maya)["no_show"] == 0


@pytest.mark.parametrize(
    ("refusal", "reason"),
    [
        (TimeslotUnavailable(("busy",)), "taken"),
        (TimeslotUnavailable(("not_on_grid", "before_notice")), "notice"),
        (TimeslotUnavailable(("cap_reached",)), "limit"),
        (TooMany("limit.bookings"), "too_often"),
        (NotAllowedNow("page.paused"), "closed"),
    ],
)
def test_a_refusal_is_counted_by_its_reason(
    maya: Organizer, page: Configuration, refusal: OpenslotError, reason: str
) -> None:
    for _ in range(2):
        tallies.note_refusal(page, refusal, now=NOW)

    assert counted(maya) == {f"refused_{reason}": 2}


def test_a_guest_who_comes_too_late_is_counted_and_an_organizer_is_not(
    maya: Organizer, page: Configuration
) -> None:
    make_booking(page, TOMORROW_AT_TEN)

    for actor in (GUEST, ORGANIZER):
        with pytest.raises(TimeslotUnavailable):
            make_booking(page, TOMORROW_AT_TEN, actor=actor)

    assert counted(maya)["refused_taken"] == 1


def test_who_finds_a_paused_page_is_counted(maya: Organizer, page: Configuration) -> None:
    pausing.pause(page, now=NOW)

    with pytest.raises(OpenslotError):
        make_booking(page, TOMORROW_AT_TEN)

    assert counted(maya) == {"refused_closed": 1}


def test_of_many_at_once_each_is_counted(app: Flask, maya: Organizer, page: Configuration) -> None:
    page_id = page.id

    def refuse() -> None:
        with transaction() as session:
            found = session.get_one(Configuration, page_id)
            session.execute(tallies._add(found.id, 1, "cancelled", number=1, seconds=2))

    race(app, [refuse] * 10)

    assert tallies.by_day(of_all_years(maya.id)) == [Counted(1, "cancelled", 10, 20)]


def test_another_organizers_pages_are_not_counted(maya: Organizer, page: Configuration) -> None:
    make_booking(page, TOMORROW_AT_TEN)

    assert tallies.by_day(of_all_years("5f0c2a52-6f1c-4d4e-9d58-0b1c2f3a4d5e")) == []
    assert tallies.by_page(of_all_years(maya.id)) == {page.id: {"booked": 1, "lead_1": 1}}
    assert tallies.by_page(replace(of_all_years(maya.id), configuration_id="another")) == {}


def test_numbers_are_kept_for_two_years(maya: Organizer, page: Configuration) -> None:
    make_booking(page, TOMORROW_AT_TEN)

    for now, left in ((NOW + tallies.KEPT_DAYS * DAY, 2), (NOW + (tallies.KEPT_DAYS + 2) * DAY, 0)):
        with transaction() as session:
            housekeeping.forget_expired(session, now=now)
        assert len(tallies.by_day(of_all_years(maya.id))) == left


@pytest.mark.parametrize("seed", range(3))
def test_whatever_happens_the_counts_are_those_of_the_history(
    maya: Organizer, page: Configuration, clock: StoppedClock, seed: int
) -> None:
    """The history is an independent judge: it keeps each change by itself."""
    dice = random.Random(seed)
    starts = itertools.count(TOMORROW_AT_TEN + 7 * DAY, DAY)
    live: list[Booking] = []
    for _ in range(12):
        clock.advance(minutes=dice.randrange(1, 600))
        step = dice.choice(["book", "book", "cancel"])
        if step == "book" or not live:
            live.append(make_booking(page, next(starts), now=clock.now()))
        else:
            booking = live.pop(dice.randrange(len(live)))
            bookings.cancel(booking.id, CancelBooking(actor=GUEST, door="page", reason=""), now=clock.now())

    kinds = Counter(db.session.scalars(select(BookingChange.kind)))
    assert {kind: number for kind, number in counted(maya).items() if not kind.startswith("lead_")} == kinds
