import pytest
from flask import Flask
from werkzeug.datastructures import MultiDict

from webapp import providers
from webapp.blueprints.dashboard.calendar_forms import FORMS, CalDavForm
from webapp.errors import InvalidInput

pytestmark = pytest.mark.usefixtures("sqlite_app")


def filled(app: Flask, **typed: str) -> CalDavForm:
    with app.test_request_context("/", method="POST", data=typed):
        return CalDavForm(formdata=MultiDict(typed))


def test_what_was_left_empty_is_no_setting(app: Flask) -> None:
    form = filled(app, email="maya@else.example", password="secret", url="", username="")

    assert form.to_settings() == {"email": "maya@else.example", "password": "secret"}


@pytest.mark.parametrize(
    ("path", "name"), [("settings.password", "password"), ("settings.url", "url"), ("settings", "url")]
)
def test_a_refusal_stands_beside_its_field_or_the_first(app: Flask, path: str, name: str) -> None:
    form = filled(app, email="maya@else.example")

    form.complain(InvalidInput("value.missing", field=path))

    assert [field.name for field in form if field.errors] == [name]


@pytest.mark.parametrize("kind", sorted(set(FORMS) & set(providers.kinds())))
def test_a_form_asks_only_for_what_its_provider_takes(kind: str) -> None:
    assert set(FORMS[kind].names) <= set(providers.of_kind(kind).settings.model_fields)
