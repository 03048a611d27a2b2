"""Booking a slot: from a command to the booking, its events and spans in the calendars, and its notifications."""

from webapp.errors import NotAllowedNow, NotFound, TimeslotUnavailable, TooMany
from webapp.extensions import ChangedMeanwhile, db, repeat_on_deadlock, transaction
from webapp.models import PENDING, Booking, Configuration
from webapp.services import locks
from webapp.services.bookings import (
    allowance,
    blocked,
    history,
    hosts,
    judgement,
    live_check,
    lookup,
    made_meetings,
    marks,
    new,
    overriding,
    tallies,
)
from webapp.services.bookings.announcing import announce_change
from webapp.services.bookings.commands import ORGANIZER, BookSlot
from webapp.services.configurations import additional_fields, invitations, participants
from webapp.services.configurations.view import view_of


def book(configuration: Configuration, command: BookSlot, *, now: int) -> Booking:
    """Book a slot.

    Raises TimeslotUnavailable, NotAllowedNow, TooMany, or InvalidInput with the field's path; InvalidSession for an
    invitation that makes no booking any more; ProviderError when a calendar elsewhere had to be asked and was silent.

    A form that is sent a second time books nothing and announces nothing: its booking is returned as it stands.
    A guest who is refused is counted.
    """
    try:
        return _book(configuration, command, now=now)
    except (TimeslotUnavailable, NotAllowedNow, TooMany) as refusal:
        if command.actor != ORGANIZER:
            tallies.note_refusal(configuration, refusal, now=now)
        raise


@repeat_on_deadlock
def _book(configuration: Configuration, command: BookSlot, *, now: int) -> Booking:
    read = db.session.get(Configuration, configuration.id)
    if read is None:
        raise NotFound("configuration.unknown")
    if (earlier := lookup.of_form(read, command.form_token)) is not None:
        return earlier
    blocked.check(command)
    # What a guest typed is compared before the transaction: nobody waits for it.
    answers = additional_fields.check(
        view_of(read).scheduler.additional_fields,
        command.additional_fields,
        may_be_missing=command.actor == ORGANIZER,
    )
    new.check_additional_guests(command.additional_guests, read, actor=command.actor)
    revision = read.revision
    fresh = live_check.before_booking(read, command, now=now)
    with transaction() as session:
        configuration = locks.configuration(session, configuration.id)
        if (earlier := lookup.of_form(configuration, command.form_token)) is not None:
            return earlier
        judgement.check_open(configuration)
        overriding.check_not_paused(configuration, command)
        if configuration.revision != revision:
            raise ChangedMeanwhile
        if command.invitation:
            invitations.spend(session, configuration, command.invitation, now=now)
        email, source = command.guest.email, command.source
        allowance.check_bookings(session, configuration, email=email, source=source, now=now)
        view = view_of(configuration)
        calendars = participants.calendars_of(
            session, view.participants, application_id=configuration.application_id
        )
        named = judgement.named_participants(command.participants, calendars)
        judgement.lock_calendars(session, calendars)
        verdict = overriding.judge(
            session, configuration, calendars, command, now=now, named=named, fresh=fresh
        )
        attending = new.attending_of(configuration, calendars, verdict)
        booking = new.row_for(configuration, command, attending, answers, verdict, now=now)
        session.add(booking)
        session.flush()
        kind = "requested" if booking.status == PENDING else "booked"
        change = history.record(session, booking, kind=kind, command=command, now=now)
        marks.write(session, booking, attending, now=now)
        made_meetings.ask(session, booking, now=now)
        hosts.enter(session, booking, attending)
        mailed = announce_change(session, booking, configuration, change, attending=attending)
        allowance.count_named(session, booking, mailed, named=booking.guest_addresses, source=source, now=now)
    return booking
