"""A scheduling page as its organizer knows it."""

from dataclasses import dataclass

from webapp.errors import NotFound
from webapp.lib import links
from webapp.models import Configuration
from webapp.services.configurations.view import view_of
from webapp.words import gettext


@dataclass(frozen=True, slots=True, kw_only=True)
class SchedulingPage:
    """A page on the dashboard. `address`: None for a private one. `promise`: what a guest's booking leads to.

    `next_start`: of the next booking, if there is one.
    """

    id: str
    name: str
    address: str | None
    duration_minutes: int
    asks_organizer: bool
    promise: str
    timezone: str
    next_start: int | None
    is_paused: bool

    @property
    def public_address(self) -> str:
        """The address that everybody may know. Raises NotFound for a private page."""
        if self.address is None:
            raise NotFound("configuration.private")
        return self.address


def scheduling_page(configuration: Configuration, *, next_start: int | None = None) -> SchedulingPage:
    """What the dashboard says of a configuration."""
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
        next_start=next_start,
        is_paused=view.is_paused,
    )


def _public_address(configuration: Configuration) -> str:
    return links.absolute("public.page_show", slug=configuration.slug or configuration.id)
