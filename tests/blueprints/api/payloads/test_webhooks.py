"""What may be said of a webhook."""

from typing import Any

import pytest

from webapp.blueprints.api.payloads.webhooks import NewWebhook, WebhookChange
from webapp.errors import InvalidInput
from webapp.lib import fields

HOOK = {"webhook_url": "https://hooks.example.org/", "trigger_types": ["booking.created"]}


def test_columns_are_what_was_given_under_their_own_names() -> None:
    assert fields.checked(
        WebhookChange, {"webhook_url": HOOK["webhook_url"], "status": "pause"}
    ).columns() == {
        "url": HOOK["webhook_url"],
        "status": "pause",
    }


def test_a_trigger_that_was_named_twice_counts_once() -> None:
    twice = {"trigger_types": ["booking.created", "booking.cancelled", "booking.created"]}

    assert fields.checked(WebhookChange, twice).columns()["trigger_types"] == [
        "booking.created",
        "booking.cancelled",
    ]


@pytest.mark.parametrize(
    ("changes", "field"),
    [
        ({"trigger_types": []}, "trigger_types"),
        ({"trigger_types": ["message.created"]}, "trigger_types[0]"),
        ({"webhook_url": "hooks.example.org"}, "webhook_url"),
        ({"status": "failed"}, "status"),
        ({"notification_email_addresses": ["nowhere"]}, "notification_email_addresses[0]"),
    ],
)
def test_what_is_no_webhook_is_refused_by_its_path(changes: dict[str, Any], field: str) -> None:
    with pytest.raises(InvalidInput) as refused:
        fields.checked(NewWebhook, {**HOOK, **changes})

    assert refused.value.field == field


def test_a_new_webhook_does_not_begin_paused() -> None:
    with pytest.raises(InvalidInput):
        fields.checked(NewWebhook, {**HOOK, "status": "pause"})
