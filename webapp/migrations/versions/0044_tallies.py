"""what happens on scheduling pages, counted by day"""

from datetime import datetime
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

import sqlalchemy as sa
from alembic import op

revision = "0044"
down_revision = "0043"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "tally",
        sa.Column("configuration_id", sa.String(36), nullable=False),
        sa.Column("day", sa.Integer(), nullable=False),
        sa.Column("kind", sa.String(32), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("seconds", sa.BigInteger(), nullable=False),
        sa.PrimaryKeyConstraint("configuration_id", "day", "kind", name="pk_tally"),
        sa.ForeignKeyConstraint(
            ["configuration_id"],
            ["configuration.id"],
            name="fk_tally_configuration_id_configuration",
            ondelete="CASCADE",
        ),
    )
    _count_what_happened(op.get_bind())


def downgrade() -> None:
    op.drop_table("tally")


# What stands below repeats `services/bookings/tallies.py` as it was then.
DAY = 86_400
LEAD_DAYS = (0, 1, 3, 7, 30)


def _count_what_happened(connection):
    booking, change = (
        sa.table(
            "booking",
            *map(
                sa.column,
                ("id", "configuration_id", "organizer_timezone", "starts_at", "created_at", "ending"),
            ),
        ),
        sa.table("booking_change", *map(sa.column, ("booking_id", "kind", "to_starts_at", "changed_at"))),
    )
    query = sa.select(
        change.c.kind,
        change.c.to_starts_at,
        change.c.changed_at,
        booking.c.configuration_id,
        booking.c.organizer_timezone,
        booking.c.created_at,
        booking.c.ending,
    ).join(booking, booking.c.id == change.c.booking_id)
    counted = {}
    for row in connection.execute(query.execution_options(yield_per=1000)):
        at = row.to_starts_at if row.kind.startswith("no_show") else row.changed_at
        day = (at + _offset(row.organizer_timezone, at)) // DAY
        for kind, number, seconds in _of_change(row):
            one = counted.setdefault((row.configuration_id, day, kind), [0, 0])
            one[0] += number
            one[1] += seconds
    tally = sa.table("tally", *map(sa.column, ("configuration_id", "day", "kind", "number", "seconds")))
    rows = [
        {"configuration_id": page, "day": day, "kind": kind, "number": number, "seconds": seconds}
        for (page, day, kind), (number, seconds) in counted.items()
    ]
    if rows:
        connection.execute(sa.insert(tally), rows)


def _of_change(row):
    lead = max(0, row.to_starts_at - row.changed_at)
    if row.kind in ("requested", "booked"):
        yield row.kind, 1, lead
        yield f"lead_{max(days for days in LEAD_DAYS if days * DAY <= lead)}", 1, 0
    elif row.kind == "cancelled":
        yield ("withdrawn" if row.ending == "withdrawn" else "cancelled"), 1, 0
    elif row.kind in ("no_show", "no_show_undone"):
        yield "no_show", 1 if row.kind == "no_show" else -1, 0
    elif row.kind in ("confirmed", "declined"):
        yield row.kind, 1, max(0, row.changed_at - row.created_at)
    elif row.kind in ("expired", "rescheduled"):
        yield row.kind, 1, 0


def _offset(zone, at):
    try:
        offset = datetime.fromtimestamp(at, ZoneInfo(zone)).utcoffset()
    except (ValueError, OverflowError, OSError, ZoneInfoNotFoundError):
        return 0
    return int(offset.total_seconds()) if offset else 0
