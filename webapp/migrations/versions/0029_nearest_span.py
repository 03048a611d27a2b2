"""SQLite's guard looks at one span only

Exclusive spans of a calendar never overlap: they end in the order in which they start. So of all that start before the end
of a new one, the last to start is the last to end, and none overlaps if that one does not. The guard read every span
that lay ahead before, at each booking.
"""

import sqlalchemy as sa
from alembic import op

revision = "0029"
down_revision = "0028"
branch_labels = None
depends_on = None

INDEX = "ix_busy_span_exclusive"
COLUMNS = ["calendar_id", "starts_at", "ends_at"]
IS_EXCLUSIVE = sa.text("exclusive")

TRIGGER = """
CREATE TRIGGER busy_span_no_overlap_{when} BEFORE {event} ON busy_span WHEN NEW.exclusive
BEGIN
    SELECT RAISE(ABORT, 'busy_span_no_overlap') WHERE {found};
END
"""
EVENTS = {"insert": "INSERT", "update": "UPDATE OF calendar_id, starts_at, ends_at, exclusive"}
ANY_OF_ALL = """EXISTS (
        SELECT 1 FROM busy_span
        WHERE calendar_id = NEW.calendar_id AND exclusive AND id IS NOT NEW.id
          AND ends_at > NEW.starts_at AND starts_at < NEW.ends_at
    )"""
THE_LAST_BEFORE_ITS_END = """NEW.starts_at < (
        SELECT ends_at FROM busy_span
        WHERE calendar_id = NEW.calendar_id AND exclusive AND id IS NOT NEW.id AND starts_at < NEW.ends_at
        ORDER BY starts_at DESC LIMIT 1
    )"""


def upgrade() -> None:
    op.create_index(INDEX, "busy_span", COLUMNS, sqlite_where=IS_EXCLUSIVE, postgresql_where=IS_EXCLUSIVE)
    _guard_by(THE_LAST_BEFORE_ITS_END)


def downgrade() -> None:
    _guard_by(ANY_OF_ALL)
    op.drop_index(INDEX, "busy_span")


def _guard_by(found: str) -> None:
    if op.get_bind().dialect.name == "postgresql":
        return  # has its exclusion constraint
    for when, event in EVENTS.items():
        op.execute(f"DROP TRIGGER busy_span_no_overlap_{when}")
        op.execute(TRIGGER.format(when=when, event=event, found=found))
