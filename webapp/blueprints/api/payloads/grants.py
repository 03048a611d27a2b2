"""What may be said of a grant: the account of a virtual calendar (wire contract section 11)."""

from typing import Annotated, Literal

from pydantic import Field

from webapp.blueprints.api.payloads.base import Payload
from webapp.lib import fields


class VirtualSettings(Payload):
    email: Annotated[str, fields.line(254)]


class CustomGrant(Payload):
    provider: Literal["virtual-calendar"]
    settings: VirtualSettings


class GrantChange(Payload):
    scope: list[Annotated[str, fields.line(200)]] | None = Field(default=None, max_length=100)
