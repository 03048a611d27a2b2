import pytest
from flask import Flask

from tests.builders import (
    DAY,
    HOUR,
    JONAS,
    NOW,
    TOMORROW_AT_TEN,
    make_booking,
    make_configuration,
    make_organizer,
    make_pending_configuration,
    participant,
    primary_calendar,
)
from webapp.errors import InvalidInput, NotFound
from webapp.extensions import transaction
from webapp.models import Booking, BusySpan, Grant, Organizer
from webapp.services import bookings
from webapp.services.bookings import lists
from webapp.services.bookings.commands import CancelBooking, Person
from webapp.services.bookings.lists import Neighbour
from webapp.services.calendars import events, grants


@pytest.fixture
def maya(app: Flask) -> Organizer:
    return make_organizer()


@pytest.fixture
def grant(maya: Organizer) -> Grant:
    return grants.find(maya.application_id, maya.email)


def ids(page: lists.BookingPage) -> list[str]:
    return [booking.id for booking in page.bookings]


def busy(grant: Grant, title: str, starts_at: int, *, hours: int = 1) -> None:
    when = {"object": "timespan", "start_time": starts_at, "end_time": starts_at + hours * HOUR}
    events.create(primary_calendar(grant), {"title": title, "when": when}, now=NOW)


def titles(maya: Organizer, booking: Booking, *, now: int = NOW) -> list[str]:
    return [one.title for one in lists.neighbours(maya, [booking], now=now)[booking.id]]


def test_what_comes_is_listed_soonest_first_and_what_was_latest_first(maya: Organizer, grant: Grant) -> None:
    configuration = make_configuration(grant)
    late, early = (make_booking(configuration, TOMORROW_AT_TEN + hours * HOUR) for hours in (2, 0))

    upcoming = lists.page(maya, kind="upcoming", now=NOW)
    past = lists.page(maya, kind="past", now=NOW + 10 * DAY)

    assert ids(upcoming) == [early.id, late.id]
    assert ids(past) == [late.id, early.id]


def test_a_booking_is_upcoming_until_it_ends(maya: Organizer, grant: Grant) -> None:
    booking = make_booking(make_configuration(grant))

    assert ids(lists.page(maya, kind="upcoming", now=booking.ends_at - 1)) == [booking.id]
    assert ids(lists.page(maya, kind="past", now=booking.ends_at)) == [booking.id]


def test_every_list_can_be_walked_page_by_page_without_loss_or_repetition(
    maya: Organizer, grant: Grant
) -> None:
    configuration = make_configuration(grant)
    for number in range(5):
        booking = make_booking(configuration, TOMORROW_AT_TEN + number * HOUR)
        bookings.cancel(booking.id, CancelBooking(reason="", actor="organizer", door="dashboard"), now=NOW)

    walked, cursor = [], None
    while True:
        page = lists.page(maya, kind="cancelled", now=NOW, limit=2, cursor=cursor)
        walked.append(ids(page))
        cursor = page.next_cursor
        if cursor is None:
            break

    assert [len(one) for one in walked] == [2, 2, 1]
    assert len({one for page_ids in walked for one in page_ids}) == 5


@pytest.mark.parametrize("search", ["östen", "ÖSTEN", "Östen", "ahlö", "östen ahlö"])
def test_a_guest_is_found_whatever_the_case_of_the_letters(
    maya: Organizer, grant: Grant, search: str
) -> None:
    guest = Person(name="Östen Ahlöf", email="guest@example.com")
    booking = make_booking(make_configuration(grant), guest=guest)

    assert ids(lists.page(maya, kind="upcoming", now=NOW, search=search)) == [booking.id]


def test_a_cursor_of_nobody_is_refused(maya: Organizer) -> None:
    with pytest.raises(InvalidInput):
        lists.page(maya, kind="upcoming", now=NOW, cursor="made-up")


def test_the_counts_tell_how_many_there_are_of_each_kind(maya: Organizer, grant: Grant) -> None:
    make_booking(make_configuration(grant))
    make_booking(make_pending_configuration(grant), TOMORROW_AT_TEN + HOUR)

    assert lists.counts(maya, now=NOW) == {"pending": 1, "upcoming": 1, "past": 0, "cancelled": 0}


def test_what_belongs_to_a_grant_of_no_organizer_is_on_nobodys_dashboard(app: Flask, maya: Organizer) -> None:
    grant = grants.create_virtual(maya.application_id, JONAS, now=NOW)
    booking = make_booking(make_configuration(grant, participants=[participant(JONAS, name="Jonas Weber")]))

    assert ids(lists.page(maya, kind="upcoming", now=NOW)) == []
    with pytest.raises(NotFound):
        lists.one(maya, booking.id)


def test_neighbours_are_the_events_within_four_hours_in_order_of_time(maya: Organizer, grant: Grant) -> None:
    booking = make_booking(make_pending_configuration(grant))
    busy(grant, "Dinner", booking.ends_at + 4 * HOUR)
    busy(grant, "Lunch", booking.ends_at + HOUR)
    busy(grant, "Breakfast", booking.starts_at - 2 * HOUR)
    busy(grant, "Night train", booking.starts_at - 6 * HOUR, hours=2)

    assert titles(maya, booking) == ["Breakfast", "Lunch"]


def test_the_booking_itself_is_no_neighbour_but_another_one_is(maya: Organizer, grant: Grant) -> None:
    configuration = make_pending_configuration(grant)
    booking = make_booking(configuration)
    other = make_booking(configuration, booking.ends_at)

    around = lists.neighbours(maya, [booking], now=NOW)[booking.id]

    assert [(one.starts_at, one.overlaps) for one in around] == [(other.starts_at, False)]


def test_a_neighbour_at_the_same_time_is_marked(maya: Organizer, grant: Grant) -> None:
    booking = make_booking(make_pending_configuration(grant))
    with transaction() as session:
        session.add(
            BusySpan(
                calendar_id=primary_calendar(grant).id,
                starts_at=booking.starts_at,
                ends_at=booking.ends_at,
                exclusive=False,
            )
        )

    around = lists.neighbours(maya, [booking], now=NOW)[booking.id]

    assert around == [
        Neighbour(starts_at=booking.starts_at, ends_at=booking.ends_at, title="", overlaps=True)
    ]


@pytest.mark.parametrize("now, shown", [(NOW, 1), (NOW + HOUR, 0)], ids=["held", "no longer held"])
def test_a_hold_that_ran_out_is_no_neighbour(maya: Organizer, grant: Grant, now: int, shown: int) -> None:
    booking = make_booking(make_pending_configuration(grant))
    with transaction() as session:
        session.add(
            BusySpan(
                calendar_id=primary_calendar(grant).id,
                starts_at=booking.ends_at,
                ends_at=booking.ends_at + HOUR,
                exclusive=False,
                expires_at=NOW + HOUR,
            )
        )

    assert len(titles(maya, booking, now=now)) == shown


def test_what_stands_in_a_colleagues_calendar_is_not_told(maya: Organizer, grant: Grant) -> None:
    jonas = make_organizer(JONAS, name="Jonas Weber")
    booking = make_booking(make_pending_configuration(grant))
    busy(grants.find(jonas.application_id, JONAS), "Dentist", booking.ends_at)

    assert titles(maya, booking) == []
