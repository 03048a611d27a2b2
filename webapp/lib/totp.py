"""Codes that an app makes from a secret and the time: TOTP, RFC 6238, with what every app understands."""

import re

import pyotp

from webapp.lib import signature

STEP_SECONDS = 30
DRIFT_STEPS = 1  # how far the app's clock may be off, each way
ISSUER = "Openslot"
CODE = re.compile(r"[0-9]{6}")


def new_secret() -> str:
    """A random secret of 160 bits in base32, as RFC 4226 recommends."""
    return pyotp.random_base32()


def address(secret: str, *, account: str) -> str:
    """What an app reads from a QR code."""
    return pyotp.TOTP(secret).provisioning_uri(name=account, issuer_name=ISSUER)


def step_of(code: str, *, secret: str, now: int) -> int | None:
    """The step of time that a code belongs to, if that is now or next to it."""
    typed, present = code.replace(" ", ""), now // STEP_SECONDS
    if not CODE.fullmatch(typed):
        return None
    steps = range(present + DRIFT_STEPS, present - DRIFT_STEPS - 1, -1)
    fitting = [step for step in steps if signature.equal(typed, code_at(step, secret=secret))]
    return fitting[0] if fitting else None


def code_at(step: int, *, secret: str) -> str:
    """The code of a step of time."""
    return pyotp.HOTP(secret).at(step)
