"""calendars that are kept elsewhere"""

import sqlalchemy as sa
from alembic import op

revision = "0025"
down_revision = "0024"
branch_labels = None
depends_on = None

_IS_ELSEWHERE = sa.text("provider_event_id IS NOT NULL")


def upgrade() -> None:
    op.add_column("grant", sa.Column("failure", sa.String(64), nullable=True))
    op.add_column("grant", sa.Column("failed_at", sa.BigInteger(), nullable=True))
    op.add_column("event", sa.Column("written_at", sa.BigInteger(), nullable=True))
    op.create_index(
        "ix_event_provider",
        "event",
        ["calendar_id", "provider_event_id"],
        sqlite_where=_IS_ELSEWHERE,
        postgresql_where=_IS_ELSEWHERE,
    )
    op.create_table(
        "mirror",
        sa.Column("calendar_id", sa.String(36), nullable=False),
        sa.Column("external_id", sa.Text(), nullable=False),
        sa.Column("cursor", sa.Text(), nullable=True),
        sa.Column("window_until", sa.BigInteger(), nullable=True),
        sa.Column("synced_at", sa.BigInteger(), nullable=True),
        sa.Column("whole_at", sa.BigInteger(), nullable=True),
        sa.Column("due_at", sa.BigInteger(), nullable=False),
        sa.Column("claim", sa.String(36), nullable=True),
        sa.Column("lease_until", sa.BigInteger(), nullable=True),
        sa.Column("failure", sa.String(64), nullable=True),
        sa.Column("failed_at", sa.BigInteger(), nullable=True),
        sa.Column("failures", sa.Integer(), nullable=False),
        sa.Column("troubles", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("calendar_id", name="pk_mirror"),
        sa.ForeignKeyConstraint(
            ["calendar_id"], ["calendar.id"], name="fk_mirror_calendar_id_calendar", ondelete="CASCADE"
        ),
    )
    op.create_index("ix_mirror_due_at", "mirror", ["due_at"])


def downgrade() -> None:
    op.drop_table("mirror")
    op.drop_index("ix_event_provider", "event")
    op.drop_column("event", "written_at")
    op.drop_column("grant", "failed_at")
    op.drop_column("grant", "failure")
