"""A copy of a calendar that is kept elsewhere becomes what its provider has. Without changes it costs one request."""

from dataclasses import replace
from typing import Any

import pytest

from tests.builders import DAY, HOUR, NOW
from tests.fake_provider import ZONE, FakeCalendar, FakeServer, meeting
from tests.mirrors import DINNER, LUNCH, busy, mirror, rows, sync, titles
from tests.queries import statements
from webapp.models import Event, Grant
from webapp.services.calendars import calendars, mirroring

pytestmark = pytest.mark.usefixtures("app", "clock")


def test_the_first_reading_copies_every_event(grant_elsewhere: Grant, work: FakeCalendar) -> None:
    work.put(meeting("lunch", LUNCH))
    work.put(meeting("dinner", DINNER, busy=False))

    assert sync(grant_elsewhere)

    assert (titles(), busy()) == (["lunch", "dinner"], [LUNCH])
    assert (mirror().synced_at, mirror().whole_at, mirror().due_at) == (NOW, NOW, NOW + 60)


def test_a_series_has_a_row_for_each_time(grant_elsewhere: Grant, work: FakeCalendar) -> None:
    work.put(meeting("standup", LUNCH, DINNER))

    sync(grant_elsewhere)

    assert rows(Event.provider_event_id, Event.recurrence_id, Event.ical_uid, Event.starts_at) == [
        ("standup", "00000000", "standup@elsewhere", LUNCH[0]),
        ("standup", "00000001", "standup@elsewhere", DINNER[0]),
    ]


@pytest.mark.parametrize(
    ("span", "values", "when"),
    [
        (
            (NOW, NOW + DAY),
            {"days": ("2027-01-04", "2027-01-05")},
            {"object": "date", "date": "2027-01-04"},
        ),
        (
            (NOW, NOW + 2 * DAY),
            {"days": ("2027-01-04", "2027-01-06")},
            {"object": "datespan", "start_date": "2027-01-04", "end_date": "2027-01-06"},
        ),
        ((NOW, NOW), {}, {"object": "time", "time": NOW, "timezone": None}),
        (
            LUNCH,
            {"timezone": ZONE},
            {
                "object": "timespan",
                "start_time": LUNCH[0],
                "end_time": LUNCH[1],
                "start_timezone": ZONE,
                "end_timezone": ZONE,
            },
        ),
    ],
)
def test_its_time_has_the_shape_of_the_contract(
    grant_elsewhere: Grant,
    work: FakeCalendar,
    span: tuple[int, int],
    values: dict[str, Any],
    when: dict[str, Any],
) -> None:
    work.put(meeting("event", span, **values))

    sync(grant_elsewhere)

    assert rows(Event.when) == [(when,)]


def test_changes_are_followed(grant_elsewhere: Grant, work: FakeCalendar) -> None:
    work.put(meeting("lunch", LUNCH))
    work.put(meeting("dinner", DINNER))
    sync(grant_elsewhere)
    work.put(meeting("lunch", (LUNCH[0], LUNCH[1] + HOUR), title="Long lunch"))
    work.remove("dinner")

    sync(grant_elsewhere, now=NOW + 60)

    assert (titles(), busy()) == (["Long lunch"], [(LUNCH[0], LUNCH[1] + HOUR)])


def test_a_changed_event_keeps_its_id(grant_elsewhere: Grant, work: FakeCalendar) -> None:
    work.put(meeting("lunch", LUNCH))
    sync(grant_elsewhere)
    before = rows(Event.id)
    work.put(meeting("lunch", DINNER))

    sync(grant_elsewhere, now=NOW + 60)

    assert rows(Event.id) == before


def test_an_occurrence_that_is_called_off_takes_its_time_along(
    grant_elsewhere: Grant, work: FakeCalendar
) -> None:
    series = meeting("standup", LUNCH, DINNER)
    work.put(series)
    sync(grant_elsewhere)
    work.put(replace(series, occurrences=series.occurrences[1:]))

    sync(grant_elsewhere, now=NOW + 60)

    assert busy() == [DINNER]


def test_a_reading_with_nothing_new_is_one_request_and_writes_no_event(
    grant_elsewhere: Grant, work: FakeCalendar, fake: FakeServer
) -> None:
    work.put(meeting("lunch", LUNCH))
    sync(grant_elsewhere)
    fake.asked.clear()

    with statements() as seen:
        sync(grant_elsewhere, now=NOW + 60)

    assert fake.asked.total() == 1
    assert not [
        each for each in seen if "INTO event" in each or "UPDATE event" in each or "busy_span" in each
    ]


def test_reading_everything_again_writes_only_what_differs(
    grant_elsewhere: Grant, work: FakeCalendar
) -> None:
    for number in range(5):
        work.put(meeting(f"event-{number}", (NOW + number * HOUR, NOW + (number + 1) * HOUR)))
    sync(grant_elsewhere)
    tomorrow = NOW + DAY

    with statements() as seen:
        sync(grant_elsewhere, now=tomorrow)

    assert mirror().whole_at == tomorrow
    assert not [each for each in seen if each.startswith(("INSERT", "DELETE", "UPDATE event"))]


def test_what_a_whole_reading_does_not_see_is_removed(grant_elsewhere: Grant, work: FakeCalendar) -> None:
    work.put(meeting("lunch", LUNCH))
    work.put(meeting("dinner", DINNER))
    sync(grant_elsewhere)
    work.remove("lunch")
    work.expire_cursors()  # so that the provider does not say that it is gone

    sync(grant_elsewhere, now=NOW + 60)

    assert titles() == ["dinner"]


def test_the_list_of_calendars_is_followed_every_hour(grant_elsewhere: Grant, fake: FakeServer) -> None:
    sync(grant_elsewhere)
    fake.add_calendar("home").put(meeting("party", DINNER))

    sync(grant_elsewhere, now=NOW + HOUR)
    sync(grant_elsewhere, now=NOW + HOUR + 60)

    assert titles() == ["party"]
    assert fake.asked["calendars"] == 1


def test_events_that_could_not_be_read_as_they_stand_are_counted(
    grant_elsewhere: Grant, work: FakeCalendar
) -> None:
    work.put(replace(meeting("odd", LUNCH), trouble="zone_unknown"))

    sync(grant_elsewhere)

    assert (mirror().troubles, busy()) == (1, [LUNCH])


def test_a_calendar_can_be_read_before_it_is_due(grant_elsewhere: Grant, work: FakeCalendar) -> None:
    sync(grant_elsewhere)
    work.put(meeting("lunch", LUNCH))

    assert mirroring.sync(calendars.find(grant_elsewhere, "primary").id, now=NOW + 1)

    assert titles() == ["lunch"]


def test_what_is_outside_the_window_is_not_copied(grant_elsewhere: Grant, work: FakeCalendar) -> None:
    work.put(meeting("long ago", (NOW - 40 * DAY, NOW - 39 * DAY)))
    work.put(meeting("far ahead", (NOW + 401 * DAY, NOW + 402 * DAY)))

    sync(grant_elsewhere)

    assert titles() == []
