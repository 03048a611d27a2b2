"""What the engine is told: who is busy when, read as columns in a constant number of queries.

Inside a transaction this is called after the locks are held, so that what was judged still stands at COMMIT.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import bindparam, func, or_, select
from sqlalchemy.orm import Session

from webapp import scheduling
from webapp.lib.fields import LATEST_INSTANT
from webapp.models import CANCELLED, Booking, BusySpan, Configuration
from webapp.scheduling import Rules
from webapp.services.participants import ParticipantCalendars

LINE_LOOKS_BACK = scheduling.LOOK_BACK_DAYS * 86_400
ALWAYS_BUSY = ((0, LATEST_INSTANT),)

# Made once, and asked of the table and not of the mapped class: for a thousand rows, building the statement and passing
# through the ORM cost as much again as reading them.
_span = BusySpan.__table__.c
COUNTS_AS_BUSY = (
    _span.calendar_id.in_(bindparam("calendar_ids", expanding=True)),
    _span.ends_at > bindparam("since"),
    _span.starts_at < bindparam("until"),
    or_(_span.expires_at.is_(None), _span.expires_at > bindparam("now")),
    or_(_span.booking_id.is_(None), _span.booking_id != bindparam("but")),
)
_SPANS = select(_span.starts_at, _span.ends_at, _span.calendar_id).where(*COUNTS_AS_BUSY)


@dataclass(frozen=True, slots=True)
class Facts:
    """`busy`: spans by e-mail. `line`: the round robin's order. `booked`: live bookings, for the caps."""

    busy: dict[str, Any]
    line: tuple[str, ...]
    booked: list[tuple[int, int]]


def facts_for(
    session: Session,
    configuration: Configuration,
    rules: Rules,
    calendars: list[ParticipantCalendars],
    *,
    start: int,
    end: int,
    now: int,
    but_booking: str | None = None,
) -> Facts:
    """Everything that is needed to answer for starts in [start, end). `but_booking` is not counted as busy."""
    return Facts(
        busy=_busy(session, rules, calendars, start=start, end=end, now=now, but_booking=but_booking),
        line=line_for(session, configuration, rules, now=now),
        booked=booked_for(session, configuration, rules, start=start, end=end, but_booking=but_booking),
    )


def _busy(
    session: Session,
    rules: Rules,
    calendars: list[ParticipantCalendars],
    *,
    start: int,
    end: int,
    now: int,
    but_booking: str | None,
) -> dict[str, Any]:
    since, until = scheduling.busy_window(rules, start=start, end=end)
    judged = [one for one in calendars if one.has_availability]
    busy: dict[str, Any] = {one.email: ALWAYS_BUSY for one in judged if one.missing}
    present = [one for one in judged if not one.missing]
    if len(present) == 1:
        ids = list(present[0].judged)
        busy[present[0].email] = spans(
            session, ids, since=since, until=until, now=now, but_booking=but_booking
        )
        return busy
    owners = {calendar_id: one.email for one in present for calendar_id in one.judged}
    busy |= {one.email: [] for one in present}
    for starts_at, ends_at, calendar_id in spans(
        session, list(owners), since=since, until=until, now=now, but_booking=but_booking
    ):
        busy[owners[calendar_id]].append((starts_at, ends_at))
    return busy


def spans(
    session: Session,
    calendar_ids: list[str],
    *,
    since: int,
    until: int,
    now: int,
    but_booking: str | None = None,
) -> Sequence[Any]:
    """(starts_at, ends_at, calendar_id) of all busy time of these calendars in [since, until), in one query."""
    wanted = {
        "calendar_ids": calendar_ids,
        "since": since,
        "until": until,
        "now": now,
        "but": but_booking or "",
    }
    return session.connection().execute(_SPANS, wanted).fetchall()


def line_for(session: Session, configuration: Configuration, rules: Rules, *, now: int) -> tuple[str, ...]:
    """The round robin's order: e-mails, the one whose turn it is first; empty without round robin. One query."""
    if not rules.is_round_robin:
        return ()
    counted = session.execute(
        select(Booking.assigned_email, func.count(), func.max(Booking.created_at))
        .where(
            Booking.round_robin_group == round_robin_group(configuration),
            Booking.status != CANCELLED,
            Booking.starts_at > now - LINE_LOOKS_BACK,
        )
        .group_by(Booking.assigned_email)
    )
    return scheduling.line_of(rules, taken={email: (count, last) for email, count, last in counted if email})


def round_robin_group(configuration: Configuration) -> str:
    """What counts bookings together for the line: the group's id within the application, else the configuration."""
    named = configuration.document["availability"]["availability_rules"]["round_robin_group_id"]
    return f"{configuration.application_id}:{named}" if named else configuration.id


def booked_for(
    session: Session,
    configuration: Configuration,
    rules: Rules,
    *,
    start: int,
    end: int,
    but_booking: str | None = None,
) -> list[tuple[int, int]]:
    """(starts_at, ends_at) of the live bookings that count for caps in [start, end). One query, with limits only."""
    window = scheduling.caps_window(rules, start=start, end=end)
    if window is None:
        return []
    rows = session.execute(
        select(Booking.starts_at, Booking.ends_at).where(
            Booking.configuration_id == configuration.id,
            Booking.status != CANCELLED,
            Booking.starts_at >= window[0],
            Booking.starts_at < window[1],
            Booking.id != (but_booking or ""),
        )
    )
    return [(starts_at, ends_at) for starts_at, ends_at in rows]
