"""private addresses of an organizer's bookings as a calendar"""

import sqlalchemy as sa
from alembic import op

revision = "0033"
down_revision = "0032"
branch_labels = None
depends_on = None


def upgrade() -> None:
    with op.batch_alter_table("organizer") as table:
        table.add_column(sa.Column("feed_digest", sa.String(64), nullable=True))
        table.create_unique_constraint("uq_organizer_feed_digest", ["feed_digest"])


def downgrade() -> None:
    with op.batch_alter_table("organizer") as table:
        table.drop_constraint("uq_organizer_feed_digest", type_="unique")
        table.drop_column("feed_digest")
