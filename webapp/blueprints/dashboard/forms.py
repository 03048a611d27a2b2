"""The forms of the dashboard. They clean what was typed; whether it is right is for the services to say."""

from flask_wtf import FlaskForm
from wtforms import EmailField, HiddenField, PasswordField, TextAreaField, ValidationError
from wtforms.validators import DataRequired, Length

from webapp.errors import InvalidInput
from webapp.lib import text
from webapp.lib.text_form import TextForm
from webapp.services.access.sign_ins import PASSWORD_AT_MOST
from webapp.services.bookings.commands import REASON_AT_MOST
from webapp.words import lazy_gettext


def clean(*, at_most: int, lines: bool = False) -> object:
    """A validator that leaves clean text in the field, or says what is wrong with it."""

    def cleaning(_form: FlaskForm, field: TextAreaField) -> None:
        try:
            field.data = text.clean(field.data or "", field=field.label.text, at_most=at_most, lines=lines)
        except InvalidInput as problem:
            raise ValidationError(problem.sentence.replace("`", "")) from problem

    return cleaning


class SignInForm(TextForm):
    email = EmailField(
        lazy_gettext("E-mail address"),
        [DataRequired(lazy_gettext("Please enter your e-mail address.")), clean(at_most=text.EMAIL_AT_MOST)],
    )
    password = PasswordField(
        lazy_gettext("Password"),
        [
            DataRequired(lazy_gettext("Please enter your password.")),
            Length(max=PASSWORD_AT_MOST, message=lazy_gettext("This password is too long.")),
        ],
    )
    next = HiddenField()


class ReasonForm(TextForm):
    """Why a request is declined or a booking cancelled: the guest reads it."""

    reason = TextAreaField(
        lazy_gettext("Reason"),
        [clean(at_most=REASON_AT_MOST, lines=True)],
        render_kw={"maxlength": REASON_AT_MOST},
    )
    next = HiddenField()
