"""From a calendar file at an address to busy time here."""

from datetime import UTC, datetime

import pytest
from flask import Flask
from pytest_httpserver import HTTPServer
from sqlalchemy import select
from werkzeug import Request, Response

from tests.builders import NOW, TOMORROW_AT_TEN, make_application, make_organizer
from tests.conftest import StoppedClock
from tests.lib.ical.files import calendar, event
from webapp.extensions import db
from webapp.models import BusySpan, Calendar, Grant, Mirror
from webapp.services.calendars import connecting, mirroring

HOUR = 3600


class Feed:
    """A file that is changed behind our back, and its copy here."""

    def __init__(self, server: HTTPServer) -> None:
        self.body = calendar()
        server.expect_request("/roster.ics").respond_with_handler(self._answer)
        settings = {"email": "Roster", "url": server.url_for("/roster.ics")}
        grant = connecting.connect(make_application().id, "ics", settings, now=NOW)
        self.calendar_id = db.session.scalars(select(Calendar.id).where(Calendar.grant_id == grant.id)).one()
        db.session.close()
        self._reads = 0

    def _answer(self, request: Request) -> Response:
        answer = Response(self.body, content_type="text/calendar")
        answer.add_etag()
        return answer.make_conditional(request)

    def url(self) -> str:
        """The address that the account has here."""
        of_calendar = select(Grant).join(Calendar).where(Calendar.id == self.calendar_id)
        return str(connecting.secret_of(db.session.scalars(of_calendar).one())["url"])

    def busy(self) -> list[tuple[int, int]]:
        """Read the file as the worker does; the busy time that we have of it then."""
        self._reads += 1
        mirroring.sync(self.calendar_id, now=NOW + 60 * self._reads)
        db.session.close()
        spans = select(BusySpan.starts_at, BusySpan.ends_at).where(BusySpan.calendar_id == self.calendar_id)
        return [(since, until) for since, until in db.session.execute(spans.order_by(BusySpan.starts_at))]

    def mirror(self) -> Mirror:
        return db.session.get_one(Mirror, self.calendar_id, populate_existing=True)


@pytest.fixture
def feed(sqlite_app: Flask, clock: StoppedClock, httpserver: HTTPServer) -> Feed:
    return Feed(httpserver)


def shift(starts_at: int, *more: str) -> str:
    return event(f"DTSTART:{datetime.fromtimestamp(starts_at, UTC):%Y%m%dT%H%M%SZ}", "DURATION:PT1H", *more)


def test_time_in_a_file_is_busy_until_it_is_moved_or_gone(feed: Feed) -> None:
    feed.body = calendar(shift(TOMORROW_AT_TEN))
    assert feed.busy() == [(TOMORROW_AT_TEN, TOMORROW_AT_TEN + HOUR)]

    feed.body = calendar(shift(TOMORROW_AT_TEN + HOUR))
    assert feed.busy() == [(TOMORROW_AT_TEN + HOUR, TOMORROW_AT_TEN + 2 * HOUR)]

    feed.body = calendar()
    assert feed.busy() == []


def test_an_entry_that_cannot_be_read_is_counted_and_hides_no_other(feed: Feed) -> None:
    feed.body = calendar(event("UID:2", "DTSTART:TBD"), shift(TOMORROW_AT_TEN))

    assert feed.busy() == [(TOMORROW_AT_TEN, TOMORROW_AT_TEN + HOUR)]
    assert feed.mirror().troubles == 1


@pytest.mark.parametrize(
    ("body", "failure"),
    [
        (b"<html>Please sign in</html>", "provider.no_calendar"),
        (calendar(shift(TOMORROW_AT_TEN))[:-30], "provider.unreadable"),
    ],
)
def test_what_is_no_whole_calendar_makes_nothing_free(feed: Feed, body: bytes, failure: str) -> None:
    feed.body = calendar(shift(TOMORROW_AT_TEN))
    before = feed.busy()
    feed.body = body

    assert feed.busy() == before
    assert feed.mirror().failure == failure


def test_every_shift_of_a_series_is_busy_but_the_one_that_was_cancelled(feed: Feed) -> None:
    day = 24 * HOUR
    second = f"{datetime.fromtimestamp(TOMORROW_AT_TEN + day, UTC):%Y%m%dT%H%M%SZ}"
    cancelled = shift(TOMORROW_AT_TEN + day, f"RECURRENCE-ID:{second}", "STATUS:CANCELLED")
    feed.body = calendar(shift(TOMORROW_AT_TEN, "RRULE:FREQ=DAILY;COUNT=3"), cancelled)

    assert [starts for starts, _ in feed.busy()] == [TOMORROW_AT_TEN, TOMORROW_AT_TEN + 2 * day]


def test_a_file_of_a_program_is_not_replaced_by_another_one_of_its_name(
    feed: Feed, httpserver: HTTPServer
) -> None:
    httpserver.expect_request("/other.ics").respond_with_data(calendar(), content_type="text/calendar")
    settings = {"email": "Roster", "url": httpserver.url_for("/other.ics")}
    jonas = make_organizer()
    before = feed.url()

    made = connecting.connect(jonas.application_id, "ics", settings, now=NOW, organizer=jonas)

    assert (made.email, made.organizer_id, feed.url()) == ("roster 2", jonas.id, before)
