import pytest

from tests.blueprints.dashboard.editor.desk import at, save
from tests.browser import Browser
from webapp.models import Configuration


@pytest.mark.parametrize(
    ("label", "typed", "path", "value"),
    [
        ("Who can open the page", "invited", "requires_session_auth", True),
        (
            "When somebody chooses a time",
            "organizer-confirmation",
            "event_booking.booking_type",
            "organizer-confirmation",
        ),
    ],
)
def test_what_is_typed_is_stored(
    dashboard: Browser, intro: Configuration, label: str, typed: str, path: str, value: object
) -> None:
    assert save(dashboard, intro, {label: typed}).status == 303

    assert at(intro, path) == value
