"""logos of pages: those that documents name already are fetched by the worker"""

import uuid

import sqlalchemy as sa
from alembic import op

revision = "0021"
down_revision = "0020"
branch_labels = None
depends_on = None

ADDRESS_AT_MOST = 2000

CONFIGURATION = sa.table("configuration", *map(sa.column, ("id", "updated_at")), sa.column("document", sa.JSON))
LOGO = sa.table("logo", *map(sa.column, ("id", "configuration_id", "address", "image_id", "created_at")))
ENTRY = sa.table(
    "outbox_entry",
    *map(sa.column, ("uid", "kind", "name", "stream", "destination", "created_at", "due_at", "attempts")),
    sa.column("payload", sa.JSON),
    sa.column("invites", sa.Boolean),
    sa.column("may_have_arrived", sa.Boolean),
)


def upgrade() -> None:
    op.create_table(
        "logo",
        sa.Column("id", sa.String(36), nullable=False),
        sa.Column("configuration_id", sa.String(36), nullable=False),
        sa.Column("address", sa.Text(), nullable=False),
        sa.Column("image_id", sa.String(36), nullable=True),
        sa.Column("created_at", sa.BigInteger(), nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_logo"),
        sa.ForeignKeyConstraint(
            ["configuration_id"], ["configuration.id"], name="fk_logo_configuration_id_configuration", ondelete="CASCADE"
        ),
        sa.ForeignKeyConstraint(["image_id"], ["image.id"], name="fk_logo_image_id_image"),
        sa.UniqueConstraint("configuration_id", "address", name="uq_logo_configuration_id_address"),
    )
    op.create_index("ix_logo_image_id", "logo", ["image_id"])
    connection = op.get_bind()
    for page in connection.execute(sa.select(CONFIGURATION)).all():
        for address in _addresses(page.document):
            _promise(connection, page, address)


def downgrade() -> None:
    of_logos = "(SELECT id FROM outbox_entry WHERE kind = 'logo')"
    op.execute(f"DELETE FROM attempt WHERE entry_id IN {of_logos}")
    op.execute("DELETE FROM outbox_entry WHERE kind = 'logo'")
    op.drop_index("ix_logo_image_id", "logo")
    op.drop_table("logo")


def _addresses(document: dict) -> set[str]:
    appearance = document.get("appearance") or {}
    template = (document.get("scheduler") or {}).get("email_template") or {}
    named = {appearance.get("company_logo_url"), template.get("logo")}
    return {
        address
        for address in named
        if address and address.startswith(("http://", "https://")) and address.isascii()
        and " " not in address and len(address) <= ADDRESS_AT_MOST
    }


def _promise(connection: sa.Connection, page: sa.Row, address: str) -> None:
    logo_id = str(uuid.uuid4())
    connection.execute(
        LOGO.insert().values(
            id=logo_id, configuration_id=page.id, address=address, image_id=None, created_at=page.updated_at
        )
    )
    connection.execute(
        ENTRY.insert().values(
            uid=str(uuid.uuid4()), kind="logo", name="logo", stream=f"logo:{logo_id}", destination=address,
            payload={"logo_id": logo_id}, created_at=page.updated_at, due_at=page.updated_at, attempts=0,
            invites=False, may_have_arrived=False,
        )
    )
