import pytest
from werkzeug.datastructures import MultiDict
from wtforms import Form

from webapp.blueprints.dashboard.editor.weekly import WeekField, week_data
from webapp.blueprints.dashboard.editor.weekly_rows import Grid

MONDAY, FRIDAY, SATURDAY = 1, 5, 6


class Planned(Form):
    week = WeekField("Weekly hours")


def week_of(grid: Grid) -> WeekField:
    field = Planned(data={"week": week_data(grid)}).week
    assert isinstance(field, WeekField)
    return field


def grid_with(*blocks: tuple[str, str], day: int = MONDAY) -> Grid:
    return [list(blocks) if number == day else [] for number in range(7)]


def test_what_is_shown_is_what_is_typed() -> None:
    grid = grid_with(("09:00", "12:00"), ("13:00", "17:00"))

    assert week_of(grid).typed == grid


def test_a_day_that_sends_nothing_moves_no_other() -> None:
    sent = MultiDict({"week-day_6-blocks-0-start": "09:00", "week-day_6-blocks-0-end": "12:00"})

    assert Planned(sent).week.typed == grid_with(("09:00", "12:00"), day=SATURDAY)


@pytest.mark.parametrize(
    ("there", "added"),
    [
        ([], ("09:00", "17:00")),
        ([("09:00", "12:00")], ("13:00", "17:00")),
        ([("14:00", "18:00")], ("09:00", "17:00")),
    ],
)
def test_a_new_block_follows_a_morning(there: list[tuple[str, str]], added: tuple[str, str]) -> None:
    week = week_of(grid_with(*there))

    assert week.act("add-1")

    assert week.typed[MONDAY] == sorted([*there, added])


def test_the_blocks_of_a_day_are_copied_to_workdays_or_to_all() -> None:
    week = week_of(grid_with(("09:00", "12:00")))

    assert week.act("copy-workdays-1")
    assert (week.typed[FRIDAY], week.typed[SATURDAY]) == ([("09:00", "12:00")], [])

    assert week.act("copy-all-1")
    assert week.typed[SATURDAY] == [("09:00", "12:00")]


@pytest.mark.parametrize("action", ["add-7", "remove-1-9", "copy-all-99"])
def test_a_button_of_no_day_changes_nothing(action: str) -> None:
    week = week_of(grid_with(("09:00", "12:00")))

    week.act(action)

    assert week.typed == grid_with(("09:00", "12:00"))


def test_another_action_is_none_of_the_week() -> None:
    assert not week_of(grid_with()).act("remove-7-0")


@pytest.mark.parametrize(("locale", "first"), [("en_US", 0), ("en_GB", 1)])
def test_the_week_runs_as_the_reader_counts_it(locale: str, first: int) -> None:
    assert week_of(grid_with()).in_order(locale)[0][0] == first
