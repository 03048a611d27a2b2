"""invitations: links to private pages"""

import sqlalchemy as sa
from alembic import op

revision = "0023"
down_revision = "0022"
branch_labels = None
depends_on = None

INDEX = "ix_invitation_configuration_id_created_at_id"


def upgrade() -> None:
    op.create_table(
        "invitation",
        sa.Column("id", sa.String(36), nullable=False),
        sa.Column("digest", sa.String(64), nullable=False),
        sa.Column("configuration_id", sa.String(36), nullable=False),
        sa.Column("uses", sa.Integer(), nullable=False),
        sa.Column("uses_left", sa.Integer(), nullable=False),
        sa.Column("expires_at", sa.BigInteger(), nullable=True),
        sa.Column("revoked_at", sa.BigInteger(), nullable=True),
        sa.Column("name", sa.String(200), nullable=False),
        sa.Column("email", sa.String(254), nullable=False),
        sa.Column("note", sa.String(500), nullable=False),
        sa.Column("created_at", sa.BigInteger(), nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_invitation"),
        sa.ForeignKeyConstraint(
            ["configuration_id"],
            ["configuration.id"],
            name="fk_invitation_configuration_id_configuration",
            ondelete="CASCADE",
        ),
        sa.UniqueConstraint("digest", name="uq_invitation_digest"),
    )
    op.create_index(INDEX, "invitation", ["configuration_id", "created_at", "id"])


def downgrade() -> None:
    op.drop_index(INDEX, "invitation")
    op.drop_table("invitation")
