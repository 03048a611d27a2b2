"""Configurations going out."""

from typing import Any

from tests.builders import document
from webapp.blueprints.api.presenters.configurations import configuration_object
from webapp.models import Configuration
from webapp.services.configurations.document import validated


def shown(**changes: Any) -> dict[str, Any]:
    return configuration_object(Configuration(id="c1", document=validated(document(**changes))))


def test_a_key_that_an_sdk_expects_is_there_although_it_is_unset() -> None:
    assert shown()["scheduler"]["rescheduling_url"] is None
    assert shown()["appearance"] is None


def test_four_keys_are_left_out_when_unset() -> None:
    page = shown(event_booking={"title": "Call"})

    assert "interval_minutes" not in page["availability"]
    assert {"location", "timezone"} & page["event_booking"].keys() == set()
    assert "booking_confirmed" not in page["scheduler"]["email_template"]


def test_they_are_there_when_set() -> None:
    page = shown(event_booking={"title": "Call", "location": "Studio", "timezone": "UTC"})

    assert (page["event_booking"]["location"], page["event_booking"]["timezone"]) == ("Studio", "UTC")


def test_the_stored_document_is_left_as_it_is() -> None:
    stored = Configuration(id="c1", document=validated(document()))
    before = repr(stored.document)

    configuration_object(stored)

    assert repr(stored.document) == before
