"""The slots of a page over JSON."""

import gzip
import json

import pytest
from flask.testing import FlaskClient

from tests.blueprints.api.conftest import Api, data, error, wish
from tests.builders import (
    DAY,
    HOUR,
    JONAS,
    MAYA,
    NOW,
    TOMORROW_AT_TEN,
    make_booking,
    make_configuration,
    make_grant,
    participant,
)
from tests.conftest import StoppedClock
from webapp.models import Configuration, Grant
from webapp.services.availability.offers import LoadedQuestion

SLOTS = "/scheduling/availability"
HALF_HOUR = 1800


def test_slots_have_the_shape_that_clients_read(anonymous: Api, page: Configuration) -> None:
    window = {"start_time": TOMORROW_AT_TEN, "end_time": TOMORROW_AT_TEN + HOUR}

    shown = data(anonymous.get(SLOTS, configuration_id=page.id, **window))

    assert shown == {
        "order": [],
        "time_slots": [
            {"emails": [MAYA], "start_time": start, "end_time": start + HALF_HOUR}
            for start in (TOMORROW_AT_TEN, TOMORROW_AT_TEN + HALF_HOUR)
        ],
    }


def test_a_booked_slot_is_not_offered(anonymous: Api, page: Configuration) -> None:
    make_booking(page)

    assert TOMORROW_AT_TEN not in starts(anonymous, page)


def test_a_booking_that_is_moved_is_offered_all_but_its_present_time(
    anonymous: Api, page: Configuration
) -> None:
    before = starts(anonymous, page)
    booking = make_booking(page)

    offered = starts(anonymous, page, booking_id=booking.id)

    assert offered == [start for start in before if start != TOMORROW_AT_TEN]


def test_a_booking_of_another_page_frees_nothing(anonymous: Api, page: Configuration, grant: Grant) -> None:
    other = make_configuration(grant, slug="other")
    booking = make_booking(other)

    refused = anonymous.get(
        SLOTS, configuration_id=page.id, booking_id=booking.id, start_time=NOW, end_time=NOW + 2 * DAY
    )

    assert error(refused)[:2] == (404, "not_found_error")


def test_all_participants_are_named(anonymous: Api, grant: Grant) -> None:
    make_grant(JONAS)
    both = [participant(), participant(JONAS, name="Jonas", organizer=False)]
    page = make_configuration(grant, participants=both)

    shown = data(anonymous.get(SLOTS, configuration_id=page.id, start_time=NOW, end_time=NOW + DAY))

    assert {tuple(slot["emails"]) for slot in shown["time_slots"]} == {(MAYA, JONAS)}


def test_a_window_of_one_second_is_answered(anonymous: Api, page: Configuration) -> None:
    window = {"start_time": TOMORROW_AT_TEN, "end_time": TOMORROW_AT_TEN + 1}

    shown = data(anonymous.get(SLOTS, configuration_id=page.id, **window))

    assert [slot["start_time"] for slot in shown["time_slots"]] == [TOMORROW_AT_TEN]


def test_what_is_offered_can_be_booked(anonymous: Api, page: Configuration) -> None:
    first, *_, last = starts(anonymous, page)

    for start in (first, last):
        assert (
            anonymous.post("/scheduling/bookings", wish(start), configuration_id=page.id).status_code == 200
        )


def starts(anonymous: Api, page: Configuration, **query: str) -> list[int]:
    window = {"start_time": NOW, "end_time": NOW + 2 * DAY}
    shown = data(anonymous.get(SLOTS, configuration_id=page.id, **window, **query))
    return [slot["start_time"] for slot in shown["time_slots"]]


def test_an_unchanged_answer_is_304_and_not_worked_out_again(
    client: FlaskClient, clock: StoppedClock, monkeypatch: pytest.MonkeyPatch
) -> None:
    page = make_configuration()
    url = f"/v3/scheduling/availability?configuration_id={page.id}&start_time={NOW + 3600}&end_time={NOW + 86_400}"
    etag = client.get(url).headers["ETag"]
    worked_out: list[LoadedQuestion] = []
    monkeypatch.setattr(LoadedQuestion, "answer", worked_out.append)

    again = client.get(url, headers={"If-None-Match": etag})

    assert (again.status_code, again.data, worked_out) == (304, b"", [])


def test_a_long_answer_is_compressed_for_those_who_can_read_it(
    client: FlaskClient, clock: StoppedClock
) -> None:
    page = make_configuration()
    url = (
        f"/v3/scheduling/availability?configuration_id={page.id}&start_time={NOW}&end_time={NOW + 7 * 86_400}"
    )

    plain, packed = client.get(url), client.get(url, headers={"Accept-Encoding": "gzip"})

    assert packed.headers["Content-Encoding"] == "gzip"
    assert json.loads(gzip.decompress(packed.data))["data"] == json.loads(plain.data)["data"]
