"""Where the hours of a page stand in its document, and in which zone.

The hours that the editor shows are those of the organizer's own participant; where it has none of its own, the hours
that all participants share. What stands elsewhere is left alone.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from webapp.scheduling.hours_reading import DEFAULTS, Place, row_zone
from webapp.scheduling.page_zone import event_zone
from webapp.services.configurations import drafts
from webapp.services.configurations.view import ConfigurationView

SHARED, FOLLOWS = DEFAULTS, "follows_working_hours"


@dataclass(frozen=True, slots=True)
class HoursPlace:
    """`at`: the number of the participant whose own hours are meant, None for those that all share."""

    document: Mapping[str, Any]
    at: int | None
    place: Place

    @property
    def participant(self) -> str:
        """The path of the organizer's participant, whoever has the hours."""
        return self.place.path if self.at is not None else f"participants[{organizer_of(self.document)}]"

    @property
    def weekly(self) -> str:
        return (
            f"{SHARED}.default_open_hours"
            if self.at is None
            else f"{self.participant}.availability.open_hours"
        )

    @property
    def dates(self) -> str:
        if self.at is None:
            return f"{SHARED}.default_specific_time_availability"
        return f"{self.participant}.specific_time_availability"

    @property
    def switches(self) -> tuple[str, str]:
        """Both places that say that only single dates count: the one of these hours first, then the other."""
        places = (
            f"{self.participant}.only_specific_time_availability",
            f"{SHARED}.only_specific_time_availability",
        )
        return places if self.at is not None else (places[1], places[0])

    @property
    def rows(self) -> Sequence[Mapping[str, Any]]:
        return drafts.value_at(self.document, self.weekly) or ()

    @property
    def entries(self) -> Sequence[Mapping[str, Any]]:
        return drafts.value_at(self.document, self.dates) or ()

    @property
    def is_following(self) -> bool:
        """Whether working hours stand in for hours of one's own."""
        return bool(drafts.value_at(self.document, f"{self.participant}.{FOLLOWS}"))

    @property
    def zones(self) -> list[str]:
        """The zones of the weekly hours; the one that new ones would have, where there are none."""
        return list(dict.fromkeys(map(self.zone_of, self.rows))) or [self.zone_of({})]

    @property
    def zone(self) -> str:
        """The zone in which hours are shown and typed."""
        return self.zones[0]

    def zone_of(self, row: Mapping[str, Any]) -> str:
        return row_zone(row, self.place)

    def to_store(self, row: Mapping[str, Any]) -> str | None:
        """The zone that a new row needs: None where it would be in the zone of these hours anyway."""
        return None if self.zone_of({**row, "timezone": None}) == self.zone else self.zone


def organizer_of(document: Mapping[str, Any]) -> int:
    """The number of the organizer's participant in the document."""
    view = ConfigurationView(document)
    return view.participants.index(view.organizer)


def hours_place(document: Mapping[str, Any]) -> HoursPlace:
    """Where the hours stand that the editor shows."""
    at = organizer_of(document)
    participant = drafts.value_at(document, f"participants[{at}]")
    place = Place.of(participant, path=f"participants[{at}]", event_zone=event_zone(document))
    has_own = any(drafts.value_at(participant, key) for key in ("availability.open_hours", FOLLOWS))
    return HoursPlace(document, at, place) if has_own else HoursPlace(document, None, place.of_defaults())
