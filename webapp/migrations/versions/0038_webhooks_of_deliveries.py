"""which webhook a delivery is for, and when deliveries succeeded or failed"""

import sqlalchemy as sa
from alembic import op

revision = "0038"
down_revision = "0037"
branch_labels = None
depends_on = None

HAS_WEBHOOK = sa.text("webhook_id IS NOT NULL")
HAS_FAILED = sa.text("failed_at IS NOT NULL")
IS_DELIVERED = sa.text("settled_at IS NOT NULL AND withdrawn_at IS NULL AND given_up_at IS NULL")
INDEXES = (
    ("ix_outbox_entry_webhook", ["webhook_id", "id"], HAS_WEBHOOK),
    ("ix_outbox_entry_failed_to", ["kind", "webhook_id", "id"], HAS_FAILED),
    ("ix_outbox_entry_delivered", ["kind", "webhook_id", "settled_at"], IS_DELIVERED),
)


def upgrade() -> None:
    with op.batch_alter_table("outbox_entry") as table:
        table.add_column(sa.Column("webhook_id", sa.String(36), nullable=True))
    # A stream of a webhook ends with its id.
    op.execute(
        "UPDATE outbox_entry SET webhook_id = substr(stream, length(stream) - 35) WHERE kind = 'webhook'"
    )
    for name, columns, where in INDEXES:
        op.create_index(name, "outbox_entry", columns, sqlite_where=where, postgresql_where=where)


def downgrade() -> None:
    for name, _, _ in INDEXES:
        op.drop_index(name, "outbox_entry")
    with op.batch_alter_table("outbox_entry") as table:
        table.drop_column("webhook_id")
