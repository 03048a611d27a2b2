"""Links that are mailed and work once: they make an account, or give one a new password.

The database has only the digest of a link's token, and a waiting mail has the link encrypted.
"""

from typing import Any

from sqlalchemy import delete, select
from sqlalchemy.orm import Session

from webapp import outbox
from webapp.errors import NotFound
from webapp.extensions import db
from webapp.lib import links, signature, vault
from webapp.models import AccountLink, Organizer
from webapp.models.outbox import MAIL

INVITATION, PASSWORD = "invitation", "password"
INVITED_MAIL, PASSWORD_MAIL = "organizer_invited", "organizer_password_reset"
MAILS = {INVITATION: INVITED_MAIL, PASSWORD: PASSWORD_MAIL}
ENDPOINTS = {  # and how each calls the token
    INVITATION: ("dashboard.join_new", "join_token"),
    PASSWORD: ("dashboard.forgotten_password_edit", "password_token"),
}
TO_OWNER = "owner"  # of an account: what the mail says is of no booking


def add(session: Session, link: AccountLink, *, now: int) -> str:
    """Store a link in place of earlier ones to the same address. Returns its token, which cannot be read again."""
    token = signature.new_token()
    link.digest, link.created_at = signature.digest(token), now
    earlier = AccountLink.application_id == link.application_id, AccountLink.email == link.email
    session.execute(delete(AccountLink).where(AccountLink.kind == link.kind, *earlier))
    session.add(link)
    session.flush()
    return token


def mail(
    session: Session,
    link: AccountLink,
    token: str,
    *,
    name: str = "",
    language: str,
    values: dict[str, Any],
    now: int,
) -> None:
    """Promise the mail with a link. `values`: what it says beside the address."""
    endpoint, part = ENDPOINTS[link.kind]
    address = links.absolute(endpoint, **{part: token})
    outbox.promise(
        session,
        kind=MAIL,
        name=MAILS[link.kind],
        stream=f"{link.id}:{MAIL}",
        destination=link.email,
        payload={
            "to": {"name": name, "email": link.email},
            "role": TO_OWNER,
            "language": language,
            "timezone": "UTC",
            "ics": None,
            "links": {},
            "sealed_links": {"dashboard_url": vault.encrypt(address).decode()},
            "values": {"account": link.email, **values},
        },
        booking_id=None,
        now=now,
    )


def find(kind: str, token: str, *, now: int) -> AccountLink:
    """The link that works. Raises NotFound for one that was used, has expired, or was replaced."""
    live = AccountLink.digest == signature.digest(token), AccountLink.expires_at > now
    found = db.session.scalar(select(AccountLink).where(AccountLink.kind == kind, *live))
    if found is None:
        raise NotFound("account_link.over")
    return found


def end_password_links(session: Session, organizer: Organizer) -> None:
    """Let no link give this organizer a new password any more: they have one since it was mailed."""
    theirs = AccountLink.organizer_id == organizer.id, AccountLink.kind == PASSWORD
    session.execute(delete(AccountLink).where(*theirs))


def spend(session: Session, link: AccountLink) -> None:
    """Use a link up: of two at once one wins. Raises NotFound."""
    gone = delete(AccountLink).where(AccountLink.id == link.id).returning(AccountLink.id)
    if session.scalar(gone) is None:
        raise NotFound("account_link.over")
