"""rows of their own for single occurrences of a recurring event that were moved or changed"""

import sqlalchemy as sa
from alembic import op

revision = "0003"
down_revision = "0002"
branch_labels = None
depends_on = None

FOREIGN_KEY = "fk_event_master_id_event"
INDEX = "uq_event_master_id"


def upgrade() -> None:
    with op.batch_alter_table("event") as table:
        table.add_column(sa.Column("master_id", sa.String(length=36), nullable=True))
        table.add_column(sa.Column("recurrence_id", sa.String(length=16), nullable=True))
        table.create_foreign_key(FOREIGN_KEY, "event", ["master_id"], ["id"], ondelete="CASCADE")
        table.create_index(INDEX, ["master_id", "recurrence_id"], unique=True)


def downgrade() -> None:
    op.execute("DELETE FROM busy_span WHERE event_id IN (SELECT id FROM event WHERE master_id IS NOT NULL)")
    op.execute("DELETE FROM event WHERE master_id IS NOT NULL")
    with op.batch_alter_table("event") as table:
        table.drop_index(INDEX)
        table.drop_constraint(FOREIGN_KEY, type_="foreignkey")
        table.drop_column("recurrence_id")
        table.drop_column("master_id")
