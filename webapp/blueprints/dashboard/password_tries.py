"""The password asked for once more, before something that whoever found an unlocked browser must not do."""

from http import HTTPStatus

from flask import Response

from webapp.blueprints.dashboard.access import signed_in
from webapp.rate_limits import limiter

# As for a browser that knows the account: whoever found an unlocked one cannot guess on.
WRONG_PASSWORDS = "10 per 10 minutes"
WRONG_CODES = "20 per day"  # of a second factor, by somebody who has the password, too


def _account() -> str:
    reader = signed_in()
    return f"password:{reader.id if reader else ''}"


def _was_wrong(response: Response) -> bool:
    return response.status_code == HTTPStatus.FORBIDDEN


# Shared by all forms that ask for it. A view answers 403 to a wrong password or code, and to nothing else.
few_wrong_passwords = limiter.shared_limit(
    WRONG_PASSWORDS,
    scope="wrong-passwords",
    key_func=_account,
    exempt_when=lambda: signed_in() is None,
    deduct_when=_was_wrong,
)
few_wrong_codes = limiter.shared_limit(
    WRONG_CODES,
    scope="wrong-codes",
    key_func=_account,
    exempt_when=lambda: signed_in() is None,
    deduct_when=_was_wrong,
)
