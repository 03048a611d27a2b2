"""What may be forgotten: rows that ran out and that nobody will ask for again."""

from sqlalchemy import delete
from sqlalchemy.orm import Session

from webapp.models import (
    AccountLink,
    Authorization,
    RateLimit,
    SchedulerSession,
    SignIn,
    SignInAttempt,
    Token,
)
from webapp.services import audit
from webapp.services.bookings import tallies
from webapp.services.calendars import edit_outcomes
from webapp.services.configurations import invitations


def forget_expired(session: Session, *, now: int) -> None:
    """Delete counters, sessions, sign-ins, tokens and mailed links that have expired, and later invitations that have
    ended, edits that were refused, what administrators did, and numbers.
    """
    for table in (RateLimit, SchedulerSession, SignIn, SignInAttempt, Token, Authorization, AccountLink):
        session.execute(delete(table).where(table.expires_at <= now))
    invitations.forget_ended(session, now=now)
    edit_outcomes.forget_old(session, now=now)
    audit.forget_old(session, now=now)
    tallies.forget_old(session, now=now)
