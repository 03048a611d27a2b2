"""The forms for webhooks."""

import pytest
from flask import Flask

from webapp.blueprints.dashboard.webhook_forms import WebhookForm, WebhookTestForm


def filled(app: Flask, **typed: str) -> WebhookForm:
    values = {"url": "https://a.example", "triggers": "booking.created", **typed}
    with app.test_request_context(method="POST", data=values):
        form = WebhookForm(meta={"csrf": False})
        form.validate()
    return form


def test_addresses_may_be_on_lines_or_between_commas_and_count_once(sqlite_app: Flask) -> None:
    form = filled(sqlite_app, addresses="a@x.example\r\nb@x.example, a@x.example; c@x.example")

    assert form.columns()["notification_email_addresses"] == ["a@x.example", "b@x.example", "c@x.example"]


def test_no_more_than_twenty_addresses_are_kept(sqlite_app: Flask) -> None:
    form = filled(sqlite_app, addresses=" ".join(f"a{i}@x.example" for i in range(21)))

    assert form.addresses.errors == ["Please enter at most 20 addresses."]


@pytest.mark.parametrize(("stored", "is_offered"), [([], False), (["booking.reminder"], True)])
def test_reminders_are_offered_to_those_alone_who_listen_to_them(
    sqlite_app: Flask, stored: list[str], is_offered: bool
) -> None:
    with sqlite_app.test_request_context():
        form = WebhookForm(formdata=None, triggers=stored)

    assert ("booking.reminder" in {choice.value for choice in form.triggers.choices or []}) is is_offered


def test_a_test_offers_what_the_webhook_listens_to(sqlite_app: Flask) -> None:
    with sqlite_app.test_request_context():
        form = WebhookTestForm(["booking.created"], formdata=None)

    assert [choice.value for choice in form.trigger.choices] == ["booking.created"]
