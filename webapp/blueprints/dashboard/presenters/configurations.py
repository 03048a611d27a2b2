"""A scheduling page as its organizer knows it."""

from dataclasses import dataclass

from webapp.lib import links
from webapp.models import Configuration
from webapp.services.configurations.view import view_of
from webapp.words import gettext


@dataclass(frozen=True, slots=True, kw_only=True)
class SchedulingPage:
    """A row of the list of pages. `address` is None for a private page; `promise`: what a guest's booking leads to."""

    id: str
    name: str
    address: str | None
    duration_minutes: int
    asks_organizer: bool
    promise: str
    timezone: str


def scheduling_page(configuration: Configuration) -> SchedulingPage:
    """What the list of scheduling pages shows of a configuration."""
    view = view_of(configuration)
    asks_organizer = view.event_booking.needs_confirmation
    return SchedulingPage(
        id=configuration.id,
        name=configuration.name,
        address=None if configuration.requires_session_auth else _public_address(configuration),
        duration_minutes=view.availability.duration_minutes,
        asks_organizer=asks_organizer,
        promise=gettext("You confirm each booking") if asks_organizer else gettext("Booked at once"),
        timezone=configuration.timezone,
    )


def _public_address(configuration: Configuration) -> str:
    return links.absolute("public.page_show", slug=configuration.slug or configuration.id)
