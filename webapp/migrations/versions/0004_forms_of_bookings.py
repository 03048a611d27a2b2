"""the form that each booking was made with, so that none makes two"""

import sqlalchemy as sa
from alembic import op

revision = "0004"
down_revision = "0003"
branch_labels = None
depends_on = None

ONE_BOOKING_A_FORM = "uq_booking_configuration_id_form_digest"


def upgrade() -> None:
    with op.batch_alter_table("booking") as table:
        table.add_column(sa.Column("form_digest", sa.String(length=64), nullable=True))
        table.create_unique_constraint(ONE_BOOKING_A_FORM, ["configuration_id", "form_digest"])


def downgrade() -> None:
    with op.batch_alter_table("booking") as table:
        table.drop_constraint(ONE_BOOKING_A_FORM, type_="unique")
        table.drop_column("form_digest")
