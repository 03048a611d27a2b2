import pytest

from tests.blueprints.dashboard.editor.desk import at, edit, save
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


SITES = "Websites that may show this page"


def test_websites_are_typed_one_in_a_line_and_stored_with_spaces(
    dashboard: Browser, intro: Configuration
) -> None:
    save(dashboard, intro, {SITES: "https://a.example\r\n\r\n  https://b.example "})

    assert at(intro, "appearance.embed_origins") == "https://a.example https://b.example"
    assert edit(dashboard, intro).field(SITES).value == "https://a.example\nhttps://b.example"


def test_without_a_website_nothing_is_stored(dashboard: Browser, intro: Configuration) -> None:
    save(dashboard, intro, {SITES: "https://a.example"})
    save(dashboard, intro, {SITES: ""})

    assert "embed_origins" not in (at(intro, "appearance") or {})


def test_what_is_no_website_is_said_beside_it_and_kept(dashboard: Browser, intro: Configuration) -> None:
    page = save(dashboard, intro, {SITES: "https://a.example/contact"})

    assert page.status == 422
    assert page.field(SITES).value == "https://a.example/contact"
    assert "“https://a.example/contact” is not the address of a website alone." in page.field(SITES).error
