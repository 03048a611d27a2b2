"""A scheduling page inside another website, as Chromium sees it, with the examples of `docs/embedding.md`.

The product is at 127.0.0.1 and the website at localhost, which is another site: no cookie of ours is sent there.
"""

from collections.abc import Callable

import nylas
import pytest
from playwright.sync_api import Browser, Page, expect
from pytest_httpserver import HTTPServer

from tests.journeys.axe import broken_rules
from tests.journeys.conftest import DESKTOP, PHONE, ZONE, Live
from tests.journeys.websites import Website, book, example, examples, heard, invitation, page_for, real
from tests.waiting import wait_for

pytestmark = pytest.mark.parametrize("live", ["sqlite"], indirect=True)

Visit = Callable[..., Page]
Picture = Callable[[Page, str], None]
INLINE, POPUP, BUTTON, BY_CALL = range(4)


@pytest.fixture(params=["another site", "the same site"])
def website(request: pytest.FixtureRequest, httpserver: HTTPServer, live: Live) -> Website:
    """With and without cookies of ours in its frames."""
    return Website(httpserver, live, another_site=request.param == "another site")


@pytest.fixture
def shop(httpserver: HTTPServer, live: Live) -> Website:
    """A website of another site."""
    return Website(httpserver, live, another_site=True)


@pytest.fixture
def address(shop: Website, live: Live, sdk: nylas.Client, grant_email: str) -> str:
    """The address of a scheduling page that the shop may show."""
    return page_for(shop.origin, live=live, sdk=sdk, email=grant_email).address


def wait_until_resized(page: Page, *, times: int = 1) -> None:
    """Asked again and again from here: a condition that waits in the page would need `eval`, which it forbids."""
    wait_for(lambda: len(heard(page, "resized")) >= times, what=lambda: page.evaluate("heard"))


def test_a_guest_books_without_leaving_the_website(
    website: Website, live: Live, sdk: nylas.Client, grant_email: str, visit: Visit, picture: Picture
) -> None:
    own = page_for(website.origin, live=live, sdk=sdk, email=grant_email)
    page = visit(website.shows(example(INLINE, own.address)))
    framed = page.frame_locator("iframe")

    book(framed, page)

    picture(page, "booked")
    [told] = heard(page, "booked")
    assert told["status"] == "booked"
    assert bool(page.context.cookies(live.url)) == website.gets_cookies
    made = sdk.scheduler.bookings.find(str(told["booking_id"]), {"configuration_id": own.id}).data
    assert made.status == "booked"
    assert page.url.startswith(website.origin)
    framed.get_by_role("link", name="Cancel the booking").click()
    framed.get_by_role("button", name="Cancel the booking").click()
    expect(framed.get_by_role("heading", level=1)).to_have_text("Your booking has been cancelled")
    assert len(heard(page, "booked")) == 1


def test_the_frame_is_as_high_as_the_page_in_it(
    shop: Website, address: str, visit: Visit, picture: Picture
) -> None:
    page = visit(shop.shows(example(INLINE, address)), viewport=PHONE)
    framed = page.frame_locator("iframe")
    expect(framed.locator("#picker")).to_be_visible()

    wait_until_resized(page)

    def overhang() -> int:
        return int(framed.locator("html").evaluate("html => html.scrollHeight - innerHeight"))

    assert overhang() <= 0
    before = page.locator("iframe").bounding_box()
    picture(page, "1-times")
    framed.locator("#times a").first.click()
    expect(framed.get_by_label("Your name")).to_be_visible()
    wait_until_resized(page, times=2)
    after = page.locator("iframe").bounding_box()
    picture(page, "2-form")
    assert overhang() <= 0
    assert before
    assert after
    assert before["height"] != after["height"]


def test_what_is_not_said_by_the_frame_is_not_believed(shop: Website, address: str, visit: Visit) -> None:
    page = visit(shop.shows(example(INLINE, address)))
    wait_until_resized(page)

    page.evaluate(
        """() => new Promise((done) => {
            addEventListener("message", ({ data }) => data === "after" && done());
            postMessage({ type: "openslot:booked", redirect_url: "/elsewhere" }, "*");
            postMessage("after", "*");
        })"""
    )

    assert heard(page, "booked") == []


def test_a_popup_is_closed_by_the_keyboard_and_gives_the_focus_back(
    shop: Website, address: str, visit: Visit, picture: Picture
) -> None:
    page = visit(shop.shows(example(POPUP, address)))
    link = page.get_by_role("link", name="Book a time")
    expect(link).to_be_visible()

    link.press("Enter")
    framed = page.frame_locator("iframe[title='Book a time']")
    expect(framed.locator("#picker")).to_be_visible()
    expect(page.get_by_role("button", name="Close")).to_be_focused()
    picture(page, "open")
    page.keyboard.press("Escape")
    expect(page.locator("dialog")).to_have_count(0)
    expect(link).to_be_focused()

    link.press("Enter")
    expect(framed.locator("#picker")).to_be_visible()
    wait_until_resized(page, times=2)
    framed.get_by_label("Time zone").focus()
    page.keyboard.press("Escape")
    expect(page.locator("dialog")).to_have_count(0)
    expect(link).to_be_focused()
    assert len(heard(page, "closed")) == 2


def test_the_focus_stays_in_the_popup(shop: Website, address: str, visit: Visit) -> None:
    page = visit(shop.shows(example(POPUP, address) + '<p><a href="/elsewhere">Elsewhere</a></p>'))
    page.get_by_role("link", name="Book a time").click()
    expect(page.frame_locator("iframe").locator("#picker")).to_be_visible()

    page.frame_locator("iframe").locator("#times a").last.focus()
    for _ in range(4):
        page.keyboard.press("Tab")
        assert page.evaluate("document.activeElement.matches('body, dialog, dialog *')")
        assert page.evaluate("document.activeElement.matches('[href=\"/elsewhere\"]')") is False


def test_a_button_in_the_corner_opens_the_popup(
    shop: Website, address: str, visit: Visit, picture: Picture
) -> None:
    page = visit(shop.shows(example(BUTTON, address)), viewport=PHONE)
    button = page.get_by_role("link", name="Book a time")
    expect(button).to_have_css("position", "fixed")
    picture(page, "button")

    button.click()

    expect(page.frame_locator("iframe").locator("#picker")).to_be_visible()
    picture(page, "open")


def test_the_calls_of_the_document_work(shop: Website, address: str, visit: Visit) -> None:
    script = real(examples("js")[0], address)
    page = visit(shop.shows(example(BY_CALL, address), script=script))

    book(page.frame_locator("iframe"), page)

    wait_for(lambda: page.title().startswith("Booked: "), what=page.title)


def test_a_website_goes_to_its_own_page_after_a_booking(
    shop: Website, live: Live, sdk: nylas.Client, grant_email: str, visit: Visit
) -> None:
    thanks = shop.shows("<p>Thank you.</p>")
    scheduler = {
        "min_booking_notice": 60,
        "available_days_in_future": 20,
        "confirmation_redirect_url": thanks,
    }
    own = page_for(shop.origin, live=live, sdk=sdk, email=grant_email, scheduler=scheduler)
    page = visit(shop.shows(example(INLINE, own.address)))
    framed = page.frame_locator("iframe")
    framed.locator("#times a").first.click()
    framed.get_by_label("Your name").fill("Priya Raman")
    framed.get_by_label("E-mail").fill("priya@example.com")

    framed.get_by_role("button", name="Book this time").click()

    expect(page.get_by_text("Thank you.")).to_be_visible()
    assert page.url.startswith(f"{thanks}?booking_id=")


def test_a_website_that_is_not_listed_shows_the_link_and_nothing_else(
    shop: Website, live: Live, sdk: nylas.Client, grant_email: str, chrome: Browser
) -> None:
    address = page_for("https://another.example", live=live, sdk=sdk, email=grant_email).address
    context = chrome.new_context(viewport=DESKTOP)
    page = context.new_page()

    page.goto(shop.shows(example(INLINE, address)))

    expect(page.locator("iframe")).to_have_count(1)
    expect(page.frame_locator("iframe").locator("#picker")).to_have_count(0)
    expect(page.locator("iframe")).to_have_count(0)  # nothing has answered
    expect(page.get_by_role("link", name="Book a time")).to_have_attribute("href", address)
    assert page.evaluate("heard") == []
    context.close()


def test_without_script_the_snippet_is_a_link(shop: Website, address: str, visit: Visit) -> None:
    page = visit(shop.shows(example(INLINE, address)), java_script=False)

    page.get_by_role("link", name="Book a time").click()

    expect(page.locator("#picker")).to_be_visible()
    assert page.url == address


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_the_page_is_as_light_or_dark_as_the_website_whatever_the_device_prefers(
    shop: Website, address: str, visit: Visit, picture: Picture, scheme: str
) -> None:
    page = visit(shop.shows(example(INLINE, address), scheme=scheme))
    page.emulate_media(color_scheme="dark" if scheme == "light" else "light")
    framed = page.frame_locator("iframe")

    expect(framed.locator(".card")).to_have_css("background-color", CARD[scheme])

    expect(framed.locator("body")).to_have_css("background-color", "rgba(0, 0, 0, 0)")
    expect(page.locator("iframe")).to_have_css("color-scheme", scheme)
    expect(framed.locator("html")).to_have_css("color-scheme", scheme)
    picture(page, scheme)


CARD = {"light": "rgb(255, 255, 255)", "dark": "rgb(22, 26, 24)"}


@pytest.mark.parametrize("kind", [INLINE, POPUP])
def test_axe_has_nothing_against_it(shop: Website, address: str, visit: Visit, kind: int) -> None:
    page = visit(shop.shows(example(kind, address)))
    if kind != INLINE:
        page.get_by_role("link", name="Book a time").click()
    expect(page.frame_locator("iframe").locator("#picker")).to_be_visible()

    found = broken_rules(page, "light")

    assert found == []
    inside = visit(f"{address}?embed=1&scheme=dark&timezone={ZONE}")
    assert broken_rules(inside, "light") == []


def test_a_guest_who_was_invited_books_inside_the_website(
    shop: Website, live: Live, sdk: nylas.Client, grant_email: str, visit: Visit
) -> None:
    own = page_for(shop.origin, live=live, sdk=sdk, email=grant_email, requires_session_auth=True)
    snippet = example(INLINE, own.address).replace(f'href="{own.address}"', f'href="{invitation(own, live)}"')
    page = visit(shop.shows(snippet))

    book(page.frame_locator("iframe"), page)

    assert len(heard(page, "booked")) == 1
