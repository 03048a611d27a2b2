"""The link that makes the first organizer of an installation, who is an administrator.

It can be used once, until it expires, and only while nobody can sign in. A new link ends the earlier one. The database
has only the digest of its token.
"""

from sqlalchemy import delete, select

from webapp.errors import NotAllowedNow, NotFound
from webapp.extensions import db, transaction
from webapp.lib import signature
from webapp.models import Organizer, SetupLink
from webapp.scheduling import DAY
from webapp.services import applications, locks
from webapp.services.access import organizers, sign_ins

LASTS_SECONDS = DAY


def renew(*, now: int) -> str:
    """A new link's token, which cannot be read again. Raises NotAllowedNow when somebody can sign in."""
    application = applications.default(now=now)
    token = signature.new_token()
    with transaction() as session:
        locks.application(session, application.id)
        _check_nobody_is_there()
        session.execute(delete(SetupLink))
        session.add(SetupLink(digest=signature.digest(token), created_at=now, expires_at=now + LASTS_SECONDS))
    return token


def check(token: str, *, now: int) -> None:
    """Raises NotAllowedNow when somebody can sign in, and NotFound for a link that is used, expired or replaced."""
    _check_nobody_is_there()
    _check_link(token, now=now)


def use(
    token: str, *, email: str, name: str, timezone: str, password: str, now: int, language: str = ""
) -> Organizer:
    """The first organizer, an administrator. Raises InvalidInput, and what `check` raises: of two at once one wins."""
    check(token, now=now)  # before a password is hashed, which is slow
    profile = organizers.check_new(email, name=name, timezone=timezone)
    password_hash = sign_ins.hash_password(organizers.check_password(password))
    application = applications.default(now=now)
    with transaction() as session:
        locks.application(session, application.id)
        check(token, now=now)
        session.execute(delete(SetupLink))
        return organizers.enter(
            session,
            application.id,
            profile,
            password_hash=password_hash,
            is_admin=True,
            language=language,
            now=now,
        )


def _check_nobody_is_there() -> None:
    if organizers.is_anybody_there():
        raise NotAllowedNow("setup.done")


def _check_link(token: str, *, now: int) -> None:
    live = SetupLink.digest == signature.digest(token), SetupLink.expires_at > now
    if db.session.scalar(select(SetupLink.id).where(*live)) is None:
        raise NotFound("setup.link_over")
