import pytest
from werkzeug.datastructures import MultiDict
from wtforms import Form

from webapp.blueprints.dashboard.editor.inputs import MinutesField, NumberField, whole_number


class Planned(Form):
    notice = MinutesField("Notice")
    count = NumberField("Count")


@pytest.mark.parametrize(
    ("minutes", "shown"),
    [(0, ("0", 1)), (45, ("45", 1)), (90, ("90", 1)), (120, ("2", 60)), (2880, ("2", 1440))],
)
def test_minutes_are_shown_in_the_largest_unit_that_leaves_no_rest(
    minutes: int, shown: tuple[str, int]
) -> None:
    assert Planned(data={"notice": minutes}).notice.parts == shown


@pytest.mark.parametrize(
    ("sent", "minutes"),
    [
        (["2", "60"], 120),
        (["2"], 2),
        (["2", "7"], 2),
        (["", "60"], ""),
        (["x", "60"], "x"),
        (["²", "1"], "²"),
    ],
)
def test_what_is_sent_becomes_minutes_or_stays_as_it_was_typed(sent: list[str], minutes: object) -> None:
    form = Planned(MultiDict([("notice", part) for part in sent]))

    assert form.notice.data == minutes
    assert form.notice.parts[0] == sent[0]


def test_a_number_that_is_none_stays_as_it_was_typed() -> None:
    form = Planned(MultiDict({"count": " a few "}))

    assert form.count.data == "a few"
    assert 'value="a few"' in form.count()


@pytest.mark.parametrize(
    ("value", "number"), [(30, 30), ("30", 30), ("", None), (None, None), ("²", None), ("9" * 5000, None)]
)
def test_a_number_of_a_draft_is_read_as_it_was_stored_or_typed(value: object, number: int | None) -> None:
    assert whole_number(value) == number
