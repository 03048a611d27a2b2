"""Signing in to the dashboard. Sign-ins are rows on the server, so that each can be revoked.

The browser has a random token and the row has its SHA-256 digest, so nobody can sign in with a stolen database.
Guests never sign in: a booking's reference is their access. API keys are in `services/access/api_keys.py`.
"""

import unicodedata
from functools import cache

from argon2 import PasswordHasher
from argon2.exceptions import InvalidHashError, VerificationError
from sqlalchemy import ColumnElement, delete, func, select, update
from sqlalchemy.orm import Session

from webapp.errors import NotFound, Unauthorized
from webapp.extensions import db, execute_if_free, transaction
from webapp.lib import signature
from webapp.lib.ids import is_id
from webapp.models import Organizer, SecondFactor, SignIn, SignInAttempt
from webapp.scheduling import DAY

LASTS_SECONDS = 30 * DAY
LAST_USED_EVERY_SECONDS = 300
PASSWORD_AT_MOST = 200
COOKIE_KEY = "sign_in"  # where the signed cookie holds the token of a sign-in

# The least that OWASP's password storage page asks of argon2id, because a small server may sign in several at once.
_hasher = PasswordHasher(time_cost=2, memory_cost=19 * 1024, parallelism=1)


class CodeNeeded(Exception):
    """The password was right, and this organizer has a second factor."""

    def __init__(self, organizer: Organizer) -> None:
        super().__init__(organizer.id)
        self.organizer = organizer


def hash_password(password: str) -> str:
    """The argon2id hash of a password, as it is stored."""
    return _hasher.hash(_normal(password))


def sign_in(email: str, password: str, *, browser: str = "", now: int) -> str:
    """A new sign-in. Returns its token, which is for the browser only and cannot be read again.

    Raises Unauthorized. For an unknown address and for a wrong password the code and the work are the same. Raises
    CodeNeeded where the password was right and a code is asked for as well: `sign_in_attempts.py` goes on from there.
    """
    _decoy_hash()  # makes it at the first sign-in, so that the first unknown address takes no longer than others
    organizer = _organizer_with_password(email.strip(), password)
    if organizer is None:
        raise Unauthorized("sign_in.wrong")
    if _has_second_factor(organizer):
        raise CodeNeeded(organizer)
    return start(organizer, browser=browser, now=now)


def start(organizer: Organizer, *, browser: str = "", now: int) -> str:
    """A new sign-in of somebody who has shown who they are. Returns its token, as `sign_in` does.

    `browser`: what it is called in the list of sign-ins.
    """
    with transaction() as session:
        return enter(session, organizer, browser=browser, now=now)


def enter(session: Session, organizer: Organizer, *, browser: str, now: int) -> str:
    """The same, in a transaction that does more."""
    token = signature.new_token()
    session.execute(delete(SignIn).where(SignIn.organizer_id == organizer.id, SignIn.expires_at <= now))
    session.add(
        SignIn(
            organizer_id=organizer.id,
            digest=signature.digest(token),
            browser=browser,
            created_at=now,
            last_used_at=now,
            expires_at=now + LASTS_SECONDS,
        )
    )
    return token


def organizer_of(token: object, *, now: int) -> Organizer | None:
    """The organizer signed in with this token, unless it is expired or revoked. Notes its use once in 5 minutes.

    `token`: whatever a cookie holds under COOKIE_KEY; nobody is signed in with anything but a text.
    """
    if not isinstance(token, str):
        return None
    found = db.session.scalar(select(SignIn).where(SignIn.digest == signature.digest(token), *_live(now)))
    if found is None or found.organizer.deactivated_at is not None:
        return None
    if found.last_used_at <= now - LAST_USED_EVERY_SECONDS:
        _note_use(found, now=now)
    return found.organizer


def organizer_id_of(token: object) -> str | None:
    """Whose sign-in this token was, even if it has ended since. It lets nobody in."""
    if not isinstance(token, str):
        return None
    return db.session.scalar(select(SignIn.organizer_id).where(SignIn.digest == signature.digest(token)))


def listing(organizer: Organizer, *, now: int) -> list[SignIn]:
    """The live sign-ins of an organizer, the most recently used first."""
    mine = select(SignIn).where(SignIn.organizer_id == organizer.id, *_live(now))
    return list(db.session.scalars(mine.order_by(SignIn.last_used_at.desc(), SignIn.id)))


def sign_out(token: str, *, now: int) -> None:
    """Revoke the sign-in of this token. An unknown token changes nothing."""
    with transaction() as session:
        session.execute(
            update(SignIn)
            .where(SignIn.digest == signature.digest(token), SignIn.revoked_at.is_(None))
            .values(revoked_at=now)
        )


def revoke(organizer: Organizer, sign_in_id: str, *, now: int) -> None:
    """End one sign-in of an organizer. One that has ended stays so. Raises NotFound for one of somebody else."""
    mine = SignIn.id == sign_in_id, SignIn.organizer_id == organizer.id
    ended_at = func.coalesce(SignIn.revoked_at, now)
    with transaction() as session:
        if (
            not is_id(sign_in_id)
            or session.scalar(update(SignIn).where(*mine).values(revoked_at=ended_at).returning(SignIn.id))
            is None
        ):
            raise NotFound("sign_in.unknown")


def sign_out_elsewhere(organizer: Organizer, *, but: str, now: int) -> None:
    """Revoke every sign-in of an organizer but the one of this token."""
    with transaction() as session:
        revoke_all(session, organizer, but=but, now=now)


def sign_out_everywhere(organizer: Organizer, *, now: int) -> None:
    """Revoke every sign-in of an organizer, the present one too."""
    with transaction() as session:
        revoke_all(session, organizer, now=now)


def revoke_all(session: Session, organizer: Organizer, *, now: int, but: str | None = None) -> None:
    """The same, in a transaction that does more. `but`: the token of a sign-in that stays.

    Sign-ins that wait for a code end, too: their password is of before.
    """
    session.execute(delete(SignInAttempt).where(SignInAttempt.organizer_id == organizer.id))
    theirs = update(SignIn).where(SignIn.organizer_id == organizer.id, SignIn.revoked_at.is_(None))
    if but is not None:
        theirs = theirs.where(SignIn.digest != signature.digest(but))
    session.execute(theirs.values(revoked_at=now))


def is_password(password: str, *, of: Organizer) -> bool:
    """Whether this is an organizer's present password."""
    return len(password) <= PASSWORD_AT_MOST and _is_password(password, of=of.password_hash)


def _organizer_with_password(email: str, password: str) -> Organizer | None:
    # One address may be an organizer of several applications, each with a password of its own.
    by_age = select(Organizer).order_by(Organizer.created_at, Organizer.id)
    theirs = func.lower(Organizer.email) == email.lower(), Organizer.deactivated_at.is_(None)
    known = db.session.scalars(by_age.where(*theirs)).all()
    matching = [organizer for organizer in known if _is_password(password, of=organizer.password_hash)]
    if not known:
        _is_password(password, of=_decoy_hash())
    return matching[0] if matching else None


def _has_second_factor(organizer: Organizer) -> bool:
    theirs = select(SecondFactor.id).where(SecondFactor.organizer_id == organizer.id)
    return db.session.scalar(theirs) is not None


@cache
def _decoy_hash() -> str:
    # Checked for an unknown address, so that the answer takes as long as for a known one. No password fits it: its
    # secret is random and not stored.
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


def _note_use(used: SignIn, *, now: int) -> None:
    execute_if_free(update(SignIn).where(SignIn.id == used.id).values(last_used_at=now))
