"""Events on the organizer's calendar: entered, changed, moved and deleted."""

import pytest
from sqlalchemy import select

from tests.browser import Browser
from tests.builders import (
    DAY,
    NOW,
    make_account_elsewhere,
    make_colleague,
    make_event,
    primary_calendar,
    timespan,
)
from webapp.extensions import db, transaction
from webapp.models import Booking, Calendar, Event, Grant, Organizer
from webapp.services.calendars import events

NEW = "/dashboard/calendar/events/new"
DAILY = ["RRULE:FREQ=DAILY;COUNT=3"]


@pytest.fixture
def calendar(maya_grant: Grant) -> Calendar:
    return primary_calendar(maya_grant)


def entered() -> list[Event]:
    db.session.close()
    return list(db.session.scalars(select(Event).order_by(Event.starts_at)))


def address(event: Event, *, of: str = "") -> str:
    return f"/dashboard/calendar/events/{event.calendar_id}/{event.id}{of}"


def test_an_event_is_entered(dashboard: Browser, calendar: Calendar) -> None:
    form = dashboard.open(f"{NEW}?date=2027-01-06")

    week = dashboard.follow(dashboard.press(form, "Add the event", title="Dentist"))

    assert week.entries == ["Dentist"]
    assert entered()[0].calendar_id == calendar.id


def test_nothing_typed_is_lost_when_a_date_is_missing(dashboard: Browser, calendar: Calendar) -> None:
    answer = dashboard.press(dashboard.open(NEW), "Add the event", title="Dentist", first_day="")

    assert answer.status == 422
    assert answer.field("Title").value == "Dentist"
    assert "Please give a date." in answer.text
    assert entered() == []


def test_a_calendar_of_another_takes_nothing(dashboard: Browser, calendar: Calendar) -> None:
    theirs = primary_calendar(make_colleague())
    form = dashboard.open(NEW).form("Add the event").values

    form["calendar"] = theirs.id
    answer = dashboard.send("/dashboard/calendar/events", form)

    assert answer.status == 422
    assert entered() == []


def test_an_event_is_moved(dashboard: Browser, calendar: Calendar) -> None:
    event = make_event(calendar)

    dashboard.press(dashboard.open(address(event)), "Save", start="15:00", end="16:00")

    assert entered()[0].starts_at == NOW + DAY + 6 * 3600  # 15:00 in Stockholm


def test_one_time_of_a_series_is_moved_alone(dashboard: Browser, calendar: Calendar) -> None:
    event = make_event(calendar, recurrence=DAILY)
    page = dashboard.open(address(event, of="_20270106T100000Z"))
    assert "changes this time alone" in page.text

    dashboard.press(page, "Save", title="Late lunch")

    week = dashboard.open("/dashboard/calendar")
    assert week.entries == ["Lunch", "Late lunch", "Lunch"]


def test_all_times_of_a_series_are_changed(dashboard: Browser, calendar: Calendar) -> None:
    event = make_event(calendar, recurrence=DAILY)
    one = dashboard.open(address(event, of="_20270106T100000Z"))

    dashboard.press(dashboard.open(one.links["Change all of them"]), "Save", title="Late lunch")

    assert dashboard.open("/dashboard/calendar").entries == ["Late lunch"] * 3


def test_one_time_of_a_series_is_deleted_alone(dashboard: Browser, calendar: Calendar) -> None:
    event = make_event(calendar, recurrence=DAILY)

    dashboard.press(dashboard.open(address(event, of="_20270106T100000Z")), "Delete")

    assert dashboard.open("/dashboard/calendar").entries == ["Lunch"] * 2


def test_an_event_is_deleted(dashboard: Browser, calendar: Calendar) -> None:
    dashboard.press(dashboard.open(address(make_event(calendar))), "Delete")

    assert entered() == []


def test_a_form_of_long_ago_changes_nothing_and_keeps_what_was_typed(
    dashboard: Browser, calendar: Calendar
) -> None:
    event = make_event(calendar)
    stale = dashboard.open(address(event))
    events.update(event, {"title": "Changed elsewhere"}, now=NOW)

    answer = dashboard.press(stale, "Save", title="Mine")

    assert answer.status == 409
    assert "changed elsewhere in the meantime" in answer.text
    assert answer.field("Title").value == "Mine"
    assert entered()[0].title == "Changed elsewhere"


def test_a_button_of_long_ago_deletes_nothing(dashboard: Browser, calendar: Calendar) -> None:
    event = make_event(calendar)
    stale = dashboard.open(address(event))
    events.update(event, {"title": "Changed elsewhere"}, now=NOW)

    answer = dashboard.follow(dashboard.press(stale, "Delete"))

    assert "changed elsewhere in the meantime" in answer.text
    assert [event.title for event in entered()] == ["Changed elsewhere"]


def test_an_event_of_a_connected_calendar_is_changed_where_it_is_kept(
    dashboard: Browser, maya: Organizer
) -> None:
    grant = make_account_elsewhere(maya)
    timetable = db.session.scalars(select(Calendar).where(Calendar.grant_id == grant.id)).one()
    with transaction() as session:
        event = Event(
            calendar_id=timetable.id,
            ical_uid="lecture",
            title="Lecture",
            when=timespan(),
            starts_at=NOW,
            ends_at=NOW + 3600,
            created_at=NOW,
            updated_at=NOW,
        )
        session.add(event)

    page = dashboard.open(address(event))

    assert "Please change it there" in page.text
    assert "Save" not in page.buttons
    form = dashboard.open(NEW).form("Add the event").values
    assert "kept by its provider" in dashboard.send(address(event), {**form.to_dict(), "busy": "y"}).text
    assert [each.title for each in entered()] == ["Lecture"]


def test_an_event_of_a_booking_leads_to_the_booking(dashboard: Browser, priyas_request: Booking) -> None:
    (event,) = entered()

    page = dashboard.open(address(event))

    assert page.links["See the booking"] == f"/dashboard/bookings/{event.booking_id}"


def test_an_event_of_another_is_not_found(dashboard: Browser) -> None:
    event = make_event(primary_calendar(make_colleague()))

    assert dashboard.open(address(event)).status == 404
    token = {"csrf_token": dashboard.open(NEW).hidden("csrf_token")}
    assert dashboard.send(address(event, of="/delete"), token).status == 404


@pytest.mark.parametrize(
    ("starts_at", "minutes"),
    [
        (1_824_946_200, 30),  # 02:30 in Stockholm on 31 October 2027, as clocks show it for the second time
        (1_824_942_600, 60),  # from the first 02:30 of that night until the second
        (1_799_143_230, 30),  # 11:00:30
    ],
)
def test_times_that_were_left_as_they_are_stay_what_they_were(
    dashboard: Browser, calendar: Calendar, starts_at: int, minutes: int
) -> None:
    event = make_event(calendar, timespan(starts_at, starts_at + minutes * 60))

    answer = dashboard.press(dashboard.open(address(event)), "Save", title="Dentist")

    saved = entered()[0]
    assert answer.status == 303
    assert (saved.title, saved.starts_at, saved.ends_at) == ("Dentist", starts_at, starts_at + minutes * 60)


def test_an_event_that_was_dragged_is_moved_when_it_is_saved(dashboard: Browser, calendar: Calendar) -> None:
    event = make_event(calendar)

    page = dashboard.open(address(event, of="?date=2027-01-07&time=15:30"))

    assert "Nothing is saved yet." in page.text
    assert entered()[0].starts_at == event.starts_at
    dashboard.press(page, "Save")
    assert (entered()[0].starts_at, entered()[0].ends_at) == (
        1_799_332_200,
        1_799_335_800,
    )  # 15:30 in Stockholm


@pytest.mark.parametrize(
    "query", ["?date=2027-01-07", "?date=2027-03-28&time=02:30", "?date=soon&time=15:30"]
)
def test_a_time_that_is_none_moves_nothing(dashboard: Browser, calendar: Calendar, query: str) -> None:
    page = dashboard.open(address(make_event(calendar), of=query))

    assert page.field("First day").value == "2027-01-05"
    assert "Nothing is saved yet." not in page.text
