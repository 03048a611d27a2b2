"""The forms of the dashboard. They clean what was typed; whether it is right is for the services to say."""

from wtforms import EmailField, HiddenField, PasswordField, TextAreaField
from wtforms.validators import DataRequired, Length

from webapp.lib import text
from webapp.lib.text_form import TextForm
from webapp.services.access.sign_ins import PASSWORD_AT_MOST
from webapp.services.bookings.commands import REASON_AT_MOST
from webapp.validators import Line, Lines
from webapp.words import lazy_gettext


class SignInForm(TextForm):
    email = EmailField(
        lazy_gettext("E-mail address"),
        [Line(text.EMAIL_AT_MOST), DataRequired(lazy_gettext("Please enter your e-mail address."))],
        render_kw={"autocomplete": "username"},
    )
    password = PasswordField(
        lazy_gettext("Password"),
        [
            DataRequired(lazy_gettext("Please enter your password.")),
            Length(max=PASSWORD_AT_MOST, message=lazy_gettext("This password is too long.")),
        ],
        render_kw={"autocomplete": "current-password"},
    )
    next = HiddenField()


class ReasonForm(TextForm):
    """Why a request is declined or a booking cancelled: the guest reads it."""

    reason = TextAreaField(lazy_gettext("Reason"), [Lines(REASON_AT_MOST)])
    next = HiddenField()
