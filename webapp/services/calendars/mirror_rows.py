"""What was read from a provider as rows of `event` and `busy_span`: a row for each occurrence.

Rows are compared before they are written, so that what has not changed costs no write. They are written in bulk,
without an object of the ORM for each: a calendar may have ten thousand events.
"""

import hashlib
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from typing import Any

from sqlalchemy import bindparam, delete, func, insert, select, update
from sqlalchemy.orm import Session

from webapp.lib import text
from webapp.lib.external import ExternalEvent, Occurrence
from webapp.models import Event, new_id
from webapp.services.calendars import copies, edited, spans
from webapp.services.calendars.copies import Copies

AT_ONCE = 500  # ids in a statement
ID_AT_MOST, UID_AT_MOST, ETAG_AT_MOST, RECURRENCE_ID_AT_MOST = 1024, 255, 255, 16
TITLE_AT_MOST, TEXT_AT_MOST = 1024, 10_000

_table: Any = Event.__table__
_COMPARED = (
    "ical_uid",
    "etag",
    "title",
    "description",
    "location",
    "when",
    "starts_at",
    "ends_at",
    "busy",
    "status",
)
_OF_SPAN = ("starts_at", "ends_at", "busy")
_UPDATE = (
    update(_table)
    .where(_table.c.id == bindparam("row_id"))
    .values(
        {column: bindparam(f"new_{column}") for column in (*_COMPARED, "updated_at")}
        | {"sequence": _table.c.sequence + 1}  # a form that was opened before is told so
    )
)
_FIXED: Mapping[str, Any] = {
    "booking_id": None,
    "master_id": None,
    "sequence": 0,
    "pending": False,
    "participants": [],
    "recurrence": [],
    "fields": {},
    "extras": {},
    "written_at": None,
}

# The provider's name, the recurrence id, and a number where both are there twice.
_Key = tuple[str, str | None, int]


def name_of(external_id: str) -> str:
    """How an event is named here: as its provider names it, or by a digest of a name that is too long."""
    if len(external_id) <= ID_AT_MOST and "\0" not in external_id:
        return external_id
    return "sha256:" + hashlib.sha256(external_id.encode("utf-8", "replace")).hexdigest()


def write(
    session: Session, calendar_id: str, read: Sequence[ExternalEvent], *, now: int
) -> dict[str, ExternalEvent]:
    """Let the rows of these events be what was read. The calendar is locked.

    Returns those that are copies of bookings, by the id of the booking's event. Their first time gets no row.
    """
    originals = Copies(session, calendar_id, read)
    plain: dict[str, ExternalEvent] = {}
    found: dict[str, ExternalEvent] = {}
    for event in read:
        name, original = name_of(event.id), originals.original_of(event)
        plain[name] = event
        if original is not None:
            copies.seen(original, provider_event_id=name)
            found[original.id] = event
            # Somebody may have made it come again: the booking stands for its first time alone.
            plain[name] = replace(event, occurrences=event.occurrences[1:])
    for name in edited.under_way(session, calendar_id, plain, since=now):
        del plain[name]
    known = _known(session, calendar_id, list(plain))
    wanted = dict(_wanted(plain, calendar_id, now=now))
    _delete(session, [row_id for key, (row_id, _) in known.items() if key not in wanted])
    _insert(session, [row for key, row in wanted.items() if key not in known])
    _update(session, [(*known[key], row) for key, row in wanted.items() if key in known])
    return found


def remove(session: Session, calendar_id: str, names: Iterable[str], *, now: int) -> list[str]:
    """Remove the rows of these events, by their names here. Those of bookings stay; their ids are returned.

    `now`: when the reading began.
    """
    names, of_bookings = set(names), list[str]()
    names = sorted(names - edited.under_way(session, calendar_id, names, since=now))
    for at in range(0, len(names), AT_ONCE):
        of_bookings += copies.gone(session, calendar_id, names[at : at + AT_ONCE])
        session.execute(
            delete(_table).where(
                _table.c.calendar_id == calendar_id,
                _table.c.provider_event_id.in_(names[at : at + AT_ONCE]),
                _table.c.booking_id.is_(None),
            )
        )
    return of_bookings


def names(session: Session, calendar_id: str) -> set[str]:
    """The names of all events that are copied from elsewhere."""
    found = session.scalars(
        select(_table.c.provider_event_id)
        .where(
            _table.c.calendar_id == calendar_id,
            _table.c.provider_event_id.is_not(None),
            _table.c.booking_id.is_(None),
        )
        .distinct()
    )
    return set(found)


def count(session: Session, calendar_id: str) -> int:
    """How many rows a calendar has."""
    return session.scalar(select(func.count()).where(_table.c.calendar_id == calendar_id)) or 0


def _known(
    session: Session, calendar_id: str, event_names: list[str]
) -> dict[_Key, tuple[str, dict[str, Any]]]:
    columns = [_table.c[column] for column in _COMPARED]
    rows = session.execute(
        select(_table.c.id, _table.c.provider_event_id, _table.c.recurrence_id, *columns)
        .where(
            _table.c.calendar_id == calendar_id,
            _table.c.provider_event_id.in_(event_names),
            _table.c.booking_id.is_(None),
        )
        .order_by(_table.c.starts_at, _table.c.id)
    )
    numbers: Counter[tuple[str, str | None]] = Counter()
    found: dict[_Key, tuple[str, dict[str, Any]]] = {}
    for row_id, name, recurrence_id, *values in rows:
        found[name, recurrence_id, numbers[name, recurrence_id]] = (
            row_id,
            dict(zip(_COMPARED, values, strict=True)),
        )
        numbers[name, recurrence_id] += 1
    return found


def _wanted(
    read: Mapping[str, ExternalEvent], calendar_id: str, *, now: int
) -> Iterator[tuple[_Key, dict[str, Any]]]:
    for name, event in read.items():
        numbers: Counter[str | None] = Counter()
        of_event = {
            **_FIXED,
            "calendar_id": calendar_id,
            "provider_event_id": name,
            "ical_uid": text.kept(event.uid, UID_AT_MOST) or name[:UID_AT_MOST],
            "etag": text.kept(event.etag, ETAG_AT_MOST + 1) if event.etag else None,
            "created_at": now,
            "updated_at": now,
        }
        if of_event["etag"] and len(of_event["etag"]) > ETAG_AT_MOST:
            of_event["etag"] = None
        for occurrence in sorted(event.occurrences, key=lambda each: each.starts_at):
            recurrence_id = (occurrence.recurrence_id or "")[:RECURRENCE_ID_AT_MOST] or None
            yield (
                (name, recurrence_id, numbers[recurrence_id]),
                {**of_event, "recurrence_id": recurrence_id, **_of_occurrence(occurrence)},
            )
            numbers[recurrence_id] += 1


def _of_occurrence(occurrence: Occurrence) -> dict[str, Any]:
    return {
        "title": _kept(occurrence.title, TITLE_AT_MOST) or "",
        "description": _kept(occurrence.description, TEXT_AT_MOST),
        "location": _kept(occurrence.location, TEXT_AT_MOST),
        "when": _when(occurrence),
        "starts_at": occurrence.starts_at,
        "ends_at": max(occurrence.starts_at, occurrence.ends_at),
        "busy": occurrence.busy,
        "status": occurrence.status,
    }


def _when(occurrence: Occurrence) -> dict[str, Any]:
    """The contract's object for the time of an occurrence."""
    if occurrence.days is not None:
        first, after = occurrence.days
        if occurrence.ends_at - occurrence.starts_at <= 25 * 3600:
            return {"object": "date", "date": first}
        return {"object": "datespan", "start_date": first, "end_date": after}
    zone = occurrence.timezone
    if occurrence.ends_at <= occurrence.starts_at:
        return {"object": "time", "time": occurrence.starts_at, "timezone": zone}
    return {
        "object": "timespan",
        "start_time": occurrence.starts_at,
        "end_time": occurrence.ends_at,
        "start_timezone": zone,
        "end_timezone": zone,
    }


def _kept(words: str | None, at_most: int) -> str | None:
    return None if words is None else text.kept(words, at_most)


def _insert(session: Session, rows: list[dict[str, Any]]) -> None:
    if not rows:
        return
    for row in rows:
        row["id"] = new_id()
    session.execute(insert(_table), rows)
    spans.add(session, rows)


def _update(session: Session, found: list[tuple[str, dict[str, Any], dict[str, Any]]]) -> None:
    changed = [
        (row_id, before, row)
        for row_id, before, row in found
        if any(before[column] != row[column] for column in _COMPARED)
    ]
    if not changed:
        return
    session.connection().execute(
        _UPDATE,
        [
            {"row_id": row_id, **{f"new_{column}": row[column] for column in (*_COMPARED, "updated_at")}}
            for row_id, _, row in changed
        ],
    )
    moved = [
        {**row, "id": row_id}
        for row_id, before, row in changed
        if any(before[column] != row[column] for column in _OF_SPAN)
    ]
    spans.remove(session, [row["id"] for row in moved])
    spans.add(session, moved)


def _delete(session: Session, row_ids: list[str]) -> None:
    for at in range(0, len(row_ids), AT_ONCE):
        session.execute(delete(_table).where(_table.c.id.in_(row_ids[at : at + AT_ONCE])))
