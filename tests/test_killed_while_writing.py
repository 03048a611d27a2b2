"""A worker that is killed between a CalDAV server's success and our note of it: the entry is found, and is one."""

import re
import threading
from typing import Any

import pytest
import requests
from flask import Flask
from pytest_httpserver import HTTPServer
from sqlalchemy import select, update
from werkzeug import Request, Response

from tests.builders import (
    MAYA,
    NOW,
    document,
    make_application,
    make_booking,
    make_configuration,
    participant,
)
from tests.caldav_servers import PASSWORD, USERNAME, CalDavServer
from tests.conftest import StoppedClock
from tests.waiting import HANG_SECONDS
from tests.workers import worker_process
from webapp.extensions import db, transaction
from webapp.models import Booking, Calendar, Event, Mirror, OutboxEntry
from webapp.models.outbox import CALENDAR
from webapp.services.calendars import connecting
from webapp.worker import Worker

LONG_AGO = 1
PASSED_ON = {"Authorization", "Content-Type", "Depth", "If-Match", "If-None-Match"}
PASSED_BACK = {"Content-Type", "DAV", "ETag", "Location", "WWW-Authenticate"}


class HeldBack:
    """Passes requests on to a CalDAV server, and holds back what it answers to a write."""

    def __init__(self, behind: CalDavServer, server: HTTPServer) -> None:
        self.url = server.url_for("/")
        self.has_written, self.lets_go = threading.Event(), threading.Event()
        self._behind = behind.url.rstrip("/")
        server.expect_request(re.compile(".*")).respond_with_handler(self._pass_on)

    def _pass_on(self, request: Request) -> Response:
        headers = {name: value for name, value in request.headers.items() if name in PASSED_ON}
        answer = requests.request(
            request.method,
            f"{self._behind}{request.path}",
            data=request.get_data(),
            headers=headers,
            timeout=HANG_SECONDS,
        )
        if request.method == "PUT" and answer.ok:
            self.has_written.set()
            self.lets_go.wait(HANG_SECONDS)
        back: Any = [(name, value) for name, value in answer.headers.items() if name in PASSED_BACK]
        return Response(answer.content, answer.status_code, back)


@pytest.fixture
def kept_at(radicale_server: CalDavServer) -> str:
    return radicale_server.new_calendar("Killed")


@pytest.fixture
def server(radicale_server: CalDavServer, httpserver: HTTPServer) -> HeldBack:
    return HeldBack(radicale_server, httpserver)


@pytest.fixture
def booking(app: Flask, clock: StoppedClock, server: HeldBack, kept_at: str) -> Booking:
    """A booking whose entry is due, by the real clock too, and all else is not."""
    settings = {"url": server.url, "username": USERNAME, "password": PASSWORD, "email": MAYA}
    grant = connecting.connect(make_application().id, "caldav", settings, now=NOW)
    path = "/" + kept_at.split("/", 3)[3]
    of_path = select(Calendar.id).join(Mirror).where(Mirror.external_id.endswith(path))
    calendar_id = db.session.scalars(of_path).one()
    with transaction() as session:
        session.execute(update(Mirror).values(whole_at=NOW))
    maya = participant(availability={"calendar_ids": [calendar_id]}, booking={"calendar_id": calendar_id})
    page = make_configuration(grant, participants=[maya], scheduler=document()["scheduler"])
    booking = make_booking(page)
    with transaction() as session:
        session.execute(update(OutboxEntry).where(OutboxEntry.kind == CALENDAR).values(due_at=LONG_AGO))
    return booking


@pytest.mark.slow
def test_a_worker_that_is_killed_before_it_could_note_the_entry_leaves_one(
    app: Flask,
    clock: StoppedClock,
    server: HeldBack,
    radicale_server: CalDavServer,
    kept_at: str,
    booking: Booking,
) -> None:
    event_id = booking.event_id
    db.session.close()
    with worker_process(app) as process:
        assert server.has_written.wait(HANG_SECONDS)
        process.kill()
        process.wait(HANG_SECONDS)
    server.lets_go.set()
    assert db.session.get_one(Event, event_id).provider_event_id is None

    clock.advance(days=1)
    db.session.close()
    Worker(app).run(until_empty=True)

    assert radicale_server.read(kept_at).count("BEGIN:VEVENT") == 1
    assert db.session.get_one(Event, event_id, populate_existing=True).provider_event_id is not None
