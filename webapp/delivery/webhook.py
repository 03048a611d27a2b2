"""Send a webhook: the stored object in its envelope, signed over exactly the bytes sent (wire contract section 9).

The secret and the current address are read just before sending, in a transaction that ends before the request begins.
Of the receiver's answer only the status is read.
"""

import gzip
from typing import Any

import orjson

from webapp.delivery import NoLongerWanted, references, retries
from webapp.errors import DeliveryFailed
from webapp.extensions import db
from webapp.lib import cloud_event, http, signature, vault
from webapp.models import Webhook
from webapp.models.outbox import WEBHOOK
from webapp.models.webhook import ACTIVE, FAILING
from webapp.outbox import Claimed

TIMEOUT_SECONDS = 10.0
RETRY_STATUSES = (408, 429)  # and every 5xx, not only the six that the contract names


def deliver(claimed: Claimed, *, now: int) -> str:
    """POST the entry to its webhook. Any 2xx is a delivery."""
    webhook = _active_webhook(claimed.payload["webhook_id"])
    headers = {"Content-Type": "application/json"}
    body = orjson.dumps(envelope(claimed))
    if webhook.compressed_delivery:
        headers["Content-Encoding"] = "gzip"
        body = gzip.compress(body, mtime=0)
    headers["X-Nylas-Signature"] = signature.sign(body, secret=vault.decrypt(webhook.encrypted_secret))
    reply = http.request(
        "POST", webhook.url, headers=headers, body=body, timeout=TIMEOUT_SECONDS, max_bytes=0
    )
    if 200 <= reply.status < 300:
        return f"answered {reply.status}"
    retry = reply.status in RETRY_STATUSES or reply.status >= 500
    raise DeliveryFailed(f"answered {reply.status}", retry=retry)


def envelope(claimed: Claimed) -> dict[str, Any]:
    """The body. After crashes the count of attempts can be higher than allowed; then the body has the last number."""
    payload = references.complete(claimed)
    return cloud_event.envelope(
        payload["type"],
        uid=claimed.uid,
        time=payload["time"],
        attempt=min(claimed.attempt, retries.attempts_at_most(WEBHOOK)),
        application_id=payload["application_id"],
        payload=payload["object"],
    )


def _active_webhook(webhook_id: str) -> Webhook:
    webhook = db.session.get(Webhook, webhook_id)
    db.session.close()
    if webhook is None:
        raise NoLongerWanted("the webhook was deleted")
    if webhook.status not in (ACTIVE, FAILING):
        raise NoLongerWanted(f"the webhook is on {webhook.status}")
    return webhook
