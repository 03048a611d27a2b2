import pytest

from tests.blueprints.dashboard.editor.desk import at, save
from tests.browser import Browser
from webapp.models import Configuration


@pytest.mark.parametrize(
    ("label", "typed", "path", "value"),
    [
        ("Length in minutes", "45", "availability.duration_minutes", 45),
        ("A new time every … minutes", "15", "availability.interval_minutes", 15),
        ("Begin at full … minutes", "5", "availability.round_to", 5),
    ],
)
def test_what_is_typed_is_stored(
    dashboard: Browser, intro: Configuration, label: str, typed: str, path: str, value: object
) -> None:
    assert save(dashboard, intro, {label: typed}).status == 303

    assert at(intro, path) == value
