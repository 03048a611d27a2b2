"""One event as an iCalendar file: an invitation, its cancellation, or a copy to keep.

Follows RFC 5545 and, for `METHOD`, RFC 5546. Times are written in UTC: a single event needs no zone, and no
calendar program can misread it. A line break in an address is refused, because it would start another property.
"""

from collections.abc import Iterable, Iterator
from datetime import UTC, datetime
from typing import Any

from icalendar import Calendar, Event, vCalAddress, vText

PRODID = "-//Openslot//Openslot//EN"


def invitation(fields: dict[str, Any]) -> bytes:
    """The file for an event: UTF-8, with CRLF at the end of each line.

    `fields`: `method` REQUEST, CANCEL or PUBLISH; `uid`; `sequence`; `status` CONFIRMED, TENTATIVE, CANCELLED, or
    None when the event goes on without the attendee (RFC 5546 section 3.2.5); `starts_at`, `ends_at`, `stamp` in
    Unix seconds; `summary`; `description`, `location`, `url` or None; `organizer` {name, email}; `attendees`
    [{name, email, partstat}]. Raises ValueError for an address with a line break.
    """
    calendar = Calendar()
    calendar.add("prodid", PRODID)
    calendar.add("version", "2.0")
    calendar.add("method", fields["method"])
    calendar.add_component(_event(fields))
    return bytes(calendar.to_ical())


def published(entries: Iterable[dict[str, Any]]) -> Iterator[bytes]:
    """A calendar of many events, piece by piece. Each entry has the fields of `entry`, and nobody else's address."""
    yield f"BEGIN:VCALENDAR\r\nVERSION:2.0\r\nPRODID:{PRODID}\r\nMETHOD:PUBLISH\r\n".encode()
    for fields in entries:
        event = entry(fields)
        if fields["status"] == "CANCELLED":
            event["transp"] = vText("TRANSPARENT")
        yield event.to_ical()
    yield b"END:VCALENDAR\r\n"


def _event(fields: dict[str, Any]) -> Event:
    event = entry(fields)
    if fields["method"] == "CANCEL" or fields["status"] == "CANCELLED":
        event["transp"] = vText("TRANSPARENT")
    event.add("organizer", address(fields["organizer"]), encode=False)
    if fields["method"] != "PUBLISH":  # RFC 5546 section 3.2.1: a published event names no attendees
        for person in fields["attendees"]:
            event.add("attendee", attendee(person), encode=False)
    return event


def entry(fields: dict[str, Any]) -> Event:
    """What a VEVENT says beside its people, and that it takes time. `fields` as those of `invitation`."""
    event = Event()
    event.add("uid", fields["uid"])
    event.add("sequence", fields["sequence"])
    event.add("dtstamp", utc(fields["stamp"]))
    event.add("dtstart", utc(fields["starts_at"]))
    event.add("dtend", utc(fields["ends_at"]))
    if fields["status"]:
        event.add("status", fields["status"])
    event.add("transp", "OPAQUE")
    for name in ("summary", "description", "location", "url"):
        if fields[name]:
            event.add(name, fields[name])
    return event


def attendee(person: dict[str, Any]) -> vCalAddress:
    """Someone who is invited: {name, email, partstat}. Raises ValueError as `address` does."""
    invited = address(person)
    invited.params["ROLE"] = vText("REQ-PARTICIPANT")
    invited.params["PARTSTAT"] = vText(person["partstat"])
    invited.params["RSVP"] = vText("TRUE" if person["partstat"] == "NEEDS-ACTION" else "FALSE")
    return invited


def address(person: dict[str, Any]) -> vCalAddress:
    """Someone's address: {name, email}. Raises ValueError for an address with a line break or a space."""
    email = person["email"]
    if not email.isprintable() or " " in email:
        raise ValueError("an address has a line break or a space")
    found = vCalAddress(f"mailto:{email}")
    if person["name"]:
        # Many programs show RFC 6868's escaped quote as it stands.
        found.params["CN"] = vText(" ".join(person["name"].split()).replace('"', "'"))
    return found


def utc(instant: int) -> datetime:
    """Unix seconds as the library writes an instant."""
    return datetime.fromtimestamp(instant, UTC)
