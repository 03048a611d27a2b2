"""The facts the engine needs: busy time, the round robin's queue, and bookings for the caps. Three queries at most.

In a transaction, call it after the locks are taken: then the facts are still true at COMMIT.
"""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from typing import Any

import orjson
from sqlalchemy import BigInteger, Select, bindparam, func, or_, select
from sqlalchemy.orm import Session

from webapp import scheduling
from webapp.models import CANCELLED, Absence, Booking, BusySpan, Calendar, Grant
from webapp.models.busy_span import overlapping
from webapp.scheduling import BusyColumns
from webapp.services.availability.question import Question

QUEUE_LOOKS_BACK = scheduling.LOOK_BACK_DAYS * scheduling.DAY
ALWAYS_BUSY = BusyColumns.of([0], [scheduling.LAST_INSTANT])

_span = BusySpan.__table__.c
SINCE, UNTIL, CURRENT = (bindparam(name, type_=BigInteger) for name in ("since", "until", "now"))
_absence, _grant = Absence.__table__.c, Grant.__table__.c
_AWAY = select(_absence.starts_at).where(
    _absence.organizer_id == _grant.organizer_id,
    _grant.id == Calendar.__table__.c.grant_id,
    _absence.ends_at > SINCE,
    _absence.starts_at < UNTIL,
)
NOT_OF_BOOKING = or_(_span.booking_id.is_(None), _span.booking_id != bindparam("but"))


def _spans_packed_by(pack: Callable[[Any, Any], Any], *conditions: Any) -> Select[Any]:
    """A statement for each calendar's spans as three values: short ones, long ones, and those in which its owner is
    away. The database packs two columns into each.

    They are not put together by UNION ALL, for which SQLite would copy each row.
    """
    calendar = Calendar.__table__
    packed = [
        part.where(_span.calendar_id == calendar.c.id, *conditions).correlate(calendar).scalar_subquery()
        for part in overlapping(SINCE, UNTIL, pack(_span.starts_at, _span.ends_at), now=CURRENT)
    ]
    away = _AWAY.with_only_columns(pack(_absence.starts_at, _absence.ends_at)).correlate(calendar)
    packed.append(away.scalar_subquery())
    is_chosen = calendar.c.id.in_(bindparam("calendar_ids", expanding=True))
    return select(calendar.c.id, *packed).where(is_chosen)


def _as_text(starts: Any, ends: Any) -> Any:
    return func.group_concat(starts) + ";" + func.group_concat(ends)


def _as_json(starts: Any, ends: Any) -> Any:
    return func.json_build_array(func.json_agg(starts), func.json_agg(ends))


# Built once, on tables rather than mapped classes, with one value per calendar in the result: for a thousand spans,
# building the statement, the ORM and fetching row by row took three times as long as the read itself.
_SPANS = {
    dialect: (
        _spans_packed_by(pack),
        _spans_packed_by(pack, NOT_OF_BOOKING),
    )
    for dialect, pack in (("sqlite", _as_text), ("postgresql", _as_json))
}


@dataclass(frozen=True, slots=True)
class Facts:
    """`busy`: by e-mail. `queue`: the round robin's order. `booked`: live bookings, for the caps."""

    busy: dict[str, BusyColumns]
    queue: tuple[str, ...]
    booked: list[tuple[int, int]]


def facts_for(question: Question) -> Facts:
    """All facts that decide the answer to a question."""
    return Facts(busy=_busy(question), queue=queue_for(question), booked=booked_for(question))


def _busy(question: Question) -> dict[str, BusyColumns]:
    since, until = scheduling.busy_window(question.rules, start=question.start, end=question.end)
    asked, unreachable = question.calendars_by_email, question.unreachable
    calendar_ids = list({calendar_id: None for ids in asked.values() for calendar_id in ids})
    found = spans(
        question.session,
        calendar_ids,
        since=since,
        until=until,
        now=question.now,
        but_booking=question.but_booking,
    )
    if question.fresh:
        found = {each: _joined(stored) for each, stored in _beside(found, question.fresh).items()}
    return {
        email: ALWAYS_BUSY if email in unreachable else _together(ids, found) for email, ids in asked.items()
    }


def _beside(
    found: Mapping[str, BusyColumns], fresh: Mapping[str, BusyColumns]
) -> dict[str, list[BusyColumns]]:
    return {
        each: [columns[each] for columns in (found, fresh) if each in columns] for each in {*found, *fresh}
    }


def _together(calendar_ids: Iterable[str], found: Mapping[str, BusyColumns]) -> BusyColumns:
    """All busy time of these calendars."""
    return _joined(found[calendar_id] for calendar_id in calendar_ids if calendar_id in found)


def _joined(parts: Iterable[BusyColumns]) -> BusyColumns:
    filled = [part for part in parts if len(part)]
    if len(filled) == 1:
        return filled[0]
    return BusyColumns.of(
        [start for part in filled for start in part.starts], [end for part in filled for end in part.ends]
    )


def spans(
    session: Session,
    calendar_ids: list[str],
    *,
    since: int,
    until: int,
    now: int,
    but_booking: str | None = None,
) -> dict[str, BusyColumns]:
    """All busy time of these calendars in [since, until) by calendar, in one query."""
    connection = session.connection()
    all_spans, spans_without_booking = _SPANS[connection.dialect.name]
    parameters: dict[str, Any] = {"calendar_ids": calendar_ids, "since": since, "until": until, "now": now}
    if but_booking is None:
        rows = connection.execute(all_spans, parameters)
    else:
        rows = connection.execute(spans_without_booking, {**parameters, "but": but_booking})
    return {calendar_id: _joined(map(_columns, packed)) for calendar_id, *packed in rows}


def _columns(packed: Any) -> BusyColumns:
    """Unpack one value: JSON, decoded by PostgreSQL's driver; text with commas from SQLite; None without spans."""
    if packed is None:
        return BusyColumns.of([], [])
    if isinstance(packed, str):
        starts, _, ends = packed.partition(";")
        return BusyColumns.of(orjson.loads(f"[{starts}]"), orjson.loads(f"[{ends}]"))
    starts, ends = packed
    return BusyColumns.of(starts or [], ends or [])


def queue_for(question: Question) -> tuple[str, ...]:
    """The round robin's queue: e-mails, the next in turn first; empty without round robin. One query."""
    if not question.rules.is_round_robin:
        return ()
    taken = turns_taken(question.session, question.group, now=question.now)
    return scheduling.queue_of(question.rules, taken=taken)


def turns_taken(session: Session, group: str, *, now: int) -> dict[str, tuple[int, int]]:
    """By e-mail, how many bookings of a round robin's group count, and when the latest was made. One query."""
    counted = session.execute(
        select(Booking.assigned_email, func.count(), func.max(Booking.created_at))
        .where(
            Booking.round_robin_group == group,
            Booking.status != CANCELLED,
            Booking.starts_at > now - QUEUE_LOOKS_BACK,
        )
        .group_by(Booking.assigned_email)
    )
    return {email: (count, last) for email, count, last in counted if email}


def booked_for(question: Question) -> list[tuple[int, int]]:
    """(starts_at, ends_at) of the page's live bookings that count for its limits. One query, none without limits."""
    window = scheduling.caps_window(question.rules, start=question.start, end=question.end)
    if window is None:
        return []
    rows = question.session.execute(
        select(Booking.starts_at, Booking.ends_at).where(
            Booking.configuration_id == question.configuration_id,
            Booking.status != CANCELLED,
            Booking.starts_at >= window[0],
            Booking.starts_at < window[1],
            Booking.id != (question.but_booking or ""),
        )
    )
    return [(starts_at, ends_at) for starts_at, ends_at in rows]
