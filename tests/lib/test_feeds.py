"""A calendar file is fetched from its address, whole or not at all."""

import pytest
from pytest_httpserver import HTTPServer
from werkzeug import Request, Response

from tests.receivers import closed_port
from webapp.errors import ProviderError
from webapp.lib import feeds, http
from webapp.lib.feeds import Version
from webapp.lib.http import Reply

pytestmark = pytest.mark.usefixtures("asking_app")

TIMEOUT = 60.0


def refusal(url: str) -> ProviderError:
    with pytest.raises(ProviderError) as refused:
        feeds.fetch(url, timeout=TIMEOUT)
    return refused.value


def test_a_file_comes_with_its_version(httpserver: HTTPServer) -> None:
    headers = {"ETag": '"7"', "Last-Modified": "Fri, 27 Nov 2026 10:00:00 GMT"}
    httpserver.expect_request("/cal.ics").respond_with_data("BEGIN", headers=headers)

    feed = feeds.fetch(httpserver.url_for("/cal.ics"), timeout=TIMEOUT)

    assert feed is not None
    assert (feed.body, feed.version) == (b"BEGIN", Version(etag='"7"', modified=headers["Last-Modified"]))


def test_a_file_of_a_version_that_is_known_is_not_sent_again(httpserver: HTTPServer) -> None:
    asked = {"If-None-Match": '"7"', "If-Modified-Since": "Fri, 27 Nov 2026 10:00:00 GMT"}
    httpserver.expect_request("/cal.ics", headers=asked).respond_with_data("", status=304)
    known = Version(etag=asked["If-None-Match"], modified=asked["If-Modified-Since"])

    assert feeds.fetch(httpserver.url_for("/cal.ics"), timeout=TIMEOUT, known=known) is None


@pytest.mark.parametrize("status", [301, 302, 303, 307, 308])
def test_redirects_are_followed(httpserver: HTTPServer, status: int) -> None:
    httpserver.expect_request("/old").respond_with_data("", status=status, headers={"Location": "new?key=1"})
    httpserver.expect_request("/new", query_string="key=1").respond_with_data("BEGIN")

    feed = feeds.fetch(httpserver.url_for("/old"), timeout=TIMEOUT)

    assert feed is not None
    assert feed.body == b"BEGIN"


@pytest.mark.parametrize(
    "location", ["/again", "", "ftp://example.org/x", "http://a b", "javascript:alert(1)"]
)
def test_redirects_that_lead_nowhere_end(httpserver: HTTPServer, location: str) -> None:
    httpserver.expect_request("/again").respond_with_data("", status=302, headers={"Location": location})

    assert refusal(httpserver.url_for("/again")).code == "provider.no_calendar"


def test_a_redirect_into_a_private_network_is_not_followed(httpserver: HTTPServer) -> None:
    httpserver.expect_request("/out").respond_with_data(
        "", status=302, headers={"Location": "http://10.0.0.7/"}
    )

    assert refusal(httpserver.url_for("/out")).code == "provider.private_address"


def test_a_redirect_from_https_to_plain_http_is_not_followed(monkeypatch: pytest.MonkeyPatch) -> None:
    sent = []

    def answer(_talk: http.Conversation, _method: str, url: str, **_: object) -> Reply:
        sent.append(url)
        return Reply(302, {"Location": "http://example.org/cal.ics"}, b"")

    monkeypatch.setattr(http.Conversation, "request", answer)

    assert refusal("https://example.org/cal.ics").code == "provider.downgraded"
    assert sent == ["https://example.org/cal.ics"]


@pytest.mark.parametrize(
    ("status", "code"),
    [
        (401, "provider.refused"),
        (403, "provider.refused"),
        (404, "provider.gone"),
        (410, "provider.gone"),
        (429, "provider.throttled"),
        (500, "provider.failed"),
        (418, "provider.failed"),
    ],
)
def test_an_answer_that_is_no_file_is_told(httpserver: HTTPServer, status: int, code: str) -> None:
    httpserver.expect_request("/").respond_with_data("", status=status)

    assert refusal(httpserver.url_for("/")).code == code


def test_a_file_that_is_too_long_is_not_read(httpserver: HTTPServer, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(feeds, "BYTES_AT_MOST", 10)
    httpserver.expect_request("/").respond_with_data("BEGIN:VCALENDAR")

    assert refusal(httpserver.url_for("/")).code == "provider.too_large"


def test_a_server_that_is_away_is_told() -> None:
    assert refusal(f"http://127.0.0.1:{closed_port()}/").code == "provider.unreachable"


def test_a_tag_that_is_too_long_to_be_kept_is_none(httpserver: HTTPServer) -> None:
    def answer(_: Request) -> Response:
        return Response("BEGIN", headers={"ETag": '"' + "7" * 600 + '"'})

    httpserver.expect_request("/").respond_with_handler(answer)
    feed = feeds.fetch(httpserver.url_for("/"), timeout=TIMEOUT)

    assert feed is not None
    assert feed.version == Version()
