"""The XML of WebDAV, as servers write it and as strangers might."""

import pytest

from tests.caldav_answers import etag, multistatus, response
from webapp.errors import ProviderError
from webapp.lib.caldav.multistatus import CALDAV, DAV, conditions, in_time, multiget, read, sync, with_uid

ETAG = f"{DAV}getetag"
BOMB = """<?xml version="1.0"?><!DOCTYPE x [<!ENTITY a "lol"><!ENTITY b "&a;&a;&a;&a;&a;&a;&a;&a;&a;&a;">
<!ENTITY c "&b;&b;&b;&b;&b;&b;&b;&b;&b;&b;"><!ENTITY d "&c;&c;&c;&c;&c;&c;&c;&c;&c;&c;">]>
<d:multistatus xmlns:d="DAV:"><d:response><d:href>&d;</d:href></d:response></d:multistatus>"""
SECRET = """<?xml version="1.0"?><!DOCTYPE x [<!ENTITY a SYSTEM "file:///etc/hostname">]>
<d:multistatus xmlns:d="DAV:"><d:response><d:href>&a;</d:href></d:response></d:multistatus>"""


def test_properties_are_found_by_their_names() -> None:
    answer = read(multistatus(response("/a.ics", etag('"1"')), token="t1").encode())

    assert [(found.href, found.text(ETAG)) for found in answer.resources] == [("/a.ics", '"1"')]
    assert answer.sync_token == "t1"


@pytest.mark.parametrize("prefix", ["xmlns:D='DAV:'|D:", "xmlns='DAV:'|", "xmlns:ns0='DAV:'|ns0:"])
def test_prefixes_mean_nothing(prefix: str) -> None:
    declared, p = prefix.split("|")
    body = (
        f"<{p}multistatus {declared}><{p}response><{p}href>/a.ics</{p}href><{p}propstat><{p}prop>"
        f"<{p}getetag>1</{p}getetag></{p}prop><{p}status>HTTP/1.1 200 OK</{p}status></{p}propstat>"
        f"</{p}response></{p}multistatus>"
    )

    assert read(body.encode()).resources[0].text(ETAG) == "1"


def test_a_property_that_was_not_found_is_not_there() -> None:
    body = multistatus(response("/a.ics", etag("1"))).replace("200 OK", "404 Not Found")

    assert read(body.encode()).resources[0].text(ETAG) is None


@pytest.mark.parametrize("line", ["HTTP/1.1 404 Not Found", "HTTP/2 404", "HTTP/1.0  404  "])
def test_a_deleted_resource_has_its_status(line: str) -> None:
    body = multistatus(response("/a.ics", status=404)).replace("HTTP/1.1 404 X", line)

    assert read(body.encode()).resources[0].status == 404


def test_one_response_may_name_several_resources() -> None:
    body = multistatus(response("/a.ics</d:href><d:href>/b.ics", status=404))

    assert [found.href for found in read(body.encode()).resources] == ["/a.ics", "/b.ics"]


def test_an_address_inside_of_a_property_is_found() -> None:
    principal = "<d:current-user-principal><d:href> /maya/ </d:href></d:current-user-principal>"
    found = read(multistatus(response("/", principal)).encode()).resources[0]

    assert found.href_of(f"{DAV}current-user-principal") == "/maya/"
    assert found.href_of(f"{CALDAV}calendar-home-set") is None
    assert found.has(f"{DAV}current-user-principal", f"{DAV}href")


@pytest.mark.parametrize(
    "body",
    [
        "",
        "<!doctype html><html><body>Sign in</body></html>",
        "<html xmlns='http://www.w3.org/1999/xhtml'/>",
        "<d:multistatus xmlns:d='DAV:'><d:response>",
        '{"error": "no"}',
        "<d:multistatus xmlns:d='DAV:'>"
        + "<d:response>" * 1000
        + "</d:response>" * 1000
        + "</d:multistatus>",
        BOMB,
        SECRET,
    ],
)
def test_what_is_no_answer_of_webdav_is_refused(body: str) -> None:
    with pytest.raises(ProviderError, match="provider.not_understood"):
        read(body.encode())


def test_a_bomb_in_another_encoding_is_refused_too() -> None:
    with pytest.raises(ProviderError, match="provider.not_understood"):
        read(BOMB.replace('"1.0"', '"1.0" encoding="UTF-16"').encode("utf-16"))


def test_the_conditions_of_an_error_are_named() -> None:
    body = b'<d:error xmlns:d="DAV:"><d:valid-sync-token/></d:error>'

    assert conditions(body) == {f"{DAV}valid-sync-token"}


@pytest.mark.parametrize("body", [b"", b"<html/>", b"no"])
def test_what_is_no_error_of_webdav_has_no_conditions(body: bytes) -> None:
    assert conditions(body) == frozenset()


def test_a_question_carries_no_markup_of_what_it_names() -> None:
    asked = multiget(["/a&b.ics"], (ETAG,)) + with_uid("<u&1>", (ETAG,)) + sync("t<1>", (ETAG,))

    assert b"/a&amp;b.ics" in asked
    assert b"&lt;u&amp;1&gt;" in asked
    assert b"t&lt;1&gt;" in asked


def test_a_span_of_time_is_asked_for_in_utc() -> None:
    assert b'start="20270104T090000Z" end="20270104T100000Z"' in in_time(
        1_799_053_200, 1_799_056_800, (ETAG,)
    )
