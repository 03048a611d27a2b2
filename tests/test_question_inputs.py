"""The inputs of a page's questions. How guests answer them: `tests/blueprints/public/test_questions.py`."""

from collections.abc import Mapping

import pytest
from flask import Flask
from wtforms import Form

from tests.builders import make_configuration
from webapp import question_inputs
from webapp.services.configurations.view import AdditionalField, view_of

FIELDS = {
    "agreed": {"label": "I agree", "type": "checkbox", "required": True},
    "mail": {"label": "Second e-mail", "type": "email", "required": False},
    "plan": {"label": "Plan", "type": "metadata", "default": "gold"},
}


@pytest.fixture
def definitions(sqlite_app: Flask) -> Mapping[str, AdditionalField]:
    page = make_configuration(scheduler={"additional_fields": FIELDS})
    return view_of(page).scheduler.additional_fields


def test_whoever_answers_for_a_guest_may_leave_open_what_guests_must_answer(
    sqlite_app: Flask, definitions: Mapping[str, AdditionalField]
) -> None:
    with sqlite_app.test_request_context():
        form = type("Asked", (Form,), question_inputs.inputs_for_another(definitions))()
        is_valid = form.validate()

    assert is_valid
    assert [field.description != "" for field in form] == [True, False]
    assert {field.render_kw["autocomplete"] for field in form} == {"off"}


def test_answers_are_by_the_key_of_their_question(
    sqlite_app: Flask, definitions: Mapping[str, AdditionalField]
) -> None:
    with sqlite_app.test_request_context():
        form = type("Asked", (Form,), question_inputs.inputs(definitions))()

    assert question_inputs.answers(form) == {"agreed": "false", "mail": ""}
