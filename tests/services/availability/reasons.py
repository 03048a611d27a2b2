"""What is against a start, as the tests ask for it, and the hours of an office."""

from typing import Any

from tests.builders import NOW, TOMORROW_AT_TEN
from webapp.models import Configuration
from webapp.scheduling import Reason
from webapp.services.availability import explanations
from webapp.services.availability.explanations import PROGRAM, Asker

OFFICE = [{"days": [1, 2, 3, 4, 5], "start": "9:00", "end": "17:00", "timezone": "UTC"}]


def explained(
    configuration: Configuration,
    at: int = TOMORROW_AT_TEN,
    *,
    now: int = NOW,
    asker: Asker = PROGRAM,
    **more: Any,
) -> tuple[Reason, ...]:
    """The reasons against one start of the grid."""
    found = explanations.explained(configuration, start=at, end=at + 1, now=now, asker=asker, **more)
    assert [explanation.starts_at for explanation in found] == [at]
    return found[0].reasons


def reason(configuration: Configuration, at: int = TOMORROW_AT_TEN, **more: Any) -> Reason:
    """The one reason against a start."""
    found = explained(configuration, at, **more)
    assert len(found) == 1, found
    return found[0]
