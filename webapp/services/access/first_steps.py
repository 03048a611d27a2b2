"""The first steps of a new organizer: set the hours, make a page, share its link.

What is done is read from what is there. Only what was skipped is stored, with the organizer.
"""

from dataclasses import dataclass

from sqlalchemy import exists, func, select, update

from webapp.errors import NotFound
from webapp.extensions import db, repeat_on_deadlock, transaction
from webapp.models import Booking, Configuration, Grant, Organizer
from webapp.services.calendars import hours_followed

HOURS, PAGE, SHARE = STEPS = ("hours", "page", "share")


@dataclass(frozen=True, slots=True)
class Step:
    """`name`: one of `STEPS`. `is_next`: the first that is neither done nor skipped."""

    name: str
    is_done: bool
    is_skipped: bool
    is_next: bool = False

    @property
    def is_open(self) -> bool:
        return not (self.is_done or self.is_skipped)


@dataclass(frozen=True, slots=True)
class FirstSteps:
    """All steps in their order. `page_id`: the oldest scheduling page, whose link can be shared; None without one."""

    steps: tuple[Step, ...]
    page_id: str | None

    @property
    def are_over(self) -> bool:
        """Whether nothing is left to do or to skip."""
        return not any(step.is_open for step in self.steps)

    @property
    def can_come_back(self) -> bool:
        """Whether a step was skipped that is not done yet."""
        return any(step.is_skipped and not step.is_done for step in self.steps)


def of(organizer: Organizer) -> FirstSteps:
    """How far an organizer has come. One query.

    The hours are done with the first page as well, because making one asks for them. The link is shared once somebody
    has booked.
    """
    theirs = select(Configuration.id).join(Grant).where(Grant.organizer_id == organizer.id)
    oldest = theirs.where(Configuration.deleted_at.is_(None)).order_by(
        Configuration.created_at, Configuration.id
    )
    # The first booking of each page, by its index: asked for any, PostgreSQL would go through those of all others.
    first = select(func.min(Booking.starts_at)).where(Booking.configuration_id == Configuration.id)
    booked = exists(theirs.where(first.scalar_subquery().is_not(None)))
    page_id, has_bookings = db.session.execute(select(oldest.limit(1).scalar_subquery(), booked)).one()
    done = {
        HOURS: organizer.working_hours is not None or page_id is not None,
        PAGE: page_id is not None,
        SHARE: has_bookings,
    }
    return FirstSteps(_steps(done, skipped=organizer.skipped_steps or []), page_id)


def skip(organizer: Organizer, name: str) -> None:
    """Leave a step out. Raises NotFound for a name that is none of `STEPS`."""
    if name not in STEPS:
        raise NotFound("first_steps.unknown")
    _store(organizer, [name], keeps_earlier=True)


def hide(organizer: Organizer) -> None:
    """Leave all steps out."""
    _store(organizer, STEPS)


def bring_back(organizer: Organizer) -> None:
    """Take up again what was skipped."""
    _store(organizer, [])


def _steps(done: dict[str, bool], *, skipped: list[str]) -> tuple[Step, ...]:
    following = next((name for name in STEPS if not done[name] and name not in skipped), None)
    return tuple(Step(name, done[name], name in skipped, is_next=name == following) for name in STEPS)


@repeat_on_deadlock
def _store(organizer: Organizer, names: list[str] | tuple[str, ...], *, keeps_earlier: bool = False) -> None:
    theirs = Organizer.id == organizer.id
    with transaction() as session:
        hours_followed.lock_of(session, organizer.id)
        earlier = session.scalar(select(Organizer.skipped_steps).where(theirs)) if keeps_earlier else None
        skipped = [name for name in STEPS if name in names or name in (earlier or [])]
        session.execute(update(Organizer).where(theirs).values(skipped_steps=skipped))
