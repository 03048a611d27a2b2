"""Rows of open hours and specific dates as the document writes them, read into `Hours` and `SpecificHours`.

Each row is well formed already (`services/configurations/document.py`). Refused here is what its values mean together:
an end before the start, and blocks of one owner that overlap. Each refusal names the row and the key, because a person
will look for it in a form.
"""

from bisect import bisect
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from webapp.scheduling.invalid import InvalidValue
from webapp.scheduling.rules import Hours, SpecificHours
from webapp.scheduling.spans import Span
from webapp.scheduling.wall_clock import DAY, DEFAULT_ZONE, day_of

END_OF_DATE = DAY
LAST_MINUTE = END_OF_DATE - 60
DEFAULTS = "availability.availability_rules"

SpecificByDay = dict[int, tuple[SpecificHours, ...]]


@dataclass(frozen=True, slots=True)
class Place:
    """Where rows stand: the path of their owner, the participant's zone and the event's."""

    path: str
    zone: str | None
    event_zone: str | None
    is_default: bool = False

    @classmethod
    def of(cls, participant: Mapping[str, Any], *, path: str, event_zone: str | None) -> "Place":
        """Return where a participant's own rows stand."""
        return cls(path, participant.get("timezone"), event_zone)

    def of_defaults(self) -> "Place":
        """Return where the rows stand that count for everybody, as they count for this participant."""
        return Place(DEFAULTS, self.zone, self.event_zone, is_default=True)


def own_rows(participant: Mapping[str, Any], place: Place) -> tuple[tuple[Hours, ...], SpecificByDay]:
    """Return a participant's own weekly hours and specific dates."""
    hours = participant["availability"].get("open_hours") or ()
    specific = participant.get("specific_time_availability") or ()
    return (
        _read_hours(hours, place, field=f"{place.path}.availability.open_hours"),
        _read_specific(specific, place, field=f"{place.path}.specific_time_availability"),
    )


def default_rows(rules: Mapping[str, Any], place: Place) -> tuple[tuple[Hours, ...], SpecificByDay]:
    """Return the configuration's weekly hours and specific dates, as they count for a participant."""
    place = place.of_defaults()
    hours = rules.get("default_open_hours") or ()
    specific = rules.get("default_specific_time_availability") or ()
    return (
        _read_hours(hours, place, field=f"{DEFAULTS}.default_open_hours"),
        _read_specific(specific, place, field=f"{DEFAULTS}.default_specific_time_availability"),
    )


def check_weekly_hours(rows: Iterable[Mapping[str, Any]], *, field: str) -> None:
    """Raise InvalidValue for weekly hours of one zone that end before they start, or overlap."""
    _read_hours(rows, Place(field, None, None), field=field)


def closed_days_of(labels: Iterable[str | date]) -> frozenset[int]:
    """Return the day numbers of date labels; a `date` is taken by its label."""
    return frozenset(day_of(str(label)) for label in labels)


def row_zone(row: Mapping[str, Any], place: Place) -> str:
    """Return a row's zone; in default rows the event's beats the participant's, in hours even the row's own.

    The order is wire.md's (sections 7 and 14); the published pages disagree with each other.
    """
    own: str | None = row.get("timezone")
    if not place.is_default:
        return own or place.zone or place.event_zone or DEFAULT_ZONE
    if "date" in row:
        return own or place.event_zone or place.zone or DEFAULT_ZONE
    return place.event_zone or own or place.zone or DEFAULT_ZONE


def _read_hours(rows: Iterable[Mapping[str, Any]], place: Place, *, field: str) -> tuple[Hours, ...]:
    found = []
    for index, row in enumerate(rows):
        opens, closes = _times(row, field=f"{field}[{index}]")
        exdates = frozenset(map(day_of, row.get("exdates") or ()))
        found.append(Hours(frozenset(row["days"]), opens, closes, row_zone(row, place), exdates))
    _refuse_overlap(found, field=field)
    return tuple(found)


def _read_specific(entries: Iterable[Mapping[str, Any]], place: Place, *, field: str) -> SpecificByDay:
    found = []
    for index, entry in enumerate(entries):
        opens, closes = _times(entry, field=f"{field}[{index}]", may_close=True)
        found.append(SpecificHours(day_of(entry["date"]), opens, closes, row_zone(entry, place)))
    _refuse_overlap(found, field=field)
    by_day = defaultdict(list)
    for specific in found:
        by_day[specific.day].append(specific)
    return {day: tuple(rows) for day, rows in by_day.items()}


def _refuse_overlap(rows: Sequence[Hours | SpecificHours], *, field: str) -> None:
    """Raise when two blocks of one owner share wall time on a date in one zone; touching blocks may.

    Each block is compared with its neighbours alone, because those before it have passed and do not overlap.
    """
    passed: dict[tuple[str, int], list[Span]] = defaultdict(list)
    for index, row in enumerate(rows):
        if row.opens == row.closes:  # a closed date takes no time
            continue
        block = row.opens, row.closes
        for day in _days(row):
            blocks = passed[row.zone, day]
            at = bisect(blocks, block)
            beside = blocks[max(0, at - 1) : at + 1]
            if any(row.opens < closes and opens < row.closes for opens, closes in beside):
                raise InvalidValue("hours.overlap", field=f"{field}[{index}].start")
            blocks.insert(at, block)


def _days(row: Hours | SpecificHours) -> Iterable[int]:
    return row.days if isinstance(row, Hours) else (row.day,)


def _times(row: Mapping[str, Any], *, field: str, may_close: bool = False) -> tuple[int, int]:
    """Return (opens, closes) in seconds; 24:00, and 23:59 as an end, are the end of the date."""
    opens, closes = _seconds(row["start"]), _seconds(row["end"])
    if may_close and opens == closes == 0:
        return 0, 0
    if closes <= opens:
        raise InvalidValue("hours.reversed", field=f"{field}.end")
    return opens, END_OF_DATE if closes == LAST_MINUTE else closes


def _seconds(time: str) -> int:
    hours, _, minutes = time.partition(":")
    return int(hours) * 3600 + int(minutes) * 60
