"""Configurations going out."""

from typing import Any

from tests.builders import document, participant
from webapp.blueprints.api.presenters.configurations import configuration_object
from webapp.models import Configuration
from webapp.services.configurations.document import validated


def shown(**changes: Any) -> dict[str, Any]:
    return configuration_object(Configuration(id="c1", document=validated(document(**changes))))


def test_a_key_that_an_sdk_expects_is_there_although_it_is_unset() -> None:
    notified_only = {"email": "office@example.com"}

    page = shown(participants=[participant(), notified_only], slug=None)

    assert (page["slug"], page["appearance"]) == (None, None)
    assert (page["participants"][1]["availability"], page["participants"][1]["booking"]) == (None, None)


def nulls(value: Any, path: str = "") -> list[str]:
    if isinstance(value, dict):
        return [found for key, part in value.items() for found in nulls(part, f"{path}.{key}")]
    if isinstance(value, list):
        return [found for part in value for found in nulls(part, path)]
    return [path] if value is None else []


def test_everything_else_is_left_out_when_unset() -> None:
    field = {"topic": {"label": "Topic", "type": "text"}}
    page = shown(
        event_booking={"title": "Call", "reminders": [{"type": "email", "minutes_before_event": 60}]},
        scheduler={"additional_fields": field, "email_template": {"booking_confirmed": {}}},
        slug="intro",
        appearance={},
    )

    assert nulls(page) == []


def test_what_only_its_sender_knows_is_given_back_as_it_came() -> None:
    settings = {"show_ui_consent_message": None}

    page = shown(scheduler={"notetaker_settings": settings})

    assert page["scheduler"]["notetaker_settings"] == settings


def test_they_are_there_when_set() -> None:
    page = shown(event_booking={"title": "Call", "location": "Studio", "timezone": "UTC"})

    assert (page["event_booking"]["location"], page["event_booking"]["timezone"]) == ("Studio", "UTC")


def test_the_stored_document_is_left_as_it_is() -> None:
    stored = Configuration(id="c1", document=validated(document()))
    before = repr(stored.document)

    configuration_object(stored)

    assert repr(stored.document) == before
