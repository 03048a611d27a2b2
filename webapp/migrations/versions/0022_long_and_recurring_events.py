"""the few long and recurring events of a calendar, in the order of its list"""

import sqlalchemy as sa
from alembic import op

revision = "0022"
down_revision = "0021"
branch_labels = None
depends_on = None

IN_ORDER = ["calendar_id", "starts_at", "id"]
IS_LONG = sa.text("ends_at - starts_at > 86400")
RECURS = sa.text("CAST(recurrence AS TEXT) <> '[]'")
# Without them PostgreSQL expects that nearly all events recur.
STATISTICS = "CREATE STATISTICS event_recurrence ON (CAST(recurrence AS TEXT)) FROM event"


def upgrade() -> None:
    op.create_index(
        "ix_event_long",
        "event",
        [*IN_ORDER, "ends_at"],
        sqlite_where=IS_LONG,
        postgresql_where=IS_LONG,
    )
    op.create_index("ix_event_recurring", "event", IN_ORDER, sqlite_where=RECURS, postgresql_where=RECURS)
    if _is_postgres():
        op.execute(STATISTICS)


def downgrade() -> None:
    if _is_postgres():
        op.execute("DROP STATISTICS event_recurrence")
    op.drop_index("ix_event_recurring", "event")
    op.drop_index("ix_event_long", "event")


def _is_postgres() -> bool:
    return op.get_bind().dialect.name == "postgresql"
