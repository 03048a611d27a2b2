"""When people are busy, without saying with what."""

from collections.abc import Sequence
from dataclasses import dataclass

from sqlalchemy import union_all

from webapp.errors import InvalidInput
from webapp.extensions import db
from webapp.models import BusySpan, Calendar
from webapp.models.busy_span import overlapping
from webapp.scheduling.spans import Span, joined
from webapp.services.calendars import grants
from webapp.services.windows import check_window

EMAILS_AT_MOST = 50


@dataclass(frozen=True, slots=True, kw_only=True)
class FreeBusy:
    """`busy`: joined spans cut to the window; None when there is no such grant."""

    email: str
    busy: list[Span] | None


def of(application_id: str, emails: Sequence[str], *, start: int, end: int, now: int) -> list[FreeBusy]:
    """What is busy in [start, end) in all calendars of each e-mail's grant, in the order of `emails`.

    Raises InvalidInput for a window that is reversed or over 100 days, and for more than 50 e-mails.
    """
    _check(emails, start=start, end=end)
    found = grants.by_addresses(application_id, emails)
    spans = _spans({grant.id for grant in found.values()}, start=start, end=end, now=now)
    return [
        FreeBusy(email=email, busy=spans[found[email].id] if email in found else None) for email in emails
    ]


def _check(emails: Sequence[str], *, start: int, end: int) -> None:
    check_window(start, end=end, may_be_empty=False)
    if len(emails) > EMAILS_AT_MOST:
        raise InvalidInput("free_busy.too_many_emails", field="emails", at_most=EMAILS_AT_MOST)


def _spans(grant_ids: set[str], *, start: int, end: int, now: int) -> dict[str, list[Span]]:
    """The busy spans of each grant, joined and cut to the window. One query for all of them."""
    columns = (Calendar.grant_id, BusySpan.starts_at, BusySpan.ends_at)
    parts = [
        part.join(Calendar, Calendar.id == BusySpan.calendar_id).where(Calendar.grant_id.in_(grant_ids))
        for part in overlapping(start, end, *columns, now=now)
    ]
    rows = db.session.execute(union_all(*parts))
    found: dict[str, list[Span]] = {grant_id: [] for grant_id in grant_ids}
    for grant_id, starts_at, ends_at in rows:
        found[grant_id].append((max(starts_at, start), min(ends_at, end)))
    return {grant_id: joined(spans) for grant_id, spans in found.items()}
