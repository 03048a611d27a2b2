"""mails that wait get the parts that mails have now: who reads them, links of their own, who caused the change"""

import sqlalchemy as sa
from alembic import op

revision = "0013"
down_revision = "0012"
branch_labels = None
depends_on = None

LINKS = ("booking_url", "rescheduling_url", "cancellation_url", "confirmation_url")
ENTRY = sa.table("outbox_entry", *map(sa.column, ("id", "kind", "name", "settled_at")), sa.column("payload", sa.JSON))


def upgrade() -> None:
    connection = op.get_bind()
    waiting = sa.select(ENTRY.c.id, ENTRY.c.name, ENTRY.c.payload).where(
        ENTRY.c.kind == "mail", ENTRY.c.settled_at.is_(None)
    )
    for row in connection.execute(waiting).all():
        if "role" not in row.payload:
            payload = _with_parts(row.name, row.payload)
            connection.execute(ENTRY.update().where(ENTRY.c.id == row.id).values(payload=payload))


def downgrade() -> None:
    """The parts that were added harm nobody."""


def _with_parts(name: str, payload: dict) -> dict:
    values = payload["values"]
    is_guest = payload["to"]["email"] == values["guest_email"]
    role = "host" if name.startswith("organizer_") else "guest" if is_guest else "additional_guest"
    known = {"actor": "", "is_pending": name.endswith("_requested"), "was_pending": False}
    links = {link: values[link] for link in LINKS if values.get(link)}
    return {**payload, "role": role, "links": links, "values": {**known, **values}}
