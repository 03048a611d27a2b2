"""when each series is over, so that what comes later need not read it"""

import json

import sqlalchemy as sa
from alembic import op

from webapp.lib.recurrence_end import over_at

revision = "0037"
down_revision = "0036"
branch_labels = None
depends_on = None

OF_BOOKING = sa.text("booking_id IS NOT NULL")
RECURS = sa.text("CAST(recurrence AS TEXT) <> '[]'")
SERIES = sa.text(
    'SELECT event.id, event."when", event.recurrence, event.starts_at, event.ends_at, '
    "COALESCE(calendar.timezone, calendar.followed_timezone, 'UTC') AS zone "
    "FROM event JOIN calendar ON calendar.id = event.calendar_id "
    "WHERE CAST(event.recurrence AS TEXT) <> '[]'"
)


def upgrade() -> None:
    op.add_column("event", sa.Column("over_at", sa.BigInteger(), nullable=True))
    op.create_index(
        "ix_event_over",
        "event",
        ["calendar_id", "over_at", "starts_at"],
        sqlite_where=RECURS,
        postgresql_where=RECURS,
    )
    op.drop_index("ix_event_booking_id", "event")
    op.create_index(
        "ix_event_booking_id",
        "event",
        ["booking_id"],
        sqlite_where=OF_BOOKING,
        postgresql_where=OF_BOOKING,
    )
    _fill()


def downgrade() -> None:
    op.drop_index("ix_event_booking_id", "event")
    op.create_index("ix_event_booking_id", "event", ["booking_id"])
    op.drop_index("ix_event_over", "event")
    op.drop_column("event", "over_at")


def _fill() -> None:
    connection = op.get_bind()
    ends = [{"id": row.id, "over_at": _end(row)} for row in connection.execute(SERIES)]
    if ends:
        connection.execute(sa.text("UPDATE event SET over_at = :over_at WHERE id = :id"), ends)


def _end(row: sa.Row) -> int | None:
    when, lines = _read(row.when), _read(row.recurrence)
    zone = when.get("timezone") or when.get("start_timezone") or row.zone
    return over_at(lines, starts_at=row.starts_at, ends_at=row.ends_at, zone=zone)


def _read(value):
    return json.loads(value) if isinstance(value, str) else value
