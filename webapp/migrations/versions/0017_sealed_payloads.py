"""payloads of settled promises: encrypted by the worker, and forgotten after 30 days"""

import sqlalchemy as sa
from alembic import op

revision = "0017"
down_revision = "0016"
branch_labels = None
depends_on = None

IS_TO_SEAL = sa.text("settled_at IS NOT NULL AND sealed_at IS NULL")
IS_SEALED = sa.text("sealed IS NOT NULL")


def upgrade() -> None:
    with op.batch_alter_table("outbox_entry") as table:
        table.add_column(sa.Column("sealed", sa.LargeBinary(), nullable=True))
        table.add_column(sa.Column("sealed_at", sa.BigInteger(), nullable=True))
    for name, condition in (("to_seal", IS_TO_SEAL), ("sealed", IS_SEALED)):
        op.create_index(
            f"ix_outbox_entry_{name}",
            "outbox_entry",
            ["settled_at"],
            sqlite_where=condition,
            postgresql_where=condition,
        )


def downgrade() -> None:
    for name in ("to_seal", "sealed"):
        op.drop_index(f"ix_outbox_entry_{name}", "outbox_entry")
    with op.batch_alter_table("outbox_entry") as table:
        table.drop_column("sealed_at")
        table.drop_column("sealed")
