"""Sessions coming in (wire contract section 6)."""

from typing import Annotated

from pydantic import Field

from webapp.blueprints.api.payloads.base import Payload
from webapp.lib import fields
from webapp.services.configurations.sessions import MINUTES_AT_MOST, MINUTES_DEFAULT


class SessionPayload(Payload):
    """`time_to_live` is in minutes (section 14)."""

    configuration_id: Annotated[str, fields.line(64)] | None = None
    slug: Annotated[str, fields.line(64)] | None = None
    time_to_live: Annotated[int, Field(ge=1, le=MINUTES_AT_MOST)] | None = None

    @property
    def minutes(self) -> int:
        return self.time_to_live or MINUTES_DEFAULT
