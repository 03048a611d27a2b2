"""the first steps that an organizer skipped"""

import sqlalchemy as sa
from alembic import op

revision = "0026"
down_revision = "0025"
branch_labels = None
depends_on = None

ORGANIZER = sa.table("organizer", sa.column("skipped_steps", sa.JSON))


def upgrade() -> None:
    op.add_column("organizer", sa.Column("skipped_steps", sa.JSON(), nullable=True))
    # Whoever is there already has started long ago.
    op.execute(sa.update(ORGANIZER).values(skipped_steps=["hours", "page", "share"]))


def downgrade() -> None:
    op.drop_column("organizer", "skipped_steps")
