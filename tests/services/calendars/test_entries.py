from typing import Any

import pytest
from flask import Flask

from tests.builders import (
    DAY,
    HOUR,
    JONAS,
    NOW,
    TOMORROW_AT_TEN,
    busy_times,
    make_booking,
    make_configuration,
    make_event,
    make_grant,
    primary_calendar,
    timespan,
)
from webapp.errors import InvalidInput, NotAllowedNow, NotFound
from webapp.extensions import transaction
from webapp.models import Calendar, Event
from webapp.services.availability import offers
from webapp.services.calendars import calendars, entries, events, listing
from webapp.services.calendars.listing import Entry, EventFilter
from webapp.services.configurations import configurations

DAILY = ["RRULE:FREQ=DAILY;COUNT=4"]
SECOND = "20270106T100000Z"
DAY_OFF = {"object": "date", "date": "2027-01-05"}


@pytest.fixture
def calendar(app: Flask) -> Calendar:
    return primary_calendar(make_grant())


def occurrence(calendar: Calendar, master: Event, recurrence_id: str = SECOND) -> Entry:
    return entries.find(calendar, f"{master.id}_{recurrence_id}")


def update(calendar: Calendar, master: Event, recurrence_id: str = SECOND, **changes: Any) -> Entry:
    return entries.update(occurrence(calendar, master, recurrence_id), changes, now=NOW)


def starts(calendar: Calendar) -> list[int]:
    return [start for start, _ in busy_times(calendar)]


def shown(calendar: Calendar, **wanted: Any) -> list[tuple[str, str, int]]:
    window = EventFilter(start=NOW, end=NOW + 30 * DAY, **wanted)
    listed, _ = listing.expanded(calendar, window, limit=50, page_token=None, now=NOW)
    return [(entry.id.partition("_")[2], entry.event.title, entry.starts_at) for entry in listed]


def test_an_occurrence_is_found_by_the_id_that_a_list_shows(calendar: Calendar) -> None:
    master = make_event(calendar, recurrence=DAILY)

    found = occurrence(calendar, master)

    assert (found.starts_at, found.ends_at) == (TOMORROW_AT_TEN + DAY, TOMORROW_AT_TEN + DAY + HOUR)


@pytest.mark.parametrize(
    "recurrence_id",
    ["20270106T103000Z", "20280106T100000Z", "20270106", "20279999T100000Z", "20270106T100000", "x", ""],
)
def test_an_occurrence_that_is_not_held_is_not_found(calendar: Calendar, recurrence_id: str) -> None:
    master = make_event(calendar, recurrence=DAILY)

    with pytest.raises(NotFound):
        entries.find(calendar, f"{master.id}_{recurrence_id}")


def test_a_single_event_has_no_occurrences(calendar: Calendar) -> None:
    single = make_event(calendar)

    with pytest.raises(NotFound):
        entries.find(calendar, f"{single.id}_20270105T100000Z")


def test_an_occurrence_of_another_calendar_is_not_found(calendar: Calendar) -> None:
    master = make_event(calendar, recurrence=DAILY)
    update(calendar, master, title="Its own row")
    elsewhere = primary_calendar(make_grant(JONAS))

    for recurrence_id in (SECOND, "20270107T100000Z"):
        with pytest.raises(NotFound):
            entries.find(elsewhere, f"{master.id}_{recurrence_id}")


def test_a_moved_occurrence_is_busy_at_its_new_time_alone(calendar: Calendar) -> None:
    master = make_event(calendar, recurrence=DAILY)

    moved = update(calendar, master, when=timespan(TOMORROW_AT_TEN + DAY + 5 * HOUR))

    expected = [TOMORROW_AT_TEN + at for at in (0, DAY + 5 * HOUR, 2 * DAY, 3 * DAY)]
    assert starts(calendar) == expected
    assert [start for _, _, start in shown(calendar)] == expected
    assert (moved.id, moved.event.ical_uid) == (f"{master.id}_{SECOND}", master.ical_uid)


def test_a_slot_opens_where_an_occurrence_was_moved_away_and_closes_where_it_went(app: Flask) -> None:
    page = make_configuration()
    calendar = primary_calendar(page.grant)
    master = make_event(calendar, recurrence=DAILY)
    there = TOMORROW_AT_TEN + DAY

    update(calendar, master, when=timespan(there + 5 * HOUR))

    offered = offers.offered(configurations.find(page.id), start=there, end=there + DAY, now=NOW).starts
    assert there in offered
    assert there + 5 * HOUR not in offered


def test_an_occurrence_is_changed_twice_in_its_one_row(calendar: Calendar) -> None:
    master = make_event(calendar, recurrence=DAILY)

    update(calendar, master, title="Lunch with Ada")
    update(calendar, master, when=timespan(TOMORROW_AT_TEN + DAY + HOUR))

    assert shown(calendar)[1] == (SECOND, "Lunch with Ada", TOMORROW_AT_TEN + DAY + HOUR)
    assert len(shown(calendar)) == len(starts(calendar)) == 4


def test_an_occurrence_that_is_not_busy_frees_its_time(calendar: Calendar) -> None:
    master = make_event(calendar, recurrence=DAILY)

    update(calendar, master, busy=False)

    assert starts(calendar) == [TOMORROW_AT_TEN + at for at in (0, 2 * DAY, 3 * DAY)]


@pytest.mark.parametrize("moved_before", [False, True])
def test_a_cancelled_occurrence_frees_its_time(calendar: Calendar, moved_before: bool) -> None:
    master = make_event(calendar, recurrence=DAILY)
    if moved_before:
        update(calendar, master, when=timespan(TOMORROW_AT_TEN + DAY + HOUR))

    entries.destroy(occurrence(calendar, master), now=NOW)

    assert starts(calendar) == [TOMORROW_AT_TEN + at for at in (0, 2 * DAY, 3 * DAY)]
    assert events.find(calendar, master.id).recurrence == [*DAILY, f"EXDATE:{SECOND}"]
    with pytest.raises(NotFound):
        occurrence(calendar, master)


def test_every_occurrence_may_be_cancelled_one_by_one(calendar: Calendar) -> None:
    master = make_event(calendar, recurrence=DAILY)

    for day in (5, 6, 7, 8):
        entries.destroy(occurrence(calendar, master, f"2027010{day}T100000Z"), now=NOW)

    assert starts(calendar) == []


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


def test_a_list_that_is_not_expanded_shows_series_and_changed_occurrences(calendar: Calendar) -> None:
    master = make_event(calendar, recurrence=DAILY)
    update(calendar, master, title="Moved")

    first, cursor = listing.listing(calendar, EventFilter(), limit=1, page_token=None)
    rest, end = listing.listing(calendar, EventFilter(), limit=1, page_token=cursor)

    assert [entry.id for entry in first + rest] == [master.id, f"{master.id}_{SECOND}"]
    assert end is None


def test_a_list_may_be_of_one_series(calendar: Calendar) -> None:
    master = make_event(calendar, recurrence=DAILY)
    make_event(calendar, title="Another")
    update(calendar, master, title="Moved")

    listed, _ = listing.listing(calendar, EventFilter(master_id=master.id), limit=50, page_token=None)

    assert [entry.event.title for entry in listed] == ["Moved"]
    assert [title for _, title, _ in shown(calendar, master_id=master.id)] == [
        "Lunch",
        "Moved",
        "Lunch",
        "Lunch",
    ]


def test_an_answer_for_one_occurrence_leaves_the_series_alone(calendar: Calendar) -> None:
    asked = [{"email": "maya@example.com", "status": "noreply"}]
    master = make_event(calendar, recurrence=DAILY, participants=asked)

    entries.answer(occurrence(calendar, master), email="maya@example.com", status="no", now=NOW)

    assert occurrence(calendar, master).event.participants == [{"email": "maya@example.com", "status": "no"}]
    assert events.find(calendar, master.id).participants == asked


def test_an_answer_keeps_what_was_changed_meanwhile(calendar: Calendar) -> None:
    maya = {"email": "maya@example.com", "status": "noreply"}
    master = make_event(calendar, recurrence=DAILY, participants=[maya])
    mine = occurrence(calendar, master)
    update(calendar, master, participants=[maya, {"email": "new@example.com", "status": "noreply"}])

    entries.answer(mine, email="maya@example.com", status="yes", now=NOW)

    assert [one["email"] for one in occurrence(calendar, master).event.participants] == [
        "maya@example.com",
        "new@example.com",
    ]


def test_one_occurrence_cannot_recur(calendar: Calendar) -> None:
    master = make_event(calendar, recurrence=DAILY)

    with pytest.raises(InvalidInput) as refusal:
        update(calendar, master, recurrence=DAILY)

    assert refusal.value.field == "recurrence"
    assert len(shown(calendar)) == 4


def test_a_refused_change_of_an_occurrence_leaves_all_as_it_was(calendar: Calendar) -> None:
    master = make_event(calendar, recurrence=DAILY)

    with pytest.raises(InvalidInput):
        update(calendar, master, when=timespan(NOW, NOW))

    assert starts(calendar) == [TOMORROW_AT_TEN + day * DAY for day in range(4)]
    assert not occurrence(calendar, master).event.master_id


def test_an_occurrence_that_is_cancelled_meanwhile_is_not_found(calendar: Calendar) -> None:
    master = make_event(calendar, recurrence=DAILY)
    mine, theirs = occurrence(calendar, master), occurrence(calendar, master)
    entries.destroy(theirs, now=NOW)

    with pytest.raises(NotFound):
        entries.update(mine, {"title": "Too late"}, now=NOW)


def test_a_read_only_calendar_keeps_its_occurrences(calendar: Calendar) -> None:
    master = make_event(calendar, recurrence=DAILY)
    with transaction() as session:
        session.get_one(Calendar, calendar.id).read_only = True

    with pytest.raises(NotAllowedNow):
        update(calendar, master, title="No")


def test_the_event_of_a_booking_has_no_occurrences(app: Flask) -> None:
    page = make_configuration()
    booking = make_booking(page)
    calendar = primary_calendar(page.grant)

    with pytest.raises(NotFound):
        entries.find(calendar, f"{booking.event_id}_{SECOND}")
