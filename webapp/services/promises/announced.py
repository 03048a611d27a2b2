"""A change of a booking, as it is announced."""

from collections.abc import Mapping
from dataclasses import dataclass, field

from webapp.models import PENDING, Booking, BookingChange, Configuration, Organizer
from webapp.services.configurations.participants import ParticipantCalendars


@dataclass(frozen=True, slots=True, kw_only=True)
class Difference:
    """What differs beside status and time. It is true when there is a difference.

    `invited`, `uninvited`: additional guests who are new, and those who were removed. `people`: whether the guest's
    name or an additional guest differs; everybody sees that. `answers`: whether an answer does; additional guests do
    not see that. `place`: whether it takes place elsewhere; everybody sees that.
    """

    invited: tuple[dict[str, str], ...] = ()
    uninvited: tuple[dict[str, str], ...] = ()
    people: bool = False
    answers: bool = False
    place: bool = False

    def __bool__(self) -> bool:
        return self.people or self.answers or self.place


NOTHING = Difference()


@dataclass(frozen=True, slots=True, kw_only=True)
class Announced:
    """A change, with what its notifications need.

    `accounts`: of the hosts who can sign in, by address. `difference`: what else has changed in a booking that stands.
    `may_move`, `may_cancel`: whether the guest still can, so that no mail offers what would be refused.
    `logo`: the address of the page's logo in mails, one of ours.
    """

    booking: Booking
    configuration: Configuration
    change: BookingChange
    attending: list[ParticipantCalendars]
    accounts: Mapping[str, Organizer] = field(default_factory=dict)
    difference: Difference = NOTHING
    may_move: bool
    may_cancel: bool
    logo: str | None = None

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
