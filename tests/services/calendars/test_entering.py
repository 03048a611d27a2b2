"""Events go where their calendar is kept, and can be moved to another."""

import pytest

from tests.builders import NOW, make_colleague, make_event, primary_calendar, timespan
from tests.event_edits import calendar_of, failures, read_entry
from tests.fake_provider import FakeCalendar, meeting
from tests.mirrors import LUNCH, busy, rows, titles
from tests.services.calendars.event_helpers import DAILY, update
from webapp.errors import InvalidInput, NotAllowedNow
from webapp.extensions import transaction
from webapp.models import Calendar, Event, Grant
from webapp.services.calendars import entering
from webapp.services.calendars.listing import Entry

pytestmark = pytest.mark.usefixtures("app", "clock")
VALUES = {"title": "Dentist", "when": timespan(*LUNCH)}


@pytest.fixture
def ours(app: object) -> Calendar:
    return primary_calendar(make_colleague())


@pytest.fixture
def second(ours: Calendar) -> Calendar:
    with transaction() as session:
        made = Calendar(grant_id=ours.grant_id, name="Second", created_at=NOW, updated_at=NOW)
        session.add(made)
    return made


def test_an_event_of_ours_is_changed_at_once(ours: Calendar) -> None:
    event = entering.create(ours, VALUES, now=NOW)
    entering.update(Entry.of(event), {"title": "Doctor"}, now=NOW)
    assert (titles(), failures()) == (["Doctor"], [])

    entering.destroy(Entry.of(event), now=NOW)

    assert titles() == []


def test_one_elsewhere_is_promised(grant_elsewhere: Grant) -> None:
    entering.create(calendar_of(grant_elsewhere), VALUES, now=NOW)

    assert failures() == [None]


def test_a_series_is_moved_with_its_changed_times_and_their_spans(ours: Calendar, second: Calendar) -> None:
    series = make_event(ours, recurrence=DAILY)
    update(ours, series, title="Moved")
    before = busy()

    entering.move(Entry.of(series), second, {"title": "Lunch"}, now=NOW)

    assert set(rows(Event.calendar_id)) == {(second.id,)}
    assert busy() == before


def test_what_has_more_to_it_than_a_provider_is_told_stays(ours: Calendar, grant_elsewhere: Grant) -> None:
    with_guests = make_event(ours, participants=[{"email": "a@example.com", "status": "noreply"}])
    series = make_event(ours, recurrence=DAILY)

    with pytest.raises(InvalidInput, match=r"event\.not_written_elsewhere"):
        entering.move(Entry.of(with_guests), calendar_of(grant_elsewhere), VALUES, now=NOW)
    with pytest.raises(NotAllowedNow, match=r"event\.series_stays"):
        entering.move(Entry.of(series), calendar_of(grant_elsewhere), VALUES, now=NOW)


def test_what_a_provider_keeps_is_moved_there(
    grant_elsewhere: Grant, work: FakeCalendar, ours: Calendar
) -> None:
    work.put(meeting("lunch", LUNCH))
    entry = read_entry(grant_elsewhere, now=NOW)

    with pytest.raises(NotAllowedNow, match=r"event\.kept_elsewhere"):
        entering.move(entry, ours, VALUES, now=NOW)
