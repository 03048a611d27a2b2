"""Write to a calendar: make one event stand as it should, or be gone. Doing it again changes nothing.

Every write names the version that it replaces, so that nobody's event is written over. Where the server has another
version, it is looked at: our own is replaced, somebody else's is left alone.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass

from webapp.errors import ProviderError
from webapp.lib.caldav import addresses, collection, multistatus
from webapp.lib.caldav.client import Client, checked
from webapp.lib.caldav.collection import Resource, etag_of
from webapp.lib.http import Reply

TRIES = 3
_MISSING = (404, 410)
_OTHER_VERSION = (409, 412)
_SAME_UID = f"{multistatus.CALDAV}no-uid-conflict"
_NOT_THERE = {"If-None-Match": "*"}


@dataclass(frozen=True, slots=True, kw_only=True)
class Wanted:
    """`uid`: its iCalendar UID. `is_ours`: tells from an event's text whether it is this one."""

    uid: str
    is_ours: Callable[[bytes], bool]


def is_there(client: Client, calendar: str, path: str) -> bool:
    """Whether a resource is there. Raises ProviderError when the server says neither."""
    reply, _ = client.request("GET", addresses.joined(calendar, path))
    if reply.status in _MISSING:
        return False
    checked(reply)
    return True


def put(client: Client, calendar: str, wanted: Wanted, text: bytes, *, known: Resource | None) -> Resource:
    """Make the event stand like this text. `known`: where it was put before.

    Raises ProviderError: `provider.conflict` when somebody else's event is in its place.
    """
    path = known.path if known else _usual_path(calendar, wanted.uid)
    condition = {"If-Match": known.etag} if known and known.etag else _NOT_THERE
    for _ in range(TRIES):
        headers = {"Content-Type": "text/calendar; charset=utf-8", **condition}
        reply, url = client.request("PUT", addresses.joined(calendar, path), headers=headers, body=text)
        if not _stands_otherwise(reply):
            _refuse_unwritten(reply)
            etag = etag_of(reply.headers.get("ETag")) or _etag(client, url)
            return Resource(path=addresses.path_of(url), etag=etag)
        place = _found(client, calendar, wanted, path)
        path = place.path if place else _usual_path(calendar, wanted.uid)
        condition = _condition(place, refused=condition) if place else _NOT_THERE
    raise ProviderError("provider.failed", status=412)


def remove(client: Client, calendar: str, wanted: Wanted, *, known: Resource | None) -> None:
    """Make the event be gone. Somebody else's event in its place stays. Raises ProviderError."""
    try:
        _remove(client, calendar, wanted, known)
    except ProviderError as problem:
        if problem.code != "provider.conflict":
            raise


def read(client: Client, calendar: str, path: str) -> Resource | None:
    """A resource with its text. None when it is not there."""
    reply, url = client.request("GET", addresses.joined(calendar, path))
    if reply.status in _MISSING:
        return None
    etag = etag_of(reply.headers.get("ETag"))
    return Resource(path=addresses.path_of(url), etag=etag, data=checked(reply).body)


def replace(client: Client, calendar: str, there: Resource, text: bytes) -> Resource:
    """Put this text in the place of just that version. Raises ProviderError `provider.changed_there`."""
    headers = {"Content-Type": "text/calendar; charset=utf-8", **_only(there)}
    reply, url = client.request("PUT", addresses.joined(calendar, there.path), headers=headers, body=text)
    _refuse_other_version(reply)
    etag = etag_of(reply.headers.get("ETag")) or _etag(client, url)
    return Resource(path=addresses.path_of(url), etag=etag)


def delete(client: Client, calendar: str, there: Resource) -> None:
    """Delete just that version. Raises ProviderError `provider.changed_there`."""
    reply, _ = client.request("DELETE", addresses.joined(calendar, there.path), headers=_only(there))
    if reply.status not in _MISSING:
        _refuse_other_version(reply)


def _only(there: Resource) -> dict[str, str]:
    return {"If-Match": there.etag} if there.etag else {}


def _refuse_other_version(reply: Reply) -> None:
    if reply.status in (*_OTHER_VERSION, *_MISSING):
        raise ProviderError("provider.changed_there")
    _refuse_unwritten(reply)


def _remove(client: Client, calendar: str, wanted: Wanted, known: Resource | None) -> None:
    place, condition = known, dict[str, str]()
    if known is None or known.etag is None:
        place = _found(client, calendar, wanted, known.path if known else _usual_path(calendar, wanted.uid))
    for _ in range(TRIES):
        if place is None:
            return
        condition = _condition(place, refused=condition)
        reply, _ = client.request("DELETE", addresses.joined(calendar, place.path), headers=condition)
        if reply.status in _MISSING:
            return
        if not _stands_otherwise(reply):
            _refuse_unwritten(reply)
            return
        place = _at(client, calendar, wanted, place.path)
    raise ProviderError("provider.failed", status=412)


def _stands_otherwise(reply: Reply) -> bool:
    """Whether the server has something else there than we thought, or this UID in another place."""
    if reply.status == 403:
        return _SAME_UID in multistatus.conditions(reply.body)
    return reply.status in (*_OTHER_VERSION, *_MISSING)


def _refuse_unwritten(reply: Reply) -> None:
    if reply.status in (403, 405):
        raise ProviderError("provider.read_only")
    checked(reply)


def _condition(place: Resource, *, refused: Mapping[str, str]) -> dict[str, str]:
    """To replace this version. None for a server that has no ETag, or has refused the one that it has just named."""
    if place.etag is None or refused.get("If-Match") == place.etag:
        return {}
    return {"If-Match": place.etag}


def _found(client: Client, calendar: str, wanted: Wanted, path: str) -> Resource | None:
    """Where our event is: at this path, or elsewhere in the calendar, where somebody may have put it.

    Raises ProviderError `provider.conflict` when the event at the path is not ours.
    """
    if (place := _at(client, calendar, wanted, path)) is not None:
        return place
    found = collection.with_uid(client, calendar, wanted.uid)
    return next((each for each in found if each.data is not None and wanted.is_ours(each.data)), None)


def _at(client: Client, calendar: str, wanted: Wanted, path: str) -> Resource | None:
    reply, url = client.request("GET", addresses.joined(calendar, path))
    if reply.status in _MISSING:
        return None
    if not wanted.is_ours(checked(reply).body):
        raise ProviderError("provider.conflict")
    return Resource(path=addresses.path_of(url), etag=etag_of(reply.headers.get("ETag")))


def _etag(client: Client, url: str) -> str | None:
    """A server that changes what it is given does not say its ETag (RFC 4791 section 5.3.4)."""
    reply, _ = client.request("GET", url)
    return etag_of(reply.headers.get("ETag")) if reply.status == 200 else None


def _usual_path(calendar: str, uid: str) -> str:
    name = "".join(letter if letter.isalnum() or letter in "-_.@" else "-" for letter in uid)
    return addresses.normal_path(addresses.path_of(calendar).rstrip("/") + f"/{name}.ics")
