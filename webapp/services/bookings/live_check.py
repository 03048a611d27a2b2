"""Asking the calendars elsewhere once more, just before a time is given away.

Our copy of them is a minute old. So at booking, moving and confirming they are asked for that time, after the copy said
that it is free, and before any lock is taken. What they say is judged under the locks with the rest. When one gives no
answer, the page's `scheduler.calendar_policy` decides. Nobody is asked for a guest who has booked or changed as much as
may be; that, too, is judged again under the locks.
"""

from collections.abc import Iterable, Mapping

from webapp import scheduling
from webapp.errors import ProviderError, TimeslotUnavailable
from webapp.extensions import db
from webapp.models import PENDING, Booking, Configuration
from webapp.scheduling import BusyColumns
from webapp.services.availability.question import assigned_of
from webapp.services.bookings import allowance, judgement, marks, overriding
from webapp.services.bookings.commands import BookSlot, RescheduleBooking
from webapp.services.calendars import asking
from webapp.services.calendars.asking import Target
from webapp.services.configurations import participants
from webapp.services.configurations.participants import ParticipantCalendars
from webapp.services.configurations.rules import rules_of_page
from webapp.services.configurations.view import CalendarPolicy, view_of


def before_booking(configuration: Configuration, command: BookSlot, *, now: int) -> Mapping[str, BusyColumns]:
    """Busy time by calendar, as the calendars elsewhere know it now; empty without any.

    Raises as `overriding.judge` does, TooMany and ProviderError.
    """
    calendars = _calendars(configuration)
    asked = asking.targets(db.session(), _judged(calendars))
    if not asked:
        return {}
    email, source = command.guest.email, command.source
    allowance.check_bookings(db.session(), configuration, email=email, source=source, now=now)
    named = judgement.named_participants(command.participants, calendars)
    overriding.judge(db.session(), configuration, calendars, command, now=now, named=named)
    return _ask(configuration, asked, command.starts_at, command.ends_at, now=now)


def before_moving(booking: Booking, command: RescheduleBooking, *, now: int) -> Mapping[str, BusyColumns]:
    """The same for a booking that is to be moved; empty when its time stays."""
    if (command.starts_at, command.ends_at) == (booking.starts_at, booking.ends_at) or not booking.is_live:
        return {}
    configuration = booking.configuration
    calendars = _calendars(configuration)
    alone = assigned_of(booking)
    ids = _judged(calendar for calendar in calendars if alone is None or calendar.email in alone)
    asked = asking.targets(db.session(), {*ids, *marks.calendar_ids_of(db.session(), booking.id)})
    if not asked:
        return {}
    allowance.check_changes(db.session(), booking, source=command.source)
    overriding.judge(db.session(), configuration, calendars, command, now=now, moving=booking)
    return _ask(configuration, asked, command.starts_at, command.ends_at, now=now, but_uid=booking.ical_uid)


def before_confirming(booking: Booking, *, now: int) -> None:
    """Raise TimeslotUnavailable when something else came into one of the calendars; ProviderError."""
    if booking.status != PENDING or booking.starts_at <= now:
        return  # refused under the lock, for another reason
    configuration = booking.configuration
    attending = [each for each in _calendars(configuration) if each.email in booking.participants]
    asked = asking.targets(db.session(), _judged(attending))
    if not asked:
        return
    start, end = booking.starts_at, booking.ends_at
    found = _ask(configuration, asked, start, end, now=now, but_uid=booking.ical_uid)
    if any(since < end and until > start for columns in found.values() for since, until in columns):
        raise TimeslotUnavailable(("busy",))


def _calendars(configuration: Configuration) -> list[ParticipantCalendars]:
    return participants.calendars_of(
        db.session(), view_of(configuration).participants, application_id=configuration.application_id
    )


def _judged(calendars: Iterable[ParticipantCalendars]) -> set[str]:
    return {each for participant in calendars if participant.has_availability for each in participant.judged}


def _ask(
    configuration: Configuration,
    asked: list[Target],
    start: int,
    end: int,
    *,
    now: int,
    but_uid: str | None = None,
) -> dict[str, BusyColumns]:
    policy = view_of(configuration).scheduler.calendar_policy
    since, until = scheduling.busy_window(rules_of_page(configuration, now=now), start=start, end=end)
    db.session.close()  # nobody waits for a calendar while a transaction is open
    answers = asking.ask(asked, since=since, until=until)
    _check_silence(policy, [target for target in asked if target.calendar_id in answers.silent], now=now)
    found = asking.spans_not_ours(db.session(), answers, but_uid=but_uid)
    return {
        calendar_id: BusyColumns.of([start for start, _ in spans], [end for _, end in spans])
        for calendar_id, spans in found.items()
        if spans
    }


def _check_silence(policy: CalendarPolicy, silent: list[Target], *, now: int) -> None:
    if not all(policy.accepts(target.synced_at, now=now) for target in silent):
        raise ProviderError("calendar.no_answer", seconds=int(asking.QUIET_SECONDS))
