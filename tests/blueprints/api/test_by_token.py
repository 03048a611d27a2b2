"""With the access token of one grant, what a program may do to pages is done to the pages of that grant alone."""

import pytest
from sqlalchemy import select

from tests.blueprints.api.conftest import EXPLAIN, WINDOW, Api, data, error, wish
from tests.builders import (
    HOUR,
    JONAS,
    NOW,
    TOMORROW_AT_TEN,
    make_colleague,
    make_configuration,
    make_event,
    make_grant,
    make_tokens,
    participant,
    primary_calendar,
    timespan,
)
from webapp.extensions import db
from webapp.models import BookingChange, Configuration, Grant, Organizer
from webapp.services.calendars import grants

BOOKINGS, SESSIONS, INVITATIONS = "/scheduling/bookings", "/scheduling/sessions", "/scheduling/invitations"


@pytest.fixture
def holder(anonymous: Api, maya_grant: Grant) -> Api:
    """A program with an access token of Maya's grant."""
    return anonymous.as_bearer(make_tokens(maya_grant).access)


@pytest.fixture
def own(maya_grant: Grant) -> Configuration:
    return make_configuration(maya_grant)


@pytest.fixture
def theirs(maya_grant: Grant) -> Configuration:
    """A public page of a colleague, in the same application."""
    return make_configuration(make_colleague(), slug="theirs", participants=[participant(JONAS)])


@pytest.mark.parametrize("name", ["configuration_id", "slug"])
def test_a_page_of_its_grant_is_booked_moved_and_cancelled(
    holder: Api, own: Configuration, name: str
) -> None:
    named = {name: own.id if name == "configuration_id" else str(own.slug)}
    assert data(holder.get("/scheduling/availability", **named, **WINDOW))["time_slots"]

    booking = data(holder.post(BOOKINGS, wish(), **named))
    path = f"{BOOKINGS}/{booking['booking_id']}"
    assert data(holder.get(path, **named))["status"] == "booked"
    later = TOMORROW_AT_TEN + HOUR
    data(holder.patch(path, {"start_time": later, "end_time": later + 1800}, **named))
    assert holder.delete(path, **named).status_code == 200
    actors = [change.actor for change in db.session.scalars(select(BookingChange).order_by(BookingChange.id))]
    assert actors[1:] == ["api", "api"]


def test_its_sessions_and_invitations_are_made_shown_and_ended(holder: Api, maya_grant: Grant) -> None:
    private = make_configuration(maya_grant, slug="private", requires_session_auth=True)
    named = {"configuration_id": private.id}
    session_id = data(holder.post(SESSIONS, named))["session_id"]
    assert data(holder.get(f"{SESSIONS}/{session_id}"))["configuration_id"] == private.id
    assert data(holder.as_bearer(session_id).get("/scheduling/ui-settings"))["configuration_id"] == private.id
    assert holder.delete(f"{SESSIONS}/{session_id}").status_code == 200

    invitation = data(holder.post(INVITATIONS, named))
    assert [each["id"] for each in data(holder.get(INVITATIONS, **named))] == [invitation["id"]]
    assert holder.delete(f"{INVITATIONS}/{invitation['id']}").status_code == 200


def test_a_private_page_needs_a_session_as_with_a_key(holder: Api, maya_grant: Grant) -> None:
    private = make_configuration(maya_grant, slug="private", requires_session_auth=True)

    refused = error(holder.get("/scheduling/availability", configuration_id=private.id, **WINDOW))

    assert refused[:2] == (401, "invalid_session")


@pytest.mark.parametrize("name", ["another grant", "another application"])
def test_a_page_of_nobody_it_knows_is_found_by_no_name(holder: Api, theirs: Configuration, name: str) -> None:
    client_id = theirs.application_id if name == "another grant" else "7d1e4f60-2b7a-4a53-8a55-6c2f0f3f9d11"

    refused = error(holder.get("/scheduling/ui-settings", slug="theirs", client_id=client_id))

    assert refused[:2] == (404, "not_found_error")


def test_why_a_time_is_not_offered_is_told_without_other_grants_titles(
    holder: Api, maya: Organizer, maya_grant: Grant
) -> None:
    other = grants.give(make_grant("maya@work.example"), maya, now=NOW)
    calendars = [primary_calendar(maya_grant).id, primary_calendar(other).id]
    page = make_configuration(
        maya_grant,
        participants=[
            participant(availability={"calendar_ids": calendars}, booking={"calendar_id": calendars[0]})
        ],
    )
    make_event(primary_calendar(maya_grant), timespan(TOMORROW_AT_TEN), title="Own")
    make_event(primary_calendar(other), timespan(TOMORROW_AT_TEN), title="Of the other account")

    starts = data(holder.get(EXPLAIN, configuration_id=page.id, **WINDOW))["starts"]

    titles = {reason.get("title") for start in starts for reason in start["reasons"]}
    assert titles == {"Own", None}


def test_a_dead_token_is_refused_on_a_public_page_too(anonymous: Api, own: Configuration) -> None:
    refused = anonymous.as_bearer("osa_nobody").get("/scheduling/ui-settings", configuration_id=own.id)

    assert error(refused)[:2] == (401, "token.unauthorized_access")
