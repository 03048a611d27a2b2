"""What was sent to a webhook, and sending it again."""

import pytest
from flask import Flask

from tests.builders import NOW, make_webhook
from tests.house.past import failed_delivery
from tests.promises import entry, promise_webhook, unsettled
from webapp.errors import NotAllowedNow, NotFound
from webapp.extensions import transaction
from webapp.models import OutboxEntry, Webhook
from webapp.services.promises import archive, webhook_deliveries, webhooks
from webapp.services.promises.webhook_deliveries import Health


@pytest.fixture
def webhook(app: Flask) -> Webhook:
    return make_webhook()


def settle(entry_id: int, *, at: int, **changes: int) -> None:
    with transaction() as session:
        found = session.get_one(OutboxEntry, entry_id)
        for name, value in {"settled_at": at, **changes}.items():
            setattr(found, name, value)


def test_the_last_success_and_the_last_failure_of_each_webhook_are_known(webhook: Webhook) -> None:
    other = make_webhook("https://other.example.org")
    settle(promise_webhook(webhook), at=NOW + 5)
    settle(promise_webhook(webhook), at=NOW + 4)
    failed_delivery(webhook)

    assert webhook_deliveries.health_of([webhook.id, other.id]) == {
        webhook.id: Health(succeeded_at=NOW + 5, failed_at=NOW),
        other.id: Health(succeeded_at=None, failed_at=None),
    }


def test_all_that_failed_is_sent_again_in_its_order_and_once(webhook: Webhook) -> None:
    first, second = failed_delivery(webhook), failed_delivery(webhook)

    many = [webhook_deliveries.send_all_again(webhook, now=NOW) for _ in range(2)]

    assert (many, unsettled()) == ([2, 0], 2)
    assert (entry(second + 1).payload, entry(second + 1).stream) == (
        entry(first).payload,
        entry(first).stream,
    )
    assert entry(second + 1).webhook_id == webhook.id


def test_what_was_put_away_says_the_same_again_and_what_is_forgotten_is_not_sent(webhook: Webhook) -> None:
    failed, forgotten = failed_delivery(webhook), failed_delivery(webhook)
    said = entry(failed).payload
    archive.tidy(now=NOW)
    with transaction() as session:
        session.get_one(OutboxEntry, forgotten).sealed = None

    assert webhook_deliveries.failed_ids(webhook) == [failed]
    assert webhook_deliveries.send_all_again(webhook, now=NOW) == 1
    assert entry(forgotten + 1).payload == said


def test_what_was_overtaken_by_something_that_arrived_or_waits_is_not_sent_again(webhook: Webhook) -> None:
    failed = failed_delivery(webhook)
    later = promise_webhook(webhook, stream=entry(failed).stream)
    waiting = webhook_deliveries.failed_ids(webhook)
    settle(later, at=NOW)
    arrived = webhook_deliveries.failed_ids(webhook)
    settle(later, at=NOW, given_up_at=NOW, failed_at=NOW)

    assert (waiting, arrived) == ([], [])
    assert webhook_deliveries.failed_ids(webhook) == [failed, later]


def test_one_that_has_not_failed_or_is_another_webhooks_is_not_sent_again(webhook: Webhook) -> None:
    other = failed_delivery(make_webhook("https://other.example.org"))

    with pytest.raises(NotAllowedNow) as early:
        webhook_deliveries.send_again(webhook, promise_webhook(webhook), now=NOW)
    with pytest.raises(NotFound):
        webhook_deliveries.send_again(webhook, other, now=NOW)
    assert early.value.code == "webhook.not_again"


def test_a_webhook_on_pause_is_sent_nothing_again(webhook: Webhook) -> None:
    failed = failed_delivery(webhook)
    webhooks.update(webhook, {"status": "pause"}, now=NOW)

    with pytest.raises(NotAllowedNow):
        webhook_deliveries.send_again(webhook, failed, now=NOW)
    assert unsettled() == 0
