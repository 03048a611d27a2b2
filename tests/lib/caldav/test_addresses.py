"""Which address is meant, and who may be given a password."""

import ipaddress

import pytest
from flask import Flask

from config import OutboundAllow
from webapp.lib.caldav import addresses


@pytest.mark.parametrize(
    ("written", "meant"),
    [
        ("https://Cloud.Example.org", "https://cloud.example.org/"),
        ("https://cloud.example.org:443/dav/", "https://cloud.example.org/dav/"),
        ("http://cloud.example.org:80/", "http://cloud.example.org/"),
        ("https://cloud.example.org:8443/", "https://cloud.example.org:8443/"),
        ("https://[2001:DB8::1]/", "https://[2001:db8::1]/"),
        ("https://cloud.example.org/a%40b/", "https://cloud.example.org/a@b/"),
        ("https://cloud.example.org/caf%c3%a9/", "https://cloud.example.org/caf%C3%A9/"),
        ("https://cloud.example.org/café/", "https://cloud.example.org/caf%C3%A9/"),
        ("https://cloud.example.org/a b/", "https://cloud.example.org/a%20b/"),
        ("https://cloud.example.org/a%2Fb/", "https://cloud.example.org/a%2Fb/"),
        ("https://cloud.example.org/dav/#top", "https://cloud.example.org/dav/"),
        ("https://maya:secret@cloud.example.org/", "https://cloud.example.org/"),
    ],
)
def test_an_address_has_one_form(written: str, meant: str) -> None:
    assert addresses.normal(written) == meant


@pytest.mark.parametrize("written", ["", "cloud.example.org", "ftp://cloud.example.org/", "https:///dav/"])
def test_what_is_no_address_of_the_web_is_refused(written: str) -> None:
    with pytest.raises(ValueError, match="no address"):
        addresses.normal(written)


@pytest.mark.parametrize(
    ("href", "meant"),
    [
        ("/dav/maya/", "https://cloud.example.org/dav/maya/"),
        ("maya/", "https://cloud.example.org/dav/maya/"),
        (" /dav/maya/\n", "https://cloud.example.org/dav/maya/"),
        ("https://cloud.example.org/dav/maya/", "https://cloud.example.org/dav/maya/"),
        ("http://cloud.example.org/dav/maya/", "https://cloud.example.org/dav/maya/"),
        ("https://cloud.example.org:443/dav/maya/", "https://cloud.example.org/dav/maya/"),
        ("https://p34.example.org/maya/", "https://p34.example.org/maya/"),
    ],
)
def test_an_answer_may_write_an_address_in_several_ways(href: str, meant: str) -> None:
    assert addresses.joined("https://cloud.example.org/dav/", href) == meant


@pytest.mark.parametrize(
    ("location", "meant"),
    [
        ("/dav/", "https://cloud.example.org/dav/"),
        ("http://cloud.example.org/dav/", "https://cloud.example.org/dav/"),
        ("https://dav.example.org/", "https://dav.example.org/"),
        ("http://dav.example.org/", "http://dav.example.org/"),
    ],
)
def test_a_redirect_to_plain_http_on_the_same_host_is_meant_for_https(location: str, meant: str) -> None:
    assert addresses.redirected("https://cloud.example.org/x", location) == meant


def test_a_redirect_from_plain_http_to_https_is_followed_to_https() -> None:
    assert addresses.redirected("http://cloud.example.org/x", "https://cloud.example.org/x").startswith(
        "https"
    )


@pytest.mark.parametrize(
    ("url", "trusted"),
    [
        ("https://example.org/dav/", True),
        ("https://example.org:8443/", True),
        ("https://dav.example.org/", True),
        ("http://example.org/", False),
        ("http://dav.example.org/", False),
        ("https://example.org.evil.example/", False),
        ("https://evilexample.org/", False),
        ("https://evil.example/", False),
    ],
)
def test_a_password_goes_to_its_own_server_and_to_hosts_below_it(url: str, trusted: bool) -> None:
    assert addresses.is_trusted(url, home="https://example.org/") == trusted


@pytest.mark.parametrize(
    ("url", "trusted"),
    [
        ("https://p34-caldav.icloud.com/", True),
        ("http://p34-caldav.icloud.com/", False),
        ("https://evil-icloud.com/", False),
    ],
)
def test_hosts_of_one_provider_may_all_have_the_password(url: str, trusted: bool) -> None:
    home = "https://caldav.icloud.com/"

    assert addresses.is_trusted(url, home=home, families=("icloud.com",)) == trusted


def test_a_family_means_nothing_for_a_server_that_is_not_of_it() -> None:
    assert not addresses.is_trusted(
        "https://p34-caldav.icloud.com/", home="https://example.org/", families=("icloud.com",)
    )


@pytest.mark.parametrize(
    ("url", "is_open"),
    [
        ("https://cloud.example.org/", False),
        ("http://cloud.example.org/", True),
        ("http://radicale.lan:5232/", False),
        ("http://10.0.0.7/", False),
        ("http://10.9.0.7/", True),
    ],
)
def test_plain_http_is_for_hosts_that_the_operator_has_allowed(app: Flask, url: str, is_open: bool) -> None:
    app.config["OPENSLOT_OUTBOUND_ALLOW"] = OutboundAllow(
        hosts=frozenset(("radicale.lan",)), networks=(ipaddress.ip_network("10.0.0.0/24"),)
    )

    assert addresses.is_open(url) == is_open


def test_a_path_is_what_follows_the_host() -> None:
    assert addresses.path_of("https://cloud.example.org/dav/a.ics?x=1") == "/dav/a.ics?x=1"


@pytest.mark.parametrize("url", ["https://cloud.example.org/dav", "https://cloud.example.org/dav/"])
def test_a_collection_ends_with_a_slash(url: str) -> None:
    assert addresses.as_folder(url) == "https://cloud.example.org/dav/"


def test_servers_are_told_apart_by_scheme_host_and_port() -> None:
    assert addresses.origin("https://cloud.example.org:8443/dav/") == ("https", "cloud.example.org:8443")
    assert addresses.host("https://Cloud.example.org:8443/dav/") == "cloud.example.org"
