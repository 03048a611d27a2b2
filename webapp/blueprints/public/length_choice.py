"""Which length a guest has chosen on a page that offers several: `duration_minutes` in the address or the form."""

from flask import request

from webapp.errors import InvalidInput
from webapp.models import Booking, Configuration
from webapp.picker import LENGTH
from webapp.services.configurations import lengths

DIGITS = 4


def chosen(
    configuration: Configuration, *, moving: Booking | None = None
) -> tuple[Configuration, int | None]:
    """The page of the chosen length, and the minutes if they were chosen. What is not offered counts as no choice."""
    minutes = _requested()
    try:
        return lengths.of_length(configuration, minutes, moving=moving), minutes
    except InvalidInput:
        return lengths.of_length(configuration, None, moving=moving), None


def check(configuration: Configuration, *, moving: Booking | None = None) -> None:
    """Raise InvalidInput for a length that is offered no more: nobody gets another one than was chosen."""
    lengths.of_length(configuration, _requested(), moving=moving)


def _requested() -> int | None:
    given = request.values.get(LENGTH) or request.values.get("length", "")
    return int(given) if given.isascii() and given.isdigit() and len(given) <= DIGITS else None
