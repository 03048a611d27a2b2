"""One event of ours as the file that a CalDAV server keeps (RFC 4791, section 4.1)."""

from icalendar import Calendar, vCalAddress, vText

from webapp.lib import ics
from webapp.lib.external import WantedEvent
from webapp.lib.ical.reader import MARK


def write(event: WantedEvent, *, stamp: int) -> bytes:
    """A VCALENDAR with this event, in UTC. `stamp`: when it was made so, in Unix seconds.

    The server is told to send nobody anything (`SCHEDULE-AGENT=CLIENT`, RFC 6638, section 7.1): our own mails invite.
    The same event with the same stamp is the same file.
    """
    people = [{"name": name, "email": email, "partstat": "ACCEPTED"} for name, email in event.attendees]
    fields = {
        "uid": event.uid,
        "sequence": event.sequence,
        "status": "TENTATIVE" if event.is_placeholder else "CONFIRMED",
        "starts_at": event.starts_at,
        "ends_at": event.ends_at,
        "stamp": stamp,
        "summary": event.title,
        "description": event.description,
        "location": event.location,
        "url": None,
    }
    entry = ics.entry(fields)
    entry.add("last-modified", ics.utc(stamp))
    entry.add(MARK, event.id)
    if event.organizer is not None:
        name, email = event.organizer
        entry.add("organizer", _told_nothing(ics.address({"name": name, "email": email})), encode=False)
        for person in people:
            entry.add("attendee", _told_nothing(ics.attendee(person)), encode=False)
    calendar = Calendar()
    calendar.add("prodid", ics.PRODID)
    calendar.add("version", "2.0")
    calendar.add_component(entry)
    return bytes(calendar.to_ical())


def _told_nothing(address: vCalAddress) -> vCalAddress:
    address.params["SCHEDULE-AGENT"] = vText("CLIENT")
    return address
