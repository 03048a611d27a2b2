"""Whatever a calendar holds, the pages of a window show every event that reaches into it, once and in order."""

from collections.abc import Callable

from flask import Flask
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tests.builders import DAY, HOUR, NOW, TOMORROW_AT_TEN, make_event, make_grant, primary_calendar, timespan
from tests.services.calendars.event_helpers import DAILY, SECOND, update
from webapp.models import Calendar, Event, new_id
from webapp.services.calendars import listing
from webapp.services.calendars.listing import Entry, EventFilter

# Hours from now: when it starts, how long it lasts, and whether it comes again each day for four days.
EVENTS = st.lists(
    st.tuples(st.integers(-100, 100), st.sampled_from([0, 1, 24, 25, 80]), st.booleans()), max_size=12
)
HOURS = st.integers(-110, 110)
Lister = Callable[[str | None], tuple[list[Entry], str | None]]


@given(events=EVENTS, start=HOURS, hours=st.integers(1, 90), limit=st.integers(1, 4))
@settings(max_examples=30, suppress_health_check=list(HealthCheck))
def test_the_pages_of_a_window_show_what_reaches_into_it(
    sqlite_app: Flask, events: list[tuple[int, int, bool]], start: int, hours: int, limit: int
) -> None:
    calendar = primary_calendar(make_grant(f"{new_id()}@example.com"))
    made = [_made(calendar, *one) for one in events]
    since, until = NOW + start * HOUR, NOW + (start + hours) * HOUR
    window = EventFilter(start=since, end=until)

    listed = pages(lambda mark: listing.listing(calendar, window, limit=limit, page_token=mark))
    expanded = pages(lambda mark: listing.expanded(calendar, window, limit=limit, page_token=mark, now=NOW))

    assert [(entry.starts_at, entry.id) for entry in listed] == sorted(
        (one.starts_at, one.id)
        for one in made
        if one.starts_at < until and (one.ends_at > since or one.recurrence)
    )
    assert [(entry.starts_at, entry.master_id) for entry in expanded] == sorted(
        (starts_at, one.id)
        for one in made
        for starts_at in _starts(one)
        if starts_at < until and starts_at + one.ends_at - one.starts_at > since
    )


def test_pages_go_on_behind_events_that_start_at_once(app: Flask) -> None:
    calendar = primary_calendar(make_grant())
    series = [make_event(calendar, recurrence=DAILY) for _ in range(5)]
    for master in series:
        update(calendar, master, title="Changed")
    second = TOMORROW_AT_TEN + DAY
    at_once = [make_event(calendar, timespan(second, second + (1 + days) * DAY)) for days in range(3)]
    window = EventFilter(start=second, end=second + HOUR)

    expanded = pages(lambda mark: listing.expanded(calendar, window, limit=1, page_token=mark, now=NOW))

    assert [entry.id for entry in expanded] == sorted(
        [*(f"{master.id}_{SECOND}" for master in series), *(event.id for event in at_once)]
    )


def pages(page: Lister) -> list[Entry]:
    """All entries, page by page; far too many, when a list does not end."""
    entries, mark = page(None)
    while mark is not None and len(entries) < 500:
        more, mark = page(mark)
        entries += more
    return entries


def _made(calendar: Calendar, start: int, hours: int, recurs: bool) -> Event:
    starts_at = NOW + start * HOUR
    when = timespan(starts_at, starts_at + hours * HOUR) if hours else {"object": "time", "time": starts_at}
    return make_event(calendar, when, recurrence=["RRULE:FREQ=DAILY;COUNT=4"] if recurs else [])


def _starts(event: Event) -> list[int]:
    return [event.starts_at + day * DAY for day in range(4 if event.recurrence else 1)]
