"""Write to a calendar: however often it is done, and whatever was there before."""

from collections.abc import Callable
from urllib.parse import urlsplit

import pytest
from pytest_httpserver import HTTPServer
from werkzeug import Request, Response

from tests.caldav_answers import answering, event, multistatus
from tests.caldav_servers import CalDavServer
from webapp.errors import ProviderError
from webapp.lib.caldav import resources
from webapp.lib.caldav.client import Client
from webapp.lib.caldav.collection import Resource
from webapp.lib.caldav.resources import Wanted

SignIn = Callable[[str], Client]
UID = "booking-1@book.example.org"
OURS = Wanted(uid=UID, is_ours=lambda text: f"UID:{UID}".encode() in text)
FIRST, SECOND = event(UID, summary="First").encode(), event(UID, summary="Second").encode()


@pytest.fixture
def calendar(caldav_server: CalDavServer) -> str:
    return caldav_server.new_calendar()


@pytest.fixture
def client(calendar: str, sign_in: SignIn) -> Client:
    return sign_in(calendar)


def whole(calendar: str, resource: Resource) -> str:
    return calendar.rpartition(urlsplit(calendar).path)[0] + resource.path


def summary_of(server: CalDavServer, url: str) -> str:
    text = server.read(url)
    return text.partition("SUMMARY:")[2].splitlines()[0]


def count_of(server: CalDavServer, calendar: str) -> int:
    return server.http.request("PROPFIND", calendar, headers={"Depth": "1"}).text.count(".ics<")


def test_an_event_is_put_under_its_uid(caldav_server: CalDavServer, calendar: str, client: Client) -> None:
    put = resources.put(client, calendar, OURS, FIRST, known=None)

    assert put.path == urlsplit(calendar).path + f"{UID}.ics"
    assert put.etag is not None
    assert summary_of(caldav_server, whole(calendar, put)) == "First"


def test_an_event_is_changed_where_it_is(caldav_server: CalDavServer, calendar: str, client: Client) -> None:
    first = resources.put(client, calendar, OURS, FIRST, known=None)

    second = resources.put(client, calendar, OURS, SECOND, known=first)

    assert (second.path, second.etag != first.etag) == (first.path, True)
    assert summary_of(caldav_server, whole(calendar, second)) == "Second"


@pytest.mark.parametrize("known_etag", [None, '"stale"'])
def test_a_write_whose_answer_was_lost_is_repeated_without_a_second_event(
    caldav_server: CalDavServer, calendar: str, client: Client, known_etag: str | None
) -> None:
    first = resources.put(client, calendar, OURS, FIRST, known=None)
    known = None if known_etag is None else Resource(path=first.path, etag=known_etag)

    second = resources.put(client, calendar, OURS, SECOND, known=known)

    assert (second.path, count_of(caldav_server, calendar)) == (first.path, 1)
    assert summary_of(caldav_server, whole(calendar, second)) == "Second"


def test_an_event_that_somebody_has_put_elsewhere_is_changed_there(
    caldav_server: CalDavServer, calendar: str, client: Client
) -> None:
    caldav_server.write(f"{calendar}moved.ics", event(UID))

    put = resources.put(client, calendar, OURS, SECOND, known=None)

    assert (put.path, count_of(caldav_server, calendar)) == (urlsplit(calendar).path + "moved.ics", 1)


def test_an_event_that_somebody_has_deleted_is_put_again(
    caldav_server: CalDavServer, calendar: str, client: Client
) -> None:
    first = resources.put(client, calendar, OURS, FIRST, known=None)
    caldav_server.delete(whole(calendar, first))

    again = resources.put(client, calendar, OURS, SECOND, known=first)

    assert summary_of(caldav_server, whole(calendar, again)) == "Second"


def test_an_event_of_somebody_else_in_its_place_is_not_written_over(
    caldav_server: CalDavServer, calendar: str, client: Client
) -> None:
    caldav_server.write(f"{calendar}{UID}.ics", event("another"))

    with pytest.raises(ProviderError, match="provider.conflict"):
        resources.put(client, calendar, OURS, FIRST, known=None)

    assert "UID:another" in caldav_server.read(f"{calendar}{UID}.ics")


def test_nothing_is_written_to_a_calendar_that_is_gone(
    caldav_server: CalDavServer, calendar: str, client: Client
) -> None:
    caldav_server.delete(calendar)

    with pytest.raises(ProviderError, match="provider.gone"):
        resources.put(client, calendar, OURS, FIRST, known=None)


@pytest.mark.parametrize("etag", ["known", None, '"stale"'])
def test_an_event_is_removed(
    caldav_server: CalDavServer, calendar: str, client: Client, etag: str | None
) -> None:
    put = resources.put(client, calendar, OURS, FIRST, known=None)
    known = Resource(path=put.path, etag=put.etag if etag == "known" else etag)

    for _ in range(2):
        resources.remove(client, calendar, OURS, known=known)

    assert count_of(caldav_server, calendar) == 0


def test_an_event_whose_place_nobody_noted_is_removed(
    caldav_server: CalDavServer, calendar: str, client: Client
) -> None:
    caldav_server.write(f"{calendar}moved.ics", event(UID))

    resources.remove(client, calendar, OURS, known=None)

    assert count_of(caldav_server, calendar) == 0


@pytest.mark.parametrize("known", [None, '"stale"'])
def test_an_event_of_somebody_else_in_its_place_is_not_removed(
    caldav_server: CalDavServer, calendar: str, client: Client, known: str | None
) -> None:
    caldav_server.write(f"{calendar}{UID}.ics", event("another"))
    place = Resource(path=urlsplit(calendar).path + f"{UID}.ics", etag=known) if known else None

    resources.remove(client, calendar, OURS, known=place)

    assert count_of(caldav_server, calendar) == 1


@pytest.mark.parametrize("status", [403, 405])
def test_a_calendar_that_may_only_be_read_is_told(
    httpserver: HTTPServer, sign_in: SignIn, status: int
) -> None:
    answering(httpserver, lambda _: Response(status=status))
    calendar = httpserver.url_for("/team/")
    known = Resource(path="/team/a.ics", etag='"1"')

    with pytest.raises(ProviderError, match="provider.read_only"):
        resources.put(sign_in(calendar), calendar, OURS, FIRST, known=None)
    with pytest.raises(ProviderError, match="provider.read_only"):
        resources.remove(sign_in(calendar), calendar, OURS, known=known)


def test_a_server_that_names_no_etag_is_asked_for_it(httpserver: HTTPServer, sign_in: SignIn) -> None:
    def answer(request: Request) -> Response:
        return Response(status=201) if request.method == "PUT" else Response(FIRST, headers={"ETag": '"7"'})

    answering(httpserver, answer)
    calendar = httpserver.url_for("/team/")

    assert resources.put(sign_in(calendar), calendar, OURS, FIRST, known=None).etag == '"7"'


class Stubborn:
    """Has our event, and takes no condition: not even the ETag that it has just named, or it names none."""

    def __init__(self, etag: str | None) -> None:
        self.etag = etag
        self.writes = 0

    def __call__(self, request: Request) -> Response | str:
        if request.method == "GET":
            return Response(FIRST, headers={"ETag": self.etag} if self.etag else {})
        if request.method == "REPORT":
            return multistatus()
        if "If-Match" in request.headers or "If-None-Match" in request.headers:
            return Response(status=412)
        self.writes += 1
        return Response(status=204)


@pytest.mark.parametrize("etag", ['W/"1"', '"1"', None])
def test_a_server_that_takes_no_condition_is_written_to_all_the_same(
    httpserver: HTTPServer, sign_in: SignIn, etag: str | None
) -> None:
    server = Stubborn(etag)
    answering(httpserver, server)
    calendar = httpserver.url_for("/team/")

    resources.put(sign_in(calendar), calendar, OURS, SECOND, known=None)
    resources.remove(sign_in(calendar), calendar, OURS, known=None)

    assert server.writes == 2


def test_an_event_that_always_changes_meanwhile_is_given_up(httpserver: HTTPServer, sign_in: SignIn) -> None:
    def answer(request: Request) -> Response:
        if request.method == "GET":
            return Response(FIRST, headers={"ETag": f'"{len(httpserver.log)}"'})
        return Response(status=412)

    answering(httpserver, answer)
    calendar = httpserver.url_for("/team/")

    with pytest.raises(ProviderError, match="provider.failed"):
        resources.put(sign_in(calendar), calendar, OURS, SECOND, known=None)


def test_a_uid_that_could_lead_elsewhere_makes_a_plain_name(httpserver: HTTPServer, sign_in: SignIn) -> None:
    answering(httpserver, lambda _: Response(status=201, headers={"ETag": '"1"'}))
    calendar = httpserver.url_for("/team/")
    odd = Wanted(uid="../../x?y/ä", is_ours=OURS.is_ours)

    put = resources.put(sign_in(calendar), calendar, odd, FIRST, known=None)

    assert put.path == "/team/..-..-x-y-%C3%A4.ics"
