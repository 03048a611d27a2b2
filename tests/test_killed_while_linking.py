"""A worker that is killed between Google's success and our note of it: one meeting, one link, and one mail for each."""

import re
from collections.abc import Iterator

import pytest
from flask import Flask
from pytest_httpserver import HTTPServer
from sqlalchemy import update
from werkzeug import Request, Response

from tests.builders import NOW, PRIYA, make_application, make_configuration, participant
from tests.conftest import StoppedClock
from tests.google_server import GoogleServer, app_at
from tests.killing import Holding, kill_a_worker, make_due_booking
from tests.mail_server import MailServer
from tests.oauth_server import CLIENT_ID, CLIENT_SECRET, OWNER
from webapp.extensions import db, transaction
from webapp.lib.oauth import client
from webapp.models import Booking, Mirror
from webapp.services import bookings
from webapp.services.calendars import connecting
from webapp.worker import Worker


class HeldBack(GoogleServer, Holding):
    """Google, which holds back what it answers to a write."""

    def __init__(self, server: HTTPServer) -> None:
        GoogleServer.__init__(self)
        Holding.__init__(self)
        server.expect_request(re.compile(".*")).respond_with_handler(self.answer)

    def answer(self, request: Request) -> Response:
        answer = super().answer(request)
        if request.method == "POST" and request.path.endswith("/events"):
            self.hold_back()
        return answer


@pytest.fixture
def google(app: Flask, httpserver: HTTPServer) -> Iterator[HeldBack]:
    before = app.config["OPENSLOT_PROVIDER_APPS"]
    app.config["OPENSLOT_PROVIDER_APPS"] = {"google": app_at(httpserver)}
    client.known_tokens.forget()
    yield HeldBack(httpserver)
    app.config["OPENSLOT_PROVIDER_APPS"] = before


@pytest.fixture
def booking(app: Flask, clock: StoppedClock, google: HeldBack) -> Booking:
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
    return make_due_booking(page)


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
    at_google = {
        "GOOGLE_CLIENT_ID": CLIENT_ID,
        "GOOGLE_CLIENT_SECRET": CLIENT_SECRET,
        "GOOGLE_TOKEN_URL": httpserver.url_for("/token"),
        "GOOGLE_API_URL": httpserver.url_for("/api"),
    }
    kill_a_worker(app, google, settings=at_google)
    assert bookings.find(booking_id).place is None
    db.session.close()

    clock.advance(seconds=30)
    Worker(app).run(until_empty=True)

    (link,) = google.meets.values()
    assert bookings.find(booking_id).place == link
    assert sorted(mails.recipients) == sorted((OWNER, PRIYA))
    assert all(link in message.as_string() for message in mails.messages())
