"""What may be said of a calendar."""

import pytest

from webapp.blueprints.api.payloads.calendars import CalendarChange, NewCalendar
from webapp.errors import InvalidInput
from webapp.lib import fields


def test_what_was_not_sent_is_not_among_the_columns() -> None:
    assert fields.checked(CalendarChange, {"description": "Mine"}).columns() == {"description": "Mine"}


def test_a_null_empties_a_column() -> None:
    given = {"description": None, "metadata": None}

    assert fields.checked(CalendarChange, given).columns() == {"description": None, "fields": {}}


@pytest.mark.parametrize("name", [None, "", "  "])
def test_but_the_name_stays(name: str | None) -> None:
    with pytest.raises(InvalidInput) as refused:
        fields.checked(CalendarChange, {"name": name}).columns()

    assert (refused.value.field, refused.value.code) == ("name", "name.empty")


def test_a_new_calendar_needs_a_name() -> None:
    with pytest.raises(InvalidInput) as refused:
        fields.checked(NewCalendar, {})

    assert refused.value.field == "name"
