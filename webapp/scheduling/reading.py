"""From a configuration document to `Rules`, or InvalidValue, which names the field that makes no sense.

The document is the Nylas JSON; any optional key may be missing or null. Its shape and each single value are as
`services/configurations/document.py` lets them through, and are not checked again. Judged here is what values mean
together: hours that end before they start, hours that overlap, a participant who is there twice, nobody who is
available. Everything else of a configuration (titles, links, mails) is not the engine's business.
"""

from collections.abc import Iterable, Mapping
from datetime import date
from typing import Any

from webapp.scheduling.hours_reading import END_OF_DATE, Place, closed_days_of, default_rows, own_rows
from webapp.scheduling.invalid import InvalidValue
from webapp.scheduling.page_zone import event_zone, page_zone
from webapp.scheduling.rules import (
    COLLECTIVE,
    PRIORITY,
    WEIGHT,
    Hours,
    Limits,
    OpenHours,
    Participant,
    Rules,
    SpecificHours,
)
from webapp.scheduling.wall_clock import DEFAULT_ZONE

MINUTE = 60
PERIODS = ("day", "week", "month")
# What counts where the document says nothing (wire contract section 6).
ROUND_TO, NOTICE, HORIZON_DAYS = 15, 60, 30


def rules_of(
    document: Mapping[str, Any],
    *,
    closed_dates: Iterable[str | date] = (),
) -> Rules:
    """Return the frozen rules of a configuration document; InvalidValue if it makes no sense.

    `closed_dates`: labels such as `2027-12-25` (holidays), closed unless a specific entry opens them.
    """
    availability = document["availability"]
    scheduler = document.get("scheduler") or {}
    rules = availability.get("availability_rules") or {}
    buffer = rules.get("buffer") or {}
    duration = availability["duration_minutes"]
    hours = _HoursOf(document, rules, closed_days=closed_days_of(closed_dates))
    return Rules(
        duration=duration * MINUTE,
        interval=_number(availability, "interval_minutes", default=duration) * MINUTE,
        round_to=_number(availability, "round_to", default=ROUND_TO) * MINUTE,
        buffer_before=_number(buffer, "before", default=0) * MINUTE,
        buffer_after=_number(buffer, "after", default=0) * MINUTE,
        method=rules.get("availability_method") or COLLECTIVE,
        timezone=page_zone(document),
        notice=_number(scheduler, "min_booking_notice", default=NOTICE) * MINUTE,
        horizon_days=_number(scheduler, "available_days_in_future", default=HORIZON_DAYS),
        participants=hours.participants(),
        limits=_limits(rules.get("limits") or {}),
        is_paused=bool(document.get("paused")),
    )


class _HoursOf:
    """The participants with availability and the hours that count for each of them."""

    def __init__(
        self, document: Mapping[str, Any], rules: Mapping[str, Any], *, closed_days: frozenset[int]
    ) -> None:
        self.event_zone = event_zone(document)
        self.listed = _listed_once(document["participants"])
        self.rules = rules
        self.closed_days = closed_days
        self.known: dict[Any, OpenHours] = {}

    def participants(self) -> tuple[Participant, ...]:
        """Return them in the configuration's order; InvalidValue when there is none."""
        found = tuple(
            Participant(listed["email"], self._open_hours(path, listed), *_turns(listed))
            for path, listed in self.listed.items()
            if listed.get("availability") is not None
        )
        if not found:
            raise InvalidValue("participants.nobody_available", field="participants")
        return found

    def _open_hours(self, path: str, participant: Mapping[str, Any]) -> OpenHours:
        """Return the hours in force (wire.md 7.2); equal ones are the same value, so they are opened once."""
        place = Place.of(participant, path=path, event_zone=self.event_zone)
        own_hours, own_specific = own_rows(participant, place)
        default_hours, default_specific = default_rows(self.rules, place)
        only_specific = any(
            rules.get("only_specific_time_availability") for rules in (self.rules, participant)
        )
        hours = () if only_specific else own_hours or default_hours or (_always(place),)
        return self._shared(hours, {**default_specific, **own_specific})

    def _shared(self, hours: tuple[Hours, ...], specific: dict[int, tuple[SpecificHours, ...]]) -> OpenHours:
        key = hours, tuple(sorted(specific.items(), key=lambda entry: entry[0]))
        if key not in self.known:
            by_weekday = tuple(tuple(row for row in hours if weekday in row.days) for weekday in range(7))
            self.known[key] = OpenHours(by_weekday, specific, self.closed_days)
        return self.known[key]


def _turns(listed: Mapping[str, Any]) -> tuple[int, int]:
    """Return the weight and the priority of somebody in a round robin."""
    turns = listed.get("round_robin")
    if not turns:
        return WEIGHT, PRIORITY
    return _number(turns, "weight", default=WEIGHT), _number(turns, "priority", default=PRIORITY)


def _always(place: Place) -> Hours:
    """Return the row of someone who has no hours anywhere: every date as a whole."""
    return Hours(frozenset(range(7)), 0, END_OF_DATE, place.zone or place.event_zone or DEFAULT_ZONE)


def _listed_once(participants: Iterable[Mapping[str, Any]]) -> dict[str, Mapping[str, Any]]:
    """Return the participants by their path; InvalidValue when an address is there twice, in whatever case."""
    listed: dict[str, Mapping[str, Any]] = {}
    seen = set()
    for index, participant in enumerate(participants):
        path, address = f"participants[{index}]", participant["email"].lower()
        if address in seen:
            raise InvalidValue("participant.listed_twice", field=f"{path}.email", email=participant["email"])
        seen.add(address)
        listed[path] = participant
    return listed


def _limits(given: Mapping[str, Any]) -> Limits | None:
    bookings, seconds = {}, {}
    for period in PERIODS:
        if (count := given.get(f"bookings_per_{period}")) is not None:
            bookings[period] = count
        if (minutes := given.get(f"minutes_per_{period}")) is not None:
            seconds[period] = minutes * MINUTE
    return Limits(bookings, seconds) if bookings or seconds else None


def _number(section: Mapping[str, Any], key: str, *, default: int) -> int:
    value = section.get(key)
    return default if value is None else int(value)
