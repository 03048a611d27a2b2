"""Each reason in plain words."""

from typing import Any

import pytest

from tests.builders import MAYA, TOMORROW_AT_TEN
from webapp.scheduling import Reason
from webapp.services.availability.sentences import sentence

HALF_AN_HOUR: dict[str, Any] = {"start": TOMORROW_AT_TEN, "end": TOMORROW_AT_TEN + 1800}
IN_CALENDAR: dict[str, Any] = {"email": MAYA, "calendar": "Work", "owner": MAYA}
TIMES = "from Tuesday, January 5, 2027, 10:00\u00a0AM – 10:30\u00a0AM"


@pytest.mark.parametrize(
    ("reason", "said"),
    [
        (Reason("past", end=TOMORROW_AT_TEN), "This time is over."),
        (
            Reason("before_notice", end=TOMORROW_AT_TEN),
            "This is sooner than the page's notice allows: the earliest start is now Tuesday, January 5, 2027, "
            "10:00\u00a0AM.",
        ),
        (
            Reason("beyond_horizon", start=TOMORROW_AT_TEN),
            "This is further ahead than the page is open: starts are offered before Tuesday, January 5, 2027, "
            "10:00\u00a0AM.",
        ),
        (
            Reason("outside_open_hours", email=MAYA),
            "This is outside the open hours of maya@example.com.",
        ),
        (
            Reason("closed_date", email=MAYA, date="2027-01-06"),
            "Wednesday, January 6, 2027 is a closed date for maya@example.com.",
        ),
        (
            Reason("not_on_grid", start=TOMORROW_AT_TEN),
            "No slot begins at this minute: starts follow the page's steps from the time it opens.",
        ),
        (Reason("present_time"), "This is the present time of the booking that is to be moved."),
        (
            Reason("unknown_participant"),
            "Whoever was assigned to the booking takes no more part in this page.",
        ),
        (
            Reason("busy", kind="event", title="Dentist", **IN_CALENDAR, **HALF_AN_HOUR),
            f"The calendar “Work” of maya@example.com has an event, “Dentist”, {TIMES}.",
        ),
        (
            Reason("busy", kind="event", **IN_CALENDAR, **HALF_AN_HOUR),
            f"The calendar “Work” of maya@example.com has an event {TIMES}.",
        ),
        (
            Reason("busy", kind="booked", **IN_CALENDAR, **HALF_AN_HOUR),
            f"The calendar “Work” of maya@example.com has a booking {TIMES}.",
        ),
        (
            Reason("busy", kind="pending", **IN_CALENDAR, **HALF_AN_HOUR),
            f"The calendar “Work” of maya@example.com has a request that waits for an answer {TIMES}.",
        ),
        (
            Reason("buffer", kind="event", title="Dentist", **IN_CALENDAR, **HALF_AN_HOUR),
            "This is too close to an event, “Dentist”, in the calendar “Work” of maya@example.com "
            f"{TIMES}: the page keeps time free around it.",
        ),
        (
            Reason("held", kind="hold", **IN_CALENDAR, **HALF_AN_HOUR),
            f"The calendar “Work” of maya@example.com has a time that is held for a guest {TIMES}.",
        ),
        (
            Reason("calendar_unreachable", kind="unreachable", **IN_CALENDAR),
            "The calendar “Work” of maya@example.com cannot be read, so nothing is offered.",
        ),
        (Reason("cap_reached", limit="bookings_per_week"), "The page's limit of bookings a week is reached."),
        (
            Reason("cap_reached", limit="minutes_per_day"),
            "The page's limit of booked minutes a day is reached.",
        ),
    ],
)
def test_a_reason_is_said_in_plain_words(reason: Reason, said: str) -> None:
    assert sentence(reason, zone="UTC") == said


def test_times_are_said_in_the_zone_and_habits_of_the_reader() -> None:
    reason = Reason("busy", kind="event", **IN_CALENDAR, **HALF_AN_HOUR)

    assert "15:30 – 16:00" in sentence(reason, zone="Asia/Kolkata", locale="en_GB")
