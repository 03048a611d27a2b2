"""When people are busy, without saying with what.

Asked about the e-mail of one of their grants, an organizer is busy by the calendars of all. Whoever has a calendar that
cannot be relied on now, as when its provider lets us in no more, is busy for the whole window.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from sqlalchemy import CompoundSelect, or_, select, union_all

from webapp.errors import InvalidInput
from webapp.extensions import db
from webapp.models import Absence, BusySpan, Calendar, Grant
from webapp.models.busy_span import overlapping
from webapp.models.grant import VALID
from webapp.models.mirror import is_unread
from webapp.scheduling.spans import Span, joined
from webapp.services.calendars import grants
from webapp.services.windows import check_window

EMAILS_AT_MOST = 50


@dataclass(frozen=True, slots=True, kw_only=True)
class FreeBusy:
    """`busy`: joined spans cut to the window; None when there is no such grant."""

    email: str
    busy: list[Span] | None


def of(
    application_id: str,
    emails: Sequence[str],
    *,
    start: int,
    end: int,
    now: int,
    only: Grant | None = None,
) -> list[FreeBusy]:
    """What is busy in [start, end) in all calendars of each e-mail's owner, in the order of `emails`.

    `only`: the only grant that the caller may look at, and not its owner's others.
    Raises InvalidInput for a window that is reversed or over 100 days, and for more than 50 e-mails.
    """
    _check(emails, start=start, end=end)
    found = grants.by_addresses(application_id, emails)
    if only is not None:
        found = {email: grant for email, grant in found.items() if grant.id == only.id}
    owners = (
        _owners(found.values()) if only is None else {grant.id: _owner_of(grant) for grant in found.values()}
    )
    spans = _spans(owners, start=start, end=end, now=now)
    return [
        FreeBusy(email=email, busy=joined(spans[_owner_of(found[email])]) if email in found else None)
        for email in emails
    ]


def _owner_of(grant: Grant) -> str:
    return grant.organizer_id or grant.id


def _owners(named: Iterable[Grant]) -> dict[str, str]:
    """Who owns each grant that counts, by its id: an organizer, or the grant itself. One query."""
    organizers = {grant.organizer_id for grant in named if grant.organizer_id is not None}
    theirs = db.session.execute(
        select(Grant.id, Grant.organizer_id).where(Grant.organizer_id.in_(organizers))
    )
    return {grant.id: _owner_of(grant) for grant in named} | {
        grant_id: organizer_id for grant_id, organizer_id in theirs if organizer_id is not None
    }


def _check(emails: Sequence[str], *, start: int, end: int) -> None:
    check_window(start, end=end, may_be_empty=False)
    if len(emails) > EMAILS_AT_MOST:
        raise InvalidInput("free_busy.too_many_emails", field="emails", at_most=EMAILS_AT_MOST)


def _spans(owners: Mapping[str, str], *, start: int, end: int, now: int) -> dict[str, list[Span]]:
    """The busy spans of each owner, cut to the window. Two queries for all of them."""
    columns = (Calendar.grant_id, BusySpan.starts_at, BusySpan.ends_at)
    parts = [
        part.join(Calendar, Calendar.id == BusySpan.calendar_id).where(Calendar.grant_id.in_(owners))
        for part in overlapping(start, end, *columns, now=now)
    ]
    away = select(Grant.id, Absence.starts_at, Absence.ends_at).join(
        Absence, Absence.organizer_id == Grant.organizer_id
    )
    within = away.where(Grant.id.in_(owners), Absence.ends_at > start, Absence.starts_at < end)
    both: CompoundSelect[str, int, int] = union_all(*parts, within)
    found: dict[str, list[Span]] = {owner: [] for owner in owners.values()}
    for grant_id, starts_at, ends_at in db.session.execute(both):
        found[owners[grant_id]].append((max(starts_at, start), min(ends_at, end)))
    for grant_id in _unreliable(owners):
        found[owners[grant_id]].append((start, end))
    return found


def _unreliable(grant_ids: Iterable[str]) -> Sequence[str]:
    return db.session.scalars(
        select(Grant.id)
        .outerjoin(Calendar, Calendar.grant_id == Grant.id)
        .where(Grant.id.in_(grant_ids), or_(Grant.status != VALID, is_unread(Calendar.id)))
        .distinct()
    ).all()
