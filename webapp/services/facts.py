"""What the engine is told: who is busy when, read as columns in a constant number of queries.

Inside a transaction this is called after the locks are held, so that what was judged still stands at COMMIT.
"""

from dataclasses import dataclass
from typing import Any

from sqlalchemy import func, or_, select
from sqlalchemy.orm import Session

from webapp import scheduling
from webapp.lib.fields import LATEST_INSTANT
from webapp.models import CANCELLED, Booking, BusySpan, Configuration
from webapp.scheduling import Rules
from webapp.services.participants import ParticipantCalendars

LINE_LOOKS_BACK = scheduling.LOOK_BACK_DAYS * 86_400
ALWAYS_BUSY = ((0, LATEST_INSTANT),)


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
        line=_line(session, configuration, rules, now=now),
        booked=_booked(session, configuration, rules, start=start, end=end, but_booking=but_booking),
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
    owners: dict[str, list[str]] = {}
    for participant in judged:
        for calendar_id in participant.judged:
            owners.setdefault(calendar_id, []).append(participant.email)
    busy: dict[str, Any] = {one.email: list(ALWAYS_BUSY) if one.missing else [] for one in judged}
    for calendar_id, starts_at, ends_at in _spans(session, list(owners), since, until, now, but_booking):
        for email in owners[calendar_id]:
            busy[email].append((starts_at, ends_at))
    return busy


def _spans(
    session: Session, calendar_ids: list[str], since: int, until: int, now: int, but_booking: str | None
) -> Any:
    query = select(BusySpan.calendar_id, BusySpan.starts_at, BusySpan.ends_at).where(
        BusySpan.calendar_id.in_(calendar_ids),
        BusySpan.ends_at > since,
        BusySpan.starts_at < until,
        or_(BusySpan.expires_at.is_(None), BusySpan.expires_at > now),
    )
    if but_booking is not None:
        query = query.where(BusySpan.booking_id.is_distinct_from(but_booking))
    return session.execute(query)


def _line(session: Session, configuration: Configuration, rules: Rules, *, now: int) -> tuple[str, ...]:
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


def _booked(
    session: Session,
    configuration: Configuration,
    rules: Rules,
    *,
    start: int,
    end: int,
    but_booking: str | None,
) -> list[tuple[int, int]]:
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
