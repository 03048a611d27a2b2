"""From a configuration document to `Rules`, or InvalidValue, which names the field that makes no sense.

The document is the Nylas JSON as stored; any optional key may be missing or null. Refuses hours that end
before they start, hours that overlap, unknown zones and numbers out of bounds; everything else of a
configuration (titles, links, mails) is not the engine's business.
"""

from collections.abc import Iterable, Mapping
from datetime import date
from typing import Any

from webapp.scheduling.hours_reading import Place, closed_days_of, default_rows, own_rows
from webapp.scheduling.invalid import InvalidValue
from webapp.scheduling.page_zone import event_zone, page_zone
from webapp.scheduling.rules import (
    COLLECTIVE,
    METHODS,
    Hours,
    Limits,
    OpenHours,
    Participant,
    Rules,
    SpecificHours,
)
from webapp.scheduling.wall_clock import DEFAULT_ZONE

# A month: longer slots than that are a mistake, and the engine's work grows with the duration.
LONGEST_DURATION_MINUTES = 31 * 24 * 60
LONGEST_NOTICE_MINUTES = 10 * 366 * 24 * 60
LONGEST_HORIZON_DAYS = 10 * 366
MOST_COUNTED = 1_000_000
PERIODS = ("day", "week", "month")


def rules_of(
    document: Mapping[str, Any],
    *,
    closed_dates: Iterable[str | date] = (),
) -> Rules:
    """Return the frozen rules of a configuration document; InvalidValue if it makes no sense.

    `closed_dates`: labels such as `2027-12-25` (holidays), closed unless a specific entry opens them.
    """
    availability = _section(document, "availability", required=True)
    scheduler = _section(document, "scheduler")
    rules = _section(availability, "availability_rules", at="availability.")
    buffer = _section(rules, "buffer", at="availability.availability_rules.")
    at = "availability."

    duration = _minutes(availability, "duration_minutes", at=at, low=1, high=LONGEST_DURATION_MINUTES)
    interval = _minutes(
        availability, "interval_minutes", at=at, low=1, high=LONGEST_DURATION_MINUTES, default=duration // 60
    )
    round_to = _minutes(availability, "round_to", at=at, low=5, high=60, multiple=5, default=15)
    at = "availability.availability_rules.buffer."
    before = _minutes(buffer, "before", at=at, low=0, high=120, multiple=5, default=0)
    after = _minutes(buffer, "after", at=at, low=0, high=120, multiple=5, default=0)
    notice = _minutes(
        scheduler, "min_booking_notice", at="scheduler.", high=LONGEST_NOTICE_MINUTES, default=60
    )
    horizon = _number(
        scheduler, "available_days_in_future", at="scheduler.", high=LONGEST_HORIZON_DAYS, default=30
    )
    hours = _HoursOf(document, rules, closed_days=closed_days_of(closed_dates))
    return Rules(
        duration=duration,
        interval=interval,
        round_to=round_to,
        buffer_before=before,
        buffer_after=after,
        method=_method(rules),
        timezone=page_zone(document),
        notice=notice,
        horizon_days=horizon,
        participants=hours.participants(),
        limits=_limits(rules),
    )


class _HoursOf:
    """The participants with availability and the hours that count for each of them."""

    def __init__(
        self, document: Mapping[str, Any], rules: Mapping[str, Any], *, closed_days: frozenset[int]
    ) -> None:
        self.event_zone = event_zone(document)
        self.listed = _participants(document)
        self.rules = rules
        self.closed_days = closed_days
        self.known: dict[Any, OpenHours] = {}

    def participants(self) -> tuple[Participant, ...]:
        """Return them in the configuration's order; InvalidValue when there is none, or one twice."""
        found: dict[str, Participant] = {}
        for path, one in self._with_availability():
            email = one.get("email")
            if not isinstance(email, str) or not email:
                raise InvalidValue("participant.no_email", field=f"{path}.email")
            if email in found:
                raise InvalidValue("participant.listed_twice", field=f"{path}.email", email=email)
            found[email] = Participant(email, self._open_hours(path, one))
        if not found:
            raise InvalidValue("participants.nobody_available", field="participants")
        return tuple(found.values())

    def _with_availability(self) -> list[tuple[str, Mapping[str, Any]]]:
        return [(path, one) for path, one in self.listed if one.get("availability") is not None]

    def _open_hours(self, path: str, one: Mapping[str, Any]) -> OpenHours:
        """Return the hours in force (wire.md 7.2); equal ones are the same value, so they are opened once."""
        place = Place.of(one, path=path, event_zone=self.event_zone)
        own_hours, own_specific = own_rows(one, place)
        default_hours, default_specific = default_rows(self.rules, place)
        only_specific = self.rules.get("only_specific_time_availability") or one.get(
            "only_specific_time_availability"
        )
        hours = () if only_specific else own_hours or default_hours or (_always(place),)
        return self._shared(hours, {**default_specific, **own_specific})

    def _shared(self, hours: tuple[Hours, ...], specific: dict[int, tuple[SpecificHours, ...]]) -> OpenHours:
        key = hours, tuple(sorted(specific.items(), key=lambda entry: entry[0]))
        if key not in self.known:
            by_weekday = tuple(tuple(row for row in hours if weekday in row.days) for weekday in range(7))
            self.known[key] = OpenHours(by_weekday, specific, self.closed_days)
        return self.known[key]


def _always(place: Place) -> Hours:
    """Return the row of someone who has no hours anywhere: every date as a whole."""
    return Hours(frozenset(range(7)), 0, 24 * 3600, place.zone or place.event_zone or DEFAULT_ZONE)


def _participants(document: Mapping[str, Any]) -> list[tuple[str, Mapping[str, Any]]]:
    listed = document.get("participants")
    if not isinstance(listed, list):
        raise InvalidValue("rules.list_expected", field="participants")
    paths = []
    for index, one in enumerate(listed):
        if not isinstance(one, Mapping):
            raise InvalidValue("rules.object_expected", field=f"participants[{index}]")
        if one.get("availability") is not None and not isinstance(one["availability"], Mapping):
            raise InvalidValue("rules.object_expected", field=f"participants[{index}].availability")
        paths.append((f"participants[{index}]", one))
    return paths


def _limits(rules: Mapping[str, Any]) -> Limits | None:
    at = "availability.availability_rules."
    limits = _section(rules, "limits", at=at)
    bookings, seconds = {}, {}
    for period in PERIODS:
        if limits.get(f"bookings_per_{period}") is not None:
            bookings[period] = _number(
                limits, f"bookings_per_{period}", at=f"{at}limits.", low=1, high=MOST_COUNTED
            )
        if limits.get(f"minutes_per_{period}") is not None:
            seconds[period] = _minutes(
                limits, f"minutes_per_{period}", at=f"{at}limits.", low=1, high=MOST_COUNTED
            )
    return Limits(bookings, seconds) if bookings or seconds else None


def _method(rules: Mapping[str, Any]) -> str:
    method = rules.get("availability_method") or COLLECTIVE
    if method not in METHODS:
        raise InvalidValue(
            "rules.method_unknown",
            field="availability.availability_rules.availability_method",
            choices=list(METHODS),
        )
    return str(method)


def _section(
    document: Mapping[str, Any], key: str, *, at: str = "", required: bool = False
) -> Mapping[str, Any]:
    section = document.get(key)
    if section is None and not required:
        return {}
    if not isinstance(section, Mapping):
        raise InvalidValue("rules.object_expected", field=f"{at}{key}")
    return section


def _minutes(section: Mapping[str, Any], key: str, **bounds: Any) -> int:
    """Return a number of minutes in seconds."""
    return 60 * _number(section, key, **bounds)


def _number(
    section: Mapping[str, Any],
    key: str,
    *,
    at: str,
    low: int = 0,
    high: int,
    multiple: int = 1,
    default: int | None = None,
) -> int:
    value = section.get(key)
    if value is None:
        value = default
    if type(value) is int and low <= value <= high and value % multiple == 0:
        return value
    if multiple > 1:
        raise InvalidValue(
            "rules.no_such_step", field=f"{at}{key}", at_least=low, at_most=high, multiple=multiple
        )
    raise InvalidValue("rules.no_such_number", field=f"{at}{key}", at_least=low, at_most=high)
