from wtforms import FieldList, Form, FormField, StringField

from webapp.blueprints.dashboard.editor.section import move, numbered, remove


class Row(Form):
    label = StringField()


class Rows(Form):
    rows = FieldList(FormField(Row))


def rows(*labels: str) -> FieldList:
    return Rows(data={"rows": [{"label": label} for label in labels]}).rows


def labels(of: FieldList) -> list[str]:
    return [row.form.label.data for row in of]


def test_a_row_changes_places_with_its_neighbour_and_stays_at_an_end() -> None:
    some = rows("a", "b", "c")

    move(some, 2, -1)
    assert labels(some) == ["a", "c", "b"]

    move(some, 0, -1)
    assert labels(some) == ["a", "c", "b"]


def test_a_row_is_taken_out() -> None:
    some = rows("a", "b", "c")

    remove(some, 1)
    remove(some, 7)

    assert labels(some) == ["a", "c"]


def test_only_an_action_with_its_verb_and_a_small_number_is_done() -> None:
    done: list[int] = []

    assert numbered("remove-3", "remove", done.append)
    assert not numbered("add-3", "remove", done.append)
    assert not numbered("remove-²", "remove", done.append)
    assert not numbered("remove-99999999", "remove", done.append)
    assert done == [3]
