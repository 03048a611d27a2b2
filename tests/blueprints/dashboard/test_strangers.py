"""Every route of a booking against whoever may not use it: somebody signed out, another organizer, and a host who sees
the booking and does not decide about it. Who may is a rule in one place: `services/bookings/hosts.py`."""

import pytest
from flask import Flask
from werkzeug.routing import Rule

from tests.blueprints.dashboard.conftest import sign_in
from tests.browser import Browser
from tests.builders import (
    JONAS,
    make_booking,
    make_colleague,
    make_organizer,
    make_pending_configuration,
    participant,
)
from tests.conftest import StoppedClock
from tests.house.scene import rows
from tests.page import Page
from webapp.models import Booking

SEEN = {"dashboard.booking_show"}  # what a host may open
OTHER = "other@example.com"


@pytest.fixture
def booking(browser: Browser) -> Booking:
    """A request on a page of Jonas's that Maya hosts with him."""
    make_organizer()
    people = [participant(JONAS, name="Jonas Weber"), participant(organizer=False)]
    return make_booking(make_pending_configuration(make_colleague(), participants=people))


def rules(app: Flask) -> list[Rule]:
    ours = [rule for rule in app.url_map.iter_rules() if rule.endpoint.startswith("dashboard.")]
    return [rule for rule in ours if "<booking_id>" in rule.rule]


def try_all(app: Flask, browser: Browser, booking: Booking) -> dict[str, Page]:
    """The answer of every route, by its endpoint."""
    token = browser.open("/dashboard").form("Sign out").values["csrf_token"]
    found = {}
    for rule in rules(app):
        path = rule.rule.replace("<booking_id>", booking.id).replace("<int:message_id>", "1")
        is_read = "GET" in (rule.methods or ())
        found[rule.endpoint] = browser.open(path) if is_read else browser.send(path, {"csrf_token": token})
    return found


def test_there_is_a_table_of_routes(app: Flask) -> None:
    assert len(rules(app)) >= 13


def test_another_organizer_finds_nothing_and_changes_nothing(
    app: Flask, browser: Browser, booking: Booking
) -> None:
    make_organizer(OTHER, name="Olga Other")
    sign_in(browser, email=OTHER)
    before = rows()

    statuses = {endpoint: page.status for endpoint, page in try_all(app, browser, booking).items()}

    assert statuses == dict.fromkeys(statuses, 404)
    assert rows() == before


def test_a_host_sees_the_booking_and_decides_nothing(app: Flask, browser: Browser, booking: Booking) -> None:
    sign_in(browser)
    before = rows()

    statuses = {endpoint: page.status for endpoint, page in try_all(app, browser, booking).items()}

    assert statuses == {endpoint: 200 if endpoint in SEEN else 409 for endpoint in statuses}
    assert rows() == before


def test_who_is_signed_out_is_led_to_the_sign_in(
    app: Flask, browser: Browser, booking: Booking, clock: StoppedClock
) -> None:
    before = rows()
    token = browser.open("/login").form("Sign in").values["csrf_token"]

    answers = [
        browser.open(path) if "GET" in (rule.methods or ()) else browser.send(path, {"csrf_token": token})
        for rule in rules(app)
        for path in [rule.rule.replace("<booking_id>", booking.id).replace("<int:message_id>", "1")]
    ]

    assert {answer.location.partition("?")[0] for answer in answers} == {"/login"}
    assert rows() == before
