"""The accounts at calendar providers that an organizer has connected, and how each of them stands."""

from collections.abc import Sequence
from dataclasses import dataclass

from sqlalchemy import select

from webapp.errors import NotFound
from webapp.extensions import db, transaction
from webapp.models import Calendar, Grant, Mirror, Organizer
from webapp.models.grant import VALID
from webapp.services import locks
from webapp.services.calendars import elsewhere


@dataclass(frozen=True, slots=True, kw_only=True)
class Account:
    """A grant with its calendars, each with how far our copy of it has come."""

    grant: Grant
    calendars: Sequence[tuple[Calendar, Mirror]]

    @property
    def lets_us_in(self) -> bool:
        return self.grant.status == VALID

    @property
    def failure(self) -> str | None:
        """The code of what is wrong with the account, or with one of its calendars; None when all is well."""
        of_calendars = (mirror.failure for _, mirror in self.calendars if mirror.failure)
        return self.grant.failure or next(of_calendars, None)

    @property
    def synced_at(self) -> int | None:
        """Since when every calendar of it is right, in Unix seconds; None while one was never read."""
        times = [mirror.synced_at for _, mirror in self.calendars]
        known = [time for time in times if time is not None]
        return min(known) if known and len(known) == len(times) else None


def of(organizer: Organizer) -> list[Account]:
    """The organizer's accounts, oldest first. One query."""
    rows = db.session.execute(
        select(Grant, Calendar, Mirror)
        .join(Calendar, Calendar.grant_id == Grant.id)
        .join(Mirror, Mirror.calendar_id == Calendar.id)
        .where(Grant.organizer_id == organizer.id)
        .order_by(Grant.created_at, Grant.id, Calendar.is_primary.desc(), Calendar.name, Calendar.id)
    )
    found: dict[str, tuple[Grant, list[tuple[Calendar, Mirror]]]] = {}
    for grant, calendar, mirror in rows:
        found.setdefault(grant.id, (grant, []))[1].append((calendar, mirror))
    return [Account(grant=grant, calendars=calendars) for grant, calendars in found.values()]


def find(organizer: Organizer, grant_id: str) -> Grant:
    """One of the organizer's connected accounts. Raises NotFound, also for calendars of our own."""
    return account(organizer, grant_id).grant


def account(organizer: Organizer, grant_id: str) -> Account:
    """The same, with its calendars. Raises NotFound."""
    for each in of(organizer):
        if each.grant.id == grant_id:
            return each
    raise NotFound("grant.unknown")


def read_now(grant: Grant, *, now: int) -> None:
    """Let a worker read all calendars of the account as soon as it can."""
    with transaction() as session:
        elsewhere.read_soon(session, locks.grant(session, grant.id), now=now)
