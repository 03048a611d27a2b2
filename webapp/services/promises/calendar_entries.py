"""What a booking should look like in calendars elsewhere: a promise for each, made with every change of the booking.

Each says how the entry should stand, so keeping it twice changes nothing. Those of one booking and calendar are kept in
their order.
"""

from typing import Any

from sqlalchemy import select, true
from sqlalchemy.orm import Session

from webapp import outbox
from webapp.models import Booking, Calendar, Event, Grant, Mirror
from webapp.models.event import EVENT_CANCELLED
from webapp.models.outbox import CALENDAR
from webapp.services.configurations.participants import ParticipantCalendars
from webapp.services.promises import mails
from webapp.services.promises.announced import Announced

NAME, LINK = "calendar_entry", "meeting_link"


def promise(session: Session, announced: Announced) -> None:
    """Promise the entry in every calendar elsewhere that has an event of this booking. One query without any.

    The link to a meeting is new for all but the entry with which it was made.
    """
    session.flush()
    is_about_link = announced.change.kind in mails.LINK_NEWS
    rows = session.execute(
        select(Event, Grant.email)
        .join(Mirror, Mirror.calendar_id == Event.calendar_id)
        .join(Calendar, Calendar.id == Event.calendar_id)
        .join(Grant, Grant.id == Calendar.grant_id)
        .where(Event.booking_id == announced.booking.id)
        .where(true() if not is_about_link else Event.id != announced.booking.event_id)
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


def promise_link(session: Session, booking: Booking, account: str, *, due_at: int, now: int) -> None:
    """Promise to ask for the link to a meeting that the provider of this account is making."""
    outbox.promise(
        session,
        kind=CALENDAR,
        name=LINK,
        stream=f"{booking.id}:{LINK}",
        destination=account,
        payload={"event_id": booking.event_id},
        booking_id=booking.id,
        grant_id=booking.grant_id,
        due_at=due_at,
        now=now,
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
    makes_link = booking.wants_link and event.id == booking.event_id
    if makes_link:  # the calendar shows its own meeting by itself
        read = {**read, "values": {**read["values"], "meeting": None}}
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
            "location": booking.location_now if makes_link else event.location,
            "wants_link": makes_link,
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
