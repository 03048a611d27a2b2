"""From the dashboard to the booking: an organizer invites somebody to a private page."""

import uuid
from collections.abc import Callable

import nylas
import pytest
from playwright.sync_api import Page, ViewportSize, expect

from tests.journeys.axe import broken_rules
from tests.journeys.conftest import DESKTOP, Live
from tests.journeys.guest_steps import choose_day
from tests.journeys.organizer_steps import sign_in

Visit = Callable[..., Page]
Picture = Callable[[Page, str], None]

NARROW: ViewportSize = {"width": 360, "height": 740}


@pytest.fixture
def private_page(live: Live, sdk: nylas.Client) -> str:
    """The id of a page that opens with an invitation only, with the organizer of the demo."""
    email = live.demo["organizer_email"]
    open_hours = [{"days": [0, 1, 2, 3, 4, 5, 6], "start": "08:00", "end": "20:00"}]
    made = sdk.scheduler.configurations.create(
        email,
        {
            "participants": [
                {
                    "email": email,
                    "name": "Maya",
                    "is_organizer": True,
                    "availability": {"calendar_ids": ["primary"]},
                    "booking": {"calendar_id": "primary"},
                }
            ],
            "availability": {
                "duration_minutes": 30,
                "availability_rules": {"default_open_hours": open_hours},
            },
            "event_booking": {"title": "Private talk", "timezone": "Europe/Berlin"},
            "slug": f"private-{uuid.uuid4().hex[:8]}",
            "requires_session_auth": True,
        },
    )
    return str(made.data.id)


@pytest.mark.parametrize("live", ["sqlite"], indirect=True)
@pytest.mark.parametrize(
    ("viewport", "java_script"),
    [(DESKTOP, True), (NARROW, False)],
    ids=["desktop with script", "phone without"],
)
def test_an_invitation_is_passed_on_and_used_once(
    live: Live,
    visit: Visit,
    picture: Picture,
    private_page: str,
    viewport: ViewportSize,
    java_script: bool,
) -> None:
    path = f"/dashboard/pages/{private_page}/invitations"
    page = visit(path, viewport=viewport, java_script=java_script)
    sign_in(page, live)
    picture(page, "1-nobody-yet")
    rules = [broken_rules(page, "light")] if java_script else []
    page.get_by_label("Name").fill("Ada Lovelace")
    page.get_by_label("E-mail address").fill("ada@example.org")
    page.get_by_label("Note").fill("Met at the fair")
    page.get_by_role("button", name="Make the link").click()
    link = page.get_by_label("The invitation is ready").get_by_role("textbox").input_value()
    picture(page, "2-made")
    rules += [broken_rules(page, "light")] if java_script else []

    guest = visit(link, viewport=viewport, java_script=java_script)
    choose_day(guest, 3)
    guest.locator("#times a").first.click()
    expect(guest.get_by_label("Your name")).to_have_value("Ada Lovelace")
    guest.get_by_role("button", name="Book this time").click()
    expect(guest.get_by_role("heading", level=1)).to_have_text("You are booked")
    guest.goto(link)
    expect(guest.get_by_text("This invitation was used already.")).to_be_visible()
    picture(guest, "3-used")
    rules += [broken_rules(guest, "light")] if java_script else []

    page.goto(path)
    expect(page.get_by_text("0 of 1 booking left")).to_be_visible()
    page.get_by_role("button", name="Revoke the invitation of Ada Lovelace").click()
    expect(page.get_by_text("The invitation is revoked.")).to_be_visible()
    picture(page, "4-revoked")
    assert not any(rules)
