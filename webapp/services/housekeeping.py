"""What may be forgotten: rows that ran out and that nobody will ask for again."""

from sqlalchemy import delete
from sqlalchemy.orm import Session

from webapp.models import RateLimit, SchedulerSession, SignIn


def forget_expired(session: Session, *, now: int) -> None:
    """Delete counters, sessions and sign-ins that have expired."""
    for table in (RateLimit, SchedulerSession, SignIn):
        session.execute(delete(table).where(table.expires_at <= now))
