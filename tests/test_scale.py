"""A page costs the same however many bookings lie behind it."""

from functools import partial
from typing import Any
from unittest import mock

import pytest
from flask import Flask
from sqlalchemy import insert

from bench import crowd
from tests import cost
from tests.builders import DAY, HOUR, NOW, timespan
from tests.conftest import StoppedClock, migrated_app
from tests.house.scene import Scene, ask, make_scene
from tests.pg import new_database
from webapp.extensions import db, transaction
from webapp.models import Booking, Event
from webapp.services import health
from webapp.services.bookings import lists

FULL_PAGES = 1000  # a full page of every list, and a month without a free hour
MANY = 10_000
NO_MORE_THAN = 1.2
WEEK = 7 * DAY
SEARCHED_AT_ONCE = 200  # fewer than a full list has

EVENTS = "/v3/grants/<grant>/events?calendar_id=primary"
PAGES = {
    "today": "/dashboard",
    "waiting": "/dashboard/bookings?kind=pending",
    "upcoming": "/dashboard/bookings?kind=upcoming",
    "past": "/dashboard/bookings?kind=past",
    "cancelled": "/dashboard/bookings?kind=cancelled",
    "search": "/dashboard/bookings?kind=upcoming&q=guest-00000002",
    "search that finds nobody": "/dashboard/bookings?kind=past&q=nobody",
    "filters": "/dashboard/bookings?kind=upcoming&page=<configuration_id>&host=maya@example.com&from=2027-01-05",
    "latest first": "/dashboard/bookings?kind=upcoming&order=reversed",
    "upcoming by guest": "/dashboard/bookings?kind=upcoming&order=guest",
    "past by booking": "/dashboard/bookings?kind=past&order=booked-reversed",
    "cancelled by guest": "/dashboard/bookings?kind=cancelled&order=guest-reversed",
    "numbers": "/dashboard/bookings/numbers?weeks=52",
    "feed": "/feeds/<feed_token>.ics",
    "one booking": "/dashboard/bookings/<booking_id>",
    "calendar, a week": "/dashboard/calendar",
    "calendar, a month": "/dashboard/calendar?view=month",
    "deliveries": "/dashboard/deliveries",
    "webhook": "/dashboard/settings/webhooks/<webhook_id>",
    "mail": "/dashboard/settings/mail",
    "explanation of a day": f"/v3/scheduling/availability/explain?configuration_id=<configuration_id>"
    f"&start_time={NOW + DAY}&end_time={NOW + 2 * DAY}",
    "availability": f"/v3/scheduling/availability?configuration_id=<configuration_id>"
    f"&start_time={NOW + DAY}&end_time={NOW + 8 * DAY}",
    "scheduling page": "/<slug>",
    "a guest's booking": "/bookings/<reference>",
    "metrics": "/metrics",
    "events": EVENTS,
    "events of a day": f"{EVENTS}&start={NOW + DAY}&end={NOW + 2 * DAY}",
    "events from now on": f"{EVENTS}&start={NOW}",
    "events up to now": f"{EVENTS}&end={NOW}",
    "events of a month, recurring ones expanded": f"{EVENTS}&start={NOW}&end={NOW + 30 * DAY}&expand_recurring=true",
}
# Tables that grow with the bookings.
GROWING = {"attempt", "booking", "booking_change", "busy_span", "event", "outbox_entry"}


@pytest.fixture(scope="module")
def costs(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Any:
    """By database: what each page costs with full pages only, and with many bookings."""
    return partial(_costs, request, tmp_path_factory, {})


@pytest.mark.parametrize("page", PAGES)
def test_a_page_costs_the_same_with_ten_thousand_bookings(costs: Any, clock: StoppedClock, page: str) -> None:
    few, many = costs("sqlite")

    assert many[page] <= few[page] * NO_MORE_THAN


@pytest.mark.parametrize("page", PAGES)
def test_no_page_reads_a_table_from_end_to_end(costs: Any, clock: StoppedClock, page: str) -> None:
    few, many = costs("postgres")

    assert [table for plan in many[page] for table in cost.whole_tables(plan) if table in GROWING] == []
    assert _rows(many[page]) <= _rows(few[page]) * NO_MORE_THAN


def _rows(plans: list[dict[str, Any]]) -> int:
    return sum(map(cost.rows_read, plans))


def _costs(
    request: pytest.FixtureRequest, folders: pytest.TempPathFactory, found: dict[str, Any], kind: str
) -> Any:
    if kind not in found:
        folder = folders.mktemp(kind)
        url = f"sqlite:///{folder}/a.sqlite3"
        if kind == "postgres":
            url = new_database(request.getfixturevalue("postgres_url"), name="scale")
        found[kind] = _measured(migrated_app(folder, database_url=url), kind)
    return found[kind]


def _measured(app: Flask, kind: str) -> tuple[dict[str, Any], dict[str, Any]]:
    measure = {"sqlite": cost.steps, "postgres": cost.plans}[kind]
    with app.app_context(), mock.patch.object(lists, "SEARCHED_AT_ONCE", SEARCHED_AT_ONCE):
        scene = make_scene(app)
        few = _all(scene, measure, more=FULL_PAGES)
        many = _all(scene, measure, more=MANY - FULL_PAGES, after=FULL_PAGES)
        db.session.remove()
        db.engine.dispose()
    return few, many


def _all(scene: Scene, measure: Any, *, more: int, after: int = 0) -> dict[str, Any]:
    with transaction() as session:
        template = session.get_one(Booking, scene.parts["booking_id"])
        crowd.fill(session, template, many=more, after=after, now=NOW)
        calendar_id = session.get_one(Event, template.event_id).calendar_id
        session.execute(insert(Event), _ended_series(calendar_id, many=more, after=after))
    health.count(now=NOW + after)
    cost.settle()
    return {name: _of_page(scene, address, measure) for name, address in PAGES.items()}


def _ended_series(calendar_id: str, *, many: int, after: int) -> list[dict[str, Any]]:
    """Series of an organizer that are over, one ending before the other."""
    lines = ["RRULE:FREQ=WEEKLY;COUNT=2"]
    return [
        {
            "id": f"series-{number}",
            "ical_uid": f"series-{number}",
            "calendar_id": calendar_id,
            "when": timespan(NOW - (number + 40) * HOUR),
            "recurrence": lines,
            "starts_at": NOW - (number + 40) * HOUR - 2 * WEEK,
            "ends_at": NOW - (number + 39) * HOUR - 2 * WEEK,
            "over_at": NOW - (number + 39) * HOUR,
            "created_at": NOW,
            "updated_at": NOW,
        }
        for number in range(after, after + many)
    ]


def _of_page(scene: Scene, address: str, measure: Any) -> Any:
    path, browser = scene.address("", address), scene.browser()
    headers = scene.callers["a program"] if path.startswith("/v3") else {}

    def open_page() -> None:
        answer = ask(browser, "GET", path, headers=headers)
        assert answer.status_code == 200

    open_page()  # what is only made once is made now
    return measure(open_page)
