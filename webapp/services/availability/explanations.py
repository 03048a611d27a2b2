"""Why a time is offered or not: candidate starts, each with the complete list of reasons against it.

The same engine as for the offer answers, from the same facts. Here each busy span also carries its details: whose
calendar, which event. An event's title reaches the engine only for the owner of its calendar. Guests see none of
this; for them there is `services/availability/emptiness.py`.
"""

from dataclasses import dataclass
from typing import Any

from sqlalchemy import Row, bindparam, select
from sqlalchemy.orm import aliased

from webapp import scheduling
from webapp.extensions import db
from webapp.models import PENDING, Booking, BusySpan, Calendar, Configuration, Event, Grant, Organizer
from webapp.scheduling import BusyDetail, Reason
from webapp.services.availability.facts import COUNTS_AS_BUSY, NOT_OF_BOOKING, booked_for, queue_for
from webapp.services.availability.question import Question, about
from webapp.services.windows import check_window

LONGEST_DAYS = 31

_host = aliased(Grant, name="host_grant")
_DETAILS = (
    select(
        BusySpan.calendar_id,
        BusySpan.starts_at,
        BusySpan.ends_at,
        BusySpan.expires_at,
        Calendar.name.label("calendar"),
        Grant.email.label("owner"),
        Grant.organizer_id.label("owner_id"),
        Event.title,
        Booking.id.label("booking_id"),
        Booking.status,
        _host.organizer_id.label("host_id"),
    )
    .join(Calendar, Calendar.id == BusySpan.calendar_id)
    .join(Grant, Grant.id == Calendar.grant_id)
    .outerjoin(Event, Event.id == BusySpan.event_id)
    .outerjoin(Booking, Booking.id == BusySpan.booking_id)
    .outerjoin(Configuration, Configuration.id == Booking.configuration_id)
    .outerjoin(_host, _host.id == Configuration.grant_id)
    .where(
        BusySpan.calendar_id.in_(bindparam("calendar_ids", expanding=True)), *COUNTS_AS_BUSY, NOT_OF_BOOKING
    )
)


@dataclass(frozen=True, slots=True)
class Asker:
    """Who reads the explanation: an organizer, by id, or a program with a key of the application (None)."""

    organizer_id: str | None

    @classmethod
    def organizer(cls, organizer: Organizer) -> "Asker":
        return cls(organizer.id)

    def owns(self, organizer_id: str | None) -> bool:
        """Whether the asker may read what belongs to this organizer. A program may read all of its application."""
        return self.organizer_id is None or self.organizer_id == organizer_id


PROGRAM = Asker(None)


@dataclass(frozen=True, slots=True)
class Explanation:
    """One start with all reasons against it, in Unix seconds. It is offered when there are none."""

    starts_at: int
    ends_at: int
    reasons: tuple[Reason, ...]

    @property
    def offered(self) -> bool:
        return not self.reasons


def explained(
    configuration: Configuration,
    *,
    start: int,
    end: int,
    now: int,
    asker: Asker,
    moving: Booking | None = None,
) -> list[Explanation]:
    """Every candidate start in [start, end), in order. Unix seconds; `moving` as for `availability.offered`.

    Raises InvalidInput for a window that is reversed, longer than 31 days, or not in Unix seconds.
    """
    check_window(start, end=end, days=LONGEST_DAYS)
    question = about(configuration, db.session(), start=start, end=end, now=now, moving=moving)
    found = scheduling.explain(
        question.rules,
        _busy(question, asker),
        start=start,
        end=end,
        now=now,
        queue=queue_for(question),
        participants=question.participants,
        present=question.present,
        caps_used=booked_for(question),
    )
    duration = question.rules.duration
    return [Explanation(candidate, candidate + duration, reasons) for candidate, reasons in found]


def explained_at(configuration: Configuration, *, start: int, now: int, asker: Asker) -> Explanation:
    """The same for one instant, on the grid or not. Raises InvalidInput."""
    check_window(start, end=start + 1)
    question = about(configuration, db.session(), start=start, end=start + 1, now=now)
    reasons = scheduling.reasons_at(
        question.rules,
        _busy(question, asker),
        start=start,
        now=now,
        emails=scheduling.offered_part(question.rules, queue=queue_for(question)),
        caps_used=booked_for(question),
    )
    return Explanation(start, start + question.rules.duration, reasons)


def _busy(question: Question, asker: Asker) -> dict[str, list[BusyDetail]]:
    """Each participant's busy spans with their details, in one query for all."""
    unreachable = question.unreachable
    busy = {
        email: [_unreachable(email, name) for name in unreachable.get(email, ())]
        for email in question.calendars_by_email
    }
    emails: dict[str, list[str]] = {}
    for email, calendar_ids in question.calendars_by_email.items():
        for calendar_id in () if email in unreachable else calendar_ids:
            emails.setdefault(calendar_id, []).append(email)
    since, until = scheduling.busy_window(question.rules, start=question.start, end=question.end)
    parameters = {
        "calendar_ids": list(emails),
        "since": since,
        "until": until,
        "now": question.now,
        "but": question.but_booking or "",
    }
    for row in question.session.execute(_DETAILS, parameters):
        for email in emails[row.calendar_id]:
            busy[email].append(_detail(row, asker))
    return busy


def _unreachable(email: str, name: str) -> BusyDetail:
    return BusyDetail(0, scheduling.LAST_INSTANT, kind="unreachable", calendar=name, owner=email)


def _detail(row: Row[*tuple[Any, ...]], asker: Asker) -> BusyDetail:
    return BusyDetail(
        row.starts_at,
        row.ends_at,
        kind=_kind(row),
        calendar=row.calendar,
        owner=row.owner,
        title=(row.title or None) if asker.owns(row.owner_id) else None,
        booking=row.booking_id if asker.owns(row.host_id) else None,
    )


def _kind(row: Row[*tuple[Any, ...]]) -> str:
    if row.expires_at is not None:
        return "hold"
    if row.booking_id is None:
        return "event"
    return "pending" if row.status == PENDING else "booked"
