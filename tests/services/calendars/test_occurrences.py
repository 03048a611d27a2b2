"""Rows of the occurrences that differ from their series."""

from flask import Flask

from tests.builders import JONAS, NOW, make_event, make_grant, primary_calendar
from tests.queries import statements
from tests.services.calendars.event_helpers import DAILY, SECOND, occurrence, update
from webapp.extensions import db
from webapp.models import Calendar
from webapp.services.calendars import entries, occurrences


def test_an_occurrence_like_its_series_has_no_row(calendar: Calendar) -> None:
    master = make_event(calendar, recurrence=DAILY)

    assert occurrences.find(db.session(), master.id, SECOND) is None


def test_one_that_was_changed_has(calendar: Calendar) -> None:
    master = make_event(calendar, recurrence=DAILY)
    update(calendar, master, title="Renamed")

    row = occurrences.find(db.session(), master.id, SECOND)

    assert row is not None
    assert row.title == "Renamed"


def test_one_that_was_cancelled_has_none(calendar: Calendar) -> None:
    master = make_event(calendar, recurrence=DAILY)
    update(calendar, master, title="Renamed")
    entries.destroy(occurrence(calendar, master), now=NOW)

    assert occurrences.find(db.session(), master.id, SECOND) is None


def test_one_query_tells_the_rows_of_several_series(app: Flask) -> None:
    mine, his = primary_calendar(make_grant()), primary_calendar(make_grant(JONAS))
    first, second, third = (make_event(calendar, recurrence=DAILY) for calendar in (mine, mine, his))
    update(mine, first, title="Renamed")
    update(mine, first, "20270107T100000Z", title="Renamed")
    update(his, third, title="Renamed")

    with statements("SELECT") as seen:
        found = occurrences.recurrence_ids(db.session(), [first.id, second.id, third.id])

    assert dict(found) == {first.id: {SECOND, "20270107T100000Z"}, third.id: {SECOND}}
    assert len(seen) == 1
