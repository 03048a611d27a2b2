"""what programs say of an event, and we only store: conferencing, reminders and the like"""

import sqlalchemy as sa
from alembic import op

revision = "0008"
down_revision = "0007"
branch_labels = None
depends_on = None


def upgrade() -> None:
    with op.batch_alter_table("event") as table:
        table.add_column(sa.Column("extras", sa.JSON(), nullable=False, server_default="{}"))
    with op.batch_alter_table("event") as table:
        table.alter_column("extras", existing_type=sa.JSON(), server_default=None)


def downgrade() -> None:
    with op.batch_alter_table("event") as table:
        table.drop_column("extras")
