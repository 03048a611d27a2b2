"""Weight and priority of those who take turns, in the editor."""

import pytest

from tests.blueprints.dashboard.editor.desk import at, edit, save, stored
from tests.blueprints.dashboard.editor.people_desk import ROW, pressed, with_jonas
from tests.browser import Browser
from tests.page import words
from webapp.models import Configuration, Grant

pytestmark = pytest.mark.parametrize("app", ["sqlite"], indirect=True)

IN_TURN = {"people-method": "max-availability"}
HEAVY = {ROW.format(1, "weight"): "3", ROW.format(1, "priority"): "5"}


def test_they_are_saved_with_the_person(dashboard: Browser, team: Configuration) -> None:
    assert save(dashboard, team, {**IN_TURN, **HEAVY}).status == 303

    assert at(team, "participants[1].round_robin") == {"weight": 3, "priority": 5}
    assert at(team, "participants[0].round_robin") is None
    shown = edit(dashboard, team).form("Save").values
    assert (shown[ROW.format(1, "weight")], shown[ROW.format(1, "priority")]) == ("3", "5")


def test_they_wait_on_a_page_where_all_take_part(dashboard: Browser, team: Configuration) -> None:
    save(dashboard, team, {**IN_TURN, **HEAVY})
    save(dashboard, team, {"people-method": "collective"})

    assert at(team, "participants[1].round_robin") == {"weight": 3, "priority": 5}


def test_they_move_with_the_person(dashboard: Browser, team: Configuration) -> None:
    page = pressed(dashboard, edit(dashboard, team), "up-1", {**IN_TURN, **HEAVY})

    assert dashboard.press(page, "Save").status == 303
    assert at(team, "participants[0].round_robin") == {"weight": 3, "priority": 5}


def test_an_empty_weight_is_the_usual_one(dashboard: Browser, team: Configuration) -> None:
    save(dashboard, team, {**IN_TURN, **HEAVY})
    save(dashboard, team, {ROW.format(1, "weight"): ""})

    assert at(team, "participants[1].round_robin") == {"weight": 1, "priority": 5}


@pytest.mark.parametrize(("field", "typed"), [("weight", "0"), ("weight", "a lot"), ("priority", "9")])
def test_what_is_no_weight_or_priority_is_refused_beside_it(
    dashboard: Browser, team: Configuration, field: str, typed: str
) -> None:
    before = stored(team)

    page = save(dashboard, team, {**IN_TURN, ROW.format(1, field): typed})

    assert page.status == 422
    (error,) = page.select("#people .error")
    assert ("“Weight”" if field == "weight" else "“Priority”") in words(error)
    assert stored(team) == before


def test_without_calendars_nobody_takes_turns(dashboard: Browser, team: Configuration) -> None:
    save(dashboard, team, {**IN_TURN, **HEAVY})
    values = edit(dashboard, team).form("Save").values
    kept = {name: values[name] for name in values if name != ROW.format(1, "calendars")}

    assert dashboard.send(f"/dashboard/pages/{team.id}/edit", kept).status == 303

    assert at(team, "participants[1].availability") is None
    assert at(team, "participants[1].round_robin") is None


def test_a_page_of_one_person_does_not_ask(dashboard: Browser, intro: Configuration) -> None:
    assert ROW.format(0, "weight") not in edit(dashboard, intro).form("Save").values


def test_whoever_was_not_asked_before_begins_as_usual(
    dashboard: Browser, intro: Configuration, jonas: Grant
) -> None:
    values = with_jonas(dashboard, edit(dashboard, intro), jonas).form("Save").values

    asked = [values[ROW.format(row, field)] for row in (0, 1) for field in ("weight", "priority")]
    assert asked == ["1", "3", "1", "3"]
