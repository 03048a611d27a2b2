"""Which CalDAV servers a domain names in DNS, asked of a real name server on this machine."""

from collections.abc import Iterator

import dns.resolver
import pytest

from tests.dns_server import Records, answering_names
from webapp.lib import service_records
from webapp.lib.service_records import Server, caldav_servers

NAME = "_caldavs._tcp.example.org"


@pytest.fixture
def records(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    given: Records = request.param
    with answering_names(given) as resolver:
        monkeypatch.setattr(service_records, "_resolver", lambda: resolver)
        yield


def named(**values: list[str]) -> pytest.MarkDecorator:
    """The records of the domain by their type."""
    return pytest.mark.parametrize(
        "records", [{(NAME, kind): rows for kind, rows in values.items()}], indirect=True
    )


@named(SRV=["0 1 443 dav.example.org."], TXT=['"path=/caldav/"'])
def test_a_server_has_its_host_and_its_path(records: None) -> None:
    (server,) = caldav_servers("example.org")

    assert server == Server("dav.example.org", 443, "/caldav/")
    assert server.url == "https://dav.example.org/caldav/"


@named(SRV=["0 1 8443 Dav.Example.ORG."])
def test_without_a_text_record_it_begins_at_the_first_slash(records: None) -> None:
    assert [server.url for server in caldav_servers("example.org")] == ["https://dav.example.org:8443/"]


@named(SRV=["20 1 443 last.example.org.", "10 1 443 light.example.org.", "10 9 443 heavy.example.org."])
def test_the_lowest_priority_comes_first_then_the_heaviest(records: None) -> None:
    hosts = [server.host.partition(".")[0] for server in caldav_servers("example.org")]

    assert hosts == ["heavy", "light", "last"]


@named(SRV=[f"{number} 1 443 dav{number}.example.org." for number in range(9)])
def test_only_a_few_servers_are_taken(records: None) -> None:
    assert len(caldav_servers("example.org")) == service_records.SERVERS_AT_MOST


@named(SRV=["0 0 0 ."])
def test_a_domain_can_say_that_it_has_none(records: None) -> None:
    assert caldav_servers("example.org") == []


@named(SRV=["0 1 443 dav.example.org."], TXT=['"v=spf1"', '"path=elsewhere"'])
def test_a_text_that_is_no_path_is_left_out(records: None) -> None:
    assert [server.path for server in caldav_servers("example.org")] == ["/"]


ODD = ("elsewhere.com/", "elsewhere.com:8443/", "elsewhere.com#", r"maya\@elsewhere", r"a\032b", r"dav\.x")


@named(SRV=[*(f"0 1 443 {odd}.example.org." for odd in ODD), "9 1 443 dav.example.org."])
def test_a_target_that_is_no_host_name_is_left_out(records: None) -> None:
    """A label may hold any byte. In an address, what stands before a slash would be the host: another domain's."""
    assert [server.host for server in caldav_servers("example.org")] == ["dav.example.org"]


@named()
def test_a_domain_without_records_names_nothing(records: None) -> None:
    assert caldav_servers("example.org") == []


def test_a_name_server_that_is_silent_is_waited_for_no_longer_than_allowed(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    silent = dns.resolver.Resolver(configure=False)
    silent.nameservers, silent.port = ["127.0.0.1"], 9  # where nobody listens
    monkeypatch.setattr(service_records, "_resolver", lambda: silent)
    monkeypatch.setattr(service_records, "SECONDS", 0.1)

    assert caldav_servers("example.org") == []
