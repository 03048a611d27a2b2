"""What an event makes busy, single or recurring."""

import pytest
from sqlalchemy import update

from tests.builders import (
    DAY,
    HOUR,
    NOW,
    TOMORROW_AT_TEN,
    busy_times,
    make_configuration,
    make_event,
    primary_calendar,
    timespan,
)
from webapp.errors import InvalidInput
from webapp.extensions import transaction
from webapp.models import Calendar, Event
from webapp.services.availability import offers
from webapp.services.calendars import calendars, events, spans

pytestmark = pytest.mark.usefixtures("app")


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


def test_an_event_whose_horizon_cannot_move_holds_up_no_other(
    calendar: Calendar, caplog: pytest.LogCaptureFixture
) -> None:
    daily = [
        make_event(calendar, timespan(NOW, NOW + HOUR), recurrence=["RRULE:FREQ=DAILY"]) for _ in range(2)
    ]
    first = min(event.id for event in daily)
    with transaction() as session:
        session.execute(update(Event).where(Event.id == first).values(when={}))

    assert events.extend_horizon(now=NOW + 3 * DAY) == 3
    assert first in caplog.text


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
