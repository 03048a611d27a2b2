"""Moving a booking to another slot of its configuration."""

from dataclasses import dataclass

from webapp import scheduling
from webapp.extensions import ChangedMeanwhile, repeat_on_deadlock, transaction
from webapp.lib.addresses import identity
from webapp.models import Booking
from webapp.services.bookings import history, hosts, judgement, lookup, marks, new, permissions
from webapp.services.bookings.announcing import announce_change
from webapp.services.bookings.commands import RescheduleBooking
from webapp.services.bookings.locked import lock
from webapp.services.configurations import additional_fields
from webapp.services.configurations.view import view_of


@dataclass(frozen=True, slots=True, kw_only=True)
class _Answers:
    """The answers to store, None to leave them; and what they were compared with.

    `revision` is the configuration's, `sequence` the booking's.
    """

    to_store: dict[str, str] | None
    revision: int
    sequence: int


@repeat_on_deadlock
def reschedule(booking_id: str, command: RescheduleBooking, *, now: int) -> Booking:
    """Move a booking to another time. Its id, status and participants stay.

    Raises TimeslotUnavailable, InvalidInput, and NotAllowedNow: cancelled, over, too late, or the page takes no more
    bookings.
    """
    answers = _answers(command, lookup.find(booking_id))
    with transaction() as session:
        locked = lock(session, booking_id)
        booking, configuration = locked.booking, locked.configuration
        if (configuration.revision, booking.sequence) != (answers.revision, answers.sequence):
            raise ChangedMeanwhile
        judgement.check_open(configuration)
        permissions.check_may_move(booking, configuration, actor=command.actor, now=now)
        before = history.State.of(booking)
        judgement.judge(session, configuration, locked.calendars, command, now=now, moving=booking)
        uninvited = _apply(command, answers, booking, now=now)
        change = history.record(session, booking, kind="rescheduled", command=command, now=now, before=before)
        session.flush()
        marks.move(session, booking, now=now)
        hosts.follow(session, booking)
        announce_change(
            session, booking, configuration, change, attending=locked.attending, uninvited=uninvited
        )
    return booking


def _answers(command: RescheduleBooking, booking: Booking) -> _Answers:
    configuration = booking.configuration
    to_store = None
    if command.additional_fields is not None:
        to_store = additional_fields.check(
            view_of(configuration).scheduler.additional_fields,
            {**booking.additional_fields, **command.additional_fields},
        )
    if command.additional_guests is not None:
        new.check_additional_guests(command.additional_guests, configuration)
    return _Answers(to_store=to_store, revision=configuration.revision, sequence=booking.sequence)


def _apply(
    command: RescheduleBooking, answers: _Answers, booking: Booking, *, now: int
) -> tuple[dict[str, str], ...]:
    """Write what a rescheduling changes. Returns the additional guests who are no longer invited."""
    booking.starts_at, booking.ends_at = command.starts_at, command.ends_at
    booking.wall_start = scheduling.wall_time(command.starts_at, zone=booking.organizer_timezone)
    booking.sequence += 1
    booking.updated_at = now
    booking.guest_timezone = command.timezone or booking.guest_timezone
    booking.language = command.language or booking.language
    if answers.to_store is not None:
        booking.additional_fields = answers.to_store
    if command.additional_guests is None:
        return ()
    before = booking.additional_guests
    attending = [booking.guest_email, *booking.participants]
    booking.additional_guests = new.additional_guests(command.additional_guests, attending=attending)
    invited = {
        identity(email) for email in (*attending, *(guest["email"] for guest in booking.additional_guests))
    }
    return tuple(guest for guest in before if identity(guest["email"]) not in invited)
