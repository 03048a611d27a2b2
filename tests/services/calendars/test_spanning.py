"""What stands in several calendars between two instants."""

import pytest

from tests import cost
from tests.builders import DAY, HOUR, NOW, make_event, make_grant, primary_calendar, timespan
from tests.services.calendars.event_helpers import DAILY, update
from webapp.extensions import transaction
from webapp.models import Calendar
from webapp.services.calendars import spanning

pytestmark = pytest.mark.usefixtures("app")


def titles(*calendars: Calendar, since: int = NOW, until: int = NOW + 7 * DAY) -> list[str]:
    return [entry.event.title for entry in spanning.entries(calendars, since=since, until=until).entries]


def test_only_what_touches_the_span_is_there(calendar: Calendar) -> None:
    for at, title in ((NOW - HOUR, "before"), (NOW, "first"), (NOW + DAY, "after")):
        make_event(calendar, timespan(at), title=title)

    assert titles(calendar, until=NOW + DAY) == ["first"]


def test_what_began_long_before_is_there(calendar: Calendar) -> None:
    make_event(calendar, timespan(NOW - 30 * DAY, NOW + HOUR), title="Sabbatical")

    assert titles(calendar) == ["Sabbatical"]


def test_what_has_no_length_is_there_when_it_begins_in_the_span(calendar: Calendar) -> None:
    make_event(calendar, {"object": "time", "time": NOW, "timezone": None}, title="Bell")

    assert titles(calendar) == ["Bell"]
    assert titles(calendar, since=NOW - DAY, until=NOW) == []


def test_a_series_is_there_with_each_of_its_times(calendar: Calendar) -> None:
    master = make_event(calendar, recurrence=DAILY)
    update(calendar, master, title="Moved")

    assert sorted(titles(calendar)) == ["Lunch", "Lunch", "Lunch", "Moved"]


def test_several_calendars_are_read_together(calendar: Calendar) -> None:
    with transaction() as session:
        second = Calendar(grant_id=calendar.grant_id, name="Second", created_at=NOW, updated_at=NOW)
        session.add(second)
    make_event(calendar, timespan(NOW + HOUR), title="one")
    make_event(second, timespan(NOW), title="two")

    assert titles(calendar, second) == ["two", "one"]
    assert titles(second) == ["two"]


def test_without_a_calendar_there_is_nothing(calendar: Calendar) -> None:
    make_event(calendar)

    assert titles() == []


def test_cancelled_events_are_left_out(calendar: Calendar) -> None:
    make_event(calendar, status="cancelled")

    assert titles(calendar) == []


def test_there_is_an_end_to_what_is_drawn(calendar: Calendar, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(spanning, "ENTRIES_AT_MOST", 2)
    for hour in range(3):
        make_event(calendar, timespan(NOW + hour * HOUR))

    found = spanning.entries([calendar], since=NOW, until=NOW + DAY)

    assert (len(found.entries), found.is_whole) == (2, False)


def test_sqlite_looks_for_series_by_their_ends(sqlite_app: object) -> None:
    ours = primary_calendar(make_grant())

    steps = cost.steps_of_plans(lambda: titles(ours))

    assert len([step for step in steps if step.startswith("SEARCH event USING INDEX ix_event_over")]) == 2
    assert [step for step in steps if step.startswith("SCAN event")] == []
