"""What was read becomes rows, whatever a provider puts into it."""

from dataclasses import replace
from typing import Any

import pytest
from sqlalchemy import select

from tests.builders import HOUR, NOW, make_grant, primary_calendar
from tests.fake_provider import meeting
from webapp.extensions import db, transaction
from webapp.lib.external import CANCELLED, ExternalEvent
from webapp.models import BusySpan, Calendar, Event
from webapp.services.calendars import mirror_rows

pytestmark = pytest.mark.usefixtures("app")

LUNCH = (NOW + HOUR, NOW + 2 * HOUR)


@pytest.fixture
def calendar() -> Calendar:
    return primary_calendar(make_grant())


def write(calendar: Calendar, *events: ExternalEvent, now: int = NOW) -> None:
    with transaction() as session:
        mirror_rows.write(session, calendar.id, events, now=now)


def stored() -> list[Event]:
    found = db.session.scalars(select(Event).order_by(Event.starts_at, Event.id)).all()
    db.session.close()
    return list(found)


def spans() -> list[tuple[int, int]]:
    rows = db.session.execute(select(BusySpan.starts_at, BusySpan.ends_at)).all()
    db.session.close()
    return sorted((row.starts_at, row.ends_at) for row in rows)


def test_an_event_that_has_not_changed_is_not_written(calendar: Calendar) -> None:
    write(calendar, meeting("lunch", LUNCH))

    write(calendar, meeting("lunch", LUNCH), now=NOW + 60)

    assert stored()[0].updated_at == NOW


@pytest.mark.parametrize(
    ("name", "value"),
    [("title", "a\0b"), ("description", "\ud800"), ("location", "x" * 20_000), ("title", "x" * 5000)],
)
def test_a_text_that_no_column_takes_is_made_one(calendar: Calendar, name: str, value: str) -> None:
    words: dict[str, Any] = {name: value}
    write(calendar, meeting("lunch", LUNCH, **words))

    assert len(getattr(stored()[0], name)) in (1, 2, 1024, 10_000)


@pytest.mark.parametrize("name", ["x" * 2000, "a\0b"])
def test_a_name_that_no_column_takes_still_names_one_event(calendar: Calendar, name: str) -> None:
    event = replace(meeting("lunch", LUNCH), id=name, uid="u" * 400, etag="e" * 400)

    write(calendar, event)
    write(calendar, event)

    assert [(row.provider_event_id, row.etag) for row in stored()] == [(mirror_rows.name_of(name), None)]


def test_two_times_with_one_name_are_both_kept(calendar: Calendar) -> None:
    event = meeting("lunch", LUNCH, (NOW + 5 * HOUR, NOW + 6 * HOUR))
    same = replace(
        event, occurrences=tuple(replace(each, recurrence_id="2027") for each in event.occurrences)
    )

    write(calendar, same)

    assert len(spans()) == 2


@pytest.mark.parametrize("span", [(NOW, NOW), (NOW, NOW - HOUR)])
def test_a_point_in_time_takes_none(calendar: Calendar, span: tuple[int, int]) -> None:
    write(calendar, meeting("point", span))

    assert (len(stored()), spans()) == (1, [])


def test_what_is_called_off_takes_no_time(calendar: Calendar) -> None:
    write(calendar, meeting("lunch", LUNCH, status=CANCELLED))

    assert (stored()[0].status, spans()) == ("cancelled", [])


def test_what_becomes_free_gives_its_time_back(calendar: Calendar) -> None:
    write(calendar, meeting("lunch", LUNCH))
    write(calendar, meeting("lunch", LUNCH, busy=False))

    assert spans() == []


def test_events_are_removed_by_their_names(calendar: Calendar) -> None:
    write(calendar, meeting("lunch", LUNCH), meeting("dinner", LUNCH))

    with transaction() as session:
        assert mirror_rows.names(session, calendar.id) == {"lunch", "dinner"}
        mirror_rows.remove(session, calendar.id, ["lunch", "unknown"], now=NOW)
        assert mirror_rows.count(session, calendar.id) == 1

    assert spans() == [LUNCH]
