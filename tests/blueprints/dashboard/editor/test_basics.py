import pytest

from tests.blueprints.dashboard.editor.desk import at, save
from tests.browser import Browser
from webapp.models import Configuration


@pytest.mark.parametrize(
    ("label", "typed", "path", "value"),
    [
        ("Name", "First call", "name", "First call"),
        ("Address", "first-call", "slug", "first-call"),
        ("Title in the calendar", "Call", "event_booking.title", "Call"),
        ("Description", "One.\nTwo.", "event_booking.description", "One.\nTwo."),
        ("Place", "Room 5", "event_booking.location", "Room 5"),
        ("Place", "", "event_booking.location", None),
    ],
)
def test_what_is_typed_is_stored(
    dashboard: Browser, intro: Configuration, label: str, typed: str, path: str, value: object
) -> None:
    assert save(dashboard, intro, {label: typed}).status == 303

    assert at(intro, path) == value
