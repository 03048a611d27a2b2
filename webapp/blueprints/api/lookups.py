"""What a request names, found: its configuration, its booking, the booking that it moves."""

from typing import Protocol

from flask import g

from webapp.blueprints.api.payloads.queries import Query
from webapp.errors import InvalidInput
from webapp.models import Booking
from webapp.services import applications, bookings
from webapp.services.configurations import configurations


class NamesConfiguration(Protocol):
    """A query or a body that names a configuration."""

    configuration_id: str | None
    slug: str | None


class ConfigurationQuery(Query):
    configuration_id: str | None = None
    """The configuration. Not needed with a session, which opens one."""
    slug: str | None = None
    """The configuration's slug, in place of its id."""
    client_id: str | None = None
    """The application whose slug is meant. Without it the API key's own, else the first one."""


class MovedBookingQuery(Query):
    booking_id: str | None = None
    """A booking to be moved, for which free time is asked."""


def configuration_id(named: NamesConfiguration, *, client_id: str | None) -> str:
    """The id of the configuration that is named; `client_id`: whose slugs are meant, None for the first application's.

    Raises InvalidInput when none is named, NotFound for an unknown slug. Whether the id is one, and the caller's, is
    for whoever looks it up.
    """
    if named.configuration_id:
        return named.configuration_id
    if named.slug:
        application_id = client_id or applications.default_id() or ""
        return configurations.id_by_slug(named.slug, application_id=application_id)
    raise InvalidInput("configuration.unnamed", field="configuration_id")


def booking(booking_id: str) -> Booking:
    """A booking of `g.configuration`. Raises NotFound."""
    return bookings.find(booking_id, configuration=g.configuration)


def moved_booking(booking_id: str | None) -> Booking | None:
    """The booking of `g.configuration` that is to be moved, None when none is named. Raises NotFound."""
    return booking(booking_id) if booking_id else None
