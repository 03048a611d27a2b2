"""What an organizer does in one journey after another."""

from typing import Any

import requests
from playwright.sync_api import Page, expect

from tests.journeys.conftest import Live
from tests.waiting import HANG_SECONDS
from webapp.lib import clock

WEEK_SECONDS = 7 * 86_400


def sign_in(page: Page, live: Live) -> None:
    page.get_by_label("E-mail address").fill(live.demo["organizer_email"])
    page.get_by_label("Password").fill(live.demo["organizer_password"])
    page.get_by_role("button", name="Sign in").click()
    expect(page.get_by_role("button", name="Sign out")).to_be_visible()


def ask_for_a_time(live: Live, *, guest: str) -> None:
    """Book the first free time from a week ahead over the API, as a program would."""
    configuration_id, now = live.demo["pending_configuration_id"], clock.now()
    window = {"start_time": now + WEEK_SECONDS, "end_time": now + 3 * WEEK_SECONDS}
    slot = _call(live, "GET", "availability", configuration_id, **window)["time_slots"][0]
    booking = {
        "start_time": slot["start_time"],
        "end_time": slot["end_time"],
        "guest": {"name": guest, "email": "guest@example.org"},
        "additional_fields": {"goal": "A brand", "company": "Raman & Daughters"},
        "timezone": "Asia/Kolkata",
    }
    _call(live, "POST", "bookings", configuration_id, json=booking)


def _call(live: Live, method: str, path: str, configuration_id: str, json: Any = None, **query: Any) -> Any:
    answer = requests.request(
        method,
        f"{live.url}/v3/scheduling/{path}",
        params={"configuration_id": configuration_id, **query},
        json=json,
        timeout=HANG_SECONDS,
    )
    assert answer.status_code == 200, answer.text
    return answer.json()["data"]
