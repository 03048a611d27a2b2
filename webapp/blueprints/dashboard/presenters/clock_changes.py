"""A change of clocks in a week, as a sentence."""

from webapp import display
from webapp.scheduling.clock_changes import ClockChange
from webapp.words import gettext


def sentence(change: ClockChange, *, zone: str, locale: str) -> str:
    """When the clocks of a zone change, which way and how far: the day is the zone's own."""
    values = {
        "day": display.day(change.at, zone, locale),
        "city": display.zone_city(zone),
        "duration": display.duration(abs(change.seconds) // 60),
    }
    if change.seconds > 0:
        return str(gettext("On %(day)s, clocks in %(city)s go forward %(duration)s.", **values))
    return str(gettext("On %(day)s, clocks in %(city)s go back %(duration)s.", **values))
