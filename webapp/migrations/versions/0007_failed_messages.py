"""messages that failed so far, by the grant that their bookings are of"""

import sqlalchemy as sa
from alembic import op

revision = "0007"
down_revision = "0006"
branch_labels = None
depends_on = None

FILL_GRANT = (
    "UPDATE outbox_entry SET grant_id = "
    "(SELECT booking.grant_id FROM booking WHERE booking.id = outbox_entry.booking_id)"
)
FILL_FAILED = (
    "UPDATE outbox_entry SET failed_at = COALESCE(given_up_at, created_at) "
    "WHERE withdrawn_at IS NULL AND (given_up_at IS NOT NULL OR (settled_at IS NULL "
    "AND EXISTS (SELECT 1 FROM attempt WHERE attempt.entry_id = outbox_entry.id)))"
)
FOREIGN_KEY = "fk_outbox_entry_grant_id_grant"
INDEX = "ix_outbox_entry_failed"
HAS_FAILED = sa.text("failed_at IS NOT NULL")


def upgrade() -> None:
    with op.batch_alter_table("outbox_entry") as table:
        table.add_column(sa.Column("grant_id", sa.String(length=36), nullable=True))
        table.add_column(sa.Column("failed_at", sa.BigInteger(), nullable=True))
        table.create_foreign_key(FOREIGN_KEY, "grant", ["grant_id"], ["id"])
    op.execute(FILL_GRANT)
    op.execute(FILL_FAILED)
    op.create_index(
        INDEX, "outbox_entry", ["grant_id", "id"], sqlite_where=HAS_FAILED, postgresql_where=HAS_FAILED
    )


def downgrade() -> None:
    op.drop_index(INDEX, "outbox_entry")
    with op.batch_alter_table("outbox_entry") as table:
        table.drop_constraint(FOREIGN_KEY, type_="foreignkey")
        table.drop_column("failed_at")
        table.drop_column("grant_id")
