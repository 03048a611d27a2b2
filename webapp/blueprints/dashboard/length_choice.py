"""Which of a page's lengths the organizer asks about: `duration_minutes` in the address."""

from flask import request

from webapp.blueprints.dashboard.editor.inputs import whole_number
from webapp.errors import InvalidInput
from webapp.models import Booking, Configuration
from webapp.picker import LENGTH
from webapp.services.configurations import lengths


def chosen(page: Configuration, *, moving: Booking | None = None) -> Configuration:
    """The page as if it had the length alone that was asked for. One that it does not offer counts as not asked for.

    `moving`: a booking to be moved, which keeps its length if none is asked for.
    """
    try:
        return lengths.of_length(page, asked(), moving=moving)
    except InvalidInput:
        return lengths.of_length(page, None, moving=moving)


def asked() -> int | None:
    """The minutes in the address or in the form."""
    return whole_number(request.values.get(LENGTH, ""))
