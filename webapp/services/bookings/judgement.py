"""Whether a slot may be taken now, judged under the locks by the function that makes the offer."""

from sqlalchemy.orm import Session

from webapp import scheduling
from webapp.errors import InvalidInput, NotAllowedNow, TimeslotUnavailable
from webapp.lib.addresses import identity
from webapp.models import Configuration
from webapp.scheduling import Verdict
from webapp.services import locks
from webapp.services.availability.facts import facts_for
from webapp.services.availability.question import Question
from webapp.services.bookings.commands import BookSlot, RescheduleBooking
from webapp.services.configurations.participants import ParticipantCalendars


def check_open(configuration: Configuration) -> None:
    """Raise NotAllowedNow when a configuration takes no more bookings."""
    if configuration.deleted_at is not None:
        raise NotAllowedNow("page.closed")


def lock_calendars(session: Session, calendars: list[ParticipantCalendars]) -> None:
    """Lock every calendar that is judged or written. Raises TimeslotUnavailable when one has gone meanwhile."""
    ids = calendar_ids(calendars)
    if locks.calendars(session, ids) != ids:
        raise TimeslotUnavailable(("calendar_unreachable",))


def judge(question: Question, command: BookSlot | RescheduleBooking) -> Verdict:
    """Who takes the slot. Raises TimeslotUnavailable with the engine's reasons."""
    facts = facts_for(question)
    verdict = scheduling.is_open(
        question.rules,
        facts.busy,
        start=command.starts_at,
        end=command.ends_at,
        now=question.now,
        queue=facts.queue,
        participants=question.participants,
        caps_used=facts.booked,
    )
    if not verdict.open:
        raise TimeslotUnavailable(tuple(reason.code for reason in verdict.reasons))
    return verdict


def named_participants(
    emails: tuple[str, ...], calendars: list[ParticipantCalendars]
) -> tuple[str, ...] | None:
    """Those of the chosen who are judged, as the configuration spells them. Raises InvalidInput for a stranger."""
    known = {identity(participant.email): participant.email for participant in calendars}
    for at, email in enumerate(emails):
        if identity(email) not in known:
            raise InvalidInput("participant.stranger", field=f"participants[{at}].email")
    judged = {participant.email for participant in calendars if participant.has_availability}
    named = tuple(known[identity(email)] for email in emails)
    return tuple(email for email in named if email in judged) or None


def calendar_ids(calendars: list[ParticipantCalendars]) -> set[str]:
    """The calendars of these participants that a booking reads or writes."""
    return {
        calendar_id
        for participant in calendars
        for calendar_id in (*participant.judged, participant.booking, participant.span)
        if calendar_id is not None
    }
