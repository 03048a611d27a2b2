"""What an organizer may override when they choose a time themselves, and what they may not.

An organizer who moves or makes a booking is not bound by the rules of their own page: hours, notice, horizon, limits,
buffers, events. Each conflict is named first, and a command says which of them were accepted. What is taken by a
booking, a request or a hold stays taken.
"""

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass

from sqlalchemy.orm import Session

from webapp import scheduling
from webapp.errors import NotAllowedNow, TimeslotUnavailable
from webapp.extensions import db
from webapp.models import Booking, Configuration, Organizer
from webapp.scheduling import BusyColumns, Reason, Verdict
from webapp.services.availability import explanations
from webapp.services.availability.explanations import PROGRAM, Asker
from webapp.services.availability.facts import queue_for
from webapp.services.availability.question import Question, about
from webapp.services.bookings import judgement
from webapp.services.bookings.commands import BookSlot, RescheduleBooking
from webapp.services.configurations import lengths
from webapp.services.configurations.participants import ParticipantCalendars
from webapp.services.configurations.view import view_of
from webapp.services.windows import check_window

NEVER = {"past", "held", "calendar_unreachable", "unknown_participant"}
NO_CONFLICT = "not_on_grid"  # an organizer's time need not be one that the page would offer
OF_A_BOOKING = ("pending", "booked")
PAUSED = "paused"  # the mark of the conflict with a page that is paused


@dataclass(frozen=True, slots=True, kw_only=True)
class Conflicts:
    """What is against a time. `final`: what nobody can override. `marks`: how a command names the others."""

    final: tuple[Reason, ...]
    open: tuple[Reason, ...]

    @property
    def marks(self) -> tuple[str, ...]:
        return tuple(dict.fromkeys(mark(reason) for reason in self.open))


def of_start(
    configuration: Configuration,
    *,
    start: int,
    now: int,
    organizer: Organizer,
    moving: Booking | None = None,
) -> Conflicts:
    """What the organizer has to know before they choose this start. Raises InvalidInput for no time at all."""
    check_window(start, end=start + 1)
    question = about(configuration, db.session(), start=start, end=start + 1, now=now, moving=moving)
    takers = _takers(question, asker=Asker.organizer(organizer))
    _, found = min(takers, key=lambda taker: (len(taker[1].final), len(taker[1].open)))
    return found


def mark(reason: Reason) -> str:
    """A conflict in one word: the same one as long as it is the same conflict."""
    if reason.code in ("busy", "buffer"):
        return f"{reason.code}:{reason.email}:{reason.start}:{reason.end}"
    return ":".join(filter(None, (reason.code, reason.email, reason.limit)))


def check_not_paused(configuration: Configuration, command: BookSlot | RescheduleBooking) -> None:
    """Raise NotAllowedNow when the page gives away no time at the moment, and the command has not accepted that."""
    if view_of(configuration).is_paused and PAUSED not in (command.accepted or ()):
        raise NotAllowedNow("page.paused")


def judge(
    session: Session,
    configuration: Configuration,
    calendars: list[ParticipantCalendars],
    command: BookSlot | RescheduleBooking,
    *,
    now: int,
    named: tuple[str, ...] | None = None,
    moving: Booking | None = None,
    fresh: Mapping[str, BusyColumns] | None = None,
) -> Verdict:
    """Who takes the slot. Raises TimeslotUnavailable for what the command has not accepted, InvalidInput for a length
    that is not offered.

    `named`: e-mails that the guest of a new booking chose. `moving`: the booking that is to be moved there.
    `fresh`: what calendars elsewhere said just now, as `live_check.py` asks them.
    """
    question = about(
        lengths.of_booked(configuration, command.ends_at - command.starts_at, moving=moving),
        session,
        start=command.starts_at,
        end=command.starts_at + 1,
        now=now,
        named=named,
        moving=moving,
        calendars=calendars,
        fresh=fresh,
    )
    try:
        return judgement.judge(question, command)
    except TimeslotUnavailable as refused:
        if command.accepted is None or "wrong_duration" in refused.reasons:
            raise
    return _accepted(_takers(question, asker=PROGRAM), command.accepted)


def _accepted(takers: Iterable[tuple[tuple[str, ...], Conflicts]], accepted: Collection[str]) -> Verdict:
    refusing: tuple[str, ...] = ()
    for emails, found in takers:
        if not found.final and set(found.marks) <= set(accepted):
            return Verdict(True, participants=emails)
        refusing = refusing or tuple(reason.code for reason in (*found.final, *found.open))
    raise TimeslotUnavailable(refusing)


def _takers(question: Question, *, asker: Asker) -> list[tuple[tuple[str, ...], Conflicts]]:
    """Who could take the time, and what is against it: all together, or each of a round robin, next in turn first."""
    emails = scheduling.eligible(
        question.rules, queue=queue_for(question), participants=question.participants
    )
    groups = [(email,) for email in emails] if question.rules.is_round_robin else [emails]
    found = explanations.reasons_for(question, groups or [()], asker=asker)
    return [(group, _sorted(reasons)) for group, reasons in zip(groups or [()], found, strict=True)]


def _sorted(reasons: Iterable[Reason]) -> Conflicts:
    telling = [reason for reason in reasons if reason.code != NO_CONFLICT]
    return Conflicts(
        final=tuple(reason for reason in telling if _is_final(reason)),
        open=tuple(reason for reason in telling if not _is_final(reason)),
    )


def _is_final(reason: Reason) -> bool:
    return reason.code in NEVER or (reason.code == "busy" and reason.kind in OF_A_BOOKING)
