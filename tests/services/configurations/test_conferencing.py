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


def made(provider: str, **how: Any) -> dict[str, Any]:
    return {"provider": provider, "autocreate": how}


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


@pytest.mark.parametrize("provider", ["Google Meet", "Microsoft Teams"])
@pytest.mark.parametrize("how", [{}, {"conf_settings": {}}, {"conf_grant_id": "grant-1", "unknown": 1}])
def test_a_meeting_can_be_made_by_the_provider_of_a_calendar(provider: str, how: dict[str, Any]) -> None:
    meeting = meeting_of(stored(made(provider, **how)))

    assert meeting == Meeting(provider=provider, url=None, grant_id=how.get("conf_grant_id"))


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
        ({"provider": "Zoom Meeting", "autocreate": {}}, ".autocreate", "conferencing.not_made"),
        ({**ZOOM, "autocreate": {}}, ".autocreate", "conferencing.both"),
        (
            made("Google Meet", conf_settings={"x": 1}),
            ".autocreate.conf_settings",
            "conferencing.no_settings",
        ),
        (made("Google Meet", conf_grant_id=7), ".autocreate.conf_grant_id", "document.no_text"),
        ({"provider": "Google Meet", "autocreate": True}, ".autocreate", "document.no_object"),
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
    "unread", [None, {}, {"provider": "Zoom Meeting", "autocreate": {}}, of("javascript:alert(1)"), {"a": 1}]
)
def test_what_was_stored_unread_in_earlier_days_is_no_meeting(unread: Any) -> None:
    assert meeting_of(unread) is None
