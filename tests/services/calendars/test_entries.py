"""An event or one occurrence of it, found by its id, changed and cancelled."""

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
    make_event,
    make_grant,
    primary_calendar,
    timespan,
)
from tests.services.calendars.event_helpers import DAILY, SECOND, occurrence, shown, starts, update
from webapp.errors import InvalidInput, NotAllowedNow, NotFound, Outdated
from webapp.extensions import transaction
from webapp.models import Calendar
from webapp.services.availability import offers
from webapp.services.calendars import entries, events
from webapp.services.configurations import configurations


def test_an_occurrence_is_found_by_the_id_that_a_list_shows(calendar: Calendar) -> None:
    master = make_event(calendar, recurrence=DAILY)

    found = occurrence(calendar, master)

    assert (found.starts_at, found.ends_at) == (TOMORROW_AT_TEN + DAY, TOMORROW_AT_TEN + DAY + HOUR)


@pytest.mark.parametrize(
    "recurrence_id",
    ["20270106T103000Z", "20280106T100000Z", "20270106", "20279999T100000Z", "20270106T100000", "x", ""],
)
def test_an_occurrence_that_the_series_does_not_have_is_not_found(
    calendar: Calendar, recurrence_id: str
) -> None:
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


def test_an_answer_for_one_occurrence_leaves_the_series_alone(calendar: Calendar) -> None:
    invited = [{"email": "maya@example.com", "status": "noreply"}]
    master = make_event(calendar, recurrence=DAILY, participants=invited)

    entries.answer(occurrence(calendar, master), email="maya@example.com", status="no", now=NOW)

    assert occurrence(calendar, master).event.participants == [{"email": "maya@example.com", "status": "no"}]
    assert events.find(calendar, master.id).participants == invited


def test_an_answer_keeps_what_was_changed_meanwhile(calendar: Calendar) -> None:
    maya = {"email": "maya@example.com", "status": "noreply"}
    master = make_event(calendar, recurrence=DAILY, participants=[maya])
    mine = occurrence(calendar, master)
    update(calendar, master, participants=[maya, {"email": "new@example.com", "status": "noreply"}])

    entries.answer(mine, email="maya@example.com", status="yes", now=NOW)

    assert [person["email"] for person in occurrence(calendar, master).event.participants] == [
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


@pytest.mark.parametrize("recurrence_id", ["", SECOND])
def test_what_was_changed_since_it_was_seen_stays_as_it_is(calendar: Calendar, recurrence_id: str) -> None:
    master = make_event(calendar, recurrence=DAILY)
    entry = entries.find(calendar, f"{master.id}_{recurrence_id}" if recurrence_id else master.id)
    seen = entry.event.sequence
    entries.update(entry, {"title": "Changed elsewhere"}, now=NOW, expected=seen)
    entry = entries.find(calendar, entry.id)

    with pytest.raises(Outdated):
        entries.update(entry, {"title": "Mine"}, now=NOW, expected=seen)
    with pytest.raises(Outdated):
        entries.destroy(entry, now=NOW, expected=seen)

    assert entries.find(calendar, entry.id).event.title == "Changed elsewhere"
