"""the zone that a calendar follows while nobody gave it one"""

import sqlalchemy as sa
from alembic import op

revision = "0015"
down_revision = "0014"
branch_labels = None
depends_on = None


def upgrade() -> None:
    with op.batch_alter_table("calendar") as table:
        table.add_column(sa.Column("followed_timezone", sa.String(length=64), nullable=True))


def downgrade() -> None:
    with op.batch_alter_table("calendar") as table:
        table.drop_column("followed_timezone")
