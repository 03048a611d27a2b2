"""Read a calendar: what is in it, and what has changed."""

from collections.abc import Callable
from datetime import datetime, timedelta
from urllib.parse import urlsplit

import pytest
from lxml import etree as xml
from pytest_httpserver import HTTPServer
from werkzeug import Request, Response

from tests.caldav_answers import answering, etag, event, multistatus, response
from tests.caldav_servers import CalDavServer
from webapp.errors import ProviderError
from webapp.lib.caldav import client as requests_of_ours
from webapp.lib.caldav import collection
from webapp.lib.caldav.client import Client
from webapp.lib.caldav.collection import Resource

SignIn = Callable[[str], Client]
MONDAY = 1_799_020_800  # 2027-01-04
DAY = 86_400


def path(url: str) -> str:
    return urlsplit(url).path


def data(text: str) -> str:
    return f"<c:calendar-data>{text}</c:calendar-data>"


def changes(client: Client, url: str, token: str) -> tuple[set[str], set[str], str]:
    """Paths that have changed, paths that are gone, and the next token."""
    pages = list(collection.changed(client, url, token))
    assert pages[-1].token is not None
    return (
        {each.path for page in pages for each in page.resources},
        {each for page in pages for each in page.gone},
        pages[-1].token,
    )


def test_a_server_tells_what_has_changed_since_a_token(caldav_server: CalDavServer, sign_in: SignIn) -> None:
    url = caldav_server.new_calendar()
    client = sign_in(url)
    token = collection.state(client, url).token or ""

    caldav_server.write(f"{url}a.ics", event("u1"))
    caldav_server.write(f"{url}b%20c.ics", event("u2"))
    changed, gone, second = changes(client, url, token)
    assert (changed, gone) == ({path(url) + "a.ics", path(url) + "b%20c.ics"}, set())

    caldav_server.delete(f"{url}a.ics")
    assert changes(client, url, second)[:2] == (set(), {path(url) + "a.ics"})


def test_a_calendar_without_changes_has_none(caldav_server: CalDavServer, sign_in: SignIn) -> None:
    url = caldav_server.new_calendar()
    caldav_server.write(f"{url}a.ics", event())
    token = collection.state(sign_in(url), url).token or ""

    assert changes(sign_in(url), url, token) == (set(), set(), token)


@pytest.mark.parametrize("token", ["urn:nobody", "http://radicale.org/ns/sync/0000", "0" * 40])
def test_a_token_that_the_server_does_not_know_has_expired(
    caldav_server: CalDavServer, sign_in: SignIn, token: str
) -> None:
    url = caldav_server.new_calendar()

    with pytest.raises(ProviderError, match="provider.cursor_expired"):
        list(collection.changed(sign_in(url), url, token))


@pytest.mark.parametrize("status", [400, 403, 409, 410, 412, 507])
def test_a_token_is_refused_in_many_ways(httpserver: HTTPServer, sign_in: SignIn, status: int) -> None:
    answering(httpserver, lambda _: Response("<d:error xmlns:d='DAV:'/>", status=status))
    url = httpserver.url_for("/team/")

    with pytest.raises(ProviderError, match="provider.cursor_expired"):
        list(collection.changed(sign_in(url), url, "old"))


def test_changes_of_a_calendar_that_is_gone_are_no_matter_of_the_token(
    caldav_server: CalDavServer, sign_in: SignIn
) -> None:
    url = caldav_server.new_calendar()
    token = collection.state(sign_in(url), url).token or ""
    caldav_server.delete(url)

    with pytest.raises(ProviderError, match="provider.gone"):
        list(collection.changed(sign_in(url), url, token))


def test_changes_that_come_in_several_answers_are_all_read(httpserver: HTTPServer, sign_in: SignIn) -> None:
    def answer(request: Request) -> str:
        if b">t1<" in request.data:
            cut = response("/team/", status=507)
            return multistatus(response("/team/a.ics", etag("1")), cut, token="t2")
        return multistatus(response("/team/b.ics", status=404), token="t3")

    answering(httpserver, answer)
    url = httpserver.url_for("/team/")

    assert changes(sign_in(url), url, "t1") == ({"/team/a.ics"}, {"/team/b.ics"}, "t3")


def test_a_server_that_never_comes_to_an_end_is_not_understood(
    httpserver: HTTPServer, sign_in: SignIn
) -> None:
    answering(httpserver, lambda _: multistatus(response("/team/", status=507), token="t1"))
    url = httpserver.url_for("/team/")

    with pytest.raises(ProviderError, match="provider.not_understood"):
        list(collection.changed(sign_in(url), url, "t1"))


def test_what_is_outside_of_the_span_is_not_listed(caldav_server: CalDavServer, sign_in: SignIn) -> None:
    url = caldav_server.new_calendar()
    caldav_server.write(f"{url}a.ics", event())
    client = sign_in(url)

    assert list(collection.listed(client, url, since=MONDAY, until=MONDAY + DAY)) == [path(url) + "a.ics"]
    assert collection.listed(client, url, since=MONDAY + DAY, until=MONDAY + 2 * DAY) == {}


def test_events_of_a_span_come_with_their_text(caldav_server: CalDavServer, sign_in: SignIn) -> None:
    url = caldav_server.new_calendar()
    caldav_server.write(f"{url}a.ics", event(summary="Lönch & <tea>"))

    (found,) = collection.in_span(sign_in(url), url, since=MONDAY, until=MONDAY + DAY)

    assert found.path == path(url) + "a.ics"
    assert "Lönch & <tea>".encode() in (found.data or b"")
    assert found.etag is not None


def span_in(request: Request) -> tuple[datetime, datetime]:
    element = next(xml.fromstring(request.data).iter("{*}time-range"))
    return datetime.fromisoformat(element.get("start", "")), datetime.fromisoformat(element.get("end", ""))


@pytest.mark.parametrize(
    "refusal",
    [
        multistatus(response("/team/a.ics", etag("1")), response("/team/", status=507)),
        Response("<d:error xmlns:d='DAV:'><d:number-of-matches-within-limits/></d:error>", status=403),
        Response(status=507),
    ],
)
def test_a_span_with_too_many_events_is_asked_for_in_halves(
    httpserver: HTTPServer, sign_in: SignIn, refusal: Response | str
) -> None:
    def answer(request: Request) -> Response | str:
        since, until = span_in(request)
        if until - since > timedelta(days=1):
            return refusal
        return multistatus(response(f"/team/{since:%d}.ics", etag("1")))

    answering(httpserver, answer)
    url = httpserver.url_for("/team/")

    listed = collection.listed(sign_in(url), url, since=MONDAY, until=MONDAY + 2 * DAY)

    assert set(listed) == {"/team/04.ics", "/team/05.ics"}


def test_a_server_that_always_cuts_is_given_up(httpserver: HTTPServer, sign_in: SignIn) -> None:
    answering(httpserver, lambda _: multistatus(response("/team/", status=507)))
    url = httpserver.url_for("/team/")

    with pytest.raises(ProviderError, match="provider.too_large"):
        collection.listed(sign_in(url), url, since=MONDAY, until=MONDAY + DAY)
    assert len(httpserver.log) < 10


def test_resources_are_fetched_with_their_texts_and_the_deleted_are_named(
    caldav_server: CalDavServer, sign_in: SignIn
) -> None:
    url = caldav_server.new_calendar()
    caldav_server.write(f"{url}a%40b.ics", event())
    here, missing = path(url) + "a@b.ics", path(url) + "missing.ics"

    (page,) = collection.fetched(sign_in(url), url, [here, missing])

    assert [(each.path, b"Lunch" in (each.data or b"")) for each in page.resources] == [(here, True)]
    assert page.gone == (missing,)


def test_many_resources_are_fetched_some_at_a_time(
    caldav_server: CalDavServer, sign_in: SignIn, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(collection, "BATCH", 2)
    url = caldav_server.new_calendar()
    for number in range(3):
        caldav_server.write(f"{url}{number}.ics", event(f"u{number}"))

    pages = collection.fetched(sign_in(url), url, [f"{path(url)}{number}.ics" for number in range(3)])

    assert [len(page.resources) for page in pages] == [2, 1]


def test_a_resource_that_an_answer_leaves_out_is_asked_for_by_itself(
    httpserver: HTTPServer, sign_in: SignIn
) -> None:
    def answer(request: Request) -> Response | str:
        if request.method == "REPORT":
            return multistatus(response("/team/", etag("0")))
        if request.path == "/team/gone.ics":
            return Response(status=404)
        return Response(event(), headers={"ETag": "W/1"})

    answering(httpserver, answer)
    url = httpserver.url_for("/team/")

    (page,) = collection.fetched(sign_in(url), url, ["/team/a.ics", "/team/gone.ics"])

    assert page.resources == (Resource(path="/team/a.ics", etag='"1"', data=event().encode()),)
    assert page.gone == ("/team/gone.ics",)


def test_a_resource_that_the_server_will_not_give_has_no_text(
    httpserver: HTTPServer, sign_in: SignIn
) -> None:
    answering(httpserver, lambda _: multistatus(response("/team/a.ics", status=403)))
    url = httpserver.url_for("/team/")

    (page,) = collection.fetched(sign_in(url), url, ["/team/a.ics"])

    assert page.resources == (Resource(path="/team/a.ics"),)


def test_only_the_resource_that_is_too_large_has_no_text(
    httpserver: HTTPServer, sign_in: SignIn, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(requests_of_ours, "BYTES_AT_MOST", 5_000)

    def answer(request: Request) -> str:
        asked = [each.text or "" for each in xml.fromstring(request.data).iter("{DAV:}href")]
        texts = {each: event(summary="x" * 9_000 if "big" in each else "x") for each in asked}
        return multistatus(*(response(each, etag("1") + data(text)) for each, text in texts.items()))

    answering(httpserver, answer)
    url = httpserver.url_for("/team/")
    paths = [f"/team/{name}.ics" for name in ("a", "b", "big", "c")]

    (page,) = collection.fetched(sign_in(url), url, paths)

    assert [(each.path, each.data is None) for each in page.resources] == [
        ("/team/a.ics", False),
        ("/team/b.ics", False),
        ("/team/big.ics", True),
        ("/team/c.ics", False),
    ]


def test_an_event_is_found_by_its_uid(caldav_server: CalDavServer, sign_in: SignIn) -> None:
    url = caldav_server.new_calendar()
    caldav_server.write(f"{url}a.ics", event("u1@example.org"))
    caldav_server.write(f"{url}b.ics", event("u2@example.org"))

    (found,) = collection.with_uid(sign_in(url), url, "u2@example.org")

    assert found.path == path(url) + "b.ics"


@pytest.mark.parametrize("href", ["/team/a%40b.ics", "/team/a@b.ics", "a@b.ics", "http://proxy/team/a@b.ics"])
def test_a_resource_is_named_in_one_way(httpserver: HTTPServer, sign_in: SignIn, href: str) -> None:
    url = httpserver.url_for("/team/")
    given = href.replace("http://proxy", httpserver.url_for("")[:-1] if href.startswith("http") else "")
    answering(httpserver, lambda _: multistatus(response("/team", etag("0")), response(given, etag("1"))))

    assert collection.listed(sign_in(url), url, since=MONDAY, until=MONDAY + DAY) == {"/team/a@b.ics": '"1"'}


@pytest.mark.parametrize(
    ("written", "meant"),
    [
        ('"abc"', '"abc"'),
        ("abc", '"abc"'),
        ('W/"abc"', '"abc"'),
        (" W/abc\n", '"abc"'),
        ("", None),
        (None, None),
        ('""', None),
        ("a\nb", None),
        ("x" * 300, None),
    ],
)
def test_an_etag_has_one_form(written: str | None, meant: str | None) -> None:
    assert collection.etag_of(written) == meant
