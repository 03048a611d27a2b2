"""The row of one question in the editor, and the questions that are offered ready-made."""

import re
import unicodedata
from collections.abc import Mapping
from typing import Any

from wtforms import BooleanField, Form, HiddenField, SelectChoice, SelectField, StringField, TextAreaField

from webapp import refusals
from webapp.errors import InvalidInput
from webapp.lib import patterns
from webapp.words import gettext, lazy_gettext

TYPES = {
    "text": lazy_gettext("One line of text"),
    "multi_line_text": lazy_gettext("Several lines of text"),
    "email": lazy_gettext("E-mail address"),
    "phone_number": lazy_gettext("Telephone number"),
    "dropdown": lazy_gettext("One of several, from a list"),
    "radio_button": lazy_gettext("One of several, side by side"),
    "multi_select": lazy_gettext("Any of several"),
    "checkbox": lazy_gettext("A box to tick"),
    "date": lazy_gettext("A date"),
}
FILLED_IN_BY_PROGRAMS = "metadata"
READY_MADE: dict[str, dict[str, Any]] = {
    "phone": {"label": lazy_gettext("Your telephone number"), "type": "phone_number", "required": True},
    "topic": {"label": lazy_gettext("What is it about?"), "type": "multi_line_text"},
}
KEY_AT_MOST = 60
NAMELESS = "question"

Definition = dict[str, Any]


class QuestionForm(Form):
    """One of `scheduler.additional_fields`. `key`: empty until it is made of the label, then never changed.

    `number`: what the buttons of the page call the row. `place`: where it stands, which a script changes when it is
    dragged.
    """

    key = HiddenField()
    number = HiddenField()
    place = HiddenField()
    label = StringField(lazy_gettext("Question"))
    type = SelectField(
        lazy_gettext("Kind of answer"),
        choices=[SelectChoice(name, label) for name, label in TYPES.items()],
        default="text",
        validate_choice=False,
    )
    required = BooleanField(lazy_gettext("Guests must answer it"))
    options = TextAreaField(lazy_gettext("Choices"), description=lazy_gettext("One on each line."))
    default = TextAreaField(
        lazy_gettext("Filled in already"),
        description=lazy_gettext("Guests can change it. For a box to tick, “true” means that it is ticked."),
        render_kw={"rows": "1"},
    )
    pattern = StringField(
        lazy_gettext("Pattern"),
        description=lazy_gettext(
            "A regular expression that the whole answer must fit, such as [A-Z]{2}[0-9]+."
        ),
        render_kw={"autocapitalize": "none", "spellcheck": "false", "autocomplete": "off"},
    )
    sample = StringField(lazy_gettext("Try the pattern with a text"), render_kw={"autocomplete": "off"})

    @property
    def is_empty(self) -> bool:
        """Whether it was added and nothing was typed."""
        typed = (self.key, self.label, self.options, self.default, self.pattern)
        return not any((field.data or "").strip() for field in typed)

    @property
    def trial(self) -> tuple[bool, str] | None:
        """Whether the sample fits the pattern, and the sentence that says so. None while there is nothing to try."""
        if not (self.pattern.data and self.sample.data):
            return None
        try:
            fits = patterns.matches(patterns.check(self.pattern.data), self.sample.data)
        except InvalidInput as problem:
            return False, refusals.for_person(problem, label=str(self.pattern.label.text))
        return fits, gettext("This text fits.") if fits else gettext("This text does not fit.")

    def definition(self, stored: Mapping[str, Any]) -> Definition:
        """What the row says, over what is `stored` of the same question."""
        lines = [line.strip() for line in (self.options.data or "").splitlines()]
        options = [line for line in lines if line]
        return {
            **stored,
            "label": self.label.data,
            "type": self.type.data,
            "required": self.required.data,
            "default": self.default.data or None,
            "pattern": self.pattern.data or None,
            "options": stored.get("options") if options == (stored.get("options") or []) else options,
        }


def values_of(key: str, definition: Mapping[str, Any]) -> dict[str, Any]:
    """What a row holds for a stored question."""
    held = {name: definition.get(name) for name in ("label", "type", "required", "default", "pattern")}
    return {**held, "key": key, "options": "\n".join(definition.get("options") or ())}


def key_of(label: str, *, taken: set[str]) -> str:
    """A key for a new question: its label in plain letters, such as `your_company`; numbered where that is taken."""
    plain = unicodedata.normalize("NFKD", label).encode("ascii", "ignore").decode().lower()
    key = re.sub(r"[^a-z0-9]+", "_", plain).strip("_")[:KEY_AT_MOST].strip("_") or NAMELESS
    numbered = (key if number == 1 else f"{key}_{number}" for number in range(1, len(taken) + 2))
    return next(name for name in numbered if name not in taken)
