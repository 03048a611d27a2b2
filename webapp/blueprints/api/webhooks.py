"""Webhooks of the caller's application (wire contract section 9)."""

from flask import Response, g

from webapp.blueprints.api import envelope
from webapp.blueprints.api.blueprint import blueprint
from webapp.blueprints.api.callers import needs_api_key
from webapp.blueprints.api.payloads.paging import PageQuery, page_of
from webapp.blueprints.api.payloads.webhooks import MockPayload, NewWebhook, TestEvent, WebhookChange
from webapp.blueprints.api.presenters.webhooks import webhook_object
from webapp.blueprints.api.takes import takes
from webapp.lib import clock
from webapp.services.promises import webhook_examples, webhooks


@blueprint.get("/webhooks")
@needs_api_key
@takes(query=PageQuery)
def webhook_index(query: PageQuery) -> Response:
    """The webhooks of the application, oldest first."""
    rows, next_cursor = page_of(webhooks.listing(g.application_id), query)
    return envelope.listing([webhook_object(row) for row in rows], next_cursor)


@blueprint.post("/webhooks")
@needs_api_key
@takes(body=NewWebhook)
def webhook_create(body: NewWebhook) -> Response:
    """Keep a webhook whose address repeats the challenge; the secret is shown here."""
    webhook, secret = webhooks.create(g.application_id, body.columns(), now=clock.now())
    return envelope.answer(webhook_object(webhook, secret=secret))


@blueprint.get("/webhooks/<webhook>")
@needs_api_key
def webhook_show(webhook: str) -> Response:
    """One webhook, without its secret."""
    return envelope.answer(webhook_object(webhooks.find(g.application_id, webhook)))


@blueprint.put("/webhooks/<webhook>")
@needs_api_key
@takes(body=WebhookChange)
def webhook_update(webhook: str, body: WebhookChange) -> Response:
    """Change the fields that are sent; a new address is challenged."""
    found = webhooks.find(g.application_id, webhook)
    changed = webhooks.update(found, body.columns(), now=clock.now())
    return envelope.answer(webhook_object(changed))


@blueprint.delete("/webhooks/<webhook>")
@needs_api_key
def webhook_destroy(webhook: str) -> Response:
    """Delete a webhook."""
    webhooks.destroy(webhooks.find(g.application_id, webhook), now=clock.now())
    return envelope.deleted({"status": "success"})


@blueprint.post("/webhooks/rotate-secret/<webhook>", endpoint="webhook_secret_create_by_post")
@blueprint.put("/webhooks/<webhook>/rotate-secret")
@needs_api_key
def webhook_secret_create(webhook: str) -> Response:
    """Replace the secret, and show the new one."""
    found = webhooks.find(g.application_id, webhook)
    rotated, secret = webhooks.rotate_secret(found, now=clock.now())
    return envelope.answer(webhook_object(rotated, secret=secret))


@blueprint.get("/webhooks/ip-addresses")
@needs_api_key
def webhook_address_index() -> Response:
    """Where webhooks come from: known to the operator of this server alone."""
    return envelope.answer({"ip_addresses": [], "updated_at": 0})


@blueprint.post("/webhooks/mock-payload")
@needs_api_key
@takes(body=MockPayload)
def webhook_example_show(body: MockPayload) -> Response:
    """An invented webhook body of this trigger."""
    example = webhook_examples.envelope_of(body.trigger_type, g.application_id, now=clock.now())
    return envelope.answer(example)


@blueprint.post("/webhooks/send-test-event")
@needs_api_key
@takes(body=TestEvent)
def webhook_example_create(body: TestEvent) -> Response:
    """Send an invented webhook, signed with the secret `mock-webhook-secret`."""
    webhook_examples.send(body.trigger_type, body.webhook_url, g.application_id, now=clock.now())
    return envelope.answer("success")
