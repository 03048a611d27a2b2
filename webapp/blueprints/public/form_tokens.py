"""The token that a guest's form carries: signed by us for what the form acts on, and tied to no cookie.

Inside another website a browser sends no cookie, so nothing here asks for one. What a form without a sign-in can be
misused for, and what keeps it from that: decision 0012.
"""

from flask import current_app, request
from wtforms import Field, Form, ValidationError
from wtforms.csrf.core import CSRF

from webapp.lib import clock, form_origin, signature
from webapp.words import lazy_gettext

RAN_OUT = lazy_gettext("This form was open for too long. Nothing was lost. Please send it again.")
FROM_ELSEWHERE = lazy_gettext(
    "This form was sent by another website. Please check what it says, and send it again if you want it."
)
_PURPOSE = "guest-form"
_ACTS_ON = ("reference", "slug")
_DIGITS_AT_MOST = 12


class SignedToken(CSRF):
    """The forgery protection of WTForms with such tokens, for `Meta.csrf_class`."""

    def generate_csrf_token(self, csrf_token_field: Field) -> str:
        issued_at = clock.now()
        return f"{issued_at}.{_signature(issued_at)}"

    def validate_csrf_token(self, form: Form, field: Field) -> None:
        if form_origin.is_foreign():
            raise ValidationError(FROM_ELSEWHERE)
        if not _is_valid(str(field.data or "")):
            raise ValidationError(RAN_OUT)


def seconds_open(token: str) -> int:
    """For how long the form with this token was open. Only for a token that counts."""
    issued_at = token.partition(".")[0]
    is_ours = issued_at.isascii() and issued_at.isdigit() and len(issued_at) <= _DIGITS_AT_MOST
    return clock.now() - int(issued_at) if is_ours else 0


def _is_valid(token: str) -> bool:
    issued_at, _, given = token.partition(".")
    if not (issued_at.isascii() and issued_at.isdigit() and len(issued_at) <= _DIGITS_AT_MOST):
        return False
    age = clock.now() - int(issued_at)
    in_time = age <= int(current_app.config["WTF_CSRF_TIME_LIMIT"])
    return in_time and signature.equal(given, _signature(int(issued_at)))


def _signature(issued_at: int) -> str:
    """For what the address names: a booking by its reference, or a page. A form's own page and its target name one."""
    parts = request.view_args or {}
    subject = next((f"{name}:{parts[name]}" for name in _ACTS_ON if name in parts), "")
    body = "\n".join((_PURPOSE, str(issued_at), subject))
    return signature.sign(body.encode(), secret=str(current_app.config["SECRET_KEY"]))
