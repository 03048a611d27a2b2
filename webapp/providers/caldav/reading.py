"""What a CalDAV server has, as events; and how far we have read, as a text that the next reading begins with.

The text is JSON: `{"token": ...}` for a server that keeps a list of changes (RFC 6578), else `{"tag": ..., "etags":
{path: etag}}`, by which we find the changes ourselves.
"""

from collections.abc import Iterable, Iterator
from dataclasses import replace
from typing import Any

import orjson

from webapp.errors import ProviderError
from webapp.lib import ical
from webapp.lib.caldav import collection
from webapp.lib.caldav.client import Client
from webapp.lib.caldav.collection import Resource, State
from webapp.lib.external import Changes, ExternalEvent, Window
from webapp.lib.ical import lines, zones
from webapp.scheduling import DAY

MARGIN = DAY  # how far a floating time or a whole day may be from what the server takes it for


def everything(client: Client, url: str, *, window: Window, owner: str) -> Iterator[Changes]:
    """Every event in the window. What changes meanwhile is told by the next reading: the cursor is older."""
    state = collection.state(client, url)
    etags = collection.listed(client, url, since=window.since - MARGIN, until=window.until + MARGIN)
    for page in collection.fetched(client, url, list(etags)):
        yield Changes(events=_events(page.resources, window, owner), is_whole=True)
    yield Changes(is_whole=True, cursor=_cursor(state, etags))


def since(client: Client, url: str, *, cursor: str, window: Window, owner: str) -> Iterator[Changes]:
    """What has changed. Raises ProviderError `provider.cursor_expired`."""
    known = _read_cursor(cursor)
    if "token" in known:
        yield from _by_token(client, url, str(known["token"]), window, owner)
    else:
        yield from _by_etags(client, url, known, window, owner)


def in_window(client: Client, url: str, *, window: Window, owner: str) -> tuple[ExternalEvent, ...]:
    """What the calendar has in the window right now."""
    found = collection.in_span(client, url, since=window.since - MARGIN, until=window.until + MARGIN)
    return tuple(each for each in _events(found, window, owner) if each.occurrences or each.trouble)


def is_event(text: bytes, uid: str) -> bool:
    """Whether this is the text of the event with this iCalendar UID."""
    try:
        return any(part.value("UID") == uid for part in _parts(text, lines.EVENT))
    except ProviderError:
        return False


def event_of(resource: Resource, window: Window) -> ExternalEvent:
    """The event of a resource."""
    return _event(resource, window, "") or ExternalEvent(id=resource.path, uid=resource.path)


def zone_of(text: str | None) -> str | None:
    """The IANA name in a `calendar-timezone`, which is a VCALENDAR with one zone (RFC 4791 section 5.2.2)."""
    try:
        parts = _parts((text or "").encode(), lines.ZONE)
    except ProviderError:
        return None
    named = (zones.name_of(part.value(name)) for part in parts for name in ("TZID", "X-LIC-LOCATION"))
    return next(filter(None, named), None)


def _by_token(client: Client, url: str, token: str, window: Window, owner: str) -> Iterator[Changes]:
    for changed in collection.changed(client, url, token):
        if changed.gone:
            yield Changes(gone=changed.gone)
        yield from _told(client, url, [each.path for each in changed.resources], window, owner)
        if changed.is_last:
            state = State(token=changed.token or token, tag=None)
            yield Changes(cursor=_cursor(state, {}))


def _by_etags(
    client: Client, url: str, known: dict[str, Any], window: Window, owner: str
) -> Iterator[Changes]:
    state, etags = collection.state(client, url), known["etags"]
    if state.tag is None or state.tag != known["tag"]:
        now = collection.listed(client, url, since=window.since - MARGIN, until=window.until + MARGIN)
        changed = [path for path, etag in now.items() if etag is None or etags.get(path) != etag]
        # What is listed no more is deleted, or it has only left the window: it is asked for.
        missing = [path for path in etags if path not in now]
        yield from _told(client, url, changed + missing, window, owner)
        etags = now
    yield Changes(cursor=_cursor(replace(state, token=None), etags))


def _told(client: Client, url: str, paths: list[str], window: Window, owner: str) -> Iterator[Changes]:
    for page in collection.fetched(client, url, paths):
        yield Changes(events=_events(page.resources, window, owner), gone=page.gone)


def _events(resources: Iterable[Resource], window: Window, owner: str) -> tuple[ExternalEvent, ...]:
    return tuple(event for each in resources if (event := _event(each, window, owner)) is not None)


def _event(resource: Resource, window: Window, owner: str) -> ExternalEvent | None:
    """The event of a resource, also one that has no time in the window any more; None for a task or a note."""
    unreadable = ExternalEvent(id=resource.path, uid=resource.path, etag=resource.etag, trouble="unreadable")
    if resource.data is None:
        return unreadable
    try:
        read = ical.read(resource.data, window=window, owner=owner, href=resource.path)
        if not read:
            parts = _parts(resource.data, lines.EVENT)
            uid = parts[0].value("UID") if parts else None
            return None if uid is None else ExternalEvent(id=resource.path, uid=uid, etag=resource.etag)
    except ProviderError:
        return unreadable
    together = tuple(occurrence for event in read for occurrence in event.occurrences)
    trouble = next((event.trouble for event in read if event.trouble), None)
    # A program that makes a copy of an entry gives it a UID of its own, and leaves our mark on it: the UID tells.
    return replace(
        read[0], id=resource.path, etag=resource.etag, mark=None, occurrences=together, trouble=trouble
    )


def _parts(text: bytes, kind: str) -> list[lines.Component]:
    return [part for calendar in lines.calendars(text) for part in calendar.parts if part.kind == kind]


def _cursor(state: State, etags: dict[str, str | None]) -> str:
    known = {"tag": state.tag, "etags": etags} if state.token is None else {"token": state.token}
    return orjson.dumps(known).decode()


def _read_cursor(cursor: str) -> dict[str, Any]:
    try:
        known = orjson.loads(cursor)
    except orjson.JSONDecodeError as problem:
        raise ProviderError("provider.cursor_expired") from problem
    if not isinstance(known, dict) or not ("token" in known or {"tag", "etags"} <= known.keys()):
        raise ProviderError("provider.cursor_expired")
    return known
