"""the index of long spans has all columns that searches need"""

import sqlalchemy as sa
from alembic import op

revision = "0009"
down_revision = "0008"
branch_labels = None
depends_on = None

INDEX = "ix_busy_span_long"
BEFORE = ["calendar_id", "ends_at"]
AFTER = ["calendar_id", "ends_at", "starts_at", "expires_at", "booking_id"]
IS_LONG = sa.text("ends_at - starts_at > 86400")


def upgrade() -> None:
    _make_again(AFTER)


def downgrade() -> None:
    _make_again(BEFORE)


def _make_again(columns: list[str]) -> None:
    op.drop_index(INDEX, "busy_span")
    op.create_index(INDEX, "busy_span", columns, sqlite_where=IS_LONG, postgresql_where=IS_LONG)
