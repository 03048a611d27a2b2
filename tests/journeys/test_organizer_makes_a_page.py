"""An organizer makes a page, changes it and shares it, as Chromium sees it: with script, without, and on a phone."""

from collections.abc import Callable

import pytest
from playwright.sync_api import Page, ViewportSize, expect

from tests.journeys.conftest import DESKTOP, Live
from tests.journeys.organizer_steps import sign_in

Visit = Callable[..., Page]
Picture = Callable[[Page, str], None]
SMALL_PHONE = ViewportSize(width=360, height=740)
ON_SQLITE = pytest.mark.parametrize(
    "live", ["sqlite"], indirect=True
)  # no more of it depends on the database


@ON_SQLITE
@pytest.mark.parametrize("viewport", [DESKTOP, SMALL_PHONE], ids=["desktop", "phone"])
@pytest.mark.parametrize("java_script", [True, False], ids=["script", "no script"])
def test_an_organizer_makes_a_page_and_a_guest_opens_it(
    live: Live, visit: Visit, picture: Picture, viewport: ViewportSize, java_script: bool
) -> None:
    page = visit("/dashboard/pages", viewport=viewport, java_script=java_script)
    sign_in(page, live)
    picture(page, "1-pages")

    page.get_by_role("main").get_by_role("link", name="New page").click()
    page.get_by_label("Name").fill("Piano lesson")
    page.get_by_label("45 minutes").check()
    picture(page, "2-new")
    page.get_by_role("button", name="Create page").click()

    expect(page.get_by_role("status").first).to_contain_text("Your page is ready")
    link = page.get_by_role("textbox", name="Link", exact=True).input_value()
    picture(page, "3-share")

    guest = visit(link, viewport=viewport, java_script=java_script)
    expect(guest.get_by_role("heading", level=1)).to_have_text("Piano lesson")
    expect(guest.get_by_text("45 minutes")).to_be_visible()


@ON_SQLITE
def test_whoever_goes_back_and_presses_again_makes_no_second_page(live: Live, visit: Visit) -> None:
    page = visit("/dashboard/pages")
    sign_in(page, live)
    page.get_by_role("main").get_by_role("link", name="New page").click()
    page.get_by_label("Name").fill("Cello lesson")
    page.get_by_role("button", name="Create page").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Cello lesson")
    first = page.url

    page.go_back()
    page.get_by_role("button", name="Create page").click()

    expect(page).to_have_url(first)


@ON_SQLITE
def test_the_link_is_copied_by_a_button(live: Live, visit: Visit) -> None:
    page = visit("/dashboard/pages")
    sign_in(page, live)
    page.context.grant_permissions(["clipboard-read", "clipboard-write"])
    card = page.get_by_role("listitem").filter(has=page.get_by_role("heading", name="Consultation"))

    card.get_by_role("button", name="Copy link").click()

    expect(card.get_by_role("button", name="Copied")).to_be_visible()
    assert page.evaluate("navigator.clipboard.readText()") == f"{live.url}/consultation"


@ON_SQLITE
@pytest.mark.parametrize("java_script", [True, False], ids=["script", "no script"])
def test_what_an_organizer_changes_is_on_the_page_at_once(
    live: Live, visit: Visit, picture: Picture, java_script: bool
) -> None:
    page = visit("/dashboard/pages/new", java_script=java_script)
    sign_in(page, live)
    page.get_by_label("Name").fill("Violin lesson")
    page.get_by_role("button", name="Create page").click()
    link = page.get_by_role("textbox", name="Link", exact=True).input_value()
    page.get_by_role("main").get_by_role("link", name="Edit").click()

    page.get_by_label("Description").fill("Bring your own violin.")
    page.get_by_role("heading", name="Access").click()
    page.get_by_text("You confirm or decline each request").click()
    picture(page, "1-typed")
    page.get_by_role("button", name="Save").click()

    expect(page.get_by_role("status").first).to_contain_text("Saved.")
    guest = visit(link, java_script=java_script)
    expect(guest.get_by_text("Bring your own violin.")).to_be_visible()
    guest.locator("a.slot").first.click()
    expect(guest.get_by_role("button", name="Send request")).to_be_visible()
