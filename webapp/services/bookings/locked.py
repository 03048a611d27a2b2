"""A booking under lock, with everything that a change of it reads or writes."""

from dataclasses import dataclass

from sqlalchemy.orm import Session

from webapp.models import Booking, Configuration
from webapp.services import locks
from webapp.services.bookings import judgement, lookup, marks
from webapp.services.configurations import participants
from webapp.services.configurations.participants import ParticipantCalendars
from webapp.services.configurations.view import view_of


@dataclass(frozen=True, slots=True, kw_only=True)
class LockedBooking:
    """`calendars`: those of all participants that the configuration has now."""

    booking: Booking
    configuration: Configuration
    calendars: list[ParticipantCalendars]

    @property
    def attending(self) -> list[ParticipantCalendars]:
        """The booking's participants. Those who have left the configuration still get the mails."""
        present = {participant.email: participant for participant in self.calendars}
        return [present.get(email) or self._departed(email) for email in self.booking.participants]

    def _departed(self, email: str) -> ParticipantCalendars:
        is_organizer = email == self.booking.organizer_email
        name = self.booking.organizer_name if is_organizer else ""
        return ParticipantCalendars(email=email, name=name, has_availability=False)


def lock(session: Session, booking_id: str) -> LockedBooking:
    """Lock a booking, its configuration and every calendar it may read or write. Raises NotFound."""
    configuration_id = lookup.find(booking_id).configuration_id
    configuration = locks.configuration(session, configuration_id)
    calendars = participants.calendars_of(
        session, view_of(configuration).participants, application_id=configuration.application_id
    )
    marked = marks.calendar_ids_of(session, booking_id)
    locks.calendars(session, {*judgement.calendar_ids(calendars), *marked})
    booking = locks.booking(session, booking_id)
    return LockedBooking(booking=booking, configuration=configuration, calendars=calendars)
