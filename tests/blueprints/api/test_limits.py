"""Whoever writes too often is told to wait."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from flask import Flask

from tests.blueprints.api.conftest import Api, data, error, wish
from tests.builders import TOMORROW_AT_TEN
from tests.conftest import StoppedClock, migrated_app
from webapp.extensions import db
from webapp.models import Configuration
from webapp.rate_limits import limiter

BOOKINGS = "/scheduling/bookings"
HALF_HOUR = 1800


@pytest.fixture
def app(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Flask]:
    """An application that counts, unlike that of the other tests."""
    monkeypatch.setattr(limiter, "enabled", limiter.enabled)  # the extension is shared: put back what it was
    counting = migrated_app(tmp_path, database_url=f"sqlite:///{tmp_path}/a.sqlite3", RATELIMIT_ENABLED=True)
    with counting.app_context():
        yield counting
        db.session.remove()
        db.engine.dispose()


def test_too_many_writes_are_told_when_to_come_back(anonymous: Api, page: Configuration) -> None:
    answers = [anonymous.post(BOOKINGS, b"{", configuration_id=page.id) for _ in range(61)]

    assert [one.status_code for one in answers] == [400] * 60 + [429]
    assert error(answers[-1])[:2] == (429, "rate_limit_error")
    assert answers[-1].headers["Retry-After"] == "61"  # the minute, and a second to be sure
    assert answers[-1].headers["Access-Control-Allow-Origin"] == "*"


def test_all_that_a_guest_writes_is_counted_together_and_a_minute_later_anew(
    anonymous: Api, page: Configuration, clock: StoppedClock
) -> None:
    for _ in range(59):
        anonymous.patch(f"{BOOKINGS}/x", {}, configuration_id=page.id)

    last = anonymous.post(BOOKINGS, wish(), configuration_id=page.id)
    refused = anonymous.delete(f"{BOOKINGS}/x", configuration_id=page.id)
    clock.advance(seconds=60)
    again = anonymous.post(BOOKINGS, wish(TOMORROW_AT_TEN + HALF_HOUR), configuration_id=page.id)

    assert data(last)["status"] == data(again)["status"] == "booked"
    assert refused.status_code == 429


def test_questions_and_preflights_are_not_counted(anonymous: Api, page: Configuration) -> None:
    for _ in range(61):
        anonymous.ask("OPTIONS", BOOKINGS)
        anonymous.get("/scheduling/ui-settings", configuration_id=page.id)

    assert data(anonymous.post(BOOKINGS, wish(), configuration_id=page.id))["status"] == "booked"
