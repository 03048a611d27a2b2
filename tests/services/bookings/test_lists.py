import pytest
from flask import Flask

from tests.builders import (
    DAY,
    HOUR,
    JONAS,
    NOW,
    TOMORROW_AT_TEN,
    make_booking,
    make_colleague,
    make_configuration,
    make_event,
    make_pending_configuration,
    make_span,
    participant,
    primary_calendar,
    timespan,
)
from tests.queries import statements
from webapp.errors import InvalidInput, NotFound
from webapp.lib import counting
from webapp.lib.counting import Count
from webapp.models import Booking, Grant, Organizer
from webapp.services import bookings
from webapp.services.bookings import lists
from webapp.services.bookings.commands import CancelBooking, Person
from webapp.services.bookings.filters import Filter
from webapp.services.bookings.lists import Neighbour
from webapp.services.calendars import grants


def ids(page: lists.BookingPage) -> list[str]:
    return [booking.id for booking in page.bookings]


def booked_by(grant: Grant, *names: str) -> list[Booking]:
    """Bookings of guests with these names, an hour apart."""
    configuration = make_configuration(grant)
    return [
        make_booking(
            configuration,
            TOMORROW_AT_TEN + number * HOUR,
            guest=Person(name=name, email=f"guest-{number}@example.com"),
        )
        for number, name in enumerate(names)
    ]


def titles(maya: Organizer, booking: Booking, *, now: int = NOW) -> list[str]:
    return [neighbour.title for neighbour in lists.neighbours(maya, [booking], now=now)[booking.id]]


def test_what_comes_is_listed_soonest_first_and_what_was_latest_first(
    maya: Organizer, maya_grant: Grant
) -> None:
    configuration = make_configuration(maya_grant)
    late, early = (make_booking(configuration, TOMORROW_AT_TEN + hours * HOUR) for hours in (2, 0))

    upcoming = lists.page(maya, kind="upcoming", now=NOW)
    past = lists.page(maya, kind="past", now=NOW + 10 * DAY)

    assert ids(upcoming) == [early.id, late.id]
    assert ids(past) == [late.id, early.id]


def test_a_booking_is_upcoming_until_it_ends(maya: Organizer, maya_grant: Grant) -> None:
    booking = make_booking(make_configuration(maya_grant))

    assert ids(lists.page(maya, kind="upcoming", now=booking.ends_at - 1)) == [booking.id]
    assert ids(lists.page(maya, kind="past", now=booking.ends_at)) == [booking.id]


def test_every_list_can_be_walked_page_by_page_without_loss_or_repetition(
    maya: Organizer, maya_grant: Grant
) -> None:
    configuration = make_configuration(maya_grant)
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

    assert [len(page_ids) for page_ids in walked] == [2, 2, 1]
    assert len({booking_id for page_ids in walked for booking_id in page_ids}) == 5


@pytest.mark.parametrize(
    "search", ["östen", "ÖSTEN", "Östen", "ahlö", "östen ahlö", "öSTEN", "weiß", "WEISS"]
)
def test_a_guest_is_found_whatever_the_case_of_the_letters(
    maya: Organizer, maya_grant: Grant, search: str
) -> None:
    guest = Person(name="Östen Ahlöf Weiß", email="guest@example.com")
    booking = make_booking(make_configuration(maya_grant), guest=guest)

    assert ids(lists.page(maya, kind="upcoming", now=NOW, only=Filter(search=search))) == [booking.id]


def test_a_search_of_a_long_list_stops_on_the_way_and_says_where(
    maya: Organizer, maya_grant: Grant, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(lists, "SEARCHED_AT_ONCE", 2)
    _, second, third = booked_by(maya_grant, "Ann", "Bea", "Cleo")

    stopped = lists.page(maya, kind="upcoming", now=NOW, only=Filter(search="cleo"))
    ended = lists.page(maya, kind="upcoming", now=NOW, only=Filter(search="cleo"), cursor=stopped.next_cursor)

    assert (ids(stopped), stopped.searched_until) == ([], second.starts_at)
    assert (ids(ended), ended.searched_until, ended.next_cursor) == ([third.id], None, None)


def test_a_search_that_looks_at_the_last_booking_does_not_go_on(
    maya: Organizer, maya_grant: Grant, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(lists, "SEARCHED_AT_ONCE", 2)
    booked_by(maya_grant, "Ann", "Bea")

    page = lists.page(maya, kind="upcoming", now=NOW, only=Filter(search="cleo"))

    assert (page.next_cursor, page.searched_until) == (None, None)


def test_a_search_that_finds_more_than_a_page_goes_on_after_the_last_one_shown(
    maya: Organizer, maya_grant: Grant
) -> None:
    first, second, third = booked_by(maya_grant, "Ann", "Ann", "Ann")

    page = lists.page(maya, kind="upcoming", now=NOW, only=Filter(search="ann"), limit=2)
    rest = lists.page(
        maya, kind="upcoming", now=NOW, only=Filter(search="ann"), limit=2, cursor=page.next_cursor
    )

    assert (ids(page), page.searched_until) == ([first.id, second.id], None)
    assert (ids(rest), rest.next_cursor) == ([third.id], None)


def test_a_search_finds_nobody_by_a_text_that_runs_from_the_name_into_the_address(
    maya: Organizer, maya_grant: Grant
) -> None:
    booked_by(maya_grant, "Ann")

    assert ids(lists.page(maya, kind="upcoming", now=NOW, only=Filter(search="annguest"))) == []


def test_a_cursor_of_nobody_is_refused(maya: Organizer) -> None:
    with pytest.raises(InvalidInput):
        lists.page(maya, kind="upcoming", now=NOW, cursor="made-up")


def test_the_counts_tell_how_many_there_are_of_each_kind(maya: Organizer, maya_grant: Grant) -> None:
    make_booking(make_configuration(maya_grant))
    make_booking(make_pending_configuration(maya_grant), TOMORROW_AT_TEN + HOUR)

    with statements("SELECT") as noted:
        counts = lists.counts(maya, now=NOW)

    assert {kind: count.number for kind, count in counts.items()} == {
        "pending": 1,
        "upcoming": 1,
        "past": 0,
        "cancelled": 0,
    }
    assert len(noted) == 2


def test_counting_ends_somewhere(maya: Organizer, maya_grant: Grant, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(counting, "AT_MOST", 2)
    configuration = make_configuration(maya_grant)
    for hours in range(2):
        make_booking(configuration, TOMORROW_AT_TEN + hours * HOUR)
    assert lists.counts(maya, now=NOW)["upcoming"] == Count(2)

    make_booking(configuration, TOMORROW_AT_TEN + 2 * HOUR)
    assert lists.counts(maya, now=NOW)["upcoming"] == Count(2, is_capped=True)


def test_a_list_goes_across_all_grants_of_an_organizer(maya: Organizer, maya_grant: Grant) -> None:
    other = grants.give(grants.create_virtual(maya.application_id, JONAS, now=NOW), maya, now=NOW)
    second_page = make_configuration(other, slug="other", participants=[participant(JONAS)])
    late, early = (
        make_booking(page, TOMORROW_AT_TEN + hours * HOUR)
        for page, hours in ((make_configuration(maya_grant), 1), (second_page, 0))
    )

    assert ids(lists.page(maya, kind="upcoming", now=NOW)) == [early.id, late.id]
    assert lists.counts(maya, now=NOW)["upcoming"] == Count(2)


def test_a_long_event_is_a_neighbour_from_its_first_hour_to_its_last(
    maya: Organizer, maya_grant: Grant
) -> None:
    booking = make_booking(make_pending_configuration(maya_grant))
    holiday = timespan(booking.starts_at - 5 * DAY, booking.ends_at + 5 * DAY)
    make_event(primary_calendar(maya_grant), holiday, title="Holiday")

    assert titles(maya, booking) == ["Holiday"]


def test_what_belongs_to_a_grant_of_no_organizer_is_on_nobodys_dashboard(app: Flask, maya: Organizer) -> None:
    grant = grants.create_virtual(maya.application_id, JONAS, now=NOW)
    booking = make_booking(make_configuration(grant, participants=[participant(JONAS, name="Jonas Weber")]))

    assert ids(lists.page(maya, kind="upcoming", now=NOW)) == []
    with pytest.raises(NotFound):
        lists.find(maya, booking.id)


def test_neighbours_are_the_events_within_four_hours_in_order_of_time(
    maya: Organizer, maya_grant: Grant
) -> None:
    booking = make_booking(make_pending_configuration(maya_grant))
    calendar, starts_at, ends_at = primary_calendar(maya_grant), booking.starts_at, booking.ends_at
    make_event(calendar, timespan(ends_at + 4 * HOUR), title="Dinner")
    make_event(calendar, timespan(ends_at + HOUR), title="Lunch")
    make_event(calendar, timespan(starts_at - 2 * HOUR), title="Breakfast")
    make_event(calendar, timespan(starts_at - 6 * HOUR, starts_at - 4 * HOUR), title="Night train")

    assert titles(maya, booking) == ["Breakfast", "Lunch"]


def test_the_booking_itself_is_no_neighbour_but_another_one_is(maya: Organizer, maya_grant: Grant) -> None:
    configuration = make_pending_configuration(maya_grant)
    booking = make_booking(configuration)
    other = make_booking(configuration, booking.ends_at)

    around = lists.neighbours(maya, [booking], now=NOW)[booking.id]

    assert [(neighbour.starts_at, neighbour.overlaps) for neighbour in around] == [(other.starts_at, False)]


def test_a_neighbour_at_the_same_time_is_marked(maya: Organizer, maya_grant: Grant) -> None:
    booking = make_booking(make_pending_configuration(maya_grant))
    make_span(primary_calendar(maya_grant), booking.starts_at, booking.ends_at)

    around = lists.neighbours(maya, [booking], now=NOW)[booking.id]

    assert around == [
        Neighbour(starts_at=booking.starts_at, ends_at=booking.ends_at, title="", overlaps=True)
    ]


@pytest.mark.parametrize("now, shown", [(NOW, 1), (NOW + HOUR, 0)], ids=["reserved", "expired"])
def test_a_hold_that_ran_out_is_no_neighbour(
    maya: Organizer, maya_grant: Grant, now: int, shown: int
) -> None:
    booking = make_booking(make_pending_configuration(maya_grant))
    make_span(primary_calendar(maya_grant), booking.ends_at, expires_at=NOW + HOUR)

    assert len(titles(maya, booking, now=now)) == shown


def test_what_is_in_a_colleagues_calendar_is_not_shown(maya: Organizer, maya_grant: Grant) -> None:
    booking = make_booking(make_pending_configuration(maya_grant))
    make_event(primary_calendar(make_colleague()), timespan(booking.ends_at), title="Dentist")

    assert titles(maya, booking) == []
