"""The rules of `lib.text` as form validators: the same refusal, with the field called by its label."""

from collections.abc import Callable

from wtforms import Field, Form, ValidationError

from webapp.errors import InvalidInput
from webapp.lib import text

NAME_AT_MOST = 200
_FIELD = "value"


class Line:
    """A single line of at most so many characters, cleaned."""

    def __init__(self, at_most: int) -> None:
        self.at_most = at_most

    def __call__(self, form: Form, field: Field) -> None:
        field.data = checked(field, lambda raw: text.clean(raw, field=_FIELD, at_most=self.at_most))


class Lines(Line):
    """Text with line breaks."""

    def __call__(self, form: Form, field: Field) -> None:
        field.data = checked(
            field, lambda raw: text.clean(raw, field=_FIELD, at_most=self.at_most, lines=True)
        )


def email_address(form: Form, field: Field) -> None:
    """An address that can be written into a mail's header."""
    field.data = checked(field, lambda raw: text.email(raw, field=_FIELD))


def checked(field: Field, check: Callable[[str], str], *, called: str = _FIELD) -> str:
    """The cleaned text of a field. Raises ValidationError with the sentence, in words of the page."""
    try:
        return check(field.data or "")
    except InvalidInput as problem:
        raise ValidationError(
            problem.sentence.replace(text.label(called), f"“{field.label.text}”")
        ) from problem
