"""What a page may say of its meetings online."""

from typing import Any

import pytest

from tests.builders import document
from webapp.errors import InvalidInput
from webapp.services.configurations.conferencing import Meeting, meeting_of
from webapp.services.configurations.document import validated

ZOOM = {
    "provider": "Zoom Meeting",
    "details": {"url": "https://zoom.example.com/j/1?pwd=2", "meeting_code": "1", "password": "2"},
}


def stored(conferencing: Any) -> Any:
    return validated(document(event_booking={"title": "Call", "conferencing": conferencing}))[
        "event_booking"
    ]["conferencing"]


def refused(conferencing: Any) -> tuple[str, str]:
    with pytest.raises(InvalidInput) as refusal:
        stored(conferencing)
    return refusal.value.field.removeprefix("event_booking.conferencing"), refusal.value.code


def of(url: str, **details: Any) -> dict[str, Any]:
    return {"provider": "Jitsi", "details": {"url": url, **details}}


@pytest.mark.parametrize(
    "conferencing",
    [
        ZOOM,
        {"provider": "WebEx", "details": {"url": "https://a.example.com", "pin": "1", "phone": ["+46 8 1"]}},
        {"provider": "A service of ours", "details": {"url": "http://meet.example.com/r-${room}"}},
    ],
)
def test_details_of_every_provider_are_stored(conferencing: dict[str, Any]) -> None:
    kept = stored(conferencing)

    assert kept["provider"] == conferencing["provider"]
    assert {key: value for key, value in kept["details"].items() if value} == conferencing["details"]


@pytest.mark.parametrize("nothing", [None, {}])
def test_nothing_is_no_meeting(nothing: Any) -> None:
    assert stored(nothing) is None


@pytest.mark.parametrize(
    ("conferencing", "field", "code"),
    [
        ({"details": {"url": "https://a.example.com"}}, ".provider", "value.missing"),
        (
            {"provider": "", "details": {"url": "https://a.example.com"}},
            ".provider",
            "document.text_too_short",
        ),
        ({"provider": "Jitsi"}, ".details.url", "value.missing"),
        ({"provider": "Jitsi", "details": {"pin": "1"}}, ".details.url", "value.missing"),
        (of("javascript:alert(1)"), ".details.url", "web_address.invalid"),
        (of("https://a.example.com/${booking_id}"), ".details.url", "conferencing.unknown_placeholder"),
        (of("https://a.example.com", pin="1" * 201), ".details.pin", "text.too_long"),
        (of("https://a.example.com", phone=["1"] * 11), ".details.phone", "document.too_many"),
        (of("https://a.example.com", phone=["1\n2"]), ".details.phone[0]", "text.control_characters"),
        ({"provider": "Google Meet", "autocreate": {}}, ".autocreate", "conferencing.autocreate"),
        ("Zoom", "", "document.no_object"),
    ],
)
def test_what_is_no_meeting_is_refused_by_name(conferencing: Any, field: str, code: str) -> None:
    assert refused(conferencing) == (field, code)


def test_a_stored_meeting_is_read() -> None:
    assert meeting_of(stored(ZOOM)) == Meeting(
        provider="Zoom Meeting", url="https://zoom.example.com/j/1?pwd=2", meeting_code="1", password="2"
    )


@pytest.mark.parametrize(
    "unread", [None, {}, {"provider": "Google Meet", "autocreate": {}}, of("javascript:alert(1)"), {"a": 1}]
)
def test_what_was_stored_unread_in_earlier_days_is_no_meeting(unread: Any) -> None:
    assert meeting_of(unread) is None
