"""the last count for /metrics, and an index of what was given up"""

import sqlalchemy as sa
from alembic import op

revision = "0014"
down_revision = "0013"
branch_labels = None
depends_on = None

INDEX = "ix_outbox_entry_given_up"
IS_GIVEN_UP = sa.text("given_up_at IS NOT NULL")


def upgrade() -> None:
    op.create_table(
        "metrics_snapshot",
        sa.Column("id", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("bookings", sa.JSON(), nullable=False),
        sa.Column("given_up", sa.Integer(), nullable=False),
        sa.Column("counted_at", sa.BigInteger(), nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_metrics_snapshot"),
    )
    op.create_index(
        INDEX, "outbox_entry", ["given_up_at"], sqlite_where=IS_GIVEN_UP, postgresql_where=IS_GIVEN_UP
    )


def downgrade() -> None:
    op.drop_index(INDEX, "outbox_entry")
    op.drop_table("metrics_snapshot")
