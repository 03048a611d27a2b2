"""Which of a page's lengths the organizer asks about: `duration_minutes` in the address."""

from flask import request

from webapp.blueprints.dashboard.editor.inputs import whole_number
from webapp.errors import InvalidInput
from webapp.models import Configuration
from webapp.services.configurations import lengths

NAME = "duration_minutes"


def chosen(page: Configuration) -> Configuration:
    """The page as if it had the length alone that was asked for. One that it does not offer counts as not asked for."""
    try:
        return lengths.of_length(page, whole_number(request.args.get(NAME, "")))
    except InvalidInput:
        return page
