"""What can be asked of a booking: frozen, the same whichever door it came through."""

from collections.abc import Mapping
from dataclasses import dataclass, field

GUEST, ORGANIZER, API = "guest", "organizer", "api"
PAGE, DASHBOARD = "page", "dashboard"
REASON_AT_MOST = 1000  # characters


@dataclass(frozen=True, slots=True, kw_only=True)
class Person:
    name: str
    email: str


@dataclass(frozen=True, slots=True, kw_only=True)
class BookSlot:
    """`participants`: e-mails of the configuration's participants to book with; empty for all, or for the first free
    of a round robin. `timezone`: the guest's, else the configuration's."""

    starts_at: int
    ends_at: int
    guest: Person
    door: str
    actor: str = GUEST
    timezone: str | None = None
    language: str = "en"
    participants: tuple[str, ...] = ()
    additional_guests: tuple[Person, ...] = ()
    additional_fields: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True, kw_only=True)
class RescheduleBooking:
    """A new time; None elsewhere leaves what was. The guest's e-mail never changes: it is who holds the booking."""

    starts_at: int
    ends_at: int
    actor: str
    door: str
    timezone: str | None = None
    language: str | None = None
    additional_guests: tuple[Person, ...] | None = None
    additional_fields: Mapping[str, str] | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class CancelBooking:
    reason: str
    actor: str
    door: str


@dataclass(frozen=True, slots=True, kw_only=True)
class DecideBooking:
    """The organizer's yes or no to a pending booking."""

    actor: str
    door: str
    reason: str = ""
