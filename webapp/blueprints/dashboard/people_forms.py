"""The forms around accounts: an invitation, the account of whoever was invited, and a forgotten password."""

from wtforms import BooleanField, EmailField, PasswordField
from wtforms.validators import DataRequired

from webapp.blueprints.dashboard.forms import PASSWORD_HINT, SetupForm
from webapp.lib.text_form import TextForm
from webapp.validators import email_address, new_password
from webapp.words import lazy_gettext


class ColleagueForm(TextForm):
    """Who is invited."""

    email = EmailField(
        lazy_gettext("E-mail address"),
        [DataRequired(lazy_gettext("Please enter the e-mail address.")), email_address],
        description=lazy_gettext("They get an e-mail with a link to create their account."),
        render_kw={"autocomplete": "off"},
    )
    is_admin = BooleanField(lazy_gettext("Administrator: may invite others and make API keys"))


class JoinForm(SetupForm):
    """The account of somebody who was invited: the address is that of the invitation."""

    email = None  # how WTForms leaves a field of the base out


class ForgottenPasswordForm(TextForm):
    """Whose password was forgotten."""

    email = EmailField(
        lazy_gettext("E-mail address"),
        [DataRequired(lazy_gettext("Please enter your e-mail address.")), email_address],
        render_kw={"autocomplete": "username"},
    )


class NewPasswordForm(TextForm):
    """The password instead of the one that was forgotten."""

    new = PasswordField(
        lazy_gettext("New password"),
        [DataRequired(lazy_gettext("Please choose a password.")), new_password],
        description=PASSWORD_HINT,
        render_kw={"autocomplete": "new-password"},
    )
