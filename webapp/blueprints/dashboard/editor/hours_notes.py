"""What a document says of hours and the editor's fields cannot show. It stays as it is, and is said plainly."""

from collections.abc import Iterator, Mapping
from typing import Any

from webapp import display
from webapp.blueprints.dashboard.editor import other_hours
from webapp.blueprints.dashboard.editor.hours_place import SHARED, HoursPlace
from webapp.services.configurations import drafts
from webapp.words import gettext


def notes(place: HoursPlace) -> list[str]:
    """A sentence for each kind of thing."""
    found = []
    if len(place.zones) > 1:
        cities = ", ".join(map(display.zone_city, place.zones))
        found.append(
            gettext(
                "The weekly hours are in several time zones (%(cities)s). They cannot be changed here, and stay as they"
                " are.",
                cities=cities,
            )
        )
    if place.at is not None and any(drafts.value_at(each, "availability") for each in _others(place)):
        whose = drafts.value_at(place.document, place.participant)
        found.append(
            gettext(
                "The hours here are those of %(name)s. Those of the others are chosen under “People”.",
                name=whose["name"] or whose["email"],
            )
        )
    if names := [each["name"] or each["email"] for each in _others(place) if _has_own_hours(each)]:
        found.append(
            gettext(
                "These people have hours of their own, which stay as they are: %(names)s.",
                names=", ".join(names),
            )
        )
    if other_hours.not_shown(place) or _has_dates_elsewhere(place):
        found.append(
            gettext(
                "There are more single dates, in another time zone or beside these hours. They stay as they are."
            )
        )
    return found


def _others(place: HoursPlace) -> Iterator[Mapping[str, Any]]:
    for at, participant in enumerate(drafts.value_at(place.document, "participants")):
        if f"participants[{at}]" != place.participant:
            yield participant


def _has_own_hours(participant: Mapping[str, Any]) -> bool:
    own = ("availability.open_hours", "specific_time_availability")
    return any(drafts.value_at(participant, path) for path in own)


def _has_dates_elsewhere(place: HoursPlace) -> bool:
    elsewhere = (
        f"{place.participant}.specific_time_availability"
        if place.at is None
        else f"{SHARED}.default_specific_time_availability"
    )
    return bool(drafts.value_at(place.document, elsewhere))
