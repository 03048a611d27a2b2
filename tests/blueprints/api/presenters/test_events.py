"""Events and occurrences going out."""

from flask import Flask

from tests.builders import (
    DAY,
    HOUR,
    NOW,
    TOMORROW_AT_TEN,
    make_booking,
    make_configuration,
    make_event,
    make_grant,
    primary_calendar,
    reread,
    timespan,
)
from webapp.blueprints.api.presenters.events import entry_object, event_object
from webapp.models import Calendar
from webapp.services.calendars import entries, events

SECOND = "20270106T100000Z"


def test_an_event_of_ours_can_be_changed_and_a_bookings_cannot(app: Flask) -> None:
    page = make_configuration()
    calendar = primary_calendar(page.grant)
    booked = events.find(calendar, make_booking(page, TOMORROW_AT_TEN + DAY).event_id)

    shown = [event_object(event, calendar, page.grant) for event in (make_event(calendar), booked)]

    assert [event["read_only"] for event in shown] == [False, True]


def test_an_event_of_a_read_only_calendar_cannot(app: Flask) -> None:
    grant = make_grant()
    event = make_event(primary_calendar(grant))

    assert event_object(event, Calendar(read_only=True), grant)["read_only"]


def test_an_occurrence_has_its_own_time_and_names_its_series(app: Flask) -> None:
    grant = make_grant()
    calendar = primary_calendar(grant)
    master = make_event(calendar, recurrence=["RRULE:FREQ=DAILY;COUNT=4"])
    entry = entries.find(calendar, f"{master.id}_{SECOND}")

    shown = entry_object(entry, calendar, grant)

    assert (shown["id"], shown["master_event_id"]) == (f"{master.id}_{SECOND}", master.id)
    assert (shown["when"]["start_time"], shown["original_start_time"]) == (TOMORROW_AT_TEN + DAY,) * 2
    assert shown["recurrence"] == []


def test_a_moved_occurrence_tells_when_its_series_had_it(app: Flask) -> None:
    grant = make_grant()
    calendar = primary_calendar(grant)
    master = make_event(calendar, recurrence=["RRULE:FREQ=DAILY;COUNT=4"])
    there = TOMORROW_AT_TEN + DAY + 3 * HOUR
    moved = entries.update(
        entries.find(calendar, f"{master.id}_{SECOND}"), {"when": timespan(there)}, now=NOW
    )

    shown = entry_object(moved, calendar, grant)

    assert (shown["when"]["start_time"], shown["original_start_time"]) == (there, TOMORROW_AT_TEN + DAY)


def test_a_single_event_has_no_series(app: Flask) -> None:
    grant = make_grant()
    calendar = primary_calendar(grant)
    event = reread(make_event(calendar))

    assert "master_event_id" not in entry_object(entries.find(calendar, event.id), calendar, grant)
