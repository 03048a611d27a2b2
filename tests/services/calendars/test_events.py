"""An event and what it makes busy are one: written together, changed together, gone together."""

import threading
from typing import Any

import pytest
from flask import Flask
from sqlalchemy import text

from tests.builders import (
    DAY,
    HOUR,
    MAYA,
    NOW,
    TOMORROW_AT_TEN,
    busy_times,
    make_booking,
    make_configuration,
    make_event,
    make_grant,
    primary_calendar,
    reread,
    timespan,
)
from webapp.errors import InvalidInput, NotAllowedNow, NotFound
from webapp.extensions import transaction
from webapp.models import Calendar, Event
from webapp.services import locks
from webapp.services.availability import offers
from webapp.services.calendars import calendars, events, listing, spans
from webapp.services.calendars.listing import EventFilter

pytestmark = pytest.mark.usefixtures("app")


@pytest.fixture
def calendar(app: Flask) -> Calendar:
    return primary_calendar(make_grant())


def titles(calendar: Calendar, **wanted: Any) -> list[str]:
    entries, _ = listing.listing(calendar, EventFilter(**wanted), limit=50, page_token=None)
    return [entry.event.title for entry in entries]


def test_an_event_makes_its_time_busy(calendar: Calendar) -> None:
    make_event(calendar, timespan(TOMORROW_AT_TEN))

    assert busy_times(calendar) == [(TOMORROW_AT_TEN, TOMORROW_AT_TEN + HOUR)]


def test_a_slot_under_an_event_is_not_offered() -> None:
    configuration = make_configuration()
    make_event(primary_calendar(configuration.grant), timespan(TOMORROW_AT_TEN))

    offer = offers.offered(
        configuration, start=TOMORROW_AT_TEN - HOUR, end=TOMORROW_AT_TEN + 2 * HOUR, now=NOW
    )

    minutes = [(start - TOMORROW_AT_TEN) // 60 for start in offer.starts]
    assert minutes == [-60, -30, 60, 90]


def test_an_event_that_is_not_busy_holds_no_time(calendar: Calendar) -> None:
    make_event(calendar, busy=False)

    assert busy_times(calendar) == []


def test_a_point_in_time_holds_no_time(calendar: Calendar) -> None:
    make_event(calendar, {"object": "time", "time": NOW})

    assert busy_times(calendar) == []


def test_two_events_of_one_person_may_overlap(calendar: Calendar) -> None:
    make_event(calendar)
    make_event(calendar)

    assert len(busy_times(calendar)) == 2


def test_an_event_may_be_entered_over_a_booking() -> None:
    configuration = make_configuration()
    make_booking(configuration, TOMORROW_AT_TEN)
    calendar = primary_calendar(configuration.grant)

    make_event(calendar, timespan(TOMORROW_AT_TEN))

    assert len(busy_times(calendar)) == 2


def test_a_day_is_a_day_in_the_zone_of_its_calendar(calendar: Calendar) -> None:
    calendars.update(calendar, {"timezone": "America/New_York"}, now=NOW)

    make_event(calendar, {"object": "date", "date": "2027-03-14"})

    (starts_at, ends_at), *_ = busy_times(calendar)
    assert (starts_at, ends_at - starts_at) == (1_805_000_400, 23 * HOUR)


def test_the_end_of_several_days_is_the_day_after_the_last(calendar: Calendar) -> None:
    make_event(calendar, {"object": "datespan", "start_date": "2027-01-05", "end_date": "2027-01-07"})

    (starts_at, ends_at), *_ = busy_times(calendar)
    assert ends_at - starts_at == 2 * DAY


def test_several_days_that_end_where_they_start_are_that_day(calendar: Calendar) -> None:
    make_event(calendar, {"object": "datespan", "start_date": "2027-01-05", "end_date": "2027-01-05"})

    (starts_at, ends_at), *_ = busy_times(calendar)
    assert ends_at - starts_at == DAY


@pytest.mark.parametrize(
    "when, field",
    [
        (timespan(NOW, NOW), "when.end_time"),
        (timespan(NOW, NOW - 1), "when.end_time"),
        (timespan(0, 253_402_300_799), "when"),
        ({"object": "date", "date": "2027-02-30"}, "when.date"),
        ({"object": "date", "date": "tomorrow"}, "when.date"),
        ({"object": "date", "date": "1969-12-31"}, "when.date"),
        ({"object": "date", "date": "9999-12-31"}, "when.date"),
        ({"object": "datespan", "start_date": "2027-01-05", "end_date": "2027-01-04"}, "when.end_date"),
    ],
)
def test_a_time_that_makes_no_sense_is_refused(calendar: Calendar, when: dict[str, Any], field: str) -> None:
    with pytest.raises(InvalidInput) as refusal:
        make_event(calendar, when)

    assert (refusal.value.field, titles(calendar)) == (field, [])


@pytest.mark.parametrize("date", ["1970-01-02", "9999-12-30"])
@pytest.mark.parametrize("zone", ["Pacific/Kiritimati", "Pacific/Pago_Pago"])
def test_the_first_and_the_last_date_can_be_entered_in_every_zone(
    calendar: Calendar, date: str, zone: str
) -> None:
    calendars.update(calendar, {"timezone": zone}, now=NOW)

    make_event(calendar, {"object": "date", "date": date})

    assert len(busy_times(calendar)) == 1


def test_a_recurring_event_is_busy_each_time_up_to_the_horizon(calendar: Calendar) -> None:
    make_event(calendar, timespan(NOW, NOW + HOUR), recurrence=["RRULE:FREQ=WEEKLY"])

    weeks = spans.HORIZON_DAYS // 7 + 1
    assert busy_times(calendar) == [(NOW + at * 7 * DAY, NOW + at * 7 * DAY + HOUR) for at in range(weeks)]


def test_a_recurring_event_follows_the_clock_of_its_own_zone(calendar: Calendar) -> None:
    start = 1_805_958_000  # 2027-03-25T09:00 in Berlin, three days before the change to summer time
    make_event(calendar, timespan(start, zone="Europe/Berlin"), recurrence=["RRULE:FREQ=WEEKLY;COUNT=2"])

    assert [starts_at for starts_at, _ in busy_times(calendar)] == [start, start + 7 * DAY - HOUR]


def test_recurring_days_follow_the_zone_of_the_calendar(calendar: Calendar) -> None:
    calendars.update(calendar, {"timezone": "Europe/Berlin"}, now=NOW)

    make_event(calendar, {"object": "date", "date": "2027-03-27"}, recurrence=["RRULE:FREQ=DAILY;COUNT=2"])

    assert [ends_at - starts_at for starts_at, ends_at in busy_times(calendar)] == [24 * HOUR, 23 * HOUR]


def test_the_horizon_of_recurring_events_moves_on_with_the_days(calendar: Calendar) -> None:
    make_event(calendar, timespan(NOW, NOW + HOUR), recurrence=["RRULE:FREQ=DAILY"])
    before = len(busy_times(calendar))

    added = events.extend_horizon(now=NOW + 3 * DAY)

    assert (added, len(busy_times(calendar)) - before) == (3, 3)


def test_moving_the_horizon_twice_adds_nothing_twice(calendar: Calendar) -> None:
    make_event(calendar, timespan(NOW, NOW + HOUR), recurrence=["RRULE:FREQ=DAILY"])
    events.extend_horizon(now=NOW + 3 * DAY)

    assert events.extend_horizon(now=NOW + 3 * DAY) == 0


def test_the_horizon_of_a_single_event_stays(calendar: Calendar) -> None:
    make_event(calendar)

    assert events.extend_horizon(now=NOW + 3 * DAY) == 0


def test_a_recurring_event_of_years_is_refused(calendar: Calendar) -> None:
    with pytest.raises(InvalidInput):
        make_event(calendar, timespan(NOW, NOW + 367 * DAY), recurrence=["RRULE:FREQ=YEARLY"])


def test_a_recurring_event_at_the_end_of_time_holds_no_time_yet(calendar: Calendar) -> None:
    last = 253_402_300_799
    make_event(calendar, timespan(last - HOUR, last, "Asia/Tokyo"), recurrence=["RRULE:FREQ=DAILY"])

    assert busy_times(calendar) == []


def test_a_moved_event_frees_its_old_time(calendar: Calendar) -> None:
    event = make_event(calendar, timespan(TOMORROW_AT_TEN))

    events.update(event, {"when": timespan(TOMORROW_AT_TEN + DAY)}, now=NOW)

    assert busy_times(calendar) == [(TOMORROW_AT_TEN + DAY, TOMORROW_AT_TEN + DAY + HOUR)]


def test_what_is_not_sent_stays(calendar: Calendar) -> None:
    event = make_event(calendar, description="Soup")

    changed = events.update(event, {"title": "Dinner"}, now=NOW + 1)

    assert (changed.title, changed.description, changed.starts_at) == ("Dinner", "Soup", TOMORROW_AT_TEN)


def test_a_refused_change_leaves_all_as_it_was(calendar: Calendar) -> None:
    event = make_event(calendar)

    with pytest.raises(InvalidInput):
        events.update(event, {"title": "Never", "when": timespan(NOW, NOW)}, now=NOW)

    assert (reread(event).title, len(busy_times(calendar))) == ("Lunch", 1)


def test_a_deleted_event_is_gone_with_its_time(calendar: Calendar) -> None:
    event = make_event(calendar)

    events.destroy(event)

    assert (busy_times(calendar), titles(calendar, show_cancelled=True)) == ([], [])


def test_an_event_deleted_meanwhile_is_not_found(calendar: Calendar) -> None:
    event = make_event(calendar)
    events.destroy(event)

    with pytest.raises(NotFound):
        events.update(event, {"title": "Late"}, now=NOW)


def test_an_event_of_another_calendar_is_not_found(calendar: Calendar) -> None:
    other = calendars.create(calendar.grant, {"name": "Other"}, now=NOW)
    event = make_event(other)

    with pytest.raises(NotFound):
        events.find(calendar, event.id)


def test_a_read_only_calendar_takes_no_event(calendar: Calendar) -> None:
    with transaction() as session:
        session.get_one(Calendar, calendar.id).read_only = True

    with pytest.raises(NotAllowedNow, match=r"^calendar\.read_only$"):
        make_event(calendar)


def test_the_event_of_a_booking_can_be_read_and_nothing_more() -> None:
    configuration = make_configuration()
    booking = make_booking(configuration)
    event = events.find(primary_calendar(configuration.grant), booking.event_id)

    with pytest.raises(NotAllowedNow, match=r"^event\.of_booking$"):
        events.update(event, {"title": "Mine"}, now=NOW)
    with pytest.raises(NotAllowedNow, match=r"^event\.of_booking$"):
        events.destroy(event)
    with pytest.raises(NotAllowedNow, match=r"^event\.of_booking$"):
        events.answer(event, email=MAYA, status="no", now=NOW)


def test_an_answer_is_noted_for_its_participant_alone(calendar: Calendar) -> None:
    people = [{"email": "Maya@example.com", "status": "noreply"}, {"email": "a@b.org", "status": "noreply"}]
    event = make_event(calendar, participants=people)

    answered = events.answer(event, email=MAYA, status="maybe", now=NOW)

    assert [one["status"] for one in answered.participants] == ["maybe", "noreply"]


def test_an_answer_of_somebody_who_takes_no_part_is_refused(calendar: Calendar) -> None:
    with pytest.raises(NotAllowedNow):
        events.answer(make_event(calendar), email=MAYA, status="yes", now=NOW)


def test_pages_of_a_list_hold_every_event_once_in_order(calendar: Calendar) -> None:
    for at in (2, 0, 1, 1):
        make_event(calendar, timespan(NOW + at * DAY), title=str(at))

    pages, cursor = [], None
    for _ in range(4):
        entries, cursor = listing.listing(calendar, EventFilter(), limit=1, page_token=cursor)
        pages += [entry.event.title for entry in entries]

    assert (pages, cursor) == (["0", "1", "1", "2"], None)


@pytest.mark.parametrize(
    "wanted, found",
    [
        ({}, ["Lunch", "100% focus"]),
        ({"title": "lun"}, ["Lunch"]),
        ({"title": "%"}, ["100% focus"]),
        ({"title": "_"}, []),
        ({"busy": True}, ["Lunch"]),
        ({"busy": False}, ["100% focus"]),
        ({"start": NOW + DAY}, ["100% focus"]),
        ({"end": NOW + DAY}, ["Lunch"]),
        ({"start": NOW + HOUR}, ["100% focus"]),
        ({"start": NOW + HOUR - 1}, ["Lunch", "100% focus"]),
        ({"metadata": (("key1", "red"),)}, ["Lunch"]),
        ({"metadata": (("key1", "blue"),)}, []),
        ({"updated_after": NOW}, []),
        ({"updated_before": NOW + 1}, ["Lunch", "100% focus"]),
        ({"location": "berlin"}, ["100% focus"]),
    ],
)
def test_a_list_shows_what_is_asked_for(calendar: Calendar, wanted: dict[str, Any], found: list[str]) -> None:
    make_event(calendar, timespan(NOW), fields={"key1": "red"})
    make_event(calendar, timespan(NOW + 2 * DAY), title="100% focus", busy=False, location="Berlin")

    assert titles(calendar, **wanted) == found


def test_a_cancelled_event_is_shown_only_when_asked_for(calendar: Calendar) -> None:
    event = make_event(calendar)
    with transaction() as session:
        session.get_one(Event, event.id).status = "cancelled"

    assert (titles(calendar), titles(calendar, show_cancelled=True)) == ([], ["Lunch"])


def test_an_expanded_list_shows_each_time_an_event_is_held(calendar: Calendar) -> None:
    daily = make_event(calendar, timespan(NOW), title="Daily", recurrence=["RRULE:FREQ=DAILY"])
    make_event(calendar, timespan(NOW + DAY + HOUR), title="Once")

    wanted = EventFilter(start=NOW, end=NOW + 2 * DAY + 1)
    first, cursor = listing.expanded(calendar, wanted, limit=2, page_token=None, now=NOW)
    rest, end = listing.expanded(calendar, wanted, limit=2, page_token=cursor, now=NOW)

    assert [(one.event.title, one.starts_at) for one in first + rest] == [
        ("Daily", NOW),
        ("Daily", NOW + DAY),
        ("Once", NOW + DAY + HOUR),
        ("Daily", NOW + 2 * DAY),
    ]
    assert (first[0].id, end) == (f"{daily.id}_20270104T080000Z", None)


def test_an_expanded_list_over_more_than_its_limit_is_refused(calendar: Calendar) -> None:
    wanted = EventFilter(start=NOW, end=NOW + 401 * DAY)

    with pytest.raises(InvalidInput):
        listing.expanded(calendar, wanted, limit=50, page_token=None, now=NOW)


def test_an_event_waits_for_whoever_holds_its_calendar(postgres_app: Flask) -> None:
    calendar = primary_calendar(make_grant())
    entered = threading.Event()

    def enter_elsewhere() -> None:
        with postgres_app.app_context():
            make_event(calendar)
            entered.set()

    thread = threading.Thread(target=enter_elsewhere)
    with transaction() as session:
        locks.calendars(session, [calendar.id])
        thread.start()
        while not entered.is_set() and not session.scalar(
            text("SELECT count(*) FROM pg_locks WHERE NOT granted")
        ):
            entered.wait(0.01)
        was_entered_meanwhile = entered.is_set()
    thread.join()

    assert (was_entered_meanwhile, entered.is_set()) == (False, True)
