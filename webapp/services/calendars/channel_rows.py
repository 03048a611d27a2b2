"""The rows of push channels: what changes with calendars and accounts, and what a push does. No provider is asked here.

A push is believed only in so far as it asks for a reading. Many in a row become one.
"""

from sqlalchemy import exists, or_, select, update
from sqlalchemy.orm import Session

from webapp.extensions import db, transaction
from webapp.lib import signature
from webapp.lib.external import Push
from webapp.lib.ids import is_id
from webapp.models import Grant, Mirror, PushChannel

SLOW_SECONDS = 900  # how often a calendar is read whose provider tells us of changes
QUIET_SECONDS = 10  # pushes that come this soon after a reading, or during one, wait for the next


def interval(session: Session, calendar_id: str, *, otherwise: int, now: int) -> int:
    """In how many seconds a calendar is to be read again: seldom while its provider has shown that it reaches us."""
    tells = (PushChannel.until > now, PushChannel.heard_at.is_not(None))
    if session.scalar(select(exists().where(PushChannel.calendar_id == calendar_id, *tells))):
        return max(otherwise, SLOW_SECONDS)
    return otherwise


def end_of_calendar(session: Session, calendar_id: str, *, now: int) -> None:
    """Have the channels of a calendar ended that is about to be deleted."""
    session.execute(
        update(PushChannel).where(PushChannel.calendar_id == calendar_id).values(calendar_id=None, due_at=now)
    )


def end_of_grant(session: Session, grant: Grant, *, now: int) -> None:
    """Have the channels of an account ended that is about to be deleted, with all that is needed to reach it."""
    account = {"email": grant.email, "settings": grant.settings}
    session.execute(
        update(PushChannel)
        .where(PushChannel.grant_id == grant.id)
        .values(
            grant_id=None,
            calendar_id=None,
            due_at=now,
            account=account,
            encrypted_secret=grant.encrypted_secret,
        )
    )


def renew_soon(session: Session, grant: Grant, *, now: int) -> None:
    """Have every channel of an account renewed: its provider may have ended them while it let us in no more."""
    of_grant = (PushChannel.grant_id == grant.id, PushChannel.calendar_id.is_not(None))
    session.execute(update(PushChannel).where(*of_grant).values(due_at=now))


def hear(kind: str, channel_id: str, push: Push, *, now: int) -> bool:
    """Let a channel's calendar be read soon. False for whoever does not know the channel and its token.

    A greeting brings no token. It changes nothing, and who sends it has to know the channel.
    """
    if not is_id(channel_id) or push.channel_id not in (None, channel_id):
        return False
    found = db.session.execute(
        select(PushChannel, Mirror)
        .join(Mirror, Mirror.calendar_id == PushChannel.calendar_id)
        .where(PushChannel.id == channel_id, PushChannel.kind == kind)
    ).one_or_none()
    db.session.close()
    if found is None:
        return False
    channel, mirror = found
    if push.greeting is not None:
        return True
    digests = {signature.digest(token) for token in push.tokens}
    if len(digests) != 1 or not signature.equal(digests.pop(), channel.token_digest):
        return False
    due_at = _due_at(mirror, now=now) if push.is_news else None
    if due_at is not None or push.is_ending or channel.heard_at is None:
        _note(channel, mirror, due_at, is_ending=push.is_ending, now=now)
    return True


def _due_at(mirror: Mirror, *, now: int) -> int | None:
    """When the calendar is to be read after a push; None when it is read soon enough anyway.

    A reading that is on its way may have missed the change, and must not be taken for the answer to it.
    """
    if mirror.failure is not None:  # it waits for as long as its provider has asked us to
        return None
    if mirror.lease_until is not None and mirror.lease_until > now:
        return None if now < mirror.due_at <= now + QUIET_SECONDS else now + QUIET_SECONDS
    soon = max(now, (mirror.synced_at or 0) + QUIET_SECONDS)
    return soon if mirror.due_at > soon else None


def _note(channel: PushChannel, mirror: Mirror, due_at: int | None, *, is_ending: bool, now: int) -> None:
    with transaction() as session:
        if due_at is not None:
            is_other = or_(Mirror.due_at <= now, Mirror.due_at > due_at)
            of_calendar = (Mirror.calendar_id == mirror.calendar_id, Mirror.failure.is_(None))
            session.execute(update(Mirror).where(*of_calendar, is_other).values(due_at=due_at))
        known = update(PushChannel).where(PushChannel.id == channel.id)
        if channel.heard_at is None:
            session.execute(known.values(heard_at=now))
        if is_ending:
            session.execute(known.where(PushChannel.provider_id.is_not(None)).values(due_at=now))
