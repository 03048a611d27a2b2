"""Configurations that cannot be."""

from typing import Any

import pytest

from tests.blueprints.api.bad_input.conftest import INVALID, NOBODY, rows
from tests.blueprints.api.conftest import Api, error
from tests.builders import (
    document,
    participant,
)
from webapp.models import Configuration

WRONG_CONFIGURATIONS: dict[str, tuple[Any, str]] = {
    "no participants": ({"participants": []}, "participants"),
    "participants null": ({"participants": None}, "participants"),
    "two organizers": ({"participants": [participant(), participant("jonas@example.com")]}, "organizer"),
    "a stranger": ({"participants": [participant("nobody@example.com")]}, "participants[0]"),
    "hours that end before they start": (
        {
            "availability": {
                "duration_minutes": 30,
                "availability_rules": {
                    "default_open_hours": [{"days": [1], "start": "17:00", "end": "09:00", "timezone": "UTC"}]
                },
            }
        },
        "open_hours",
    ),
    "no duration": ({"availability": {}}, "availability.duration_minutes"),
    "a duration of nothing": ({"availability": {"duration_minutes": 0}}, "availability.duration_minutes"),
    "no title": ({"event_booking": {}}, "event_booking.title"),
    "an unknown zone": ({"event_booking": {"title": "x", "timezone": "Mars"}}, "event_booking.timezone"),
    "an address that is a script": (
        {"scheduler": {"confirmation_redirect_url": "javascript:alert(1)"}},
        "scheduler.confirmation_redirect_url",
    ),
    "a number that JSON cannot carry": (
        {"scheduler": {"additional_fields": {"a": {"label": "A", "type": "text", "order": 1e300}}}},
        "order",
    ),
    "a slug of the program's own": ({"slug": "dashboard"}, "slug"),
    "a slug that is an id": ({"slug": NOBODY}, "slug"),
    "a slug with a slash": ({"slug": "a/b"}, "slug"),
    "a slug that is a number": ({"slug": 7}, "slug"),
    "a group": ({"type": "group"}, "type"),
}


@pytest.mark.parametrize("kind", WRONG_CONFIGURATIONS)
def test_a_wrong_configuration_is_refused_when_made_and_when_changed(
    api: Api, page: Configuration, kind: str
) -> None:
    changes, named = WRONG_CONFIGURATIONS[kind]
    path = f"/grants/{page.grant_id}/scheduling/configurations"
    before = rows()

    refused = [api.post(path, {**document(slug="new"), **changes}), api.put(f"{path}/{page.id}", changes)]

    for answer in refused:
        assert error(answer)[:2] == INVALID
        assert named in error(answer)[2]
    assert rows() == before


def test_a_slug_is_taken_once(api: Api, page: Configuration) -> None:
    refused = api.post(f"/grants/{page.grant_id}/scheduling/configurations", document())

    assert error(refused) == (*INVALID, "`slug` is already taken by another configuration.")


PATTERN = "scheduler.additional_fields.topic.pattern"


@pytest.mark.parametrize(
    ("pattern", "message"),
    [
        (
            "[a-z-]",
            f"`{PATTERN}` needs a backslash before - at character 5, or something is missing before it.",
        ),
        (
            "(?=a)",
            f"`{PATTERN}` looks ahead or behind at character 1, which is not supported: it can take too long.",
        ),
        ("a\0", f"`{PATTERN}` must not contain control characters or line breaks."),
        ("a" * 201, f"`{PATTERN}` must be at most 200 characters long."),
    ],
)
def test_a_pattern_that_cannot_be_used_is_refused_with_its_place(
    api: Api, page: Configuration, pattern: str, message: str
) -> None:
    topic = {"label": "Topic", "type": "text", "pattern": pattern}
    before = rows()

    refused = api.post(
        f"/grants/{page.grant_id}/scheduling/configurations",
        document(scheduler={"additional_fields": {"topic": topic}}),
    )

    assert error(refused) == (*INVALID, message)
    assert rows() == before
