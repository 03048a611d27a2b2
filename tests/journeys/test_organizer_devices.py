"""A browser that is signed in is signed out from another one, in the middle of an edit."""

from collections.abc import Callable

import pytest
from playwright.sync_api import Page, ViewportSize, expect

from tests.journeys.conftest import DESKTOP, MOSTLY_ON_SQLITE, Live
from tests.journeys.organizer_steps import sign_in

TYPED = "Typed before this browser was shut out"
SMALL_PHONE = ViewportSize(width=360, height=740)

pytestmark = MOSTLY_ON_SQLITE


@pytest.mark.parametrize(("java_script", "viewport"), [(True, SMALL_PHONE), (False, DESKTOP)])
def test_a_lost_device_is_shut_out_and_what_was_typed_there_is_kept(
    visit: Callable[..., Page],
    live: Live,
    picture: Callable[[Page, str], None],
    java_script: bool,
    viewport: ViewportSize,
) -> None:
    there = visit("/dashboard/settings", java_script=java_script)
    sign_in(there, live)
    there.goto("/dashboard/settings")
    there.locator("[name=about]").fill(TYPED)
    here = visit("/dashboard", java_script=java_script, viewport=viewport)
    sign_in(here, live)

    here.goto("/dashboard/sign-ins")
    picture(here, "sign-ins")
    here.get_by_role("button", name="Sign out all other browsers").click()
    expect(here.get_by_text("All other browsers are signed out.")).to_be_visible()
    there.get_by_role("button", name="Save").click()

    expect(there.get_by_text("You are no longer signed in")).to_be_visible()
    there.get_by_label("E-mail address").fill(live.demo["organizer_email"])
    there.get_by_label("Password").fill(live.demo["organizer_password"])
    there.get_by_role("button", name="Sign in").click()
    there.get_by_role("button", name="Show what I typed").click()
    expect(there.locator("[name=about]")).to_have_value(TYPED)
