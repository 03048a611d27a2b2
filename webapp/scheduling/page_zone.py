"""Which zone a page is in (wire.md 7, rule 3): its grid, its horizon and its limits follow this one.

A zone that a configuration leaves unset stays unset when it is stored. A filled-in zone would take precedence over the
zones of the rows, and the page would open at other hours. Code that needs the page's zone calls `page_zone`.
"""

from collections.abc import Iterator, Mapping
from typing import Any

from webapp.scheduling.hours_reading import Place, row_zone
from webapp.scheduling.wall_clock import DEFAULT_ZONE


def page_zone(document: Mapping[str, Any]) -> str:
    """Return the zone of `event_booking`, else the organizer's, else the first row's, else UTC."""
    return event_zone(document) or _organizer_zone(document) or _zone_of_first_row(document) or DEFAULT_ZONE


def event_zone(document: Mapping[str, Any]) -> str | None:
    """Return the zone that `event_booking` names, if it names one."""
    zone: str | None = (document.get("event_booking") or {}).get("timezone")
    return zone


def _organizer_zone(document: Mapping[str, Any]) -> str | None:
    return next(
        (place.zone for participant, place in _placed(document) if participant.get("is_organizer")), None
    )


def _zone_of_first_row(document: Mapping[str, Any]) -> str | None:
    """Return the zone of the first row that counts for the first participant, or that participant's own."""
    for participant, place in _placed(document):
        if participant.get("availability") is not None:
            return next(_zones_of_rows(document, participant, place), place.zone)
    return None


def _placed(document: Mapping[str, Any]) -> Iterator[tuple[Mapping[str, Any], Place]]:
    """Yield every participant with the `Place` of its rows, read without an event zone."""
    for index, participant in enumerate(document["participants"]):
        yield participant, Place.of(participant, path=f"participants[{index}]", event_zone=None)


def _zones_of_rows(
    document: Mapping[str, Any], participant: Mapping[str, Any], place: Place
) -> Iterator[str]:
    rules = document["availability"].get("availability_rules") or {}
    lists = (
        (participant["availability"].get("open_hours"), place),
        (rules.get("default_open_hours"), place.of_defaults()),
        (participant.get("specific_time_availability"), place),
        (rules.get("default_specific_time_availability"), place.of_defaults()),
    )
    for rows, stands_in in lists:
        for row in rows or ():
            yield row_zone(row, stands_in)
