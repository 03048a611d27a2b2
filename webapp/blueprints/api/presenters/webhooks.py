"""A webhook as the contract spells it (section 9)."""

from typing import Any

from webapp.models import Webhook


def webhook_object(webhook: Webhook, *, secret: str | None = None) -> dict[str, Any]:
    """The Python SDK needs every key but `description`. `secret` is given when it was just made, and never again."""
    shown = {
        "id": webhook.id,
        "description": webhook.description,
        "trigger_types": webhook.trigger_types,
        "webhook_url": webhook.url,
        "status": webhook.status,
        "notification_email_addresses": webhook.notification_email_addresses,
        "compressed_delivery": webhook.compressed_delivery,
        "status_updated_at": webhook.status_updated_at,
        "created_at": webhook.created_at,
        "updated_at": webhook.updated_at,
    }
    return shown if secret is None else {**shown, "webhook_secret": secret}
