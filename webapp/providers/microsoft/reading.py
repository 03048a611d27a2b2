"""What Microsoft Graph has, as events of ours.

A calendar view lists a series occurrence by occurrence, each with an id of its own. In a list of changes an occurrence
may have nothing but its times: the rest is with the master of its series.
"""

from collections.abc import Callable, Mapping
from dataclasses import replace
from typing import Any

from webapp.errors import ProviderError
from webapp.lib import recurrence, rfc3339
from webapp.lib.external import (
    CANCELLED,
    CONFIRMED,
    MAYBE,
    NO,
    TENTATIVE,
    YES,
    ExternalCalendar,
    ExternalEvent,
    Occurrence,
    Window,
)
from webapp.lib.provider_answers import as_object, as_text
from webapp.providers.microsoft import writing
from webapp.scheduling import day_of, first_instant

Item = Mapping[str, Any]
MasterOf = Callable[[str], Item]

_ANSWERS = {"accepted": YES, "organizer": None, "declined": NO, "tentativelyAccepted": MAYBE}
_FREE = frozenset(("free", "workingElsewhere"))


def items(page: Item) -> list[dict[str, Any]]:
    """What is listed on a page. Raises ProviderError for a list that is none."""
    found = page.get("value")
    if not isinstance(found, list) or not all(
        isinstance(item, dict) and as_text(item.get("id")) for item in found
    ):
        raise ProviderError("provider.not_understood")
    return found


def calendar(item: Item) -> ExternalCalendar:
    """A calendar of the account. Graph does not say in which zone it is."""
    return ExternalCalendar(
        id=item["id"],
        name=as_text(item.get("name")) or item["id"],
        is_primary=item.get("isDefaultCalendar") is True,
        read_only=item.get("canEdit") is not True,
    )


def owner_of(item: Item) -> str | None:
    """The address of a calendar's owner."""
    return as_text(as_object(item.get("owner")).get("address")) or None


def is_gone(item: Item) -> bool:
    """Whether this is a tombstone."""
    return "@removed" in item


def event(item: Item, window: Window, *, master_of: MasterOf) -> ExternalEvent:
    """An event, also one that has no time in the window any more. One that makes no sense is named as such.

    `master_of`: the master of a series by its id.
    """
    if item.get("type") == "seriesMaster":  # its occurrences are listed beside it
        return ExternalEvent(id=item["id"], uid=as_text(item.get("iCalUId")) or item["id"])
    whole = _whole(item, master_of)
    answer = _ANSWERS.get(as_text(as_object(whole.get("responseStatus")).get("response")))
    known = ExternalEvent(
        id=item["id"],
        uid=as_text(whole.get("iCalUId")) or item["id"],
        etag=as_text(item.get("@odata.etag")) or None,
        mark=writing.mark_in(whole),
        answer=answer,
    )
    try:
        starts_at, ends_at, days = _times(whole, window)
    except ValueError:
        return replace(known, trouble="unreadable")
    if starts_at >= window.until or max(ends_at, starts_at + 1) <= window.since:
        return known
    occurrence = Occurrence(
        recurrence_id=_recurrence_id(whole, starts_at),
        starts_at=starts_at,
        ends_at=ends_at,
        busy=_is_busy(whole, answer),
        days=days,
        status=_status(whole),
        title=as_text(whole.get("subject")),
        location=as_text(as_object(whole.get("location")).get("displayName")) or None,
        description=as_text(whole.get("bodyPreview")) or None,
    )
    return replace(known, occurrences=(occurrence,))


def _whole(item: Item, master_of: MasterOf) -> Item:
    """What an occurrence does not say itself is said by the master of its series."""
    master_id = as_text(item.get("seriesMasterId"))
    if not master_id or "showAs" in item:
        return item
    said = {name: value for name, value in item.items() if value is not None}
    # The transaction id is that of the request that made the series; no series is ours.
    return {**master_of(master_id), "transactionId": None, **said}


def _is_busy(item: Item, answer: str | None) -> bool:
    return not (item.get("showAs") in _FREE or item.get("isCancelled") is True or answer == NO)


def _status(item: Item) -> str:
    if item.get("isCancelled") is True:
        return CANCELLED
    return TENTATIVE if item.get("showAs") == "tentative" else CONFIRMED


def _times(item: Item, window: Window) -> tuple[int, int, tuple[str, str] | None]:
    """From when to when, and the dates of a whole day. Raises ValueError."""
    start, end = (_wall_time(item.get(name)) for name in ("start", "end"))
    if item.get("isAllDay") is True:  # at midnight of its dates, in whatever zone was asked for
        first, after = start[:10], end[:10]
        bounds = [first_instant(day_of(day), zone=window.timezone) for day in (first, after)]
        return bounds[0], bounds[1], (first, after)
    return rfc3339.read(f"{start}Z"), rfc3339.read(f"{end}Z"), None


def _wall_time(said: Any) -> str:
    """A time in UTC, as we have asked for it. Raises ValueError."""
    if not isinstance(said, dict) or said.get("timeZone") != "UTC":
        raise ValueError("no time in UTC")
    return as_text(said.get("dateTime"))


def _recurrence_id(item: Item, starts_at: int) -> str | None:
    """Which time of its series this is. One that stands where its series has put it may not say so."""
    try:
        return recurrence.stamp(rfc3339.read(item.get("originalStart")))
    except ValueError:
        return recurrence.stamp(starts_at) if as_text(item.get("seriesMasterId")) else None
