"""What catches programs that fill in every form they find, and lets a person through who was taken for one."""

from flask import current_app
from wtforms import Form, StringField, ValidationError

from webapp.blueprints.public.form_tokens import seconds_open
from webapp.words import lazy_gettext

NOT_EMPTY = lazy_gettext("This looked as if a program had sent it. Nothing was lost. Please send it again.")
TOO_FAST = lazy_gettext("This was sent faster than people type. Nothing was lost. Please send it again.")


class TrapField(StringField):
    """A field that no person sees or reaches. `sprung`: what to say when it was filled in; it is empty again then."""

    sprung: object = None


def check_trap(form: Form, field: TrapField) -> None:
    """Raise ValidationError for a program."""
    if field.data:
        field.data, field.sprung = "", NOT_EMPTY
    elif "csrf_token" in form and _is_too_fast(str(form["csrf_token"].data or "")):
        field.sprung = TOO_FAST
    if field.sprung:
        raise ValidationError(str(field.sprung))


def _is_too_fast(token: str) -> bool:
    return seconds_open(token) < int(current_app.config["OPENSLOT_FORM_SECONDS"])
