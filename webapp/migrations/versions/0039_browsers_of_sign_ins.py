"""what a browser that is signed in is called"""

import sqlalchemy as sa
from alembic import op

revision = "0039"
down_revision = "0038"
branch_labels = None
depends_on = None


def upgrade() -> None:
    with op.batch_alter_table("sign_in") as table:
        table.add_column(sa.Column("browser", sa.String(100), nullable=False, server_default=""))
    with op.batch_alter_table("sign_in") as table:
        table.alter_column("browser", existing_type=sa.String(100), server_default=None)


def downgrade() -> None:
    with op.batch_alter_table("sign_in") as table:
        table.drop_column("browser")
