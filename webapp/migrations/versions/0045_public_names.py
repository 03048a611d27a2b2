"""the name under which an organizer's public pages are listed"""

import sqlalchemy as sa
from alembic import op

revision = "0045"
down_revision = "0044"
branch_labels = None
depends_on = None


def upgrade() -> None:
    with op.batch_alter_table("organizer") as table:
        table.add_column(sa.Column("public_name", sa.String(63), nullable=True))
        table.create_unique_constraint("uq_organizer_public_name", ["application_id", "public_name"])


def downgrade() -> None:
    with op.batch_alter_table("organizer") as table:
        table.drop_constraint("uq_organizer_public_name", type_="unique")
        table.drop_column("public_name")
