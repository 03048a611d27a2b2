"""An event that the owner of a calendar enters or changes here, as the file that a CalDAV server keeps."""

from datetime import date

from icalendar import Calendar, Component, Event

from webapp.errors import ProviderError
from webapp.lib import ics
from webapp.lib.external import OwnEvent

_COMES_AGAIN = ("rrule", "rdate", "recurrence-id")


def enter(event: OwnEvent, *, stamp: int) -> bytes:
    """A VCALENDAR with this new event. `stamp`: the time now, in Unix seconds."""
    entry = Event()
    entry.add("uid", event.id)
    _apply(entry, event, stamp=stamp)
    calendar = Calendar()
    calendar.add("prodid", ics.PRODID)
    calendar.add("version", "2.0")
    calendar.add_component(entry)
    return bytes(calendar.to_ical())


def change(text: bytes, event: OwnEvent, *, stamp: int) -> bytes:
    """The file with what the event says; all else as it was.

    Raises ProviderError: `provider.series_there` for an event that comes again, `provider.unreadable` for no file of
    one event.
    """
    try:
        calendar = Calendar.from_ical(text)
    except ValueError as problem:
        raise ProviderError("provider.unreadable") from problem
    entries = calendar.walk("VEVENT")
    if not entries:
        raise ProviderError("provider.unreadable")
    if len(entries) > 1 or any(name in entries[0] for name in _COMES_AGAIN):
        raise ProviderError("provider.series_there")
    entry = entries[0]
    _put(entry, "sequence", int(entry.get("sequence", 0)) + 1)
    _apply(entry, event, stamp=stamp)
    return bytes(calendar.to_ical())


def _apply(entry: Component, event: OwnEvent, *, stamp: int) -> None:
    for name in ("dtstamp", "last-modified"):
        _put(entry, name, ics.utc(stamp))
    for name, text in (
        ("summary", event.title),
        ("location", event.location),
        ("description", event.description),
    ):
        if text is not None:
            _put(entry, name, text or None)
    if event.busy is not None:
        _put(entry, "transp", "OPAQUE" if event.busy else "TRANSPARENT")
    if event.span is not None:
        _put(entry, "duration", None)
        ends = map(date.fromisoformat, event.days) if event.days else map(ics.utc, event.span)
        for name, at in zip(("dtstart", "dtend"), ends, strict=True):
            _put(entry, name, at)


def _put(entry: Component, name: str, value: object) -> None:
    entry.pop(name, None)
    if value is not None:
        entry.add(name, value)
