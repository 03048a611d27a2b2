"""What is done on a page to bring it into a state that pictures and the accessibility tests look at."""

from playwright.sync_api import Page


def to_form(page: Page) -> None:
    follow(page, "#times a")


def to_other_times(page: Page) -> None:
    to_form(page)
    press(page, "Change the time")


def send_an_empty_form(page: Page) -> None:
    to_form(page)
    submit(page, "Send request")


def create_without_a_name(page: Page) -> None:
    submit(page, "Create page", name=" ")


def save_a_bad_address(page: Page) -> None:
    submit(page, "Save", **{"basics-slug": "no address!"})


def drag_an_event(page: Page) -> None:
    """What a mouse does: it opens the page of an event with another time."""
    address = page.locator(".entry[data-move][data-kind=event]").first.get_attribute("data-move")
    page.goto(f"{address}?date=2027-01-08&time=15:30")


def add_an_event_without_a_day(page: Page) -> None:
    page.evaluate("document.querySelector('main form').noValidate = true")
    submit(page, "Add the event", first_day="", start="")


def change_to_a_short_password(page: Page) -> None:
    submit(page, "Change password", current="x", new="y")


def look_at_a_closed_time(page: Page) -> None:
    submit(page, "Look at this time", time="03:17")


def open_sections(page: Page) -> None:
    page.evaluate("for (const part of document.querySelectorAll('main details')) part.open = true")


def follow(page: Page, css: str) -> None:
    page.locator(css).last.click()
    page.wait_for_load_state("networkidle")


def submit(page: Page, button: str, **typed: str) -> None:
    """Send a form that is wrong, past what the browser itself would refuse."""
    page.evaluate("for (const form of document.forms) form.noValidate = true")
    for name, value in typed.items():
        page.locator(f"main [name='{name}']").fill(value)
    page.get_by_role("button", name=button, exact=True).last.click()
    page.locator("[role=alert]:not([hidden])").first.wait_for()


def press(page: Page, button: str) -> None:
    page.get_by_role("main").get_by_role("button", name=button).last.click()
    page.wait_for_load_state("networkidle")
