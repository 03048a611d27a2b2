"""What the `when` of an event means in instants."""

from typing import Any

import pytest

from tests.builders import (
    DAY,
    HOUR,
    NOW,
    busy_times,
    make_event,
    timespan,
)
from tests.services.calendars.event_helpers import titles
from webapp.errors import InvalidInput
from webapp.models import Calendar
from webapp.services.calendars import calendars

pytestmark = pytest.mark.usefixtures("app")


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
