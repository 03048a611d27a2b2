"""Fields for the hours of a week: seven days with any number of blocks, and buttons that need no script."""

from collections.abc import Iterable
from functools import partial
from typing import Any

from wtforms import Field, Form, FormField, StringField
from wtforms.widgets import TimeInput

from webapp import display
from webapp.blueprints.dashboard.editor.section import numbered, remove
from webapp.blueprints.dashboard.editor.weekly_rows import DAYS, WORKDAYS, Block, Grid
from webapp.lib.text_form import Rows
from webapp.words import lazy_gettext

NEW_BLOCK: Block = ("09:00", "17:00")
AFTERNOON: Block = ("13:00", "17:00")


class TimeField(StringField):
    """A time of day. It stays text: what is no time is refused by the document."""

    widget = TimeInput()


class BlockForm(Form):
    """Hours of a day, from a start to an end."""

    start = TimeField(lazy_gettext("From"))
    end = TimeField(lazy_gettext("To"))

    @property
    def typed(self) -> Block:
        """Both times as they stand in the inputs."""
        return (self.start.data or "").strip(), (self.end.data or "").strip()


class DayForm(Form):
    """The blocks of a weekday. Without any the day is closed."""

    blocks = Rows(FormField(BlockForm))

    @property
    def typed(self) -> list[Block]:
        """The blocks that are not empty."""
        return [typed for block in self.blocks if (typed := block.form.typed) != ("", "")]

    def fill(self, blocks: Iterable[Block]) -> None:
        """Replace all blocks."""
        while self.blocks.entries:
            self.blocks.pop_entry()
        for start, end in blocks:
            self.blocks.append_entry({"start": start, "end": end})

    def add(self) -> None:
        """Another block; after a morning the afternoon."""
        last = max((end for _, end in self.typed), default="")
        self.fill([*self.typed, AFTERNOON if "" < last <= AFTERNOON[0] else NEW_BLOCK])


class WeekForm(Form):
    """The days of a week, Sunday first as documents count. Fields of their own: an empty day sends nothing."""

    day_0 = FormField(DayForm)
    day_1 = FormField(DayForm)
    day_2 = FormField(DayForm)
    day_3 = FormField(DayForm)
    day_4 = FormField(DayForm)
    day_5 = FormField(DayForm)
    day_6 = FormField(DayForm)


class WeekField(FormField):
    """The hours of a week. `days`: its forms by the number of the weekday, 0 is Sunday."""

    def __init__(self, label: Any = None, **kwargs: Any) -> None:
        super().__init__(WeekForm, label, **kwargs)

    @property
    def days(self) -> list[DayForm]:
        return [self.form[f"day_{number}"].form for number in DAYS]

    @property
    def typed(self) -> Grid:
        """What stands in the inputs, each day in order."""
        return [sorted(day.typed) for day in self.days]

    def in_order(self, locale: str | None) -> list[tuple[int, str, DayForm]]:
        """The days in the order in which the reader's week runs, each with its number and name."""
        names = [name for _, name in display.weekdays(locale)]
        return [
            (number, name, self.days[number]) for number, name in zip(_numbers(locale), names, strict=True)
        ]

    def act(self, action: str) -> bool:
        """Add or remove a block, or copy a day's blocks to others. False for any other action."""
        return (
            numbered(action, "add", self._add)
            or numbered(action, "copy-workdays", lambda day: self._copy(day, WORKDAYS))
            or numbered(action, "copy-all", lambda day: self._copy(day, DAYS))
            or any(numbered(action, f"remove-{day}", partial(self._remove, day)) for day in DAYS)
        )

    def field_of(self, start: str, end: str, *, key: str) -> Field | None:
        """The input of the first block with these times: its end for a refusal of `end`, else its start."""
        for day in self.days:
            for block in day.blocks:
                if block.form.typed == (start, end):
                    return block.form.end if key == "end" else block.form.start
        return None

    def _add(self, day: int) -> None:
        if day in DAYS:
            self.days[day].add()

    def _copy(self, day: int, to: Iterable[int]) -> None:
        if day in DAYS:
            for other in to:
                self.days[other].fill(self.days[day].typed)

    def _remove(self, day: int, at: int) -> None:
        remove(self.days[day].blocks, at)


def week_data(grid: Grid) -> dict[str, Any]:
    """A grid as the fields take it."""
    return {
        f"day_{day}": {"blocks": [{"start": start, "end": end} for start, end in blocks]}
        for day, blocks in enumerate(grid)
    }


def _numbers(locale: str | None) -> list[int]:
    first = display.first_weekday(locale) + 1  # the locale counts from Monday
    return [(first + at) % len(DAYS) for at in DAYS]
