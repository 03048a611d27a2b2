"""channels by which calendar providers tell of changes"""

import sqlalchemy as sa
from alembic import op

revision = "0035"
down_revision = "0034"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "push_channel",
        sa.Column("id", sa.String(36), nullable=False),
        sa.Column("kind", sa.String(32), nullable=False),
        sa.Column("grant_id", sa.String(36), nullable=True),
        sa.Column("calendar_id", sa.String(36), nullable=True),
        sa.Column("token_digest", sa.String(64), nullable=False),
        sa.Column("origin", sa.Text(), nullable=False),
        sa.Column("provider_id", sa.Text(), nullable=True),
        sa.Column("until", sa.BigInteger(), nullable=True),
        sa.Column("due_at", sa.BigInteger(), nullable=False),
        sa.Column("heard_at", sa.BigInteger(), nullable=True),
        sa.Column("failure", sa.String(64), nullable=True),
        sa.Column("account", sa.JSON(), nullable=False),
        sa.Column("encrypted_secret", sa.LargeBinary(), nullable=True),
        sa.Column("created_at", sa.BigInteger(), nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_push_channel"),
        sa.ForeignKeyConstraint(
            ["grant_id"], ["grant.id"], name="fk_push_channel_grant_id_grant", ondelete="SET NULL"
        ),
        sa.ForeignKeyConstraint(
            ["calendar_id"], ["calendar.id"], name="fk_push_channel_calendar_id_calendar", ondelete="SET NULL"
        ),
    )
    op.create_index("ix_push_channel_grant_id", "push_channel", ["grant_id"])
    op.create_index("ix_push_channel_calendar_id", "push_channel", ["calendar_id"])
    op.create_index("ix_push_channel_due_at", "push_channel", ["due_at"])


def downgrade() -> None:
    op.drop_table("push_channel")
