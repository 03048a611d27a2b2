"""What a program does with the SDK in several journeys."""

import time
from typing import Any

import requests

from tests.journeys.conftest import Live
from tests.waiting import HANG_SECONDS

DAY = 86_400
HOURS = [{"days": [0, 1, 2, 3, 4, 5, 6], "start": "00:00", "end": "23:59", "timezone": "Europe/Berlin"}]
GUEST = {"name": "Priya Raman", "email": "priya@example.com"}


def configuration(email: str, **changes: Any) -> dict[str, Any]:
    return {
        "participants": [
            {
                "email": email,
                "name": "Maya",
                "is_organizer": True,
                "availability": {"calendar_ids": ["primary"]},
                "booking": {"calendar_id": "primary"},
            }
        ],
        "availability": {"duration_minutes": 30, "availability_rules": {"default_open_hours": HOURS}},
        "event_booking": {"title": "Intro call", "timezone": "Europe/Berlin"},
        "scheduler": {"min_booking_notice": 60, "available_days_in_future": 20},
        **changes,
    }


def slots(live: Live, configuration_id: str) -> list[dict[str, Any]]:
    """The page's free slots from tomorrow on: the first of today may be too near when it is booked at last.

    The SDK has no method for this call.
    """
    tomorrow = int(time.time()) + DAY
    window = {"start_time": str(tomorrow), "end_time": str(tomorrow + 3 * DAY)}
    answer = requests.get(
        f"{live.url}/v3/scheduling/availability",
        params={"configuration_id": configuration_id, **window},
        headers={"Authorization": f"Bearer {live.demo['api_key']}"},
        timeout=HANG_SECONDS,
    )
    assert answer.status_code == 200, answer.text
    found: list[dict[str, Any]] = answer.json()["data"]["time_slots"]
    return found
