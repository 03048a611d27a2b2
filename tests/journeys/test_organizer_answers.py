"""An organizer answers requests on the dashboard, as Chromium sees it: with script, without, and on a phone."""

from collections.abc import Callable

import pytest
from playwright.sync_api import Locator, Page, expect

from tests.journeys.conftest import MOSTLY_ON_SQLITE, PHONE, Live
from tests.journeys.organizer_steps import ask_for_a_time, sign_in
from tests.waiting import wait_for

pytestmark = MOSTLY_ON_SQLITE

Visit = Callable[..., Page]
Picture = Callable[[Page, str], None]
WEEK_SECONDS = 7 * 86_400


def test_an_organizer_confirms_a_request_and_sees_what_was_sent(
    live: Live, visit: Visit, picture: Picture
) -> None:
    ask_for_a_time(live, guest="Priya Raman")
    page = visit("/dashboard")
    sign_in(page, live)
    picture(page, "1-waiting")

    request_of(page, "Priya Raman").get_by_role("button", name="Confirm").click()

    answered = page.get_by_role("listitem").filter(has_text="Confirmed. Priya Raman will get an e-mail.")
    expect(answered.get_by_text("Booked", exact=True)).to_be_visible()
    expect(page).to_have_url(f"{live.url}/dashboard")
    picture(page, "2-confirmed")

    answered.get_by_role("link", name="Priya Raman").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Priya Raman")
    expect(page.get_by_text("Requested by the guest, through the API")).to_be_visible()
    expect(page.get_by_text("Confirmed by the organizer, on the dashboard")).to_be_visible()
    expect_delivered(page, "Confirmed, to the guest")
    picture(page, "3-booking")


def test_an_organizer_declines_without_script_and_says_why(
    live: Live, visit: Visit, picture: Picture
) -> None:
    ask_for_a_time(live, guest="Tomás Ortega")
    page = visit("/dashboard", java_script=False)
    sign_in(page, live)

    request = request_of(page, "Tomás Ortega")
    request.get_by_text("Decline", exact=True).click()
    request.get_by_label("Reason").fill("I am travelling that week.")
    picture(page, "1-reason")
    request.get_by_role("button", name="Decline the request").click()

    expect(page.get_by_role("status")).to_have_text("Declined. Tomás Ortega will get an e-mail.")
    page.goto("/dashboard/bookings?kind=cancelled")
    page.get_by_role("link", name="Tomás Ortega").click()
    expect(page.get_by_role("blockquote")).to_have_text("I am travelling that week.")
    picture(page, "2-declined")


@pytest.mark.slow
def test_an_organizer_answers_on_a_phone(live: Live, visit: Visit, picture: Picture) -> None:
    ask_for_a_time(live, guest="Bartholomew Featherstonehaugh-Cholmondeley")
    page = visit("/dashboard", viewport=PHONE)
    sign_in(page, live)

    for path in ("/dashboard", "/dashboard/bookings", "/dashboard/pages", "/dashboard/deliveries"):
        page.goto(path)
        assert page.evaluate("document.documentElement.scrollWidth <= innerWidth"), path
    page.goto("/dashboard")
    request = request_of(page, "Bartholomew")
    request.get_by_text("Decline", exact=True).click()
    picture(page, "1-decline")
    request.get_by_role("button", name="Decline the request").click()

    expect(page.get_by_text("Declined. Bartholomew")).to_be_visible()
    picture(page, "2-declined")


@pytest.mark.parametrize("java_script", [True, False], ids=["script", "no-script"])
def test_of_two_windows_the_slower_is_told_that_it_was_answered(
    live: Live, visit: Visit, java_script: bool
) -> None:
    guest = f"Lena Fischer {java_script}"
    ask_for_a_time(live, guest=guest)
    quick, slow = visit("/dashboard", java_script=java_script), visit("/dashboard", java_script=java_script)
    for page in (quick, slow):
        sign_in(page, live)

    request_of(quick, guest).get_by_role("button", name="Confirm").click()
    expect(quick.get_by_text(f"Confirmed. {guest}")).to_be_visible()
    request_of(slow, guest).get_by_role("button", name="Confirm").click()

    expect(slow.get_by_role("alert").filter(visible=True)).to_have_text("The booking is already confirmed.")


def test_signing_out_shuts_the_dashboard(live: Live, visit: Visit, picture: Picture) -> None:
    page = visit("/dashboard/pages")
    picture(page, "1-sign-in")
    sign_in(page, live)
    expect(page).to_have_url(f"{live.url}/dashboard/pages")
    expect(page.get_by_role("link", name=live.demo["booking_page"])).to_be_visible()
    picture(page, "2-pages")

    page.get_by_role("button", name="Sign out").click()

    expect(page.get_by_role("status")).to_have_text("You are signed out.")
    page.goto("/dashboard")
    expect(page.get_by_role("heading", level=1)).to_have_text("Sign in")


def request_of(page: Page, guest: str) -> Locator:
    return page.locator(".request").filter(has_text=guest)


def expect_delivered(page: Page, heading: str) -> None:
    """The worker has a moment to do its work; the page tells after it is loaded again."""
    row = page.get_by_role("listitem").filter(has_text=heading)

    def is_delivered() -> bool:
        page.reload()
        return row.get_by_text("Kept as a file", exact=True).first.is_visible()

    wait_for(is_delivered, what=row.all_inner_texts)
