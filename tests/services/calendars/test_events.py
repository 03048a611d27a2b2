"""An event and what it makes busy are one: written together, changed together, gone together."""

import threading

import pytest
from flask import Flask
from sqlalchemy import text

from tests.builders import (
    DAY,
    HOUR,
    MAYA,
    NOW,
    TOMORROW_AT_TEN,
    busy_times,
    make_booking,
    make_configuration,
    make_event,
    make_grant,
    primary_calendar,
    reread,
    timespan,
)
from tests.services.calendars.event_helpers import titles
from webapp.errors import InvalidInput, NotAllowedNow, NotFound
from webapp.extensions import transaction
from webapp.models import Calendar
from webapp.services import locks
from webapp.services.calendars import calendars, events

# Only those that wait for this session: other tests use the same PostgreSQL server.
WAITING_FOR_THIS_SESSION = (
    "SELECT count(*) FROM pg_locks WHERE NOT granted AND pg_backend_pid() = ANY (pg_blocking_pids(pid))"
)

pytestmark = pytest.mark.usefixtures("app")


def test_an_event_may_be_entered_over_a_booking() -> None:
    configuration = make_configuration()
    make_booking(configuration, TOMORROW_AT_TEN)
    calendar = primary_calendar(configuration.grant)

    make_event(calendar, timespan(TOMORROW_AT_TEN))

    assert len(busy_times(calendar)) == 2


def test_a_moved_event_frees_its_old_time(calendar: Calendar) -> None:
    event = make_event(calendar, timespan(TOMORROW_AT_TEN))

    events.update(event, {"when": timespan(TOMORROW_AT_TEN + DAY)}, now=NOW)

    assert busy_times(calendar) == [(TOMORROW_AT_TEN + DAY, TOMORROW_AT_TEN + DAY + HOUR)]


def test_what_is_not_sent_stays(calendar: Calendar) -> None:
    event = make_event(calendar, description="Soup")

    changed = events.update(event, {"title": "Dinner"}, now=NOW + 1)

    assert (changed.title, changed.description, changed.starts_at) == ("Dinner", "Soup", TOMORROW_AT_TEN)


def test_a_refused_change_leaves_all_as_it_was(calendar: Calendar) -> None:
    event = make_event(calendar)

    with pytest.raises(InvalidInput):
        events.update(event, {"title": "Never", "when": timespan(NOW, NOW)}, now=NOW)

    assert (reread(event).title, len(busy_times(calendar))) == ("Lunch", 1)


def test_a_deleted_event_is_gone_with_its_time(calendar: Calendar) -> None:
    event = make_event(calendar)

    events.destroy(event)

    assert (busy_times(calendar), titles(calendar, show_cancelled=True)) == ([], [])


def test_an_event_deleted_meanwhile_is_not_found(calendar: Calendar) -> None:
    event = make_event(calendar)
    events.destroy(event)

    with pytest.raises(NotFound):
        events.update(event, {"title": "Late"}, now=NOW)


def test_an_event_of_another_calendar_is_not_found(calendar: Calendar) -> None:
    other = calendars.create(calendar.grant, {"name": "Other"}, now=NOW)
    event = make_event(other)

    with pytest.raises(NotFound):
        events.find(calendar, event.id)


def test_a_read_only_calendar_takes_no_event(calendar: Calendar) -> None:
    with transaction() as session:
        session.get_one(Calendar, calendar.id).read_only = True

    with pytest.raises(NotAllowedNow, match=r"^calendar\.read_only$"):
        make_event(calendar)


def test_the_event_of_a_booking_can_be_read_and_nothing_more() -> None:
    configuration = make_configuration()
    booking = make_booking(configuration)
    event = events.find(primary_calendar(configuration.grant), booking.event_id)

    with pytest.raises(NotAllowedNow, match=r"^event\.of_booking$"):
        events.update(event, {"title": "Mine"}, now=NOW)
    with pytest.raises(NotAllowedNow, match=r"^event\.of_booking$"):
        events.destroy(event)
    with pytest.raises(NotAllowedNow, match=r"^event\.of_booking$"):
        events.answer(event, email=MAYA, status="no", now=NOW)


def test_an_answer_is_noted_for_its_participant_alone(calendar: Calendar) -> None:
    people = [{"email": "Maya@example.com", "status": "noreply"}, {"email": "a@b.org", "status": "noreply"}]
    event = make_event(calendar, participants=people)

    answered = events.answer(event, email=MAYA, status="maybe", now=NOW)

    assert [person["status"] for person in answered.participants] == ["maybe", "noreply"]


def test_an_answer_of_somebody_who_takes_no_part_is_refused(calendar: Calendar) -> None:
    with pytest.raises(NotAllowedNow):
        events.answer(make_event(calendar), email=MAYA, status="yes", now=NOW)


def test_an_event_waits_until_its_calendar_is_unlocked(postgres_app: Flask) -> None:
    calendar = primary_calendar(make_grant())
    entered = threading.Event()

    def enter_elsewhere() -> None:
        with postgres_app.app_context():
            make_event(calendar)
            entered.set()

    thread = threading.Thread(target=enter_elsewhere)
    with transaction() as session:
        locks.calendars(session, [calendar.id])
        thread.start()
        while not entered.is_set() and not session.scalar(text(WAITING_FOR_THIS_SESSION)):
            entered.wait(0.01)
        was_entered_meanwhile = entered.is_set()
    thread.join()

    assert (was_entered_meanwhile, entered.is_set()) == (False, True)
