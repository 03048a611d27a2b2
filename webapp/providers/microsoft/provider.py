"""The provider of kind `microsoft`."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from typing import Any

from pydantic import BaseModel

from webapp.errors import ProviderError
from webapp.lib import rfc3339
from webapp.lib.deadline import Deadline
from webapp.lib.external import (
    Access,
    Changes,
    Channel,
    Connected,
    ExternalCalendar,
    ExternalEvent,
    OwnEvent,
    Push,
    WantedChannel,
    WantedEvent,
    Window,
    Written,
)
from webapp.lib.http import Reply
from webapp.lib.oauth import client, signing_in
from webapp.lib.oauth.client import Client
from webapp.lib.provider_answers import json_object
from webapp.providers import Account
from webapp.providers.microsoft import calls, entering, pushing, reading, writing

KIND = "microsoft"
SCOPES = ("openid", "email", "offline_access", "Calendars.ReadWrite")
NEEDED = (frozenset(("calendars.readwrite",)),)
CONSENT = {"prompt": "select_account"}
SECONDS = 30.0  # for a request, or for a write with all that it takes
READING_SECONDS = 600.0  # for the whole of a calendar


class Microsoft:
    """Asks Microsoft Graph. See `PushingProvider`."""

    settings: type[BaseModel] = signing_in.Settings
    first_calendar = "Calendar"
    proves_email = True
    writes = True
    meetings: str | None = "Microsoft Teams"
    tells_whole_notes = False
    changes_one_of_series = True
    named_by_hand = False
    scopes = SCOPES
    consent: Mapping[str, str] = CONSENT

    def account(self, settings: Mapping[str, Any]) -> Account:
        """The account that these settings name. Raises InvalidInput."""
        email = signing_in.email_in(settings)
        return Account(email=email, settings={"email": email})

    def connect(self, settings: Mapping[str, Any]) -> Connected:
        """Sign in and list the calendars. Raises InvalidInput that names what is wrong, ProviderError."""
        access = signing_in.access_of(KIND, settings, needed=NEEDED)
        listed = _listed(access)
        owner = next((reading.owner_of(each) for each in listed if each.get("isDefaultCalendar")), None)
        email = signing_in.checked_email(access.email or owner, settings)
        calendars = tuple(map(reading.calendar, listed))
        return Connected(email=email, settings={"email": email}, secret=access.secret, calendars=calendars)

    def calendars(self, access: Access) -> Sequence[ExternalCalendar]:
        """Every calendar of the account as it is now."""
        return list(map(reading.calendar, _listed(access)))

    def changes(
        self, access: Access, calendar_id: str, *, cursor: str | None, window: Window
    ) -> Iterator[Changes]:
        """See `ExternalProvider`. The cursor is Graph's delta link, which remembers the window."""
        path = cursor or calls.calendar_path(calendar_id, "calendarView/delta")
        query = _span(window) if cursor is None else None
        with (
            Deadline(READING_SECONDS) as whole,
            client.signed_in(KIND, access, timeout=SECONDS, each=True) as asking,
        ):
            masters = _Masters(asking)
            for page in calls.pages(asking, path, query):
                if whole.has_passed:
                    raise ProviderError("provider.too_slow")
                events, gone = _split(reading.items(page), masters, window)
                link = page.get("@odata.deltaLink")
                yield Changes(events=events, gone=gone, is_whole=cursor is None, cursor=link)

    def events(
        self, access: Access, calendar_id: str, *, window: Window, timeout: float
    ) -> Sequence[ExternalEvent]:
        """What the calendar has in this window right now."""
        path = calls.calendar_path(calendar_id, "calendarView")
        with client.signed_in(KIND, access, timeout=timeout) as asking:
            masters = _Masters(asking)
            pages = list(calls.pages(asking, path, _span(window)))
            found = [each for page in pages for each in _split(reading.items(page), masters, window)[0]]
        return [event for event in found if event.occurrences or event.trouble]

    def has(self, access: Access, calendar_id: str, event_id: str) -> bool:
        """Whether the calendar has an event of this name, asked by its name alone."""
        with client.signed_in(KIND, access, timeout=SECONDS) as asking:
            return _at(asking, event_id) is not None

    def put(self, access: Access, calendar_id: str, event: WantedEvent, *, known: Written | None) -> Written:
        """Make the event stand like this. One that was made before and not noted is found by its mark.

        An account without Teams gets the event all the same.
        """
        with client.signed_in(KIND, access, timeout=SECONDS) as asking:
            reply = _written(asking, calendar_id, event, known)
            if reply.status == 400 and event.wants_link:
                reply = _written(asking, calendar_id, replace(event, wants_link=False), known)
        item = json_object(calls.checked(reply, forbidden=ProviderError("provider.read_only")).body)
        if not isinstance(item.get("id"), str):
            raise ProviderError("provider.not_understood")
        return Written(id=item["id"], etag=item.get("@odata.etag"), link=writing.link_in(item))

    def remove(self, access: Access, calendar_id: str, event: WantedEvent, *, known: Written | None) -> None:
        """Make the event be gone."""
        with client.signed_in(KIND, access, timeout=SECONDS) as asking:
            there = {"id": known.id} if known else _found(asking, calendar_id, event)
            if there is None:
                return
            reply = calls.sent(asking, "DELETE", calls.event_path(there["id"]), None)
        if reply.status not in (404, 410):
            calls.checked(reply, forbidden=ProviderError("provider.read_only"))

    def enter(self, access: Access, calendar_id: str, event: OwnEvent) -> Written:
        """Enter a new event of the calendar's owner."""
        with client.signed_in(KIND, access, timeout=SECONDS) as asking:
            return entering.enter(asking, calendar_id, event)

    def change(
        self, access: Access, calendar_id: str, event_id: str, event: OwnEvent, *, etag: str | None
    ) -> Written:
        """Change what the event says, unless it is another one by now."""
        with client.signed_in(KIND, access, timeout=SECONDS) as asking:
            return entering.change(asking, calendar_id, event_id, event, etag=etag)

    def delete(self, access: Access, calendar_id: str, event_id: str, *, etag: str | None) -> None:
        """Delete the event, unless it is another one by now."""
        with client.signed_in(KIND, access, timeout=SECONDS) as asking:
            entering.delete(asking, calendar_id, event_id, etag=etag)

    def link(self, access: Access, calendar_id: str, event_id: str) -> str | None:
        """The link of the meeting, once Microsoft has made it. Raises ProviderError `provider.no_meeting`."""
        with client.signed_in(KIND, access, timeout=SECONDS) as asking:
            item = calls.got(asking, calls.event_path(event_id))
        link = writing.link_in(item)
        if link is None and not writing.has_meeting(item):
            raise ProviderError("provider.no_meeting")
        return link

    def watch(self, access: Access, calendar_id: str, wanted: WantedChannel) -> Channel:
        """Have every change of the calendar told from now on."""
        with client.signed_in(KIND, access, timeout=SECONDS) as asking:
            reply = calls.sent(asking, "POST", pushing.PATH, pushing.body_of(calendar_id, wanted))
        return pushing.made(reply, channel_id=wanted.id, until=wanted.until)

    def extend(self, access: Access, channel: Channel, *, until: int) -> Channel | None:
        """Let a subscription live longer."""
        with client.signed_in(KIND, access, timeout=SECONDS) as asking:
            reply = calls.sent(asking, "PATCH", pushing.path_of(channel), pushing.lasting(until))
        return None if reply.status in (404, 410) else pushing.made(reply, channel_id=channel.id, until=until)

    def unwatch(self, access: Access, channel: Channel) -> None:
        """End a subscription."""
        with client.signed_in(KIND, access, timeout=SECONDS) as asking:
            reply = calls.sent(asking, "DELETE", pushing.path_of(channel), None)
        if reply.status not in (404, 410):
            calls.checked(reply, forbidden=ProviderError("provider.forbidden"))

    def push_in(self, query: Mapping[str, str], headers: Mapping[str, str], body: bytes) -> Push | None:
        """What Graph says by a request to a subscription's address."""
        return pushing.read(query, body)


class _Masters:
    """The masters of series that a reading needs, each asked for once at most."""

    def __init__(self, asking: Client) -> None:
        self._asking = asking
        self._known: dict[str, Mapping[str, Any]] = {}

    def learn(self, found: Sequence[Mapping[str, Any]]) -> None:
        self._known |= {item["id"]: item for item in found if item.get("type") == "seriesMaster"}

    def of(self, event_id: str) -> Mapping[str, Any]:
        """The master; nothing when it is gone meanwhile, so that its occurrences count as busy."""
        if event_id not in self._known:
            try:
                self._known[event_id] = calls.got(self._asking, calls.event_path(event_id))
            except ProviderError as problem:
                if problem.code not in ("provider.gone", "provider.forbidden"):
                    raise
                self._known[event_id] = {}
        return self._known[event_id]


def _split(
    found: Sequence[Mapping[str, Any]], masters: _Masters, window: Window
) -> tuple[tuple[ExternalEvent, ...], tuple[str, ...]]:
    """The events of a list, and the ids of those that were deleted."""
    masters.learn(found)
    there = [item for item in found if not reading.is_gone(item)]
    events = tuple(reading.event(item, window, master_of=masters.of) for item in there)
    return events, tuple(item["id"] for item in found if reading.is_gone(item))


def _listed(access: Access) -> list[dict[str, Any]]:
    with client.signed_in(KIND, access, timeout=SECONDS) as asking:
        return [item for page in calls.pages(asking, "me/calendars") for item in reading.items(page)]


def _written(asking: Client, calendar_id: str, event: WantedEvent, known: Written | None) -> Reply:
    """The answer to the last request that writing the event took."""
    there = _known(asking, event, known)
    reply = None if there is None else _changed(asking, event, there)
    if reply is None or reply.status == 404:
        found = _found(asking, calendar_id, event)
        if found is not None:
            return _changed(asking, event, found)
        path = calls.calendar_path(calendar_id, "events")
        return calls.sent(asking, "POST", path, writing.body_of(event, is_new=True))
    return reply


def _changed(asking: Client, event: WantedEvent, there: Mapping[str, Any]) -> Reply:
    content = writing.body_of(event, is_new=False, has_meeting=writing.has_meeting(there))
    return calls.sent(asking, "PATCH", calls.event_path(there["id"]), content)


def _known(asking: Client, event: WantedEvent, known: Written | None) -> Mapping[str, Any] | None:
    """Where it was put, looked at when it matters whether it has a meeting already. None when it is not there."""
    if known is None:
        return None
    if not event.wants_link:
        return {"id": known.id}
    return _at(asking, known.id)


def _at(asking: Client, event_id: str) -> Mapping[str, Any] | None:
    """The event of this name. None when there is none."""
    reply = calls.sent(asking, "GET", calls.event_path(event_id), None)
    if reply.status in (404, 410):
        return None
    return json_object(calls.checked(reply, forbidden=ProviderError("provider.forbidden")).body)


def _found(asking: Client, calendar_id: str, event: WantedEvent) -> Mapping[str, Any] | None:
    """Our event where it is already, found by its mark."""
    query = {"$filter": writing.filter_of(event.id), "$select": "id,isOnlineMeeting"}
    page = calls.got(asking, calls.calendar_path(calendar_id, "events"), query)
    return next(iter(reading.items(page)), None)


def _span(window: Window) -> dict[str, str]:
    return {"startDateTime": rfc3339.written(window.since), "endDateTime": rfc3339.written(window.until)}
