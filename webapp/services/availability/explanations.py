"""Why a time is offered or not: candidate starts, each with the complete list of reasons against it.

The same engine as for the offer answers, from the same facts. Here each busy span also carries its details: whose
calendar, which event. An event's title reaches the engine only for the owner of its calendar. Guests see none of
this; for them there is `services/availability/emptiness.py`.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence, Set
from dataclasses import dataclass
from typing import Any

from sqlalchemy import BigInteger, String, bindparam, cast, literal, null, select, union_all
from sqlalchemy.orm import Session

from webapp import scheduling
from webapp.extensions import db
from webapp.models import (
    PENDING,
    Booking,
    BusySpan,
    Calendar,
    Configuration,
    ConfigurationColumns,
    Event,
    Grant,
    Organizer,
)
from webapp.models.busy_span import overlapping
from webapp.scheduling import BusyDetail, Reason
from webapp.services.availability.facts import CURRENT, NOT_OF_BOOKING, SINCE, UNTIL, booked_for, queue_for
from webapp.services.availability.question import Question, about
from webapp.services.calendars import absences
from webapp.services.windows import check_window

LONGEST_DAYS = 31

_COLUMNS = (
    BusySpan.calendar_id,
    BusySpan.starts_at,
    BusySpan.ends_at,
    BusySpan.expires_at,
    BusySpan.event_id,
    BusySpan.booking_id,
    literal(False).label("is_away"),
)
_IN_CALENDARS = BusySpan.calendar_id.in_(bindparam("calendar_ids", expanding=True))
_AWAY = absences.in_calendars(
    bindparam("calendar_ids", expanding=True), since=SINCE, until=UNTIL
).add_columns(cast(null(), BigInteger), cast(null(), String), cast(null(), String), literal(True))
_SPANS = union_all(
    *(
        part.where(_IN_CALENDARS, NOT_OF_BOOKING)
        for part in overlapping(SINCE, UNTIL, *_COLUMNS, now=CURRENT)
    ),
    _AWAY,
)
IDS_IN_A_QUESTION = 10_000  # fewer than the parameters that a statement of SQLite may have


@dataclass(frozen=True, slots=True)
class Asker:
    """Who reads the explanation: an organizer, or a program with a token of one grant, by id.

    Without either it is a program with a key of the application.
    """

    organizer_id: str | None = None
    grant_id: str | None = None

    @classmethod
    def organizer(cls, organizer: Organizer) -> "Asker":
        return cls(organizer_id=organizer.id)

    @classmethod
    def grant(cls, grant: Grant) -> "Asker":
        return cls(grant_id=grant.id)

    def owns(self, row: Any) -> bool:
        """Whether the asker may read what belongs to this `grant_id` and `organizer_id`.

        A program with a key may read all of its application.
        """
        is_own_grant = self.grant_id in (None, row.grant_id)
        return is_own_grant and self.organizer_id in (None, row.organizer_id)


PROGRAM = Asker()


@dataclass(frozen=True, slots=True)
class Explanation:
    """One start with all reasons against it, in Unix seconds. It is offered when there are none.

    `taker`: the e-mail of whoever would take it in a round robin, where that was asked and the start is offered.
    """

    starts_at: int
    ends_at: int
    reasons: tuple[Reason, ...]
    taker: str | None = None

    @property
    def offered(self) -> bool:
        return not self.reasons


def explained(
    configuration: ConfigurationColumns,
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
    """The same for one instant, on the grid or not, and who would take it. Raises InvalidInput."""
    check_window(start, end=start + 1)
    question = about(configuration, db.session(), start=start, end=start + 1, now=now)
    rules, busy, queue = question.rules, _busy(question, asker), queue_for(question)
    booked, ends_at = booked_for(question), start + question.rules.duration
    reasons = scheduling.reasons_at(
        rules,
        busy,
        start=start,
        now=now,
        emails=scheduling.offered_part(rules, queue=queue),
        caps_used=booked,
    )
    if reasons or not rules.is_round_robin:
        return Explanation(start, ends_at, reasons)
    verdict = scheduling.is_open(
        rules, busy, start=start, end=ends_at, now=now, queue=queue, caps_used=booked
    )
    return Explanation(start, ends_at, reasons, taker=next(iter(verdict.participants), None))


def reasons_for(
    question: Question, groups: Sequence[Sequence[str]], *, asker: Asker
) -> list[tuple[Reason, ...]]:
    """What is against the question's start, if these people took it: for each group of e-mails all the reasons."""
    busy, booked = _busy(question, asker), booked_for(question)
    return [
        scheduling.reasons_at(
            question.rules, busy, start=question.start, now=question.now, emails=emails, caps_used=booked
        )
        for emails in groups
    ]


def _busy(question: Question, asker: Asker) -> dict[str, list[BusyDetail]]:
    """Each participant's busy spans with their details, in four queries for all."""
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
    spans = question.session.execute(_SPANS, parameters).all()
    details = _Details.of(question.session, spans, fresh=question.fresh)
    stored = [(span.calendar_id, _detail(span, details, asker)) for span in spans]
    known = {(calendar_id, detail.start, detail.end) for calendar_id, detail in stored}
    for calendar_id, detail in (*stored, *_fresh(question, details, known)):
        for email in emails.get(calendar_id, ()):
            if detail.kind != "away" or detail not in busy[email]:  # an absence is in each of their calendars
                busy[email].append(detail)
    return busy


def _fresh(
    question: Question, details: "_Details", known: Set[tuple[str, int, int]]
) -> Iterator[tuple[str, BusyDetail]]:
    """What calendars elsewhere said just now and our copy of them does not know yet."""
    for calendar_id, columns in question.fresh.items():
        calendar = details.calendars[calendar_id]
        for start, end in columns:
            if (calendar_id, start, end) not in known:
                yield calendar_id, BusyDetail(start, end, calendar=calendar.name, owner=calendar.email)


@dataclass(frozen=True, slots=True)
class _Details:
    """What belongs to spans, by id. Asked for after them: joined to them, PostgreSQL would read whole tables."""

    calendars: Mapping[str, Any]
    titles: Mapping[str, Any]
    bookings: Mapping[str, Any]

    @classmethod
    def of(cls, session: Session, spans: Sequence[Any], *, fresh: Iterable[str] = ()) -> "_Details":
        owner = (Grant.id.label("grant_id"), Grant.organizer_id)
        calendar = select(Calendar.id, Calendar.name, Grant.email, *owner).join(Calendar.grant)
        event = select(Event.id, Event.title)
        booking = select(Booking.id, Booking.status, *owner).join(Grant, Grant.id == Booking.grant_id)
        return cls(
            calendars=_by_id(session, calendar, Calendar.id, {*fresh, *(span.calendar_id for span in spans)}),
            titles=_by_id(session, event, Event.id, {span.event_id for span in spans}),
            bookings=_by_id(session, booking, Booking.id, {span.booking_id for span in spans}),
        )


def _by_id(session: Session, query: Any, column: Any, ids: Set[str | None]) -> dict[str, Any]:
    wanted = sorted(filter(None, ids))
    parts = [wanted[at : at + IDS_IN_A_QUESTION] for at in range(0, len(wanted), IDS_IN_A_QUESTION)]
    return {row.id: row for part in parts for row in session.execute(query.where(column.in_(part)))}


def _unreachable(email: str, name: str) -> BusyDetail:
    return BusyDetail(0, scheduling.LAST_INSTANT, kind="unreachable", calendar=name, owner=email)


def _detail(span: Any, details: _Details, asker: Asker) -> BusyDetail:
    calendar, booking = details.calendars[span.calendar_id], details.bookings.get(span.booking_id)
    if span.is_away:
        return BusyDetail(span.starts_at, span.ends_at, kind="away", owner=calendar.email)
    event = details.titles.get(span.event_id)
    is_shown = booking is not None and asker.owns(booking)
    return BusyDetail(
        span.starts_at,
        span.ends_at,
        kind=_kind(span, booking),
        calendar=calendar.name,
        owner=calendar.email,
        title=(event.title or None) if event and asker.owns(calendar) else None,
        booking=span.booking_id if is_shown else None,
    )


def _kind(span: Any, booking: Any) -> str:
    if span.expires_at is not None:
        return "hold"
    if booking is None:
        return "event"
    return "pending" if booking.status == PENDING else "booked"
