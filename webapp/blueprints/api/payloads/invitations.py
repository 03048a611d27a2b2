"""Invitations coming in: beyond the contract."""

from typing import Annotated

from pydantic import Field

from webapp.blueprints.api.payloads.base import Payload
from webapp.blueprints.api.payloads.paging import PageQuery
from webapp.lib import fields
from webapp.lib.fields import Email, Instant
from webapp.lib.text import NAME_AT_MOST
from webapp.services.configurations.invitations import NOTE_AT_MOST, USES_AT_MOST, Invited


class InvitationsQuery(PageQuery):
    configuration_id: str | None = None
    """The configuration whose invitations are meant."""
    slug: str | None = None
    """The configuration's slug, in place of its id."""


class InvitationPayload(Payload):
    """`uses`: how many bookings. `expires_at`: in Unix seconds; never without one. `note`: guests do not see it."""

    configuration_id: Annotated[str, fields.line(64)] | None = None
    slug: Annotated[str, fields.line(64)] | None = None
    uses: Annotated[int, Field(ge=1, le=USES_AT_MOST)] = 1
    expires_at: Instant | None = None
    name: Annotated[str, fields.line(NAME_AT_MOST)] | None = None
    email: Email | None = None
    note: Annotated[str, fields.line(NOTE_AT_MOST)] | None = None

    def to_invited(self) -> Invited:
        return Invited(
            uses=self.uses,
            expires_at=self.expires_at,
            name=self.name or "",
            email=self.email or "",
            note=self.note or "",
        )
