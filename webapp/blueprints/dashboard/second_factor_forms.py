"""The forms of two-step sign-in: its code while signing in, and its settings."""

from typing import Any

from wtforms import HiddenField, PasswordField, StringField
from wtforms.validators import DataRequired, Length

from webapp.lib.text_form import TextForm
from webapp.services.access.sign_ins import PASSWORD_AT_MOST
from webapp.validators import Line
from webapp.words import lazy_gettext

CODE_AT_MOST = 40
APP, RECOVERY = "app", "recovery"


def _code(label: str, *, digits: bool, description: str = "") -> StringField:
    habits = {"autocomplete": "one-time-code", "inputmode": "numeric"} if digits else {"autocomplete": "off"}
    needed = DataRequired(lazy_gettext("Please enter the code."))
    return StringField(
        label,
        [Line(CODE_AT_MOST), needed],
        description=description,
        render_kw={**habits, "spellcheck": "false"},
    )


def _password() -> PasswordField:
    return PasswordField(
        lazy_gettext("Your password"),
        [
            DataRequired(lazy_gettext("Please enter your password.")),
            Length(max=PASSWORD_AT_MOST, message=lazy_gettext("This password is too long.")),
        ],
        render_kw={"autocomplete": "current-password"},
    )


class AppCodeForm(TextForm):
    """The second step of a sign-in. `next` and `kept` are those of the first."""

    code = _code(lazy_gettext("Code from your app"), digits=True, description=lazy_gettext("Six digits."))
    kind = HiddenField(default=APP)
    next = HiddenField()
    kept = HiddenField()


class RecoveryCodeForm(AppCodeForm):
    """The same with a recovery code."""

    code = _code(
        lazy_gettext("Recovery code"),
        digits=False,
        description=lazy_gettext("One of the codes that you kept. Each works once."),
    )
    kind = HiddenField(default=RECOVERY)


class PasswordAgainForm(TextForm):
    """Asks for the password once more. `PREFIX` tells the forms of a page apart."""

    PREFIX = ""
    password = _password()

    def __init__(self, **values: Any) -> None:
        super().__init__(prefix=self.PREFIX, **values)


class SetUpForm(PasswordAgainForm):
    """Before the secret of an app is shown."""

    PREFIX = "app"


class TurnOnForm(TextForm):
    """The first code of the app. `setup`: its secret, sealed."""

    code = _code(lazy_gettext("Code from your app"), digits=True, description=lazy_gettext("Six digits."))
    setup = HiddenField()


class TurnOffForm(PasswordAgainForm):
    """For whoever has the password and a code."""

    PREFIX = "off"
    code = _code(lazy_gettext("Code from your app, or a recovery code"), digits=False)


class TakeAwayForm(PasswordAgainForm):
    """For an administrator, about somebody who has lost phone and codes."""

    PREFIX = "factor"


class NewCodesForm(PasswordAgainForm):
    """New recovery codes."""

    PREFIX = "codes"
