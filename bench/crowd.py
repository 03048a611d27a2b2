"""Many bookings of one organizer, made by the database itself: copies of a booking that is there.

A quarter of them waits for an answer, a quarter is cancelled, a quarter lies ahead and a quarter in the past; of their
messages one half was delivered and one half given up. Between the copies lies an hour, so that none overlaps another.
"""

from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from typing import Any

from sqlalchemy import Table, text
from sqlalchemy.orm import Session

from webapp.models import Attempt, Booking, BookingChange, BookingHost, BusySpan, Event, OutboxEntry

HOUR = 3600
FIRST_ENTRY = 1_000_000_000  # ids of copied messages, far from those that the database gives by itself

SERIES = {
    "sqlite": "WITH RECURSIVE series(i) AS (SELECT :first UNION ALL SELECT i + 1 FROM series WHERE i < :last) ",
    "postgresql": "WITH series AS (SELECT generate_series(CAST(:first AS bigint), CAST(:last AS bigint)) AS i) ",
}
HEX = {"sqlite": "printf('%08x', i)", "postgresql": "lpad(to_hex(i), 8, '0')"}
STATUS = "CASE i % 4 WHEN 0 THEN 'pending' WHEN 1 THEN 'cancelled' ELSE 'booked' END"
# Ahead and behind in turns of four, so that each kind of list reaches far; the nearest first.
OFFSET = f"(CASE i % 4 WHEN 3 THEN -{HOUR} * (i / 4 + 5) ELSE {HOUR} * i END)"


def fill(session: Session, booking: Booking, *, many: int, now: int, after: int = 0) -> None:
    """Add `many` copies of a booking with its event, span, history and messages, around `now`. Commits nothing.

    `after`: how many copies there are already.
    """
    dialect = session.get_bind().dialect.name
    hex_ = HEX[dialect]
    id_ = f"{hex_} || '-0000-4000-8000-000000000000'"
    start = f"({now // HOUR * HOUR} + {OFFSET} + {HOUR // 2})"
    times = {"starts_at": start, "ends_at": f"{start} + 1800"}
    mine = {"template": booking.id, "first": after + 1, "last": after + many}

    def copy(model: Any, where: str, changed: Mapping[str, str], *, but: str = "TRUE") -> None:
        table: Table = model.__table__
        copied = [column.name for column in table.columns if not _is_numbered(table, column.name, changed)]
        values = ", ".join(changed.get(name, f't."{name}"') for name in copied)
        names = ", ".join(f'"{name}"' for name in copied)
        # One row of the template, whatever it has several of.
        template = f'SELECT * FROM "{table.name}" WHERE {where} ORDER BY 1 LIMIT 1'
        insert = f'INSERT INTO "{table.name}" ({names}) '
        rows = f"SELECT {values} FROM ({template}) AS t, series WHERE {but}"
        session.execute(text(_ordered(dialect, insert, SERIES[dialect], rows)), mine)

    guest = {"guest_name": f"'Guest ' || {hex_}", "guest_email": f"'guest-' || {hex_} || '@example.com'"}
    copy(
        Booking,
        "id = :template",
        {"id": id_, "status": STATUS, "ical_uid": id_, "form_digest": "NULL", **times, **guest},
    )
    copy(
        BookingHost,
        "booking_id = :template",
        {"booking_id": id_, "status": STATUS, "booked_at": start, "guest": f"'guest ' || {hex_}", **times},
    )
    copy(BookingChange, "booking_id = :template", {"booking_id": id_, "to_starts_at": start})
    event_id = f"{hex_} || '-0000-4000-8000-00000000000e'"
    copy(Event, "booking_id = :template", {"id": event_id, "booking_id": id_, "ical_uid": id_, **times})
    with _unguarded(session):
        copy(
            BusySpan,
            "booking_id = :template",
            {"booking_id": id_, "event_id": event_id, **times},
            but="i % 4 <> 1",
        )
    entry = {
        "id": f"{FIRST_ENTRY} + i",
        "uid": id_,
        "stream": id_,
        "booking_id": id_,
        "attempts": "1",
        "settled_at": str(now),
        "given_up_at": f"CASE i % 2 WHEN 0 THEN {now} END",
        "failed_at": f"CASE i % 2 WHEN 0 THEN {now} END",
    }
    copy(OutboxEntry, "booking_id = :template", entry)
    outcome = "CASE i % 2 WHEN 0 THEN 'given_up' ELSE 'delivered' END"
    tried = f"SELECT {FIRST_ENTRY} + i, 1, {outcome}, '', {now} FROM series"
    columns = "(entry_id, number, outcome, detail, attempted_at) "
    insert = f'INSERT INTO "{Attempt.__tablename__}" {columns}'
    session.execute(
        text(_ordered(dialect, insert, SERIES[dialect], tried)), {"first": after + 1, "last": after + many}
    )


@contextmanager
def _unguarded(session: Session) -> Iterator[None]:
    """On SQLite, without the triggers that refuse overlaps: for each row in the past they read all that lies ahead."""
    triggers: Sequence[Any] = ()
    if session.get_bind().dialect.name == "sqlite":
        triggers = session.execute(
            text("SELECT name, sql FROM sqlite_master WHERE type = 'trigger' AND tbl_name = 'busy_span'")
        ).all()
    for trigger in triggers:
        session.execute(text(f"DROP TRIGGER {trigger.name}"))
    yield
    for trigger in triggers:
        session.connection().exec_driver_sql(trigger.sql)


def _is_numbered(table: Table, name: str, changed: Mapping[str, str]) -> bool:
    """Whether the database gives this column its value."""
    return name == "id" and name not in changed and table.name != "booking"


def _ordered(dialect: str, insert: str, series: str, rows: str) -> str:
    # PostgreSQL takes the series before or after INSERT, SQLite before only when nothing is selected from it twice.
    return f"{series}{insert}{rows}" if dialect == "sqlite" else f"{insert}{series}{rows}"
