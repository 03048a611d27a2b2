"""What a booking should look like in calendars elsewhere: a promise for each, made with every change of the booking.

Each says how the entry should stand, so keeping it twice changes nothing. Those of one booking and calendar are kept in
their order.
"""

from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from webapp import outbox
from webapp.models import Calendar, Event, Grant, Mirror
from webapp.models.event import EVENT_CANCELLED
from webapp.models.outbox import CALENDAR
from webapp.services.configurations.participants import ParticipantCalendars
from webapp.services.promises import mails
from webapp.services.promises.announced import Announced

NAME = "calendar_entry"


def promise(session: Session, announced: Announced) -> None:
    """Promise the entry in every calendar elsewhere that has an event of this booking. One query without any."""
    session.flush()
    rows = session.execute(
        select(Event, Grant.email)
        .join(Mirror, Mirror.calendar_id == Event.calendar_id)
        .join(Calendar, Calendar.id == Event.calendar_id)
        .join(Grant, Grant.id == Calendar.grant_id)
        .where(Event.booking_id == announced.booking.id)
        .order_by(Event.calendar_id)
        .execution_options(populate_existing=True)  # `marks` writes events with statements of its own
    ).all()
    for event, account in rows:
        outbox.promise(
            session,
            kind=CALENDAR,
            name=NAME,
            stream=stream_of(announced.booking.id, event.calendar_id),
            destination=account,
            payload=_payload(announced, event),
            booking_id=announced.booking.id,
            grant_id=announced.booking.grant_id,
            now=announced.now,
        )


def stream_of(booking_id: str, calendar_id: str) -> str:
    """In which the promises of one booking for one calendar are kept in their order."""
    return f"{booking_id}:{CALENDAR}:{calendar_id}"


def _payload(announced: Announced, event: Event) -> dict[str, Any]:
    """The event and what its owner may read beside it: of a host's mail, without the addresses that decide."""
    host = next((each for each in announced.attending if each.booking == event.calendar_id), None)
    read = mails.to_host(
        announced, host or _organizer(announced), announced.change.kind, outbox.NOBODY_REACHED
    )
    links = {name: url for name, url in read["links"].items() if name == "dashboard_url"}
    booking = announced.booking
    return {
        "event_id": event.id,
        "is_gone": event.status == EVENT_CANCELLED,
        "event": {
            "id": event.id,
            "uid": event.ical_uid,
            "sequence": event.sequence,
            "title": event.title,
            "starts_at": event.starts_at,
            "ends_at": event.ends_at,
            "timezone": booking.organizer_timezone,
            "decided_at": announced.now,
            "is_placeholder": event.pending,
            "location": event.location,
            "organizer": [booking.organizer_name, booking.organizer_email],
            "attendees": [[person.get("name") or "", person["email"]] for person in event.participants],
        },
        "reader": {**read, "links": links, "ics": None},
    }


def _organizer(announced: Announced) -> ParticipantCalendars:
    booking = announced.booking
    return ParticipantCalendars(
        email=booking.organizer_email, name=booking.organizer_name, has_availability=False
    )
