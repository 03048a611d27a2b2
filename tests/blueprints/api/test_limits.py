"""Whoever writes too often is told to wait."""

import pytest
from flask import Flask

from config import Limits
from tests.blueprints.api.conftest import Api, data, error, wish
from tests.builders import NOW, TOMORROW_AT_TEN, make_api_key, make_other_application
from tests.conftest import StoppedClock
from webapp.models import Configuration
from webapp.services.access import api_keys

BOOKINGS = "/scheduling/bookings"
HALF_HOUR = 1800


@pytest.fixture
def app(counting_app: Flask) -> Flask:
    return counting_app


def test_too_many_writes_are_told_when_to_come_back(anonymous: Api, page: Configuration) -> None:
    answers = [anonymous.post(BOOKINGS, b"{", configuration_id=page.id) for _ in range(61)]

    assert [answer.status_code for answer in answers] == [400] * 60 + [429]
    assert error(answers[-1])[:2] == (429, "rate_limit_error")
    assert answers[-1].headers["Retry-After"] == "61"  # the minute, and a second to be sure
    assert answers[-1].headers["Access-Control-Allow-Origin"] == "*"


def test_all_that_a_guest_writes_is_counted_together_and_a_minute_later_anew(
    anonymous: Api, page: Configuration, clock: StoppedClock
) -> None:
    for _ in range(59):
        anonymous.patch(f"{BOOKINGS}/x", {}, configuration_id=page.id)

    last = anonymous.post(BOOKINGS, wish(), configuration_id=page.id)
    refused = anonymous.put(f"{BOOKINGS}/x", {}, configuration_id=page.id)
    clock.advance(seconds=60)
    again = anonymous.post(BOOKINGS, wish(TOMORROW_AT_TEN + HALF_HOUR), configuration_id=page.id)

    assert data(last)["status"] == data(again)["status"] == "booked"
    assert refused.status_code == 429


def test_cancelling_always_works(anonymous: Api, page: Configuration) -> None:
    booked = data(anonymous.post(BOOKINGS, wish(), configuration_id=page.id))
    for _ in range(60):
        anonymous.post(BOOKINGS, b"{", configuration_id=page.id)

    cancelled = anonymous.delete(f"{BOOKINGS}/{booked['booking_id']}", configuration_id=page.id)

    assert cancelled.status_code == 200


def posts(caller: Api, page: Configuration, times: int) -> int:
    """Send what is no booking so often; the last status."""
    answers = [caller.post(BOOKINGS, b"{", configuration_id=page.id) for _ in range(times)]
    return answers[-1].status_code


def test_all_addresses_of_one_ipv6_site_are_counted_as_one_visitor(app: Flask, page: Configuration) -> None:
    def at(address: str) -> Api:
        client = app.test_client()
        client.environ_base["REMOTE_ADDR"] = address
        return Api(client, None)

    statuses = [posts(at(f"2001:db8:1:2::{last:x}"), page, 1) for last in range(61)]

    assert statuses == [400] * 60 + [429]
    assert posts(at("2001:db8:1:3::1"), page, 1) == 400


def test_each_api_key_is_counted_by_itself_and_not_with_visitors(
    api: Api, anonymous: Api, page: Configuration
) -> None:
    other = anonymous.as_bearer(make_api_key())

    assert posts(api, page, 61) == 429
    assert posts(other, page, 1) == posts(anonymous, page, 1) == 400


def test_a_key_that_is_made_up_is_counted_with_the_visitor(anonymous: Api, page: Configuration) -> None:
    statuses = [posts(anonymous.as_bearer(f"osk_{at}"), page, 1) for at in range(61)]

    assert statuses == [401] * 60 + [429]


def test_a_guest_who_has_as_many_bookings_as_may_be_is_told_when_to_come_back(
    anonymous: Api, page: Configuration, app: Flask, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setitem(app.config, "OPENSLOT_LIMITS", Limits(bookings_per_address=1))
    anonymous.post(BOOKINGS, wish(), configuration_id=page.id)

    refused = anonymous.post(BOOKINGS, wish(TOMORROW_AT_TEN + HALF_HOUR), configuration_id=page.id)

    seconds = TOMORROW_AT_TEN + HALF_HOUR - NOW
    assert error(refused) == (
        429,
        "rate_limit_error",
        "A guest can have at most 1 upcoming booking on this page. Please cancel one, or try again in "
        f"{seconds} seconds, when the first of them is over.",
    )
    assert refused.headers["Retry-After"] == str(seconds)


def test_the_key_of_another_application_takes_no_more_times_than_a_visitor(
    anonymous: Api, api: Api, page: Configuration, app: Flask, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setitem(app.config, "OPENSLOT_LIMITS", Limits(bookings_per_visitor=1))
    stranger = anonymous.as_bearer(api_keys.create(make_other_application().id, name="else", now=NOW))

    def booked(caller: Api, number: int) -> int:
        guest = {"name": "Guest", "email": f"guest{number}@example.com"}
        body = wish(TOMORROW_AT_TEN + number * HALF_HOUR, guest=guest)
        return caller.post(BOOKINGS, body, configuration_id=page.id).status_code

    assert [booked(stranger, number) for number in (0, 1)] == [200, 429]
    assert [booked(api, number) for number in (2, 3)] == [200, 200]


def test_a_booking_that_was_changed_too_often_says_so_without_a_time(
    anonymous: Api, page: Configuration, app: Flask, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setitem(app.config, "OPENSLOT_LIMITS", Limits(changes_per_booking=1))
    booked = data(anonymous.post(BOOKINGS, wish(), configuration_id=page.id))
    path = f"{BOOKINGS}/{booked['booking_id']}"
    answers = [
        anonymous.patch(path, {"start_time": at, "end_time": at + HALF_HOUR}, configuration_id=page.id)
        for at in (TOMORROW_AT_TEN + HALF_HOUR, TOMORROW_AT_TEN)
    ]

    assert [answer.status_code for answer in answers] == [200, 429]
    assert "Retry-After" not in answers[-1].headers


def test_questions_and_preflights_are_not_counted(anonymous: Api, page: Configuration) -> None:
    for _ in range(61):
        anonymous.ask("OPTIONS", BOOKINGS)
        anonymous.get("/scheduling/ui-settings", configuration_id=page.id)

    assert data(anonymous.post(BOOKINGS, wish(), configuration_id=page.id))["status"] == "booked"
