"""what administrators did, and who is let in no more"""

import sqlalchemy as sa
from alembic import op

revision = "0041"
down_revision = "0040"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "administrator_act",
        sa.Column("id", sa.String(36), nullable=False),
        sa.Column("application_id", sa.String(36), nullable=False),
        sa.Column("by_name", sa.String(200), nullable=False),
        sa.Column("by_email", sa.String(254), nullable=False),
        sa.Column("act", sa.String(32), nullable=False),
        sa.Column("about", sa.String(254), nullable=False),
        sa.Column("done_at", sa.BigInteger(), nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_administrator_act"),
        sa.ForeignKeyConstraint(
            ["application_id"], ["application.id"], name="fk_administrator_act_application_id_application"
        ),
    )
    op.create_index(
        "ix_administrator_act_application_id", "administrator_act", ["application_id", "done_at", "id"]
    )
    with op.batch_alter_table("organizer") as table:
        table.add_column(sa.Column("deactivated_at", sa.BigInteger(), nullable=True))


def downgrade() -> None:
    with op.batch_alter_table("organizer") as table:
        table.drop_column("deactivated_at")
    op.drop_table("administrator_act")
