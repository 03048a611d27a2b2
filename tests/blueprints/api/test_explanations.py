"""Why a time is not offered, asked by programs and from the dashboard."""

from typing import Any

import pytest
from flask import Flask
from flask.testing import FlaskClient

from tests.blueprints.api.conftest import Api, data, error
from tests.browser import ORIGIN
from tests.builders import (
    DAY,
    HOUR,
    JONAS,
    MAYA,
    NOW,
    PASSWORD,
    TOMORROW_AT_TEN,
    make_booking,
    make_colleague,
    make_configuration,
    make_event,
    make_other_application,
    participant,
    primary_calendar,
    timespan,
)
from webapp.extensions import db
from webapp.models import Configuration, Grant, Organizer
from webapp.services.access import api_keys, sign_ins
from webapp.services.configurations import sessions

EXPLAIN = "/scheduling/availability/explain"
HALF_AN_HOUR = timespan(TOMORROW_AT_TEN, TOMORROW_AT_TEN + 1800)
WINDOW = {"start_time": TOMORROW_AT_TEN, "end_time": TOMORROW_AT_TEN + HOUR}


@pytest.fixture
def dashboard(app: Flask, maya_grant: Grant) -> Api:
    """The browser in which Maya is signed in."""
    return signed_in(app, MAYA)


def signed_in(app: Flask, email: str) -> Api:
    client: FlaskClient = app.test_client()
    token = sign_ins.sign_in(email, PASSWORD, now=NOW)
    with client.session_transaction(base_url=ORIGIN) as cookie:
        cookie[sign_ins.KEPT_AS] = token
    return SecureApi(client, None)


class SecureApi(Api):
    """Asks as a browser does that keeps a cookie for https."""

    def ask(self, method: str, path: str, body: Any = None, **query: Any) -> Any:
        return self.client.get(f"/v3{path}", query_string=query, base_url=ORIGIN)


def test_each_start_is_offered_or_has_its_reasons(api: Api, grant: Grant, page: Configuration) -> None:
    make_event(primary_calendar(grant), HALF_AN_HOUR)

    told = data(api.get(EXPLAIN, configuration_id=page.id, **WINDOW))

    assert told == {
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


def test_a_bookings_id_is_told_to_nobody(api: Api, page: Configuration) -> None:
    booking = make_booking(page)

    answer = api.get(EXPLAIN, configuration_id=page.id, **WINDOW)

    assert data(answer)["starts"][0]["reasons"][0]["kind"] == "booked"
    assert booking.id not in answer.text


def test_an_explanation_is_kept_by_no_cache(api: Api, page: Configuration) -> None:
    answer = api.get(EXPLAIN, configuration_id=page.id, **WINDOW)

    assert answer.headers["Cache-Control"] == "no-store"


def test_a_booking_that_is_to_be_moved_is_not_in_its_own_way(api: Api, page: Configuration) -> None:
    booking = make_booking(page)

    told = data(api.get(EXPLAIN, configuration_id=page.id, booking_id=booking.id, **WINDOW))

    assert [one["offered"] for one in told["starts"]] == [True, True]


@pytest.mark.parametrize("name", ["configuration_id", "slug"])
def test_a_private_configuration_is_explained_to_its_program(
    api: Api, private_page: Configuration, name: str
) -> None:
    named = {"configuration_id": private_page.id, "slug": "private"}[name]

    assert len(data(api.get(EXPLAIN, **{name: named}, **WINDOW))["starts"]) == 2


def test_without_a_bearer_and_a_sign_in_it_is_refused_in_json(anonymous: Api, page: Configuration) -> None:
    answer = anonymous.get(EXPLAIN, configuration_id=page.id, **WINDOW)

    assert error(answer)[:2] == (401, "unauthorized")


def test_a_guests_session_is_refused(anonymous: Api, private_page: Configuration) -> None:
    session_id = sessions.create(private_page, minutes=5, now=NOW)

    answer = anonymous.as_bearer(session_id).get(EXPLAIN, configuration_id=private_page.id, **WINDOW)

    assert error(answer)[0] == 401


def test_a_bearer_that_is_no_key_is_refused_in_the_organizers_own_browser_too(dashboard: Api) -> None:
    answer = dashboard.client.get(f"/v3{EXPLAIN}", headers={"Authorization": "Bearer x"}, base_url=ORIGIN)

    assert error(answer)[0] == 401


@pytest.mark.parametrize("name", ["configuration_id", "slug"])
def test_a_configuration_of_another_application_is_not_found(
    anonymous: Api, page: Configuration, name: str
) -> None:
    other = make_other_application()
    key = api_keys.create(other.id, name="other", now=NOW)
    named = {"configuration_id": page.id, "slug": "intro"}[name]

    answer = anonymous.as_bearer(key).get(EXPLAIN, **{name: named}, client_id=page.application_id, **WINDOW)

    assert error(answer)[:2] == (404, "not_found_error")


def test_the_organizer_is_told_in_the_browser_of_the_dashboard(dashboard: Api, maya_grant: Grant) -> None:
    configuration = make_configuration(maya_grant, requires_session_auth=True)
    make_event(primary_calendar(maya_grant), HALF_AN_HOUR)

    told = data(dashboard.get(EXPLAIN, configuration_id=configuration.id, **WINDOW))

    assert told["starts"][0]["reasons"][0]["title"] == "Lunch"


def test_the_organizer_reads_no_title_of_a_colleagues_calendar(dashboard: Api, maya_grant: Grant) -> None:
    make_event(primary_calendar(make_colleague()), HALF_AN_HOUR, title="Job interview")
    both = [participant(), participant(JONAS, name="Jonas", organizer=False)]
    configuration = make_configuration(maya_grant, participants=both)

    answer = dashboard.get(EXPLAIN, configuration_id=configuration.id, **WINDOW)

    assert data(answer)["starts"][0]["reasons"][0]["owner"] == JONAS
    assert "Job interview" not in answer.text


def test_a_configuration_of_another_organizer_is_not_found(dashboard: Api) -> None:
    configuration = make_configuration(
        make_colleague(), participants=[participant(JONAS, name="Jonas Weber")]
    )

    assert error(dashboard.get(EXPLAIN, configuration_id=configuration.id, **WINDOW))[0] == 404


def test_a_sign_in_that_was_revoked_opens_nothing(app: Flask, dashboard: Api, maya_grant: Grant) -> None:
    configuration = make_configuration(maya_grant)
    sign_ins.sign_out_everywhere(db.session.get_one(Organizer, maya_grant.organizer_id), now=NOW)

    assert error(dashboard.get(EXPLAIN, configuration_id=configuration.id, **WINDOW))[0] == 401


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


@pytest.mark.parametrize("named", [{}, {"slug": ""}])
def test_a_configuration_must_be_named(api: Api, named: dict[str, str]) -> None:
    status, _, message = error(api.get(EXPLAIN, **named, **WINDOW))

    assert status == 400
    assert "configuration_id" in message


@pytest.mark.parametrize("named", [{"slug": "a%00b"}, {"slug": "nobody"}, {"configuration_id": "x"}])
def test_what_is_nobodys_is_not_found(api: Api, named: dict[str, str]) -> None:
    assert error(api.get(EXPLAIN, **named, **WINDOW))[0] == 404
