"""How people of a page take part: together or in turn, whose page it is, and with which calendars."""

import pytest

from tests.blueprints.dashboard.editor.desk import at, edit, preview, save
from tests.blueprints.dashboard.editor.people_desk import (
    AMINA,
    ROW,
    emails,
    pressed,
    shown,
    summary,
    with_jonas,
)
from tests.browser import Browser
from tests.builders import (
    DAY,
    HOUR,
    JONAS,
    MAYA,
    NOW,
    make_configuration,
    make_event,
    primary_calendar,
    timespan,
)
from tests.page import words
from webapp.models import Configuration, Grant
from webapp.services.calendars import calendars

# What depends on the database is asked in `tests/services/configurations/test_accounts.py`.
pytestmark = pytest.mark.parametrize("app", ["sqlite"], indirect=True)
METHOD = "availability.availability_rules.availability_method"


def test_the_page_can_be_somebody_elses_who_then_cannot_be_removed(
    dashboard: Browser, team: Configuration
) -> None:
    save(dashboard, team, {"Organizer": JONAS})
    assert [each["is_organizer"] for each in at(team, "participants")] == [False, True, False]

    page = pressed(dashboard, edit(dashboard, team), "remove-1")

    assert shown(page) == ["Maya Lindqvist", "Jonas Weber", "Amina"]


def test_another_organizer_does_not_get_the_hours_of_the_first(
    dashboard: Browser, team: Configuration
) -> None:
    hours = at(team, "participants[1].availability.open_hours")

    save(dashboard, team, {"Organizer": JONAS})

    assert at(team, "participants[1].availability.open_hours") == hours
    assert at(team, "participants[0].availability.open_hours") == []


@pytest.mark.parametrize("method", ["max-fairness", "max-availability"])
def test_in_turns_nobody_is_the_organizer(dashboard: Browser, team: Configuration, method: str) -> None:
    typed = {"people-method": method, "Take turns together with other pages": "support"}

    assert save(dashboard, team, typed).status == 303

    assert at(team, METHOD) == method
    assert at(team, "availability.availability_rules.round_robin_group_id") == "support"
    assert not any(each["is_organizer"] for each in at(team, "participants"))
    assert summary(edit(dashboard, team)) == "one of 2 people, in turn · 1 more is told"


def test_after_turns_there_is_an_organizer_again(dashboard: Browser, team: Configuration) -> None:
    save(dashboard, team, {"people-method": "max-availability"})

    assert save(dashboard, team, {"people-method": "collective"}).status == 303

    assert [each["is_organizer"] for each in at(team, "participants")] == [True, False, False]
    assert summary(edit(dashboard, team)) == "2 people together · 1 more is told"


def test_other_calendars_can_count_and_take_the_booking(
    dashboard: Browser, intro: Configuration, maya_grant: Grant
) -> None:
    private = calendars.create(maya_grant, {"name": "Private"}, now=NOW + 1)
    values = edit(dashboard, intro).form("Save").values
    values.setlist(ROW.format(0, "calendars"), ["primary", private.id])
    values[ROW.format(0, "booking")] = private.id

    assert dashboard.send(f"/dashboard/pages/{intro.id}/edit", values).status == 303

    assert at(intro, "participants[0].availability.calendar_ids") == ["primary", private.id]
    assert at(intro, "participants[0].booking.calendar_id") == private.id


@pytest.mark.parametrize(
    ("typed", "field", "said"),
    [
        ({ROW.format(2, "email"): "amina"}, ROW.format(2, "email"), "e-mail address"),
        ({ROW.format(2, "email"): MAYA.upper()}, ROW.format(2, "email"), "is a participant twice."),
        ({ROW.format(1, "calendars"): "gone"}, ROW.format(1, "calendars"), "This is not a calendar of"),
        ({ROW.format(1, "booking"): "gone"}, ROW.format(1, "booking"), "This is not a calendar of"),
        ({ROW.format(1, "name"): "x" * 300}, ROW.format(1, "name"), "must be at most"),
        ({"people-method": "draw"}, "people-method", "Who takes part in a booking"),
        ({"people-group": "x" * 201, "people-method": "max-fairness"}, "people-group", "must be at most"),
    ],
)
def test_a_refusal_stands_beside_its_row(
    dashboard: Browser, team: Configuration, typed: dict[str, str], field: str, said: str
) -> None:
    page = save(dashboard, team, typed)

    [beside] = page.select("#people p.error")
    assert page.status == 422
    assert beside.attrs.get("id", f"{field}-error") == f"{field}-error"
    assert said in words(beside)
    assert emails(team) == [MAYA, JONAS, AMINA]


@pytest.mark.parametrize("name", ["calendars", "booking"])
def test_an_organizer_without_calendars_is_refused_above_the_rows(
    dashboard: Browser, intro: Configuration, name: str
) -> None:
    values = edit(dashboard, intro).form("Save").values
    values.setlist(ROW.format(0, name), [""] if name == "booking" else [])

    page = dashboard.send(f"/dashboard/pages/{intro.id}/edit", values)

    assert page.status == 422
    assert len(page.select("#people p.error")) == 1


def test_who_edits_meanwhile_is_told_that_people_differ(dashboard: Browser, team: Configuration) -> None:
    opened = edit(dashboard, team)
    save(dashboard, team, {ROW.format(1, "name"): "Jonas W."})

    overtaken = dashboard.press(opened, "Save", by={"Description": "First call"})

    assert "It differs from what you see here in: Basics, People." in overtaken.alerts[0]


def test_the_preview_shows_only_times_at_which_all_are_free(
    dashboard: Browser, maya_grant: Grant, jonas: Grant
) -> None:
    tomorrow = NOW - 8 * HOUR + DAY
    busy = timespan(tomorrow, tomorrow + 10 * HOUR)
    make_event(primary_calendar(jonas), busy)
    hours = [{"days": [1, 2], "start": "09:00", "end": "11:00"}]
    rules = {"duration_minutes": 60, "availability_rules": {"default_open_hours": hours}}
    page = make_configuration(maya_grant, availability=rules)
    chosen = {"preview-date": "2027-01-05", "preview-zone": "UTC"}
    assert preview(dashboard, page, chosen).times == ["9:00 AM", "10:00 AM"]

    with_both = with_jonas(dashboard, edit(dashboard, page), jonas)

    assert dashboard.press(with_both, "Show preview", by=chosen).times == ["10:00 AM"]
    in_turns = {**chosen, "people-method": "max-availability"}
    assert dashboard.press(with_both, "Show preview", by=in_turns).times == ["9:00 AM", "10:00 AM"]
