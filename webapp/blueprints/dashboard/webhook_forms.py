"""The forms for webhooks: an address and what is sent there, a test, a new secret."""

import re
from typing import Any

from wtforms import BooleanField, PasswordField, SelectField, StringField, TextAreaField, ValidationError
from wtforms.fields.choices import SelectChoice
from wtforms.validators import DataRequired, Length

from webapp import refusals
from webapp.blueprints.dashboard.editor.people_rows import TicksField
from webapp.blueprints.dashboard.presenters.webhooks import TRIGGERS
from webapp.errors import InvalidInput
from webapp.lib import text
from webapp.lib.text_form import OnceForm, TextForm
from webapp.models.webhook import BOOKING_REMINDER
from webapp.services.access.sign_ins import PASSWORD_AT_MOST
from webapp.services.promises.webhooks import ADDRESSES_AT_MOST, DESCRIPTION_AT_MOST
from webapp.validators import Line, Lines, checked
from webapp.words import gettext, lazy_gettext

_SEPARATORS = re.compile(r"[\s,;]+")


def _choices() -> list[SelectChoice]:
    return [SelectChoice(trigger, f"{words} ({trigger})") for trigger, words in TRIGGERS.items()]


class WebhookForm(OnceForm):
    """An address, what it hears of, and what people need to know about it.

    Reminders are not sent yet: they are offered to a webhook alone that listens to them already.
    """

    url = StringField(
        lazy_gettext("Address"),
        [DataRequired(lazy_gettext("Please enter the address."))],
        description=lazy_gettext(
            "Such as https://crm.example.com/bookings. We ask it at once whether it wants to hear from us."
        ),
        render_kw={"autocomplete": "off", "inputmode": "url"},
    )
    triggers = TicksField(lazy_gettext("What is sent"))
    description = StringField(
        lazy_gettext("Description"),
        [Line(DESCRIPTION_AT_MOST)],
        description=lazy_gettext("For people: what receives it, and who looks after it."),
        render_kw={"autocomplete": "off"},
    )
    addresses = TextAreaField(
        lazy_gettext("Notification addresses"),
        [Lines(ADDRESSES_AT_MOST * (text.EMAIL_AT_MOST + 2))],
        description=lazy_gettext(
            "Whom to ask when it fails: e-mail addresses, one on each line. Programs read them through the API; we do"
            " not write to them by ourselves."
        ),
        render_kw={"rows": "2"},
    )
    compressed = BooleanField(lazy_gettext("Send it compressed (gzip)"))

    def __init__(self, **values: Any) -> None:
        super().__init__(**values)
        chosen = self.triggers.data or []
        self.triggers.choices = [
            choice for choice in _choices() if choice.value != BOOKING_REMINDER or choice.value in chosen
        ]

    def validate_url(self, field: StringField) -> None:
        field.data = checked(field, lambda raw: text.web_address(raw, field="url"))

    def validate_triggers(self, field: TicksField) -> None:
        field.data = [trigger for trigger in TRIGGERS if trigger in (field.data or [])]
        if not field.data:
            raise ValidationError(gettext("Please choose at least one."))

    def validate_addresses(self, _field: TextAreaField) -> None:
        if len(self._typed_addresses()) > ADDRESSES_AT_MOST:
            raise ValidationError(
                gettext("Please enter at most %(number)s addresses.", number=ADDRESSES_AT_MOST)
            )
        for address in self._typed_addresses():
            try:
                text.email(address, field="addresses")
            except InvalidInput as problem:
                raise ValidationError(
                    gettext("“%(address)s” is not an e-mail address.", address=address)
                ) from problem

    def columns(self) -> dict[str, Any]:
        """The columns of a webhook, once the form is valid."""
        return {
            "url": self.url.data,
            "trigger_types": self.triggers.data,
            "description": self.description.data or "",
            "notification_email_addresses": [
                text.email(address, field="addresses") for address in self._typed_addresses()
            ],
            "compressed_delivery": bool(self.compressed.data),
        }

    def _typed_addresses(self) -> list[str]:
        return list(dict.fromkeys(filter(None, _SEPARATORS.split(self.addresses.data or ""))))


class WebhookTestForm(TextForm):
    """Which event is invented."""

    trigger = SelectField(lazy_gettext("Event"), validate_choice=False)

    def __init__(self, offered: list[str], **values: Any) -> None:
        super().__init__(**values)
        self.trigger.choices = [choice for choice in _choices() if choice.value in offered]

    def validate_trigger(self, field: SelectField) -> None:
        if field.data not in TRIGGERS:
            raise ValidationError(gettext("Please choose one of the list."))


class WebhookSecretForm(TextForm):
    """The password once more, before the secret is replaced."""

    password = PasswordField(
        lazy_gettext("Your password"),
        [
            DataRequired(lazy_gettext("Please enter your password.")),
            Length(max=PASSWORD_AT_MOST, message=lazy_gettext("This password is too long.")),
        ],
        render_kw={"autocomplete": "current-password"},
    )

    def complain(self, problem: InvalidInput) -> None:
        """Show a refusal beside its field."""
        self.password.errors = [refusals.for_person(problem, label=str(self.password.label.text))]
