"""No page of the dashboard asks the database much, however much there is."""

import pytest
from flask import Flask

from tests.builders import (
    DAY,
    HOUR,
    TOMORROW_AT_TEN,
    grant_of,
    make_booking,
    make_configuration,
    make_event,
    make_pending_configuration,
    primary_calendar,
    timespan,
)
from tests.conftest import StoppedClock
from tests.house.kept_scene import kept_scene
from tests.house.scene import Scene, ask
from tests.queries import statements
from webapp.services.access import organizers
from webapp.services.bookings.lists import KINDS

AT_MOST = 12
ROUNDS = 4


@pytest.fixture
def scene(sqlite_app: Flask, clock: StoppedClock) -> Scene:
    """Maya with several pages, requests, bookings and events."""
    scene = kept_scene(sqlite_app)
    grant = grant_of(organizers.listing()[0])
    requests = make_pending_configuration(grant, slug="more-requests")
    for number in range(ROUNDS):
        page = make_configuration(grant, slug=f"page-{number}")
        make_booking(page, TOMORROW_AT_TEN + number * DAY + DAY)
        make_booking(requests, TOMORROW_AT_TEN + number * DAY + DAY + 2 * HOUR)
        make_event(primary_calendar(grant), timespan(TOMORROW_AT_TEN + number * DAY + DAY + 5 * HOUR))
    return scene


def test_no_page_asks_more_than_twelve_questions(sqlite_app: Flask, scene: Scene) -> None:
    asked = {
        (rule.endpoint, kind): questions(scene, scene.address(rule.endpoint, rule.rule), kind=kind)
        for rule in sqlite_app.url_map.iter_rules()
        if rule.endpoint.startswith("dashboard.") and "GET" in (rule.methods or ())
        for kind in (KINDS if rule.endpoint == "dashboard.booking_index" else [""])
    }

    assert asked["dashboard.index", ""] > 0
    assert {page: number for page, number in asked.items() if number > AT_MOST} == {}


def questions(scene: Scene, path: str, *, kind: str) -> int:
    """How often a page that is opened asks the database."""
    query = {**scene.query, "kind": kind} if kind else scene.query
    with statements("SELECT") as seen:
        ask(scene.browser(), "GET", path, query_string=query)
    return len(seen)
