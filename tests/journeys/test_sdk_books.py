"""A program with the official Python SDK against a real `./run`, with nothing changed but the address."""

import time

import nylas
import pytest
from nylas.models.errors import NylasApiError

from tests.journeys.conftest import Live
from tests.journeys.sdk_steps import GUEST, configuration, slots

DAY, HALF_HOUR = 86_400, 1800


def test_from_a_configuration_to_a_cancelled_booking(live: Live, sdk: nylas.Client, grant_email: str) -> None:
    made = sdk.scheduler.configurations.create(grant_email, configuration(grant_email)).data
    page = {"configuration_id": made.id}
    first, second, *_ = slots(live, made.id)

    booked = sdk.scheduler.bookings.create(
        {"start_time": first["start_time"], "end_time": first["end_time"], "guest": GUEST}, page
    ).data
    assert booked.status == "booked"
    assert booked.organizer.email == grant_email
    assert first not in slots(live, made.id)

    found = sdk.scheduler.bookings.find(booked.booking_id, page).data
    assert (found.booking_id, found.event_id) == (booked.booking_id, booked.event_id)
    event = sdk.events.find(grant_email, booked.event_id, {"calendar_id": "primary"}).data
    assert (event.title, event.when.start_time) == ("Intro call", first["start_time"])

    moved = sdk.scheduler.bookings.reschedule(
        booked.booking_id, {"start_time": second["start_time"], "end_time": second["end_time"]}, page
    ).data
    assert moved.booking_id == booked.booking_id
    event = sdk.events.find(grant_email, booked.event_id, {"calendar_id": "primary"}).data
    assert event.when.start_time == second["start_time"]
    assert first in slots(live, made.id)

    gone = sdk.scheduler.bookings.destroy(booked.booking_id, {"cancellation_reason": "I am ill"}, page)
    assert gone.request_id
    assert sdk.scheduler.bookings.find(booked.booking_id, page).data.status == "cancelled"
    assert second in slots(live, made.id)


def test_configurations_are_listed_changed_and_destroyed(sdk: nylas.Client, grant_email: str) -> None:
    create = sdk.scheduler.configurations.create
    made = [create(grant_email, configuration(grant_email)).data.id for _ in range(3)]

    first = sdk.scheduler.configurations.list(grant_email, {"limit": 2})
    rest = sdk.scheduler.configurations.list(grant_email, {"limit": 2, "page_token": first.next_cursor})
    assert sorted(page.id for page in [*first.data, *rest.data]) == sorted(made)

    page = first.data[0]
    changed = sdk.scheduler.configurations.update(
        grant_email, page.id, {"event_booking": {"title": "Advice"}}
    )
    assert changed.data.event_booking.title == "Advice"
    assert sdk.scheduler.configurations.find(grant_email, page.id).data.event_booking.title == "Advice"

    sdk.scheduler.configurations.destroy(grant_email, page.id)
    with pytest.raises(NylasApiError) as missing:
        sdk.scheduler.configurations.find(grant_email, page.id)
    assert (missing.value.status_code, missing.value.type) == (404, "not_found_error")
    assert missing.value.request_id


def test_a_lost_slot_is_an_error_that_a_program_can_tell(
    live: Live, sdk: nylas.Client, grant_email: str
) -> None:
    made = sdk.scheduler.configurations.create(grant_email, configuration(grant_email)).data
    slot = slots(live, made.id)[0]
    wish = {"start_time": slot["start_time"], "end_time": slot["end_time"], "guest": GUEST}
    sdk.scheduler.bookings.create(wish, {"configuration_id": made.id})

    with pytest.raises(NylasApiError) as lost:
        sdk.scheduler.bookings.create(wish, {"configuration_id": made.id})

    assert (lost.value.status_code, lost.value.type) == (409, "timeslot_not_available")
    assert str(lost.value).startswith("The selected timeslot is unavailable")


def test_a_private_page_is_booked_with_a_session(live: Live, sdk: nylas.Client, grant_email: str) -> None:
    private = configuration(grant_email, requires_session_auth=True)
    made = sdk.scheduler.configurations.create(grant_email, private).data
    session = sdk.scheduler.sessions.create({"configuration_id": made.id, "time_to_live": 5}).data
    holder = nylas.Client(session.session_id, live.url)
    start = (int(time.time()) // DAY + 2) * DAY

    booked = holder.scheduler.bookings.create(
        {"start_time": start, "end_time": start + HALF_HOUR, "guest": GUEST}, {}
    ).data

    assert booked.status == "booked"
    assert sdk.scheduler.sessions.destroy(session.session_id).request_id
    with pytest.raises(NylasApiError) as over:
        holder.scheduler.bookings.find(booked.booking_id, {})
    assert over.value.type == "invalid_session"
