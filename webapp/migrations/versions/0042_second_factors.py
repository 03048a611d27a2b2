"""second factors, their recovery codes, and sign-ins that wait for a code"""

import sqlalchemy as sa
from alembic import op

revision = "0042"
down_revision = "0041"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "second_factor",
        sa.Column("id", sa.String(36), nullable=False),
        sa.Column("organizer_id", sa.String(36), nullable=False),
        sa.Column("encrypted_secret", sa.LargeBinary(), nullable=False),
        sa.Column("last_step", sa.BigInteger(), nullable=False),
        sa.Column("created_at", sa.BigInteger(), nullable=False),
        _ends_with("second_factor", "organizer_id", "organizer"),
        sa.PrimaryKeyConstraint("id", name="pk_second_factor"),
        sa.UniqueConstraint("organizer_id", name="uq_second_factor_organizer_id"),
    )
    op.create_table(
        "recovery_code",
        sa.Column("id", sa.String(36), nullable=False),
        sa.Column("factor_id", sa.String(36), nullable=False),
        sa.Column("digest", sa.String(64), nullable=False),
        _ends_with("recovery_code", "factor_id", "second_factor"),
        sa.PrimaryKeyConstraint("id", name="pk_recovery_code"),
    )
    op.create_index("ix_recovery_code_factor_id", "recovery_code", ["factor_id"])
    op.create_table(
        "sign_in_attempt",
        sa.Column("id", sa.String(36), nullable=False),
        sa.Column("organizer_id", sa.String(36), nullable=False),
        sa.Column("digest", sa.String(64), nullable=False),
        sa.Column("tries", sa.Integer(), nullable=False),
        sa.Column("expires_at", sa.BigInteger(), nullable=False),
        _ends_with("sign_in_attempt", "organizer_id", "organizer"),
        sa.PrimaryKeyConstraint("id", name="pk_sign_in_attempt"),
        sa.UniqueConstraint("digest", name="uq_sign_in_attempt_digest"),
    )
    op.create_index("ix_sign_in_attempt_organizer_id", "sign_in_attempt", ["organizer_id"])


def downgrade() -> None:
    for table in ("sign_in_attempt", "recovery_code", "second_factor"):
        op.drop_table(table)


def _ends_with(table: str, column: str, other: str) -> sa.ForeignKeyConstraint:
    name = f"fk_{table}_{column}_{other}"
    return sa.ForeignKeyConstraint([column], [f"{other}.id"], name=name, ondelete="CASCADE")
