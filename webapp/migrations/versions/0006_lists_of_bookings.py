"""an index for each list of bookings, in its order, by the grant that the bookings are of; one for long spans"""

import sqlalchemy as sa
from alembic import op

revision = "0006"
down_revision = "0005"
branch_labels = None
depends_on = None

FOREIGN_KEY = "fk_booking_grant_id_grant"
FILL = (
    "UPDATE booking SET grant_id = "
    "(SELECT configuration.grant_id FROM configuration WHERE configuration.id = booking.configuration_id)"
)
OLD = {"configuration_id", "round_robin_group", "status"}
NEW = {
    "ix_booking_list": ["grant_id", "status", "starts_at", "id", "ends_at"],
    "ix_booking_limits": ["configuration_id", "starts_at"],
    "ix_booking_turns": ["round_robin_group", "starts_at"],
}


IS_LONG = sa.text("ends_at - starts_at > 86400")


def upgrade() -> None:
    op.create_index(
        "ix_busy_span_long",
        "busy_span",
        ["calendar_id", "ends_at"],
        sqlite_where=IS_LONG,
        postgresql_where=IS_LONG,
    )
    with op.batch_alter_table("booking") as table:
        table.add_column(sa.Column("grant_id", sa.String(length=36), nullable=True))
    op.execute(FILL)
    with op.batch_alter_table("booking") as table:
        table.alter_column("grant_id", existing_type=sa.String(length=36), nullable=False)
        table.create_foreign_key(FOREIGN_KEY, "grant", ["grant_id"], ["id"])
        for column in sorted(OLD):
            table.drop_index(f"ix_booking_{column}")
        for name, columns in NEW.items():
            table.create_index(name, columns)


def downgrade() -> None:
    op.drop_index("ix_busy_span_long", "busy_span")
    with op.batch_alter_table("booking") as table:
        for name in NEW:
            table.drop_index(name)
        for column in sorted(OLD):
            table.create_index(f"ix_booking_{column}", [column])
        table.drop_constraint(FOREIGN_KEY, type_="foreignkey")
        table.drop_column("grant_id")
