"""A change of a booking, as it is announced."""

from dataclasses import dataclass

from webapp.models import PENDING, Booking, BookingChange, Configuration
from webapp.services.configurations.participants import ParticipantCalendars


@dataclass(frozen=True, slots=True, kw_only=True)
class Announced:
    """A change, with what its notifications need.

    `uninvited`: additional guests who were removed from the booking. `may_move`, `may_cancel`: whether the guest still
    can, so that no mail offers what would be refused.
    """

    booking: Booking
    configuration: Configuration
    change: BookingChange
    attending: list[ParticipantCalendars]
    uninvited: tuple[dict[str, str], ...] = ()
    may_move: bool
    may_cancel: bool

    @property
    def now(self) -> int:
        """When it happened, in Unix seconds."""
        return self.change.changed_at

    @property
    def was_pending(self) -> bool:
        return self.change.from_status == PENDING

    @property
    def old_starts_at(self) -> int:
        """When the booking started before the change; for a new one, when it starts."""
        before = self.change.from_starts_at
        return self.booking.starts_at if before is None else before

    @property
    def old_ends_at(self) -> int:
        """When it ended before. Moving keeps the length."""
        return self.old_starts_at + self.booking.ends_at - self.booking.starts_at

    @property
    def is_invitation(self) -> bool:
        """Whether people's calendars show it: not a request, nor the end of a booking that was never confirmed."""
        never_confirmed = self.was_pending and not self.booking.is_live
        return self.booking.status != PENDING and not never_confirmed
