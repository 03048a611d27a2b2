"""What a booking writes into calendars: one event for each participant with a booking calendar, and the busy spans.

Every writer here runs inside a transaction that has locked the calendars. Spans are written in the order of their
calendars. They are moved in place, because the exclusion constraint would refuse a new span beside the old one.
"""

from typing import Any

from sqlalchemy import delete, select, update
from sqlalchemy.orm import Session

from webapp.lib.addresses import identity
from webapp.models import BOOKED, PENDING, Booking, BusySpan, Event, new_id
from webapp.models.event import CONFIRMED, EVENT_CANCELLED, MAYBE
from webapp.services.configurations.participants import ParticipantCalendars

_DETAILS = ("url", "meeting_code", "password", "pin", "phone")
PENDING_PREFIX = "[PENDING] "


def write(session: Session, booking: Booking, attending: list[ParticipantCalendars], *, now: int) -> None:
    """Write a new booking into the calendars of those who attend."""
    events = _write_events(session, booking, attending, now=now)
    spans = [
        BusySpan(
            calendar_id=participant.span,
            starts_at=booking.starts_at,
            ends_at=booking.ends_at,
            booking_id=booking.id,
            event_id=events.get(participant.span),
            exclusive=participant.has_availability,
        )
        for participant in attending
        if participant.span is not None
    ]
    in_calendar_order = sorted(spans, key=lambda span: span.calendar_id)
    session.flush()
    session.add_all(in_calendar_order)
    session.flush()


def settle(session: Session, booking: Booking, attending: list[ParticipantCalendars], *, now: int) -> None:
    """Turn the placeholder into a real event, and write one for everybody else who attends."""
    session.execute(
        update(Event)
        .where(Event.booking_id == booking.id)
        .values(title=booking.title, location=booking.place, pending=False, status=CONFIRMED, updated_at=now)
    )
    tell_meeting(session, booking)
    events = _write_events(session, booking, attending, now=now)
    session.flush()
    for calendar_id, event_id in events.items():
        session.execute(
            update(BusySpan)
            .where(BusySpan.booking_id == booking.id, BusySpan.calendar_id == calendar_id)
            .values(event_id=event_id)
        )


def move(
    session: Session,
    booking: Booking,
    attending: list[ParticipantCalendars],
    *,
    retitled: bool = False,
    elsewhere: bool = False,
    now: int,
) -> None:
    """Move a booking's events and spans to its present time, with the people that it has now.

    `retitled`, `elsewhere`: whether its title and its place are others. If not, what the events say of them stays.
    """
    words: dict[str, str | None] = {"title": _title(booking)} if retitled else {}
    if elsewhere:
        words["location"] = booking.place
    session.execute(
        update(Event)
        .where(Event.booking_id == booking.id)
        .values(
            when=_when(booking),
            starts_at=booking.starts_at,
            ends_at=booking.ends_at,
            participants=_attendees(booking, attending),
            sequence=booking.sequence,
            updated_at=now,
            **words,
        )
    )
    for span_id in _span_ids(session, booking.id):
        session.execute(
            update(BusySpan)
            .where(BusySpan.id == span_id)
            .values(starts_at=booking.starts_at, ends_at=booking.ends_at)
        )


def release(session: Session, booking: Booking, *, now: int) -> None:
    """Free the time of a booking. Its events stay, as cancelled ones."""
    session.execute(delete(BusySpan).where(BusySpan.booking_id == booking.id))
    session.execute(
        update(Event)
        .where(Event.booking_id == booking.id)
        .values(status=EVENT_CANCELLED, busy=False, pending=False, sequence=booking.sequence, updated_at=now)
    )


def tell_meeting(session: Session, booking: Booking) -> None:
    """Let the events say where to meet online; before, nobody was to know, or nobody knew."""
    if told := _conferencing(booking):
        for event in session.scalars(select(Event).where(Event.booking_id == booking.id)):
            event.extras = {**event.extras, **told}


def calendar_ids_of(session: Session, booking_id: str) -> set[str]:
    """Every calendar that has a span or an event of a booking."""
    spans = session.scalars(select(BusySpan.calendar_id).where(BusySpan.booking_id == booking_id))
    events = session.scalars(select(Event.calendar_id).where(Event.booking_id == booking_id))
    return set(spans) | set(events)


def _write_events(
    session: Session, booking: Booking, attending: list[ParticipantCalendars], *, now: int
) -> dict[str, str]:
    """Add the events that do not exist yet. A pending booking has a single event: the organizer's placeholder."""
    existing = set(session.scalars(select(Event.calendar_id).where(Event.booking_id == booking.id)))
    pending = booking.status == PENDING
    written: dict[str, str] = {}
    for participant in attending:
        calendar_id, is_organizer = participant.booking, participant.email == booking.organizer_email
        if calendar_id is None or calendar_id in existing or (pending and not is_organizer):
            continue
        event_id = booking.event_id if is_organizer else new_id()
        session.add(_event(booking, calendar_id, attending, event_id=event_id, now=now))
        existing.add(calendar_id)
        written[calendar_id] = event_id
    return written


def _event(
    booking: Booking, calendar_id: str, attending: list[ParticipantCalendars], *, event_id: str, now: int
) -> Event:
    return Event(
        id=event_id,
        calendar_id=calendar_id,
        booking_id=booking.id,
        ical_uid=booking.ical_uid,
        sequence=booking.sequence,
        title=_title(booking),
        description=booking.description,
        location=booking.place,
        when=_when(booking),
        starts_at=booking.starts_at,
        ends_at=booking.ends_at,
        busy=True,
        status=CONFIRMED if booking.status == BOOKED else MAYBE,
        pending=booking.status == PENDING,
        participants=_attendees(booking, attending),
        extras={
            "organizer": {"name": booking.organizer_name, "email": booking.organizer_email},
            **_conferencing(booking),
        },
        fields=_metadata(booking),
        created_at=now,
        updated_at=now,
    )


def _title(booking: Booking) -> str:
    return (PENDING_PREFIX if booking.status == PENDING else "") + booking.title


def _attendees(booking: Booking, attending: list[ParticipantCalendars]) -> list[dict[str, str]]:
    """Everybody in the event: the guests, and the hosts with a booking calendar, each person once."""
    hosts = [{"name": host.name, "email": host.email} for host in attending if host.booking is not None]
    people: dict[str, dict[str, str]] = {}
    for person in (*booking.guests, *hosts):
        people.setdefault(identity(person["email"]), {**person, "status": "yes"})
    return list(people.values())


def _conferencing(booking: Booking) -> dict[str, Any]:
    """The meeting online as an event has it (wire contract, `event_conferencing_request`)."""
    if booking.meeting_now is None:
        return {}
    provider = booking.meeting_now["provider"]
    details = {name: booking.meeting_now[name] for name in _DETAILS if booking.meeting_now[name]}
    return {
        "conferencing": {"provider": provider, **({"details": details} if details else {"autocreate": {}})}
    }


def _metadata(booking: Booking) -> dict[str, str]:
    # Nylas counts a round robin by the key5 of its events (wire contract section 7).
    group = (booking.round_robin_group or "").partition(":")[2]
    return {"key5": group} if group else {}


def _when(booking: Booking) -> dict[str, object]:
    return {
        "object": "timespan",
        "start_time": booking.starts_at,
        "end_time": booking.ends_at,
        "start_timezone": booking.organizer_timezone,
        "end_timezone": booking.organizer_timezone,
    }


def _span_ids(session: Session, booking_id: str) -> list[int]:
    query = (
        select(BusySpan.id)
        .where(BusySpan.booking_id == booking_id)
        .order_by(BusySpan.calendar_id, BusySpan.id)
    )
    return list(session.scalars(query))
