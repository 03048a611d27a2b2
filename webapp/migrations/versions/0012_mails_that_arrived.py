"""which mails carried the booking's event, and which may have arrived although nobody knows"""

import sqlalchemy as sa
from alembic import op

revision = "0012"
down_revision = "0011"
branch_labels = None
depends_on = None

# However the JSON was spaced. A quote inside of a text would be escaped, so no guest's text looks like this key.
FILL = (
    "UPDATE outbox_entry SET invites = {yes} WHERE kind = 'mail' "
    "AND (CAST(payload AS TEXT) LIKE '%\"ics\": {{%' OR CAST(payload AS TEXT) LIKE '%\"ics\":{{%')"
)


def upgrade() -> None:
    with op.batch_alter_table("outbox_entry") as table:
        table.add_column(sa.Column("invites", sa.Boolean(), nullable=False, server_default=sa.false()))
        table.add_column(sa.Column("may_have_arrived", sa.Boolean(), nullable=False, server_default=sa.false()))
    yes = "true" if op.get_bind().dialect.name == "postgresql" else "1"
    op.execute(FILL.format(yes=yes))
    with op.batch_alter_table("outbox_entry") as table:
        table.alter_column("invites", existing_type=sa.Boolean(), server_default=None)
        table.alter_column("may_have_arrived", existing_type=sa.Boolean(), server_default=None)


def downgrade() -> None:
    with op.batch_alter_table("outbox_entry") as table:
        table.drop_column("may_have_arrived")
        table.drop_column("invites")
