"""Events of a calendar elsewhere, entered, changed and deleted here: seen at once, and promised to the provider."""

from dataclasses import replace
from typing import Any

import pytest

from tests.builders import NOW, timespan
from tests.event_edits import MOVED, calendar_of, failures, read_entry, there, work_off
from tests.fake_provider import FakeCalendar, FakeProvider, meeting
from tests.mirrors import DINNER, LUNCH, busy, sync, titles
from webapp.errors import InvalidInput, NotAllowedNow, NotFound, Outdated
from webapp.extensions import transaction
from webapp.models import Grant
from webapp.models.grant import INVALID
from webapp.services.calendars import edits, elsewhere

pytestmark = pytest.mark.usefixtures("app", "clock")
DENTIST: dict[str, Any] = {"title": "Dentist", "when": timespan(*LUNCH), "busy": True}


def test_an_event_is_seen_at_once_and_then_at_its_provider(
    grant_elsewhere: Grant, work: FakeCalendar
) -> None:
    edits.create(calendar_of(grant_elsewhere), DENTIST, now=NOW)
    assert (titles(), busy(), there(work)) == (["Dentist"], [LUNCH], [])

    work_off(now=NOW)

    assert there(work) == [("Dentist", LUNCH[0])]
    sync(grant_elsewhere, now=NOW + 60)
    assert (titles(), failures()) == (["Dentist"], [])


def test_a_change_is_seen_at_once_and_no_reading_undoes_it(
    grant_elsewhere: Grant, work: FakeCalendar
) -> None:
    work.put(meeting("lunch", LUNCH))
    entry = read_entry(grant_elsewhere, now=NOW)

    edits.update(entry, {"when": MOVED}, now=NOW)
    work.put(meeting("dinner", DINNER))
    with transaction() as session:
        elsewhere.read_whole(session, entry.event.calendar_id, at=NOW + 60)
    sync(grant_elsewhere, now=NOW + 60)

    assert busy() == [(LUNCH[0] + 3600, LUNCH[1] + 3600), DINNER]
    work_off(now=NOW + 60)
    assert ("lunch", LUNCH[0] + 3600) in there(work)


def test_what_was_not_changed_is_not_sent(grant_elsewhere: Grant, work: FakeCalendar) -> None:
    work.put(meeting("lunch", LUNCH))
    entry = read_entry(grant_elsewhere, now=NOW)

    edits.update(entry, {"title": "lunch", "when": entry.event.when, "busy": True}, now=NOW)

    assert failures() == []


def test_a_deleted_event_frees_its_time_and_goes_at_its_provider(
    grant_elsewhere: Grant, work: FakeCalendar
) -> None:
    work.put(meeting("lunch", LUNCH))
    entry = read_entry(grant_elsewhere, now=NOW)

    edits.destroy(entry, now=NOW)
    assert (busy(), len(work.events)) == ([], 1)
    work_off(now=NOW)

    assert (titles(), there(work)) == ([], [])


def test_several_edits_of_an_event_are_made_in_their_order(
    grant_elsewhere: Grant, work: FakeCalendar
) -> None:
    event = edits.create(calendar_of(grant_elsewhere), DENTIST, now=NOW)
    entry = edits.Entry.of(event)
    edits.update(entry, {"title": "Doctor"}, now=NOW)
    edits.destroy(entry, now=NOW)

    for _ in range(3):
        work_off(now=NOW)

    assert (titles(), there(work), failures()) == ([], [], [])


def test_what_was_seen_before_a_change_elsewhere_changes_nothing(
    grant_elsewhere: Grant, work: FakeCalendar
) -> None:
    work.put(meeting("lunch", LUNCH))
    seen = read_entry(grant_elsewhere, now=NOW).event.sequence
    work.put(replace(meeting("lunch", DINNER)))
    entry = read_entry(grant_elsewhere, now=NOW + 60)

    with pytest.raises(Outdated):
        edits.update(entry, {"when": MOVED}, now=NOW, expected=seen)


@pytest.mark.parametrize(
    ("more", "code"),
    [
        ({"recurrence": ["RRULE:FREQ=DAILY"]}, "event.recurs_elsewhere"),
        ({"participants": [{"email": "a@example.com"}]}, "event.not_written_elsewhere"),
    ],
)
def test_what_no_provider_would_be_told_is_refused(grant_elsewhere: Grant, more: Any, code: str) -> None:
    with pytest.raises(InvalidInput, match=code):
        edits.create(calendar_of(grant_elsewhere), {**DENTIST, **more}, now=NOW)


def test_one_time_of_a_series_is_changed_where_the_provider_can(
    grant_elsewhere: Grant, work: FakeCalendar, monkeypatch: pytest.MonkeyPatch
) -> None:
    series = meeting("standup", LUNCH, DINNER)
    work.put(replace(series, occurrences=series.occurrences[:1]))
    entry = read_entry(grant_elsewhere, now=NOW)
    monkeypatch.setattr(FakeProvider, "changes_one_of_series", False)

    with pytest.raises(NotAllowedNow, match=r"event\.series_elsewhere"):
        edits.update(entry, {"title": "Later"}, now=NOW)
    monkeypatch.setattr(FakeProvider, "changes_one_of_series", True)
    edits.update(entry, {"title": "Later"}, now=NOW)


def test_a_deleted_event_is_not_there_to_be_changed(grant_elsewhere: Grant, work: FakeCalendar) -> None:
    work.put(meeting("lunch", LUNCH))
    entry = read_entry(grant_elsewhere, now=NOW)
    edits.destroy(entry, now=NOW)

    with pytest.raises(NotFound):
        edits.update(entry, {"title": "Again"}, now=NOW)


@pytest.mark.parametrize(
    ("cause", "code"), [("read_only", "calendar.read_only"), ("lost", "event.account_lost")]
)
def test_a_calendar_that_takes_nothing_is_not_promised_anything(
    grant_elsewhere: Grant, cause: str, code: str
) -> None:
    calendar = calendar_of(grant_elsewhere)
    with transaction() as session:
        if cause == "lost":
            session.get_one(Grant, grant_elsewhere.id).status = INVALID
        else:
            session.merge(calendar).read_only = True

    with pytest.raises(NotAllowedNow, match=code):
        edits.create(calendar, DENTIST, now=NOW)
