"""Who is notified when a booking changes: mails and webhooks go into the outbox in the transaction of the change.

All values are collected here, so that `delivery/mail.py` renders them later without the database. The organizer's
reference goes only into the organizer's mail and the `booking.pending` webhook. Additional guests get no links, because
whoever has a link can move or cancel the booking.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from sqlalchemy.orm import Session

from webapp import outbox
from webapp.models import PENDING, Booking, BookingChange, Configuration
from webapp.models.outbox import MAIL, WEBHOOK
from webapp.services.configurations import additional_fields
from webapp.services.configurations.participants import ParticipantCalendars
from webapp.services.configurations.view import view_of
from webapp.services.promises import links, webhooks
from webapp.services.promises.webhook_objects import TRIGGER_OF_CHANGE, notification_object

GUEST_MAIL = {
    "requested": "guest_requested",
    "booked": "guest_booked",
    "confirmed": "guest_confirmed",
    "declined": "guest_declined",
    "expired": "guest_expired",
    "rescheduled": "guest_rescheduled",
    "cancelled": "guest_cancelled",
}
HOST_MAIL = {
    "booked": "organizer_booked",
    "confirmed": "organizer_booked",
    "rescheduled": "organizer_rescheduled",
    "cancelled": "organizer_cancelled",
}
ORGANIZER_ONLY_MAIL = {
    "requested": "organizer_requested",
    "rescheduled": "organizer_rescheduled",
    "cancelled": "organizer_withdrawn",
    "expired": "organizer_expired",
}
# These mails ask the organizer for a decision, so they are withdrawn once there is one. All others report something
# that has happened, and are sent whatever happens later.
ASKING_MAILS = ("organizer_requested", "organizer_rescheduled")


@dataclass(frozen=True, slots=True, kw_only=True)
class Announced:
    """A change, with what its notifications need. `uninvited`: additional guests who were removed from the booking."""

    booking: Booking
    configuration: Configuration
    change: BookingChange
    attending: list[ParticipantCalendars]
    uninvited: tuple[dict[str, str], ...] = ()

    @property
    def now(self) -> int:
        """When it happened, in Unix seconds."""
        return self.change.changed_at

    @property
    def was_pending(self) -> bool:
        return self.change.from_status == PENDING

    @property
    def is_invitation(self) -> bool:
        """Whether people's calendars show it: not a request, nor the end of a booking that was never confirmed."""
        never_confirmed = self.was_pending and self.change.kind in ("declined", "cancelled", "expired")
        return self.booking.status != PENDING and not never_confirmed


def announce(session: Session, announced: Announced) -> None:
    """Queue every mail and webhook of a change, and withdraw the mails that ask for a decision already made."""
    if announced.was_pending and announced.booking.status != PENDING:
        outbox.withdraw(session, booking_id=announced.booking.id, now=announced.now, names=ASKING_MAILS)
    if not view_of(announced.configuration).event_booking.disable_emails:
        for name, payload in _mails(announced):
            _promise_mail(session, announced, name, payload)
    _promise_webhooks(session, announced)


def _promise_mail(session: Session, announced: Announced, name: str, payload: dict[str, Any]) -> None:
    destination = payload["to"]["email"]
    outbox.promise(
        session,
        kind=MAIL,
        name=name,
        stream=f"{announced.booking.id}:{MAIL}:{destination}",
        destination=destination,
        payload=payload,
        booking_id=announced.booking.id,
        grant_id=announced.booking.grant_id,
        now=announced.now,
    )


def _promise_webhooks(session: Session, announced: Announced) -> None:
    trigger = TRIGGER_OF_CHANGE[announced.change.kind]
    organizer = next(
        (host for host in announced.attending if host.email == announced.booking.organizer_email), None
    )
    frozen = notification_object(
        announced.booking,
        announced.configuration,
        trigger=trigger,
        participants=_people(announced),
        organizer_calendar_id=organizer.booking if organizer else None,
        old_starts_at=announced.change.from_starts_at,
        now=announced.now,
    )
    application_id = announced.configuration.application_id
    for webhook_id, url in webhooks.active_for(session, application_id, trigger):
        outbox.promise(
            session,
            kind=WEBHOOK,
            name=trigger,
            stream=f"{announced.booking.id}:{WEBHOOK}:{webhook_id}",
            destination=url,
            payload={
                "webhook_id": webhook_id,
                "type": trigger,
                "time": announced.now,
                "application_id": application_id,
                "object": frozen,
            },
            booking_id=announced.booking.id,
            grant_id=announced.booking.grant_id,
            now=announced.now,
        )


def _mails(announced: Announced) -> Iterator[tuple[str, dict[str, Any]]]:
    yield GUEST_MAIL[announced.change.kind], _guest_mail(announced)
    if announced.is_invitation:
        for guest in announced.booking.additional_guests:
            yield GUEST_MAIL[announced.change.kind], _additional_guest_mail(announced, guest, cancelled=False)
        for guest in announced.uninvited:
            yield GUEST_MAIL["cancelled"], _additional_guest_mail(announced, guest, cancelled=True)
        for host in announced.attending:
            yield HOST_MAIL[announced.change.kind], _host_mail(announced, host)
    elif announced.change.kind in ORGANIZER_ONLY_MAIL:
        email = announced.booking.organizer_email
        organizer = next(host for host in announced.attending if host.email == email)
        yield ORGANIZER_ONLY_MAIL[announced.change.kind], _host_mail(announced, organizer)


def _guest_mail(announced: Announced) -> dict[str, Any]:
    booking, scheduler = announced.booking, view_of(announced.configuration).scheduler
    values = _values(announced)
    if booking.is_live:
        values["booking_url"] = links.shown(booking)
    too_late = booking.is_within_notice(scheduler.min_cancellation_notice, now=announced.now)
    if booking.is_live and not too_late:  # what would be refused at once is not offered
        if not scheduler.hide_rescheduling_options:
            values["rescheduling_url"] = links.rescheduling(booking, announced.configuration)
        if not scheduler.hide_cancellation_options:
            values["cancellation_url"] = links.cancellation(booking, announced.configuration)
    to = {"name": booking.guest_name, "email": booking.guest_email}
    return _mail(announced, to, booking.language, booking.guest_timezone, values)


def _additional_guest_mail(announced: Announced, guest: dict[str, str], *, cancelled: bool) -> dict[str, Any]:
    booking = announced.booking
    mail = _mail(announced, guest, booking.language, booking.guest_timezone, _values(announced))
    if cancelled and mail["ics"]:
        mail["ics"] |= {"method": "CANCEL", "status": "CANCELLED"}
    return mail


def _host_mail(announced: Announced, host: ParticipantCalendars) -> dict[str, Any]:
    booking = announced.booking
    values = _values(announced) | {"heading": None, "extra_body": None}
    if booking.status == PENDING and host.email == booking.organizer_email:
        values["confirmation_url"] = links.confirmation(booking, announced.configuration)
    language = view_of(announced.configuration).scheduler.email_template.organizer_locale
    return _mail(
        announced, {"name": host.name, "email": host.email}, language, booking.organizer_timezone, values
    )


def _mail(
    announced: Announced, to: dict[str, str], language: str, timezone: str, values: dict[str, Any]
) -> dict[str, Any]:
    ics = _ics(announced) if announced.is_invitation else None
    return {"to": to, "language": language, "timezone": timezone, "values": values, "ics": ics}


def _values(announced: Announced) -> dict[str, Any]:
    booking, change, scheduler = (
        announced.booking,
        announced.change,
        view_of(announced.configuration).scheduler,
    )
    template = scheduler.email_template
    moved = change.kind == "rescheduled" and change.from_starts_at is not None
    return {
        "guest_name": booking.guest_name,
        "guest_email": booking.guest_email,
        "organizer_name": booking.organizer_name,
        "organizer_email": booking.organizer_email,
        "title": booking.title,
        "description": booking.description,
        "location": booking.location,
        "page_name": announced.configuration.name,
        "starts_at": booking.starts_at,
        "ends_at": booking.ends_at,
        "old_starts_at": change.from_starts_at if moved else None,
        "old_ends_at": (change.from_starts_at or 0) + booking.ends_at - booking.starts_at if moved else None,
        "reason": change.reason,
        "booking_url": None,
        "rescheduling_url": None,
        "cancellation_url": None,
        "confirmation_url": None,
        "fields": additional_fields.labelled(scheduler.additional_fields, booking.additional_fields),
        "additional_guests": booking.additional_guests,
        "heading": template.confirmed_title,
        "extra_body": template.confirmed_body,
        "logo": template.logo,
        "cancellation_policy": scheduler.cancellation_policy,
        "participants": [] if _hides_participants(announced) else _people(announced),
    }


def _ics(announced: Announced) -> dict[str, Any]:
    booking = announced.booking
    guests = [{"name": booking.guest_name, "email": booking.guest_email}, *booking.additional_guests]
    hosts = [] if _hides_participants(announced) else _people(announced)
    return {
        "method": "REQUEST" if booking.is_live else "CANCEL",
        "uid": booking.ical_uid,
        "sequence": booking.sequence,
        "status": "CONFIRMED" if booking.is_live else "CANCELLED",
        "starts_at": booking.starts_at,
        "ends_at": booking.ends_at,
        "stamp": announced.now,
        "summary": booking.title,
        "description": booking.description,
        "location": booking.location,
        "url": None,
        "organizer": {"name": booking.organizer_name, "email": booking.organizer_email},
        "attendees": [{**person, "partstat": "ACCEPTED"} for person in [*guests, *hosts]],
    }


def _people(announced: Announced) -> list[dict[str, str]]:
    return [{"name": host.name, "email": host.email} for host in announced.attending]


def _hides_participants(announced: Announced) -> bool:
    return view_of(announced.configuration).event_booking.hide_participants
