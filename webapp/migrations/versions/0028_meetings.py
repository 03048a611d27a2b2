"""meetings online of bookings"""

import sqlalchemy as sa
from alembic import op

revision = "0028"
down_revision = "0027"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.add_column("booking", sa.Column("room", sa.String(32), nullable=True))
    op.add_column("booking", sa.Column("meeting", sa.JSON(), nullable=True))


def downgrade() -> None:
    op.drop_column("booking", "meeting")
    op.drop_column("booking", "room")
