import pytest

from webapp.lib.meeting_links import without_links


@pytest.mark.parametrize(
    ("text", "rest"),
    [
        ("https://meet.example.com/abc", ""),
        ("Video call: https://meet.example.com/abc?pwd=1", "Video call"),
        ("meet.google.com/abc-defg-hij", ""),
        ("www.example.com", ""),
        ("HTTPS://MEET.EXAMPLE.COM/ABC", ""),
        ("zoommtg://zoom.us/join?confno=1", ""),
        ("Storgatan 1\nor https://meet.example.com/abc", "Storgatan 1\nor"),
        ("https://meet.example.com/abc\nCode 1234", "Code 1234"),
    ],
)
def test_links_are_taken_out(text: str, rest: str) -> None:
    assert without_links(text) == rest


@pytest.mark.parametrize(
    "text",
    [
        "Storgatan 1, 111 23 Stockholm",
        "Video call",
        "Room 3/4",
        "Call +46 8 123",
        "maya@example.com",
        "A - B:",
    ],
)
def test_an_address_stays_as_it_is(text: str) -> None:
    assert without_links(text) == text
