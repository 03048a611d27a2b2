"""Asking about one of the lengths that a page offers."""

import pytest

from tests.browser import Browser
from tests.builders import availability, make_configuration
from tests.page import words
from webapp.models import Configuration, Grant

NINE_TO_TEN = [{"days": [0, 1, 2, 3, 4, 5, 6], "start": "09:00", "end": "10:00", "timezone": "UTC"}]


@pytest.fixture
def two_lengths(maya_grant: Grant) -> Configuration:
    """Half an hour or an hour, between nine and ten."""
    rules = {"default_open_hours": NINE_TO_TEN}
    return make_configuration(
        maya_grant, availability=availability(duration_minutes=30, duration_options=[60], rules=rules)
    )


@pytest.mark.parametrize(
    ("query", "times", "head"),
    [
        ("", 2, "30 minutes"),
        ("&duration_minutes=60", 1, "1 hour"),
        ("&duration_minutes=45", 2, "30 minutes"),
        ("&duration_minutes=²", 2, "30 minutes"),
    ],
)
def test_a_week_is_shown_for_the_chosen_length(
    dashboard: Browser, two_lengths: Configuration, query: str, times: int, head: str
) -> None:
    page = dashboard.open(f"/dashboard/pages/{two_lengths.id}/preview?timezone=UTC&date=2027-01-13{query}")

    days = [len(day.select("ul.chips > li")) for day in page.select("ol.week > li")]
    assert set(days) - {0} == {times}
    assert f"· {head}" in page.text


def test_why_is_answered_for_the_chosen_length(dashboard: Browser, two_lengths: Configuration) -> None:
    address = f"/dashboard/pages/{two_lengths.id}/explanation?date=2027-01-13&time=10:30"  # 9:30 in London

    half, whole = dashboard.open(address), dashboard.open(f"{address}&duration_minutes=60")

    assert "Guests can book this time." in half.text
    assert "Guests can book this time." not in whole.text
    assert whole.field("Length").value == "60"


def test_the_way_to_the_other_page_keeps_the_length(dashboard: Browser, two_lengths: Configuration) -> None:
    page = dashboard.open(f"/dashboard/pages/{two_lengths.id}/preview?duration_minutes=60")

    [way] = [link for link in page.select("main a") if words(link) == "Why is a time not offered?"]
    assert str(way["href"]).endswith("explanation?duration_minutes=60")


def test_a_page_of_one_length_has_nothing_to_choose(dashboard: Browser, intro: Configuration) -> None:
    assert dashboard.open(f"/dashboard/pages/{intro.id}/preview").select("#duration_minutes") == []
