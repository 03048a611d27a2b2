"""The provider of kind `google`."""

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
from webapp.providers.google import calls, entering, pushing, reading, writing

KIND = "google"
SCOPES = (
    "openid",
    "email",
    "https://www.googleapis.com/auth/calendar.events",
    "https://www.googleapis.com/auth/calendar.calendarlist.readonly",
)
NEEDED = (
    frozenset(("calendar.events", "calendar")),
    frozenset(("calendar.calendarlist.readonly", "calendar.calendarlist", "calendar.readonly", "calendar")),
)
# Only with both does Google give a refresh token to an account that has connected before.
CONSENT = {"access_type": "offline", "prompt": "consent"}
SECONDS = 30.0  # for a request, or for a write with all that it takes
READING_SECONDS = 600.0  # for the whole of a calendar
PAGE = 250
# Series as their occurrences; of the people only the owner of the calendar, whose answer counts.
EACH_OCCURRENCE = {"singleEvents": "true", "maxAttendees": 1, "maxResults": PAGE}


class Google:
    """Asks Google Calendar. See `PushingProvider`."""

    settings: type[BaseModel] = signing_in.Settings
    first_calendar = "Calendar"
    proves_email = True
    writes = True
    meetings: str | None = "Google Meet"
    tells_whole_notes = True
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
        calendars = tuple(self.calendars(access))
        primary = next((each.id for each in calendars if each.is_primary), None)
        email = signing_in.checked_email(access.email or primary, settings)
        return Connected(email=email, settings={"email": email}, secret=access.secret, calendars=calendars)

    def calendars(self, access: Access) -> Sequence[ExternalCalendar]:
        """Every calendar of the account as it is now."""
        with client.signed_in(KIND, access, timeout=SECONDS) as asking:
            pages = _pages(asking, "users/me/calendarList", {"maxResults": PAGE})
            return [reading.calendar(item) for page in pages for item in reading.items(page)]

    def changes(
        self, access: Access, calendar_id: str, *, cursor: str | None, window: Window
    ) -> Iterator[Changes]:
        """See `ExternalProvider`. The cursor is Google's sync token, which remembers the window."""
        since = _span(window) if cursor is None else {"syncToken": cursor}
        with (
            Deadline(READING_SECONDS) as whole,
            client.signed_in(KIND, access, timeout=SECONDS, each=True) as asking,
        ):
            for page in _pages(asking, calls.events_path(calendar_id), {**EACH_OCCURRENCE, **since}):
                if whole.has_passed:
                    raise ProviderError("provider.too_slow")
                events, gone = reading.split(reading.items(page), window)
                yield Changes(
                    events=events, gone=gone, is_whole=cursor is None, cursor=page.get("nextSyncToken")
                )

    def events(
        self, access: Access, calendar_id: str, *, window: Window, timeout: float
    ) -> Sequence[ExternalEvent]:
        """What the calendar has in this window right now."""
        query = {**EACH_OCCURRENCE, **_span(window)}
        with client.signed_in(KIND, access, timeout=timeout) as asking:
            pages = list(_pages(asking, calls.events_path(calendar_id), query))
        found = [event for page in pages for event in reading.split(reading.items(page), window)[0]]
        return [event for event in found if event.occurrences or event.trouble]

    def has(self, access: Access, calendar_id: str, event_id: str) -> bool:
        """Whether the calendar has an event of this name, asked by its name alone."""
        with client.signed_in(KIND, access, timeout=SECONDS) as asking:
            reply = asking.request("GET", calls.events_path(calendar_id, event_id), query={})
        if reply.status in (404, 410):
            return False
        item = json_object(calls.checked(reply, forbidden=ProviderError("provider.forbidden")).body)
        return item.get("status") != "cancelled"

    def put(self, access: Access, calendar_id: str, event: WantedEvent, *, known: Written | None) -> Written:
        """Make the event stand like this. Where one with our id was deleted, that one is there again.

        An account without Google Meet gets the event all the same.
        """
        with client.signed_in(KIND, access, timeout=SECONDS) as asking:
            event_id, reply = _written(asking, access, calendar_id, event, known)
            if reply.status == 400 and event.wants_link:
                without = replace(event, wants_link=False)
                event_id, reply = _written(asking, access, calendar_id, without, known)
        item = json_object(calls.checked(reply, forbidden=ProviderError("provider.read_only")).body)
        etag, link = item.get("etag"), writing.link_in(item)
        return Written(id=event_id, etag=etag, link=link)

    def remove(self, access: Access, calendar_id: str, event: WantedEvent, *, known: Written | None) -> None:
        """Make the event be gone."""
        event_id = writing.id_of(event.id) if known is None else known.id
        with client.signed_in(KIND, access, timeout=SECONDS) as asking:
            path = calls.events_path(calendar_id, event_id)
            reply = calls.sent(asking, "DELETE", path, None, {})
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
        """The link of the meeting, once Google has made it. Raises ProviderError `provider.no_meeting`."""
        with client.signed_in(KIND, access, timeout=SECONDS) as asking:
            item = calls.got(asking, calls.events_path(calendar_id, event_id), {})
        link = writing.link_in(item)
        if link is None and not writing.is_making_link(item):
            raise ProviderError("provider.no_meeting")
        return link

    def watch(self, access: Access, calendar_id: str, wanted: WantedChannel) -> Channel:
        """Have every change of the calendar told from now on."""
        with client.signed_in(KIND, access, timeout=SECONDS) as asking:
            reply = asking.request("POST", pushing.path(calendar_id), content=pushing.body_of(wanted))
        return pushing.made(reply, wanted)

    def extend(self, access: Access, channel: Channel, *, until: int) -> Channel | None:
        """Google's channels cannot live longer than they were made for."""
        return None

    def unwatch(self, access: Access, channel: Channel) -> None:
        """End a channel."""
        with client.signed_in(KIND, access, timeout=SECONDS) as asking:
            reply = asking.request("POST", pushing.STOP, content=pushing.body_to_stop(channel))
        if reply.status not in (404, 410):
            calls.checked(reply, forbidden=ProviderError("provider.forbidden"))

    def push_in(self, query: Mapping[str, str], headers: Mapping[str, str], body: bytes) -> Push | None:
        """What Google says by a request to a channel's address."""
        return pushing.read(headers)


def _written(
    asking: Client, access: Access, calendar_id: str, event: WantedEvent, known: Written | None
) -> tuple[str, Reply]:
    """The id of the event at Google, and the answer to the last request that it took."""
    body = writing.body_of(event, account=access.email)
    query = {"conferenceDataVersion": 1} if event.wants_link else {}
    event_id = writing.id_of(event.id) if known is None else known.id
    path = calls.events_path(calendar_id, event_id)
    reply = None if known is None else calls.sent(asking, "PATCH", path, body, query)
    if reply is None or reply.status in (404, 410):
        event_id = writing.id_of(event.id)
        whole = {"id": event_id, **body}
        reply = calls.sent(asking, "POST", calls.events_path(calendar_id), whole, query)
    if reply.status == 409:
        path = calls.events_path(calendar_id, event_id)
        reply = calls.sent(asking, "PATCH", path, body, query)
    return event_id, reply


def _span(window: Window) -> dict[str, str]:
    return {"timeMin": rfc3339.written(window.since), "timeMax": rfc3339.written(window.until)}


def _pages(asking: Client, path: str, query: Mapping[str, Any]) -> Iterator[dict[str, Any]]:
    """Every page of a list. A page that is told twice ends it with a refusal instead of going on for ever."""
    seen: set[str] = set()
    page = calls.got(asking, path, query)
    while True:
        token = page.get("nextPageToken")
        if token in seen:
            raise ProviderError("provider.not_understood")
        if token is None:
            yield page
            return
        yield {**page, "nextSyncToken": None}
        seen.add(str(token))
        page = calls.got(asking, path, {**query, "pageToken": token})
