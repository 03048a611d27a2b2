"""The forms of the dashboard. They clean what was typed; whether it is right is for the services to say."""

from wtforms import EmailField, HiddenField, PasswordField, SelectField, StringField, TextAreaField
from wtforms.validators import DataRequired, Length

from webapp.lib import text
from webapp.lib.text_form import TextForm
from webapp.services.access.sign_ins import PASSWORD_AT_MOST
from webapp.services.bookings.commands import REASON_AT_MOST
from webapp.validators import Line, Lines, email_address, new_password, time_zone
from webapp.words import lazy_gettext

PASSWORD_HINT = lazy_gettext("At least 8 characters.")


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


class SetupForm(TextForm):
    """The first organizer of an installation."""

    name = StringField(
        lazy_gettext("Your name"),
        [Line(text.NAME_AT_MOST), DataRequired(lazy_gettext("Please enter your name."))],
        description=lazy_gettext("Guests see it on your pages."),
        render_kw={"autocomplete": "name"},
    )
    email = EmailField(
        lazy_gettext("E-mail address"),
        [DataRequired(lazy_gettext("Please enter your e-mail address.")), email_address],
        render_kw={"autocomplete": "username"},
    )
    password = PasswordField(
        lazy_gettext("Password"),
        [DataRequired(lazy_gettext("Please choose a password.")), new_password],
        description=PASSWORD_HINT,
        render_kw={"autocomplete": "new-password"},
    )
    timezone = SelectField(
        lazy_gettext("Time zone"),
        [DataRequired(lazy_gettext("Please choose your time zone.")), time_zone],
        choices=[],  # dashboard/_macros.html lists them by region
        validate_choice=False,  # a browser may send a name of long ago, which the zone database still has
    )


class ReasonForm(TextForm):
    """Why a request is declined or a booking cancelled: the guest reads it."""

    reason = TextAreaField(lazy_gettext("Reason"), [Lines(REASON_AT_MOST)])
    next = HiddenField()
