import re

import pytest

from webapp.lib.meeting_links import has_other_placeholder, new_room, with_room, without_links


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


def test_a_room_is_filled_in_wherever_a_text_has_a_place_for_it() -> None:
    text = "https://${room}.example.com/${room} ${other}"

    assert with_room(text, "r1") == "https://r1.example.com/r1 ${other}"


def test_nobody_can_guess_a_room() -> None:
    rooms = {new_room() for _ in range(100)}

    assert len(rooms) == 100
    assert all(re.fullmatch("[0-9a-f]{32}", room) for room in rooms)


@pytest.mark.parametrize(
    ("text", "has_other"),
    [("/${room}", False), ("/$room", False), ("/${id}", True), ("/${room}/${id}", True)],
)
def test_a_place_for_something_else_is_found(text: str, has_other: bool) -> None:
    assert has_other_placeholder(text) is has_other
