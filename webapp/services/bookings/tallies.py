"""Counts of what happens on scheduling pages, a row for each page, day and kind.

A change of a booking is counted in its own transaction. A refusal is counted afterwards, when the database is free:
nobody waits for that, and one row a day for each reason is all that strangers can write.
"""

from collections.abc import Iterator
from dataclasses import dataclass

from sqlalchemy import ColumnElement, Executable, delete, func, select
from sqlalchemy.orm import Session

from webapp.errors import NotAllowedNow, OpenslotError, TimeslotUnavailable, TooMany
from webapp.extensions import db, execute_if_free, insert_into
from webapp.models import WITHDRAWN, Booking, Configuration, Grant, Tally
from webapp.scheduling import DAY, local_day, page_zone

REQUESTED, BOOKED, CONFIRMED, DECLINED, EXPIRED = "requested", "booked", "confirmed", "declined", "expired"
CANCELLED, RESCHEDULED, NO_SHOW = "cancelled", "rescheduled", "no_show"
LEAD, REFUSED = "lead_", "refused_"
LEAD_DAYS = (0, 1, 3, 7, 30)  # from so many days before the start on
TAKEN, TOO_SHORT_NOTICE, TOO_FAR_AHEAD, OUTSIDE_HOURS, LIMIT, TOO_OFTEN, CLOSED, ELSEWHERE = REASONS = (
    *("taken", "notice", "horizon", "hours", "limit", "too_often", "closed", "elsewhere"),
)
_OF_ENGINE = {  # what the engine has against a time -> the reason that is counted
    "busy": TAKEN,
    "past": TOO_SHORT_NOTICE,
    "before_notice": TOO_SHORT_NOTICE,
    "beyond_horizon": TOO_FAR_AHEAD,
    "outside_open_hours": OUTSIDE_HOURS,
    "closed_date": OUTSIDE_HOURS,
    "cap_reached": LIMIT,
    "paused": CLOSED,
    "calendar_unreachable": ELSEWHERE,
}
KEPT_DAYS = 2 * 365
_MEASURES_ANSWER = (CONFIRMED, DECLINED)


@dataclass(frozen=True, slots=True)
class Counted:
    """How often something happened on a day, and all the times together that it measures, in seconds."""

    day: int
    kind: str
    number: int
    seconds: int


@dataclass(frozen=True, slots=True)
class Asked:
    """Whose pages are asked about, or which one of them, from the first to the last of these days."""

    organizer_id: str
    since: int
    until: int
    configuration_id: str | None = None


def note(session: Session, booking: Booking, kind: str, *, now: int) -> None:
    """Count a change of a booking. `kind`: of the change (`models/booking.py`); most are not counted."""
    # Whoever did not come is counted on the day of the booking, so that it can be taken back.
    at = booking.starts_at if kind.startswith(NO_SHOW) else now
    day = local_day(at, zone=booking.organizer_timezone)
    for counted, number, seconds in sorted(_of_change(booking, kind, now=now)):
        session.execute(_add(booking.configuration_id, day, counted, number=number, seconds=seconds))


def note_refusal(configuration: Configuration, refusal: OpenslotError, *, now: int) -> None:
    """Count that somebody was refused a time, if the database is free. No transaction may be open."""
    reason = _reason(refusal)
    if reason is not None:
        day = local_day(now, zone=page_zone(configuration.document))
        execute_if_free(_add(configuration.id, day, REFUSED + reason, number=1, seconds=0))


def by_day(asked: Asked) -> list[Counted]:
    """What was counted on all these pages together. One query."""
    sums = func.sum(Tally.number), func.sum(Tally.seconds)
    query = select(Tally.day, Tally.kind, *sums).where(*_within(asked)).group_by(Tally.day, Tally.kind)
    return [
        Counted(day, kind, int(number), int(seconds))
        for day, kind, number, seconds in db.session.execute(query)
    ]


def by_page(asked: Asked) -> dict[str, dict[str, int]]:
    """How often what happened, by the page's id. One query."""
    columns = Tally.configuration_id, Tally.kind
    query = select(*columns, func.sum(Tally.number)).where(*_within(asked)).group_by(*columns)
    found: dict[str, dict[str, int]] = {}
    for configuration_id, kind, number in db.session.execute(query):
        found.setdefault(configuration_id, {})[kind] = int(number)
    return found


def _within(asked: Asked) -> tuple[ColumnElement[bool], ...]:
    theirs = select(Configuration.id).join(Grant).where(Grant.organizer_id == asked.organizer_id)
    if asked.configuration_id is not None:
        theirs = theirs.where(Configuration.id == asked.configuration_id)
    return Tally.configuration_id.in_(theirs), Tally.day.between(asked.since, asked.until)


def forget_old(session: Session, *, now: int) -> None:
    """Delete what was counted two years ago and before."""
    session.execute(delete(Tally).where(Tally.day < now // DAY - KEPT_DAYS))


def _of_change(booking: Booking, kind: str, *, now: int) -> Iterator[tuple[str, int, int]]:
    lead = max(0, booking.starts_at - now)
    if kind in (REQUESTED, BOOKED):
        yield kind, 1, lead
        yield f"{LEAD}{max(days for days in LEAD_DAYS if days * DAY <= lead)}", 1, 0
    elif kind == CANCELLED:
        yield (WITHDRAWN if booking.ending == WITHDRAWN else CANCELLED), 1, 0
    elif kind in (NO_SHOW, "no_show_undone"):
        yield NO_SHOW, 1 if kind == NO_SHOW else -1, 0
    elif kind in (CONFIRMED, DECLINED, EXPIRED, RESCHEDULED):
        yield kind, 1, max(0, now - booking.created_at) if kind in _MEASURES_ANSWER else 0


def _reason(refusal: OpenslotError) -> str | None:
    if isinstance(refusal, TimeslotUnavailable):
        return next((_OF_ENGINE[code] for code in refusal.reasons if code in _OF_ENGINE), None)
    if isinstance(refusal, TooMany):
        return TOO_OFTEN
    return CLOSED if isinstance(refusal, NotAllowedNow) else None


def _add(configuration_id: str, day: int, kind: str, *, number: int, seconds: int) -> Executable:
    row = {
        "configuration_id": configuration_id,
        "day": day,
        "kind": kind,
        "number": number,
        "seconds": seconds,
    }
    added = insert_into(Tally).values(row)
    more = {"number": Tally.number + number, "seconds": Tally.seconds + seconds}
    statement: Executable = added.on_conflict_do_update(
        index_elements=[Tally.configuration_id, Tally.day, Tally.kind], set_=more
    )
    return statement
