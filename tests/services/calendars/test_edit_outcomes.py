"""What became of an edit: taken, refused and told, or still on its way."""

import pytest
from sqlalchemy import select

from tests.builders import DAY, NOW, make_colleague, primary_calendar, timespan
from tests.event_edits import MOVED, calendar_of, failures, read_entry, there, work_off
from tests.fake_provider import FakeCalendar, FakeServer, meeting
from tests.mirrors import DINNER, LUNCH, busy, sync, titles
from webapp.errors import ProviderError
from webapp.extensions import db, transaction
from webapp.models import Event, Grant, Organizer
from webapp.services.calendars import edit_outcomes, edits, entering, events
from webapp.services.calendars.listing import Entry

pytestmark = pytest.mark.usefixtures("app", "clock")
DENTIST = {"title": "Dentist", "when": timespan(*LUNCH)}


def owner_of(grant: Grant) -> Organizer:
    return db.session.get_one(Organizer, grant.organizer_id)


def test_a_change_made_there_meanwhile_is_kept_and_told(grant_elsewhere: Grant, work: FakeCalendar) -> None:
    work.put(meeting("lunch", LUNCH))
    entry = read_entry(grant_elsewhere, now=NOW)
    work.put(meeting("lunch", DINNER))

    edits.update(entry, {"when": MOVED}, now=NOW)
    work_off(now=NOW)

    assert failures() == ["provider.changed_there"]
    sync(grant_elsewhere, now=NOW + 60)
    assert (busy(), there(work)) == ([DINNER], [("lunch", DINNER[0])])


def test_an_event_that_is_refused_is_not_there_and_told(
    grant_elsewhere: Grant, work: FakeCalendar, fake: FakeServer
) -> None:
    fake.fail("enter", ProviderError("provider.read_only"))
    edits.create(calendar_of(grant_elsewhere), DENTIST, now=NOW)

    work_off(now=NOW)

    (news,) = edit_outcomes.news(owner_of(grant_elsewhere), now=NOW)
    assert (titles(), busy()) == ([], [])
    assert (news.edit.title, news.edit.failure) == ("Dentist", "provider.read_only")
    assert news.edit.wanted["title"] == "Dentist"


def test_what_the_provider_cannot_take_for_a_while_is_tried_again_and_told_after_a_minute(
    grant_elsewhere: Grant, work: FakeCalendar, fake: FakeServer
) -> None:
    fake.fail("enter", ProviderError("provider.unreachable"))
    edits.create(calendar_of(grant_elsewhere), DENTIST, now=NOW)
    work_off(now=NOW)
    maya = owner_of(grant_elsewhere)
    assert [len(edit_outcomes.news(maya, now=NOW + at)) for at in (0, 60)] == [0, 1]

    work_off(now=NOW + 60)

    assert there(work) == [("Dentist", LUNCH[0])]
    assert not edit_outcomes.news(maya, now=NOW + 60)


def test_a_deletion_that_is_refused_brings_the_event_back(
    grant_elsewhere: Grant, work: FakeCalendar, fake: FakeServer
) -> None:
    work.put(meeting("lunch", LUNCH))
    fake.fail("delete", ProviderError("provider.read_only"))
    edits.destroy(read_entry(grant_elsewhere, now=NOW), now=NOW)

    work_off(now=NOW)
    sync(grant_elsewhere, now=NOW + 60)

    assert (busy(), failures()) == ([LUNCH], ["provider.read_only"])


def test_an_event_that_was_read_before_its_name_was_known_is_there_once(
    grant_elsewhere: Grant, work: FakeCalendar
) -> None:
    event = edits.create(calendar_of(grant_elsewhere), DENTIST, now=NOW)
    work.put(meeting(f"own-{event.id}", LUNCH))
    sync(grant_elsewhere, now=NOW)
    assert len(titles()) == 2

    work_off(now=NOW + 1)

    assert (titles(), busy()) == (["Dentist"], [LUNCH])


def test_an_event_of_ours_is_deleted_once_it_is_in_the_other_calendar(
    grant_elsewhere: Grant, work: FakeCalendar, fake: FakeServer
) -> None:
    ours = events.create(primary_calendar(make_colleague()), DENTIST, now=NOW)
    fake.fail("enter", ProviderError("provider.unreachable"))
    entering.move(Entry.of(ours), calendar_of(grant_elsewhere), DENTIST, now=NOW)

    work_off(now=NOW)
    assert (len(titles()), there(work)) == (2, [])
    work_off(now=NOW + 60)

    assert (len(titles()), there(work)) == (1, [("Dentist", LUNCH[0])])


def test_an_event_that_was_changed_since_it_was_moved_stays(
    grant_elsewhere: Grant, work: FakeCalendar
) -> None:
    ours = events.create(primary_calendar(make_colleague()), DENTIST, now=NOW)
    entering.move(Entry.of(ours), calendar_of(grant_elsewhere), DENTIST, now=NOW)
    events.update(ours, {"title": "Doctor"}, now=NOW)

    work_off(now=NOW)

    assert sorted(titles()) == ["Dentist", "Doctor"]


def test_news_are_told_to_nobody_else_and_forgotten_when_they_were_read(
    grant_elsewhere: Grant, fake: FakeServer
) -> None:
    fake.fail("enter", ProviderError("provider.read_only"))
    edits.create(calendar_of(grant_elsewhere), DENTIST, now=NOW)
    work_off(now=NOW)
    maya, jonas = owner_of(grant_elsewhere), owner_of(make_colleague())
    (news,) = edit_outcomes.news(maya, now=NOW)
    assert not edit_outcomes.news(jonas, now=NOW)

    edit_outcomes.dismiss(jonas, news.edit.id)
    assert edit_outcomes.refused(maya, news.edit.id) is not None
    edit_outcomes.dismiss(maya, news.edit.id)

    assert failures() == []


def test_what_was_typed_is_forgotten_after_a_while(grant_elsewhere: Grant, fake: FakeServer) -> None:
    fake.fail("enter", ProviderError("provider.read_only"))
    edits.create(calendar_of(grant_elsewhere), DENTIST, now=NOW)
    work_off(now=NOW)

    for days, left in ((30, 1), (31, 0)):
        with transaction() as session:
            edit_outcomes.forget_old(session, now=NOW + days * DAY)
        assert len(failures()) == left


def test_an_edit_waits_until_its_provider_has_taken_it(grant_elsewhere: Grant, work: FakeCalendar) -> None:
    event = edits.create(calendar_of(grant_elsewhere), DENTIST, now=NOW)
    assert edit_outcomes.is_waiting(event)

    work_off(now=NOW)

    assert not edit_outcomes.is_waiting(db.session.scalars(select(Event)).one())
