"""What may be forgotten: rows that ran out and that nobody will ask for again."""

from sqlalchemy import delete
from sqlalchemy.orm import Session

from webapp.models import RateLimit, SchedulerSession, SignIn
from webapp.services.configurations import invitations


def forget_expired(session: Session, *, now: int) -> None:
    """Delete counters, sessions and sign-ins that have expired, and invitations some time after that."""
    for table in (RateLimit, SchedulerSession, SignIn):
        session.execute(delete(table).where(table.expires_at <= now))
    invitations.forget_ended(session, now=now)
