"""What may be forgotten: rows that ran out and that nobody will ask for again."""

from sqlalchemy import delete
from sqlalchemy.orm import Session

from webapp.models import Authorization, RateLimit, SchedulerSession, SignIn, Token
from webapp.services.configurations import invitations


def forget_expired(session: Session, *, now: int) -> None:
    """Delete counters, sessions, sign-ins and tokens that have expired, and invitations some time after that."""
    for table in (RateLimit, SchedulerSession, SignIn, Token, Authorization):
        session.execute(delete(table).where(table.expires_at <= now))
    invitations.forget_ended(session, now=now)
