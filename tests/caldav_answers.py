"""Answers of CalDAV servers as they look on the wire, for servers that do what our two real ones never do."""

import re
from collections.abc import Callable
from datetime import UTC, datetime

from pytest_httpserver import HTTPServer
from werkzeug import Request, Response

MONDAY_AT_NINE = 1_799_053_200  # 2027-01-04T09:00:00Z
PREFIXES = 'xmlns:d="DAV:" xmlns:c="urn:ietf:params:xml:ns:caldav" xmlns:s="http://calendarserver.org/ns/"'


def multistatus(*responses: str, token: str | None = None) -> str:
    told = "" if token is None else f"<d:sync-token>{token}</d:sync-token>"
    return f'<?xml version="1.0"?><d:multistatus {PREFIXES}>{"".join(responses)}{told}</d:multistatus>'


def response(href: str, properties: str = "", *, status: int | None = None) -> str:
    """With properties they are all there; with a status nothing is told but that."""
    if status is not None:
        return f"<d:response><d:href>{href}</d:href><d:status>HTTP/1.1 {status} X</d:status></d:response>"
    return (
        f"<d:response><d:href>{href}</d:href><d:propstat><d:prop>{properties}</d:prop>"
        "<d:status>HTTP/1.1 200 OK</d:status></d:propstat></d:response>"
    )


def etag(value: str) -> str:
    return f"<d:getetag>{value}</d:getetag>"


def event(
    uid: str = "u1",
    *,
    summary: str = "Lunch",
    extra: str = "",
    starts_at: int = MONDAY_AT_NINE,
    ends_at: int | None = None,
) -> str:
    """An event of an hour on Monday 2027-01-04 at 9 in UTC, if nothing else is said."""
    start, end = utc(starts_at), utc(starts_at + 3600 if ends_at is None else ends_at)
    return (
        "BEGIN:VCALENDAR\r\nVERSION:2.0\r\nPRODID:-//Another program//EN\r\nBEGIN:VEVENT\r\n"
        f"UID:{uid}\r\nDTSTAMP:20260101T000000Z\r\nDTSTART:{start}\r\nDTEND:{end}\r\n"
        f"SUMMARY:{summary}\r\n{extra}END:VEVENT\r\nEND:VCALENDAR\r\n"
    )


def utc(instant: int) -> str:
    return f"{datetime.fromtimestamp(instant, UTC):%Y%m%dT%H%M%SZ}"


def answering(server: HTTPServer, answer: Callable[[Request], Response | str]) -> None:
    """Answer every request by `answer`; a text is a `207 Multi-Status`."""

    def handle(request: Request) -> Response:
        given = answer(request)
        return given if isinstance(given, Response) else Response(given, 207, mimetype="application/xml")

    server.expect_request(re.compile(".*")).respond_with_handler(handle)
