import pytest
from flask import Flask

from webapp.blueprints.dashboard.page_forms import NewPageForm
from webapp.errors import InvalidInput


@pytest.mark.parametrize(
    ("chosen", "field"),
    [("30", "minutes"), ("other", "other_minutes")],
)
def test_a_refused_length_is_said_beside_what_was_used(sqlite_app: Flask, chosen: str, field: str) -> None:
    with sqlite_app.test_request_context():
        form = NewPageForm(minutes=chosen)
        form.complain(
            InvalidInput("document.number_too_small", field="availability.duration_minutes", at_least=1)
        )

    assert [name for name in ("name", "minutes", "other_minutes") if form[name].errors] == [field]


def test_working_hours_are_offered_in_words(sqlite_app: Flask) -> None:
    with sqlite_app.test_request_context():
        form = NewPageForm()
        form.offer_hours("Mon")

        assert [str(option.label.text) for option in form.hours] == [
            "My working hours: Mon",
            "Other hours, which I choose next",
        ]
