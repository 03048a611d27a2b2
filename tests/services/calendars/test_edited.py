"""Which events a reading must not touch."""

import pytest

from tests.builders import NOW
from tests.event_edits import read_entry, work_off
from tests.fake_provider import FakeCalendar, meeting
from tests.mirrors import LUNCH, mirror
from webapp.extensions import transaction
from webapp.models import Grant
from webapp.services.calendars import edited, edits

pytestmark = pytest.mark.usefixtures("app", "clock")


def under_way(grant: Grant, calendar_id: str, *, since: int) -> set[str]:
    with transaction() as session:
        return edited.under_way(session, calendar_id, ["lunch", "other"], since=since)


def test_those_that_wait_for_their_provider_are_left_alone(
    grant_elsewhere: Grant, work: FakeCalendar
) -> None:
    work.put(meeting("lunch", LUNCH))
    entry = read_entry(grant_elsewhere, now=NOW)
    assert under_way(grant_elsewhere, entry.event.calendar_id, since=NOW) == set()

    edits.update(entry, {"title": "Later"}, now=NOW)

    assert under_way(grant_elsewhere, entry.event.calendar_id, since=NOW) == {"lunch"}


def test_those_that_were_written_during_a_reading_are_left_to_the_next(
    grant_elsewhere: Grant, work: FakeCalendar
) -> None:
    work.put(meeting("lunch", LUNCH))
    entry = read_entry(grant_elsewhere, now=NOW)
    edits.update(entry, {"title": "Later"}, now=NOW)
    work_off(now=NOW)

    assert under_way(grant_elsewhere, entry.event.calendar_id, since=NOW - 5) == {"lunch"}
    assert mirror().cursor is None
    assert under_way(grant_elsewhere, entry.event.calendar_id, since=NOW) == set()
