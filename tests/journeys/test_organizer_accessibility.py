"""The organizer's pages for those who cannot see them well, or see little of them at once.

Every run looks at light colours on a desktop, and at large letters on a phone; the slow tests at all else.
"""

from collections.abc import Callable

import pytest
from playwright.sync_api import Page, ViewportSize, expect

from tests.journeys.axe import broken_rules
from tests.journeys.conftest import DESKTOP, PHONE, Live
from tests.journeys.organizer_steps import sign_in

# What a browser shows and does is the same whatever the database.
pytestmark = pytest.mark.parametrize("live", ["sqlite"], indirect=True)

Visit = Callable[..., Page]

BOTH_ARROWS = """() => {
  const arrows = ["#back", "#forward"].map(name => document.querySelector(name)?.getBoundingClientRect());
  return arrows.every(arrow => arrow && arrow.width) && arrows.map(arrow => arrow.toJSON());
}"""
SMALL: ViewportSize = {"width": 320, "height": 640}
PAGES = [
    "/dashboard",
    "/dashboard/bookings?kind=pending",
    "/dashboard/bookings",
    "/dashboard/bookings/feed",
    "/dashboard/calendar",
    "/dashboard/calendar?view=month",
    "/dashboard/calendar/events/new",
    "/dashboard/calendar/away",
    "/dashboard/pages",
    "/dashboard/pages/new",
    "/dashboard/pages/{page}/edit",
    "/dashboard/pages/{page}/share",
    "/dashboard/pages/{page}/invitations",
    "/dashboard/pages/{page}/preview",
    "/dashboard/pages/{page}/explanation",
    "/dashboard/pages/{page}/delete",
    "/dashboard/pages/{page}/book",
    "/dashboard/people",
    "/dashboard/settings/keys",
    "/dashboard/deliveries",
    "/dashboard/sign-ins",
    "/dashboard/components",
    "/dashboard/components?side=guest",
]


@pytest.mark.parametrize(
    ("scheme", "viewport"),
    [
        ("light", DESKTOP),
        pytest.param("dark", DESKTOP, marks=pytest.mark.slow),
        pytest.param("light", PHONE, marks=pytest.mark.slow),
        pytest.param("dark", PHONE, marks=pytest.mark.slow),
    ],
)
def test_every_page_keeps_the_rules(live: Live, visit: Visit, scheme: str, viewport: ViewportSize) -> None:
    page = visit("/dashboard", viewport=viewport)
    sign_in(page, live)

    found = {}
    for path in PAGES:
        page.goto(path.format(page=live.demo["configuration_id"]))
        found[path] = broken_rules(page, scheme)

    assert found == {path: [] for path in PAGES}


@pytest.mark.parametrize(
    ("viewport", "letters"), [(PHONE, 32), pytest.param(SMALL, 16, marks=pytest.mark.slow)]
)
def test_no_page_is_wider_than_a_small_window_or_large_letters_allow(
    live: Live, visit: Visit, viewport: ViewportSize, letters: int
) -> None:
    page = visit("/dashboard", viewport=viewport)
    sign_in(page, live)
    set_default_letters(page, letters)

    beyond = {}
    for path in [*PAGES, "/intro-call", "/consultation", "/login"]:
        page.goto(path.format(page=live.demo["configuration_id"]))
        beyond[path] = cut_off(page)

    assert beyond == {path: [] for path in beyond}


@pytest.mark.parametrize(("viewport", "letters"), [(SMALL, 16), (PHONE, 32)])
def test_the_arrows_of_the_month_stand_side_by_side_and_can_be_reached(
    live: Live, visit: Visit, viewport: ViewportSize, letters: int
) -> None:
    page = visit("/intro-call", viewport=viewport)
    set_default_letters(page, letters)
    page.reload()

    # Both at one moment: the picker is replaced once, by that of the browser's zone.
    back, forward = page.wait_for_function(BOTH_ARROWS).json_value()

    assert back["y"] == forward["y"]
    assert forward["x"] + forward["width"] <= viewport["width"]


@pytest.mark.parametrize("width", [800, 1280])
def test_a_booking_is_one_line_where_there_is_room(live: Live, visit: Visit, width: int) -> None:
    page = visit("/dashboard", viewport={"width": width, "height": 800})
    sign_in(page, live)
    page.goto("/dashboard/components")
    booking = page.locator(".agenda .rows > li").first

    row, time, face = (
        part.bounding_box() for part in (booking, booking.locator(".when"), booking.locator(".face"))
    )

    assert row is not None
    assert time is not None
    assert face is not None
    assert row["height"] <= 60  # 56 and its line, where nothing wraps
    assert time["x"] + time["width"] < face["x"]


def test_a_booking_is_two_lines_on_a_phone(live: Live, visit: Visit) -> None:
    page = visit("/dashboard", viewport={"width": 360, "height": 740})
    sign_in(page, live)
    page.goto("/dashboard/components")

    row = page.locator(".agenda .rows > li").first.bounding_box()

    assert row is not None
    assert row["height"] <= 72


def test_large_letters_leave_room_between_the_days(live: Live, visit: Visit) -> None:
    page = visit("/intro-call", viewport=PHONE)
    set_default_letters(page, 32)
    page.reload()

    width = page.evaluate("getComputedStyle(document.querySelector('tr:not(.over) .day')).width")
    letters = page.evaluate("getComputedStyle(document.querySelector('tr:not(.over) .day')).fontSize")

    assert float(letters.removesuffix("px")) >= 16
    assert float(width.removesuffix("px")) > 1.6 * float(
        letters.removesuffix("px")
    )  # two figures are 1.2 wide


def test_the_bar_of_a_phone_leads_everywhere_and_covers_nothing(live: Live, visit: Visit) -> None:
    page = visit("/dashboard", viewport=PHONE)
    sign_in(page, live)
    bar = page.get_by_role("navigation", name="Dashboard")

    for name in ("Bookings", "Pages", "Calendar", "Today"):
        bar.get_by_role("link", name=name).click()
        expect(bar.get_by_role("link", name=name)).to_have_attribute("aria-current", "page")
    page.goto("/dashboard/components")
    page.evaluate("scrollTo(0, document.body.scrollHeight)")
    last, box = page.locator("main section").last.bounding_box(), bar.bounding_box()

    assert last is not None
    assert box is not None
    assert last["y"] + last["height"] <= box["y"]


def set_default_letters(page: Page, pixels: int) -> None:
    """As in the settings of a browser, for those who read large letters."""
    sizes = {"standard": pixels, "fixed": pixels}
    page.context.new_cdp_session(page).send("Page.setFontSizes", {"fontSizes": sizes})


def cut_off(page: Page) -> list[str]:
    """What can be pressed or read and reaches beyond the window, or makes that scroll sideways."""
    return list(
        page.evaluate(
            """() => {
              const wide = document.documentElement.scrollWidth > innerWidth ? ["the page scrolls sideways"] : [];
              const kinds = "a, button, input:not([type=hidden]), select, summary, h1, h2, h3, p";
              const parts = document.querySelectorAll(kinds);
              const beyond = [...parts].filter((part) => {
                const box = part.getBoundingClientRect();
                return box.width > 1 && (box.right > innerWidth + 1 || box.left < -1) && part.checkVisibility();
              });
              return [...wide, ...beyond.map((part) => part.outerHTML.slice(0, 120))];
            }"""
        )
    )
