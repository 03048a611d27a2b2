"""The form input for each question of a page (additional field). The service decides which answers are valid."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import replace
from typing import Any

from wtforms import (
    BooleanField,
    DateField,
    EmailField,
    Field,
    Form,
    RadioField,
    SelectChoice,
    SelectField,
    SelectMultipleField,
    StringField,
    TelField,
    TextAreaField,
)
from wtforms.validators import DataRequired, InputRequired, Optional
from wtforms.widgets import CheckboxInput, ListWidget

from webapp import refusals
from webapp.errors import InvalidInput
from webapp.lib import text
from webapp.services.configurations import additional_fields
from webapp.services.configurations.additional_fields import LINE_AT_MOST, LINES_AT_MOST, NO, YES
from webapp.services.configurations.view import AdditionalField
from webapp.validators import checked
from webapp.words import gettext, lazy_gettext

PREFIX = "field-"
NOT_SHOWN = "metadata"
_CHOICE_IS_MISSING = {
    "checkbox": lazy_gettext("Please tick this box."),
    "radio_button": lazy_gettext("Please choose one."),
    "multi_select": lazy_gettext("Please choose at least one."),
}


class ValidAnswer:
    """Check an answer with the service, and show what is wrong beside its field."""

    def __init__(self, key: str, definition: AdditionalField) -> None:
        self.key, self.definition = key, definition

    def __call__(self, form: Form, field: Field) -> None:
        definitions, given = {self.key: self.definition}, {self.key: answer(field)}
        checked(field, lambda _: additional_fields.check(definitions, given).get(self.key, ""))


class _DateField(DateField):
    """A date field that takes one form, with our own message for any other text."""

    def process_formdata(self, valuelist: list[str]) -> None:
        given = valuelist[0].strip() if valuelist else ""
        self.data = text.date_of(given)
        if given and self.data is None:
            raise ValueError(gettext("Please enter a date such as 2027-03-14."))


class ChoicesField(SelectMultipleField):
    """Any number of options, as checkboxes."""

    widget = ListWidget(prefix_label=False)
    option_widget = CheckboxInput()

    def process_formdata(self, valuelist: list[str]) -> None:
        """Read no more than could be ticked, and one that then is no option."""
        super().process_formdata(valuelist[: len(list(self.iter_choices())) + 1])


def inputs(definitions: Mapping[str, AdditionalField]) -> dict[str, Field]:
    """The inputs of a page's additional fields by their name in the form, in the page's order."""
    shown = [(key, field) for key, field in definitions.items() if field.type != NOT_SHOWN]
    shown.sort(key=lambda item: item[1].order)
    return {
        f"{PREFIX}{key}": _input(key, field, f"field-{number}")
        for number, (key, field) in enumerate(shown, start=1)
    }


def inputs_for_another(definitions: Mapping[str, AdditionalField]) -> dict[str, Field]:
    """The same for whoever answers in a guest's place: nothing must be answered, and no browser fills in its owner."""
    made = inputs({key: replace(field, required=False) for key, field in definitions.items()})
    for name, unbound in made.items():
        kwargs = unbound.kwargs
        kwargs["render_kw"] = {**kwargs.get("render_kw", {}), "autocomplete": "off"}
        if definitions[name.removeprefix(PREFIX)].required:
            kwargs["description"] = gettext("Guests have to answer this. You may leave it open.")
    return made


def answers(fields: Iterable[Field]) -> dict[str, str]:
    """What was answered, by the key of the question."""
    return {field.name.removeprefix(PREFIX): answer(field) for field in fields}


def answer(field: Field) -> str:
    """The answer in an input as a string, which is how the wire contract writes every answer (section 3.1)."""
    if isinstance(field, BooleanField):
        return YES if field.data else NO
    if isinstance(field, ChoicesField):
        return ",".join(field.data or [])
    if isinstance(field, DateField):
        return field.data.isoformat() if field.data else ""
    return field.data or ""


def data(definition: AdditionalField, answer: str) -> Any:
    """What `answer` reads: a valid answer as the input of its type holds it."""
    if definition.type == "checkbox":
        return answer == YES
    if definition.type == "multi_select":
        return [option for option in definition.options if option in answer.split(",")]
    return text.date_of(answer) if definition.type == "date" else answer


def _input(key: str, definition: AdditionalField, id: str) -> Field:
    return _KINDS[definition.type](
        definition.label,
        definition,
        id=id,
        default=definition.default,
        validators=[*_required(definition), ValidAnswer(key, definition)],
    )


def _required(definition: AdditionalField) -> list[Any]:
    label, kind = definition.label, definition.type
    if not definition.required:
        return [Optional()]
    if kind in _CHOICE_IS_MISSING:
        return [DataRequired(_CHOICE_IS_MISSING[kind])]
    return [InputRequired(gettext("Please fill in “%(label)s”.", label=label))]


def _said_on_leaving(definition: AdditionalField) -> dict[str, str]:
    """What `static/check_fields.js` says of an answer that the browser itself sees is wrong."""
    label, said = definition.label, {}
    if definition.required:
        said["data-missing"] = gettext("Please fill in “%(label)s”.", label=label)
    if definition.pattern:
        unexpected = InvalidInput("answer.unexpected_form", field=label, label=label)
        said["data-wrong"] = refusals.for_person(unexpected, label=label)
    elif definition.type == "email":
        said["data-wrong"] = refusals.for_person(InvalidInput("email.invalid", field=label), label=label)
    return said


def _text(kind: type[Field], **render_kw: Any) -> Callable[..., Field]:
    def make(label: str, definition: AdditionalField, **kwargs: Any) -> Field:
        # HTML knows no pattern for a text of several lines: the server alone compares those.
        is_line = kind is not TextAreaField
        pattern = {"pattern": definition.pattern} if definition.pattern and is_line else {}
        return kind(label, render_kw={**render_kw, **pattern, **_said_on_leaving(definition)}, **kwargs)

    return make


def _tick(label: str, definition: AdditionalField, *, default: str | None, **kwargs: Any) -> Field:
    return BooleanField(label, default=(default or "").lower() == YES, **kwargs)


def _choice(kind: type[Field], *, with_blank: bool = False) -> Callable[..., Field]:
    def make(label: str, definition: AdditionalField, **kwargs: Any) -> Field:
        blank = [SelectChoice("", gettext("Choose …"))] if with_blank else []
        choices = [*blank, *map(SelectChoice, definition.options)]
        return kind(label, choices=choices, validate_choice=False, **kwargs)

    return make


def _choices(label: str, definition: AdditionalField, *, default: str | None, **kwargs: Any) -> Field:
    ticked = [option for option in definition.options if option in (default or "").split(",")]
    return _choice(ChoicesField)(label, definition, default=ticked, **kwargs)


def _date(label: str, definition: AdditionalField, *, default: str | None, **kwargs: Any) -> Field:
    return _DateField(label, default=text.date_of(default or ""), **kwargs)


_KINDS: dict[str, Callable[..., Field]] = {
    "text": _text(StringField, maxlength=LINE_AT_MOST),
    "email": _text(EmailField, autocomplete="email", maxlength=LINE_AT_MOST),
    "phone_number": _text(TelField, autocomplete="tel", maxlength=LINE_AT_MOST),
    "multi_line_text": _text(TextAreaField, rows=4, maxlength=LINES_AT_MOST),
    "dropdown": _choice(SelectField, with_blank=True),
    "radio_button": _choice(RadioField),
    "multi_select": _choices,
    "checkbox": _tick,
    "date": _date,
}
