"""Lists of events: in order, filtered, expanded, page by page."""

from typing import Any

import pytest

from tests.builders import (
    DAY,
    HOUR,
    NOW,
    make_event,
    timespan,
)
from tests.services.calendars.event_helpers import (
    DAILY,
    SECOND,
    shown,
    titles,
    update,
)
from webapp.errors import InvalidInput
from webapp.extensions import transaction
from webapp.models import Calendar, Event
from webapp.services.calendars import listing
from webapp.services.calendars.listing import EventFilter

pytestmark = pytest.mark.usefixtures("app")


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


def test_pages_of_a_list_hold_every_event_once_in_order(calendar: Calendar) -> None:
    for at in (2, 0, 1, 1):
        make_event(calendar, timespan(NOW + at * DAY), title=str(at))

    pages, cursor = [], None
    for _ in range(4):
        entries, cursor = listing.listing(calendar, EventFilter(), limit=1, page_token=cursor)
        pages += [entry.event.title for entry in entries]

    assert (pages, cursor) == (["0", "1", "1", "2"], None)


@pytest.mark.parametrize(
    "filters, found",
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
def test_a_list_shows_what_matches_a_filter(
    calendar: Calendar, filters: dict[str, Any], found: list[str]
) -> None:
    make_event(calendar, timespan(NOW), fields={"key1": "red"})
    make_event(calendar, timespan(NOW + 2 * DAY), title="100% focus", busy=False, location="Berlin")

    assert titles(calendar, **filters) == found


def test_a_cancelled_event_is_shown_only_when_asked_for(calendar: Calendar) -> None:
    event = make_event(calendar)
    with transaction() as session:
        session.get_one(Event, event.id).status = "cancelled"

    assert (titles(calendar), titles(calendar, show_cancelled=True)) == ([], ["Lunch"])


def test_an_expanded_list_shows_each_occurrence(calendar: Calendar) -> None:
    daily = make_event(calendar, timespan(NOW), title="Daily", recurrence=["RRULE:FREQ=DAILY"])
    make_event(calendar, timespan(NOW + DAY + HOUR), title="Once")

    window = EventFilter(start=NOW, end=NOW + 2 * DAY + 1)
    first, cursor = listing.expanded(calendar, window, limit=2, page_token=None, now=NOW)
    rest, end = listing.expanded(calendar, window, limit=2, page_token=cursor, now=NOW)

    assert [(entry.event.title, entry.starts_at) for entry in first + rest] == [
        ("Daily", NOW),
        ("Daily", NOW + DAY),
        ("Once", NOW + DAY + HOUR),
        ("Daily", NOW + 2 * DAY),
    ]
    assert (first[0].id, end) == (f"{daily.id}_20270104T080000Z", None)


def test_an_expanded_list_over_more_than_its_limit_is_refused(calendar: Calendar) -> None:
    window = EventFilter(start=NOW, end=NOW + 401 * DAY)

    with pytest.raises(InvalidInput):
        listing.expanded(calendar, window, limit=50, page_token=None, now=NOW)


@pytest.mark.parametrize(
    ("attendees", "found"),
    [
        (("priya@example.com",), ["With Priya"]),
        (("PRIYA@example.com",), ["With Priya"]),
        (("priya@example.com", "jonas@example.com"), ["With Priya", "With Jonas"]),
        (("a@example.com",), []),
        (("%@example.com",), []),
        (("priya@example",), []),
    ],
)
def test_a_list_may_be_of_those_who_take_part(
    calendar: Calendar, attendees: tuple[str, ...], found: list[str]
) -> None:
    make_event(calendar, timespan(NOW), title="With Priya", participants=[{"email": "priya@example.com"}])
    make_event(
        calendar, timespan(NOW + HOUR), title="With Jonas", participants=[{"email": "jonas@example.com"}]
    )
    make_event(calendar, timespan(NOW + 2 * HOUR), title="Alone")

    listed, _ = listing.listing(calendar, EventFilter(attendees=attendees), limit=50, page_token=None)

    assert [entry.event.title for entry in listed] == found
