"""The pages on which an administrator makes, changes, pauses and deletes webhooks."""

from typing import Any

import pytest
from flask import Flask

from tests.blueprints.dashboard.conftest import sign_in
from tests.browser import Browser
from tests.builders import MAYA, NOW, PASSWORD, make_application, make_webhook
from tests.page import Page, words
from webapp.errors import ChallengeFailed
from webapp.extensions import db
from webapp.models import Organizer, Webhook
from webapp.services import audit
from webapp.services.access import organizers
from webapp.services.promises import foreign_answers, webhooks

PATH = "/dashboard/settings/webhooks"
URL = "https://crm.example.com/hook"
MAKE = "Make the webhook"


@pytest.fixture
def maya(maya: Organizer) -> Organizer:
    organizers.make_admin(maya.email)
    return maya


def made(dashboard: Browser, **typed: str) -> Page:
    values = {"url": URL, "triggers": "booking.created", **typed}
    return dashboard.press(dashboard.open(PATH), MAKE, by=values)


def stored() -> list[Webhook]:
    db.session.close()
    return webhooks.listing(make_application().id)


def test_a_webhook_is_challenged_made_and_its_secret_shown_once(
    dashboard: Browser, webhooks_in_memory: list[str]
) -> None:
    typed = {"description": "CRM", "addresses": "ops@example.com, it@example.com"}
    shown = dashboard.follow(made(dashboard, url=f"{URL}?key=s3cret", **typed))

    (webhook,) = stored()
    assert webhooks_in_memory[0].startswith(f"GET {URL}?key=s3cret&challenge=")
    assert (webhook.url, webhook.description) == (f"{URL}?key=s3cret", "CRM")
    assert webhook.notification_email_addresses == ["ops@example.com", "it@example.com"]
    assert f"What we asked GET {URL}?challenge=… with a random value" in shown.text
    assert "What came back Status 200 and the same value" in shown.text
    assert shown.select("#secret")
    again = dashboard.open(f"{PATH}/{webhook.id}")
    assert again.select("#secret") == []
    assert "s3cret" not in again.html
    assert words(dashboard.open(PATH).select("ul.rows > li")[0]) == (
        f"{URL} CRM A booking is made or confirmed Nothing delivered yet Active"
    )


@pytest.mark.parametrize(
    ("code", "values", "said"),
    [
        ("webhook.refused", {"status": 404}, "Status 404: there is nothing at this address."),
        ("webhook.refused", {"status": 302}, "Status 302: it sends us to another address."),
        ("webhook.other_answer", {}, "Status 200, but not the value alone."),
        ("webhook.unreachable", {"reason": "dns_lookup_failed"}, "There is no server of this name."),
    ],
)
def test_what_an_address_answered_is_said_in_words_and_nothing_is_lost(
    dashboard: Browser, monkeypatch: pytest.MonkeyPatch, code: str, values: dict[str, Any], said: str
) -> None:
    def refuse(*_: Any, **__: Any) -> None:
        raise ChallengeFailed(code, **values)

    monkeypatch.setattr(foreign_answers, "ask", refuse)

    page = made(dashboard, description="CRM")

    assert (page.status, page.field("Description").value) == (422, "CRM")
    assert said in page.alerts[0]
    assert stored() == []


def test_a_private_address_is_refused_as_at_the_api(dashboard: Browser) -> None:
    page = made(dashboard, url="http://192.168.1.1/hook")

    assert (page.status, stored()) == (422, [])
    assert "The address belongs to a private network." in page.alerts[0]


@pytest.mark.parametrize(
    ("typed", "label", "said"),
    [
        ({"url": ""}, "Address", "Please enter the address."),
        ({"url": "ftp://x"}, "Address", "“Address” must be an address that begins with http:// or https://."),
        ({"triggers": "booking.eaten"}, "What is sent", "Please choose at least one."),
        ({"addresses": "ops"}, "Notification addresses", "“ops” is not an e-mail address."),
        ({"description": "a" * 301}, "Description", "“Description” must be at most 300 characters long."),
    ],
)
def test_what_is_wrong_is_said_beside_its_field(
    dashboard: Browser, webhooks_in_memory: list[str], typed: dict[str, str], label: str, said: str
) -> None:
    page = made(dashboard, **typed)

    assert page.field(label).error == said
    assert (page.status, stored(), webhooks_in_memory) == (422, [], [])


def test_a_form_that_is_sent_twice_makes_one_webhook(
    dashboard: Browser, webhooks_in_memory: list[str]
) -> None:
    form = dashboard.open(PATH)
    for _ in range(2):
        dashboard.press(form, MAKE, by={"url": URL, "triggers": "booking.created"})

    assert (len(stored()), len(webhooks_in_memory)) == (1, 1)


def test_a_webhook_is_changed_and_only_another_address_is_challenged(
    dashboard: Browser, webhooks_in_memory: list[str]
) -> None:
    path = f"{PATH}/{make_webhook(URL).id}/edit"
    dashboard.press(dashboard.open(path), "Save", description="CRM", triggers="booking.cancelled")
    unasked = list(webhooks_in_memory)
    dashboard.press(dashboard.open(path), "Save", url=f"{URL}/2")

    (webhook,) = stored()
    assert (webhook.url, webhook.trigger_types) == (f"{URL}/2", ["booking.cancelled"])
    assert (unasked, len(webhooks_in_memory)) == ([], 1)


def test_a_webhook_is_paused_and_resumed(dashboard: Browser, maya: Organizer) -> None:
    path = f"{PATH}/{make_webhook(URL).id}"
    paused = dashboard.follow(dashboard.press(dashboard.open(path), "Pause"))
    status = stored()[0].status
    dashboard.press(paused, "Resume")

    assert (status, stored()[0].status) == ("pause", "active")


def test_a_webhook_is_deleted(dashboard: Browser) -> None:
    page = dashboard.open(f"{PATH}/{make_webhook(URL).id}/edit")

    assert "The webhook is deleted." in dashboard.follow(dashboard.press(page, "Delete the webhook")).text
    assert stored() == []


def test_what_an_administrator_did_is_written_down_without_what_is_secret(
    dashboard: Browser, maya: Organizer, webhooks_in_memory: list[str]
) -> None:
    made(dashboard, url=f"{URL}?key=s3cret")
    path = f"{PATH}/{stored()[0].id}"
    dashboard.press(dashboard.open(path), "Pause")
    dashboard.press(dashboard.open(f"{path}/edit"), "Replace the secret", password=PASSWORD)
    dashboard.press(dashboard.open(f"{path}/edit"), "Delete the webhook")

    db.session.close()
    acts = {(act.act, act.about) for act in audit.page(maya.application_id)[0]}
    assert acts == {
        (audit.WEBHOOK_MADE, URL),
        (audit.WEBHOOK_CHANGED, URL),
        (audit.WEBHOOK_SECRET_REPLACED, URL),
        (audit.WEBHOOK_DELETED, URL),
    }


def test_a_form_that_was_open_for_too_long_keeps_what_was_typed(dashboard: Browser) -> None:
    page = made(dashboard, csrf_token="of long ago", description="CRM")

    assert (page.status, page.field("Description").value, stored()) == (400, "CRM", [])


def test_for_anybody_but_an_administrator_there_is_no_webhook(browser: Browser, app: Flask) -> None:
    organizers.create(MAYA, name="Maya", timezone="UTC", password=PASSWORD, now=NOW)
    sign_in(browser)
    token = str(browser.open("/dashboard/settings").select("input[name=csrf_token]")[0]["value"])
    path = f"{PATH}/{make_webhook(URL).id}"

    opened = [browser.open(where).status for where in (PATH, path, f"{path}/edit")]
    sent = [
        browser.send(f"{path}/{what}", {"csrf_token": token}).status
        for what in ("edit", "pause", "test", "delete", "deliveries/1/again", "deliveries/again")
    ]
    assert {*opened, *sent} == {404}
