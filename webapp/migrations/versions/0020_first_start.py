"""administrators, profiles, and the link of the first start"""

import sqlalchemy as sa
from alembic import op

revision = "0020"
down_revision = "0019"
branch_labels = None
depends_on = None

TEXTS = {"title": 100, "about": 1000, "hour_cycle": 2}


def upgrade() -> None:
    with op.batch_alter_table("organizer") as table:
        table.add_column(sa.Column("is_admin", sa.Boolean(), nullable=False, server_default=sa.false()))
        for name, length in TEXTS.items():
            table.add_column(sa.Column(name, sa.String(length), nullable=False, server_default=""))
        table.add_column(sa.Column("first_day", sa.Integer(), nullable=True))
        table.add_column(sa.Column("photo_id", sa.String(36), nullable=True))
        table.create_foreign_key("fk_organizer_photo_id_image", "image", ["photo_id"], ["id"])
    with op.batch_alter_table("organizer") as table:
        table.alter_column("is_admin", existing_type=sa.Boolean(), server_default=None)
        for name, length in TEXTS.items():
            table.alter_column(name, existing_type=sa.String(length), server_default=None)
    # Nobody could choose a language so far: all had the same one.
    op.execute("UPDATE organizer SET locale = '' WHERE locale = 'en'")
    op.create_table(
        "setup_link",
        sa.Column("id", sa.String(36), nullable=False),
        sa.Column("digest", sa.String(64), nullable=False),
        sa.Column("created_at", sa.BigInteger(), nullable=False),
        sa.Column("expires_at", sa.BigInteger(), nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_setup_link"),
        sa.UniqueConstraint("digest", name="uq_setup_link_digest"),
    )


def downgrade() -> None:
    op.drop_table("setup_link")
    op.execute("UPDATE organizer SET locale = 'en' WHERE locale = ''")
    with op.batch_alter_table("organizer") as table:
        table.drop_constraint("fk_organizer_photo_id_image", type_="foreignkey")
        for name in ("photo_id", "first_day", *reversed(TEXTS), "is_admin"):
            table.drop_column(name)
