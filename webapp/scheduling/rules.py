"""What a configuration says about time, as checked and frozen values.

Made by `reading.rules_of`, which refuses values that make no sense together; nothing here is checked again.
Durations are seconds; dates are day numbers (see `wall_clock`); wall times are seconds since midnight.
"""

from collections.abc import Mapping
from dataclasses import dataclass

COLLECTIVE = "collective"
MAX_FAIRNESS = "max-fairness"
MAX_AVAILABILITY = "max-availability"

# What counts in a round robin for those of whom the document says nothing.
WEIGHT, PRIORITY = 1, 3


@dataclass(frozen=True, slots=True)
class Hours:
    """A row of weekly hours: wall times [opens, closes) on its weekdays (0 is Sunday) but its exdates."""

    days: frozenset[int]
    opens: int
    closes: int
    zone: str
    exdates: frozenset[int] = frozenset()


@dataclass(frozen=True, slots=True)
class SpecificHours:
    """Hours of one date, in place of the weekly ones. `opens == closes` closes the date."""

    day: int
    opens: int
    closes: int
    zone: str


# Compared by identity: participants with the same hours share one value, so its opening is computed once.
@dataclass(frozen=True, slots=True, eq=False)
class OpenHours:
    """All hours that count for a participant: by weekday, by specific date, and the dates that are closed."""

    by_weekday: tuple[tuple[Hours, ...], ...]
    specific: Mapping[int, tuple[SpecificHours, ...]]
    closed_days: frozenset[int] = frozenset()


@dataclass(frozen=True, slots=True)
class Participant:
    """Someone whose calendars and hours count: a participant with `availability`.

    `weight` and `priority`: what they get of a round robin, and whether before others (see `assignment`).
    """

    email: str
    open_hours: OpenHours
    weight: int = WEIGHT
    priority: int = PRIORITY


@dataclass(frozen=True, slots=True)
class Limits:
    """At most so many bookings, or booked seconds, in a day, week (from Monday) or month of the rules' zone."""

    bookings: Mapping[str, int]
    seconds: Mapping[str, int]


@dataclass(frozen=True, slots=True)
class Rules:
    """Everything the engine needs to know of a configuration. While `is_paused`, nothing is offered."""

    duration: int
    interval: int
    round_to: int
    buffer_before: int
    buffer_after: int
    method: str
    timezone: str
    notice: int
    horizon_days: int
    participants: tuple[Participant, ...]
    limits: Limits | None = None
    is_paused: bool = False

    @property
    def is_round_robin(self) -> bool:
        """Tell whether one participant takes the slot, rather than all of them."""
        return is_round_robin(self.method)

    @property
    def emails(self) -> tuple[str, ...]:
        """Return the e-mails of the participants with availability, in the configuration's order."""
        return tuple(participant.email for participant in self.participants)


def is_round_robin(method: str) -> bool:
    """Tell whether by this availability method one participant takes the slot, rather than all of them."""
    return method != COLLECTIVE
