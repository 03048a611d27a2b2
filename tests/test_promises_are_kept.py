"""Promise number two, from end to end: what a booking promised arrives as one story, and no guest waits for it."""

import email
import email.policy
import shutil
import threading
import time
from pathlib import Path
from typing import Any

import pytest
from flask import Flask
from icalendar import Calendar
from pytest_httpserver import HTTPServer
from werkzeug import Request, Response

from tests.builders import (
    DAY,
    HOUR,
    MINUTE,
    NOW,
    PRIYA,
    document,
    make_booking,
    make_configuration,
    make_webhook,
)
from tests.conftest import StoppedClock
from tests.waiting import HANG_SECONDS, wait_for
from webapp.extensions import db
from webapp.models import Application
from webapp.services import bookings
from webapp.services.bookings.commands import CancelBooking, RescheduleBooking
from webapp.services.calendars import grants
from webapp.services.configurations import configurations
from webapp.worker import Worker

LATER = NOW + 2 * DAY


@pytest.fixture
def mail_folder(app: Flask) -> Path:
    folder = Path(app.config["OPENSLOT_DATA"]) / "mail"
    shutil.rmtree(folder, ignore_errors=True)
    return folder


def invitations(folder: Path, *, to: str) -> list[Any]:
    """The iCalendar objects that somebody was mailed, in order."""
    found = []
    for path in sorted(folder.glob("*.eml")):
        mail = email.message_from_bytes(path.read_bytes(), policy=email.policy.default)
        if to in mail["To"]:
            parts = [part for part in mail.walk() if part.get_content_type() == "text/calendar"]
            found += [(part.get_param("method"), Calendar.from_ical(part.get_content())) for part in parts]
    return found


@pytest.mark.parametrize("to", [PRIYA, "maya@example.com"])
def test_booked_rescheduled_and_cancelled_mails_are_one_event_in_a_calendar(
    app: Flask, clock: StoppedClock, mail_folder: Path, to: str
) -> None:
    booking = make_booking(make_configuration())
    Worker(app).run(until_empty=True)
    clock.advance(minutes=1)
    moved = RescheduleBooking(starts_at=LATER, ends_at=LATER + 30 * MINUTE, actor="guest", door="page")
    bookings.reschedule(booking.id, moved, now=clock.at)
    Worker(app).run(until_empty=True)
    clock.advance(minutes=1)
    bookings.cancel(booking.id, CancelBooking(reason="Ill", actor="guest", door="page"), now=clock.at)
    Worker(app).run(until_empty=True)

    sent = invitations(mail_folder, to=to)

    events = [calendar.walk("VEVENT")[0] for _, calendar in sent]
    assert [method for method, _ in sent] == ["REQUEST", "REQUEST", "CANCEL"]
    assert [str(calendar["METHOD"]) for _, calendar in sent] == ["REQUEST", "REQUEST", "CANCEL"]
    assert [int(event["SEQUENCE"]) for event in events] == [0, 1, 2]
    assert {str(event["UID"]) for event in events} == {booking.ical_uid}
    assert [str(event["STATUS"]) for event in events] == ["CONFIRMED", "CONFIRMED", "CANCELLED"]
    assert int(events[1]["DTSTART"].dt.timestamp()) == LATER


def test_no_guest_waits_for_a_webhook_receiver_that_sleeps(app: Flask) -> None:
    begun, go_on, arrived = threading.Event(), threading.Event(), []

    def sleep(request: Request) -> Response:
        begun.set()
        go_on.wait(HANG_SECONDS)
        arrived.append(request.get_json()["data"]["object"]["booking_id"])
        return Response(status=200)

    now = int(time.time())
    with HTTPServer(host="127.0.0.1", threaded=True) as server:
        server.expect_request("/hook").respond_with_handler(sleep)
        hook = make_webhook(server.url_for("/hook"))
        application = db.session.get_one(Application, hook.application_id)
        grant = grants.create_virtual(application.id, "maya@example.com", now=now)
        page = configurations.create(grant, document(), now=now)
        worker = Worker(app)
        thread = threading.Thread(target=worker.run)
        thread.start()
        try:
            first = now - now % DAY + 2 * DAY
            booked = [_book(app, page.id, first)]
            assert begun.wait(HANG_SECONDS)
            booked += [_book(app, page.id, first + hour * HOUR) for hour in range(1, 20)]
            answered_while_asleep = not go_on.is_set() and arrived == []
        finally:
            go_on.set()
            try:
                wait_for(lambda: len(arrived) >= 20, what=lambda: f"only {len(arrived)} arrived")
            finally:
                worker.stop()
                thread.join()

    assert answered_while_asleep
    assert sorted(arrived) == sorted(booked)


def _book(app: Flask, configuration_id: str, starts_at: int) -> str:
    body = {
        "start_time": starts_at,
        "end_time": starts_at + 30 * MINUTE,
        "guest": {"name": "Priya Raman", "email": PRIYA},
    }
    url = f"/v3/scheduling/bookings?configuration_id={configuration_id}"
    answer = app.test_client().post(url, json=body)
    assert answer.status_code == 200, answer.text
    return str(answer.get_json()["data"]["booking_id"])
