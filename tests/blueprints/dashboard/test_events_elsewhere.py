"""Events of a connected calendar on the organizer's own: entered, changed, deleted, and told when that fails."""

import pytest
from sqlalchemy import select

from tests.browser import Browser
from tests.builders import NOW, make_event, primary_calendar
from tests.event_edits import read_entry, there, work_off
from tests.fake_provider import KIND, PASSWORD, FakeCalendar, FakeProvider, FakeServer, meeting
from tests.mirrors import LUNCH, titles
from tests.page import Page
from webapp.errors import ProviderError
from webapp.extensions import db, transaction
from webapp.models import Calendar, Event, Grant, Organizer
from webapp.services.calendars import connecting

NEW = "/dashboard/calendar/events/new"
WORK = "Work (maya@elsewhere.example)"


@pytest.fixture
def elsewhere(maya: Organizer, maya_grant: Grant, fake: FakeServer) -> Grant:
    settings = {"email": "maya@elsewhere.example", "password": PASSWORD}
    return connecting.connect(maya.application_id, KIND, settings, now=NOW, organizer=maya)


def open_event(dashboard: Browser, grant: Grant) -> Page:
    """The page of the only event of the connected calendar, after it was read."""
    event = read_entry(grant, now=NOW).event
    address = f"/dashboard/calendar/events/{event.calendar_id}/{event.id}"
    db.session.close()
    return dashboard.open(address)


def calendar_id(name: str) -> str:
    found: str = db.session.scalars(select(Calendar.id).where(Calendar.name == name)).one()
    return found


def test_an_event_is_entered_in_a_connected_calendar(
    dashboard: Browser, elsewhere: Grant, fake: FakeServer
) -> None:
    form = dashboard.open(f"{NEW}?date=2027-01-06")
    assert WORK in form.text

    week = dashboard.follow(
        dashboard.press(form, "Add the event", title="Dentist", calendar=calendar_id("Work"))
    )

    assert week.entries == ["Dentist"]
    work_off(now=NOW)
    assert [title for title, _ in there(fake.calendars["work"])] == ["Dentist"]


def test_one_that_repeats_is_refused_beside_its_field(dashboard: Browser, elsewhere: Grant) -> None:
    form = dashboard.open(f"{NEW}?date=2027-01-06")

    answer = dashboard.press(
        form, "Add the event", title="Dentist", calendar=calendar_id("Work"), repeats="daily"
    )

    assert answer.status == 422
    assert "can only be entered once" in answer.text
    assert answer.field("Title").value == "Dentist"


def test_an_event_is_moved_and_deleted(dashboard: Browser, elsewhere: Grant, work: FakeCalendar) -> None:
    work.put(meeting("lunch", LUNCH))
    page = open_event(dashboard, elsewhere)
    assert "Kept in “Work” of maya@elsewhere.example." in page.text

    dashboard.press(page, "Save", start="15:00", end="16:00")
    work_off(now=NOW)
    assert there(work) == [("lunch", NOW + 6 * 3600)]  # 15:00 in Stockholm
    dashboard.press(open_event(dashboard, elsewhere), "Delete")
    work_off(now=NOW)

    assert there(work) == []


def test_an_event_that_waits_says_so(dashboard: Browser, elsewhere: Grant, work: FakeCalendar) -> None:
    work.put(meeting("lunch", LUNCH))
    page = open_event(dashboard, elsewhere)
    dashboard.press(page, "Save", title="Dinner")

    assert "on its way to “Work”" in open_event(dashboard, elsewhere).text


def test_a_change_that_is_refused_is_told_until_it_was_read(
    dashboard: Browser, elsewhere: Grant, work: FakeCalendar, fake: FakeServer
) -> None:
    work.put(meeting("lunch", LUNCH))
    page = open_event(dashboard, elsewhere)
    work.put(meeting("lunch", (LUNCH[0] + 60, LUNCH[1])))
    dashboard.press(page, "Save", title="Dinner")
    work_off(now=NOW)

    week = dashboard.open("/dashboard/calendar")
    assert "“Dinner” could not be changed in “Work” of maya@elsewhere.example." in week.text
    assert "changed in that calendar meanwhile" in week.text

    assert "could not be changed in" not in dashboard.follow(dashboard.press(week, "Hide this")).text


def test_what_could_not_be_added_is_entered_again(
    dashboard: Browser, elsewhere: Grant, fake: FakeServer
) -> None:
    fake.fail("enter", ProviderError("provider.read_only"))
    form = dashboard.open(f"{NEW}?date=2027-01-06")
    dashboard.press(
        form, "Add the event", title="Dentist", location="Main street", calendar=calendar_id("Work")
    )
    work_off(now=NOW)
    week = dashboard.open("/dashboard/calendar")
    assert "could not be added" in week.text

    again = dashboard.open(week.links["Enter it again"])

    assert (again.field("Title").value, again.field("Place").value) == ("Dentist", "Main street")
    assert again.field("First day").value == "2027-01-06"


def test_one_time_of_a_series_is_changed_alone_or_where_it_is_kept(
    dashboard: Browser, elsewhere: Grant, work: FakeCalendar, monkeypatch: pytest.MonkeyPatch
) -> None:
    series = meeting("standup", LUNCH, (LUNCH[0] + 86_400 * 500, LUNCH[1] + 86_400 * 500))
    work.put(series)
    assert "changes this time alone" in open_event(dashboard, elsewhere).text

    monkeypatch.setattr(FakeProvider, "changes_one_of_series", False)
    page = open_event(dashboard, elsewhere)

    assert "It is kept in “Work” of maya@elsewhere.example. Please change it there" in page.text
    assert "Save" not in page.buttons


def test_notes_of_which_only_a_part_is_known_stay(
    dashboard: Browser, elsewhere: Grant, work: FakeCalendar, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(FakeProvider, "tells_whole_notes", False)
    work.put(meeting("lunch", LUNCH))
    page = open_event(dashboard, elsewhere)
    assert "Its notes can be changed there only." in page.text

    typed = {
        **page.form("Save").values.to_dict(),
        "title": "Dinner",
        "description": "taken away",
        "busy": "y",
    }
    dashboard.send(page.form("Save").tag["action"], typed)
    work_off(now=NOW)

    (event,) = work.events.values()
    assert (event.occurrences[0].title, event.occurrences[0].description) == ("Dinner", None)


def test_an_event_of_ours_is_moved_to_a_connected_calendar(
    dashboard: Browser, elsewhere: Grant, maya_grant: Grant, work: FakeCalendar
) -> None:
    event = make_event(primary_calendar(maya_grant))
    page = dashboard.open(f"/dashboard/calendar/events/{event.calendar_id}/{event.id}")

    dashboard.press(page, "Save", calendar=calendar_id("Work"))
    work_off(now=NOW)

    assert [title for title, _ in there(work)] == ["Lunch"]
    assert titles() == ["Lunch"]


def test_time_is_blocked_in_a_connected_calendar_where_there_is_no_other(
    dashboard: Browser, elsewhere: Grant, maya_grant: Grant, work: FakeCalendar
) -> None:
    with transaction() as session:
        session.get_one(Calendar, primary_calendar(maya_grant).id).read_only = True
    token = {"csrf_token": dashboard.open(NEW).hidden("csrf_token")}

    dashboard.send("/dashboard/calendar/blocks", {**token, "block": "2027-01-06 09:00 12:00"})
    work_off(now=NOW)

    assert [title for title, _ in there(work)] == ["Blocked"]
    assert db.session.scalars(select(Event.title)).all() == ["Blocked"]
