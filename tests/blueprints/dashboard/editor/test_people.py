"""Who is on a page: rows are added, moved and removed, and what they do not show is kept."""

from typing import Any

import pytest

from tests.blueprints.dashboard.editor.desk import at, edit, save, stored
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
    JONAS,
    MAYA,
    make_configuration,
    make_grant,
)
from tests.page import words
from webapp.models import Configuration, Grant

# What depends on the database is asked in `tests/services/configurations/test_accounts.py`.
pytestmark = pytest.mark.parametrize("app", ["sqlite"], indirect=True)


def test_saving_without_a_change_changes_nothing(dashboard: Browser, team: Configuration) -> None:
    before = stored(team)

    assert save(dashboard, team, {}).status == 303

    assert stored(team) == before


def test_a_page_of_one_person_asks_for_no_more_than_calendars(
    dashboard: Browser, intro: Configuration
) -> None:
    page = edit(dashboard, intro)

    assert summary(page) == "Maya Lindqvist"
    assert shown(page) == ["Maya Lindqvist"]
    assert "Who takes part in a booking" not in page.text
    assert not page.select("#people [value^='people.remove']")


def test_somebody_with_an_account_is_chosen_and_begins_as_usual(
    dashboard: Browser, intro: Configuration, jonas: Grant
) -> None:
    page = with_jonas(dashboard, edit(dashboard, intro), jonas)
    assert shown(page) == ["Maya Lindqvist", "Jonas Weber"]

    assert dashboard.press(page, "Save").status == 303

    added = at(intro, "participants[1]")
    assert (added["email"], added["name"], added["grant_id"]) == (JONAS, "Jonas Weber", jonas.id)
    assert added["availability"]["calendar_ids"] == ["primary"]
    assert added["booking"] == {"calendar_id": "primary"}
    assert not added["is_organizer"]


def test_somebody_who_was_chosen_is_there_after_save_without_a_press_of_add(
    dashboard: Browser, intro: Configuration, jonas: Grant
) -> None:
    assert save(dashboard, intro, {"people-account": jonas.id}).status == 303

    assert emails(intro) == [MAYA, JONAS]


def test_somebody_who_was_chosen_is_a_row_after_any_other_button(
    dashboard: Browser, intro: Configuration, jonas: Grant
) -> None:
    page = pressed(dashboard, edit(dashboard, intro), "up-0", {"people-account": jonas.id})

    assert shown(page) == ["Maya Lindqvist", "Jonas Weber"]


@pytest.mark.parametrize(("rules", "follows"), [({}, False), ({"default_open_hours": []}, True)])
def test_whoever_was_chosen_keeps_to_working_hours_where_the_page_shares_none(
    dashboard: Browser, maya_grant: Grant, jonas: Grant, rules: dict[str, Any], follows: bool
) -> None:
    shared = [{"days": [1], "start": "09:00", "end": "12:00"}]
    given = {"duration_minutes": 30, "availability_rules": {"default_open_hours": shared, **rules}}
    page = make_configuration(maya_grant, availability=given)

    dashboard.press(with_jonas(dashboard, edit(dashboard, page), jonas), "Save")

    assert at(page, "participants[1].follows_working_hours") == follows


def test_nobody_is_offered_who_is_there_already(
    dashboard: Browser, intro: Configuration, jonas: Grant
) -> None:
    first = edit(dashboard, intro)
    offered = [words(option) for option in first.select("#people-account option")]
    assert offered == ["Choose somebody", f"Jonas Weber ({JONAS})"]

    page = with_jonas(dashboard, first, jonas)

    assert not page.select("#people-account")
    assert shown(with_jonas(dashboard, page, jonas)) == ["Maya Lindqvist", "Jonas Weber"]


def test_an_account_of_programs_cannot_be_chosen(dashboard: Browser, intro: Configuration) -> None:
    room = make_grant("room@example.com")

    assert shown(with_jonas(dashboard, edit(dashboard, intro), room)) == ["Maya Lindqvist"]


def test_somebody_without_an_account_is_only_told(dashboard: Browser, intro: Configuration) -> None:
    page = pressed(dashboard, edit(dashboard, intro), "add-person")
    assert "Only told by e-mail" in page.text

    typed = {ROW.format(1, "name"): "Amina", ROW.format(1, "email"): AMINA}
    assert dashboard.press(page, "Save", by=typed).status == 303

    added = at(intro, "participants[1]")
    assert (added["email"], added["name"]) == (AMINA, "Amina")
    assert (added["availability"], added["booking"]) == (None, None)
    assert summary(edit(dashboard, intro)) == "Maya Lindqvist · 1 more is told"


def test_a_typed_address_with_an_account_takes_nobody_elses_calendar(
    dashboard: Browser, team: Configuration
) -> None:
    page = pressed(dashboard, edit(dashboard, team), "remove-1")
    page = pressed(dashboard, page, "add-person")

    dashboard.press(page, "Save", by={ROW.format(2, "email"): JONAS, ROW.format(2, "name"): "J"})

    again = next(each for each in at(team, "participants") if each["email"] == JONAS)
    assert again["booking"] is None


def test_a_row_in_which_nothing_was_typed_is_nobody(dashboard: Browser, intro: Configuration) -> None:
    page = pressed(dashboard, edit(dashboard, intro), "add-person")

    assert dashboard.press(page, "Save").status == 303
    assert emails(intro) == [MAYA]


def test_what_the_editor_does_not_know_of_people_survives(dashboard: Browser, team: Configuration) -> None:
    save(dashboard, team, {ROW.format(2, "name"): "Amina Noor", ROW.format(1, "name"): "Jonas W."})

    assert at(team, "participants[2].name") == "Amina Noor"
    assert at(team, "participants[2].timezone") == "Asia/Tokyo"
    assert at(team, "participants[1].availability.open_hours[0].start") == "09:00"


@pytest.mark.parametrize(
    ("action", "order"),
    [
        ("up-2", [MAYA, AMINA, JONAS]),
        ("down-0", [JONAS, MAYA, AMINA]),
        ("up-0", [MAYA, JONAS, AMINA]),
        ("remove-1", [MAYA, AMINA]),
        ("remove-0", [MAYA, JONAS, AMINA]),
        ("remove-9", [MAYA, JONAS, AMINA]),
        ("up-²", [MAYA, JONAS, AMINA]),
    ],
)
def test_buttons_move_and_remove_but_never_whoever_has_the_page(
    dashboard: Browser, team: Configuration, action: str, order: list[str]
) -> None:
    before = {each["email"]: each for each in at(team, "participants")}

    page = pressed(dashboard, edit(dashboard, team), action)

    assert dashboard.press(page, "Save").status == 303
    assert emails(team) == order
    assert all(each == before[each["email"]] for each in at(team, "participants"))


def test_what_was_dragged_stands_where_it_was_dropped(dashboard: Browser, team: Configuration) -> None:
    save(dashboard, team, {ROW.format(0, "place"): "3", ROW.format(2, "place"): "1"})

    assert emails(team) == [AMINA, JONAS, MAYA]


def test_a_form_that_says_nothing_of_people_leaves_them(dashboard: Browser, team: Configuration) -> None:
    before = at(team, "participants")
    values = edit(dashboard, team).form("Save").values
    kept = {name: values[name] for name in values if not name.startswith("people-")}

    assert dashboard.send(f"/dashboard/pages/{team.id}/edit", kept).status == 303

    assert at(team, "participants") == before


def test_a_page_never_loses_everybody(dashboard: Browser, intro: Configuration) -> None:
    values = edit(dashboard, intro).form("Save").values
    kept = {name: values[name] for name in values if not name.startswith("people-rows")}

    dashboard.send(f"/dashboard/pages/{intro.id}/edit", kept)

    assert emails(intro) == [MAYA]
