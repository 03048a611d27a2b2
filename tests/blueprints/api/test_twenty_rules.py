"""The twenty rules that break a client when missed (wire contract, section 0), a test for each."""

import base64
import uuid
from urllib.parse import unquote

import pytest
from flask import Flask

from tests.blueprints.api.conftest import Api, data, error, wish
from tests.builders import (
    DAY,
    HOUR,
    JONAS,
    NOW,
    TOMORROW_AT_TEN,
    availability,
    document,
    make_booking,
    make_configuration,
    make_grant,
    participant,
)
from webapp.models import Configuration, Grant
from webapp.models.reference import unpack
from webapp.services.configurations import sessions

BOOKINGS = "/scheduling/bookings"
WINDOW = {"start_time": NOW, "end_time": NOW + 2 * DAY}


def test_rule_01_ui_settings_are_answered_to_whoever_knows_the_page(
    anonymous: Api, page: Configuration
) -> None:
    settings = data(anonymous.get("/scheduling/ui-settings", configuration_id=page.id))

    assert settings["configuration_id"] == page.id
    assert settings["app_client_id"] == page.application_id
    assert settings["booking_type"] == "booking"
    assert settings["organizer"] == {"name": "Maya Lindqvist", "email": "maya@example.com"}


def test_rule_02_ui_settings_give_the_horizon_as_a_number(anonymous: Api, grant: Grant) -> None:
    bare = make_configuration(grant, scheduler={})

    settings = data(anonymous.get("/scheduling/ui-settings", configuration_id=bare.id))

    assert settings["scheduler"]["available_days_in_future"] == 30


def test_rule_03_a_success_has_no_key_error_and_a_failure_no_key_data(
    anonymous: Api, page: Configuration
) -> None:
    success = anonymous.get("/scheduling/ui-settings", configuration_id=page.id).get_json()
    failure = anonymous.get("/scheduling/ui-settings", configuration_id=str(uuid.uuid4())).get_json()

    assert (set(success), set(failure)) == ({"request_id", "data"}, {"request_id", "error"})


def test_rule_04_a_lost_slot_is_refused_with_the_words_the_component_looks_for(
    anonymous: Api, page: Configuration
) -> None:
    make_booking(page)

    lost = anonymous.post(BOOKINGS, wish(), configuration_id=page.id)

    status, type_, message = error(lost)
    assert (status, type_) == (409, "timeslot_not_available")
    assert message.startswith("The selected timeslot is unavailable")


def test_rule_05_the_order_is_empty_unless_it_is_a_round_robin(anonymous: Api, page: Configuration) -> None:
    make_grant(JONAS)
    both = [participant(), participant(JONAS, name="Jonas", organizer=False)]
    collective = make_configuration(page.grant, slug="both", participants=both)
    robin = make_configuration(
        page.grant,
        slug="robin",
        participants=[{**entry, "is_organizer": False} for entry in both],
        availability=availability(rules={"availability_method": "max-availability"}),
    )

    orders = [
        data(anonymous.get("/scheduling/availability", configuration_id=configuration.id, **WINDOW))["order"]
        for configuration in (page, collective, robin)
    ]

    assert orders == [[], [], ["maya@example.com", JONAS]]


@pytest.mark.parametrize("status", ["cancelled", "confirmed"])
def test_rule_06_booking_moving_and_deciding_answer_with_the_whole_booking(
    anonymous: Api, pending_page: Configuration, status: str
) -> None:
    booking = make_booking(pending_page)
    path, query = f"{BOOKINGS}/{booking.id}", {"configuration_id": pending_page.id}
    later = TOMORROW_AT_TEN + HOUR

    made = anonymous.post(BOOKINGS, wish(TOMORROW_AT_TEN + 3 * HOUR), **query).get_json()
    moved = anonymous.patch(path, wish(later), **query).get_json()
    decided = anonymous.put(path, {"status": status, "salt": booking.organizer_salt}, **query).get_json()

    for answer in (made, moved, decided):
        assert answer["request_id"]
        assert {"booking_id", "event_id", "title", "organizer", "status"} <= set(answer["data"])


def test_rule_07_a_booking_has_all_its_keys(anonymous: Api, page: Configuration) -> None:
    booking = data(anonymous.post(BOOKINGS, wish(), configuration_id=page.id))

    assert {"booking_id", "event_id", "title", "organizer", "status", "description"} <= set(booking)
    assert booking["organizer"]["email"] == "maya@example.com"


def test_rule_08_deletions_answer_200_with_a_request_id(api: Api, page: Configuration, grant: Grant) -> None:
    booking = make_booking(page)
    other = make_configuration(grant, slug="other")
    session_id = sessions.create(page, now=NOW)

    answers = [
        api.delete(f"{BOOKINGS}/{booking.id}", {"cancellation_reason": "Ill"}, configuration_id=page.id),
        api.delete(f"/grants/{grant.id}/scheduling/configurations/{other.id}"),
        api.delete(f"/scheduling/sessions/{session_id}"),
    ]

    assert [(answer.status_code, set(answer.get_json())) for answer in answers] == [(200, {"request_id"})] * 3


def test_rule_09_configurations_keep_every_key_that_an_sdk_expects(api: Api, grant: Grant) -> None:
    notified_only = {"email": "office@example.com", "name": None}
    field = {"q": {"label": "Topic", "type": "text"}}
    raw = document(participants=[participant(), notified_only], scheduler={"additional_fields": field})
    path = f"/grants/{grant.id}/scheduling/configurations"

    made = data(api.post(path, raw))
    found = data(api.get(f"{path}/{made['id']}"))
    changed = data(api.put(f"{path}/{made['id']}", {"name": "Talk to me"}))

    for answered in (made, found, changed):
        assert {"participants", "availability", "event_booking"} <= set(answered)
        office = answered["participants"][1]
        assert office == office | {"email": "office@example.com", "availability": None, "booking": None}
        assert answered["availability"]["duration_minutes"] == 30
        assert answered["event_booking"]["title"] == "Intro call"
        assert {"label", "type", "required"} <= set(answered["scheduler"]["additional_fields"]["q"])


def test_rule_10_ids_are_lower_case_uuids_with_hyphens(anonymous: Api, page: Configuration) -> None:
    booking = data(anonymous.post(BOOKINGS, wish(), configuration_id=page.id))

    for id_ in (page.id, booking["booking_id"]):
        assert str(uuid.UUID(id_)) == id_


@pytest.mark.parametrize(
    ("word", "becomes"),
    [("confirmed", "booked"), ("confirm", "booked"), ("cancelled", "cancelled"), ("cancel", "cancelled")],
)
def test_rule_11_four_words_are_taken_and_booked_is_sent(
    anonymous: Api, pending_page: Configuration, word: str, becomes: str
) -> None:
    booking = make_booking(pending_page)

    decided = anonymous.put(
        f"{BOOKINGS}/{booking.id}",
        {"status": word, "salt": booking.organizer_salt},
        configuration_id=pending_page.id,
    )

    assert data(decided)["status"] == becomes


def test_rule_12_an_api_key_is_taken_like_no_bearer_at_all(api: Api, page: Configuration) -> None:
    by_id = api.post(BOOKINGS, wish(), configuration_id=page.id)
    by_slug = api.get("/scheduling/availability", slug="intro", client_id=page.application_id, **WINDOW)

    assert data(by_id)["status"] == "booked"
    assert data(by_slug)["time_slots"]


def test_rule_13_a_bearer_that_is_neither_session_nor_key_is_401_on_a_public_page(
    anonymous: Api, page: Configuration
) -> None:
    refused = [
        anonymous.as_bearer(token).get("/scheduling/availability", configuration_id=page.id, **WINDOW)
        for token in ("nobody", "osk_nobody")
    ]

    assert [error(answer)[:2] for answer in refused] == [(401, "invalid_session"), (401, "unauthorized")]


@pytest.mark.parametrize("path", ["/scheduling/availability", "/grants/x/calendars", "/nowhere/at/all", ""])
def test_rule_14_every_path_answers_a_preflight(anonymous: Api, path: str) -> None:
    preflight = anonymous.ask("OPTIONS", path)

    assert preflight.status_code == 204
    assert preflight.headers["Access-Control-Allow-Origin"] == "*"
    allowed = preflight.headers["Access-Control-Allow-Headers"].lower()
    for header in (
        "authorization",
        "content-type",
        "x-source",
        "x-nylas-web-elements-version",
        "x-nylas-application-public-id",
    ):
        assert header in allowed
    for method in ("GET", "POST", "PUT", "PATCH", "DELETE"):
        assert method in preflight.headers["Access-Control-Allow-Methods"]


def test_rule_14_errors_carry_the_origin_header_too(anonymous: Api, page: Configuration) -> None:
    make_booking(page)

    failures = [
        anonymous.get("/nowhere"),
        anonymous.post(BOOKINGS, wish(), configuration_id=page.id),
        anonymous.put("/scheduling/availability"),
        anonymous.post(BOOKINGS, b"{", configuration_id=page.id),
    ]

    assert [answer.status_code for answer in failures] == [404, 409, 405, 400]
    assert {answer.headers["Access-Control-Allow-Origin"] for answer in failures} == {"*"}


def test_rule_15_the_api_lives_at_the_root_of_the_origin(app: Flask) -> None:
    prefixes = {
        rule.rule.split("/")[1] for rule in app.url_map.iter_rules() if rule.endpoint.startswith("api.")
    }

    assert prefixes == {"v3"}


@pytest.mark.parametrize("slug", ["a/b", "a%2Fb", "a b", "Ab", "é", "a?b", "-a", "intro\n"])
def test_rule_16_slugs_that_a_decoded_url_would_change_are_refused(api: Api, grant: Grant, slug: str) -> None:
    refused = api.post(f"/grants/{grant.id}/scheduling/configurations", document(slug=slug))

    status, type_, message = error(refused)
    assert (status, type_) == (400, "invalid_request_error")
    assert "slug" in message


def test_rule_16_a_slug_survives_decoding(page: Configuration) -> None:
    assert unquote(page.slug or "") == page.slug == "intro"


def test_rule_17_a_booking_brings_its_reference(anonymous: Api, page: Configuration) -> None:
    booking = data(anonymous.post(BOOKINGS, wish(), configuration_id=page.id))

    raw = base64.urlsafe_b64decode(booking["booking_ref"] + "=" * (-len(booking["booking_ref"]) % 4))
    assert uuid.UUID(bytes=raw[:16]) == uuid.UUID(page.id)
    assert uuid.UUID(bytes=raw[16:32]) == uuid.UUID(booking["booking_id"])
    assert unpack(booking["booking_ref"]).salt


@pytest.mark.parametrize("spelling", ["True", "TRUE", "true", "1"])
def test_rule_18_booleans_in_a_query_are_read_in_any_case(
    api: Api, grant: Grant, page: Configuration, spelling: str
) -> None:
    make_booking(page)
    window = {"start": NOW, "end": NOW + 7 * DAY}

    busy = api.get(f"/grants/{grant.id}/events", calendar_id="primary", busy=spelling, **window)

    assert len(data(busy)) == 1


def test_rule_19_a_list_never_has_more_rows_than_asked_for(api: Api, grant: Grant) -> None:
    for number in range(5):
        make_configuration(grant, slug=f"page-{number}")
    path = f"/grants/{grant.id}/scheduling/configurations"

    first = api.get(path, limit=2).get_json()
    second = api.get(path, limit=2, page_token=first["next_cursor"]).get_json()
    last = api.get(path, limit=2, page_token=second["next_cursor"]).get_json()

    pages = [[row["slug"] for row in answer["data"]] for answer in (first, second, last)]
    assert sorted(map(len, pages)) == [1, 2, 2]
    assert sorted(slug for slugs in pages for slug in slugs) == [f"page-{number}" for number in range(5)]
    assert "next_cursor" not in last


def test_rule_20_the_request_id_stands_in_body_and_header(api: Api, page: Configuration) -> None:
    answers = [
        api.get("/scheduling/ui-settings", configuration_id=page.id),
        api.get("/scheduling/ui-settings", configuration_id="x"),
        api.get("/nowhere"),
        api.post(BOOKINGS, b"[", configuration_id=page.id),
    ]

    ids = [answer.get_json()["request_id"] for answer in answers]
    assert [answer.headers["x-request-id"] for answer in answers] == ids
    assert len(set(ids)) == len(ids)


def test_there_is_a_test_for_each_of_the_twenty() -> None:
    numbers = {int(name.split("_")[2]) for name in globals() if name.startswith("test_rule_")}

    assert numbers == set(range(1, 21))
