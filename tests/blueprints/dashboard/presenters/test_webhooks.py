"""Webhooks as an administrator reads them."""

import pytest
from flask import Flask

from tests.builders import NOW, make_webhook
from webapp.blueprints.dashboard.presenters import webhooks as presenter
from webapp.errors import ChallengeFailed
from webapp.lib import http
from webapp.models.webhook import TRIGGERS
from webapp.services.promises.webhook_deliveries import Health


def test_every_trigger_and_every_reason_of_no_answer_has_words() -> None:
    assert set(presenter.TRIGGERS) == set(TRIGGERS)
    assert set(presenter.REASONS) == set(http.FAILURES)


@pytest.mark.parametrize(("status", "is_active"), [("active", True), ("failing", True), ("pause", False)])
def test_a_row_shows_no_secret_of_the_address(sqlite_app: Flask, status: str, is_active: bool) -> None:
    webhook = make_webhook("https://a.example/hook?key=s3cret#here", status=status)

    row = presenter.webhook_row(webhook, Health(succeeded_at=NOW, failed_at=None))

    assert (row.address, row.is_active) == ("https://a.example/hook", is_active)


@pytest.mark.parametrize(
    ("status", "said"),
    [
        (301, "it sends us to another address"),
        (403, "nobody in"),
        (410, "nothing"),
        (503, "fault"),
        (204, "no"),
    ],
)
def test_each_status_has_its_words(sqlite_app: Flask, status: int, said: str) -> None:
    with sqlite_app.test_request_context():
        asked = presenter.challenged("https://a.example", ChallengeFailed("webhook.refused", status=status))

    assert (asked.is_well, said in asked.came_back, str(status) in asked.came_back) == (False, True, True)
