"""An organizer turns two-step sign-in on, signs in with a code of the app, and once with a recovery code."""

import uuid
from collections.abc import Callable
from pathlib import Path

import pytest
from playwright.sync_api import Page, ViewportSize, expect

from tests.journeys.axe import broken_rules
from tests.journeys.conftest import DESKTOP, Live
from tests.running import environment, run
from webapp.lib import clock, totp

# What a browser shows and does is the same whatever the database.
pytestmark = pytest.mark.parametrize("live", ["sqlite"], indirect=True)

Visit = Callable[..., Page]
Picture = Callable[[Page, str], None]
NARROW: ViewportSize = {"width": 360, "height": 740}
PASSWORD = "a long enough one"


@pytest.fixture
def jonas(live: Live) -> str:
    """Somebody of their own for each test: Maya's password is for the other journeys."""
    email = f"jonas-{uuid.uuid4().hex[:8]}@example.com"
    made = run(
        *("flask", "create-organizer", email, "--name", "Jonas Weber", "--password", PASSWORD),
        env=environment(live.data),
    )
    assert made.returncode == 0, made
    return email


@pytest.mark.parametrize(
    ("viewport", "java_script"),
    [(DESKTOP, True), (NARROW, False)],
    ids=["desktop with script", "phone without"],
)
def test_signing_in_takes_the_phone_or_a_code_on_paper(
    live: Live,
    visit: Visit,
    picture: Picture,
    jonas: str,
    viewport: ViewportSize,
    java_script: bool,
) -> None:
    page = visit("/login", viewport=viewport, java_script=java_script)
    type_password(page, jonas)
    expect(page.get_by_role("button", name="Sign out")).to_be_visible()
    page.goto("/dashboard/settings/two-steps")
    picture(page, "1-off")
    page.get_by_label("Your password").fill(PASSWORD)
    page.get_by_role("button", name="Set it up").click()
    expect(page.get_by_role("img", name="QR code for your app")).to_be_visible()
    secret = page.get_by_label("Or type this key into the app").input_value().replace(" ", "")
    picture(page, "2-app")
    rules = [broken_rules(page, scheme) for scheme in ("light", "dark")] if java_script else []
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")
    used = shown_by(secret)
    page.get_by_label("Code from your app").fill(used)
    page.get_by_role("button", name="Turn on").click()
    expect(page.get_by_role("status")).to_contain_text("Two-step sign-in is on.")
    codes = page.locator(".codes li").all_inner_texts()
    picture(page, "3-codes")
    with page.expect_download() as download:
        page.get_by_role("link", name="Download").click()
    assert codes[9] in Path(download.value.path()).read_text()
    page.get_by_role("link", name="I have kept them").click()
    picture(page, "4-on")
    page.goto("/dashboard")
    sign_out(page)

    type_password(page, jonas)
    expect(page.get_by_role("heading", level=1)).to_have_text("One more step")
    page.get_by_label("Code from your app").fill(used)  # somebody looked over the shoulder
    page.get_by_role("button", name="Sign in", exact=True).click()
    expect(page.get_by_text("it was used before")).to_be_visible()
    picture(page, "5-refused")
    rules += [broken_rules(page, "light")] if java_script else []
    page.get_by_label("Code from your app").fill(a_step_ahead(secret))
    page.get_by_role("button", name="Sign in", exact=True).click()
    sign_out(page)

    type_password(page, jonas)
    page.get_by_role("button", name="Use a recovery code").click()
    page.get_by_label("Recovery code").fill(codes[0].upper())
    picture(page, "6-recovery")
    page.get_by_role("button", name="Sign in", exact=True).click()
    page.goto("/dashboard/settings/two-steps")
    expect(page.get_by_text("9 recovery codes are left.")).to_be_visible()
    assert not any(rules)


def type_password(page: Page, email: str) -> None:
    page.get_by_label("E-mail address").fill(email)
    page.get_by_label("Password").fill(PASSWORD)
    page.get_by_role("button", name="Sign in").click()


def sign_out(page: Page) -> None:
    page.get_by_role("button", name="Sign out").click()
    expect(page.get_by_role("status")).to_contain_text("You are signed out.")


def shown_by(secret: str) -> str:
    """What the app shows now."""
    return totp.code_at(clock.now() // totp.STEP_SECONDS, secret=secret)


def a_step_ahead(secret: str) -> str:
    """What an app shows whose clock is half a minute ahead: a later code than the one that was used."""
    return totp.code_at(clock.now() // totp.STEP_SECONDS + 1, secret=secret)
