import pytest
from werkzeug.datastructures import MultiDict
from wtforms import Form

from webapp.lib import long_select
from webapp.lib.long_select import Groups, LongSelectField

GROUPS: Groups = (("", (("", "None"),)), ("Q & A", (("a", "<A>"), ('"b"', "B"))))


class Chooser(Form):
    which = LongSelectField("Which", options=lambda: GROUPS)


def test_options_stand_in_their_groups_and_everything_is_escaped() -> None:
    assert long_select.drawn(GROUPS, "a") == (
        '<option value="">None</option><optgroup label="Q &amp; A"><option value="a" selected>&lt;A&gt;</option>'
        '<option value="&#34;b&#34;">B</option></optgroup>'
    )


@pytest.mark.parametrize(("value", "shown"), [('"b"', "B"), ("", "None")])
def test_the_value_is_chosen(value: str, shown: str) -> None:
    assert long_select.drawn(GROUPS, value).count(" selected") == 1
    assert f"selected>{shown}<" in long_select.drawn(GROUPS, value)


def test_a_value_that_is_not_offered_is_kept_and_escaped() -> None:
    assert long_select.drawn(GROUPS, "<x>").endswith('<option value="&lt;x&gt;" selected>&lt;x&gt;</option>')


def test_without_an_empty_option_nothing_is_chosen() -> None:
    assert " selected" not in long_select.drawn(GROUPS[1:], "")


def test_labels_are_drawn_as_they_are_said_now() -> None:
    assert long_select.grouped([("A", [("b", "B")])]) == (("A", (("b", "B"),)),)


def test_a_field_shows_what_was_sent_with_what_it_is_given() -> None:
    field = Chooser(MultiDict({"which": "a"})).which

    assert field.data == "a"
    assert str(field(**{"aria-invalid": "true"})).startswith(
        '<select aria-invalid="true" id="which" name="which"><option value="">'
    )
    assert '<option value="a" selected>' in field()
