"""What may be said of a grant (wire contract section 11). What an account consists of, its provider says."""

from typing import Annotated, Any

from pydantic import AfterValidator, Field, WithJsonSchema

from webapp import providers
from webapp.blueprints.api.payloads.base import Payload
from webapp.blueprints.api.payloads.paging import Limit
from webapp.blueprints.api.payloads.queries import Line, Query, whole_number
from webapp.lib import fields

OFFSET_AT_MOST = 1_000_000_000


def _known(kind: str) -> str:
    if kind not in providers.kinds():
        raise fields.refusal("document.no_choice", choices=list(providers.kinds()))
    return kind


Kind = Annotated[str, AfterValidator(_known), WithJsonSchema({"enum": list(providers.kinds())})]
_SETTINGS = [providers.of_kind(kind).settings.model_json_schema() for kind in providers.kinds()]


class GrantsQuery(Query):
    limit: Limit = 10
    """How many grants are answered at most."""
    offset: Annotated[int, whole_number(0, OFFSET_AT_MOST)] = 0
    """How many grants are passed over."""
    email: Line = None
    """Only the grants of this account."""
    provider: Line = None
    """Only the grants of this provider."""
    grant_status: Line = None
    """Only the grants that are `valid`, or `invalid`."""
    order_by: Annotated[str, Field(json_schema_extra={"enum": ["asc", "desc"]})] = "desc"
    """`asc` for the oldest first; the newest first otherwise."""


class CustomGrant(Payload):
    """`settings` are those of the kind that `provider` names."""

    provider: Kind
    settings: Annotated[dict[str, Any], WithJsonSchema({"anyOf": _SETTINGS})]


class GrantChange(Payload):
    scope: list[Annotated[str, fields.line(200)]] | None = Field(default=None, max_length=100)
