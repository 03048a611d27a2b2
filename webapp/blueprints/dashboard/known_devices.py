"""Browsers in which an organizer has signed in before: strangers' wrong passwords do not lock those out.

After a sign-in the browser keeps a signed cookie with a random id and the digests of the accounts it may name. Wrong
passwords from it are counted for that id alone. This is OWASP's "device cookie":
https://owasp.org/www-community/Slow_Down_Online_Guessing_Attacks_with_Device_Cookies
"""

from dataclasses import dataclass

from flask import current_app, request
from itsdangerous import BadData, URLSafeTimedSerializer
from werkzeug.wrappers import Response

from webapp.lib import signature
from webapp.lib.addresses import identity

COOKIE = "openslot_device"
PATH = "/login"  # nothing else needs it
LASTS_SECONDS = 365 * 24 * 3600
ACCOUNTS_AT_MOST = 5


@dataclass(frozen=True, slots=True)
class Device:
    """`accounts`: digests of the accounts that have signed in, the latest last."""

    id: str
    accounts: tuple[str, ...] = ()


def account(email: str) -> str:
    """How an account is called here: nobody reads the address in a cookie, or among what is counted."""
    return "account:" + signature.digest(identity(email))


def device_of(account: str) -> str | None:
    """The id of this browser, if this account has signed in with it; else None."""
    device = _sent()
    return device.id if device is not None and account in device.accounts else None


def remember(response: Response, account: str) -> None:
    """This account has signed in with this browser."""
    device = _sent() or Device(signature.new_token())
    accounts = [*(known for known in device.accounts if known != account), account][-ACCOUNTS_AT_MOST:]
    response.set_cookie(
        COOKIE,
        str(_serializer().dumps([device.id, accounts])),
        max_age=LASTS_SECONDS,
        path=PATH,
        secure=current_app.config["SESSION_COOKIE_SECURE"],
        httponly=True,
        samesite=current_app.config["SESSION_COOKIE_SAMESITE"],
    )


def _sent() -> Device | None:
    try:
        device_id, accounts = _serializer().loads(request.cookies.get(COOKIE, ""), max_age=LASTS_SECONDS)
    except BadData:
        return None
    return Device(device_id, tuple(accounts))


def _serializer() -> URLSafeTimedSerializer:
    return URLSafeTimedSerializer(str(current_app.config["SECRET_KEY"]), salt=COOKIE)
