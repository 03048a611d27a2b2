"""Which webhooks hear of a change."""

import pytest

from tests.builders import make_webhook
from webapp.extensions import db
from webapp.services import listeners

pytestmark = pytest.mark.usefixtures("app")


@pytest.mark.parametrize(("status", "notified"), [("active", 1), ("failing", 1), ("pause", 0), ("failed", 0)])
def test_only_a_webhook_that_is_active_or_failing_is_notified(status: str, notified: int) -> None:
    webhook = make_webhook(status=status)

    found = listeners.active_for(db.session(), webhook.application_id, "booking.created")

    assert found == [(webhook.id, webhook.url)] * notified


def test_a_webhook_is_notified_of_its_own_triggers_alone() -> None:
    webhook = make_webhook()

    assert listeners.active_for(db.session(), webhook.application_id, "booking.cancelled") == []
