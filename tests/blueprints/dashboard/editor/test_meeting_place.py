from typing import Any

import pytest

from webapp.blueprints.dashboard.editor.meeting_place import choices, kind_of, write

PHONE = {"label": "Number", "type": "phone_number", "is_location": True}
WHERE = {"label": "Where?", "type": "dropdown", "options": ["Zoom", "Here"], "is_location": True, "order": 3}
TOPIC = {"label": "Topic", "type": "text", "is_location": False}


def document(location: str | None = None, **asked: Any) -> dict[str, Any]:
    return {"event_booking": {"location": location}, "scheduler": {"additional_fields": asked}}


MEETING = {"provider": "Zoom Meeting", "details": {"url": "https://zoom.example.com/1", "pin": "1"}}
UNREAD = {"provider": "Zoom Meeting", "autocreate": {}}
MADE = {"provider": "Google Meet", "autocreate": {}}


def with_meeting(of: dict[str, Any], meeting: Any = MEETING) -> dict[str, Any]:
    return {**of, "event_booking": {**of["event_booking"], "conferencing": meeting}}


@pytest.mark.parametrize(
    ("stored", "kind"),
    [
        (document(None), "none"),
        (document(""), "none"),
        (document("https://meet.example.com/maya"), "link"),
        (document("Zoom\nmeet.example.com/maya"), "link"),
        (document("+46 8 123 456"), "number"),
        (document("Room 5"), "address"),
        (document("Room 5", topic=TOPIC), "address"),
        (document(None, topic=TOPIC, phone=PHONE), "call"),
        (document("Room 5", where=WHERE), "ask"),
        (document("https://meet.example.com/${room}"), "room"),
        (document("Room ${room}, meet.example.com/maya"), "link"),
        (with_meeting(document("Room 5")), "meeting"),
        (with_meeting(document(None, where=WHERE)), "ask"),
        (with_meeting(document("Room 5"), MADE), "made:Google Meet"),
    ],
)
def test_the_kind_is_read_from_what_the_document_says(stored: dict[str, Any], kind: str) -> None:
    assert kind_of(stored) == kind


@pytest.mark.parametrize(
    ("kind", "said", "expected"),
    [
        ("address", "Room 6", document("Room 6", topic=TOPIC)),
        ("none", "Room 6", document(None, topic=TOPIC)),
    ],
)
def test_a_place_of_the_pages_own_asks_guests_for_none(
    kind: str, said: str, expected: dict[str, Any]
) -> None:
    draft = document("Room 5", topic=TOPIC, where=WHERE)

    assert write(draft, kind, said=said) is None
    assert draft == expected


def test_a_question_for_the_place_stands_before_the_others_and_replaces_the_place() -> None:
    draft = document("Room 5", telephone=TOPIC)

    key = write(draft, "call", said="Telephone")

    asked = draft["scheduler"]["additional_fields"]
    assert (key, list(asked)) == ("telephone_2", ["telephone_2", "telephone"])
    assert asked["telephone_2"] == {
        "label": "Telephone",
        "type": "phone_number",
        "required": True,
        "is_location": True,
    }
    assert draft["event_booking"]["location"] is None


def test_what_a_program_stored_with_the_question_stays_while_the_kind_stays() -> None:
    draft = document("Room 5", where=WHERE)

    assert write(draft, "ask", said="Which room?") == "where"
    assert draft == document("Room 5", where={**WHERE, "label": "Which room?"})


def test_another_kind_of_question_takes_the_place_of_the_first() -> None:
    draft = document(None, where=WHERE)

    write(draft, "call", said="Your number")

    assert list(draft["scheduler"]["additional_fields"]) == ["your_number"]


@pytest.mark.parametrize(
    ("meeting", "kind", "stays"), [(MEETING, "ask", True), (MEETING, "none", False), (UNREAD, "ask", False)]
)
def test_a_meeting_that_a_program_stored_beside_a_question_stays_while_the_kind_stays(
    meeting: Any, kind: str, stays: bool
) -> None:
    draft = with_meeting(document(None, where=WHERE), meeting)

    write(draft, kind, said="Where?")

    assert draft["event_booking"]["conferencing"] == (meeting if stays else None)


def test_meetings_that_can_be_made_stand_after_the_link() -> None:
    assert list(choices(["Google Meet"]))[:3] == ["link", "made:Google Meet", "room"]
    assert "made:Google Meet" not in choices([])
