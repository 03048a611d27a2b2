"""a calendar's events in the order of their list"""

from alembic import op

revision = "0016"
down_revision = "0015"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_index("ix_event_list", "event", ["calendar_id", "starts_at", "id"])
    op.drop_index("ix_event_calendar_id", "event")


def downgrade() -> None:
    op.create_index("ix_event_calendar_id", "event", ["calendar_id"])
    op.drop_index("ix_event_list", "event")
