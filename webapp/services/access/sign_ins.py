"""Signing in to the dashboard: rows on the server, so that every one of them can be revoked.

The browser holds a random token, the row its sha256: neither a stolen database nor an old cookie
opens anything.
Guests never sign in; their reference is the key. API keys are another matter (`services/access/api_keys.py`).
"""

import unicodedata
from contextlib import suppress
from functools import cache

from argon2 import PasswordHasher
from argon2.exceptions import InvalidHashError, VerificationError
from sqlalchemy import ColumnElement, delete, func, select, update

from webapp.errors import Unauthorized, Unavailable
from webapp.extensions import db, transaction
from webapp.lib import signature
from webapp.models import Organizer, SignIn

LASTS_SECONDS = 30 * 24 * 3600
LAST_USED_EVERY_SECONDS = 300
PASSWORD_AT_MOST = 200
COOKIE_KEY = "sign_in"  # where the signed cookie holds the token of a sign-in

# argon2id as OWASP's password storage page asks at least: a small server signs several people in at once.
_hasher = PasswordHasher(time_cost=2, memory_cost=19 * 1024, parallelism=1)


def hash_password(password: str) -> str:
    """The argon2id hash to keep of a password."""
    return _hasher.hash(_normal(password))


def sign_in(email: str, password: str, *, now: int) -> str:
    """The token of a new sign-in; shown once, to be kept by the browser alone.

    Raises Unauthorized, with one code and after equal work whether the address is unknown or the
    password wrong.
    """
    _decoy_hash()  # made at the first sign-in of all, right or wrong, and not only when it is needed
    organizer = _organizer_opened_by(email.strip(), password)
    if organizer is None:
        raise Unauthorized("sign_in.wrong")
    token = signature.new_token()
    with transaction() as session:
        session.execute(delete(SignIn).where(SignIn.organizer_id == organizer.id, SignIn.expires_at <= now))
        session.add(
            SignIn(
                organizer_id=organizer.id,
                digest=signature.digest(token),
                created_at=now,
                last_used_at=now,
                expires_at=now + LASTS_SECONDS,
            )
        )
    return token


def organizer_of(token: str, *, now: int) -> Organizer | None:
    """Who holds this token, while it is neither expired nor revoked. Its use is noted once in 5 minutes."""
    held = db.session.scalar(select(SignIn).where(SignIn.digest == signature.digest(token), *_live(now)))
    if held is None:
        return None
    if held.last_used_at <= now - LAST_USED_EVERY_SECONDS:
        _note_use(held, now=now)
    return held.organizer


def listing(organizer: Organizer, *, now: int) -> list[SignIn]:
    """The live sign-ins of an organizer, the most recently used first."""
    mine = select(SignIn).where(SignIn.organizer_id == organizer.id, *_live(now))
    return list(db.session.scalars(mine.order_by(SignIn.last_used_at.desc(), SignIn.id)))


def sign_out(token: str, *, now: int) -> None:
    """Revoke the one sign-in that this token opens. An unknown token is nobody's and changes nothing."""
    _revoke(SignIn.digest == signature.digest(token), now=now)


def sign_out_everywhere(organizer: Organizer, *, now: int) -> None:
    """Revoke every sign-in of an organizer, the present one too."""
    _revoke(SignIn.organizer_id == organizer.id, now=now)


def _organizer_opened_by(email: str, password: str) -> Organizer | None:
    # One address may be an organizer of several applications, each with a password of its own.
    by_age = select(Organizer).order_by(Organizer.created_at, Organizer.id)
    known = db.session.scalars(by_age.where(func.lower(Organizer.email) == email.lower())).all()
    opened = [organizer for organizer in known if _is_password(password, of=organizer.password_hash)]
    if not known:
        _is_password(password, of=_decoy_hash())
    return opened[0] if opened else None


@cache
def _decoy_hash() -> str:
    # Checked for an unknown address, so that the answer takes as long as for a known one. It opens nothing:
    # the secret behind it was random and is not kept.
    return _hasher.hash(signature.new_token())


def _is_password(password: str, *, of: str) -> bool:
    try:
        return _hasher.verify(of, _normal(password))
    except (VerificationError, InvalidHashError):
        return False


def _normal(password: str) -> str:
    # The same key press gives composed letters on one system and decomposed ones on another.
    return unicodedata.normalize("NFC", password)


def _live(now: int) -> tuple[ColumnElement[bool], ColumnElement[bool]]:
    return SignIn.revoked_at.is_(None), SignIn.expires_at > now


def _note_use(held: SignIn, *, now: int) -> None:
    with (
        suppress(Unavailable),
        transaction() as session,
    ):  # a busy database must not cost the organizer the page
        session.execute(update(SignIn).where(SignIn.id == held.id).values(last_used_at=now))


def _revoke(which: ColumnElement[bool], *, now: int) -> None:
    with transaction() as session:
        session.execute(update(SignIn).where(which, SignIn.revoked_at.is_(None)).values(revoked_at=now))
