"""An access token opens its own grant, all of it, and nothing else."""

from typing import Any

import pytest
from flask import Flask

from tests.blueprints.api.conftest import Api, data, error
from tests.builders import (
    HOUR,
    JONAS,
    MAYA,
    NOW,
    TOMORROW_AT_TEN,
    document,
    grant_of,
    make_colleague,
    make_configuration,
    make_event,
    make_grant,
    make_organizer,
    make_tokens,
    participant,
    primary_calendar,
    timespan,
)
from tests.conftest import StoppedClock
from webapp.models import Grant, Organizer
from webapp.services.calendars import grants
from webapp.services.configurations import configurations

CONFIGURATIONS = "/grants/me/scheduling/configurations"


@pytest.fixture
def holder(anonymous: Api, maya_grant: Grant) -> Api:
    """A program with an access token of Maya's grant."""
    return anonymous.as_bearer(make_tokens(maya_grant).access)


def test_me_is_the_grant_of_the_token(holder: Api, maya_grant: Grant) -> None:
    assert data(holder.get("/grants/me"))["id"] == maya_grant.id
    for name in (maya_grant.id, f"grant:{maya_grant.id}", MAYA, f"email:{MAYA}"):
        assert data(holder.get(f"/grants/{name}"))["id"] == maya_grant.id


def test_calendars_and_events_are_read_and_changed(holder: Api, maya_grant: Grant) -> None:
    (calendar,) = data(holder.get("/grants/me/calendars", limit="50"))
    assert (calendar["grant_id"], calendar["is_primary"]) == (maya_grant.id, True)

    made = data(
        holder.post("/grants/me/events", {"when": timespan(), "title": "Lunch"}, calendar_id=calendar["id"])
    )
    path = f"/grants/me/events/{made['id']}"
    data(holder.put(path, {"title": "Late lunch"}, calendar_id="primary"))
    assert data(holder.get(path, calendar_id="primary"))["title"] == "Late lunch"
    holder.delete(path, calendar_id="primary")
    assert data(holder.get("/grants/me/events", calendar_id="primary")) == []


def test_scheduling_pages_are_made_changed_and_deleted(holder: Api) -> None:
    made = data(holder.post(CONFIGURATIONS, document()))
    path = f"{CONFIGURATIONS}/{made['id']}"
    changed = data(holder.put(path, {**made, "name": "Another name"}))  # the editor sends the whole document

    assert changed["name"] == "Another name"
    assert [row["id"] for row in data(holder.get(CONFIGURATIONS, limit="50"))] == [made["id"]]
    assert holder.delete(path).status_code == 200
    assert data(holder.get(CONFIGURATIONS)) == []


OTHERS = [
    ("GET", "/grants/{grant}"),
    ("GET", "/grants/{email}"),
    ("GET", "/grants/{grant}/calendars"),
    ("GET", "/grants/{grant}/calendars/{calendar}"),
    ("DELETE", "/grants/{grant}/calendars/{calendar}"),
    ("GET", "/grants/{grant}/events"),
    ("GET", "/grants/{grant}/scheduling/configurations"),
    ("GET", "/grants/{grant}/scheduling/configurations/{page}"),
    ("GET", "/grants/me/scheduling/configurations/{page}"),
    ("DELETE", "/grants/me/scheduling/configurations/{page}"),
    ("GET", "/grants/me/calendars/{calendar}"),
    ("DELETE", "/grants/me/events/{event}"),
]


@pytest.mark.parametrize(("method", "path"), OTHERS, ids=[" ".join(case) for case in OTHERS])
def test_what_belongs_to_another_grant_is_not_there(holder: Api, method: str, path: str) -> None:
    theirs = make_colleague()
    calendar = primary_calendar(theirs)
    page = make_configuration(theirs, participants=[participant(JONAS)])
    places = {
        "grant": theirs.id,
        "email": JONAS,
        "calendar": calendar.id,
        "event": make_event(calendar).id,
        "page": page.id,
    }

    status, type_, _ = error(holder.ask(method, path.format(**places), calendar_id=calendar.id))

    assert (status, type_) == (404, "not_found_error")
    assert configurations.find(page.id).id == page.id


FOR_KEYS = [
    ("GET", "/grants"),
    ("PATCH", "/grants/me"),
    ("DELETE", "/grants/me"),
    ("POST", "/connect/custom"),
    ("GET", "/webhooks"),
    ("GET", "/applications/redirect-uris"),
    ("POST", "/calendars/availability"),
]


@pytest.mark.parametrize(("method", "path"), FOR_KEYS, ids=[" ".join(case) for case in FOR_KEYS])
def test_what_is_not_about_one_grant_needs_an_api_key(holder: Api, method: str, path: str) -> None:
    status, type_, _ = error(holder.ask(method, path, {}))

    assert (status, type_) == (401, "unauthorized")


@pytest.mark.parametrize("ending", ["expired", "revoked", "never"])
def test_a_dead_token_signs_the_editors_user_out(
    holder: Api, anonymous: Api, clock: StoppedClock, ending: str
) -> None:
    if ending == "expired":
        clock.advance(seconds=3600)
    if ending == "revoked":
        anonymous.post("/connect/revoke", token=holder.key)
    caller = anonymous.as_bearer("osa_nobody") if ending == "never" else holder

    status, type_, message = error(caller.get("/grants/me/calendars"))

    assert (status, type_) == (401, "token.unauthorized_access")
    assert message == "The access token is unknown, has expired or was revoked."


def test_me_means_nothing_with_an_api_key(api: Api, maya_grant: Grant) -> None:
    assert error(api.get("/grants/me"))[0] == 400


@pytest.mark.parametrize("token", ["", "nobody", "osr_nobody"])
def test_who_has_neither_key_nor_token_is_refused(anonymous: Api, token: str) -> None:
    assert error(anonymous.as_bearer(token).get("/grants/me"))[:2] == (401, "unauthorized")


def free_busy(caller: Api, *emails: str) -> list[Any]:
    asked = {"start_time": NOW, "end_time": TOMORROW_AT_TEN + HOUR, "emails": emails}
    return [row["object"] for row in data(caller.post("/grants/me/calendars/free-busy", asked))]


def test_a_token_does_not_tell_when_others_are_busy(holder: Api) -> None:
    make_colleague()

    assert free_busy(holder, MAYA, JONAS) == ["free_busy", "error"]


def test_a_token_does_not_tell_when_the_same_persons_other_calendars_are_busy(
    holder: Api, maya: Organizer
) -> None:
    other = grants.give(make_grant("maya@work.example"), maya, now=NOW)
    make_event(primary_calendar(other))
    asked = {"start_time": NOW, "end_time": TOMORROW_AT_TEN + HOUR, "emails": [MAYA, other.email]}

    rows = data(holder.post("/grants/me/calendars/free-busy", asked))

    assert [row["object"] for row in rows] == ["free_busy", "error"]
    assert rows[0]["time_slots"] == []


def test_a_token_puts_nobody_elses_calendars_into_a_page(holder: Api, maya_grant: Grant) -> None:
    make_colleague()
    both = [participant(), participant(JONAS, name="Jonas", organizer=False)]
    page = make_configuration(maya_grant)

    refused = [
        error(holder.post(CONFIGURATIONS, document(slug="both", participants=both))),
        error(holder.put(f"{CONFIGURATIONS}/{page.id}", {"participants": both})),
    ]

    assert {(status, type_) for status, type_, _ in refused} == {(400, "invalid_request_error")}
    assert all(message.startswith("`participants[1]`") for _, _, message in refused)


def test_a_page_keeps_the_colleagues_it_has(holder: Api, maya_grant: Grant) -> None:
    make_colleague()
    both = [participant(), participant(JONAS, name="Jonas", organizer=False)]
    page = make_configuration(maya_grant, participants=both)

    changed = holder.put(f"{CONFIGURATIONS}/{page.id}", {"name": "Both of us", "participants": both})

    assert data(changed)["name"] == "Both of us"


def test_the_requests_of_a_token_are_counted(counting_app: Flask, clock: StoppedClock) -> None:
    both = [grant_of(make_organizer()), make_colleague()]
    first, second = (Api(counting_app.test_client(), make_tokens(grant).access) for grant in both)
    page = make_configuration(both[0])
    ui_settings = {"path": "/scheduling/ui-settings", "configuration_id": page.id}
    assert first.get(**ui_settings).status_code == 200
    for _ in range(599):
        assert first.get("/grants/me").status_code == 200

    refused = first.get("/grants/me")

    assert error(refused)[:2] == (429, "rate_limit_error")
    assert 0 < int(refused.headers["Retry-After"]) <= 61
    assert error(first.get(**ui_settings))[0] == 429
    assert second.get("/grants/me").status_code == 200
    assert Api(first.client, None).get(**ui_settings).status_code == 200


def test_the_requests_of_a_key_are_not_counted_as_a_tokens(api: Api) -> None:
    assert data(api.get(f"/grants/{make_grant('x@example.com').id}"))["email"] == "x@example.com"
