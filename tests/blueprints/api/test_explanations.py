"""Why a time is not offered, asked by programs and from the dashboard."""

from typing import Any

import pytest

from tests.blueprints.api.conftest import (
    EXPLAIN,
    WINDOW,
    Api,
    data,
    error,
)
from tests.builders import (
    DAY,
    JONAS,
    MAYA,
    NOW,
    TOMORROW_AT_TEN,
    make_booking,
    make_colleague,
    make_configuration,
    make_event,
    participant,
    primary_calendar,
    timespan,
)
from webapp.models import Configuration, Grant

HALF_AN_HOUR = timespan(TOMORROW_AT_TEN, TOMORROW_AT_TEN + 1800)


def test_each_start_is_offered_or_has_its_reasons(api: Api, grant: Grant, page: Configuration) -> None:
    make_event(primary_calendar(grant), HALF_AN_HOUR)

    explained = data(api.get(EXPLAIN, configuration_id=page.id, **WINDOW))

    assert explained == {
        "starts": [
            {
                "start_time": TOMORROW_AT_TEN,
                "end_time": TOMORROW_AT_TEN + 1800,
                "offered": False,
                "reasons": [
                    {
                        "code": "busy",
                        "message": (
                            f"The calendar “{primary_calendar(grant).name}” of maya@example.com has "
                            "an event, “Lunch”, from Tuesday, January 5, 2027, 10:00\u00a0AM – 10:30\u00a0AM."
                        ),
                        "email": MAYA,
                        "kind": "event",
                        "calendar": primary_calendar(grant).name,
                        "owner": MAYA,
                        "title": "Lunch",
                        "start_time": TOMORROW_AT_TEN,
                        "end_time": TOMORROW_AT_TEN + 1800,
                    }
                ],
            },
            {
                "start_time": TOMORROW_AT_TEN + 1800,
                "end_time": TOMORROW_AT_TEN + 3600,
                "offered": True,
                "reasons": [],
            },
        ]
    }


def test_a_bookings_id_is_shown_to_nobody(api: Api, page: Configuration) -> None:
    booking = make_booking(page)

    answer = api.get(EXPLAIN, configuration_id=page.id, **WINDOW)

    assert data(answer)["starts"][0]["reasons"][0]["kind"] == "booked"
    assert booking.id not in answer.text


def test_an_explanation_is_kept_by_no_cache(api: Api, page: Configuration) -> None:
    answer = api.get(EXPLAIN, configuration_id=page.id, **WINDOW)

    assert answer.headers["Cache-Control"] == "no-store"


def test_a_booking_that_is_to_be_moved_is_not_in_its_own_way(api: Api, page: Configuration) -> None:
    booking = make_booking(page)

    explained = data(api.get(EXPLAIN, configuration_id=page.id, booking_id=booking.id, **WINDOW))

    codes = [[reason["code"] for reason in start["reasons"]] for start in explained["starts"]]
    assert codes == [["present_time"], []]


def test_the_organizer_is_told_in_the_browser_of_the_dashboard(dashboard: Api, maya_grant: Grant) -> None:
    configuration = make_configuration(maya_grant, requires_session_auth=True)
    make_event(primary_calendar(maya_grant), HALF_AN_HOUR)

    explained = data(dashboard.get(EXPLAIN, configuration_id=configuration.id, **WINDOW))

    assert explained["starts"][0]["reasons"][0]["title"] == "Lunch"


def test_the_organizer_reads_no_title_of_a_colleagues_calendar(dashboard: Api, maya_grant: Grant) -> None:
    make_event(primary_calendar(make_colleague()), HALF_AN_HOUR, title="Job interview")
    both = [participant(), participant(JONAS, name="Jonas", organizer=False)]
    configuration = make_configuration(maya_grant, participants=both)

    answer = dashboard.get(EXPLAIN, configuration_id=configuration.id, **WINDOW)

    assert data(answer)["starts"][0]["reasons"][0]["owner"] == JONAS
    assert "Job interview" not in answer.text


@pytest.mark.parametrize(
    ("window", "field"),
    [
        ({"start_time": NOW, "end_time": NOW + 31 * DAY + 1}, "end_time"),
        ({"start_time": NOW, "end_time": NOW - 1}, "end_time"),
        ({"start_time": NOW * 1000, "end_time": NOW * 1000}, "start_time"),
        ({"start_time": "soon", "end_time": NOW}, "start_time"),
        ({"start_time": NOW}, "end_time"),
    ],
)
def test_a_window_that_cannot_be_answered_is_refused_by_its_field(
    api: Api, page: Configuration, window: dict[str, Any], field: str
) -> None:
    status, type_, message = error(api.get(EXPLAIN, configuration_id=page.id, **window))

    assert (status, type_) == (400, "invalid_request_error")
    assert field in message
