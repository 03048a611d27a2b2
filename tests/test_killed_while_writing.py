"""A worker that is killed between a CalDAV server's success and our note of it: the entry is found, and is one."""

import re
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
    make_configuration,
    participant,
)
from tests.caldav_servers import PASSWORD, USERNAME, CalDavServer
from tests.conftest import StoppedClock
from tests.killing import Holding, kill_a_worker, make_due_booking
from tests.waiting import HANG_SECONDS
from webapp.extensions import db, transaction
from webapp.models import Booking, Calendar, Event, Mirror
from webapp.services.calendars import connecting
from webapp.worker import Worker

PASSED_ON = {"Authorization", "Content-Type", "Depth", "If-Match", "If-None-Match"}
PASSED_BACK = {"Content-Type", "DAV", "ETag", "Location", "WWW-Authenticate"}


class HeldBack(Holding):
    """Passes requests on to a CalDAV server, and holds back what it answers to a write."""

    def __init__(self, behind: CalDavServer, server: HTTPServer) -> None:
        self.url = server.url_for("/")
        super().__init__()
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
            self.hold_back()
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
    settings = {"url": server.url, "username": USERNAME, "password": PASSWORD, "email": MAYA}
    grant = connecting.connect(make_application().id, "caldav", settings, now=NOW)
    path = "/" + kept_at.split("/", 3)[3]
    of_path = select(Calendar.id).join(Mirror).where(Mirror.external_id.endswith(path))
    calendar_id = db.session.scalars(of_path).one()
    with transaction() as session:
        session.execute(update(Mirror).values(whole_at=NOW))
    maya = participant(availability={"calendar_ids": [calendar_id]}, booking={"calendar_id": calendar_id})
    page = make_configuration(grant, participants=[maya], scheduler=document()["scheduler"])
    return make_due_booking(page)


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
    kill_a_worker(app, server)
    assert db.session.get_one(Event, event_id).provider_event_id is None

    clock.advance(days=1)
    db.session.close()
    Worker(app).run(until_empty=True)

    assert radicale_server.read(kept_at).count("BEGIN:VEVENT") == 1
    assert db.session.get_one(Event, event_id, populate_existing=True).provider_event_id is not None
