"""A booking as Maya sees it in Stockholm: Priya, in Kolkata, asks for 10:00 UTC tomorrow."""

import pytest

from tests.builders import (
    DAY,
    HOUR,
    JONAS,
    MINUTE,
    NOW,
    TOMORROW_AT_TEN,
    make_booking,
    make_configuration,
    make_organizer,
    make_pending_configuration,
    participant,
    reread,
)
from webapp.blueprints.dashboard.presenters.bookings import (
    CALLED_OFF,
    CONFIRMED,
    DECLINED,
    Card,
    agenda,
    card,
    outcome,
)
from webapp.models import Booking, Grant, Organizer
from webapp.services import bookings
from webapp.services.bookings import hosts
from webapp.services.bookings.commands import CancelBooking, Person

OVER = TOMORROW_AT_TEN + 30 * MINUTE


def as_seen(booking: Booking, maya: Organizer, *, now: int = NOW) -> Card:
    return card(booking, maya, decider=hosts.decider(maya), now=now)


def actions(shown: Card) -> tuple[bool, bool, bool]:
    return shown.may_confirm, shown.may_decline, shown.may_cancel


def test_a_request_can_be_confirmed_or_declined(maya: Organizer, maya_grant: Grant) -> None:
    request = make_booking(make_pending_configuration(maya_grant))

    shown = as_seen(request, maya, now=NOW)

    assert (shown.kind, actions(shown)) == ("pending", (True, True, False))
    assert shown.note == "The time is held for Priya Raman until you answer."


def test_a_request_whose_time_has_passed_can_only_be_declined(maya: Organizer, maya_grant: Grant) -> None:
    request = make_booking(make_pending_configuration(maya_grant))

    shown = as_seen(request, maya, now=OVER)

    assert (shown.is_late, actions(shown)) == (True, (False, True, False))
    assert "can only be declined" in shown.note


def test_what_is_booked_can_be_cancelled_until_it_is_over(maya: Organizer, maya_grant: Grant) -> None:
    booked = make_booking(make_configuration(maya_grant))

    ahead, over = as_seen(booked, maya, now=OVER - 1), as_seen(booked, maya, now=OVER)

    assert (ahead.kind, actions(ahead)) == ("upcoming", (False, False, True))
    assert (over.kind, actions(over)) == ("past", (False, False, False))
    assert not over.is_late


def test_nothing_can_be_done_with_what_is_cancelled(maya: Organizer, maya_grant: Grant) -> None:
    booked = make_booking(make_configuration(maya_grant))
    bookings.cancel(booked.id, CancelBooking(reason="", actor="guest", door="page"), now=NOW)

    shown = as_seen(reread(booked), maya, now=NOW)

    assert (shown.kind, actions(shown), shown.note) == ("cancelled", (False, False, False), "")


@pytest.mark.parametrize(
    ("zone", "differs"), [("Asia/Kolkata", True), ("Europe/Stockholm", False), ("Europe/Paris", False)]
)
def test_the_guests_zone_is_shown_where_its_clock_shows_another_time(
    maya: Organizer, maya_grant: Grant, zone: str, differs: bool
) -> None:
    booked = make_booking(make_configuration(maya_grant), timezone=zone)

    assert as_seen(booked, maya, now=NOW).guest_zone == (zone if differs else None)


def test_an_agenda_has_a_day_for_each_date_of_the_organizers_zone(maya: Organizer, maya_grant: Grant) -> None:
    configuration = make_configuration(maya_grant)
    late = TOMORROW_AT_TEN + 13 * HOUR + 30 * MINUTE  # 00:30 of the day after in Stockholm
    three = [make_booking(configuration, at) for at in (TOMORROW_AT_TEN, TOMORROW_AT_TEN + HOUR, late)]

    days = agenda(three, maya, decider=hosts.decider(maya), now=NOW)

    assert [(day.begins_at, len(day.cards)) for day in days] == [(TOMORROW_AT_TEN, 2), (late, 1)]


def test_an_agenda_keeps_the_order_it_is_given(maya: Organizer, maya_grant: Grant) -> None:
    configuration = make_configuration(maya_grant)
    latest_first = [make_booking(configuration, TOMORROW_AT_TEN + days * DAY) for days in (2, 1, 0)]

    days = agenda(latest_first, maya, decider=hosts.decider(maya), now=NOW)

    assert [day.begins_at for day in days] == [booking.starts_at for booking in latest_first]


@pytest.mark.parametrize(
    ("done", "said"), [(CONFIRMED, "Confirmed."), (DECLINED, "Declined."), (CALLED_OFF, "Cancelled.")]
)
def test_an_outcome_says_what_was_done_and_that_the_guest_hears_of_it(
    maya_grant: Grant, done: str, said: str
) -> None:
    booking = reread(make_booking(make_configuration(maya_grant)))

    assert outcome(booking, done=done) == f"{said} Priya Raman will get an e-mail."


@pytest.mark.parametrize("done", [CONFIRMED, DECLINED, CALLED_OFF])
def test_where_no_mail_is_sent_the_organizer_is_to_tell_the_guest(maya_grant: Grant, done: str) -> None:
    silent = {"title": "Chat", "timezone": "UTC", "disable_emails": True}
    booking = reread(make_booking(make_configuration(maya_grant, event_booking=silent)))

    assert "please tell Priya Raman yourself." in outcome(booking, done=done)


def test_a_percent_sign_in_a_name_is_only_a_percent_sign(maya_grant: Grant) -> None:
    guest = Person(name="100%(guest)s", email="guest@example.com")
    booking = reread(make_booking(make_configuration(maya_grant), guest=guest))

    assert outcome(booking, done=CONFIRMED).startswith("Confirmed. 100%(guest)s will")


def test_who_takes_part_and_does_not_decide_is_told_who_does(maya: Organizer, maya_grant: Grant) -> None:
    jonas = make_organizer(JONAS, name="Jonas Weber")
    both = [participant(), participant(JONAS, organizer=False)]
    request = make_booking(make_pending_configuration(maya_grant, participants=both))

    shown = card(request, jonas, decider=hosts.decider(jonas), now=NOW)

    assert (shown.decided_by, actions(shown), shown.note) == ("Maya Lindqvist", (False, False, False), "")
    assert as_seen(request, maya).decided_by == ""
