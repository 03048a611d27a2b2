"""Webhooks going out."""

from flask import Flask

from tests.builders import WEBHOOK_SECRET, make_webhook
from webapp.blueprints.api.presenters.webhooks import webhook_object


def test_the_secret_is_shown_when_it_was_just_made_and_never_again(app: Flask) -> None:
    webhook = make_webhook()

    assert WEBHOOK_SECRET not in str(webhook_object(webhook))
    assert webhook_object(webhook, secret=WEBHOOK_SECRET)["webhook_secret"] == WEBHOOK_SECRET


def test_the_address_has_the_contracts_name(app: Flask) -> None:
    assert webhook_object(make_webhook("https://a.example/"))["webhook_url"] == "https://a.example/"
