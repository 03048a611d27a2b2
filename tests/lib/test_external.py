"""Whether a provider has an event as its owner wants it."""

from dataclasses import replace
from typing import Any

import pytest

from webapp.lib.external import ExternalEvent, Occurrence, OwnEvent

THERE = Occurrence(
    recurrence_id=None, starts_at=0, ends_at=60, busy=True, title="Dentist", location=None, description="..."
)


def event(*occurrences: Occurrence) -> ExternalEvent:
    return ExternalEvent(id="1", uid="1", occurrences=occurrences)


@pytest.mark.parametrize(
    ("said", "stands"),
    [
        ({}, True),
        ({"title": "Dentist", "span": (0, 60), "busy": True, "location": ""}, True),
        ({"description": "notes are not compared"}, True),
        ({"title": "Doctor"}, False),
        ({"span": (0, 61)}, False),
        ({"busy": False}, False),
        ({"span": (0, 60), "days": ("2027-01-04", "2027-01-05")}, False),
    ],
)
def test_an_event_stands_when_all_that_is_said_is_so(said: dict[str, Any], stands: bool) -> None:
    assert OwnEvent(id="", **said).stands_in(event(THERE)) is stands


def test_a_day_becomes_hours_only_by_a_change() -> None:
    day = replace(THERE, days=("2027-01-04", "2027-01-05"))

    assert not OwnEvent(id="", span=(0, 60)).stands_in(event(day))


def test_what_comes_again_stands_nowhere() -> None:
    assert not OwnEvent(id="").stands_in(event(THERE, THERE))
