"""Which scheduling pages follow whose working hours.

A page that follows carries the hours in `followed_hours`, so that reading its rules asks nothing more, and whoever
books reads them from the row that is locked. They are written here alone, whenever the page, the hours, the organizer's
zone or the owner of a grant changes. `hours_follower` names the pages that a change concerns.
"""

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from sqlalchemy import delete, or_, select
from sqlalchemy.orm import Session

from webapp.models import Configuration, Grant, HoursFollower, Organizer
from webapp.models.organizer import DEFAULT_HOURS
from webapp.scheduling import written_out
from webapp.services import locks
from webapp.services.calendars import following, meant

# e-mail in lower case -> {"grant_id", "timezone", "open_hours"}
FollowedHours = dict[str, dict[str, Any]]


def find(session: Session, wanted: Mapping[str, str | None], *, application_id: str) -> FollowedHours:
    """The working hours behind each address that an organizer's grant has. One query.

    `wanted`: e-mails in lower case, each with the id of the grant that is meant, or None for the oldest of
    those that the e-mail means.
    """
    query = (
        select(Grant.id, Grant.email, Organizer)
        .join(Organizer, Organizer.id == Grant.organizer_id)
        .where(Grant.application_id == application_id, Grant.email.in_(sorted(wanted)))
        .where(or_(Grant.id.in_(filter(None, wanted.values())), meant.is_meant()))
        .order_by(Grant.created_at, Grant.id)
    )
    found: FollowedHours = {}
    for grant_id, email, organizer in session.execute(query.execution_options(populate_existing=True)):
        if wanted[email] in (None, grant_id):
            found.setdefault(email, _hours(grant_id, organizer))
    return found


def grant_ids_of(session: Session, emails: Iterable[str], *, application_id: str) -> Sequence[str]:
    """The grants with these addresses, in lower case."""
    theirs = Grant.application_id == application_id, Grant.email.in_(sorted(set(emails)))
    return session.scalars(select(Grant.id).where(*theirs)).all()


def enter(session: Session, page: Configuration, followed: FollowedHours) -> None:
    """Note what a page follows now. To be called under its lock, after those of the grants."""
    if page.followed_hours or followed:
        session.execute(delete(HoursFollower).where(HoursFollower.configuration_id == page.id))
    page.followed_hours = followed or None
    grant_ids = sorted({hours["grant_id"] for hours in followed.values()})
    session.add_all(HoursFollower(configuration_id=page.id, grant_id=grant_id) for grant_id in grant_ids)


def lock_of(session: Session, organizer_id: str) -> None:
    """Lock an organizer's grants: whoever saves a page that follows has locked them before."""
    locks.grants(session, _grant_ids(session, organizer_id))


def spread(session: Session, organizer_id: str, *, now: int) -> None:
    """Let every page that follows this organizer have the hours and the zone of now. The grants must be locked.

    Three queries, and a few more for each account whose oldest page is in another zone now.
    """
    organizer = session.get_one(Organizer, organizer_id, populate_existing=True)
    grant_ids = set(_grant_ids(session, organizer_id))
    moved = set()
    for page in _pages_following(session, grant_ids):
        before = page.timezone
        page.followed_hours = {
            email: _hours(hours["grant_id"], organizer) if hours["grant_id"] in grant_ids else hours
            for email, hours in (page.followed_hours or {}).items()
        }
        if page.timezone != before and page.deleted_at is None:
            moved.add(page.grant_id)
    session.flush()
    for grant_id in sorted(moved):
        following.follow_remaining_pages(session, grant_id, now=now)


def write_out(session: Session, organizer_id: str, *, now: int) -> None:
    """Give the pages that follow an organizer these hours as their own: the organizer is about to be removed."""
    grant_ids = set(_grant_ids(session, organizer_id))
    locks.grants(session, grant_ids)
    for page in _pages_following(session, grant_ids):
        followed = page.followed_hours or {}
        theirs = {email: hours for email, hours in followed.items() if hours["grant_id"] in grant_ids}
        page.document = written_out(page.document, theirs)
        page.followed_hours = {
            email: hours for email, hours in followed.items() if email not in theirs
        } or None
        page.revision += 1
        page.updated_at = now
    session.execute(delete(HoursFollower).where(HoursFollower.grant_id.in_(grant_ids)))


def _pages_following(session: Session, grant_ids: Iterable[str]) -> Sequence[Configuration]:
    pages = select(HoursFollower.configuration_id).where(HoursFollower.grant_id.in_(sorted(grant_ids)))
    return locks.configurations(session, session.scalars(pages))


def _grant_ids(session: Session, organizer_id: str) -> Sequence[str]:
    return session.scalars(select(Grant.id).where(Grant.organizer_id == organizer_id)).all()


def _hours(grant_id: str, organizer: Organizer) -> dict[str, Any]:
    rows = DEFAULT_HOURS if organizer.working_hours is None else organizer.working_hours
    return {"grant_id": grant_id, "timezone": organizer.timezone, "open_hours": list(rows)}
