"""What Google has, as events of ours.

Series are read occurrence by occurrence (`singleEvents`); each has an id of its own.
"""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import Any

from webapp.errors import ProviderError
from webapp.lib import recurrence, rfc3339, zone_names
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
from webapp.lib.provider_answers import as_object, as_objects, as_text
from webapp.providers.google import writing
from webapp.scheduling import day_of, first_instant

_ANSWERS = {"accepted": YES, "declined": NO, "tentative": MAYBE}
_STATES = {"confirmed": CONFIRMED, "tentative": TENTATIVE, "cancelled": CANCELLED}
_TAKE_NO_TIME = frozenset(("workingLocation", "birthday"))
_WRITABLE = frozenset(("owner", "writer", "writerWithoutPrivateAccess"))


def items(page: Mapping[str, Any]) -> list[dict[str, Any]]:
    """What is listed on a page. Raises ProviderError for a list that is none."""
    found = page.get("items", [])
    if not isinstance(found, list) or not all(
        isinstance(item, dict) and as_text(item.get("id")) for item in found
    ):
        raise ProviderError("provider.not_understood")
    return found


def calendar(item: Mapping[str, Any]) -> ExternalCalendar:
    """A calendar of the account's list."""
    return ExternalCalendar(
        id=item["id"],
        name=as_text(item.get("summaryOverride")) or as_text(item.get("summary")) or item["id"],
        timezone=zone_names.known(as_text(item.get("timeZone"))),
        description=as_text(item.get("description")) or None,
        is_primary=item.get("primary") is True,
        read_only=item.get("accessRole") not in _WRITABLE,
    )


def split(
    found: Sequence[Mapping[str, Any]], window: Window
) -> tuple[tuple[ExternalEvent, ...], tuple[str, ...]]:
    """The events of a list, and the ids of those that were deleted."""
    events = tuple(event(item, window) for item in found if item.get("status") != "cancelled")
    return events, tuple(item["id"] for item in found if item.get("status") == "cancelled")


def event(item: Mapping[str, Any], window: Window) -> ExternalEvent:
    """An event, also one that has no time in the window any more. One that makes no sense is named as such."""
    uid, mark = _names(item)
    answer = _answer(item)
    known = ExternalEvent(
        id=item["id"], uid=uid, etag=as_text(item.get("etag")) or None, mark=mark, answer=answer
    )
    try:
        (starts_at, first), (ends_at, after) = (_moment(item.get(end), window) for end in ("start", "end"))
    except ValueError:
        return replace(known, trouble="unreadable")
    if starts_at >= window.until or max(ends_at, starts_at + 1) <= window.since:
        return known
    occurrence = Occurrence(
        recurrence_id=_recurrence_id(item.get("originalStartTime")),
        starts_at=starts_at,
        ends_at=ends_at,
        busy=_is_busy(item, answer),
        days=(first, after) if first and after else None,
        timezone=zone_names.known(as_text(as_object(item.get("start")).get("timeZone"))),
        status=_STATES.get(as_text(item.get("status")), CONFIRMED),
        title=as_text(item.get("summary")),
        location=as_text(item.get("location")) or None,
        description=as_text(item.get("description")) or None,
    )
    return replace(known, occurrences=(occurrence,))


def _names(item: Mapping[str, Any]) -> tuple[str, str | None]:
    """The iCalendar UID, and the id of our own event that this is. Google does not let us choose the UID: we keep ours
    beside it. A copy that somebody made of our event has another id, and is an event of its own."""
    kept = as_object(as_object(item.get("extendedProperties")).get("private"))
    mark = as_text(kept.get(writing.MARK))
    if mark and item["id"] == writing.id_of(mark):
        return as_text(kept.get(writing.UID)) or as_text(item.get("iCalUID")) or item["id"], mark
    return as_text(item.get("iCalUID")) or item["id"], None


def _answer(item: Mapping[str, Any]) -> str | None:
    """What the owner of the calendar answered; `self` marks them among the attendees."""
    mine = (each for each in as_objects(item.get("attendees")) if each.get("self") is True)
    return _ANSWERS.get(as_text(next(mine, {}).get("responseStatus")))


def _is_busy(item: Mapping[str, Any], answer: str | None) -> bool:
    return not (
        item.get("transparency") == "transparent" or item.get("eventType") in _TAKE_NO_TIME or answer == NO
    )


def _moment(said: Any, window: Window) -> tuple[int, str | None]:
    """An instant, and the date where only that was said. Raises ValueError."""
    if not isinstance(said, dict):
        raise ValueError("no time")
    if isinstance(said.get("date"), str):
        return first_instant(day_of(said["date"]), zone=window.timezone), said["date"]
    return rfc3339.read(said.get("dateTime")), None


def _recurrence_id(said: Any) -> str | None:
    if not isinstance(said, dict):
        return None
    if isinstance(said.get("date"), str):
        return str(said["date"]).replace("-", "")
    try:
        return recurrence.stamp(rfc3339.read(said.get("dateTime")))
    except ValueError:
        return None
