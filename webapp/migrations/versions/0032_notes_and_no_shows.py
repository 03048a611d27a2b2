"""the organizer's note on a booking, and guests who did not come"""

import sqlalchemy as sa
from alembic import op

revision = "0032"
down_revision = "0031"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.add_column("booking", sa.Column("note", sa.Text(), nullable=True))
    op.add_column("booking", sa.Column("no_show_at", sa.BigInteger(), nullable=True))


def downgrade() -> None:
    op.drop_column("booking", "no_show_at")
    op.drop_column("booking", "note")
