"""A worker that is killed between Google's success and our note of it: one meeting, one link, and one mail for each."""

import re
import threading
from collections.abc import Iterator

import pytest
from flask import Flask
from pytest_httpserver import HTTPServer
from sqlalchemy import update
from werkzeug import Request, Response

from tests.builders import NOW, PRIYA, make_application, make_booking, make_configuration, participant
from tests.conftest import StoppedClock
from tests.google_server import GoogleServer, app_at
from tests.mail_server import MailServer, sending_to
from tests.oauth_server import CLIENT_ID, CLIENT_SECRET, OWNER
from tests.waiting import HANG_SECONDS
from tests.workers import worker_process
from webapp.extensions import db, transaction
from webapp.lib.oauth import client
from webapp.models import Booking, Mirror, OutboxEntry
from webapp.models.outbox import CALENDAR
from webapp.services import bookings
from webapp.services.calendars import connecting
from webapp.worker import Worker

LONG_AGO = 1


class HeldBack(GoogleServer):
    """Google, which holds back what it answers to a write."""

    def __init__(self, server: HTTPServer) -> None:
        super().__init__()
        self.has_written, self.lets_go = threading.Event(), threading.Event()
        server.expect_request(re.compile(".*")).respond_with_handler(self.answer)

    def answer(self, request: Request) -> Response:
        answer = super().answer(request)
        if request.method == "POST" and request.path.endswith("/events"):
            self.has_written.set()
            self.lets_go.wait(HANG_SECONDS)
        return answer


@pytest.fixture
def google(app: Flask, httpserver: HTTPServer) -> Iterator[HeldBack]:
    before = app.config["OPENSLOT_PROVIDER_APPS"]
    app.config["OPENSLOT_PROVIDER_APPS"] = {"google": app_at(httpserver)}
    client.known_tokens.forget()
    yield HeldBack(httpserver)
    app.config["OPENSLOT_PROVIDER_APPS"] = before


@pytest.fixture
def mails(app: Flask) -> Iterator[MailServer]:
    server = MailServer()
    with server.running() as port, sending_to(port, app):
        yield server


@pytest.fixture
def booking(app: Flask, clock: StoppedClock, google: HeldBack) -> Booking:
    """A booking whose entry is due, by the real clock too, and all else is not."""
    settings = {"refresh_token": google.oauth.new_refresh_token()}
    grant = connecting.connect(make_application().id, "google", settings, now=NOW)
    with transaction() as session:
        session.execute(update(Mirror).values(whole_at=NOW))
    made = {"provider": "Google Meet", "autocreate": {}}
    page = make_configuration(
        grant,
        participants=[participant(OWNER, name="Ada")],
        event_booking={"title": "Intro call", "timezone": "UTC", "conferencing": made},
    )
    booking = make_booking(page)
    with transaction() as session:
        session.execute(update(OutboxEntry).where(OutboxEntry.kind == CALENDAR).values(due_at=LONG_AGO))
    return booking


@pytest.mark.slow
def test_a_worker_that_is_killed_before_it_kept_the_link_leaves_one_meeting_and_one_mail(
    app: Flask,
    clock: StoppedClock,
    google: HeldBack,
    httpserver: HTTPServer,
    mails: MailServer,
    booking: Booking,
) -> None:
    booking_id = booking.id
    db.session.close()
    at_google = {
        "GOOGLE_CLIENT_ID": CLIENT_ID,
        "GOOGLE_CLIENT_SECRET": CLIENT_SECRET,
        "GOOGLE_TOKEN_URL": httpserver.url_for("/token"),
        "GOOGLE_API_URL": httpserver.url_for("/api"),
    }
    with worker_process(app, settings=at_google) as process:
        assert google.has_written.wait(HANG_SECONDS)
        process.kill()
        process.wait(HANG_SECONDS)
    google.lets_go.set()
    assert bookings.find(booking_id).place is None
    db.session.close()

    clock.advance(seconds=30)
    Worker(app).run(until_empty=True)

    (link,) = google.meets.values()
    assert bookings.find(booking_id).place == link
    assert sorted(mails.recipients) == sorted((OWNER, PRIYA))
    assert all(link in message.as_string() for message in mails.messages())
