"""What may be said of a webhook (wire contract section 9)."""

from typing import Annotated, Any, Literal

from pydantic import AfterValidator, Field

from webapp.blueprints.api.payloads.base import Payload
from webapp.lib import fields
from webapp.lib.fields import Email, WebAddress
from webapp.models.webhook import TRIGGERS
from webapp.services.promises.webhooks import ADDRESSES_AT_MOST, DESCRIPTION_AT_MOST

COLUMNS = {"webhook_url": "url"}


def _known(trigger: str) -> str:
    if trigger not in TRIGGERS:
        raise fields.refusal("choice.unknown", choices=list(TRIGGERS))
    return trigger


Trigger = Annotated[str, AfterValidator(_known)]


class WebhookChange(Payload):
    """Every field may be left out, and then stays."""

    trigger_types: list[Trigger] = Field(default=[], min_length=1, max_length=100)
    webhook_url: WebAddress = ""
    description: Annotated[str, fields.line(DESCRIPTION_AT_MOST)] = ""
    notification_email_addresses: list[Email] = Field(default=[], max_length=ADDRESSES_AT_MOST)
    compressed_delivery: bool = False
    status: Literal["active", "pause"] = "active"

    def columns(self) -> dict[str, Any]:
        """The columns that were given."""
        given = {COLUMNS.get(name, name): getattr(self, name) for name in self.model_fields_set}
        if "trigger_types" in given:
            given["trigger_types"] = list(dict.fromkeys(given["trigger_types"]))
        return given


class NewWebhook(WebhookChange):
    trigger_types: list[Trigger] = Field(min_length=1, max_length=100)
    webhook_url: WebAddress
    status: Literal["active"] = "active"


class TestEvent(Payload):
    trigger_type: Trigger
    webhook_url: WebAddress


class MockPayload(Payload):
    trigger_type: Trigger
