"""what is wanted of events in calendars elsewhere, until those have it"""

import sqlalchemy as sa
from alembic import op

revision = "0040"
down_revision = "0039"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "event_edit",
        sa.Column("id", sa.String(36), nullable=False),
        sa.Column("calendar_id", sa.String(36), nullable=False),
        sa.Column("event_id", sa.String(36), nullable=True),
        sa.Column("kind", sa.String(16), nullable=False),
        sa.Column("title", sa.String(1024), nullable=False),
        sa.Column("starts_at", sa.BigInteger(), nullable=False),
        sa.Column("wanted", sa.JSON(), nullable=False),
        sa.Column("failure", sa.String(64), nullable=True),
        sa.Column("failed_at", sa.BigInteger(), nullable=True),
        sa.Column("created_at", sa.BigInteger(), nullable=False),
        sa.ForeignKeyConstraint(
            ["calendar_id"], ["calendar.id"], name="fk_event_edit_calendar_id_calendar", ondelete="CASCADE"
        ),
        sa.ForeignKeyConstraint(
            ["event_id"], ["event.id"], name="fk_event_edit_event_id_event", ondelete="SET NULL"
        ),
        sa.PrimaryKeyConstraint("id", name="pk_event_edit"),
    )
    op.create_index("ix_event_edit_calendar_id", "event_edit", ["calendar_id"])
    op.create_index("ix_event_edit_event_id", "event_edit", ["event_id"])


def downgrade() -> None:
    op.drop_table("event_edit")
