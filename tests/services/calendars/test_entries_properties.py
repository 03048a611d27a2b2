"""Whatever is done to a series and its occurrences: what is listed is what is busy, and nothing else."""

from random import Random
from typing import Any

import pytest
from flask import Flask
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tests.builders import (
    DAY,
    HOUR,
    NOW,
    TOMORROW_AT_TEN,
    busy_times,
    make_event,
    make_grant,
    primary_calendar,
    timespan,
)
from webapp.extensions import db
from webapp.models import Calendar, Event, new_id
from webapp.services.calendars import calendars, entries, events, listing
from webapp.services.calendars.listing import Entry, EventFilter

ZONES = ("UTC", "Europe/Berlin", "America/New_York", "Asia/Tokyo", "Australia/Lord_Howe")
RULES = (
    "RRULE:FREQ=DAILY;COUNT=30",
    "RRULE:FREQ=WEEKLY;COUNT=20",
    "RRULE:FREQ=DAILY;INTERVAL=3;UNTIL=20270601",
    "RRULE:FREQ=WEEKLY;BYDAY=MO,TH;COUNT=20",
)
STEPS = ("move", "rename", "cancel", "move_series", "rename_series", "change_rule", "new_zone")
WINDOW = EventFilter(start=NOW - 31 * DAY, end=NOW + 360 * DAY)


FEW = settings(max_examples=10, suppress_health_check=list(HealthCheck))
MANY = settings(max_examples=40, suppress_health_check=list(HealthCheck))
HISTORIES = st.fixed_dictionaries(
    {
        "steps": st.lists(st.sampled_from(STEPS), min_size=1, max_size=8),
        "rule": st.sampled_from(RULES),
        "all_day": st.booleans(),
        "seed": st.integers(0, 2**32),
    }
)


@FEW
@given(HISTORIES)
def test_what_is_listed_is_what_is_busy(sqlite_app: Flask, history: dict[str, Any]) -> None:
    listed_is_busy(**history)


@pytest.mark.slow
@MANY
@given(HISTORIES)
def test_after_many_histories_what_is_listed_is_what_is_busy(
    sqlite_app: Flask, history: dict[str, Any]
) -> None:
    listed_is_busy(**history)


def listed_is_busy(*, steps: list[str], rule: str, all_day: bool, seed: int) -> None:
    chance = Random(seed)
    calendar = primary_calendar(make_grant(f"{new_id()}@example.com"))
    when = {"object": "date", "date": "2027-01-05"} if all_day else timespan()
    master = make_event(calendar, when, title="Series", recurrence=[rule])

    for step in steps:
        calendar = taken(step, calendar, master, chance)
        shown = listed(calendar)

        assert len({entry.id for entry in shown}) == len(shown)
        assert sorted((entry.starts_at, entry.ends_at) for entry in shown) == busy_times(calendar)
        assert all(entries.find(calendar, entry.id).starts_at == entry.starts_at for entry in shown)


def taken(step: str, calendar: Calendar, master: Event, chance: Random) -> Calendar:
    """Take one step. Returns the calendar as it is afterwards."""
    if step == "new_zone":
        return calendars.update(calendar, {"timezone": chance.choice(ZONES)}, now=NOW)
    those = [entry for entry in listed(calendar) if entry.is_occurrence]
    if step in ("move_series", "rename_series", "change_rule"):
        events.update(events.find(calendar, master.id), changes_of_series(step, master, chance), now=NOW)
    elif those and step == "cancel":
        entries.destroy(chance.choice(those), now=NOW)
    elif those:
        entries.update(chance.choice(those), changes_of_one(step, master, chance), now=NOW)
    return calendar


def changes_of_series(step: str, master: Event, chance: Random) -> dict[str, Any]:
    if step == "rename_series":
        return {"title": "Renamed series"}
    return (
        {"recurrence": [chance.choice(RULES)]}
        if step == "change_rule"
        else {"when": some_time(master, chance)}
    )


def changes_of_one(step: str, master: Event, chance: Random) -> dict[str, Any]:
    return {"title": "Renamed"} if step == "rename" else {"when": some_time(master, chance)}


def some_time(master: Event, chance: Random) -> dict[str, Any]:
    if master.when["object"] == "date":
        return {"object": "date", "date": f"2027-01-{chance.randint(5, 20):02}"}
    return timespan(TOMORROW_AT_TEN + chance.randint(0, 96) * HOUR // 2)


def listed(calendar: Calendar) -> list[Entry]:
    db.session.close()
    those, _ = listing.expanded(calendar, WINDOW, limit=500, page_token=None, now=NOW)
    return those
