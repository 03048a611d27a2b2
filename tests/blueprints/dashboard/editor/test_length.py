import pytest

from tests.blueprints.dashboard.editor.desk import at, edit, save
from tests.browser import Browser
from webapp.models import Configuration


@pytest.mark.parametrize(
    ("label", "typed", "path", "value"),
    [
        ("Length in minutes", "45", "availability.duration_minutes", 45),
        ("Other lengths that guests can choose", " 15, 60,", "availability.duration_options", [15, 60]),
        ("Other lengths that guests can choose", "", "availability.duration_options", None),
        ("A new time every … minutes", "15", "availability.interval_minutes", 15),
        ("Begin at full … minutes", "5", "availability.round_to", 5),
    ],
)
def test_what_is_typed_is_stored(
    dashboard: Browser, intro: Configuration, label: str, typed: str, path: str, value: object
) -> None:
    assert save(dashboard, intro, {label: typed}).status == 303

    assert at(intro, path) == value


@pytest.mark.parametrize("typed", ["15, 15", "15; 60", "0", "a, b"])
def test_lengths_that_cannot_be_are_refused_beside_their_field(
    dashboard: Browser, intro: Configuration, typed: str
) -> None:
    page = save(dashboard, intro, {"Other lengths that guests can choose": typed})

    assert page.status == 422
    assert page.field("Other lengths that guests can choose").error
    assert page.field("Other lengths that guests can choose").value == typed


def test_other_lengths_are_counted_in_the_summary(dashboard: Browser, intro: Configuration) -> None:
    save(dashboard, intro, {"Other lengths that guests can choose": "15, 60"})

    assert "30 minutes · 2 other lengths" in edit(dashboard, intro).text
