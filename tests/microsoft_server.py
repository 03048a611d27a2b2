"""Microsoft Graph as it looks on the wire, in memory: one account, its calendars, delta links, pages, and refusals.

In a list of changes the occurrences of a series have nothing but their times, as at Microsoft. It keeps what was sent
and answered in `exchanges`; a slow test holds both against Microsoft's own types.
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

WORK = "AAMk-work="
BARE = ("id", "@odata.etag", "type", "seriesMasterId", "start", "end")
Answer = tuple[int, dict[str, Any] | None, dict[str, str]]


@dataclass
class Exchange:
    method: str
    url: str
    sent: dict[str, Any] | None
    status: int
    answered: dict[str, Any] | None


@dataclass
class GraphCalendar:
    """`log`: the ids of what changed, in order. A delta link is a place in it."""

    listed: dict[str, Any]
    events: dict[str, dict[str, Any]] = field(default_factory=dict)
    log: list[str] = field(default_factory=list)
    first_place: int = 0
    pusher: Pusher = field(default_factory=Pusher)

    def put(self, item: dict[str, Any]) -> dict[str, Any]:
        usual = {"type": "singleInstance", "isAllDay": False, "isCancelled": False, "showAs": "busy"}
        usual |= {"isOnlineMeeting": False}
        kept = {**usual, "iCalUId": f"040000-{item['id']}", **item, "@odata.etag": f'W/"{len(self.log) + 1}"'}
        self.events[item["id"]] = kept
        self.log.append(item["id"])
        self._tell()
        return kept

    def remove(self, event_id: str) -> None:
        del self.events[event_id]
        self.log.append(event_id)
        self._tell()

    def _tell(self) -> None:
        for channel in self.pusher.of_calendar(self.listed["id"]):
            tell(self.pusher, channel, changeType="updated")


class MicrosoftServer:
    """`refuse`: answers for the next requests. `exchanges`: all of them but those of the sign-in.

    `meetings`: whether a video meeting that is asked for is made at once, later, or never.
    """

    def __init__(self, origin: str) -> None:
        self.oauth = OAuthServer()
        self.origin = origin
        self.calendars: dict[str, GraphCalendar] = {}
        self.refuse: deque[Answer] = deque()
        self.exchanges: list[Exchange] = []
        self.page_size = 200
        self.meetings = AT_ONCE
        self.pusher = Pusher()
        self.add_calendar(WORK, isDefaultCalendar=True)

    def add_calendar(self, calendar_id: str, **values: Any) -> GraphCalendar:
        owner = {"name": "Ada", "address": OWNER}
        listed = {"id": calendar_id, "name": "Calendar", "canEdit": True, "owner": owner, **values}
        self.calendars[calendar_id] = GraphCalendar(listed, pusher=self.pusher)
        return self.calendars[calendar_id]

    @property
    def work(self) -> GraphCalendar:
        return self.calendars[WORK]

    def deny(self, status: int, code: str = "", **headers: str) -> None:
        """Refuse the next request."""
        named = {name.replace("_", "-"): value for name, value in headers.items()}
        self.refuse.append((status, _error(code), named))

    def answer(self, request: Request) -> Response:
        if request.path.endswith("/token"):
            return self.oauth.token(request)
        sent = json.loads(request.data) if request.data else None
        status, said, headers = self._said(request, sent)
        self.exchanges.append(Exchange(request.method, request.url, sent, status, said))
        body = "" if said is None else json.dumps(said)
        return Response(body, status, headers, mimetype="application/json")

    def _said(self, request: Request, sent: dict[str, Any] | None) -> Answer:
        if self.refuse:
            return self.refuse.popleft()
        if not self.oauth.is_let_in(request):
            return 401, _error("InvalidAuthenticationToken"), {}
        assert 'outlook.timezone="UTC"' in request.headers["Prefer"]
        assert 'IdType="ImmutableId"' in request.headers["Prefer"]
        if request.path.startswith("/v1.0/subscriptions"):
            return self._subscriptions(request, sent or {})
        parts = [unquote(part) for part in request.full_path.partition("?")[0].split("/")[3:]]
        if parts == ["calendars"]:
            return 200, self._page([each.listed for each in self.calendars.values()], request), {}
        if parts[0] == "events":
            return self._one(parts[1], request, sent or {})
        calendar = self.calendars.get(parts[1])
        if calendar is None:
            return 404, _error("ErrorItemNotFound"), {}
        if request.method == "POST":
            return self._made(calendar, sent or {})
        match parts[2:]:
            case ["events"]:
                wanted = request.args["$filter"].rpartition("eq '")[2].rstrip("')")
                found = [item for item in calendar.events.values() if _marked(item) == wanted]
                asked = request.args["$select"].split(",")
                return 200, {"value": [{name: item[name] for name in asked} for item in found]}, {}
            case ["calendarView"]:
                return 200, self._page(_inside(calendar, request), request), {}
        return self._delta(calendar, request)

    def _one(self, event_id: str, request: Request, sent: dict[str, Any]) -> Answer:
        calendar = next((each for each in self.calendars.values() if event_id in each.events), None)
        if calendar is None:
            return 404, _error("ErrorItemNotFound"), {}
        if request.method == "GET":
            return 200, calendar.events[event_id], {}
        if not calendar.listed["canEdit"]:
            return 403, _error("ErrorAccessDenied"), {}
        etag = calendar.events[event_id]["@odata.etag"]
        if request.headers.get("If-Match", etag) != etag:
            return 412, _error("ErrorIrresolvableConflict"), {}
        if request.method == "DELETE":
            calendar.remove(event_id)
            return 204, None, {}
        assert "transactionId" not in sent, "it cannot be changed"
        known = calendar.events[event_id]
        assert not ("body" in sent and known["isOnlineMeeting"]), "it would take the meeting away"
        return 200, calendar.put(self._met({**known, **sent})), {}

    def _subscriptions(self, request: Request, sent: dict[str, Any]) -> Answer:
        name = request.path.rpartition("/")[2]
        if request.method == "POST":
            return self._subscribed(sent)
        if name not in self.pusher.channels:
            return 404, _error("ResourceNotFound"), {}
        if request.method == "DELETE":
            del self.pusher.channels[name]
            return 204, None, {}
        self.pusher.channels[name] |= sent
        return 200, {"id": name, **sent}, {}

    def _subscribed(self, sent: dict[str, Any]) -> Answer:
        calendar_id = unquote(sent["resource"].split("/")[3])
        if calendar_id not in self.calendars:
            return 404, _error("ErrorItemNotFound"), {}
        asked = Sent(address=sent["notificationUrl"], query={"validationToken": "Validation: <now> & then"})
        if self.pusher.send(asked) != (200, asked.query["validationToken"]):
            return 400, _error("ValidationError"), {}
        name = self.pusher.add(calendar_id=calendar_id, **sent)
        return 201, {"id": name, **{key: sent[key] for key in ("resource", "expirationDateTime")}}, {}

    def _made(self, calendar: GraphCalendar, sent: dict[str, Any]) -> Answer:
        assert "attendees" not in sent, "Microsoft would invite them"
        if not calendar.listed["canEdit"]:
            return 403, _error("ErrorAccessDenied"), {}
        for item in calendar.events.values():
            if item.get("transactionId") == sent["transactionId"]:
                return 201, item, {}
        return 201, calendar.put(self._met({"id": f"AAMk{len(calendar.log)}==", **sent})), {}

    def _met(self, item: dict[str, Any]) -> dict[str, Any]:
        """The event, with a video meeting if it has one."""
        wanted = item.get("isOnlineMeeting", False) and self.meetings != NEVER
        if not wanted:
            return {**item, "isOnlineMeeting": False, "onlineMeetingProvider": "unknown"}
        if self.meetings == LATER or "onlineMeeting" in item:
            return item
        return {**item, "onlineMeeting": {"joinUrl": f"https://teams.example/{item['id'].strip('=')}"}}

    def make_meetings(self) -> None:
        """Make those that were to be made later."""
        self.meetings = AT_ONCE
        for item in list(self.work.events.values()):
            self.work.put(self._met(item))

    def _delta(self, calendar: GraphCalendar, request: Request) -> Answer:
        token = request.args.get("$deltatoken")
        if token is None:
            found = [_as_told(item) for item in _inside(calendar, request)]
        else:
            place = int(token)
            if place < calendar.first_place:
                return 410, _error("SyncStateNotFound"), {}
            changed = dict.fromkeys(calendar.log[place:])
            found = [
                _as_told(calendar.events[each]) if each in calendar.events else _tombstone(each)
                for each in changed
            ]
        page = self._page(found, request)
        if "@odata.nextLink" not in page:
            page["@odata.deltaLink"] = f"{self.origin}{request.path}?$deltatoken={len(calendar.log)}"
        return 200, page, {}

    def _page(self, found: list[dict[str, Any]], request: Request) -> dict[str, Any]:
        start = int(request.args.get("$skip", 0))
        end = start + self.page_size
        if end >= len(found):
            return {"value": found[start:]}
        query = "&".join(f"{name}={value}" for name, value in request.args.items() if name != "$skip")
        link = f"{self.origin}{request.path}?{query}&$skip={end}"
        return {"value": found[start:end], "@odata.nextLink": link}


def event(event_id: str, starts_at: int, ends_at: int, **values: Any) -> dict[str, Any]:
    return {
        "id": event_id,
        "subject": event_id,
        "start": moment(starts_at),
        "end": moment(ends_at),
        **values,
    }


def moment(instant: int) -> dict[str, str]:
    return {"dateTime": rfc3339.written(instant).replace("Z", ".0000000"), "timeZone": "UTC"}


def app_at(server: HTTPServer) -> ProviderApp:
    return ProviderApp(
        name="Microsoft",
        client_id=CLIENT_ID,
        client_secret=CLIENT_SECRET,
        authorize_url=server.url_for("/common/oauth2/v2.0/authorize"),
        token_url=server.url_for("/common/oauth2/v2.0/token"),
        api_url=server.url_for("/v1.0"),
    )


@pytest.fixture
def microsoft(httpserver: HTTPServer) -> Iterator[MicrosoftServer]:
    """The server; `app_at` says how an application finds it."""
    server = MicrosoftServer(httpserver.url_for("").rstrip("/"))
    httpserver.expect_request(re.compile(".*")).respond_with_handler(server.answer)
    yield server
    httpserver.check()


def tell(pusher: Pusher, channel: dict[str, Any], **notification: str) -> tuple[int, str]:
    """Send a subscription's address a notification."""
    said = {"clientState": channel["clientState"], "resource": channel["resource"], **notification}
    body = json.dumps({"value": [said]}).encode()
    return pusher.send(Sent(address=channel["notificationUrl"], body=body))


def _inside(calendar: GraphCalendar, request: Request) -> list[dict[str, Any]]:
    since, until = (rfc3339.read(request.args[name]) for name in ("startDateTime", "endDateTime"))
    return [
        item
        for item in calendar.events.values()
        if _instant(item["start"]) < until and _instant(item["end"]) > since
    ]


def _instant(said: dict[str, str]) -> int:
    return rfc3339.read(said["dateTime"] + "Z")


def _as_told(item: dict[str, Any]) -> dict[str, Any]:
    return {name: item[name] for name in BARE} if item["type"] == "occurrence" else item


def _tombstone(event_id: str) -> dict[str, Any]:
    return {"id": event_id, "@removed": {"reason": "deleted"}}


def _marked(item: dict[str, Any]) -> str | None:
    found: list[dict[str, str]] = item.get("singleValueExtendedProperties") or [{}]
    return found[0].get("value")


def _error(code: str) -> dict[str, Any]:
    return {"error": {"code": code, "message": code}}
