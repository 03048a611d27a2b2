"""Bookings, requests and events in one shape."""

from flask import Flask

from tests.builders import (
    DAY,
    HOUR,
    NOW,
    TOMORROW_AT_TEN,
    grant_of,
    make_booking,
    make_configuration,
    make_event,
    make_pending_configuration,
    primary_calendar,
    timespan,
)
from webapp.blueprints.dashboard.presenters.calendar_items import (
    BOOKING,
    EVENT,
    FREE,
    REQUEST,
    Item,
    items,
)
from webapp.extensions import db, transaction
from webapp.models import Booking, Calendar, Organizer
from webapp.scheduling import local_day
from webapp.services.calendars import own, spanning

TODAY = local_day(NOW, zone="UTC")


def shown(app: Flask, maya: Organizer, *bookings: Booking, zone: str = "UTC") -> list[Item]:
    calendars = own.of(maya)
    spanned = spanning.entries([each.calendar for each in calendars], since=NOW, until=NOW + 7 * DAY)
    with app.test_request_context():
        return items(spanned.entries, bookings, calendars, zone=zone)


def test_a_booking_is_called_by_its_guest_and_leads_to_its_page(app: Flask, maya: Organizer) -> None:
    booking = make_booking(make_configuration(grant_of(maya)))
    db.session.add(booking)

    (item,) = shown(app, maya, booking)

    assert (item.kind, item.title) == (BOOKING, booking.guest_name)
    assert item.address == f"/dashboard/bookings/{booking.id}"


def test_a_request_says_that_it_is_one(app: Flask, maya: Organizer) -> None:
    request = make_booking(make_pending_configuration(grant_of(maya)))
    db.session.add(request)

    (item,) = shown(app, maya, request)

    assert (item.kind, item.title) == (REQUEST, "Request: Priya Raman")


def test_an_event_that_is_not_busy_is_drawn_as_free(app: Flask, maya: Organizer) -> None:
    calendar = primary_calendar(grant_of(maya))
    make_event(calendar, title="Lunch")
    make_event(calendar, timespan(TOMORROW_AT_TEN + HOUR), title="Drinks", busy=False)

    assert [(item.kind, item.title) for item in shown(app, maya)] == [(EVENT, "Lunch"), (FREE, "Drinks")]


def test_an_event_without_a_title_is_busy_time(app: Flask, maya: Organizer) -> None:
    make_event(primary_calendar(grant_of(maya)), title="")

    assert [item.title for item in shown(app, maya)] == ["Busy"]


def test_only_one_of_several_calendars_is_named(app: Flask, maya: Organizer) -> None:
    calendar = primary_calendar(grant_of(maya))
    make_event(calendar)
    assert [item.source for item in shown(app, maya)] == [""]
    with transaction() as session:
        session.add(Calendar(grant_id=calendar.grant_id, name="Second", created_at=NOW, updated_at=NOW))

    assert [item.source for item in shown(app, maya)] == [calendar.name]


def test_a_date_stays_on_its_date_wherever_the_organizer_is(app: Flask, maya: Organizer) -> None:
    make_event(primary_calendar(grant_of(maya)), {"object": "date", "date": "2027-01-06"})

    (item,) = shown(app, maya, zone="Pacific/Auckland")

    assert item.days == (TODAY + 2, TODAY + 2)


def test_what_lasts_a_day_or_longer_stands_above_the_hours(app: Flask, maya: Organizer) -> None:
    make_event(primary_calendar(grant_of(maya)), timespan(NOW + DAY, NOW + 3 * DAY))

    (item,) = shown(app, maya)

    assert item.days == (TODAY + 1, TODAY + 3)


def test_what_can_be_moved_says_where(app: Flask, maya: Organizer) -> None:
    calendar = primary_calendar(grant_of(maya))
    event = make_event(calendar)
    booking = make_booking(make_configuration(grant_of(maya)), TOMORROW_AT_TEN + HOUR)
    db.session.add(booking)

    assert [item.move for item in shown(app, maya, booking)] == [
        f"/dashboard/calendar/events/{calendar.id}/{event.id}",
        f"/dashboard/bookings/{booking.id}/move",
    ]
    with transaction() as session:
        session.get_one(Calendar, calendar.id).read_only = True
    assert shown(app, maya)[0].move == ""
