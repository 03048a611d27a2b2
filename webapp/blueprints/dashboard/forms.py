"""The forms of the dashboard. They clean what was typed; whether it is right is for the services to say."""

from wtforms import (
    BooleanField,
    EmailField,
    HiddenField,
    PasswordField,
    SelectField,
    StringField,
    TextAreaField,
)
from wtforms.fields.choices import SelectChoice
from wtforms.validators import DataRequired, Length

from webapp.lib import slugs, text
from webapp.lib.text_form import TextForm
from webapp.services.access import profiles
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
    kept = HiddenField()  # what was typed when a sign-in had ended (`kept_forms.py`)


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


class ProfileForm(TextForm):
    """What an organizer says about themselves, and how they read. The photo is a file beside it."""

    name = StringField(
        lazy_gettext("Name"),
        [Line(text.NAME_AT_MOST), DataRequired(lazy_gettext("Please enter your name."))],
        render_kw={"autocomplete": "name"},
    )
    title = StringField(
        lazy_gettext("Title"),
        [Line(profiles.TITLE_AT_MOST)],
        description=lazy_gettext("Such as what you do, or where you work."),
        render_kw={"autocomplete": "organization-title"},
    )
    about = TextAreaField(
        lazy_gettext("About you"),
        [Lines(profiles.ABOUT_AT_MOST)],
        description=lazy_gettext("Guests see it on your pages, with your title and your photo."),
    )
    public_name = StringField(
        lazy_gettext("Name of your public page"),
        [Line(slugs.AT_MOST)],
        description=lazy_gettext(
            "A page that lists your public scheduling pages. Leave this empty if you want none."
        ),
        render_kw={"autocomplete": "off", "autocapitalize": "none", "spellcheck": "false"},
    )
    removes_photo = BooleanField(lazy_gettext("Remove the photo"))
    timezone = SelectField(
        lazy_gettext("Time zone"),
        [DataRequired(lazy_gettext("Please choose your time zone.")), time_zone],
        choices=[],
        validate_choice=False,
    )
    language = SelectField(
        lazy_gettext("Language"),
        description=lazy_gettext(
            "Dates and times are written in it. Words are English where there is no translation yet."
        ),
    )
    hour_cycle = SelectField(
        lazy_gettext("Clock"),
        choices=[
            SelectChoice("", lazy_gettext("As usual in the language")),
            SelectChoice("24", lazy_gettext("24 hours, such as 14:30")),
            SelectChoice("12", lazy_gettext("12 hours, such as 2:30 PM")),
        ],
    )
    first_day = SelectField(lazy_gettext("Weeks begin on"))


class PasswordForm(TextForm):
    current = PasswordField(
        lazy_gettext("Current password"),
        [
            DataRequired(lazy_gettext("Please enter your current password.")),
            Length(max=PASSWORD_AT_MOST, message=lazy_gettext("This password is too long.")),
        ],
        render_kw={"autocomplete": "current-password"},
    )
    new = PasswordField(
        lazy_gettext("New password"),
        [DataRequired(lazy_gettext("Please choose a password.")), new_password],
        description=PASSWORD_HINT,
        render_kw={"autocomplete": "new-password"},
    )
