"""What an administrator decides about the account of somebody: the role, and whether they may come in.

An installation keeps an administrator who can sign in, and nobody shuts themselves out. Both are judged under the lock
of the application, so that two administrators cannot do it to each other at the same moment.
"""

from collections.abc import Iterator
from contextlib import contextmanager

from sqlalchemy import delete, func, select, update
from sqlalchemy.orm import Session

from webapp.errors import NotAllowedNow, NotFound
from webapp.extensions import db, transaction
from webapp.lib.ids import is_id
from webapp.models import AccountLink, Authorization, Organizer
from webapp.services import audit, locks
from webapp.services.access import sign_ins
from webapp.services.configurations import pausing
from webapp.services.oauth import authorizations


def find(by: Organizer, organizer_id: str) -> Organizer:
    """Somebody with an account in the same application. Raises NotFound."""
    found = db.session.get(Organizer, organizer_id) if is_id(organizer_id) else None
    if found is None or found.application_id != by.application_id:
        raise NotFound("organizer.unknown")
    return found


def change_role(by: Organizer, person: Organizer, *, is_admin: bool, now: int) -> None:
    """Make somebody an administrator, or one no more. Raises NotAllowedNow for the last one."""
    act = audit.MADE_ADMINISTRATOR if is_admin else audit.MADE_ORGANIZER
    with _decided(by, person, act, now=now) as session:
        if not is_admin:
            _check_another(session, person)
        session.execute(update(Organizer).where(Organizer.id == person.id).values(is_admin=is_admin))


def deactivate(by: Organizer, person: Organizer, *, now: int) -> int:
    """Let somebody in no more, and pause their scheduling pages. Returns how many pages were paused.

    Sign-ins, links that wait for them, invitations that they have sent, and what they allowed programs end for good.
    Bookings stay as they are. Raises NotAllowedNow.
    """
    if by.id == person.id:
        raise NotAllowedNow("organizer.yourself")
    with _decided(by, person, audit.DEACTIVATED, now=now) as session:
        _check_another(session, person)
        session.execute(update(Organizer).where(Organizer.id == person.id).values(deactivated_at=now))
        sign_ins.revoke_all(session, person, now=now)
        session.execute(delete(AccountLink).where(AccountLink.organizer_id == person.id))
        allowed = select(Authorization.id).where(Authorization.organizer_id == person.id)
        authorizations.revoke(session, session.scalars(allowed).all(), now=now)
        return pausing.pause_all(session, person.id, now=now)


def activate(by: Organizer, person: Organizer, *, now: int) -> None:
    """Let somebody in again, with the password that they had. Their pages stay paused until somebody resumes them."""
    with _decided(by, person, audit.ACTIVATED, now=now) as session:
        session.execute(update(Organizer).where(Organizer.id == person.id).values(deactivated_at=None))


@contextmanager
def _decided(by: Organizer, person: Organizer, act: str, *, now: int) -> Iterator[Session]:
    with transaction() as session:
        locks.application(session, person.application_id)
        yield session
        audit.note(session, by, act, person.email, now=now)


def _check_another(session: Session, person: Organizer) -> None:
    """Raises NotAllowedNow if no administrator who can sign in is left without this person."""
    others = Organizer.is_admin, Organizer.deactivated_at.is_(None), Organizer.id != person.id
    theirs = select(func.count()).where(Organizer.application_id == person.application_id, *others)
    is_one = session.scalar(select(Organizer.is_admin).where(Organizer.id == person.id))
    if is_one and not session.scalar(theirs):
        raise NotAllowedNow("organizer.last_administrator")
