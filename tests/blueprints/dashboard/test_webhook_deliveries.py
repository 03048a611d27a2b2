"""One webhook on its page: a test, what was sent there, sending it again, and a new secret."""

from typing import Any

import pytest

from tests.browser import Browser
from tests.builders import NOW, PASSWORD, make_webhook
from tests.house.past import failed_delivery
from tests.page import words
from tests.promises import entry, promise_webhook, unsettled
from webapp.errors import ChallengeFailed
from webapp.extensions import db, transaction
from webapp.lib import vault
from webapp.models import Attempt, Organizer, Webhook
from webapp.services.access import organizers
from webapp.services.promises import deliveries, foreign_answers


@pytest.fixture
def maya(maya: Organizer) -> Organizer:
    organizers.make_admin(maya.email)
    return maya


@pytest.fixture
def webhook(maya: Organizer) -> Webhook:
    return make_webhook()


@pytest.fixture
def path(webhook: Webhook) -> str:
    return f"/dashboard/settings/webhooks/{webhook.id}"


def test_a_test_tells_what_was_asked_and_what_came_back(
    dashboard: Browser, path: str, webhooks_in_memory: list[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    well = dashboard.press(dashboard.open(path), "Send a test")

    def refuse(*_: Any, **__: Any) -> None:
        raise ChallengeFailed("webhook.unreachable", reason="connection_refused")

    monkeypatch.setattr(foreign_answers, "ask", refuse)
    ill = dashboard.press(dashboard.open(path), "Send a test")

    assert webhooks_in_memory == ["POST https://hooks.example.org/"]
    assert "POST https://hooks.example.org/ with booking.created" in well.text
    assert (well.status, "The address took it." in well.text) == (200, True)
    assert (ill.status, "The server takes no connections there." in ill.alerts[0]) == (422, True)


def test_deliveries_are_listed_newest_first_with_how_each_went(
    dashboard: Browser, path: str, webhook: Webhook, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(deliveries, "PAGE_SIZE", 1)
    failed = failed_delivery(webhook)
    with transaction() as session:
        session.add(
            Attempt(entry_id=failed, number=1, outcome="given_up", detail="answered 500", attempted_at=NOW)
        )
    promise_webhook(webhook)
    promise_webhook(make_webhook("https://other.example.org"))

    newest = dashboard.open(path)
    older = dashboard.open(newest.links["Older"])

    assert [words(badge) for badge in newest.select(".deliveries .badge")] == ["Waiting"]
    assert [words(badge) for badge in older.select(".deliveries .badge")] == ["Given up"]
    assert "answered 500" in older.text
    assert dashboard.open(f"{path}?before=²").status == 200


def test_one_that_has_failed_is_sent_again(dashboard: Browser, path: str, webhook: Webhook) -> None:
    failed = failed_delivery(webhook)
    pressed = dashboard.press(dashboard.open(path), f"Send again booking.created {failed}")

    page = dashboard.follow(pressed)
    assert "1 delivery is sent again." in page.text
    assert (unsettled(), entry(failed).failed_at) == (1, None)
    assert not any(button.startswith("Send") and "again" in button for button in page.buttons)


def test_all_that_have_failed_are_sent_again(dashboard: Browser, path: str, webhook: Webhook) -> None:
    for _ in range(3):
        failed_delivery(webhook)
    page = dashboard.press(dashboard.open(path), "Send all failed ones again")

    assert "3 deliveries are sent again." in dashboard.follow(page).text
    assert unsettled() == 3


def test_nothing_is_sent_again_to_a_webhook_on_pause(dashboard: Browser, path: str, webhook: Webhook) -> None:
    failed_delivery(webhook)
    page = dashboard.open(path)
    dashboard.press(page, "Pause")

    refused = dashboard.press(page, "Send all failed ones again")
    assert (refused.status, refused.alerts) == (409, ["This webhook is paused. Please resume it first."])
    assert unsettled() == 0


def test_the_secret_is_replaced_with_the_password_and_shown_once(
    dashboard: Browser, path: str, webhook: Webhook
) -> None:
    button = "Replace the secret"
    wrong = dashboard.press(dashboard.open(f"{path}/edit"), button, password="wrong")
    shown = dashboard.follow(dashboard.press(dashboard.open(f"{path}/edit"), button, password=PASSWORD))

    assert (wrong.status, wrong.field("Your password").error) == (403, "This is not your current password.")
    db.session.expire_all()
    (secret,) = shown.select("#secret")
    assert secret["value"] == vault.decrypt(db.session.get_one(Webhook, webhook.id).encrypted_secret)
    assert dashboard.open(path).select("#secret") == []


def test_buttons_of_a_page_that_was_open_for_too_long_do_nothing(
    dashboard: Browser, path: str, webhook: Webhook
) -> None:
    failed_delivery(webhook)
    page = dashboard.press(dashboard.open(path), "Send all failed ones again", csrf_token="old")

    assert (page.status, unsettled()) == (400, 0)
