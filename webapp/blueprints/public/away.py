"""What guests read on the pages of an organizer who is away, or will be soon."""

from dataclasses import dataclass

from webapp.errors import NotFound
from webapp.models import Configuration
from webapp.scheduling import DAY, DEFAULT_ZONE, day_of, first_instant
from webapp.services.calendars import absences
from webapp.services.configurations import configurations
from webapp.services.configurations.view import view_of

TOLD_DAYS_AHEAD = 14


@dataclass(frozen=True, slots=True)
class Away:
    """`first`, `last`: the days, as their midnights in UTC: they are the same days for every guest.

    `colleague`: the slug of a page that is still there, or empty.
    """

    first: int
    last: int
    message: str
    colleague: str


def away(configuration: Configuration, *, now: int) -> Away | None:
    """The present absence of a page's organizer, or the next one; None for a page that takes turns."""
    view = view_of(configuration)
    if view.availability.is_round_robin:
        return None
    absence = absences.of_address(
        view.organizer.email,
        application_id=configuration.application_id,
        since=now,
        until=now + TOLD_DAYS_AHEAD * DAY,
    )
    if absence is None:
        return None
    return Away(
        first=first_instant(day_of(absence.first_date), zone=DEFAULT_ZONE),
        last=first_instant(day_of(absence.last_date), zone=DEFAULT_ZONE),
        message=absence.message,
        colleague=_colleague(absence.colleague, configuration),
    )


def _colleague(slug: str, configuration: Configuration) -> str:
    if not slug:
        return ""
    try:
        configurations.id_by_slug(slug, application_id=configuration.application_id)
    except NotFound:  # it was deleted since
        return ""
    return slug
