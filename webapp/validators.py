"""The rules of `lib.text` as validators of forms: what is refused is said beside the field, called by its label."""

from collections.abc import Callable

from wtforms import Field, Form, ValidationError

from webapp import refusals
from webapp.errors import InvalidInput
from webapp.lib import text
from webapp.services.access import organizers


class Line:
    """A single line of at most so many characters, cleaned."""

    def __init__(self, at_most: int) -> None:
        self.at_most = at_most

    def __call__(self, form: Form, field: Field) -> None:
        field.data = checked(field, lambda raw: text.clean(raw, field=field.name, at_most=self.at_most))


class Lines(Line):
    """Text with line breaks; the browser stops typing at the same number of characters."""

    def __init__(self, at_most: int) -> None:
        super().__init__(at_most)
        self.field_flags = {"maxlength": at_most}

    def __call__(self, form: Form, field: Field) -> None:
        field.data = checked(
            field, lambda raw: text.clean(raw, field=field.name, at_most=self.at_most, lines=True)
        )


def email_address(form: Form, field: Field) -> None:
    """An address that can be written into a mail's header."""
    field.data = checked(field, lambda raw: text.email(raw, field=field.name))


def time_zone(form: Form, field: Field) -> None:
    """The name of a time zone."""
    field.data = checked(field, lambda raw: text.zone(raw, field=field.name))


def new_password(form: Form, field: Field) -> None:
    """A password that may be chosen."""
    field.data = checked(field, lambda raw: organizers.check_password(raw, field=field.name))


def checked(field: Field, check: Callable[[str], str]) -> str:
    """The cleaned text of a field. Raises ValidationError with what the page says beside it."""
    try:
        return check(field.data or "")
    except InvalidInput as problem:
        raise ValidationError(refusals.for_person(problem, label=str(field.label.text))) from problem
