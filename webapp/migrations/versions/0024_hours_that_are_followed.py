"""working hours that scheduling pages follow"""

import sqlalchemy as sa
from alembic import op

revision = "0024"
down_revision = "0023"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.add_column("configuration", sa.Column("followed_hours", sa.JSON(), nullable=True))
    op.create_table(
        "hours_follower",
        sa.Column("configuration_id", sa.String(36), nullable=False),
        sa.Column("grant_id", sa.String(36), nullable=False),
        sa.ForeignKeyConstraint(
            ["configuration_id"],
            ["configuration.id"],
            name="fk_hours_follower_configuration_id_configuration",
            ondelete="CASCADE",
        ),
        sa.ForeignKeyConstraint(
            ["grant_id"], ["grant.id"], name="fk_hours_follower_grant_id_grant", ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("configuration_id", "grant_id", name="pk_hours_follower"),
    )
    op.create_index("ix_hours_follower_grant_id", "hours_follower", ["grant_id"])


def downgrade() -> None:
    op.drop_table("hours_follower")
    op.drop_column("configuration", "followed_hours")
