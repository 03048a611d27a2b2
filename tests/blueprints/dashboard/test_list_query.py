"""The filters of a list, as they stand in an address."""

import pytest

from tests.browser import Browser
from tests.builders import HOUR, TOMORROW_AT_TEN, make_booking, make_configuration
from tests.page import Page
from webapp.models import Configuration, Grant
from webapp.services.bookings.commands import Person


@pytest.fixture
def two(intro: Configuration, maya_grant: Grant) -> Configuration:
    """Priya on one page, and Ada on another, which is returned."""
    other = make_configuration(maya_grant, slug="other", event_booking={"title": "Review", "timezone": "UTC"})
    make_booking(intro)
    make_booking(other, TOMORROW_AT_TEN + HOUR, guest=Person(name="Ada Byron", email="ada@example.com"))
    return other


def shown(dashboard: Browser, query: str) -> tuple[bool, bool]:
    """Whether Priya and Ada are listed."""
    text = dashboard.open(f"/dashboard/bookings?{query}").text
    return "Priya Raman" in text, "Ada Byron" in text


def form(page: Page) -> dict[str, str]:
    return dict(page.form("Search").values)


@pytest.mark.parametrize(
    ("query", "who"),
    [
        ("q=review", (False, True)),
        ("from=2027-01-05&to=2027-01-05", (True, True)),
        ("from=2027-01-06", (False, False)),
        ("to=2027-01-04", (False, False)),
        ("host=maya@example.com", (True, True)),
        ("page=nothing&host=nobody&order=sideways", (True, True)),
    ],
)
def test_a_list_shows_what_its_filters_let_through(
    dashboard: Browser, two: Configuration, query: str, who: tuple[bool, bool]
) -> None:
    assert shown(dashboard, query) == who


def test_a_page_is_chosen_and_goes_along_with_every_link(dashboard: Browser, two: Configuration) -> None:
    page = dashboard.open(f"/dashboard/bookings?page={two.id}&order=reversed")

    assert "Ada Byron" in page.text
    assert "Priya Raman" not in page.text
    assert form(page)["page"] == two.id
    assert f"page={two.id}&order=reversed" in page.links["As a table (CSV)"]


def test_a_date_that_is_none_is_said_beside_its_field(dashboard: Browser, two: Configuration) -> None:
    page = dashboard.open("/dashboard/bookings?from=yesterday")

    assert page.status == 200
    assert [str(error["id"]) for error in page.select(".error")] == ["f-from-error"]
    assert "Priya Raman" in page.text
