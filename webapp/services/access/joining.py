"""Colleagues are invited by a mail with a link, and make their account with it."""

from dataclasses import dataclass

from sqlalchemy import ColumnElement, delete, func, select
from sqlalchemy.orm import Session

from webapp.errors import InvalidInput, NotAllowedNow, NotFound
from webapp.extensions import db, transaction
from webapp.lib import text
from webapp.lib.ids import is_id
from webapp.models import AccountLink, Organizer
from webapp.scheduling import DAY
from webapp.services import audit, locks
from webapp.services.access import account_links, organizers, sign_ins
from webapp.services.access.account_links import INVITATION

LASTS_SECONDS = 7 * DAY
OPEN_AT_MOST = 100


@dataclass(frozen=True, kw_only=True)
class Joining:
    """What somebody who was invited says about themselves."""

    name: str
    timezone: str
    password: str
    language: str = ""


def invite(by: Organizer, email: str, *, is_admin: bool, now: int) -> str:
    """Mail somebody a link to an account. Returns its token, so that the link can be passed on by hand, too.

    An earlier link to the same address works no more. This one ends with the account of whoever invites. Raises
    InvalidInput, and NotAllowedNow for one too many.
    """
    address = text.email(email, field="email").lower()
    if organizers.by_address(address) is not None:
        raise InvalidInput("organizer.there_already", field="email")
    link = AccountLink(
        application_id=by.application_id,
        kind=INVITATION,
        email=address,
        organizer_id=by.id,
        is_admin=is_admin,
        expires_at=now + LASTS_SECONDS,
    )
    with transaction() as session:
        locks.application(session, by.application_id)
        token = account_links.add(session, link, now=now)
        if _how_many(session, by.application_id, now) > OPEN_AT_MOST:
            raise NotAllowedNow("account_link.too_many", at_most=OPEN_AT_MOST)
        values = {"inviter": by.name}
        account_links.mail(session, link, token, language=by.locale, values=values, now=now)
        audit.note(session, by, audit.INVITED, address, now=now)
    return token


def listing(application_id: str, *, now: int) -> list[AccountLink]:
    """The invitations that can be used, the newest first."""
    mine = _open(application_id, now)
    newest_first = AccountLink.created_at.desc(), AccountLink.id.desc()
    return list(db.session.scalars(select(AccountLink).where(*mine).order_by(*newest_first)))


def revoke(by: Organizer, link_id: str, *, now: int) -> None:
    """Let an invitation work no more. Raises NotFound for one that is not there."""
    if not is_id(link_id):
        raise NotFound("account_link.unknown")
    theirs = AccountLink.application_id == by.application_id, AccountLink.kind == INVITATION
    gone = delete(AccountLink).where(AccountLink.id == link_id, *theirs).returning(AccountLink.email)
    with transaction() as session:
        address = session.scalar(gone)
        if address is None:
            raise NotFound("account_link.unknown")
        audit.note(session, by, audit.INVITATION_REVOKED, address, now=now)


def find(token: str, *, now: int) -> AccountLink:
    """The invitation that a link opens. Raises NotFound."""
    return account_links.find(INVITATION, token, now=now)


def join(token: str, joining: Joining, *, now: int) -> Organizer:
    """The new organizer, with the address that was invited. Raises NotFound and InvalidInput."""
    link = find(token, now=now)
    profile = organizers.check_new(link.email, name=joining.name, timezone=joining.timezone)
    password_hash = sign_ins.hash_password(organizers.check_password(joining.password))
    with transaction() as session:
        locks.application(session, link.application_id)
        account_links.spend(session, link)
        if organizers.by_address(profile.email) is not None:  # made by a command meanwhile
            raise InvalidInput("organizer.there_already", field="email")
        return organizers.enter(
            session,
            link.application_id,
            profile,
            password_hash=password_hash,
            is_admin=link.is_admin,
            language=joining.language,
            now=now,
        )


def _open(application_id: str, now: int) -> tuple[ColumnElement[bool], ...]:
    return (
        AccountLink.application_id == application_id,
        AccountLink.kind == INVITATION,
        AccountLink.expires_at > now,
    )


def _how_many(session: Session, application_id: str, now: int) -> int:
    return session.scalar(select(func.count()).where(*_open(application_id, now))) or 0
