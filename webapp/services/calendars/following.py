"""Which zone the dates of a calendar are in when nobody gave it one: that of its owner's pages.

An all-day event makes the whole local day of a person busy, so a zone that was never chosen must not be guessed. The
oldest page of the calendar's grant says it; for a grant without pages, the first page in which its account takes part.
"""

from collections.abc import Iterable

from sqlalchemy import select
from sqlalchemy.orm import Session

from webapp.models import Calendar, Configuration, Grant
from webapp.services import locks
from webapp.services.calendars import spans, times


def zone_of_pages(session: Session, grant_id: str) -> str | None:
    """The zone of a grant's oldest page; None without a page."""
    oldest = session.scalar(
        select(Configuration)
        .where(Configuration.grant_id == grant_id, Configuration.deleted_at.is_(None))
        .order_by(Configuration.created_at, Configuration.id)
        .limit(1)
    )
    return None if oldest is None else oldest.timezone


def follow_page(session: Session, page: Configuration, *, emails: Iterable[str], now: int) -> None:
    """Let the calendars of a page's people follow it, as far as nobody gave them a zone. `emails`: of those people.

    To be called when a page was made or changed, inside the transaction, after the page is locked.
    """
    of_people = (
        Grant.application_id == page.application_id,
        Grant.email.in_(sorted({email.lower() for email in emails})),
        Grant.id != page.grant_id,
        Calendar.followed_timezone.is_(None),
    )
    theirs = select(Calendar.id).join(Grant).where(Calendar.timezone.is_(None), *of_people)
    own = select(Calendar.id).where(Calendar.timezone.is_(None), Calendar.grant_id == page.grant_id)
    others, mine = set(session.scalars(theirs)), set(session.scalars(own))
    zone = zone_of_pages(session, page.grant_id) or page.timezone
    for calendar_id in sorted(locks.calendars(session, others | mine)):
        _follow(session, calendar_id, zone if calendar_id in mine else page.timezone, now=now)


def follow_remaining_pages(session: Session, grant_id: str, *, now: int) -> None:
    """The same when a page is gone: its grant's calendars follow the oldest that is left, if there is one."""
    zone = zone_of_pages(session, grant_id)
    if zone is None:
        return
    mine = select(Calendar.id).where(Calendar.timezone.is_(None), Calendar.grant_id == grant_id)
    for calendar_id in sorted(locks.calendars(session, session.scalars(mine))):
        _follow(session, calendar_id, zone, now=now)


def _follow(session: Session, calendar_id: str, zone: str, *, now: int) -> None:
    calendar = session.get_one(Calendar, calendar_id, populate_existing=True)
    before = times.zone_of(calendar)
    calendar.followed_timezone = zone
    if calendar.timezone is None and zone != before:
        spans.follow_zone(session, calendar, before=before, now=now)
