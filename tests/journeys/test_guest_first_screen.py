"""What a phone shows before anybody has scrolled: the first free day, and times to tap."""

from collections.abc import Callable

import pytest
from playwright.sync_api import Page, ViewportSize, expect

from tests.journeys.conftest import MOSTLY_ON_SQLITE, ZONE

SMALL_PHONE = ViewportSize(width=360, height=740)

pytestmark = MOSTLY_ON_SQLITE


@pytest.mark.parametrize("java_script", [True, False])
@pytest.mark.parametrize("path", ["/intro-call", "/consultation"])
def test_the_first_free_day_and_three_of_its_times_are_on_the_first_screen(
    visit: Callable[..., Page], picture: Callable[[Page, str], None], path: str, java_script: bool
) -> None:
    page = visit(f"{path}?timezone={ZONE}", java_script=java_script, viewport=SMALL_PHONE)
    expect(page.locator("a.slot").nth(2)).to_be_visible()
    picture(page, f"first-screen-{path[1:]}")

    for seen in (
        page.locator("a.day").first,
        page.locator("a.day[aria-current]"),
        page.locator("a.slot").nth(2),
    ):
        box = seen.bounding_box()
        assert box is not None
        assert box["y"] + box["height"] <= SMALL_PHONE["height"]


def test_a_month_of_six_weeks_leaves_room_for_three_times(visit: Callable[..., Page]) -> None:
    page = visit(f"/intro-call?timezone={ZONE}", viewport=SMALL_PHONE)
    page.evaluate(
        """() => {
            const weeks = document.querySelector(".days tbody");
            weeks.querySelectorAll(".over").forEach((week) => week.remove());
            while (weeks.rows.length < 6) weeks.append(weeks.rows[0].cloneNode(true));
        }"""
    )

    box = page.locator("a.slot").nth(2).bounding_box()
    assert box is not None
    assert box["y"] + box["height"] <= SMALL_PHONE["height"]
