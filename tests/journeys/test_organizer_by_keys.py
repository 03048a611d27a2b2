"""An organizer answers by keys alone, and takes the list away as a file, as Chromium sees it."""

import csv
from collections.abc import Callable
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from tests.journeys.conftest import Live
from tests.journeys.organizer_steps import ask_for_a_time, sign_in

Visit = Callable[..., Page]
GUESTS = ["Ada Key", "Bo Key", "Cy Key", "Di Key", "Ed Key"]


@pytest.mark.parametrize("live", ["sqlite"], indirect=True)
def test_five_requests_are_decided_by_keys_alone(live: Live, visit: Visit) -> None:
    for guest in GUESTS:
        ask_for_a_time(live, guest=guest)
    page = visit("/dashboard/bookings?kind=pending&q=Key")
    sign_in(page, live)
    waiting = page.locator(".request:not(.answered)")
    expect(waiting).to_have_count(len(GUESTS))
    expect(page.locator("#keys")).to_be_visible()  # by the script, which listens from then on

    for left in range(len(GUESTS), 0, -1):
        page.keyboard.press("j")
        if left % 2:
            page.keyboard.press("c")
        else:
            page.keyboard.press("d")
            page.keyboard.type("Not this week; j, k and c are letters here.")
            page.keyboard.press("Tab")
            page.keyboard.press("Enter")
        expect(waiting).to_have_count(left - 1)

    expect(page.locator(".request").get_by_text("Confirmed.")).to_have_count(3)
    expect(page.locator(".request").get_by_text("Declined.")).to_have_count(2)


@pytest.mark.parametrize("live", ["sqlite"], indirect=True)
def test_keys_are_listed_and_switched_off_for_good(live: Live, visit: Visit) -> None:
    ask_for_a_time(live, guest="Flo Off")
    page = visit("/dashboard/bookings?kind=pending&q=Off")
    sign_in(page, live)
    expect(page.locator("#keys")).to_be_visible()
    page.keyboard.press("?")
    expect(page.get_by_text("The next one, the one before")).to_be_visible()

    page.get_by_label("Use these shortcuts in this browser").uncheck()
    page.reload()
    page.keyboard.press("j")
    page.keyboard.press("c")

    expect(page.locator(".request:focus")).to_have_count(0)
    expect(page.get_by_role("button", name="Confirm")).to_be_visible()


@pytest.mark.parametrize("live", ["sqlite"], indirect=True)
def test_a_list_is_taken_away_and_read_back(live: Live, visit: Visit, tmp_path: Path) -> None:
    ask_for_a_time(live, guest="=Gus Export")
    page = visit("/dashboard/bookings?kind=pending&q=Export")
    sign_in(page, live)

    with page.expect_download() as begun:
        page.get_by_role("link", name="As a table (CSV)").click()
    begun.value.save_as(tmp_path / "bookings.csv")

    text = (tmp_path / "bookings.csv").read_text(encoding="utf-8-sig")
    [row] = csv.DictReader(text.splitlines())
    assert (row["Name"], row["State"]) == ("'=Gus Export", "Waiting for an answer")
