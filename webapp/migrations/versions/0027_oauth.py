"""sign-in for programs: registered addresses, authorizations and tokens"""

import sqlalchemy as sa
from alembic import op

revision = "0027"
down_revision = "0026"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "redirect_uri",
        sa.Column("id", sa.String(36), nullable=False),
        sa.Column("application_id", sa.String(36), nullable=False),
        sa.Column("url", sa.String(1000), nullable=False),
        sa.Column("platform", sa.String(16), nullable=False),
        sa.Column("created_at", sa.BigInteger(), nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_redirect_uri"),
        sa.ForeignKeyConstraint(
            ["application_id"], ["application.id"], name="fk_redirect_uri_application_id_application"
        ),
        sa.UniqueConstraint("application_id", "url", name="uq_redirect_uri_application_id_url"),
    )
    _authorizations()
    _tokens()


def _authorizations() -> None:
    op.create_table(
        "oauth_authorization",
        sa.Column("id", sa.String(36), nullable=False),
        sa.Column("application_id", sa.String(36), nullable=False),
        sa.Column("organizer_id", sa.String(36), nullable=False),
        sa.Column("grant_id", sa.String(36), nullable=False),
        sa.Column("redirect_uri", sa.String(1000), nullable=False),
        sa.Column("is_offline", sa.Boolean(), nullable=False),
        sa.Column("code_digest", sa.String(64), nullable=False),
        sa.Column("code_challenge", sa.String(128), nullable=True),
        sa.Column("code_expires_at", sa.BigInteger(), nullable=False),
        sa.Column("exchanged_at", sa.BigInteger(), nullable=True),
        sa.Column("needs_secret", sa.Boolean(), nullable=True),
        sa.Column("created_at", sa.BigInteger(), nullable=False),
        sa.Column("expires_at", sa.BigInteger(), nullable=False),
        sa.Column("last_used_at", sa.BigInteger(), nullable=True),
        sa.Column("revoked_at", sa.BigInteger(), nullable=True),
        sa.PrimaryKeyConstraint("id", name="pk_oauth_authorization"),
        sa.ForeignKeyConstraint(
            ["application_id"], ["application.id"], name="fk_oauth_authorization_application_id_application"
        ),
        sa.ForeignKeyConstraint(
            ["organizer_id"],
            ["organizer.id"],
            name="fk_oauth_authorization_organizer_id_organizer",
            ondelete="CASCADE",
        ),
        sa.ForeignKeyConstraint(
            ["grant_id"], ["grant.id"], name="fk_oauth_authorization_grant_id_grant", ondelete="CASCADE"
        ),
        sa.UniqueConstraint("code_digest", name="uq_oauth_authorization_code_digest"),
    )
    op.create_index("ix_oauth_authorization_organizer_id", "oauth_authorization", ["organizer_id"])
    op.create_index("ix_oauth_authorization_grant_id", "oauth_authorization", ["grant_id"])


def _tokens() -> None:
    op.create_table(
        "oauth_token",
        sa.Column("id", sa.String(36), nullable=False),
        sa.Column("authorization_id", sa.String(36), nullable=False),
        sa.Column("kind", sa.String(8), nullable=False),
        sa.Column("digest", sa.String(64), nullable=False),
        sa.Column("created_at", sa.BigInteger(), nullable=False),
        sa.Column("expires_at", sa.BigInteger(), nullable=False),
        sa.Column("used_at", sa.BigInteger(), nullable=True),
        sa.PrimaryKeyConstraint("id", name="pk_oauth_token"),
        sa.ForeignKeyConstraint(
            ["authorization_id"],
            ["oauth_authorization.id"],
            name="fk_oauth_token_authorization_id_oauth_authorization",
            ondelete="CASCADE",
        ),
        sa.UniqueConstraint("digest", name="uq_oauth_token_digest"),
    )
    op.create_index("ix_oauth_token_authorization_id", "oauth_token", ["authorization_id"])


def downgrade() -> None:
    op.drop_table("oauth_token")
    op.drop_table("oauth_authorization")
    op.drop_table("redirect_uri")
