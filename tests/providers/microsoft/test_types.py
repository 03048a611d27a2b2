"""Microsoft's own description of Graph judges every request that we send and every answer that our stand-in gives.

What is sent and answered is compiled against the types of `@microsoft/microsoft-graph-types`. Which addresses there
are, with which methods and parameters, is in the templates of Microsoft's SDK. Both are fetched for this.
"""

import json
import re
import subprocess
import tarfile
from collections.abc import Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any
from urllib.parse import parse_qs, unquote, urlsplit

import pytest

from tests.microsoft_server import WORK, Exchange, MicrosoftServer, event, tell
from tests.node import Node, node  # noqa: F401  # a fixture, found by its name
from tests.providers.contract import DAY, HOUR, NINE, TEN, WANTED, WINDOW
from tests.providers.push_contract import CHANNEL
from webapp.lib.external import Access
from webapp.providers.microsoft import PROVIDER

pytestmark = pytest.mark.slow

TYPES = "@microsoft/microsoft-graph-types@2.43.1"
COMPILER = "typescript@5.9.3"
SDK = "@microsoft/msgraph-sdk-users@1.0.0-preview.90"
ANNOTATED = Path(__file__).with_name("judged.ts")
# Where, below the account -> the types of what is sent there and of what is answered.
BODIES = {
    ("GET", "calendars"): (None, "CalendarsAnswer"),
    ("GET", "calendars/{}/calendarView"): (None, "EventsAnswer"),
    ("GET", "calendars/{}/calendarView/delta"): (None, "ChangesAnswer"),
    ("GET", "calendars/{}/events"): (None, "EventsAnswer"),
    ("POST", "calendars/{}/events"): ("SentEvent", "EventAnswer"),
    ("GET", "events/{}"): (None, "EventAnswer"),
    ("PATCH", "events/{}"): ("SentEvent", "EventAnswer"),
    ("DELETE", "events/{}"): (None, None),
}


@dataclass(frozen=True)
class Address:
    """`parameters`: all that may be asked with; `needed`: those without which nothing is answered."""

    methods: frozenset[str]
    parameters: frozenset[str]
    needed: frozenset[str]


@dataclass(frozen=True)
class Judge:
    node: Node
    folder: Path
    addresses: dict[str, Address]

    def wrong_in_bodies(self, judged: Sequence[tuple[str, Any]]) -> list[str]:
        """What the compiler says of bodies, each with the name of its type."""
        lines = ['import type * as graph from "./judged";']
        for number, (name, body) in enumerate(judged):
            lines.append(f"export const body{number}: graph.{name} = {json.dumps(body)};")
        (self.folder / "bodies.ts").write_text("\n".join(lines))
        compiler = self.folder / "node_modules" / "typescript" / "bin" / "tsc"
        switches = ("--noEmit", "--strict", "--skipLibCheck", "--pretty", "false")
        asked = [str(self.node.program), str(compiler), *switches, "bodies.ts"]
        told = subprocess.run(
            asked, cwd=self.folder, capture_output=True, text=True, check=False, timeout=300
        )
        assert told.stderr == ""
        return told.stdout.splitlines()

    def wrong_in_address(self, exchange: Exchange, *, told: frozenset[str] = frozenset()) -> list[str]:
        """What the SDK does not know of an address. `told`: addresses of Microsoft's own, which say what they like."""
        shape = _shape(exchange.url)
        known = self.addresses.get(shape)
        if known is None or exchange.method not in known.methods:
            return [f"{exchange.method} {shape}"]
        if exchange.url in told:
            return []
        asked = parse_qs(urlsplit(exchange.url).query).keys()
        wrong = (asked - known.parameters) | (known.needed - asked if exchange.method == "GET" else set())
        return [f"{exchange.method} {shape}: {name}" for name in sorted(wrong)]


@pytest.fixture(scope="module")
def judge(node: Node, tmp_path_factory: pytest.TempPathFactory) -> Judge:  # noqa: F811
    folder = tmp_path_factory.mktemp("types")
    node.install(folder, TYPES, COMPILER)
    (folder / "judged.ts").write_text(ANNOTATED.read_text())
    archive = node.download(tmp_path_factory.mktemp("sdk"), SDK)
    return Judge(node, folder, addresses_in(archive))


def addresses_in(archive: Path) -> dict[str, Address]:
    """Every address of an account, from the templates (RFC 6570) of the SDK."""
    found = {}
    with tarfile.open(archive) as opened:
        for member in opened:
            if member.name.startswith("package/users/item/") and member.name.endswith("/index.js"):
                source = opened.extractfile(member)
                text = source.read().decode() if source else ""
                templates = re.findall(r'UriTemplate = "\{\+baseurl\}/users/\{user%2Did\}/([^"]*)"', text)
                methods = re.findall(r"^    (get|post|patch|put|delete): \{$", text, re.MULTILINE)
                for template in templates:
                    path, needed, optional = _parts(template)
                    found[path] = Address(
                        methods=frozenset(name.upper() for name in methods),
                        parameters=needed | optional,
                        needed=needed,
                    )
    return found


def _parts(template: str) -> tuple[str, frozenset[str], frozenset[str]]:
    """The path of a template, its needed parameters, and the others."""
    rest, *groups = re.split(r"\{[?&]", template)
    path, _, query = rest.partition("?")
    optional = {unquote(name) for group in groups for name in group.rstrip("}").split(",")}
    needed = {pair.partition("=")[0] for pair in query.split("&") if pair}
    path = re.sub(r"\{[^}]*\}", "{}", path).replace("()", "")
    return path, frozenset(needed), frozenset(optional)


def _shape(url: str) -> str:
    """An address below the account, without the ids in it."""
    first, *rest = urlsplit(url).path.removeprefix("/v1.0/me/").split("/")
    return "/".join([first, "{}", *rest[1:]] if rest else [first])


def test_what_we_send_and_what_our_stand_in_answers_is_what_microsoft_describes(
    judge: Judge, microsoft: MicrosoftServer
) -> None:
    microsoft.page_size = 2
    microsoft.add_calendar("holidays", name="Holidays", canEdit=False)
    work = microsoft.work
    work.put(event("declined", NINE, TEN, responseStatus={"response": "declined"}))
    work.put(event("away", NINE, TEN, showAs="oof", location={"displayName": "Far away"}))
    work.put(event("day", NINE, NINE + DAY, isAllDay=True, bodyPreview="All of it"))
    work.put(event("weekly", NINE - 90 * DAY, TEN - 90 * DAY, type="seriesMaster"))
    work.put(event("weekly-1", NINE, TEN, type="occurrence", seriesMasterId="weekly"))
    moved = {"type": "exception", "seriesMasterId": "weekly", "originalStart": "2027-01-05T09:00:00Z"}
    work.put(event("weekly-2", TEN, TEN + HOUR, **moved))
    connected = PROVIDER.connect({"refresh_token": microsoft.oauth.new_refresh_token()})
    access = Access(email=connected.email, settings=connected.settings, secret=connected.secret)

    cursor = list(PROVIDER.changes(access, WORK, cursor=None, window=WINDOW))[-1].cursor
    wanted = replace(WANTED, wants_link=True, location="Room 24", description="See you there")
    placeholder = replace(wanted, is_placeholder=True, wants_link=False)
    written = PROVIDER.put(access, WORK, placeholder, known=None)
    PROVIDER.put(access, WORK, wanted, known=written)
    PROVIDER.put(access, WORK, replace(wanted, starts_at=TEN, ends_at=TEN + 60), known=None)
    PROVIDER.events(access, WORK, window=replace(WINDOW, until=NINE + DAY), timeout=10)
    assert PROVIDER.has(access, WORK, written.id)
    PROVIDER.remove(access, WORK, wanted, known=written)
    assert not PROVIDER.has(access, WORK, written.id)
    list(PROVIDER.changes(access, WORK, cursor=cursor, window=WINDOW))

    assert {(each.method, _shape(each.url)) for each in microsoft.exchanges} == BODIES.keys()
    assert judge.wrong_in_bodies(_bodies(microsoft.exchanges)) == []
    told = frozenset(
        link
        for each in microsoft.exchanges
        for name, link in (each.answered or {}).items()
        if name in ("@odata.nextLink", "@odata.deltaLink")
    )
    assert [wrong for each in microsoft.exchanges for wrong in judge.wrong_in_address(each, told=told)] == []


def test_subscriptions_and_what_they_tell_are_what_microsoft_describes(
    judge: Judge, microsoft: MicrosoftServer
) -> None:
    connected = PROVIDER.connect({"refresh_token": microsoft.oauth.new_refresh_token()})
    access = Access(email=connected.email, settings=connected.settings, secret=connected.secret)
    microsoft.exchanges.clear()

    channel = PROVIDER.watch(access, WORK, CHANNEL)
    (known,) = microsoft.pusher.channels.values()
    tell(microsoft.pusher, known)
    tell(microsoft.pusher, known, lifecycleEvent="missed")
    PROVIDER.extend(access, channel, until=channel.until + DAY)
    PROVIDER.unwatch(access, channel)

    made, extended, ended = microsoft.exchanges
    assert [each.method for each in (made, extended, ended)] == ["POST", "PATCH", "DELETE"]
    bodies = [body for each in (made, extended) for body in _sent_and_answered(each)]
    told = [json.loads(each.body) for each in microsoft.pusher.sent if each.body]
    assert len(told) == 2
    assert judge.wrong_in_bodies([*bodies, *(("Notifications", each) for each in told)]) == []


def _sent_and_answered(exchange: Exchange) -> list[tuple[str, Any]]:
    return [("SentSubscription", exchange.sent), ("SubscriptionAnswer", exchange.answered)]


WRONG: tuple[tuple[str, Any], ...] = (
    ("SentSubscription", {"notificationURL": "https://book.example.org"}),
    ("Notifications", {"value": [{"clientstate": "a token"}]}),
    ("SentEvent", {"start": {"datetime": "2027-01-04T09:00:00", "timeZone": "UTC"}}),
    ("SentEvent", {"attendes": []}),
    ("SentEvent", {"showAs": "Busy"}),
    ("SentEvent", {"singleValueExtendedProperties": [{"id": "x", "value": 7}]}),
    ("EventAnswer", {"subject": "An event without an id"}),
    ("EventsAnswer", {"value": [{"id": "a", "iCalUID": "of Google's spelling"}]}),
    ("ChangesAnswer", {"value": [{"id": "a", "@removed": {"reason": "unknown"}}]}),
    ("CalendarsAnswer", {"value": [{"id": "a", "owner": {"email": "ada@example.com"}}]}),
    ("ErrorAnswer", {"error": "access_denied"}),
)


def test_what_microsoft_does_not_describe_is_noticed(judge: Judge) -> None:
    told = " ".join(judge.wrong_in_bodies(WRONG))

    first = 2  # a line for each, below that of the import
    assert [body for line, body in enumerate(WRONG, first) if f"bodies.ts({line}," not in told] == []


@pytest.mark.parametrize(
    ("method", "path"),
    [
        ("GET", "calendar_view/delta"),
        ("PUT", "events/a"),
        ("GET", "calendars/a/calendarView?startDateTime=2027-01-04T09:00:00Z"),
        ("GET", "events/a?$filter=x"),
    ],
)
def test_an_address_that_microsoft_does_not_have_is_noticed(judge: Judge, method: str, path: str) -> None:
    exchange = Exchange(method, f"https://graph.example/v1.0/me/{path}", None, 200, None)

    assert judge.wrong_in_address(exchange)


def _bodies(exchanges: Sequence[Exchange]) -> list[tuple[str, Any]]:
    """What was sent and answered, each with the name of its type. Fails for a body where there should be none."""
    judged = []
    for each in exchanges:
        sent, answered = BODIES[each.method, _shape(each.url)]
        for name, body in (
            (sent, each.sent),
            ("ErrorAnswer" if each.status >= 400 else answered, each.answered),
        ):
            assert (name is None) == (body is None)
            if name is not None:
                judged.append((name, body))
    return judged
