"""Which length a guest has chosen on a page that offers several (beyond the contract: `availability.duration_options`).

A page of one chosen length is the page with that `duration_minutes`: whoever answers questions about it needs to know
nothing of the others.
"""

from typing import TypeVar, cast

from webapp.errors import InvalidInput
from webapp.models import Booking, Configuration, ConfigurationColumns
from webapp.services.configurations.view import view_of

C = TypeVar("C", bound=ConfigurationColumns)


def of_length(configuration: C, minutes: int | None, *, moving: Booking | None = None) -> C:
    """The page as if this were its only length; its own `duration_minutes` without one.

    `moving`: a booking to be moved keeps its length unless another one is chosen. Raises InvalidInput for a length that
    the page does not offer.
    """
    lengths, booked = _lengths(configuration, moving), _minutes_of(moving)
    if minutes is None:
        minutes = booked if booked in lengths else None
    return configuration if minutes is None else _chosen(configuration, minutes, lengths, "duration_minutes")


def of_booked(configuration: C, seconds: int, *, moving: Booking | None = None) -> C:
    """The page of the length that somebody wants to book. Raises InvalidInput where several are offered and not this.

    A page of one length stays as it is: there the engine refuses any other, as it does a slot that was never one.
    """
    lengths = _lengths(configuration, moving)
    if len(lengths) == 1:
        return configuration
    return _chosen(configuration, seconds // 60 if seconds % 60 == 0 else 0, lengths, "end_time")


def _lengths(configuration: ConfigurationColumns, moving: Booking | None) -> tuple[int, ...]:
    """What can be chosen: on a page of several lengths a booking's own, too, even if it is offered no more."""
    lengths, booked = view_of(configuration).availability.lengths, _minutes_of(moving)
    return lengths if booked is None or len(lengths) == 1 else tuple(sorted({*lengths, booked}))


def _minutes_of(booking: Booking | None) -> int | None:
    return None if booking is None else (booking.ends_at - booking.starts_at) // 60


def _chosen(configuration: C, minutes: int, lengths: tuple[int, ...], field: str) -> C:
    if minutes not in lengths:
        raise InvalidInput("duration.not_offered", field=field, lengths=", ".join(map(str, lengths)))
    availability = configuration.document["availability"]
    if availability["duration_minutes"] == minutes:
        return configuration
    chosen = {**availability, "duration_minutes": minutes, "duration_options": list(lengths)}
    # In no session, and never stored: a value with the columns that are read.
    page = Configuration(
        id=configuration.id,
        application_id=configuration.application_id,
        grant_id=configuration.grant_id,
        requires_session_auth=configuration.requires_session_auth,
        document={**configuration.document, "availability": chosen},
        followed_hours=configuration.followed_hours,
        revision=configuration.revision,
    )
    return cast(C, page)
