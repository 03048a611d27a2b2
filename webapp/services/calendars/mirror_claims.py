"""Who reads a calendar that is kept elsewhere, when it is read next, and what became of the last reading.

A worker claims all calendars of an account that are due, for as long as its lease lasts, so that an account is asked by
one worker at a time. When the worker is killed, the lease runs out and another one reads them.
"""

from collections.abc import Collection
from dataclasses import dataclass
from typing import Any

from sqlalchemy import select, update
from sqlalchemy.orm import Session

from webapp.errors import NotFound
from webapp.extensions import db, repeat_on_deadlock, transaction
from webapp.models import Calendar, Grant, Mirror, new_id
from webapp.models.grant import VALID
from webapp.services import locks
from webapp.services.calendars import channel_rows

LEASE_SECONDS = 300  # longer than a provider takes for a page
LONGEST_WAIT_SECONDS = 3600
MINUTE = 60


class LostClaim(Exception):
    """The lease ran out and somebody else reads the calendar, or it is gone."""


@dataclass(frozen=True, slots=True)
class Claim:
    """The calendars of an account that are ours to read. `token` proves it."""

    grant: Grant
    calendar_ids: tuple[str, ...]
    token: str


def due_accounts(*, now: int, limit: int, but: Collection[str] = ()) -> list[str]:
    """Ids of grants with a calendar to be read now, the longest due first; none that somebody is reading."""
    being_read = (
        select(Calendar.grant_id)
        .join(Mirror, Mirror.calendar_id == Calendar.id)
        .where(Mirror.lease_until > now)
    )
    rows = db.session.execute(
        select(Calendar.grant_id, Mirror.due_at)
        .join(Mirror, Mirror.calendar_id == Calendar.id)
        .join(Grant, Grant.id == Calendar.grant_id)
        .where(
            Mirror.due_at <= now,
            Grant.status == VALID,
            Grant.id.not_in(being_read),
            Grant.id.not_in(but),
        )
        .order_by(Mirror.due_at)
    )
    return list(dict.fromkeys(grant_id for grant_id, _ in rows))[:limit]


@repeat_on_deadlock
def take(grant_id: str, *, now: int, only: Collection[str] | None = None) -> Claim | None:
    """Claim the calendars of this account that are due, or those of `only`; None when there is nothing to read."""
    token = new_id()
    with transaction() as session:
        try:
            grant = locks.grant(session, grant_id)
        except NotFound:
            return None
        of_grant = select(Calendar.id).where(Calendar.grant_id == grant_id).scalar_subquery()
        mirrors = session.execute(
            select(Mirror.calendar_id, Mirror.due_at, Mirror.lease_until)
            .where(Mirror.calendar_id.in_(of_grant))
            .order_by(Mirror.due_at, Mirror.calendar_id)
        ).all()
        if grant.status != VALID or any(lease is not None and lease > now for _, _, lease in mirrors):
            return None
        wanted = [
            calendar_id
            for calendar_id, due_at, _ in mirrors
            if (due_at <= now if only is None else calendar_id in only)
        ]
        session.execute(
            update(Mirror)
            .where(Mirror.calendar_id.in_(wanted))
            .values(claim=token, lease_until=now + LEASE_SECONDS)
        )
    return Claim(grant, tuple(wanted), token) if wanted else None


def hold(session: Session, claim: Claim, calendar_id: str, *, now: int) -> None:
    """Go on holding the claim, in a transaction that writes something. Raises LostClaim."""
    if not locks.calendars(session, [calendar_id]):
        raise LostClaim
    owned = session.execute(
        update(Mirror)
        .where(Mirror.claim == claim.token, Mirror.lease_until > now)
        .values(lease_until=now + LEASE_SECONDS)
        .returning(Mirror.calendar_id)
    ).scalars()
    if calendar_id not in set(owned):
        raise LostClaim


def succeeded(
    session: Session,
    calendar_id: str,
    *,
    now: int,
    read_at: int,
    interval: int,
    began_with: tuple[str | None, int],
    **values: Any,
) -> None:
    """Note that the copy of a calendar is what its provider has, and release it.

    It is read again `interval` seconds after `read_at`, or later if its provider tells us of changes. `began_with`: its
    cursor and its due time when the reading began. If they are others by now, somebody has asked meanwhile for another
    reading, which then comes as it was asked for.
    """
    columns = select(Mirror.cursor, Mirror.due_at).where(Mirror.calendar_id == calendar_id)
    cursor, asked_for = session.execute(columns).one()
    due_at = read_at + channel_rows.interval(session, calendar_id, otherwise=interval, now=now)
    if (cursor, asked_for) != began_with:
        values["cursor"], due_at = cursor, asked_for
    session.execute(
        update(Mirror)
        .where(Mirror.calendar_id == calendar_id)
        .values(synced_at=now, due_at=due_at, failure=None, failed_at=None, failures=0, **_RELEASED, **values)
    )


@repeat_on_deadlock
def failed(
    claim: Claim,
    calendar_ids: Collection[str],
    code: str,
    *,
    now: int,
    seconds: int | None = None,
    is_unread: bool = False,
) -> None:
    """Note that these calendars could not be read, release them, and wait: the seconds that the provider asks for,
    else a minute, then two, then four, up to an hour.

    `is_unread`: whether their copies cannot be relied on any more, so that all of their time counts as busy.
    """
    unread = {"whole_at": None} if is_unread else {}
    with transaction() as session:
        failures = session.scalars(
            select(Mirror.failures).where(Mirror.calendar_id.in_(calendar_ids), Mirror.claim == claim.token)
        ).all()
        wait = _wait_after(max(failures, default=0) + 1) if seconds is None else seconds
        session.execute(
            update(Mirror)
            .where(Mirror.calendar_id.in_(calendar_ids), Mirror.claim == claim.token)
            .values(
                failure=code,
                failed_at=now,
                failures=Mirror.failures + 1,
                due_at=now + wait,
                **_RELEASED,
                **unread,
            )
        )


@repeat_on_deadlock
def released(claim: Claim) -> None:
    """Give up the claim on whatever it still holds, which is read next as if nothing had happened."""
    with transaction() as session:
        session.execute(update(Mirror).where(Mirror.claim == claim.token).values(**_RELEASED))


_RELEASED = {"claim": None, "lease_until": None}


def _wait_after(failures: int) -> int:
    doublings = min(failures - 1, 10)
    return min(MINUTE << doublings, LONGEST_WAIT_SECONDS)
