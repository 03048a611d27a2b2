"""An organizer blocks an afternoon in two taps, and guests see that it is gone: with script and without."""

from collections.abc import Callable

import pytest
from playwright.sync_api import Page, expect

from tests.journeys.conftest import PHONE, Live
from tests.journeys.guest_steps import choose_day
from tests.journeys.organizer_steps import sign_in

# What a browser shows and does is the same whatever the database.
pytestmark = pytest.mark.parametrize("live", ["sqlite"], indirect=True)

Visit = Callable[..., Page]
ZONE = "timezone=Europe/Stockholm"


@pytest.mark.parametrize(("java_script", "viewport", "number"), [(True, None, 6), (False, PHONE, 7)])
def test_an_afternoon_is_blocked_and_the_page_changes(
    live: Live, visit: Visit, java_script: bool, viewport: dict[str, int] | None, number: int
) -> None:
    shape = {"viewport": viewport} if viewport else {}
    guest = visit(f"/intro-call?{ZONE}", **shape)
    choose_day(guest, number)
    day = guest.locator("#picker td a[aria-current=date]").get_attribute("href") or ""
    date = day.partition("day=")[2][:10]
    afternoon = guest.locator("#times a").filter(has_text="PM")
    expect(afternoon.first).to_be_visible()

    page = visit("/dashboard", java_script=java_script, **shape)
    sign_in(page, live)
    page.goto(f"/dashboard/calendar?date={date}")
    theirs = page.locator(f"#day-{date}")
    theirs.locator("summary").click()
    theirs.get_by_role("button", name="Block: Afternoon").click()
    expect(page.get_by_text("Guests cannot book then.")).to_be_visible()

    guest.reload()
    expect(guest.locator("#picker")).to_be_visible()
    expect(afternoon).to_have_count(0)

    page.get_by_role("button", name="Undo").click()
    expect(page.get_by_text("The time is free again.")).to_be_visible()
    guest.reload()
    expect(afternoon.first).to_be_visible()
