"""Moving a booking to another slot of its configuration, or changing its details at the same time."""

from dataclasses import dataclass

from webapp import scheduling
from webapp.errors import InvalidInput
from webapp.extensions import ChangedMeanwhile, repeat_on_deadlock, transaction
from webapp.lib.addresses import identity, is_same
from webapp.models import Booking
from webapp.services.bookings import (
    allowance,
    history,
    hosts,
    judgement,
    live_check,
    location,
    lookup,
    marks,
    new,
    overriding,
    permissions,
)
from webapp.services.bookings.announcing import announce_change
from webapp.services.bookings.commands import RescheduleBooking
from webapp.services.bookings.locked import lock
from webapp.services.configurations import additional_fields
from webapp.services.configurations.view import ConfigurationView, view_of
from webapp.services.promises.announced import Difference


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

    Whoever names the time that it has changes its details alone. What changes nothing is not recorded or announced.

    Raises TimeslotUnavailable, InvalidInput, TooMany, and NotAllowedNow: cancelled, over, too late, or the page takes
    no more bookings. ProviderError when a calendar elsewhere that has to be asked does not answer.
    """
    read = lookup.find(booking_id)
    answers = _answers(command, read)
    fresh = live_check.before_moving(read, command, now=now)
    with transaction() as session:
        locked = lock(session, booking_id)
        booking, configuration = locked.booking, locked.configuration
        if (configuration.revision, booking.sequence) != (answers.revision, answers.sequence):
            raise ChangedMeanwhile
        judgement.check_open(configuration)
        permissions.check_may_move(booking, configuration, actor=command.actor, now=now)
        _check_same_people(command, booking)
        before, title = history.State.of(booking), booking.title
        moves = (command.starts_at, command.ends_at) != (booking.starts_at, booking.ends_at)
        if moves:
            overriding.check_not_paused(configuration, command)
            overriding.judge(
                session, configuration, locked.calendars, command, now=now, moving=booking, fresh=fresh
            )
            new.retitle(booking, configuration, minutes=(command.ends_at - command.starts_at) // 60)
        difference = _apply(command, answers, booking, view_of(configuration))
        if not (moves or difference):
            return booking
        allowance.check_changes(session, booking, source=command.source)
        booking.sequence += 1
        booking.updated_at = now
        kind = "rescheduled" if moves else "updated"
        change = history.record(session, booking, kind=kind, command=command, now=now, before=before)
        session.flush()
        retitled, elsewhere = booking.title != title, difference.place
        marks.move(session, booking, locked.attending, retitled=retitled, elsewhere=elsewhere, now=now)
        hosts.follow(session, booking)
        mailed = announce_change(
            session, booking, configuration, change, attending=locked.attending, difference=difference
        )
        named = [guest["email"] for guest in difference.invited]
        allowance.count_named(session, booking, mailed, named=named, source=command.source, now=now)
    return booking


def _check_same_people(command: RescheduleBooking, booking: Booking) -> None:
    if command.guest_email is not None and not is_same(command.guest_email, booking.guest_email):
        raise InvalidInput("guest.other_address", field="guest.email")
    hosts = {identity(email) for email in booking.participants}
    for at, email in enumerate(command.participants):
        if identity(email) not in hosts:
            raise InvalidInput("participant.no_host", field=f"participants[{at}].email")


def _answers(command: RescheduleBooking, booking: Booking) -> _Answers:
    configuration = booking.configuration
    to_store = None
    if command.additional_fields is not None:
        to_store = additional_fields.check(
            view_of(configuration).scheduler.additional_fields,
            {**booking.additional_fields, **command.additional_fields},
        )
    if command.additional_guests is not None:
        new.check_additional_guests(command.additional_guests, configuration, actor=command.actor)
    return _Answers(to_store=to_store, revision=configuration.revision, sequence=booking.sequence)


def _apply(
    command: RescheduleBooking, answers: _Answers, booking: Booking, view: ConfigurationView
) -> Difference:
    """Write what changes beside the state, and say who will see it."""
    guest, guests, answered = booking.guest_name, booking.additional_guests, booking.additional_fields
    place = booking.location
    booking.starts_at, booking.ends_at = command.starts_at, command.ends_at
    booking.wall_start = scheduling.wall_time(command.starts_at, zone=booking.organizer_timezone)
    booking.guest_timezone = command.timezone or booking.guest_timezone
    booking.language = command.language or booking.language
    booking.guest_name = command.guest_name or booking.guest_name
    if answers.to_store is not None:
        booking.additional_fields = answers.to_store
        location.follow(booking, view, answered=answered)
    attending = [booking.guest_email, *booking.participants]
    if command.additional_guests is not None:
        booking.additional_guests = new.additional_guests(command.additional_guests, attending=attending)
    return Difference(
        invited=_missing(booking.additional_guests, among=[guest["email"] for guest in guests]),
        uninvited=_missing(
            guests, among=[*attending, *(guest["email"] for guest in booking.additional_guests)]
        ),
        people=(booking.guest_name, booking.additional_guests) != (guest, guests),
        answers=booking.additional_fields != answered,
        place=booking.location != place,
    )


def _missing(guests: list[dict[str, str]], *, among: list[str]) -> tuple[dict[str, str], ...]:
    known = {identity(email) for email in among}
    return tuple(guest for guest in guests if identity(guest["email"]) not in known)
