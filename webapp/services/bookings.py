"""Book, reschedule, cancel, confirm, decline: each judges under the locks, writes once and promises the rest.

Lock order: configuration, calendars by id, booking (`services/locks.py`). A refusal by the engine and a refusal by
the database's own constraint are the same TimeslotUnavailable.
"""

from dataclasses import dataclass
from datetime import datetime
from zoneinfo import ZoneInfo

from sqlalchemy.orm import Session

from webapp import scheduling
from webapp.errors import InvalidInput, NotAllowedNow, TimeslotUnavailable
from webapp.extensions import repeat_on_deadlock, transaction
from webapp.lib import links, signature, text
from webapp.models import BOOKED, CANCELLED, PENDING, Booking, BookingChange, Configuration, new_id
from webapp.models.reference import SALT_BYTES
from webapp.services import additional_fields, calendar_entries, locks, notice_limits, participants
from webapp.services.announcements import Announced, announce
from webapp.services.booking_queries import by_reference, find, salt_opens
from webapp.services.commands import BookSlot, CancelBooking, DecideBooking, Person, RescheduleBooking
from webapp.services.facts import facts_for, round_robin_group
from webapp.services.participants import ParticipantCalendars
from webapp.services.scheduling_rules import rules_for

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

ADDITIONAL_GUESTS_AT_MOST = 20
REASON_AT_MOST = 1000


@repeat_on_deadlock
def book(configuration: Configuration, command: BookSlot, *, now: int) -> Booking:
    """Book a slot. Raises TimeslotUnavailable, or InvalidInput with the field's path."""
    with transaction() as session:
        configuration = _open_configuration(session, configuration.id)
        answers = additional_fields.check(
            configuration.scheduler["additional_fields"], command.additional_fields
        )
        guests = _additional_guests(command.additional_guests, configuration)
        calendars = participants.calendars_of(
            session, configuration.document, application_id=configuration.application_id
        )
        named = _named_participants(command.participants, calendars)
        _lock_calendars(session, calendars)
        verdict = _judge(session, configuration, calendars, command, now=now, named=named)
        attending = _attending(configuration, calendars, verdict)
        booking = _new_booking(configuration, command, attending, answers, guests, verdict, now=now)
        session.add(booking)
        session.flush()
        change = _record(
            session, booking, "requested" if booking.status == PENDING else "booked", command, now=now
        )
        calendar_entries.write(session, booking, attending, now=now)
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
        _open_configuration(session, configuration.id)
        notice_limits.check_may_move(booking, configuration, actor=command.actor, now=now)
        before = (booking.status, booking.starts_at)
        named = (booking.assigned_email,) if booking.assigned_email else None
        _judge(session, configuration, held.calendars, command, now=now, named=named, but_booking=booking.id)
        uninvited = _take_over(booking, command, configuration)
        booking.starts_at, booking.ends_at = command.starts_at, command.ends_at
        booking.wall_start = _wall_start(command.starts_at, booking.organizer_timezone)
        booking.sequence += 1
        booking.updated_at = now
        change = _record(session, booking, "rescheduled", command, now=now, before=before)
        session.flush()
        calendar_entries.move(session, booking, now=now)
        announce(session, Announced(booking, configuration, change, held.attending, now, uninvited))
    return booking


@repeat_on_deadlock
def cancel(booking_id: str, command: CancelBooking, *, now: int) -> Booking:
    """Cancel a live booking, or withdraw a pending one. Raises NotAllowedNow when it is too late, or done already."""
    reason = _reason(command.reason)
    with transaction() as session:
        held = _hold(session, booking_id)
        notice_limits.check_may_cancel(held.booking, held.configuration, actor=command.actor, now=now)
        _end(session, held, "cancelled", command, reason, now=now)
    return held.booking


@repeat_on_deadlock
def decline(booking_id: str, command: DecideBooking, *, now: int) -> Booking:
    """The organizer's no to a pending booking. Raises NotAllowedNow when it is not pending."""
    reason = _reason(command.reason)
    with transaction() as session:
        held = _hold(session, booking_id)
        notice_limits.check_may_decide(held.booking, now=now, confirming=False)
        _end(session, held, "declined", command, reason, now=now)
    return held.booking


@repeat_on_deadlock
def confirm(booking_id: str, command: DecideBooking, *, now: int) -> Booking:
    """The organizer's yes to a pending booking, whose time is held since it was asked for. Raises NotAllowedNow."""
    with transaction() as session:
        held = _hold(session, booking_id)
        booking = held.booking
        notice_limits.check_may_decide(booking, now=now, confirming=True)
        before = (booking.status, booking.starts_at)
        booking.status = BOOKED
        booking.updated_at = now
        change = _record(session, booking, "confirmed", command, now=now, before=before)
        session.flush()
        calendar_entries.settle(session, booking, held.attending, now=now)
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
    marked = calendar_entries.calendar_ids_of(session, booking_id)
    locks.calendars(session, {*_calendar_ids(calendars), *marked})
    return _Held(locks.booking(session, booking_id), configuration, calendars)


def _open_configuration(session: Session, configuration_id: str) -> Configuration:
    configuration = locks.configuration(session, configuration_id)
    if configuration.deleted_at is not None:
        raise NotAllowedNow("This scheduling page no longer takes bookings.")
    return configuration


def _lock_calendars(session: Session, calendars: list[ParticipantCalendars]) -> None:
    wanted = _calendar_ids(calendars)
    if locks.calendars(session, wanted) != wanted:
        raise TimeslotUnavailable(("calendar_unreachable",))


def _calendar_ids(calendars: list[ParticipantCalendars]) -> set[str]:
    return {
        calendar_id
        for one in calendars
        for calendar_id in (*one.judged, one.booking, one.span)
        if calendar_id is not None
    }


def _judge(
    session: Session,
    configuration: Configuration,
    calendars: list[ParticipantCalendars],
    command: BookSlot | RescheduleBooking,
    *,
    now: int,
    named: tuple[str, ...] | None,
    but_booking: str | None = None,
) -> scheduling.Verdict:
    rules = rules_for(configuration.document, now=now)
    facts = facts_for(
        session,
        configuration,
        rules,
        calendars,
        start=command.starts_at,
        end=command.starts_at + 1,
        now=now,
        but_booking=but_booking,
    )
    verdict = scheduling.is_open(
        rules,
        facts.busy,
        start=command.starts_at,
        end=command.ends_at,
        now=now,
        line=facts.line,
        participants=named,
        caps_used=facts.booked,
    )
    if not verdict.open:
        raise TimeslotUnavailable(tuple(reason.code for reason in verdict.reasons))
    return verdict


def _named_participants(
    emails: tuple[str, ...], calendars: list[ParticipantCalendars]
) -> tuple[str, ...] | None:
    known = {one.email.lower(): one.email for one in calendars}
    for at, email in enumerate(emails):
        if email.lower() not in known:
            field = f"participants[{at}].email"
            raise InvalidInput(field, f"`{field}` is not a participant of this configuration.")
    judged = {one.email for one in calendars if one.has_availability}
    named = tuple(known[email.lower()] for email in emails)
    return tuple(email for email in named if email in judged) or None


def _attending(
    configuration: Configuration, calendars: list[ParticipantCalendars], verdict: scheduling.Verdict
) -> list[ParticipantCalendars]:
    """All of a collective; of a round robin the one whose turn it is, and those who are never judged."""
    if not participants.is_round_robin(configuration.document):
        return calendars
    return [one for one in calendars if one.email in verdict.participants or not one.has_availability]


def _new_booking(
    configuration: Configuration,
    command: BookSlot,
    attending: list[ParticipantCalendars],
    answers: dict[str, str],
    guests: list[dict[str, str]],
    verdict: scheduling.Verdict,
    *,
    now: int,
) -> Booking:
    event_booking = configuration.document["event_booking"]
    round_robin = participants.is_round_robin(configuration.document)
    organizer_email = verdict.participants[0] if round_robin else _organizer_email(configuration)
    organizer = next(one for one in attending if one.email == organizer_email)
    booking_id = new_id()
    return Booking(
        id=booking_id,
        configuration_id=configuration.id,
        status=PENDING if configuration.booking_type == "organizer-confirmation" else BOOKED,
        starts_at=command.starts_at,
        ends_at=command.ends_at,
        wall_start=_wall_start(command.starts_at, configuration.timezone),
        organizer_timezone=configuration.timezone,
        organizer_name=organizer.name or configuration.name,
        organizer_email=organizer.email,
        guest_name=command.guest.name,
        guest_email=command.guest.email,
        guest_timezone=command.timezone or configuration.timezone,
        language=command.language,
        participants=[one.email for one in attending],
        assigned_email=organizer_email if round_robin else None,
        round_robin_group=round_robin_group(configuration) if round_robin else None,
        additional_guests=guests,
        additional_fields=answers,
        title=event_booking["title"],
        description=event_booking["description"],
        location=event_booking["location"],
        event_id=new_id(),
        ical_uid=f"{booking_id}@{links.host()}",
        guest_salt=signature.new_token(SALT_BYTES * 8),
        organizer_salt=signature.new_token(SALT_BYTES * 8),
        sequence=0,
        created_at=now,
        updated_at=now,
    )


def _organizer_email(configuration: Configuration) -> str:
    return str(participants.organizer_of(configuration.document)["email"])


def _wall_start(starts_at: int, zone: str) -> str:
    return datetime.fromtimestamp(starts_at, ZoneInfo(zone)).strftime("%Y-%m-%dT%H:%M")


def _additional_guests(given: tuple[Person, ...], configuration: Configuration) -> list[dict[str, str]]:
    if len(given) > ADDITIONAL_GUESTS_AT_MOST:
        raise InvalidInput(
            "additional_guests", f"`additional_guests` may hold at most {ADDITIONAL_GUESTS_AT_MOST} people."
        )
    if given and configuration.scheduler["hide_additional_guests"]:
        raise InvalidInput("additional_guests", "`additional_guests` are not taken on this page.")
    return [{"name": one.name, "email": one.email} for one in given]


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
    invited = _additional_guests(command.additional_guests, configuration)
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
    calendar_entries.release(session, booking, now=now)
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
