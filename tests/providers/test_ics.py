"""Calendar files at an address."""

from collections.abc import Mapping, Sequence
from datetime import UTC, datetime
from typing import Any

import pytest
from pytest_httpserver import HTTPServer
from werkzeug import Request, Response

from tests.lib.ical.files import calendar, event
from tests.providers.contract import DAY, MONDAY, NINE, TEN, WINDOW, Contract, World, pages, spans
from webapp.errors import InvalidInput, ProviderError
from webapp.lib.external import Access
from webapp.providers import ExternalProvider, ics

pytestmark = pytest.mark.usefixtures("asking_app")

TOKEN = "private-0af3"  # of a server on this machine
PATH = f"/calendar/{TOKEN}/basic.ics"


class FeedWorld(World):
    """A server with one file. `answers`: what it answers in place of the file."""

    provider: ExternalProvider = ics.PROVIDER
    secrets = (TOKEN,)

    def __init__(self, server: HTTPServer) -> None:
        self.server = server
        self.events = dict[str, str]()
        self.head: tuple[str, ...] = ("X-WR-CALNAME:Timetable", "X-WR-TIMEZONE:Europe/Berlin")
        self.answer: Response | None = None
        self.has_etag = True
        self.asked = 0
        self.sent = 0
        server.expect_request(PATH).respond_with_handler(self._respond)
        server.expect_request("/page").respond_with_data("<html>Sign in</html>", content_type="text/html")
        server.expect_request("/closed").respond_with_data("", status=401)
        self.settings: Mapping[str, Any] = {"email": "Timetable", "url": server.url_for(PATH)}

    @property
    def wrong(self) -> Sequence[Mapping[str, Any]]:  # type: ignore[override]
        addresses = ("/page", "/closed", "/nothing")
        return [{"email": "Timetable", "url": self.server.url_for(path)} for path in addresses]

    def _respond(self, request: Request) -> Response:
        self.asked += 1
        if self.answer is not None:
            return self.answer
        answer = Response(self.file(), content_type="text/calendar")
        if self.has_etag:
            answer.add_etag()
            answer.make_conditional(request)
        self.sent += answer.status_code == 200
        return answer

    def file(self) -> bytes:
        return calendar(*self.events.values(), head=self.head)

    def add(self, name: str, starts_at: int, ends_at: int) -> None:
        lines = (f"DTSTART:{stamp(starts_at)}", f"DTEND:{stamp(ends_at)}", f"SUMMARY:{name}")
        self.events[name] = event(f"UID:{name}", *lines)

    def drop(self, name: str) -> None:
        del self.events[name]

    def lock_out(self) -> None:
        self.answer = Response(status=403)

    def remove_calendar(self) -> None:
        self.answer = Response(status=404)

    def forget_cursors(self) -> None:
        self.has_etag = False


def stamp(instant: int) -> str:
    return f"{datetime.fromtimestamp(instant, UTC):%Y%m%dT%H%M%SZ}"


@pytest.fixture
def world(httpserver: HTTPServer) -> FeedWorld:
    return FeedWorld(httpserver)


class TestIcs(Contract):
    """See `Contract`."""


def refusal(world: FeedWorld, **settings: object) -> InvalidInput:
    with pytest.raises(InvalidInput) as refused:
        world.provider.connect({**world.settings, **settings})
    return refused.value


def test_the_calendar_is_called_what_its_file_says_and_nobody_writes_to_it(world: FeedWorld) -> None:
    (found,) = world.connected().calendars

    assert (found.name, found.timezone, found.read_only) == ("Timetable", "Europe/Berlin", True)


def test_a_calendar_without_a_name_is_called_like_its_account(world: FeedWorld) -> None:
    world.head = ()
    (found,) = world.connected().calendars

    assert (found.name, found.timezone) == ("timetable", None)


def test_the_address_is_needed_to_connect(world: FeedWorld) -> None:
    refused = refusal(world, url=None)

    assert (refused.code, refused.field) == ("value.missing", "settings.url")


@pytest.mark.parametrize(
    "url", ["ftp://example.org/a.ics", "calendar", "https://ada:pw@example.org/", "webcal://"]
)
def test_what_is_no_address_is_refused(world: FeedWorld, url: str) -> None:
    refused = refusal(world, url=url)

    assert (refused.code, refused.field) == ("web_address.invalid", "settings.url")


@pytest.mark.parametrize(
    ("path", "code"),
    [("/page", "ics.no_calendar"), ("/closed", "ics.asks_for_password"), ("/nothing", "ics.nothing_there")],
)
def test_what_is_wrong_with_an_address_is_said(world: FeedWorld, path: str, code: str) -> None:
    world.server.expect_request("/nothing").respond_with_data("", status=404)
    refused = refusal(world, url=world.server.url_for(path))

    assert (refused.code, refused.field) == (code, "settings.url")


def test_an_address_inside_is_refused(world: FeedWorld) -> None:
    assert refusal(world, url="http://10.0.0.7/calendar.ics").code == "ics.private_address"


def test_half_a_file_is_not_connected(world: FeedWorld) -> None:
    world.answer = Response(calendar(event("DTSTART:20270104T080000Z"))[:-20])

    assert refusal(world).code == "ics.no_calendar"


@pytest.mark.parametrize("status", [500, 503])
def test_a_server_with_a_fault_is_no_wrong_address(world: FeedWorld, status: int) -> None:
    world.answer = Response(status=status)

    with pytest.raises(ProviderError):
        world.connected()


def test_webcal_is_https(world: FeedWorld, monkeypatch: pytest.MonkeyPatch) -> None:
    fetched = []

    def fetch(url: str, **_: object) -> ics.Feed:
        fetched.append(url)
        return ics.Feed(body=calendar(), version=ics.Version())

    monkeypatch.setattr(ics.feeds, "fetch", fetch)
    world.provider.connect({"email": "Team", "url": "webcal://example.org/team.ics"})

    assert fetched == ["https://example.org/team.ics"]


def test_a_file_of_a_known_version_is_not_sent_again(world: FeedWorld) -> None:
    access = world.access()
    cursor = pages(world, access)[-1].cursor
    sent = world.sent
    list(world.provider.changes(access, ics.CALENDAR_ID, cursor=cursor, window=WINDOW))

    assert world.sent == sent


def test_a_file_that_only_says_when_it_was_asked_for_is_not_new(world: FeedWorld) -> None:
    world.has_etag = False
    access = world.access()
    lines = ("DTSTART:20270104T080000Z", "DTEND:20270104T090000Z")
    world.events["a"] = event(*lines, "DTSTAMP:20261127T100000Z")
    cursor = pages(world, access)[-1].cursor
    world.events["a"] = event(*lines, "DTSTAMP:20261127T110000Z")
    (told,) = pages(world, access, cursor)

    assert (told.events, told.is_whole) == ((), False)


def test_another_window_is_read_anew(world: FeedWorld) -> None:
    access = world.access()
    world.add("later", NINE + 7 * DAY, TEN + 7 * DAY)
    cursor = pages(world, access)[-1].cursor
    later = ics.Window(since=MONDAY, until=MONDAY + 14 * DAY, timezone="Europe/Berlin")
    (told,) = world.provider.changes(access, ics.CALENDAR_ID, cursor=cursor, window=later)

    assert spans(told.events) == [(NINE + 7 * DAY, TEN + 7 * DAY)]


@pytest.mark.parametrize("cursor", ["", "nonsense", "[]", "7", '["a", "b", null, null]'])
def test_a_cursor_of_nobody_reads_everything(world: FeedWorld, cursor: str) -> None:
    world.add("standup", NINE, TEN)

    assert pages(world, world.access(), cursor)[0].is_whole


def test_many_events_come_in_pages(world: FeedWorld, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(ics, "PAGE", 2)
    for number in range(5):
        world.add(f"event {number}", NINE, TEN)
    read = pages(world, world.access())

    assert [len(page.events) for page in read] == [2, 2, 1]
    assert [page.cursor is None for page in read] == [True, True, False]


def test_a_page_for_people_that_comes_later_is_told(world: FeedWorld) -> None:
    access = world.access()
    world.answer = Response("<html>Sign in</html>")

    with pytest.raises(ProviderError, match=r"provider\.no_calendar"):
        list(world.provider.changes(access, ics.CALENDAR_ID, cursor=None, window=WINDOW))


def test_a_grant_without_its_address_lets_us_in_no_more(world: FeedWorld) -> None:
    access = Access(email="timetable", settings={}, secret={})

    with pytest.raises(ProviderError, match=r"provider\.refused"):
        list(world.provider.changes(access, ics.CALENDAR_ID, cursor=None, window=WINDOW))


def test_an_invitation_that_the_owner_declined_takes_no_time(world: FeedWorld) -> None:
    times = ("DTSTART:20270104T090000Z", "DTEND:20270104T100000Z")
    world.events["a"] = event(*times, "ATTENDEE;PARTSTAT=DECLINED:mailto:ada@example.com")
    world.settings = {**world.settings, "email": "Ada@Example.com"}
    (page,) = pages(world, world.access())

    assert spans(page.events) == []
