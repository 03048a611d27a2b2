"""The commands for bookings. They are the same for every door."""

from collections.abc import Mapping
from dataclasses import dataclass, field

from webapp.words import ENGLISH

GUEST, ORGANIZER, API = "guest", "organizer", "api"
PAGE, DASHBOARD = "page", "dashboard"
CALENDAR = "calendar"  # actor and door of what the organizer does in a calendar elsewhere
PROVIDER = "provider"  # actor and door of what a calendar's provider did of itself
NOBODY, WORKER = "nobody", "worker"  # actor and door of what happens because its time has come
REASON_AT_MOST = 1000  # characters


@dataclass(frozen=True, slots=True, kw_only=True)
class Person:
    name: str
    email: str


@dataclass(frozen=True, slots=True, kw_only=True)
class BookSlot:
    """`starts_at`, `ends_at`: Unix seconds. `timezone`: the guest's; None for the configuration's.

    `participants`: e-mails of the participants to book with. Empty means all of them; in a round robin, whose turn
    it is. `form_token`: 256 random bits of a form. A second command with them, whatever it asks for, is answered with
    the booking that the first one made.
    `accepted`: the conflicts that an organizer overrides, as `overriding.py` names them; None for everybody else.
    `source`: who is counted for it, as `webapp/request_source.py` says; None for nobody. `invitation`: the token of the
    invitation that the guest came with, of which the booking spends a use.
    """

    starts_at: int
    ends_at: int
    guest: Person
    door: str
    actor: str = GUEST
    timezone: str | None = None
    language: str = ENGLISH
    participants: tuple[str, ...] = ()
    additional_guests: tuple[Person, ...] = ()
    additional_fields: Mapping[str, str] = field(default_factory=dict)
    form_token: str | None = None
    accepted: frozenset[str] | None = None
    source: str | None = None
    invitation: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class RescheduleBooking:
    """A new time, or other details at the same time. None leaves a value as it is.

    `guest_email` and `participants` can only repeat what the booking has: it belongs to the guest's address, and its
    hosts stay.

    `source`, `accepted`: as in `BookSlot`.
    """

    starts_at: int
    ends_at: int
    actor: str
    door: str
    timezone: str | None = None
    language: str | None = None
    guest_name: str | None = None
    guest_email: str | None = None
    participants: tuple[str, ...] = ()
    additional_guests: tuple[Person, ...] | None = None
    additional_fields: Mapping[str, str] | None = None
    accepted: frozenset[str] | None = None
    source: str | None = None


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
