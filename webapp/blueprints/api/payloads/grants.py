"""What may be said of a grant (wire contract section 11). What an account consists of, its provider says."""

from typing import TYPE_CHECKING, Annotated, Any, Literal

from pydantic import Field, WithJsonSchema

from webapp import providers
from webapp.blueprints.api.payloads.base import Payload
from webapp.lib import fields

if TYPE_CHECKING:
    Kind = str
else:
    Kind = Literal[providers.kinds()]

_SETTINGS = [providers.of_kind(kind).settings.model_json_schema() for kind in providers.kinds()]


class CustomGrant(Payload):
    """`settings` are those of the kind that `provider` names."""

    provider: Kind
    settings: Annotated[dict[str, Any], WithJsonSchema({"anyOf": _SETTINGS})]


class GrantChange(Payload):
    scope: list[Annotated[str, fields.line(200)]] | None = Field(default=None, max_length=100)
