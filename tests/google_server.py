"""Google Calendar as it looks on the wire, in memory: one account, its calendars, sync tokens, pages, and refusals.

It keeps what was sent and answered in `exchanges`; a slow test holds both against Google's own description of its API.
"""

import json
import re
from collections import deque
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any
from urllib.parse import unquote

import pytest
from pytest_httpserver import HTTPServer
from werkzeug import Request, Response

from tests.making_meetings import AT_ONCE, LATER, NEVER
from tests.oauth_server import CLIENT_ID, CLIENT_SECRET, OWNER, OAuthServer
from tests.pushing import Pusher, Sent
from webapp.lib import rfc3339
from webapp.lib.oauth.apps import ProviderApp

ID = re.compile("[a-v0-9]{5,1024}")
WORK = OWNER  # the id of a primary calendar is the address of its owner


@dataclass
class Exchange:
    method: str
    kind: str
    query: dict[str, str]
    sent: dict[str, Any] | None
    status: int
    answered: dict[str, Any] | None


@dataclass
class GoogleCalendar:
    """`log`: the ids of what changed, in order. A sync token is a place in it."""

    listed: dict[str, Any]
    events: dict[str, dict[str, Any]] = field(default_factory=dict)
    log: list[str] = field(default_factory=list)
    first_token: int = 0
    pusher: Pusher = field(default_factory=Pusher)

    def put(self, item: dict[str, Any]) -> dict[str, Any]:
        known = {"kind": "calendar#event", "status": "confirmed", "eventType": "default"}
        item = {name: _without_nulls(value) for name, value in item.items()}
        kept = {**known, "iCalUID": f"{item['id']}@google.com", **item, "etag": f'"{len(self.log) + 1}"'}
        self.events[item["id"]] = kept
        self.log.append(item["id"])
        for channel in self.pusher.of_calendar(self.listed["id"]):
            self.pusher.send(_push(channel, "exists"))
        return kept

    def remove(self, event_id: str) -> None:
        self.put({**self.events[event_id], "status": "cancelled"})


class GoogleServer:
    """`refuse`: answers for the next requests. `exchanges`: all of them but those of the sign-in.

    `meetings`: whether a video meeting that is asked for is made at once, later, or never.
    """

    def __init__(self) -> None:
        self.oauth = OAuthServer()
        self.calendars: dict[str, GoogleCalendar] = {}
        self.refuse: deque[tuple[int, dict[str, Any], dict[str, str]]] = deque()
        self.exchanges: list[Exchange] = []
        self.page_size = 250
        self.meetings = AT_ONCE
        self.pusher = Pusher()
        self.meets: dict[str, str] = {}
        self.add_calendar(WORK, primary=True)

    def add_calendar(self, calendar_id: str, **values: Any) -> GoogleCalendar:
        listed = {"kind": "calendar#calendarListEntry", "id": calendar_id, "summary": calendar_id}
        self.calendars[calendar_id] = GoogleCalendar(
            {**listed, "accessRole": "owner", "timeZone": "Europe/Berlin", **values}, pusher=self.pusher
        )
        return self.calendars[calendar_id]

    @property
    def work(self) -> GoogleCalendar:
        return self.calendars[WORK]

    def deny(self, status: int, reason: str = "", **headers: str) -> None:
        """Refuse the next request."""
        error = {"code": status, "message": reason, "errors": [{"domain": "x", "reason": reason}]}
        self.refuse.append(
            (status, {"error": error}, {key.replace("_", "-"): value for key, value in headers.items()})
        )

    def answer(self, request: Request) -> Response:
        if request.path == "/authorize":
            return self.oauth.authorize(request)
        if request.path == "/token":
            return self.oauth.token(request)
        sent = json.loads(request.data) if request.data else None
        kind, status, said, headers = self._said(request, sent)
        self.exchanges.append(Exchange(request.method, kind, request.args.to_dict(), sent, status, said))
        body = "" if said is None else json.dumps(said)
        return Response(body, status, headers, mimetype="application/json")

    def _said(
        self, request: Request, sent: dict[str, Any] | None
    ) -> tuple[str, int, dict[str, Any] | None, dict[str, str]]:
        if self.refuse:
            status, said, headers = self.refuse.popleft()
            return "error", status, said, headers
        if not self.oauth.is_let_in(request):
            return "error", 401, _error(401, "authError"), {}
        if request.path == "/api/users/me/calendarList":
            return (
                "calendarList.list",
                200,
                self._page([each.listed for each in self.calendars.values()], request),
                {},
            )
        if request.path == "/api/channels/stop":
            return self._stopped(sent or {})
        return self._events(request, sent)

    def _stopped(self, sent: dict[str, Any]) -> tuple[str, int, dict[str, Any] | None, dict[str, str]]:
        channel = self.pusher.channels.get(sent["resourceId"])
        if channel is None or channel["id"] != sent["id"]:
            return "error", 404, _error(404, "channelUnknown"), {}
        del self.pusher.channels[sent["resourceId"]]
        return "channels.stop", 204, None, {}

    def _watched(
        self, calendar: GoogleCalendar, sent: dict[str, Any]
    ) -> tuple[str, int, dict[str, Any] | None, dict[str, str]]:
        assert (sent["type"], sent["address"][:8]) == ("web_hook", "https://")
        if calendar.listed["accessRole"] == "reader":
            return "error", 400, _error(400, "pushNotSupportedForRequestedResource"), {}
        channel = {**sent, "calendar_id": calendar.listed["id"]}
        name = self.pusher.add(**channel)
        self.pusher.send(_push(channel, "sync"))
        told = {name: sent[name] for name in ("id", "token", "expiration")}
        return "events.watch", 200, {**told, "kind": "api#channel", "resourceId": name}, {}

    def _events(
        self, request: Request, sent: dict[str, Any] | None
    ) -> tuple[str, int, dict[str, Any] | None, dict[str, str]]:
        _, _, _, named, _, *rest = request.full_path.partition("?")[0].split("/")
        calendar = self.calendars.get(unquote(named))
        if calendar is None:
            return "error", 404, _error(404, "notFound"), {}
        if rest == ["watch"]:
            return self._watched(calendar, sent or {})
        if request.method != "GET" and calendar.listed["accessRole"] not in ("owner", "writer"):
            return "error", 403, _error(403, "forbidden"), {}
        if self.meetings == NEVER and "conferenceData" in (sent or {}):
            return "error", 400, _error(400, "invalid"), {}
        match request.method:
            case "GET" if not rest:
                return self._listed(calendar, request)
            case "POST":
                return self._inserted(calendar, sent or {}, request)
        known = calendar.events.get(rest[0])
        if known is None:
            return "error", 404, _error(404, "notFound"), {}
        if request.method == "GET":
            return "events.get", 200, known, {}
        if request.headers.get("If-Match", known["etag"]) != known["etag"]:
            return "error", 412, _error(412, "conditionNotMet"), {}
        if request.method == "DELETE":
            if known["status"] == "cancelled":
                return "error", 410, _error(410, "deleted"), {}
            calendar.remove(rest[0])
            return "events.delete", 204, None, {}
        return "events.patch", 200, self._met(calendar, {**known, **(sent or {})}, request), {}

    def _inserted(
        self, calendar: GoogleCalendar, sent: dict[str, Any], request: Request
    ) -> tuple[str, int, dict[str, Any], dict[str, str]]:
        assert ID.fullmatch(sent["id"]), "an id is in base32hex"
        if sent["id"] in calendar.events:
            return "error", 409, _error(409, "duplicate"), {}
        return "events.insert", 200, self._met(calendar, sent, request), {}

    def _met(self, calendar: GoogleCalendar, item: dict[str, Any], request: Request) -> dict[str, Any]:
        """The event as it is kept, with a video meeting if one was asked for."""
        is_of_booking = "openslot_event" in item.get("extendedProperties", {}).get("private", {})
        assert request.args["sendUpdates"] == ("none" if is_of_booking else "all"), "we send what is sent"
        asked = (item.get("conferenceData") or {}).get("createRequest")
        if asked and request.args.get("conferenceDataVersion") == "1":
            if self.meetings == LATER and asked["requestId"] not in self.meets:
                pending = {**asked, "status": {"statusCode": "pending"}}
                return calendar.put({**item, "conferenceData": {"createRequest": pending}})
            item = {**item, **self._meeting(asked["requestId"])}
        return calendar.put(item)

    def _meeting(self, request_id: str) -> dict[str, Any]:
        link = self.meets.setdefault(request_id, f"https://meet.google.com/abc-{len(self.meets)}")
        points = [{"entryPointType": "video", "uri": link}]
        return {"hangoutLink": link, "conferenceData": {"entryPoints": points}}

    def make_meetings(self) -> None:
        """Make those that were to be made later."""
        self.meetings = AT_ONCE
        for item in list(self.work.events.values()):
            if asked := item.get("conferenceData", {}).get("createRequest"):
                self.work.put({**item, **self._meeting(asked["requestId"])})

    def _listed(
        self, calendar: GoogleCalendar, request: Request
    ) -> tuple[str, int, dict[str, Any], dict[str, str]]:
        asked = request.args
        assert asked["singleEvents"] == "true"
        token = asked.get("syncToken")
        if token is not None:
            assert not {"timeMin", "timeMax"} & asked.keys(), "Google refuses these with a sync token"
            if int(token) < calendar.first_token:
                return "error", 410, _error(410, "fullSyncRequired"), {}
            found = [calendar.events[each] for each in dict.fromkeys(calendar.log[int(token) :])]
        else:
            since, until = rfc3339.read(asked["timeMin"]), rfc3339.read(asked["timeMax"])
            found = [
                item
                for item in calendar.events.values()
                if item["status"] != "cancelled" and _overlaps(item, since, until)
            ]
        page = self._page(found, request)
        if "nextPageToken" not in page:
            page["nextSyncToken"] = str(len(calendar.log))
        return "events.list", 200, {**page, "kind": "calendar#events"}, {}

    def _page(self, found: list[dict[str, Any]], request: Request) -> dict[str, Any]:
        start = int(request.args.get("pageToken", 0))
        end = start + self.page_size
        more = {"nextPageToken": str(end)} if end < len(found) else {}
        return {"items": found[start:end], **more}


def event(event_id: str, starts_at: int, ends_at: int, **values: Any) -> dict[str, Any]:
    return {
        "id": event_id,
        "summary": event_id,
        "start": {"dateTime": rfc3339.written(starts_at), "timeZone": "Europe/Berlin"},
        "end": {"dateTime": rfc3339.written(ends_at), "timeZone": "Europe/Berlin"},
        **values,
    }


def app_at(server: HTTPServer) -> ProviderApp:
    return ProviderApp(
        name="Google",
        client_id=CLIENT_ID,
        client_secret=CLIENT_SECRET,
        authorize_url=server.url_for("/authorize"),
        token_url=server.url_for("/token"),
        api_url=server.url_for("/api"),
    )


@pytest.fixture
def google(httpserver: HTTPServer) -> Iterator[GoogleServer]:
    """The server; `app_at` says how an application finds it."""
    server = GoogleServer()
    httpserver.expect_request(re.compile(".*")).respond_with_handler(server.answer)
    yield server
    httpserver.check()


def _push(channel: dict[str, Any], state: str) -> Sent:
    headers = {"x-goog-channel-id": channel["id"], "x-goog-channel-token": channel["token"]}
    return Sent(address=channel["address"], headers={**headers, "x-goog-resource-state": state})


def _overlaps(item: dict[str, Any], since: int, until: int) -> bool:
    if "dateTime" not in item.get("start", {}):
        return True
    return rfc3339.read(item["start"]["dateTime"]) < until and rfc3339.read(item["end"]["dateTime"]) > since


def _without_nulls(value: Any) -> Any:
    """What is null was taken away."""
    return (
        {name: each for name, each in value.items() if each is not None} if isinstance(value, dict) else value
    )


def _error(status: int, reason: str) -> dict[str, Any]:
    return {"error": {"code": status, "message": reason, "errors": [{"domain": "global", "reason": reason}]}}
