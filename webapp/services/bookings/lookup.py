"""Finding a booking by its id or by a reference. What a dashboard lists is in `lists`."""

from collections.abc import Collection
from typing import Any

from sqlalchemy import Select, select
from sqlalchemy.orm import joinedload

from webapp.errors import NotFound
from webapp.extensions import db
from webapp.lib import signature
from webapp.lib.ids import is_id
from webapp.models import Booking, Configuration, ConfigurationColumns
from webapp.models.reference import unpack
from webapp.services.bookings.commands import GUEST, ORGANIZER


def find(booking_id: str, *, configuration: ConfigurationColumns | None = None) -> Booking:
    """A booking, of this configuration when given. Raises NotFound."""
    if not is_id(booking_id):  # PostgreSQL refuses some characters
        raise NotFound("booking.unknown")
    query = with_configuration().where(Booking.id == booking_id)
    if configuration is not None:
        query = query.where(Booking.configuration_id == configuration.id)
    return _found(query)


def by_reference(reference: str, *, role: str) -> Booking:
    """The booking that a guest's or an organizer's reference opens. Raises NotFound, whatever is wrong with it."""
    try:
        parts = unpack(reference)
    except ValueError as problem:
        raise NotFound("booking.unknown") from problem
    query = with_configuration().where(
        Booking.id == parts.booking_id, Booking.configuration_id == parts.configuration_id
    )
    booking = _found(query)
    if not salt_opens(booking, parts.salt, role=role):
        raise NotFound("booking.unknown")
    return booking


def of_form(configuration: ConfigurationColumns, token: str | None) -> Booking | None:
    """The booking of this configuration that was made with a form, by the form's token; None for a new form."""
    return next(iter(of_forms(configuration, [token] if token else [])), None)


def of_forms(configuration: ConfigurationColumns, tokens: Collection[str]) -> list[Booking]:
    """The bookings of this configuration that were made with these forms. One query."""
    if not tokens:
        return []
    query = with_configuration().where(
        Booking.configuration_id == configuration.id,
        Booking.form_digest.in_([signature.digest(token) for token in tokens]),
    )
    return list(db.session.scalars(query))


def salt_opens(booking: Booking, salt: str, *, role: str) -> bool:
    """Whether a salt is the guest's or the organizer's own, compared in constant time."""
    return signature.equal(salt, {GUEST: booking.guest_salt, ORGANIZER: booking.organizer_salt}[role])


def with_configuration() -> Select[Booking]:
    """A query for bookings that brings their pages and grants along."""
    return select(Booking).options(joinedload(Booking.configuration).joinedload(Configuration.grant))


def _found(query: Any) -> Booking:
    booking: Booking | None = db.session.scalar(query)
    if booking is None:
        raise NotFound("booking.unknown")
    return booking
