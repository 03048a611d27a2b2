"""What becomes of single occurrences when their series changes."""

import pytest

from tests.builders import (
    DAY,
    HOUR,
    NOW,
    TOMORROW_AT_TEN,
    make_event,
    timespan,
)
from tests.services.calendars.event_helpers import DAILY, DAY_OFF, SECOND, occurrence, shown, starts, update
from webapp.models import Calendar
from webapp.services.calendars import calendars, entries, events, listing
from webapp.services.calendars.listing import EventFilter

MARCH_1_AT_NINE = NOW + 56 * DAY + 6 * HOUR  # in New York


def test_all_day_occurrences_are_named_by_their_date_and_follow_the_zone(calendar: Calendar) -> None:
    master = make_event(calendar, DAY_OFF, title="Off", recurrence=["RRULE:FREQ=WEEKLY;COUNT=4"])

    update(calendar, master, "20270112", when={"object": "date", "date": "2027-01-13"})
    entries.destroy(occurrence(calendar, master, "20270119"), now=NOW)
    calendar = calendars.update(calendar, {"timezone": "Asia/Tokyo"}, now=NOW)

    tokyo_midnight = NOW - 17 * HOUR  # of Monday, the fourth
    assert [(start - tokyo_midnight) / DAY for start in starts(calendar)] == [1, 9, 22]
    assert [name for name, _, _ in shown(calendar)] == ["20270105", "20270112", "20270126"]
    assert events.find(calendar, master.id).recurrence[1:] == ["EXDATE;VALUE=DATE:20270119"]


def test_the_horizon_does_not_bring_a_moved_occurrence_back(calendar: Calendar) -> None:
    master = make_event(calendar, recurrence=DAILY)
    update(calendar, master, when=timespan(TOMORROW_AT_TEN + DAY + HOUR))

    assert events.extend_horizon(now=NOW + DAY) == 0
    assert len(starts(calendar)) == 4


def test_a_changed_series_keeps_the_occurrences_it_still_has_and_deletes_the_others(
    calendar: Calendar,
) -> None:
    master = make_event(calendar, recurrence=DAILY)
    update(calendar, master, title="Kept")
    update(calendar, master, "20270108T100000Z", title="Gone")

    events.update(master, {"recurrence": ["RRULE:FREQ=DAILY;COUNT=3"]}, now=NOW)

    assert [title for _, title, _ in shown(calendar)] == ["Lunch", "Kept", "Lunch"]
    assert len(starts(calendar)) == 3


def test_a_renamed_series_leaves_its_occurrences_alone(calendar: Calendar) -> None:
    master = make_event(calendar, recurrence=DAILY)
    update(calendar, master, title="Kept", when=timespan(TOMORROW_AT_TEN + DAY + HOUR))

    events.update(master, {"title": "Renamed"}, now=NOW)

    assert [title for _, title, _ in shown(calendar)] == ["Renamed", "Kept", "Renamed", "Renamed"]


def test_occurrences_go_along_when_their_series_is_moved(calendar: Calendar) -> None:
    master = make_event(calendar, recurrence=DAILY)
    update(calendar, master, "20270105T100000Z", when=timespan(TOMORROW_AT_TEN + 5 * HOUR))
    update(calendar, master, SECOND, title="Renamed")
    entries.destroy(occurrence(calendar, master, "20270107T100000Z"), now=NOW)

    events.update(master, {"when": timespan(TOMORROW_AT_TEN + 2 * HOUR)}, now=NOW)

    at_noon = TOMORROW_AT_TEN + 2 * HOUR
    assert shown(calendar) == [
        ("20270105T120000Z", "Lunch", TOMORROW_AT_TEN + 5 * HOUR),
        ("20270106T120000Z", "Renamed", at_noon + DAY),
        ("20270108T120000Z", "Lunch", at_noon + 3 * DAY),
    ]
    assert starts(calendar) == [start for _, _, start in shown(calendar)]
    assert events.find(calendar, master.id).recurrence == [*DAILY, "EXDATE:20270107T120000Z"]


@pytest.mark.parametrize(
    "exdate",
    [
        "EXDATE;TZID=America/New_York:20270315T090000",
        "EXDATE:20270315T090000",
        "EXDATE:20270315T130000Z",
        "EXDATE;VALUE=DATE:20270315",
        "EXDATE;TZID=Europe/Berlin:20270315T140000",
    ],
)
def test_a_cancelled_occurrence_goes_along_however_it_was_spelled(calendar: Calendar, exdate: str) -> None:
    nine, eleven = MARCH_1_AT_NINE, MARCH_1_AT_NINE + 2 * HOUR
    weekly = ["RRULE:FREQ=WEEKLY;UNTIL=20270322T130000Z", exdate]
    master = make_event(calendar, timespan(nine, zone="America/New_York"), recurrence=weekly)

    events.update(master, {"when": timespan(eleven, zone="America/New_York")}, now=NOW)

    after_clocks_went_forward = eleven + 21 * DAY - HOUR
    assert starts(calendar) == [eleven, eleven + 7 * DAY, after_clocks_went_forward]


def test_cancelled_occurrences_go_along_when_the_same_lines_are_sent_again(calendar: Calendar) -> None:
    lines = ["RRULE:FREQ=WEEKLY;COUNT=3", "EXDATE;TZID=America/New_York:20270308T090000"]
    master = make_event(calendar, timespan(MARCH_1_AT_NINE, zone="America/New_York"), recurrence=lines)
    eleven = MARCH_1_AT_NINE + 2 * HOUR

    changes = {"when": timespan(eleven, zone="America/New_York"), "recurrence": lines}
    events.update(master, changes, now=NOW)

    assert starts(calendar) == [eleven, eleven + 14 * DAY - HOUR]


def test_an_exdate_that_cancelled_nothing_cancels_nothing_after_a_move(calendar: Calendar) -> None:
    master = make_event(calendar, recurrence=[*DAILY, "EXDATE:20270106T110000Z"])

    events.update(master, {"when": timespan(TOMORROW_AT_TEN + 2 * HOUR)}, now=NOW)

    assert len(starts(calendar)) == 4


def test_occurrences_go_along_to_another_weekday(calendar: Calendar) -> None:
    master = make_event(calendar, recurrence=["RRULE:FREQ=WEEKLY;COUNT=4"])
    update(calendar, master, "20270112T100000Z", title="Renamed")
    entries.destroy(occurrence(calendar, master, "20270119T100000Z"), now=NOW)

    events.update(master, {"when": timespan(TOMORROW_AT_TEN + DAY)}, now=NOW)

    assert [(name, title) for name, title, _ in shown(calendar)] == [
        ("20270106T100000Z", "Lunch"),
        ("20270113T100000Z", "Renamed"),
        ("20270127T100000Z", "Lunch"),
    ]


def test_occurrences_of_neighbouring_dates_take_each_others_names(calendar: Calendar) -> None:
    every_other_day = ["RRULE:FREQ=DAILY;INTERVAL=2;COUNT=4"]
    master = make_event(calendar, recurrence=every_other_day)
    for name in ("20270105", "20270107", "20270109"):
        update(calendar, master, f"{name}T100000Z", title=name)

    events.update(master, {"when": timespan(TOMORROW_AT_TEN + DAY)}, now=NOW)

    assert [(name[:8], title) for name, title, _ in shown(calendar)] == [
        ("20270106", "20270105"),
        ("20270108", "20270107"),
        ("20270110", "20270109"),
        ("20270112", "Lunch"),
    ]


@pytest.mark.parametrize("zone", ["Europe/Berlin", "America/New_York", "Asia/Tokyo"])
def test_occurrences_go_along_when_the_calendar_gets_another_zone(calendar: Calendar, zone: str) -> None:
    morning = NOW + DAY - 6 * HOUR  # 02:00, which is the day before in New York
    master = make_event(calendar, timespan(morning), recurrence=["RRULE:FREQ=WEEKLY;COUNT=40"])
    june = "20270601T020000Z"
    entries.destroy(occurrence(calendar, master, june), now=NOW)
    update(calendar, master, "20270608T020000Z", when=timespan(NOW + 200 * DAY), title="Moved")
    update(calendar, master, "20270615T020000Z", title="Renamed")

    calendar = calendars.update(calendar, {"timezone": zone}, now=NOW)
    events.update(master, {"title": "Series"}, now=NOW)

    window = EventFilter(start=NOW, end=NOW + 300 * DAY)
    listed, _ = listing.expanded(calendar, window, limit=100, page_token=None, now=NOW)
    assert [entry.event.title for entry in listed].count("Series") == 37
    assert {entry.event.title for entry in listed} == {"Series", "Moved", "Renamed"}
    assert len(starts(calendar)) == len(listed) == 39
    [renamed] = [entry for entry in listed if entry.event.title == "Renamed"]
    summer_shift = {"Europe/Berlin": -HOUR, "America/New_York": -HOUR, "Asia/Tokyo": 0}[zone]
    assert renamed.starts_at == morning + 23 * 7 * DAY + summer_shift


def test_a_deleted_series_takes_its_occurrences_along(calendar: Calendar) -> None:
    master = make_event(calendar, recurrence=DAILY)
    update(calendar, master, title="Moved")

    events.destroy(master)

    assert (starts(calendar), shown(calendar)) == ([], [])
