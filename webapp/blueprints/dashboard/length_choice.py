"""Which of a page's lengths the organizer asks about: `duration_minutes` in the address."""

from flask import request

from webapp.errors import InvalidInput
from webapp.models import Configuration
from webapp.services.configurations import lengths

NAME = "duration_minutes"
DIGITS = 4


def chosen(page: Configuration) -> Configuration:
    """The page as if it had the length alone that was asked for. One that it does not offer counts as not asked for."""
    given = request.args.get(NAME, "")
    minutes = int(given) if given.isascii() and given.isdigit() and len(given) <= DIGITS else None
    try:
        return lengths.of_length(page, minutes)
    except InvalidInput:
        return page
