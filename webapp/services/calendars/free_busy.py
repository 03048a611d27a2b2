"""When people are busy: the stretches alone, never what fills them."""

from collections.abc import Sequence
from dataclasses import dataclass

from sqlalchemy import or_, select

from webapp.errors import InvalidInput, NotFound
from webapp.extensions import db
from webapp.models import BusySpan, Calendar, Grant
from webapp.scheduling.spans import Span, joined
from webapp.services.calendars import grants
from webapp.services.windows import check_window

EMAILS_AT_MOST = 50


@dataclass(frozen=True, slots=True, kw_only=True)
class FreeBusy:
    """`busy`: joined stretches cut to the window; None when there is no such grant."""

    email: str
    busy: list[Span] | None


def of(application_id: str, emails: Sequence[str], *, start: int, end: int, now: int) -> list[FreeBusy]:
    """What is busy in [start, end) in all calendars of each e-mail's grant, in the order asked.

    Raises InvalidInput for a window that is reversed or over 100 days, and for more than 50 e-mails.
    """
    _check(emails, start=start, end=end)
    return [
        FreeBusy(email=email, busy=_busy(application_id, email, start=start, end=end, now=now))
        for email in emails
    ]


def _check(emails: Sequence[str], *, start: int, end: int) -> None:
    check_window(start, end=end, may_be_empty=False)
    if len(emails) > EMAILS_AT_MOST:
        raise InvalidInput("free_busy.too_many_emails", field="emails", at_most=EMAILS_AT_MOST)


def _busy(application_id: str, email: str, *, start: int, end: int, now: int) -> list[Span] | None:
    try:
        grant = grants.find(application_id, f"email:{email}")
    except NotFound:
        return None
    spans = joined(_spans(grant, start=start, end=end, now=now))
    return [(max(starts_at, start), min(ends_at, end)) for starts_at, ends_at in spans]


def _spans(grant: Grant, *, start: int, end: int, now: int) -> list[Span]:
    rows = db.session.execute(
        select(BusySpan.starts_at, BusySpan.ends_at)
        .join(Calendar, Calendar.id == BusySpan.calendar_id)
        .where(
            Calendar.grant_id == grant.id,
            BusySpan.ends_at > start,
            BusySpan.starts_at < end,
            or_(BusySpan.expires_at.is_(None), BusySpan.expires_at > now),
        )
    )
    return [(starts_at, ends_at) for starts_at, ends_at in rows]
