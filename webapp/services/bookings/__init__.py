"""Book, reschedule, cancel, confirm, decline: each judges under the locks, writes once and promises the rest.

Lock order: configuration, calendars by id, booking (`services/locks.py`). A refusal by the engine and a refusal by
the database's own constraint are the same TimeslotUnavailable.
"""

from dataclasses import dataclass

from sqlalchemy.orm import Session

from webapp.extensions import repeat_on_deadlock, transaction
from webapp.lib import text
from webapp.models import BOOKED, CANCELLED, PENDING, Booking, BookingChange, Configuration
from webapp.services import locks
from webapp.services.bookings import judgement, marks, new, permissions
from webapp.services.bookings.commands import BookSlot, CancelBooking, DecideBooking, RescheduleBooking
from webapp.services.bookings.lookup import by_reference, find, salt_opens
from webapp.services.configurations import additional_fields, participants
from webapp.services.configurations.participants import ParticipantCalendars
from webapp.services.promises.announcements import Announced, announce

__all__ = [
    "book",
    "by_reference",
    "cancel",
    "confirm",
    "decline",
    "find",
    "reschedule",
    "salt_opens",
]

_Command = BookSlot | RescheduleBooking | CancelBooking | DecideBooking


REASON_AT_MOST = 1000


@repeat_on_deadlock
def book(configuration: Configuration, command: BookSlot, *, now: int) -> Booking:
    """Book a slot. Raises TimeslotUnavailable, or InvalidInput with the field's path."""
    with transaction() as session:
        configuration = judgement.open_configuration(session, configuration.id)
        answers = additional_fields.check(
            configuration.scheduler["additional_fields"], command.additional_fields
        )
        guests = new.additional_guests(command.additional_guests, configuration)
        calendars = participants.calendars_of(
            session, configuration.document, application_id=configuration.application_id
        )
        named = judgement.named_participants(command.participants, calendars)
        judgement.lock_calendars(session, calendars)
        verdict = judgement.judge(session, configuration, calendars, command, now=now, named=named)
        attending = new.attending_of(configuration, calendars, verdict)
        booking = new.row_for(configuration, command, attending, answers, guests, verdict, now=now)
        session.add(booking)
        session.flush()
        change = _record(
            session, booking, "requested" if booking.status == PENDING else "booked", command, now=now
        )
        marks.write(session, booking, attending, now=now)
        announce(session, Announced(booking, configuration, change, attending, now))
    return booking


@repeat_on_deadlock
def reschedule(booking_id: str, command: RescheduleBooking, *, now: int) -> Booking:
    """Move a live booking to another slot of its configuration; it keeps its id, status and participants.

    Raises TimeslotUnavailable, InvalidInput, NotAllowedNow (cancelled, over, or too late by the notice limit).
    """
    with transaction() as session:
        held = _hold(session, booking_id)
        booking, configuration = held.booking, held.configuration
        judgement.open_configuration(session, configuration.id)
        permissions.check_may_move(booking, configuration, actor=command.actor, now=now)
        before = (booking.status, booking.starts_at)
        named = (booking.assigned_email,) if booking.assigned_email else None
        judgement.judge(
            session, configuration, held.calendars, command, now=now, named=named, but_booking=booking.id
        )
        uninvited = _take_over(booking, command, configuration)
        booking.starts_at, booking.ends_at = command.starts_at, command.ends_at
        booking.wall_start = new.wall_start(command.starts_at, booking.organizer_timezone)
        booking.sequence += 1
        booking.updated_at = now
        change = _record(session, booking, "rescheduled", command, now=now, before=before)
        session.flush()
        marks.move(session, booking, now=now)
        announce(session, Announced(booking, configuration, change, held.attending, now, uninvited))
    return booking


@repeat_on_deadlock
def cancel(booking_id: str, command: CancelBooking, *, now: int) -> Booking:
    """Cancel a live booking, or withdraw a pending one. Raises NotAllowedNow when it is too late, or done already."""
    reason = _reason(command.reason)
    with transaction() as session:
        held = _hold(session, booking_id)
        permissions.check_may_cancel(held.booking, held.configuration, actor=command.actor, now=now)
        _end(session, held, "cancelled", command, reason, now=now)
    return held.booking


@repeat_on_deadlock
def decline(booking_id: str, command: DecideBooking, *, now: int) -> Booking:
    """The organizer's no to a pending booking. Raises NotAllowedNow when it is not pending."""
    reason = _reason(command.reason)
    with transaction() as session:
        held = _hold(session, booking_id)
        permissions.check_may_decide(held.booking, now=now, confirming=False)
        _end(session, held, "declined", command, reason, now=now)
    return held.booking


@repeat_on_deadlock
def confirm(booking_id: str, command: DecideBooking, *, now: int) -> Booking:
    """The organizer's yes to a pending booking, whose time is held since it was asked for. Raises NotAllowedNow."""
    with transaction() as session:
        held = _hold(session, booking_id)
        booking = held.booking
        permissions.check_may_decide(booking, now=now, confirming=True)
        before = (booking.status, booking.starts_at)
        booking.status = BOOKED
        booking.updated_at = now
        change = _record(session, booking, "confirmed", command, now=now, before=before)
        session.flush()
        marks.settle(session, booking, held.attending, now=now)
        announce(session, Announced(booking, held.configuration, change, held.attending, now))
    return booking


@dataclass(frozen=True, slots=True)
class _Held:
    """A booking under its locks. `calendars`: of all participants the configuration has now."""

    booking: Booking
    configuration: Configuration
    calendars: list[ParticipantCalendars]

    @property
    def attending(self) -> list[ParticipantCalendars]:
        """Those who take part in the booking; who left the configuration since is still told, by e-mail alone."""
        known = {one.email: one for one in self.calendars}
        return [known.get(email) or self._departed(email) for email in self.booking.participants]

    def _departed(self, email: str) -> ParticipantCalendars:
        is_organizer = email == self.booking.organizer_email
        name = self.booking.organizer_name if is_organizer else ""
        return ParticipantCalendars(email=email, name=name, has_availability=False)


def _hold(session: Session, booking_id: str) -> _Held:
    configuration_id = find(booking_id).configuration_id
    configuration = locks.configuration(session, configuration_id)
    calendars = participants.calendars_of(
        session, configuration.document, application_id=configuration.application_id
    )
    marked = marks.calendar_ids_of(session, booking_id)
    locks.calendars(session, {*judgement.calendar_ids(calendars), *marked})
    return _Held(locks.booking(session, booking_id), configuration, calendars)


def _take_over(
    booking: Booking, command: RescheduleBooking, configuration: Configuration
) -> tuple[dict[str, str], ...]:
    """Write what else a rescheduling changes. Returns the additional guests who are no longer invited."""
    booking.guest_timezone = command.timezone or booking.guest_timezone
    booking.language = command.language or booking.language
    if command.additional_fields is not None:
        answers = {**booking.additional_fields, **command.additional_fields}
        booking.additional_fields = additional_fields.check(
            configuration.scheduler["additional_fields"], answers
        )
    if command.additional_guests is None:
        return ()
    invited = new.additional_guests(command.additional_guests, configuration)
    kept = {one["email"].lower() for one in invited}
    uninvited = tuple(one for one in booking.additional_guests if one["email"].lower() not in kept)
    booking.additional_guests = invited
    return uninvited


def _end(
    session: Session,
    held: _Held,
    kind: str,
    command: CancelBooking | DecideBooking,
    reason: str,
    *,
    now: int,
) -> None:
    booking = held.booking
    before = (booking.status, booking.starts_at)
    booking.status = CANCELLED
    booking.cancellation_reason = reason
    booking.sequence += 1
    booking.updated_at = now
    change = _record(session, booking, kind, command, now=now, before=before, reason=reason)
    session.flush()
    marks.release(session, booking, now=now)
    announce(session, Announced(booking, held.configuration, change, held.attending, now))


def _record(
    session: Session,
    booking: Booking,
    kind: str,
    command: _Command,
    *,
    now: int,
    before: tuple[str, int] | None = None,
    reason: str = "",
) -> BookingChange:
    from_status, from_starts_at = before or (None, None)
    change = BookingChange(
        booking_id=booking.id,
        kind=kind,
        from_status=from_status,
        to_status=booking.status,
        from_starts_at=from_starts_at,
        to_starts_at=booking.starts_at,
        actor=command.actor,
        door=command.door,
        reason=reason or None,
        changed_at=now,
    )
    session.add(change)
    return change


def _reason(reason: str) -> str:
    return text.clean(reason, field="cancellation_reason", at_most=REASON_AT_MOST, lines=True)
