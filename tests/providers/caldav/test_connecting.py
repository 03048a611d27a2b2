"""What is wrong with what somebody gave is named, with its field."""

import datetime
import ssl
from collections.abc import Iterator
from pathlib import Path
from urllib.parse import urlsplit

import pytest
from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec
from flask import Flask
from pytest_httpserver import HTTPServer
from werkzeug import Response

from config import OutboundAllow
from tests.caldav_answers import answering, multistatus, response
from tests.caldav_servers import PASSWORD, USERNAME, CalDavServer
from tests.receivers import closed_port
from webapp import refusals
from webapp.errors import InvalidInput, ProviderError
from webapp.lib import service_records
from webapp.lib.caldav import discovery
from webapp.lib.caldav.client import Login
from webapp.lib.service_records import Server
from webapp.providers.caldav import connecting

URL = "settings.url"


def login(url: str, password: str = PASSWORD) -> Login:
    return Login(home=url, username=USERNAME, password=password)


def complaint(url: str, *, password: str = PASSWORD) -> tuple[str, str]:
    """The code and the field of what is wrong."""
    with pytest.raises(InvalidInput) as refused:
        connecting.found(login(url, password), field=URL)
    return refused.value.code, refused.value.field


def test_an_account_is_found(caldav_server: CalDavServer) -> None:
    url = caldav_server.new_calendar()

    assert url in [each.url for each in connecting.found(login(caldav_server.url), field=URL).calendars]


def test_a_wrong_password(radicale_server: CalDavServer) -> None:
    code = complaint(radicale_server.url, password="wrong")

    assert code == ("caldav.wrong_password", "settings.password")


def test_a_web_page_instead_of_a_calendar(httpserver: HTTPServer) -> None:
    answering(httpserver, lambda _: Response("<html><body>Welcome</body></html>", mimetype="text/html"))

    assert complaint(httpserver.url_for("/")) == ("caldav.no_server", URL)


def test_a_server_that_knows_no_such_place(httpserver: HTTPServer) -> None:
    answering(httpserver, lambda _: Response(status=404))

    assert complaint(httpserver.url_for("/dav/")) == ("caldav.no_server", URL)


def test_an_account_that_may_look_nowhere(httpserver: HTTPServer) -> None:
    answering(httpserver, lambda _: Response(status=403))

    assert complaint(httpserver.url_for("/dav/")) == ("caldav.forbidden", URL)


def test_an_account_without_a_calendar_for_events(httpserver: HTTPServer) -> None:
    homes = "<c:calendar-home-set><d:href>/alice/</d:href></c:calendar-home-set>"
    answering(httpserver, lambda _: multistatus(response("/alice/", homes)))

    assert complaint(httpserver.url_for("/")) == ("caldav.no_calendars", URL)


def test_a_server_in_a_private_network(app: Flask) -> None:
    app.config["OPENSLOT_OUTBOUND_ALLOW"] = OutboundAllow(hosts=frozenset(), networks=())

    assert complaint("https://127.0.0.1/") == ("caldav.private_address", URL)


def test_a_password_that_could_be_read_on_the_way(app: Flask) -> None:
    app.config["OPENSLOT_OUTBOUND_ALLOW"] = OutboundAllow(hosts=frozenset(), networks=())

    assert complaint("http://127.0.0.1/dav/") == ("caldav.not_secure", URL)


def test_a_name_that_no_server_has() -> None:
    assert complaint("https://calendar.invalid/") == ("caldav.unknown_host", URL)


def test_a_server_that_sends_us_elsewhere(httpserver: HTTPServer) -> None:
    homes = "<c:calendar-home-set><d:href>https://evil.example/</d:href></c:calendar-home-set>"
    answering(httpserver, lambda _: multistatus(response("/", homes)))

    assert complaint(httpserver.url_for("/")) == ("caldav.elsewhere", URL)


@pytest.fixture
def unknown_to_everybody(tmp_path: Path) -> Iterator[HTTPServer]:
    """A server with a certificate that it has made for itself."""
    key = ec.generate_private_key(ec.SECP256R1())
    name = x509.Name([x509.NameAttribute(x509.NameOID.COMMON_NAME, "127.0.0.1")])
    now = datetime.datetime.now(datetime.UTC)
    builder = x509.CertificateBuilder(name, name, key.public_key(), x509.random_serial_number())
    lasting = builder.not_valid_before(now).not_valid_after(now + datetime.timedelta(days=1))
    form = serialization.Encoding.PEM
    secret = key.private_bytes(form, serialization.PrivateFormat.PKCS8, serialization.NoEncryption())
    (tmp_path / "both.pem").write_bytes(secret + lasting.sign(key, hashes.SHA256()).public_bytes(form))
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(tmp_path / "both.pem")
    with HTTPServer(host="127.0.0.1", ssl_context=context) as server:
        yield server


def test_a_certificate_that_does_not_fit(unknown_to_everybody: HTTPServer) -> None:
    assert complaint(unknown_to_everybody.url_for("/dav/")) == ("caldav.certificate", URL)


def test_a_server_without_https_that_is_typed_without_http_is_told_so(httpserver: HTTPServer) -> None:
    address = httpserver.url_for("/").replace(
        "http://", "https://"
    )  # what is meant where nothing is typed in front

    with pytest.raises(InvalidInput) as refused:
        connecting.found(login(address), field=URL)

    assert "does not speak https" in refusals.for_program(refused.value)


def test_a_server_that_is_away_is_no_fault_of_what_was_given() -> None:
    with pytest.raises(ProviderError, match="provider.unreachable"):
        connecting.found(login(f"http://127.0.0.1:{closed_port()}/"), field=URL)


@pytest.mark.parametrize(
    "given", [{}, {"password": ""}, {"password": " "}, {"password": None}, {"password": 7}]
)
def test_a_missing_password(given: dict[str, object]) -> None:
    with pytest.raises(InvalidInput) as refused:
        connecting.password_in(given)

    assert (refused.value.code, refused.value.field) == ("value.missing", "settings.password")


def test_a_password_is_taken_as_it_is() -> None:
    assert connecting.password_in({"password": " a b "}) == " a b "


def by_domain(server: CalDavServer, monkeypatch: pytest.MonkeyPatch, *named: Server) -> discovery.Account:
    """The account of somebody at `127.0.0.1`, where nothing answers, and whose domain names these servers."""
    monkeypatch.setattr(service_records, "caldav_servers", lambda domain: list(named))
    nothing = f"http://127.0.0.1:{closed_port()}/"
    return connecting.found_by_domain(login(nothing), "127.0.0.1", field="settings.email")


def test_a_server_that_the_domain_names_in_dns_is_asked(
    radicale_server: CalDavServer, monkeypatch: pytest.MonkeyPatch
) -> None:
    url = radicale_server.new_calendar()
    there = urlsplit(radicale_server.url)
    monkeypatch.setattr(
        Server, "url", property(lambda server: f"http://{server.host}:{server.port}{server.path}")
    )

    account = by_domain(radicale_server, monkeypatch, Server("127.0.0.1", there.port or 0, "/"))

    assert urlsplit(url).path in [urlsplit(each.url).path for each in account.calendars]


def test_a_server_outside_of_the_domain_gets_no_password_and_is_named(
    radicale_server: CalDavServer, monkeypatch: pytest.MonkeyPatch
) -> None:
    with pytest.raises(InvalidInput) as refused:
        by_domain(radicale_server, monkeypatch, Server("dav.example.com", 443, "/dav/"))

    assert (refused.value.code, refused.value.field) == ("caldav.named_elsewhere", "settings.email")
    assert "https://dav.example.com/dav/" in refusals.for_program(refused.value)


def test_a_server_that_the_domain_names_in_a_private_network_is_not_asked(
    app: Flask, monkeypatch: pytest.MonkeyPatch
) -> None:
    app.config["OPENSLOT_OUTBOUND_ALLOW"] = OutboundAllow(hosts=frozenset(), networks=())
    monkeypatch.setattr(service_records, "caldav_servers", lambda domain: [Server("127.0.0.1", 443, "/")])

    with pytest.raises(InvalidInput, match=r"caldav\.private_address"):
        connecting.found_by_domain(login("https://calendar.invalid/"), "127.0.0.1", field="settings.email")


def test_a_domain_that_names_no_server_is_refused_as_before(
    radicale_server: CalDavServer, monkeypatch: pytest.MonkeyPatch
) -> None:
    with pytest.raises(ProviderError, match=r"provider\.unreachable"):
        by_domain(radicale_server, monkeypatch)
