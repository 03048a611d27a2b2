"""A guest comes back to a booking by its link: moves it, and cancels it."""

import re
from collections.abc import Callable
from email import message_from_bytes, policy

import pytest
from playwright.sync_api import Page, expect

from tests.journeys.conftest import MOSTLY_ON_SQLITE, Live
from tests.journeys.guest_steps import choose_day
from tests.waiting import wait_for

pytestmark = MOSTLY_ON_SQLITE

Visit = Callable[..., Page]
Picture = Callable[[Page, str], None]


@pytest.mark.parametrize(("java_script", "day"), [(True, 6), (False, 8)], ids=["script", "no-script"])
def test_a_guest_moves_a_booking_and_then_cancels_it(
    live: Live, visit: Visit, picture: Picture, java_script: bool, day: int
) -> None:
    page = visit("/intro-call?timezone=Europe/Stockholm", java_script=java_script)
    booked(page, day)
    before = page.locator("article time").first.get_attribute("datetime")

    page.get_by_role("link", name="Reschedule").click()
    picture(page, "1-times")
    page.locator("#times a").last.click()
    picture(page, "2-question")
    page.get_by_role("button", name="Reschedule").click()

    expect(page.get_by_role("heading", level=1)).to_have_text("Your booking has a new time")
    assert page.locator("article time").first.get_attribute("datetime") != before

    page.get_by_role("link", name="Cancel the booking").click()
    page.get_by_label("Why are you cancelling?").fill("My train is late")
    picture(page, "3-cancel")
    page.get_by_role("button", name="Cancel the booking").click()

    expect(page.get_by_role("heading", level=1)).to_have_text("Your booking has been cancelled")
    expect(page.get_by_text("My train is late")).to_be_visible()
    expect(page.get_by_role("link", name="Reschedule")).to_have_count(0)
    picture(page, "4-cancelled")


def test_the_organizer_answers_from_the_link_in_the_mail(live: Live, visit: Visit, picture: Picture) -> None:
    page = visit("/consultation?timezone=Europe/Stockholm")
    choose_day(page, 10)
    page.locator("#times a").first.click()
    page.get_by_label("Your name").fill("Ada Lovelace")
    page.get_by_label("E-mail").fill("ada.asks@example.org")
    page.get_by_label("What should we work on?").select_option("A brand")
    page.get_by_role("button", name="Send request").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Your request has been sent")

    organizer = visit(confirmation_link(live))
    expect(organizer.get_by_role("heading", level=1)).to_have_text("Ada Lovelace requests a time")
    picture(organizer, "1-asked")
    organizer.get_by_role("button", name="Confirm").click()

    expect(organizer.get_by_role("heading", level=1)).to_have_text("Ada Lovelace is booked")
    picture(organizer, "2-confirmed")
    page.reload()
    expect(page.get_by_role("heading", level=1)).to_have_text("You are booked")


def confirmation_link(live: Live) -> str:
    """The path in the newest mail that asks Maya for an answer."""
    found: list[str] = []

    def look() -> bool:
        for mail in sorted((live.data / "mail").glob("*.eml"), key=lambda path: path.stat().st_mtime):
            body = message_from_bytes(mail.read_bytes(), policy=policy.default).get_body(("plain",))
            said = body.get_content() if body else ""
            if "ada.asks@example.org" in said:
                found.extend(re.findall(r"/bookings/[\w-]+/confirm", said))
        return bool(found)

    wait_for(look, what=lambda: "no mail with a link to confirm")
    return found[-1]


def booked(page: Page, day: int) -> None:
    choose_day(page, day)
    page.locator("#times a").first.click()
    page.get_by_label("Your name").fill("Ada Lovelace")
    page.get_by_label("E-mail").fill("ada@example.org")
    page.get_by_role("button", name="Book this time").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("You are booked")
