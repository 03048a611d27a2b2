"""working hours of organizers, which scheduling pages may follow"""

import sqlalchemy as sa
from alembic import op

revision = "0019"
down_revision = "0018"
branch_labels = None
depends_on = None


def upgrade() -> None:
    with op.batch_alter_table("organizer") as table:
        table.add_column(sa.Column("working_hours", sa.JSON(), nullable=True))
        table.add_column(
            sa.Column("working_hours_revision", sa.Integer(), nullable=False, server_default="1")
        )
    with op.batch_alter_table("organizer") as table:
        table.alter_column("working_hours_revision", existing_type=sa.Integer(), server_default=None)


def downgrade() -> None:
    with op.batch_alter_table("organizer") as table:
        table.drop_column("working_hours_revision")
        table.drop_column("working_hours")
