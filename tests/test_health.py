"""Whether this installation is alive and ready, and who may read its metrics."""

import pytest
from flask import Flask
from flask.testing import FlaskClient

from tests.builders import NOW, make_booking, make_configuration
from tests.conftest import StoppedClock
from tests.fake_provider import FakeServer
from tests.mirrors import sync
from webapp import outbox
from webapp.errors import ProviderError
from webapp.extensions import transaction
from webapp.health import WORKER_SEEN_WITHIN
from webapp.lib.heartbeat import Observer
from webapp.models import Grant
from webapp.services import health
from webapp.worker import BEAT_SECONDS, Worker


@pytest.fixture
def worker_was_seen(app: Flask, clock: StoppedClock, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(app.extensions, "openslot_workers", Observer())  # one that saw nothing yet
    with transaction() as session:
        outbox.beat(session, "worker", NOW)


def reason(client: FlaskClient) -> tuple[int, str | None]:
    answer = client.get("/readyz")
    return answer.status_code, answer.get_json().get("reason")


def test_the_web_process_is_alive_whatever_else_is_not(client: FlaskClient) -> None:
    assert client.get("/healthz").get_json() == {"status": "alive"}


def test_with_a_worker_it_is_ready(client: FlaskClient, worker_was_seen: None) -> None:
    assert reason(client) == (200, None)


def test_without_a_worker_it_is_not(client: FlaskClient, clock: StoppedClock) -> None:
    assert reason(client) == (503, "No worker was seen lately.")


def test_a_worker_that_fell_silent_counts_no_longer(
    client: FlaskClient, worker_was_seen: None, clock: StoppedClock
) -> None:
    clock.advance(seconds=WORKER_SEEN_WITHIN)
    assert reason(client)[0] == 200

    clock.advance(seconds=1)
    assert reason(client)[0] == 503


def test_a_dead_worker_stays_dead_when_the_clock_is_set_back(
    client: FlaskClient, worker_was_seen: None, clock: StoppedClock
) -> None:
    clock.at -= 3600

    assert reason(client) == (503, "No worker was seen lately.")

    clock.advance(seconds=3600)  # the clock shows the time of its last beat again
    assert reason(client) == (503, "No worker was seen lately.")


def test_a_living_worker_is_seen_when_the_clock_is_set_back(
    app: Flask, client: FlaskClient, worker_was_seen: None, clock: StoppedClock
) -> None:
    worker = Worker(app)
    worker.run(once=True)
    clock.at -= 3600

    clock.advance(seconds=BEAT_SECONDS)
    worker.run(once=True)

    assert reason(client) == (200, None)


def test_a_database_that_is_not_migrated_is_named(
    client: FlaskClient, worker_was_seen: None, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("webapp.lib.schema.is_migrated", lambda: False)

    assert reason(client) == (503, "The database is not migrated to this version.")


def test_a_database_that_is_gone_is_named_without_its_cause(
    client: FlaskClient, monkeypatch: pytest.MonkeyPatch
) -> None:
    def gone() -> bool:
        raise ConnectionError("db.internal:5432")

    monkeypatch.setattr("webapp.lib.schema.is_migrated", gone)

    assert reason(client) == (503, "The database cannot be read.")


def test_metrics_count_bookings_and_promises(client: FlaskClient, clock: StoppedClock) -> None:
    make_booking(make_configuration())
    health.count(now=NOW)
    clock.advance(seconds=7)

    numbers = client.get("/metrics").text

    assert 'openslot_bookings{status="booked"} 1.0' in numbers
    assert "openslot_outbox_due 2.0" in numbers
    assert "openslot_outbox_given_up 0.0" in numbers
    assert "openslot_count_age_seconds 7.0" in numbers


def test_metrics_say_how_copies_of_calendars_stand(
    client: FlaskClient, grant_elsewhere: Grant, fake: FakeServer, clock: StoppedClock
) -> None:
    sync(grant_elsewhere)
    fake.fail("changes", ProviderError("provider.unreadable"))
    sync(grant_elsewhere, now=NOW + 60)
    clock.advance(seconds=90)

    numbers = client.get("/metrics").text

    assert 'openslot_calendars{state="read"} 1.0' in numbers
    assert 'openslot_calendar_failures{failure="provider.unreadable"} 1.0' in numbers
    assert "openslot_calendar_age_seconds 90.0" in numbers


def test_metrics_count_the_channels_by_which_providers_tell_of_changes(
    client: FlaskClient, channelled: Grant
) -> None:
    numbers = client.get("/metrics").text

    assert 'openslot_push_channels{state="heard"} 1.0' in numbers
    for state in ("silent", "failed", "ending"):
        assert f'openslot_push_channels{{state="{state}"}} 0.0' in numbers


def test_metrics_name_a_status_that_no_booking_has(client: FlaskClient, clock: StoppedClock) -> None:
    health.count(now=NOW)

    numbers = client.get("/metrics").text

    for status in ("pending", "booked", "cancelled"):
        assert f'openslot_bookings{{status="{status}"}} 0.0' in numbers


def test_metrics_say_nothing_of_what_nobody_has_counted(client: FlaskClient, clock: StoppedClock) -> None:
    numbers = client.get("/metrics").text

    assert "openslot_outbox_due 0.0" in numbers
    assert "openslot_bookings" not in numbers
    assert "openslot_count" not in numbers


def test_a_worker_counts_for_the_metrics(app: Flask, client: FlaskClient, clock: StoppedClock) -> None:
    make_booking(make_configuration())

    Worker(app).run(once=True)

    assert 'openslot_bookings{status="booked"} 1.0' in client.get("/metrics").text


@pytest.mark.parametrize(
    ("header", "status"),
    [
        ("Bearer s3cret", 200),
        ("bearer s3cret", 200),
        ("Bearer wrong", 404),
        ("Basic s3cret", 404),
        ("s3cret", 404),
        ("", 404),
    ],
)
def test_with_a_token_metrics_are_for_those_who_have_it(
    client: FlaskClient, app: Flask, monkeypatch: pytest.MonkeyPatch, header: str, status: int
) -> None:
    monkeypatch.setitem(app.config, "OPENSLOT_METRICS_TOKEN", "s3cret")

    assert client.get("/metrics", headers={"Authorization": header}).status_code == status


def test_production_without_a_token_has_no_metrics(
    client: FlaskClient, app: Flask, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setitem(app.config, "OPENSLOT_ENV", "production")

    assert client.get("/metrics").status_code == 404
