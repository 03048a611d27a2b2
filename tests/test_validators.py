"""What a form refuses is said beside the field, which is called by its label."""

from collections.abc import Iterator

import pytest
from werkzeug.datastructures import MultiDict
from wtforms import Field, Form, StringField

from webapp import create_app
from webapp.validators import Line, Lines, email_address


class Example(Form):
    name = StringField("Your name", [Line(5)])
    words = StringField("A word", [Lines(9)])
    email = StringField("E-mail", [email_address])


@pytest.fixture(autouse=True)
def _reader() -> Iterator[None]:
    with create_app({"OPENSLOT_ENV": "test", "RATELIMIT_ENABLED": "false"}).app_context():
        yield


def judged(name: str, value: str) -> Field:
    form = Example(MultiDict({"email": "priya@example.com", name: value}))
    form.validate()
    return form[name]


@pytest.mark.parametrize(
    ("name", "value", "said"),
    [
        ("name", "Priya Raman", "“Your name” must be at most 5 characters long."),
        ("name", "a\nb", "“Your name” must not contain control characters or line breaks."),
        ("words", "a\0b", "“A word” must not contain control characters or line breaks."),
        ("email", "priya", "“E-mail” must be a valid e-mail address."),
        ("email", "", "“E-mail” is required."),
    ],
)
def test_a_text_that_is_refused_is_called_by_its_label(name: str, value: str, said: str) -> None:
    assert list(judged(name, value).errors) == [said]


@pytest.mark.parametrize(
    ("name", "value", "stored"),
    [
        ("name", "  Ada ", "Ada"),
        ("words", "a\r\nb", "a\nb"),
        ("email", " Ada@Example.COM", "Ada@example.com"),
    ],
)
def test_a_text_that_is_taken_is_left_clean(name: str, value: str, stored: str) -> None:
    field = judged(name, value)

    assert (field.data, list(field.errors)) == (stored, [])


def test_a_browser_stops_typing_at_the_limit_of_a_text_with_line_breaks() -> None:
    assert 'maxlength="9"' in Example().words()
